//! The description of a list: conditions, date and source. Without them, an exported list is worth little a
//! year later.

use shisaku_engine::Direction;
use shisaku_messages::{
    Message,
    Parameter::{self, Text},
};
use shisaku_model::{Catalogue, FACETS, PlanFacts, japan};
use shisaku_search::{DIRECTIONS, Listing, MATCHES, MatchParam, SORTS};

/// Time of an export and origin of its addresses.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// Time of the export: RFC 3339, UTC.
    pub exported_at: &'a str,
    /// Origin of an entry's page, such as `https://plan.example.jp`. Empty if unknown.
    pub base: &'a str,
}

impl About<'_> {
    /// The address of an entry's page. Only a path if the origin is unknown.
    pub(super) fn url(&self, id: &str) -> String {
        format!("{}/entries/{id}", self.base)
    }
}

/// The plans with entries in the list. All plans if the list is empty.
pub(super) fn sources<'c>(listing: &Listing, catalogue: &'c Catalogue) -> Vec<&'c PlanFacts> {
    let held = catalogue.plans.iter().filter(|plan| listing.count() == 0 || listing.has_plan(&plan.id));
    held.collect()
}

/// Parameter values of the sort order, of its direction and of the match mode: `period`, `asc`, `auto`.
pub(super) fn named(listing: &Listing) -> [&'static str; 3] {
    let sort = SORTS.iter().find(|(_, sort, _)| *sort == listing.order.sort).map_or("", |(name, ..)| name);
    let matching = MATCHES.iter().find(|(_, way)| *way == listing.params.matching);
    let direction = DIRECTIONS.iter().find(|(_, direction, _)| *direction == listing.order.direction);
    [sort, direction.map_or("", |(name, ..)| name), matching.map_or("", |(name, _)| name)]
}

/// Describes a list, as pairs of name and value: query, filters, order, count, versions, source.
pub fn conditions(listing: &Listing, catalogue: &Catalogue, about: &About<'_>) -> Vec<(Message, Parameter)> {
    let mut all = Vec::new();
    let mut say = |name, value| all.push((name, value));
    let named = |key| Message::new(key, []);
    let sentence = |key| Parameter::Message(named(key));
    let text_or = |text: &str, key| if text.is_empty() { sentence(key) } else { Text(text.to_owned()) };
    let known = |text: &str| text_or(text, "condition.not-stated");
    let plans = sources(listing, catalogue);
    let of_plans = |value: &dyn Fn(&PlanFacts) -> Parameter| {
        Parameter::List("list.comma", plans.iter().map(|plan| value(plan)).collect())
    };
    say(named("condition.plan"), of_plans(&|plan| Text(plan_name(plan).to_owned())));
    say(named("condition.words"), text_or(listing.params.text.trim(), "condition.nothing"));
    for facet in FACETS {
        let values = listing.searched.of(facet.key).iter();
        let values: Vec<_> = values.map(|value| Parameter::value(facet, value, catalogue)).collect();
        if !values.is_empty() {
            let name = Message::new("condition.filter", [("facet", Parameter::Facet(facet))]);
            let mut values = Parameter::List("list.or", values);
            if listing.filters.of(facet.key).is_empty() {
                values = Parameter::Message(Message::new("condition.by-default", [("values", values)]));
            }
            say(name, values);
        }
    }
    match listing.params.matching {
        MatchParam::Auto => {}
        MatchParam::All => say(named("condition.matching"), sentence("condition.all-words")),
        MatchParam::Any => say(named("condition.matching"), sentence("condition.any-word")),
    }
    if listing.params.exact {
        say(named("condition.spelling"), sentence("condition.as-typed"));
    }
    let at = listing.filters.at.unwrap_or_else(japan::today);
    say(named("condition.at"), Text(at.to_string()));
    let sort = SORTS.iter().find(|(_, sort, _)| *sort == listing.order.sort);
    say(named("condition.order"), sentence(sort.map_or("", |(.., key)| key)));
    if listing.order.direction != Direction::default() {
        let direction = DIRECTIONS.iter().find(|(_, direction, _)| *direction == listing.order.direction);
        say(named("condition.direction"), sentence(direction.map_or("", |(.., key)| key)));
    }
    let count = Message::new("count.results", [("count", Parameter::Number(listing.count()))]);
    say(named("condition.count"), Parameter::Message(count));
    for notice in &listing.notices {
        say(named("condition.reading"), Parameter::Message(notice.message.clone()));
    }
    say(named("condition.exported-at"), in_japan(about.exported_at));
    say(named("condition.built-at"), in_japan(&listing.index.built_at));
    say(named("condition.version"), Text(listing.index.fingerprint.clone()));
    say(named("condition.source"), of_plans(&|plan| Text(source(plan))));
    say(named("condition.licence"), of_plans(&|plan| known(&plan.manifest.licence)));
    say(named("condition.contact"), of_plans(&|plan| known(&plan.manifest.contact)));
    say(named("condition.made"), sentence("condition.made-by-machine"));
    all
}

/// The plan's title, or the name of its folder if the manifest states none.
pub fn plan_name(plan: &PlanFacts) -> &str {
    if plan.manifest.title.is_empty() { &plan.id } else { &plan.manifest.title }
}

fn source(plan: &PlanFacts) -> String {
    let manifest = &plan.manifest;
    let parts = [manifest.publisher.as_str(), plan_name(plan), &manifest.edition, &manifest.source_url];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Formats an RFC 3339 time as a minute in Japan: 2026-11-24 08:30.
pub(in crate::api) fn in_japan(time: &str) -> Parameter {
    match japan::minute(time) {
        Some(minute) => Parameter::Message(Message::new("data.in-japan", [("time", Text(minute))])),
        None => Text(time.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::in_japan;

    #[test]
    fn times_are_those_of_japan() {
        assert_eq!(in_japan("2026-11-23T23:30:05Z").to_string(), "2026-11-24 08:30(日本時間)");
        assert_eq!(in_japan("いつか").to_string(), "いつか");
    }
}
