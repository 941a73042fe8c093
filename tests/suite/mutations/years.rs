//! Years in other eras, and without an era.

use shisaku_model::Kind;
use wareki::FiscalYears;

use super::mutant::{Mutant, joined};
use crate::seeds::Read;

/// Plan years of the three periods, and the years of all results.
fn years(read: &Read) -> (Vec<FiscalYears>, Vec<FiscalYears>) {
    let measures = || read.plan().entries.iter().filter(|entry| entry.kind == Kind::Measure);
    let mut planned: Vec<_> = measures().filter_map(|entry| entry.plan_years).collect();
    let mut reported: Vec<_> =
        measures().flat_map(|e| &e.results).filter_map(|report| report.years).collect();
    planned.sort_unstable();
    planned.dedup();
    reported.sort_unstable();
    reported.dedup();
    (planned, reported)
}

#[track_caller]
fn check(change: impl Fn(&str) -> String, planned: [(u16, u16); 3], reported: (u16, u16)) {
    let read = Mutant::real().each(|_, line| change(line)).read();
    assert_eq!(joined(&read), 74);
    let spans = planned.map(|(from, to)| FiscalYears::new(from, to));
    assert_eq!(years(&read), (spans.to_vec(), vec![FiscalYears::new(reported.0, reported.1)]));
    assert_eq!(read.codes(), ["qualified_none", "reprint", "title_differs"]);
}

#[test]
fn reiwa() {
    let reiwa = |line: &str| line.replace("平成", "令和");
    check(reiwa, [(2041, 2043), (2044, 2045), (2046, 2050)], (2041, 2043));
}

#[test]
fn showa() {
    let showa = |line: &str| line.replace("平成", "昭和");
    check(showa, [(1948, 1950), (1951, 1952), (1953, 1957)], (1948, 1950));
}

/// Replaces 平成23 and 平成 23 by 2011.
fn gregorian(line: &str) -> String {
    (1..33_u16).rev().fold(line.to_owned(), |line, year| {
        let to = format!("{}", year + 1988);
        line.replace(&format!("平成{year}年"), &format!("{to}年"))
            .replace(&format!("平成 {year} 年"), &format!("{to} 年"))
    })
}

#[test]
fn gregorian_years() {
    check(gregorian, [(2011, 2013), (2014, 2015), (2016, 2020)], (2011, 2013));
}

#[test]
fn years_in_full_width_and_both_calendars() {
    let wide = |line: &str| line.replace("平成23年度～平成25年度", "平成２３年度～平成２５年度");
    check(wide, [(2011, 2013), (2014, 2015), (2016, 2020)], (2011, 2013));
    let both = |line: &str| line.replace("平成23年度～平成25年度", "平成23(2011)年度～平成25(2013)年度");
    check(both, [(2011, 2013), (2014, 2015), (2016, 2020)], (2011, 2013));
    let short = |line: &str| line.replace("(平成23年度～平成25年度)", "(H23～25)");
    check(short, [(2011, 2013), (2014, 2015), (2016, 2020)], (2011, 2013));
}

#[test]
fn a_span_over_the_change_of_eras() {
    let read = Mutant::real()
        .each(|_, line| {
            line.replace("(平成23年度～平成25年度)", "(平成30年度～令和2年度)")
                .replace("平成 28 年度～平成 32 年度", "平成28年度～令和2年度")
        })
        .read();
    let (planned, reported) = years(&read);
    assert_eq!(reported, [FiscalYears::new(2018, 2020)]);
    assert!(planned.contains(&FiscalYears::new(2016, 2020)));
}

#[test]
fn a_table_whose_head_names_no_years_has_those_of_plan_toml() {
    let read = Mutant::real().each(|_, line| line.replace("実績(平成23年度～平成25年度)", "実績")).read();
    assert_eq!(joined(&read), 74);
    assert_eq!(years(&read).1, [FiscalYears::new(2011, 2013)]);
}

#[test]
fn periods_that_are_nowhere_defined_have_no_years() {
    let real = Mutant::real();
    let defined = ["①短期", "②中期", "③長期"].map(|beginning| real.line(beginning));
    let read = real.without(defined).read();
    assert_eq!(joined(&read), 74);
    assert_eq!(years(&read).0, []);
}
