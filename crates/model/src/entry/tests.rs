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

/// An entry of a plan of 2022 to 2026 with a report of these years.
fn reported(kind: Kind, years: Option<FiscalYears>, status: Status) -> Entry {
    let mut entry = Entry { plan_years: Some(FiscalYears::new(2022, 2026)), ..Entry::new("a", "1", kind) };
    entry.add_report(Report { years, text: String::new(), status, source: Place::line("plan.txt", 1) });
    entry
}

#[test]
fn a_measure_waits_for_a_report_if_all_ended_before_its_years() {
    let covers = |kind, years, status| reported(kind, years, status).report_covers;
    let of = |first, last| Some(FiscalYears::new(first, last));
    let (done, measure) = (Status::Reported, Kind::Measure);
    assert_eq!(covers(measure, of(2019, 2021), done), Some(Covers::Before));
    assert_eq!(covers(measure, of(2019, 2022), done), Some(Covers::Period));
    assert_eq!(covers(measure, None, Status::NoneStated), Some(Covers::Period), "it may be of any year");
    assert_eq!(covers(measure, of(2022, 2022), Status::Blank), Some(Covers::None), "a blank reports nothing");
    assert_eq!(covers(Kind::Removed, of(2019, 2021), done), Some(Covers::Period), "nothing is due of it");
    assert_eq!(Entry::new("a", "1", measure).report_covers, Some(Covers::None));
    assert_eq!(Entry::new("a", "1", Kind::Text).report_covers, None);
}

#[test]
fn a_measure_is_overdue_if_the_report_on_its_last_year_says_that_nothing_was_done() {
    let undone = |kind, years, status| reported(kind, years, status).undone_in();
    let (none, measure) = (Status::NoneStated, Kind::Measure);
    assert_eq!(undone(measure, Some(FiscalYears::of(2026)), none), Some(2026));
    assert_eq!(undone(measure, Some(FiscalYears::of(2025)), none), None, "a year is left");
    assert_eq!(undone(measure, Some(FiscalYears::of(2026)), Status::Reported), None);
    assert_eq!(undone(measure, None, none), None, "it may be of an earlier year");
    assert_eq!(undone(Kind::Removed, Some(FiscalYears::of(2026)), none), None);
    let overdue = |year, month, day| {
        let at = Date::from_calendar_date(year, month, day).unwrap();
        reported(measure, Some(FiscalYears::of(2026)), none).is_overdue(at)
    };
    assert!(!overdue(2027, time::Month::March, 31) && overdue(2027, time::Month::April, 1));
}

#[test]
fn what_was_done_in_the_plan_is_not_undone_by_a_later_report() {
    let of = |reports: &[(u16, u16, Status)]| {
        let mut entry =
            Entry { plan_years: Some(FiscalYears::new(2011, 2013)), ..Entry::new("a", "1", Kind::Measure) };
        for &(from, to, status) in reports {
            let (years, source) = (Some(FiscalYears::new(from, to)), Place::line("plan.txt", 1));
            entry.add_report(Report { years, text: String::new(), status, source });
        }
        entry.undone_in()
    };
    let (done, none) = (Status::Reported, Status::NoneStated);
    assert_eq!(of(&[(2011, 2013, done), (2014, 2014, none)]), None, "done in time, and nothing since");
    assert_eq!(of(&[(2014, 2014, none)]), None, "no report covers the plan");
    assert_eq!(of(&[(2011, 2013, none), (2014, 2014, none)]), Some(2013), "nothing then, and nothing since");
    assert_eq!(of(&[(2011, 2013, none), (2014, 2014, done)]), None, "done late");
    assert_eq!(of(&[(2012, 2012, done), (2013, 2013, none)]), None, "something was done in the plan");
    assert_eq!(
        of(&[(2010, 2010, done), (2013, 2013, none)]),
        Some(2013),
        "what was done before does not count"
    );
}
