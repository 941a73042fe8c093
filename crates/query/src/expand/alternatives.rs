//! Clauses and their alternatives: as written, in other spellings, inside longer words, and by synonyms; item
//! numbers, facet values and ranking hints.

use smol_str::SmolStr;

use crate::interpret::numbers;
use crate::interpret::spans::{Filter, bytes};
use crate::lex::Operand;
use crate::reader::Context;
use crate::synonyms::Target;
use crate::words::ASPECT_ENDINGS;
use crate::{Alternative, Clause, MatchKind, Matcher, Scope};
use shisaku_analysis::{Analyzer, Class, Token, is_hiragana, is_kanji, is_katakana, is_letter, normalise};

/// Weights of other forms of a word and of its listed spellings. The words typed have weight 1.
const FOLDED: f32 = 0.98;
const LISTED_SPELLING: f32 = 0.9;
/// Weight factor of a term that is found inside longer words.
const INSIDE: f32 = 0.6;
/// Weight of the words of a listed phrase that are not in a row.
const TOGETHER: f32 = 0.9;

/// Minimum length, in characters, of a term of kanji, or of kana and kanji, that is found inside longer
/// words. Shorter kana occur in unrelated words: テスト in コンテスト, リス in リスク.
const LEAST_KANJI: usize = 2;
const LEAST_KANA: usize = 4;

/// Weight of a word without its aspect ending.
const WITHOUT_ASPECT: f32 = 0.6;
/// Weight of character pairs in ranking.
const PAIR_HINT: f32 = 0.8;

/// Builds the clause for some words of `text`.
pub(crate) fn clause(
    text: &str,
    words: &[Token],
    importance: u32,
    scope: Scope,
    context: &Context<'_>,
) -> Option<Clause> {
    words.first()?;
    let typed = &text[bytes(words)];
    let mut alternatives = written(typed, words, MatchKind::Exact, None, 1.0, context.analyzer);
    if let Some(core) = without_aspect_ending(words) {
        let short = &text[bytes(core)];
        let (as_, weight) = (MatchKind::Spelling, WITHOUT_ASPECT);
        alternatives.extend(written(short, core, as_, Some(typed), weight, context.analyzer));
    }
    let mut clause = Clause { importance, ..Clause::new(typed, scope, alternatives) };
    add_spellings(&mut clause, words, context);
    Some(clause)
}

/// Adds listed spellings of a clause's words.
pub(crate) fn add_spellings(clause: &mut Clause, words: &[Token], context: &Context<'_>) {
    for other in context.reader.thesaurus.spellings.of(words) {
        let ways = instead(&other, &clause.text, MatchKind::Spelling, LISTED_SPELLING, context.analyzer);
        clause.alternatives.extend(ways);
    }
}

/// Builds the clause of listed words: the words anywhere in an entry, or their synonyms.
pub(crate) fn listed_clause(
    text: &str,
    words: &[Token],
    targets: &[Target],
    scope: Scope,
    context: &Context<'_>,
) -> Option<Clause> {
    let mut clause = clause(text, words, 100, scope, context)?;
    let pieces: Vec<Matcher> =
        words.split(|word| !word.is_content()).filter(|piece| !piece.is_empty()).map(folded).collect();
    if pieces.len() > 1 {
        clause.alternatives.push(Alternative::exact(TOGETHER, Matcher::Together(pieces)));
    }
    add_targets(&mut clause, targets, context);
    Some(clause)
}

/// Adds synonyms of a clause's words.
pub(crate) fn add_targets(clause: &mut Clause, targets: &[Target], context: &Context<'_>) {
    for target in targets {
        let alternatives = searched(target, &clause.text, context);
        clause.alternatives.extend(alternatives);
    }
}

/// Returns the alternatives for a synonym of the words typed.
pub(crate) fn searched(target: &Target, typed: &str, context: &Context<'_>) -> Vec<Alternative> {
    let Target { rows, weight, as_ } = target;
    let analyzer = context.analyzer;
    if let [row] = rows.as_slice() {
        let mut alternatives = instead(row, typed, *as_, *weight, analyzer);
        for other in context.reader.thesaurus.spellings.of(&analyzer.words(row)) {
            alternatives.extend(instead(&other, typed, *as_, weight * LISTED_SPELLING, analyzer));
        }
        return alternatives;
    }
    let row = |row: &SmolStr| match found_in_words(row) {
        true => characters(row, analyzer),
        false => folded(&analyzer.words(row)),
    };
    let matcher = Matcher::Together(rows.iter().map(row).collect());
    vec![Alternative { as_: *as_, weight: *weight, from: Some(typed.to_owned()), matcher, own: true }]
}

/// Removes an aspect ending from a noun.
fn without_aspect_ending(words: &[Token]) -> Option<&[Token]> {
    let (last, core) = words.split_last()?;
    let named = core.last().is_some_and(|word| word.class == Class::Noun && word.term.chars().count() > 1);
    let ending = last.class == Class::Suffix || last.class == Class::Noun;
    (named && ending && last.term.chars().count() == 1 && ASPECT_ENDINGS.contains(&last.term.as_str()))
        .then_some(core)
}

/// Builds the clause of one phrase, without synonyms.
pub(crate) fn phrase(text: &str, scope: Scope, analyzer: &Analyzer) -> Option<Clause> {
    let words = analyzer.words(text);
    words.first()?;
    let typed = &text[bytes(&words)];
    let mut alternatives = written(typed, &words, MatchKind::Exact, None, 1.0, analyzer);
    // Word boundaries depend on the surrounding text. The letters of a phrase do not.
    let solid = typed.chars().all(|c| is_letter(c) || c.is_whitespace());
    let has_characters = |one: &Alternative| matches!(one.matcher, Matcher::Characters(_));
    if solid
        && typed.chars().filter(|&c| is_letter(c)).count() > 1
        && !typed.is_ascii()
        && !alternatives.iter().any(has_characters)
    {
        alternatives.push(Alternative::exact(INSIDE, characters(typed, analyzer)));
    }
    Some(Clause::new(typed, scope, alternatives))
}

/// Builds the clause of an organisation's name: the name itself, or any entry that names the body in another way.
pub(crate) fn of_body(text: &str, values: &[String], scope: Scope, analyzer: &Analyzer) -> Option<Clause> {
    let mut clause = phrase(text, scope, analyzer)?;
    if !values.is_empty() {
        let matcher = Matcher::Values { facet: "organisation".to_owned(), values: values.to_vec() };
        clause
            .alternatives
            .push(Alternative { as_: MatchKind::Spelling, ..Alternative::exact(INSIDE, matcher) });
    }
    Some(clause)
}

/// Returns the alternatives for another text than the one typed.
pub(crate) fn instead(
    text: &str,
    typed: &str,
    as_: MatchKind,
    weight: f32,
    analyzer: &Analyzer,
) -> Vec<Alternative> {
    written(text, &analyzer.words(text), as_, Some(typed), weight, analyzer)
}

/// Returns the alternatives for one spelling.
pub(crate) fn written(
    text: &str,
    words: &[Token],
    as_: MatchKind,
    from: Option<&str>,
    weight: f32,
    analyzer: &Analyzer,
) -> Vec<Alternative> {
    let alternative = |as_: MatchKind, weight: f32, matcher: Matcher| Alternative {
        as_,
        weight,
        from: from.map(str::to_owned),
        matcher,
        own: false,
    };
    if words.is_empty() {
        return Vec::new();
    }
    let mut alternatives = vec![alternative(as_, weight, terms(words))];
    if !words.iter().all(|word| word.term.is_ascii()) {
        let as_ = if as_ == MatchKind::Exact { MatchKind::Spelling } else { as_ };
        alternatives.push(alternative(as_, weight * FOLDED, folded(words)));
    }
    if found_in_words(text) {
        alternatives.push(alternative(as_, weight * INSIDE, characters(text, analyzer)));
    }
    alternatives
}

pub(super) fn terms(words: &[Token]) -> Matcher {
    Matcher::Words(words.iter().map(|word| word.term.to_string()).collect())
}

fn folded(words: &[Token]) -> Matcher {
    Matcher::Folded(words.iter().map(|word| word.key().to_owned()).collect())
}

fn characters(text: &str, analyzer: &Analyzer) -> Matcher {
    Matcher::Characters(analyzer.bigrams(text).into_iter().map(|pair| pair.term.into()).collect())
}

/// True if a term is found inside longer words.
pub(crate) fn found_in_words(text: &str) -> bool {
    let normalised = normalise(text);
    let letters = || normalised.text().chars();
    let count = letters().count();
    let japanese = |c: char| is_kanji(c) || is_katakana(c) || is_hiragana(c);
    count >= LEAST_KANJI && letters().all(is_kanji) || count >= LEAST_KANA && letters().all(japanese)
}

/// Builds the clause for an item number.
pub(crate) fn of_number(typed: &str, key: &str, analyzer: &Analyzer) -> Clause {
    let number = Alternative::exact(1.0, Matcher::Number(key.to_owned()));
    let as_written = Alternative::exact(1.0, terms(&analyzer.words(typed)));
    Clause::new(typed, Scope::Anywhere, vec![number, as_written])
}

/// Builds the clause for excluded values of a facet.
pub(crate) fn of_values(typed: &str, filter: &Filter) -> Clause {
    let matcher = Matcher::Values { facet: filter.facet.to_owned(), values: filter.values.clone() };
    Clause::new(typed, Scope::Own, vec![Alternative::exact(1.0, matcher)])
}

/// Builds the clause of a quotation: an item number or a phrase.
pub(crate) fn quoted(operand: &Operand<'_>, analyzer: &Analyzer) -> Option<Clause> {
    let text = operand.text.trim();
    match numbers::item_number(text) {
        Some((range, key)) if range == (0..text.len()) && operand.scope == Scope::Anywhere => {
            Some(of_number(text, &key, analyzer))
        }
        _ => phrase(operand.text, operand.scope, analyzer),
    }
}

/// Turns a clause into an exclusion. It searches the entry's own texts and uses no synonyms.
pub(crate) fn excluded(mut clause: Clause) -> Clause {
    if clause.scope == Scope::Anywhere {
        clause.scope = Scope::Own;
    }
    let same =
        |one: &Alternative| matches!(one.as_, MatchKind::Exact | MatchKind::Spelling | MatchKind::Reading);
    clause.alternatives.retain(same);
    clause
}

/// Adds the character pairs of an operand, which help to rank entries.
pub(crate) fn hints(operand: &Operand<'_>, analyzer: &Analyzer, hints: &mut Vec<Clause>) {
    for pair in analyzer.bigrams(operand.text) {
        let text = pair.term.to_string();
        if !text.chars().all(is_hiragana) && text.chars().filter(|&c| is_letter(c)).count() > 1 {
            let pair = Alternative::exact(PAIR_HINT, Matcher::Characters(vec![text.clone()]));
            hints.push(Clause { importance: 0, ..Clause::new(&text, operand.scope, vec![pair]) });
        }
    }
}
