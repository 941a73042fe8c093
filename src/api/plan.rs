//! JSON of one plan: its facts, its documents, and the numbers of its entries.

use schemars::JsonSchema;
use serde::Serialize;

use super::{contacts::desk, plan_name};
use shisaku_model::{Contact, DocumentFacts, query_string};
use shisaku_search::{FacetValue, Overview};
use wareki::FiscalYears;

/// The answer of `GET /api/v1/plans/{plan}`. A text is empty if `plan.toml` does not state it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "計画ひとつ。示されていないことは、空か null です。")]
pub struct PlanAnswer<'r> {
    #[schemars(description = "計画のフォルダーの名前。絞り込み plan の値です。")]
    id: &'r str,
    #[schemars(description = "計画の名前。")]
    title: &'r str,
    #[schemars(description = "発行者。")]
    publisher: &'r str,
    #[schemars(description = "版。")]
    edition: &'r str,
    #[schemars(description = "計画の年度。")]
    plan_years: Option<FiscalYears>,
    #[schemars(description = "実績を報告している年度。")]
    result_years: Option<FiscalYears>,
    #[schemars(description = "問い合わせ先。")]
    contact: &'r str,
    #[schemars(description = "問い合わせ先を、電話、メール、ページに分けたもの。示されていなければ null。")]
    desk: Option<Contact>,
    #[schemars(description = "課ごとの問い合わせ先。")]
    departments: Vec<&'r Contact>,
    #[schemars(description = "利用の条件。")]
    licence: &'r str,
    #[schemars(description = "公表されている所。")]
    source_url: &'r str,
    #[schemars(description = "種別ごとの件数。")]
    kinds: Vec<CountAnswer<'r>>,
    #[schemars(description = "実績の有無ごとの件数。")]
    results: Vec<CountAnswer<'r>>,
    #[schemars(description = "章ごとの件数。計画の順です。")]
    chapters: Vec<CountAnswer<'r>>,
    #[schemars(description = "読み取った文書。名前の順です。")]
    documents: &'r [DocumentFacts],
    #[schemars(description = "前の版の計画。近い版から。")]
    earlier: &'r [String],
    #[schemars(description = "後の版の計画。近い版から。")]
    later: &'r [String],
    #[schemars(description = "計画のページ。")]
    url: String,
}

/// The number of entries with one value of a facet.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(description = "絞り込みの値と、その件数。")]
struct CountAnswer<'r> {
    #[schemars(description = "パラメーターの値。")]
    value: &'r str,
    #[schemars(description = "人に見せる名前。")]
    label: &'r str,
    #[schemars(description = "件数。")]
    count: usize,
    #[schemars(description = "その一覧のページ。")]
    url: String,
}

/// Builds the answer for a plan.
pub fn plan_answer<'r>(overview: &'r Overview<'_>) -> PlanAnswer<'r> {
    let manifest = &overview.plan.manifest;
    let counts = |key: &'static str| {
        let count = |value: &'r FacetValue| CountAnswer {
            value: &value.value,
            label: &value.label,
            count: value.count,
            url: format!("/?{}", query_string([("plan", overview.plan.id.as_str()), (key, &*value.value)])),
        };
        let counts = overview.counts(key).into_iter();
        counts.flat_map(|counts| &counts.values).map(count).collect()
    };
    PlanAnswer {
        id: &overview.plan.id,
        title: plan_name(overview.plan),
        publisher: &manifest.publisher,
        edition: &manifest.edition,
        plan_years: manifest.plan_years,
        result_years: manifest.result_years,
        contact: &manifest.contact,
        desk: desk(manifest),
        departments: overview.plan.contacts.departments.values().collect(),
        licence: &manifest.licence,
        source_url: &manifest.source_url,
        kinds: counts("kind"),
        results: counts("has_result"),
        chapters: counts("chapter"),
        documents: &overview.plan.documents,
        earlier: overview.earlier,
        later: overview.later,
        url: format!("/plans/{}", overview.plan.id),
    }
}
