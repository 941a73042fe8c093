//! Turns drafts into entries: fields become plain values, and the ledger records the holder of every stretch
//! of text.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    sync::Arc,
};

use itertools::Itertools as _;

use super::{
    drafts::{Draft, DraftHeading},
    located_text::{Ledger, Slice, Text, line_of, printed_number},
    result_status::{self, Context, Legend},
};
use shisaku_model::{
    Entry, Field, Groups, Heading, Holder, Note, Part, Place, Provenance, RepairRecord, Repaired,
    RepairedDocument, Report,
};
use wareki::FiscalYears;

/// Builds the entries of a plan.
pub(super) struct EntryBuilder<'a> {
    /// Names of periods with their defined years.
    pub periods: &'a [(&'static str, FiscalYears)],
    /// Years of the whole plan, as staff or a labelled line state them. A sentence may tell of another plan.
    pub plan_years: Option<FiscalYears>,
    /// Meanings of the marks that the plan explains.
    pub legend: &'a Legend,
    pub documents: &'a [RepairedDocument],
    /// The headings above the last entry, which its siblings share.
    pub path: (Vec<Rc<DraftHeading>>, Arc<[Heading]>),
}

impl EntryBuilder<'_> {
    /// Builds the entry of a draft and records its text in the ledger.
    pub(super) fn entry(&mut self, mut draft: Box<Draft>, ledger: &mut Ledger) -> Entry {
        let mut entry = std::mem::take(&mut draft.entry).into_entry();
        entry.path = self.path(std::mem::take(&mut draft.headings));
        let (draft, documents) = (&*draft, self.documents);
        let texts = |texts: &[Text]| texts.iter().map(|text| text.text.to_string()).collect_vec();
        entry.title = draft.title.text.to_string();
        entry.title_variants = texts(&draft.title_variants);
        entry.title_variants.dedup();
        entry.body = draft.body.iter().map(labelled).collect();
        entry.plan_years = entry.plan_years.or(draft.years.map(|years| bounded(years, self.plan_years)));
        entry.plan_years = entry.plan_years.or_else(|| years_of(entry.period.as_deref()?, self.periods));
        for (years, cell) in &draft.results {
            let context = Context { years: *years, legend: Some(self.legend) };
            entry.add_report(Report {
                years: *years,
                text: cell.text.to_string(),
                status: result_status::read_with(&cell.in_lines(), context).status,
                source: cell.place(documents),
            });
        }
        // A table and the text may both name a department.
        let distinct = |names: &[Text]| names.iter().map(|name| name.text.to_string()).unique().collect_vec();
        entry.departments = distinct(&draft.departments);
        entry.related_departments = distinct(&draft.related_departments);
        entry.groups = Groups {
            departments: entry.departments.clone(),
            related_departments: entry.related_departments.clone(),
            organisations: entry.organisations.clone(),
        };
        entry.indicators.clone_from(&draft.indicators);
        let note =
            |(term, text): &(Text, Text)| Note { term: term.text.to_string(), text: text.text.to_string() };
        entry.notes = draft.notes.iter().map(note).collect();
        let parts = parts(draft);
        let id: Arc<str> = entry.id.as_str().into();
        for (field, text) in &parts {
            ledger.hold(text, Holder::Entry { id: id.clone(), field });
        }
        let headings = &self.path.0;
        entry.source = provenance(&parts, draft, headings, documents);
        entry.repaired = repaired(&entry, draft, headings, documents);
        entry
    }

    /// The headings above an entry: those of the entry before, if they are the same.
    fn path(&mut self, headings: Vec<Rc<DraftHeading>>) -> Arc<[Heading]> {
        let (last, path) = &mut self.path;
        let same = last.len() == headings.len() && last.iter().zip(&headings).all(|(a, b)| Rc::ptr_eq(a, b));
        if !same {
            let heading = |heading: &Rc<DraftHeading>| Heading {
                number: heading.number.clone(),
                title: heading.title.text.to_string(),
            };
            *path = headings.iter().map(heading).collect();
            *last = headings;
        }
        path.clone()
    }
}

/// A text behind its label.
fn labelled(text: &Text) -> String {
    format!("{}{}", label(text), text.text)
}

fn label(text: &Text) -> String {
    text.label.as_ref().map(|label| format!("{label}：")).unwrap_or_default()
}

/// Years of a measure without a stated end last as long as the plan.
fn bounded(years: FiscalYears, plan: Option<FiscalYears>) -> FiscalYears {
    let end = plan.and_then(FiscalYears::last).filter(|_| years.last().is_none());
    let span = years.first().zip(end).filter(|(from, to)| from <= to);
    span.map_or(years, |(from, to)| FiscalYears::new(from, to))
}

/// Ranges of the entry's texts where the print differs.
fn repaired(
    entry: &Entry,
    draft: &Draft,
    headings: &[Rc<DraftHeading>],
    documents: &[RepairedDocument],
) -> Vec<Repaired> {
    let mut texts: Vec<(Field, usize, &Text)> = vec![(Field::Title, 0, &draft.title)];
    let variant = |of: &Text| entry.title_variants.iter().position(|one| *one == of.text);
    let variants = draft.title_variants.iter().filter_map(|text| Some((variant(text)?, text)));
    texts.extend(variants.map(|(index, text)| (Field::TitleVariant, index, text)));
    texts.extend((0..).zip(headings).map(|(index, heading)| (Field::Path, index, &heading.title)));
    let periods = draft.periods.iter().filter(|text| entry.period.as_deref() == Some(text.text.as_str()));
    texts.extend(periods.map(|text| (Field::Period, 0, text)));
    texts.extend((0..).zip(&draft.body).map(|(index, text)| (Field::Body, index, text)));
    // The entry sorts its results by year, so positions are looked up.
    let report = |of: &Text| {
        let source = of.place(documents);
        entry.results.iter().position(|one| one.text == of.text && one.source == source)
    };
    let reports = draft.results.iter().filter_map(|(_, text)| Some((report(text)?, text)));
    texts.extend(reports.map(|(index, text)| (Field::Result, index, text)));
    for (index, (term, text)) in (0..).zip(&draft.notes) {
        texts.extend([(Field::NoteTerm, index, term), (Field::Note, index, text)]);
    }
    let (mut all, mut listed) = (Vec::new(), BTreeSet::new());
    for (field, index, text) in texts {
        let here = text.repaired(documents);
        // A text that is printed twice, such as a title variant or a period, is listed once.
        if !here.is_empty() && listed.insert((field, index)) {
            let shift = if field == Field::Body { label(text).len() } else { 0 };
            all.extend(here.into_iter().map(|(range, printed)| {
                let range = range.start + shift..range.end + shift;
                Repaired { field, index, range, printed }
            }));
        }
    }
    all
}

/// The years of a period. Several periods joined by ・ span from the first year to the last.
fn years_of(period: &str, periods: &[(&'static str, FiscalYears)]) -> Option<FiscalYears> {
    let spans = period.split('・').filter_map(|name| periods.iter().find(|(known, _)| *known == name));
    spans.map(|(_, years)| Some(*years)).reduce(|one, other| one?.joined(other?)).flatten()
}

/// The texts that the entry of a draft holds, by field.
fn parts(draft: &Draft) -> Vec<(&'static str, &Text)> {
    let title = (!draft.borrowed_title).then_some(("title", &draft.title));
    let body = draft.body.iter().map(|text| ("body", text));
    let repeated = draft.repeated_titles.iter().map(|text| ("title", text));
    let variants = draft.title_variants.iter().map(|text| ("title_variants", text));
    let periods = draft.periods.iter().map(|text| ("period", text));
    let results = draft.results.iter().map(|(_, text)| ("result", text));
    let leads = draft.departments.iter().map(|text| ("departments", text));
    let related = draft.related_departments.iter().map(|text| ("related_departments", text));
    let titles = title.into_iter().chain(body).chain(repeated).chain(variants);
    titles.chain(periods).chain(results).chain(leads).chain(related).collect()
}

fn provenance(
    all: &[(&'static str, &Text)],
    draft: &Draft,
    headings: &[Rc<DraftHeading>],
    documents: &[RepairedDocument],
) -> Provenance {
    // The entry stands where its title and body are printed, in the document of the first of them.
    let own = usize::from(!draft.borrowed_title) + draft.body.len();
    let own = all[..own].iter().flat_map(|(_, text)| &text.slices);
    let document = own.clone().next().map_or(0, Slice::document);
    let here = own.filter(|slice| slice.document() == document).map(Slice::line);
    let place = |of: &RepairedDocument| of.place(here);
    let Place { file, lines, at } = documents.get(document).map_or_else(|| Place::file(""), place);
    let locator = |line| documents.get(document).map(|of| of.locator(line)).unwrap_or_default();
    let mut parts: Vec<Part> = Vec::new();
    for (field, text) in all {
        for slice in text.slices.iter().filter(|slice| slice.document() == document && !slice.is_empty()) {
            let (line, at) = (printed_number(documents, document, slice.line()), locator(slice.line()));
            let last = parts.last_mut().filter(|part| part.field == *field);
            let last = last.filter(|part| part.lines[0] <= line && line <= part.lines[1] + 2);
            match last.and_then(|part| Some((part.at.joined(&at)?, part))) {
                Some((both, part)) => (part.lines[1], part.at) = (part.lines[1].max(line), both),
                None => parts.push(Part { field: Cow::Borrowed(*field), lines: [line, line], at }),
            }
        }
    }
    // Keyed by position, so that a line in two parts lists its repairs once.
    let mut repairs: BTreeMap<(usize, usize), RepairRecord> = BTreeMap::new();
    let headings = headings.iter().map(|heading| &heading.title);
    let texts = all.iter().map(|(_, text)| *text).chain(headings);
    for slice in texts.flat_map(|text| &text.slices).filter(|slice| slice.document() == document) {
        let Some(line) = line_of(documents, slice) else { continue };
        for (mend, record) in line.mends().iter().zip(line.records()) {
            if mend.text.start <= slice.range().end && slice.range().start <= mend.text.end {
                let record = RepairRecord { at: locator(slice.line()), ..record };
                repairs.insert((slice.line(), mend.text.start), record);
            }
        }
    }
    Provenance { file, lines, at, parts, repairs: repairs.into_values().collect() }
}
