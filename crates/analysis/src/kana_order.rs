//! Collation of kana (五十音順), as in dictionaries.

use super::letters::{to_katakana, unmarked};

/// The kana of each vowel. ー after one of them is read as the vowel.
const VOWELS: [(char, &str); 5] = [
    ('ア', "アカサタナハマヤラワ"),
    ('イ', "イキシチニヒミリヰ"),
    ('ウ', "ウクスツヌフムユル"),
    ('エ', "エケセテネヘメレヱ"),
    ('オ', "オコソトノホモヨロヲ"),
];

/// Small kana, and in the line below the full-size kana of each.
const SMALL: &str = "ァィゥェォッャュョヮヵヶ";
const LARGE: &str = "アイウエオツヤユヨワカケ";

/// Sort key for a reading: ignores voicing and small kana, and replaces ー by the vowel before it (JIS X
/// 4061). So 技術 (ギジュツ) comes before 勤労 (キンロウ). Numbers are compared as numbers: 第2回 comes before 第10回.
///
/// Readings that differ only in these points have equal keys. Compare the readings themselves next.
pub fn kana_order(reading: &str) -> String {
    let mut key = String::with_capacity(reading.len());
    for c in numbered(reading).chars().map(to_katakana) {
        let plain = unmarked(c);
        let large =
            SMALL.chars().zip(LARGE.chars()).find(|(small, _)| *small == plain).map(|(_, large)| large);
        let vowel = || {
            let last = key.chars().next_back()?;
            VOWELS.iter().find(|(_, kana)| kana.contains(last)).map(|(vowel, _)| *vowel)
        };
        let c = if plain == 'ー' { vowel() } else { None };
        key.push(c.or(large).unwrap_or(plain));
    }
    key
}

/// Puts the number of its digits before each number, so that 2 comes before 10. Digits stay before kana.
fn numbered(text: &str) -> String {
    let mut numbered = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (digits, after) = from.split_at(end);
        let value = digits.trim_start_matches('0');
        numbered.push_str(before);
        // Numbers of more than nine digits are equally long here. Their digits decide.
        numbered.push_str(&value.len().min(9).to_string());
        numbered.push_str(value);
        rest = after;
    }
    numbered + rest
}

/// Sort key of a text in dictionary order: by reading, then by spelling.
pub fn dictionary_order(reading: &str, text: &str) -> (String, String, String) {
    (kana_order(reading), reading.to_owned(), text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_come_in_the_order_of_a_dictionary() {
        let mut sorted = [
            "カード",
            "ガイド",
            "カイハツ",
            "カッキ",
            "ギジュツ",
            "キンロウ",
            "サンギョウ",
            "ザイキン",
            "ビジネス",
        ];
        sorted.sort_by_key(|reading| (kana_order(reading), *reading));
        assert_eq!(
            sorted,
            [
                "カード",
                "ガイド",
                "カイハツ",
                "カッキ",
                "ギジュツ",
                "キンロウ",
                "ザイキン",
                "サンギョウ",
                "ビジネス"
            ]
        );
        let mut numbers = ["ダイ10カイ", "ダイ2カイ", "ダイ002カイ", "ダイカイ", "ダイ1カイ"];
        numbers.sort_by_key(|reading| kana_order(reading));
        assert_eq!(numbers, ["ダイ1カイ", "ダイ2カイ", "ダイ002カイ", "ダイ10カイ", "ダイカイ"]);
        assert_eq!(kana_order("サービス"), "サアヒス");
        assert_eq!(kana_order("ーa"), "ーa");
    }
}
