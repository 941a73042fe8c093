//! Words that exclude the words before them: 短期以外, 再掲を除く.

use std::ops::Range;

use super::spans::{Filter, Meaning, Spans, bytes};
use shisaku_analysis::{Class, Token};

/// Returns the number of words at the beginning that exclude the words before them: 以外, を除く, でない.
pub(crate) fn negation(words: &[Token]) -> usize {
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

/// Claims words before 以外 or を除く. This applies only if the operand ends in a noun, as a list of words does. A
/// question names in its answer what it excludes.
pub(crate) fn claim_negated(
    words: &[Token],
    spans: &mut Spans,
    filter: &dyn Fn(Range<usize>) -> Option<Filter>,
) {
    let last = words.last().map(|word| (word.class, word.term.as_str()));
    let ends = last.is_some_and(|(class, term)| class != Class::Function || term == "以外");
    if !ends && negation(&words[words.len().saturating_sub(2)..]) == 0 {
        return;
    }
    for at in 1..words.len() {
        let count = negation(&words[at..]);
        let by_itself = count == 0 || !matches!(words[at].term.as_str(), "以外" | "を");
        if by_itself || !spans.is_text(&(at..at + count)) {
            continue;
        }
        let joined = |&at: &usize| {
            words[at].is_content()
                && spans.is_text(&(at..at + 1))
                && words[at].range.end == words[at + 1].range.start
        };
        if let Some(start) = (0..at).rev().take_while(joined).last() {
            let named = bytes(&words[start..at]);
            let filter = filter(named.clone());
            spans.claim(start..at + count, Meaning::Excluded(named, filter));
        }
    }
}
