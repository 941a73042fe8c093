//! Sends misses from a page to the counting thread.
//!
//! A request only puts a text into a queue. The counting thread checks that it really has no results. A full
//! queue drops misses, so that a page never waits.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::{Counts, RecordedMiss, countable::countable_text};
use shisaku_engine::EngineError;
use shisaku_search::{Answer, Search, SearchParams};

/// Maximum number of misses waiting to be counted.
const QUEUE: usize = 256;

/// A message to the counting thread.
#[derive(Debug, PartialEq, Eq)]
pub enum RecorderMessage {
    /// A miss to verify and count.
    Miss(RecordedMiss),
    /// The last message.
    End,
}

/// Queues misses for the counting thread.
#[derive(Debug, Clone)]
pub struct MissRecorder(SyncSender<RecorderMessage>);

/// Creates a recorder and the receiver of its messages.
pub fn miss_recorder() -> (MissRecorder, Receiver<RecorderMessage>) {
    let (sender, receiver) = sync_channel(QUEUE);
    (MissRecorder(sender), receiver)
}

impl MissRecorder {
    /// Records a page's answer. `was` is the failed query of the previous page. Returns the failed query
    /// that this page's form must carry, if any.
    pub fn record(&self, response: &Answer, was: Option<&str>) -> Option<String> {
        let params = &response.params;
        if params.offset > 0 || params.exact {
            return None;
        }
        match (response.total_count, was) {
            (0, _) => {
                let now = countable_text(&params.text)?;
                self.send(RecordedMiss::new(now.as_str()));
                Some(now)
            }
            (_, Some(was)) => {
                let (was, now) = (countable_text(was)?, countable_text(&params.text)?);
                if was != now {
                    self.send(RecordedMiss::replaced(was, now));
                }
                None
            }
            (_, None) => None,
        }
    }

    /// Sends the last message. Waits until the queue has room.
    pub fn end(&self) {
        // An error means that the receiver has already stopped.
        let _ = self.0.send(RecorderMessage::End);
    }

    fn send(&self, miss: RecordedMiss) {
        let _ = self.0.try_send(RecorderMessage::Miss(miss));
    }
}

impl Counts {
    /// Counts a miss after checking it: the failed query has no results without filters, and the query typed
    /// instead has some.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn verify(&mut self, miss: RecordedMiss, search: &Search) -> Result<(), EngineError> {
        let finds = |text: &str| Ok(found(&answer(search, text)?) > 0);
        if self.is_due(&miss) && !finds(&miss.failed)? && miss.then.as_deref().map_or(Ok(true), finds)? {
            self.count(miss);
        }
        Ok(())
    }
}

/// The number of entries found by words. A query without words lists everything, which counts as 0.
pub fn found(response: &Answer) -> usize {
    let says_nothing = response.notices.iter().any(|notice| notice.code == "no_words");
    if says_nothing { 0 } else { response.total_count }
}

/// Searches for a text without filters.
///
/// # Errors
/// If the index cannot be read.
pub fn answer(search: &Search, text: &str) -> Result<Answer, EngineError> {
    search.run(&SearchParams { text: text.to_owned(), limit: 1, ..SearchParams::default() })
}
