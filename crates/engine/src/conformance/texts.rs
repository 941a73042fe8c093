//! The place of texts among measures, in every order.

use super::*;

#[test]
fn a_text_ranks_behind_a_measure_that_meets_the_query_as_well() {
    let entry = |local: &str, kind: Kind, title: &str, body: &str| Entry {
        title: title.to_owned(),
        body: vec![body.to_owned()],
        ..Entry::new("hoshimi", local, kind)
    };
    let entries = [
        entry("t1", Kind::Text, "漆器の振興", "漆器と和紙の店を紹介する。"),
        entry("1-1", Kind::Measure, "漆器の振興", "漆器と木工の店を紹介する。"),
        entry("t2", Kind::Text, "あゆみ", "町の歴史。"),
        entry("1-2", Kind::Measure, "わがまち", "町の歴史。"),
    ];
    let memory = MemoryEngine::new(&entries, analyzer());
    let folder = tempfile::tempdir().unwrap();
    fill(TantivyIndexer::create(folder.path(), analyzer(), 0).unwrap(), &entries);
    let tantivy = TantivySearcher::open(folder.path()).unwrap();
    for engine in [&memory as &dyn Searcher, &tantivy] {
        let found = |typed: &str, sort: Sort| {
            ids(&Question { order: sort.into(), ..Question::typed(typed) }.ask(engine))
        };
        assert_eq!(found("漆器", Sort::Relevance), ["1-1", "t1"]);
        assert_eq!(found("漆器 振興 店", Sort::Relevance), ["1-1", "t1"]);
        for sort in [Sort::Relevance, Sort::Number, Sort::Period] {
            assert_eq!(found("", sort), ["1-1", "1-2", "t1", "t2"], "{sort:?}");
        }
        assert_eq!(found("", Sort::Title), ["1-1", "1-2", "t2", "t1"], "by reading, texts last");
        let beside = engine.beside("hoshimi/1-2", &Filters::default()).unwrap();
        assert_eq!(beside, [Some("hoshimi/1-1".to_owned()), Some("hoshimi/t1".to_owned())]);
    }
    let any = Question {
        need: Some(MinimumMatch::Any),
        order: Sort::Relevance.into(),
        ..Question::typed("漆器 和紙")
    };
    assert_eq!(ids(&any.ask(&tantivy)), ["t1", "1-1"], "the text meets more of the query");
}
