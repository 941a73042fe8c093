//! The normal form for comparing kana: hiragana, with different spellings of one sound unified.

use shisaku_analysis::to_hiragana;

/// Converts a text to the normal form; other characters stay. ー and ・ are dropped, so that サーバ equals サーバー
/// and プライバシマーク equals プライバシーマーク. ぢ and づ become じ and ず.
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
            // Unifies スウィーパー and スウイーパー.
            'ぁ' => 'あ',
            'ぃ' => 'い',
            'ぅ' => 'う',
            'ぇ' => 'え',
            'ぉ' => 'お',
            _ => c,
        })
        .collect()
}

/// Returns the form with its first kana voiced, as in the second part of a compound: とおり to どおり.
pub(super) fn voiced(form: &[char]) -> Option<Vec<char>> {
    let first = *form.first()?;
    let at = "かきくけこさしすせそたちつてとはひふへほ".chars().position(|c| c == first)?;
    let voiced = "がぎぐげござじずぜぞだじずでどばびぶべぼ".chars().nth(at)?;
    let mut other = form.to_vec();
    other[0] = voiced;
    Some(other)
}

/// Length of an abbreviation, in letters. Longer ones are read as words.
const LEAST_LETTERS: usize = 2;
const MOST_LETTERS: usize = 5;

/// Japanese names of the Latin letters, from a to z.
const LETTERS: &str = "エー ビー シー ディー イー エフ ジー エイチ アイ ジェー ケー エル エム エヌ オー ピー キュー \
    アール エス ティー ユー ブイ ダブリュー エックス ワイ ゼット";

/// Spells out an abbreviation letter by letter: bcp to ビーシーピー.
pub(super) fn letter_by_letter(text: &str) -> Option<String> {
    let name = |c: char| LETTERS.split(' ').nth((c as usize).checked_sub('a' as usize)?);
    let fits = (LEAST_LETTERS..=MOST_LETTERS).contains(&text.len());
    if fits { text.chars().map(name).collect() } else { None }
}
