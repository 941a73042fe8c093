//! Files that hold only results, such as a yearly report: their rows join measures of other documents by id, number
//! or title. One row that joins nothing is an error, and nothing of its file is used: half a report misleads.

use std::{cell::OnceCell, collections::HashSet};

use itertools::Itertools as _;
use unicode_normalization::UnicodeNormalization as _;

use super::{
    super::{
        drafts::Draft,
        located_text::{Ledger, Text},
        result_rows::{Keys, ResultRow, ResultTable},
        result_status,
        table::columns::{self, Column},
        titles::{ALIKE, likeness},
    },
    Joiner,
    known::{Known, agrees},
    listed::few_join,
};
use shisaku_model::{Finding, Holder};
use wareki::FiscalYears;

/// The documents that hold only results: tables of keys and results, while other documents state the measures.
pub(super) fn documents(tables: &[ResultTable], drafts: &[Box<Draft>]) -> HashSet<usize> {
    let states: HashSet<usize> =
        drafts.iter().filter(|draft| draft.is_item()).map(|draft| draft.position().0).collect();
    let has_results = |table: &&ResultTable| !table.years.is_empty();
    let known = OnceCell::new();
    let known = || known.get_or_init(|| Known::of(drafts));
    let fits = |table: &ResultTable| {
        let of_results = table.is_narrow || table.keys == Keys::Ids;
        !table.removed && (of_results || repeats(table, known(), drafts))
    };
    let of_tables = tables.iter().map(|table| table.document).unique();
    let only_results: HashSet<usize> = of_tables
        .filter(|document| {
            let mut own = tables.iter().filter(|table| table.document == *document);
            !states.contains(document) && own.clone().any(|table| has_results(&table)) && own.all(fits)
        })
        .collect();
    let lists = tables.iter().any(|table| !only_results.contains(&table.document));
    if states.is_empty() && !lists { HashSet::new() } else { only_results }
}

/// True for a table that names the measures of the plan again, row by row, and reports results: a list that the program
/// wrote, with a column for the results filled in.
fn repeats(table: &ResultTable, known: &Known, drafts: &[Box<Draft>]) -> bool {
    let is_known = |row: &&ResultRow| known.find(row, drafts).is_ok_and(|at| agrees(row, &drafts[at]));
    let own = table.rows.iter().filter(is_known).count();
    !table.years.is_empty() && own > 0 && own * 10 >= table.rows.len() * 9
}

/// Takes a number off the front of a row's title: 1-4(2) 技術の普及. It stays if the row has a number of its own.
fn take_number(row: &mut ResultRow, ledger: &mut Ledger) {
    let length = number_length(&row.title.text);
    if row.number.is_empty() && length > 0 {
        let number = row.title.take(length);
        row.number = number.text.trim().to_owned();
        ledger.hold(&number, Holder::Numbering);
        ledger.trim(&mut row.title);
    }
}

/// Length in bytes of the number that a text begins with. 0 for a title that begins with a digit: 3R運動の推進.
fn number_length(text: &str) -> usize {
    let is_digit = |c: char| c.nfkc().all(|c| c.is_ascii_digit());
    let is_sign = |c: char| is_digit(c) || "-.()・‐－ー．（）".contains(c);
    let rest = text.trim_start_matches(is_sign);
    let number = &text[..text.len() - rest.len()];
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace) || number.ends_with([')', '）']);
    if apart && number.chars().any(is_digit) { number.len() } else { 0 }
}

/// True for a result with a text that the measure does not have for the same years. A dash leaves the cell of a form
/// empty, and replaces nothing.
fn is_new((years, cell): &(Option<FiscalYears>, Text), draft: &Draft) -> bool {
    let known = draft.results.iter().any(|(known, other)| known == years && other.text == cell.text);
    !result_status::is_blank(&cell.text) && !known
}

/// What is wrong with the results of a row that belongs to a measure: a code and a message. `is_first` tells whether
/// the file has no other row on the measure and these years.
fn problem(
    row: &ResultRow,
    draft: &Draft,
    place_of: impl Fn(&Text) -> String,
    mut is_first: impl FnMut(Option<FiscalYears>) -> bool,
) -> Option<(&'static str, String)> {
    let (number, title) = (&draft.entry.number, &draft.title.text);
    for (years, cell) in row.results.iter().filter(|result| is_new(result, draft)) {
        if is_garbled(&cell.text) {
            let text = &cell.text;
            return Some((
                "result_unreadable",
                format!("{number}「{title}」の実績「{text}」は、文字が壊れています。"),
            ));
        }
        let told =
            years.map_or_else(|| "年度の書かれていない".to_owned(), |years| format!("{}の", years.in_eras()));
        if let Some((_, other)) = draft.results.iter().find(|(known, _)| known == years) {
            let place = place_of(other);
            let message = format!("{number}「{title}」の{told}実績は、{place} にもうあります。");
            return Some(("result_reported_twice", message));
        }
        if !is_first(*years) {
            let message = format!("{number}「{title}」の{told}実績の行が、この文書に 2 度あります。");
            return Some(("result_reported_twice", message));
        }
    }
    None
}

/// True for letters that a program could not decode, and for what a spreadsheet shows instead of a value: ????, #REF!
fn is_garbled(text: &str) -> bool {
    const FAILED: [&str; 7] = ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"];
    let text = text.trim();
    text.contains('\u{fffd}')
        || FAILED.iter().any(|failed| text.contains(failed))
        || text.chars().count() > 1 && text.chars().all(|c| "?？".contains(c))
}

impl Joiner<'_> {
    /// Drops the texts of documents that are set aside.
    pub(super) fn drop_set_aside(&mut self) {
        let set_aside = std::mem::take(&mut self.set_aside);
        let used = |text: &Text| text.slices.is_empty() || !set_aside.contains(&text.position().0);
        self.drafts.retain_mut(|draft| {
            // Texts before the first heading of several documents are one draft.
            let before = draft.body.len();
            draft.body.retain(used);
            let emptied = draft.borrowed_title && draft.body.is_empty() && before > 0;
            !emptied && (draft.borrowed_title || used(&draft.title))
        });
    }

    /// True if rows name measures with their departments and no title is like one of another document, as in files
    /// of one department each. However few they are, they miss no measure.
    fn list_their_own(&self, tables: &[ResultTable]) -> bool {
        let known: Vec<&str> =
            self.drafts.iter().filter(|draft| draft.is_item()).map(|draft| &*draft.title.text).collect();
        let rows = || tables.iter().flat_map(|table| &table.rows);
        let is_like = |row: &ResultRow| known.iter().any(|title| likeness(title, &row.title.text) >= ALIKE);
        rows().all(|row| !row.departments.is_empty() && !row.title.text.is_empty() && row.id.is_none())
            && !rows().any(is_like)
    }

    /// Says that a dash was read as an empty cell. Some people write it for 実績なし.
    fn report_dashes(&mut self, at: usize, row: &ResultRow, table: &ResultTable) {
        let is_dash = |text: &str| !text.trim().is_empty() && result_status::is_blank(text);
        let Some((_, cell)) = row.results.iter().find(|(_, cell)| is_dash(&cell.text)) else { return };
        let (number, title) = (&self.drafts[at].entry.number, &self.drafts[at].title.text);
        let message = format!(
            "{number}「{title}」の実績「{}」は、まだ書かれていない欄として読みました。",
            cell.text.trim()
        );
        let advice = "何もしなかったのなら「実績なし」のように書いてください。";
        self.warn("result_dash", (row.line, table), message, advice);
    }

    /// Names the columns whose cells are not used, so that nobody looks for them later. The columns of a list that the
    /// program wrote repeat the plan.
    fn report_unused(&mut self, table: &ResultTable) {
        let is_told = |label: &&str| {
            use Column::{Budget, Direction, Issue, Rating, Remarks};
            matches!(columns::head(label), Rating | Remarks | Issue | Direction | Budget)
        };
        let labels = table.rows.iter().flat_map(|row| &row.other).filter_map(|cell| cell.label.as_deref());
        let unused = labels.filter(is_told).unique().map(|label| format!("「{label}」")).join("");
        if let Some(row) = table.rows.first().filter(|_| !unused.is_empty()) {
            let message =
                format!("{unused}の列は取り込みません。実績だけの文書からは、実績の列だけを使います。");
            let advice = "残したい言葉は、実績の列に書いてください。";
            self.warn("result_columns_unused", (row.line, table), message, advice);
        }
    }

    /// Joins the tables of one file. If they list measures of their own after all, they are given back.
    pub(super) fn results_file(
        &mut self,
        mut tables: Vec<ResultTable>,
        ledger: &mut Ledger,
    ) -> Option<Vec<ResultTable>> {
        let rows = tables.iter_mut().flat_map(|table| &mut table.rows);
        rows.for_each(|row| take_number(row, ledger));
        let known = Known::of(self.drafts);
        let rows = || tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)));
        let found: Vec<_> = rows().map(|(_, row)| known.find(row, self.drafts)).collect();
        let joined = found.iter().filter(|found| found.is_ok()).count();
        let by_title = tables.iter().all(|table| table.keys == Keys::Titles);
        let listed = few_join(joined, found.len(), false) && self.list_their_own(&tables);
        if by_title && (listed || few_join(joined, found.len(), true)) {
            return Some(tables);
        }
        let mut taken: HashSet<(usize, Option<FiscalYears>)> = HashSet::new();
        let mut errors = Vec::new();
        for ((table, row), found) in rows().zip(&found) {
            let problem = match found {
                Err(problem) => Some(("result_row_without_measure", problem.clone())),
                Ok(at) => {
                    let place_of = |cell: &Text| cell.place(self.documents).to_string();
                    problem(row, &self.drafts[*at], place_of, |years| taken.insert((*at, years)))
                }
            };
            if let Some((code, message)) = problem {
                let place = self.documents[table.document].place([row.line]);
                let advice = match code {
                    "result_unreadable" => {
                        "この文書は実績だけの文書なので、直るまで何も取り込みません。セルの文字を書き直してください。"
                    }
                    "result_reported_twice" => {
                        "実績だけの文書は、直るまで何も取り込みません。行をひとつにするか、実績の年度(列の見出しを「実績(令和6年度)」のように)を確かめてください。"
                    }
                    _ => {
                        "この文書は実績だけの文書なので、直るまで何も取り込みません。行の番号と題名を確かめてください。"
                    }
                };
                errors.push(Finding::error(code, place, message).advise(advice));
            }
        }
        let documents = || tables.iter().map(|table| table.document);
        self.results_files.extend(documents());
        if !errors.is_empty() {
            self.findings.append(&mut errors);
            self.set_aside.extend(documents());
            return None;
        }
        for table in tables.iter().filter(|table| table.assumes_years && !table.rows.is_empty()) {
            let assumed =
                table.years.iter().flatten().next().map(|years| years.in_eras()).unwrap_or_default();
            let message = format!("実績の列に年度がないため、{assumed}の実績として読みました。");
            let advice = "列の見出しを「実績(令和6年度)」のように書いてください。";
            self.warn("result_years_assumed", (table.rows[0].line, table), message, advice);
        }
        for table in &tables {
            self.report_unused(table);
        }
        let mut found = found.into_iter();
        for mut table in tables {
            for mut row in std::mem::take(&mut table.rows) {
                let Some(Ok(at)) = found.next() else { continue };
                self.report_dashes(at, &row, &table);
                row.results.retain(|result| is_new(result, &self.drafts[at]));
                self.report_overlaps(at, &row, &table);
                if row.id.is_none() && !row.number.is_empty() && known.of_number(&row.number).is_empty() {
                    let (own, number, title) =
                        (&row.number, &self.drafts[at].entry.number, &self.drafts[at].title.text);
                    let message =
                        format!("番号「{own}」の施策はありません。題名から {number}「{title}」としました。");
                    self.warn("number_unknown", (row.line, &table), message, "番号を確かめてください。");
                }
                if table.keys == Keys::Titles {
                    self.report_differences(at, &row, &table);
                }
                // Remarks and the like are no part of the plan.
                row.other.drain(..).for_each(|cell| ledger.hold(&cell, Holder::Furniture));
                if table.keys == Keys::Titles && table.is_narrow {
                    self.fill(at, row, &table);
                } else {
                    let title = self.drafts[at].title.text.clone();
                    self.report_doubts(&title, &row, &table);
                    ledger.hold(&row.title, Holder::Numbering);
                    if table.keys != Keys::Numbers {
                        // The rest repeats the plan, or says how to fill in the form.
                        self.set_aside.insert(table.document);
                    }
                    self.drafts[at].results.append(&mut row.results);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{super::known::numbers, *};

    #[test]
    fn a_number_before_a_title_is_told_from_a_digit_of_the_title() {
        let number = |text: &'static str| &text[..number_length(text)];
        assert_eq!(number("1-4(2) 技術の普及"), "1-4(2)");
        assert_eq!(number("１－４（２）技術の普及"), "１－４（２）");
        assert_eq!(number("5-1-4-2"), "5-1-4-2");
        assert_eq!(number("3R運動の推進"), "");
        assert_eq!(number("技術の普及"), "");
        assert_eq!(numbers("１－４（２）"), [1, 4, 2]);
    }
}
