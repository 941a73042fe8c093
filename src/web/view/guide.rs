//! The help page and the accessibility statement.

use askama::Template;

use super::{
    Frame,
    examples::{Example, examples},
    plan_name,
};
use crate::web::language::{Html, Language};
use shisaku_model::{Catalogue, PlanFacts};
use wareki::FiscalYears;

/// The page at `/help`.
#[derive(Debug, Template)]
#[template(path = "help-page.html")]
pub(in crate::web) struct HelpPage {
    t: Language,
    frame: Frame,
    examples: Vec<Example>,
    terms: Vec<(String, Html)>,
    contacts: Vec<(Html, Html)>,
}

/// The page at `/accessibility`.
#[derive(Debug, Template)]
#[template(path = "accessibility.html")]
pub(in crate::web) struct AccessibilityPage {
    t: Language,
    frame: Frame,
    contacts: Vec<(Html, Html)>,
}

impl HelpPage {
    pub fn new(frame: Frame, catalogue: &Catalogue) -> Self {
        let t = frame.t;
        Self { t, frame, examples: examples(t), terms: terms(catalogue, t), contacts: contacts(catalogue, t) }
    }
}

impl AccessibilityPage {
    pub fn new(frame: Frame, catalogue: &Catalogue) -> Self {
        Self { t: frame.t, contacts: contacts(catalogue, frame.t), frame }
    }
}

/// Returns the plans that state a contact, each with its contact.
pub(super) fn contacts(catalogue: &Catalogue, t: Language) -> Vec<(Html, Html)> {
    let known = catalogue.plans.iter().filter(|plan| !plan.manifest.contact.is_empty());
    known.map(|plan| (t.own(plan_name(plan)), t.own(&plan.manifest.contact))).collect()
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
            false => t.html(key, [("plans", t.row(plans).into())]),
        }
    };
    let periods = with_years("help.periods-are", "help.periods-of", |plan| plan.manifest.plan_years);
    let reported = with_years("help.with-result", "help.with-result-of", |plan| plan.manifest.result_years);
    let said = |term: &str, meaning: &str| (t.say(term), Html::escaped(&t.say(meaning)));
    vec![
        said("kind.measure", "help.measure"),
        (t.say("help.periods"), periods),
        (t.say("result.true"), reported),
        said("result.false", "help.without-result"),
        said("result.unknown", "help.no-report"),
        said("help.early", "help.early-is"),
        said("help.overdue", "help.overdue-is"),
        said("kind.removed", "help.removed"),
        said("kind.framework", "help.framework"),
        said("help.others", "help.others-are"),
        said("help.reprint", "help.reprint-is"),
    ]
}
