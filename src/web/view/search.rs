//! The search page.

use askama::Template;

use super::{
    Frame, Link, StateView,
    browse::Browse,
    escaped,
    examples::{Example, examples},
    heading, href, is_planned, list_href,
    narrow::{Chip, FacetView, chips, cleared, facets},
    nothing::Nothing,
    snippet::snippet,
    table::{ROWS, Table},
    text_label, unseen, which_plan,
};
use crate::web::{
    Account,
    language::{Html, Language},
    marked::marked,
    pages::WAS,
};
use shisaku_engine::EngineError;
use shisaku_model::{Catalogue, Entry, Field};
use shisaku_search::{
    Answer, DEFAULT_LIMIT, Item, Notice, SORTS, Search, SearchParams, canonical, highlight::Highlights,
};

/// Download formats of a list: display name and value of the parameter.
const FILES: [(&str, &str); 3] = [("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json")];

/// The search page.
#[derive(Debug, Template)]
#[template(path = "search.html")]
pub(in crate::web) struct SearchPage {
    t: Language,
    frame: Frame,
    title: String,
    text: String,
    /// The typed words, in quotation marks.
    asked: Html,
    notices: Vec<NoticeView>,
    facets: Vec<FacetView>,
    chips: Vec<Chip>,
    /// A link that searches the words that were understood as a condition.
    as_words: Option<Html>,
    clear: String,
    first: String,
    /// A link that turns other spellings on or off, if they make a difference.
    spellings: Option<Spellings>,
    suggestions: Vec<SuggestionView>,
    examples: Vec<Example>,
    sorts: Vec<SortView>,
    unseen: Vec<(&'static str, String)>,
    total: usize,
    /// The range of hits shown. None if all are shown.
    range: Option<Html>,
    items: Vec<ItemView>,
    /// The hits as a table, if that view was requested.
    table: Option<Table>,
    views: Vec<ViewLink>,
    partial: Vec<PartialView>,
    /// The start page, if the search is empty.
    browse: Option<Browse>,
    /// Suggestions, if nothing was found.
    nothing: Option<Nothing>,
    previous: Option<Link>,
    next: Option<Link>,
    /// Links to the whole list as files, and to its printable page.
    files: Vec<Link>,
    paper: String,
}

/// The view of the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Shown {
    Cards,
    Table,
}

/// A link to one view of these hits.
#[derive(Debug)]
struct ViewLink {
    link: Link,
    shown: bool,
}

/// The current spelling mode, and a link to the other one.
#[derive(Debug)]
struct Spellings {
    exact: bool,
    href: String,
}

/// A suggested query that finds something while this one does not.
#[derive(Debug)]
struct SuggestionView {
    text: Html,
    reason: Html,
    count: usize,
    href: String,
}

/// A notice with an optional link to a remedy.
#[derive(Debug)]
struct NoticeView {
    message: Html,
    link: Option<Link>,
}

impl NoticeView {
    fn new(notice: &Notice, params: &SearchParams, t: Language) -> Self {
        let link = (notice.code == "corrected").then(|| Link {
            label: t.html("search.as-typed", [("words", t.own(params.text.trim()).into())]),
            href: href(&SearchParams { exact: true, ..params.clone() }, 0),
        });
        Self { message: t.repeat(&notice.message), link }
    }
}

/// One sort order of the list.
#[derive(Debug)]
struct SortView {
    value: &'static str,
    label: String,
    selected: bool,
}

/// A hit that lacks some of the words.
#[derive(Debug)]
struct PartialView {
    item: ItemView,
    missing: Html,
}

/// One hit. Texts are HTML with the matches marked.
#[derive(Debug)]
struct ItemView {
    href: String,
    number: Html,
    title: Html,
    title_variants: Vec<Html>,
    period: Option<Html>,
    category: Vec<Html>,
    /// The headings above the entry, from the chapter down, or from the plan if there are several.
    path: Html,
    state: StateView,
    text_label: String,
    /// The entry's own text, as snippets if it is long.
    texts: Vec<Html>,
    /// True if there is a text to show, or at least the plan years.
    has_text: bool,
    reports: Vec<ReportView>,
    /// Explained terms that matched, each with its explanation.
    notes: Vec<(Html, Html)>,
    /// Departments, organisations and lines of the document, on one line.
    involved: Html,
    /// Explanations of matches that differ from the typed words.
    met: Vec<Html>,
}

/// One report of a hit.
#[derive(Debug)]
struct ReportView {
    years: Option<String>,
    html: Html,
    status: String,
}

impl SearchPage {
    /// Builds the page of a search.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn new(
        frame: Frame,
        response: &Answer,
        search: &Search,
        account: &Account,
        shown: Shown,
    ) -> Result<Self, EngineError> {
        let (params, catalogue, t) = (&response.params, search.catalogue(), frame.t);
        let chips = chips(response, catalogue, t);
        let everything = canonical(&SearchParams { limit: DEFAULT_LIMIT, ..params.clone() }).is_empty();
        let browse = (everything && shown == Shown::Cards).then(|| Browse::new(response, search, account, t));
        let nothing = (response.total_count == 0).then(|| Nothing::new(response, &chips, search, t));
        let (from, to) = (params.offset + 1, params.offset + response.items.len());
        let some = !response.items.is_empty() && (from > 1 || to < response.total_count);
        let back = params.offset.saturating_sub(params.limit);
        let partial = response.partial.iter().map(|partial| PartialView {
            item: ItemView::new(&partial.item, catalogue, t),
            missing: missing(&partial.missing, t),
        });
        let mut page = Self {
            title: title(&frame, response),
            text: params.text.clone(),
            asked: t.quoted(&t.own(&params.text)),
            // Chips already show the words that were understood as conditions.
            notices: response
                .notices
                .iter()
                .filter(|notice| notice.code != "read_as_filter")
                .map(|notice| NoticeView::new(notice, params, t))
                .collect(),
            facets: facets(response, catalogue, t),
            chips,
            as_words: response.query.understood.first().map(|one| {
                let quoted = t.own(format!("\"{}\"", one.text));
                t.html("search.as-words", [("words", quoted.into())])
            }),
            clear: cleared(response),
            first: href(params, 0),
            spellings: (params.exact || response.beyond_typed()).then(|| Spellings {
                exact: params.exact,
                href: href(&SearchParams { exact: !params.exact, ..params.clone() }, 0),
            }),
            suggestions: response
                .suggestions
                .iter()
                .map(|one| SuggestionView {
                    href: href(&SearchParams { text: one.text.clone(), ..params.clone() }, 0),
                    text: t.own(&one.text),
                    reason: t.repeat(&one.reason),
                    count: one.count,
                })
                .collect(),
            examples: examples(t),
            sorts: SORTS
                .iter()
                .map(|&(value, sort, _)| SortView {
                    value,
                    label: t.say(&format!("sort.{value}")),
                    selected: params.sort == Some(sort),
                })
                .collect(),
            unseen: unseen(params),
            total: response.total_count,
            range: some.then(|| t.html("search.range", [("from", from.into()), ("to", to.into())])),
            items: response.items.iter().map(|item| ItemView::new(item, catalogue, t)).collect(),
            table: (shown == Shown::Table && !response.items.is_empty())
                .then(|| Table::new(response, catalogue, t)),
            views: views(params, shown, t),
            partial: partial.collect(),
            browse: browse.transpose()?,
            nothing: nothing.transpose()?,
            previous: (params.offset > 0).then(|| Link {
                label: t.html("search.previous", [("count", (params.offset - back).into())]),
                href: href(params, back),
            }),
            next: response.next_offset.map(|next| Link {
                label: t.html(
                    "search.next",
                    [("count", params.limit.min(response.total_count.saturating_sub(next)).into())],
                ),
                href: href(params, next),
            }),
            files: FILES
                .iter()
                .map(|(label, format)| Link {
                    label: Html::escaped(label),
                    href: list_href("/api/v1/export", params, Some(("format", format))),
                })
                .collect(),
            paper: list_href("/print", params, None),
            t,
            frame,
        };
        if shown == Shown::Table {
            page.stay_a_table();
        }
        Ok(page)
    }

    /// Adds the parameter for the table view to all links to other searches.
    fn stay_a_table(&mut self) {
        let ticked = self.facets.iter_mut().flat_map(|facet| &mut facet.values);
        let links = [&mut self.previous, &mut self.next].into_iter().flatten();
        let heads = self.table.iter_mut().flat_map(|table| &mut table.columns);
        let ways = self.nothing.iter_mut().flat_map(|nothing| &mut nothing.ways);
        let hrefs = ticked
            .filter_map(|value| value.without_words.as_mut())
            .chain(self.chips.iter_mut().map(|chip| &mut chip.href))
            .chain([&mut self.clear, &mut self.first])
            .chain(self.spellings.iter_mut().map(|one| &mut one.href))
            .chain(self.suggestions.iter_mut().map(|one| &mut one.href))
            .chain(self.notices.iter_mut().filter_map(|one| one.link.as_mut().map(|link| &mut link.href)))
            .chain(links.map(|link| &mut link.href))
            .chain(heads.filter_map(|column| column.href.as_mut()))
            .chain(ways.map(|way| &mut way.href));
        hrefs.for_each(|href| *href = as_table(href));
        self.unseen.push((TABLE.0, TABLE.1.to_owned()));
    }

    /// Adds the words that found nothing to the form, so that the next request reports them.
    pub fn carrying(mut self, was: Option<String>) -> Self {
        self.unseen.extend(was.map(|was| (WAS, was)));
        self
    }
}

/// The query parameter for the table view. The API does not have it.
pub(in crate::web) const TABLE: (&str, &str) = ("view", "list");

fn as_table(href: &str) -> String {
    let joint = if href.contains('?') { '&' } else { '?' };
    format!("{href}{joint}{}={}", TABLE.0, TABLE.1)
}

/// Returns links to both views of these hits, from the first hit on.
fn views(params: &SearchParams, shown: Shown, t: Language) -> Vec<ViewLink> {
    let limit = if params.limit == ROWS { DEFAULT_LIMIT } else { params.limit };
    let first = href(&SearchParams { limit, ..params.clone() }, 0);
    let table = as_table(&first);
    [("search.cards", Shown::Cards, first), ("search.table", Shown::Table, table)]
        .map(|(key, of, href)| ViewLink {
            link: Link { label: Html::escaped(&t.say(key)), href },
            shown: of == shown,
        })
        .into()
}

/// Returns a line with 担当課, 関係課 and 団体, if named, and the lines of the document.
fn involved(entry: &Entry, t: Language) -> Html {
    let named = [
        ("item.departments", t.own(entry.departments.join("、"))),
        ("item.related-departments", t.own(entry.related_departments.join("、"))),
        ("item.organisations", t.own(entry.organisations.join("、"))),
        ("item.source", t.lines(&entry.source_lines())),
    ];
    let named = named.into_iter().filter(|(_, text)| !text.is_empty());
    let named = named.map(|(key, text)| {
        let label = Html::escaped(&t.say(key));
        t.html("item.named", [("label", label.into()), ("text", text.into())])
    });
    Html::joined(named, " / ")
}

/// Returns a sentence with the words that a hit lacks.
fn missing(words: &[String], t: Language) -> Html {
    let words = words.iter().map(|word| format!("「{word}」")).collect::<String>();
    t.html("search.missing", [("words", t.own(words).into())])
}

/// Returns the page title, used for tabs and browser history. The query comes first.
fn title(frame: &Frame, response: &Answer) -> String {
    let (words, count) = (response.params.text.as_str(), response.total_count.into());
    let name = frame.name.as_str().into();
    match (words.is_empty(), response.params.filters.is_empty()) {
        (true, true) => frame.t.plain("search.title", [("name", name)]),
        (true, false) => frame.t.plain("search.title-filtered", [("count", count), ("name", name)]),
        (false, _) => {
            let parts = [("words", words.into()), ("count", count), ("name", name)];
            frame.t.plain("search.title-words", parts)
        }
    }
}

impl ItemView {
    fn new(item: &Item, catalogue: &Catalogue, t: Language) -> Self {
        let (entry, highlights) = (&item.entry, &item.highlights);
        let whole = |field, index, text: &str| marked(text, highlights.of(field, index));
        Self {
            href: format!("/entries/{}", entry.id),
            number: t.own_html(&whole(Field::Number, 0, &entry.number)),
            title: t.own_html(&whole(Field::Title, 0, &entry.title)),
            title_variants: entry
                .title_variants
                .iter()
                .enumerate()
                .map(|(at, text)| {
                    let title = t.own_html(&whole(Field::TitleVariant, at, text));
                    t.html("item.other-title", [("title", title.into())])
                })
                .collect(),
            period: entry.period.as_ref().map(|period| t.period_html(&whole(Field::Period, 0, period))),
            category: entry
                .category
                .iter()
                .enumerate()
                .map(|(at, mark)| t.category_html(&whole(Field::Category, at, mark)))
                .collect(),
            path: path(entry, highlights, catalogue, t),
            state: StateView::new(entry, t),
            text_label: text_label(entry, t),
            texts: entry
                .body
                .iter()
                .enumerate()
                .map(|(at, text)| t.own_html(&snippet(text, highlights.of(Field::Body, at))))
                .collect(),
            has_text: !entry.body.is_empty() || (is_planned(entry) && entry.plan_years.is_some()),
            reports: reports(entry, highlights, t),
            notes: entry
                .notes
                .iter()
                .enumerate()
                .map(|(at, note)| (note, highlights.of(Field::NoteTerm, at), highlights.of(Field::Note, at)))
                .filter(|(_, term, text)| !(term.is_empty() && text.is_empty()))
                .map(|(note, term, text)| {
                    let term = t.own_html(&marked(&note.term, term));
                    (t.html("item.term", [("term", term.into())]), t.own_html(&marked(&note.text, text)))
                })
                .collect(),
            involved: involved(entry, t),
            met: item.met.iter().map(|sentence| t.repeat(sentence)).collect(),
        }
    }
}

/// Maximum number of headings shown above a hit. Headings further up are shown only if they match.
const MOST_HEADINGS: usize = 2;

/// Returns the headings above a hit as HTML with the matches marked.
fn path(entry: &Entry, highlights: &Highlights, catalogue: &Catalogue, t: Language) -> Html {
    let plan = which_plan(&entry.plan, catalogue).map(escaped);
    let near = entry.path.len().saturating_sub(MOST_HEADINGS);
    let headings = entry.path.iter().enumerate().filter_map(|(at, of)| {
        let met = highlights.of(Field::Path, at);
        let shown = at >= near || !met.is_empty();
        shown.then(|| heading(&escaped(&of.number), &marked(&of.title, met)))
    });
    t.own_html(&plan.into_iter().chain(headings).collect::<Vec<_>>().join(" › "))
}

/// Returns the newest report and the older reports that match, newest first.
fn reports(entry: &Entry, highlights: &Highlights, t: Language) -> Vec<ReportView> {
    let newest = entry.results.len().saturating_sub(1);
    let all = entry.results.iter().enumerate().rev();
    all.map(|(at, report)| (at, report, highlights.of(Field::Result, at)))
        .filter(|(at, _, met)| *at == newest || !met.is_empty())
        .map(|(_, report, met)| ReportView {
            years: report.years.map(|years| t.years(years)),
            html: t.own_html(&snippet(&report.text, met)),
            status: t.status(report.status),
        })
        .collect()
}
