//! Every form of every phrase in order of its letters: what begins with the same letters is one stretch.

/// Where a form stands and which phrase it is of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Bytes of [`Table::letters`].
    at: u32,
    length: u16,
    /// The word of the phrase at which the form begins.
    piece: u16,
    pub phrase: u32,
}

impl Place {
    pub(super) fn piece(&self) -> usize {
        usize::from(self.piece)
    }
}

/// Forms of phrases.
#[derive(Debug, Default)]
pub(super) struct Table {
    letters: String,
    places: Vec<Place>,
}

impl Table {
    /// Adds a form that begins at a word of a phrase. What is too long for a table is left out: nobody types
    /// 64 KiB, nor are there 4 GiB of titles.
    pub(super) fn add(&mut self, form: &str, phrase: u32, piece: usize) {
        let place = u32::try_from(self.letters.len()).ok().zip(u16::try_from(form.len()).ok());
        if let (Some((at, length)), Ok(piece)) = (place, u16::try_from(piece))
            && length > 0
        {
            self.letters.push_str(form);
            self.places.push(Place { at, length, piece, phrase });
        }
    }

    /// The same, ready to be asked.
    pub(super) fn sorted(mut self) -> Self {
        let letters = &self.letters;
        self.places.sort_unstable_by(|one, other| form(letters, one).cmp(form(letters, other)));
        self.letters.shrink_to_fit();
        self.places.shrink_to_fit();
        self
    }

    /// The forms that begin with these letters; none where there are no letters.
    pub(super) fn beginning_with(&self, letters: &str) -> &[Place] {
        if letters.is_empty() {
            return &[];
        }
        let from = self.places.partition_point(|place| form(&self.letters, place) < letters);
        let begins = |place: &Place| form(&self.letters, place).starts_with(letters);
        let count = self.places[from..].partition_point(begins);
        &self.places[from..from + count]
    }

    /// The whole phrases whose form begins with these letters, each with its form.
    pub(super) fn forms(&self, letters: &str) -> impl Iterator<Item = (&str, u32)> {
        let whole = self.beginning_with(letters).iter().filter(|place| place.piece == 0);
        whole.map(|place| (form(&self.letters, place), place.phrase))
    }

    /// The whole phrases that have just this form.
    pub(super) fn wholes(&self, letters: &str) -> impl Iterator<Item = u32> {
        // What is equal stands first in its stretch.
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
