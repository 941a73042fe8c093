//! Use case "progress": how far a plan has come, counted for each pair of values of two facets. Every number is
//! the count of a search, so that it can be asked for as one.

mod params;
mod tally;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use thiserror::Error;
use time::Date;

use super::{IndexFacts, Notice, ParamError, ParamProblem, Search, SearchParams, run::cut};
pub use params::{ProgressParams, read_progress_params};
use shisaku_engine::EngineError;
use shisaku_model::{Catalogue, Facet, Filters, Kind, PlanFacts, facet::facet};
use shisaku_query::{Query, Understood};
use tally::Axis;
use wareki::FiscalYears;

/// Cells of a table: more are no overview, and each is some hundred bytes of an answer.
const MOST_CELLS: usize = 10_000;
/// Rows or columns of a table; spreadsheets have no more room for what stands in a column.
const MOST_LINES: usize = 2_000;

/// One of the numbers that stand in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// All entries.
    Total,
    /// Something was done.
    With,
    /// The source says that nothing was done.
    Without,
    /// The source says nothing.
    NoReport,
    /// The last year of its plan is over, and nothing is reported as done.
    Overdue,
    /// The same where nothing at all is reported.
    OverdueNoReport,
}

impl Number {
    /// Every number, in order.
    pub const ALL: [Self; 6] =
        [Self::Total, Self::With, Self::Without, Self::NoReport, Self::Overdue, Self::OverdueNoReport];

    /// Its JSON member.
    pub fn key(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::With => "with",
            Self::Without => "without",
            Self::NoReport => "no_report",
            Self::Overdue => "overdue",
            Self::OverdueNoReport => "overdue_no_report",
        }
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Total => "件数",
            Self::With => "実績あり",
            Self::Without => "実績なし",
            Self::NoReport => "報告なし",
            Self::Overdue => "期限超過",
            Self::OverdueNoReport => "期限超過(報告なし)",
        }
    }

    fn results(self) -> &'static [&'static str] {
        match self {
            Self::Total => &[],
            Self::With => &["true"],
            Self::Without => &["false"],
            Self::NoReport | Self::OverdueNoReport => &["unknown"],
            Self::Overdue => &["false", "unknown"],
        }
    }

    fn is_overdue(self) -> bool {
        matches!(self, Self::Overdue | Self::OverdueNoReport)
    }
}

/// The numbers of a cell, a row, a column or the whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts([usize; Number::ALL.len()]);

impl Counts {
    /// One of them, in entries.
    pub fn get(&self, number: Number) -> usize {
        self.0[number as usize]
    }
}

/// A row or a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The facet's value; `None` for the entries that have none.
    pub value: Option<Arc<str>>,
    /// For people.
    pub label: Arc<str>,
    /// The value that stands above it, of this facet or of the one above.
    pub parent: Option<Arc<str>>,
    /// Of the whole line. An entry with several values counts in several lines, and once here.
    pub counts: Counts,
}

/// A table of progress.
pub struct Progress {
    /// What is asked of the search behind every number: words, how they are met, and what was chosen. Words that
    /// were read as conditions of this table are among the conditions and no longer among the words.
    pub asked: SearchParams,
    /// What the rows are.
    pub row_facet: &'static Facet,
    /// What the columns are.
    pub column_facet: &'static Facet,
    /// The day for which it is told what is overdue.
    pub at: Date,
    /// In natural order; entries without a value come last, if there are any.
    pub rows: Vec<Line>,
    /// Like [`Self::rows`].
    pub columns: Vec<Line>,
    /// Rows of cells.
    pub cells: Vec<Vec<Counts>>,
    /// Of all entries that the words and conditions find.
    pub total: Counts,
    /// What the person should know about how the words were read.
    pub notices: Vec<Notice>,
    /// What was chosen, in words: a facet's name and those of its values.
    pub chosen: Vec<(&'static str, Vec<String>)>,
    /// The plans in it, by their names.
    pub sources: Vec<String>,
    /// The index that was asked.
    pub index: IndexFacts,
    /// The last years of plans that are over, as values of `plan_end`.
    over: Vec<String>,
}

/// Why there is no table.
#[derive(Debug, Error)]
pub enum ProgressError {
    /// The index cannot be read.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// It would be too large.
    #[error("{}", .0.detail)]
    TooLarge(ParamError),
}

impl Progress {
    /// The last fiscal year that is over.
    pub fn over_through(&self) -> i32 {
        over_through(self.at)
    }

    /// What is chosen in the search that counts a number of a cell; of a whole row, column or table where one
    /// or both places are `None`. Nothing where no search can ask for it: entries without a value, or conditions
    /// that exclude one another (and then the number is 0).
    pub fn filters(&self, row: Option<usize>, column: Option<usize>, number: Number) -> Option<Filters> {
        let base = self.asked.filters.with_default_kinds();
        let mut filters = narrowed(&base, number, &self.over)?;
        let places = [(self.row_facet, &self.rows, row), (self.column_facet, &self.columns, column)];
        for (facet, lines, at) in places {
            if let Some(at) = at {
                filters = filters.narrowed(facet, &[lines.get(at)?.value.as_deref()?])?;
            }
        }
        // What a search adds by itself need not be asked for.
        let default = Kind::SEARCHED_BY_DEFAULT.iter().map(|kind| kind.as_str());
        let by_default = self.asked.filters.of("kind").is_empty() && default.eq(filters.of("kind"));
        Some(if by_default { filters.without("kind") } else { filters })
    }

    /// What a number asks for beside its place.
    pub fn conditions(&self, number: Number) -> Filters {
        narrowed(&Filters::default(), number, &self.over).unwrap_or_default()
    }
}

impl Search {
    /// Counts every pair of values of two facets.
    ///
    /// # Errors
    /// When the index cannot be read, or the table would be too large to be looked at.
    pub fn progress(&self, params: &ProgressParams) -> Result<Progress, ProgressError> {
        let (asked, query, mut notices) = self.apart(params);
        let base = asked.filters.with_default_kinds();
        let whole = self.hits(&query, &base)?;
        let facets = self.facets(&whole.facets, &base);
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
            if let Some(filters) = narrowed(&base, number, &over) {
                self.tally(&query, &filters, number, &mut table)?;
            }
        }
        notices.extend(self.reported_through(params.at));
        let (rows, columns, cells, total) = table.into_lines();
        let chosen = asked.filters.iter().filter_map(|(key, values)| {
            let facet = facet(key)?;
            let label = |value: &String| facet.value_label(value, &self.catalogue);
            Some((facet.label, values.iter().map(label).collect()))
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
        })
    }

    /// What nobody can know from these documents: whatever was done after the last year that they report on.
    fn reported_through(&self, at: Date) -> Option<Notice> {
        let reported = self.catalogue.values.get("result_year").into_iter().flatten();
        let last = reported.filter_map(|year| year.parse::<u16>().ok()).max()?;
        let message = format!(
            "実績の報告は{}までです。それより後に行われたことは、この表では分かりません。",
            FiscalYears::new(last, last).in_eras()
        );
        (i32::from(last) < over_through(at)).then_some(Notice { code: "reported_through", message })
    }

    /// The words apart from what of them was read as a condition of the table, which then holds as if it had been
    /// chosen. Other conditions in words may stay where they are.
    fn apart(&self, params: &ProgressParams) -> (SearchParams, Query, Vec<Notice>) {
        let mut notices = Vec::new();
        let mut asked = params.search.clone();
        asked.text = cut(&asked.text, &mut notices);
        let mut of_words = Filters::default();
        let of_table = [params.rows.key, params.columns.key, "has_result", "plan_end"];
        loop {
            let query = self.query(&asked, &mut Vec::new());
            notices.extend(query.understood.iter().map(|one| self.understood(one, &params.search.filters)));
            of_words = of_words.and(&query.filters());
            asked.filters = params.search.filters.before(&of_words);
            if !query.understood.iter().any(|one| of_table.contains(&one.facet.as_str())) {
                return (asked, query, notices);
            }
            asked.text = Understood::without_all(&query.understood, &asked.text);
        }
    }
}

/// The filters, and what a number asks for beside them.
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

/// The last fiscal year that is over on a day. It ends on March 31.
fn over_through(at: Date) -> i32 {
    let this = if u8::from(at.month()) < 4 { at.year() - 1 } else { at.year() };
    this - 1
}

/// The last years of plans that are over. Those that occur: a span of a hundred years would be a hundred conditions.
fn over(at: Date, catalogue: &Catalogue) -> Vec<String> {
    let through = over_through(at);
    let years = catalogue.values.get("plan_end").into_iter().flatten();
    years.filter(|year| year.parse().is_ok_and(|year: i32| year <= through)).cloned().collect()
}

/// A plan's name and who publishes it, as far as they are known.
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
