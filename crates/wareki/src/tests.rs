#![allow(clippy::unwrap_used, reason = "tests")]

mod examples;
mod periods;
mod properties;

use crate::{FiscalYears, YearMention, year_mentions};

#[track_caller]
fn check(text: &str, expected: Option<FiscalYears>) {
    assert_eq!(FiscalYears::read(text), expected, "{text}");
}

/// Renders every mention as its text and its years. `-` marks an open end.
fn mentions(text: &str) -> String {
    let shown = |mention: YearMention| format!("{}={}", &text[mention.range], ends(mention.years));
    year_mentions(text).into_iter().map(shown).collect::<Vec<_>>().join(" | ")
}

/// Renders years: `2011`, `2011-2013`, `2011-`, `-2013`.
fn ends(years: FiscalYears) -> String {
    match (years.first(), years.last()) {
        (first, last) if first == last => years.last_known().to_string(),
        (first, last) => {
            [first, last].map(|year| year.map_or_else(String::new, |year| year.to_string())).join("-")
        }
    }
}

#[track_caller]
fn golden(cases: &[(&str, &str)]) {
    for &(text, expected) in cases {
        assert_eq!(mentions(text), expected, "{text}");
    }
}
