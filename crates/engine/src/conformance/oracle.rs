//! Random requests, in which every engine agrees with the oracle.

use std::sync::Arc;

use super::*;

/// Words of the fixture, terms and sentences of them, with every operator; or any text at all.
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
        "雇用",
        "まつり",
        "を支援します",
        "バリアフリー",
        "まちづくり",
        "街づくり",
        "ロボット",
        "取得",
        "街",
        "大学との連携",
        "取り組み",
        "子どもたち",
        "経営の改善",
        "規格",
    ];
    let filters = [
        "実績なし",
        "長期計画",
        "短期",
        "再掲",
        "協会事業",
        "第1節",
        "第2章",
        "除いた項目",
        "施策",
        "項目",
        "実績",
        "計画",
        "報告なし",
    ];
    let numbers = ["1-1", "1-1-1", "１－２－１", "1-1-3", "2-1-1", "1-1(1)"];
    let years = [
        "平成24年度",
        "2012",
        "H23～25",
        "平成26年度以降",
        "平成25年度まで",
        "平成30年度",
        "平成24年度の実績",
        "H元",
    ];
    let asked = ["を教えて", "は何ですか？", "の場所", "について", "の", "と", "を受けるには"];
    let word = prop_oneof![
        6 => prop::sample::select(words.to_vec()),
        2 => prop::sample::select(filters.to_vec()),
        1 => prop::sample::select(numbers.to_vec()),
        2 => prop::sample::select(years.to_vec()),
    ];
    let sentence = prop::collection::vec((word.clone(), prop::sample::select(asked.to_vec())), 1..4)
        .prop_map(|words| {
            words.into_iter().map(|(word, after)| format!("{word}{after}")).collect::<String>()
        });
    let field = prop::sample::select(&["", "", "", "", "", "-", "-", "title:", "実績:", "-title:"][..]);
    let term = (field, prop_oneof![3 => word.prop_map(str::to_owned), 1 => sentence.clone()], any::<bool>());
    let shown = |(field, word, quoted): (&str, String, bool)| {
        if quoted { format!("{field}「{word}」") } else { format!("{field}{word}") }
    };
    let parted = prop::sample::select(&[" ", " ", "　", " OR ", "または"][..]);
    let terms = prop::collection::vec((term.prop_map(shown), parted), 0..4).prop_map(|terms| {
        terms.into_iter().map(|(term, parted)| format!("{term}{parted}")).collect::<String>()
    });
    prop_oneof![5 => terms, 3 => sentence, 1 => any_text()]
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
    let need = prop::sample::select(vec![None, None, Some(MinimumMatch::All), Some(MinimumMatch::Any)]);
    let sort =
        prop::sample::select(vec![Sort::Relevance, Sort::Number, Sort::Period, Sort::Result, Sort::Title]);
    let direction = prop::sample::select(vec![Direction::Ascending, Direction::Descending]);
    let order = (sort, direction).prop_map(|(sort, direction)| Order { sort, direction });
    let how = (need, any::<bool>(), order, any::<bool>());
    (any_query(), any_filters(), how, 0..4usize, prop::option::of(0..6usize)).prop_map(
        |(typed, filters, (need, exact, order, synonyms), offset, limit)| Question {
            typed,
            filters,
            need,
            exact,
            synonyms,
            order,
            offset,
            limit,
        },
    )
}

/// Ids found by one request, sorted.
fn found(question: &Question, engine: &dyn Searcher) -> Vec<String> {
    let mut ids = ids(&question.ask(engine));
    ids.sort_unstable();
    ids
}

#[test]
fn every_entry_can_be_looked_at_once() {
    let mut expected: Vec<String> = fixture::entries().into_iter().map(|entry| entry.id).collect();
    expected.sort();
    for (name, engine) in ENGINES.iter() {
        let mut seen = Vec::new();
        engine.each(&mut |entry| seen.push(entry.id)).unwrap();
        seen.sort();
        assert_eq!(seen, expected, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_engine_agrees_with_the_oracle(question in any_question()) {
        let whole = Question { offset: 0, limit: None, ..question.clone() };
        let sorted = |hits: &Hits| { let mut ids = ids(hits); ids.sort_unstable(); ids };
        let (_, oracle) = &ENGINES[0];
        let expected = whole.ask(oracle.as_ref());
        for (name, engine) in ENGINES.iter() {
            let found = whole.ask(engine.as_ref());
            prop_assert_eq!(sorted(&found), sorted(&expected), "{}", name);
            prop_assert_eq!(found.total, expected.total, "{}", name);
            prop_assert_eq!(found.total, found.hits.len(), "{}", name);
            prop_assert_eq!(&found.facets, &expected.facets, "{}", name);
            if question.order.sort == Sort::Relevance {
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
    #[test]
    fn asking_for_more_finds_less(question in any_question()) {
        let whole = Question { offset: 0, limit: None, need: None, ..question };
        let with = |need: MinimumMatch, exact: bool| {
            let question = Question { need: Some(need), exact, ..whole.clone() };
            found(&question, ENGINES[0].1.as_ref())
        };
        let is_part = |less: &[String], more: &[String]| less.iter().all(|id| more.contains(id));
        let own = found(&whole, ENGINES[0].1.as_ref());
        let (all, any) = (with(MinimumMatch::All, whole.exact), with(MinimumMatch::Any, whole.exact));
        prop_assert!(is_part(&all, &own), "all: {:?} of {:?}", all, own);
        prop_assert!(is_part(&own, &any), "any: {:?} of {:?}", own, any);
        // Exactly, less is excluded too; and of a sentence other words weigh more.
        if whole.query().excluded.is_empty() {
            for need in [MinimumMatch::All, MinimumMatch::Any] {
                let (exact, wide) = (with(need, true), with(need, false));
                prop_assert!(is_part(&exact, &wide), "{:?}: {:?} of {:?}", need, exact, wide);
            }
        }
    }
}

/// Any entry: every text of it anything. Some are texts.
fn any_entry() -> impl Strategy<Value = Entry> {
    let recipe = prop::sample::select(fixture::entries());
    let texts = prop::collection::vec(prop_oneof![any_text(), any_query()], 8);
    (recipe, texts, 0..4_usize, any::<bool>()).prop_map(|(mut entry, texts, years, is_text)| {
        if is_text {
            entry.kind = Kind::Text;
        }
        let mut texts = texts.into_iter();
        let mut next = || texts.next().unwrap();
        entry.title = next();
        entry.title_variants = vec![next()];
        entry.body = vec![next(), next()];
        Arc::make_mut(&mut entry.path).iter_mut().take(1).for_each(|heading| heading.title = next());
        entry.results.iter_mut().for_each(|report| report.text = next());
        entry.notes.iter_mut().for_each(|note| note.text = next());
        entry.plan_years = [
            None,
            Some(FiscalYears::new(2011, 2013)),
            Some(FiscalYears::since(2012)),
            Some(FiscalYears::until(2013)),
        ][years];
        entry
    })
}

proptest! {
    // Each case builds an index.
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn engines_agree_over_any_entries(
        mut entries in prop::collection::vec(any_entry(), 1..12),
        questions in prop::collection::vec(any_question(), 16),
    ) {
        for (at, entry) in entries.iter_mut().enumerate() {
            entry.id = format!("hoshimi/{at}");
        }
        let folder = tempfile::tempdir().unwrap();
        let memory = MemoryEngine::new(&entries, analyzer());
        fill(TantivyIndexer::create(folder.path(), analyzer(), 0).unwrap(), &entries);
        let tantivy = TantivySearcher::open(folder.path()).unwrap();
        for entry in &entries {
            prop_assert_eq!(tantivy.entry(&entry.id).unwrap().map(|read| read.plan_years), Some(entry.plan_years));
        }
        for question in questions {
            let whole = Question { offset: 0, limit: None, ..question };
            let (expected, hits) = (whole.ask(&memory), whole.ask(&tantivy));
            prop_assert_eq!(found(&whole, &tantivy), found(&whole, &memory), "{:?}", whole);
            if whole.order.sort != Sort::Relevance {
                prop_assert_eq!(ids(&hits), ids(&expected), "{:?}", whole);
            }
            prop_assert_eq!((hits.total, hits.facets), (expected.total, expected.facets), "{:?}", whole);
        }
    }
}
