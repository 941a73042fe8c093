//! One findable unit of a plan, with everything the source says of it.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Field, Place};
use wareki::FiscalYears;

/// What sort of unit an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 施策: something the municipality set out to do.
    Measure,
    /// 除いた項目: a measure that this edition of the plan took out, kept with its result.
    Removed,
    /// 体制の項目: how the plan itself is carried out and watched.
    Framework,
    /// 用語: a note that explains a term.
    Note,
    /// 図: the caption of a figure or photograph.
    Figure,
    /// まえがき: text standing directly under a heading, period definitions included.
    Preamble,
}

impl Kind {
    /// Every kind, in the order in which people are shown them.
    pub const ALL: [Self; 6] =
        [Self::Measure, Self::Removed, Self::Framework, Self::Note, Self::Figure, Self::Preamble];

    /// The kinds a search looks at unless it names others.
    pub const SEARCHED_BY_DEFAULT: [Self; 3] = [Self::Measure, Self::Removed, Self::Framework];

    /// The value in URLs, JSON and the index.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Measure => "measure",
            Self::Removed => "removed",
            Self::Framework => "framework",
            Self::Note => "note",
            Self::Figure => "figure",
            Self::Preamble => "preamble",
        }
    }

    /// The name shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Measure => "施策",
            Self::Removed => "除いた項目",
            Self::Framework => "体制の項目",
            Self::Note => "用語",
            Self::Figure => "図",
            Self::Preamble => "まえがき",
        }
    }
}

/// One heading above an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Heading {
    /// As a person says it: `第5章`, `2`, `2-4`; empty if the heading has none.
    pub number: String,
    /// The heading's words as repaired.
    pub title: String,
}

impl Heading {
    /// Number and title in one line.
    pub fn label(&self) -> String {
        format!("{} {}", self.number, self.title).trim().to_owned()
    }
}

/// How a reporting period ended for a measure, read from the source's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Something was done and the source says what.
    Reported,
    /// Something was done, and of a part the source says that nothing was.
    Partial,
    /// 実績なし, 該当なし.
    NoneStated,
    /// 未実施.
    NotDone,
    /// 未着手.
    NotStarted,
    /// 検討中.
    UnderConsideration,
    /// 中止.
    Cancelled,
    /// 完了, within the reporting period.
    Completed,
    /// 完了, before the reporting period.
    CompletedEarlier,
    /// 廃止, 終了, before the reporting period.
    Discontinued,
    /// 対象外: not due in the reporting period.
    NotDue,
    /// An empty cell or a dash.
    Blank,
    /// The source points to another entry that carries the result.
    SeeOriginal,
}

impl Status {
    /// Every status, in the order in which people are shown them.
    pub const ALL: [Self; 13] = [
        Self::Reported,
        Self::Partial,
        Self::Completed,
        Self::NoneStated,
        Self::NotDone,
        Self::NotStarted,
        Self::UnderConsideration,
        Self::Cancelled,
        Self::CompletedEarlier,
        Self::Discontinued,
        Self::NotDue,
        Self::Blank,
        Self::SeeOriginal,
    ];

    /// The value in URLs, JSON and the index.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Partial => "partial",
            Self::NoneStated => "none_stated",
            Self::NotDone => "not_done",
            Self::NotStarted => "not_started",
            Self::UnderConsideration => "under_consideration",
            Self::Cancelled => "cancelled",
            Self::Completed => "completed",
            Self::CompletedEarlier => "completed_earlier",
            Self::Discontinued => "discontinued",
            Self::NotDue => "not_due",
            Self::Blank => "blank",
            Self::SeeOriginal => "see_original",
        }
    }

    /// The name shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Reported => "報告あり",
            Self::Partial => "一部実績なし",
            Self::NoneStated => "実績なし",
            Self::NotDone => "未実施",
            Self::NotStarted => "未着手",
            Self::UnderConsideration => "検討中",
            Self::Cancelled => "中止",
            Self::Completed => "完了",
            Self::CompletedEarlier => "期間前に完了",
            Self::Discontinued => "廃止・終了",
            Self::NotDue => "対象外",
            Self::Blank => "空欄",
            Self::SeeOriginal => "再掲元を参照",
        }
    }

    /// Whether something was done (`Some(true)`), the source says that nothing was (`Some(false)`), or
    /// there is no report of the period (`None`). A blank cell is not 実績なし.
    pub fn has_result(self) -> Option<bool> {
        match self {
            Self::Reported | Self::Partial | Self::Completed => Some(true),
            Self::NoneStated
            | Self::NotDone
            | Self::NotStarted
            | Self::UnderConsideration
            | Self::Cancelled => Some(false),
            Self::CompletedEarlier | Self::Discontinued | Self::NotDue | Self::Blank | Self::SeeOriginal => {
                None
            }
        }
    }
}

/// What was reported of an entry for one reporting period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// The fiscal years reported on, where the source says so. Not the years of the plan.
    pub years: Option<FiscalYears>,
    /// The source's words as repaired.
    pub text: String,
    /// How the words are read.
    pub status: Status,
    /// Where they stand.
    pub source: Place,
}

/// An explanation of a term that the source gives beside an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// The term explained, such as `BCP`.
    pub term: String,
    /// The explanation; begins with the term's long forms where the source puts them in parentheses.
    pub text: String,
}

/// A figure the plan sets itself. (No document read so far has any.)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Indicator {
    /// What is counted.
    pub name: String,
    /// In what unit.
    pub unit: String,
    /// Where it stood when the plan was made, as printed.
    pub baseline: Option<String>,
    /// Where it is to be, as printed.
    pub target: Option<String>,
    /// Where it stood since.
    pub actuals: Vec<IndicatorValue>,
}

/// The value of an [`Indicator`] in one fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorValue {
    /// Gregorian fiscal year.
    pub year: u16,
    /// As printed.
    pub value: String,
}

/// Where one field of an entry stands in the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// The field's name: `title`, `body`, `period`, `result`, `notes`, `title_variants`; `departments` and
    /// `related_departments` where the document names them, and not its keeper.
    pub field: String,
    /// First and last line, counted from 1.
    pub lines: [u32; 2],
}

/// One place where the printed text was repaired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RepairRecord {
    /// Line, counted from 1.
    pub line: u32,
    /// What the source has.
    pub printed: String,
    /// What we read it as.
    pub repaired: String,
    /// The rule that did it.
    pub rule: String,
}

/// A stretch of one of an entry's texts for which the source has something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repaired {
    /// In which of the entry's fields.
    pub field: Field,
    /// In which of the field's texts, counted from 0.
    pub index: usize,
    /// Bytes of that text, on character borders; empty where something was taken out.
    pub range: Range<usize>,
    /// What the source has there.
    pub printed: String,
}

/// Where an entry comes from and what was repaired on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// The document, as a path below `seeds/`.
    pub file: String,
    /// First and last line of the entry's own text (its results may stand elsewhere: see `parts`).
    pub lines: [u32; 2],
    /// Where each field stands.
    pub parts: Vec<Part>,
    /// What was repaired in these lines.
    pub repairs: Vec<RepairRecord>,
}

/// The names of an entry's departments and organisations as they are filtered by: a department under the name it
/// has today, an organisation beside the body it is a branch of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Groups {
    /// Values of the facet `department`.
    pub departments: Vec<String>,
    /// Values of the facet `related_department`.
    pub related_departments: Vec<String>,
    /// Values of the facet `organisation`.
    pub organisations: Vec<String>,
}

/// One findable unit: a measure, a removed item, a note... Its JSON form is a fixed contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// `{plan}/{local}`: ASCII, from the printed numbers, stable across rebuilds.
    pub id: String,
    /// The plan's folder below `seeds/`.
    pub plan: String,
    /// What sort of unit it is.
    pub kind: Kind,
    /// The number as a person says it (`1-1(1)`); empty if it has none.
    pub number: String,
    /// Without marks such as (再掲).
    pub title: String,
    /// Other forms of the title that the source prints.
    pub title_variants: Vec<String>,
    /// Headings from the chapter down, the entry's own heading left out.
    pub path: Vec<Heading>,
    /// Facet values of the plan's own sections the entry stands in, outermost first:
    /// `{plan}/5`, `{plan}/5-2`, `{plan}/5-2-4`. A removed item has its chapter only.
    pub sections: Vec<String>,
    /// Paragraphs and bullets as repaired, without bullet signs.
    pub body: Vec<String>,
    /// 短期, 中期, 長期...
    pub period: Option<String>,
    /// The fiscal years of that period. Not the years of the results.
    pub plan_years: Option<FiscalYears>,
    /// One report a reporting period, newest last.
    pub results: Vec<Report>,
    /// Of the newest report: see [`Status::has_result`].
    pub has_result: Option<bool>,
    /// The newest report's text.
    pub result: Option<String>,
    /// 所管, lead first, as printed.
    pub departments: Vec<String>,
    /// 関係課, as printed.
    pub related_departments: Vec<String>,
    /// Bodies that act or are partnered with, under one name each.
    pub organisations: Vec<String>,
    /// The same names as facet values.
    pub groups: Groups,
    /// 新規, 継続, 再掲, 協会事業...
    pub category: Vec<String>,
    /// The entry that this one prints again.
    pub reprint_of: Option<String>,
    /// Terms explained beside it.
    pub notes: Vec<Note>,
    /// Figures the plan sets itself.
    pub indicators: Vec<Indicator>,
    /// Where it stands in the source.
    pub source: Provenance,
    /// Where in its own texts the source has something else, in order. No part of the JSON form.
    #[serde(skip)]
    pub repaired: Vec<Repaired>,
}

impl Entry {
    /// An entry with nothing in it yet.
    pub fn new(plan: &str, local: &str, kind: Kind) -> Self {
        Self {
            id: format!("{plan}/{local}"),
            plan: plan.to_owned(),
            kind,
            number: String::new(),
            title: String::new(),
            title_variants: Vec::new(),
            path: Vec::new(),
            sections: Vec::new(),
            body: Vec::new(),
            period: None,
            plan_years: None,
            results: Vec::new(),
            has_result: None,
            result: None,
            departments: Vec::new(),
            related_departments: Vec::new(),
            organisations: Vec::new(),
            groups: Groups::default(),
            category: Vec::new(),
            reprint_of: None,
            notes: Vec::new(),
            indicators: Vec::new(),
            source: Provenance::default(),
            repaired: Vec::new(),
        }
    }

    /// Whether anything was done, in words for people.
    pub fn result_label(&self) -> &'static str {
        match self.has_result {
            Some(true) => "実績あり",
            Some(false) => "実績なし",
            None => "報告なし",
        }
    }

    /// Every line of its document that says something of it, its results among them: first and last line of each
    /// stretch, in order.
    pub fn source_spans(&self) -> Vec<[u32; 2]> {
        let mut all: Vec<[u32; 2]> = self.source.parts.iter().map(|part| part.lines).collect();
        all.push(self.source.lines);
        let reports = self.results.iter().map(|report| &report.source);
        all.extend(reports.filter(|place| place.file == self.source.file).map(|place| place.lines));
        all.retain(|[from, _]| *from > 0);
        all.sort_unstable();
        let mut spans: Vec<[u32; 2]> = Vec::new();
        for [from, to] in all {
            match spans.last_mut() {
                // A blank line parts nothing.
                Some(last) if from <= last[1] + 2 => last[1] = last[1].max(to),
                _ => spans.push([from, to]),
            }
        }
        spans
    }

    /// The same in words: `88-90行、426行`.
    pub fn source_lines(&self) -> String {
        let span = |[from, to]: [u32; 2]| {
            if from == to { format!("{from}行") } else { format!("{from}-{to}行") }
        };
        self.source_spans().into_iter().map(span).collect::<Vec<_>>().join("、")
    }

    /// The id without the plan: `5-1-1-1`.
    pub fn local(&self) -> &str {
        self.id.split_once('/').map_or(self.id.as_str(), |(_, local)| local)
    }

    /// Adds one report, keeps the reports in order of their years, and settles `has_result` and
    /// `result` from the newest. A report without years counts as the oldest.
    pub fn add_report(&mut self, report: Report) {
        self.results.push(report);
        self.results.sort_by_key(|report| report.years.map(|years| (years.last_known(), years.from)));
        if let Some(newest) = self.results.last() {
            self.has_result = newest.status.has_result();
            self.result = Some(newest.text.clone());
        }
    }
}
