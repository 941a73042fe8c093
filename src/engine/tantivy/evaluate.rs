//! A query's tree over an index: which documents of each segment meet it, and how well.
//!
//! Clause by clause: a clause's documents are a list in their order with how strongly each meets it, and
//! groups put lists together. What a clause weighs depends on how many documents of all segments meet it,
//! so every clause is looked up before any group is judged.

use std::collections::HashMap;

use tantivy::schema::Field;
use tantivy::{DocId, Searcher, SegmentReader, TERMINATED, Term};
use tantivy::schema::IndexRecordOption;
use tantivy::DocSet;

use super::rows::Row;
use super::schema::{Fields, TextFields};
use super::score::{Saturation, rarity};
use crate::model::facet::FACETS;
use crate::query::{Alternative, Clause, Group, Need, Part, Query, Scope, Way, weight};

/// What a heading is worth beside the entry's own text: it says the same of every entry below it.
const HEADING: f32 = 0.2;
/// How much the share of a query counts that a document covers.
const COVERAGE: f32 = 1.0;
/// Documents at most that hints put in order: the best without them.
const HINTED: usize = 1_000;

/// Documents in order, each with a figure.
type List<T> = Vec<(DocId, T)>;

/// One segment's documents that meet a query, in order, each with its score.
pub(super) struct Found {
    pub(super) documents: List<f32>,
}

/// Looks a query up.
pub(super) struct Evaluation<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    saturations: Vec<HashMap<Field, Saturation>>,
}

impl<'a> Evaluation<'a> {
    pub(super) fn new(searcher: &'a Searcher, fields: &'a Fields) -> Self {
        let saturations = searcher.segment_readers().iter().map(|_| HashMap::new()).collect();
        Self { searcher, fields, saturations }
    }

    /// The documents of each segment that meet what is asked.
    pub(super) fn find(&mut self, query: &Query) -> tantivy::Result<Vec<Found>> {
        let Some(asked) = &query.asked else {
            let all = |segment: &SegmentReader| (0..segment.max_doc()).map(|doc| (doc, 0.0)).collect();
            return Ok(self.searcher.segment_readers().iter().map(|one| Found { documents: all(one) }).collect());
        };
        let clauses = asked.clauses();
        let segments = self.searcher.segment_readers().len();
        let mut lists = Vec::with_capacity(clauses.len());
        for clause in &clauses {
            let list = (0..segments).map(|segment| self.clause(clause, segment)).collect::<tantivy::Result<Vec<_>>>()?;
            lists.push(list);
        }
        let entries = self.searcher.num_docs() as usize;
        let having = |list: &Vec<List<f32>>| list.iter().map(Vec::len).sum::<usize>();
        let weights: Vec<u64> =
            lists.iter().zip(&clauses).map(|(list, clause)| weight(having(list), entries, clause.importance)).collect();
        let rarities: Vec<f32> = lists.iter().map(|list| rarity(having(list), entries)).collect();
        let mut leaves = lists.iter().map(Vec::as_slice).zip(weights.iter().copied());
        let (judged, total) = judge(asked, segments, &mut leaves);
        let mut found = Vec::with_capacity(segments);
        for (segment, covered) in judged.into_iter().enumerate() {
            let mut documents: List<f32> = covered.iter().map(|&(doc, _)| (doc, 0.0)).collect();
            for (list, rarity) in lists.iter().zip(&rarities) {
                add(&mut documents, &list[segment], *rarity);
            }
            self.hint(&mut documents, &query.hints, segment)?;
            for ((_, score), (_, covered)) in documents.iter_mut().zip(&covered) {
                *score *= (*covered as f32 / total.max(1) as f32).powf(COVERAGE);
            }
            found.push(Found { documents });
        }
        Ok(found)
    }

    /// The documents of each segment that meet any of these clauses.
    pub(super) fn any(&mut self, clauses: &[Clause], segment: usize) -> tantivy::Result<Vec<DocId>> {
        let mut met = Vec::new();
        for clause in clauses {
            met = union(&met, &self.clause(clause, segment)?, |a, _| a);
        }
        Ok(met.into_iter().map(|(doc, _)| doc).collect())
    }

    /// The documents that meet a clause, each with how strongly its best alternative does.
    fn clause(&mut self, clause: &Clause, segment: usize) -> tantivy::Result<List<f32>> {
        let mut met = List::new();
        for alternative in &clause.alternatives {
            for (field, worth) in self.places(alternative, clause.scope) {
                let list = self.place(alternative, field, worth, segment)?;
                met = if met.is_empty() { list } else { union(&met, &list, f32::max) };
            }
        }
        Ok(met)
    }

    /// The fields in which an alternative looks, each with what it is worth there.
    fn places(&self, alternative: &Alternative, scope: Scope) -> Vec<(Field, f32)> {
        let fields = self.fields;
        let text = match scope {
            Scope::Anywhere => vec![(fields.own, 1.0), (fields.headings, HEADING)],
            Scope::Own => vec![(fields.own, 1.0)],
            Scope::Title => vec![(fields.title, 1.0)],
            Scope::Result => vec![(fields.result, 1.0)],
        };
        let of = |form: fn(&TextFields) -> Field| text.iter().map(|(text, worth)| (form(text), *worth)).collect();
        match &alternative.way {
            Way::Words(_) => of(|text| text.words),
            Way::Folded(_) => of(|text| text.folded),
            Way::Characters(_) => of(|text| text.bigrams),
            Way::Years(_) => vec![(fields.years, 1.0)],
            Way::Number(_) => vec![(fields.number, 1.0)],
            Way::Values { facet, .. } => {
                let at = FACETS.iter().position(|one| one.key == facet);
                at.map(|at| (fields.facets[at], 1.0)).into_iter().collect()
            }
        }
    }

    /// The documents that meet an alternative in one field.
    fn place(
        &mut self,
        alternative: &Alternative,
        field: Field,
        worth: f32,
        segment: usize,
    ) -> tantivy::Result<List<f32>> {
        let worth = worth * alternative.weight;
        let reader = &self.searcher.segment_readers()[segment];
        let values = match &alternative.way {
            Way::Words(terms) | Way::Folded(terms) | Way::Characters(terms) => {
                let Some(mut row) = Row::open(reader, field, terms)? else { return Ok(List::new()) };
                let saturation = self.saturation(field, segment)?;
                let mut list = List::new();
                while row.doc() != TERMINATED {
                    list.push((row.doc(), worth * saturation.of_frequency(row.doc(), row.frequency())));
                    row.advance();
                }
                return Ok(list);
            }
            Way::Years(values) | Way::Values { values, .. } => values.as_slice(),
            Way::Number(number) => std::slice::from_ref(number),
        };
        let index = reader.inverted_index(field)?;
        let mut list = List::new();
        for value in values {
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

    fn saturation(&mut self, field: Field, segment: usize) -> tantivy::Result<&Saturation> {
        let made = &mut self.saturations[segment];
        if !made.contains_key(&field) {
            let reader = &self.searcher.segment_readers()[segment];
            made.insert(field, Saturation::of(field, self.searcher, reader)?);
        }
        Ok(&made[&field])
    }

    /// Adds what hints are worth to the best documents.
    fn hint(&mut self, documents: &mut [(DocId, f32)], hints: &[Clause], segment: usize) -> tantivy::Result<()> {
        let least = if documents.len() > HINTED {
            let mut scores: Vec<f32> = documents.iter().map(|&(_, score)| score).collect();
            *scores.select_nth_unstable_by(HINTED, |a, b| b.total_cmp(a)).1
        } else {
            f32::NEG_INFINITY
        };
        let entries = self.searcher.num_docs() as usize;
        for hint in hints {
            for alternative in &hint.alternatives {
                let (Way::Words(terms) | Way::Folded(terms) | Way::Characters(terms)) = &alternative.way else { continue };
                for (field, worth) in self.places(alternative, hint.scope) {
                    let mut having = usize::MAX;
                    for term in terms {
                        let term = Term::from_field_text(field, term);
                        having = having.min(self.searcher.doc_freq(&term)? as usize);
                    }
                    let reader = &self.searcher.segment_readers()[segment];
                    let Some(mut row) = Row::open(reader, field, terms)? else { continue };
                    let worth = worth * alternative.weight * rarity(having, entries);
                    let saturation = self.saturation(field, segment)?;
                    for (doc, score) in documents.iter_mut().filter(|(_, score)| *score >= least) {
                        row.seek(*doc);
                        if row.doc() == TERMINATED {
                            break;
                        }
                        if row.doc() == *doc {
                            *score += worth * saturation.of_frequency(*doc, row.frequency());
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

/// The documents of each segment that meet a part, each with how much of its weight they cover, and that
/// weight. `leaves` gives each segment's documents and the weight of each clause in order.
fn judge<'l>(
    part: &Part,
    segments: usize,
    leaves: &mut impl Iterator<Item = (&'l [List<f32>], u64)>,
) -> (Vec<List<u64>>, u64) {
    let Group { need, parts } = match part {
        Part::Clause(_) => {
            let (lists, weight) = leaves.next().unwrap_or_default();
            let covering = |list: &List<f32>| list.iter().map(|&(doc, _)| (doc, weight)).collect();
            return (lists.iter().map(covering).collect(), weight);
        }
        Part::Group(group) => group,
    };
    let mut covered: Option<Vec<List<u64>>> = None;
    let mut total = 0;
    for part in parts {
        let (lists, weight) = judge(part, segments, leaves);
        total += weight;
        covered = Some(match covered {
            None => lists,
            Some(before) => before.iter().zip(&lists).map(|(before, list)| match need {
                Need::All => intersection(before, list),
                Need::Any | Need::Share { .. } => union(before, list, |a, b| a + b),
            }).collect(),
        });
    }
    let mut covered = covered.unwrap_or_else(|| vec![List::new(); segments]);
    if let Need::Share { of_all, of_best } = need {
        let best = covered.iter().flatten().map(|&(_, covered)| covered).max().unwrap_or_default();
        for list in &mut covered {
            list.retain(|&(_, covered)| covered * 100 >= of_all * total && covered * 100 >= of_best * best);
        }
    }
    (covered, total)
}

/// Documents of either list; `both` says what those of both have.
fn union<T: Copy>(one: &[(DocId, T)], other: &[(DocId, T)], both: impl Fn(T, T) -> T) -> List<T> {
    let mut all = List::with_capacity(one.len() + other.len());
    let (mut a, mut b) = (0, 0);
    while a < one.len() && b < other.len() {
        let ((doc, value), (other_doc, other_value)) = (one[a], other[b]);
        a += usize::from(doc <= other_doc);
        b += usize::from(other_doc <= doc);
        all.push(match doc.cmp(&other_doc) {
            std::cmp::Ordering::Less => (doc, value),
            std::cmp::Ordering::Greater => (other_doc, other_value),
            std::cmp::Ordering::Equal => (doc, both(value, other_value)),
        });
    }
    all.extend_from_slice(&one[a..]);
    all.extend_from_slice(&other[b..]);
    all
}

fn intersection(one: &[(DocId, u64)], other: &[(DocId, u64)]) -> List<u64> {
    let mut rest = other.iter().peekable();
    let both = one.iter().filter_map(|&(doc, covered)| {
        while rest.next_if(|(other, _)| *other < doc).is_some() {}
        rest.peek().filter(|(other, _)| *other == doc).map(|(_, more)| (doc, covered + more))
    });
    both.collect()
}

/// Adds a clause's strengths, times its rarity, to the documents that are results.
fn add(documents: &mut [(DocId, f32)], list: &[(DocId, f32)], rarity: f32) {
    let mut rest = list.iter().peekable();
    for (doc, score) in documents {
        while rest.next_if(|(other, _)| other < doc).is_some() {}
        if let Some((_, strength)) = rest.next_if(|(other, _)| other == doc) {
            *score += rarity * strength;
        }
    }
}
