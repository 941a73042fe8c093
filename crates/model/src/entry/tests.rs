#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::Place;

#[test]
fn an_entry_keeps_the_open_end_of_its_years() {
    for (years, json) in
        [(FiscalYears::until(2026), "[null,2026]"), (FiscalYears::since(2022), "[2022,null]")]
    {
        let entry = Entry { plan_years: Some(years), ..Entry::new("a", "1", Kind::Measure) };
        let text = serde_json::to_string(&entry).unwrap();
        assert!(text.contains(&format!("\"plan_years\":{json}")), "{text}");
        assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), entry);
    }
}

#[test]
fn the_report_with_the_latest_known_year_is_the_newest() {
    let mut entry = Entry::new("a", "1", Kind::Measure);
    for (text, years) in [
        ("2024", Some(FiscalYears::of(2024))),
        ("～2024", Some(FiscalYears::until(2024))),
        ("2023～", Some(FiscalYears::since(2023))),
        ("", None),
    ] {
        let source = Place::line("plan.txt", 1);
        entry.add_report(Report { years, text: text.to_owned(), status: Status::Reported, source });
    }
    let order: Vec<&str> = entry.results.iter().map(|report| report.text.as_str()).collect();
    assert_eq!(order, ["", "2023～", "～2024", "2024"]);
}
