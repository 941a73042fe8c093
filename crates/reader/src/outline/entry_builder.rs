//! Turns drafts into entries: fields become plain values, and the ledger records the holder of every stretch
//! of text.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    drafts::Draft,
    located_text::{Ledger, Text, line_of, number},
};
use shisaku_model::{
    Entry, Field, Groups, Heading, Holder, Note, Part, Place, Provenance, RepairRecord, Repaired,
    RepairedDocument, Report,
};
use wareki::FiscalYears;

/// Builds the entry of a draft and records its text in the ledger.
pub(super) fn entry(
    plan: &str,
    draft: &Draft,
    periods: &[(&'static str, FiscalYears)],
    documents: &[RepairedDocument],
    ledger: &mut Ledger,
) -> Entry {
    let mut entry = Entry::new(plan, &draft.local, draft.kind);
    let mut holding = Holding { id: entry.id.clone(), parts: Vec::new() };
    if !draft.borrowed_title {
        holding.hold("title", &draft.title, ledger);
    }
    for text in &draft.body {
        holding.hold("body", text, ledger);
    }
    let own = holding.lines(0);
    for text in &draft.repeated_titles {
        holding.hold("title", text, ledger);
    }
    for text in &draft.title_variants {
        holding.hold("title_variants", text, ledger);
    }
    for text in &draft.periods {
        holding.hold("period", text, ledger);
    }
    for report in &draft.reports {
        holding.hold("result", &report.text, ledger);
    }
    for text in &draft.departments {
        holding.hold("departments", text, ledger);
    }
    for text in &draft.related_departments {
        holding.hold("related_departments", text, ledger);
    }

    let texts = |texts: &[Text]| texts.iter().map(|text| text.text.clone()).collect::<Vec<_>>();
    entry.number.clone_from(&draft.number);
    entry.title.clone_from(&draft.title.text);
    entry.title_variants = texts(&draft.title_variants);
    entry.title_variants.dedup();
    let heading = |heading: &super::drafts::DraftHeading| Heading {
        number: heading.number.clone(),
        title: heading.title.text.clone(),
    };
    entry.path = draft.headings.iter().map(heading).collect();
    entry.sections.clone_from(&draft.sections);
    entry.body = texts(&draft.body);
    entry.period.clone_from(&draft.period);
    entry.plan_years = draft.plan_years.or_else(|| years_of(draft.period.as_deref()?, periods));
    for report in &draft.reports {
        entry.add_report(Report {
            years: report.years,
            text: report.text.text.clone(),
            status: report.status,
            source: place(&report.text, documents),
        });
    }
    entry.departments = distinct(&draft.departments);
    entry.related_departments = distinct(&draft.related_departments);
    entry.organisations.clone_from(&draft.organisations);
    entry.groups = Groups {
        departments: entry.departments.clone(),
        related_departments: entry.related_departments.clone(),
        organisations: entry.organisations.clone(),
    };
    entry.category.clone_from(&draft.category);
    entry.reprint_of = draft.reprint_of.as_ref().map(|local| format!("{plan}/{local}"));
    let note = |(term, text): &(Text, Text)| Note { term: term.text.clone(), text: text.text.clone() };
    entry.notes = draft.notes.iter().map(note).collect();
    let headings: Vec<&Text> = draft.headings.iter().map(|heading| &heading.title).collect();
    entry.source = holding.provenance(own, &headings, documents);
    entry.repaired = repaired(&entry, draft, documents);
    entry
}

/// Ranges of the entry's texts where the print differs.
fn repaired(entry: &Entry, draft: &Draft, documents: &[RepairedDocument]) -> Vec<Repaired> {
    let mut texts: Vec<(Field, usize, &Text)> = vec![(Field::Title, 0, &draft.title)];
    let variant = |of: &Text| entry.title_variants.iter().position(|one| *one == of.text);
    let variants = draft.title_variants.iter().filter_map(|text| Some((variant(text)?, text)));
    texts.extend(variants.map(|(index, text)| (Field::TitleVariant, index, text)));
    texts.extend((0..).zip(&draft.headings).map(|(index, heading)| (Field::Path, index, &heading.title)));
    let periods = draft.periods.iter().filter(|text| entry.period.as_ref() == Some(&text.text));
    texts.extend(periods.map(|text| (Field::Period, 0, text)));
    texts.extend((0..).zip(&draft.body).map(|(index, text)| (Field::Body, index, text)));
    // The entry sorts its results by year, so positions are looked up.
    let report = |of: &Text| {
        let source = place(of, documents);
        entry.results.iter().position(|one| one.text == of.text && one.source == source)
    };
    let reports = draft.reports.iter().filter_map(|one| Some((report(&one.text)?, &one.text)));
    texts.extend(reports.map(|(index, text)| (Field::Result, index, text)));
    for (index, (term, text)) in (0..).zip(&draft.notes) {
        texts.extend([(Field::NoteTerm, index, term), (Field::Note, index, text)]);
    }
    let (mut all, mut listed) = (Vec::new(), BTreeSet::new());
    for (field, index, text) in texts {
        let here = text.repaired(documents);
        // A text that is printed twice, such as a title variant or a period, is listed once.
        if !here.is_empty() && listed.insert((field, index)) {
            all.extend(here.into_iter().map(|(range, printed)| Repaired { field, index, range, printed }));
        }
    }
    all
}

/// The years of a period. Several periods joined by ・ span from the first year to the last.
fn years_of(period: &str, periods: &[(&'static str, FiscalYears)]) -> Option<FiscalYears> {
    let spans = period.split('・').filter_map(|name| periods.iter().find(|(known, _)| *known == name));
    spans.map(|(_, years)| *years).reduce(|one, other| FiscalYears {
        from: one.from.min(other.from),
        to: one.to.zip(other.to).map(|(one, other)| one.max(other)),
    })
}

/// The distinct names, in printed order. A table and the text may both name a department.
fn distinct(names: &[Text]) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for name in names.iter().map(|name| &name.text) {
        if !once.contains(name) {
            once.push(name.clone());
        }
    }
    once
}

fn place(text: &Text, documents: &[RepairedDocument]) -> Place {
    let (document, line, _) = text.position();
    let last = text.slices.last().map_or(line, |slice| slice.line);
    let file = documents.get(document).map(|document| document.file.clone()).unwrap_or_default();
    Place { file, lines: [number(line), number(last)] }
}

/// The texts that an entry holds so far.
struct Holding<'a> {
    id: String,
    parts: Vec<(&'static str, &'a Text)>,
}

impl<'a> Holding<'a> {
    fn hold(&mut self, field: &'static str, text: &'a Text, ledger: &mut Ledger) {
        ledger.hold_text(text, &Holder::Entry { id: self.id.clone(), field });
        self.parts.push((field, text));
    }

    /// First and last line of the parts from index `from` on, within the document of the first one.
    fn lines(&self, from: usize) -> (usize, [u32; 2]) {
        let mut slices = self.parts[from..].iter().flat_map(|(_, text)| &text.slices);
        let Some(first) = slices.next() else { return (0, [0, 0]) };
        let here = slices.filter(|slice| slice.document == first.document).map(|slice| number(slice.line));
        let start = number(first.line);
        let lines = here.fold([start, start], |[min, max], line| [min.min(line), max.max(line)]);
        (first.document, lines)
    }

    fn provenance(
        &self,
        (document, lines): (usize, [u32; 2]),
        headings: &[&Text],
        documents: &[RepairedDocument],
    ) -> Provenance {
        let mut parts: Vec<Part> = Vec::new();
        for (field, text) in &self.parts {
            for slice in
                text.slices.iter().filter(|slice| slice.document == document && !slice.range.is_empty())
            {
                let line = number(slice.line);
                match parts.last_mut() {
                    Some(part)
                        if part.field == *field && part.lines[0] <= line && line <= part.lines[1] + 2 =>
                    {
                        part.lines[1] = part.lines[1].max(line);
                    }
                    _ => parts.push(Part { field: (*field).to_owned(), lines: [line, line] }),
                }
            }
        }
        // Keyed by position, so that a line in two parts lists its repairs once.
        let mut repairs: BTreeMap<(u32, usize), RepairRecord> = BTreeMap::new();
        let own = self.parts.iter().map(|(_, text)| *text);
        for slice in own.chain(headings.iter().copied()).flat_map(|text| &text.slices) {
            let Some(line) = line_of(documents, slice).filter(|_| slice.document == document) else {
                continue;
            };
            for (mend, record) in line.mends.iter().zip(line.records()) {
                if mend.text.start <= slice.range.end && slice.range.start <= mend.text.end {
                    repairs.insert((line.number, mend.text.start), record);
                }
            }
        }
        Provenance {
            file: documents.get(document).map(|document| document.file.clone()).unwrap_or_default(),
            lines,
            parts,
            repairs: repairs.into_values().collect(),
        }
    }
}
