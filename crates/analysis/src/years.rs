//! The fiscal years that a text writes, one token each: 平成23～25年度 gives 2011, 2012 and 2013, all standing
//! where the whole of it stands.

use super::{Class, Step, Token};
use wareki::year_mentions;

/// See [`Step`].
pub(super) const STEP: Step = Step { name: "years", version: 1 };

/// Years of a span that are listed: longer ones are no plan's.
const MOST_YEARS: usize = 60;

/// The years of a text as written, in order.
pub(super) fn years(text: &str) -> Vec<Token> {
    // Most texts write none, which is soon seen.
    if !text.contains(is_of_year) {
        return Vec::new();
    }
    let mentions = year_mentions(text).into_iter().enumerate();
    let tokens = mentions.flat_map(|(position, mention)| {
        // Of 平成26年度以降 only the year stands there that is named.
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

/// Whether a year's number may have this sign.
fn is_of_year(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９' | '元' | '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七'
        | '八' | '九' | '十' | '百' | '千')
}
