//! The page of one entry.

mod texts;

use askama::Template;

use super::{
    Frame, Link, StateView, contact::Contact, heading, href, is_planned, plan_name, text_label, which_plan,
};
pub(in crate::web) use texts::{Look, PRINTED, RUBY};
use texts::{PrintedPart, TermView, Texts, printed_parts, seen};

use shisaku_engine::EngineError;
use shisaku_model::{
    Catalogue, Entry, Indicator, RepairRecord, Report, Status, address, facet, is_web_address,
};
use shisaku_search::{Citation, Related, Search, SearchParams, Surroundings};
use wareki::FiscalYears;

/// Words in common that are named; the weightiest come first.
const MOST_SHARED: usize = 5;

/// The page of one entry.
#[derive(Debug, Template)]
#[template(path = "entry.html")]
pub(in crate::web) struct EntryPage {
    frame: Frame,
    title: String,
    entry: Entry,
    /// The entry's title and paragraphs as HTML.
    heading: String,
    body: Vec<String>,
    terms: Vec<TermView>,
    /// Other ways to look at the same.
    looks: Vec<Link>,
    /// The text as printed beside the repaired one, where that is asked for.
    printed: Option<Vec<PrintedPart>>,
    state: StateView,
    text_label: &'static str,
    plan_years: Option<String>,
    /// Of what years there are results, beside the years of the plan.
    reported_for: Option<String>,
    /// Whom to tell of a mistake in the text, with a link where it is one.
    contact: Contact,
    /// Whether it is something that is reported on.
    reported_on: bool,
    reports: Vec<ReportView>,
    crumbs: Vec<Crumb>,
    /// The bodies that act in it, each with a link to all that it acts in.
    organisations: Vec<Link>,
    /// The entry that this one prints again.
    original: Option<Link>,
    /// What prints it again.
    reprints: Vec<Link>,
    resembles: Option<RelatedView>,
    removed_like: Vec<RelatedView>,
    related: Vec<RelatedView>,
    previous: Option<Link>,
    next: Option<Link>,
    citation: Citation,
    indicators: Vec<String>,
    plan: PlanView,
    source: Vec<String>,
    repairs: Vec<String>,
}

/// A step from the whole plan down to the entry.
#[derive(Debug)]
struct Crumb {
    label: String,
    /// Everything under that heading; `None` where a search cannot ask for it.
    href: Option<String>,
}

/// An entry like this one.
#[derive(Debug)]
struct RelatedView {
    link: Link,
    /// The plan it stands in, where that is another.
    plan: Option<String>,
    state: StateView,
    /// The words that both have.
    shared: String,
}

/// One report.
#[derive(Debug)]
struct ReportView {
    years: Option<String>,
    html: String,
    /// What the report comes to, where its text does not say so itself.
    status: Option<&'static str>,
}

/// What is known of the plan; a text is empty where its keeper does not know it.
#[derive(Debug)]
struct PlanView {
    name: String,
    contact: String,
    licence: String,
    source_url: String,
    /// Whether that can be a link; a keeper may have typed anything.
    source_is_web: bool,
}

impl EntryPage {
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
        let catalogue = search.catalogue();
        let ruby = look.ruby && !look.printed;
        let Texts { title: heading, body, results, terms } =
            Texts::new(&entry, &search.explained(&entry)?, ruby.then(|| search.analyzer()));
        let views =
            |of: &[Related]| of.iter().map(|one| RelatedView::new(one, &entry.plan, catalogue)).collect();
        let name = [entry.number.as_str(), &entry.title].join(" ");
        let mut page = Self {
            title: format!("{} - {}", name.trim(), frame.name),
            state: StateView::new(&entry),
            text_label: text_label(&entry),
            plan_years: entry.plan_years.map(both_ways),
            reported_for: reported_for(&entry),
            contact: Contact::new(plan_contact(&entry.plan, catalogue), &entry.id),
            reported_on: is_planned(&entry) || !entry.results.is_empty(),
            reports: entry.results.iter().zip(results).rev().map(ReportView::new).collect(),
            looks: looks(&entry, look),
            printed: look.printed.then(|| printed_parts(&entry, text_label(&entry))),
            heading,
            body,
            terms,
            crumbs: crumbs(&entry, catalogue),
            original: original.as_ref().map(link),
            reprints: reprints.iter().map(link).collect(),
            resembles: resembles.as_ref().map(|one| RelatedView::new(one, &entry.plan, catalogue)),
            removed_like: views(&removed_like),
            related: views(&related),
            previous: previous.as_ref().map(link),
            next: next.as_ref().map(link),
            citation,
            organisations: entry.organisations.iter().map(|name| organisation(name, catalogue)).collect(),
            indicators: entry.indicators.iter().map(indicator).collect(),
            plan: PlanView::new(&entry.plan, catalogue),
            source: source(&entry),
            repairs: entry.source.repairs.iter().map(repair).collect(),
            frame,
            entry,
        };
        if look.ruby {
            page.stay_with_readings();
        }
        Ok(page)
    }

    /// Makes whatever leads to another entry lead to its readings too.
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
    fn new(related: &Related, plan: &str, catalogue: &Catalogue) -> Self {
        let entry = &related.entry;
        let other = which_plan(&entry.plan, catalogue).filter(|_| entry.plan != plan);
        Self {
            link: link(entry),
            plan: other.map(str::to_owned),
            state: StateView::new(entry),
            shared: related.shared.iter().take(MOST_SHARED).cloned().collect::<Vec<_>>().join("、"),
        }
    }
}

/// The other ways to look at an entry. What nobody repaired is as printed.
fn looks(entry: &Entry, now: Look) -> Vec<Link> {
    let place = format!("/entries/{}", entry.id);
    let to = |label: String, looks: &[(&'static str, &str)]| {
        let pairs: Vec<_> = looks.iter().map(|&(name, value)| (name, value.to_owned())).collect();
        Link { label, href: address(&place, &pairs) }
    };
    let kept: &[_] = if now.ruby { &[RUBY] } else { &[] };
    if now.printed {
        return vec![to("直した文章だけを見る".to_owned(), kept)];
    }
    let ruby = if now.ruby {
        to("ふりがなを外す".to_owned(), &[])
    } else {
        to("ふりがなを付ける".to_owned(), &[RUBY])
    };
    let count = entry.repaired.len();
    let label = format!("原文のまま見る(直した所 {count} か所)");
    let printed = (count > 0).then(|| to(label, &[&[PRINTED], kept].concat()));
    [Some(ruby), printed].into_iter().flatten().collect()
}

/// How far the reports go in the years of the plan.
fn reported_for(entry: &Entry) -> Option<String> {
    let plan = entry.plan_years?;
    let reported = entry.results.last()?.years?;
    let (planned, told) = (plan.in_eras(), reported.in_eras());
    Some(if reported.last_known() < plan.from {
        format!("計画の年度({planned})の結果は、この文書にはありません。あるのは{told}の報告です。")
    } else if reported.last_known() < plan.last_known() {
        format!("計画の年度({planned})のうち、この文書に結果があるのは{told}だけです。")
    } else {
        return None;
    })
}

fn plan_contact<'c>(id: &str, catalogue: &'c Catalogue) -> &'c str {
    catalogue.plan(id).map_or("", |plan| &plan.manifest.contact)
}

/// The way to another entry.
pub(super) fn link(entry: &Entry) -> Link {
    Link { label: heading(&entry.number, &entry.title), href: format!("/entries/{}", entry.id) }
}

/// Years as people count them and as programs do: 2011～2013年度(平成23～25年度).
fn both_ways(years: FiscalYears) -> String {
    format!("{years}({})", years.in_eras())
}

impl ReportView {
    fn new((report, html): (&Report, String)) -> Self {
        let plain = matches!(report.status, Status::Reported | Status::NoneStated) && !report.text.is_empty();
        Self { years: report.years.map(both_ways), html, status: (!plain).then(|| report.status.label()) }
    }
}

impl PlanView {
    fn new(id: &str, catalogue: &Catalogue) -> Self {
        let Some(plan) = catalogue.plan(id) else {
            let [contact, licence, source_url] = std::array::from_fn(|_| String::new());
            return Self { name: id.to_owned(), contact, licence, source_url, source_is_web: false };
        };
        let manifest = &plan.manifest;
        let publisher = [manifest.publisher.as_str(), &manifest.edition];
        let publisher = publisher.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("、");
        let name = plan_name(plan).to_owned();
        Self {
            name: if publisher.is_empty() { name } else { format!("{name}({publisher})") },
            contact: manifest.contact.clone(),
            licence: manifest.licence.clone(),
            source_is_web: is_web_address(&manifest.source_url),
            source_url: manifest.source_url.clone(),
        }
    }
}

/// The headings above an entry; those of the plan's own contents link to everything under them.
fn crumbs(entry: &Entry, catalogue: &Catalogue) -> Vec<Crumb> {
    let everything_under = |key: &str, value: &str| {
        let mut params = SearchParams::default();
        params.filters.choose(facet::facet(key)?, value);
        Some(href(&params, 0))
    };
    let plan = which_plan(&entry.plan, catalogue)
        .map(|name| Crumb { label: name.to_owned(), href: everything_under("plan", &entry.plan) });
    let headings = entry.path.iter().enumerate().map(|(at, heading)| Crumb {
        label: heading.label(),
        href: ["chapter", "policy", "subsection"]
            .get(at)
            .zip(entry.sections.get(at))
            .and_then(|(key, section)| everything_under(key, section)),
    });
    plan.into_iter().chain(headings).collect()
}

/// A body by its name for people, with a link to every entry that it acts in.
fn organisation(name: &str, catalogue: &Catalogue) -> Link {
    let mut params = SearchParams::default();
    let facet = facet::facet("organisation");
    let label = facet.map_or_else(|| name.to_owned(), |facet| facet.value_label(name, catalogue));
    facet.into_iter().for_each(|facet| params.filters.choose(facet, name));
    Link { label, href: href(&params, 0) }
}

/// The document, and where in it each part stands.
fn source(entry: &Entry) -> Vec<String> {
    let mut places: Vec<([u32; 2], Vec<&str>)> = Vec::new();
    for part in &entry.source.parts {
        let label = part_label(&part.field);
        match places.iter_mut().find(|(place, _)| *place == part.lines) {
            Some((_, labels)) if labels.contains(&label) => {}
            Some((_, labels)) => labels.push(label),
            None => places.push((part.lines, vec![label])),
        }
    }
    if places.is_empty() {
        places.push((entry.source.lines, vec!["全体"]));
    }
    places.sort_by_key(|(place, _)| *place);
    let place = |(lines, labels): ([u32; 2], Vec<&str>)| format!("{}: {}", span(lines), labels.join("・"));
    places.into_iter().map(place).collect()
}

fn span([from, to]: [u32; 2]) -> String {
    if from == to { format!("{from}行目") } else { format!("{from}～{to}行目") }
}

fn part_label(field: &str) -> &str {
    match field {
        "title" => "題名",
        "title_variants" => "別の題名",
        "body" => "本文",
        "period" => "計画区分",
        "result" => "実績",
        "notes" => "用語の説明",
        "departments" => "担当課",
        "related_departments" => "関係課",
        other => other,
    }
}

/// What the document has and what it was read as.
fn repair(repair: &RepairRecord) -> String {
    let RepairRecord { line, printed, repaired, .. } = repair;
    let (printed, repaired) = (seen(printed), seen(repaired));
    if repaired.is_empty() {
        format!("{line}行目: 「{printed}」を除きました")
    } else {
        format!("{line}行目: 「{printed}」を「{repaired}」と読みました")
    }
}

/// A figure in one line: 相談件数(件): 基準 100、目標 200、2012年度 150.
fn indicator(of: &Indicator) -> String {
    let unit = if of.unit.is_empty() { String::new() } else { format!("({})", of.unit) };
    let known = [("基準", &of.baseline), ("目標", &of.target)];
    let known = known.into_iter().filter_map(|(label, value)| Some(format!("{label} {}", value.as_ref()?)));
    let actuals = of.actuals.iter().map(|actual| format!("{}年度 {}", actual.year, actual.value));
    format!("{}{unit}: {}", of.name, known.chain(actuals).collect::<Vec<_>>().join("、"))
}
