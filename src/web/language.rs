//! The language of a page: Japanese, or English if the address contains `lang=en`.
//!
//! Templates and views name each sentence by its key in `web/messages`. On English pages, texts of a plan
//! stay Japanese and are marked as such. Links and forms lead to pages in the same language.

#[cfg(test)]
mod check;
mod html;
mod labels;
mod places;

use std::{borrow::Borrow, fmt::Display, ops::Range};

use super::{marked::marked, pages::WAS};
use axum::http::Uri;
use shisaku_analysis::{is_hiragana, is_kanji, is_katakana};
use shisaku_messages::{FluentValue, Message, Parameter, Sentences};
use wareki::FiscalYears;

pub(super) use html::{Html, Part};

/// The query parameter for English. The API does not have it.
const ENGLISH: (&str, &str) = ("lang", "en");

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Language {
    Japanese,
    English,
}

impl Language {
    /// Returns the language that an address requests. The last of several values counts.
    pub(super) fn of(uri: &Uri) -> Self {
        let pairs = uri.query().unwrap_or_default().rsplit('&');
        let mut said = pairs.filter_map(|pair| pair.split_once('=')).filter(|(name, _)| *name == ENGLISH.0);
        match said.next() {
            Some((_, value)) if value == ENGLISH.1 => Self::English,
            _ => Self::Japanese,
        }
    }

    /// Returns the other language.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Japanese => Self::English,
            Self::English => Self::Japanese,
        }
    }

    /// Returns the language tag (BCP 47).
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Japanese => "ja",
            Self::English => "en",
        }
    }

    /// Returns the address of the page `uri` in this language.
    pub(super) fn address_of(self, uri: &Uri) -> String {
        let pairs = uri.query().unwrap_or_default().split('&');
        // Only forms carry the words that found nothing before.
        let left_out =
            |pair: &str| [ENGLISH.0, WAS, ""].contains(&pair.split('=').next().unwrap_or_default());
        let mut pairs: Vec<String> = pairs.filter(|pair| !left_out(pair)).map(str::to_owned).collect();
        if self == Self::English {
            pairs.push(format!("{}={}", ENGLISH.0, ENGLISH.1));
        }
        if pairs.is_empty() { uri.path().to_owned() } else { format!("{}?{}", uri.path(), pairs.join("&")) }
    }

    /// Adds the language to a link within this site.
    pub(super) fn to(self, href: &str) -> String {
        if self == Self::Japanese {
            return href.to_owned();
        }
        let (address, fragment) = href.split_at(href.find('#').unwrap_or(href.len()));
        let joint = if address.contains('?') { '&' } else { '?' };
        format!("{address}{joint}{}={}{fragment}", ENGLISH.0, ENGLISH.1)
    }

    fn sentences(self) -> &'static Sentences {
        match self {
            Self::Japanese => &shisaku_messages::JAPANESE,
            Self::English => &shisaku_messages::ENGLISH,
        }
    }

    /// Returns the sentence of a key such as `search.heading`.
    pub(super) fn say(self, key: &str) -> String {
        self.sentences().sentence(key, [])
    }

    /// Returns the sentence of a key with the parameter `count`.
    pub(super) fn counted(self, key: &str, count: impl Borrow<usize>) -> String {
        self.plain(key, [("count", (*count.borrow()).into())])
    }

    /// Returns the sentence of a key as plain text, for titles, options and attributes.
    pub(super) fn plain<const N: usize>(self, key: &str, parts: [(&str, FluentValue<'_>); N]) -> String {
        self.sentences().sentence(key, parts)
    }

    /// Returns the sentence of a key with one parameter as HTML.
    pub(super) fn with(self, key: &str, name: &str, part: impl Into<Part>) -> Html {
        self.html(key, [(name, part.into())])
    }

    /// Returns the sentence of a key as HTML. The parameters are HTML or numbers.
    pub(super) fn html<'p>(self, key: &str, parts: impl IntoIterator<Item = (&'p str, Part)>) -> Html {
        let parts = parts.into_iter().map(|(name, part)| (name, FluentValue::from(part)));
        // Messages contain no characters that HTML would interpret. A test checks this.
        Html::trusted(self.sentences().sentence(key, parts))
    }

    /// Returns a message as HTML.
    pub(super) fn message(self, message: &Message) -> Html {
        let parts = message.parameters.iter().map(|(name, value)| match value {
            Parameter::Number(number) => (*name, Part::from(*number)),
            value => (*name, self.parameter(value).into()),
        });
        self.html(message.key, parts)
    }

    /// Returns the parameter of a message as HTML.
    pub(super) fn parameter(self, parameter: &Parameter) -> Html {
        match parameter {
            Parameter::Text(text) => self.own(text),
            Parameter::Number(number) => Html::escaped(&number.to_string()),
            Parameter::Years(years) => Html::escaped(&self.years(years)),
            Parameter::Facet(facet) => Html::escaped(&self.facet(facet)),
            Parameter::Value { facet, value, label } => self.named(facet, value, label),
            Parameter::Message(message) => self.message(message),
            Parameter::List(between, parts) => {
                Html::joined(parts.iter().map(|part| self.parameter(part)), &self.say(between))
            }
        }
    }

    /// Returns the sentence of a key as HTML. Text between backticks becomes `<code>`.
    pub(super) fn with_code(self, key: &str) -> Html {
        coded(&self.say(key))
    }

    /// Returns the sentence of a key with the parameter `count` as HTML. Text between backticks becomes
    /// `<code>`.
    pub(super) fn counted_code(self, key: &str, count: impl Borrow<usize>) -> Html {
        coded(&self.counted(key, count))
    }

    /// Puts words in quotation marks.
    pub(super) fn quoted(self, words: &Html) -> Html {
        self.with("search.quoted", "words", words)
    }

    /// Returns the hidden field that keeps the language in a form.
    pub(super) fn form(self) -> Html {
        let (name, value) = ENGLISH;
        match self {
            Self::Japanese => Html::default(),
            Self::English => {
                Html::trusted(format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">"))
            }
        }
    }

    /// Marks a text of the plan, or words that someone typed, as Japanese if needed.
    pub(super) fn own(self, text: impl Display) -> Html {
        let text = text.to_string();
        self.marked(is_japanese(&text), Html::escaped(&text))
    }

    /// Marks HTML from the plan as Japanese if needed.
    pub(super) fn own_html(self, html: &str) -> Html {
        self.marked(is_japanese(html), Html::trusted(html.to_owned()))
    }

    /// Marks the matches in a text of the plan.
    pub(super) fn highlighted(self, text: &str, ranges: &[Range<usize>]) -> Html {
        self.own_html(&marked(text, ranges))
    }

    fn marked(self, japanese: bool, html: Html) -> Html {
        match self {
            Self::English if japanese => Html::trusted(format!("<span lang=\"ja\">{html}</span>")),
            _ => html,
        }
    }

    /// Joins texts with the comma of this language.
    pub(super) fn row(self, texts: impl IntoIterator<Item = Html>) -> Html {
        Html::joined(texts, &self.say("list.comma"))
    }

    /// Formats fiscal years: 平成23～25年度, FY2011–2013.
    pub(super) fn years(self, years: impl Borrow<FiscalYears>) -> String {
        let years = *years.borrow();
        if self == Self::Japanese {
            return years.in_eras();
        }
        match (years.first(), years.last()) {
            (Some(first), Some(last)) if first != last => format!("FY{first}–{last}"),
            (Some(first), None) => format!("FY{first}–"),
            (None, Some(last)) => format!("until FY{last}"),
            _ => format!("FY{}", years.last_known()),
        }
    }
}

fn coded(text: &str) -> Html {
    let pieces = text.split('`').enumerate().map(|(at, piece)| match at % 2 {
        0 => Html::escaped(piece).to_string(),
        _ => format!("<code>{}</code>", Html::escaped(piece)),
    });
    Html::trusted(pieces.collect())
}

/// True if a text contains Japanese letters.
fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| is_kanji(c) || is_hiragana(c) || is_katakana(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shisaku_model::facet::facet;

    fn uri(text: &str) -> Uri {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn the_last_word_on_the_language_counts() {
        assert_eq!(Language::of(&uri("/?q=a&lang=en")), Language::English);
        assert_eq!(Language::of(&uri("/?lang=en&lang=ja")), Language::Japanese);
        assert_eq!(Language::of(&uri("/")), Language::Japanese);
    }

    #[test]
    fn an_address_keeps_all_but_the_language() {
        assert_eq!(Language::English.address_of(&uri("/?q=a")), "/?q=a&lang=en");
        assert_eq!(Language::Japanese.address_of(&uri("/?q=a&lang=en&x")), "/?q=a&x");
        assert_eq!(Language::Japanese.address_of(&uri("/help?lang=en&was=x")), "/help");
    }

    #[test]
    fn english_links_lead_to_english() {
        assert_eq!(Language::English.to("/?q=a#x"), "/?q=a&lang=en#x");
        assert_eq!(Language::English.to("/help"), "/help?lang=en");
        assert_eq!(Language::Japanese.to("/?q=a#x"), "/?q=a#x");
    }

    #[test]
    fn a_plans_texts_are_escaped_and_marked_in_english() {
        assert_eq!(Language::English.own("<計画>").to_string(), "<span lang=\"ja\">&lt;計画&gt;</span>");
        assert_eq!(Language::Japanese.own("<計画>").to_string(), "&lt;計画&gt;");
        assert_eq!(Language::English.own("1-1(2)").to_string(), "1-1(2)");
    }

    #[test]
    fn typed_words_fill_no_gap_of_a_sentence() {
        let words = Language::English.own("{ $name }<b>計画");
        let said = Language::English.html("reason.part", [("words", words.into())]);
        assert_eq!(said.to_string(), "part of “<span lang=\"ja\">{ $name }&lt;b&gt;計画</span>”");
    }

    #[test]
    fn a_message_is_told_in_the_language_of_the_page() {
        let english = |message: Message| Language::English.message(&message).to_string();
        let text = |text: &str| Parameter::Text(text.to_owned());
        let by_reading = [("words", text("商店")), ("others", text("「<b>店」"))];
        assert_eq!(
            english(Message::new("met.reading", by_reading)),
            "“<span lang=\"ja\">商店</span>” was found as <span lang=\"ja\">「&lt;b&gt;店」</span>, read alike."
        );
        let years = ("years", Parameter::Years(FiscalYears::new(2011, 2013)));
        assert_eq!(
            english(Message::new("met.within-plan", [("words", text("2012年度")), years])),
            "“<span lang=\"ja\">2012年度</span>” is within the plan's years (FY2011–2013)."
        );
        let facet = facet("has_result").map(Parameter::Facet);
        let filter = facet.map(|facet| english(Message::new("condition.filter", [("facet", facet)])));
        assert_eq!(filter.as_deref(), Some("Filter: Result"));
        let results = |count| Message::new("count.results", [("count", Parameter::Number(count))]);
        assert_eq!((english(results(1)), english(results(3))), ("1 result".into(), "3 results".into()));
        let refused = [("text", text("3 件<"))];
        let refused = Message::new("notice.bad-value", refused);
        assert_eq!(Language::Japanese.message(&refused).to_string(), "3 件&lt;");
        let list = Parameter::List("list.or", vec![text("商店"), text("")]);
        assert_eq!(Language::English.parameter(&list).to_string(), "<span lang=\"ja\">商店</span> or ");
    }

    #[test]
    fn years_are_told_as_far_as_they_are_known() {
        let (until, since) = (FiscalYears::until(2026), FiscalYears::since(2022));
        assert_eq!(
            [until, since].map(|years| Language::Japanese.years(years)),
            ["～令和8年度", "令和4年度～"]
        );
        assert_eq!([until, since].map(|years| Language::English.years(years)), ["until FY2026", "FY2022–"]);
    }

    #[test]
    fn code_stands_between_backticks() {
        let html = Language::English.counted_code("data.more-findings", 3).to_string();
        assert!(html.contains("<code>shisaku check</code>"), "{html}");
    }
}
