//! Typed text to a [`Query`]. Never an error: what is no operator is text, and what has no letters is nothing.

use std::{
    ops::Range,
    sync::{Arc, OnceLock},
};

use super::clauses::{self, KnownYears};
use super::joining::choices;
use super::negation::{negated, negation};
use super::operands::{Operand, operands};
use super::synonyms::Standing;
use super::understand::Phrases;
use super::units::{self, Compound, ListedWords, Role, Unit};
use super::{Clause, Need, Part, Query, Scope, Thesaurus, Understood, Way, numbers, ways, who};
use crate::vocabulary::{self, Script, Vocabulary};
use shisaku_analysis::{Analyzer, Class, Token};
use shisaku_model::Catalogue;
use wareki::{YearMention, year_mentions};

/// Reads queries to one index.
#[derive(Debug, Clone)]
pub struct Reader {
    pub(super) thesaurus: Thesaurus,
    phrases: Phrases,
    pub(super) years: KnownYears,
    pub(super) has_measures: bool,
    pub(super) vocabulary: Arc<Vocabulary>,
    /// The words of the thesaurus, made when first asked for.
    listed: OnceLock<Vocabulary>,
}

/// The form of a verb that たい and ます follow, as far as its letters tell: 借り of 借りる.
fn stem(verb: &str) -> Option<String> {
    const ENDS: &str = "うくぐすつぬぶむる";
    const STEMS: &str = "いきぎしちにびみり";
    const BEFORE_RU: &str = "いきぎじちにびみりえけげせぜてでねへべめれ";
    let last = verb.chars().next_back()?;
    let rest = &verb[..verb.len() - last.len_utf8()];
    let before = rest.chars().next_back()?;
    if last == 'る' && BEFORE_RU.contains(before) {
        return Some(rest.to_owned());
    }
    let at = ENDS.chars().position(|c| c == last)?;
    Some(format!("{rest}{}", STEMS.chars().nth(at)?))
}

/// One unquoted run, read.
pub(super) struct Run<'r> {
    pub operand: &'r Operand<'r>,
    pub words: &'r [Token],
    pub number: Option<(Range<usize>, String)>,
    pub years: Vec<YearMention>,
    pub compounds: Vec<Compound<'r>>,
    pub listed: Vec<ListedWords>,
    pub excluded: Vec<Clause>,
    /// Taken whole, without looking at its words.
    pub whole: bool,
    /// Whether nothing in it is a number, a year, a filter or an exclusion.
    pub untouched: bool,
}

impl Reader {
    /// `catalogue` says which words can be filters.
    pub fn new(thesaurus: Thesaurus, catalogue: &Catalogue) -> Self {
        let has_measures =
            catalogue.values.get("kind").is_some_and(|kinds| kinds.iter().any(|kind| kind == "measure"));
        let (phrases, years) = (Phrases::of(catalogue), KnownYears::of(catalogue));
        let synonyms = thesaurus.synonyms.with(&catalogue.namings, &thesaurus.spellings);
        let thesaurus = Thesaurus { synonyms, ..thesaurus };
        Self { thesaurus, phrases, years, has_measures, vocabulary: Arc::default(), listed: OnceLock::new() }
    }

    /// The same that reads kana, Latin letters and slips by the words of an index.
    #[must_use]
    pub fn with_vocabulary(self, vocabulary: Arc<Vocabulary>) -> Self {
        Self { vocabulary, ..self }
    }

    /// What a text is about: the units of its words that name a subject, by the compounds they stand in. Verbs,
    /// aspects (場所, 方法), counts and what is searched for itself (施策) are none.
    pub fn subjects<'w>(&self, words: &'w [Token]) -> Vec<Vec<&'w [Token]>> {
        let compounds = units::compounds(words, &self.thesaurus.spellings);
        let names = |unit: &Unit<'_>| {
            unit.role == Role::Subject && unit.words.iter().any(|word| word.class == Class::Noun)
        };
        let subjects =
            |compound: Compound<'w>| compound.into_iter().filter(names).map(|unit| unit.words).collect();
        compounds.into_iter().map(subjects).collect()
    }

    /// Makes everything that is made when first asked for.
    pub fn warm(&self, analyzer: &Analyzer) {
        let letters = [Script::Japanese, Script::Latin];
        for vocabulary in [&*self.vocabulary, self.listed_words(analyzer)] {
            letters.iter().for_each(|&script| drop(vocabulary.covers("a", script, None, &|_| false)));
        }
        let _ = self.thesaurus.synonyms.is_phrase(&[]);
        analyzer.is_reading("");
    }

    pub(super) fn phrases(&self) -> &Phrases {
        &self.phrases
    }

    /// What the lexicon lists.
    pub fn thesaurus(&self) -> &Thesaurus {
        &self.thesaurus
    }

    /// How a text stands in the index in any of its spellings, as far as its words tell.
    pub(super) fn standing(&self, text: &str, analyzer: &Analyzer) -> Standing {
        let known = &self.vocabulary;
        let standing = |text: &str, words: &[Token]| match () {
            // Of an index that tells nothing of its words, anything may be.
            () if known.words().is_empty() => Standing::AsLetters,
            () if known.stands(words) => Standing::AsWords,
            () if ways::found_in_words(text) && known.may_have_letters(text) => Standing::AsLetters,
            () => Standing::Nowhere,
        };
        let words = analyzer.words(text);
        let others = self.thesaurus.spellings.of(&words);
        let others = others.iter().map(|other| standing(other, &analyzer.words(other)));
        others.fold(standing(text, &words), Ord::max)
    }

    /// The words that stand for others, by which kana and Latin letters are read where the index has nothing.
    pub(super) fn listed_words(&self, analyzer: &Analyzer) -> &Vocabulary {
        self.listed.get_or_init(|| {
            let parts: Vec<_> = self.thesaurus.synonyms.items().flatten().collect();
            let stems: Vec<String> = parts.iter().filter_map(|part| stem(part)).collect();
            let texts = parts.iter().map(|part| part.as_str()).chain(stems.iter().map(String::as_str));
            vocabulary::gather_texts(texts, analyzer)
        })
    }

    /// Reads a query. What asks for the same twice is asked for once.
    pub fn read(&self, text: &str, analyzer: &Analyzer) -> Query {
        let mut query = Query { text: text.to_owned(), ..Query::default() };
        let (excluded_ones, asked): (Vec<_>, Vec<_>) = self
            .phrases_joined(text, self.sentence(text, operands(text), analyzer), analyzer)
            .into_iter()
            .partition(|operand| operand.excluded);
        for operand in excluded_ones {
            query.excluded.extend(self.excluded(&operand, analyzer));
        }
        let asked = self.tails_apart(self.without_particles(asked, analyzer), analyzer);
        let words: Vec<Vec<Token>> = asked.iter().map(|operand| analyzer.words(operand.text)).collect();
        let mut runs: Vec<Option<Run<'_>>> = Vec::new();
        for choice in choices(&asked) {
            let words = &words[runs.len()..];
            runs.extend(self.runs(choice, words, &mut query.understood, analyzer));
        }
        query.excluded.extend(runs.iter_mut().flatten().flat_map(|run| std::mem::take(&mut run.excluded)));
        self.frames(&mut runs, &mut query);
        let beside_results = runs.iter().flatten().any(Run::names_results);
        let mut parts: Vec<Part> = Vec::new();
        let mut runs = runs.iter();
        for choice in choices(&asked) {
            let mut either = Vec::new();
            for (operand, run) in choice.iter().zip(runs.by_ref()) {
                let part = match run {
                    Some(run) => self
                        .part(run, beside_results, analyzer)
                        .map(|part| self.or_otherwise(run, part, &mut query.corrected, analyzer)),
                    None => clauses::quoted(operand, analyzer).map(Part::Clause),
                };
                let Some(part) = part else { continue };
                if run.as_ref().is_none_or(|run| run.whole || !run.compounds.is_empty()) {
                    clauses::hints(operand, analyzer, &mut query.hints);
                }
                add(&mut either, part);
            }
            if let Some(part) = Part::of(Need::Any, either) {
                add(&mut parts, part);
            }
        }
        query.asked = Part::of(Need::All, parts);
        query.corrected.sort_by(|one, other| (&one.from, &one.to).cmp(&(&other.from, &other.to)));
        query.corrected.dedup();
        query.excluded = each_once(query.excluded, Clause::asks_the_same);
        query.hints = each_once(query.hints, PartialEq::eq);
        query.understood.sort_by_key(|one| one.range.start);
        query
    }

    /// The runs among operands of which any will do. Filters always narrow a query down: beside anything but
    /// values of the same facet, their words are words.
    fn runs<'r>(
        &'r self,
        choice: &'r [Operand<'r>],
        words: &'r [Vec<Token>],
        understood: &mut Vec<Understood>,
        analyzer: &Analyzer,
    ) -> Vec<Option<Run<'r>>> {
        let read = |phrases: &Phrases, understood: &mut Vec<Understood>| -> Vec<Option<Run<'r>>> {
            let runs = choice.iter().zip(words);
            runs.map(|(one, words)| {
                (!one.quoted).then(|| self.run(one, words, phrases, understood, analyzer))
            })
            .collect()
        };
        let mut found = Vec::new();
        let runs = read(&self.phrases, &mut found);
        let only_filters = || runs.iter().all(|run| run.as_ref().is_some_and(Run::is_empty));
        let one_facet = || found.windows(2).all(|pair| pair[0].facet == pair[1].facet);
        if choice.len() == 1 || found.is_empty() || only_filters() && one_facet() {
            understood.append(&mut found);
            return runs;
        }
        read(&Phrases::default(), understood)
    }

    /// What an excluded operand excludes: values where it names a filter or years, its words otherwise.
    fn excluded(&self, operand: &Operand<'_>, analyzer: &Analyzer) -> Option<Clause> {
        let words = analyzer.words(operand.text);
        if !operand.quoted && operand.scope == Scope::Anywhere {
            let whole = 0..words.len();
            let found = self.phrases.find(&words, &vec![true; words.len()], &|_| false);
            if let Some(found) = found.into_iter().find(|found| found.words == whole) {
                return Some(clauses::of_values(operand.text, found.facet, found.values));
            }
            let mut years = year_mentions(operand.text).into_iter();
            if let Some(mention) = years.find(|one| one.range == (0..operand.text.len()))
                && self.years.narrow()
            {
                let clause = clauses::of_years(operand.text, &mention, false, &self.years, analyzer);
                return Some(clauses::in_text(clause));
            }
        }
        let mut clause = clauses::quoted(operand, analyzer)?;
        if !operand.quoted && !clause.alternatives.iter().any(|one| matches!(one.way, Way::Number(_))) {
            ways::add_spellings(&mut clause, &words, analyzer, &self.thesaurus);
            self.add_readings(&mut clause, operand.text, &words, analyzer);
        }
        Some(clauses::excluded(clause))
    }

    /// Takes filters, numbers and years out of a run and cuts the rest into compounds.
    pub(super) fn run<'r>(
        &'r self,
        operand: &'r Operand<'r>,
        words: &'r [Token],
        phrases: &Phrases,
        understood: &mut Vec<Understood>,
        analyzer: &Analyzer,
    ) -> Run<'r> {
        let scoped = operand.scope != Scope::Anywhere;
        let mut run = Run {
            operand,
            words,
            number: None,
            years: Vec::new(),
            compounds: Vec::new(),
            listed: Vec::new(),
            excluded: Vec::new(),
            whole: false,
            untouched: false,
        };
        let mut free: Vec<bool> = vec![true; words.len()];
        if !scoped {
            run.number = numbers::item_number(operand.text);
            if let Some((range, _)) = &run.number {
                take(words, range, &mut free);
            }
            run.years = year_mentions(operand.text);
            run.years.retain(|mention| {
                run.number.as_ref().is_none_or(|(range, _)| {
                    mention.range.end <= range.start || mention.range.start >= range.end
                })
            });
            for mention in &run.years {
                take(words, &mention.range, &mut free);
            }
            for found in phrases.find(words, &free, &units::is_frame) {
                let range = words[found.words.start].range.start..words[found.words.end - 1].range.end;
                let negation =
                    negation(&words[found.words.end..]).max(who::does_not(words, &found.words, found.facet));
                if negation > 0 {
                    let typed = &operand.text[range];
                    run.excluded.push(clauses::of_values(typed, found.facet, found.values));
                    let end = found.words.end + negation;
                    free[found.words.start..end + who::goes_on(&words[end..], found.facet)].fill(false);
                    continue;
                }
                understood.push(Understood {
                    text: operand.text[range.clone()].to_owned(),
                    range: operand.at + range.start..operand.at + range.end,
                    facet: found.facet.to_owned(),
                    values: found.values,
                });
                free[found.words].fill(false);
            }
        }
        if !scoped {
            who::around_offices(words, &free).into_iter().for_each(|around| free[around].fill(false));
        }
        for (words_out, stretch) in negated(words, &free) {
            let typed = &operand.text[words[stretch.start].range.start..words[stretch.end - 1].range.end];
            run.excluded.extend(if typed == "施策" && self.has_measures {
                Some(clauses::of_values(typed, "kind", vec!["measure".to_owned()]))
            } else {
                ways::phrase(typed, operand.scope, analyzer).map(clauses::excluded)
            });
            free[words_out].fill(false);
        }
        run.untouched = free.iter().all(|&free| free);
        // Who names a field asks for just these words.
        if !scoped {
            let mut free = free.clone();
            units::offices(words).into_iter().for_each(|office| free[office].fill(false));
            run.listed = units::listed(words, &free, &self.thesaurus, &|text| self.standing(text, analyzer));
        }
        if run.untouched && units::is_whole(operand.text, words) {
            run.whole = true;
            // Of hiragana only what is listed as a whole is sure to be meant.
            let mut content = words.iter().filter(|word| word.is_content());
            run.listed.retain(|one| content.all(|word| one.words.contains(&word.position)));
            return run;
        }
        for piece in free_stretches(&free) {
            run.compounds.extend(units::compounds(&words[piece], &self.thesaurus.spellings));
        }
        run
    }
}

impl Run<'_> {
    /// Whether its filters are all there is to it.
    pub(super) fn is_empty(&self) -> bool {
        self.number.is_none() && self.years.is_empty() && self.compounds.is_empty() && !self.whole
    }

    /// Whether its words name the results as a whole: 平成24年度の実績.
    fn names_results(&self) -> bool {
        self.words.iter().any(|word| word.term == "実績")
    }
}

/// The clauses in order, the first of each that are the same.
fn each_once(clauses: Vec<Clause>, same: impl Fn(&Clause, &Clause) -> bool) -> Vec<Clause> {
    let mut once: Vec<Clause> = Vec::with_capacity(clauses.len());
    for clause in clauses {
        if !once.iter().any(|other| same(other, &clause)) {
            once.push(clause);
        }
    }
    once
}

/// Marks the words that a range touches as taken.
fn take(words: &[Token], range: &Range<usize>, free: &mut [bool]) {
    for (word, free) in words.iter().zip(free) {
        *free &= word.range.end <= range.start || word.range.start >= range.end;
    }
}

fn free_stretches(free: &[bool]) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let mut at = 0;
    for stretch in free.chunk_by(|a, b| a == b) {
        if stretch[0] {
            stretches.push(at..at + stretch.len());
        }
        at += stretch.len();
    }
    stretches
}

/// Adds a part unless it is asked for already.
fn add(parts: &mut Vec<Part>, part: Part) {
    if !parts.iter().any(|other| other.asks_the_same(&part)) {
        parts.push(part);
    }
}
