//! Finds words in the whole text of a plan fast: the evidence that most rules require.

use std::{
    cell::{Cell, OnceCell},
    collections::HashMap,
};

/// Number of searches through the text before an index pays.
const FEW_SEARCHES: usize = 32;

/// The current text of all documents of a plan, joined by line breaks.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    text: String,
    searches: Cell<usize>,
    /// Byte positions of each pair of characters, made when many words are looked up.
    pairs: OnceCell<HashMap<[char; 2], Vec<u32>>>,
    has_year: OnceCell<bool>,
}

impl Evidence {
    pub(super) fn of(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// True if the plan contains these words. The cost does not grow with the plan, but with the number of
    /// places of their rarest pair of characters.
    pub(super) fn contains(&self, words: &str) -> bool {
        self.searches.set(self.searches.get() + 1);
        let pairs =
            || words.char_indices().zip(words.chars().skip(1)).map(|((at, one), two)| (at, [one, two]));
        if self.searches.get() <= FEW_SEARCHES || pairs().next().is_none() {
            return self.text.contains(words);
        }
        let places = self.pairs.get_or_init(|| index(&self.text));
        let of_pair = |(at, pair)| Some((at, places.get(&pair)?));
        // A pair that is nowhere in the text rules the words out.
        let Some(found) = pairs().map(of_pair).collect::<Option<Vec<_>>>() else { return false };
        let rarest = found.into_iter().min_by_key(|(_, places)| places.len());
        rarest.is_some_and(|(at, places)| {
            let starts = places.iter().filter_map(|&place| (place as usize).checked_sub(at));
            starts.into_iter().any(|start| self.text.as_bytes()[start..].starts_with(words.as_bytes()))
        })
    }

    /// True if the plan writes a year without a space, such as 23年.
    pub(super) fn has_year(&self) -> bool {
        let after_digit = |(at, _): (usize, &str)| self.text[..at].ends_with(|c: char| c.is_ascii_digit());
        *self.has_year.get_or_init(|| self.text.match_indices('年').any(after_digit))
    }
}

fn index(text: &str) -> HashMap<[char; 2], Vec<u32>> {
    let mut pairs: HashMap<[char; 2], Vec<u32>> = HashMap::new();
    for ((at, one), two) in text.char_indices().zip(text.chars().skip(1)) {
        if let Ok(at) = u32::try_from(at) {
            pairs.entry([one, two]).or_default().push(at);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_finds_what_a_search_finds() {
        let text = "商店街の支援\n融資の斡旋と商店会\n23年";
        let evidence = Evidence::of(text.to_owned());
        for words in
            ["商店街", "商店会", "商店", "斡旋", "年", "街の支", "店街会", "資の\n", "", "商店街の支援\n融資"]
                .repeat(FEW_SEARCHES)
        {
            assert_eq!(evidence.contains(words), text.contains(words), "{words}");
        }
        assert!(evidence.has_year());
    }
}
