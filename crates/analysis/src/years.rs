//! Fiscal years as tokens. 平成23～25年度 gives 2011, 2012 and 2013, each with the range of the whole span.

use super::{Class, Step, Token};
use wareki::year_mentions;

/// The step of the chain.
pub(super) const STEP: Step = Step { name: "years", version: 1 };

/// Maximum number of years listed for a span. No plan lasts longer.
const MOST_YEARS: usize = 60;

/// The years of a text, in order.
pub(super) fn years(text: &str) -> Vec<Token> {
    // Fast path for texts without years.
    if !text.contains(is_of_year) {
        return Vec::new();
    }
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

/// True if `c` can be part of a year's number.
fn is_of_year(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９' | '元' | '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七'
        | '八' | '九' | '十' | '百' | '千')
}
