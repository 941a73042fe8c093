//! Text of another kind. The repair rules must not change text that was never scanned. Analysis and ranking
//! must be good in general, beyond one plan.
//!
//! The text is 2,304 paragraphs of the Japanese Wikipedia (JSQuAD) with 4,442 questions. They are not part of
//! this project. If they are absent, the tests say so and measure nothing.

use std::{fs, path::PathBuf};

use shisaku_analysis::Analyzer;
use shisaku_model::Document;
use shisaku_reader::{WordRepairs, repair};
use shisaku_search::Search;

/// Minimum MRR@10 of the questions.
const MRR_FLOOR: f64 = 0.9463;

/// Number of results per question: enough for MRR@10.
const DEPTH: usize = 10;

/// File of the paragraphs, one JSON object per line.
fn file() -> PathBuf {
    std::env::var_os("SHISAKU_JSQUAD").map_or_else(|| "../shared/jsquad/docs.jsonl".into(), PathBuf::from)
}

/// Reads the file of the paragraphs, if it exists.
fn paragraphs() -> Option<String> {
    let text = fs::read_to_string(file()).ok();
    if text.is_none() {
        eprintln!("not measured: {} is not there (SHISAKU_JSQUAD names another place)", file().display());
    }
    text
}

#[test]
fn rules_change_nothing_in_text_that_nobody_scanned() {
    let Some(text) = paragraphs() else { return };
    let mut changed = Vec::new();
    let mut count = 0;
    for line in text.lines() {
        let paragraph: serde_json::Value = serde_json::from_str(line).unwrap();
        let (id, text) = (paragraph["id"].as_str().unwrap(), paragraph["text"].as_str().unwrap());
        let document = Document::plain(id, text.lines().map(str::to_owned));
        let (documents, _) = repair(vec![document], &WordRepairs::default());
        let records = documents.iter().flat_map(|document| &document.lines).flat_map(|line| line.records());
        changed.extend(records.map(|r| format!("{id}: 「{}」→「{}」 ({})", r.printed, r.repaired, r.rule)));
        count += 1;
    }
    assert!(count > 2000, "the paragraphs are read");
    assert_eq!(changed, Vec::<String>::new());
}

#[test]
fn questions_find_the_paragraph_that_answers_them() {
    let Some(text) = paragraphs() else { return };
    let questions = file().with_file_name("queries.tsv");
    let queries = shisaku_eval::read_queries(&fs::read_to_string(&questions).unwrap()).unwrap();
    assert!(queries.len() > 4000, "the questions are read");
    let plan = shisaku_eval::read_corpus(&text).unwrap();
    let (folder, analyzer) = (tempfile::tempdir().unwrap(), Analyzer::new().unwrap());
    let generation =
        shisaku_ingest::build_plans(&[plan], folder.path(), "jsquad", &analyzer, &|_, _| {}).unwrap();
    let shisaku_ingest::Opened { searcher, catalogue, vocabulary, .. } =
        shisaku_ingest::open(&generation).unwrap();
    let search = Search::new(searcher, analyzer, catalogue, vocabulary, generation.meta().into());
    let report = shisaku_eval::run(&search, queries, DEPTH, &|_, _| {}).unwrap();
    let mrr = report.overall().value("mrr_at_10").unwrap();
    eprintln!("JSQuAD MRR@10: {mrr:.4}");
    assert!(
        mrr >= MRR_FLOOR,
        "MRR@10 is {mrr:.4}, less than {MRR_FLOOR}: `shisaku eval --corpus` shows where"
    );
}
