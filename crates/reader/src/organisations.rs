//! Names the bodies (団体) that act in an entry or are partnered with, each under one name: 目黒法人会 for
//! (公社)目黒法人会 and 公益社団法人目黒法人会, 東京商工会議所目黒支部 beside the 東京商工会議所 that it is a part of.
//!
//! What is looked at is the entry's own text: title, body, results, and its departments, since 関係機関 stand
//! among them. Headings above it and notes are not: what stands there is said of many entries, or of a word.
//! Measures, removed items and framework items are looked at; the other kinds explain or illustrate.
//!
//! A body is known by a list ([`Organisations`]) or by how it is written ([`form`]). It needs something of its
//! own: 各商店会, 商工会議所 and 関係団体 are nobody in particular. Municipalities are not bodies unless listed.
//! It works on letters and scripts, as the outline does, and needs no dictionary: reading a plan stays free of
//! the analysis, and a word that staff add to it never changes who acts.

mod find;
mod form;
mod general;
mod letters;
mod list;
mod row;

use std::collections::{BTreeMap, HashMap};

use crate::sheet::Told;
use find::{Finder, Seen};
use shisaku_model::{Entry, Finding, Kind, KnownName, Place, Plan, bare};

pub use list::Organisations;

/// The key of the facet.
const FACET: &str = "organisation";
/// Places that are told of one body.
const MOST_PLACES: usize = 5;

/// Fills in the organisations of a plan's entries, and what is known of their names. Told is, once a body, who
/// was known by form only.
pub fn name_organisations(plan: &mut Plan, list: &Organisations) -> Vec<Finding> {
    let mut finder = Finder::new(list);
    let texts = plan.entries.iter().filter(|entry| is_looked_at(entry));
    finder.learn(texts.flat_map(own_texts).map(|(text, _)| text));
    let mut known = Known { list, names: BTreeMap::new(), by_form: Vec::new(), at: HashMap::new() };
    for entry in plan.entries.iter_mut().filter(|entry| is_looked_at(entry)) {
        let marked = entry.organisations.iter().map(|name| {
            let body = list.by_name(name);
            let seen = Seen {
                name: body.map_or_else(|| name.clone(), |body| body.name.clone()),
                printed: name.clone(),
                branch_of: None,
                listed: body.is_some(),
            };
            (seen, Place { file: entry.source.file.clone(), lines: entry.source.lines })
        });
        let named = own_texts(entry)
            .flat_map(|(text, place)| finder.find(text).into_iter().map(move |seen| (seen, place.clone())));
        let all: Vec<(Seen, Place)> = marked.chain(named).collect();
        known.fill(entry, all);
    }
    let Known { names, by_form, .. } = known;
    plan.known_names.extend(names.into_values());
    let mut told = Told::of(by_form.first().map_or("", |first| first.last.file.as_str()));
    for body in &by_form {
        told.tell(body.told());
    }
    told.as_told()
}

fn is_looked_at(entry: &Entry) -> bool {
    Kind::SEARCHED_BY_DEFAULT.contains(&entry.kind)
}

/// What the entry itself says, each with its place.
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

/// A body that no list has, and where it is met: a plan may name one in every line.
struct ByForm {
    name: String,
    /// The first places, as many as are told.
    places: Vec<Place>,
    last: Place,
    /// All places.
    count: usize,
}

/// What becomes known of the names on the way through the entries.
struct Known<'a> {
    list: &'a Organisations,
    names: BTreeMap<String, KnownName>,
    by_form: Vec<ByForm>,
    /// Where a name stands in it.
    at: HashMap<String, usize>,
}

impl Known<'_> {
    fn fill(&mut self, entry: &mut Entry, seen: Vec<(Seen, Place)>) {
        let mut named: Vec<String> = Vec::new();
        for (seen, place) in seen {
            self.learn(&seen, place);
            if !named.contains(&seen.name) {
                named.push(seen.name);
            }
        }
        let above: Vec<Vec<String>> = named.iter().map(|name| self.above(name)).collect();
        // The branch says more than the whole, which is found by it all the same.
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

    /// The names of the bodies above, the nearest first.
    fn above(&self, name: &str) -> Vec<String> {
        let direct = self.names.get(name).and_then(|known| known.above.clone());
        let Some(direct) = direct else { return Vec::new() };
        let further = self.list.above(&direct).map(str::to_owned).collect::<Vec<_>>();
        std::iter::once(direct).chain(further).collect()
    }

    fn learn(&mut self, seen: &Seen, place: Place) {
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
                Some(known) => known.meet(place),
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
    /// Places come in the order of the plan: one that is met again was met last.
    fn meet(&mut self, place: Place) {
        if self.last == place {
            return;
        }
        self.count += 1;
        if self.places.len() < MOST_PLACES {
            self.places.push(place.clone());
        }
        self.last = place;
    }

    /// For staff, who may list the body under another name, or with one above it.
    fn told(&self) -> Finding {
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
