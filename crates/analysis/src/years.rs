//! Fiscal years as tokens. 平成23～25年度 gives 2011, 2012 and 2013, each with the range of the whole span.

use super::{Class, Token};
use wareki::year_mentions;

/// Maximum number of years listed for a span. No plan lasts longer.
const MOST_YEARS: usize = 60;

/// The years of a text, in order.
pub(super) fn years(text: &str) -> Vec<Token> {
    let mentions = year_mentions(text).into_iter().enumerate();
    let tokens = mentions.flat_map(|(position, mention)| {
        // 平成26年度以降 gives only the year that it names.
        let listed = if mention.open.is_some() { 1 } else { MOST_YEARS };
        let years: Vec<u16> = mention.years.years().take(listed).collect();
        years.into_iter().map(move |year| Token {
            term: year.to_string().into(),
            folded: None,
            range: mention.range.clone(),
            position,
            class: Class::Number,
        })
    });
    tokens.collect()
}
