//! Every form of every phrase, sorted by letters. Forms with a common prefix are one range.

/// A form, and the phrase that it belongs to.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    form: Box<str>,
    /// Index of the word in the phrase at which the form begins.
    pub piece: usize,
    pub phrase: u32,
}

/// All forms of phrases.
#[derive(Debug, Default)]
pub(super) struct Table(Vec<Place>);

impl Table {
    /// Adds a form that begins at a word of a phrase.
    pub(super) fn add(&mut self, form: String, phrase: u32, piece: usize) {
        if !form.is_empty() {
            self.0.push(Place { form: form.into(), piece, phrase });
        }
    }

    /// Sorts the table for lookup.
    pub(super) fn sorted(mut self) -> Self {
        self.0.sort_unstable();
        self
    }

    /// Returns the forms that begin with these letters. Empty if there are no letters.
    pub(super) fn beginning_with(&self, letters: &str) -> &[Place] {
        if letters.is_empty() {
            return &[];
        }
        let places = &self.0[self.0.partition_point(|place| *place.form < *letters)..];
        &places[..places.partition_point(|place| place.form.starts_with(letters))]
    }

    /// Returns the forms of whole phrases that begin with these letters, each with its phrase.
    pub(super) fn forms(&self, letters: &str) -> impl Iterator<Item = (&str, u32)> {
        let whole = self.beginning_with(letters).iter().filter(|place| place.piece == 0);
        whole.map(|place| (&*place.form, place.phrase))
    }

    /// Returns the whole phrases that have exactly this form.
    pub(super) fn wholes(&self, letters: &str) -> impl Iterator<Item = u32> {
        // Equal forms come first in their range.
        let equal = self.forms(letters).take_while(move |(form, _)| form.len() == letters.len());
        equal.map(|(_, phrase)| phrase)
    }
}
