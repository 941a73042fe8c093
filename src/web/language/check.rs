//! Tests that the catalogues, the templates and the code use the same keys and parameters.

#![allow(clippy::panic)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser::parse,
};

use super::{Language, is_japanese};

/// Messages whose sentences are looked up by a value, such as `kind.measure`.
const BY_VALUE: [&str; 7] = ["facet", "kind", "has_result", "report_covers", "overdue", "result", "status"];

/// File extensions. File names look like keys.
const FILES: [&str; 5] = [".html", ".css", ".js", ".ftl", ".rs"];

/// Calls that take a key as their first argument.
const CALLS: [&str; 8] =
    ["say", "counted", "counted_code", "with_code", "html", ".with", "plain", "Message::new"];

/// Folders with templates and code that name sentences.
const SOURCES: [&str; 4] = ["web/templates", "src/web", "src/api", "crates/search/src"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn catalogue(language: Language) -> String {
    fs::read_to_string(root().join(format!("web/messages/{}.ftl", language.code()))).unwrap_or_default()
}

/// Collects the names of a sentence's parameters.
fn parameters<'p>(pattern: &Pattern<&'p str>, names: &mut BTreeSet<&'p str>) {
    let mut inline = |one: &InlineExpression<&'p str>| {
        if let InlineExpression::VariableReference { id } = one {
            names.insert(id.name);
        }
    };
    let mut nested = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::Placeable { expression: Expression::Inline(one) } => inline(one),
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                inline(selector);
                nested.extend(variants);
            }
            PatternElement::TextElement { .. } => {}
        }
    }
    nested.into_iter().for_each(|variant| parameters(&variant.value, names));
}

/// Returns every key of a catalogue with its parameters.
fn keys(text: &str) -> BTreeMap<String, BTreeSet<&str>> {
    let resource = parse(text).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let mut keys = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        assert!(message.value.is_none(), "{} is a page, not a sentence", message.id.name);
        for sentence in &message.attributes {
            let mut names = BTreeSet::new();
            parameters(&sentence.value, &mut names);
            let key = format!("{}.{}", message.id.name, sentence.id.name);
            assert!(keys.insert(key.clone(), names).is_none(), "{key} stands twice");
        }
    }
    keys
}

/// Returns every file in a folder and its subfolders.
fn files(folder: PathBuf) -> Vec<PathBuf> {
    let entries: Vec<PathBuf> =
        fs::read_dir(&folder).into_iter().flatten().flatten().map(|one| one.path()).collect();
    let (folders, mut files): (Vec<_>, Vec<_>) = entries.into_iter().partition(|path| path.is_dir());
    folders.into_iter().for_each(|one| files.extend(self::files(one)));
    files
}

/// Returns the paths and texts of all templates and source files.
fn sources() -> Vec<(PathBuf, String)> {
    let all = SOURCES.into_iter().flat_map(|folder| files(root().join(folder)));
    let all = all.filter(|path| !path.ends_with("language/check.rs"));
    all.map(|path| (path.clone(), fs::read_to_string(&path).unwrap_or_default())).collect()
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_parameters() {
    let (japanese, english) = (catalogue(Language::Japanese), catalogue(Language::English));
    let (japanese, english) = (keys(&japanese), keys(&english));
    assert!(japanese.len() > 300, "{}", japanese.len());
    assert_eq!(japanese.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
    assert_eq!(japanese, english);
}

#[test]
fn no_sentence_has_a_letter_that_html_reads_otherwise() {
    for language in [Language::Japanese, Language::English] {
        let text = catalogue(language);
        // `->` selects a plural form and is no markup.
        let found = text.lines().find(|line| line.replace("->", "").contains(['<', '>', '&']));
        assert_eq!(found, None);
    }
}

#[test]
fn every_key_is_in_the_catalogue_and_every_sentence_is_used() {
    let text = catalogue(Language::Japanese);
    let keys = keys(&text);
    let pages: BTreeSet<&str> = keys.keys().filter_map(|key| Some(key.split_once('.')?.0)).collect();
    let mut used = BTreeSet::new();
    for (path, text) in sources() {
        for call in CALLS {
            for after in text.split(&format!("{call}(\"")).skip(1) {
                let key = after.split('"').next().unwrap_or_default();
                assert!(keys.contains_key(key), "{}: {call} {key}", path.display());
            }
        }
        for literal in text.split('"') {
            let Some((page, name)) = literal.split_once('.') else { continue };
            let is_name =
                !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic() || "-_".contains(c));
            if pages.contains(page) && is_name && !FILES.iter().any(|end| literal.ends_with(end)) {
                assert!(keys.contains_key(literal), "{}: {literal}", path.display());
                used.insert(literal.to_owned());
            }
        }
    }
    let unused: Vec<&String> = keys
        .keys()
        .filter(|key| {
            !used.contains(*key) && !BY_VALUE.iter().any(|page| key.starts_with(&format!("{page}.")))
        })
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn templates_hold_no_sentence() {
    let templates = files(root().join("web/templates"));
    assert!(templates.len() > 10, "{}", templates.len());
    for path in templates {
        let text = fs::read_to_string(&path).unwrap_or_default();
        let found = text.lines().find(|line| is_japanese(line));
        assert_eq!(found, None, "{}", path.display());
    }
}

#[test]
fn english_counts_one_thing_as_one() {
    let counted = |count| Language::English.counted("count.results", count);
    assert_eq!((counted(1_usize), counted(2_usize)), ("1 result".to_owned(), "2 results".to_owned()));
}
