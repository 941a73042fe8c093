//! A query over an index: which documents of each segment meet it.
//!
//! Clause by clause: a clause's documents are a list in their order with how strongly each meets it; groups
//! put lists together (`judge`), and what was found is put in order (`rank`). What a clause weighs depends on
//! how many documents of all segments meet it, so every clause is looked up before any group is judged.

use std::borrow::Cow;

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, TERMINATED, Term};

use super::judge::{List, MANY, intersection, judge, union};
use super::parallel::each;
use super::rows::Row;
use super::same::SameFolded;
use super::schema::{Fields, TextFields, pair};
use super::score::{Saturations, rarity};
use super::seen::Seen;
use shisaku_model::facet::FACETS;
use shisaku_query::{Clause, Matcher, Query, Scope, weight};

/// What a heading is worth beside the entry's own text: it says the same of every entry below it.
const HEADING: f32 = 0.2;

/// The share of what the best alternative is worth below which another cannot matter to a document that has
/// the best, but for how often it stands there.
const MUCH_LESS: f32 = 0.7;

/// Looks a query up.
pub(super) struct Evaluation<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) fields: &'a Fields,
    pub(super) saturations: &'a Saturations,
    pub(super) same: &'a SameFolded,
    /// How many threads share the segments.
    pub(super) threads: usize,
}

/// A clause looked up.
pub(super) struct Looked<'q> {
    pub(super) clause: &'q Clause,
    /// Each segment's documents that meet it, with how strongly.
    pub(super) lists: Vec<List<f32>>,
    /// What it weighs when results are told from others.
    pub(super) weight: u64,
    /// What it is worth that a document meets it, when results are put in order.
    pub(super) rarity: f32,
}

impl Evaluation<'_> {
    /// What a query asks for, looked up; nothing where it asks for nothing by words.
    pub(super) fn look_up<'q>(&self, query: &'q Query) -> tantivy::Result<Vec<Looked<'q>>> {
        let entries = self.searcher.num_docs() as usize;
        let clauses = query.clauses();
        let lists = self.each_segment(|segment| {
            clauses.iter().map(|clause| self.clause(clause, segment)).collect::<tantivy::Result<Vec<_>>>()
        })?;
        let mut of_clauses: Vec<Vec<List<f32>>> = clauses.iter().map(|_| Vec::new()).collect();
        for lists in lists {
            of_clauses.iter_mut().zip(lists).for_each(|(of_clause, list)| of_clause.push(list));
        }
        let looked = clauses.into_iter().zip(of_clauses).map(|(clause, lists)| {
            let having = lists.iter().map(Vec::len).sum();
            let weight = weight(having, entries, clause.importance);
            Looked { clause, lists, weight, rarity: rarity(having, entries) }
        });
        Ok(looked.collect())
    }

    /// The documents of each segment that meet what is asked, in order.
    pub(super) fn find(&self, query: &Query, looked: &[Looked<'_>]) -> Vec<Vec<DocId>> {
        let segments = self.searcher.segment_readers();
        let Some(asked) = &query.asked else {
            return segments.iter().map(|segment| (0..segment.max_doc()).collect()).collect();
        };
        let mut leaves = looked.iter().map(|one| (one.lists.as_slice(), one.weight));
        judge(asked, segments.len(), &mut leaves).documents()
    }

    /// Carries something out for every segment, by several threads where there are many documents.
    pub(super) fn each_segment<T: Send>(
        &self,
        work: impl Fn(usize) -> tantivy::Result<T> + Sync,
    ) -> tantivy::Result<Vec<T>> {
        each(self.searcher.segment_readers().len(), self.threads, work)
    }

    /// The documents of a segment that meet none of these clauses.
    pub(super) fn without<'d>(
        &self,
        excluded: &[Clause],
        found: &'d [DocId],
        segment: usize,
    ) -> tantivy::Result<Cow<'d, [DocId]>> {
        if excluded.is_empty() {
            return Ok(Cow::Borrowed(found));
        }
        let mut met = Seen::new(self.searcher.segment_readers()[segment].max_doc());
        for clause in excluded {
            self.clause(clause, segment)?.into_iter().for_each(|(doc, _)| met.add(doc));
        }
        Ok(found.iter().copied().filter(|&doc| !met.has(doc)).collect())
    }

    /// The documents that meet a clause, each with how strongly its best alternative does.
    fn clause(&self, clause: &Clause, segment: usize) -> tantivy::Result<List<f32>> {
        let documents = self.searcher.segment_readers()[segment].max_doc();
        let mut places: Vec<_> = clause
            .alternatives
            .iter()
            .filter(|alternative| !self.same.repeats(alternative, &clause.alternatives))
            .flat_map(|alternative| {
                let places = self.places(&alternative.matcher, clause.scope);
                places.into_iter().map(move |(field, worth)| (alternative, field, worth * alternative.weight))
            })
            .collect();
        places.sort_by(|(.., a), (.., b)| b.total_cmp(a));
        let mut lists: Vec<List<f32>> = Vec::new();
        let mut seen = Seen::new(documents);
        let mut best = f32::NEG_INFINITY;
        for (alternative, field, worth) in places {
            // What is found by the better is not looked for by what is worth much less.
            let much_less = worth < best * MUCH_LESS;
            if much_less && !seen.is_made() {
                lists.iter().flatten().for_each(|&(doc, _)| seen.add(doc));
            }
            let list = self.place(&alternative.matcher, field, worth, segment, much_less.then_some(&seen))?;
            if list.is_empty() {
                continue;
            }
            best = best.max(worth);
            if seen.is_made() {
                list.iter().for_each(|&(doc, _)| seen.add(doc));
            }
            lists.push(list);
        }
        for alternative in &clause.alternatives {
            if let Matcher::Together(ways) = &alternative.matcher {
                lists.push(self.together(ways, clause.scope, alternative.weight, segment)?);
            }
        }
        if lists.len() > 1 && lists.iter().map(List::len).sum::<usize>() > documents as usize / MANY {
            // One table of all documents, rather than list after list merged.
            let mut best = vec![f32::NEG_INFINITY; documents as usize];
            for &(doc, strength) in lists.iter().flatten() {
                let best = &mut best[doc as usize];
                *best = best.max(strength);
            }
            let mut met = List::with_capacity(lists.iter().map(List::len).sum());
            met.extend((0..).zip(best).filter(|(_, strength)| *strength > f32::NEG_INFINITY));
            return Ok(met);
        }
        lists.sort_by_key(List::len);
        let union = |met: List<f32>, list: List<f32>| union(&met, &list, f32::max);
        Ok(lists.into_iter().reduce(union).unwrap_or_default())
    }

    /// The fields in which an alternative looks, each with what it is worth there.
    pub(super) fn places(&self, way: &Matcher, scope: Scope) -> Vec<(Field, f32)> {
        let fields = self.fields;
        let texts = match scope {
            Scope::Anywhere => vec![(fields.own, 1.0), (fields.headings, HEADING)],
            Scope::Own => vec![(fields.own, 1.0)],
            Scope::Title => vec![(fields.title, 1.0)],
            Scope::Result => vec![(fields.result, 1.0)],
        };
        let of =
            |form: fn(&TextFields) -> Field| texts.iter().map(|(text, worth)| (form(text), *worth)).collect();
        match way {
            Matcher::Words(_) => of(|text| text.words),
            Matcher::Folded(_) => of(|text| text.folded),
            Matcher::Characters(_) => of(|text| text.bigrams),
            Matcher::Years(_) => vec![(fields.years, 1.0)],
            Matcher::Number(_) => vec![(fields.number, 1.0)],
            Matcher::Values { facet, .. } => {
                let at = FACETS.iter().position(|one| one.key == facet);
                at.map(|at| (fields.facets[at], 1.0)).into_iter().collect()
            }
            // Each of them looks in places of its own.
            Matcher::Together(_) => Vec::new(),
        }
    }

    /// The documents that meet each of several ways in some place, as strongly as the one that they meet
    /// least.
    fn together(
        &self,
        ways: &[Matcher],
        scope: Scope,
        worth: f32,
        segment: usize,
    ) -> tantivy::Result<List<f32>> {
        let mut both: Option<List<f32>> = None;
        for way in ways {
            let mut met = List::new();
            for (field, of_field) in self.places(way, scope) {
                let list = self.place(way, field, of_field * worth, segment, None)?;
                met = union(&met, &list, f32::max);
            }
            let list = match both {
                Some(both) => intersection(&both, &met, f32::min),
                None => met,
            };
            if list.is_empty() {
                return Ok(list);
            }
            both = Some(list);
        }
        Ok(both.unwrap_or_default())
    }

    /// The documents that meet a way in one field, those passed over that were seen.
    fn place(
        &self,
        way: &Matcher,
        field: Field,
        worth: f32,
        segment: usize,
        seen: Option<&Seen>,
    ) -> tantivy::Result<List<f32>> {
        let reader = &self.searcher.segment_readers()[segment];
        let passed = |doc: DocId| seen.is_some_and(|seen| seen.has(doc));
        let mut list = List::new();
        if let Some(terms) = way.terms() {
            let Some(saturation) = self.saturations.get(field, segment) else { return Ok(list) };
            if let Some(term) = self.alone(field, terms) {
                let index = reader.inverted_index(term.field())?;
                let Some(mut postings) = index.read_postings(&term, IndexRecordOption::WithFreqs)? else {
                    return Ok(list);
                };
                if seen.is_none() {
                    list.reserve(postings.doc_freq() as usize);
                }
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    if !passed(doc) {
                        list.push((doc, worth * saturation.of_frequency(doc, postings.term_freq())));
                    }
                    doc = postings.advance();
                }
                return Ok(list);
            }
            let Some(mut row) = Row::open(reader, field, terms)? else { return Ok(list) };
            row.start(&passed);
            while row.doc() != TERMINATED {
                list.push((row.doc(), worth * saturation.of_frequency(row.doc(), row.frequency())));
                row.advance(&passed);
            }
            return Ok(list);
        }
        let index = reader.inverted_index(field)?;
        for value in way.values() {
            let term = Term::from_field_bytes(field, value.as_bytes());
            let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            let mut one = List::new();
            while postings.doc() != TERMINATED {
                one.push((postings.doc(), worth));
                postings.advance();
            }
            list = union(&list, &one, f32::max);
        }
        Ok(list)
    }

    /// The one term that says where a row stands: a term alone, or one of the field of pairs.
    fn alone(&self, field: Field, terms: &[String]) -> Option<Term> {
        match terms {
            [term] => Some(Term::from_field_text(field, term)),
            [first, second] => {
                let pair = pair(first, second)?;
                self.fields.pairs_of(field).map(|pairs| Term::from_field_text(pairs, &pair))
            }
            _ => None,
        }
    }
}
