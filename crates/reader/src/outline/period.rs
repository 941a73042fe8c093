//! Periods of a plan (計画区分) and the years they stand for.

use super::{
    numbering::{self, Scheme},
    text::{Cursor, Ledger, Text},
};
use shisaku_model::Holder;
use wareki::FiscalYears;

/// Names that plans give their periods.
const NAMES: [&str; 7] = ["短期", "中期", "長期", "前期", "後期", "通年", "継続"];

/// What may follow the name where it is defined.
const CALLED: [&str; 3] = ["計画", "目標", ""];

/// A line that says which years a period stands for.
#[derive(Debug, Clone)]
pub(super) struct Definition {
    /// The period itself: `短期`.
    pub name: &'static str,
    pub years: FiscalYears,
    /// As printed: `短期計画`.
    pub title: Text,
    pub text: Text,
}

/// The period a cell names: 短期, 短期計画, 短期・中期 (several stay joined by ・).
pub(super) fn read_name(cell: &str) -> Option<String> {
    let names: Vec<&str> = cell
        .split(['・', '、', '／', '/', '～'])
        .map(|part| {
            let part = part.trim();
            let name = part.strip_suffix("計画").unwrap_or(part);
            NAMES.into_iter().find(|known| *known == name)
        })
        .collect::<Option<_>>()?;
    Some(names.join("・"))
}

/// Reads a definition: an optional ①, the period's name, and words with years in them.
pub(super) fn read_definition(cursor: &mut Cursor<'_>, ledger: &mut Ledger) -> Option<Definition> {
    let rest = cursor.rest();
    let sign = numbering::read(rest)
        .filter(|numbering| matches!(numbering.scheme, Scheme::Circled | Scheme::Paren))
        .map_or(0, |numbering| numbering.length);
    let named = &rest[sign..];
    let name = NAMES.into_iter().find(|name| named.starts_with(name))?;
    let title = CALLED.into_iter().map(|called| format!("{name}{called}")).find(|t| named.starts_with(t))?;
    let after = &named[title.len()..];
    let apart = after.starts_with(|c: char| c.is_whitespace() || ":：(（=＝".contains(c));
    let years = FiscalYears::read(after).filter(|_| apart)?;

    ledger.hold(&cursor.take(sign), Holder::Numbering);
    let title = cursor.take_text(title.len());
    ledger.trim(cursor);
    if cursor.rest().starts_with([':', '：', '=', '＝']) {
        let length = cursor.rest().chars().next().map_or(0, char::len_utf8);
        ledger.hold(&cursor.take(length), Holder::Separator);
        ledger.trim(cursor);
    }
    Some(Definition { name, years, title, text: cursor.take_rest() })
}
