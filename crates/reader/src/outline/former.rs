//! Measures of an earlier edition, as a title tells them: 産前教室（旧：母親学級）, 一時預かり（1-6を統合）, 欠番.

use super::{
    located_text::{Ledger, Text},
    numbering::{self, Numbering},
    titles::{last_in_brackets, normal, take_brackets},
};
use shisaku_model::Holder;

/// An addition behind a title that tells of an earlier edition.
#[derive(Debug)]
pub(super) struct Former {
    /// The mark that it stands for: 統合 or 名称変更.
    pub mark: Option<&'static str>,
    pub said: Said,
}

/// The text of a [`Former`].
#[derive(Debug)]
pub(super) enum Said {
    /// The former title.
    Title(Text),
    /// Former numbers, or the measures merged: 旧1-2, 1-6を統合.
    Remark(Text),
}

/// Words before a former title, which is set apart by a colon, a space or a corner bracket.
const LABELS: [&str; 11] = [
    "旧事業名",
    "旧施策名",
    "旧取組名",
    "旧計画名",
    "旧名称",
    "旧称",
    "旧名",
    "旧",
    "名称変更",
    "変更前",
    "改称",
];

/// Words behind a former title.
const RENAMED: [&str; 6] = ["から名称変更", "より名称変更", "を名称変更", "から改称", "より改称", "を改称"];

/// Words behind measures that became one, or parts of another.
const MERGED: [&str; 10] = [
    "を統合",
    "に統合",
    "へ統合",
    "と統合",
    "から統合",
    "より統合",
    "を分割",
    "から分割",
    "より移行",
    "から移行",
];

/// Titles of numbers that no measure has any more.
const VACANT: [&str; 8] = ["欠番", "欠", "削除", "廃止", "抹消", "統合", "事業廃止", "削除済"];

/// True for the title of a number without a measure: （削除）, 欠番, 【1-5に統合】.
pub(super) fn is_vacant(title: &str) -> bool {
    let title = normal(title);
    let bare = title.trim_matches(|c: char| "()【】[]〔〕-ー―－".contains(c));
    let merged_whole = || MERGED.iter().find_map(|words| bare.strip_suffix(words)).is_some_and(are_numbers);
    VACANT.contains(&bare) || bare != title && merges(bare) || merged_whole()
}

/// Takes what says that a measure was removed off its title: （削除）美術館の建設, （削除：道の駅の整備）. Returns false for
/// any other title.
pub(super) fn take_removed(title: &mut Text, ledger: &mut Ledger) -> bool {
    const OPEN: [char; 4] = ['（', '(', '【', '〔'];
    const CLOSE: [char; 4] = ['）', ')', '】', '〕'];
    let bare = title.text.trim_start_matches(OPEN);
    let opened = title.text.len() - bare.len();
    let Some(rest) = bare.strip_prefix("削除").filter(|_| opened > 0) else { return false };
    let signs = |c: char| c.is_whitespace() || "：:".contains(c);
    let front = match rest.strip_prefix(CLOSE) {
        Some(named) => title.text.len() - named.trim_start().len(),
        None if rest.starts_with(signs) && rest.ends_with(CLOSE) => {
            title.text.len() - rest.trim_start_matches(signs).len()
        }
        None => return false,
    };
    let back = if rest.starts_with(CLOSE) { 0 } else { rest.chars().next_back().map_or(0, char::len_utf8) };
    if front + back >= title.text.len() {
        return false;
    }
    ledger.hold(&title.take(front), Holder::Mark);
    ledger.hold(&title.take_back(back), Holder::Mark);
    true
}

/// Removes what a bracket at the end of a title tells of an earlier edition.
pub(super) fn take_former(title: &mut Text, ledger: &mut Ledger) -> Option<Former> {
    let (length, inside) = last_in_brackets(&title.text)?;
    if length == title.text.len() {
        return None;
    }
    let brackets = (length - inside.len()) / 2;
    let said = inside.trim();
    if merges(said) || said.strip_prefix('旧').is_some_and(are_numbers) {
        let mark = said.contains("統合").then_some("統合");
        return Some(Former { mark, said: Said::Remark(take_brackets(title, length, brackets, ledger)) });
    }
    let (before, name) = former_title(inside)?;
    let after = inside.len() - before - name.len();
    let mut name = take_brackets(title, length, brackets, ledger);
    ledger.hold(&name.take(before), Holder::Mark);
    ledger.hold(&name.take_back(after), Holder::Mark);
    Some(Former { mark: Some("名称変更"), said: Said::Title(name) })
}

/// The former title that an addition names, and the length of the words before it in bytes.
fn former_title(inside: &str) -> Option<(usize, &str)> {
    let corner = |c: char| c.is_whitespace() || "：:「」『』".contains(c);
    let mut rest = inside.trim();
    for suffix in RENAMED {
        rest = rest.strip_suffix(suffix).unwrap_or(rest);
    }
    let mut said = rest.len() < inside.trim().len();
    // 名称変更：旧 母親学級 has two of them.
    while let Some(after) = LABELS.iter().find_map(|label| rest.strip_prefix(label)) {
        let name = after.trim_start_matches(corner);
        if name.len() == after.len() && !after.ends_with("事業") {
            break;
        }
        (rest, said) = (name, true);
    }
    let rest = rest.trim_matches(corner);
    let before = inside.find(rest)?;
    (said && !rest.is_empty()).then_some((before, rest))
}

/// True for one or more numbers: 1-5、1-6.
fn are_numbers(text: &str) -> bool {
    let text = text.trim().trim_start_matches("番号").trim_start_matches(['：', ':', ' ', '\u{3000}']);
    !text.is_empty()
        && text.split(['、', '・', '，', ',']).all(|part| numbering::read_whole(part.trim()).is_some())
}

/// True if a text says of numbered measures that they were merged or split: 1-6 病後児保育を統合.
fn merges(text: &str) -> bool {
    let Some(measures) = MERGED.iter().find_map(|words| text.strip_suffix(words)) else { return false };
    let measures = measures.trim_start_matches('旧').trim_start();
    // 2校を統合 merges schools.
    let names = |own: Numbering| {
        let (number, title) = measures.split_at(own.length);
        number.ends_with(char::is_whitespace) || title.starts_with(|c: char| c.is_whitespace() || c == '「')
    };
    are_numbers(measures) || numbering::read(measures).is_some_and(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The title left, and what was taken: the mark, and the text with the sign of a title or a remark.
    fn taken(text: &str) -> (String, String) {
        let mut title = Text::line(0, 0, text);
        let former = take_former(&mut title, &mut Ledger::default());
        let told = former.map(|former| {
            let said = match former.said {
                Said::Title(name) => format!("={}", name.text),
                Said::Remark(remark) => remark.text.to_string(),
            };
            format!("{}{said}", former.mark.unwrap_or_default())
        });
        (title.text.to_string(), told.unwrap_or_default())
    }

    #[test]
    fn former_titles_and_numbers_are_taken_off() {
        for (text, title, told) in [
            ("産前教室（旧：母親学級）", "産前教室", "名称変更=母親学級"),
            ("産前教室【名称変更：旧 母親学級】", "産前教室", "名称変更=母親学級"),
            ("産前教室（旧事業名「母親学級」）", "産前教室", "名称変更=母親学級"),
            ("産前教室（母親学級から名称変更）", "産前教室", "名称変更=母親学級"),
            ("産前教室(旧母親学級事業)", "産前教室", "名称変更=母親学級事業"),
            ("子育てサロン（旧1-2）", "子育てサロン", "旧1-2"),
            ("公園の改修（旧 2-3）", "公園の改修", "旧 2-3"),
            ("一時預かり（旧1-5、1-6を統合）", "一時預かり", "統合旧1-5、1-6を統合"),
            ("一時預かり（1-6 病後児保育を統合）", "一時預かり", "統合1-6 病後児保育を統合"),
            ("公民館の改修（旧市民会館）", "公民館の改修（旧市民会館）", ""),
            ("小学校の配置（2校を統合）", "小学校の配置（2校を統合）", ""),
            ("国際規格(ISO)", "国際規格(ISO)", ""),
            ("（旧1-2）", "（旧1-2）", ""),
        ] {
            assert_eq!(taken(text), (title.to_owned(), told.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_removed_measure_says_so_before_its_title() {
        for (text, title) in
            [("（削除）美術館の建設", "美術館の建設"), ("（削除：道の駅の整備）", "道の駅の整備")]
        {
            let mut own = Text::line(0, 0, text);
            assert!(take_removed(&mut own, &mut Ledger::default()), "{text}");
            assert_eq!(own.text, title);
        }
        for text in ["（削除）", "削除した項目", "（仮称）交流館", "（削除予定）美術館"]
        {
            assert!(!take_removed(&mut Text::line(0, 0, text), &mut Ledger::default()), "{text}");
        }
    }

    #[test]
    fn a_number_without_a_measure_is_told_from_a_title() {
        for vacant in
            ["欠番", "1-3に統合", "（削除）", "【廃止】", "―（欠番）―", "【1-5に統合】", "（1-5、1-6と統合）"]
        {
            assert!(is_vacant(vacant), "{vacant}");
        }
        for title in ["廃止した路線の代わり", "小学校の統合", "（仮称）交流館", "欠食の防止", ""]
        {
            assert!(!is_vacant(title), "{title}");
        }
    }
}
