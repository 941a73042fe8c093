//! Sentences for people. Code names a sentence by its key, and gives the parameters that the sentence needs.
//!
//! The sentences are in `web/messages/ja.ftl` and `en.ftl`, in the syntax of Project Fluent. Each page is a
//! Fluent message, and each of its sentences an attribute. The key `search.heading` names `.heading` of
//! `search`.

use std::{fmt, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use serde::{Serialize, Serializer};

pub use fluent_bundle::FluentValue;
use shisaku_model::{Catalogue, Facet};
use wareki::FiscalYears;

/// The Japanese sentences.
pub static JAPANESE: LazyLock<Sentences> =
    LazyLock::new(|| Sentences::new("ja", include_str!("../../../web/messages/ja.ftl")));

/// The English sentences.
pub static ENGLISH: LazyLock<Sentences> =
    LazyLock::new(|| Sentences::new("en", include_str!("../../../web/messages/en.ftl")));

/// The sentences of one language.
pub struct Sentences(FluentBundle<FluentResource>);

impl Sentences {
    /// Parses the sentences. Invalid entries are skipped; a test fails if there are any.
    fn new(language: &str, text: &str) -> Self {
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let mut bundle = FluentBundle::new_concurrent(vec![language.parse().unwrap_or_default()]);
        // Isolation marks would appear in every title. Both languages run from left to right and need none.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self(bundle)
    }

    /// Returns the sentence of a key with its parameters filled in. Returns the key if there is none; a test
    /// prevents that.
    pub fn sentence<'p>(
        &self,
        key: &str,
        parameters: impl IntoIterator<Item = (&'p str, FluentValue<'p>)>,
    ) -> String {
        let sentence =
            key.split_once('.').and_then(|(page, name)| self.0.get_message(page)?.get_attribute(name));
        let parameters = FluentArgs::from_iter(parameters);
        match sentence {
            // A missing parameter appears as its name in the sentence.
            Some(sentence) => {
                self.0.format_pattern(sentence.value(), Some(&parameters), &mut Vec::new()).into_owned()
            }
            None => key.to_owned(),
        }
    }
}

/// A sentence in any language. It displays and serialises as its Japanese sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The key of the sentence.
    pub key: &'static str,
    /// The name and the value of each parameter.
    pub parameters: Vec<(&'static str, Parameter)>,
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parameter {
    /// A text that is never translated: words that someone typed, or a text of a plan.
    Text(String),
    /// A number. It can select a plural form.
    Number(usize),
    /// Fiscal years.
    Years(FiscalYears),
    /// The name of a facet.
    Facet(&'static Facet),
    /// The name of a facet value. See [`Self::value`].
    Value {
        /// The facet.
        facet: &'static Facet,
        /// The value.
        value: String,
        /// The Japanese name of the value.
        label: String,
    },
    /// Another sentence.
    Message(Message),
    /// Several values, with the sentence of a key between them: `list.or`.
    List(&'static str, Vec<Parameter>),
}

impl Message {
    /// Creates a message from a key and its parameters.
    pub fn new<const N: usize>(key: &'static str, parameters: [(&'static str, Parameter); N]) -> Self {
        Self { key, parameters: parameters.into() }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters = self.parameters.iter().map(|(name, value)| (*name, value.to_string().into()));
        f.write_str(&JAPANESE.sentence(self.key, parameters))
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Parameter {
    /// Returns the name of a facet value.
    pub fn value(facet: &'static Facet, value: &str, catalogue: &Catalogue) -> Self {
        Self::Value { facet, value: value.to_owned(), label: facet.value_label(value, catalogue) }
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Years(years) => f.write_str(&years.in_eras()),
            Self::Facet(facet) => f.write_str(facet.label),
            Self::Value { label, .. } => f.write_str(label),
            Self::Message(message) => message.fmt(f),
            Self::List(between, parts) => {
                let parts: Vec<String> = parts.iter().map(Self::to_string).collect();
                f.write_str(&parts.join(&JAPANESE.sentence(between, [])))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shisaku_model::facet::facet;

    #[test]
    fn a_message_is_its_japanese_sentence() {
        let text = |text: &str| Parameter::Text(text.to_owned());
        let years = ("years", Parameter::Years(FiscalYears::new(2011, 2013)));
        let within = Message::new("met.within-plan", [("words", text("{ $years }年度")), years]);
        assert_eq!(
            within.to_string(),
            "「{ $years }年度」は、計画の年度(平成23～25年度)に含まれます。",
            "parameters fill no gap of a sentence"
        );
        let kind = |value| facet("kind").map(|kind| Parameter::value(kind, value, &Catalogue::default()));
        let kinds = Parameter::List("list.or", ["measure", "note"].into_iter().filter_map(kind).collect());
        let told = Message::new("condition.by-default", [("values", kinds)]);
        assert_eq!(told.to_string(), "施策 か 用語(初めの設定)");
        let cut = Message::new("notice.truncated", [("count", Parameter::Number(1200))]);
        let json = serde_json::to_string(&cut).unwrap_or_default();
        assert_eq!(json, "\"長いため、初めの 1200 文字で検索しました。\"");
    }
}
