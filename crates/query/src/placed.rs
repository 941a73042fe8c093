//! Sentences that say where words stand: 題名に商店街が入っている施策, 本文に「検討します」とあるもの. The words become an
//! operand of their own, as if they were typed behind the name of the field.

use std::ops::Range;

use crate::Scope;
use crate::lex::Operand;
use crate::units::spells;
use crate::words::{PLACED, has};
use shisaku_analysis::{Analyzer, Class, Token};

/// Names of the texts of an entry, before に.
const PLACES: [(&str, Scope); 8] = [
    ("題名", Scope::Title),
    ("タイトル", Scope::Title),
    ("施策名", Scope::Title),
    ("実績", Scope::Result),
    ("報告", Scope::Result),
    ("本文", Scope::Own),
    ("文章", Scope::Own),
    ("文中", Scope::Own),
];

/// Verbs that tell of a text without naming it.
const WRITTEN: [&str; 5] = ["書く", "書か", "記す", "記載", "明記"];

/// Most words that stand there. Longer text is a clause of its own.
const MOST_WORDS: usize = 6;

/// What a sentence says of words: their positions, with the positions of all that says it.
struct Placed {
    scope: Scope,
    quoted: bool,
    /// True if the words are said not to stand there.
    excluded: bool,
    named: Range<usize>,
    all: Range<usize>,
}

/// Cuts out the words of which an operand says where they stand. Other operands stay as they are.
pub(crate) fn split<'t>(operand: Operand<'t>, analyzer: &Analyzer) -> Vec<Operand<'t>> {
    if !operand.is_plain() || !operand.text.contains(['に', 'と']) {
        return vec![operand];
    }
    let words = analyzer.words(operand.text);
    let Some(placed) = (0..words.len()).find_map(|at| placed(operand.text, &words, at)) else {
        return vec![operand];
    };
    let part = |words: &[Token]| {
        let range = words.first()?.range.start..words.last()?.range.end;
        let (text, at) = (&operand.text[range.clone()], operand.at + range.start);
        Some(Operand { text, at, range: at..at + text.len(), ..operand.clone() })
    };
    let is_said = |part: &[Token]| part.iter().any(Token::is_content);
    let before = Some(&words[..placed.all.start]).filter(|before| is_said(before)).and_then(part);
    let named = part(&words[placed.named]).map(|named| Operand {
        quoted: placed.quoted,
        scope: placed.scope,
        excluded: placed.excluded,
        placed: true,
        ..named
    });
    let behind = Some(&words[placed.all.end..]).filter(|behind| is_said(behind)).and_then(part);
    before.into_iter().chain(named).chain(behind).collect()
}

/// Reads a statement that begins at this word.
fn placed(text: &str, words: &[Token], at: usize) -> Option<Placed> {
    // Signs are no words: they stand before a word, or behind the last.
    let signs = |at: usize| {
        let from = at.checked_sub(1).map_or(0, |before| words[before].range.end);
        text.get(from..words.get(at).map_or(text.len(), |word| word.range.start)).unwrap_or_default()
    };
    let place = PLACES.iter().find_map(|&(name, scope)| Some((spells(&words[at..], name)?, scope)));
    let place = place.filter(|(count, _)| words.get(at + count).is_some_and(|word| word.term == "に"));
    let (first, scope) = match place {
        Some((count, scope)) => (at + count + 1, scope),
        None => (at, Scope::Anywhere),
    };
    let quoted = signs(first).contains(['「', '『']);
    if place.is_none() && !quoted {
        return None;
    }
    let count = match quoted {
        true => (1..=words.len() - first).find(|count| signs(first + count).contains(['」', '』']))?,
        false => words[first..].iter().take(MOST_WORDS).take_while(|word| is_named(word)).count(),
    };
    let end = first + count;
    // 「めぐも」がある names a thing. Without a place, only と書いてある tells of a text.
    let joint: &[&str] = match (place.is_some(), quoted) {
        (true, true) => &["が", "と", "を", "も"],
        (true, false) => &["が", "を", "も"],
        (false, _) => &["と"],
    };
    let joined = words.get(end).is_some_and(|word| joint.contains(&word.term.as_str()));
    let verb = words.get(end + 1).filter(|_| count > 0 && joined)?;
    // 実績に問題がある is about the measure.
    let is_there = quoted && place.is_some() && has(&["ある", "あっ", "あり"], verb);
    let says = is_there || has(if place.is_some() { &PLACED } else { &WRITTEN }, verb);
    let goes_on = |word: &&Token| word.class == Class::Function || has(&["いる", "くる", "ある"], word);
    let not = |word: &&Token| has(&["ない", "無い", "ぬ", "ず"], word);
    let behind = &words[end + 2..];
    let after = behind.iter().take_while(|word| goes_on(word) || not(word)).count();
    let excluded = behind[..after].iter().any(|word| not(&word));
    says.then(|| Placed { scope, quoted, excluded, named: first..end, all: at..end + 2 + after })
}

fn is_named(word: &Token) -> bool {
    matches!(word.class, Class::Noun | Class::Prefix | Class::Suffix | Class::Number) || word.term == "の"
}
