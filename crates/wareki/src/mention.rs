//! Years as a text mentions them: alone, as spans, as lists, and with one end open.

use std::ops::Range;

use super::{
    FiscalYears,
    letters::Letters,
    one::{self, DASHES, Year},
};

/// Which end of the years is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Open {
    /// 平成26年度以降: the year and all after it. The years have no last one.
    Onwards,
    /// 平成25年度まで: the year and all before it. The years are that one year, since a span of years
    /// always has a first one; who asks for them has to mean the earlier ones too.
    Until,
}

/// Years that a text mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearMention {
    /// The bytes of the text as written, on character borders, with the words that say how the years
    /// are meant (から, まで, 以降).
    pub range: Range<usize>,
    /// The years.
    pub years: FiscalYears,
    /// Whether more years are meant than are named.
    pub open: Option<Open>,
}

/// Every year or span of years that is written in a text, from left to right, without overlap.
///
/// Spans: 平成23年度～平成25年度, 平成23～25年度, H23-25, 2011～13年度, 令和3年度から5年間, 平成23年4月～平成26年3月 (which
/// ends in fiscal 2013). Lists are spans where they are in a row (平成23・24年度), otherwise each year is one
/// (平成23、25年度). Open: 平成26年度以降, 平成26年度から, 2011～, 平成25年度まで, ～2013. A single date stands for
/// the year that it names, also from January to March: who looks for 平成24年 means it as it is printed.
/// Years that end before they begin are none.
///
/// Takes time in proportion to the text.
///
/// ```
/// use shisaku::model::{FiscalYears, Open, year_mentions};
/// let text = "Ｈ２３～25の実績と、令和8年度以降の計画(3年以内)";
/// let found = year_mentions(text);
/// assert_eq!(found.len(), 2);
/// assert_eq!((&text[found[0].range.clone()], found[0].years), ("Ｈ２３～25", FiscalYears::new(2011, 2013)));
/// assert_eq!((found[1].years.from, found[1].open), (2026, Some(Open::Onwards)));
/// ```
pub fn year_mentions(text: &str) -> Vec<YearMention> {
    let letters = Letters::new(text);
    let mut mentions = Vec::new();
    let mut at = 0;
    while let Some(found) = next(&letters, at) {
        at = found.end;
        mentions.extend(found.mentions(&letters));
    }
    mentions
}

/// The first of a text's mentions; `None` also where the first years end before they begin.
pub(super) fn first(text: &str) -> Option<YearMention> {
    let letters = Letters::new(text);
    next(&letters, 0)?.mentions(&letters).next()
}

/// Where the first and the last of these years of a text are counted from, each with its year; none where that is
/// the Gregorian count.
pub(super) fn eras(text: &str, years: FiscalYears) -> Vec<(u16, u16)> {
    let letters = Letters::new(text);
    let (mut bases, mut at) = (Vec::new(), 0);
    while at < letters.len() {
        let begins = letters.get(at).is_some_and(one::may_begin);
        match begins.then(|| one::explicit(&letters, at, true)).flatten() {
            Some(year) => {
                bases.push(year.base);
                at = year.end;
            }
            None => at += 1,
        }
    }
    let counted = |base: Option<&Option<u16>>, year| Some(((*base?)?, year));
    [counted(bases.first(), years.from), counted(bases.last(), years.last_known())]
        .into_iter()
        .flatten()
        .collect()
}

/// What was found in one place: years in a row, or none, if they end before they begin.
struct Found {
    spans: Vec<Span>,
    end: usize,
}

/// Years between two letters.
struct Span {
    letters: Range<usize>,
    years: FiscalYears,
    open: Option<Open>,
}

impl Found {
    fn one(letters: Range<usize>, years: FiscalYears, open: Option<Open>) -> Self {
        Self { end: letters.end, spans: vec![Span { letters, years, open }] }
    }

    fn mentions(self, letters: &Letters) -> impl Iterator<Item = YearMention> {
        self.spans.into_iter().map(|Span { letters: stretch, years, open }| YearMention {
            range: letters.written(&stretch),
            years,
            open,
        })
    }
}

fn next(letters: &Letters, from: usize) -> Option<Found> {
    let begins = |at: &usize| letters.get(*at).is_some_and(one::may_begin);
    (from..letters.len()).filter(begins).find_map(|at| {
        let first = one::explicit(letters, at, false)?;
        match month(letters, first.end) {
            None => span(letters, &first, first.end, None)
                .or_else(|| list(letters, &first))
                .or_else(|| half_open(letters, &first, first.end)),
            Some((month, end)) => {
                span(letters, &first, end, Some(month)).or_else(|| half_open(letters, &first, end))
            }
        }
        .or_else(|| until(letters, from, &first))
        .or_else(|| Some(alone(&first)))
    })
}

/// A month, and perhaps a day, after a year: 4月, 4月1日, .4, .4.1; and where it ends.
fn month(letters: &Letters, at: usize) -> Option<(u16, usize)> {
    let start = letters.after_spaces(at);
    if let Some(dotted) = letters.after(at, ".") {
        let (month, end) = number(letters, dotted)?;
        let day = letters.after(end, ".").and_then(|day| number(letters, day));
        return (1..=12).contains(&month).then_some((month, day.map_or(end, |(_, end)| end)));
    }
    let (month, end) = number(letters, start)?;
    let end = letters.after(end, "月")?;
    let day = number(letters, end).and_then(|(_, end)| letters.after(end, "日"));
    (1..=12).contains(&month).then_some((month, day.unwrap_or(end)))
}

fn number(letters: &Letters, at: usize) -> Option<(u16, usize)> {
    one::number_at(letters, at, 2)
}

/// What joins the two ends of a span.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// から, 至
    Word,
    /// ～
    Wave,
    /// A dash, which may be part of a number as well.
    Dash,
}

fn joint(letters: &Letters, at: usize) -> Option<(Joint, usize)> {
    let at = letters.after_spaces(at);
    if let Some(end) = letters.after_any(at, &["から", "至"]) {
        return Some((Joint::Word, letters.after_spaces(end)));
    }
    let (signs, end) = letters.run(at, 2, |c| is_wave(c) || DASHES.contains(c))?;
    let kind = if signs.contains(is_wave) { Joint::Wave } else { Joint::Dash };
    Some((kind, letters.after_spaces(end)))
}

fn is_wave(c: char) -> bool {
    matches!(c, '~' | '〜' | '∼' | '〰')
}

/// A span that begins with `first`, whose last letter stands before `at`.
fn span(letters: &Letters, first: &Year, at: usize, begins: Option<u16>) -> Option<Found> {
    let (kind, start) = joint(letters, at)?;
    if let Some(last) = last_year(letters, start, kind, first) {
        let (month, end) =
            month(letters, last.end).map_or((None, last.end), |(month, end)| (Some(month), end));
        let end = letters.after(letters.after_spaces(end), "まで").unwrap_or(end);
        // From April to March: the last fiscal year is the one before.
        let ends = match month {
            Some(1..=3) if begins.is_some() && last.gregorian > first.gregorian => last.gregorian - 1,
            _ => last.gregorian,
        };
        if ends < first.gregorian {
            return Some(Found { spans: Vec::new(), end });
        }
        return Some(Found::one(first.start..end, FiscalYears::new(first.gregorian, ends), None));
    }
    if let Some((lasting, end)) = duration(letters, start) {
        let years = FiscalYears::new(first.gregorian, first.gregorian.saturating_add(lasting - 1));
        return (kind != Joint::Dash).then(|| Found::one(first.start..end, years, None));
    }
    // 2011-1234 is a telephone number; 2011-04 a month.
    let is_digit = |at: usize| letters.get(at).is_some_and(|c| c.is_ascii_digit());
    if kind == Joint::Dash && is_digit(start) && !first.said && first.base.is_none() {
        let is_month = number(letters, start).is_some_and(|(month, _)| (1..=12).contains(&month));
        return (!is_month).then(|| Found { spans: Vec::new(), end: start });
    }
    let ends = match kind {
        Joint::Word | Joint::Wave => !is_digit(start),
        Joint::Dash => letters.get(start).is_none_or(|c| ")]}」』】、。,|/\t\n\r".contains(c)),
    };
    let years = FiscalYears { from: first.gregorian, to: None };
    ends.then(|| Found::one(first.start..letters.before_spaces(start), years, Some(Open::Onwards)))
}

/// The last year of a span.
fn last_year(letters: &Letters, at: usize, kind: Joint, first: &Year) -> Option<Year> {
    one::explicit(letters, at, true).or_else(|| {
        let last = one::inherited(letters, at, first)?;
        // 2011-12 may be December.
        let is_month =
            first.base.is_none() && kind == Joint::Dash && !last.said && last.gregorian % 100 <= 12;
        (!is_month).then_some(last)
    })
}

/// How many years something lasts: 5年間, 3か年; and where that ends.
fn duration(letters: &Letters, at: usize) -> Option<(u16, usize)> {
    let (years, end) = number(letters, at)?;
    let end = letters.after_any(
        letters.after_spaces(end),
        &["年間", "年度間", "か年", "カ年", "ヵ年", "ヶ年", "ケ年", "箇年"],
    )?;
    (years > 0).then_some((years, end))
}

/// Two or more years in a list: 平成23・24・25年度, 平成23年度及び24年度, 2011、2012.
fn list(letters: &Letters, first: &Year) -> Option<Found> {
    let mut years = vec![*first];
    // How many of them are years beyond doubt; 24 in 平成23・24 may be anything.
    let mut sure = 1;
    let mut tight = true;
    while let Some(last) = years.last().copied()
        && let Some((is_tight, start)) = listed(letters, last.end)
    {
        let explicit = one::explicit(letters, start, true);
        let is_explicit = explicit.is_some();
        let year = explicit.or_else(|| one::inherited(letters, start, &last));
        // What begins a span is no item of a list.
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
    let spans =
        years.chunk_by(|a, b| (a.gregorian..=a.gregorian + 1).contains(&b.gregorian)).filter_map(|row| {
            let (first, last) = (row.first()?, row.last()?);
            let years = FiscalYears::new(first.gregorian, last.gregorian);
            Some(Span { letters: first.start..last.end, years, open: None })
        });
    Some(Found { end: years.last()?.end, spans: spans.collect() })
}

/// What stands between the items of a list, whether it is of the kind that joins bare numbers, and where
/// the next item begins.
fn listed(letters: &Letters, at: usize) -> Option<(bool, usize)> {
    let at = letters.after_spaces(at);
    let tight = letters.after_any(at, &["・", "･", "/"]).map(|end| (true, end));
    let loose = || letters.after_any(at, &["、", ",", "及び", "および", "並びに", "ならびに", "と", "&"]);
    let (tight, end) = tight.or_else(|| loose().map(|end| (false, end)))?;
    Some((tight, letters.after_spaces(end)))
}

/// A year with all before or after it.
fn half_open(letters: &Letters, first: &Year, at: usize) -> Option<Found> {
    let start = letters.after_spaces(at);
    if let Some(end) = letters.after_any(start, &["以降", "以後", "以来"]) {
        let years = FiscalYears { from: first.gregorian, to: None };
        return Some(Found::one(first.start..end, years, Some(Open::Onwards)));
    }
    let end = letters.after_any(start, &["まで", "以前"])?;
    let years = FiscalYears::new(first.gregorian, first.gregorian);
    Some(Found::one(first.start..end, years, Some(Open::Until)))
}

/// A year with a ～ before it that belongs to no other word: ～2013.
fn until(letters: &Letters, from: usize, first: &Year) -> Option<Found> {
    let wave = letters.before_spaces(first.start).checked_sub(1).filter(|&wave| wave >= from)?;
    let free = letters.before(wave).is_none_or(|c| !c.is_alphanumeric());
    let years = FiscalYears::new(first.gregorian, first.gregorian);
    (free && letters.get(wave).is_some_and(is_wave))
        .then(|| Found::one(wave..first.end, years, Some(Open::Until)))
}

fn alone(first: &Year) -> Found {
    let years = FiscalYears::new(first.gregorian, first.gregorian);
    Found::one(first.start..first.end, years, None)
}
