//! Labels before values: `担当課：産業課`, `〔実績〕51回運航した。`, `（担当部署：産業課）`.

use super::{
    blocks::ends_sentence,
    located_text::{Ledger, Text},
    outcomes,
    table::columns::{self, Column},
};
use shisaku_model::Holder;
use wareki::FiscalYears;

/// Maximum length of a label in characters.
const MAX_LABEL: usize = 24;

/// Maximum number of spaces looked behind for another label.
const MAX_SPACES: usize = 50;

/// Maximum length of a list of departments in characters. A longer value is a sentence about them.
const MAX_DEPARTMENTS: usize = 80;

/// Brackets around labels.
const OPEN: [char; 10] = ['(', '（', '〔', '【', '[', '［', '《', '〈', '＜', '<'];
const CLOSE: [char; 10] = [')', '）', '〕', '】', ']', '］', '》', '〉', '＞', '>'];

/// Positions of a label in a line, in bytes.
#[derive(Debug, PartialEq, Eq)]
struct Label {
    column: Column,
    /// The label's words.
    name: std::ops::Range<usize>,
    /// Start of the value.
    value: usize,
    /// Length of the closing bracket behind the value.
    closing: usize,
}

/// True if a line begins with a label.
pub(super) fn begins(line: &str) -> bool {
    find(line).is_some()
}

/// True if a line begins with a short word in square brackets: a label, even if its meaning is not known.
pub(super) fn is_bracketed(line: &str) -> bool {
    let inside =
        line.strip_prefix(['〔', '【', '［', '《', '〈', '＜']).map(|rest| rest.chars().take(MAX_LABEL));
    inside.is_some_and(|mut inside| inside.any(|c| "〕】］》〉＞".contains(c)))
}

/// Reads a labelled line. Several labels may stand on it, parted by spaces. A value bears its label's words and
/// may be blank: then it stands on the next lines. Gives the line back if it has no label.
pub(super) fn read(line: Text, ledger: &mut Ledger) -> Result<Vec<(Column, Text)>, Text> {
    let (mut fields, mut rest) = (Vec::new(), line);
    while let Some(Label { column, name, value, closing }) = find(&rest.text) {
        let label = rest.text[name].to_owned();
        ledger.hold(&rest.take(value), Holder::TableHead);
        ledger.hold(&rest.take_back(closing), Holder::TableHead);
        let spaces = rest.text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
        let next = spaces.take(MAX_SPACES).find(|&at| find(&rest.text[at..]).is_some());
        let mut own = rest.take(next.unwrap_or(rest.text.len()));
        ledger.trim(&mut own);
        fields.push((column, own.labelled(label)));
    }
    if fields.is_empty() { Err(rest) } else { Ok(fields) }
}

/// Reads a label before a wide gap: `所管課　　住民課`. Only lines that stand among others of this form have one.
pub(super) fn gapped(line: &str) -> Option<(Column, std::ops::Range<usize>, usize)> {
    let start = line.len() - line.trim_start().len();
    let rest = &line[start..];
    let name = rest.split([' ', '\u{3000}']).next().filter(|name| name.chars().count() > 1)?;
    let behind = &rest[name.len()..];
    let value = behind.trim_start();
    let gap = &behind[..behind.len() - value.len()];
    let wide = gap.contains('\u{3000}') || gap.len() > 1;
    // Most lines end here, before the vocabulary is searched.
    if !wide || value.is_empty() || value.starts_with([':', '：']) || name.chars().count() > MAX_LABEL {
        return None;
    }
    let column = columns::label(name)?;
    let heads = columns::label(value.trim()).is_some();
    (!heads).then(|| (column, start..start + name.len(), line.len() - value.len()))
}

/// Takes a label off a line that has one before a wide gap. Gives any other line back.
pub(super) fn read_gapped(line: Text, ledger: &mut Ledger) -> Result<(Column, Text), Text> {
    let Some((column, name, at)) = gapped(&line.text) else { return Err(line) };
    let label = line.text[name].to_owned();
    let mut value = line;
    ledger.hold(&value.take(at), Holder::TableHead);
    ledger.trim(&mut value);
    Ok((column, value.labelled(label)))
}

/// A label that fills its line, such as `●担当課`: its value stands on the next lines. Titles are no such labels:
/// `●主な事業` is a heading over a list.
pub(super) fn alone(line: &Text) -> Option<(Column, Text)> {
    let column = columns::label(&line.text)?;
    let is_field =
        column.is_telling() || matches!(column, Column::Content | Column::Issue | Column::Direction);
    is_field.then(|| (column, Text::default().labelled(line.text.as_str())))
}

/// Removes a labelled bracket from the end of a title: 面談会〔担当課：商工課〕.
pub(super) fn take_from_end(title: &mut Text, ledger: &mut Ledger) -> Option<(Column, Text)> {
    let close = title.text.chars().next_back().filter(|c| CLOSE.contains(c))?;
    let open = title.text.rfind(OPEN).filter(|&open| open > 0)?;
    let bracket = &title.text[open..];
    bracket.contains([':', '：']).then_some(())?;
    find(bracket).filter(|label| label.closing == close.len_utf8())?;
    let bracket = title.take_back(bracket.len());
    ledger.trim(title);
    read(bracket, ledger).ok()?.pop()
}

fn find(line: &str) -> Option<Label> {
    let start = line.len() - line.trim_start().len();
    let text = &line[start..];
    let opened = text.strip_prefix(OPEN).map_or(0, |rest| text.len() - rest.len());
    let inside = &text[opened..];
    let until = inside.char_indices().take(MAX_LABEL + 1);
    let (at, sign) = until.clone().find(|(_, c)| ":：".contains(*c) || opened > 0 && CLOSE.contains(c))?;
    let name = inside[..at].trim();
    // 令和5年度：延べ80世帯を訪ねた. Before a plan, the year is no label.
    let of_year = || {
        let year = columns::year_alone(&columns::normal(name))?;
        outcomes::tells(&inside[at + sign.len_utf8()..]).then(|| Column::Result(Some(FiscalYears::of(year))))
    };
    let column = columns::label(name).filter(|_| name.chars().count() > 1).or_else(of_year)?;
    let name_at = start + opened + inside.find(name)?;
    let rest = &inside[at + sign.len_utf8()..];
    let closed = CLOSE.contains(&sign);
    // 〔担当〕産業課 closes before the value, 〔担当課：産業課〕 behind it.
    let closing = match rest.chars().next_back() {
        Some(c) if opened > 0 && !closed => {
            if !CLOSE.contains(&c) || rest.len() == c.len_utf8() {
                return None;
            }
            c.len_utf8()
        }
        _ => 0,
    };
    let value_text = &rest[..rest.len() - closing];
    let colon = closed.then(|| value_text.strip_prefix([':', '：'])).flatten();
    let skipped = colon.map_or(0, |after| value_text.len() - after.len());
    let departments = matches!(column, Column::Department | Column::RelatedDepartment);
    let sentence = value_text.contains(['。', '?', '？']) || value_text.chars().count() > MAX_DEPARTMENTS;
    if departments && (sentence || value_text.trim().is_empty()) {
        return None;
    }
    // A title must stand beside its label. Alone, 主な事業 is a heading over a list.
    if matches!(column, Column::Title(_)) && value_text.trim().is_empty() {
        return None;
    }
    // 【主な取組】診断24件を助成した。 tells of the measure above.
    let column = match column {
        Column::Title(_) if ends_sentence(value_text) => Column::Content,
        other => other,
    };
    let value = start + opened + at + sign.len_utf8() + skipped;
    Some(Label { column, name: name_at..name_at + name.len(), value, closing })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(line: &str) -> Option<(Column, String)> {
        let mut fields = read(Text::line(0, 0, line), &mut Ledger::default()).ok()?;
        fields.pop().map(|(column, value)| (column, value.text.to_string()))
    }

    #[test]
    fn reads_labels_in_brackets_and_before_colons() {
        for line in [
            "担当課：産業課",
            "〔担当〕産業課",
            "〔担当課：産業課〕",
            "所管課: 産業課",
            "【主管課】産業課",
            "（担当部署：産業課）",
            "《担当課》産業課",
            "＜担当課＞産業課",
            "〈担当課〉産業課",
        ] {
            assert_eq!(value(line), Some((Column::Department, "産業課".to_owned())), "{line}");
        }
        assert_eq!(value("関係課：税務課"), Some((Column::RelatedDepartment, "税務課".to_owned())));
        assert_eq!(value("事業名：渡し舟"), Some((Column::Title(2), "渡し舟".to_owned())));
        assert_eq!(value("〔期間〕―"), Some((Column::Period, "―".to_owned())));
    }

    #[test]
    fn sentences_and_other_colons_have_no_label() {
        for line in [
            "担当課が支援します。",
            "担当者の研修",
            "担当課：",
            "所管する課：産業課の事業です。",
            "課：産業課",
            "担当)産業課",
            "主な事業：",
            "時間：10時",
        ] {
            assert_eq!(value(line), None, "{line}");
        }
    }

    #[test]
    fn a_sentence_is_no_title() {
        let told = value("【主な取組】診断24件を助成した。");
        assert_eq!(told, Some((Column::Content, "診断24件を助成した。".to_owned())));
    }

    #[test]
    fn a_year_is_a_label_before_what_was_done() {
        let year = Column::Result(Some(FiscalYears::of(2023)));
        assert_eq!(value("令和5年度：実施なし"), Some((year, "実施なし".to_owned())));
        assert_eq!(value("令和5年度：工事"), None);
    }

    #[test]
    fn several_labels_stand_on_one_line() {
        let fields = read(Text::line(0, 0, "所管：産業経済課　期間：短期"), &mut Ledger::default()).ok();
        let values: Option<Vec<String>> =
            fields.map(|of| of.into_iter().map(|(_, value)| value.text.to_string()).collect());
        assert_eq!(values, Some(vec!["産業経済課".to_owned(), "短期".to_owned()]));
    }

    #[test]
    fn a_title_ends_in_a_labelled_bracket() {
        let mut title = Text::line(0, 0, "面談会事業〔担当課：商工課／若者課〕");
        let taken = take_from_end(&mut title, &mut Ledger::default());
        assert_eq!(
            taken.map(|(column, value)| (column, value.text.to_string())),
            Some((Column::Department, "商工課／若者課".to_owned()))
        );
        assert_eq!(title.text, "面談会事業");
    }
}
