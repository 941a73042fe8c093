#![allow(clippy::unwrap_used, reason = "tests")]

mod examples;
mod properties;

use crate::{FiscalYears, Open, YearMention, year_mentions};

#[track_caller]
fn check(text: &str, expected: Option<(u16, Option<u16>)>) {
    let expected = expected.map(|(from, to)| FiscalYears { from, to });
    assert_eq!(FiscalYears::read(text), expected, "{text}");
}

/// Renders every mention as its text and its years. `-` marks an open end.
fn mentions(text: &str) -> String {
    let shown = |mention: YearMention| {
        let FiscalYears { from, to } = mention.years;
        let years = match (mention.open, to) {
            (Some(Open::Until), Some(to)) => format!("-{to}"),
            (Some(Open::Until), None) => "until what?".to_owned(),
            (Some(Open::Onwards), _) => format!("{from}-"),
            (None, Some(to)) if to == from => from.to_string(),
            (None, Some(to)) => format!("{from}-{to}"),
            (None, None) => "open, unsaid".to_owned(),
        };
        format!("{}={years}", &text[mention.range])
    };
    year_mentions(text).into_iter().map(shown).collect::<Vec<_>>().join(" | ")
}

#[track_caller]
fn golden(cases: &[(&str, &str)]) {
    for &(text, expected) in cases {
        assert_eq!(mentions(text), expected, "{text}");
    }
}
