//! Generic words: they describe a kind of organisation, not a particular one. A name made only of these
//! (商店街連合会, 区内商店会, 関係団体) names nobody.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use itertools::Itertools as _;

/// Suffixes of organisation names that, used alone, mean one organisation within the plan of a town.
const BODIES: &str = "商店街振興組合連合会 商店街振興組合 商店街連合会 商店会連合会 商工会連合会 協同組合連合会 \
    社会福祉協議会 公共職業安定所 商工会議所 青年会議所 協同組合 振興公社 信用金庫 信用組合 商工会 商店会 法人会";

/// Suffixes that, used alone, mean no particular organisation, even within the plan of a town.
const NOBODY_SUFFIXES: &str =
    "連合会 協議会 振興会 工業会 事業団 協会 組合 公社 機構 公庫 連盟 財団 大学 銀行";

static SUFFIXES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| words(BODIES).chain(words(NOBODY_SUFFIXES)).collect());

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
    let endings = SUFFIXES.iter().copied().filter(|ending| *ending != NETWORK);
    words(WORDS).chain(endings).chain(LEADING.iter().copied()).collect()
});

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

/// True if the name is too generic for any list, even a plan's own.
pub(super) fn is_too_generic(name: &str) -> bool {
    NOBODIES.contains(&name) || words(NOBODY_SUFFIXES).any(|ending| ending == name)
}

/// Length in characters of the name's suffix, if any.
pub(super) fn suffix(name: &[char]) -> Option<usize> {
    longest(&SUFFIXES, |ending| ends_with(name, ending))
}

/// Length in characters of the longest suffix that starts here, if any.
pub(super) fn suffix_at(text: &[char]) -> Option<usize> {
    static SUFFIXES_AT: LazyLock<ByInitial<()>> =
        LazyLock::new(|| ByInitial::new(SUFFIXES.iter().map(|&suffix| (suffix, ()))));
    SUFFIXES_AT.at(text).map(|(letters, ())| letters).max()
}

/// Words by their first character. Every character of a text is looked up, and few start a word.
pub(super) struct ByInitial<T>(HashMap<char, Vec<(Vec<char>, T)>>);

impl<T> ByInitial<T> {
    /// Takes words, each with a value.
    pub(super) fn new<'w>(words: impl Iterator<Item = (&'w str, T)>) -> Self {
        let letters = words.map(|(word, value)| (word.chars().collect::<Vec<char>>(), value));
        Self(letters.into_group_map_by(|(word, _)| word[0]))
    }

    /// The words that start here, in the order given: length in characters and value.
    pub(super) fn at(&self, text: &[char]) -> impl Iterator<Item = (usize, &T)> {
        let words = text.first().and_then(|initial| self.0.get(initial)).into_iter().flatten();
        words.filter(|(word, _)| text.starts_with(word)).map(|(word, value)| (word.len(), value))
    }
}

/// Length in characters of the longest word that fits, if any.
pub(super) fn longest(words: &[&str], fits: impl Fn(&str) -> bool) -> Option<usize> {
    words.iter().filter(|word| fits(word)).map(|word| word.chars().count()).max()
}

/// The words of a list in order, separated by white space. `#` starts a comment up to the end of the line.
pub(super) fn words(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(|line| line.split('#').next().unwrap_or_default()).flat_map(str::split_whitespace)
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
