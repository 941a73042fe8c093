//! What a person asks for, as a tree that no engine owns.
//!
//! A [`Query`] is a tree of groups over [`Clause`]s; a clause is met through any of its [`Alternative`]s.
//! Expansion is data: spellings, readings and synonyms are further alternatives of a clause with a weight
//! and a [`MatchKind`], so that ranking, explanation, exclusion and `exact` need no code of their own.
//!
//! # When a clause is met
//!
//! A row of words is met where they stand one after the other, as written or, for spellings, in their
//! folded form (取り組み, 取組み and 取組 are one word); a term of two or more kanji, or of four or more kana or
//! kanji, also where its characters stand in a row inside longer words. [`Way::occurrences`] is that
//! rule over one analysed text, [`Alternative::held_by`] the rule for what is no text (numbers, years of the
//! plan); an engine must find the same. A row never crosses from one part of an entry to the next.
//!
//! # When an entry is a result
//!
//! Terms parted by white space must all be met. What a person writes without white space, and a sentence,
//! is weighed ([`Need::Share`]): a clause weighs what the rarity of its word says ([`weight`]).
//!
//! * A compound is met by an entry that has words of [`COMPOUND`] of its weight.
//! * A phrase that the lexicon lists (店を始める) is met by what is listed for it, or by all of its words.
//! * What the lexicon lists and the index has by no name is one thing all the same: an entry must have words of
//!   [`UNNAMED`] of its weight. 健康診断 is neither about 健康 nor about 診断 alone.
//! * A sentence is met by an entry that has compounds of [`SENTENCE`] of its weight, and of
//!   [`OF_BEST`] of what the entry has that has most.
//! * Of what may be put in several ways, it covers the best share that it has of any of them: words that the
//!   lexicon lists together (人手不足) are met by what is listed for them, or as other compounds are. They
//!   weigh what the lightest of the ways weighs that any entry meets, the heaviest where none does.
//! * Verbs, adjectives, adverbs and nouns for what is to be known of a subject (場所, 方法) weigh
//!   [`MODIFIER`] of another noun; a noun that no entry has weighs [`ABSENT`].
//!
//! The last is what keeps the engine silent: who asks for the opening hours of a library in a plan that has
//! no library is not served by an entry about any other hours. Words that make a request (教えて, 何年) and
//! function words weigh nothing.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use shisaku_analysis::{Analysed, Token};
use shisaku_model::{Entry, Field, Filters, facet};

mod clauses;
mod frames;
mod joining;
mod negation;
mod numbers;
mod operands;
mod parse;
mod parts;
mod readings;
mod spellings;
mod synonyms;
mod tail;
mod understand;
mod units;
pub mod vocabulary;
mod ways;
mod who;
mod without;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use numbers::number_keys;
pub use operands::has_operators;
pub use parse::Reader;
pub use spellings::{SPELLINGS, SpellingError, Spellings};
pub use synonyms::{SYNONYMS, SynonymError, Synonyms};

/// Per cent of a compound's weight that an entry must have of its words.
pub const COMPOUND: u64 = 40;
/// The same of what the lexicon lists and the index has by no name.
pub const UNNAMED: u64 = 60;
/// Per cent of a sentence's weight that an entry must have of its compounds.
pub const SENTENCE: u64 = 20;
/// Per cent of what the best entry has of a sentence that a result must have.
pub const OF_BEST: u64 = 35;
/// Per cent of a noun's weight that verbs, adjectives and adverbs have.
pub const MODIFIER: u32 = 15;
/// Per cent of its own weight that a noun has that stands in no entry at all.
pub const ABSENT: u32 = 300;
/// Per cent of its own weight that the first compound of a sentence, its topic, has when results are put
/// in order.
pub const TOPIC: u32 = 200;

/// Through what an alternative is a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "一致のしかた: そのまま、表記、読み、言い換え、略語、年号、入力の間違い。")]
pub enum MatchKind {
    /// The words themselves, whatever their width and case.
    Exact,
    /// Another spelling or inflection, the one the source prints included.
    Spelling,
    /// The same reading.
    Reading,
    /// A word of the lexicon.
    Synonym,
    /// A long or short form.
    Abbreviation,
    /// A year in another era's counting, or one that the entry's period covers.
    Era,
    /// A corrected typing error.
    Typo,
}

/// What of an entry an alternative looks at, and for what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Words that stand in a row as written.
    Words(Vec<String>),
    /// Words that stand in a row in their folded form.
    Folded(Vec<String>),
    /// Letter pairs that stand in a row.
    Characters(Vec<String>),
    /// Any of these fiscal years, written in any way.
    Years(Vec<String>),
    /// Any of these values of a facet.
    Values {
        /// [`shisaku_model::Facet::key`].
        facet: String,
        /// As the facet has them.
        values: Vec<String>,
    },
    /// A number of an entry or of a heading above it: see [`number_keys`].
    Number(String),
    /// All of these, wherever in the texts of one entry.
    Together(Vec<Way>),
}

impl Way {
    /// The terms that stand in a row, for what looks at texts.
    pub fn terms(&self) -> Option<&[String]> {
        match self {
            Self::Words(terms) | Self::Folded(terms) | Self::Characters(terms) => Some(terms),
            Self::Years(_) | Self::Values { .. } | Self::Number(_) | Self::Together(_) => None,
        }
    }

    /// The values of which one is enough, for what does not.
    pub fn values(&self) -> &[String] {
        match self {
            Self::Years(values) | Self::Values { values, .. } => values,
            Self::Number(number) => std::slice::from_ref(number),
            Self::Words(_) | Self::Folded(_) | Self::Characters(_) | Self::Together(_) => &[],
        }
    }

    /// What it looks for, for people; none for letter pairs and for forms that nobody writes.
    pub fn in_words(&self) -> Option<String> {
        match self {
            Self::Words(words) => Some(words.concat()),
            Self::Years(years) => match years.as_slice() {
                // 2014年度以降 ends in no year that anyone meant.
                [first, .., last] if years.len() < 60 => Some(format!("{first}～{last}年度")),
                [_, _, ..] => None,
                years => years.first().map(|year| format!("{year}年度")),
            },
            Self::Together(ways) => {
                let words: Option<Vec<String>> = ways.iter().map(Self::in_a_phrase).collect();
                words.map(|words| words.join(" "))
            }
            Self::Folded(_) | Self::Characters(_) | Self::Values { .. } | Self::Number(_) => None,
        }
    }

    /// The words of one row of a phrase.
    fn in_a_phrase(&self) -> Option<String> {
        match self {
            Self::Characters(pairs) => {
                let mut letters: String = pairs.first()?.clone();
                letters.extend(pairs[1..].iter().filter_map(|pair| pair.chars().nth(1)));
                Some(letters)
            }
            _ => self.terms().map(<[String]>::concat),
        }
    }

    /// Where a text meets it, in bytes of the text as written; see the module's rule. They may overlap or
    /// repeat. Of ways that must be met together, where any of them is.
    pub fn occurrences(&self, text: &Analysed) -> Vec<Range<usize>> {
        match self {
            Self::Words(terms) => rows(&text.words, terms, |token| &token.term),
            Self::Folded(terms) => rows(&text.words, terms, Token::key),
            Self::Characters(terms) => rows(&text.bigrams, terms, |token| &token.term),
            Self::Years(years) => {
                let stands = text.years.iter().filter(|token| years.iter().any(|year| token.term == *year));
                stands.map(|token| token.range.clone()).collect()
            }
            Self::Together(ways) => ways.iter().flat_map(|way| way.occurrences(text)).collect(),
            Self::Values { .. } | Self::Number(_) => Vec::new(),
        }
    }
}

/// One way to meet a clause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// What sort of match it is.
    #[serde(rename = "as")]
    pub as_: MatchKind,
    /// What it is worth, 1 for what was typed.
    pub weight: f32,
    /// What was typed, where it is not this.
    pub from: Option<String>,
    /// What it looks for.
    pub way: Way,
}

impl Alternative {
    /// Which of an entry's fields meets it, for what is no text.
    pub fn held_by(&self, entry: &Entry) -> Option<Field> {
        match &self.way {
            Way::Values { facet: key, values } => {
                let held = (facet::facet(key)?.values)(entry);
                let field = if key == "result_year" { Field::Result } else { Field::Period };
                held.iter().any(|value| values.contains(value)).then_some(field)
            }
            Way::Number(number) => number_keys(entry).contains(number).then_some(Field::Number),
            _ => None,
        }
    }
}

/// Where all `terms` stand one after the other.
fn rows<'t>(tokens: &'t [Token], terms: &[String], form: impl Fn(&'t Token) -> &'t str) -> Vec<Range<usize>> {
    if terms.is_empty() {
        return Vec::new();
    }
    let row = |row: &&'t [Token]| {
        row.iter().zip(terms).all(|(token, term)| form(token) == *term)
            && row.windows(2).all(|pair| pair[1].position == pair[0].position + 1)
    };
    let range = |row: &[Token]| row[0].range.start..row[row.len() - 1].range.end;
    tokens.windows(terms.len()).filter(row).map(range).collect()
}

/// Which of an entry's texts a clause looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All of them, headings included.
    #[default]
    Anywhere,
    /// Its own, headings left out.
    Own,
    /// Its titles.
    Title,
    /// Its results.
    Result,
}

impl Scope {
    /// Whether a text of that field is looked at.
    pub fn covers(self, field: Field) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Own => !field.is_heading(),
            Self::Title => matches!(field, Field::Title | Field::TitleVariant),
            Self::Result => field == Field::Result,
        }
    }
}

/// One thing that is asked for, or excluded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clause {
    /// As typed, from its first letter to its last.
    pub text: String,
    /// Where it is looked for.
    pub scope: Scope,
    /// Per cent of a noun's weight that it has within its group.
    pub importance: u32,
    /// Per cent of its own weight that it has when results are put in order.
    pub stress: u32,
    /// Ways to meet it; never empty.
    pub alternatives: Vec<Alternative>,
}

impl Clause {
    /// Whether it asks for the same, however that was typed.
    fn asks_the_same(&self, other: &Self) -> bool {
        let typed = |one: &Self| (one.scope, one.importance, one.stress);
        let searched = |one: &Self| {
            one.alternatives.iter().map(|one| (one.as_, one.weight, one.way.clone())).collect::<Vec<_>>()
        };
        typed(self) == typed(other) && searched(self) == searched(other)
    }
}

/// How much of a group must be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Every part.
    All,
    /// One part at least.
    Any,
    /// Enough parts by their weight.
    Share {
        /// Per cent of the group's weight.
        of_all: u64,
        /// Per cent of the weight that the entry covers which covers most.
        of_best: u64,
    },
}

/// A group of clauses or of further groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// How much of it must be met.
    pub need: Need,
    /// What it is made of; never empty.
    pub parts: Vec<Part>,
}

/// A clause or a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A clause.
    Clause(Clause),
    /// A group.
    Group(Group),
}

impl Part {
    /// The group of these parts; the part itself where there is but one, nothing where there is none.
    pub fn of(need: Need, mut parts: Vec<Self>) -> Option<Self> {
        match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(Self::Group(Group { need, parts })),
        }
    }

    fn asks_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Clause(one), Self::Clause(other)) => one.asks_the_same(other),
            (Self::Group(one), Self::Group(other)) => {
                let parts = || one.parts.iter().zip(&other.parts);
                one.need == other.need
                    && one.parts.len() == other.parts.len()
                    && parts().all(|(one, other)| one.asks_the_same(other))
            }
            _ => false,
        }
    }

    /// Its clauses, in order.
    pub fn clauses(&self) -> Vec<&Clause> {
        match self {
            Self::Clause(clause) => vec![clause],
            Self::Group(group) => group.parts.iter().flat_map(Self::clauses).collect(),
        }
    }

    /// Whether it only puts together what another of the parts names word by word: 人手 不足.
    pub fn names_again(&self, parts: &[Self]) -> bool {
        let Self::Clause(whole) = self else { return false };
        let of_words = |other: &Self| {
            matches!(other, Self::Group(_))
                && other.clauses().iter().all(|one| one.text != whole.text && whole.text.contains(&one.text))
        };
        parts.iter().any(of_words)
    }

    fn change_clauses(&mut self, change: &mut impl FnMut(&mut Clause)) {
        match self {
            Self::Clause(clause) => change(clause),
            Self::Group(group) => group.parts.iter_mut().for_each(|part| part.change_clauses(change)),
        }
    }

    /// Without parts that stand beside what was typed and ask for nothing that was.
    fn without_unsaid(self) -> Self {
        let Self::Group(Group { need, parts }) = self else { return self };
        let is_typed = |part: &Self| {
            let typed = |one: &Alternative| matches!(one.as_, MatchKind::Exact | MatchKind::Era);
            part.clauses().iter().any(|clause| clause.alternatives.iter().any(typed))
        };
        let some_typed = need == Need::Any && parts.iter().any(is_typed);
        let kept = parts.into_iter().filter(|part| !some_typed || is_typed(part));
        let mut kept: Vec<Self> = kept.map(Self::without_unsaid).collect();
        match kept.len() {
            1 if need == Need::Any => kept.remove(0),
            _ => Self::Group(Group { need, parts: kept }),
        }
    }

    fn needing(self, need: Need) -> Self {
        match self {
            Self::Group(group) => {
                let parts = group.parts.into_iter().map(|part| part.needing(need)).collect();
                Self::Group(Group { need, parts })
            }
            clause @ Self::Clause(_) => clause,
        }
    }
}

/// What a clause weighs that `having` of `entries` entries meet: the rarer, the more; see the module's
/// rule. In thousandths of a natural logarithm, so that sums are exact and every engine comes to the same.
pub fn weight(having: usize, entries: usize, importance: u32) -> u64 {
    let importance = if having == 0 && importance >= 100 { importance * ABSENT / 100 } else { importance };
    let (having, entries) = (having as f64, entries.max(having) as f64);
    let rarity = (1.0 + (entries - having + 0.5) / (having + 0.5)).ln();
    (rarity * 10.0 * f64::from(importance)) as u64
}

/// What the lexicon lists beside the words that are typed.
#[derive(Debug, Clone)]
pub struct Thesaurus {
    /// Other spellings of a word.
    pub spellings: Spellings,
    /// Other words for a thing.
    pub synonyms: Synonyms,
}

impl Thesaurus {
    /// What the program brings along.
    pub fn embedded() -> Self {
        Self { spellings: Spellings::embedded(), synonyms: Synonyms::embedded() }
    }

    /// The spellings of the program alone: what a query is cut into then depends on no list of synonyms.
    pub fn of_spellings() -> Self {
        Self { spellings: Spellings::embedded(), synonyms: Synonyms::default() }
    }
}

/// What a group weighs of which any part will do: `parts` are their weights, and whether any entry meets them.
pub fn weight_of_any(parts: impl Iterator<Item = (u64, bool)> + Clone) -> u64 {
    let met = parts.clone().filter(|(_, met)| *met).map(|(weight, _)| weight).min();
    met.or_else(|| parts.map(|(weight, _)| weight).max()).unwrap_or_default()
}

/// What of a group of parts of which any will do is covered by `covered` of the `weight` of one of them, where
/// the group weighs `of`.
pub fn share(covered: u64, weight: u64, of: u64) -> u64 {
    covered * of / weight.max(1)
}

/// Words of a query that were understood as a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// As typed.
    pub text: String,
    /// Bytes of the query.
    pub range: Range<usize>,
    /// The facet.
    pub facet: String,
    /// The values it stands for.
    pub values: Vec<String>,
}

impl Understood {
    /// Whether it narrows a search down in which this is chosen: what is chosen of a facet stands in the place of
    /// what words say of it.
    pub fn holds_beside(&self, chosen: &Filters) -> bool {
        let chosen = chosen.of(&self.facet);
        chosen.is_empty() || self.values.iter().all(|value| chosen.contains(value))
    }
}

/// Something that was read as a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// As typed.
    pub from: String,
    /// What was searched.
    pub to: String,
}

/// What a person asks for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// The whole of it, as typed.
    pub text: String,
    /// What an entry must meet; none for a query that narrows nothing down by words.
    pub asked: Option<Part>,
    /// What an entry must not meet; these look at an entry's own texts only.
    pub excluded: Vec<Clause>,
    /// What speaks for an entry that is a result anyhow: these only rank.
    pub hints: Vec<Clause>,
    /// Words that were understood as filters, in order.
    pub understood: Vec<Understood>,
    /// Slips that were read as other words, in order.
    pub corrected: Vec<Corrected>,
}

impl Query {
    /// The clauses that are asked for, in order.
    pub fn clauses(&self) -> Vec<&Clause> {
        self.asked.as_ref().map(Part::clauses).unwrap_or_default()
    }

    /// The filters that its words stand for.
    pub fn filters(&self) -> Filters {
        let mut filters = Filters::default();
        for one in &self.understood {
            if let Some(facet) = facet::facet(&one.facet) {
                one.values.iter().for_each(|value| filters.choose(facet, value.clone()));
            }
        }
        filters
    }

    /// The same query met only by what was typed.
    #[must_use]
    pub fn exactly(mut self) -> Self {
        let mut typed = |clause: &mut Clause| {
            if clause.alternatives.iter().any(|one| one.as_ == MatchKind::Exact) {
                clause.alternatives.retain(|one| one.as_ == MatchKind::Exact);
            }
        };
        self.asked = self.asked.map(Part::without_unsaid);
        self.asked.iter_mut().for_each(|part| part.change_clauses(&mut typed));
        self.excluded.iter_mut().for_each(typed);
        self.corrected.clear();
        self
    }

    /// The same query with another need in every group: every word, or any.
    #[must_use]
    pub fn needing(mut self, need: Need) -> Self {
        self.asked = self.asked.map(|part| part.needing(need));
        self
    }

    /// The same query asking for this part alone.
    #[must_use]
    pub fn asking(&self, part: Part) -> Self {
        Self { asked: Some(part), hints: Vec::new(), ..self.clone() }
    }
}
