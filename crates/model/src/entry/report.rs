//! Reports on the results of an entry.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::VariantArray;

use wareki::FiscalYears;

use crate::Place;

/// Outcome of a measure in a reporting period, derived from the wording of the source.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[schemars(description = "実績の状態。")]
pub enum Status {
    /// Something was done, and the source says what.
    Reported,
    /// Something was done, but the source says of one part that nothing was.
    Partial,
    /// 実績なし, 該当なし.
    NoneStated,
    /// 未実施.
    NotDone,
    /// 未着手.
    NotStarted,
    /// 検討中.
    UnderConsideration,
    /// 中止, 見送り, 延期.
    Cancelled,
    /// 完了, within the reporting period.
    Completed,
    /// 完了, before the reporting period.
    CompletedEarlier,
    /// 廃止 or 終了, before the reporting period.
    Discontinued,
    /// 対象外: not due in the reporting period.
    NotDue,
    /// An empty cell or a dash. Also 集計中 and 未確定: the value is still to come, although the report is due,
    /// so it is not [`Status::NotDue`].
    Blank,
    /// The source refers to another entry, which has the result.
    SeeOriginal,
}

impl Status {
    /// Every status.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The value in URLs, JSON and the index.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The name shown to readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Reported => "報告あり",
            Self::Partial => "一部実施",
            Self::NoneStated => "実績なし",
            Self::NotDone => "未実施",
            Self::NotStarted => "未着手",
            Self::UnderConsideration => "検討中",
            Self::Cancelled => "中止・見送り",
            Self::Completed => "完了",
            Self::CompletedEarlier => "期間前に完了",
            Self::Discontinued => "廃止・終了",
            Self::NotDue => "対象外",
            Self::Blank => "空欄・集計中",
            Self::SeeOriginal => "再掲元を参照",
        }
    }

    /// `Some(true)` if something was done. `Some(false)` if the source says that nothing was. `None` if
    /// there is no report for the period.
    ///
    /// A blank cell is `None`: it does not say 実績なし.
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

/// The report on an entry for one reporting period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "実績の報告。報告の期間ごとにひとつ。")]
pub struct Report {
    /// The fiscal years reported on, if the source names them. They are not the years of the plan.
    #[schemars(description = "報告されている年度。")]
    pub years: Option<FiscalYears>,
    /// The report's text as repaired.
    #[schemars(description = "文。")]
    pub text: String,
    /// The outcome that the text states.
    #[schemars(description = "状態。")]
    pub status: Status,
    /// Location of the text in the source.
    #[schemars(description = "出典。")]
    pub source: Place,
}

/// How far the reports on a measure reach into the years of its plan.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[schemars(description = "実績の報告が、計画の年度にかかっているかどうか。")]
pub enum Covers {
    /// A report reaches into the years of the plan, or nothing says that it ended before.
    Period,
    /// All reports ended before the first year of the plan. The measure waits for a report on its own years.
    Before,
    /// There is no report.
    None,
}

impl Covers {
    /// The value in URLs, JSON and the index.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The name shown to readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Period => "計画期間の報告あり",
            Self::Before => "計画期間の報告待ち",
            Self::None => "報告なし",
        }
    }

    /// Compares reports with the years of a plan. A report counts if it says whether something was done.
    pub(super) fn of(reports: &[Report], plan: Option<FiscalYears>) -> Self {
        let begins = plan.and_then(FiscalYears::first);
        // A report without years, or without an end, may reach into any year.
        let reaches = |report: &Report| {
            let ends = report.years.and_then(FiscalYears::last);
            ends.zip(begins).is_none_or(|(end, begin)| end >= begin)
        };
        let telling = || reports.iter().filter(|report| report.status.has_result().is_some());
        match telling().any(reaches) {
            true => Self::Period,
            false if telling().next().is_some() => Self::Before,
            false => Self::None,
        }
    }
}
