//! From a page to the thread that counts.
//!
//! A request looks at a text and leaves it in a queue; whether it really finds nothing is looked up by the
//! thread that counts. A full queue lets things go uncounted: a page never waits.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::{Asked, Counts, taken};
use shisaku_engine::EngineError;
use shisaku_search::{Answer, Search, SearchParams};

/// What may wait to be counted.
const QUEUE: usize = 256;

/// Something for the thread that counts.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// It seems to be worth counting.
    Asked(Asked),
    /// Nothing more will come.
    End,
}

/// Where pages leave what was asked.
#[derive(Debug, Clone)]
pub struct Ear(SyncSender<Heard>);

/// An ear, and what hears by it.
pub fn ear() -> (Ear, Receiver<Heard>) {
    let (sender, receiver) = sync_channel(QUEUE);
    (Ear(sender), receiver)
}

impl Ear {
    /// Takes note of a page's answer; `was` are the words that the page before it found nothing for. Gives the
    /// words that this page's form should carry along, if any.
    pub fn hear(&self, response: &Answer, was: Option<&str>) -> Option<String> {
        let params = &response.params;
        if params.offset > 0 || params.exact {
            return None;
        }
        match (response.total_count, was) {
            (0, _) => {
                let now = taken(&params.text)?;
                self.leave(Asked::nothing(now.as_str()));
                Some(now)
            }
            (_, Some(was)) => {
                let (was, now) = (taken(was)?, taken(&params.text)?);
                if was != now {
                    self.leave(Asked::instead(was, now));
                }
                None
            }
            (_, None) => None,
        }
    }

    /// Says that nothing more will come; waits until there is room to say so.
    pub fn end(&self) {
        // Whoever has ended already need not be told.
        let _ = self.0.send(Heard::End);
    }

    fn leave(&self, asked: Asked) {
        let _ = self.0.try_send(Heard::Asked(asked));
    }
}

impl Counts {
    /// Counts what was heard if it is so: the words find nothing, whatever was chosen beside them, and what was
    /// typed in their place finds something.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn verify(&mut self, asked: Asked, search: &Search) -> Result<(), EngineError> {
        let finds = |text: &str| Ok(found(&answer(search, text)?) > 0);
        if self.is_due(&asked) && !finds(&asked.failed)? && asked.then.as_deref().map_or(Ok(true), finds)? {
            self.count(asked);
        }
        Ok(())
    }
}

/// How many entries an answer finds by its words. Words that say nothing show everything, and find nothing.
pub fn found(response: &Answer) -> usize {
    let says_nothing = response.notices.iter().any(|notice| notice.code == "no_words");
    if says_nothing { 0 } else { response.total_count }
}

/// What these words find when nothing is chosen beside them.
pub fn answer(search: &Search, text: &str) -> Result<Answer, EngineError> {
    search.run(&SearchParams { text: text.to_owned(), limit: 1, ..SearchParams::default() })
}
