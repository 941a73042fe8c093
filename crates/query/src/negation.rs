//! Words that say that what stands before them is not meant: 短期以外, 再掲を除く.

use std::ops::Range;

use shisaku_analysis::{Class, Token};

/// How many of the words at the very beginning say that what stands before them is not meant: 以外, を除く,
/// でない.
pub(super) fn negation(words: &[Token]) -> usize {
    let says = |forms: &[&[&str]]| {
        words.len() >= forms.len()
            && words
                .iter()
                .zip(forms)
                .all(|(word, forms)| forms.contains(&word.key()) || forms.contains(&word.term.as_str()))
    };
    const NOT: &[&str] = &["ない", "なく", "無い"];
    match () {
        () if says(&[&["以外"]]) => 1,
        () if says(&[&["を"], &["除く", "のぞく"]]) => 2,
        () if says(&[&["で", "じゃ"], NOT]) => 2,
        () if says(&[&["で"], &["は"], NOT]) => 3,
        () => 0,
    }
}

/// Words that stand before 以外 or を除く: all of the words concerned, and those that are not meant. Only
/// where the run ends in a noun, as a list of words does: what a question excludes is named in its answer.
pub(super) fn negated(words: &[Token], free: &[bool]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found = Vec::new();
    let last = words.last().map(|word| (word.class, word.term.as_str()));
    let ends = last.is_some_and(|(class, term)| class != Class::Function || term == "以外");
    if !ends && negation(&words[words.len().saturating_sub(2)..]) == 0 {
        return found;
    }
    for at in 1..words.len() {
        let count = negation(&words[at..]);
        let by_itself = count == 0 || !matches!(words[at].term.as_str(), "以外" | "を");
        if by_itself || !(at..at + count).all(|at| free[at]) {
            continue;
        }
        let joined = |at: usize| {
            words[at].is_content() && free[at] && words[at].range.end == words[at + 1].range.start
        };
        let start = (0..at).rev().take_while(|&at| joined(at)).last();
        found.extend(start.map(|start| (start..at + count, start..at)));
    }
    found
}
