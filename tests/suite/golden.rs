//! Golden files: the kept output of a stage. A mismatch is reported line by line.

use std::{fmt::Write as _, fs, path::Path};

/// Compares the output of `stage` with its golden file in `tests/cases/`. With `UPDATE_GOLDEN=1`, the file is
/// written instead, for review with `git diff`.
#[track_caller]
pub fn golden(stage: &str, file: &str, actual: &str) {
    let path = Path::new("tests/cases").join(file);
    if updating() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, actual).unwrap();
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == actual, "{}", report(stage, &path.to_string_lossy(), &kept, actual));
}

/// True if golden files are written instead of compared.
pub fn updating() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1")
}

/// Builds a message that helps to decide if the change is intended.
fn report(stage: &str, path: &str, kept: &str, actual: &str) -> String {
    format!(
        "stage \"{stage}\" no longer gives what {path} keeps:\n\n{}\nIf this is what you meant: make golden, then look at the difference with git diff.",
        difference(kept, actual)
    )
}

/// Maximum number of differing lines in a message. The first ones are usually enough.
const MOST_SHOWN: usize = 40;

/// Builds a line diff: `-` is only in the file, `+` only in the new output. Each change follows one common
/// line.
fn difference(kept: &str, actual: &str) -> String {
    let (kept, actual): (Vec<&str>, Vec<&str>) = (kept.lines().collect(), actual.lines().collect());
    let (mut a, mut b, mut shown) = (0, 0, 0);
    let mut text = String::new();
    while (a < kept.len() || b < actual.len()) && shown < MOST_SHOWN {
        if a < kept.len() && b < actual.len() && kept[a] == actual[b] {
            (a, b) = (a + 1, b + 1);
            continue;
        }
        let (skip_a, skip_b) = next_common(&kept[a..], &actual[b..]);
        match a.checked_sub(1) {
            Some(before) => writeln!(text, "  {a:4} {}", kept[before]).unwrap(),
            None => writeln!(text, "  (at the beginning)").unwrap(),
        }
        for line in &kept[a..a + skip_a] {
            writeln!(text, "- {line}").unwrap();
        }
        for line in &actual[b..b + skip_b] {
            writeln!(text, "+ {line}").unwrap();
        }
        (a, b, shown) = (a + skip_a, b + skip_b, shown + skip_a + skip_b);
    }
    if shown >= MOST_SHOWN {
        text.push_str("  (and more)\n");
    }
    text
}

/// Number of lines to skip on each side until both continue alike. The sum is minimal.
fn next_common(kept: &[&str], actual: &[&str]) -> (usize, usize) {
    let most = kept.len() + actual.len();
    for together in 1..most {
        for skip_a in 0..=together.min(kept.len()) {
            let skip_b = together - skip_a;
            if kept.get(skip_a).is_some_and(|line| actual.get(skip_b) == Some(line)) {
                return (skip_a, skip_b);
            }
        }
    }
    (kept.len(), actual.len())
}

#[test]
fn a_difference_is_told_where_it_is() {
    assert_eq!(difference("a\nb\nc\nd\n", "a\nB\nc\nd\n"), "     1 a\n- b\n+ B\n");
    assert_eq!(difference("a\nc\n", "a\nb\nc\n"), "     1 a\n+ b\n");
    assert_eq!(difference("", "a\n"), "  (at the beginning)\n+ a\n");
    assert_eq!(difference("a\nb\n", "b\n"), "  (at the beginning)\n- a\n");
    let told = report("outline", "tests/cases/plan.txt", "a\n", "b\n");
    assert!(told.contains("outline") && told.contains("plan.txt") && told.contains("make golden"), "{told}");
}
