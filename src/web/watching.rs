//! The state of the watch over the documents, as reported by the watch and shown by `/healthz` and
//! `/metrics`.

use std::time::{Duration, Instant};

use arc_swap::ArcSwapOption;
use time::OffsetDateTime;

use shisaku_model::japan;

use crate::api::WatchAnswer;

/// Time without a report after which the watch counts as dead. It reports every two seconds, but a slow disk
/// may take many times that.
const MOST_SILENT: Duration = Duration::from_secs(60);

/// Time after which an update counts as stuck. A build takes seconds, or minutes for hundreds of thousands of
/// entries.
const MOST_UPDATING: Duration = Duration::from_secs(3600);

/// The state of the watch, as the watch itself reports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WatchState {
    /// The watch looks at the documents at its interval.
    Watching,
    /// The watch takes up a change. Building the index may take minutes.
    Updating,
    /// The watch panicked and has not completely read the documents since.
    Failed,
}

/// One report of the watch.
#[derive(Debug)]
struct Report {
    state: WatchState,
    /// Monotonic time of the report. It measures the silence, because the wall clock may be set.
    at: Instant,
    time: OffsetDateTime,
}

/// The last report of the watch, if there is a watch.
#[derive(Debug, Default)]
pub(super) struct Watching {
    last: ArcSwapOption<Report>,
}

impl Watching {
    /// Stores a report with the current time.
    pub(super) fn report(&self, state: WatchState) {
        self.report_at(state, Instant::now());
    }

    fn report_at(&self, state: WatchState, at: Instant) {
        self.last.store(Some(Report { state, at, time: OffsetDateTime::now_utc() }.into()));
    }

    /// True unless the watch failed or fell silent. Also true if there is no watch.
    pub(super) fn is_sound(&self) -> bool {
        self.last.load().as_ref().is_none_or(|last| matches!(last.word(), "watching" | "updating"))
    }

    /// The watch as `/healthz` shows it.
    pub(super) fn answer(&self) -> WatchAnswer {
        match self.last.load().as_ref() {
            Some(last) => WatchAnswer { state: last.word(), looked_at: Some(japan::in_utc(last.time)) },
            None => WatchAnswer { state: "off", looked_at: None },
        }
    }

    /// Returns when the watch last gave a sign of life, as Unix time in seconds. `None` if the server runs without
    /// a watch.
    pub(super) fn looked(&self) -> Option<i64> {
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
            // A computer that has just started has no instant so long ago.
            let Some(at) = Instant::now().checked_sub(silent) else { continue };
            watching.report_at(state, at);
            assert_eq!((watching.answer().state, watching.is_sound()), (word, sound), "{state:?} {silent:?}");
            assert!(watching.answer().looked_at.unwrap().ends_with('Z'));
        }
    }
}
