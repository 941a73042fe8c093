//! Skips lookups in the folded field that would repeat a lookup in the word field.
//!
//! Most terms are always their own folded form, and no other term folds to them. Both fields then have the same
//! postings, so one lookup is enough. The index records the few other terms in the payload of its commit.

use std::collections::{BTreeSet, HashSet};

use tantivy::Index;

use shisaku_analysis::Token;
use shisaku_query::{Alternative, Matcher};

/// Separator of terms in the payload. No term contains it.
const PART: &str = "\n";

/// Terms whose postings differ between the two fields, collected while indexing.
#[derive(Default)]
pub(super) struct FoldedTerms(BTreeSet<String>);

impl FoldedTerms {
    pub(super) fn see(&mut self, tokens: &[Token]) {
        for token in tokens {
            if let Some(folded) = &token.folded {
                for term in [token.term.as_str(), folded] {
                    if !self.0.contains(term) {
                        self.0.insert(term.to_owned());
                    }
                }
            }
        }
    }

    /// The payload of a commit.
    pub(super) fn payload(&self) -> String {
        self.0.iter().map(String::as_str).collect::<Vec<_>>().join(PART)
    }
}

/// Tells which lookups in the folded field are redundant.
pub(super) struct FoldDedup {
    /// `None` if the index has no payload; every lookup is then made.
    differing: Option<HashSet<String>>,
}

impl FoldDedup {
    pub(super) fn read(index: &Index) -> tantivy::Result<Self> {
        let payload = index.load_metas()?.payload;
        let differing = payload.map(|payload| payload.split(PART).map(str::to_owned).collect());
        Ok(Self { differing })
    }

    /// True if an alternative of folded words finds the documents of a word alternative among `others`.
    pub(super) fn repeats(&self, alternative: &Alternative, others: &[Alternative]) -> bool {
        let Matcher::Folded(terms) = &alternative.matcher else { return false };
        let differs = |differing: &HashSet<String>| terms.iter().any(|term| differing.contains(term));
        let better = |other: &Alternative| {
            other.weight >= alternative.weight
                && matches!(&other.matcher, Matcher::Words(words) if words == terms)
        };
        self.differing.as_ref().is_some_and(|differing| !differs(differing)) && others.iter().any(better)
    }
}
