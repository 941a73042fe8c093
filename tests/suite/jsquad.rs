//! The repair rules are safe: on text that nobody scanned they change nothing.
//!
//! The text is 2,304 paragraphs of the Japanese Wikipedia (JSQuAD), which are not part of this project.
//! Where they are absent this says so and measures nothing.

use std::{fs, path::PathBuf};

use shisaku::{
    model::Document,
    repair::{WordRepairs, repair},
};

/// Where the paragraphs are, one JSON object a line.
fn file() -> PathBuf {
    std::env::var_os("SHISAKU_JSQUAD").map_or_else(|| "../shared/jsquad/docs.jsonl".into(), PathBuf::from)
}

#[test]
fn rules_change_nothing_in_text_that_nobody_scanned() {
    let Ok(text) = fs::read_to_string(file()) else {
        eprintln!("not measured: {} is not there (SHISAKU_JSQUAD names another place)", file().display());
        return;
    };
    let mut changed = Vec::new();
    let mut count = 0;
    for line in text.lines() {
        let paragraph: serde_json::Value = serde_json::from_str(line).unwrap();
        let (id, text) = (paragraph["id"].as_str().unwrap(), paragraph["text"].as_str().unwrap());
        let lines = text.lines().map(str::to_owned).collect();
        let document = Document { file: id.to_owned(), lines };
        let (documents, _) = repair(vec![document], &WordRepairs::default());
        let records = documents.iter().flat_map(|document| &document.lines).flat_map(|line| line.records());
        changed.extend(records.map(|r| format!("{id}: 「{}」→「{}」 ({})", r.printed, r.repaired, r.rule)));
        count += 1;
    }
    assert!(count > 2000, "the paragraphs are read");
    assert_eq!(changed, Vec::<String>::new());
}
