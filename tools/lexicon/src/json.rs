//! The report as JSON. The shape is a contract: members are added, never renamed.

use serde_json::{Value, json};

use super::{FoundNow, Open, Place, Proposal, Report};
use shisaku_misses::{Count, Month};

impl Report {
    /// Returns `{"months":[…],"proposals":[…],"found_now":[…],"open":[…]}`, each list in the report's order.
    pub fn json(&self) -> Value {
        json!({
            "months": self.months.iter().map(month).collect::<Vec<_>>(),
            "proposals": self.proposals.iter().map(proposal).collect::<Vec<_>>(),
            "found_now": self.found_now.iter().map(found_now).collect::<Vec<_>>(),
            "open": self.open.iter().map(open).collect::<Vec<_>>(),
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

fn found_now(FoundNow { text, times, found }: &FoundNow) -> Value {
    json!({"text": text, "times": times, "found": found})
}

fn open(open: &Open) -> Value {
    let near =
        open.near.iter().map(|one| json!({"text": one.text, "reason": one.reason, "count": one.count}));
    let tried =
        open.tried.iter().map(|one| json!({"then": one.then, "times": one.times, "why_not": one.why_not}));
    json!({
        "text": open.text,
        "times": open.times,
        "near": near.collect::<Vec<_>>(),
        "tried": tried.collect::<Vec<_>>(),
    })
}
