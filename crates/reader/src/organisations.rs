//! Finds the organisations (団体) that act in an entry or take part in it, each under one name.
//!
//! 目黒法人会 stands for (公社)目黒法人会 and 公益社団法人目黒法人会. 東京商工会議所目黒支部 is an organisation of its own, with 東京商工会議所 as
//! its parent.
//!
//! Only the entry's own text is searched: title, body, results, and departments, since 関係機関 appear there.
//! Headings and notes are excluded, because they apply to many entries or to a term. Only measures, removed
//! items and framework items are searched.
//!
//! An organisation is known from a list ([`Organisations`]) or from the form of its name ([`name_forms`]). A name
//! needs a distinctive part: 各商店会, 商工会議所 and 関係団体 name nobody. Municipalities count only if listed.
//!
//! The search uses characters and scripts, not the dictionary. Words that staff add to the dictionary
//! therefore never change organisations.

mod finder;
mod generic_words;
mod known_list;
mod name_boundaries;
mod name_forms;

use std::collections::{BTreeMap, HashMap};

use itertools::Itertools as _;

use crate::spreadsheet::Diagnostics;
use finder::{Finder, Mention};
use shisaku_model::{Entry, Finding, KnownName, Place, Plan, bare};

pub use known_list::Organisations;

/// Maximum number of places listed for one organisation.
const MAX_PLACES: usize = 5;

/// Sets the organisations of a plan's entries and records their known names. Returns one finding for each
/// organisation known by form only.
pub fn name_organisations(plan: &mut Plan, list: &Organisations) -> Vec<Finding> {
    let mut finder = Finder::new(list);
    let is_searched = |entry: &Entry| entry.kind.is_planned();
    let texts = plan.entries.iter().filter(|entry| is_searched(entry));
    finder.learn(texts.flat_map(own_texts).map(|(text, _)| text));
    let mut known = NameCollector { list, names: BTreeMap::new(), by_form: HashMap::new() };
    for entry in plan.entries.iter_mut().filter(|entry| is_searched(entry)) {
        let marked = entry.organisations.iter().map(|name| {
            let body = list.by_name(name);
            let seen = Mention {
                name: body.map_or(name, |body| &body.name).clone(),
                printed: name.clone(),
                branch_of: None,
                listed: body.is_some(),
            };
            (seen, entry.source.place())
        });
        let named = own_texts(entry)
            .flat_map(|(text, place)| finder.find(text).into_iter().map(move |seen| (seen, place.clone())));
        let all: Vec<(Mention, Place)> = marked.chain(named).collect();
        known.fill(entry, all);
    }
    plan.known_names.extend(known.names.into_values());
    let by_form: Vec<_> = known.by_form.into_iter().sorted_by_key(|(_, (order, _))| *order).collect();
    let mut diagnostics = Diagnostics::new(by_form.first().map_or("", |(_, (_, places))| &places[0].file));
    for (name, (_, places)) in &by_form {
        diagnostics.push(by_form_finding(name, places));
    }
    diagnostics.into_findings()
}

/// The entry's own texts, each with its place.
fn own_texts(entry: &Entry) -> impl Iterator<Item = (&str, Place)> {
    let fields = [
        ("title", std::slice::from_ref(&entry.title)),
        ("body", &entry.body),
        ("departments", &entry.departments),
        ("related_departments", &entry.related_departments),
    ];
    let fields = fields.into_iter().flat_map(|(field, texts)| {
        let place = entry.source.place_of(field);
        texts.iter().map(move |text| (text.as_str(), place.clone()))
    });
    fields.chain(entry.results.iter().map(|report| (report.text.as_str(), report.source.clone())))
}

/// Names collected while walking through the entries.
struct NameCollector<'a> {
    list: &'a Organisations,
    names: BTreeMap<String, KnownName>,
    /// The organisations that no list contains, each with its rank by first occurrence and its places.
    by_form: HashMap<String, (usize, Vec<Place>)>,
}

impl NameCollector<'_> {
    fn fill(&mut self, entry: &mut Entry, seen: Vec<(Mention, Place)>) {
        for (seen, place) in &seen {
            self.learn(seen, place);
        }
        let named: Vec<String> = seen.into_iter().map(|(seen, _)| seen.name).unique().collect();
        let above: Vec<String> = named.iter().flat_map(|name| self.above(name)).collect();
        // A branch is more specific. The facet adds its parents, so a filter on the parent still finds it.
        entry.organisations = named.into_iter().filter(|name| !above.contains(name)).collect();
        entry.groups.organisations = entry.organisations.iter().cloned().chain(above).unique().collect();
    }

    /// The parents of an organisation, nearest first.
    fn above(&self, name: &str) -> Vec<String> {
        let direct = self.names.get(name).and_then(|known| known.above.as_deref());
        let all =
            direct.into_iter().flat_map(|direct| std::iter::once(direct).chain(self.list.above(direct)));
        all.map(str::to_owned).collect()
    }

    fn learn(&mut self, seen: &Mention, place: &Place) {
        let above = self.list.above(&seen.name).next().map(str::to_owned).or_else(|| seen.branch_of.clone());
        for name in
            above.iter().flat_map(|above| std::iter::once(above.as_str()).chain(self.list.above(above)))
        {
            self.know(name, None);
        }
        let known = self.know(&seen.name, above);
        if !known.goes_by(&seen.printed) {
            known.others.push(seen.printed.clone());
        }
        if !seen.listed {
            let order = self.by_form.len();
            let (_, places) = self.by_form.entry(seen.name.clone()).or_insert((order, Vec::new()));
            // Places arrive in plan order, so only the last one can repeat.
            if places.last() != Some(place) {
                places.push(place.clone());
            }
        }
    }

    fn know(&mut self, name: &str, above: Option<String>) -> &mut KnownName {
        let list = self.list;
        self.names.entry(name.to_owned()).or_insert_with(|| KnownName {
            facet: "organisation".to_owned(),
            value: name.to_owned(),
            former: Vec::new(),
            others: list.by_name(name).map(|body| body.others.clone()).unwrap_or_default(),
            above: above.or_else(|| list.above(name).next().map(str::to_owned)),
        })
    }
}

/// Builds a finding for an organisation that is in no list and was recognised by the form of its name. It advises
/// staff to list the organisation if it has aliases or a parent.
fn by_form_finding(name: &str, places: &[Place]) -> Finding {
    let shown = places.iter().take(MAX_PLACES).join("、");
    let (count, more) = (places.len(), if places.len() > MAX_PLACES { " など" } else { "" });
    let message = format!("「{name}」を、書き方から団体と読みました({count} か所: {shown}{more})。");
    Finding::info("organisation_by_form", places[0].clone(), message).advise(format!(
        "別名や上位団体があれば、organisations.csv に「{}」の行を足してください。",
        bare(name)
    ))
}
