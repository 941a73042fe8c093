//! Terms that are their own folded form wherever they stand, and that nothing else is folded to.
//!
//! Of such terms the folded field says what the field of the words says, so that looking into one of them is
//! enough. The index remembers the others, which are few: they come with the commit.

use std::collections::{BTreeSet, HashSet};

use tantivy::Index;

use shisaku_analysis::Token;
use shisaku_query::{Alternative, Matcher};

/// What parts terms; no term has it.
const PART: &str = "\n";

/// Gathers the terms of which the two fields differ.
#[derive(Default)]
pub(super) struct Folding(BTreeSet<String>);

impl Folding {
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

    /// As a commit takes it along.
    pub(super) fn payload(&self) -> String {
        self.0.iter().map(String::as_str).collect::<Vec<_>>().join(PART)
    }
}

/// Which terms need no look into the folded field.
pub(super) struct SameFolded {
    /// None where the index does not say.
    differing: Option<HashSet<String>>,
}

impl SameFolded {
    pub(super) fn read(index: &Index) -> tantivy::Result<Self> {
        let payload = index.load_metas()?.payload;
        let differing = payload.map(|payload| payload.split(PART).map(str::to_owned).collect());
        Ok(Self { differing })
    }

    /// Whether an alternative of folded words finds what one of the words themselves finds among `others`.
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
