//! Cells and labelled lines that state when a measure runs: a period (計画期間, 実施時期), or a column for each
//! year with arrows.

use itertools::Itertools as _;
use unicode_normalization::UnicodeNormalization as _;

use super::definitions::PERIODS;
use wareki::{FiscalYears, year_mentions};

/// Suffixes that a period has in a cell: 短期計画, 後期基本計画, 通年実施.
const SUFFIXES: [&str; 6] = ["基本計画", "実施計画", "計画", "目標", "実施", "事業"];

/// First characters of periods that share one 期: 短・中期, 中長期.
const SHARING: &str = "短中長前後";

/// Signs around the parts of a period cell.
const BETWEEN: &str = "・･、,/~〜()[]【】〔〕:; 　\t\n\r";

/// Dashes that fill an empty cell. NFKC has turned the full-width hyphen into `-`.
const DASHES: &str = "-‐‑‒–—―−ー─";

/// Cells of a year in which nothing is planned.
const NOTHING: [&str; 15] = [
    "なし",
    "無し",
    "該当なし",
    "実施なし",
    "予定なし",
    "未定",
    "対象外",
    "廃止",
    "中止",
    "休止",
    "×",
    "✕",
    "✖",
    "/",
    "0",
];

/// The contents of a period cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PeriodCell {
    /// The period that the cell names: `通年`. Several are joined by ・: `短期・中期`.
    pub name: Option<String>,
    /// The fiscal years that the cell states.
    pub years: Option<FiscalYears>,
}

/// Reads a cell such as 短期, 令和4年度～令和8年度, or 通年（令和5年度～). Both parts are `None` for a cell such as 未定.
pub(super) fn read_period_cell(text: &str) -> PeriodCell {
    PeriodCell { name: period_name(text), years: FiscalYears::read_period(text) }
}

/// Returns the fiscal years of a schedule: a row of cells below heads that are years (R5 | R6 | 令和7年度以降).
///
/// The years go from the first to the last cell that holds something: 実施, →, 2回. A gap between them belongs
/// to the measure. Columns without years are ignored. `None` if no cell holds anything.
pub(super) fn schedule_years(heads: &[Option<FiscalYears>], cells: &[&str]) -> Option<FiscalYears> {
    let columns = heads.iter().zip(cells).filter(|(_, cell)| is_planned(cell));
    columns.filter_map(|(head, _)| *head).map(Some).reduce(|one, other| one?.joined(other?)).flatten()
}

/// Returns the periods that a cell names, apart from its years and remarks. A sentence names none.
fn period_name(text: &str) -> Option<String> {
    let mut rest = text.to_owned();
    for mention in year_mentions(text).into_iter().rev() {
        // から and ～ belong to the mention, so that 令和4年度から継続 leaves 継続.
        rest.replace_range(mention.range, "、");
    }
    let rest: String = rest.nfkc().collect();
    if rest.contains('。') {
        return None;
    }
    let names = rest.split(|c| BETWEEN.contains(c)).flat_map(|part| names_in(part, rest.contains('期')));
    let name = names.unique().join("・");
    (!name.is_empty()).then_some(name)
}

/// Reads one part of a cell: 短期計画, or 中長期, or the 短 of 短・中期 if `shares` tells that a 期 follows.
fn names_in(part: &str, shares: bool) -> Vec<&'static str> {
    let bare = SUFFIXES.into_iter().find_map(|suffix| part.strip_suffix(suffix)).unwrap_or(part);
    if let Some(known) = PERIODS.into_iter().find(|known| *known == bare) {
        return vec![known];
    }
    let stem = bare.strip_suffix('期').or(shares.then_some(bare)).unwrap_or_default();
    let known = |c: char| PERIODS.into_iter().find(|known| SHARING.contains(c) && known.starts_with(c));
    stem.chars().map(known).collect::<Option<_>>().unwrap_or_default()
}

/// True if a cell of a schedule holds anything but a dash or a word such as なし.
pub(super) fn is_planned(cell: &str) -> bool {
    let bare: String = cell.nfkc().filter(|c| !c.is_whitespace()).collect();
    !bare.chars().all(|c| DASHES.contains(c)) && !NOTHING.contains(&bare.as_str())
}

/// True for a period cell that names no time on purpose: 未定, 毎年, 単年度繰返, a dash.
pub(super) fn is_timeless(cell: &str) -> bool {
    let bare = cell.trim_matches(|c: char| c.is_whitespace() || "（）()".contains(c));
    bare.is_empty()
        || bare.chars().all(|c| "-－―ー–—".contains(c))
        || ["未定", "なし", "毎年", "随時", "年度", "繰返", "常時", "都度", "不定期"]
            .iter()
            .any(|word| bare.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, name: Option<&str>, years: Option<FiscalYears>) {
        assert_eq!(read_period_cell(cell), PeriodCell { name: name.map(str::to_owned), years }, "{cell}");
    }

    #[test]
    fn a_column_of_periods_gives_years() {
        let five = Some(FiscalYears::new(2022, 2026));
        for (cell, years) in [
            ("令和4年度～令和8年度", five),
            ("R4～R8", five),
            ("H29～H33", Some(FiscalYears::new(2017, 2021))),
            ("2022～2026", five),
            ("令和4年度から", Some(FiscalYears::since(2022))),
            ("令和6年度", Some(FiscalYears::of(2024))),
            ("～令和8年度", Some(FiscalYears::until(2026))),
            ("令和4〜8年度 2022〜2026年度", five),
        ] {
            check(cell, None, years);
        }
    }

    #[test]
    fn a_labelled_line_gives_a_period_and_years() {
        check("昭和62年度から（継続）", Some("継続"), Some(FiscalYears::since(1987)));
        check("令和元年度～令和3年度", None, Some(FiscalYears::new(2019, 2021)));
        check("平成29年度～平成33年度（令和3年度）", None, Some(FiscalYears::new(2017, 2021)));
        check("平成28～令和2", None, Some(FiscalYears::new(2016, 2020)));
        check("通年（令和5年度～）", Some("通年"), Some(FiscalYears::since(2023)));
        check("令和6年度から令和7年度まで", None, Some(FiscalYears::new(2024, 2025)));
        check("令和4年度から継続", Some("継続"), Some(FiscalYears::since(2022)));
        check("短期計画(平成23年度～平成25年度)", Some("短期"), Some(FiscalYears::new(2011, 2013)));
    }

    #[test]
    fn a_period_is_named_in_many_ways() {
        for (cell, name) in [
            ("短期", "短期"),
            ("短期・中期", "短期・中期"),
            ("短期～長期", "短期・長期"),
            ("短・中期", "短期・中期"),
            ("中長期", "中期・長期"),
            ("中期（4～6年）", "中期"),
            ("後期基本計画", "後期"),
            ("通年実施", "通年"),
            ("通年\n（毎年）", "通年"),
        ] {
            check(cell, Some(name), None);
        }
    }

    #[test]
    fn other_cells_give_nothing() {
        for cell in [
            "",
            "―",
            "－",
            "未定",
            "随時",
            "毎年",
            "なし",
            "期",
            "短",
            "3年間",
            "中期的に、短期の計画を見直す。",
        ] {
            check(cell, None, None);
        }
    }

    #[test]
    fn a_schedule_runs_from_its_first_to_its_last_filled_year() {
        let heads = [2023, 2024, 2025].map(|year| Some(FiscalYears::of(year)));
        for (cells, years) in [
            (["実施", "→", "→"], Some((2023, 2025))),
            (["→", "→", ""], Some((2023, 2024))),
            (["", "調査", "試行"], Some((2024, 2025))),
            (["2回", "2回", "3回"], Some((2023, 2025))),
            (["検討", "－", "━▶"], Some((2023, 2025))),
            (["⇒", "―", "\u{3000}"], Some((2023, 2023))),
            (["", "なし", "×"], None),
        ] {
            let years = years.map(|(first, last)| FiscalYears::new(first, last));
            assert_eq!(schedule_years(&heads, &cells), years, "{cells:?}");
        }
    }

    #[test]
    fn heads_may_be_open_or_no_year() {
        let heads = [None, Some(FiscalYears::of(2025)), FiscalYears::read("令和8年度以降")];
        assert_eq!(schedule_years(&heads, &["新規", "実施", "→"]), Some(FiscalYears::since(2025)));
        assert_eq!(schedule_years(&heads, &["新規", "実施"]), Some(FiscalYears::of(2025)));
        assert_eq!(schedule_years(&heads, &["新規"]), None);
    }
}
