//! Unifies kana that are written in two ways for the same word.
//!
//! - ヴ becomes a kana of バ行; ヂヅヰヱ become ジズイエ.
//! - After certain kana, a small vowel becomes a full-size one: ウィ to ウイ, ティ to テイ.
//! - A katakana word of four or more characters loses the final ー of -er, -or, -ar and -y: サーバー to
//!   サーバ.
//!
//! A rule is safe if both spellings are in use for one word, and if it merges no two different words of
//! IPADIC.
//!
//! | rule | because of | left alone |
//! |---|---|---|
//! | ヴァヴィヴヴェヴォ to バビブベボ, ゔ to ぶ | ヴァイオリン バイオリン, レヴェル レベル | |
//! | ヂヅ to ジズ in katakana | ブリヂストン, スケヂュール | づ ぢ: つづく and 続ずく are not both in use |
//! | ヰヱ to イエ, ゐゑ to いえ | ヱビス エビス, ニッカウヰスキー | ヲ を |
//! | ウィ ウェ ウォ, イェ | ウイルス, ウエア, ウオーキング | ウァ |
//! | クァ クィ クェ クォ, グァ.. | クオリティ クォリティ, スクエア | |
//! | ティ ディ | コミュニテイ, デイサービス ディサービス | チ デ ジ: ティア is not チア, ディスク not デスク |
//! | フィ | フイルム フィルム | ファ フェ フォ: フア is 不安 in katakana; ハ行 |
//! | スィ | スイーツ スィーツ | シ: スィート is not シート |
//! | | | ツァ: ツァー is not ツアー; シェ ジェ チェ: ジェル is not ゼル; ャュョッ always |
//!
//! The ー is dropped only after kana of the columns ア and イ, which correspond to -er and -y. After ウ, エ
//! and オ it is part of the word (メニュー, ヒーロー) or tells two words apart (ホッケー, ホッケ). A ー
//! inside a word stays: joining エイ and エー (メイル, メール) would merge more different words than
//! spellings.

use crate::{is_katakana, to_hiragana, to_katakana};

/// A kana, and the small vowels that become full-size after it.
const LARGE_AFTER: &[(char, &str)] = &[
    ('ウ', "ィェォ"),
    ('イ', "ェ"),
    ('ク', "ァィェォ"),
    ('グ', "ァィェォ"),
    ('テ', "ィ"),
    ('デ', "ィ"),
    ('フ', "ィ"),
    ('ス', "ィ"),
];

/// Katakana of the columns ア and イ, after which ー stands for -er, -or, -ar or -y.
const BEFORE_LONG: &str = "アカガサザタダナハバパマヤャラワイキギシジチニヒビピミリ";

/// Words that would be a different word without their ー.
const OTHERWISE: &[&str] = &[
    "オイラー",
    "カルビー",
    "クッパー",
    "サンマー",
    "ジャッキー",
    "ジョッキー",
    "スカラー",
    "タンカー",
    "ドラマー",
    "ハッカー",
    "ハッピー",
    "バッター",
    "パーマー",
    "ヤンマー",
];

/// Unifies the kana of a word. `None` if nothing changes.
pub(super) fn fold(word: &str) -> Option<String> {
    let mut written = one_way(word);
    if let Some(length) = without_long_end(&written).map(str::len) {
        written.truncate(length);
    }
    (written != word).then_some(written)
}

fn one_way(word: &str) -> String {
    let mut written = String::with_capacity(word.len());
    let mut rest = word.chars().peekable();
    while let Some(c) = rest.next() {
        let letter = match c {
            'ヴ' | 'ゔ' => {
                let (letter, vowel) = with_b(c == 'ヴ', rest.peek().copied());
                if vowel {
                    rest.next();
                }
                letter
            }
            'ヷ' => 'バ',
            'ヸ' => 'ビ',
            'ヹ' => 'ベ',
            'ヺ' => 'ボ',
            'ヂ' => 'ジ',
            'ヅ' => 'ズ',
            'ヰ' => 'イ',
            'ヱ' => 'エ',
            'ゐ' => 'い',
            'ゑ' => 'え',
            // The unified kana before it decides, not the written one, so that folding is idempotent.
            'ァ' | 'ィ' | 'ェ' | 'ォ' => match written.chars().next_back() {
                Some(before) if LARGE_AFTER.iter().any(|&(b, small)| b == before && small.contains(c)) => {
                    char::from_u32(u32::from(c) + 1).unwrap_or(c)
                }
                _ => c,
            },
            _ => c,
        };
        written.push(letter);
    }
    written
}

/// The kana of バ行 for ヴ and the character after it. The flag is true if that character is used up; the
/// ュ of ヴュ is not.
fn with_b(katakana: bool, next: Option<char>) -> (char, bool) {
    let (letter, spent) = match next.map(to_katakana) {
        Some('ァ') => ('バ', true),
        Some('ィ') => ('ビ', true),
        Some('ェ') => ('ベ', true),
        Some('ォ') => ('ボ', true),
        Some('ャ' | 'ュ' | 'ョ') => ('ビ', false),
        _ => ('ブ', false),
    };
    (if katakana { letter } else { to_hiragana(letter) }, spent)
}

fn without_long_end(word: &str) -> Option<&str> {
    let short = word.trim_end_matches('ー');
    let drops = short.len() < word.len()
        && short.chars().count() >= 3
        && word.chars().all(is_katakana)
        && short.ends_with(|c| BEFORE_LONG.contains(c))
        && !OTHERWISE.iter().any(|other| other.trim_end_matches('ー') == short);
    drops.then_some(short)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{check, keeps_its_promises, words_of};
    use super::{OTHERWISE, fold};

    #[test]
    fn b_for_v() {
        check(
            fold,
            &[
                ("ヴァイオリン", "バイオリン"),
                ("ヴィーガン", "ビーガン"),
                ("ラヴ", "ラブ"),
                ("ヴェール", "ベール"),
                ("ベートーヴェン", "ベートーベン"),
                ("ヴォイス", "ボイス"),
                ("インタヴュー", "インタビュー"),
                ("ゔぁ", "ば"),
                ("ゔ", "ぶ"),
            ],
        );
    }

    #[test]
    fn old_kana() {
        check(
            fold,
            &[("ブリヂストン", "ブリジストン"), ("ツヅラ", "ツズラ"), ("ヱビス", "エビス"), ("ゐど", "いど")],
        );
        check(fold, &[("つづく", "つづく"), ("ヲタク", "ヲタク")]);
    }

    #[test]
    fn large_vowels_for_small_ones() {
        check(
            fold,
            &[
                ("ウィルス", "ウイルス"),
                ("ソフトウェア", "ソフトウエア"),
                ("ウォーキング", "ウオーキング"),
                ("ニッカウヰスキー", "ニッカウイスキ"),
                ("イェロー", "イエロー"),
                ("クォリティ", "クオリテイ"),
                ("グァム", "グアム"),
                ("コミュニティ", "コミュニテイ"),
                ("ディサービス", "デイサービス"),
                ("フィルム", "フイルム"),
                ("スィーツ", "スイーツ"),
            ],
        );
        check(
            fold,
            &[
                ("ファン", "ファン"),
                ("ツァー", "ツァー"),
                ("シェア", "シェア"),
                ("ジェル", "ジェル"),
                ("キャッシュ", "キャッシュ"),
                ("ミュージアム", "ミュージアム"),
            ],
        );
    }

    #[test]
    fn the_long_end() {
        check(
            fold,
            &[
                ("サーバー", "サーバ"),
                ("バリアフリー", "バリアフリ"),
                ("コミュニティー", "コミュニテイ"),
                ("メーカー", "メーカ"),
                ("エネルギー", "エネルギ"),
                ("シャワー", "シャワ"),
                ("サーバーー", "サーバ"),
            ],
        );
        let kept = [
            "コピー",
            "フリー",
            "マナー",
            "メニュー",
            "ヒーロー",
            "ホッケー",
            "カフェー",
            "らーめん",
            "コピーー",
            "アーー",
            "ー",
            "ーーーー",
        ];
        check(fold, &kept.map(|word| (word, word)));
        check(fold, &OTHERWISE.iter().map(|&word| (word, word)).collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn promises(word in words_of("ヴゔァィェォャュョぁぃぇぉゃヂヅヰヱゐゑヷヸヹヺウイクグテデフスバビサーン")) {
            keeps_its_promises(fold, &word)?;
        }
    }
}
