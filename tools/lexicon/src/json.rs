//! The report as JSON. The shape is a contract: members are added, never renamed.

use serde_json::{Value, json};

use super::{
    report::{Proposal, Report},
    trial::Place,
};
use shisaku_misses::{Count, Month};

impl Report {
    /// Returns `{"months":[…],"proposals":[…],"found_now":[…],"open":[…]}`, each list in the report's order.
    pub fn json(&self) -> Value {
        json!({
            "months": self.months.iter().map(month).collect::<Vec<_>>(),
            "proposals": self.proposals.iter().map(proposal).collect::<Vec<_>>(),
            "found_now": self.found_now,
            "open": self.open,
        })
    }
}

fn month((month, counts): &(Month, Vec<Count>)) -> Value {
    let count =
        |count: &Count| json!({"failed": count.miss.failed, "then": count.miss.then, "times": count.times});
    json!({"month": month.to_string(), "counts": counts.iter().map(count).collect::<Vec<_>>()})
}

fn proposal(Proposal { line, times, gain }: &Proposal) -> Value {
    let (file, instead_of) = match line.place {
        Place::Synonyms => ("synonyms", None),
        Place::Spellings { instead_of } => ("spellings.txt", instead_of),
    };
    json!({
        "line": line.text,
        "file": file,
        "instead_of_line": instead_of,
        "times": times,
        "gain": {"text": gain.text, "found": gain.found, "first": {"id": gain.id, "title": gain.title}},
    })
}
