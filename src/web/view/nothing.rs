//! The page for a search without hits: related searches that find something, and contacts.

use std::collections::BTreeSet;

use super::{
    browse::{chapters, policies},
    guide::contacts,
    narrow::Chip,
    plan::plan_href,
    plan_name, value_href,
};
use crate::web::language::{Html, Language};
use shisaku_engine::EngineError;
use shisaku_model::{Catalogue, facet};
use shisaku_search::{Answer, FacetValue, MatchParam, Search, SearchParams};

/// Maximum number of conditions that are dropped one at a time. Each costs a search.
const MOST_TRIED: usize = 8;

/// Maximum number of headings named as the subjects of the plans.
const MOST_SUBJECTS: usize = 6;

/// Suggestions for a search without hits.
pub(super) struct Nothing {
    /// Related searches. Each finds at least one entry.
    pub ways: Vec<Way>,
    /// A search without words or conditions, for the contents.
    pub everything: Answer,
    /// Each plan that states a contact, with its desk.
    pub contacts: Vec<(Html, Html)>,
    /// A link for each plan that states contacts of departments: label and address of their list.
    pub departments: Vec<(Html, String)>,
    /// Tells whom to ask: the publisher of the plans if they have one.
    pub ask: Html,
}

/// A related search and its number of hits.
pub(super) struct Way {
    pub label: Html,
    pub params: SearchParams,
    pub count: usize,
}

impl Nothing {
    /// Builds the suggestions and drops those that find nothing.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn new(
        response: &Answer,
        chips: &[Chip],
        search: &Search,
        t: Language,
    ) -> Result<Self, EngineError> {
        let without = chips.iter().take(MOST_TRIED).map(|chip| {
            let words = chip.words.as_ref().unwrap_or(&chip.label);
            (t.with("nothing.without", "words", words), chip.without.clone())
        });
        let ways = without.chain(any_word(response, t)).chain(every_kind(response, t));
        let tried = ways.map(|(label, params)| Ok(Way { label, count: search.total(&params)?, params }));
        let mut ways: Vec<Way> = tried.collect::<Result<_, EngineError>>()?;
        ways.retain(|way| way.count > 0);
        let everything = search.run(&SearchParams { limit: 1, ..SearchParams::default() })?;
        let catalogue = search.catalogue();
        let with_departments = catalogue.plans.iter().filter(|plan| !plan.contacts.departments.is_empty());
        let departments = with_departments.map(|plan| {
            let label = t.with("contact.departments-of", "plan", t.own(plan_name(plan)));
            (label, format!("{}#departments", plan_href(&plan.id)))
        });
        Ok(Self {
            ways,
            everything,
            contacts: contacts(catalogue, t),
            departments: departments.collect(),
            ask: ask(catalogue, t),
        })
    }
}

impl Nothing {
    /// Returns the top headings of the plans, each with the list of its entries: policies, or chapters where a
    /// plan has no policies.
    pub(super) fn subjects(&self, catalogue: &Catalogue, t: Language) -> Vec<(Html, String)> {
        let subject = |key: &str, value: &FacetValue| (t.own(&value.label), value_href(key, &value.value));
        let of_chapter = |chapter: &FacetValue| match policies(&self.everything, chapter).as_slice() {
            [] => vec![subject("chapter", chapter)],
            policies => policies.iter().map(|policy| subject("policy", policy)).collect(),
        };
        let chapters = catalogue.plans.iter().flat_map(|plan| chapters(&self.everything, plan));
        chapters.flat_map(of_chapter).take(MOST_SUBJECTS).collect()
    }
}

/// Returns the search for any of the words, if the query has several.
fn any_word(response: &Answer, t: Language) -> Option<(Html, SearchParams)> {
    let several = response.query.terms.len() > 1 && response.params.matching != MatchParam::Any;
    let params = SearchParams { matching: MatchParam::Any, offset: 0, ..response.params.clone() };
    several.then(|| (Html::escaped(&t.say("nothing.any-word")), params))
}

/// Returns the search with the kinds that are not searched by default, if they have hits.
fn every_kind(response: &Answer, t: Language) -> Option<(Html, SearchParams)> {
    let counts = response.facets.iter().find(|counts| counts.facet.key == "kind")?;
    let mut params = SearchParams { offset: 0, ..response.params.clone() };
    let mut labels = Vec::new();
    for value in counts.values.iter().filter(|value| value.count > 0 && !value.selected) {
        params.filters.choose(facet::facet("kind")?, &*value.value);
        labels.push(t.named(counts.facet, &value.value, &value.label));
    }
    (!labels.is_empty()).then(|| (t.with("nothing.kinds", "kinds", t.row(labels)), params))
}

/// Tells whom to ask about what the plans do not hold.
fn ask(catalogue: &Catalogue, t: Language) -> Html {
    let offices: BTreeSet<&str> =
        catalogue.plans.iter().map(|plan| plan.manifest.publisher.as_str()).collect();
    match offices.first().filter(|office| offices.len() == 1 && !office.is_empty()) {
        Some(office) => t.with("nothing.ask-of", "office", t.own(office)),
        None => t.html("nothing.ask", []),
    }
}
