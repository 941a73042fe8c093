//! The help page and the accessibility statement.

use askama::Template;

use super::{Frame, contact::desk, plan_name, words_href};
use crate::web::language::{Html, Language};
use shisaku_model::{Catalogue, PlanFacts};
use wareki::FiscalYears;

/// Example queries, each with the message key of its meaning.
pub(super) const EXAMPLES: [(&str, &str); 8] = [
    ("商店街 支援", "examples.all-words"),
    ("観光 OR 農業", "examples.any-word"),
    ("融資 -勤労者", "examples.without"),
    ("\"産学交流\"", "examples.quoted"),
    ("題名:融資", "examples.title"),
    ("1-1(1)", "examples.number"),
    ("平成24年度 観光", "examples.year"),
    ("長期計画 実績なし", "examples.filters"),
];

/// The page at `/help`.
#[derive(Template)]
#[template(path = "help-page.html")]
pub(in crate::web) struct HelpPage<'a> {
    pub t: Language,
    pub frame: Frame,
    pub catalogue: &'a Catalogue,
}

/// The page at `/accessibility`.
#[derive(Template)]
#[template(path = "accessibility.html")]
pub(in crate::web) struct AccessibilityPage<'a> {
    pub t: Language,
    pub frame: Frame,
    pub catalogue: &'a Catalogue,
}

/// Returns the plans that state a contact, each with its desk.
pub(super) fn contacts(catalogue: &Catalogue, t: Language) -> Vec<(Html, Html)> {
    let known = catalogue.plans.iter().filter(|plan| !plan.manifest.contact.is_empty());
    known.map(|plan| (t.own(plan_name(plan)), desk(&plan.manifest, t))).collect()
}

/// Returns the terms used on the pages, each with its meaning.
fn terms(catalogue: &Catalogue, t: Language) -> Vec<(String, Html)> {
    let of = |plan: &PlanFacts, years: Option<FiscalYears>| {
        let years = Html::escaped(&t.years(years?));
        let plan = t.own(plan_name(plan));
        Some(t.html("help.plan-years", [("plan", plan.into()), ("years", years.into())]))
    };
    let with_years = |alone: &str, key: &str, years: fn(&PlanFacts) -> Option<FiscalYears>| {
        let plans: Vec<Html> = catalogue.plans.iter().filter_map(|plan| of(plan, years(plan))).collect();
        match plans.is_empty() {
            true => Html::escaped(&t.say(alone)),
            false => t.with(key, "plans", t.row(plans)),
        }
    };
    let periods = with_years("help.periods-are", "help.periods-of", |plan| plan.manifest.plan_years);
    let reported = with_years("help.with-result", "help.with-result-of", |plan| plan.reported);
    let said = |term: &str, meaning: &str| (t.say(term), Html::escaped(&t.say(meaning)));
    vec![
        said("kind.measure", "help.measure"),
        (t.say("help.periods"), periods),
        (t.say("result.true"), reported),
        said("result.false", "help.without-result"),
        said("result.unknown", "help.no-report"),
        said("help.early", "help.early-is"),
        said("report_covers.before", "progress.waiting-hint"),
        said("progress.overdue", "help.overdue-is"),
        said("kind.removed", "help.removed"),
        said("kind.framework", "help.framework"),
        said("kind.text", "help.text"),
        said("help.others", "help.others-are"),
        said("help.reprint", "help.reprint-is"),
    ]
}
