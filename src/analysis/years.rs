//! The fiscal years that a text writes, one token each: 平成23～25年度 gives 2011, 2012 and 2013, all standing
//! where the whole of it stands.

use super::{Class, Step, Token};
use crate::model::year_mentions;

/// See [`Step`].
pub(super) const STEP: Step = Step { name: "years", version: 1 };

/// Years of an open span that are listed: the plan ends some day.
const MOST_YEARS: usize = 60;

/// The years of a text as written, in order.
pub(super) fn years(text: &str) -> Vec<Token> {
    // Every way of writing a year has a digit, a numeral or 元.
    let mentions = year_mentions(text).into_iter().enumerate();
    let tokens = mentions.flat_map(|(position, mention)| {
        let years: Vec<u16> = mention.years.years().take(MOST_YEARS).collect();
        years.into_iter().map(move |year| Token {
            term: year.to_string(),
            folded: None,
            range: mention.range.clone(),
            position,
            class: Class::Number,
        })
    });
    tokens.collect()
}
