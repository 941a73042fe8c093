//! Files that hold only results, such as a yearly report: their rows join measures of other documents by id, number
//! or title. One row that joins nothing is an error, and nothing of its file is used: half a report misleads.

use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

use itertools::Itertools as _;
use unicode_normalization::UnicodeNormalization as _;

use super::{
    super::{
        drafts::Draft,
        located_text::{Ledger, Text},
        result_rows::{Keys, ResultRow, ResultTable},
        result_status,
        titles::{ALIKE, REPRINT, likeness, normal},
    },
    Joiner,
    listed::few_join,
};
use shisaku_model::{Finding, Holder, Kind};
use wareki::FiscalYears;

/// Maximum number of measures named beside a row that joins none.
const MOST_NEAR: usize = 3;

/// Likeness from which a title is named as near.
const NEAR: f64 = 0.3;

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

/// A row as an error names it.
fn shown(row: &ResultRow) -> String {
    format!("{} {}", row.number, row.title.text).trim().to_owned()
}

/// The numbers in a text: 1, 4 and 2 of 1-4(2) or 1-4-2.
fn numbers(text: &str) -> Vec<u32> {
    let text: String = text.nfkc().collect();
    let digits = text.split(|c: char| !c.is_ascii_digit());
    digits.filter_map(|digits| digits.parse().ok()).collect()
}

/// The measures of a plan by all that a row may call them.
struct Known {
    of_id: HashMap<String, usize>,
    /// By their numbers, with and without those of the chapter.
    of_numbers: HashMap<Vec<u32>, Vec<usize>>,
    /// By a code: A-1.
    of_code: HashMap<String, Vec<usize>>,
    of_title: HashMap<String, Vec<usize>>,
    /// Titles of headings above measures, by their number as printed.
    headings: HashMap<String, String>,
}

impl Known {
    fn of(drafts: &[Box<Draft>]) -> Self {
        let (mut of_id, mut of_numbers) = (HashMap::new(), HashMap::<_, Vec<usize>>::new());
        let mut headings = HashMap::new();
        let (mut of_code, mut of_title) = (HashMap::<_, Vec<usize>>::new(), HashMap::<_, Vec<usize>>::new());
        for (at, draft) in drafts.iter().enumerate() {
            if draft.is_item() || draft.entry.kind == Kind::Removed {
                of_id.insert(draft.entry.id.clone(), at);
            }
            if !draft.is_item() {
                continue;
            }
            for heading in draft.headings.iter().filter(|heading| !heading.number.is_empty()) {
                headings.insert(normal(&heading.number), heading.title.text.to_string());
            }
            let keys = [draft.key.clone(), numbers(&draft.entry.number), numbers(draft.entry.local())];
            for key in keys.into_iter().filter(|key| !key.is_empty()).unique() {
                of_numbers.entry(key).or_default().push(at);
            }
            if draft.entry.number.chars().any(char::is_alphabetic) {
                of_code.entry(normal(&draft.entry.number)).or_default().push(at);
            }
            let titles = [&draft.title].into_iter().chain(&draft.title_variants);
            for title in titles.map(|title| normal(&title.text)).unique() {
                of_title.entry(title).or_default().push(at);
            }
        }
        Self { of_id, of_numbers, of_code, of_title, headings }
    }

    /// The measures with the number of a row.
    fn of_number(&self, number: &str) -> &[usize] {
        let code = self.of_code.get(&normal(number));
        code.or_else(|| self.of_numbers.get(&numbers(number))).map(Vec::as_slice).unwrap_or_default()
    }

    /// The measure that a row names, or what is wrong with it.
    fn find(&self, row: &ResultRow, drafts: &[Box<Draft>]) -> Result<usize, String> {
        if let Some(id) = &row.id {
            let at = *self.of_id.get(id).ok_or_else(|| format!("ID「{id}」の施策はありません。"))?;
            if !agrees(row, &drafts[at]) {
                let (number, title) = (&drafts[at].entry.number, &drafts[at].title.text);
                let shown = shown(row);
                return Err(format!("ID「{id}」は {number}「{title}」のもので、行の「{shown}」と違います。"));
            }
            return Ok(at);
        }
        let title = normal(&row.title.text);
        let by_title = self.of_title.get(&title).map(Vec::as_slice).unwrap_or_default();
        let by_number = self.of_number(&row.number);
        let named = |at: usize| format!("{}「{}」", drafts[at].entry.number, drafts[at].title.text);
        let shown = shown(row);
        let both: Vec<usize> = by_number.iter().copied().filter(|at| by_title.contains(at)).collect();
        match (both.as_slice(), by_number, by_title) {
            ([only], ..) => return Ok(*only),
            // 1-2 is a heading, 1(2) a measure.
            ([], [only], _)
                if title.is_empty()
                    && self.headings.contains_key(&normal(&row.number))
                    && normal(&drafts[*only].entry.number) != normal(&row.number) =>
            {
                let heading = &self.headings[&normal(&row.number)];
                return Err(format!(
                    "「{shown}」は見出し「{heading}」の番号です。施策の番号か題名を書いてください。"
                ));
            }
            ([], [only], _) if title.is_empty() => return Ok(*only),
            ([], [only], []) if likeness(&drafts[*only].title.text, &row.title.text) >= ALIKE => {
                return Ok(*only);
            }
            ([], [only], []) => {
                return Err(format!("「{shown}」の番号は {} のもので、題名が違います。", named(*only)));
            }
            ([], [place, ..], [owner, ..]) => {
                let (owner, place) = (named(*owner), named(*place));
                return Err(format!("「{shown}」は、題名では {owner}、番号では {place} に当たります。"));
            }
            _ => {}
        }
        // Without a number, a reprint has the title of its original.
        let is_reprint = |at: &&usize| drafts[**at].entry.category.iter().any(|mark| mark == REPRINT);
        let originals: Vec<usize> = by_title.iter().filter(|at| !is_reprint(at)).copied().collect();
        let fitting = if originals.is_empty() { by_title.to_vec() } else { originals };
        match fitting.as_slice() {
            [only] => Ok(*only),
            [] => {
                let near = near(row, drafts).into_iter().map(named).join("、");
                let near = if near.is_empty() { near } else { format!("近いもの: {near}。") };
                Err(format!("「{shown}」に当たる施策がありません。{near}"))
            }
            several => {
                let several = several.iter().map(|at| named(*at)).join("、");
                Err(format!("「{shown}」に当たる施策がいくつもあります: {several}。番号を書いてください。"))
            }
        }
    }
}

/// True if the number and the title of a row, where it has them, are those of a measure.
fn agrees(row: &ResultRow, draft: &Draft) -> bool {
    let title = normal(&row.title.text);
    let is_title = |of: &Text| normal(&of.text) == title || likeness(&of.text, &row.title.text) >= ALIKE;
    let titles = std::iter::once(&draft.title).chain(&draft.title_variants).chain(&draft.repeated_titles);
    let number = numbers(&row.number);
    let is_number = normal(&row.number) == normal(&draft.entry.number)
        || [draft.key.clone(), numbers(&draft.entry.number), numbers(draft.entry.local())].contains(&number);
    (title.is_empty() || titles.into_iter().any(is_title)) && (row.number.is_empty() || is_number)
}

/// The measures with the most similar titles, or for a row without a title, with most numbers in the same places.
fn near(row: &ResultRow, drafts: &[Box<Draft>]) -> Vec<usize> {
    let own = numbers(&row.number);
    let items = (0..drafts.len()).filter(|&at| drafts[at].is_item());
    let score = |at: usize| match row.title.text.is_empty() {
        false => likeness(&drafts[at].title.text, &row.title.text),
        true => {
            let same = own.iter().zip(&drafts[at].key).filter(|(one, other)| one == other).count();
            #[expect(clippy::cast_precision_loss, reason = "a number has few parts")]
            let share = same as f64 / own.len().max(drafts[at].key.len()) as f64;
            share
        }
    };
    let near = items.map(|at| (score(at), at)).filter(|(score, _)| *score >= NEAR);
    let order = |(one, _): &(f64, usize), (other, _): &(f64, usize)| other.total_cmp(one);
    near.sorted_by(order).take(MOST_NEAR).map(|(_, at)| at).collect()
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
        let mut found = found.into_iter();
        for mut table in tables {
            for mut row in std::mem::take(&mut table.rows) {
                let Some(Ok(at)) = found.next() else { continue };
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
                if table.keys == Keys::Titles && table.is_narrow {
                    // Remarks and the like are no part of the plan.
                    row.other.drain(..).for_each(|cell| ledger.hold(&cell, Holder::Furniture));
                    self.fill(at, row, &table);
                } else {
                    let title = self.drafts[at].title.text.clone();
                    self.report_doubts(&title, &row, &table);
                    ledger.hold(&row.title, Holder::Numbering);
                    row.other.iter().for_each(|cell| ledger.hold(cell, Holder::Furniture));
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
    use super::*;

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
