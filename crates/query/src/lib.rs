//! Typed text to a query tree that is independent of any search engine.
//!
//! A query is read in four steps. Each takes a plain value and returns a plain value; [`Reader::steps`] prints them.
//!
//! | step | from | to |
//! |---|---|---|
//! | `lex`, `join` | typed text | operands: what each operator belongs to |
//! | `interpret` | operands | spans of each operand: item number, fiscal years, filters, exclusions, other words |
//! | `segment` | spans | compounds of units, each a subject, a modifier, a stopword or a request |
//! | `expand` | segments | a [`Query`]: a tree with spellings, readings, synonyms and corrections |
//!
//! A [`Query`] is a tree of [`Group`]s over [`Clause`]s. An entry matches a clause through any of its [`Alternative`]s.
//! Expansion is data: spellings, readings and synonyms are further alternatives with a weight and a [`MatchKind`].
//! Ranking, explanation, exclusion and `exact` need no code of their own.
//!
//! # When an entry matches a clause
//!
//! Words match if they occur in a row, as written or in their folded form (取り組み, 取組み and 取組 are one word).
//! A term of two or more kanji, or of four or more kana and kanji, also matches inside longer words.
//! [`Matcher::occurrences`] is this rule over one analysed text. [`Alternative::held_by`] is the rule for numbers,
//! fiscal years and facet values. Every engine must find the same. A row never crosses from one part of an entry to
//! the next.
//!
//! # When an entry is a result
//!
//! An entry must match every term that white space separates. A run without white space, or a sentence, is weighed
//! ([`MinimumMatch::Share`]): a clause weighs as much as its word is rare ([`weight`]).
//!
//! * A compound needs words of [`COMPOUND`] percent of its weight.
//! * A phrase that the lexicon lists (店を始める) matches through its synonyms, or through all of its words.
//! * A listed phrase that no entry contains needs words of [`UNNAMED`] percent of its weight. 健康診断 is neither about
//!   健康 nor about 診断 alone.
//! * A sentence needs compounds of [`SENTENCE`] percent of its weight, and [`OF_BEST`] percent of the best entry's.
//! * A group of which any part is enough covers its best share. It weighs as much as its lightest part that any entry
//!   matches, or its heaviest part if no entry matches one.
//! * Verbs, adjectives, adverbs and aspects (場所, 方法) weigh [`MODIFIER`] percent of a noun.
//! * A noun that occurs in no entry weighs [`ABSENT`] percent: a question about the opening hours of a library, in a
//!   plan without a library, finds nothing instead of other opening hours.
//! * Requests (教えて, 何年) and function words weigh nothing.

mod expand;
mod interpret;
mod join;
mod lex;
mod matcher;
mod placed;
mod query;
mod reader;
mod readings;
mod remove_span;
mod segment;
mod spellings;
mod steps;
mod synonyms;
mod units;
pub mod vocabulary;
mod weight;
mod words;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use interpret::numbers::number_keys;
pub use lex::has_operators;
pub use matcher::{Alternative, MatchKind, Matcher};
pub use query::{Clause, Corrected, Group, MinimumMatch, Node, Query, Scope, Understood};
pub use reader::{Reader, Thesaurus};
pub use spellings::{SPELLINGS, SpellingError, Spellings};
pub use synonyms::{Line as SynonymLine, SYNONYMS, SynonymError, Synonyms, Target};
pub use weight::{
    ABSENT, COMPOUND, MODIFIER, OF_BEST, SENTENCE, TOPIC, UNNAMED, share, weight, weight_of_any,
};
pub use words::{everyday_questions, everyday_words};
