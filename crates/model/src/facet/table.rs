//! The facets themselves, in display order.

use super::{Accepts, Facet, UNSTATED, years};
use crate::{Entry, Kind, Status};

/// Every facet, in display order.
pub const FACETS: &[Facet] = &[
    Facet {
        key: "kind",
        label: "種別",
        values: |entry| vec![entry.kind.as_str().to_owned()],
        fixed: || Kind::ALL.map(|kind| (kind.as_str(), kind.label())).to_vec(),
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "period",
        label: "計画区分",
        values: |entry| entry.period.iter().cloned().collect(),
        fixed: || ["短期", "中期", "長期", "前期", "後期", "通年", "継続"].map(|p| (p, p)).to_vec(),
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "has_result",
        label: "実績",
        values: |entry| vec![has_result_value(entry.has_result).to_owned()],
        fixed: || vec![("true", "あり"), ("false", "なし"), ("unknown", "報告なし")],
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "plan",
        label: "計画",
        values: |entry| vec![entry.plan.clone()],
        fixed: Vec::new,
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "chapter",
        label: "章",
        values: |entry| section_at(entry, 0),
        fixed: Vec::new,
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "policy",
        label: "政策",
        values: |entry| section_at(entry, 1),
        fixed: Vec::new,
        accepts: Accepts::Listed,
        above: Some("chapter"),
    },
    Facet {
        key: "subsection",
        label: "項",
        values: |entry| section_at(entry, 2),
        fixed: Vec::new,
        accepts: Accepts::Listed,
        above: Some("policy"),
    },
    Facet {
        key: "department",
        label: "担当課",
        values: |entry| match entry.groups.departments.as_slice() {
            [] => vec![UNSTATED.to_owned()],
            departments => departments.to_vec(),
        },
        fixed: Vec::new,
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "related_department",
        label: "関係課",
        values: |entry| entry.groups.related_departments.clone(),
        fixed: Vec::new,
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "organisation",
        label: "団体",
        values: |entry| entry.groups.organisations.clone(),
        fixed: Vec::new,
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "category",
        label: "区分",
        values: |entry| entry.category.clone(),
        fixed: || {
            ["新規", "継続", "拡充", "統合", "名称変更", "廃止", "再掲", "協会事業"].map(|c| (c, c)).to_vec()
        },
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "status",
        label: "実績の状態",
        values: |entry| {
            entry.results.last().map(|report| report.status.as_str().to_owned()).into_iter().collect()
        },
        fixed: || Status::ALL.map(|status| (status.as_str(), status.label())).to_vec(),
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "year",
        label: "計画年度",
        values: |entry| years(entry.plan_years),
        fixed: Vec::new,
        accepts: Accepts::Years,
        above: None,
    },
    Facet {
        key: "result_year",
        label: "実績の年度",
        values: |entry| {
            let mut all: Vec<String> = entry.results.iter().flat_map(|report| years(report.years)).collect();
            all.sort_unstable();
            all.dedup();
            all
        },
        fixed: Vec::new,
        accepts: Accepts::Years,
        above: None,
    },
    Facet {
        key: "plan_end",
        label: "計画の終わる年度",
        values: |entry| {
            entry.plan_years.and_then(|span| span.to).map(|year| year.to_string()).into_iter().collect()
        },
        fixed: Vec::new,
        accepts: Accepts::Years,
        above: None,
    },
];

fn has_result_value(has_result: Option<bool>) -> &'static str {
    match has_result {
        Some(true) => "true",
        Some(false) => "false",
        None => "unknown",
    }
}

fn section_at(entry: &Entry, depth: usize) -> Vec<String> {
    entry.sections.get(depth).cloned().into_iter().collect()
}
