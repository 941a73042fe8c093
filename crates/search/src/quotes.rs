//! Use case "one entry": the passages of the documents that it was read from.

use super::Search;
use shisaku_engine::{EngineError, sources::Quote};
use shisaku_model::{Entry, Place};

/// Maximum number of letters quoted for one entry.
const MOST_LETTERS: usize = 400;

/// A place of an entry with the text printed there.
#[derive(Debug)]
pub struct Quoted {
    /// The place.
    pub place: Place,
    /// The printed text. Cut after a number of letters.
    pub quote: Quote,
}

impl Search {
    /// Quotes the places of an entry as printed, those of results in other documents too.
    pub fn quotes(&self, entry: &Entry) -> Result<Vec<Quoted>, EngineError> {
        let mut places = entry.places();
        for report in entry.results.iter().filter(|report| report.source.file != entry.source.file) {
            if !places.contains(&report.source) {
                places.push(report.source.clone());
            }
        }
        let (mut quotes, mut room) = (Vec::new(), MOST_LETTERS);
        for place in places {
            let quote = self.sources.quote(&place, room)?;
            room = room.saturating_sub(quote.lines.iter().map(|line| line.chars().count()).sum());
            if !quote.lines.is_empty() {
                quotes.push(Quoted { place, quote });
            }
        }
        Ok(quotes)
    }
}
