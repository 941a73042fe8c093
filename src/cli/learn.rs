//! Counting of queries without results while the server runs. A separate thread writes the counts every
//! minute and at the end.

mod folder;

use std::{
    path::Path,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use time::OffsetDateTime;
use tracing::{error, info, warn};

use super::told;
use crate::web::AppState;
use folder::Folder;
use shisaku_misses::{Counts, MissRecorder, Month, RecorderMessage, miss_recorder, write};

/// Counting interval. A query asked several times within it counts once. The counts are written after each
/// interval.
const MINUTE: Duration = Duration::from_secs(60);

/// The counts of the current month and their folder.
pub(super) struct Learning {
    receiver: Receiver<RecorderMessage>,
    folder: Folder,
    least: u64,
    month: Month,
    counts: Counts,
    /// The text of the last successful write.
    written: String,
    /// True if the last write failed.
    failing: bool,
}

impl Learning {
    /// Opens the folder and continues from this month's counts, if any. The recorder sends queries to it.
    pub(super) fn begin(path: &Path, least: u64) -> Result<(Self, MissRecorder)> {
        let (folder, month) = (Folder::open(path)?, this_month());
        let counts = counts_of(&folder, month, least)?;
        let (recorder, receiver) = miss_recorder();
        let written = String::new();
        let mut learning = Self { receiver, folder, least, month, counts, written, failing: false };
        // Write at once: a folder that cannot be written must show up now, not in a month.
        learning.written = write(&learning.counts.reportable());
        learning.folder.write(month, &learning.written)?;
        let place = path.display();
        info!(
            "見つからなかった言葉を数えて、{least} 回以上のものを {place} に残します(同じ言葉は 1 分に 1 回まで)。`shisaku report --learn {place}` で見られます。"
        );
        if least == 1 {
            warn!(
                "注意: 1 回では、ひとりしか入力しなかった言葉も残ります。--learn-least 1 は試すときだけにしてください。",
            );
        }
        Ok((learning, recorder))
    }

    /// Starts a thread that counts incoming queries. The returned function counts the queries still waiting,
    /// writes the counts, and ends the thread.
    pub(super) fn listen(mut self, recorder: MissRecorder, live: Arc<AppState>) -> Result<impl FnOnce()> {
        let thread = thread::Builder::new()
            .name("learn".to_owned())
            .spawn(move || self.run(&live))
            .context("見つからなかった言葉を数え始められません")?;
        Ok(move || {
            recorder.end();
            if thread.join().is_err() {
                error!("見つからなかった言葉の件数を、最後まで残せませんでした。");
            }
        })
    }

    fn run(&mut self, live: &AppState) {
        let mut next = Instant::now() + MINUTE;
        loop {
            match self.receiver.recv_timeout(next.saturating_duration_since(Instant::now())) {
                // The page has already reported that the index cannot be read.
                Ok(RecorderMessage::Miss(asked)) => drop(self.counts.verify(asked, &live.search())),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(RecorderMessage::End) | Err(RecvTimeoutError::Disconnected) => return self.save(),
            }
            if Instant::now() >= next {
                self.minute(this_month());
                next = Instant::now() + MINUTE;
            }
        }
    }

    /// Ends one counting interval. `now` is the current month.
    fn minute(&mut self, now: Month) {
        self.counts.next_minute();
        self.save();
        if now != self.month {
            // Counts below the minimum are forgotten at the end of the month.
            (self.month, self.written) = (now, String::new());
            self.counts = counts_of(&self.folder, now, self.least).unwrap_or_else(|error| {
                warn!("注意: {}", told(&error));
                Counts::new(self.least, [])
            });
        }
    }

    /// Writes the counts if they have changed. Logs a failure once and retries after a minute.
    fn save(&mut self) {
        let text = write(&self.counts.reportable());
        if text == self.written {
            return;
        }
        match self.folder.write(self.month, &text) {
            Ok(()) => {
                self.written = text;
                self.failing = false;
            }
            Err(error) if !self.failing => {
                self.failing = true;
                error!("見つからなかった言葉の件数を残せません。{}", told(&error));
            }
            Err(_) => {}
        }
    }
}

/// Reads the counts of a month. Unreadable lines are logged and moved to another file, because the month's
/// file will be rewritten.
fn counts_of(folder: &Folder, month: Month, least: u64) -> Result<Counts> {
    let lines = folder.read(month)?;
    for finding in &lines.findings {
        warn!("注意: {}: {}", finding.place, finding.message);
    }
    if !lines.unread.is_empty() {
        let aside = folder.put_aside(month, &lines.unread)?;
        warn!("読めない行は {} に移しました。", aside.display());
    }
    Ok(Counts::new(least, lines.counts))
}

fn this_month() -> Month {
    Month::of(OffsetDateTime::now_utc())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::fs;

    use super::*;
    use shisaku_misses::RecordedMiss;

    fn begun(folder: &Path, least: u64) -> Learning {
        Learning::begin(folder, least).unwrap().0
    }

    fn count(learning: &mut Learning, text: &str, minutes: usize) {
        for _ in 0..minutes {
            learning.counts.count(RecordedMiss::new(text));
            learning.minute(learning.month);
        }
    }

    fn kept(folder: &Path, month: &str) -> Vec<String> {
        let text = fs::read_to_string(folder.join(format!("{month}.tsv"))).unwrap();
        text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
    }

    #[test]
    fn a_new_month_begins_a_new_file_and_forgets_what_few_asked() {
        let folder = tempfile::tempdir().unwrap();
        let mut learning = begun(folder.path(), 3);
        learning.minute("2030-01".parse().unwrap());
        count(&mut learning, "often", 3);
        count(&mut learning, "twice", 2);
        learning.minute("2030-02".parse().unwrap());
        count(&mut learning, "twice", 1);
        assert_eq!(kept(folder.path(), "2030-01"), ["3\toften\t"]);
        assert_eq!(kept(folder.path(), "2030-02"), [""; 0]);
        count(&mut learning, "twice", 2);
        assert_eq!(kept(folder.path(), "2030-02"), ["3\ttwice\t"]);
    }

    #[test]
    fn a_server_that_begins_again_goes_on_with_what_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut learning = begun(folder.path(), 2);
        let month = learning.month.to_string();
        count(&mut learning, "often", 2);
        count(&mut learning, "once", 1);
        drop(learning);
        let mut learning = begun(folder.path(), 2);
        count(&mut learning, "often", 1);
        count(&mut learning, "once", 1);
        assert_eq!(kept(folder.path(), &month), ["3\toften\t"], "what few asked went with the server");
        drop(learning);
        begun(folder.path(), 4);
        assert_eq!(kept(folder.path(), &month), [""; 0], "a higher least holds for what was written too");
    }

    #[test]
    fn what_cannot_be_written_is_written_when_it_can() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("learned");
        let mut learning = begun(&path, 1);
        let month = learning.month.to_string();
        fs::remove_dir_all(&path).unwrap();
        count(&mut learning, "a", 2);
        assert!(learning.failing);
        fs::create_dir(&path).unwrap();
        count(&mut learning, "a", 1);
        assert!(!learning.failing);
        assert_eq!(kept(&path, &month), ["3\ta\t"]);
    }
}
