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
    marked::{MarkedTexts, marked},
    pages::WAS,
};
use shisaku_engine::EngineError;
use shisaku_model::{Catalogue, Entry, Field};
use shisaku_search::{
    Answer, DEFAULT_LIMIT, Item, Notice, SORTS, Search, SearchParams, canonical, highlight::Highlights,
};
use wareki::FiscalYears;

/// What a list can be saved as: its name for people and its format.
const FILES: [(&str, &str); 3] = [("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json")];

/// The search page.
#[derive(Debug, Template)]
#[template(path = "search.html")]
pub(in crate::web) struct SearchPage {
    frame: Frame,
    title: String,
    text: String,
    notices: Vec<NoticeView>,
    facets: Vec<FacetView>,
    chips: Vec<Chip>,
    /// How to look for words that were read as a condition.
    as_words: Option<String>,
    clear: String,
    first: String,
    /// The same search by other spellings too or by those typed alone, where that makes a difference.
    spellings: Option<Spellings>,
    suggestions: Vec<SuggestionView>,
    examples: Vec<Example>,
    sorts: Vec<SortView>,
    unseen: Vec<(&'static str, String)>,
    total: usize,
    /// Which of the hits are shown, unless all are.
    range: Option<String>,
    items: Vec<ItemView>,
    /// The same as a table, where that is asked for.
    table: Option<Table>,
    views: Vec<ViewLink>,
    partial: Vec<PartialView>,
    /// Where nothing was asked for.
    browse: Option<Browse>,
    /// Where nothing was found.
    nothing: Option<Nothing>,
    previous: Option<Link>,
    next: Option<Link>,
    /// The whole list as a file, and on paper.
    files: Vec<Link>,
    paper: String,
}

/// How hits are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Shown {
    Cards,
    Table,
}

/// One way to show the same hits.
#[derive(Debug)]
struct ViewLink {
    link: Link,
    shown: bool,
}

/// Whether other spellings are searched, and the link to the other way.
#[derive(Debug)]
struct Spellings {
    exact: bool,
    href: String,
}

/// Another query that finds something where this one does not.
#[derive(Debug)]
struct SuggestionView {
    text: String,
    reason: String,
    count: usize,
    href: String,
}

/// Something to know, with what can be done about it.
#[derive(Debug)]
struct NoticeView {
    message: String,
    link: Option<Link>,
}

impl NoticeView {
    fn new(notice: &Notice, params: &SearchParams) -> Self {
        let link = (notice.code == "corrected").then(|| Link {
            label: format!("「{}」のまま探す", params.text.trim()),
            href: href(&SearchParams { exact: true, ..params.clone() }, 0),
        });
        Self { message: notice.message.clone(), link }
    }
}

/// One order to choose.
#[derive(Debug)]
struct SortView {
    value: &'static str,
    label: &'static str,
    selected: bool,
}

/// An incomplete answer.
#[derive(Debug)]
struct PartialView {
    item: ItemView,
    missing: String,
}

/// One hit. Texts are HTML with the matches marked.
#[derive(Debug)]
struct ItemView {
    href: String,
    highlights: MarkedTexts,
    /// Where it stands, from the plan (when there are several) or chapter down.
    path: String,
    state: StateView,
    text_label: &'static str,
    /// Its own text, cut where it is long.
    texts: Vec<String>,
    /// Whether there is a plan to show, if only its years.
    has_text: bool,
    reports: Vec<ReportView>,
    /// Terms with explanations in which something was met.
    notes: Vec<(String, String)>,
    /// Who answers for it, who acts in it and where it stands in the document, in a line.
    involved: String,
    /// How words were met that it does not have as typed.
    met: Vec<String>,
}

/// One report of a hit.
#[derive(Debug)]
struct ReportView {
    years: Option<String>,
    html: String,
    status: &'static str,
}

impl SearchPage {
    /// # Errors
    /// When the index cannot be read.
    pub fn new(
        frame: Frame,
        response: &Answer,
        search: &Search,
        account: &Account,
        shown: Shown,
    ) -> Result<Self, EngineError> {
        let (params, catalogue) = (&response.params, search.catalogue());
        let chips = chips(response, catalogue);
        let everything = canonical(&SearchParams { limit: DEFAULT_LIMIT, ..params.clone() }).is_empty();
        let browse = (everything && shown == Shown::Cards).then(|| Browse::new(response, search, account));
        let nothing = (response.total_count == 0).then(|| Nothing::new(response, &chips, search));
        let (from, to) = (params.offset + 1, params.offset + response.items.len());
        let some = !response.items.is_empty() && (from > 1 || to < response.total_count);
        let back = params.offset.saturating_sub(params.limit);
        let partial = response.partial.iter().map(|partial| PartialView {
            item: ItemView::new(&partial.item, catalogue),
            missing: partial.missing.iter().map(|word| format!("「{word}」")).collect(),
        });
        let mut page = Self {
            title: title(&frame, response),
            text: params.text.clone(),
            // The chips say what was read as a condition.
            notices: response
                .notices
                .iter()
                .filter(|notice| notice.code != "read_as_filter")
                .map(|notice| NoticeView::new(notice, params))
                .collect(),
            facets: facets(response, catalogue),
            chips,
            as_words: response.query.understood.first().map(|one| format!("\"{}\"", one.text)),
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
                    text: one.text.clone(),
                    reason: one.reason.clone(),
                    count: one.count,
                })
                .collect(),
            examples: examples(),
            sorts: SORTS
                .iter()
                .map(|&(value, sort, label)| SortView { value, label, selected: params.sort == Some(sort) })
                .collect(),
            unseen: unseen(params),
            total: response.total_count,
            range: some.then(|| format!("{from}～{to} 件目")),
            items: response.items.iter().map(|item| ItemView::new(item, catalogue)).collect(),
            table: (shown == Shown::Table && !response.items.is_empty())
                .then(|| Table::new(response, catalogue)),
            views: views(params, shown),
            partial: partial.collect(),
            browse: browse.transpose()?,
            nothing: nothing.transpose()?,
            previous: (params.offset > 0).then(|| Link {
                label: format!("前の {} 件", params.offset - back),
                href: href(params, back),
            }),
            next: response.next_offset.map(|next| Link {
                label: format!("次の {} 件", params.limit.min(response.total_count.saturating_sub(next))),
                href: href(params, next),
            }),
            files: FILES
                .iter()
                .map(|(label, format)| Link {
                    label: (*label).to_owned(),
                    href: list_href("/api/v1/export", params, Some(("format", format))),
                })
                .collect(),
            paper: list_href("/print", params, None),
            frame,
        };
        if shown == Shown::Table {
            page.stay_a_table();
        }
        Ok(page)
    }

    /// Makes whatever leads to another search lead to a table again.
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

    /// The same whose form says what nothing was found for, so that the next request says it too.
    pub fn carrying(mut self, was: Option<String>) -> Self {
        self.unseen.extend(was.map(|was| (WAS, was)));
        self
    }
}

/// The parameter that asks for a table. The API has no such thing.
pub(in crate::web) const TABLE: (&str, &str) = ("view", "list");

fn as_table(href: &str) -> String {
    let joint = if href.contains('?') { '&' } else { '?' };
    format!("{href}{joint}{}={}", TABLE.0, TABLE.1)
}

/// Both ways to show the same hits, from the first on.
fn views(params: &SearchParams, shown: Shown) -> Vec<ViewLink> {
    let limit = if params.limit == ROWS { DEFAULT_LIMIT } else { params.limit };
    let first = href(&SearchParams { limit, ..params.clone() }, 0);
    let table = as_table(&first);
    [("くわしく", Shown::Cards, first), ("一覧表", Shown::Table, table)]
        .map(|(label, of, href)| ViewLink {
            link: Link { label: label.to_owned(), href },
            shown: of == shown,
        })
        .into()
}

/// 担当課、関係課、団体, each where any is named, and the lines of the document.
fn involved(entry: &Entry) -> String {
    let named = [
        ("担当課", entry.departments.join("、")),
        ("関係課", entry.related_departments.join("、")),
        ("団体", entry.organisations.join("、")),
        ("出典", entry.source_lines()),
    ];
    let named = named.into_iter().filter(|(_, text)| !text.is_empty());
    named.map(|(label, text)| format!("{label}: {text}")).collect::<Vec<_>>().join(" / ")
}

/// What stands on the browser's tab and in its history: what was asked comes first.
fn title(frame: &Frame, response: &Answer) -> String {
    let words = &response.params.text;
    match (words.is_empty(), response.params.filters.is_empty()) {
        (true, true) => format!("施策と実績を探す - {}", frame.name),
        (true, false) => format!("しぼり込みの結果 {} 件 - {}", response.total_count, frame.name),
        (false, _) => format!("「{words}」の検索結果 {} 件 - {}", response.total_count, frame.name),
    }
}

impl ItemView {
    fn new(item: &Item, catalogue: &Catalogue) -> Self {
        let (entry, highlights) = (&item.entry, &item.highlights);
        Self {
            href: format!("/entries/{}", entry.id),
            path: path(entry, highlights, catalogue),
            state: StateView::new(entry),
            text_label: text_label(entry),
            texts: entry
                .body
                .iter()
                .enumerate()
                .map(|(at, text)| snippet(text, highlights.of(Field::Body, at)))
                .collect(),
            has_text: !entry.body.is_empty() || (is_planned(entry) && entry.plan_years.is_some()),
            reports: reports(entry, highlights),
            notes: entry
                .notes
                .iter()
                .enumerate()
                .map(|(at, note)| (note, highlights.of(Field::NoteTerm, at), highlights.of(Field::Note, at)))
                .filter(|(_, term, text)| !(term.is_empty() && text.is_empty()))
                .map(|(note, term, text)| (marked(&note.term, term), marked(&note.text, text)))
                .collect(),
            involved: involved(entry),
            met: item.met.clone(),
            highlights: MarkedTexts::new(entry, highlights),
        }
    }
}

/// Headings above a hit that are shown; of those further up, what was met.
const MOST_HEADINGS: usize = 2;

/// The headings above a hit, as HTML with the matches marked.
fn path(entry: &Entry, highlights: &Highlights, catalogue: &Catalogue) -> String {
    let plan = which_plan(&entry.plan, catalogue).map(escaped);
    let near = entry.path.len().saturating_sub(MOST_HEADINGS);
    let headings = entry.path.iter().enumerate().filter_map(|(at, of)| {
        let met = highlights.of(Field::Path, at);
        let shown = at >= near || !met.is_empty();
        shown.then(|| heading(&escaped(&of.number), &marked(&of.title, met)))
    });
    plan.into_iter().chain(headings).collect::<Vec<_>>().join(" › ")
}

/// The newest report, and older ones in which something was met: newest first.
fn reports(entry: &Entry, highlights: &Highlights) -> Vec<ReportView> {
    let newest = entry.results.len().saturating_sub(1);
    let all = entry.results.iter().enumerate().rev();
    all.map(|(at, report)| (at, report, highlights.of(Field::Result, at)))
        .filter(|(at, _, met)| *at == newest || !met.is_empty())
        .map(|(_, report, met)| ReportView {
            years: report.years.map(FiscalYears::in_eras),
            html: snippet(&report.text, met),
            status: report.status.label(),
        })
        .collect()
}
