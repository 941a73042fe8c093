//! A collection of texts as a plan, so that search is measured on what nobody had in mind when it was made.

use std::collections::HashMap;

use super::lines::{BadLine, Seen, lines, object, text};
use crate::model::{Entry, Kind, Manifest, Plan};

/// The id of the plan that such a collection becomes.
pub const CORPUS: &str = "corpus";

/// Reads JSON lines of `{id, title, text}`: every line one measure, its text one paragraph.
///
/// # Errors
/// The first line that cannot be read.
pub fn read_corpus(file: &str) -> Result<Plan, BadLine> {
    let mut entries = Vec::new();
    let mut seen_at: HashMap<String, usize> = HashMap::new();
    for (line, text) in lines(file) {
        let expected = || r#"{"id":"d1","title":"題名","text":"本文"} のように書いてください。"#.to_owned();
        let entry = entry(text).map_err(|seen| BadLine { line, seen, expected: expected() })?;
        if let Some(before) = seen_at.insert(entry.id.clone(), line) {
            let seen = format!("id「{}」は {before} 行目にもあります", entry.local());
            return Err(BadLine {
                line, seen, expected: "id は 1 度ずつ使ってください。".to_owned()
            });
        }
        entries.push(entry);
    }
    let manifest = Manifest { id: CORPUS.to_owned(), title: CORPUS.to_owned(), ..Manifest::default() };
    Ok(Plan { manifest, sections: Vec::new(), entries, account: Vec::new() })
}

fn entry(line: &str) -> Result<Entry, Seen> {
    let object = object(line)?;
    let mut entry = Entry::new(CORPUS, &text(&object, "id")?, Kind::Measure);
    entry.title = text(&object, "title")?;
    entry.body = vec![text(&object, "text")?];
    Ok(entry)
}
