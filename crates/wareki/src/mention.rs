//! Mentions of fiscal years in a text: single years, spans, lists and open spans.

use std::{iter::successors, ops::Range};

use crate::{
    FiscalYears,
    counters::DASHES,
    letters::Letters,
    year::{self, Year},
};

/// A mention of fiscal years in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearMention {
    /// Byte range in the text, on character boundaries. It includes the words that mark the span: から,
    /// まで, 以降.
    pub range: Range<usize>,
    /// The fiscal years that the text means. 平成26年度以降 has no last year, 平成25年度まで no first.
    pub years: FiscalYears,
}

/// The fiscal year of a date from January to March.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dates {
    /// The year as printed, except at the end of a span of dates: a search for 平成24年 means that year.
    AsPrinted,
    /// The fiscal year before the printed one: a project until March 2027 ends in 2026.
    Fiscal,
}

impl Dates {
    /// The year of a date at the beginning of a span, or alone.
    fn year(self, year: &Year, month: Option<u16>) -> u16 {
        match month {
            Some(1..=3) if self == Self::Fiscal => year.gregorian - 1,
            _ => year.gregorian,
        }
    }

    /// The year of a date at the end of a span, whose first date is given. A span of dates that ends in March
    /// ends in the fiscal year before.
    fn last_year(self, last: &Year, month: Option<u16>, first: &Year, begins: Option<u16>) -> u16 {
        let are_dates = begins.is_some() && last.gregorian > first.gregorian;
        if are_dates { Self::Fiscal } else { self }.year(last, month)
    }
}

/// Finds every year and every span of years in a text, from left to right, without overlap.
///
/// - Spans: 平成23年度～平成25年度, 平成23～25年度, H23-25, 2011～13年度, 令和3年度から5年間.
/// - Spans of dates: 平成23年4月～平成26年3月 ends in fiscal year 2013, because March belongs to it.
/// - Lists: consecutive years make one span (平成23・24年度). Otherwise each year is a mention
///   (平成23、25年度).
/// - Open spans: 平成26年度以降, 平成26年度から, 2011～, 平成25年度まで, ～2013.
///
/// A single date counts as the year it names, even from January to March: a search for 平成24年 means the
/// year as printed. A span that ends before it begins is no mention.
///
/// Runs in time linear in the length of the text.
pub fn year_mentions(text: &str) -> Vec<YearMention> {
    all(text, Dates::AsPrinted)
}

/// Finds every mention like [`year_mentions`], with the fiscal years of dates as asked.
pub(super) fn all(text: &str, dates: Dates) -> Vec<YearMention> {
    let letters = Letters::new(text);
    let mut mentions = Vec::new();
    let mut at = 0;
    while let Some(found) = next(&letters, at, dates) {
        at = found.end;
        mentions.extend(found.mentions.into_iter().map(|mention| mention.written(&letters)));
    }
    mentions
}

/// Returns the first mention in a text. `None` if the first span in it ends before it begins.
pub(super) fn first(text: &str) -> Option<YearMention> {
    let letters = Letters::new(text);
    let first = next(&letters, 0, Dates::AsPrinted)?.mentions.into_iter().next()?;
    Some(first.written(&letters))
}

/// Returns the era base and the Gregorian year for the first and for the last year in a text. A year
/// written in the Gregorian calendar has no era base and is left out.
pub(super) fn eras(text: &str, years: FiscalYears) -> impl Iterator<Item = (u16, u16)> {
    let letters = Letters::new(text);
    let all = successors(year::next(&letters, 0, true), |year| year::next(&letters, year.end, true));
    let bases: Vec<Option<u16>> = all.map(|year| year.base).collect();
    let first = bases.first().copied().flatten().map(|base| (base, years.first_known()));
    let last = bases.last().copied().flatten().map(|base| (base, years.last_known()));
    first.into_iter().chain(last)
}

/// The result of one parse: mentions next to each other, whose ranges count characters. Empty if the span ends
/// before it begins.
struct Found {
    mentions: Vec<YearMention>,
    end: usize,
}

impl Found {
    fn one(range: Range<usize>, years: FiscalYears) -> Self {
        Self { end: range.end, mentions: vec![YearMention { range, years }] }
    }
}

impl YearMention {
    /// Turns the range of characters into one of bytes.
    fn written(self, letters: &Letters) -> Self {
        Self { range: letters.written(&self.range), ..self }
    }
}

fn next(letters: &Letters, from: usize, dates: Dates) -> Option<Found> {
    let first = year::next(letters, from, false)?;
    let month = month(letters, &first, dates);
    let (begins, end) = month.map_or((None, first.end), |(month, end)| (Some(month), end));
    let found = span(letters, &first, end, begins, dates)
        .or_else(|| list(letters, &first).filter(|_| begins.is_none()));
    let year = dates.year(&first, begins);
    let found = found
        .or_else(|| half_open(letters, &first, end, year))
        .or_else(|| until(letters, from, &first, year));
    Some(found.unwrap_or_else(|| Found::one(first.start..first.end, FiscalYears::of(year))))
}

/// Reads a month, with an optional day, after a year: 4月, 4月1日, .4, .4.1. Returns it with the position
/// after it.
///
/// With [`Dates::Fiscal`] also 2022/4. Elsewhere 2022/4 may be anything.
fn month(letters: &Letters, year: &Year, dates: Dates) -> Option<(u16, usize)> {
    let with_slash = dates == Dates::Fiscal && year.base.is_none() && !year.said;
    let signs: &[&str] = if with_slash { &[".", "/"] } else { &["."] };
    if let Some(dotted) = letters.after_any(year.end, signs) {
        let (month, end) = number(letters, dotted)?;
        let day = letters.after_any(end, signs).and_then(|day| number(letters, day));
        return (1..=12).contains(&month).then_some((month, day.map_or(end, |(_, end)| end)));
    }
    let (month, end) = number(letters, letters.after_spaces(year.end))?;
    let end = letters.after(end, "月")?;
    let day = number(letters, end).and_then(|(_, end)| letters.after(end, "日"));
    (1..=12).contains(&month).then_some((month, day.unwrap_or(end)))
}

fn number(letters: &Letters, at: usize) -> Option<(u16, usize)> {
    year::number_at(letters, at, 2)
}

/// Reads the sign or word that joins the two ends of a span: から, 至, ～ or a dash. Returns whether it is a dash,
/// which can also be part of a telephone number or a date, and the position after it.
fn joint(letters: &Letters, at: usize) -> Option<(bool, usize)> {
    let at = letters.after_spaces(at);
    if let Some(end) = letters.after_any(at, &["から", "至"]) {
        return Some((false, letters.after_spaces(end)));
    }
    let (signs, end) = letters.run(at, 2, |c| is_wave(c) || DASHES.contains(c))?;
    Some((!signs.contains(is_wave), letters.after_spaces(end)))
}

fn is_wave(c: char) -> bool {
    matches!(c, '~' | '〜' | '∼' | '〰')
}

/// Reads a span whose first year is `first`. The joint is looked for at `at`, after the year and its month;
/// `begins` is that month.
fn span(letters: &Letters, first: &Year, at: usize, begins: Option<u16>, dates: Dates) -> Option<Found> {
    let (is_dash, start) = joint(letters, at)?;
    let from = dates.year(first, begins);
    if let Some(last) = last_year(letters, start, is_dash, first) {
        let (month, end) =
            month(letters, &last, dates).map_or((None, last.end), |(month, end)| (Some(month), end));
        let end = letters.after(letters.after_spaces(end), "まで").unwrap_or(end);
        let ends = dates.last_year(&last, month, first, begins);
        if ends < from {
            return Some(Found { mentions: Vec::new(), end });
        }
        return Some(Found::one(first.start..end, FiscalYears::new(from, ends)));
    }
    if let Some((lasting, end)) = duration(letters, start) {
        let years = FiscalYears::new(from, from.saturating_add(lasting - 1));
        return (!is_dash).then(|| Found::one(first.start..end, years));
    }
    // 2011-1234 is a telephone number, 2011-04 a month.
    let is_digit = |at: usize| letters.get(at).is_some_and(|c| c.is_ascii_digit());
    if is_dash && is_digit(start) && !first.said && first.base.is_none() {
        let is_month = number(letters, start).is_some_and(|(month, _)| (1..=12).contains(&month));
        return (!is_month).then(|| Found { mentions: Vec::new(), end: start });
    }
    let ends = if is_dash {
        letters.get(start).is_none_or(|c| ")]}」』】、。,|/\t\n\r".contains(c))
    } else {
        !is_digit(start)
    };
    ends.then(|| Found::one(first.start..letters.before_spaces(start), FiscalYears::since(from)))
}

/// Reads the last year of a span.
fn last_year(letters: &Letters, at: usize, is_dash: bool, first: &Year) -> Option<Year> {
    year::explicit(letters, at, true).or_else(|| {
        let last = year::inherited(letters, at, first)?;
        // 2011-12 can mean December.
        let is_month = first.base.is_none() && is_dash && !last.said && last.gregorian % 100 <= 12;
        (!is_month).then_some(last)
    })
}

/// Reads a duration in years: 5年間, 3か年. Returns it with the position after it.
fn duration(letters: &Letters, at: usize) -> Option<(u16, usize)> {
    let (years, end) = number(letters, at)?;
    let end = letters.after_any(
        letters.after_spaces(end),
        &["年間", "年度間", "か年", "カ年", "ヵ年", "ヶ年", "ケ年", "箇年"],
    )?;
    (years > 0).then_some((years, end))
}

/// Reads a list of two or more years: 平成23・24・25年度, 平成23年度及び24年度, 2011、2012.
fn list(letters: &Letters, first: &Year) -> Option<Found> {
    let mut years = vec![*first];
    // Number of items that are certainly years. The 24 in 平成23・24 could be something else.
    let mut sure = 1;
    let mut tight = true;
    while let Some(last) = years.last().copied()
        && let Some((is_tight, start)) = listed(letters, last.end)
    {
        let explicit = year::explicit(letters, start, true);
        let is_explicit = explicit.is_some();
        let year = explicit.or_else(|| year::inherited(letters, start, &last));
        // A year that begins a span is not an item of the list.
        let Some(year) = year.filter(|year| joint(letters, year.end).is_none()) else { break };
        years.push(year);
        tight &= is_tight;
        if is_explicit || year.said {
            sure = years.len();
        }
    }
    let in_row = |pair: &[Year]| pair[1].gregorian == pair[0].gregorian + 1;
    if tight && years[sure - 1..].windows(2).all(in_row) {
        sure = years.len();
    }
    years.truncate(sure);
    if years.len() < 2 {
        return None;
    }
    let mentions =
        years.chunk_by(|a, b| (a.gregorian..=a.gregorian + 1).contains(&b.gregorian)).filter_map(|row| {
            let (first, last) = (row.first()?, row.last()?);
            let years = FiscalYears::new(first.gregorian, last.gregorian);
            Some(YearMention { range: first.start..last.end, years })
        });
    Some(Found { end: years.last()?.end, mentions: mentions.collect() })
}

/// Reads a separator between list items. Returns whether it can join bare numbers (`・`, `/`), and where
/// the next item begins.
fn listed(letters: &Letters, at: usize) -> Option<(bool, usize)> {
    let at = letters.after_spaces(at);
    let tight = letters.after_any(at, &["・", "･", "/"]).map(|end| (true, end));
    let loose = || letters.after_any(at, &["、", ",", "及び", "および", "並びに", "ならびに", "と", "&"]);
    let (tight, end) = tight.or_else(|| loose().map(|end| (false, end)))?;
    Some((tight, letters.after_spaces(end)))
}

/// Reads a year with all later or all earlier years: 平成26年度以降, 平成25年度まで.
fn half_open(letters: &Letters, first: &Year, at: usize, year: u16) -> Option<Found> {
    let start = letters.after_spaces(at);
    if let Some(end) = letters.after_any(start, &["以降", "以後", "以来"]) {
        return Some(Found::one(first.start..end, FiscalYears::since(year)));
    }
    let end = letters.after_any(start, &["まで", "末まで", "以前"])?;
    Some(Found::one(first.start..end, FiscalYears::until(year)))
}

/// Reads a year after a leading ～ that belongs to no other word: ～2013.
fn until(letters: &Letters, from: usize, first: &Year, year: u16) -> Option<Found> {
    let wave = letters.before_spaces(first.start).checked_sub(1).filter(|&wave| wave >= from)?;
    let free = letters.before(wave).is_none_or(|c| !c.is_alphanumeric());
    (free && letters.get(wave).is_some_and(is_wave))
        .then(|| Found::one(wave..first.end, FiscalYears::until(year)))
}
