//! Odd queries, one per line of `tests/cases/queries/`, and variants of them: cut, joined and garbled. The
//! variants are identical in every run. `tools/fuzz/` continues from them for any length of time.

use std::fs;

use shisaku_invariants::query;

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
