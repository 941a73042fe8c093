//! The state of the watch over the documents: reported by the watch, shown by `/healthz` and `/metrics`.

use std::time::{Duration, Instant};

use arc_swap::ArcSwapOption;
use time::OffsetDateTime;

use shisaku_model::japan;

use crate::api::WatchAnswer;

/// A watch that reports nothing for longer than this counts as dead. It looks every two seconds; a slow disk may
/// take many times that.
const MOST_SILENT: Duration = Duration::from_secs(60);

/// A change that is being taken up for longer than this counts as stuck. Building takes seconds, or minutes where
/// there are hundreds of thousands of entries.
const MOST_UPDATING: Duration = Duration::from_secs(3600);

/// The state of the watch, as the watch itself reports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WatchState {
    /// It looks at the documents at its interval.
    Watching,
    /// It takes up a change; building the index may take minutes.
    Updating,
    /// It panicked, and has not read the documents to the end since.
    Failed,
}

/// One report of the watch.
#[derive(Debug)]
struct Report {
    state: WatchState,
    /// A clock that nobody sets measures the silence.
    at: Instant,
    time: OffsetDateTime,
}

/// The last report of the watch; none where there is no watch.
#[derive(Debug, Default)]
pub(super) struct Watching {
    last: ArcSwapOption<Report>,
}

impl Watching {
    /// Keeps a report, with the time of now.
    pub fn report(&self, state: WatchState) {
        self.report_at(state, Instant::now());
    }

    fn report_at(&self, state: WatchState, at: Instant) {
        self.last.store(Some(Report { state, at, time: OffsetDateTime::now_utc() }.into()));
    }

    /// True unless the watch failed or fell silent. A server without a watch promises none.
    pub fn is_sound(&self) -> bool {
        self.last.load().as_ref().is_none_or(|last| matches!(last.word(), "watching" | "updating"))
    }

    /// The watch as `/healthz` shows it.
    pub fn answer(&self) -> WatchAnswer {
        match self.last.load().as_ref() {
            Some(last) => WatchAnswer { state: last.word(), looked_at: Some(japan::in_utc(last.time)) },
            None => WatchAnswer { state: "off", looked_at: None },
        }
    }

    /// Unix time of the last report, in seconds; none where there is no watch.
    pub fn looked(&self) -> Option<i64> {
        self.last.load().as_ref().map(|last| last.time.unix_timestamp())
    }
}

impl Report {
    fn word(&self) -> &'static str {
        let silent = self.at.elapsed();
        match self.state {
            WatchState::Failed => "failed",
            WatchState::Watching if silent > MOST_SILENT => "silent",
            WatchState::Updating if silent > MOST_UPDATING => "silent",
            WatchState::Watching => "watching",
            WatchState::Updating => "updating",
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn silence_is_death_unless_a_change_is_being_taken_up() {
        let watching = Watching::default();
        assert_eq!((watching.answer().state, watching.is_sound(), watching.looked()), ("off", true, None));
        let minute = MOST_SILENT + Duration::from_secs(1);
        for (state, silent, word, sound) in [
            (WatchState::Watching, Duration::ZERO, "watching", true),
            (WatchState::Watching, minute, "silent", false),
            (WatchState::Updating, minute, "updating", true),
            (WatchState::Updating, MOST_UPDATING + minute, "silent", false),
            (WatchState::Failed, Duration::ZERO, "failed", false),
            (WatchState::Failed, minute, "failed", false),
        ] {
            // A machine that has just started has no instant so long ago.
            let Some(at) = Instant::now().checked_sub(silent) else { continue };
            watching.report_at(state, at);
            assert_eq!((watching.answer().state, watching.is_sound()), (word, sound), "{state:?} {silent:?}");
            assert!(watching.answer().looked_at.unwrap().ends_with('Z'));
        }
    }
}
