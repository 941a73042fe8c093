//! What every engine must do, asked of each of them over one [`fixture`](super::fixture), and compared
//! with the oracle on random questions.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::sync::LazyLock;

use proptest::prelude::*;

use super::memory::MemoryEngine;
use super::tantivy::{TantivyIndexer, TantivySearcher};
use super::*;
use crate::analysis::testing::{analyzer, any_text};
use crate::engine::fixture;
use crate::model::Catalogue;
use crate::query::parse;

/// Every engine, filled with the fixture; the first is the oracle.
static ENGINES: LazyLock<Vec<(&str, Box<dyn Searcher>)>> = LazyLock::new(|| {
    let memory = MemoryEngine::default();
    fill(memory.indexer(analyzer()));
    let folder = tempfile::tempdir().unwrap();
    fill(Box::new(TantivyIndexer::create(folder.path(), analyzer()).unwrap()));
    let tantivy = TantivySearcher::open(folder.path()).unwrap();
    vec![("memory", Box::new(memory)), ("tantivy", Box::new(tantivy))]
});

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(fixture::catalogue);

fn fill(mut indexer: Box<dyn Indexer>) {
    for document in IndexDocument::all(&fixture::entries(), analyzer()) {
        indexer.add(&document).unwrap();
    }
    indexer.commit().unwrap();
}

/// A question in full, owned.
#[derive(Debug, Clone, Default)]
struct Question {
    typed: String,
    filters: Filters,
    mode: MatchMode,
    sort: Sort,
    offset: usize,
    limit: Option<usize>,
}

impl Question {
    fn typed(text: &str) -> Self {
        Self { typed: text.to_owned(), sort: Sort::Number, ..Self::default() }
    }

    fn with(mut self, key: &str, value: &str) -> Self {
        self.filters.choose(facet::facet(key).unwrap(), value);
        self
    }

    fn ask(&self, engine: &dyn Searcher) -> Hits {
        let query = parse(&self.typed, analyzer());
        let limit = self.limit.unwrap_or(usize::MAX);
        let Self { filters, mode, sort, offset, .. } = self;
        let request =
            SearchRequest { query: &query, filters, mode: *mode, sort: *sort, limit, offset: *offset };
        engine.search(&request).unwrap()
    }

    /// Every engine finds exactly these, in order; ids without `hoshimi/`, the other plan as `m/`.
    #[track_caller]
    fn finds(&self, expected: &[&str]) {
        for (name, engine) in ENGINES.iter() {
            let hits = self.ask(engine.as_ref());
            assert_eq!(ids(&hits), expected, "{name}: {self:?}");
            assert_eq!(hits.total, expected.len(), "{name}: {self:?}");
        }
    }

    /// Every engine counts exactly these values of a facet.
    #[track_caller]
    fn counts(&self, key: &str, expected: &[(&str, usize)]) {
        for (name, engine) in ENGINES.iter() {
            let hits = self.ask(engine.as_ref());
            let counts: Vec<(&str, usize)> = hits.facets[key].iter().map(|(v, &n)| (v.as_str(), n)).collect();
            assert_eq!(counts, expected, "{name}: {self:?}");
        }
    }
}

fn ids(hits: &Hits) -> Vec<String> {
    hits.hits.iter().map(|hit| hit.id.replace("hoshimi/", "").replace("minato-machi/", "m/")).collect()
}

#[track_caller]
fn finds(typed: &str, expected: &[&str]) {
    Question::typed(typed).finds(expected);
}

#[test]
fn an_empty_query_finds_everything_that_passes() {
    let all = [
        "1-1-1", "1-1-2", "1-1-3", "1-2-1", "1-2-2", "1-3-r1", "2-1-1", "1-1-3-n1", "m/1-1-1", "m/1-1-2",
        "m/1-1-3", "m/1-1-4",
    ];
    finds("", &all);
    finds("※ - 「」", &all);
    Question::typed("").with("period", "中期").finds(&["1-1-2", "m/1-1-1"]);
}

#[test]
fn all_terms_must_be_met_in_one_entry_or_any_of_them() {
    finds("商店街 支援", &["1-1-1", "1-3-r1", "m/1-1-1", "m/1-1-2"]);
    finds("商店街の支援", &["1-1-1", "1-3-r1", "m/1-1-1", "m/1-1-2"]);
    finds("商店街 支援 ロボット", &[]);
    let any = Question { mode: MatchMode::Any, ..Question::typed("大学 ロボット 空き店舗") };
    any.finds(&["1-1-2", "1-2-2"]);
}

#[test]
fn width_and_case_do_not_matter() {
    finds("ｉｓｏ", &["1-1-3", "1-1-3-n1"]);
    finds("バリアフリー", &["m/1-1-1"]);
}

#[test]
fn phrases_stand_in_a_row_and_never_cross_from_one_passage_to_the_next() {
    finds("\"商店街の支援\"", &["1-1-1", "1-3-r1"]);
    finds("「支援 商店街」", &[]);
    finds("支援商店街", &[]);
    finds("「ほしも ポイントシステム」", &["1-1-1"]);
}

#[test]
fn a_kanji_term_is_met_inside_a_longer_word() {
    finds("業界", &["1-1-2", "2-1-1"]);
    finds("光客", &["m/1-1-2"]);
    finds("受支", &[]);
    finds("イント", &[]);
}

#[test]
fn headings_meet_a_term_but_exclude_nothing() {
    finds("雇用", &["1-2-1", "1-2-2"]);
    finds("支援 -雇用", &["1-1-1", "1-1-3", "1-2-1", "1-3-r1", "m/1-1-1", "m/1-1-2"]);
    finds("支援 -商店街", &["1-1-3", "1-2-1", "m/1-1-2"]);
    finds("-支援 -産業", &["1-2-2", "1-1-3-n1", "m/1-1-4"]);
    finds("支援 -支援", &[]);
}

#[test]
fn every_searched_text_is_searched() {
    finds("産学 协", &[]);
    finds("产学", &["1-2-2"]);
    finds("ISO9001", &["1-1-3"]);
    finds("国際標準化機構", &["1-1-3"]);
    finds("\"1-2-1\"", &["1-2-1"]);
    finds("再掲", &["1-2-1"]);
    finds("案内所", &["m/1-1-2"]);
}

#[test]
fn counts_do_not_suffer_from_their_own_facet() {
    let short = Question::typed("支援").with("period", "短期");
    short.finds(&["1-1-1", "1-1-3", "1-2-1"]);
    short.counts("period", &[("中期", 1), ("短期", 3), ("長期", 1)]);
    short.counts("plan", &[("hoshimi", 3)]);
    let both = short.with("plan", "minato-machi");
    both.finds(&[]);
    both.counts("period", &[("中期", 1), ("短期", 0), ("長期", 1)]);
    both.counts("plan", &[("hoshimi", 3), ("minato-machi", 0)]);
    both.counts("kind", &[]);
}

#[test]
fn chosen_values_stay_listed_and_several_widen() {
    let none = Question::typed("ロボット").with("category", "新規").with("period", "通年");
    none.counts("category", &[("新規", 0)]);
    none.counts("period", &[("通年", 0)]);
    Question::typed("")
        .with("period", "中期")
        .with("period", "長期")
        .finds(&["1-1-2", "1-2-2", "m/1-1-1", "m/1-1-2"]);
    Question::typed("")
        .with("category", "継続")
        .counts("category", &[("再掲", 1), ("協会事業", 1), ("拡充", 1), ("新規", 2), ("継続", 2)]);
}

#[test]
fn the_best_comes_first_and_headings_weigh_little() {
    for (name, engine) in ENGINES.iter() {
        let question = Question { sort: Sort::Relevance, ..Question::typed("雇用 支援") };
        assert_eq!(ids(&question.ask(engine.as_ref()))[0], "1-2-1", "{name}");
        let question = Question { sort: Sort::Relevance, ..Question::typed("観光") };
        assert_eq!(ids(&question.ask(engine.as_ref()))[0], "m/1-1-2", "{name}");
        let browse = Question { sort: Sort::Relevance, ..Question::typed("") }.ask(engine.as_ref());
        assert!(browse.hits.iter().all(|hit| hit.score == 0.0), "{name}");
        assert_eq!(ids(&browse)[0], "1-1-1", "{name}");
    }
}

#[test]
fn entries_come_back_as_they_went_in() {
    let entries = fixture::entries();
    for (name, engine) in ENGINES.iter() {
        for entry in &entries {
            assert_eq!(engine.entry(&entry.id).unwrap().as_ref(), Some(entry), "{name}");
        }
        assert_eq!(engine.entry("hoshimi/9").unwrap(), None, "{name}");
        let asked = engine.entries(&["minato-machi/1-1-1", "nowhere", "hoshimi/1-1-1"]).unwrap();
        let ids: Vec<&str> = asked.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, ["minato-machi/1-1-1", "hoshimi/1-1-1"], "{name}");
    }
}

#[test]
fn an_empty_index_answers() {
    let folder = tempfile::tempdir().unwrap();
    Box::new(TantivyIndexer::create(folder.path(), analyzer()).unwrap()).commit().unwrap();
    let empty = TantivySearcher::open(folder.path()).unwrap();
    for engine in [&empty as &dyn Searcher, &MemoryEngine::default()] {
        assert_eq!(Question::typed("支援").with("period", "短期").ask(engine).total, 0);
        assert_eq!(engine.entry("hoshimi/1-1-1").unwrap(), None);
    }
}

#[test]
fn a_folder_without_an_index_is_named_with_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let error = TantivySearcher::open(folder.path()).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(error.contains(folder.path().to_str().unwrap()) && error.contains("shisaku index"), "{error}");
}

/// Words of the fixture with every operator, in any order; or any text at all.
fn any_query() -> impl Strategy<Value = String> {
    let words = [
        "商店街",
        "支援",
        "産業",
        "業界",
        "産学",
        "产学",
        "ISO",
        "ポイント",
        "観光",
        "継続",
        "の",
        "実績なし",
        "雇用",
        "まつり",
        "1-1",
        "を支援します",
        "バリアフリー",
        "まちづくり",
        "ロボット",
        "取得",
        "街",
        "大学との連携",
    ];
    let term =
        (prop::sample::select(&["", "", "", "-"][..]), prop::sample::select(words.to_vec()), any::<bool>());
    let shown = |(hyphen, word, quoted): (&str, &str, bool)| {
        if quoted { format!("{hyphen}「{word}」") } else { format!("{hyphen}{word}") }
    };
    let made = prop::collection::vec(term.prop_map(shown), 0..4).prop_map(|terms| terms.join(" "));
    prop_oneof![5 => made, 1 => any_text()]
}

fn any_filters() -> impl Strategy<Value = Filters> {
    let values: Vec<(&str, String)> = facet::FACETS
        .iter()
        .flat_map(|facet| CATALOGUE.values[facet.key].iter().map(|value| (facet.key, value.clone())))
        .chain([("period", "通年".to_owned()), ("category", "廃止".to_owned())])
        .collect();
    prop::collection::vec(prop::sample::select(values), 0..4).prop_map(|chosen| {
        let mut filters = Filters::default();
        chosen.into_iter().for_each(|(key, value)| filters.choose(facet::facet(key).unwrap(), value));
        filters
    })
}

fn any_question() -> impl Strategy<Value = Question> {
    let mode = prop::sample::select(vec![MatchMode::All, MatchMode::Any]);
    let sort = prop::sample::select(vec![Sort::Relevance, Sort::Number, Sort::Period, Sort::Title]);
    (any_query(), any_filters(), mode, sort, 0..4usize, prop::option::of(0..6usize)).prop_map(
        |(typed, filters, mode, sort, offset, limit)| Question { typed, filters, mode, sort, offset, limit },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_engine_agrees_with_the_oracle(question in any_question()) {
        let whole = Question { offset: 0, limit: None, ..question.clone() };
        let sorted = |hits: &Hits| { let mut ids = ids(hits); ids.sort(); ids };
        let (_, oracle) = &ENGINES[0];
        let expected = whole.ask(oracle.as_ref());
        for (name, engine) in ENGINES.iter() {
            let found = whole.ask(engine.as_ref());
            prop_assert_eq!(sorted(&found), sorted(&expected), "{}", name);
            prop_assert_eq!(found.total, expected.total, "{}", name);
            prop_assert_eq!(found.total, found.hits.len(), "{}", name);
            prop_assert_eq!(&found.facets, &expected.facets, "{}", name);
            if question.sort == Sort::Relevance {
                prop_assert!(found.hits.is_sorted_by(|a, b| a.score >= b.score), "{}: {:?}", name, found.hits);
            } else {
                prop_assert_eq!(ids(&found), ids(&expected), "{}", name);
            }
            let page = question.ask(engine.as_ref());
            let cut = found.hits.iter().skip(question.offset).take(question.limit.unwrap_or(usize::MAX));
            prop_assert_eq!(page.hits, cut.cloned().collect::<Vec<_>>(), "{}", name);
            prop_assert_eq!((page.total, page.facets), (found.total, found.facets), "{}", name);
        }
    }
}
