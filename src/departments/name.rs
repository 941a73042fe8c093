//! Names of departments as people file them.

use std::{
    collections::{HashMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

use strsim::damerau_levenshtein;
use unicode_normalization::UnicodeNormalization;

/// Letters of the longest name; what is longer is a sentence, or a cell gone wrong.
pub(super) const MOST_LETTERS: usize = 60;

/// Letters of the shortest name of which one letter may be a slip: 税務課 and 財務課 are two.
const LEAST_LETTERS: usize = 4;

/// Letters by which departments differ that are not each other's slip.
const TELLING: &str = "課部局室係所院館園校班第一二三四五六七八九十0123456789東西南北中上下前後";

/// What says that no department is known.
const NONE: [&str; 10] = ["未定", "記載なし", "なし", "無し", "不明", "該当なし", "-", "－", "―", "ー"];

/// Signs between several names in a cell.
const BETWEEN: [char; 6] = ['、', '，', ',', '／', '/', ';'];

/// A name in one width, with single spaces.
pub(super) fn tidy(name: &str) -> String {
    name.nfkc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names in a cell, the leading one first. What only says that there is none is no name.
pub(super) fn names(cell: &str) -> Vec<String> {
    let names = cell.split(BETWEEN).map(tidy);
    names.filter(|name| !name.is_empty() && !NONE.contains(&name.as_str())).collect()
}

/// Pairs of names of which one may be a slip of the other: one letter more, fewer, other, or two exchanged.
/// Each name is met once for each of its letters, so that many names cost no more than their letters.
pub(super) fn look_alikes<'n>(names: &[&'n str]) -> Vec<(&'n str, &'n str)> {
    let mut without: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut pairs = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let letters: Vec<char> = name.chars().collect();
        if letters.len() < LEAST_LETTERS {
            continue;
        }
        let mut met: Vec<usize> = Vec::new();
        // `letters.len()` leaves nothing out: the name itself, for those that have one letter more.
        let mut keys: Vec<u64> =
            (0..=letters.len()).map(|left_out| hash_without(&letters, left_out)).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let others = without.entry(key).or_default();
            // Many names that share a form are numbered, not mistyped.
            if others.len() < 8 {
                met.extend(others.iter().copied());
                others.push(at);
            }
        }
        met.sort_unstable();
        met.dedup();
        pairs.extend(
            met.into_iter().map(|other| (names[other], *name)).filter(|(one, two)| is_slip(one, two)),
        );
    }
    pairs
}

fn hash_without(letters: &[char], left_out: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (at, letter) in letters.iter().enumerate() {
        if at != left_out {
            letter.hash(&mut hasher);
        }
    }
    hasher.finish()
}

fn is_slip(one: &str, other: &str) -> bool {
    if one == other || damerau_levenshtein(one, other) != 1 {
        return false;
    }
    let same = |a: &str, b: &str| a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let reversed = |text: &str| text.chars().rev().collect::<String>();
    let (front, back) = (same(one, other), same(&reversed(one), &reversed(other)));
    // The letters in which they differ.
    let differing = |name: &str| {
        let count = name.chars().count();
        name.chars()
            .skip(front)
            .take(count.saturating_sub(front + back))
            .any(|letter| TELLING.contains(letter))
    };
    !differing(one) && !differing(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_may_hold_several_names_or_none() {
        assert_eq!(names("産業経済課、観光課／ＩＴ推進室"), ["産業経済課", "観光課", "IT推進室"]);
        assert_eq!(names(" 産業部　産業課 "), ["産業部 産業課"]);
        for none in ["", " ", "未定", "－", "記載なし", "、"] {
            assert_eq!(names(none), Vec::<String>::new(), "{none}");
        }
    }

    #[test]
    fn one_letter_off_is_a_slip_unless_the_letter_tells_departments_apart() {
        for (one, other) in [
            ("産業経済課", "産業経斉課"),
            ("子育て支援課", "子育支援課"),
            ("産業経済課", "産経業済課"),
            ("産業経済課", "産業産経済課"),
        ] {
            assert_eq!(look_alikes(&[one, other]), [(one, other)]);
        }
        for (one, other) in [
            ("産業経済課", "産業経済部"),
            ("第一区民課", "第二区民課"),
            ("税務課", "財務課"),
            ("東部公園事務所", "西部公園事務所"),
            ("産業経済課", "観光振興課"),
        ] {
            assert_eq!(look_alikes(&[one, other]), [], "{one} {other}");
        }
    }
}
