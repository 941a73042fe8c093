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
mod list_rows;
mod name_boundaries;
mod name_forms;
mod word_list;

use std::collections::{BTreeMap, HashMap};

use crate::spreadsheet::Diagnostics;
use finder::{Finder, Mention};
use shisaku_model::{Entry, Finding, Kind, KnownName, Place, Plan, bare};

pub use known_list::Organisations;

/// Key of the facet.
const FACET: &str = "organisation";
/// Maximum number of places listed for one organisation.
const MAX_PLACES: usize = 5;

/// Sets the organisations of a plan's entries and records their known names. Returns one finding for each
/// organisation known by form only.
pub fn name_organisations(plan: &mut Plan, list: &Organisations) -> Vec<Finding> {
    let mut finder = Finder::new(list);
    let texts = plan.entries.iter().filter(|entry| is_looked_at(entry));
    finder.learn(texts.flat_map(own_texts).map(|(text, _)| text));
    let mut known = NameCollector { list, names: BTreeMap::new(), by_form: Vec::new(), at: HashMap::new() };
    for entry in plan.entries.iter_mut().filter(|entry| is_looked_at(entry)) {
        let marked = entry.organisations.iter().map(|name| {
            let body = list.by_name(name);
            let seen = Mention {
                name: body.map_or_else(|| name.clone(), |body| body.name.clone()),
                printed: name.clone(),
                branch_of: None,
                listed: body.is_some(),
            };
            (seen, Place { file: entry.source.file.clone(), lines: entry.source.lines })
        });
        let named = own_texts(entry)
            .flat_map(|(text, place)| finder.find(text).into_iter().map(move |seen| (seen, place.clone())));
        let all: Vec<(Mention, Place)> = marked.chain(named).collect();
        known.fill(entry, all);
    }
    let NameCollector { names, by_form, .. } = known;
    plan.known_names.extend(names.into_values());
    let mut diagnostics = Diagnostics::new(by_form.first().map_or("", |first| first.last.file.as_str()));
    for body in &by_form {
        diagnostics.push(body.finding());
    }
    diagnostics.into_findings()
}

fn is_looked_at(entry: &Entry) -> bool {
    Kind::SEARCHED_BY_DEFAULT.contains(&entry.kind)
}

/// The entry's own texts, each with its place.
fn own_texts(entry: &Entry) -> impl Iterator<Item = (&str, Place)> {
    let place = |field: &str| {
        let part = entry.source.parts.iter().find(|part| part.field == field);
        let lines = part.map_or(entry.source.lines, |part| part.lines);
        Place { file: entry.source.file.clone(), lines }
    };
    let fields = [
        ("title", std::slice::from_ref(&entry.title)),
        ("body", &entry.body),
        ("departments", &entry.departments),
        ("related_departments", &entry.related_departments),
    ];
    let fields = fields.into_iter().flat_map(move |(field, texts)| {
        let place = place(field);
        texts.iter().map(move |text| (text.as_str(), place.clone()))
    });
    fields.chain(entry.results.iter().map(|report| (report.text.as_str(), report.source.clone())))
}

/// An organisation that no list contains, with its places.
struct ByForm {
    name: String,
    /// The first places, at most [`MAX_PLACES`].
    places: Vec<Place>,
    last: Place,
    /// Total number of places.
    count: usize,
}

/// Names collected while walking through the entries.
struct NameCollector<'a> {
    list: &'a Organisations,
    names: BTreeMap<String, KnownName>,
    by_form: Vec<ByForm>,
    /// Index in `by_form` of each name.
    at: HashMap<String, usize>,
}

impl NameCollector<'_> {
    fn fill(&mut self, entry: &mut Entry, seen: Vec<(Mention, Place)>) {
        let mut named: Vec<String> = Vec::new();
        for (seen, place) in seen {
            self.learn(&seen, place);
            if !named.contains(&seen.name) {
                named.push(seen.name);
            }
        }
        let above: Vec<Vec<String>> = named.iter().map(|name| self.above(name)).collect();
        // A branch is more specific. The facet adds its parents, so a filter on the parent still finds it.
        let specific = |name: &String| !above.iter().any(|above| above.contains(name));
        entry.organisations = named.iter().filter(|name| specific(name)).cloned().collect();
        let mut groups: Vec<String> = entry.organisations.clone();
        for name in above.iter().flatten() {
            if !groups.contains(name) {
                groups.push(name.clone());
            }
        }
        entry.groups.organisations = groups;
    }

    /// The parents of an organisation, nearest first.
    fn above(&self, name: &str) -> Vec<String> {
        let direct = self.names.get(name).and_then(|known| known.above.clone());
        let Some(direct) = direct else { return Vec::new() };
        let further = self.list.above(&direct).map(str::to_owned).collect::<Vec<_>>();
        std::iter::once(direct).chain(further).collect()
    }

    fn learn(&mut self, seen: &Mention, place: Place) {
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
            match self.at.get(&seen.name).and_then(|at| self.by_form.get_mut(*at)) {
                Some(known) => known.add_place(place),
                None => {
                    self.at.insert(seen.name.clone(), self.by_form.len());
                    self.by_form.push(ByForm {
                        name: seen.name.clone(),
                        places: vec![place.clone()],
                        last: place,
                        count: 1,
                    });
                }
            }
        }
    }

    fn know(&mut self, name: &str, above: Option<String>) -> &mut KnownName {
        let list = self.list;
        self.names.entry(name.to_owned()).or_insert_with(|| KnownName {
            facet: FACET.to_owned(),
            value: name.to_owned(),
            former: Vec::new(),
            others: list.by_name(name).map(|body| body.others.clone()).unwrap_or_default(),
            above: above.or_else(|| list.above(name).next().map(str::to_owned)),
        })
    }
}

impl ByForm {
    /// Records a place. Places arrive in plan order, so only the last one can repeat.
    fn add_place(&mut self, place: Place) {
        if self.last == place {
            return;
        }
        self.count += 1;
        if self.places.len() < MAX_PLACES {
            self.places.push(place.clone());
        }
        self.last = place;
    }

    /// A finding for staff, who may list the organisation with other names or a parent.
    fn finding(&self) -> Finding {
        let Self { name, places, last, count } = self;
        let shown: Vec<String> = places.iter().map(Place::to_string).collect();
        let more = if *count > places.len() { " など" } else { "" };
        let message =
            format!("「{name}」を、書き方から団体と読みました({count} か所: {}{more})。", shown.join("、"));
        let place = places.first().unwrap_or(last).clone();
        Finding::info("organisation_by_form", place, message).advise(format!(
            "別名や上位団体があれば、organisations.csv に「{}」の行を足してください。",
            bare(name)
        ))
    }
}
