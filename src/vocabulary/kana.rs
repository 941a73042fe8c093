//! The one form in which kana are compared: hiragana, without what spellings of one sound differ in.

use crate::analysis::to_hiragana;

/// A text in that form; what is no kana stays. ー is left out, so that サーバ is サーバー and プライバシマーク is
/// プライバシーマーク; ぢ and づ are じ and ず.
pub(crate) fn form(text: &str) -> Vec<char> {
    text.chars()
        .map(to_hiragana)
        .filter(|&c| c != 'ー')
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
