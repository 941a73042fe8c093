//! The ways in which words are found: as written, in other spellings, inside longer words, by what is listed for
//! them.

use smol_str::SmolStr;

use super::synonyms::Target;
use super::{Alternative, Clause, MatchKind, Scope, Thesaurus, Way};
use shisaku_analysis::{Analyzer, Class, Token, is_hiragana, is_kanji, is_katakana, is_letter, normalise};

/// What a spelling is worth beside what was typed: other forms of the word itself, listed spellings.
const FOLDED: f32 = 0.98;
const LISTED: f32 = 0.9;
/// What a term inside longer words is worth beside the term as a word.
const INSIDE: f32 = 0.6;
/// What the words of a listed phrase are worth that stand apart.
const TOGETHER: f32 = 0.9;

/// Letters from which on a term of kanji, or of kana and kanji, is found inside longer words. Shorter kana
/// stand in unrelated words: テスト in コンテスト, リス in リスク.
const LEAST_KANJI: usize = 2;
const LEAST_KANA: usize = 4;

/// Endings that ask for the date, number, name or price of a thing: who asks for the 設立日 is served by
/// the 設立. 税 and 客 are none: they make other things of what they end.
const RESPECTS: &str = "日年月時後前中間上下名数率量額費料金代別順初";

/// What a word without such an ending is worth.
const WITHOUT_RESPECT: f32 = 0.6;

/// What is asked for by some words of `text`.
pub(super) fn clause(
    text: &str,
    words: &[Token],
    importance: u32,
    scope: Scope,
    analyzer: &Analyzer,
    thesaurus: &Thesaurus,
) -> Option<Clause> {
    let typed = &text[words.first()?.range.start..words.last()?.range.end];
    let mut alternatives = written(typed, words, MatchKind::Exact, None, 1.0, analyzer);
    if let Some(core) = without_respect(words) {
        let short = &text[core[0].range.start..core[core.len() - 1].range.end];
        alternatives.extend(written(
            short,
            core,
            MatchKind::Spelling,
            Some(typed),
            WITHOUT_RESPECT,
            analyzer,
        ));
    }
    let mut clause = Clause { text: typed.to_owned(), scope, importance, stress: 100, alternatives };
    add_spellings(&mut clause, words, analyzer, thesaurus);
    Some(clause)
}

/// Adds what the lexicon lists as other spellings of a clause's words.
pub(super) fn add_spellings(
    clause: &mut Clause,
    words: &[Token],
    analyzer: &Analyzer,
    thesaurus: &Thesaurus,
) {
    for other in thesaurus.spellings.of(words) {
        let from = Some(clause.text.as_str());
        let words = analyzer.words(&other);
        let ways = written(&other, &words, MatchKind::Spelling, from, LISTED, analyzer);
        clause.alternatives.extend(ways);
    }
}

/// The clause of listed words: the words themselves, wherever in an entry they stand, or others for them.
pub(super) fn listed_clause(
    text: &str,
    words: &[Token],
    targets: &[Target],
    scope: Scope,
    analyzer: &Analyzer,
    thesaurus: &Thesaurus,
) -> Option<Clause> {
    let mut clause = clause(text, words, 100, scope, analyzer, thesaurus)?;
    let pieces: Vec<Way> = words
        .split(|word| !word.is_content())
        .filter(|piece| !piece.is_empty())
        .map(|piece| Way::Folded(piece.iter().map(|word| word.key().to_owned()).collect()))
        .collect();
    if pieces.len() > 1 {
        let way = Way::Together(pieces);
        clause.alternatives.push(Alternative { as_: MatchKind::Exact, weight: TOGETHER, from: None, way });
    }
    add_targets(&mut clause, targets, analyzer, thesaurus);
    Some(clause)
}

/// Adds what is listed for a clause's words to be searched too.
pub(super) fn add_targets(
    clause: &mut Clause,
    targets: &[Target],
    analyzer: &Analyzer,
    thesaurus: &Thesaurus,
) {
    for target in targets {
        let ways = searched(target, &clause.text, analyzer, thesaurus);
        clause.alternatives.extend(ways);
    }
}

/// The ways in which listed words are found in the place of those that were typed.
pub(super) fn searched(
    target: &Target,
    typed: &str,
    analyzer: &Analyzer,
    thesaurus: &Thesaurus,
) -> Vec<Alternative> {
    if let [row] = target.rows.as_slice() {
        let words = analyzer.words(row);
        let mut ways = written(row, &words, target.as_, Some(typed), target.weight, analyzer);
        for other in thesaurus.spellings.of(&words) {
            let words = analyzer.words(&other);
            ways.extend(written(&other, &words, target.as_, Some(typed), target.weight * LISTED, analyzer));
        }
        return ways;
    }
    let row = |row: &SmolStr| {
        if found_in_words(row) {
            Way::Characters(analyzer.bigrams(row).into_iter().map(|token| token.term.into()).collect())
        } else {
            Way::Folded(analyzer.words(row).iter().map(|word| word.key().to_owned()).collect())
        }
    };
    let way = Way::Together(target.rows.iter().map(row).collect());
    vec![Alternative { as_: target.as_, weight: target.weight, from: Some(typed.to_owned()), way }]
}

/// A noun without the ending that asks for something of it.
fn without_respect(words: &[Token]) -> Option<&[Token]> {
    let (last, core) = words.split_last()?;
    let named = core.last().is_some_and(|word| word.class == Class::Noun && word.term.chars().count() > 1);
    let ending = last.class == Class::Suffix || last.class == Class::Noun;
    (named && ending && last.term.chars().count() == 1 && RESPECTS.contains(last.term.as_str()))
        .then_some(core)
}

/// One phrase, taken as it is.
pub(super) fn phrase(text: &str, scope: Scope, analyzer: &Analyzer) -> Option<Clause> {
    let words = analyzer.words(text);
    let typed = &text[words.first()?.range.start..words.last()?.range.end];
    let mut alternatives = written(typed, &words, MatchKind::Exact, None, 1.0, analyzer);
    // Words depend on what stands around them; the letters of a phrase do not.
    let solid = typed.chars().all(|c| is_letter(c) || c.is_whitespace());
    let characters = |one: &Alternative| matches!(one.way, Way::Characters(_));
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
            way: Way::Characters(pairs),
        });
    }
    Some(Clause { text: typed.to_owned(), scope, importance: 100, stress: 100, alternatives })
}

/// The ways in which one spelling is found.
pub(super) fn written(
    text: &str,
    words: &[Token],
    as_: MatchKind,
    from: Option<&str>,
    weight: f32,
    analyzer: &Analyzer,
) -> Vec<Alternative> {
    let from = from.map(str::to_owned);
    let way = |as_: MatchKind, weight: f32, way: Way| Alternative { as_, weight, from: from.clone(), way };
    let terms: Vec<String> = words.iter().map(|word| word.term.to_string()).collect();
    let folded: Vec<String> = words.iter().map(|word| word.key().to_owned()).collect();
    let mut ways = Vec::new();
    if terms.is_empty() {
        return ways;
    }
    let latin = terms.iter().all(|term| term.is_ascii());
    ways.push(way(as_, weight, Way::Words(terms)));
    if !latin {
        let as_ = if as_ == MatchKind::Exact { MatchKind::Spelling } else { as_ };
        ways.push(way(as_, weight * FOLDED, Way::Folded(folded)));
    }
    if found_in_words(text) {
        let pairs = analyzer.bigrams(text).into_iter().map(|token| token.term.into()).collect();
        ways.push(way(as_, weight * INSIDE, Way::Characters(pairs)));
    }
    ways
}

/// Whether a term is found inside longer words.
pub(super) fn found_in_words(text: &str) -> bool {
    let normalised = normalise(text);
    let letters = || normalised.text().chars();
    let count = letters().count();
    let japanese = |c: char| is_kanji(c) || is_katakana(c) || is_hiragana(c);
    count >= LEAST_KANJI && letters().all(is_kanji) || count >= LEAST_KANA && letters().all(japanese)
}
