//! Odd queries, one per line of `tests/cases/queries/`, and variants of them: cut, joined and garbled. The
//! variants are identical in every run. `tools/fuzz/` continues from them for any length of time.

use std::{fmt::Write as _, fs, path::Path};

use shisaku_invariants::query;

use crate::{golden::golden, support::api::search_of};

/// Number of garbled queries. They take a few seconds.
const GARBLED: u32 = 2000;

fn kept() -> Vec<String> {
    let mut files: Vec<_> =
        fs::read_dir("tests/cases/queries").unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let texts = files.iter().map(|file| fs::read_to_string(file).unwrap());
    texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn what_holds_for_every_query_holds_for_odd_ones() {
    let kept = kept();
    assert!(kept.len() >= 80, "the queries are found");
    kept.iter().for_each(|text| query(text.as_bytes()));
    query(b"");
    query(&[0xFF, 0xFE, 0x00, 0xE5, 0x95]);
}

/// A pseudo-random sequence of numbers with a fixed seed (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % most.max(1)
    }
}

/// Joints between two queries: nothing, or anything with a meaning in the query language.
const JOINTS: [&str; 14] =
    ["", " ", "　", "の", "-", " -", "「", "」", "\"", " OR ", "または", "title:", "゛", "年度"];

#[test]
fn what_holds_for_every_query_holds_for_garbled_ones() {
    let kept = kept();
    let mut numbers = Numbers(0x5EED);
    for _ in 0..GARBLED {
        let mut piece = || {
            let letters: Vec<char> = kept[numbers.below(kept.len())].chars().collect();
            let start = numbers.below(letters.len() + 1);
            let length = numbers.below(16).min(letters.len() - start);
            let joint = JOINTS[numbers.below(JOINTS.len())];
            letters[start..start + length].iter().collect::<String>() + joint
        };
        let text = [piece(), piece(), piece()].concat();
        let mut bytes = text.into_bytes();
        // One query in four has bytes that are not valid UTF-8.
        if numbers.below(4) == 0 && !bytes.is_empty() {
            let at = numbers.below(bytes.len());
            bytes[at] = u8::try_from(numbers.below(256)).unwrap();
        }
        query(&bytes);
    }
}

/// Queries whose steps are kept: operators, filters, choices, exclusions, years, numbers, phrases, kana, slips, offices.
const STEPS: [&str; 14] = [
    "商店街の支援を教えて",
    "title:農地 -再掲 「商店街の支援」",
    "短期または中期で実績のない商店街の施策",
    "観光 OR 長期計画",
    "観光または農業の実績なし",
    "第5節の長期計画で実績なしの施策を一覧",
    "再掲以外の平成24年度の実績",
    "１－１（１）",
    "人手不足対策",
    "若者が仕事を探す場所は?",
    "しょうてんがい",
    "顕賞制度",
    "barrier free",
    "担当課が水道課の施策",
];

#[test]
fn each_step_of_reading_a_query_is_kept() {
    let index = tempfile::tempdir().unwrap();
    let search = search_of(Path::new("seeds"), index.path());
    let mut text = String::new();
    for typed in STEPS {
        writeln!(text, "# {typed}\n{}", search.steps(typed)).unwrap();
    }
    golden("query steps", "query-steps.txt", &text);
}
