//! The printable page of a whole list.

use askama::Template;

use super::{Frame, StateView, href, list_href, which_plan};
use crate::{
    api::{self, About},
    web::language::{Html, Language},
};
use shisaku_model::{Catalogue, Entry, Kind, japan};
use shisaku_search::{Listing, Notice};

/// The list as a table, with the conditions of the search.
#[derive(Debug, Template)]
#[template(path = "print.html")]
pub(in crate::web) struct PrintPage {
    t: Language,
    frame: Frame,
    title: String,
    conditions: Vec<(Html, Html)>,
    notices: Vec<Html>,
    /// A notice that only the first rows are shown, if that is the case.
    cut: Option<Html>,
    rows: Vec<Row>,
    /// The document that contains every entry, if there is only one.
    file: Option<String>,
    /// The search behind the list, and the list as a workbook.
    back: String,
    workbook: String,
}

/// One entry.
#[derive(Debug)]
struct Row {
    href: String,
    number: Html,
    title: Html,
    /// The kind, unless it is a measure, and the plan, if there are several.
    about: Vec<Html>,
    period: Option<Html>,
    plan_years: Option<String>,
    /// `None` for kinds without reports.
    result: Option<String>,
    reported_early: bool,
    result_years: Option<String>,
    text: Html,
    bodies: Html,
    source: Html,
}

impl PrintPage {
    pub fn new(
        frame: Frame,
        listing: &Listing,
        entries: &[Entry],
        catalogue: &Catalogue,
        unread: Vec<Notice>,
    ) -> Self {
        let t = frame.t;
        let now = japan::now_utc();
        let mut files = entries.iter().map(|entry| entry.source.file.as_str());
        let first = files.next();
        let file = first.filter(|first| files.all(|file| file == *first));
        let words = listing.params.text.trim();
        let (count, name) = (listing.count().into(), frame.name.as_str().into());
        let title = match words.is_empty() {
            true => t.plain("print.title", [("count", count), ("name", name)]),
            false => {
                t.plain("print.title-words", [("words", words.into()), ("count", count), ("name", name)])
            }
        };
        // Typed words are never translated, even if they equal a name that the program uses.
        let value = |text: String| if text == words { t.own(text) } else { t.repeat_value(&text) };
        let conditions =
            api::conditions(listing, catalogue, &About { exported_at: &now, base: "" }).into_iter();
        let shown = entries.len();
        Self {
            title,
            conditions: conditions.map(|(name, text)| (t.repeat(&name), value(text))).collect(),
            notices: unread.into_iter().map(|notice| t.repeat(&notice.message)).collect(),
            cut: (shown < listing.count())
                .then(|| t.html("print.cut", [("shown", shown.into()), ("count", listing.count().into())])),
            rows: entries.iter().map(|entry| Row::new(entry, file.is_none(), catalogue, t)).collect(),
            file: file.map(str::to_owned),
            back: href(&listing.params, 0),
            workbook: list_href("/api/v1/export", &listing.params, Some(("format", "xlsx"))),
            t,
            frame,
        }
    }
}

impl Row {
    fn new(entry: &Entry, with_file: bool, catalogue: &Catalogue, t: Language) -> Self {
        let state = StateView::new(entry, t);
        let kind = (entry.kind != Kind::Measure).then(|| Html::escaped(&t.kind(entry.kind)));
        let marks = (!entry.category.is_empty()).then(|| match entry.category.as_slice() {
            [mark] => t.category(mark),
            marks => t.own(marks.join("、")),
        });
        let plan = which_plan(&entry.plan, catalogue).map(|plan| t.own(plan));
        let bodies = entry.departments.iter().chain(&entry.related_departments).chain(&entry.organisations);
        let file = with_file.then(|| t.own(&entry.source.file));
        Self {
            href: format!("/entries/{}", entry.id),
            number: t.own(&entry.number),
            title: t.own(&entry.title),
            about: plan
                .into_iter()
                .chain(kind)
                .chain(marks)
                .map(|about| t.html("table.about", [("about", about.into())]))
                .collect(),
            period: state.period,
            plan_years: state.plan_years,
            reported_early: state.reported_early,
            result: state.result.map(|result| result.label),
            result_years: entry.results.last().and_then(|report| report.years).map(|years| t.years(years)),
            text: t.own(entry.result.as_deref().unwrap_or_default()),
            bodies: t.own(bodies.map(String::as_str).collect::<Vec<_>>().join("、")),
            source: Html::joined(file.into_iter().chain([t.lines(&entry.source_lines())]), " "),
        }
    }
}
