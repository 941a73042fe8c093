//! Finds pairs of names that differ by one character: inserted, removed, replaced, or two exchanged.

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

/// Pairs of names of which one may be a typing error of the other. Names are grouped by their forms, so the
/// cost is linear in the number of characters.
pub(super) fn similar_pairs<'n>(names: &[&'n str]) -> Vec<(&'n str, &'n str)> {
    let letters: Vec<Vec<char>> = names.iter().map(|name| name.chars().collect()).collect();
    let mut forms: Vec<(u64, usize)> = Vec::new();
    for (at, letters) in letters.iter().enumerate().filter(|(_, all)| all.len() >= MIN_WITHOUT_SUFFIX) {
        forms.extend(forms_of(letters).into_iter().map(|form| (form, at)));
    }
    forms.sort_unstable();
    forms.dedup();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for alike in forms.chunk_by(|one, other| one.0 == other.0) {
        for (place, &(_, other)) in alike.iter().enumerate() {
            let before = alike.iter().take(place.min(MAX_ALIKE)).map(|&(_, one)| one);
            pairs.extend(
                before.filter(|&one| is_typing_error(&letters[one], &letters[other])).map(|one| (one, other)),
            );
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().map(|(one, other)| (names[one], names[other])).collect()
}

/// Hashes of the name and of the name without each of its characters. Names that share a hash differ by
/// about one character, or collide by chance.
fn forms_of(letters: &[char]) -> Vec<u64> {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let value = |c: &char| (u64::from(u32::from(*c)) + 1).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    // Hash of the suffix at each position, with the power of the base for its length.
    let mut behind = vec![(0u64, 1u64)];
    for letter in letters.iter().rev() {
        let (sum, power) = behind[behind.len() - 1];
        behind.push((sum.wrapping_add(value(letter).wrapping_mul(power)), power.wrapping_mul(BASE)));
    }
    let whole = behind[letters.len()].0;
    let mut forms = vec![whole];
    let mut before = 0u64;
    for (at, letter) in letters.iter().enumerate() {
        let (sum, power) = behind[letters.len() - 1 - at];
        forms.push(before.wrapping_mul(power).wrapping_add(sum));
        before = before.wrapping_mul(BASE).wrapping_add(value(letter));
    }
    forms
}

/// A difference of one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Difference {
    /// One name has an extra character.
    More(char),
    Other(char, char),
    Exchanged(char, char),
}

fn difference(one: &[char], other: &[char]) -> Option<Difference> {
    let shorter = one.len().min(other.len());
    let front = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let back = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let back = back.min(shorter - front);
    match (&one[front..one.len() - back], &other[front..other.len() - back]) {
        (&[letter], []) | ([], &[letter]) => Some(Difference::More(letter)),
        (&[a], &[b]) => Some(Difference::Other(a, b)),
        (&[a, b], &[c, d]) if (a, b) == (d, c) => Some(Difference::Exchanged(a, b)),
        _ => None,
    }
}

fn is_typing_error(one: &[char], other: &[char]) -> bool {
    let distinguishes = |letter: char| DISTINGUISHING.iter().any(|sort| sort.contains(letter));
    let of_one_sort =
        |a: char, b: char| DISTINGUISHING.iter().any(|sort| sort.contains(a) && sort.contains(b));
    let shorter = one.len().min(other.len());
    let is_long = shorter >= MIN_LETTERS;
    match difference(one, other) {
        Some(Difference::More(letter)) if SUFFIXES.contains(letter) => {
            let lacks_ending = one.starts_with(other) || other.starts_with(one);
            is_long || (lacks_ending && shorter >= MIN_WITHOUT_SUFFIX)
        }
        // 北保健センター is not 保健センター, and 第11係 is not 第1係.
        Some(Difference::More(letter)) => is_long && !distinguishes(letter),
        Some(Difference::Other(a, b) | Difference::Exchanged(a, b)) => is_long && !of_one_sort(a, b),
        None => false,
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
