//! The page of one entry.

mod texts;

use std::collections::BTreeSet;

use askama::Template;

use super::{
    Frame,
    annotated::{Way, annotated},
    attention,
    contact::{Report as ErrorReport, desk_parts, ways as ways_of},
    heading, is_reported_early, name_of, page_of,
    plan::plan_href,
    plan_name, result_of, result_told,
    source_links::{in_document, name_of_file, place_href, published, to_place},
    text_label, value_href, which_plan,
};
pub(super) use texts::seen;
pub(in crate::web) use texts::{Look, PRINTED, RUBY};
use texts::{PrintedPart, printed_parts, ways};

use crate::web::language::{Html, Language};
use shisaku_analysis::Analyzer;
use shisaku_engine::{EngineError, sources::Sources};
use shisaku_model::{
    Catalogue, Entry, Field, Indicator, Kind, Locator, Part, Place, PlanFacts, RepairRecord, Report, Status,
    contact, facet, is_web_address, japan,
};
use shisaku_search::{Citation, Explained, Quoted, Related, Search, Surroundings};
use wareki::FiscalYears;

/// Maximum letters of the summary in a shared link. Search engines show about as many.
const MOST_SUMMARY: usize = 120;

/// Maximum number of shared words shown for a related entry, highest weight first.
const MOST_SHARED: usize = 5;

/// The page of one entry.
#[derive(Template)]
#[template(path = "entry.html")]
pub(in crate::web) struct EntryPage<'a> {
    t: Language,
    frame: Frame,
    entry: &'a Entry,
    around: &'a Surroundings,
    citation: &'a Citation,
    catalogue: &'a Catalogue,
    plan: Option<&'a PlanFacts>,
    look: Look,
    terms: Vec<Explained>,
    sources: &'a Sources,
    /// The places of the entry as printed.
    quotes: Vec<Quoted>,
    /// The source of readings, if they were requested.
    analyzer: Option<&'a Analyzer>,
}

impl<'a> EntryPage<'a> {
    /// Builds the page of an entry.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn new(
        frame: Frame,
        around: &'a Surroundings,
        citation: &'a Citation,
        search: &'a Search,
        look: Look,
    ) -> Result<Self, EngineError> {
        let (entry, catalogue) = (&around.entry, search.catalogue());
        Ok(Self {
            t: frame.t,
            frame: frame.of_scans(catalogue.is_scan(&entry.source.file)),
            entry,
            around,
            citation,
            catalogue,
            plan: catalogue.plan(&entry.plan),
            look,
            terms: search.explained(entry)?,
            sources: search.sources(),
            quotes: search.quotes(entry)?,
            analyzer: (look.ruby && !look.printed).then(|| search.analyzer()),
        })
    }

    /// Returns a link to another entry. It keeps the readings.
    fn to(&self, entry: &Entry) -> String {
        self.t.to(&Look { printed: false, ..self.look }.href(&entry.id))
    }

    /// Returns a text with readings and links from terms to their explanations.
    fn read(&self, text: &str, ways: &[Way]) -> Html {
        let furigana = self.analyzer.map(|analyzer| analyzer.furigana(text)).unwrap_or_default();
        self.t.own_html(&annotated(text, ways, &furigana))
    }

    /// Returns every text as printed and as repaired.
    fn printed(&self) -> Vec<PrintedPart> {
        printed_parts(self.entry, &self.t.say(text_label(self.entry)), self.t)
    }

    /// Returns the other views of the entry: label and address. An entry without repairs has no view as
    /// printed.
    fn looks(&self) -> Vec<(String, String)> {
        let (t, Look { ruby, printed }) = (self.t, self.look);
        let to = |look: Look| look.href(&self.entry.id);
        if printed {
            return vec![(t.say("entry.hide-printed"), to(Look { ruby, printed: false }))];
        }
        let readings = if ruby { "entry.hide-readings" } else { "entry.show-readings" };
        let mut looks = vec![(t.say(readings), to(Look { ruby: !ruby, printed }))];
        let count = self.entry.repaired.len();
        if count > 0 {
            looks.push((t.counted("entry.show-printed", count), to(Look { ruby, printed: true })));
        }
        looks
    }

    /// Describes how far the reports cover the years of the plan.
    fn reported_for(&self) -> Option<String> {
        // Of a removed item, nothing is due.
        let plan = self.entry.plan_years.filter(|_| self.entry.kind != Kind::Removed)?;
        let telling = |report: &&Report| report.status.has_result().is_some();
        let reported = self.entry.results.iter().rev().find(telling)?.years?;
        let parts = [("planned", self.t.years(plan).into()), ("reported", self.t.years(reported).into())];
        if plan.first().is_some_and(|first| reported.last_known() < first) {
            Some(self.t.plain("entry.reported-before", parts))
        } else {
            let part = reported.last_known() < plan.last_known();
            part.then(|| self.t.plain("entry.reported-part", parts))
        }
    }

    /// Returns the key of a sentence, for a text from a scanner or for any other.
    fn by_origin(&self, scanned: &'static str, other: &'static str) -> &'static str {
        if self.frame.scanned { scanned } else { other }
    }

    /// Says why the entry is overdue, with a link to all that are. `None` if it is not.
    fn overdue(&self) -> Option<Html> {
        let t = self.t;
        let year = self.entry.undone_in().filter(|_| self.entry.is_overdue(japan::today()))?;
        let years = Html::escaped(&t.years(FiscalYears::of(year)));
        let all = Html::escaped(&t.say("entry.all-overdue")).linked(&t.to("/?overdue=true"));
        Some(Html::joined([t.html("entry.overdue-is", [("year", years.into())]), all], " "))
    }

    /// Returns the document of a report and its place in it, with a link to the line.
    fn reported_at(&self, report: &Report) -> Html {
        to_place(self.sources, &report.source, in_document(&report.source, self.t), self.t)
    }

    /// Returns the name of the document, with a link to its page.
    fn document(&self) -> Html {
        let file = &self.entry.source.file;
        to_place(self.sources, &Place::file(file), self.t.own(file), self.t)
    }

    /// Returns the published documents of the entry: address and label.
    fn originals(&self) -> Vec<(String, Html)> {
        let Some(plan) = self.plan else { return Vec::new() };
        let reports = self.entry.results.iter().map(|report| report.source.clone());
        let mut originals: Vec<(String, Html)> = Vec::new();
        for place in [self.entry.source.place()].into_iter().chain(reports) {
            let Some((address, page)) = published(&plan.manifest, &place) else { continue };
            if originals.iter().all(|(known, _)| *known != address) {
                let name = ("file", self.t.own(name_of_file(&place.file)).into());
                let label = match page {
                    Some(page) => {
                        self.t.html("entry.original-page", [name, ("page", (page as usize).into())])
                    }
                    None => self.t.html("entry.original", [name]),
                };
                originals.push((address, label));
            }
        }
        originals
    }

    /// The documents that only results of the entry come from. They are no part of the plan's text.
    fn added_from(&self) -> Option<Html> {
        let files = self.entry.results.iter().map(|report| report.source.file.as_str());
        let others: BTreeSet<&str> =
            files.filter(|file| *file != self.entry.source.file && !file.is_empty()).collect();
        let names = others.iter().map(|file| self.t.own(name_of_file(file)));
        (!others.is_empty()).then(|| self.t.with("entry.added-from", "files", self.t.row(names)))
    }

    /// Returns the ways to report mistakes in the text. Empty if the plan states none.
    fn reports(&self) -> Vec<Html> {
        let Some(plan) = self.plan else { return Vec::new() };
        ErrorReport { plan, entry: self.entry, url: &self.citation.url }.ways(self.t)
    }

    /// Returns what the measure offers today, its departments and the desk of the plan, each with the ways to reach
    /// it. Only what staff state.
    fn desks(&self) -> Vec<(Html, Vec<Html>)> {
        let (t, Some(plan)) = (self.t, self.plan) else { return Vec::new() };
        let label = |key: &str| Html::escaped(&t.say(key));
        let programme = plan.contacts.programme(self.entry).map(|page| {
            let host = t.own(contact::host(page).unwrap_or(page));
            (
                label("contact.programme"),
                vec![t.with("contact.programme-page", "host", host).linked_away(page)],
            )
        });
        let offices = plan.contacts.of(self.entry).into_iter().map(|contact| {
            let name = if contact.name.is_empty() { label("contact.measure") } else { t.own(&contact.name) };
            (name, ways_of(contact, t))
        });
        let desk = desk_parts(&plan.manifest, t);
        let desk = (!desk.is_empty()).then(|| (label("contact.desk"), desk));
        programme.into_iter().chain(offices).chain(desk).collect()
    }

    /// Returns the name of an entry's plan, if it is not the plan of this page's entry.
    fn other_plan(&self, entry: &Entry) -> Option<&str> {
        which_plan(&entry.plan, self.catalogue).filter(|_| entry.plan != self.entry.plan)
    }

    /// Returns the counterparts in other editions: id and key of the heading, and the entries, the nearest first.
    fn editions(&self) -> [(&'static str, &'static str, &'a [Entry]); 2] {
        [("earlier", "entry.earlier", &self.around.earlier), ("later", "entry.later", &self.around.later)]
    }

    /// Returns the reports of this entry and of its counterparts, the oldest first, each with its entry. Empty if
    /// only one of them has any.
    fn reports_of_editions(&self) -> Vec<(&'a Entry, &'a Report)> {
        let all = self.around.earlier.iter().chain([self.entry]).chain(&self.around.later);
        let mut reports: Vec<(&Entry, &Report)> =
            all.flat_map(|entry| entry.results.iter().map(move |report| (entry, report))).collect();
        reports.sort_by_key(|(_, report)| report.years.map(|years| (years.last_known(), years.first())));
        let first = reports.first().map(|(entry, _)| &entry.id);
        if reports.iter().all(|(entry, _)| Some(&entry.id) == first) { Vec::new() } else { reports }
    }

    /// Returns the headings above the entry. Headings of the plan's contents link to everything under them.
    fn crumbs(&self) -> Vec<(Html, Option<String>)> {
        let (entry, t) = (self.entry, self.t);
        let plan = which_plan(&entry.plan, self.catalogue)
            .map(|name| (t.own(name), Some(value_href("plan", &entry.plan))));
        let headings = entry.path.iter().enumerate().map(|(at, heading)| {
            let section = ["chapter", "policy", "subsection"].get(at).zip(entry.sections.get(at));
            (t.own(heading.label()), section.map(|(key, section)| value_href(key, section)))
        });
        plan.into_iter().chain(headings).collect()
    }

    /// Returns the plan's name, with publisher and edition if they are known.
    fn plan_name(&self) -> Html {
        let Some(plan) = self.plan else { return self.t.own(&self.entry.plan) };
        let publisher = [plan.manifest.publisher.as_str(), &plan.manifest.edition];
        let publisher = publisher.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("、");
        let name = plan_name(plan);
        self.t.own(if publisher.is_empty() { name.to_owned() } else { format!("{name}({publisher})") })
    }

    /// Returns the name of an entry's plan alone.
    fn short_plan_name(&self, entry: &Entry) -> Html {
        self.t.own(self.catalogue.plan(&entry.plan).map_or(entry.plan.as_str(), plan_name))
    }

    /// Returns an organisation's display name.
    fn organisation(&self, name: &str) -> Html {
        let facet = facet::facet("organisation");
        self.t.own(facet.map_or_else(|| name.to_owned(), |facet| facet.value_label(name, self.catalogue)))
    }
}

/// Returns the beginning of the entry's text, else of its result, for search engines and shared links.
fn summary(entry: &Entry) -> String {
    let result = entry.result.as_deref().unwrap_or_default();
    let text = if entry.body.is_empty() { result.to_owned() } else { entry.body.join("") };
    let text = if text.is_empty() { heading(&entry.number, &entry.title) } else { text };
    if text.chars().count() <= MOST_SUMMARY {
        text
    } else {
        text.chars().take(MOST_SUMMARY).chain(['…']).collect()
    }
}

/// Returns the words that a related entry shares, as many as the page shows.
fn shared(related: &Related) -> String {
    related.shared.iter().take(MOST_SHARED).cloned().collect::<Vec<_>>().join("、")
}

/// True if the text of a report states its status.
fn states_status(report: &Report) -> bool {
    matches!(report.status, Status::Reported | Status::NoneStated) && !report.text.is_empty()
}

/// A sentence with years in both calendars: 2011～2013年度(平成23～25年度).
fn years_told(key: &str, years: FiscalYears, t: Language) -> String {
    let told = match t {
        Language::Japanese => format!("{years}({})", years.in_eras()),
        Language::English => t.years(years),
    };
    t.plain(key, [("years", told.into())])
}

/// Returns the places in the document that contain each part of the entry, with links to their lines.
fn source(entry: &Entry, sources: &Sources, t: Language) -> Vec<Html> {
    let source = &entry.source;
    let linked = |lines, at: &Locator| {
        let place = Place { file: source.file.clone(), lines, at: at.clone() };
        to_place(sources, &place, t.place(lines, at), t)
    };
    let mut places: Vec<(Html, Vec<Html>)> = Vec::new();
    let mut parts: Vec<&Part> = source.parts.iter().collect();
    parts.sort_by_key(|part| part.lines);
    for part in parts {
        let (place, label) = (linked(part.lines, &part.at), part_label(&part.field, t));
        match places.iter_mut().find(|(other, _)| *other == place) {
            Some((_, labels)) if labels.contains(&label) => {}
            Some((_, labels)) => labels.push(label),
            None => places.push((place, vec![label])),
        }
    }
    if places.is_empty() {
        let whole = Html::escaped(&t.say("entry.part-whole"));
        places.push((linked(source.lines, &source.at), vec![whole]));
    }
    let told = |(place, labels): (Html, Vec<Html>)| {
        let parts = Html::joined(labels, &t.say("list.dot"));
        t.html("entry.part-at", [("place", place.into()), ("parts", parts.into())])
    };
    places.into_iter().map(told).collect()
}

fn part_label(field: &str, t: Language) -> Html {
    let key = match field {
        "title" => "entry.part-title",
        "title_variants" => "entry.part-title-variant",
        "body" => "item.text",
        "period" => "facet.period",
        "result" => "facet.has_result",
        "departments" => "facet.department",
        "related_departments" => "facet.related_department",
        other => return t.own(other),
    };
    Html::escaped(&t.say(key))
}

/// Describes a repair: the printed text and its replacement.
fn repair(repair: &RepairRecord, t: Language) -> Html {
    let RepairRecord { line, at, printed, repaired, .. } = repair;
    let place = ("place", t.place([*line, *line], at).into());
    let printed = ("printed", t.own(seen(printed)).into());
    match seen(repaired) {
        repaired if repaired.is_empty() => t.html("entry.left-out", [place, printed]),
        repaired => t.html("entry.read-as", [place, printed, ("repaired", t.own(repaired).into())]),
    }
}

/// An indicator on one line: 相談件数(件): 基準 100、目標 200、2012年度 150.
fn indicator(of: &Indicator, t: Language) -> Html {
    let unit = if of.unit.is_empty() { String::new() } else { format!("({})", of.unit) };
    let known = [("entry.baseline", &of.baseline), ("entry.target", &of.target)];
    let known =
        known.into_iter().filter_map(|(key, value)| Some(t.with(key, "value", t.own(value.as_ref()?))));
    let actuals = of.actuals.iter().map(|actual| {
        let year = Html::escaped(&actual.year.to_string());
        t.html("entry.actual", [("year", year.into()), ("value", t.own(&actual.value).into())])
    });
    let label = t.own(format!("{}{unit}", of.name));
    t.html("item.named", [("label", label.into()), ("text", t.row(known.chain(actuals)).into())])
}
