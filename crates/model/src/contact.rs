//! How to reach the offices of a plan today: telephone, mail and web page, and where an error is reported.

mod valid;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Entry, Provenance, encoded};

pub use valid::{dialled, form, host, is_mail, mail, page, telephone};

/// An office and the ways to reach it. A text is empty if it is not stated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(description = "問い合わせ先。示されていないことは、空です。")]
pub struct Contact {
    /// The name of the office.
    #[schemars(description = "課や窓口の名前。施策そのものの問い合わせ先なら、空です。")]
    pub name: String,
    /// The telephone number as staff write it, with an extension if they add one.
    #[schemars(description = "電話番号。")]
    pub telephone: String,
    /// The mail address.
    #[schemars(description = "メールアドレス。")]
    pub mail: String,
    /// The address of a web page.
    #[schemars(description = "案内のページの URL。")]
    pub page: String,
}

impl Contact {
    /// True if nothing is stated that a person could use.
    pub fn is_empty(&self) -> bool {
        self.telephone.is_empty() && self.mail.is_empty() && self.page.is_empty()
    }

    /// Fills in what is not stated here.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        let both = [
            (&mut self.name, &other.name),
            (&mut self.telephone, &other.telephone),
            (&mut self.mail, &other.mail),
            (&mut self.page, &other.page),
        ];
        for (own, other) in both.into_iter().filter(|(own, _)| own.is_empty()) {
            own.clone_from(other);
        }
        self
    }

    /// Everything stated, on one line.
    pub fn line(&self) -> String {
        let parts = [&self.name, &self.telephone, &self.mail, &self.page].map(String::as_str);
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// Where readers report an error in the text. A text is empty if it is not stated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ErrorReports {
    /// The mail address.
    pub mail: String,
    /// The address of a form, in which `{plan}`, `{id}`, `{title}`, `{file}` and `{line}` stand for parts of an entry.
    pub form: String,
}

/// The parts of the address of a form that each entry fills in: `?entry={id}&line={line}`.
const FORM_PARTS: [&str; 5] = ["plan", "id", "title", "file", "line"];

impl ErrorReports {
    /// The address of the form with the parts of an entry of the plan with this name, each percent-encoded. `None` if
    /// there is no form.
    pub fn form_of(&self, plan: &str, entry: &Entry) -> Option<String> {
        if self.form.is_empty() {
            return None;
        }
        let Provenance { file, lines, at, .. } = &entry.source;
        let title = [entry.number.as_str(), &entry.title].join(" ");
        let file = file.split_once('/').map_or(file.as_str(), |(_, name)| name);
        let line = if at.is_lines() { lines[0].to_string() } else { at.to_string() };
        let values = [plan, &entry.id, title.trim(), file, &line];
        let parts = FORM_PARTS.iter().zip(values);
        // A value has no braces once it is encoded.
        Some(parts.fold(self.form.clone(), |form, (part, value)| {
            form.replace(&format!("{{{part}}}"), &encoded(value))
        }))
    }
}

/// The contacts of a plan beside its desk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Contacts {
    /// The departments for the whole plan, by their current names.
    pub departments: BTreeMap<String, Contact>,
    /// The contacts of single entries, by entry id. They take the place of those of the departments.
    pub entries: BTreeMap<String, Vec<Contact>>,
    /// Web pages about what the measures offer today, by entry id.
    pub programmes: BTreeMap<String, String>,
}

impl Contacts {
    /// True if nothing is stated.
    pub fn is_empty(&self) -> bool {
        self.departments.is_empty() && self.entries.is_empty() && self.programmes.is_empty()
    }

    /// The contacts of an entry: its own, then those of its departments, the leads first.
    pub fn of(&self, entry: &Entry) -> Vec<&Contact> {
        match self.entries.get(&entry.id) {
            Some(own) => own.iter().collect(),
            None => entry.offices().filter_map(|name| self.departments.get(name)).collect(),
        }
    }

    /// The web page about what a measure offers today.
    pub fn programme(&self, entry: &Entry) -> Option<&str> {
        self.programmes.get(&entry.id).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contacts_of_an_entry_replace_those_of_its_departments() {
        let contact = |name: &str, telephone: &str| Contact {
            name: name.to_owned(),
            telephone: telephone.to_owned(),
            ..Contact::default()
        };
        let mut entry = Entry::new("p", "1", super::super::Kind::Measure);
        entry.groups.departments = vec!["観光課".to_owned(), "産業課".to_owned()];
        let mut contacts = Contacts::default();
        contacts.departments.insert("産業課".to_owned(), contact("産業課", "1"));
        assert_eq!(contacts.of(&entry), [&contact("産業課", "1")]);
        contacts.entries.insert("p/1".to_owned(), vec![contact("", "2")]);
        assert_eq!(contacts.of(&entry), [&contact("", "2")]);
        assert_eq!(contact("", "2").or(&contact("課", "3")), contact("課", "2"));
        assert_eq!(contact("課", "3").line(), "課 3");
    }
}
