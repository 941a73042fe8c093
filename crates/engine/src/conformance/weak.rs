//! What is near, and what comes behind measures.

use super::*;
use shisaku_model::Kind;

#[test]
fn words_apart_are_near_by_a_heading() {
    let question = Question { synonyms: true, ..Question::typed("見本市") };
    let (query, filters) = (question.query().nearly(), Filters::default());
    let request = SearchRequest {
        query: &query,
        filters: &filters,
        order: Sort::Number.into(),
        limit: usize::MAX,
        offset: 0,
    };
    for (name, engine) in ENGINES.iter() {
        assert_eq!(ids(&engine.search(&request).unwrap()), ["1-1-3"], "{name}");
    }
}

#[test]
fn measures_come_first_at_like_strength() {
    let measure = fixture::entries().remove(0);
    let kinds = [Kind::Text, Kind::Framework, Kind::Removed, Kind::Measure];
    let entries: Vec<Entry> = (0..)
        .zip(kinds)
        .map(|(at, kind)| Entry { id: format!("hoshimi/{at}"), kind, ..measure.clone() })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    fill(TantivyIndexer::create(folder.path(), analyzer(), 0).unwrap(), &entries);
    let engines: [(&str, Box<dyn Searcher>); 2] = [
        ("memory", Box::new(MemoryEngine::new(&entries, analyzer()))),
        ("tantivy", Box::new(TantivySearcher::open(folder.path()).unwrap())),
    ];
    for (name, engine) in engines {
        let question = Question { order: Sort::Relevance.into(), ..Question::typed("商店街") };
        assert_eq!(ids(&question.ask(engine.as_ref())), ["3", "1", "2", "0"], "{name}");
    }
}
