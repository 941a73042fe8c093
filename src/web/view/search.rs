//! The search page.

use askama::Template;

use super::{
    FILES, Frame, about, attention, bodies,
    browse::{Browse, beside, chapters, news, policies},
    escaped, export_href,
    guide::EXAMPLES,
    heading, href, introduction, introduction_of, is_planned, is_reported_early, list_href,
    narrow::{Chip, chips, cleared, comes_unasked, is_chosen, is_folded, value_label, without_words},
    nothing::Nothing,
    page_of,
    plan::plan_href,
    plan_name, reported_years, result_of, result_told,
    snippet::snippet,
    source_links::places_of,
    sum::Sum,
    text_label, value_href, which_plan, words_href,
    workbooks::workbooks,
};
use crate::web::{
    DataStatus,
    language::{Html, Language},
    marked::marked,
    pages::WAS,
};
use shisaku_engine::{Direction, EngineError, Sort};
use shisaku_model::{Catalogue, Entry, Field, Kind, Report};
use shisaku_search::{
    Answer, DEFAULT_LIMIT, FacetCounts, Item, Notice, SORTS, Search, SearchParams, canonical,
    highlight::Highlights,
};

/// Columns of the table view: the key of the name, and the sort order.
const COLUMNS: [(&str, Option<Sort>); 7] = [
    ("table.number", Some(Sort::Number)),
    ("table.title", Some(Sort::Title)),
    ("facet.period", Some(Sort::Period)),
    (TEXT_COLUMN, None),
    ("table.has-result", Some(Sort::Result)),
    ("facet.has_result", None),
    ("table.bodies", None),
];

/// The column with the text of the plan.
const TEXT_COLUMN: &str = "table.text";

/// Facets with names that are easily taken for each other, each with the key of a sentence about it.
const HINTS: [(&str, &str); 5] = [
    ("period", "facet-hint.period"),
    ("has_result", "facet-hint.has-result"),
    ("status", "facet-hint.status"),
    ("category", "facet-hint.category"),
    ("report_covers", "facet-hint.report-covers"),
];

/// Default number of rows of the table view.
pub(in crate::web) const ROWS: usize = 100;

/// The query parameter for the table view. The API does not have it.
pub(in crate::web) const TABLE: (&str, &str) = ("view", "list");

/// The query parameter that leaves the text of the plan out of a table. The API does not have it.
pub(in crate::web) const TEXT: (&str, &str) = ("text", "off");

/// Maximum number of headings shown above a hit. Headings further up are shown only if they match.
const MOST_HEADINGS: usize = 2;

/// How the hits are shown.
#[derive(Debug, Clone, Copy)]
pub(in crate::web) struct Shape {
    /// True for a table, false for cards.
    pub is_table: bool,
    /// True if the table has the text of the plan.
    pub shows_text: bool,
}

/// The search page.
#[derive(Template)]
#[template(path = "search.html")]
pub(in crate::web) struct SearchPage<'a> {
    t: Language,
    frame: Frame,
    answer: &'a Answer,
    params: &'a SearchParams,
    catalogue: &'a Catalogue,
    /// True to show the hits as a table.
    is_table: bool,
    /// True if the table has the text of the plan.
    shows_text: bool,
    chips: Vec<Chip>,
    /// The start page, if the search is empty.
    browse: Option<Browse<'a>>,
    /// Everyday searches that find something, for people who do not know how to begin.
    examples: &'a [String],
    /// The hits of each kind, if there are several.
    sum: Option<Sum>,
    /// Suggestions, if nothing was found.
    nothing: Option<Nothing>,
    /// The words that found nothing. The form carries them, so that the next request reports them.
    was: Option<String>,
}

impl<'a> SearchPage<'a> {
    /// Builds the page of a search.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn new(
        frame: Frame,
        answer: &'a Answer,
        search: &'a Search,
        data_status: &DataStatus,
        Shape { is_table, shows_text }: Shape,
        was: Option<String>,
    ) -> Result<Self, EngineError> {
        let (params, catalogue, t) = (&answer.params, search.catalogue(), frame.t);
        let chips = chips(answer, catalogue, t);
        let everything = canonical(&SearchParams { limit: DEFAULT_LIMIT, ..params.clone() }).is_empty();
        let start = |words| Browse { words, news: news(data_status, t) };
        let browse = (everything && !is_table).then(|| search.frequent().map(start));
        let nothing = (answer.total_count == 0).then(|| Nothing::new(answer, &chips, search, t));
        let is_lost = browse.is_some() || nothing.is_some();
        Ok(Self {
            t,
            frame,
            answer,
            params,
            catalogue,
            is_table,
            shows_text,
            browse: browse.transpose()?,
            examples: if is_lost { search.examples()? } else { &[] },
            sum: Sum::of_hits(answer, t),
            nothing: nothing.transpose()?,
            chips,
            was,
        })
    }

    /// Returns the page title, used for tabs and browser history. The query comes first.
    fn title(&self) -> String {
        let (words, count) = (self.params.text.as_str(), self.answer.total_count.into());
        let name = self.frame.name.as_str().into();
        match (words.is_empty(), self.params.filters.is_empty()) {
            (true, true) => self.t.plain("search.title", [("name", name)]),
            (true, false) => self.t.plain("search.title-filtered", [("count", count), ("name", name)]),
            (false, _) => {
                let parts = [("words", words.into()), ("count", count), ("name", name)];
                self.t.plain("search.title-words", parts)
            }
        }
    }

    /// Returns a link to another search, from an offset on. It keeps the view.
    fn to(&self, params: &SearchParams, offset: usize) -> String {
        let href = href(params, offset);
        self.t.to(&match (self.is_table, self.shows_text) {
            (false, _) => href,
            (true, true) => as_table(&href),
            (true, false) => without_text(&as_table(&href)),
        })
    }

    /// Returns a link to the same search with or without other spellings.
    fn to_exact(&self, exact: bool) -> String {
        self.to(&SearchParams { exact, ..self.params.clone() }, 0)
    }

    /// Returns a link to a search for other words under the same conditions.
    fn to_words(&self, text: &str) -> String {
        self.to(&SearchParams { text: text.to_owned(), ..self.params.clone() }, 0)
    }

    /// Returns a link to the same list in the order of a column: backwards, if it is in that order now.
    fn to_sorted(&self, sort: Option<Sort>) -> String {
        let direction = match self.sorted(sort) {
            Some(Direction::Ascending) => Direction::Descending,
            _ => Direction::Ascending,
        };
        self.to(&SearchParams { sort, direction, ..self.params.clone() }, 0)
    }

    /// The direction in which the list is sorted by a column. Without words, hits are sorted in plan order.
    fn sorted(&self, sort: Option<Sort>) -> Option<Direction> {
        let by_default = self.params.text.trim().is_empty().then_some(Sort::Number);
        (sort.is_some() && self.params.sort.or(by_default) == sort).then_some(self.params.direction)
    }

    /// Returns links to both views of these hits, from the first hit on, and whether each is the table.
    fn views(&self) -> [(&'static str, bool, String); 2] {
        let limit = if self.params.limit == ROWS { DEFAULT_LIMIT } else { self.params.limit };
        let first = href(&SearchParams { limit, ..self.params.clone() }, 0);
        let table = as_table(&first);
        [("search.cards", false, first), ("search.table", true, table)]
    }

    /// Returns parameters without a field in the form. The form carries them in hidden fields.
    fn unseen(&self) -> Vec<(&'static str, String)> {
        let kept = |(name, _): &(&str, String)| ["order", "match", "exact", "limit"].contains(name);
        let table = self.is_table.then(|| (TABLE.0, TABLE.1.to_owned()));
        let text = (self.is_table && !self.shows_text).then(|| (TEXT.0, TEXT.1.to_owned()));
        let was = self.was.clone().map(|was| (WAS, was));
        canonical(self.params).into_iter().filter(kept).chain(table).chain(text).chain(was).collect()
    }

    /// The name of a list that needs attention: 期限超過, 計画期間の報告待ち.
    fn list_name(&self) -> Option<String> {
        let named = [("overdue", "true"), ("report_covers", "before")];
        let chosen = |&(facet, value): &(&str, &str)| self.answer.query.filters.of(facet) == [value];
        let list = named.into_iter().find(chosen).filter(|_| self.params.text.trim().is_empty());
        list.map(|(facet, value)| self.t.say_of(facet, value))
    }

    /// Returns the notices. Chips already show the words that were understood as conditions.
    fn notices(&self) -> Vec<&Notice> {
        self.answer.notices.iter().filter(|notice| notice.code != "read_as_filter").collect()
    }

    /// Returns the facets to show: those with several values, and those with a chosen value.
    fn facets(&self) -> impl Iterator<Item = &FacetCounts> {
        self.answer.facets.iter().filter(|counts| {
            let chosen = is_chosen(counts);
            // Entries found only in other kinds must be reachable from here.
            let kinds = counts.facet.key == "kind" && !counts.values.is_empty();
            // One related section is worth a choice: not every entry has it.
            let related = counts.facet.key == "related_department" && !counts.values.is_empty();
            (chosen || comes_unasked(counts.facet.key, self.answer))
                && (counts.values.len() > 1 || chosen || kinds || related)
        })
    }

    /// Returns the chosen plans with the addresses of their pages.
    fn chosen_plans(&self) -> Vec<(Html, String)> {
        let plan = |id: &String| self.catalogue.plan(id);
        let chosen = self.answer.query.filters.of("plan").iter().filter_map(plan);
        chosen.map(|plan| (self.t.own(plan_name(plan)), plan_href(&plan.id))).collect()
    }

    /// Returns the range of hits shown, unless all are shown.
    fn range(&self) -> Option<Html> {
        let (from, to) = (self.params.offset + 1, self.params.offset + self.answer.items.len());
        let some = !self.answer.items.is_empty() && (from > 1 || to < self.answer.total_count);
        some.then(|| self.t.html("search.range", [("from", from.into()), ("to", to.into())]))
    }

    /// Returns a sentence about words that were understood as a condition.
    fn as_words(&self, understood: &str) -> Html {
        let quoted = self.t.own(format!("\"{understood}\""));
        self.t.html("search.as-words", [("words", self.t.own(understood).into()), ("quoted", quoted.into())])
    }

    /// Returns the sentence that tells a newcomer what the site is for.
    fn introduction(&self) -> Html {
        match self.catalogue.plans.as_slice() {
            [plan] => {
                let (key, parts) = introduction(plan);
                let is_for = self.t.html(key, parts.map(|(name, value)| (name, self.t.own(value).into())));
                let years = plan.reported.map(|years| Html::escaped(&self.t.years(years)));
                let until =
                    years.map(|years| self.t.html("search.reported-until", [("years", years.into())]));
                Html::joined([is_for].into_iter().chain(until), "")
            }
            _ => Html::escaped(&self.t.say("search.about-several")),
        }
    }

    /// Returns the introduction as plain text.
    fn description(&self) -> String {
        match self.catalogue.plans.as_slice() {
            [plan] => introduction_of(plan, self.t),
            _ => self.t.say("search.about-several"),
        }
    }

    /// Returns the key of the sentence under the heading of a facet. Facets with similar names need one.
    fn hint(&self, counts: &FacetCounts) -> Option<&'static str> {
        match counts.facet.key {
            // Without it, the counts of the kinds seem not to add up to the number of hits.
            "kind" => (!is_chosen(counts)).then_some("search.default-kinds"),
            key => HINTS.iter().find(|(of, _)| *of == key).map(|(_, hint)| *hint),
        }
    }

    /// True if the table has a column with the text of the plan.
    fn shows(&self, column: &str) -> bool {
        self.shows_text || column != TEXT_COLUMN
    }

    /// Returns the link to the table with or without the text of the plan.
    fn to_text(&self) -> String {
        let table = as_table(&href(self.params, self.params.offset));
        self.t.to(&if self.shows_text { without_text(&table) } else { table })
    }

    /// Returns the contact of a plan as a sentence.
    fn contact(&self, plan: &Html, contact: &Html) -> Html {
        self.t.html("search.contact", [("plan", plan.into()), ("contact", contact.into())])
    }

    /// Returns the headings above a hit with the matches marked, from the plan down if there are several.
    fn path(&self, item: &Item) -> Html {
        let (entry, highlights) = (&item.entry, &item.highlights);
        let plan = which_plan(&entry.plan, self.catalogue).map(escaped);
        let near = entry.path.len().saturating_sub(MOST_HEADINGS);
        let headings = entry.path.iter().enumerate().filter_map(|(at, of)| {
            let met = highlights.of(Field::Path, at);
            let shown = at >= near || !met.is_empty();
            shown.then(|| heading(&escaped(&of.number), &marked(&of.title, met)))
        });
        self.t.own_html(&plan.into_iter().chain(headings).collect::<Vec<_>>().join(" › "))
    }

    /// Returns a line with 担当課, 関係課 and 団体, if named, and the lines of the document. Links to them stand on the
    /// entry's page: on a page of hits they would take more room than the hits may.
    fn involved(&self, entry: &Entry) -> Html {
        let t = self.t;
        let named = [
            ("item.departments", t.own(entry.departments.join("、"))),
            ("item.related-departments", t.own(entry.related_departments.join("、"))),
            ("item.organisations", t.own(entry.organisations.join("、"))),
            ("item.source", places_of(entry, t, |_, text| text)),
        ];
        let named = named.into_iter().filter(|(_, text)| !text.is_empty());
        let named = named.map(|(key, text)| {
            let label = Html::escaped(&t.say(key));
            t.html("item.named", [("label", label.into()), ("text", text.into())])
        });
        Html::joined(named, " / ")
    }
}

/// Puts each word in brackets: 「商店街」「支援」.
fn bracketed(words: &[String]) -> String {
    words.iter().map(|word| format!("「{word}」")).collect()
}

/// Returns the newest report and the older reports that match, newest first, each with its position.
fn reports<'e>(entry: &'e Entry, highlights: &Highlights) -> Vec<(usize, &'e Report)> {
    let newest = entry.results.len().saturating_sub(1);
    let all = entry.results.iter().enumerate().rev();
    all.filter(|(at, _)| *at == newest || !highlights.of(Field::Result, *at).is_empty()).collect()
}

/// Adds the parameter that leaves the text of the plan out of a table.
pub(super) fn without_text(href: &str) -> String {
    let joint = if href.contains('?') { '&' } else { '?' };
    format!("{href}{joint}{}={}", TEXT.0, TEXT.1)
}

fn as_table(href: &str) -> String {
    let joint = if href.contains('?') { '&' } else { '?' };
    format!("{href}{joint}{}={}", TABLE.0, TABLE.1)
}
