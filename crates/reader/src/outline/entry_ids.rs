//! Entry ids from printed numbers: unique, and stable across rebuilds.

use std::collections::{HashMap, hash_map::Entry};

use super::{heading_tree::Tree, title_similarity};

/// The local id of every node: its numbers from the chapter down.
pub(super) fn ids(tree: &Tree) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let mut taken = Ids::default();
    let mut first: HashMap<String, usize> = HashMap::new();
    for node in &tree.nodes {
        let own = &node.numbering.parts;
        let joined = |parts: &[u32]| parts.iter().map(u32::to_string).collect::<Vec<_>>().join("-");
        let id = match node.parent {
            None => joined(own),
            // The number 1-2 below 1 repeats its parent's number.
            Some(parent) if own.len() > 1 => {
                let above = &tree.nodes[parent].numbering.parts;
                let rest = own.strip_prefix(above.as_slice()).filter(|rest| !rest.is_empty()).unwrap_or(own);
                format!("{}-{}", ids[parent], joined(rest))
            }
            Some(parent) => format!("{}-{}", ids[parent], joined(own)),
        };
        let same_heading = |&other: &usize| {
            tree.nodes[other].title.position().0 != node.title.position().0
                && title_similarity::normal(&tree.nodes[other].title.text)
                    == title_similarity::normal(&node.title.text)
        };
        // Another document may repeat a heading of this plan. Any other clash is a different node.
        let again = !node.children.is_empty() && first.get(&id).is_some_and(same_heading);
        let given = if again { id } else { taken.give(id) };
        first.entry(given.clone()).or_insert(ids.len());
        ids.push(given);
    }
    ids
}

/// Assigned ids, each with the number of requests for it.
#[derive(Debug, Default)]
pub(super) struct Ids(HashMap<String, usize>);

impl Ids {
    /// Starts from the ids of existing drafts.
    pub(crate) fn of<'a>(ids: impl IntoIterator<Item = &'a String>) -> Self {
        Self(ids.into_iter().map(|id| (id.clone(), 1)).collect())
    }

    /// Returns the id itself, or a variant with `.2`, `.3` and so on if it is taken.
    pub(crate) fn give(&mut self, id: String) -> String {
        loop {
            let asked = self.0.entry(id.clone()).or_insert(0);
            *asked += 1;
            if *asked == 1 {
                return id;
            }
            let candidate = format!("{id}.{asked}");
            if let Entry::Vacant(free) = self.0.entry(candidate.clone()) {
                free.insert(1);
                return candidate;
            }
        }
    }
}
