//! Reads queries for one index. Reading never fails: text that is no operator is words, and text without
//! letters is an empty query.

use std::sync::{Arc, OnceLock};

use crate::expand::{
    alternatives::{self, found_in_words},
    expand,
    years::KnownYears,
};
use crate::interpret::{filter_phrases::Phrases, interpret, office_filter::longest};
use crate::join::join;
use crate::lex::lex;
use crate::segment::segment;
use crate::synonyms::{Standing, Target, stem};
use crate::units::{self, Compound, Role, Unit};
use crate::vocabulary::{self, Script, Vocabulary};
use crate::words::LEAD_OFFICES;
use crate::{Alternative, Clause, MatchKind, MinimumMatch, Node, Query, Scope, Spellings, Synonyms, steps};
use shisaku_analysis::{Analyzer, Class, Token};
use shisaku_model::Catalogue;

/// Spellings and synonyms of the words typed.
#[derive(Debug, Clone)]
pub struct Thesaurus {
    /// Other spellings of a word.
    pub spellings: Spellings,
    /// Other words for a thing.
    pub synonyms: Synonyms,
}

impl Thesaurus {
    /// Returns the built-in lists.
    pub fn embedded() -> Self {
        Self { spellings: Spellings::embedded(), synonyms: Synonyms::embedded() }
    }

    /// Returns the built-in spellings without synonyms. A query is then split independently of any synonym
    /// list.
    pub fn of_spellings() -> Self {
        Self { spellings: Spellings::embedded(), synonyms: Synonyms::default() }
    }
}

/// Reads queries for one index.
#[derive(Debug, Clone)]
pub struct Reader {
    pub(crate) thesaurus: Thesaurus,
    /// Phrases that name a filter of the index.
    pub(crate) phrases: Phrases,
    /// Fiscal years of the index.
    pub(crate) years: KnownYears,
    /// True if the index has measures, so that 施策 can be a filter.
    pub(crate) has_measures: bool,
    /// Words of the index; empty if unknown.
    pub(crate) vocabulary: Arc<Vocabulary>,
    /// Words of the thesaurus, collected on first use.
    listed: OnceLock<Vocabulary>,
}

/// A reader with the analyzer for one query.
#[derive(Clone, Copy)]
pub(crate) struct Context<'r> {
    pub reader: &'r Reader,
    pub analyzer: &'r Analyzer,
}

impl Reader {
    /// Creates a reader for an index with the facet values of `catalogue`.
    pub fn new(thesaurus: Thesaurus, catalogue: &Catalogue) -> Self {
        let has_measures =
            catalogue.values.get("kind").is_some_and(|kinds| kinds.iter().any(|kind| kind == "measure"));
        let (phrases, years) = (Phrases::of(catalogue), KnownYears::of(catalogue));
        let synonyms = thesaurus.synonyms.with(&catalogue.namings, &thesaurus.spellings);
        let thesaurus = Thesaurus { synonyms, ..thesaurus };
        Self { thesaurus, phrases, years, has_measures, vocabulary: Arc::default(), listed: OnceLock::new() }
    }

    /// Lets the reader interpret kana, Latin letters and typing errors by the words of the index.
    #[must_use]
    pub fn with_vocabulary(self, vocabulary: Arc<Vocabulary>) -> Self {
        Self { vocabulary, ..self }
    }

    /// Builds everything that is otherwise built on first use.
    pub fn warm(&self, analyzer: &Analyzer) {
        let letters = [Script::Japanese, Script::Latin];
        for vocabulary in [&*self.vocabulary, self.context(analyzer).listed_words()] {
            letters.iter().for_each(|&script| drop(vocabulary.covers("a", script, None, &|_| false)));
        }
        let _ = self.thesaurus.synonyms.is_phrase(&[]);
        analyzer.is_reading("");
    }

    /// Reads a query.
    pub fn read(&self, text: &str, analyzer: &Analyzer) -> Query {
        let context = self.context(analyzer);
        let interpreted = interpret(join(text, lex(text), &context), &context);
        expand(text, &interpreted, &segment(&interpreted, &context), &context)
    }

    /// Reads a query and returns the results of all steps as text.
    pub fn steps(&self, text: &str, analyzer: &Analyzer) -> String {
        let context = self.context(analyzer);
        let operands = lex(text);
        let joined = join(text, operands.clone(), &context);
        let interpreted = interpret(joined, &context);
        let segmented = segment(&interpreted, &context);
        let query = expand(text, &interpreted, &segmented, &context);
        steps::text(&operands, &interpreted, &segmented, &query)
    }

    /// True if the index has these words in no spelling.
    pub fn lacks(&self, text: &str, analyzer: &Analyzer) -> bool {
        !self.vocabulary.words().is_empty() && self.context(analyzer).standing(text) == Standing::Nowhere
    }

    /// True if words name an office, or ask for one: 観光課が担当する施策, 担当課.
    pub fn names_office(&self, words: &[Token]) -> bool {
        let asks = |at: usize| longest(&LEAD_OFFICES, &words[at..]).is_some();
        !units::offices(words).is_empty() || (0..words.len()).any(asks)
    }

    /// Returns the units that name a subject, grouped by compound. Verbs, aspects (場所, 方法), counts and
    /// stopwords (施策) are left out.
    pub fn subjects<'w>(&self, words: &'w [Token]) -> Vec<Vec<&'w [Token]>> {
        let compounds = units::compounds(words, &self.thesaurus.spellings);
        let names = |unit: &Unit<'_>| {
            unit.role == Role::Subject && unit.words.iter().any(|word| word.class == Class::Noun)
        };
        let subjects =
            |compound: Compound<'w>| compound.into_iter().filter(names).map(|unit| unit.words).collect();
        compounds.into_iter().map(subjects).collect()
    }

    /// Returns a query for the official words of everyday lists, each with its weight of at most 1. Any of them is
    /// enough. `None` if no list is named.
    pub fn of_everyday(&self, lists: &[(String, f32)], analyzer: &Analyzer) -> Option<Query> {
        let of_list = |(name, weight): &(String, f32)| {
            let targets: Vec<Target> = self.thesaurus.synonyms.of_everyday(name).collect();
            let context = self.context(analyzer);
            let mut alternatives: Vec<Alternative> =
                targets.iter().flat_map(|target| alternatives::searched(target, name, &context)).collect();
            for one in &mut alternatives {
                one.own = false;
                one.weight *= weight;
            }
            (!alternatives.is_empty()).then(|| Node::Clause(Clause::new(name, Scope::Anywhere, alternatives)))
        };
        let asked = Node::of(MinimumMatch::Any, lists.iter().filter_map(of_list).collect());
        asked.map(|asked| Query { asked: Some(asked), ..Query::default() })
    }

    /// Returns the ways in which a synonym of the words typed is searched.
    pub fn searched(&self, target: &Target, typed: &str, analyzer: &Analyzer) -> Vec<Alternative> {
        alternatives::searched(target, typed, &self.context(analyzer))
    }

    /// Returns the ways in which a row of a synonym is searched, without its other spellings.
    pub fn written(row: &str, analyzer: &Analyzer) -> Vec<Alternative> {
        alternatives::written(row, &analyzer.words(row), MatchKind::Synonym, None, 1.0, analyzer)
    }

    /// Returns the lists of the lexicon.
    pub fn thesaurus(&self) -> &Thesaurus {
        &self.thesaurus
    }

    pub(crate) fn context<'r>(&'r self, analyzer: &'r Analyzer) -> Context<'r> {
        Context { reader: self, analyzer }
    }
}

impl<'r> Context<'r> {
    /// Returns how a text occurs in the index, in any of its spellings, judged by the index's words.
    pub(crate) fn standing(&self, text: &str) -> Standing {
        let known = &self.reader.vocabulary;
        let standing = |text: &str, words: &[Token]| match () {
            // An index of unknown words may contain anything.
            () if known.words().is_empty() => Standing::AsLetters,
            () if known.stands(words) => Standing::AsWords,
            () if found_in_words(text) && known.may_have_letters(text) => Standing::AsLetters,
            () => Standing::Nowhere,
        };
        let words = self.analyzer.words(text);
        let others = self.reader.thesaurus.spellings.of(&words);
        let others = others.iter().map(|other| standing(other, &self.analyzer.words(other)));
        others.fold(standing(text, &words), Ord::max)
    }

    /// Returns the words of the thesaurus. Kana and Latin letters are read as these if the index has no
    /// match.
    pub(crate) fn listed_words(&self) -> &'r Vocabulary {
        self.reader.listed.get_or_init(|| {
            let parts: Vec<_> = self.reader.thesaurus.synonyms.items().flatten().collect();
            let stems: Vec<String> = parts.iter().filter_map(|part| stem(part)).collect();
            let texts = parts.iter().map(|part| part.as_str()).chain(stems.iter().map(String::as_str));
            vocabulary::gather_texts(texts, self.analyzer)
        })
    }
}
