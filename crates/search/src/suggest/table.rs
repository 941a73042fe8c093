//! Every form of every phrase, sorted by letters. Forms with a common prefix are one range.

/// Position of a form, and the phrase that it belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Byte offset in [`Table::letters`].
    at: u32,
    length: u16,
    /// Index of the word in the phrase at which the form begins.
    piece: u16,
    pub phrase: u32,
}

impl Place {
    pub(super) fn piece(&self) -> usize {
        usize::from(self.piece)
    }
}

/// All forms of phrases.
#[derive(Debug, Default)]
pub(super) struct Table {
    letters: String,
    places: Vec<Place>,
}

impl Table {
    /// Adds a form that begins at a word of a phrase. A form that is too long for the table is skipped:
    /// nobody types 64 KiB, and titles never take 4 GiB.
    pub(super) fn add(&mut self, form: &str, phrase: u32, piece: usize) {
        let place = u32::try_from(self.letters.len()).ok().zip(u16::try_from(form.len()).ok());
        if let (Some((at, length)), Ok(piece)) = (place, u16::try_from(piece))
            && length > 0
        {
            self.letters.push_str(form);
            self.places.push(Place { at, length, piece, phrase });
        }
    }

    /// Sorts the table for lookup.
    pub(super) fn sorted(mut self) -> Self {
        let letters = &self.letters;
        self.places.sort_unstable_by(|one, other| form(letters, one).cmp(form(letters, other)));
        self.letters.shrink_to_fit();
        self.places.shrink_to_fit();
        self
    }

    /// Returns the forms that begin with these letters. Empty if there are no letters.
    pub(super) fn beginning_with(&self, letters: &str) -> &[Place] {
        if letters.is_empty() {
            return &[];
        }
        let from = self.places.partition_point(|place| form(&self.letters, place) < letters);
        let begins = |place: &Place| form(&self.letters, place).starts_with(letters);
        let count = self.places[from..].partition_point(begins);
        &self.places[from..from + count]
    }

    /// Returns the forms of whole phrases that begin with these letters, each with its phrase.
    pub(super) fn forms(&self, letters: &str) -> impl Iterator<Item = (&str, u32)> {
        let whole = self.beginning_with(letters).iter().filter(|place| place.piece == 0);
        whole.map(|place| (form(&self.letters, place), place.phrase))
    }

    /// Returns the whole phrases that have exactly this form.
    pub(super) fn wholes(&self, letters: &str) -> impl Iterator<Item = u32> {
        // Equal forms come first in their range.
        let same = self.beginning_with(letters).iter();
        same.take_while(move |place| usize::from(place.length) == letters.len())
            .filter(|place| place.piece == 0)
            .map(|place| place.phrase)
    }
}

fn form<'l>(letters: &'l str, place: &Place) -> &'l str {
    let at = place.at as usize;
    &letters[at..at + usize::from(place.length)]
}
