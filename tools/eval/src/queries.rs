//! Reads judged queries: JSON lines with graded entries, or a table of questions with one relevant entry
//! each.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

use super::lines::{BadLine, Seen, lines, object, text, unfit};

/// Maximum grade. Its gain of 1023 suffices for any scale.
const BEST_GRADE: u64 = 10;

/// Kind of a query without `kind`.
const KIND: &str = "question";

/// A query with its relevance judgements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedQuery {
    /// Name, unique in its file.
    pub qid: String,
    /// The text as typed.
    pub query: String,
    /// Kind of query. Metrics are also reported by kind.
    pub kind: String,
    /// Grades of relevant entries, 1 or more, by id with or without the plan. If empty, the query has no
    /// answer, and search must return nothing.
    pub relevant: BTreeMap<String, u8>,
    /// Ids of entries that must not be returned.
    pub must_not: Vec<String>,
    /// True if exactly the relevant entries must be returned.
    pub exact_set: bool,
}

/// Reads a file of queries. A line that starts with `{` is a JSON object. Any other line has three fields
/// separated by tabs: qid, question, relevant id.
///
/// # Errors
/// The first unreadable line.
pub fn read_queries(file: &str) -> Result<Vec<JudgedQuery>, BadLine> {
    let mut queries: Vec<JudgedQuery> = Vec::new();
    let mut seen_at: HashMap<String, usize> = HashMap::new();
    for (line, text) in lines(file) {
        let json = text.trim_start().starts_with('{');
        let query = if json { from_json(text) } else { from_table(text) };
        let query = query.map_err(|seen| BadLine { line, seen, expected: expected(json) })?;
        if let Some(before) = seen_at.insert(query.qid.clone(), line) {
            let seen = format!("qid「{}」は {before} 行目にもあります", query.qid);
            return Err(BadLine {
                line, seen, expected: "qid は 1 度ずつ使ってください。".to_owned()
            });
        }
        queries.push(query);
    }
    Ok(queries)
}

fn expected(json: bool) -> String {
    match json {
        true => r#"{"qid":"q1","query":"商店街","kind":"plain","relevant":{"5-5-4-1":3}} のように書いてください。relevant の値は 0 から 10 までの整数です。"#,
        false => "qid、質問、答えの id をタブで区切るか、{ で始まる JSON を書いてください。",
    }
    .to_owned()
}

fn from_table(line: &str) -> Result<JudgedQuery, Seen> {
    let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [qid, question, id] = fields[..] else {
        return Err(format!("タブで区切った項目が {} 個あります", fields.len()));
    };
    for (name, field) in [("qid ", qid), ("質問", question), ("答えの id ", id)] {
        if field.is_empty() {
            return Err(format!("{name}が空です"));
        }
    }
    Ok(JudgedQuery {
        qid: qid.to_owned(),
        query: question.to_owned(),
        kind: KIND.to_owned(),
        relevant: BTreeMap::from([(id.to_owned(), 1)]),
        must_not: Vec::new(),
        exact_set: false,
    })
}

fn from_json(line: &str) -> Result<JudgedQuery, Seen> {
    let object = object(line)?;
    let kind = if object.contains_key("kind") { text(&object, "kind")? } else { KIND.to_owned() };
    Ok(JudgedQuery {
        qid: text(&object, "qid")?,
        query: text(&object, "query")?,
        kind,
        relevant: relevant(&object)?,
        must_not: must_not(&object)?,
        exact_set: match object.get("exact_set") {
            None => false,
            Some(Value::Bool(exact)) => *exact,
            other => return Err(unfit("exact_set", other)),
        },
    })
}

fn relevant(object: &Map<String, Value>) -> Result<BTreeMap<String, u8>, Seen> {
    let Some(Value::Object(judged)) = object.get("relevant") else {
        return Err(unfit("relevant", object.get("relevant")));
    };
    let mut relevant = BTreeMap::new();
    for (id, grade) in judged {
        let number = grade.as_u64().filter(|number| *number <= BEST_GRADE);
        let number = number.and_then(|number| u8::try_from(number).ok());
        let number = number.ok_or_else(|| unfit(&format!("relevant の {id}"), Some(grade)))?;
        // Grade 0 is equivalent to no judgement.
        if number > 0 {
            relevant.insert(id.clone(), number);
        }
    }
    Ok(relevant)
}

fn must_not(object: &Map<String, Value>) -> Result<Vec<String>, Seen> {
    let ids = match object.get("must_not") {
        None => return Ok(Vec::new()),
        Some(Value::Array(ids)) => ids,
        other => return Err(unfit("must_not", other)),
    };
    let text = |id: &Value| id.as_str().map(str::to_owned).ok_or_else(|| unfit("must_not", Some(id)));
    ids.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn reads_json_and_table() {
        let file = "\u{FEFF}{\"qid\":\"a\",\"query\":\"融資 -勤労者\",\"kind\":\"exclusion\",\"relevant\":{\"5-1\":3,\"5-2\":0},\"must_not\":[\"5-3\"],\"user\":\"staff\"}\r\n\n\
                    {\"qid\":\"b\",\"query\":\"長期\",\"relevant\":{},\"exact_set\":true}\n\
                    c\t質問は?\tdev-0\n";
        let queries = read_queries(file).unwrap();
        let relevant =
            |graded: &[(&str, u8)]| graded.iter().map(|(id, grade)| ((*id).to_owned(), *grade)).collect();
        let expected = [
            JudgedQuery {
                qid: "a".to_owned(),
                query: "融資 -勤労者".to_owned(),
                kind: "exclusion".to_owned(),
                relevant: relevant(&[("5-1", 3)]),
                must_not: vec!["5-3".to_owned()],
                exact_set: false,
            },
            JudgedQuery {
                qid: "b".to_owned(),
                query: "長期".to_owned(),
                kind: KIND.to_owned(),
                relevant: relevant(&[]),
                must_not: Vec::new(),
                exact_set: true,
            },
            JudgedQuery {
                qid: "c".to_owned(),
                query: "質問は?".to_owned(),
                kind: KIND.to_owned(),
                relevant: relevant(&[("dev-0", 1)]),
                must_not: Vec::new(),
                exact_set: false,
            },
        ];
        assert_eq!(queries, expected);
        assert_eq!(read_queries("\n \n"), Ok(Vec::new()));
    }

    #[test]
    fn says_which_line_cannot_be_read_and_why() {
        let good = r#"{"qid":"a","query":"観光","relevant":{}}"#;
        let wrong = [
            (r#"{"qid":"b""#, "JSON として読めません"),
            (r#"{"query":"観光","relevant":{}}"#, "qid がありません"),
            (r#"{"qid":"","query":"観光","relevant":{}}"#, "qid の値「\"\"」は使えません"),
            (r#"{"qid":7,"query":"観光","relevant":{}}"#, "qid の値「7」は使えません"),
            (r#"{"qid":"b","relevant":{}}"#, "query がありません"),
            (r#"{"qid":"b","query":"観光"}"#, "relevant がありません"),
            (r#"{"qid":"b","query":"観光","relevant":["5-1"]}"#, "relevant の値「[\"5-1\"]」は使えません"),
            (r#"{"qid":"b","query":"観光","relevant":{"5-1":-1}}"#, "relevant の 5-1 の値「-1」は使えません"),
            (r#"{"qid":"b","query":"観光","relevant":{"5-1":11}}"#, "relevant の 5-1 の値「11」は使えません"),
            (r#"{"qid":"b","query":"観光","relevant":{"5-1":"3"}}"#, "relevant の 5-1"),
            (
                r#"{"qid":"b","query":"観光","relevant":{},"must_not":"5-1"}"#,
                "must_not の値「\"5-1\"」は使えません",
            ),
            (r#"{"qid":"b","query":"観光","relevant":{},"must_not":[1]}"#, "must_not の値「1」は使えません"),
            (r#"{"qid":"b","query":"観光","relevant":{},"exact_set":1}"#, "exact_set の値「1」は使えません"),
            (r#"{"qid":"b","query":"観光","kind":null,"relevant":{}}"#, "kind の値「null」は使えません"),
            (good, "qid「a」は 1 行目にもあります"),
            ("b\t質問", "タブで区切った項目が 2 個あります"),
            ("b\t質問\tdev-0\tdev-1", "タブで区切った項目が 4 個あります"),
            ("b\t\tdev-0", "質問が空です"),
            ("b\t質問\t", "答えの id が空です"),
            ("観光", "タブで区切った項目が 1 個あります"),
        ];
        for (line, seen) in wrong {
            let bad = read_queries(&format!("{good}\n\n{line}\n")).unwrap_err();
            assert_eq!(bad.line, 3, "{line}");
            assert!(bad.seen.contains(seen), "{line}: {}", bad.seen);
            assert!(!bad.expected.is_empty());
        }
    }
}
