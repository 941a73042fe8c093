//! The columns of a list. Their names and order are fixed. New columns go at the end.

use super::{About, about::plan_name};
use shisaku_model::{Catalogue, Covers, Entry, Heading, Kind, Report, facet::UNSTATED, japan};
use shisaku_search::{Columns, Listing, Search};
use time::Date;
use wareki::FiscalYears;

/// Separator between several items in one cell.
const COMMA: &str = "、";

/// The context for computing cells.
pub(super) struct Context<'a> {
    pub catalogue: &'a Catalogue,
    pub about: &'a About<'a>,
    /// The day on which 期限超過 is read.
    pub at: Date,
}

impl<'a> Context<'a> {
    pub(super) fn of(search: &'a Search, listing: &Listing, about: &'a About<'a>) -> Self {
        let at = listing.filters.at.unwrap_or_else(japan::today);
        Self { catalogue: search.catalogue(), about, at }
    }
}

/// The value of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// One line of text. Empty if the source states nothing.
    Text(String),
    /// A fiscal year in the Gregorian calendar.
    Year(u16),
    /// The address of a page.
    Link(String),
}

/// One column.
pub(super) struct Column {
    pub name: &'static str,
    /// Width in the workbook, in characters of the default font, for typical contents. A Japanese character takes two.
    /// Longer text wraps.
    pub width: u8,
    pub value: fn(&Entry, &Context<'_>) -> Cell,
}

const fn column(name: &'static str, width: u8, value: fn(&Entry, &Context<'_>) -> Cell) -> Column {
    Column { name, width, value }
}

/// All columns in order.
const COLUMNS: &[Column] = &[
    column("ID", 22, |entry, _| text(&entry.id)),
    column("種別", 11, |entry, _| text(entry.kind.label())),
    column("番号", 8, |entry, _| text(&entry.number)),
    column("題名", 30, |entry, _| text(&entry.title)),
    column("別の題名", 14, |entry, _| joined(&entry.title_variants)),
    column("見出し", 24, |entry, _| {
        text(&entry.path.iter().map(Heading::label).collect::<Vec<_>>().join(" > "))
    }),
    column("計画の内容", 48, |entry, _| text(&entry.body.join(" "))),
    column("計画区分", 10, |entry, _| maybe(entry.period.as_deref())),
    column("計画開始年度", 9, |entry, _| first(entry.plan_years)),
    column("計画終了年度", 9, |entry, _| last(entry.plan_years)),
    column("計画年度(和暦)", 18, |entry, _| eras(entry.plan_years)),
    column("実績の有無", 10, |entry, _| {
        maybe(entry.result_value().map(|result| match result {
            "true" => "あり",
            "false" => "なし",
            _ => "報告なし",
        }))
    }),
    column("実績", 48, |entry, _| maybe(entry.result.as_deref())),
    column("実績の状態", 12, |entry, _| maybe(newest(entry).map(|report| report.status.label()))),
    column("実績開始年度", 9, |entry, _| first(newest(entry).and_then(|report| report.years))),
    column("実績終了年度", 9, |entry, _| last(newest(entry).and_then(|report| report.years))),
    column("実績年度(和暦)", 18, |entry, _| eras(newest(entry).and_then(|report| report.years))),
    column("担当課", 18, |entry, _| match entry.departments.as_slice() {
        [] if entry.kind == Kind::Text => text(""),
        [] => text(UNSTATED),
        departments => joined(departments),
    }),
    column("関係課", 18, |entry, _| joined(&entry.related_departments)),
    column("団体", 24, |entry, _| joined(&entry.organisations)),
    column("区分", 10, |entry, _| joined(&entry.category)),
    column("再掲元", 22, |entry, _| maybe(entry.reprint_of.as_deref())),
    column("用語", 18, |entry, _| {
        text(&entry.notes.iter().map(|note| note.term.as_str()).collect::<Vec<_>>().join(COMMA))
    }),
    column("出典", 30, |entry, _| text(&format!("{} {}", entry.source.file, entry.source_lines()))),
    column("以前の実績", 40, |entry, _| text(&earlier(entry))),
    column("計画", 24, |entry, context| {
        text(context.catalogue.plan(&entry.plan).map_or(entry.plan.as_str(), plan_name))
    }),
    column("URL", 36, |entry, context| Cell::Link(context.about.url(&entry.id))),
    // Of a removed item, no report is due.
    column("計画期間の報告", 18, |entry, _| {
        maybe(entry.report_covers.filter(|_| entry.kind != Kind::Removed).map(Covers::label))
    }),
    column("期限", 10, |entry, context| {
        text(if entry.is_overdue(context.at) { "期限超過" } else { "" })
    }),
];

/// Names of the columns of the slim table, in the order of [`COLUMNS`]. Together they fit on a printed page.
const MAIN: [&str; 11] = [
    "番号",
    "題名",
    "計画の内容",
    "計画区分",
    "計画年度(和暦)",
    "実績の有無",
    "実績",
    "実績年度(和暦)",
    "担当課",
    "計画期間の報告",
    "期限",
];

/// The columns of a choice, in order.
pub(super) fn columns(choice: Columns) -> Vec<&'static Column> {
    let kept = |column: &&Column| choice == Columns::All || MAIN.contains(&column.name);
    COLUMNS.iter().filter(kept).collect()
}

fn text(text: &str) -> Cell {
    Cell::Text(one_line(text))
}

fn maybe(of: Option<&str>) -> Cell {
    text(of.unwrap_or_default())
}

fn joined(list: &[String]) -> Cell {
    text(&list.join(COMMA))
}

fn newest(entry: &Entry) -> Option<&Report> {
    entry.results.last()
}

fn first(years: Option<FiscalYears>) -> Cell {
    years.and_then(FiscalYears::first).map_or_else(|| text(""), Cell::Year)
}

fn last(years: Option<FiscalYears>) -> Cell {
    years.and_then(FiscalYears::last).map_or_else(|| text(""), Cell::Year)
}

fn eras(years: Option<FiscalYears>) -> Cell {
    text(&years.map(FiscalYears::in_eras).unwrap_or_default())
}

/// Joins all reports except the newest into one cell, latest fiscal years first. Each has its years, status and
/// text; ` / ` separates them: 平成20～22年度(報告あり): … / …
fn earlier(entry: &Entry) -> String {
    let older = entry.results.iter().rev().skip(1);
    let said = older.map(|report| {
        let years = report.years.map_or_else(|| "年度の記載なし".to_owned(), FiscalYears::in_eras);
        format!("{years}({}): {}", report.status.label(), report.text)
    });
    said.collect::<Vec<_>>().join(" / ")
}

/// Replaces control characters and line breaks by spaces. Also replaces U+FFFE and U+FFFF, which XML forbids.
pub(in crate::api) fn one_line(text: &str) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}');
    text.replace(breaks, " ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;

    use super::*;
    use shisaku_model::{Place, Status};

    #[test]
    fn names_are_unique() {
        let names: BTreeSet<_> = COLUMNS.iter().map(|column| column.name).collect();
        assert_eq!(names.len(), COLUMNS.len());
    }

    #[test]
    fn the_slim_table_has_every_column_that_it_names() {
        let names = |choice| columns(choice).into_iter().map(|column| column.name).collect::<Vec<_>>();
        assert_eq!(names(Columns::Main), MAIN);
        assert_eq!(names(Columns::All).len(), COLUMNS.len());
    }

    #[test]
    fn a_cell_is_one_line_without_what_no_file_may_hold() {
        assert_eq!(one_line("一行目\r\n二行目\u{2028}\t\u{0}\u{1B}\u{FFFF}"), "一行目  二行目     ");
    }

    #[test]
    fn an_unknown_year_leaves_its_cell_empty() {
        let cells = |years| (first(Some(years)), last(Some(years)), eras(Some(years)));
        let empty = || text("");
        assert_eq!(cells(FiscalYears::until(2026)), (empty(), Cell::Year(2026), text("～令和8年度")));
        assert_eq!(cells(FiscalYears::since(2022)), (Cell::Year(2022), empty(), text("令和4年度～")));
    }

    #[test]
    fn earlier_reports_are_kept_the_later_first() {
        let mut entry = Entry::new("a", "1", Kind::Measure);
        for (from, text, status) in [
            (2008, "古い", Status::Reported),
            (2014, "新しい", Status::Reported),
            (2011, "なし", Status::NoneStated),
        ] {
            let source = Place::line("a/plan.txt", 1);
            let years = Some(FiscalYears::new(from, from + 2));
            entry.add_report(Report { years, text: text.to_owned(), status, source });
        }
        assert_eq!(entry.result.as_deref(), Some("新しい"));
        assert_eq!(earlier(&entry), "平成23～25年度(実績なし): なし / 平成20～22年度(報告あり): 古い");
    }
}
