//! Parses periods of a plan (計画区分) and their years.

use super::{
    located_text::{Cursor, Ledger, Text},
    numbering::{self, Scheme},
};
use shisaku_model::Holder;
use wareki::FiscalYears;

/// Names of periods.
const NAMES: [&str; 7] = ["短期", "中期", "長期", "前期", "後期", "通年", "継続"];

/// Suffixes allowed after the name in a definition.
const CALLED: [&str; 3] = ["計画", "目標", ""];

/// A line that defines the years of a period.
#[derive(Debug, Clone)]
pub(super) struct Definition {
    /// The bare name: `短期`.
    pub name: &'static str,
    pub years: FiscalYears,
    /// The name as printed: `短期計画`.
    pub title: Text,
    pub text: Text,
}

/// Reads the period named in a cell: 短期, 短期計画, 短期・中期. Several are joined by ・.
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

/// Reads a definition: an optional number such as ①, the name, and text that contains years.
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
