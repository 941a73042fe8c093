//! Use case "progress": the state of a plan, counted for each pair of values of two facets. Every number is
//! the hit count of a search that can be run.

mod params;
mod tally;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use thiserror::Error;
use time::Date;

use super::{IndexFacts, Notice, ParamError, ParamProblem, Search, SearchParams, run::cut};
pub use params::{ProgressParams, read_progress_params};
use shisaku_engine::{EngineError, Sort};
use shisaku_messages::{Message, Parameter};
use shisaku_model::{Catalogue, Facet, Filters, Kind, PlanFacts, facet::facet};
use shisaku_query::{Query, Understood};
use tally::Axis;
use wareki::FiscalYears;

/// Maximum number of cells. A larger table gives no overview, and each cell takes some hundred bytes of an
/// answer.
const MOST_CELLS: usize = 10_000;
/// Maximum number of rows or of columns. Spreadsheets have no room for more, since a column holds several
/// numbers.
const MOST_LINES: usize = 2_000;

/// A number in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// All entries.
    Total,
    /// Entries for which something was done.
    With,
    /// Entries for which the source says that nothing was done.
    Without,
    /// Entries for which the source says nothing.
    NoReport,
    /// Entries whose plan's last year is over, and for which nothing is reported as done.
    Overdue,
    /// Entries whose plan's last year is over, and for which the source says nothing.
    OverdueNoReport,
}

impl Number {
    /// All numbers, in order.
    pub const ALL: [Self; 6] =
        [Self::Total, Self::With, Self::Without, Self::NoReport, Self::Overdue, Self::OverdueNoReport];

    /// Name of the JSON member, Japanese label, and values of `has_result`.
    fn facts(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self {
            Self::Total => ("total", "件数", &[]),
            Self::With => ("with", "実績あり", &["true"]),
            Self::Without => ("without", "実績なし", &["false"]),
            Self::NoReport => ("no_report", "報告なし", &["unknown"]),
            Self::Overdue => ("overdue", "期限超過", &["false", "unknown"]),
            Self::OverdueNoReport => ("overdue_no_report", "期限超過(報告なし)", &["unknown"]),
        }
    }

    /// Name of the JSON member.
    pub fn key(self) -> &'static str {
        self.facts().0
    }

    /// Japanese label.
    pub fn label(self) -> &'static str {
        self.facts().1
    }

    fn results(self) -> &'static [&'static str] {
        self.facts().2
    }

    fn is_overdue(self) -> bool {
        matches!(self, Self::Overdue | Self::OverdueNoReport)
    }
}

/// The numbers of a cell, a row, a column or the whole table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts([usize; Number::ALL.len()]);

impl Counts {
    /// Returns one number, in entries.
    pub fn get(&self, number: Number) -> usize {
        self.0[number as usize]
    }
}

/// A row or a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Value of the facet. `None` for entries without a value.
    pub value: Option<Arc<str>>,
    /// Label for people.
    pub label: Arc<str>,
    /// Value one level up, in this facet or in the facet above.
    pub parent: Option<Arc<str>>,
    /// Numbers of the whole line. An entry counts once here, even if it stands in several cells or lines.
    pub counts: Counts,
}

/// A table of progress.
pub struct Progress {
    /// The search behind every number: words, match options and chosen filters. Words read as conditions of
    /// this table are moved to the filters.
    pub asked: SearchParams,
    /// Facet of the rows.
    pub row_facet: &'static Facet,
    /// Facet of the columns.
    pub column_facet: &'static Facet,
    /// Reference date for overdue entries.
    pub at: Date,
    /// Rows in natural order. Entries without a value come last, if there are any.
    pub rows: Vec<Line>,
    /// Columns in natural order. Entries without a value come last, if there are any.
    pub columns: Vec<Line>,
    /// Cells by row, then column.
    pub cells: Vec<Vec<Counts>>,
    /// Numbers of all entries that the words and filters find.
    pub total: Counts,
    /// Notices about how the words were read.
    pub notices: Vec<Notice>,
    /// Chosen filters for people: each facet with the names of its values.
    pub chosen: Vec<(&'static Facet, Vec<Parameter>)>,
    /// Publishers and titles of the plans.
    pub sources: Vec<String>,
    /// The index that was searched.
    pub index: IndexFacts,
    /// Last years of plans that are over, as values of `plan_end`.
    over: Vec<String>,
    /// True if the index has texts. A search finds them by default, and a table never counts them.
    has_texts: bool,
}

/// The reason why there is no table.
#[derive(Debug, Error)]
pub enum ProgressError {
    /// The index cannot be read.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The table would be too large.
    #[error("{}", .0.detail)]
    TooLarge(ParamError),
}

impl Progress {
    /// Returns the last fiscal year that is over on the reference date.
    pub fn over_through(&self) -> i32 {
        over_through(self.at)
    }

    /// Returns the filters of the search that counts a number. `None` as row or column means the whole line
    /// or table. Returns `None` if no search gives the number: for entries without a value, or if filters
    /// exclude each other. The number is 0 in the second case.
    pub fn filters(&self, row: Option<usize>, column: Option<usize>, number: Number) -> Option<Filters> {
        let base = counted(&self.asked.filters)?;
        let mut filters = narrowed(&base, number, &self.over)?;
        let places = [(self.row_facet, &self.rows, row), (self.column_facet, &self.columns, column)];
        for (facet, lines, at) in places {
            if let Some(at) = at {
                filters = filters.narrowed(facet, &[lines.get(at)?.value.as_deref()?])?;
            }
        }
        // A search adds these kinds by itself, and texts.
        let planned = Kind::PLANNED.iter().map(|kind| kind.as_str());
        let by_default =
            !self.has_texts && self.asked.filters.of("kind").is_empty() && planned.eq(filters.of("kind"));
        Some(if by_default { filters.without("kind") } else { filters })
    }

    /// Returns the filters of a number, without those of its cell.
    pub fn conditions(&self, number: Number) -> Filters {
        narrowed(&Filters::default(), number, &self.over).unwrap_or_default()
    }
}

impl Search {
    /// Counts every pair of values of two facets.
    ///
    /// # Errors
    /// [`ProgressError`] if the index cannot be read or the table would be too large.
    pub fn progress(&self, params: &ProgressParams) -> Result<Progress, ProgressError> {
        let (asked, query, mut notices) = self.apart(params);
        let counted = counted(&asked.filters);
        let facets = match &counted {
            Some(base) => self.facets(&self.find(&query, base, Sort::Number, 0)?.facets, base),
            None => Vec::new(),
        };
        let base = counted.as_ref().unwrap_or(&asked.filters);
        let axis = |facet: &'static Facet| {
            let chosen = asked.filters.of(facet.key);
            let values = facets.iter().filter(|one| one.facet.key == facet.key).flat_map(|one| &one.values);
            let shown = values.filter(|value| {
                value.selected && (value.count > 0 || chosen.iter().any(|one| **one == *value.value))
                    || base.of(facet.key).is_empty()
            });
            Axis::new(facet, shown.cloned().collect(), base.of(facet.key).is_empty())
        };
        let (rows, columns) = (axis(params.rows), axis(params.columns));
        small_enough(&rows, &columns)?;
        let over = over(params.at, &self.catalogue);
        let mut table = tally::Table::new(rows, columns);
        for number in Number::ALL {
            let filters = counted.as_ref().and_then(|base| narrowed(base, number, &over));
            if let Some(filters) = filters {
                self.tally(&query, &filters, number, &mut table)?;
            }
        }
        notices.extend(self.reported_through(params.at));
        let (rows, columns, cells, total) = table.into_lines();
        let chosen = asked.filters.iter().filter_map(|(key, values)| {
            let facet = facet(key)?;
            let name = |value: &String| Parameter::value(facet, value, &self.catalogue);
            Some((facet, values.iter().map(name).collect()))
        });
        Ok(Progress {
            chosen: chosen.collect(),
            asked,
            row_facet: params.rows,
            column_facet: params.columns,
            at: params.at,
            rows,
            columns,
            cells,
            total,
            notices,
            sources: self.catalogue.plans.iter().map(source).collect(),
            index: self.facts.clone(),
            over,
            has_texts: self.catalogue.has(Kind::Text),
        })
    }

    /// Returns a notice if the reports end before the last fiscal year that is over. Later results are
    /// unknown.
    fn reported_through(&self, at: Date) -> Option<Notice> {
        let reported = self.catalogue.values.get("result_year").into_iter().flatten();
        let last = reported.filter_map(|year| year.parse::<u16>().ok()).max()?;
        let years = Parameter::Years(FiscalYears::of(last));
        let message = Message::new("notice.reported-through", [("years", years)]);
        (i32::from(last) < over_through(at)).then_some(Notice { code: "reported_through", message })
    }

    /// Separates the words from the conditions of the table. Such conditions then apply as if they had been
    /// chosen. Other conditions may stay in the words.
    fn apart(&self, params: &ProgressParams) -> (SearchParams, Query, Vec<Notice>) {
        let mut notices = Vec::new();
        let mut asked = params.search.clone();
        asked.text = cut(&asked.text, &mut notices);
        let mut of_words = Filters::default();
        let of_table = [params.rows.key, params.columns.key, "has_result", "plan_end"];
        loop {
            let query = self.query(&asked);
            let understood = query.understood.iter();
            notices.extend(understood.filter_map(|one| self.understood(one, &params.search.filters)));
            of_words = of_words.and(&query.filters());
            asked.filters = params.search.filters.before(&of_words);
            if !query.understood.iter().any(|one| of_table.contains(&one.facet.as_str())) {
                return (asked, query, notices);
            }
            asked.text = Understood::without_all(&query.understood, &asked.text);
        }
    }
}

/// Adds the kinds that a table counts, unless kinds were chosen. Texts are not counted. Returns `None` if only texts
/// were chosen.
fn counted(filters: &Filters) -> Option<Filters> {
    let chosen = filters.of("kind");
    let left: Vec<&String> = chosen.iter().filter(|kind| *kind != Kind::Text.as_str()).collect();
    match facet("kind") {
        Some(kind) if left.len() < chosen.len() => filters.narrowed(kind, &left),
        _ => Some(filters.with_planned_kinds()),
    }
}

/// Adds the filters of a number. Returns `None` if filters exclude each other.
fn narrowed(filters: &Filters, number: Number, over: &[String]) -> Option<Filters> {
    let mut narrowed = filters.clone();
    if let Some(facet) = facet("has_result").filter(|_| !number.results().is_empty()) {
        narrowed = narrowed.narrowed(facet, number.results())?;
    }
    if let Some(facet) = facet("plan_end").filter(|_| number.is_overdue()) {
        narrowed = narrowed.narrowed(facet, over)?;
    }
    Some(narrowed)
}

/// Returns the last fiscal year that is over on a day. A fiscal year ends on March 31.
fn over_through(at: Date) -> i32 {
    let this = if u8::from(at.month()) < 4 { at.year() - 1 } else { at.year() };
    this - 1
}

/// Returns the last years of plans that are over. Only years that occur are listed, since a span of a hundred
/// years would be a hundred filters.
fn over(at: Date, catalogue: &Catalogue) -> Vec<String> {
    let through = over_through(at);
    let years = catalogue.values.get("plan_end").into_iter().flatten();
    years.filter(|year| year.parse().is_ok_and(|year: i32| year <= through)).cloned().collect()
}

/// Returns the publisher and title of a plan, or its id if both are unknown.
fn source(plan: &PlanFacts) -> String {
    let known = [&plan.manifest.publisher, &plan.manifest.title];
    let known: Vec<&str> = known.into_iter().filter(|text| !text.is_empty()).map(String::as_str).collect();
    if known.is_empty() { plan.id.clone() } else { known.join(" ") }
}

fn small_enough(rows: &Axis, columns: &Axis) -> Result<(), ProgressError> {
    let (high, wide) = (rows.len(), columns.len());
    if high <= MOST_LINES && wide <= MOST_LINES && high.saturating_mul(wide) <= MOST_CELLS {
        return Ok(());
    }
    let detail = format!(
        "行が {high}、列が {wide} あり、表が大きすぎます(行と列はそれぞれ {MOST_LINES} まで、ます目は {MOST_CELLS} まで)。条件でしぼり込むか、rows か columns に値の少ない項目を指定してください。"
    );
    let param = if wide > high { "columns" } else { "rows" }.to_owned();
    Err(ProgressError::TooLarge(ParamError { param, problem: ParamProblem::BadValue, detail }))
}
