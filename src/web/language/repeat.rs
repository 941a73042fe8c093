//! Translates Japanese sentences from other crates, such as search notices, into the language of the page.
//!
//! The Japanese catalogue contains the same sentences as patterns. The pattern that fits a text gives the
//! message key and the parameters. A text that fits no pattern stays Japanese and is marked as Japanese.

use std::{cmp::Reverse, sync::LazyLock};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};
use regex::Regex;

use super::{Html, Language, catalogue, labels::years_in};

/// Messages with sentences from other crates.
const MADE_ELSEWHERE: [&str; 4] = ["notice", "reason", "met", "condition"];

/// Messages with sentences that can fill a gap.
const NAMES: [&str; 5] = ["facet", "kind", "has_result", "status", "sort"];

/// A sentence of the Japanese catalogue, used as a pattern.
struct Sentence {
    key: String,
    /// The pattern, with a group for each parameter.
    pattern: Regex,
    /// Length of the text around the parameters, in bytes.
    length: usize,
}

static SENTENCES: LazyLock<Vec<Sentence>> = LazyLock::new(|| {
    let mut all = sentences(&MADE_ELSEWHERE);
    // A pattern with more text is a better fit.
    all.sort_by_key(|one| Reverse(one.length));
    all
});

static NAMED: LazyLock<Vec<Sentence>> = LazyLock::new(|| sentences(&NAMES));

fn sentences(of: &[&str]) -> Vec<Sentence> {
    let messages = catalogue::resource(Language::Japanese).entries().filter_map(|entry| match entry {
        Entry::Message(message) if of.contains(&message.id.name) => Some(message),
        _ => None,
    });
    let all = messages.flat_map(|message| {
        message.attributes.iter().filter_map(|sentence| {
            let key = format!("{}.{}", message.id.name, sentence.id.name);
            Sentence::new(key, &sentence.value.elements)
        })
    });
    all.collect()
}

impl Sentence {
    fn new(key: String, elements: &[PatternElement<&'static str>]) -> Option<Self> {
        let (mut pattern, mut length) = (String::new(), 0);
        for element in elements {
            match element {
                PatternElement::TextElement { value } => {
                    pattern.push_str(&regex::escape(value));
                    length += value.len();
                }
                PatternElement::Placeable {
                    expression: Expression::Inline(InlineExpression::VariableReference { id }),
                } => pattern.push_str(&format!("(?<{}>.+?)", id.name)),
                PatternElement::Placeable { .. } => {}
            }
        }
        Some(Self { key, pattern: Regex::new(&format!("(?s)^{pattern}$")).ok()?, length })
    }
}

impl Language {
    /// Translates a sentence from another crate.
    pub fn repeat(self, text: &str) -> Html {
        let mut known = SENTENCES.iter().filter(|_| self == Self::English);
        let Some((sentence, found)) = known.find_map(|one| Some((one, one.pattern.captures(text)?))) else {
            return self.own(text);
        };
        let names = sentence.pattern.capture_names().flatten();
        let parts = names.filter_map(|name| Some((name, found.name(name)?))).map(|(name, part)| {
            // Text in 「」 was typed or comes from the plan.
            let is_own = text[..part.start()].ends_with('「');
            let html = if is_own { self.own(part.as_str()) } else { self.within(part.as_str()) };
            (name, html.into())
        });
        self.html(&sentence.key, parts)
    }

    /// Translates a value from another crate: a sentence, years, or a name such as that of a sort order.
    pub fn repeat_value(self, text: &str) -> Html {
        match self {
            Self::English if !SENTENCES.iter().any(|one| one.pattern.is_match(text)) => self.within(text),
            _ => self.repeat(text),
        }
    }

    fn within(self, part: &str) -> Html {
        if let Some(years) = years_in(part) {
            return Html::escaped(&self.years(years));
        }
        match NAMED.iter().find(|one| one.pattern.is_match(part)) {
            Some(name) => Html::escaped(&self.say(&name.key)),
            None => self.own(part),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(text: &str) -> String {
        Language::English.repeat(text).to_string()
    }

    #[test]
    fn a_sentence_of_another_crate_is_told_by_its_key() {
        assert_eq!(
            english("「商店」は、同じ読みの「<b>店」で見つかりました。"),
            "“<span lang=\"ja\">商店</span>” was found as <span lang=\"ja\">「&lt;b&gt;店」</span>, read alike."
        );
        assert_eq!(
            english("「2012年度」は、計画の年度(平成23～25年度)に含まれます。"),
            "“<span lang=\"ja\">2012年度</span>” is within the plan's years (FY2011–2013)."
        );
        assert_eq!(english("条件: 実績"), "Filter: Result");
        assert_eq!(english("番号順"), "<span lang=\"ja\">番号順</span>");
        assert_eq!(english("3 件"), "3 results");
    }

    #[test]
    fn what_fits_nothing_stays_as_it_is() {
        assert_eq!(english("商店街の活性化"), "<span lang=\"ja\">商店街の活性化</span>");
        assert_eq!(english(""), "");
        assert_eq!(Language::Japanese.repeat("3 件<").to_string(), "3 件&lt;");
    }
}
