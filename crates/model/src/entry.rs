//! An entry: one searchable unit of a plan, with everything that the source says about it.

use std::{ops::Range, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Field, japan};
use time::Date;
use wareki::FiscalYears;

mod provenance;
mod report;
#[cfg(test)]
mod tests;

pub use provenance::{Part, Provenance, RepairRecord};
pub use report::{Covers, Report, Status};

/// The kind of an entry.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[schemars(description = "項目の種別。")]
pub enum Kind {
    /// 施策: a measure that the municipality set out to take.
    #[default]
    Measure,
    /// 除いた項目: a measure removed in this edition of the plan, kept with its result.
    Removed,
    /// 体制の項目: how the plan itself is carried out and monitored.
    Framework,
    /// 本文: text of a document that is no part of a measure. Kept so that nothing read is lost.
    Text,
    /// 用語: a note that explains a term.
    Note,
    /// 図: the caption of a figure or photograph.
    Figure,
    /// まえがき: text directly under a heading, such as the definition of a period.
    Preamble,
}

impl Kind {
    /// Every kind, in display order.
    pub const ALL: [Self; 7] =
        [Self::Measure, Self::Removed, Self::Framework, Self::Text, Self::Note, Self::Figure, Self::Preamble];

    /// The kinds that a search covers by default: [`Kind::PLANNED`], and texts.
    pub const SEARCHED_BY_DEFAULT: [Self; 4] = [Self::Measure, Self::Removed, Self::Framework, Self::Text];

    /// The kinds that state planned work. Only they have results, departments and organisations, and only they
    /// count as progress.
    pub const PLANNED: [Self; 3] = [Self::Measure, Self::Removed, Self::Framework];

    /// True for the kinds of [`Kind::PLANNED`].
    pub fn is_planned(self) -> bool {
        Self::PLANNED.contains(&self)
    }

    /// The value in URLs, JSON and the index.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The name shown to readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Measure => "施策",
            Self::Removed => "除いた項目",
            Self::Framework => "体制の項目",
            Self::Text => "本文",
            Self::Note => "用語",
            Self::Figure => "図",
            Self::Preamble => "まえがき",
        }
    }
}

/// A heading above an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "見出し。")]
pub struct Heading {
    /// The heading's number as printed: `第5章`, `2`, `2-4`. Empty if it has none.
    #[schemars(description = "番号。なければ空。")]
    pub number: String,
    /// The heading's text as repaired.
    #[schemars(description = "題名。")]
    pub title: String,
}

impl Heading {
    /// Number and title on one line.
    pub fn label(&self) -> String {
        format!("{} {}", self.number, self.title).trim().to_owned()
    }
}

/// An explanation of a term, printed beside an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "用語の説明。")]
pub struct Note {
    /// The term, such as `BCP`.
    #[schemars(description = "言葉。")]
    pub term: String,
    /// The explanation. It begins with the term's long forms if the source gives them in parentheses.
    #[schemars(description = "文。")]
    pub text: String,
}

/// A target figure that the plan sets. No document read so far has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "計画の指標。")]
pub struct Indicator {
    /// The quantity measured.
    #[schemars(description = "指標の名前。")]
    pub name: String,
    /// The unit of the values.
    #[schemars(description = "単位。")]
    pub unit: String,
    /// The value when the plan was made, as printed.
    #[schemars(description = "計画を作ったときの値。印刷のまま。")]
    pub baseline: Option<String>,
    /// The value aimed at, as printed.
    #[schemars(description = "目標の値。印刷のまま。")]
    pub target: Option<String>,
    /// The values measured since.
    #[schemars(description = "その後の値。")]
    pub actuals: Vec<IndicatorValue>,
}

/// The value of an [`Indicator`] in one fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "ある年度の指標の値。")]
pub struct IndicatorValue {
    /// The fiscal year, as the Gregorian year of its April.
    #[schemars(description = "年度。")]
    pub year: u16,
    /// The value as printed.
    #[schemars(description = "パラメーターの値。")]
    pub value: String,
}

/// Departments and organisations of an entry, as facet values. A department has its current name; an
/// organisation comes with the body that it is a branch of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(description = "絞り込みに使う、課と団体の名前。")]
pub struct Groups {
    /// Values of the facet `department`.
    #[schemars(description = "担当課。")]
    pub departments: Vec<String>,
    /// Values of the facet `related_department`.
    #[schemars(description = "関係課。")]
    pub related_departments: Vec<String>,
    /// Values of the facet `organisation`.
    #[schemars(description = "団体。")]
    pub organisations: Vec<String>,
}

/// A range of an entry's text that differs from the printed text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repaired {
    /// The field of the entry.
    pub field: Field,
    /// Index among the texts of the field, counted from 0.
    pub index: usize,
    /// Byte range in that text, on character boundaries. Empty if printed text was deleted.
    pub range: Range<usize>,
    /// The printed text.
    pub printed: String,
}

/// A searchable unit: a measure, a removed item, a note or another [`Kind`]. Its JSON form is a fixed
/// contract.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// `{plan}/{local}`: ASCII, derived from the printed numbers, stable across builds.
    #[schemars(description = "「計画/番号」の形の名前。索引を作り直しても変わりません。")]
    pub id: String,
    /// The plan's folder below `seeds/`.
    #[schemars(description = "計画。")]
    pub plan: String,
    /// The municipality whose plan it is, as the publisher in `plan.toml`. `None` if no publisher is stated.
    #[schemars(description = "計画を発行した自治体。示されていなければ null。")]
    pub municipality: Option<String>,
    /// The kind of the entry.
    #[schemars(description = "種別。")]
    pub kind: Kind,
    /// The printed number (`1-1(1)`). Empty if the entry has none.
    #[schemars(description = "番号。なければ空。")]
    pub number: String,
    /// The title, without marks such as (再掲).
    #[schemars(description = "題名。")]
    pub title: String,
    /// Other forms of the title that the source prints.
    #[schemars(description = "印刷されている別の題名。")]
    pub title_variants: Vec<String>,
    /// The headings above the entry, from the chapter down, without the entry's own. Its siblings share them.
    #[schemars(description = "章からの見出し。")]
    pub path: Arc<[Heading]>,
    /// Ids of the sections that contain the entry, outermost first: `{plan}/5`, `{plan}/5-2`,
    /// `{plan}/5-2-4`. They are facet values. A removed item has its chapter only.
    #[schemars(description = "章・政策・項の絞り込みの値。")]
    pub sections: Arc<[String]>,
    /// Paragraphs and bullets as repaired, without bullet signs.
    #[schemars(description = "本文。段落または箇条ごと。")]
    pub body: Vec<String>,
    /// The period of the plan: 短期, 中期, 長期.
    #[schemars(description = "計画区分。")]
    pub period: Option<String>,
    /// The fiscal years of the period. They are not the years of the results.
    #[schemars(description = "計画の年度。")]
    pub plan_years: Option<FiscalYears>,
    /// One report for each reporting period, newest last.
    #[schemars(description = "実績の報告。新しいものが最後。")]
    pub results: Vec<Report>,
    /// [`Status::has_result`] of the newest report.
    #[schemars(description = "最新の実績: あり(true)、なし(false)、報告なし(null)。")]
    pub has_result: Option<bool>,
    /// How far the reports reach into [`Entry::plan_years`]. `None` for a kind that plans nothing.
    #[schemars(
        description = "実績の報告が計画の年度にかかるか(period)、その前に終わったか(before)、報告がないか(none)。施策などでなければ null。"
    )]
    pub report_covers: Option<Covers>,
    /// Text of the newest report.
    #[schemars(description = "最新の実績の文。")]
    pub result: Option<String>,
    /// Departments in charge (所管), as printed, the leading one first.
    #[schemars(description = "担当課。")]
    pub departments: Vec<String>,
    /// Related departments (関係課), as printed.
    #[schemars(description = "関係課。")]
    pub related_departments: Vec<String>,
    /// Organisations that act or cooperate, each under one name.
    #[schemars(description = "団体。")]
    pub organisations: Vec<String>,
    /// Departments and organisations as facet values.
    #[schemars(description = "絞り込みに使う名前。")]
    pub groups: Groups,
    /// Categories: 新規, 継続, 再掲, 協会事業.
    #[schemars(description = "区分(再掲、協会事業など)。")]
    pub category: Vec<String>,
    /// Id of the entry that this one reprints.
    #[schemars(description = "再掲なら、元の項目の id。")]
    pub reprint_of: Option<String>,
    /// Terms explained beside the entry.
    #[schemars(description = "用語の説明。")]
    pub notes: Vec<Note>,
    /// Target figures of the entry.
    #[schemars(description = "指標。")]
    pub indicators: Vec<Indicator>,
    /// Location in the source.
    #[schemars(description = "出典。")]
    pub source: Provenance,
    /// Ranges of the entry's texts that differ from the print, in order. Not part of the JSON form.
    #[serde(skip)]
    pub repaired: Vec<Repaired>,
}

impl Entry {
    /// An empty entry.
    pub fn new(plan: &str, local: &str, kind: Kind) -> Self {
        let report_covers = kind.is_planned().then_some(Covers::None);
        Self { id: format!("{plan}/{local}"), plan: plan.to_owned(), kind, report_covers, ..Self::default() }
    }

    /// [`Entry::has_result`] in words for readers.
    pub fn result_label(&self) -> &'static str {
        match self.has_result {
            Some(true) => "実績あり",
            Some(false) => "実績なし",
            None => "報告なし",
        }
    }

    /// [`Entry::has_result`] as a value of the facet: `true`, `false` or `unknown`. `None` for a text: it plans
    /// nothing, so that no report of it is missing.
    pub fn result_value(&self) -> Option<&'static str> {
        match self.has_result {
            Some(true) => Some("true"),
            Some(false) => Some("false"),
            None => (self.kind != Kind::Text).then_some("unknown"),
        }
    }

    /// The id without the plan: `5-1-1-1`.
    pub fn local(&self) -> &str {
        self.id.split_once('/').map_or(self.id.as_str(), |(_, local)| local)
    }

    /// The current names of its departments, each once: the leads first, then the related ones.
    pub fn offices(&self) -> impl Iterator<Item = &str> {
        let Groups { departments, related_departments, .. } = &self.groups;
        let related = related_departments.iter().filter(|name| !departments.contains(name));
        departments.iter().chain(related).map(String::as_str)
    }

    /// The last year of the plan, if a report that covers it says that nothing was done, and no report from the
    /// first year of the plan on says that something was. The entry is overdue (期限超過) from the end of that year.
    ///
    /// `None` if no report covers that year, since silence accuses nobody: a report on later years says nothing
    /// about it either. Also `None` for a removed item, of which nothing is due any more.
    pub fn undone_in(&self) -> Option<u16> {
        let plan = self.plan_years.filter(|_| self.kind != Kind::Removed)?;
        let end = plan.last()?;
        let covers =
            |years: FiscalYears| years.first().is_none_or(|first| first <= end) && years.last_known() >= end;
        let says =
            |done: bool| self.results.iter().filter(move |report| report.status.has_result() == Some(done));
        let undone = says(false).any(|report| report.years.is_some_and(covers));
        // A report without years may be about any.
        let since = |years: FiscalYears| plan.first().is_none_or(|first| years.last_known() >= first);
        let done = says(true).any(|report| report.years.is_none_or(since));
        (undone && !done).then_some(end)
    }

    /// True if the entry is overdue on a day.
    pub fn is_overdue(&self, at: Date) -> bool {
        self.undone_in().is_some_and(|year| i32::from(year) <= japan::fiscal_year_over(at))
    }

    /// Adds a report, sorts the reports by year, and sets `has_result`, `result` and `report_covers`. A
    /// report without years counts as the oldest. The years of the plan must be set before.
    pub fn add_report(&mut self, report: Report) {
        self.results.push(report);
        self.results.sort_by_key(|report| report.years.map(|years| (years.last_known(), years.first())));
        if let Some(newest) = self.results.last() {
            self.has_result = newest.status.has_result();
            self.result = Some(newest.text.clone());
            // Nothing is due any more of a removed item, so that it waits for no report.
            let due = self.plan_years.filter(|_| self.kind != Kind::Removed);
            self.report_covers = Some(Covers::of(&self.results, due));
        }
    }
}
