//! The common form in which listed words and words of a query are compared.
//!
//! | listed | typed | because of |
//! |---|---|---|
//! | 子ども 預ける | 子供を預けて | listed spellings, inflection |
//! | 取り組む, ワーク・ライフ・バランス | 取組む, ワークライフバランス | okurigana, symbols |
//! | 仕事 見つからない | 仕事が見つかりません, 見つからず | one form of "not" |
//! | 働く 場所 | 働ける場所 | "can" as the verb itself |
//! | 商店街 祭り | 商店街のお祭り | polite prefixes |
//!
//! Thousands of lines are read at every start, so the listed words are not looked up in the dictionary. The
//! form is derived from letters alone.

use std::collections::{BTreeSet, HashMap};

use smol_str::SmolStr;

use crate::{Spellings, spellings::joined, units::HONORIFICS};
use shisaku_analysis::{Class, Token, folded, is_letter};

/// Maximum number of the analyzer's words in one word of a line. The name of a law has more than ten.
pub(crate) const MOST_WORDS: usize = 16;

/// Marks a negated word, after its base form.
const NOT: char = '¬';

/// Endings of a verb before "not", before "can", before たい and ます, and in its base form, in parallel.
const BEFORE_NOT: &str = "わかがさたなばまら";
const BEFORE_CAN: &str = "えけげせてねべめれ";
const STEM: &str = "いきぎしちにびみり";
const BASE: &str = "うくぐすつぬぶむる";

/// Letters before る in verbs that keep their stem: 借りる.
const BEFORE_RU: &str = "いきぎじちにびみりえけげせぜてでねへべめれ";

/// The rules for comparing words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    spelled_as: HashMap<String, String>,
}

impl Form {
    /// Creates a form in which the first spelling of each group stands for the whole group.
    pub(crate) fn of(spellings: &Spellings) -> Self {
        let plain = Self::default();
        let groups = spellings.groups().filter_map(|group| group.split_first());
        let pairs = groups.flat_map(|(first, others)| {
            let first = plain.of_text(first);
            others.iter().map(move |other| (other, first.clone()))
        });
        Self { spelled_as: pairs.map(|(other, first)| (plain.of_text(other), first)).collect() }
    }

    /// Returns the form of one listed word, which must be normalised.
    pub(crate) fn of_text(&self, text: &str) -> String {
        let letters: String = text.chars().filter(|&c| is_letter(c)).collect();
        match without_not(&letters) {
            Some(base) => format!("{}{NOT}", self.of_letters(&base)),
            None => self.of_letters(&letters),
        }
    }

    fn of_letters(&self, letters: &str) -> String {
        let folded = folded(letters);
        self.spelled_as.get(&folded).cloned().unwrap_or(folded)
    }

    /// Computes the forms of words in a row.
    pub(crate) fn typed<'w>(&self, words: &'w [Token]) -> Typed<'w> {
        Typed { words, forms: (0..words.len()).map(|start| self.of_words(&words[start..])).collect() }
    }

    /// Returns the forms of the words at the beginning, each with its number of words. The last word counts
    /// as written and in its base form.
    fn of_words(&self, words: &[Token]) -> Forms {
        let mut forms = Forms::new();
        let mut before = String::new();
        for (at, word) in words.iter().take(MOST_WORDS).enumerate() {
            let count = at + 1;
            let mut add = |form: String| {
                if !forms.contains(&(count, form.clone())) {
                    forms.push((count, form));
                }
            };
            if let Some(stem) = negated(words, at) {
                let (text, verb) = (joined(&words[..stem]), &words[stem]);
                // する is a function word and has no base form in the analysis.
                let base = if verb.term == "し" { "する" } else { verb.key() };
                add(format!("{}{NOT}", self.of_letters(&format!("{text}{base}"))));
            }
            add(self.of_text(&format!("{before}{}", word.term)));
            if word.key() != word.term {
                add(self.of_text(&format!("{before}{}", word.key())));
            }
            if let Some(base) = without_can(word) {
                add(self.of_text(&format!("{before}{base}")));
            }
            before.push_str(&word.term);
        }
        forms
    }

    /// Returns the furthest end of `parts` after the words before `end`. Only function words and polite
    /// prefixes may stand between them.
    pub(crate) fn followed(typed: &Typed<'_>, end: usize, parts: &[SmolStr]) -> Option<usize> {
        // お in お祭り.
        let is_polite =
            |word: &Token| word.class == Class::Prefix && HONORIFICS.contains(&word.term.as_str());
        let says_nothing = |word: &&Token| !word.is_content() || is_polite(word);
        let mut ends = BTreeSet::from([end]);
        for part in parts {
            let mut next = BTreeSet::new();
            for end in ends {
                let between = typed.words[end..].iter().take_while(says_nothing).count();
                // A part may itself begin with a word that is otherwise a function word.
                for start in end..=end + between {
                    let forms = typed.forms.get(start).into_iter().flatten().filter(|(_, form)| form == part);
                    next.extend(forms.map(|(more, _)| start + more));
                }
            }
            ends = next;
        }
        ends.last().copied()
    }
}

/// Words of a query with their forms.
pub(crate) struct Typed<'w> {
    words: &'w [Token],
    /// The forms from each position on.
    pub forms: Vec<Forms>,
}

/// Forms of words from a position on, each with its number of words.
type Forms = Vec<(usize, String)>;

/// Replaces the last letter of a word, one of `from`, by the letter of `to` in the same place.
fn with_ending(word: &str, from: &str, to: &str) -> Option<String> {
    let last = word.chars().next_back()?;
    let at = from.chars().position(|c| c == last)?;
    Some(format!("{}{}", &word[..word.len() - last.len_utf8()], to.chars().nth(at)?))
}

/// Returns the base form of a negated word: 見つからない, 足りない.
fn without_not(letters: &str) -> Option<String> {
    let stem = letters.strip_suffix("ない").filter(|stem| !stem.is_empty())?;
    // しない and こない are irregular.
    for (irregular, base) in [("し", "する"), ("こ", "くる")] {
        if let Some(before) = stem.strip_suffix(irregular) {
            return Some(format!("{before}{base}"));
        }
    }
    with_ending(stem, BEFORE_NOT, BASE).or_else(|| Some(format!("{stem}る")))
}

/// Returns the stem of a verb before たい and ます, derived from its letters: 借り of 借りる.
pub(crate) fn stem(verb: &str) -> Option<String> {
    // A single letter is no verb.
    verb.chars().nth(1)?;
    let of_one_row = verb.strip_suffix('る').filter(|rest| rest.ends_with(|c: char| BEFORE_RU.contains(c)));
    of_one_row.map(str::to_owned).or_else(|| with_ending(verb, BASE, STEM))
}

/// Returns the position of the verb that the word at a position negates.
fn negated(words: &[Token], at: usize) -> Option<usize> {
    let (key, term) = (words[at].key(), words[at].term.as_str());
    let is_not = matches!(key, "ない" | "ぬ" | "ず") || matches!(term, "ん" | "ず" | "ぬ");
    let polite = at > 0 && words[at - 1].term == "ませ";
    let verb = at.checked_sub(1 + usize::from(polite));
    verb.filter(|_| is_not && words[at].class == Class::Function)
}

/// Removes "can" from a verb: 働ける becomes 働く. A verb that only looks like it becomes a word that nobody
/// lists.
fn without_can(word: &Token) -> Option<String> {
    let stem = word.key().strip_suffix('る').filter(|_| word.class == Class::Modifier)?;
    with_ending(stem, BEFORE_CAN, BASE)
}
