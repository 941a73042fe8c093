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
/// 4061). So 技術 (ギジュツ) comes before 勤労 (キンロウ).
///
/// Readings that differ only in these points have equal keys. Compare the readings themselves next.
pub fn kana_order(reading: &str) -> String {
    let mut key = String::with_capacity(reading.len());
    for c in reading.chars().map(to_katakana) {
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
        assert_eq!(kana_order("サービス"), "サアヒス");
        assert_eq!(kana_order("ーa"), "ーa");
    }
}
