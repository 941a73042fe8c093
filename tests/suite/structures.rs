//! Documents of made-up municipalities, each with the parse that a careful clerk expects. The cases and what
//! their fields mean are described in `tests/README.md`.

use std::{fs, path::Path};

use serde_json::Value;
use shisaku::api::Measures;
use unicode_normalization::UnicodeNormalization as _;

const FOLDER: &str = "tests/cases/structures";

/// Fields that are compared.
const FIELDS: [&str; 8] =
    ["number", "title", "section", "departments", "period", "years", "has_result", "result"];

/// Least share of fields that must be right, over all cases.
const LEAST_RIGHT: f64 = 0.97;

/// Reads a document as `shisaku parse` does.
pub fn parse(file: &Path) -> Vec<Value> {
    let (reading, _) = shisaku_reader::read_file(file).unwrap();
    serde_json::to_value(Measures::of(&reading.plan)).unwrap()["measures"].as_array().unwrap().clone()
}

/// A text as it is compared: width folded, without white space.
fn normal(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// A value as it is compared. An absent value equals an empty text.
fn comparable(field: &str, value: &Value) -> Value {
    match value {
        Value::Null if field == "has_result" || field == "years" => Value::Null,
        Value::Null => Value::String(String::new()),
        Value::String(text) => {
            let text = normal(text);
            Value::String(if field == "number" {
                text.trim_end_matches(['.', '、']).to_owned()
            } else {
                text
            })
        }
        Value::Array(values) if field == "years" => Value::Array(values.clone()),
        Value::Array(values) => values.iter().map(|value| comparable(field, value)).collect(),
        other => other.clone(),
    }
}

/// True if a field has the expected value or one that is accepted too.
fn is_right(field: &str, expected: &Value, read: &Value) -> bool {
    let accepted = expected[format!("{field}_accept")].as_array().into_iter().flatten();
    let read = comparable(field, &read[field]);
    accepted.chain([&expected[field]]).any(|value| comparable(field, value) == read)
}

#[test]
fn every_measure_is_found_and_none_is_invented() {
    let mut cases: Vec<_> = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.to_string_lossy().ends_with(".expected.json"));
    cases.sort();
    assert_eq!(cases.len(), 80);
    let (mut right, mut all) = (0, 0);
    let mut wrong = Vec::new();
    for case in cases {
        let expected: Value = serde_json::from_str(&fs::read_to_string(&case).unwrap()).unwrap();
        let read = parse(&Path::new(FOLDER).join(expected["file"].as_str().unwrap()));
        let titles = |measures: &[Value]| -> Vec<String> {
            measures.iter().map(|measure| normal(measure["title"].as_str().unwrap())).collect()
        };
        let measures = expected["measures"].as_array().unwrap();
        let same = measures.len() == read.len()
            && measures.iter().zip(&read).all(|(measure, read)| is_right("title", measure, read));
        assert!(same, "{}: {:?} read as {:?}", case.display(), titles(measures), titles(&read));
        for (measure, read) in measures.iter().zip(&read) {
            for field in FIELDS {
                all += 1;
                if is_right(field, measure, read) {
                    right += 1;
                } else {
                    let (title, want, got) = (&measure["title"], &measure[field], &read[field]);
                    wrong.push(format!("{} {title} {field}: {want} read as {got}", case.display()));
                }
            }
            if let Some(body) = measure.get("body") {
                let joined = |value: &Value| match value {
                    Value::Array(values) => values.iter().filter_map(Value::as_str).collect::<String>(),
                    other => other.as_str().unwrap_or_default().to_owned(),
                };
                assert_eq!(normal(&joined(&read["body"])), normal(&joined(body)), "{}", case.display());
            }
        }
    }
    assert!(f64::from(right) / f64::from(all) >= LEAST_RIGHT, "{right} of {all}:\n{}", wrong.join("\n"));
}
