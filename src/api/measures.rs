//! Output of `shisaku parse`: the measures of one document. Field names follow the collections of example
//! documents.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use shisaku_model::{Entry, Kind, Plan};

/// `{"measures": [...]}` with measures and removed items in printed order. Each is made when it is written: a
/// table may have a hundred thousand.
#[derive(Debug, Serialize)]
pub struct Measures<'a> {
    #[serde(serialize_with = "each_measure")]
    measures: &'a [Entry],
}

impl<'a> Measures<'a> {
    /// The measures of a plan.
    pub fn of(plan: &'a Plan) -> Self {
        Self { measures: &plan.entries }
    }
}

fn each_measure<S: Serializer>(entries: &&[Entry], serializer: S) -> Result<S::Ok, S::Error> {
    let listed = entries.iter().filter(|entry| matches!(entry.kind, Kind::Measure | Kind::Removed));
    serializer.collect_seq(listed.map(measure))
}

fn measure(entry: &Entry) -> Value {
    let newest = entry.results.last();
    let reprint = entry.category.iter().any(|mark| mark == "再掲");
    let category: Vec<&str> =
        entry.category.iter().map(String::as_str).filter(|mark| *mark != "再掲").collect();
    json!({
        "number": printed_number(&entry.number),
        "title": entry.title,
        "title_variants": entry.title_variants,
        "section": entry.path.iter().map(|heading| &heading.title).collect::<Vec<_>>(),
        "section_numbers": entry.path.iter().map(|heading| &heading.number).collect::<Vec<_>>(),
        "departments": entry.departments,
        "related": entry.related_departments,
        "body": entry.body,
        "period": entry.period,
        "category": category.first(),
        "years": entry.plan_years,
        "has_result": entry.has_result,
        "result": newest.map(|report| report.text.trim_matches(|c| "-－―ー–—".contains(c))),
        "result_status": newest.map(|report| report.status),
        "result_years": newest.and_then(|report| report.years),
        "reprint": reprint,
        "reprint_of": entry.reprint_of,
        "removed": entry.kind == Kind::Removed,
        "lines": entry.source.lines,
    })
}

/// The number as printed: `(1)` for 1-1(1).
fn printed_number(spoken: &str) -> &str {
    spoken.find(|c: char| c == '(' || ('①'..='⑳').contains(&c)).map_or(spoken, |at| &spoken[at..])
}
