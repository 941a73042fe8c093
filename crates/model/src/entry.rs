//! One findable unit of a plan, with everything the source says of it.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Field, Place};
use wareki::FiscalYears;

/// What sort of unit an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "項目の種別。")]
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
#[schemars(description = "見出し。")]
pub struct Heading {
    /// As a person says it: `第5章`, `2`, `2-4`; empty if the heading has none.
    #[schemars(description = "番号。なければ空。")]
    pub number: String,
    /// The heading's words as repaired.
    #[schemars(description = "題名。")]
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
#[schemars(description = "実績の状態。")]
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
#[schemars(description = "実績の報告。報告の期間ごとにひとつ。")]
pub struct Report {
    /// The fiscal years reported on, where the source says so. Not the years of the plan.
    #[schemars(description = "報告されている年度。")]
    pub years: Option<FiscalYears>,
    /// The source's words as repaired.
    #[schemars(description = "文。")]
    pub text: String,
    /// How the words are read.
    #[schemars(description = "状態。")]
    pub status: Status,
    /// Where they stand.
    #[schemars(description = "出典。")]
    pub source: Place,
}

/// An explanation of a term that the source gives beside an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "用語の説明。")]
pub struct Note {
    /// The term explained, such as `BCP`.
    #[schemars(description = "言葉。")]
    pub term: String,
    /// The explanation; begins with the term's long forms where the source puts them in parentheses.
    #[schemars(description = "文。")]
    pub text: String,
}

/// A figure the plan sets itself. (No document read so far has any.)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "計画の指標。")]
pub struct Indicator {
    /// What is counted.
    #[schemars(description = "指標の名前。")]
    pub name: String,
    /// In what unit.
    #[schemars(description = "単位。")]
    pub unit: String,
    /// Where it stood when the plan was made, as printed.
    #[schemars(description = "計画を作ったときの値。印刷のまま。")]
    pub baseline: Option<String>,
    /// Where it is to be, as printed.
    #[schemars(description = "目標の値。印刷のまま。")]
    pub target: Option<String>,
    /// Where it stood since.
    #[schemars(description = "その後の値。")]
    pub actuals: Vec<IndicatorValue>,
}

/// The value of an [`Indicator`] in one fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "ある年度の指標の値。")]
pub struct IndicatorValue {
    /// Gregorian fiscal year.
    #[schemars(description = "年度。")]
    pub year: u16,
    /// As printed.
    #[schemars(description = "パラメーターの値。")]
    pub value: String,
}

/// Where one field of an entry stands in the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "項目のどの部分が、元の文書のどこにあるか。")]
pub struct Part {
    /// The field's name: `title`, `body`, `period`, `result`, `notes`, `title_variants`; `departments` and
    /// `related_departments` where the document names them, and not its keeper.
    #[schemars(description = "項目のどの部分か。")]
    pub field: String,
    /// First and last line, counted from 1.
    #[schemars(description = "初めと終わりの行。1 から数えます。")]
    pub lines: [u32; 2],
}

/// One place where the printed text was repaired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "読み取りの誤りを直した所。")]
pub struct RepairRecord {
    /// Line, counted from 1.
    #[schemars(description = "行。1 から数えます。")]
    pub line: u32,
    /// What the source has.
    #[schemars(description = "印刷(読み取り)のまま。")]
    pub printed: String,
    /// What we read it as.
    #[schemars(description = "直した文。")]
    pub repaired: String,
    /// The rule that did it.
    #[schemars(description = "直した規則。")]
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
#[schemars(description = "出典と、直した所。")]
pub struct Provenance {
    /// The document, as a path below `seeds/`.
    #[schemars(description = "文書。")]
    pub file: String,
    /// First and last line of the entry's own text (its results may stand elsewhere: see `parts`).
    #[schemars(description = "初めと終わりの行。1 から数えます。")]
    pub lines: [u32; 2],
    /// Where each field stands.
    #[schemars(description = "部分ごとの行。")]
    pub parts: Vec<Part>,
    /// What was repaired in these lines.
    #[schemars(description = "直した所。")]
    pub repairs: Vec<RepairRecord>,
}

/// The names of an entry's departments and organisations as they are filtered by: a department under the name it
/// has today, an organisation beside the body it is a branch of.
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

/// One findable unit: a measure, a removed item, a note... Its JSON form is a fixed contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// `{plan}/{local}`: ASCII, from the printed numbers, stable across rebuilds.
    #[schemars(description = "「計画/番号」の形の名前。索引を作り直しても変わりません。")]
    pub id: String,
    /// The plan's folder below `seeds/`.
    #[schemars(description = "計画。")]
    pub plan: String,
    /// What sort of unit it is.
    #[schemars(description = "種別。")]
    pub kind: Kind,
    /// The number as a person says it (`1-1(1)`); empty if it has none.
    #[schemars(description = "番号。なければ空。")]
    pub number: String,
    /// Without marks such as (再掲).
    #[schemars(description = "題名。")]
    pub title: String,
    /// Other forms of the title that the source prints.
    #[schemars(description = "印刷されている別の題名。")]
    pub title_variants: Vec<String>,
    /// Headings from the chapter down, the entry's own heading left out.
    #[schemars(description = "章からの見出し。")]
    pub path: Vec<Heading>,
    /// Facet values of the plan's own sections the entry stands in, outermost first:
    /// `{plan}/5`, `{plan}/5-2`, `{plan}/5-2-4`. A removed item has its chapter only.
    #[schemars(description = "章・政策・項の絞り込みの値。")]
    pub sections: Vec<String>,
    /// Paragraphs and bullets as repaired, without bullet signs.
    #[schemars(description = "本文。段落または箇条ごと。")]
    pub body: Vec<String>,
    /// 短期, 中期, 長期...
    #[schemars(description = "計画区分。")]
    pub period: Option<String>,
    /// The fiscal years of that period. Not the years of the results.
    #[schemars(description = "計画の年度。")]
    pub plan_years: Option<FiscalYears>,
    /// One report a reporting period, newest last.
    #[schemars(description = "実績の報告。新しいものが最後。")]
    pub results: Vec<Report>,
    /// Of the newest report: see [`Status::has_result`].
    #[schemars(description = "最新の実績: あり(true)、なし(false)、報告なし(null)。")]
    pub has_result: Option<bool>,
    /// The newest report's text.
    #[schemars(description = "最新の実績の文。")]
    pub result: Option<String>,
    /// 所管, lead first, as printed.
    #[schemars(description = "担当課。")]
    pub departments: Vec<String>,
    /// 関係課, as printed.
    #[schemars(description = "関係課。")]
    pub related_departments: Vec<String>,
    /// Bodies that act or are partnered with, under one name each.
    #[schemars(description = "団体。")]
    pub organisations: Vec<String>,
    /// The same names as facet values.
    #[schemars(description = "絞り込みに使う名前。")]
    pub groups: Groups,
    /// 新規, 継続, 再掲, 協会事業...
    #[schemars(description = "区分(再掲、協会事業など)。")]
    pub category: Vec<String>,
    /// The entry that this one prints again.
    #[schemars(description = "再掲なら、元の項目の id。")]
    pub reprint_of: Option<String>,
    /// Terms explained beside it.
    #[schemars(description = "用語の説明。")]
    pub notes: Vec<Note>,
    /// Figures the plan sets itself.
    #[schemars(description = "指標。")]
    pub indicators: Vec<Indicator>,
    /// Where it stands in the source.
    #[schemars(description = "出典。")]
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
