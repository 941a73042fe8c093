//! Reads queries for one index. Reading never fails: text that is no operator is words, and text without
//! letters is an empty query.

use std::sync::{Arc, OnceLock};

use crate::context::Context;
use crate::expand::{alternatives, expand, years::KnownYears};
use crate::interpret::{filter_phrases::Phrases, interpret};
use crate::join::join;
use crate::lex::lex;
use crate::segment::segment;
use crate::steps::Steps;
use crate::synonyms::Target;
use crate::units::{self, Compound, Role, Unit};
use crate::vocabulary::{Script, Vocabulary};
use crate::{Alternative, MatchKind, Query, Thesaurus};
use shisaku_analysis::{Analyzer, Class, Token};
use shisaku_model::Catalogue;

/// Reads queries for one index.
#[derive(Debug, Clone)]
pub struct Reader {
    thesaurus: Thesaurus,
    phrases: Phrases,
    years: KnownYears,
    has_measures: bool,
    vocabulary: Arc<Vocabulary>,
    listed: OnceLock<Vocabulary>,
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

    /// Reads a query and keeps the result of each step.
    pub fn steps(&self, text: &str, analyzer: &Analyzer) -> Steps {
        let context = self.context(analyzer);
        let operands = lex(text);
        let joined = join(text, operands.clone(), &context);
        let interpreted = interpret(joined, &context);
        let segmented = segment(&interpreted, &context);
        let query = expand(text, &interpreted, &segmented, &context);
        Steps::of(&operands, &interpreted, &segmented, query)
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
        let Self { thesaurus, phrases, years, has_measures, vocabulary, listed } = self;
        let has_measures = *has_measures;
        Context { thesaurus, phrases, years, has_measures, vocabulary, listed, analyzer }
    }
}
