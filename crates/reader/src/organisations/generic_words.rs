//! Generic words: they describe a kind of organisation, not a particular one. A name made only of these
//! (商店街連合会, 区内商店会, 関係団体) names nobody.

use std::{collections::HashSet, sync::LazyLock};

use super::word_list::words;

/// The meaning of a suffix used alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SuffixAlone {
    /// One organisation within the plan of a town: 法人会, 商工会議所.
    Body,
    /// No particular organisation, even within the plan of a town.
    Nobody,
}
use SuffixAlone::{Body, Nobody};

/// Suffixes of organisation names. Longer suffixes precede those they end in.
const SUFFIXES: &[(&str, SuffixAlone)] = &[
    ("商店街振興組合連合会", Body),
    ("商店街振興組合", Body),
    ("商店街連合会", Body),
    ("商店会連合会", Body),
    ("商工会連合会", Body),
    ("協同組合連合会", Body),
    ("社会福祉協議会", Body),
    ("公共職業安定所", Body),
    ("商工会議所", Body),
    ("青年会議所", Body),
    ("協同組合", Body),
    ("振興公社", Body),
    ("信用金庫", Body),
    ("信用組合", Body),
    ("商工会", Body),
    ("商店会", Body),
    ("連合会", Nobody),
    ("法人会", Body),
    ("協議会", Nobody),
    ("振興会", Nobody),
    ("工業会", Nobody),
    ("事業団", Nobody),
    ("協会", Nobody),
    ("組合", Nobody),
    ("公社", Nobody),
    ("機構", Nobody),
    ("公庫", Nobody),
    ("連盟", Nobody),
    ("財団", Nobody),
    ("大学", Nobody),
    ("銀行", Nobody),
];

/// One organisation nationwide, in any of its offices.
const NETWORK: &str = "公共職業安定所";

/// Words for organisations that are not suffixes and name nobody.
const NOBODIES: &[&str] = &["団体", "会社", "企業", "法人", "関係団体", "関係機関", "事業者", "商店街"];

/// Prefixes that mean several organisations or refer back: 各商店会, 同協会.
pub(super) const PLURAL_PREFIXES: &[char] =
    &['各', '同', '本', '当', '両', '某', '諸', '他', '数', '全', '複', '何'];

/// Words directly before a name that are not part of it, in the order in which they are tried.
static LEADING: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| words(include_str!("../../../../lexicon/organisations/leading.txt")).collect());

/// Words for a kind, field or rank of organisation.
const WORDS: &str = include_str!("../../../../lexicon/organisations/generic.txt");

static GENERAL: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let endings = suffixes().filter(|ending| *ending != NETWORK);
    words(WORDS).chain(endings).chain(LEADING.iter().copied()).collect()
});

static SUFFIX_INITIALS: LazyLock<HashSet<char>> =
    LazyLock::new(|| suffixes().filter_map(|ending| ending.chars().next()).collect());

/// Maximum length of a generic word in characters.
const MAX_WORD: usize = 10;

/// True if the name consists of generic words only. True for an empty name.
pub(super) fn is_general(name: &[char]) -> bool {
    let mut reached = vec![false; name.len() + 1];
    reached[0] = true;
    for end in 1..=name.len() {
        reached[end] = (end.saturating_sub(MAX_WORD)..end).any(|start| {
            reached[start] && GENERAL.contains(name[start..end].iter().collect::<String>().as_str())
        });
    }
    reached[name.len()]
}

fn suffixes() -> impl Iterator<Item = &'static str> {
    SUFFIXES.iter().map(|(ending, _)| *ending)
}

/// True if the name is too generic for any list, even a plan's own.
pub(super) fn is_too_generic(name: &str) -> bool {
    NOBODIES.contains(&name) || SUFFIXES.iter().any(|&(ending, alone)| alone == Nobody && ending == name)
}

/// Length in characters of the name's suffix, if any.
pub(super) fn suffix(name: &[char]) -> Option<usize> {
    suffixes().find(|ending| ends_with(name, ending)).map(|ending| ending.chars().count())
}

/// Length in characters of the longest suffix that starts here, if any.
pub(super) fn suffix_at(text: &[char]) -> Option<usize> {
    // Fast path: this runs for every character, and few start a suffix.
    text.first().filter(|first| SUFFIX_INITIALS.contains(first))?;
    let starting = suffixes().filter(|ending| starts_with(text, ending));
    starting.map(|ending| ending.chars().count()).max()
}

/// The name without words that only precede it.
pub(super) fn without_leading(mut name: &[char]) -> &[char] {
    while let Some(word) = LEADING.iter().find(|word| starts_with(name, word)) {
        name = &name[word.chars().count()..];
    }
    name
}

pub(super) fn starts_with(text: &[char], word: &str) -> bool {
    let mut rest = text.iter();
    word.chars().all(|c| rest.next() == Some(&c))
}

pub(super) fn ends_with(text: &[char], word: &str) -> bool {
    let mut rest = text.iter().rev();
    word.chars().rev().all(|c| rest.next() == Some(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn words_of_a_sort_name_nobody() {
        for general in
            ["商店街連合会", "商工会議所", "森林組合", "区内商店会", "産学連携協議会", "国立大学", ""]
        {
            assert!(is_general(&letters(general)), "{general}");
        }
        for own in ["目黒法人会", "東京商工会議所", "潮見商工会", "めぐろ観光まちづくり協会"]
        {
            assert!(!is_general(&letters(own)), "{own}");
        }
    }

    #[test]
    fn some_endings_may_mean_one_body_in_a_town_and_others_nobody() {
        for (name, expected) in [
            ("協会", true),
            ("連合会", true),
            ("関係団体", true),
            ("商店街", true),
            ("法人会", false),
            ("商工会議所", false),
            ("目黒協会", false),
            ("", false),
        ] {
            assert_eq!(is_too_generic(name), expected, "{name}");
        }
    }

    #[test]
    fn the_longest_ending_counts() {
        assert_eq!(suffix(&letters("目黒区商店街連合会")), Some(6));
        assert_eq!(suffix_at(&letters("商工会議所が")), Some(5));
        assert_eq!(suffix(&letters("目黒区")), None);
        assert!(GENERAL.iter().all(|word| word.chars().count() <= MAX_WORD));
    }

    #[test]
    fn what_only_stands_before_a_name_is_taken_off() {
        assert_eq!(without_leading(&letters("区内既存目黒会")), letters("目黒会"));
    }
}
