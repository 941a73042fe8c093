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

/// Kunrei spelling of one or two kana. Pairs come first, so that the longest match wins.
const KUNREI: &[(&str, &str)] = &[
    ("いぇ", "ie"),
    ("うぃ", "ui"),
    ("うぇ", "ue"),
    ("うぉ", "uo"),
    ("きゃ", "kya"),
    ("きゅ", "kyu"),
    ("きょ", "kyo"),
    ("ぎゃ", "gya"),
    ("ぎゅ", "gyu"),
    ("ぎょ", "gyo"),
    ("しゃ", "sya"),
    ("しゅ", "syu"),
    ("しょ", "syo"),
    ("しぇ", "sye"),
    ("じゃ", "zya"),
    ("じゅ", "zyu"),
    ("じょ", "zyo"),
    ("じぇ", "zye"),
    ("ちゃ", "tya"),
    ("ちゅ", "tyu"),
    ("ちょ", "tyo"),
    ("ちぇ", "tye"),
    ("てぃ", "ti"),
    ("でぃ", "zi"),
    ("でゅ", "zyu"),
    ("とぅ", "tu"),
    ("どぅ", "zu"),
    ("つぁ", "tua"),
    ("つぇ", "tue"),
    ("つぉ", "tuo"),
    ("にゃ", "nya"),
    ("にゅ", "nyu"),
    ("にょ", "nyo"),
    ("ひゃ", "hya"),
    ("ひゅ", "hyu"),
    ("ひょ", "hyo"),
    ("びゃ", "bya"),
    ("びゅ", "byu"),
    ("びょ", "byo"),
    ("ぴゃ", "pya"),
    ("ぴゅ", "pyu"),
    ("ぴょ", "pyo"),
    ("ふぁ", "ha"),
    ("ふぃ", "hi"),
    ("ふぇ", "he"),
    ("ふぉ", "ho"),
    ("みゃ", "mya"),
    ("みゅ", "myu"),
    ("みょ", "myo"),
    ("りゃ", "rya"),
    ("りゅ", "ryu"),
    ("りょ", "ryo"),
    ("ゔ", "bu"),
    ("ぶぁ", "ba"),
    ("ぶぃ", "bi"),
    ("ぶぇ", "be"),
    ("ぶぉ", "bo"),
    ("あ", "a"),
    ("い", "i"),
    ("う", "u"),
    ("え", "e"),
    ("お", "o"),
    ("か", "ka"),
    ("き", "ki"),
    ("く", "ku"),
    ("け", "ke"),
    ("こ", "ko"),
    ("が", "ga"),
    ("ぎ", "gi"),
    ("ぐ", "gu"),
    ("げ", "ge"),
    ("ご", "go"),
    ("さ", "sa"),
    ("し", "si"),
    ("す", "su"),
    ("せ", "se"),
    ("そ", "so"),
    ("ざ", "za"),
    ("じ", "zi"),
    ("ず", "zu"),
    ("ぜ", "ze"),
    ("ぞ", "zo"),
    ("た", "ta"),
    ("ち", "ti"),
    ("つ", "tu"),
    ("て", "te"),
    ("と", "to"),
    ("ぢ", "zi"),
    ("づ", "zu"),
    ("だ", "da"),
    ("で", "de"),
    ("ど", "do"),
    ("な", "na"),
    ("に", "ni"),
    ("ぬ", "nu"),
    ("ね", "ne"),
    ("の", "no"),
    ("は", "ha"),
    ("ひ", "hi"),
    ("ふ", "hu"),
    ("へ", "he"),
    ("ほ", "ho"),
    ("ば", "ba"),
    ("び", "bi"),
    ("ぶ", "bu"),
    ("べ", "be"),
    ("ぼ", "bo"),
    ("ぱ", "pa"),
    ("ぴ", "pi"),
    ("ぷ", "pu"),
    ("ぺ", "pe"),
    ("ぽ", "po"),
    ("ま", "ma"),
    ("み", "mi"),
    ("む", "mu"),
    ("め", "me"),
    ("も", "mo"),
    ("や", "ya"),
    ("ゆ", "yu"),
    ("よ", "yo"),
    ("ら", "ra"),
    ("り", "ri"),
    ("る", "ru"),
    ("れ", "re"),
    ("ろ", "ro"),
    ("わ", "wa"),
    ("を", "o"),
    ("ん", "n"),
    ("ゃ", "ya"),
    ("ゅ", "yu"),
    ("ょ", "yo"),
    ("ぁ", "a"),
    ("ぃ", "i"),
    ("ぅ", "u"),
    ("ぇ", "e"),
    ("ぉ", "o"),
    // A doubled consonant is written once in the skeleton.
    ("っ", ""),
];

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

/// Returns the skeleton of Latin text. Digits stay; all other characters are dropped.
pub fn skeleton(latin: &str) -> Vec<char> {
    let mut text: String = latin
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'ā' | 'â' => 'a',
            'ī' | 'î' => 'i',
            'ū' | 'û' => 'u',
            'ē' | 'ê' => 'e',
            'ō' | 'ô' => 'o',
            _ => c,
        })
        .filter(char::is_ascii_alphanumeric)
        .collect();
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
        match KUNREI.iter().find(|(kana, _)| rest.starts_with(kana)) {
            Some((kana, latin)) => {
                text.push_str(latin);
                rest = &rest[kana.len()..];
            }
            None => {
                rest = &rest[c.len_utf8()..];
                if c.is_ascii_alphanumeric() {
                    text.push(c);
                }
            }
        }
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
