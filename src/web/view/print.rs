//! The printable page of a whole list.

use askama::Template;

use super::{
    Frame, about, attention, bodies, export_href, href, is_reported_early, list_href, page_of,
    reported_years, result_of, result_told,
    search::without_text,
    source_links::{places_of, to_place},
};
use crate::{
    api::{self, About},
    web::language::{Html, Language},
};
use shisaku_engine::sources::Sources;
use shisaku_model::{Catalogue, Entry, Kind, japan};
use shisaku_search::{Listing, Notice, Search};

/// The list as a table, with the conditions of the search.
#[derive(Template)]
#[template(path = "print.html")]
pub(in crate::web) struct PrintPage<'a> {
    t: Language,
    frame: Frame,
    listing: &'a Listing,
    entries: &'a [Entry],
    catalogue: &'a Catalogue,
    sources: &'a Sources,
    notices: Vec<Notice>,
    /// The document that contains every entry, if there is only one.
    file: Option<&'a str>,
    /// True if the list has the text of the plan.
    shows_text: bool,
}

impl<'a> PrintPage<'a> {
    pub(crate) fn new(
        frame: Frame,
        listing: &'a Listing,
        entries: &'a [Entry],
        search: &'a Search,
        (notices, shows_text): (Vec<Notice>, bool),
    ) -> Self {
        let reports =
            entries.iter().flat_map(|entry| &entry.results).map(|report| report.source.file.as_str());
        let mut files = entries.iter().map(|entry| entry.source.file.as_str()).chain(reports);
        let first = files.next();
        let file = first.filter(|first| files.all(|file| file == *first));
        let (catalogue, sources) = (search.catalogue(), search.sources());
        Self { t: frame.t, frame, listing, entries, catalogue, sources, notices, file, shows_text }
    }

    /// Returns the link to this page with or without the text of the plan.
    fn to_text(&self) -> String {
        let whole = list_href("/print", &self.listing.params, None);
        self.t.to(&if self.shows_text { without_text(&whole) } else { whole })
    }

    fn title(&self) -> String {
        let words = self.listing.params.text.trim();
        let (count, name) = (self.listing.count().into(), self.frame.name.as_str().into());
        match words.is_empty() {
            true => self.t.plain("print.title", [("count", count), ("name", name)]),
            false => {
                let parts = [("words", words.into()), ("count", count), ("name", name)];
                self.t.plain("print.title-words", parts)
            }
        }
    }

    fn conditions(&self) -> Vec<(Html, Html)> {
        let about = About { exported_at: &japan::now_utc(), base: "" };
        let all = api::conditions(self.listing, self.catalogue, &about).into_iter();
        all.map(|(name, value)| (self.t.message(&name), self.t.parameter(&value))).collect()
    }

    /// A notice that only the first rows are shown, if that is the case.
    fn cut(&self) -> Option<Html> {
        let (shown, count) = (self.entries.len(), self.listing.count());
        let parts = [("shown", shown.into()), ("count", count.into())];
        (shown < count).then(|| self.t.html("print.cut", parts))
    }

    /// Returns the plan, if there are several, the kind, unless it is a measure, and the categories.
    fn about(&self, entry: &Entry) -> Vec<Html> {
        let marks = match entry.category.as_slice() {
            [] => None,
            [mark] => Some(self.t.category(mark, &[])),
            marks => Some(self.t.own(marks.join("、"))),
        };
        about(entry, self.catalogue, self.t).into_iter().chain(marks).collect()
    }

    /// Returns the entry's places in the document, with its name if the list is from several.
    fn source(&self, entry: &Entry) -> Html {
        let link = |place: &_, text| to_place(self.sources, place, text, self.t);
        let places = places_of(entry, self.t, link);
        let file = self.file.is_none().then(|| self.t.own(&entry.source.file));
        Html::joined(file.into_iter().chain([places]), " ")
    }
}
