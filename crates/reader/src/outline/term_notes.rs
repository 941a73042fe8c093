//! Notes marked ※ that explain a term.

use super::located_text::{Cursor, Ledger, Text};
use shisaku_model::Holder;

/// Maximum length of a term in characters. Anything longer is a sentence that contains a colon.
const MAX_TERM: usize = 30;

/// Reads `TERM:explanation` or `TERM(long forms):explanation`. Long forms stay with the explanation, so that
/// both parts together equal the printed line.
pub(super) fn read(cursor: &mut Cursor<'_>, ledger: &mut Ledger) -> Option<(Text, Text)> {
    let rest = cursor.rest();
    let colon = rest.find([':', '：'])?;
    let term = &rest[..rest[..colon].find(['(', '（']).unwrap_or(colon)];
    let fits = !term.trim().is_empty()
        && term.chars().count() <= MAX_TERM
        && !term.contains(['、', '。', '「'])
        && colon + 1 < rest.len();
    if !fits {
        return None;
    }
    let length = term.trim_end().len();
    let term = cursor.take_text(length);
    ledger.trim(cursor);
    if let Some(colon) = cursor.rest().chars().next().filter(|c| ":：".contains(*c)) {
        ledger.hold(&cursor.take(colon.len_utf8()), Holder::Separator);
        ledger.trim(cursor);
    }
    Some((term, cursor.take_rest()))
}
