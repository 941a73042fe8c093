//! Lines that define something: notes (※) that explain a term, and periods of a plan (計画区分) with their years.

use super::{
    located_text::{Ledger, Text},
    numbering::{self, Scheme},
};
use shisaku_model::Holder;
use wareki::FiscalYears;

/// Maximum length of a term in characters. Anything longer is a sentence that contains a colon.
const MAX_TERM: usize = 30;

/// Names of periods.
pub(crate) const PERIODS: [&str; 7] = ["短期", "中期", "長期", "前期", "後期", "通年", "継続"];

/// Those of them that are a part of the plan's years.
pub(super) fn partial_periods() -> impl Iterator<Item = &'static str> {
    PERIODS.into_iter().filter(|period| period.ends_with('期'))
}

/// Suffixes allowed after the name in the definition of a period.
const CALLED: [&str; 3] = ["計画", "目標", ""];

/// A line that defines the years of a period.
#[derive(Debug, Clone)]
pub(super) struct PeriodYears {
    /// The bare name: `短期`.
    pub name: &'static str,
    pub years: FiscalYears,
    /// The name as printed: `短期計画`.
    pub title: Text,
    pub text: Text,
}

/// Reads `TERM:explanation` or `TERM(long forms):explanation`. Long forms stay with the explanation, so that
/// both parts together equal the printed line.
pub(super) fn read_note(line: &Text, ledger: &mut Ledger) -> Option<(Text, Text)> {
    let colon = line.text.find([':', '：'])?;
    let term = &line.text[..line.text[..colon].find(['(', '（']).unwrap_or(colon)];
    let fits = !term.trim().is_empty()
        && term.chars().count() <= MAX_TERM
        && !term.contains(['、', '。', '「'])
        && colon + 1 < line.text.len();
    fits.then(|| split(line.clone(), term.trim_end().len(), &[':', '：'], ledger))
}

/// Reads the years of a period: an optional number such as ①, the name, and text that contains years.
pub(super) fn read_period_years(line: &Text, ledger: &mut Ledger) -> Option<PeriodYears> {
    let sign = numbering::read(&line.text)
        .filter(|numbering| matches!(numbering.scheme, Scheme::Circled | Scheme::Paren))
        .map_or(0, |numbering| numbering.length);
    let named = &line.text[sign..];
    let name = PERIODS.into_iter().find(|name| named.starts_with(name))?;
    let (title, after) = after_name(named, name)?;
    let apart = after.starts_with(|c: char| c.is_whitespace() || ":：(（=＝".contains(c));
    let years = FiscalYears::read(after).filter(|_| apart)?;

    let length = title.len();
    let mut line = line.clone();
    ledger.hold(&line.take(sign), Holder::Numbering);
    let (title, text) = split(line, length, &[':', '：', '=', '＝'], ledger);
    Some(PeriodYears { name, years, title, text })
}

/// Splits a text behind the name of a period that it begins with, and behind 計画 or 目標 after the name.
pub(super) fn after_name<'a>(text: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let rest = text.strip_prefix(name)?;
    let called = CALLED.into_iter().find(|called| rest.starts_with(called))?;
    text.split_at_checked(name.len() + called.len())
}

/// Splits a line behind the defined words, which take `length` bytes. One of `signs` may separate the parts.
fn split(mut line: Text, length: usize, signs: &[char], ledger: &mut Ledger) -> (Text, Text) {
    let defined = line.take(length);
    ledger.trim(&mut line);
    if let Some(rest) = line.text.strip_prefix(signs) {
        let sign = line.text.len() - rest.len();
        ledger.hold(&line.take(sign), Holder::Separator);
        ledger.trim(&mut line);
    }
    (defined, line)
}
