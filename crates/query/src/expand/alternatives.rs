//! Alternatives for words: as written, in other spellings, inside longer words, and by synonyms.

use smol_str::SmolStr;

use crate::context::Context;
use crate::synonyms::Target;
use crate::words::ASPECT_ENDINGS;
use crate::{Alternative, Clause, MatchKind, Matcher, Scope};
use shisaku_analysis::{Analyzer, Class, Token, is_hiragana, is_kanji, is_katakana, is_letter, normalise};

/// Weights of other forms of a word and of its listed spellings. The words typed have weight 1.
const FOLDED: f32 = 0.98;
const LISTED: f32 = 0.9;
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

/// Builds the clause for some words of `text`.
pub(crate) fn clause(
    text: &str,
    words: &[Token],
    importance: u32,
    scope: Scope,
    context: &Context<'_>,
) -> Option<Clause> {
    let typed = &text[words.first()?.range.start..words.last()?.range.end];
    let mut alternatives = written(typed, words, MatchKind::Exact, None, 1.0, context.analyzer);
    if let Some(core) = without_aspect_ending(words) {
        let short = &text[core[0].range.start..core[core.len() - 1].range.end];
        alternatives.extend(written(
            short,
            core,
            MatchKind::Spelling,
            Some(typed),
            WITHOUT_ASPECT,
            context.analyzer,
        ));
    }
    let mut clause = Clause { text: typed.to_owned(), scope, importance, stress: 100, alternatives };
    add_spellings(&mut clause, words, context);
    Some(clause)
}

/// Adds listed spellings of a clause's words.
pub(crate) fn add_spellings(clause: &mut Clause, words: &[Token], context: &Context<'_>) {
    for other in context.thesaurus.spellings.of(words) {
        let from = Some(clause.text.as_str());
        let words = context.analyzer.words(&other);
        let alternatives = written(&other, &words, MatchKind::Spelling, from, LISTED, context.analyzer);
        clause.alternatives.extend(alternatives);
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
    let pieces: Vec<Matcher> = words
        .split(|word| !word.is_content())
        .filter(|piece| !piece.is_empty())
        .map(|piece| Matcher::Folded(piece.iter().map(|word| word.key().to_owned()).collect()))
        .collect();
    if pieces.len() > 1 {
        let matcher = Matcher::Together(pieces);
        clause.alternatives.push(Alternative {
            as_: MatchKind::Exact,
            weight: TOGETHER,
            from: None,
            matcher,
        });
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
    if let [row] = target.rows.as_slice() {
        let words = context.analyzer.words(row);
        let mut alternatives = written(row, &words, target.as_, Some(typed), target.weight, context.analyzer);
        for other in context.thesaurus.spellings.of(&words) {
            let words = context.analyzer.words(&other);
            alternatives.extend(written(
                &other,
                &words,
                target.as_,
                Some(typed),
                target.weight * LISTED,
                context.analyzer,
            ));
        }
        return alternatives;
    }
    let row = |row: &SmolStr| {
        if found_in_words(row) {
            Matcher::Characters(
                context.analyzer.bigrams(row).into_iter().map(|token| token.term.into()).collect(),
            )
        } else {
            Matcher::Folded(context.analyzer.words(row).iter().map(|word| word.key().to_owned()).collect())
        }
    };
    let matcher = Matcher::Together(target.rows.iter().map(row).collect());
    vec![Alternative { as_: target.as_, weight: target.weight, from: Some(typed.to_owned()), matcher }]
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
    let typed = &text[words.first()?.range.start..words.last()?.range.end];
    let mut alternatives = written(typed, &words, MatchKind::Exact, None, 1.0, analyzer);
    // Word boundaries depend on the surrounding text. The letters of a phrase do not.
    let solid = typed.chars().all(|c| is_letter(c) || c.is_whitespace());
    let characters = |one: &Alternative| matches!(one.matcher, Matcher::Characters(_));
    if solid
        && typed.chars().filter(|&c| is_letter(c)).count() > 1
        && !typed.is_ascii()
        && !alternatives.iter().any(characters)
    {
        let pairs = analyzer.bigrams(typed).into_iter().map(|token| token.term.into()).collect();
        alternatives.push(Alternative {
            as_: MatchKind::Exact,
            weight: INSIDE,
            from: None,
            matcher: Matcher::Characters(pairs),
        });
    }
    Some(Clause { text: typed.to_owned(), scope, importance: 100, stress: 100, alternatives })
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
    let from = from.map(str::to_owned);
    let alternative = |as_: MatchKind, weight: f32, matcher: Matcher| Alternative {
        as_,
        weight,
        from: from.clone(),
        matcher,
    };
    let terms: Vec<String> = words.iter().map(|word| word.term.to_string()).collect();
    let folded: Vec<String> = words.iter().map(|word| word.key().to_owned()).collect();
    let mut alternatives = Vec::new();
    if terms.is_empty() {
        return alternatives;
    }
    let latin = terms.iter().all(|term| term.is_ascii());
    alternatives.push(alternative(as_, weight, Matcher::Words(terms)));
    if !latin {
        let as_ = if as_ == MatchKind::Exact { MatchKind::Spelling } else { as_ };
        alternatives.push(alternative(as_, weight * FOLDED, Matcher::Folded(folded)));
    }
    if found_in_words(text) {
        let pairs = analyzer.bigrams(text).into_iter().map(|token| token.term.into()).collect();
        alternatives.push(alternative(as_, weight * INSIDE, Matcher::Characters(pairs)));
    }
    alternatives
}

/// True if a term is found inside longer words.
pub(crate) fn found_in_words(text: &str) -> bool {
    let normalised = normalise(text);
    let letters = || normalised.text().chars();
    let count = letters().count();
    let japanese = |c: char| is_kanji(c) || is_katakana(c) || is_hiragana(c);
    count >= LEAST_KANJI && letters().all(is_kanji) || count >= LEAST_KANA && letters().all(japanese)
}
