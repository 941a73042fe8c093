//! The watch that `serve` keeps over documents, departments and lexicon. A change is checked, and served if
//! it brings no new error. Until then the old index stays in use and pages show a notice.

use std::{
    any::Any,
    collections::BTreeSet,
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;
use tracing::{error, info, warn};

use super::{args::FolderArgs, session, told};
use crate::web::{AppState, DataStatus, StaleReason, WatchState};
use shisaku_engine::EngineError;
use shisaku_ingest::lexicon::Lexicon;
use shisaku_ingest::{IngestError, Snapshot, State};
use shisaku_model::{Catalogue, Finding, Severity};
use shisaku_reader::folder_stamp;

/// Interval between two looks at the documents.
const WATCH: Duration = Duration::from_secs(2);

/// Delay before a retry after a failure, if nothing has changed.
const RETRY: Duration = Duration::from_secs(30);

/// Number of findings in a log message. The page shows all.
const MOST_TOLD: usize = 5;

/// A change stamp of the documents and of the lexicon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    seeds: Option<u64>,
    lexicon: Option<u64>,
}

impl Stamp {
    /// The current stamp of the folders.
    pub(super) fn now(folders: &FolderArgs) -> Self {
        Self {
            seeds: folder_stamp(&folders.seeds),
            lexicon: folders.lexicon.folder.as_deref().and_then(folder_stamp),
        }
    }
}

/// The watch and its state.
pub(super) struct Watch {
    folders: FolderArgs,
    live: Arc<AppState>,
    seen: Stamp,
    /// The lexicon and its stamp. An unchanged lexicon is not read again, because it takes most of the
    /// memory.
    lexicon: (Option<u64>, Arc<Lexicon>),
    /// Findings about the lexicon and its stamp. They are kept because checking every word takes seconds.
    told: Option<(Option<u64>, Vec<Finding>)>,
    /// Signs of the errors in the served documents. A change is not refused for an error that was there
    /// before.
    accepted: BTreeSet<String>,
    retry: Option<Instant>,
    /// The text of the last panic. Cleared after the next complete reading of the documents.
    panicked: Option<String>,
    /// The documents that the server read at its start, if it had to read them.
    read: Option<Snapshot>,
}

/// The result of taking up a change.
enum TakenUp {
    /// The change is served. `same` is true if the documents are unchanged.
    Served { same: bool },
    /// The change brings new errors.
    Refused(Vec<Finding>),
}

impl Watch {
    /// Creates a watch over the index in `live`. `seen` is the stamp when it was opened. `read` holds the
    /// documents, if they were read then.
    pub(super) fn new(
        folders: FolderArgs,
        live: Arc<AppState>,
        seen: Stamp,
        lexicon: Lexicon,
        read: Option<Snapshot>,
    ) -> Self {
        let lexicon = (seen.lexicon, Arc::new(lexicon));
        Self {
            folders,
            live,
            seen,
            lexicon,
            told: None,
            accepted: BTreeSet::new(),
            retry: None,
            panicked: None,
            read,
        }
    }

    /// Looks at the documents at each interval, and at once for each call.
    pub(super) fn keep(mut self, called: &Receiver<()>) {
        self.outlive(|watch| {
            if let Err(error) = watch.begin() {
                error!("文書を調べられません: {}", told(&error));
            }
        });
        loop {
            let call = match called.recv_timeout(WATCH) {
                Ok(()) => true,
                Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => {
                    thread::sleep(WATCH);
                    false
                }
            };
            // Several calls in a row are answered by one look.
            while called.try_recv().is_ok() {}
            self.outlive(|watch| watch.look(call));
        }
    }

    /// Runs one step of the watch and reports its state. A panic ends only the step: it is logged, and
    /// `/healthz` and every page report it. The documents are read again after [`RETRY`] or at their next
    /// change.
    fn outlive(&mut self, step: impl FnOnce(&mut Self)) {
        // A step updates the watch only after success, and replaces the served index as a whole.
        if let Err(panic) = panic::catch_unwind(AssertUnwindSafe(|| step(self))) {
            let said = said(panic.as_ref());
            // A step that panics every two seconds is logged once.
            if self.panicked.as_ref() != Some(&said) {
                error!("文書の見張りに思わぬ障害がありました。前の内容を表示しています。{said}");
            }
            self.panicked = Some(said);
            self.retry = Some(Instant::now() + RETRY);
            self.mark_unread();
        }
        let state = if self.panicked.is_some() { WatchState::Failed } else { WatchState::Watching };
        self.live.report_watch(state);
    }

    /// Finds the errors in the documents that are already served. A change since the index was opened is left
    /// to the next look.
    fn begin(&mut self) -> Result<()> {
        let lexicon = Arc::clone(&self.lexicon.1);
        let snapshot = match self.read.take() {
            Some(read) => read,
            None => Snapshot::take(&self.folders.seeds, &self.folders.index, lexicon.read_with())?,
        };
        let findings = self.findings(&snapshot)?;
        let lying =
            shisaku_ingest::state_for(Some(&snapshot.fingerprint), &self.folders.index, lexicon.read_with())?;
        // A file saved after the server's start is a change, not part of the starting state.
        let served = self.live.search().facts().fingerprint == snapshot.fingerprint
            && Stamp::now(&self.folders) == self.seen;
        let of_documents = snapshot.reading.findings.len();
        if let State::Stale(before) = &lying
            && before.meta().fingerprint == self.live.search().facts().fingerprint
        {
            // The server started with the index from before a change that brings errors. Report them now.
            let of_lexicon = errors(&findings[of_documents..]).map(Finding::sign);
            self.accepted = before.meta().errors.iter().cloned().chain(of_lexicon).collect();
            self.live.tell(DataStatus { findings: Vec::new(), changes: before.changes()? });
            self.look(true);
        } else if let (State::Fresh(generation), true) = (lying, served) {
            self.accepted = errors(&findings).map(Finding::sign).collect();
            if !self.accepted.is_empty() {
                let told =
                    told_errors("文書に誤りが", "件あります。読めた所だけを検索します。", errors(&findings));
                warn!("{told}");
            }
            self.live.tell(DataStatus { findings, changes: generation.changes()? });
        }
        Ok(())
    }

    fn look(&mut self, called: bool) {
        let now = Stamp::now(&self.folders);
        // A failure may pass without a change here: a full disk, or another process that builds.
        let due = self.retry.is_some_and(|at| Instant::now() >= at);
        if now == self.seen && !due && !called {
            return;
        }
        let words = now.lexicon != self.seen.lexicon;
        self.seen = now;
        let was_stale = self.live.stale_reason().is_some();
        self.retry = None;
        self.live.report_watch(WatchState::Updating);
        let taken_up = self.take_up();
        self.panicked = None;
        match taken_up {
            Ok(TakenUp::Served { same }) => match (same, was_stale) {
                (false, _) => info!("文書の変更を取り入れました。"),
                (true, true) => info!("文書がもとに戻りました。"),
                (true, false) if words => info!("語彙の変更を取り入れました。"),
                (true, false) if called => info!("調べました。文書に変わりはありません。"),
                (true, false) => {}
            },
            Ok(TakenUp::Refused(errors)) => self.refuse(errors),
            Err(error) if is_busy(&error) => self.retry = Some(Instant::now()),
            Err(error) => {
                if !due {
                    error!("文書の変更を取り入れられません。前の内容を表示しています。{}", told(&error));
                }
                self.retry = Some(Instant::now() + RETRY);
                self.mark_unread();
            }
        }
    }

    fn mark_unread(&self) {
        self.live.mark_stale(StaleReason { errors: Vec::new() });
    }

    fn take_up(&mut self) -> Result<TakenUp> {
        let same_words = self.seen.lexicon == self.lexicon.0;
        let lexicon = match same_words {
            true => Arc::clone(&self.lexicon.1),
            false => Arc::new(session::lexicon(&self.folders)?),
        };
        let snapshot = Snapshot::take(&self.folders.seeds, &self.folders.index, lexicon.read_with())?;
        let findings = self.findings(&snapshot)?;
        let new: Vec<Finding> =
            errors(&findings).filter(|error| !self.accepted.contains(&error.sign())).cloned().collect();
        if !new.is_empty() {
            return Ok(TakenUp::Refused(new));
        }
        let served = self.live.search();
        let same = snapshot.fingerprint == served.facts().fingerprint;
        if same && same_words {
            let changes = self.live.data_status().changes.clone();
            self.accepted = errors(&findings).map(Finding::sign).collect();
            self.live.tell(DataStatus { findings, changes });
            return Ok(TakenUp::Served { same });
        }
        let (search, changes) = session::open_snapshot(&self.folders, &snapshot, &lexicon, &served)?;
        // An index that another process built in between was never served here.
        let since = changes.since.as_ref().map(|since| &since.fingerprint);
        let changes = match since == Some(&served.facts().fingerprint) || same {
            true => changes,
            false => served.changes_to(&snapshot.entries())?,
        };
        drop(served);
        self.accepted = errors(&findings).map(Finding::sign).collect();
        self.live.replace(search, DataStatus { findings, changes });
        self.lexicon = (self.seen.lexicon, lexicon);
        Ok(TakenUp::Served { same })
    }

    /// All findings about the documents and the lexicon.
    fn findings(&mut self, snapshot: &Snapshot) -> Result<Vec<Finding>> {
        let mut findings = snapshot.reading.findings.clone();
        let Some(folder) = &self.folders.lexicon.folder else { return Ok(findings) };
        if self.told.as_ref().is_none_or(|(stamp, _)| *stamp != self.seen.lexicon) {
            let catalogue = Catalogue::of(&snapshot.reading.plans);
            self.told = Some((self.seen.lexicon, shisaku_lexicon::check(folder, &catalogue)?));
        }
        findings.extend(self.told.iter().flat_map(|(_, told)| told).cloned());
        Ok(findings)
    }

    fn refuse(&self, errors: Vec<Finding>) {
        let told = told_errors(
            "文書の変更に誤りが",
            "件あるため、取り入れません。前の内容を表示しています。",
            errors.iter(),
        );
        warn!("{told}");
        self.live.mark_stale(StaleReason { errors });
    }
}

/// The text of a panic. Empty if it has none.
fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

/// A message with the number of errors and the first few of them.
fn told_errors<'f>(before: &str, after: &str, errors: impl Iterator<Item = &'f Finding> + Clone) -> String {
    let mut message = format!("{before} {} {after}", errors.clone().count());
    for error in errors.take(MOST_TOLD) {
        message.push_str(&format!("\n  {} {}", error.place, error.message));
        if !error.advice.is_empty() {
            message.push_str(&format!("\n      → {}", error.advice));
        }
    }
    message
}

fn errors(findings: &[Finding]) -> impl Iterator<Item = &Finding> + Clone {
    findings.iter().filter(|finding| finding.severity == Severity::Error)
}

/// True if another process builds the index, such as `shisaku index` next to the server.
fn is_busy(error: &anyhow::Error) -> bool {
    let ours = error.downcast_ref::<IngestError>();
    matches!(ours, Some(IngestError::Engine(EngineError::Busy { .. })))
        || matches!(error.downcast_ref(), Some(EngineError::Busy { .. }))
}

#[cfg(test)]
mod tests;
