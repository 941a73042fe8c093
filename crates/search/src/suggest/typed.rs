//! Typed letters in the forms used for comparison with phrases.

use shisaku_analysis::{is_hiragana, is_katakana, is_letter, normalise};
use shisaku_query::vocabulary::{Phrase, kana, romaji};

/// Maximum number of letters. Nobody types a longer phrase to its end.
const MOST_LETTERS: usize = 100;

/// Typed consonants, with spaces between, and the kana that they may become.
const ROWS: &[(&str, &str)] = &[
    ("ky", "き"),
    ("gy", "ぎ"),
    ("sh sy", "し"),
    ("zy jy dy j", "じ"),
    ("ch ty cy", "ち"),
    ("ts", "つ"),
    ("th", "て"),
    ("dh", "で"),
    ("ny", "に"),
    ("hy", "ひ"),
    ("by", "び"),
    ("py", "ぴ"),
    ("my", "み"),
    ("ry ly", "り"),
    ("k", "かきくけこ"),
    ("c", "ちかくこ"),
    ("q", "く"),
    ("g", "がぎぐげご"),
    ("s", "さしすせそ"),
    ("z", "ざじずぜぞ"),
    ("t", "たちつてと"),
    ("d", "だじずでど"),
    ("n", "なにぬねのん"),
    ("h", "はひふへほ"),
    ("f", "ふ"),
    ("b", "ばびぶべぼ"),
    ("v", "ぶ"),
    ("p", "ぱぴぷぺぽ"),
    ("m", "まみむめも"),
    ("y", "やゆよ"),
    ("r l", "らりるれろ"),
    ("w", "わを"),
];

/// Typed letters in every form.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Typed {
    /// Letters only, normalised.
    pub written: String,
    /// In kana, one form for each kana that the last consonants may become.
    pub kana: Vec<String>,
    /// In Latin letters, one form for each spelling that the last letters may become.
    pub latin: Vec<String>,
    /// Forms in which kanji and kana may stand for one another.
    pub mixed: Vec<Mixed>,
}

impl Typed {
    pub(super) fn read(text: &str) -> Self {
        let written = letters(text);
        if written.is_empty() || written.chars().count() > MOST_LETTERS {
            return Self::default();
        }
        if is_latin(&written) {
            return Self { latin: latin(&written), written, ..Self::default() };
        }
        let consonants = written.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
        let (before, consonants) = written.split_at(consonants);
        let form = String::from_iter(kana::form(before));
        let mut forms: Vec<String> = kana_of(consonants).iter().map(|end| format!("{form}{end}")).collect();
        let only_kana = before.chars().all(|c| is_hiragana(c) || is_katakana(c));
        // しょうてnga: the last letters were typed without being converted to kana.
        let latin = if only_kana && !consonants.is_empty() && forms.is_empty() {
            latin(&(String::from_iter(romaji::of_kana(&form)) + consonants))
        } else {
            Vec::new()
        };
        if !consonants.is_empty() {
            // 企業のc may continue as 企業のCSR.
            forms.push(format!("{form}{consonants}"));
        }
        if only_kana {
            return Self { written, kana: forms, latin, mixed: Vec::new() };
        }
        let mixed = forms.iter().filter_map(|form| Mixed::new(form)).collect();
        Self { written, mixed, ..Self::default() }
    }
}

/// Typed letters in which each word may be written or read: しょうてん街 for 商店街, 商店がい, 産がく.
#[derive(Debug, PartialEq)]
pub(super) struct Mixed {
    /// All letters, with kana in normal form.
    pub letters: String,
    /// The first letters, as long as all are kana or none is.
    pub beginning: String,
    /// True if the first letters are kana.
    pub begins_in_kana: bool,
}

impl Mixed {
    /// Expects `letters` with kana in normal form. Returns `None` if all letters are kana or none is.
    pub(super) fn new(letters: &str) -> Option<Self> {
        let is_kana = |c: char| is_hiragana(c) || is_katakana(c);
        let begins_in_kana = letters.starts_with(is_kana);
        let other = letters.find(|c| is_kana(c) != begins_in_kana)?;
        let beginning = letters[..other].to_owned();
        Some(Self { letters: letters.to_owned(), beginning, begins_in_kana })
    }
}

/// True if a phrase begins with the letters, from one of its words on. Each word may be written or read.
pub(super) fn begins(typed: &str, phrase: &Phrase, at: usize) -> bool {
    let Some(piece) = phrase.pieces.get(at) else { return false };
    let form = |text: &str| String::from_iter(kana::form(text));
    let words = [form(&letters(phrase.written(at))), form(&piece.reading)];
    words.iter().filter(|word| !word.is_empty()).any(|word| match typed.strip_prefix(word.as_str()) {
        Some("") => true,
        Some(rest) => begins(rest, phrase, at + 1),
        None => word.starts_with(typed),
    })
}

/// True if all letters are Latin, long vowels included.
pub(super) fn is_latin(letters: &str) -> bool {
    letters.chars().all(|c| c.is_ascii() || "āīūēōâîûêô".contains(c))
}

/// Returns the letters of a text, normalised.
pub(super) fn letters(text: &str) -> String {
    normalise(text).text().chars().filter(|&c| is_letter(c)).collect()
}

/// Returns the kana that consonants may become, in normal form. Returns one empty string if there are no
/// consonants.
fn kana_of(consonants: &str) -> Vec<String> {
    let mut rest = consonants;
    let mut before = String::new();
    // A doubled consonant becomes っ. An n before a consonant, or an m before b or p, becomes ん.
    let row = |rest: &str| ROWS.iter().find(|(typed, _)| typed.split(' ').any(|typed| typed == rest));
    while row(rest).is_none() {
        let mut letters = rest.chars();
        let (Some(first), Some(next)) = (letters.next(), letters.clone().next()) else { break };
        match first {
            'n' if next != 'y' => before.push('ん'),
            'm' if matches!(next, 'b' | 'p') => before.push('ん'),
            _ if first == next || first == 't' && next == 'c' => before.push('っ'),
            _ => return Vec::new(),
        }
        rest = letters.as_str();
        // A final nn is one ん.
        if before.ends_with('ん') && rest == "n" {
            return vec![before];
        }
    }
    match row(rest) {
        Some((_, row)) => row.chars().map(|kana| format!("{before}{kana}")).collect(),
        None if rest.is_empty() => vec![before],
        None => Vec::new(),
    }
}

/// Returns the skeletons that Latin letters may become: sh as in shi, c as in chi.
fn latin(typed: &str) -> Vec<String> {
    let ends: &[&str] = match typed.chars().next_back() {
        Some('c') => &["", "hi", "h"],
        Some(c) if c.is_ascii_alphabetic() => &["", "i"],
        _ => &[""],
    };
    let forms = ends.iter().map(|end| String::from_iter(romaji::skeleton(&format!("{typed}{end}"))));
    let mut kept: Vec<String> = Vec::new();
    for form in forms {
        if !kept.iter().any(|shorter| form.starts_with(shorter.as_str())) {
            kept.push(form);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn kana(typed: &str, expected: &[&str]) {
        assert_eq!(Typed::read(typed).kana, expected, "{typed}");
    }

    #[test]
    fn last_consonants_are_any_kana_of_their_row() {
        kana("しょうて", &["しょうて"]);
        kana(
            "しょうてn",
            &[
                "しょうてな",
                "しょうてに",
                "しょうてぬ",
                "しょうてね",
                "しょうての",
                "しょうてん",
                "しょうてn",
            ],
        );
        kana("ｼｮｳsh", &["しょうし", "しょうsh"]);
        kana("がｋｋ", &["がっか", "がっき", "がっく", "がっけ", "がっこ", "がkk"]);
        kana("しnn", &["しん", "しnn"]);
        kana("しnky", &["しんき", "しnky"]);
        kana("サーb", &["さば", "さび", "さぶ", "さべ", "さぼ", "さb"]);
        kana("しょうてnga", &["しょうてnga"]);
        kana("しx", &["しx"]);
    }

    #[test]
    fn last_latin_letters_are_all_that_they_may_become() {
        for (typed, expected) in [
            ("shoute", &["syote"][..]),
            ("sh", &["sy", "si"]),
            ("j", &["zy", "zi"]),
            ("c", &["k", "ti", "ty"]),
            ("shoutengainos", &["syotengainos"]),
            ("ISO", &["iso"]),
        ] {
            assert_eq!(Typed::read(typed).latin, expected, "{typed}");
        }
        assert_eq!(Typed::read("しょうてnga").latin, ["syotenga"]);
    }
}
