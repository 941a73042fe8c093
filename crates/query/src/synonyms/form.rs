//! The one form in which listed words and those of a query are compared.
//!
//! | listed | typed | because of |
//! |---|---|---|
//! | 子ども 預ける | 子供を預けて | listed spellings, inflection |
//! | 取り組む, ワーク・ライフ・バランス | 取組む, ワークライフバランス | okurigana, symbols |
//! | 仕事 見つからない | 仕事が見つかりません, 見つからず | one form of "not" |
//! | 働く 場所 | 働ける場所 | "can" as the verb itself |
//! | 商店街 祭り | 商店街のお祭り | prefixes of politeness |
//!
//! No dictionary is asked about what is listed: a list of thousands of lines is read at every start. So the form
//! is one of letters, the same for both sides.

use std::{
    cell::OnceCell,
    collections::{BTreeSet, HashMap},
};

use smol_str::SmolStr;

use crate::{Spellings, units::HONORIFICS};
use shisaku_analysis::{Class, Token, folded, is_letter};

/// Words of the analysis that one word of a line may be cut into: the name of a law has more than ten.
pub(crate) const MOST_WORDS: usize = 16;

/// What stands for "not" behind the base form of what is negated.
const NOT: char = '¬';

/// The letters that a verb ends in before "not", before "can", and in its base form.
const BEFORE_NOT: &str = "わかがさたなばまら";
const BEFORE_CAN: &str = "えけげせてねべめれ";
const BASE: &str = "うくぐすつぬぶむる";

/// How words are compared: what stands for each listed spelling.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    spelled_as: HashMap<String, String>,
}

impl Form {
    /// With the first of each group of spellings for all of them.
    pub(crate) fn of(spellings: &Spellings) -> Self {
        let plain = Self::default();
        let groups = spellings.groups().filter_map(|group| group.split_first());
        let pairs = groups.flat_map(|(first, others)| {
            let first = plain.of_text(first);
            others.iter().map(move |other| (other, first.clone()))
        });
        Self { spelled_as: pairs.map(|(other, first)| (plain.of_text(other), first)).collect() }
    }

    /// The form of one listed word, which is normalised.
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

    /// The forms of the words at the very beginning, as written or with the last in its base form, each with how
    /// many words it is made of.
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
            if is_not(words, at)
                && let Some((verb, stem)) = negated(words, at)
            {
                let text: String = words[..stem].iter().map(|word| word.term.as_str()).collect();
                // する holds sentences together, and has no base form of its own.
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

    /// Where the last of `parts` ends, which follow the words before `end` with nothing but function words and
    /// politeness between them; the furthest such place.
    pub(crate) fn followed(&self, typed: &Typed<'_>, end: usize, parts: &[SmolStr]) -> Option<usize> {
        let says_nothing = |word: &&Token| !word.is_content() || is_polite(word);
        let mut ends = BTreeSet::from([end]);
        for part in parts {
            let mut next = BTreeSet::new();
            for end in ends {
                let between = typed.words[end..].iter().take_while(says_nothing).count();
                // A part may itself begin with what is otherwise a function word.
                for start in end..=end + between {
                    let forms = typed.forms(start, self).iter().filter(|(_, form)| form == part);
                    next.extend(forms.map(|(more, _)| start + more));
                }
            }
            ends = next;
        }
        ends.last().copied()
    }
}

/// Words of a query with their forms, which are made once.
pub struct Typed<'w> {
    words: &'w [Token],
    forms: Vec<OnceCell<Forms>>,
}

/// Forms of words that begin at a place, each with how many words it is made of.
type Forms = Vec<(usize, String)>;

impl<'w> Typed<'w> {
    /// Words in a row.
    pub fn of(words: &'w [Token]) -> Self {
        Self { words, forms: vec![OnceCell::new(); words.len()] }
    }

    /// The forms that begin at a place.
    pub(crate) fn forms(&self, start: usize, form: &Form) -> &[(usize, String)] {
        match self.forms.get(start) {
            Some(forms) => forms.get_or_init(|| form.of_words(&self.words[start..])),
            None => &[],
        }
    }
}

/// Whether a word is a prefix of politeness: お in お祭り.
fn is_polite(word: &Token) -> bool {
    word.class == Class::Prefix && HONORIFICS.contains(&word.term.as_str())
}

/// The base form of what a text negates: 見つからない, 足りない.
fn without_not(letters: &str) -> Option<String> {
    let stem = letters.strip_suffix("ない")?;
    // しない and こない go their own way.
    for (irregular, base) in [("し", "する"), ("こ", "くる")] {
        if let Some(before) = stem.strip_suffix(irregular) {
            return Some(format!("{before}{base}"));
        }
    }
    let last = stem.chars().next_back()?;
    let Some(at) = BEFORE_NOT.chars().position(|c| c == last) else {
        return Some(format!("{stem}る"));
    };
    Some(format!("{}{}", &stem[..stem.len() - last.len_utf8()], BASE.chars().nth(at)?))
}

/// Whether a word says "not" of the verb before it.
fn is_not(words: &[Token], at: usize) -> bool {
    words[at].class == Class::Function
        && (matches!(words[at].key(), "ない" | "ぬ" | "ず")
            || matches!(words[at].term.as_str(), "ん" | "ず" | "ぬ"))
}

/// The verb that the word at a place negates, and its place.
fn negated(words: &[Token], at: usize) -> Option<(&Token, usize)> {
    let polite = at > 0 && words[at - 1].term == "ませ";
    let stem = at.checked_sub(1 + usize::from(polite))?;
    Some((&words[stem], stem))
}

/// A verb without "can": 働く of 働ける. Verbs that only look so become words that nobody lists.
fn without_can(word: &Token) -> Option<String> {
    let stem = word.key().strip_suffix('る').filter(|_| word.class == Class::Modifier)?;
    let last = stem.chars().next_back()?;
    let at = BEFORE_CAN.chars().position(|c| c == last)?;
    Some(format!("{}{}", &stem[..stem.len() - last.len_utf8()], BASE.chars().nth(at)?))
}
