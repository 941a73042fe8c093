//! Finds pairs of names that differ by one character: inserted, removed, replaced, or two exchanged.

use std::collections::HashMap;

use itertools::Itertools as _;

use super::department_names::MAX_LETTERS;

/// Minimum length for a typing error, in characters. Shorter names such as 税務課 and 財務課 differ on purpose.
const MIN_LETTERS: usize = 4;

/// Minimum length of a name without its suffix, in characters: 総務 for 総務課.
const MIN_WITHOUT_SUFFIX: usize = 2;

/// Suffixes of department names.
const SUFFIXES: &str = "課部局室係所館園校班院署庁";
/// Characters that distinguish departments, by class. A difference within one class is no typing error.
const DISTINGUISHING: [&str; 4] =
    [SUFFIXES, "一二三四五六七八九十0123456789甲乙丙丁ABCDEFG", "東西南北中", "上下前後"];

/// Maximum number of earlier names compared within one form. More similar names are numbered on purpose.
const MAX_ALIKE: usize = 8;

/// True if the name ends in a department suffix.
pub(super) fn has_suffix(name: &str) -> bool {
    name.chars().last().is_some_and(|last| SUFFIXES.contains(last))
}

/// Pairs of names of which one may be a typing error of the other. Names are compared only if they share a
/// form, so the cost does not grow with the square of their number.
pub(super) fn similar_pairs<'n>(names: &[&'n str]) -> Vec<(&'n str, &'n str)> {
    let letters: Vec<Vec<char>> = names.iter().map(|name| name.chars().collect()).collect();
    let mut by_form: HashMap<Vec<char>, Vec<usize>> = HashMap::new();
    // A listed name has at most MAX_LETTERS characters, so a name that differs by one has at most one more.
    let is_name = |letters: &&Vec<char>| (MIN_WITHOUT_SUFFIX..=MAX_LETTERS + 1).contains(&letters.len());
    for (at, letters) in letters.iter().enumerate().filter(|(_, letters)| is_name(letters)) {
        for form in forms_of(letters).unique() {
            by_form.entry(form).or_default().push(at);
        }
    }
    let near = by_form.values().flat_map(|alike| {
        let others = alike.iter().enumerate();
        others.flat_map(|(place, &other)| alike[..place.min(MAX_ALIKE)].iter().map(move |&one| (one, other)))
    });
    let pairs = near.filter(|&(one, other)| is_typing_error(&letters[one], &letters[other]));
    pairs.sorted_unstable().dedup().map(|(one, other)| (names[one], names[other])).collect()
}

/// The name, and the name without each of its characters. Names that share a form differ by about one
/// character.
fn forms_of(letters: &[char]) -> impl Iterator<Item = Vec<char>> {
    let without = (0..letters.len()).map(|at| [&letters[..at], &letters[at + 1..]].concat());
    std::iter::once(letters.to_vec()).chain(without)
}

/// True if two names differ by one character, and people would not write that difference on purpose.
fn is_typing_error(one: &[char], other: &[char]) -> bool {
    let distinguishes = |letter: char| DISTINGUISHING.iter().any(|sort| sort.contains(letter));
    let of_one_sort =
        |a: char, b: char| DISTINGUISHING.iter().any(|sort| sort.contains(a) && sort.contains(b));
    let shorter = one.len().min(other.len());
    let is_long = shorter >= MIN_LETTERS;
    let front = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let back = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let back = back.min(shorter - front);
    match (&one[front..one.len() - back], &other[front..other.len() - back]) {
        (&[letter], []) | ([], &[letter]) if SUFFIXES.contains(letter) => {
            let lacks_ending = one.starts_with(other) || other.starts_with(one);
            is_long || (lacks_ending && shorter >= MIN_WITHOUT_SUFFIX)
        }
        // 北保健センター is not 保健センター, and 第11係 is not 第1係.
        (&[letter], []) | ([], &[letter]) => is_long && !distinguishes(letter),
        (&[a], &[b]) => is_long && !of_one_sort(a, b),
        // Two characters that are exchanged.
        (&[a, b], &[c, d]) if (a, b) == (d, c) => is_long && !of_one_sort(a, b),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, expected: bool) {
        for pair in [[one, other], [other, one]] {
            assert_eq!(similar_pairs(&pair), if expected { vec![(pair[0], pair[1])] } else { vec![] });
        }
    }

    #[test]
    fn one_letter_off_is_a_slip() {
        check("産業経済課", "産業経斉課", true);
        check("子育て支援課", "子育支援課", true);
        check("産業経済課", "産業経業済課", true);
        check("産業経済課", "産業済経課", true);
        check("産業経済課", "産業産経済課", true);
    }

    #[test]
    fn an_ending_that_is_missing_or_mistyped_is_a_slip() {
        check("産業経済課", "産業経済", true);
        check("総務課", "総務", true);
        check("産業経済課", "産業経済謀", true);
        check("産業経済課", "産業経課済", true);
        check("東部公園事務所", "束部公園事務所", true);
        check("第一区民課", "第ー区民課", true);
        check("産業部経済課", "産業経済課", true);
    }

    #[test]
    fn what_tells_departments_apart_is_none() {
        check("産業経済課", "産業経済部", false);
        check("第一区民課", "第二区民課", false);
        check("支援第12係", "支援第21係", false);
        check("支援第1係", "支援第11係", false);
        check("支援A担当", "支援B担当", false);
        check("税務課", "財務課", false);
        check("東部公園事務所", "西部公園事務所", false);
        check("北保健センター", "保健センター", false);
        check("産業経済課", "観光振興課", false);
        check("課", "部課", false);
        check("産業経済課", "産業経済課", false);
    }

    #[test]
    fn names_of_which_many_share_a_form_are_compared_within_bounds() {
        let names: Vec<String> = (0..20_000).map(|at| format!("支援{at}係")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).chain(["産業経済課", "産業経斉課"]).collect();
        assert_eq!(similar_pairs(&names), [("産業経済課", "産業経斉課")]);
    }
}
