//! The progress page: a table of two facets, a bar for each row, and overdue entries.

use askama::Template;

use super::{FILES, Frame, href, name_of, page_of, workbooks::workbook_of_rows};
use crate::web::language::{Html, Language};
use shisaku_engine::EngineError;
use shisaku_messages::Parameter;
use shisaku_model::{
    Entry, FACETS, Facet, Filters, Kind, address,
    facet::{self, UNSTATED},
};
use shisaku_search::{Counts, Line, Number, Progress, Search, SearchParams, canonical};

/// Maximum number of entries in a named list. The others are only counted.
const MOST_LISTED: usize = 50;

/// The numbers that add up to a cell's total, each with its message key and CSS class.
const PARTS: [(Number, &str, &str); 4] = [
    (Number::With, "progress.with", "with"),
    (Number::Without, "progress.without", "without"),
    (Number::Waiting, "progress.waiting", "waiting"),
    (Number::NoReport, "progress.no-report", "no-report"),
];

/// The numbers of the summary, each with the key of its name and of its meaning.
const SUMMARY: [(Number, &str, &str); 4] = [
    (Number::With, "result.true", "progress.with-is"),
    (Number::Without, "result.false", "progress.without-is"),
    (Number::Waiting, "report_covers.before", "progress.waiting-is"),
    (Number::NoReport, "has_result.unknown", "progress.no-report-is"),
];

/// Width of a bar, in units of its view box.
const BAR: usize = 600;

/// The progress page.
#[derive(Template)]
#[template(path = "progress.html")]
pub(in crate::web) struct ProgressPage<'a> {
    t: Language,
    frame: Frame,
    table: &'a Progress,
    notices: Vec<String>,
    /// 期限超過 and 計画期間の報告待ち.
    lists: [NamedList; 2],
    /// Number of entries that wait for a report, and whose newest report says that nothing was done.
    undone_before: usize,
    /// The facets that a table can be made of: those that some entry has a value of.
    facets: Vec<&'static Facet>,
}

/// A list of entries that needs attention.
struct NamedList {
    /// Key of its heading.
    heading: &'static str,
    /// The sentence that says which entries it holds.
    hint: String,
    /// Number of all its entries.
    count: usize,
    /// The first of them.
    entries: Vec<Entry>,
    /// The search for all, if there can be one.
    search: Option<SearchParams>,
}

impl<'a> ProgressPage<'a> {
    /// Builds the page of a progress table.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn new(
        frame: Frame,
        table: &'a Progress,
        search: &Search,
        notices: Vec<String>,
    ) -> Result<Self, EngineError> {
        let list = |number, heading, hint| {
            let search_params = table.filters(None, None, number).map(|filters| asked(table, filters));
            let entries = match &search_params {
                Some(params) => search.first_entries(&search.listing(params)?, MOST_LISTED)?,
                None => Vec::new(),
            };
            let count = table.total.get(number);
            Ok(NamedList { heading, hint, count, entries, search: search_params })
        };
        let (year, day) = (table.over_through().to_string(), table.at.to_string());
        let overdue = frame.t.plain("progress.overdue-hint", [("year", year.into()), ("day", day.into())]);
        let waiting = frame.t.say("progress.waiting-hint");
        let lists = [
            list(Number::Overdue, "progress.overdue", overdue)?,
            list(Number::Waiting, "progress.waiting-list", waiting)?,
        ];
        let undone_before = match (&lists[1].search, facet::facet("has_result")) {
            (Some(waiting), Some(facet)) => {
                let mut params = waiting.clone();
                params.filters.choose(facet, "false".to_owned());
                search.total(&params)?
            }
            _ => 0,
        };
        let values = &search.catalogue().values;
        let is_stated = |facet: &&Facet| {
            let chosen = [table.row_facet, table.column_facet].contains(facet);
            chosen || values.get(facet.key).is_some_and(|values| values.iter().any(|value| value != UNSTATED))
        };
        let facets = FACETS.iter().filter(is_stated).collect();
        Ok(Self { t: frame.t, frame, table, notices, lists, undone_before, facets })
    }

    /// The heading for people who meet a link to the page elsewhere.
    fn heading(&self) -> String {
        format!("{} - {}", self.t.say("progress.heading"), self.frame.name)
    }

    /// Describes a number of the whole table with its share: 46(62%).
    fn share(&self, number: Number) -> String {
        let (count, percent) = (self.table.total.get(number), self.table.total.percent(number));
        self.t.plain("progress.share", [("count", count.into()), ("percent", percent.into())])
    }

    /// Says how the numbers of the summary add up to the filter 実績なし, which asks for the newest report alone.
    fn undone_sum(&self) -> Option<String> {
        let (without, waiting) = (self.table.total.get(Number::Without), self.undone_before);
        let parts =
            [("all", (without + waiting).into()), ("without", without.into()), ("waiting", waiting.into())];
        (waiting > 0).then(|| self.t.plain("progress.undone-sum", parts))
    }

    /// What readers must know to read the numbers of this table.
    fn remarks(&self) -> Vec<String> {
        let removed = self.table.counts_removed.then_some("progress.removed-is");
        removed.into_iter().map(|key| self.t.say(key)).collect()
    }

    /// The years that the reports of a cell cover, for people.
    fn reported(&self, counts: &Counts) -> Option<String> {
        counts
            .reported
            .map(|years| self.t.plain("progress.reported", [("years", self.t.years(years).into())]))
    }

    /// Returns the name of a row or column.
    fn label(&self, line: &Line, facet: &Facet) -> Html {
        match &line.value {
            Some(value) => self.t.named(facet, value, &line.label),
            None if ["chapter", "policy", "subsection"].contains(&facet.key) => {
                Html::escaped(&self.t.say("progress.no-section"))
            }
            None => self.t.with("progress.no-value", "facet", Html::escaped(&self.t.facet(facet))),
        }
    }

    /// Describes a row's bar in words.
    fn said(&self, row: &Line) -> String {
        let value = row.value.as_deref().unwrap_or_default();
        let name = self.t.own_name(self.table.row_facet, value, &row.label);
        let parts = [
            ("label", name.unwrap_or_else(|| row.label.to_string()).into()),
            ("with", row.counts.get(Number::With).into()),
            ("without", row.counts.get(Number::Without).into()),
            ("waiting", row.counts.get(Number::Waiting).into()),
            ("unknown", row.counts.get(Number::NoReport).into()),
        ];
        self.t.plain("progress.bar", parts)
    }

    /// Returns the list that a number counts. None if no search can list its entries.
    fn list(&self, row: Option<usize>, column: Option<usize>, number: Number) -> Option<String> {
        let filters = self.table.filters(row, column, number)?;
        Some(href(&asked(self.table, filters), 0))
    }

    /// Returns the segments of a row's bar: CSS class, position and width. Bars are scaled to the longest row.
    fn bar(&self, row: &Line) -> Vec<(&'static str, usize, usize)> {
        let totals = self.table.rows.iter().map(|row| row.counts.get(Number::Total));
        let longest = totals.max().unwrap_or_default();
        let place = |count: usize| (count * BAR).checked_div(longest).unwrap_or_default();
        let mut before = 0;
        PARTS
            .iter()
            .map(|(number, _, class)| {
                let from = place(before);
                before += row.counts.get(*number);
                (*class, from, place(before) - from)
            })
            .filter(|(.., width)| *width > 0)
            .collect()
    }

    /// True if the table has only measures.
    fn has_only_measures(&self) -> bool {
        self.table.asked.filters.of("kind") == [Kind::Measure.as_str()]
    }

    /// Returns the words and conditions that the form carries in hidden fields.
    fn unseen(&self) -> Vec<(&'static str, String)> {
        without_day(&self.table.asked).collect()
    }
}

/// Describes a facet with its chosen values.
fn chosen(facet: &Facet, values: &[Parameter], t: Language) -> Html {
    t.condition(facet, t.row(values.iter().map(|value| t.parameter(value))))
}

/// Returns the search behind a number.
fn asked(table: &Progress, filters: Filters) -> SearchParams {
    SearchParams { filters, ..table.asked.clone() }
}

/// Returns the address of this table in a file format.
fn file(table: &Progress, format: &str) -> String {
    again("/api/v1/progress", table, &table.asked, Some(("format", format.to_owned())))
}

/// Returns the address of the table of all kinds that state planned work.
fn all_kinds(table: &Progress) -> String {
    let filters = table.asked.filters.without("kind").with_planned_kinds();
    again("/progress", table, &asked(table, filters), None)
}

/// Returns the address of this table at `path`, for the search `asked`.
fn again(path: &str, table: &Progress, asked: &SearchParams, more: Option<(&'static str, String)>) -> String {
    let (rows, columns) = (table.row_facet.key.to_owned(), table.column_facet.key.to_owned());
    let own = [("rows", rows), ("columns", columns), ("at", table.at.to_string())];
    address(path, &without_day(asked).chain(own).chain(more).collect::<Vec<_>>())
}

/// Returns the parameters of a search without its day, which a table always states.
fn without_day(asked: &SearchParams) -> impl Iterator<Item = (&'static str, String)> {
    canonical(asked).into_iter().filter(|(name, _)| *name != "at")
}
