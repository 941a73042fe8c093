//! Links from places of entries to the lines of the documents.

use crate::web::language::{Html, Language};
use shisaku_engine::sources::Sources;
use shisaku_model::{Entry, Locator, Manifest, Place, encoded, encoded_path};

/// Returns the path of a document's page.
pub(in crate::web) fn source_path(file: &str) -> String {
    format!("/sources/{}", encoded_path(file))
}

/// Returns the path of a document's page, if its text is kept.
pub(super) fn document_href(sources: &Sources, file: &str) -> Option<String> {
    sources.document(file).map(|_| source_path(file))
}

/// Returns the address of the first line of a place. It leads to the page that has the line. None if the document is
/// not kept.
pub(super) fn place_href(sources: &Sources, place: &Place) -> Option<String> {
    let path = document_href(sources, &place.file)?;
    Some(match (&place.at, place.lines) {
        (Locator::Cells(_), _) => format!("{path}?at={}", encoded(&place.at.to_string())),
        (_, [0, _]) => path,
        (_, [line, _]) => format!("{path}?at=L{line}"),
    })
}

/// Puts a text into a link to a place, if the document is kept.
pub(super) fn to_place(sources: &Sources, place: &Place, text: Html, t: Language) -> Html {
    match place_href(sources, place) {
        Some(href) => text.linked(&t.to(&href)),
        None => text,
    }
}

/// Returns the places of an entry in its document, and that of its newest report if another document has it, with that
/// document's name.
pub(super) fn places_of(entry: &Entry, t: Language, link: impl Fn(&Place, Html) -> Html) -> Html {
    let places = t.places(&entry.places(), &link);
    let report = entry.results.last().map(|report| &report.source);
    let Some(report) = report.filter(|place| place.file != entry.source.file) else { return places };
    Html::joined([places, link(report, in_document(report, t))], "、")
}

/// Returns the name of a document and the place in it, if it is known.
pub(super) fn in_document(place: &Place, t: Language) -> Html {
    let name = t.own(name_of_file(&place.file));
    match place.lines {
        [0, _] => name,
        lines => {
            t.html("entry.file-at", [("file", name.into()), ("place", t.place(lines, &place.at).into())])
        }
    }
}

/// Returns the name of a document without the folder of its plan.
pub(super) fn name_of_file(file: &str) -> &str {
    file.split_once('/').map_or(file, |(_, name)| name)
}

/// Returns the web address at which a document was published, if `plan.toml` names it, and the page of the place.
pub(super) fn published(manifest: &Manifest, place: &Place) -> Option<(String, Option<u32>)> {
    let address = manifest.documents.get(name_of_file(&place.file))?;
    match place.at {
        Locator::Pages(page, _) if !address.contains('#') => {
            Some((format!("{address}#page={page}"), Some(page)))
        }
        _ => Some((address.clone(), None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_added_to_the_address_of_a_document() {
        let mut manifest = Manifest::default();
        manifest.documents.insert("計画.pdf".to_owned(), "https://example.jp/a.pdf".to_owned());
        let place = |file: &str, at| Place { at, ..Place::line(file, 4) };
        let address = |place| published(&manifest, &place);
        assert_eq!(
            address(place("p/計画.pdf", Locator::Pages(12, 13))),
            Some(("https://example.jp/a.pdf#page=12".to_owned(), Some(12)))
        );
        assert_eq!(
            address(place("p/計画.pdf", Locator::Lines)),
            Some(("https://example.jp/a.pdf".to_owned(), None))
        );
        assert_eq!(address(place("p/other.pdf", Locator::Pages(1, 1))), None);
    }
}
