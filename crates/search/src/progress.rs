//! Use case "progress": the state of a plan, counted for each pair of values of two facets. Every number is
//! the hit count of a search that can be run.

mod params;
mod tally;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use thiserror::Error;
use time::Date;

use super::{
    IndexFacts, Notice, ParamError, ParamProblem, Search, SearchParams,
    run::{cut, names_report_years},
};
pub use params::{ProgressParams, read_progress_params};
use shisaku_engine::{EngineError, Sort};
use shisaku_messages::Parameter;
use shisaku_model::{Facet, Filters, Kind, PlanFacts, facet::facet, japan};
use shisaku_query::{Query, Understood};
use tally::Axis;
use wareki::FiscalYears;

/// Maximum number of cells. A larger table gives no overview, and each cell takes some hundred bytes of an
/// answer.
const MOST_CELLS: usize = 10_000;
/// Maximum number of rows or of columns. Spreadsheets have no room for more, since a column holds several
/// numbers.
const MOST_LINES: usize = 2_000;

/// A number in a cell. With, without, no report and waiting add up to the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// All entries.
    Total,
    /// Entries for which something was done, by a report that reaches into their years.
    With,
    /// Entries for which nothing was done, by a report that reaches into their years.
    Without,
    /// Entries whose reports all ended before their years.
    Waiting,
    /// Entries for which the source says nothing.
    NoReport,
    /// Entries whose last year is over, and of which the report on it says that nothing was done.
    Overdue,
}

/// Facets with the values of a search.
type Conditions = &'static [(&'static str, &'static [&'static str])];

impl Number {
    /// All numbers, in order.
    pub const ALL: [Self; 6] =
        [Self::Total, Self::With, Self::Without, Self::Waiting, Self::NoReport, Self::Overdue];

    /// The numbers that add up to the total.
    pub const PARTS: [Self; 4] = [Self::With, Self::Without, Self::Waiting, Self::NoReport];

    /// Name of the JSON member, Japanese label, and the conditions of its search.
    fn facts(self) -> (&'static str, &'static str, Conditions) {
        match self {
            Self::Total => ("total", "件数", &[]),
            Self::With => ("with", "実績あり", &[("has_result", &["true"]), ("report_covers", &["period"])]),
            Self::Without => {
                ("without", "実績なし", &[("has_result", &["false"]), ("report_covers", &["period"])])
            }
            Self::Waiting => ("waiting", "計画期間の報告待ち", &[("report_covers", &["before"])]),
            Self::NoReport => (
                "no_report",
                "報告なし",
                &[("has_result", &["unknown"]), ("report_covers", &["period", "none"])],
            ),
            Self::Overdue => ("overdue", "期限超過", &[("overdue", &["true"])]),
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
}

/// The numbers of a cell, a row, a column or the whole table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    numbers: [usize; Number::ALL.len()],
    /// The fiscal years that the reports on its entries cover, from the first to the last.
    pub reported: Option<FiscalYears>,
}

impl Counts {
    /// Returns one number, in entries.
    pub fn get(&self, number: Number) -> usize {
        self.numbers[number as usize]
    }

    /// Returns the share of a number in the total, in percent, rounded half up. 0 if there are no entries.
    pub fn percent(&self, number: Number) -> usize {
        let total = self.get(Number::Total);
        (self.get(number) * 200 + total).checked_div(total * 2).unwrap_or_default()
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
    /// True if the table counts removed items.
    pub counts_removed: bool,
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
        japan::fiscal_year_over(self.at)
    }

    /// Returns the filters of the search that counts a number. `None` as row or column means the whole line
    /// or table. Returns `None` if no search gives the number: for entries without a value, or if filters
    /// exclude each other. The number is 0 in the second case.
    pub fn filters(&self, row: Option<usize>, column: Option<usize>, number: Number) -> Option<Filters> {
        let base = counted(&self.asked.filters)?;
        let mut filters = narrowed(&base, number)?;
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
        narrowed(&Filters::default(), number).unwrap_or_default()
    }
}

impl Search {
    /// Counts every pair of values of two facets.
    ///
    /// # Errors
    /// [`ProgressError`] if the index cannot be read or the table would be too large.
    pub fn progress(&self, params: &ProgressParams) -> Result<Progress, ProgressError> {
        let (asked, query, mut notices) = self.apart(params);
        let of_years = [params.rows.key, params.columns.key].contains(&"result_year")
            || !asked.filters.of("result_year").is_empty()
            || names_report_years(&query);
        notices.extend(of_years.then(|| self.newest_report()).flatten());
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
        let mut table = tally::Table::new(rows, columns);
        for number in Number::ALL {
            let filters = counted.as_ref().and_then(|base| narrowed(base, number));
            if let Some(filters) = filters {
                self.tally(&query, &filters, number, &mut table)?;
            }
        }
        if let Some(base) = &counted {
            let years =
                facets.iter().filter(|one| one.facet.key == "result_year").flat_map(|one| &one.values);
            self.reported(
                &query,
                base,
                &years.filter(|year| year.count > 0).collect::<Vec<_>>(),
                &mut table,
            )?;
        }
        let kinds = counted.as_ref().map(|base| base.of("kind")).unwrap_or_default();
        let counts_removed =
            self.catalogue.has(Kind::Removed) && kinds.iter().any(|kind| kind == Kind::Removed.as_str());
        let (rows, columns, cells, total) = table.into_lines();
        let chosen = asked.filters.iter().filter_map(|(key, values)| {
            let facet = facet(key)?;
            let name = |value: &String| Parameter::value(facet, value, &self.catalogue);
            Some((facet, values.iter().map(name).collect()))
        });
        Ok(Progress {
            chosen: chosen.collect(),
            at: asked.filters.at.unwrap_or_else(japan::today),
            asked,
            row_facet: params.rows,
            column_facet: params.columns,
            rows,
            columns,
            cells,
            total,
            notices,
            sources: self.catalogue.plans.iter().map(source).collect(),
            index: self.facts.clone(),
            counts_removed,
            has_texts: self.catalogue.has(Kind::Text),
        })
    }

    /// Separates the words from the conditions of the table. Such conditions then apply as if they had been
    /// chosen. Other conditions may stay in the words.
    fn apart(&self, params: &ProgressParams) -> (SearchParams, Query, Vec<Notice>) {
        let mut notices = Vec::new();
        let mut asked = params.search.clone();
        asked.text = cut(&asked.text, &mut notices);
        let mut of_words = Filters::default();
        let of_table = [params.rows.key, params.columns.key, "has_result", "report_covers", "overdue"];
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
fn narrowed(filters: &Filters, number: Number) -> Option<Filters> {
    let (.., conditions) = number.facts();
    let add = |filters: Filters, (key, values): &(&str, &[&str])| filters.narrowed(facet(key)?, values);
    conditions.iter().try_fold(filters.clone(), add)
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
