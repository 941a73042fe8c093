//! The vocabulary of result cells: `lexicon/result_status.tsv`. The comment at its top says what each kind of
//! word decides.

use std::{collections::HashMap, sync::LazyLock};

use shisaku_model::Status;

const LEXICON: &str = include_str!("../../../../../lexicon/result_status.tsv");

static LISTS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut lists: HashMap<_, Vec<_>> = HashMap::new();
    let lines = LEXICON.lines().filter(|line| !line.starts_with('#'));
    for (kind, words) in lines.filter_map(|line| line.split_once('\t')) {
        lists.entry(kind).or_default().extend(words.split_whitespace());
    }
    lists
});

/// The statuses that words state, each with its kind in the lexicon, and the kinds that state none.
static MEANINGS: LazyLock<Vec<(&'static str, Meaning)>> = LazyLock::new(|| {
    let statuses = Status::ALL.iter().map(|&status| (status.as_str(), Meaning::Status(status)));
    let others = [("done", Meaning::Status(Status::Reported)), ("neutral", Meaning::Neutral)];
    let kinds = statuses.chain(others);
    kinds.flat_map(|(kind, meaning)| list(kind).iter().map(move |word| (*word, meaning))).collect()
});

/// A word at the end of a clause states a status, or explicitly nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Status(Status),
    Neutral,
}

/// The words of one kind. Empty if the lexicon has no such kind.
pub(super) fn list(kind: &str) -> &'static [&'static str] {
    LISTS.get(kind).map_or(&[], Vec::as_slice)
}

/// The meaning of the word that ends a clause, possibly with endings after it. Returns the byte position of
/// the word. Among several words, the one that begins first wins, then the longest: 検討していた before 検討. A word for whole
/// clauses wins over both.
pub(super) fn stated(clause: &str) -> Option<(usize, Meaning)> {
    let ends = ends(clause);
    let found = MEANINGS.iter().filter_map(|&(word, meaning)| match word.strip_prefix('=') {
        Some(whole) => (clause == whole).then_some((0, 0, meaning)),
        None => at_one_of(&ends, clause, word).map(|at| (at, usize::MAX - word.len(), meaning)),
    });
    found.min_by_key(|&(at, length, _)| (at, length)).map(|(at, _, meaning)| (at, meaning))
}

/// The byte position of the first word of a kind that ends a clause, possibly with endings after it.
pub(super) fn ends_with_one_of(clause: &str, kind: &str) -> Option<usize> {
    let ends = ends(clause);
    list(kind).iter().filter_map(|word| at_one_of(&ends, clause, word)).min()
}

/// The first byte position of a word that ends at one of these positions, which are in order.
fn at_one_of(ends: &[usize], clause: &str, word: &str) -> Option<usize> {
    ends.iter().find_map(|&end| clause[..end].strip_suffix(word)).map(str::len)
}

/// The byte position of the last word of a kind in a text.
pub(super) fn last_of(text: &str, kind: &str) -> Option<usize> {
    list(kind).iter().filter_map(|word| text.rfind(word).map(|at| at + word.len())).max()
}

/// True if a text contains a word of a kind.
pub(super) fn has(text: &str, kind: &str) -> bool {
    list(kind).iter().any(|word| text.contains(word))
}

/// The longest word of a kind at the end of a text, as the text before it.
pub(super) fn before_end<'a>(text: &'a str, kind: &str) -> Option<&'a str> {
    list(kind).iter().filter_map(|word| text.strip_suffix(word)).min_by_key(|before| before.len())
}

/// Longest text after a word that is tried as endings, in bytes. Longer text is a statement of its own.
const MAX_ENDINGS: usize = 60;

/// The byte positions in a clause behind which only endings stand, in order: した, となった, である. The last is its
/// end. They are found once for all words.
fn ends(clause: &str) -> Vec<usize> {
    let endings = list("ending");
    let mut ends = vec![clause.len()];
    let tail = clause.char_indices().rev().take_while(|(at, _)| clause.len() - at <= MAX_ENDINGS);
    for (at, _) in tail {
        let leads_on =
            |ending: &&str| clause[at..].starts_with(*ending) && ends.contains(&(at + ending.len()));
        if endings.iter().any(leads_on) {
            ends.push(at);
        }
    }
    ends.reverse();
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_has_every_kind_and_no_other() {
        let known = "done neutral act preparation expected trouble generic start missed_verb negation \
            not_negation ending contrast reason earlier later reference connective scope replaced \
            joins doing means making stage demand open target outcome usual as_before occurrence pending attempt";
        for kind in LISTS.keys() {
            let is_status = Status::ALL.iter().any(|status| status.as_str() == *kind);
            assert!(is_status || known.split(' ').any(|known| known == *kind), "{kind}");
        }
        known.split(' ').for_each(|kind| assert!(!list(kind).is_empty(), "{kind}"));
    }

    #[test]
    fn finds_the_word_that_ends_a_clause() {
        let status = |clause| stated(clause).map(|(_, meaning)| meaning);
        assert_eq!(status("感染症で中止となった"), Some(Meaning::Status(Status::Cancelled)));
        assert_eq!(status("中止したイベントを再開した"), None);
        assert_eq!(status("開催を予定していた"), Some(Meaning::Neutral));
    }
}
