//! The vocabulary of column heads and labels: the meaning of 担当課, 計画期間, 令和6年度の実績.

use unicode_normalization::UnicodeNormalization;

use super::{
    super::{definitions::partial_periods, numbering},
    meanings,
    patterns::PATTERNS,
};
use wareki::FiscalYears;

/// The meaning of a column or a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::outline) enum Column {
    Number,
    /// A title, with its rank. The lowest rank of a table is the title of the measures.
    Title(u8),
    /// The title in an earlier edition of the plan.
    FormerTitle,
    /// A heading above the measure.
    Section,
    Department,
    RelatedDepartment,
    /// A period word or years.
    Period,
    Start,
    End,
    /// The schedule of one fiscal year.
    Schedule(u16),
    /// The schedule of a period: a mark below 前期.
    InPeriod(&'static str),
    Category,
    /// Results, with the years named in the head.
    Result(Option<FiscalYears>),
    Rating,
    Issue,
    Direction,
    Budget,
    Remarks,
    /// A description of the measure.
    Content,
    Indicator,
    Unit,
    Baseline,
    Target,
    Actual(Option<FiscalYears>),
    /// Says who wrote the document. It names no department of a measure.
    Ignored,
    /// Any other column. Its text is kept in the entry's body.
    Other,
}

impl Column {
    /// True for columns that tell something about a measure, and so make a table one of measures.
    pub(crate) fn is_telling(self) -> bool {
        use Column::{Department, End, InPeriod, Period, RelatedDepartment, Result, Schedule, Start};
        matches!(
            self,
            Department | RelatedDepartment | Period | Start | End | Schedule(_) | InPeriod(_) | Result(_)
        )
    }

    /// True for a column that a table of results only may have: keys, results, periods, departments, remarks.
    pub(crate) fn is_of_results(self) -> bool {
        use Column::{
            Category, Department, FormerTitle, Ignored, Number, Period, RelatedDepartment, Remarks, Result,
            Title,
        };
        matches!(
            self,
            Title(_)
                | FormerTitle
                | Number
                | Period
                | Department
                | RelatedDepartment
                | Result(_)
                | Remarks
                | Category
                | Ignored
        )
    }

    /// True for a column that tells something about an indicator.
    pub(super) fn is_of_indicator(self) -> bool {
        use Column::{Actual, Baseline, Indicator, Other, Rating, Target, Unit};
        matches!(self, Indicator | Unit | Baseline | Target | Actual(_) | Rating | Other)
    }

    /// Index of the title column: the first of the lowest rank. Of two, the one beside the numbers is the title.
    pub(in crate::outline) fn title_of(columns: &[Self]) -> Option<usize> {
        let is_title = |column: &Self| matches!(column, Self::Title(_));
        let number = columns.iter().position(|column| *column == Self::Number).unwrap_or(0);
        if columns[..number].iter().any(is_title) && columns.get(number + 1).is_some_and(is_title) {
            return Some(number + 1);
        }
        let rank = |column: &Self| if let Self::Title(rank) = column { Some(*rank) } else { None };
        let ranked = columns.iter().enumerate().filter_map(|(at, column)| Some((rank(column)?, at)));
        ranked.min().map(|(_, at)| at)
    }

    pub(super) fn named(kind: &str) -> Option<Self> {
        Some(match kind {
            "number" => Self::Number,
            "former" => Self::FormerTitle,
            "section" => Self::Section,
            "department" => Self::Department,
            "related" => Self::RelatedDepartment,
            "period" => Self::Period,
            "start" => Self::Start,
            "end" => Self::End,
            "category" => Self::Category,
            "result" => Self::Result(None),
            "rating" => Self::Rating,
            "issue" => Self::Issue,
            "direction" => Self::Direction,
            "budget" => Self::Budget,
            "remarks" => Self::Remarks,
            "content" => Self::Content,
            "indicator" => Self::Indicator,
            "unit" => Self::Unit,
            "baseline" => Self::Baseline,
            "target" => Self::Target,
            "actual" => Self::Actual(None),
            "ignored" => Self::Ignored,
            _ => Self::Title(kind.strip_prefix("title ")?.parse().ok()?),
        })
    }

    fn with_years(self, head: &str) -> Self {
        match self {
            Self::Result(_) => Self::Result(FiscalYears::read(head)),
            Self::Actual(_) => Self::Actual(FiscalYears::read(head)),
            other => other,
        }
    }
}

/// Maximum length of a head in characters. Anything longer is text.
const MAX_HEAD: usize = 40;

/// The meaning of a column head, or [`Column::Other`].
pub(in crate::outline) fn head(text: &str) -> Column {
    if let Some(own) = meanings::own(text) {
        return own.with_years(text);
    }
    let whole = normal(text);
    if let Some(year) = year_alone(&whole) {
        return Column::Schedule(year);
    }
    if let Some(period) = period_alone(&whole) {
        return Column::InPeriod(period);
    }
    let forms = forms(text, whole);
    match forms.iter().find_map(|form| PATTERNS.find(form)) {
        // R6取組内容: what was done in a year. The years of a whole plan tell what is intended.
        Some(Column::Content) if forms.iter().any(|form| DONE.iter().any(|word| form.ends_with(word))) => {
            let year = FiscalYears::read(text).filter(|years| years.first() == years.last());
            year.map_or(Column::Content, |year| Column::Result(Some(year)))
        }
        Some(column) => column.with_years(text),
        None => Column::Other,
    }
}

/// Ends of heads that tell what was done, if they name a year.
const DONE: [&str; 4] = ["取組内容", "取り組み内容", "実施内容", "活動内容"];

/// Settles the meaning of heads that depend on the others. Beside 実績, 実施内容 is what the plan intends. Beside
/// any other head of results, 進捗 and 達成状況 are ratings.
pub(in crate::outline) fn settle<'a>(columns: impl Iterator<Item = (&'a mut Column, &'a str)>) {
    let mut columns: Vec<_> = columns.collect();
    // 事業主体 beside 担当課: the town, a prefecture, an association.
    let is_body = |name: &str| name.ends_with("主体");
    let (bodies, offices): (Vec<_>, Vec<_>) = columns
        .iter_mut()
        .filter(|(column, _)| **column == Column::Department)
        .partition(|(_, name)| is_body(&normal(name)));
    if !offices.is_empty() {
        bodies.into_iter().for_each(|(column, _)| **column = Column::Other);
    }
    let results: Vec<_> =
        columns.into_iter().filter(|(column, _)| matches!(column, Column::Result(_))).collect();
    let rates = |name: &str| ["進捗", "達成"].iter().any(|word| normal(name).contains(word));
    let told = results.iter().any(|(_, name)| name.contains("実績"));
    let described = results.iter().any(|(_, name)| !rates(name));
    for (column, name) in results {
        if described && rates(name) && !name.contains("実績") {
            *column = Column::Rating;
        } else if told && *column == Column::Result(None) && normal(name).ends_with("内容") {
            *column = Column::Content;
        }
    }
}

/// Words that end the label of a result: 前年度実績, 利用の実績.
const RESULTS: [&str; 4] = ["実績", "実施状況", "取組状況", "進捗状況"];

/// Words that are the label of a result behind a year: 令和5年度の状況.
const OF_YEARS: [&str; 3] = ["状況", "結果", "活動"];

/// Maximum length in characters of a label that ends in one of them.
const MAX_RESULT_LABEL: usize = 10;

/// The meaning of a label before a value. Only heads without an asterisk are labels. Years may precede:
/// 令和6年度の実績.
pub(in crate::outline) fn label(text: &str) -> Option<Column> {
    if let Some(own) = meanings::own(text) {
        return Some(own.with_years(text));
    }
    let forms = forms(text, normal(text));
    if let Some(year) = meanings::reported().filter(|year| forms.iter().any(|form| tells_deeds(form, *year)))
    {
        return Some(Column::Result(Some(FiscalYears::of(year))));
    }
    let yearless: Vec<String> =
        forms.iter().filter_map(|form| Some(without_years(form)?.to_owned())).collect();
    let known = |form: &String| PATTERNS.whole(form);
    // 令和7年度の取組 is no title.
    let names = |column: Column| matches!(column, Column::Title(_) | Column::Section | Column::Number);
    let of_years = || yearless.iter().find_map(known).filter(|column| !names(*column));
    if let Some(column) = forms.iter().find_map(known).or_else(of_years) {
        return Some(column.with_years(text));
    }
    if yearless.iter().any(|form| OF_YEARS.contains(&form.as_str())) {
        return Some(Column::Result(None).with_years(text));
    }
    let result = |form: &String| {
        form.chars().count() <= MAX_RESULT_LABEL && RESULTS.iter().any(|word| form.ends_with(word))
    };
    forms.iter().any(result).then(|| Column::Result(None).with_years(text))
}

/// Words that tell what was done behind the year that a report is about. In a plan they tell what is intended.
const DEEDS: [&str; 9] = [
    "取組",
    "取り組み",
    "取組み",
    "主な取組",
    "主な取り組み",
    "取組内容",
    "取組の内容",
    "主な取組内容",
    "実施内容",
];

/// True for a label such as 令和5年度の取組 in a report on that year. The era may be left out: 5年度の取組.
fn tells_deeds(form: &str, reported: u16) -> bool {
    let Some((year, _)) = form.split_once("年度") else { return false };
    let reads =
        |era: &str| FiscalYears::read_whole(&format!("{era}{year}年度")) == Some(FiscalYears::of(reported));
    let behind = form[year.len() + "年度".len()..].trim_start_matches(['の', 'に']);
    DEEDS.contains(&behind) && ["", "令和", "平成"].into_iter().any(reads)
}

/// The year of a head that consists of one fiscal year: R5, 令和5年度.
pub(in crate::outline) fn year_alone(whole: &str) -> Option<u16> {
    let years = FiscalYears::read_whole(whole)?;
    years.first().filter(|first| years.last() == Some(*first))
}

/// The period that a head consists of: 前期, 中期（令和8～9年度）.
fn period_alone(whole: &str) -> Option<&'static str> {
    let name = whole.split('(').next().unwrap_or_default();
    partial_periods().find(|period| *period == name)
}

/// Forms of a head to compare: as printed, without a leading number, without a bracketed addition. `whole` is the
/// head as [`normal`] gives it.
fn forms(text: &str, whole: String) -> Vec<String> {
    if whole.is_empty() || whole.chars().count() > MAX_HEAD {
        return Vec::new();
    }
    let sign = numbering::read(text).filter(numbering::Numbering::is_small).map_or(0, |number| number.length);
    let mut forms = if sign > 0 { vec![normal(&text[sign..]), whole] } else { vec![whole] };
    let bare = |form: &String| {
        let open = form.rfind('(').filter(|&open| open > 0 && form.ends_with(')'))?;
        Some(form[..open].to_owned())
    };
    forms.extend(forms.iter().filter_map(bare).collect::<Vec<_>>());
    forms
}

/// A head without the years before it and the particle after them.
fn without_years(form: &str) -> Option<&str> {
    let at = form.rfind("年度").map(|at| at + "年度".len())?;
    FiscalYears::read_whole(&form[..at])?;
    let rest = form[at..].trim_start_matches(['の', 'に', '末', '分', '中']);
    (!rest.is_empty()).then_some(rest)
}

/// Normalises a head: width, letter case, no spaces, no colon at the end.
pub(in crate::outline) fn normal(text: &str) -> String {
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    folded
        .trim_end_matches([':', '：'])
        .trim_start_matches(['■', '□', '●', '○', '◆', '◇', '・', '▼'])
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_heads_of_many_municipalities() {
        let years = |year| Some(FiscalYears::new(year, year));
        for (text, column) in [
            ("番号", Column::Number),
            ("事務事業ID", Column::Number),
            ("事務事業名", Column::Title(1)),
            ("取組名", Column::Title(2)),
            ("施策", Column::Title(3)),
            ("項目", Column::Title(4)),
            ("担 当 課", Column::Department),
            ("担当課名", Column::Department),
            ("関係課・関係機関", Column::RelatedDepartment),
            ("事業期間（区分）", Column::Period),
            ("事業費（千円）", Column::Budget),
            ("R5", Column::Schedule(2023)),
            ("令和6年度", Column::Schedule(2024)),
            ("令和6年度の実績", Column::Result(years(2024))),
            ("実績(平成23年度～平成25年度)", Column::Result(Some(FiscalYears::new(2011, 2013)))),
            ("① 手段（主な活動）前年度実績", Column::Result(None)),
            ("(1) 改革改善の方向性", Column::Direction),
            ("令和6年度の予定", Column::Direction),
            ("指標(KPI)", Column::Indicator),
            ("現状値(2021年度)", Column::Baseline),
            ("令和6年度の取組結果", Column::Result(years(2024))),
            ("取組内容（R6）", Column::Result(years(2024))),
            ("R6取組内容", Column::Result(years(2024))),
            ("令和6年度末の状況", Column::Result(years(2024))),
            ("令和6年度に実施した内容", Column::Result(years(2024))),
            ("取組内容（令和5年度～令和9年度）", Column::Content),
            ("令和7年度の取組（予定）", Column::Direction),
            ("旧の名称", Column::Other),
            ("本年度", Column::Other),
        ] {
            assert_eq!(head(text), column, "{text}");
        }
    }

    #[test]
    fn a_report_tells_deeds_of_its_year() {
        let of =
            |label_text: &str| meanings::with_reported(Some(FiscalYears::of(2023)), || label(label_text));
        let result = Some(Column::Result(Some(FiscalYears::of(2023))));
        for text in ["令和5年度の取組", "5年度の取組", "令和5年度の主な取組", "令和５年度の取組内容"]
        {
            assert_eq!(of(text), result, "{text}");
        }
        assert_eq!(of("令和6年度の取組"), None);
        assert_eq!(of("主な取組"), Some(Column::Title(2)));
        assert_eq!(label("令和5年度の取組"), None);
    }

    #[test]
    fn labels_are_whole_heads() {
        assert_eq!(label("担当課"), Some(Column::Department));
        assert_eq!(label("令和6年度の実績"), Some(Column::Result(Some(FiscalYears::new(2024, 2024)))));
        assert_eq!(label("前年度実績"), Some(Column::Result(None)));
        assert_eq!(label("担当者の研修"), None);
        assert_eq!(label("実績づくりの会"), None);
    }
}
