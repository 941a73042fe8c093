//! Names of departments and organisations: which of them are one, and which stands above which.

use serde::{Deserialize, Serialize};

use super::bare;

/// What is known of one value of a facet of names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownName {
    /// The facet's key: `department`, `related_department` or `organisation`.
    pub facet: String,
    /// The value: the name that stands for all of them.
    pub value: String,
    /// Names it went by before, newest first; shown beside it, since people look for them.
    pub former: Vec<String>,
    /// Other ways to write it; typed, they mean the same.
    pub others: Vec<String>,
    /// The value of the body that it is a part of.
    pub above: Option<String>,
}

impl KnownName {
    /// Takes in what another plan knows of the same value.
    pub fn and(&mut self, other: &Self) {
        for (mine, theirs) in [(&mut self.former, &other.former), (&mut self.others, &other.others)] {
            let new: Vec<String> = theirs.iter().filter(|name| !mine.contains(name)).cloned().collect();
            mine.extend(new);
        }
        if self.above.is_none() {
            self.above.clone_from(&other.above);
        }
    }

    /// The name for people: `産業経済課(旧 商工課)`.
    pub fn label(&self) -> String {
        match self.former.as_slice() {
            [] => self.value.clone(),
            former => format!("{}(旧 {})", self.value, former.join("、")),
        }
    }

    /// Whether it goes, or went, by that name. An organisation does with any legal form and without.
    pub fn goes_by(&self, name: &str) -> bool {
        let mut names = std::iter::once(&self.value).chain(&self.former).chain(&self.others);
        if self.facet == "organisation" {
            let name = bare(name);
            return names.any(|own| bare(own) == name);
        }
        names.any(|own| own == name)
    }
}
