//! Titles: the marks after them, such as (再掲), 【新規】 and those that a table defines, and their similarity.

use itertools::Itertools as _;
use unicode_normalization::UnicodeNormalization;

use super::{
    department_cells,
    located_text::{Ledger, Text},
    numbering::is_digit,
    period_cells,
};
use shisaku_model::Holder;

/// Marks accepted in every plan.
pub(super) const CATEGORIES: &[&str] = &["新規", "継続", "拡充", "統合", "名称変更", "廃止", "再掲"];

/// The mark of a reprinted entry.
pub(super) const REPRINT: &str = "再掲";

/// Endings of a bracket that refers to another place.
const REFERENCES: [&str; 5] = ["に記載", "含めて記載", "を参照", "と同じ", "に同じ"];

const BRACKETS: [(char, char); 6] =
    [('(', ')'), ('（', '）'), ('【', '】'), ('〔', '〕'), ('［', '］'), ('[', ']')];

/// Short forms of marks, and their long ones.
const SHORT_MARKS: [(&str, &str); 5] =
    [("新", "新規"), ("継", "継続"), ("拡", "拡充"), ("統", "統合"), ("廃", "廃止")];

fn long_form(mark: &str) -> &str {
    SHORT_MARKS.iter().find(|(short, _)| *short == mark).map_or(mark, |(_, long)| long)
}

/// Removes known marks from both ends of a title and returns them in printed order, in their long form.
pub(super) fn take_marks(title: &mut Text, known: &[&str], ledger: &mut Ledger) -> Vec<String> {
    let mut first = Vec::new();
    take_signs(title, ledger);
    while let Some((length, mark)) = first_in_brackets(&title.text) {
        let long = long_form(mark);
        if length == title.text.len() || !known.contains(&long) {
            break;
        }
        first.push(long.to_owned());
        ledger.hold(&title.take(length), Holder::Mark);
        ledger.trim(title);
    }
    let mut marks = Vec::new();
    while let Some((length, mark)) = last_in_brackets(&title.text) {
        let mark = mark.trim_start_matches('※').trim();
        // （第一節の二に含めて記載） says where the measure is printed in full.
        let refers = REFERENCES.iter().any(|words| mark.ends_with(words));
        let long = long_form(mark);
        let mark = if refers { REPRINT.to_owned() } else { long.to_owned() };
        if length == title.text.len() || !known.contains(&mark.as_str()) {
            break;
        }
        marks.insert(0, mark);
        ledger.hold(&title.take_back(length), Holder::Mark);
        ledger.trim(title);
    }
    first.append(&mut marks);
    first
}

/// Removes signs that refer to a note: ★ before a title, ※ and ※1 behind it.
fn take_signs(title: &mut Text, ledger: &mut Ledger) {
    let rest = title.text.trim_start_matches(['★', '☆', '◎']).len();
    if rest > 0 && rest < title.text.len() {
        ledger.hold(&title.take(title.text.len() - rest), Holder::Mark);
        ledger.trim(title);
    }
    let bare = title.text.trim_end_matches(is_digit);
    if let Some(bare) = bare.strip_suffix(['※', '＊', '*']).filter(|bare| !bare.is_empty()) {
        let length = title.text.len() - bare.len();
        ledger.hold(&title.take_back(length), Holder::Mark);
        ledger.trim(title);
    }
}

/// Removes bracketed departments from the end of a title: 商店街の支援【商工課】. Round brackets count if `round`.
pub(super) fn take_departments(title: &mut Text, round: bool, ledger: &mut Ledger) -> Vec<Text> {
    let Some((length, inside)) = last_in_brackets(&title.text) else { return Vec::new() };
    let square = title.text.ends_with(['】', '〕', '］', ']']);
    let fits = (square || round) && department_cells::are_departments(inside);
    if length == title.text.len() || !fits {
        return Vec::new();
    }
    let brackets = (length - inside.len()) / 2;
    let names = take_brackets(title, length, brackets, ledger);
    department_cells::read_cell(&names, &mut Vec::new(), ledger)
}

/// The text in round brackets at the end of a title.
pub(super) fn last_in_round_brackets(title: &str) -> Option<&str> {
    let (_, inside) = last_in_brackets(title)?;
    title.ends_with([')', '）']).then_some(inside)
}

/// Removes a bracketed period from the end of a title: 設備更新の補助〔短期〕.
pub(super) fn take_period(title: &mut Text, ledger: &mut Ledger) -> Option<Text> {
    let (length, inside) = last_in_brackets(&title.text)?;
    let square = title.text.ends_with(['】', '〕', '］', ']']);
    let names = period_cells::read_period_cell(inside).name.is_some();
    // 継続 is a mark of its own.
    if length == title.text.len() || !square || !names || CATEGORIES.contains(&inside) {
        return None;
    }
    let brackets = (length - inside.len()) / 2;
    Some(take_brackets(title, length, brackets, ledger))
}

/// Takes a bracketed text of `length` bytes off the end of a title, and the brackets, of so many bytes, off it.
pub(super) fn take_brackets(title: &mut Text, length: usize, brackets: usize, ledger: &mut Ledger) -> Text {
    let mut inside = title.take_back(length);
    ledger.hold(&inside.take(brackets), Holder::Separator);
    ledger.hold(&inside.take_back(brackets), Holder::Separator);
    ledger.trim(title);
    inside
}

/// The bracketed text at the start: its length in bytes with brackets, and its inner text.
fn first_in_brackets(text: &str) -> Option<(usize, &str)> {
    let (open, close) = BRACKETS.into_iter().find(|(open, _)| text.starts_with(*open))?;
    let end = text.find(close)?;
    Some((end + close.len_utf8(), text[open.len_utf8()..end].trim()))
}

/// The bracketed text at the end: its length in bytes with brackets, and its inner text.
pub(super) fn last_in_brackets(text: &str) -> Option<(usize, &str)> {
    let (open, close) = BRACKETS.into_iter().find(|(_, close)| text.ends_with(*close))?;
    let start = text.rfind(open)?;
    Some((text.len() - start, &text[start + open.len_utf8()..text.len() - close.len_utf8()]))
}

/// A mark defined by a line beside a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Legend {
    /// The text of the mark, such as `協会事業`.
    pub mark: String,
    /// The organisation that runs the marked measures, if named.
    pub organisation: Option<String>,
}

/// Reads a definition of the form `…(印)は、ある団体の事業です。`
pub(super) fn read_legend(text: &str) -> Option<Legend> {
    BRACKETS.into_iter().find_map(|(open, close)| {
        let start = text.find(open)?;
        let inside = &text[start + open.len_utf8()..];
        let end = inside.find(close)?;
        let meaning = inside[end + close.len_utf8()..].strip_prefix('は')?.trim_start_matches(['、', ',']);
        let owner = meaning
            .split_once("の事業")
            .filter(|(_, rest)| rest.starts_with(['で', '。']) || rest.is_empty());
        Some(Legend {
            mark: inside[..end].to_owned(),
            organisation: owner.map(|(owner, _)| owner.trim().to_owned()).filter(|owner| !owner.is_empty()),
        })
    })
}

/// Minimum similarity of two titles with the same number to count as one title. Chosen by hand: 区内業者 /
/// 区内産業の育成と活性化 have 0.70. Similarity alone proves nothing, since 技術開発 / 研究開発の推進 have 0.67. Only titles with
/// the same number are compared.
pub(super) const ALIKE: f64 = 0.6;

/// Normalises a title: width, letter case and spaces.
pub(super) fn normal(title: &str) -> String {
    title.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Dice coefficient of the character bigrams of two titles, from 0 to 1.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    let [one, other] = [one, other].map(|title| normal(title).chars().tuple_windows::<(_, _)>().counts());
    let common: usize = one.iter().map(|(pair, count)| *other.get(pair).unwrap_or(&0).min(count)).sum();
    let all: usize = one.values().sum::<usize>() + other.values().sum::<usize>();
    if all == 0 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "titles have fewer letters than 2^52")]
    let share = 2.0 * common as f64 / all as f64;
    share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_known_marks_and_leaves_the_title() {
        let taken = |text: &str| {
            let mut title = Text::line(0, 0, text);
            let marks = take_marks(&mut title, CATEGORIES, &mut Ledger::default());
            (title.text.to_string(), marks)
        };
        let marks = |marks: &[&str]| marks.iter().map(|mark| (*mark).to_owned()).collect::<Vec<_>>();
        assert_eq!(taken("研修の参加促進（再掲）"), ("研修の参加促進".to_owned(), marks(&["再掲"])));
        assert_eq!(taken("朝市【拡充】(再掲)"), ("朝市".to_owned(), marks(&["拡充", "再掲"])));
        assert_eq!(taken("【新】古文書の目録"), ("古文書の目録".to_owned(), marks(&["新規"])));
        assert_eq!(taken("【拡充】朝市(再掲)"), ("朝市".to_owned(), marks(&["拡充", "再掲"])));
        assert_eq!(taken("★交流会※1"), ("交流会".to_owned(), marks(&[])));
        assert_eq!(taken("国際規格(ISO)"), ("国際規格(ISO)".to_owned(), marks(&[])));
        assert_eq!(taken("(再掲)"), ("(再掲)".to_owned(), marks(&[])));
    }

    #[test]
    fn reads_what_a_table_says_of_its_marks() {
        assert_eq!(
            read_legend("項目中の(協会事業)は、めぐろ観光まちづくり協会の事業です。"),
            Some(Legend {
                mark: "協会事業".to_owned(),
                organisation: Some("めぐろ観光まちづくり協会".to_owned())
            })
        );
        assert_eq!(read_legend("区(以下、本区)では、支援します。"), None);
    }
}
