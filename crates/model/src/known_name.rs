//! Names of departments and organisations: aliases, former names, and the parent body.

use serde::{Deserialize, Serialize};

use super::bare;

/// The names of one value of a facet of names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownName {
    /// Key of the facet: `department`, `related_department`, `involved_department` or `organisation`.
    pub facet: String,
    /// The facet value: the name that represents all others.
    pub value: String,
    /// Former names, newest first. They are shown, because readers look for them.
    pub former: Vec<String>,
    /// Other spellings. A search for one finds this value.
    pub others: Vec<String>,
    /// The facet value of the parent body.
    pub above: Option<String>,
}

impl KnownName {
    /// Adds the names that another plan gives for this value.
    pub(crate) fn and(&mut self, other: &Self) {
        for (mine, theirs) in [(&mut self.former, &other.former), (&mut self.others, &other.others)] {
            let new: Vec<String> = theirs.iter().filter(|name| !mine.contains(name)).cloned().collect();
            mine.extend(new);
        }
        self.above = self.above.take().or_else(|| other.above.clone());
    }

    /// The name shown to readers: `産業経済課(旧 商工課)`.
    pub fn label(&self) -> String {
        match self.former.as_slice() {
            [] => self.value.clone(),
            former => format!("{}(旧 {})", self.value, former.join("、")),
        }
    }

    /// True if `name` is the current name, a former one or an alias. For organisations, the legal form is
    /// ignored.
    pub fn goes_by(&self, name: &str) -> bool {
        let plain = |name: &str| if self.facet == "organisation" { bare(name) } else { name.to_owned() };
        let name = plain(name);
        [&self.value].into_iter().chain(&self.former).chain(&self.others).any(|own| plain(own) == name)
    }
}
