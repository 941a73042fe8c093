//! Cells that state the period of a plan or a project (計画期間, 事業期間, 実施時期).
//!
//! A cell says less than a sentence, and says it in its own ways: arrows, a period said in both calendars,
//! remarks in parentheses. All its years are years of the period, so that they make one span.

use crate::{
    FiscalYears, YEARS,
    counters::DASHES,
    era::ERAS,
    letters::Letters,
    mention::{self, Dates},
    year,
};

/// Ways of writing that only cells have, each with the usual one.
const MEANT: [(&str, &str); 12] = [
    ("\n", " "),
    ("\r", " "),
    ("\t", " "),
    ("→", "～"),
    ("⇒", "～"),
    ("⇨", "～"),
    ("➡", "～"),
    ("より", "から"),
    ("年度開始", "年度から"),
    ("年度以内", "年度まで"),
    ("年度末まで", "年度まで"),
    ("から～", "～"),
];

impl FiscalYears {
    /// Reads the cell of a column such as 計画期間, 事業期間 or 実施時期.
    ///
    /// Several spans make one, from the first year to the last. Years in parentheses count only if there are no
    /// others. A date counts as the fiscal year that it falls in.
    ///
    /// `None` if the cell names no year (通年, 未定), or no span holds all its years.
    ///
    /// ```
    /// use wareki::FiscalYears;
    /// let read = FiscalYears::read_period;
    /// assert_eq!(read("令和4年4月1日から令和9年3月31日まで"), Some(FiscalYears::new(2022, 2026)));
    /// assert_eq!(read("令和4〜8年度 2022〜2026年度"), Some(FiscalYears::new(2022, 2026)));
    /// assert_eq!(read("通年（令和5年度～）"), Some(FiscalYears::since(2023)));
    /// assert_eq!(read("～令和8年度"), Some(FiscalYears::until(2026)));
    /// assert_eq!(read("随時"), None);
    /// ```
    pub fn read_period(cell: &str) -> Option<Self> {
        let usual = MEANT.iter().fold(cell.to_owned(), |cell, (own, usual)| cell.replace(own, usual));
        let mentions = mention::all(&usual, Dates::Fiscal);
        let stated: Vec<Self> = mentions
            .iter()
            .filter(|mention| !is_in_parentheses(&usual, mention.range.start))
            .map(|mention| mention.years)
            .collect();
        let stated =
            if stated.is_empty() { mentions.iter().map(|mention| mention.years).collect() } else { stated };
        let whole = stated.into_iter().map(Some).reduce(|one, other| one?.joined(other?)).flatten()?;
        (YEARS.contains(&whole.first_known()) && YEARS.contains(&whole.last_known())).then_some(whole)
    }

    /// Reads a cell like [`FiscalYears::read_period`], and completes years without an era: 4年度～8年度, 5～7年度.
    ///
    /// Each such year takes the era in which it is nearest to `plan`, the years of the plan that has the cell. The
    /// cell must contain 年度, because 3年 is rather a duration.
    ///
    /// ```
    /// use wareki::FiscalYears;
    /// let plan = FiscalYears::new(2018, 2022);
    /// let read = |cell| FiscalYears::read_period_within(cell, plan);
    /// assert_eq!(read("30年度～4年度"), Some(FiscalYears::new(2018, 2022)));
    /// assert_eq!(read("令和2年度から"), Some(FiscalYears::since(2020)));
    /// assert_eq!(read("3年間"), None);
    /// ```
    pub fn read_period_within(cell: &str, plan: Self) -> Option<Self> {
        Self::read_period(cell).or_else(|| {
            let complete = cell.contains("年度").then(|| with_eras(cell, plan))?;
            Self::read_period(&complete)
        })
    }

    /// The number of years between a year and the nearest year that the span names. 0 between its ends.
    fn distance(self, year: u16) -> u16 {
        let (first, last) = (self.first_known(), self.last_known());
        if (first..=last).contains(&year) { 0 } else { first.abs_diff(year).min(last.abs_diff(year)) }
    }
}

/// True if the text before `at` opens more parentheses than it closes.
fn is_in_parentheses(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.matches(['(', '（', '［', '[', '【', '〔']).count()
        > before.matches([')', '）', '］', ']', '】', '〕']).count()
}

/// Writes an era before each bare year of a cell.
fn with_eras(cell: &str, plan: FiscalYears) -> String {
    let letters = Letters::new(cell);
    let mut complete = String::with_capacity(cell.len() + 12);
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        let Some((number, end)) = bare_year(&letters, at) else {
            complete.push(letter);
            at += 1;
            continue;
        };
        let nearest = ERAS.into_iter().min_by_key(|era| plan.distance(era.base + number));
        complete.push_str(nearest.map_or("", |era| era.name));
        complete.push_str(&number.to_string());
        at = end;
    }
    complete
}

/// Reads a number that can be a year of an era: before 年度, or before a wave or dash. Returns it with the
/// position after it.
fn bare_year(letters: &Letters, at: usize) -> Option<(u16, usize)> {
    let first = letters.after(at, "元").map(|end| (1, end));
    let (number, end) = first.or_else(|| year::number_at(letters, at, 2))?;
    let is_joined = |c: char| c == '~' || c == '〜' || DASHES.contains(c);
    let next = letters.after_spaces(end);
    let is_year = letters.after(next, "年度").is_some_and(|end| letters.after(end, "間").is_none())
        || letters.get(next).is_some_and(is_joined);
    let apart = letters.before(at).is_none_or(|c| !c.is_ascii_alphanumeric());
    (is_year && apart && number > 0).then_some((number, end))
}
