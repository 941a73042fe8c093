//! Reads a text collection as a plan, to measure search on texts that it was not designed for.

use std::collections::HashMap;

use super::lines::{BadLine, Seen, lines, object, text};
use shisaku_model::{Entry, Kind, Manifest, Plan};

/// Id of the plan built from a collection.
pub(crate) const CORPUS: &str = "corpus";

/// Reads JSON lines of `{id, title, text}`. Each line becomes a measure with one paragraph.
///
/// # Errors
/// The first unreadable line.
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
    Ok(Plan { manifest, entries, ..Plan::default() })
}

fn entry(line: &str) -> Result<Entry, Seen> {
    let object = object(line)?;
    let mut entry = Entry::new(CORPUS, &text(&object, "id")?, Kind::Measure);
    entry.title = text(&object, "title")?;
    entry.body = vec![text(&object, "text")?];
    Ok(entry)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn every_line_is_a_measure() {
        let file = "{\"id\":\"d/1\",\"title\":\"梅雨\",\"text\":\"雨の季節。\",\"url\":1}\n{\"id\":\"d/2\",\"title\":\"桜\",\"text\":\"花。\"}\n";
        let plan = read_corpus(file).unwrap();
        assert_eq!(plan.manifest.id, CORPUS);
        let entry = &plan.entries[0];
        assert_eq!((entry.id.as_str(), entry.local(), entry.kind), ("corpus/d/1", "d/1", Kind::Measure));
        assert_eq!((entry.title.as_str(), entry.body.as_slice()), ("梅雨", &["雨の季節。".to_owned()][..]));
        assert_eq!(plan.entries.len(), 2);
    }

    #[test]
    fn says_which_line_cannot_be_read_and_why() {
        let good = r#"{"id":"d1","title":"梅雨","text":"雨"}"#;
        let wrong = [
            ("梅雨", "JSON として読めません"),
            ("[1]", "オブジェクトではありません"),
            (r#"{"id":"d2","title":"梅雨"}"#, "text がありません"),
            (r#"{"id":2,"title":"梅雨","text":"雨"}"#, "id の値「2」は使えません"),
            (good, "id「d1」は 1 行目にもあります"),
        ];
        for (line, seen) in wrong {
            let bad = read_corpus(&format!("{good}\n{line}\n")).unwrap_err();
            assert_eq!(bad.line, 2, "{line}");
            assert!(bad.seen.contains(seen), "{line}: {}", bad.seen);
        }
    }
}
