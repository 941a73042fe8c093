//! The page of one entry.

mod texts;

use askama::Template;

use super::{
    Frame, Link, StateView, contact::Contact, heading, href, is_planned, plan_name, text_label, which_plan,
};
pub(in crate::web) use texts::{Look, PRINTED, RUBY};
use texts::{PrintedPart, TermView, Texts, printed_parts, seen};

use crate::web::language::{Html, Language};
use shisaku_engine::EngineError;
use shisaku_model::{
    Catalogue, Entry, Indicator, RepairRecord, Report, Status, address, facet, is_web_address,
};
use shisaku_search::{Citation, Related, Search, SearchParams, Surroundings};
use wareki::FiscalYears;

/// Maximum number of shared words shown for a related entry, highest weight first.
const MOST_SHARED: usize = 5;

/// The page of one entry.
#[derive(Debug, Template)]
#[template(path = "entry.html")]
pub(in crate::web) struct EntryPage {
    t: Language,
    frame: Frame,
    title: String,
    entry: Entry,
    number: Html,
    /// The address of this page, and of the entry in the API.
    address: String,
    json: Html,
    /// The entry's title and paragraphs as HTML.
    heading: Html,
    body: Vec<Html>,
    /// Categories and alternative titles that the plan gives the entry.
    category: Vec<Html>,
    title_variants: Vec<Html>,
    departments: Vec<Html>,
    related_departments: Vec<Html>,
    terms: Vec<TermView>,
    /// Links to other views of this entry, with readings or as printed.
    looks: Vec<Link>,
    /// The printed text beside the repaired text, if that view was requested.
    printed: Option<Vec<PrintedPart>>,
    state: StateView,
    text_label: String,
    plan_years: Option<String>,
    /// The fiscal years with results, beside the plan's own years.
    reported_for: Option<String>,
    /// The contact for reports of mistakes in the text.
    contact: Contact,
    /// True if the plan reports results for this kind of entry.
    reported_on: bool,
    reports: Vec<ReportView>,
    crumbs: Vec<Crumb>,
    /// Organisations that take part. Each links to all entries that it takes part in.
    organisations: Vec<Link>,
    /// The entry that this one reprints.
    original: Option<Link>,
    /// Entries that reprint this one.
    reprints: Vec<Link>,
    resembles: Option<RelatedView>,
    removed_like: Vec<RelatedView>,
    related: Vec<RelatedView>,
    previous: Option<Link>,
    next: Option<Link>,
    citation: Citation,
    indicators: Vec<Html>,
    plan: PlanView,
    /// The document, and the lines of it that contain the entry.
    document: Html,
    source: Vec<Html>,
    repairs: Vec<Html>,
}

/// A heading on the path from the plan down to the entry.
#[derive(Debug)]
struct Crumb {
    label: Html,
    /// A search for everything under the heading. `None` if no search can ask for it.
    href: Option<String>,
}

/// An entry similar to this one.
#[derive(Debug)]
struct RelatedView {
    link: Link,
    /// The name of the plan, if it is not the plan of this page's entry.
    plan: Option<Html>,
    state: StateView,
    /// The words that both entries contain, as a sentence.
    shared: Html,
}

/// One report.
#[derive(Debug)]
struct ReportView {
    years: Option<String>,
    html: Html,
    /// The status of the report, if its text does not state it.
    status: Option<String>,
}

/// The facts of the plan. A text is empty if its maintainer does not state it.
#[derive(Debug)]
struct PlanView {
    name: Html,
    contact: Html,
    licence: Html,
    source_url: String,
    /// True if the source is a web address. A maintainer may have typed anything.
    source_is_web: bool,
}

impl EntryPage {
    /// Builds the page of an entry.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn new(
        frame: Frame,
        around: Surroundings,
        citation: Citation,
        search: &Search,
        look: Look,
    ) -> Result<Self, EngineError> {
        let Surroundings { entry, related, original, reprints, resembles, removed_like, previous, next } =
            around;
        let (catalogue, t) = (search.catalogue(), frame.t);
        let ruby = look.ruby && !look.printed;
        let Texts { title: heading, body, results, terms } =
            Texts::new(&entry, &search.explained(&entry)?, ruby.then(|| search.analyzer()), t);
        let views =
            |of: &[Related]| of.iter().map(|one| RelatedView::new(one, &entry.plan, catalogue, t)).collect();
        let name = [entry.number.as_str(), &entry.title].join(" ");
        let mut page = Self {
            title: format!("{} - {}", name.trim(), frame.name),
            state: StateView::new(&entry, t),
            text_label: text_label(&entry, t),
            plan_years: entry.plan_years.map(|years| years_told("entry.plan-years", years, t)),
            reported_for: reported_for(&entry, t),
            contact: Contact::new(plan_contact(&entry.plan, catalogue), &entry.id),
            reported_on: is_planned(&entry) || !entry.results.is_empty(),
            reports: entry.results.iter().zip(results).rev().map(|one| ReportView::new(one, t)).collect(),
            looks: looks(&entry, look, t),
            printed: look.printed.then(|| printed_parts(&entry, &text_label(&entry, t), t)),
            number: t.own(&entry.number),
            address: format!("/entries/{}", entry.id),
            json: t.html("entry.json", [("id", t.own(&entry.id).into())]),
            heading,
            body,
            terms,
            crumbs: crumbs(&entry, catalogue, t),
            original: original.as_ref().map(|one| link(one, t)),
            reprints: reprints.iter().map(|one| link(one, t)).collect(),
            resembles: resembles.as_ref().map(|one| RelatedView::new(one, &entry.plan, catalogue, t)),
            removed_like: views(&removed_like),
            related: views(&related),
            previous: previous.as_ref().map(|one| beside("entry.previous", one, t)),
            next: next.as_ref().map(|one| beside("entry.next", one, t)),
            citation,
            organisations: entry.organisations.iter().map(|name| organisation(name, catalogue, t)).collect(),
            indicators: entry.indicators.iter().map(|one| indicator(one, t)).collect(),
            plan: PlanView::new(&entry.plan, catalogue, t),
            category: entry.category.iter().map(|mark| t.category(mark)).collect(),
            title_variants: other_titles(&entry, t),
            departments: entry.departments.iter().map(|name| t.own(name)).collect(),
            related_departments: entry.related_departments.iter().map(|name| t.own(name)).collect(),
            document: t.html("entry.document", [("file", t.own(&entry.source.file).into())]),
            source: source(&entry, t),
            repairs: entry.source.repairs.iter().map(|one| repair(one, t)).collect(),
            t,
            frame,
            entry,
        };
        if look.ruby {
            page.stay_with_readings();
        }
        Ok(page)
    }

    /// Adds the parameter for readings to all links to other entries.
    fn stay_with_readings(&mut self) {
        let alike = [&mut self.removed_like, &mut self.related].into_iter().flatten();
        let links = alike.chain(&mut self.resembles).map(|one| &mut one.link);
        let again = self.reprints.iter_mut().chain(&mut self.original);
        let beside = [&mut self.previous, &mut self.next].into_iter().flatten();
        let terms = self.terms.iter_mut().filter_map(|term| term.by.as_mut());
        for link in links.chain(again).chain(beside).chain(terms) {
            link.href = address(&link.href, &[(RUBY.0, RUBY.1.to_owned())]);
        }
    }
}

impl RelatedView {
    fn new(related: &Related, plan: &str, catalogue: &Catalogue, t: Language) -> Self {
        let entry = &related.entry;
        let shared = related.shared.iter().take(MOST_SHARED).cloned().collect::<Vec<_>>().join("、");
        let other = which_plan(&entry.plan, catalogue).filter(|_| entry.plan != plan);
        Self {
            link: link(entry, t),
            plan: other.map(|plan| t.own(plan)),
            state: StateView::new(entry, t),
            shared: t.html("entry.shared", [("words", t.own(shared).into())]),
        }
    }
}

/// Returns links to the other views of an entry. An entry without repairs has no view as printed.
fn looks(entry: &Entry, now: Look, t: Language) -> Vec<Link> {
    let place = format!("/entries/{}", entry.id);
    let to = |label: String, looks: &[(&'static str, &str)]| {
        let pairs: Vec<_> = looks.iter().map(|&(name, value)| (name, value.to_owned())).collect();
        Link { label: Html::escaped(&label), href: address(&place, &pairs) }
    };
    let kept: &[_] = if now.ruby { &[RUBY] } else { &[] };
    if now.printed {
        return vec![to(t.say("entry.hide-printed"), kept)];
    }
    let ruby = if now.ruby {
        to(t.say("entry.hide-readings"), &[])
    } else {
        to(t.say("entry.show-readings"), &[RUBY])
    };
    let count = entry.repaired.len();
    let label = t.counted("entry.show-printed", count);
    let printed = (count > 0).then(|| to(label, &[&[PRINTED], kept].concat()));
    [Some(ruby), printed].into_iter().flatten().collect()
}

/// Describes how far the reports cover the years of the plan.
fn reported_for(entry: &Entry, t: Language) -> Option<String> {
    let plan = entry.plan_years?;
    let reported = entry.results.last()?.years?;
    let parts = [("planned", t.years(plan).into()), ("reported", t.years(reported).into())];
    Some(if reported.last_known() < plan.from {
        t.plain("entry.reported-before", parts)
    } else if reported.last_known() < plan.last_known() {
        t.plain("entry.reported-part", parts)
    } else {
        return None;
    })
}

fn plan_contact<'c>(id: &str, catalogue: &'c Catalogue) -> &'c str {
    catalogue.plan(id).map_or("", |plan| &plan.manifest.contact)
}

/// Returns a link to the page of an entry.
pub(super) fn link(entry: &Entry, t: Language) -> Link {
    Link { label: t.own(heading(&entry.number, &entry.title)), href: format!("/entries/{}", entry.id) }
}

/// Returns a link to the previous or next entry.
fn beside(key: &str, entry: &Entry, t: Language) -> Link {
    let Link { label, href } = link(entry, t);
    Link { label: t.html(key, [("title", label.into())]), href }
}

fn other_titles(entry: &Entry, t: Language) -> Vec<Html> {
    let titles = entry.title_variants.iter();
    titles.map(|title| t.html("item.other-title", [("title", t.own(title).into())])).collect()
}

/// A sentence with years in both calendars: 2011～2013年度(平成23～25年度).
fn years_told(key: &str, years: FiscalYears, t: Language) -> String {
    let told = match t {
        Language::Japanese => format!("{years}({})", years.in_eras()),
        Language::English => t.years(years),
    };
    t.plain(key, [("years", told.into())])
}

impl ReportView {
    fn new((report, html): (&Report, Html), t: Language) -> Self {
        let plain = matches!(report.status, Status::Reported | Status::NoneStated) && !report.text.is_empty();
        let years = report.years.map(|years| years_told("entry.result-years", years, t));
        Self { years, html, status: (!plain).then(|| t.status(report.status)) }
    }
}

impl PlanView {
    fn new(id: &str, catalogue: &Catalogue, t: Language) -> Self {
        let Some(plan) = catalogue.plan(id) else {
            return Self {
                name: t.own(id),
                contact: Html::default(),
                licence: Html::default(),
                source_url: String::new(),
                source_is_web: false,
            };
        };
        let manifest = &plan.manifest;
        let publisher = [manifest.publisher.as_str(), &manifest.edition];
        let publisher = publisher.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("、");
        let name = plan_name(plan).to_owned();
        Self {
            name: t.own(if publisher.is_empty() { name } else { format!("{name}({publisher})") }),
            contact: t.own(&manifest.contact),
            licence: t.own(&manifest.licence),
            source_is_web: is_web_address(&manifest.source_url),
            source_url: manifest.source_url.clone(),
        }
    }
}

/// Returns the headings above an entry. Headings of the plan's contents link to everything under them.
fn crumbs(entry: &Entry, catalogue: &Catalogue, t: Language) -> Vec<Crumb> {
    let everything_under = |key: &str, value: &str| {
        let mut params = SearchParams::default();
        params.filters.choose(facet::facet(key)?, value);
        Some(href(&params, 0))
    };
    let plan = which_plan(&entry.plan, catalogue)
        .map(|name| Crumb { label: t.own(name), href: everything_under("plan", &entry.plan) });
    let headings = entry.path.iter().enumerate().map(|(at, heading)| Crumb {
        label: t.own(heading.label()),
        href: ["chapter", "policy", "subsection"]
            .get(at)
            .zip(entry.sections.get(at))
            .and_then(|(key, section)| everything_under(key, section)),
    });
    plan.into_iter().chain(headings).collect()
}

/// Returns an organisation's display name with a link to every entry that it takes part in.
fn organisation(name: &str, catalogue: &Catalogue, t: Language) -> Link {
    let mut params = SearchParams::default();
    let facet = facet::facet("organisation");
    let label = facet.map_or_else(|| name.to_owned(), |facet| facet.value_label(name, catalogue));
    facet.into_iter().for_each(|facet| params.filters.choose(facet, name));
    Link { label: t.own(label), href: href(&params, 0) }
}

/// Returns the lines of the document that contain each part of the entry.
fn source(entry: &Entry, t: Language) -> Vec<Html> {
    let mut places: Vec<([u32; 2], Vec<Html>)> = Vec::new();
    for part in &entry.source.parts {
        let label = part_label(&part.field, t);
        match places.iter_mut().find(|(place, _)| *place == part.lines) {
            Some((_, labels)) if labels.contains(&label) => {}
            Some((_, labels)) => labels.push(label),
            None => places.push((part.lines, vec![label])),
        }
    }
    if places.is_empty() {
        places.push((entry.source.lines, vec![Html::escaped(&t.say("entry.part-whole"))]));
    }
    places.sort_by_key(|(place, _)| *place);
    let place = |([from, to], labels): ([u32; 2], Vec<Html>)| {
        let parts = ("parts", Html::joined(labels, &t.say("list.dot")).into());
        let line = |line: u32| Html::escaped(&line.to_string()).into();
        match from == to {
            true => t.html("entry.line", [("line", line(from)), parts]),
            false => t.html("entry.lines", [("from", line(from)), ("to", line(to)), parts]),
        }
    };
    places.into_iter().map(place).collect()
}

fn part_label(field: &str, t: Language) -> Html {
    let key = match field {
        "title" => "entry.part-title",
        "title_variants" => "entry.part-title-variant",
        "body" => "item.text",
        "period" => "facet.period",
        "result" => "facet.has_result",
        "notes" => "entry.part-notes",
        "departments" => "facet.department",
        "related_departments" => "facet.related_department",
        other => return t.own(other),
    };
    Html::escaped(&t.say(key))
}

/// Describes a repair: the printed text and its replacement.
fn repair(repair: &RepairRecord, t: Language) -> Html {
    let RepairRecord { line, printed, repaired, .. } = repair;
    let line = ("line", Html::escaped(&line.to_string()).into());
    let printed = ("printed", t.own(seen(printed)).into());
    match seen(repaired) {
        repaired if repaired.is_empty() => t.html("entry.left-out", [line, printed]),
        repaired => t.html("entry.read-as", [line, printed, ("repaired", t.own(repaired).into())]),
    }
}

/// An indicator on one line: 相談件数(件): 基準 100、目標 200、2012年度 150.
fn indicator(of: &Indicator, t: Language) -> Html {
    let unit = if of.unit.is_empty() { String::new() } else { format!("({})", of.unit) };
    let known = [("entry.baseline", &of.baseline), ("entry.target", &of.target)];
    let known = known
        .into_iter()
        .filter_map(|(key, value)| Some(t.html(key, [("value", t.own(value.as_ref()?).into())])));
    let actuals = of.actuals.iter().map(|actual| {
        let year = Html::escaped(&actual.year.to_string());
        t.html("entry.actual", [("year", year.into()), ("value", t.own(&actual.value).into())])
    });
    let label = t.own(format!("{}{unit}", of.name));
    t.html("item.named", [("label", label.into()), ("text", t.row(known.chain(actuals)).into())])
}
