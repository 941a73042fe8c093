//! Translates Japanese sentences from other crates, such as search notices, into the language of the page.
//!
//! The Japanese catalogue contains the same sentences as patterns. The pattern that fits a text gives the
//! message key and the parameters. A text that fits no pattern stays Japanese and is marked as Japanese.

use std::{cmp::Reverse, sync::LazyLock};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};

use super::{Html, Language, catalogue, labels::years_in};

/// Messages with sentences from other crates.
const MADE_ELSEWHERE: [&str; 4] = ["notice", "reason", "met", "condition"];

/// Messages with sentences that can fill a gap.
const NAMES: [&str; 5] = ["facet", "kind", "has_result", "status", "sort"];

/// A sentence of the Japanese catalogue, used as a pattern.
struct Sentence {
    key: String,
    /// Texts around the gaps, one more than there are gaps.
    texts: Vec<&'static str>,
    /// Names of the gaps.
    gaps: Vec<&'static str>,
}

static SENTENCES: LazyLock<Vec<Sentence>> = LazyLock::new(|| {
    let mut all = sentences(&MADE_ELSEWHERE);
    // A pattern with more text is a better fit.
    all.sort_by_key(|one| Reverse(one.texts.iter().map(|text| text.len()).sum::<usize>()));
    all
});

static NAMED: LazyLock<Vec<Sentence>> = LazyLock::new(|| sentences(&NAMES));

fn sentences(of: &[&str]) -> Vec<Sentence> {
    let messages = catalogue::resource(Language::Japanese).entries().filter_map(|entry| match entry {
        Entry::Message(message) if of.contains(&message.id.name) => Some(message),
        _ => None,
    });
    let all = messages.flat_map(|message| {
        message.attributes.iter().map(|sentence| {
            let key = format!("{}.{}", message.id.name, sentence.id.name);
            Sentence::new(key, &sentence.value.elements)
        })
    });
    all.collect()
}

impl Sentence {
    fn new(key: String, elements: &[PatternElement<&'static str>]) -> Self {
        let (mut texts, mut gaps, mut text) = (Vec::new(), Vec::new(), "");
        for element in elements {
            match element {
                // Sentences have one line, so each text is one element.
                PatternElement::TextElement { value } => text = value,
                PatternElement::Placeable {
                    expression: Expression::Inline(InlineExpression::VariableReference { id }),
                } => {
                    gaps.push(id.name);
                    texts.push(std::mem::take(&mut text));
                }
                PatternElement::Placeable { .. } => {}
            }
        }
        texts.push(text);
        Self { key, texts, gaps }
    }

    /// Returns the gaps if `text` fits: name, content, and the pattern's text before the gap.
    fn fit<'t>(&self, text: &'t str) -> Option<Vec<(&'static str, &'t str, &'static str)>> {
        let (first, others) = self.texts.split_first()?;
        let Some((last, between)) = others.split_last() else {
            return (text == *first).then(Vec::new);
        };
        let mut rest = text.strip_prefix(first)?.strip_suffix(last)?;
        let mut parts = Vec::new();
        for piece in between {
            let (part, after) = rest.split_once(piece)?;
            parts.push(part);
            rest = after;
        }
        parts.push(rest);
        let all = self.gaps.iter().zip(parts).zip(&self.texts);
        let all: Vec<_> = all.map(|((name, part), before)| (*name, part, *before)).collect();
        all.iter().all(|(_, part, _)| !part.is_empty()).then_some(all)
    }
}

impl Language {
    /// Translates a sentence from another crate.
    pub fn repeat(self, text: &str) -> Html {
        let known = SENTENCES.iter().filter(|_| self == Self::English);
        let fit = known.filter_map(|one| Some((one, one.fit(text)?))).next();
        match fit {
            Some((sentence, parts)) => {
                let parts = parts.into_iter().map(|(name, part, before)| {
                    // Text in 「」 was typed or comes from the plan.
                    let html = if before.ends_with('「') { self.own(part) } else { self.within(part) };
                    (name, html.into())
                });
                self.filled(&sentence.key, parts)
            }
            None => self.own(text),
        }
    }

    /// Translates a value from another crate: a sentence, years, or a name such as that of a sort order.
    pub fn repeat_value(self, text: &str) -> Html {
        match self {
            Self::English if !SENTENCES.iter().any(|one| one.fit(text).is_some()) => self.within(text),
            _ => self.repeat(text),
        }
    }

    fn within(self, part: &str) -> Html {
        if let Some(years) = years_in(part) {
            return Html::escaped(&self.years(years));
        }
        match NAMED.iter().find(|one| one.texts == [part]) {
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
            "“<span lang=\"ja\">商店</span>” was found as <span lang=\"ja\">「&#60;b&#62;店」</span>, read alike."
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
        assert_eq!(Language::Japanese.repeat("3 件<").to_string(), "3 件&#60;");
    }
}
