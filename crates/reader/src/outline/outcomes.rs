//! Texts that tell what became of a measure: 12橋を点検した, 実施できなかった, 中止. Plans do not speak so.

use super::result_status;
use shisaku_model::Status;

/// Ends of a sentence in the past: what was done, and what was not.
const PAST: [&str; 3] = ["た", "ず", "なかったもの"];

/// Short cells that a schedule has too.
const PLANNED: [&str; 4] = ["予定", "検討", "未定", "対象外"];

/// Maximum length in characters of the words of a schedule: 実施, 調査・設計.
const MAX_PLANNED: usize = 8;

/// True for a text that tells in the past what was done or not.
pub(super) fn tells(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| c.is_whitespace() || "。．.）)".contains(c));
    if PLANNED.iter().any(|word| bare.ends_with(word)) {
        return false;
    }
    PAST.iter().any(|end| bare.strip_suffix(end).is_some_and(|rest| !rest.is_empty()))
        || bare.chars().count() > 1
            && bare.starts_with(char::is_alphabetic)
            && matches!(
                result_status::read(bare).status,
                Status::NotDone | Status::NotStarted | Status::Cancelled | Status::NoneStated
            )
            && bare != "なし"
}

/// True for a cell as a schedule has it: an arrow, a mark, a word without a count.
pub(super) fn plans(text: &str) -> bool {
    !tells(text)
        && !result_status::is_blank(text)
        && text.chars().count() <= MAX_PLANNED
        && !text.contains(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_do_not_tell_what_became_of_them() {
        for text in
            ["12橋を点検した", "実施できなかった。", "中止", "修理のため公開せず", "実施なし", "未実施"]
        {
            assert!(tells(text), "{text}");
        }
        for text in ["実施", "→", "○", "検討", "調査・設計", "廃止", "10回", "なし", "0", "実施予定", ""]
        {
            assert!(!tells(text), "{text}");
        }
        for (text, planned) in
            [("―", false), ("調査", true), ("→", true), ("10回", false), ("5千人が来場", false)]
        {
            assert_eq!(plans(text), planned, "{text}");
        }
    }
}
