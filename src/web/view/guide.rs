//! The pages that explain: how to search, and how accessible the pages are.

use askama::Template;

use super::{
    Frame,
    examples::{Example, examples},
    plan_name,
};
use shisaku_model::Catalogue;
use wareki::FiscalYears;

/// `/help`
#[derive(Debug, Template)]
#[template(path = "help-page.html")]
pub(in crate::web) struct HelpPage {
    frame: Frame,
    examples: Vec<Example>,
    terms: Vec<(&'static str, String)>,
    contacts: Vec<(String, String)>,
}

/// `/accessibility`
#[derive(Debug, Template)]
#[template(path = "accessibility.html")]
pub(in crate::web) struct AccessibilityPage {
    frame: Frame,
    contacts: Vec<(String, String)>,
}

impl HelpPage {
    pub fn new(frame: Frame, catalogue: &Catalogue) -> Self {
        Self { frame, examples: examples(), terms: terms(catalogue), contacts: contacts(catalogue) }
    }
}

impl AccessibilityPage {
    pub fn new(frame: Frame, catalogue: &Catalogue) -> Self {
        Self { frame, contacts: contacts(catalogue) }
    }
}

/// Plans, each with whom to ask, where that is known.
pub(super) fn contacts(catalogue: &Catalogue) -> Vec<(String, String)> {
    let known = catalogue.plans.iter().filter(|plan| !plan.manifest.contact.is_empty());
    known.map(|plan| (plan_name(plan).to_owned(), plan.manifest.contact.clone())).collect()
}

/// What the words of the pages mean.
fn terms(catalogue: &Catalogue) -> Vec<(&'static str, String)> {
    let reported: Vec<String> = catalogue
        .plans
        .iter()
        .filter_map(|plan| Some(format!("{}({})", plan_name(plan), plan.manifest.result_years?.in_eras())))
        .collect();
    let reported = match reported.is_empty() {
        true => String::new(),
        false => format!("報告されている年度: {}。", reported.join("、")),
    };
    let of =
        |label: &str, years: Option<FiscalYears>| years.map(|years| format!("{label}({})", years.in_eras()));
    let planned = catalogue.plans.iter().filter_map(|plan| of(plan_name(plan), plan.manifest.plan_years));
    let planned: Vec<String> = planned.collect();
    vec![
        ("施策", "計画で行うと決めた、ひとつひとつの取り組みです。".to_owned()),
        (
            "短期・中期・長期",
            format!("施策をいつ行うかの区分です。何年度かは、施策ごとに示してあります。{}", match planned.is_empty() {
                true => String::new(),
                false => format!("計画の全体: {}。", planned.join("、")),
            }),
        ),
        ("実績あり", format!("行われたことの報告があります。{reported}")),
        ("実績なし", "計画書が「実績なし」と述べています。行われなかったか、まだ行われていません。".to_owned()),
        ("報告なし", "実績の欄に何も書かれていないか、実績の欄そのものがありません。行われたかどうかは、この文書からは分かりません。".to_owned()),
        ("計画の年度が始まる前の報告", "実績の報告が、その施策の計画の年度より前のものです。計画の年度の結果は、この文書にはありません。".to_owned()),
        ("期間が終わったのに実績がないもの", "計画の最後の年度が終わっていて、この文書の報告では実績が「なし」か「報告なし」の施策です。".to_owned()),
        ("除いた項目", "前の計画にあり、計画が改訂されたときに外された項目です。前の計画での実績がのっています。".to_owned()),
        ("体制の項目", "計画をどう進め、どう見守るかについての項目です。実績の欄はありません。".to_owned()),
        ("用語・図・まえがき", "用語の説明、図や写真の題、章や節の初めの文章です。「種別」で選んだときだけ探します。".to_owned()),
        ("再掲", "ほかの所に書かれた施策が、もう一度書かれたものです。".to_owned()),
    ]
}
