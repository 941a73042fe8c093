//! The one form in which kana are compared: hiragana, without what spellings of one sound differ in.

use shisaku_analysis::to_hiragana;

/// A text in that form; what is no kana stays. ー and ・ are left out, so that サーバ is サーバー and プライバシマーク is
/// プライバシーマーク; ぢ and づ are じ and ず.
pub fn form(text: &str) -> Vec<char> {
    text.chars()
        .map(to_hiragana)
        .filter(|&c| c != 'ー' && c != '・')
        .map(|c| match c {
            'ぢ' => 'じ',
            'づ' => 'ず',
            'ゔ' => 'ぶ',
            'ゐ' => 'い',
            'ゑ' => 'え',
            // スウィーパー and スウイーパー.
            'ぁ' => 'あ',
            'ぃ' => 'い',
            'ぅ' => 'う',
            'ぇ' => 'え',
            'ぉ' => 'お',
            _ => c,
        })
        .collect()
}

/// The form with its first kana voiced, as the second part of a compound may be read: とおり as どおり.
pub(super) fn voiced(form: &[char]) -> Option<Vec<char>> {
    let first = *form.first()?;
    let at = "かきくけこさしすせそたちつてとはひふへほ".chars().position(|c| c == first)?;
    let voiced = "がぎぐげござじずぜぞだじずでどばびぶべぼ".chars().nth(at)?;
    let mut other = form.to_vec();
    other[0] = voiced;
    Some(other)
}

/// Letters of an abbreviation: longer ones are read as words.
const LEAST_LETTERS: usize = 2;
const MOST_LETTERS: usize = 5;

/// The names of Latin letters, from a to z.
const LETTERS: [&str; 26] = [
    "エー",
    "ビー",
    "シー",
    "ディー",
    "イー",
    "エフ",
    "ジー",
    "エイチ",
    "アイ",
    "ジェー",
    "ケー",
    "エル",
    "エム",
    "エヌ",
    "オー",
    "ピー",
    "キュー",
    "アール",
    "エス",
    "ティー",
    "ユー",
    "ブイ",
    "ダブリュー",
    "エックス",
    "ワイ",
    "ゼット",
];

/// An abbreviation read letter by letter: ビーシーピー of bcp.
pub(super) fn letter_by_letter(text: &str) -> Option<String> {
    let name = |c: char| LETTERS.get((c as usize).checked_sub('a' as usize)?).copied();
    let fits = (LEAST_LETTERS..=MOST_LETTERS).contains(&text.len());
    if fits { text.chars().map(name).collect() } else { None }
}
