//! Messages of the pages: `web/messages/ja.ftl` and `en.ftl`, in the syntax of Project Fluent.
//!
//! Each page is a message, and each of its sentences an attribute. The key `search.heading` names `.heading`
//! of `search`.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};

use super::Language;

const JAPANESE: &str = include_str!("../../../web/messages/ja.ftl");
const ENGLISH: &str = include_str!("../../../web/messages/en.ftl");

type Bundle = FluentBundle<&'static FluentResource>;

static RESOURCES: LazyLock<[FluentResource; 2]> = LazyLock::new(|| [JAPANESE, ENGLISH].map(parsed));

static BUNDLES: LazyLock<[Bundle; 2]> = LazyLock::new(|| [Language::Japanese, Language::English].map(bundle));

/// Parses a catalogue. Invalid entries are skipped; a test fails if there are any.
fn parsed(text: &str) -> FluentResource {
    FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource)
}

fn bundle(language: Language) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![language.code().parse().unwrap_or_default()]);
    // Isolation marks would appear in every title. Both languages run from left to right and need none.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource(language));
    bundle
}

/// Returns the catalogue of a language.
pub(super) fn resource(language: Language) -> &'static FluentResource {
    &RESOURCES[usize::from(language == Language::English)]
}

/// Returns the sentence of a key with its parameters filled in. Returns the key if there is no such sentence.
pub(super) fn message(language: Language, key: &str, args: Option<&FluentArgs<'_>>) -> String {
    let bundle = &BUNDLES[usize::from(language == Language::English)];
    let pattern = key.split_once('.').and_then(|(page, name)| {
        let sentence = bundle.get_message(page)?.get_attribute(name)?;
        Some(sentence.value())
    });
    match pattern {
        // A missing parameter appears as its name in the sentence.
        Some(pattern) => bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned(),
        None => key.to_owned(),
    }
}
