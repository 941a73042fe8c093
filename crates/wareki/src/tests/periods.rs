//! Cells that state a period.

use super::ends;
use crate::FiscalYears;

/// Reads cells, and shows the years as in [`ends`]. `none` for a cell without years.
#[track_caller]
fn cells(cases: &[(&str, &str)], read: impl Fn(&str) -> Option<FiscalYears>) {
    for &(cell, expected) in cases {
        assert_eq!(read(cell).map_or_else(|| "none".to_owned(), ends), expected, "{cell}");
    }
}

#[test]
fn spans() {
    let cases = [
        ("令和4年度～令和8年度", "2022-2026"),
        ("令和４年度 ～ 令和８年度", "2022-2026"),
        ("令和4年度から令和8年度まで", "2022-2026"),
        ("令和4年度\n～\n令和8年度", "2022-2026"),
        ("R4～R8", "2022-2026"),
        ("R4-R8", "2022-2026"),
        ("Ｒ４－Ｒ８", "2022-2026"),
        ("R4→R8", "2022-2026"),
        ("R4 ⇒ R8", "2022-2026"),
        ("H29～H33", "2017-2021"),
        ("H31～R3", "2019-2021"),
        ("R元～R3", "2019-2021"),
        ("2022～2026", "2022-2026"),
        ("2022年度～26年度", "2022-2026"),
        ("平成28～令和2", "2016-2020"),
        ("平成29年度～平成33年度（令和3年度）", "2017-2021"),
        ("令和3(2021)～令和8(2026)", "2021-2026"),
        ("令和5（2023）年度～令和7（2025）年度", "2023-2025"),
        ("2011(H23)〜2013(H25)", "2011-2013"),
        ("令和4年度～8年度", "2022-2026"),
        ("令和4年度から5年間", "2022-2026"),
        ("令和4年度～令和8年度（5か年）", "2022-2026"),
    ];
    cells(&cases, FiscalYears::read_period);
}

#[test]
fn one_year() {
    let cases = [
        ("令和6年度", "2024"),
        ("令和６年度（単年度）", "2024"),
        ("令和元年度", "2019"),
        ("平成31・令和元年度", "2019"),
        ("平成三十一年度", "2019"),
        ("2019(H31・R1)", "2019"),
        ("H31/R1", "2019"),
    ];
    cells(&cases, FiscalYears::read_period);
}

#[test]
fn open_spans() {
    let cases = [
        ("令和4年度から", "2022-"),
        ("令和4年度〜", "2022-"),
        ("令和4年度以降", "2022-"),
        ("令和4年度より", "2022-"),
        ("令和4年度開始", "2022-"),
        ("R4→", "2022-"),
        ("令和4年度～未定", "2022-"),
        ("昭和62年度から（継続）", "1987-"),
        ("通年（令和5年度～）", "2023-"),
        ("～令和8年度", "-2026"),
        ("～ R8", "-2026"),
        ("（～令和8年度）", "-2026"),
        ("令和8年度まで", "-2026"),
        ("令和8年度末まで", "-2026"),
        ("令和8年度以内", "-2026"),
    ];
    cells(&cases, FiscalYears::read_period);
}

#[test]
fn a_date_is_in_its_fiscal_year() {
    let cases = [
        ("平成23年4月～平成26年3月", "2011-2013"),
        ("令和4年4月1日から令和9年3月31日まで", "2022-2026"),
        ("令和5年1月～令和6年3月", "2022-2023"),
        ("R4.4～R9.3", "2022-2026"),
        ("2022/4～2027/3", "2022-2026"),
        ("2022/4/1～2027/3/31", "2022-2026"),
        ("令和4年度～令和9年3月", "2022-2026"),
        ("令和6年3月", "2023"),
        ("令和6年1月～3月", "2023"),
        ("令和9年3月31日まで", "-2026"),
        ("令和4年10月～", "2022-"),
    ];
    cells(&cases, FiscalYears::read_period);
}

#[test]
fn all_years_make_one_span() {
    let cases = [
        ("令和4〜8年度 2022〜2026年度", "2022-2026"),
        ("令和4年度、令和6年度", "2022-2024"),
        ("前期 R4～R6\n後期 R7～R9", "2022-2027"),
        ("令和4年度～令和8年度（前計画：平成29年度～令和3年度）", "2022-2026"),
        ("令和4年度まで、令和6年度から", "none"),
    ];
    cells(&cases, FiscalYears::read_period);
}

#[test]
fn no_years() {
    let cells_without = [
        "",
        "通年",
        "毎年",
        "毎年度",
        "随時",
        "未定",
        "なし",
        "－",
        "―",
        "短期",
        "3年間",
        "5か年",
        "4年度～8年度",
        "令和8年度～令和4年度",
    ];
    cells(&cells_without.map(|cell| (cell, "none")), FiscalYears::read_period);
}

#[test]
fn years_without_an_era_are_near_those_of_the_plan() {
    let cases = [
        ("4年度～8年度", "2022-2026"),
        ("４～８年度", "2022-2026"),
        ("四年度から", "2022-"),
        ("～8年度", "-2026"),
        ("6年度", "2024"),
        ("30年度～4年度", "2018-2022"),
        ("元年度～5年度", "2019-2023"),
        ("令和5年度～", "2023-"),
        ("3年度間", "none"),
        ("5年間", "none"),
        ("4～8", "none"),
        ("通年", "none"),
    ];
    cells(&cases, |cell| FiscalYears::read_period_within(cell, FiscalYears::new(2022, 2026)));
    let open = |cell| FiscalYears::read_period_within(cell, FiscalYears::since(2022));
    assert_eq!(open("30年度～8年度"), Some(FiscalYears::new(2018, 2026)));
    let older = FiscalYears::read_period_within("29年度～33年度", FiscalYears::until(2021));
    assert_eq!(older, Some(FiscalYears::new(2017, 2021)));
}
