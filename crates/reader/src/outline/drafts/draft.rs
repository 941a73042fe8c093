//! A draft: an entry whose texts still know their position in the documents.

use std::{rc::Rc, sync::Arc};

use super::super::{
    located_text::{Ledger, Text},
    numbering,
};
use shisaku_model::{Entry, Holder, Indicator, Kind};
use wareki::FiscalYears;

/// A heading above a draft.
#[derive(Debug, Clone)]
pub(in crate::outline) struct DraftHeading {
    pub number: String,
    pub title: Text,
}

impl DraftHeading {
    /// Reads a cell that names a heading: its number and its title.
    pub(crate) fn read(mut cell: Text, ledger: &mut Ledger) -> Self {
        let numbering = numbering::read(&cell.text);
        if let Some(numbering) = &numbering {
            ledger.hold(&cell.take(numbering.length), Holder::Numbering);
        }
        ledger.hold(&cell, Holder::Heading);
        Self { number: numbering.map(|numbering| numbering.label).unwrap_or_default(), title: cell }
    }
}

/// The values of an entry that are no text of the documents. An [`Entry`] is three times as large, and all drafts
/// of a plan are kept together.
#[derive(Debug, Clone, Default)]
pub(in crate::outline) struct Facts {
    pub id: String,
    pub kind: Kind,
    pub number: String,
    pub category: Vec<String>,
    pub sections: Arc<[String]>,
    pub organisations: Vec<String>,
    pub period: Option<String>,
    pub plan_years: Option<FiscalYears>,
    pub reprint_of: Option<String>,
}

impl Facts {
    pub(crate) fn new(plan: &str, local: &str, kind: Kind) -> Self {
        Self { id: format!("{plan}/{local}"), kind, ..Self::default() }
    }

    /// The id without the plan: `5-1-1-1`.
    pub(crate) fn local(&self) -> &str {
        self.id.split_once('/').map_or(self.id.as_str(), |(_, local)| local)
    }

    /// An entry without texts.
    pub(crate) fn into_entry(self) -> Entry {
        let Self { id, kind, number, category, sections, organisations, period, plan_years, reprint_of } =
            self;
        let (plan, local) = id.split_once('/').unwrap_or(("", &id));
        Entry {
            number,
            category,
            sections,
            organisations,
            period,
            plan_years,
            reprint_of,
            ..Entry::new(plan, local, kind)
        }
    }
}

/// An entry whose texts still know their position in the documents.
#[derive(Debug, Clone)]
pub(in crate::outline) struct Draft {
    pub entry: Facts,
    pub title: Text,
    /// True if the title belongs to a heading, which then holds its text in the ledger.
    pub borrowed_title: bool,
    /// Identical reprints of the title.
    pub repeated_titles: Vec<Text>,
    pub title_variants: Vec<Text>,
    pub headings: Vec<Rc<DraftHeading>>,
    pub body: Vec<Text>,
    pub notes: Vec<(Text, Text)>,
    pub periods: Vec<Text>,
    /// Years that the measure itself states.
    pub years: Option<FiscalYears>,
    pub indicators: Vec<Indicator>,
    /// Result cells with their years.
    pub results: Vec<(Option<FiscalYears>, Text)>,
    pub departments: Vec<Text>,
    pub related_departments: Vec<Text>,
    /// Its numbers below the chapter: `[1, 2, 3]` for 1-2(3).
    pub key: Vec<u32>,
    /// Tree node of its chapter.
    pub chapter: Option<usize>,
}

impl Draft {
    pub(crate) fn new(entry: Facts, title: &Text) -> Box<Self> {
        Box::new(Self {
            entry,
            title: title.clone(),
            borrowed_title: false,
            repeated_titles: Vec::new(),
            title_variants: Vec::new(),
            headings: Vec::new(),
            body: Vec::new(),
            notes: Vec::new(),
            periods: Vec::new(),
            years: None,
            indicators: Vec::new(),
            results: Vec::new(),
            departments: Vec::new(),
            related_departments: Vec::new(),
            key: Vec::new(),
            chapter: None,
        })
    }

    /// True if results can be joined to it.
    pub(crate) fn is_item(&self) -> bool {
        matches!(self.entry.kind, Kind::Measure | Kind::Framework)
    }

    /// Gives back the room that its lists grew by and do not use. Most hold one text.
    pub(crate) fn shrink(&mut self) {
        self.body.shrink_to_fit();
        self.departments.shrink_to_fit();
        self.results.shrink_to_fit();
    }

    /// Position of its title or body, for sorting in printed order.
    pub(crate) fn position(&self) -> (usize, usize, usize) {
        let title = (!self.borrowed_title).then_some(&self.title);
        let texts = title.into_iter().chain(&self.body).filter(|text| !text.slices.is_empty());
        texts.map(Text::position).min().unwrap_or_default()
    }
}
