//! The normal form (skeleton) for comparing romaji. Hepburn, kunrei and careless spellings share one
//! skeleton, with or without long vowels.
//!
//! | spellings | skeleton |
//! |---|---|
//! | shoutengai, shōtengai, syotengai, shotengai | syotengai |
//! | jiyuugaoka, jiyugaoka, ziyugaoka | ziyugaoka |
//! | shinyou hoshou, sin'yôhosyô | sinyohosyo |
//! | kompakuto, konpakuto | konpakuto |
//! | matcha, maccha | matya |

use std::sync::LazyLock;

/// Kunrei spelling of one or two kana, by row of the kana table. Pairs come first, so that the longest match wins.
const ROWS: &[(&str, &str)] = &[
    ("きゃ きゅ きょ", "kya kyu kyo"),
    ("ぎゃ ぎゅ ぎょ", "gya gyu gyo"),
    ("しゃ しゅ しょ しぇ", "sya syu syo sye"),
    ("じゃ じゅ じょ じぇ", "zya zyu zyo zye"),
    ("ちゃ ちゅ ちょ ちぇ", "tya tyu tyo tye"),
    ("てぃ でぃ でゅ とぅ どぅ", "ti zi zyu tu zu"),
    ("にゃ にゅ にょ", "nya nyu nyo"),
    ("ひゃ ひゅ ひょ", "hya hyu hyo"),
    ("びゃ びゅ びょ", "bya byu byo"),
    ("ぴゃ ぴゅ ぴょ", "pya pyu pyo"),
    ("ふぁ ふぃ ふぇ ふぉ", "ha hi he ho"),
    ("みゃ みゅ みょ", "mya myu myo"),
    ("りゃ りゅ りょ", "rya ryu ryo"),
    ("ぶぁ ぶぃ ぶぇ ぶぉ", "ba bi be bo"),
    ("あ い う え お", "a i u e o"),
    ("か き く け こ", "ka ki ku ke ko"),
    ("が ぎ ぐ げ ご", "ga gi gu ge go"),
    ("さ し す せ そ", "sa si su se so"),
    ("ざ じ ず ぜ ぞ", "za zi zu ze zo"),
    ("た ち つ て と", "ta ti tu te to"),
    ("だ ぢ づ で ど", "da zi zu de do"),
    ("な に ぬ ね の", "na ni nu ne no"),
    ("は ひ ふ へ ほ", "ha hi hu he ho"),
    ("ば び ぶ べ ぼ", "ba bi bu be bo"),
    ("ぱ ぴ ぷ ぺ ぽ", "pa pi pu pe po"),
    ("ま み む め も", "ma mi mu me mo"),
    ("や ゆ よ", "ya yu yo"),
    ("ら り る れ ろ", "ra ri ru re ro"),
    ("わ を ん", "wa o n"),
    ("ゃ ゅ ょ", "ya yu yo"),
    ("ぁ ぃ ぅ ぇ ぉ", "a i u e o"),
    ("ゔ", "bu"),
    // A doubled consonant is written once in the skeleton.
    ("っ", ""),
];

static KUNREI: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| ROWS.iter().flat_map(|(kana, latin)| kana.split(' ').zip(latin.split(' '))).collect());

/// Spellings and their replacements in the skeleton, applied in this order.
const SAME: &[(&str, &str)] = &[
    ("tch", "ch"),
    ("ph", "h"),
    ("sh", "sy"),
    ("ch", "ty"),
    ("ts", "t"),
    ("j", "zy"),
    ("dz", "z"),
    ("syi", "si"),
    ("tyi", "ti"),
    ("zyi", "zi"),
    ("zyy", "zy"),
    ("tyy", "ty"),
    ("syy", "sy"),
    ("dy", "zy"),
    ("di", "zi"),
    ("du", "zu"),
    ("f", "h"),
    ("l", "r"),
    ("v", "b"),
    ("q", "k"),
    ("x", "ks"),
    ("c", "k"),
];

/// Removes the mark of a long vowel.
pub(crate) fn without_accent(c: char) -> char {
    match c {
        'ā' | 'â' => 'a',
        'ī' | 'î' => 'i',
        'ū' | 'û' => 'u',
        'ē' | 'ê' => 'e',
        'ō' | 'ô' => 'o',
        _ => c,
    }
}

/// Returns the skeleton of Latin text. Digits stay; all other characters are dropped.
pub fn skeleton(latin: &str) -> Vec<char> {
    let letters = latin.to_lowercase();
    let mut text: String = letters.chars().map(without_accent).filter(char::is_ascii_alphanumeric).collect();
    for (spelling, same) in SAME {
        text = text.replace(spelling, same);
    }
    folded(&text)
}

/// Returns the skeleton of a kana reading.
pub fn of_kana(reading: &str) -> Vec<char> {
    let mut rest = reading;
    let mut text = String::new();
    while let Some(c) = rest.chars().next() {
        let known = KUNREI.iter().find(|(kana, _)| rest.starts_with(kana));
        match known {
            Some((_, latin)) => text.push_str(latin),
            None => text.extend(Some(c).filter(char::is_ascii_alphanumeric)),
        }
        rest = &rest[known.map_or(c.len_utf8(), |(kana, _)| kana.len())..];
    }
    folded(&text)
}

/// Shortens long vowels and doubled letters, and writes m before b and p as n.
fn folded(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = Vec::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let c = if c == 'm' && matches!(next, Some('b' | 'p')) { 'n' } else { c };
        let last = letters.last().copied();
        let long = c == 'u' && last == Some('o') || last == Some(c) && c.is_ascii_alphabetic();
        // The h of a long o (ohta, itoh) is silent.
        let silent = c == 'h' && last == Some('o') && !next.is_some_and(|next| "aiueoy".contains(next));
        if !long && !silent {
            letters.push(c);
        }
    }
    letters
}
