//! The watch that `serve` keeps over documents, departments and lexicon: what changes is checked, and taken
//! up if it brings no new error. Until then the index before it goes on being searched, and pages say so.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;

use super::{lexicon, say, session, told};
use crate::{
    config::Folders,
    engine::EngineError,
    ingest::{self, IngestError},
    model::{Catalogue, Finding, Plan, Severity},
    source,
    web::{Account, Complaint, Live},
};

/// How often the documents are looked at.
const WATCH: Duration = Duration::from_secs(2);

/// How long after a failure it is tried again though nothing has changed.
const RETRY: Duration = Duration::from_secs(30);

/// Findings that are told in the log; the page shows all.
const MOST_TOLD: usize = 5;

/// A sign of change in the documents and in the lexicon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    seeds: Option<u64>,
    lexicon: Option<u64>,
}

impl Stamp {
    /// How they are now.
    pub fn now(folders: &Folders) -> Self {
        Self {
            seeds: source::stamp(&folders.seeds),
            lexicon: folders.lexicon.as_deref().and_then(source::stamp),
        }
    }
}

/// The watch and what it knows.
pub(super) struct Watch {
    folders: Folders,
    live: Arc<Live>,
    seen: Stamp,
    /// Errors of what is being served: a change is not refused for what was wrong before it.
    accepted: BTreeSet<String>,
    retry: Option<Instant>,
}

/// How taking a change up ended.
enum TakenUp {
    /// It is being served. Whether its contents are those from before.
    Served { same: bool },
    /// It brings errors that were not there before.
    Refused(Vec<Finding>),
}

impl Watch {
    /// A watch over what `live` serves, which was read when the folders were as `seen`.
    pub fn new(folders: Folders, live: Arc<Live>, seen: Stamp) -> Self {
        Self { folders, live, seen, accepted: BTreeSet::new(), retry: None }
    }

    /// Looks again and again; at once when called.
    pub fn keep(mut self, called: &Receiver<()>) {
        match self.findings(true) {
            Ok(findings) => self.accept(findings),
            Err(error) => say(&format!("文書を調べられません: {}", told(&error))),
        }
        loop {
            let called = match called.recv_timeout(WATCH) {
                Ok(()) => true,
                Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => {
                    thread::sleep(WATCH);
                    false
                }
            };
            self.look(called);
        }
    }

    fn look(&mut self, called: bool) {
        let now = Stamp::now(&self.folders);
        // What failed may succeed without a change here: a full disk, another process building.
        let due = self.retry.is_some_and(|at| Instant::now() >= at);
        if now == self.seen && !due && !called {
            return;
        }
        let words = now.lexicon != self.seen.lexicon;
        self.seen = now;
        let complaining = self.live.complaint().is_some();
        self.retry = None;
        match self.take_up(words || called) {
            Ok(TakenUp::Served { same }) => match (same, complaining) {
                (false, _) => say("文書の変更を取り入れました。"),
                (true, true) => say("文書がもとに戻りました。"),
                (true, false) if words => say("語彙の変更を取り入れました。"),
                (true, false) if called => say("調べました。文書に変わりはありません。"),
                (true, false) => {}
            },
            Ok(TakenUp::Refused(errors)) => self.refuse(errors),
            Err(error) if is_busy(&error) => self.retry = Some(Instant::now()),
            Err(error) => {
                let message =
                    format!("文書の変更を取り入れられません。前の内容を表示しています。{}", told(&error));
                if !due {
                    say(&message);
                }
                self.retry = Some(Instant::now() + RETRY);
                self.live.complain(Complaint {
                    message: "文書が変わりましたが、読み直せません。前の内容を表示しています。".to_owned(),
                    reasons: Vec::new(),
                });
            }
        }
    }

    fn take_up(&mut self, words: bool) -> Result<TakenUp> {
        let findings = self.findings(words)?;
        let new: Vec<Finding> =
            errors(&findings).filter(|error| !self.accepted.contains(&sign(error))).cloned().collect();
        if !new.is_empty() {
            return Ok(TakenUp::Refused(new));
        }
        let search = session::open_or_build(&self.folders)?;
        let same = search.facts().fingerprint == self.live.search().facts().fingerprint;
        self.live.replace(search);
        self.accept(findings);
        Ok(TakenUp::Served { same })
    }

    /// Everything there is to say of the documents, and of the lexicon if that is asked for: typing all its
    /// words takes seconds.
    fn findings(&self, words: bool) -> Result<Vec<Finding>> {
        let reading = ingest::read_seeds(&self.folders.seeds)?;
        let mut findings = reading.findings;
        if let Some(folder) = self.folders.lexicon.as_deref().filter(|_| words) {
            let plans: Vec<Plan> = reading.plans.into_iter().map(|reading| reading.plan).collect();
            findings.extend(lexicon::check(folder, &Catalogue::of(&plans))?);
        }
        Ok(findings)
    }

    /// Serves on with these findings known.
    fn accept(&mut self, findings: Vec<Finding>) {
        self.accepted = errors(&findings).map(sign).collect();
        let changes = match ingest::changes(&self.folders.index) {
            Ok(changes) => changes,
            Err(error) => {
                say(&error.to_string());
                None
            }
        };
        self.live.tell(Account { findings, changes: changes.unwrap_or_default() });
    }

    fn refuse(&self, errors: Vec<Finding>) {
        let mut message = format!(
            "文書の変更に誤りが {} 件あるため、取り入れません。前の内容を表示しています。",
            errors.len()
        );
        for error in errors.iter().take(MOST_TOLD) {
            message.push_str(&format!("\n  {} {}", error.place, error.message));
            if !error.advice.is_empty() {
                message.push_str(&format!("\n      → {}", error.advice));
            }
        }
        say(&message);
        self.live.complain(Complaint {
            message: "文書の変更に誤りがあるため、前の内容を表示しています。".to_owned(),
            reasons: errors,
        });
    }
}

fn errors(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|finding| finding.severity == Severity::Error)
}

/// What tells one error from another wherever its line has moved to.
fn sign(error: &Finding) -> String {
    format!("{}\n{}\n{}", error.code, error.place.file, error.message)
}

/// Whether someone else is building the same index: `shisaku index` beside the server.
fn is_busy(error: &anyhow::Error) -> bool {
    let ours = error.downcast_ref::<IngestError>();
    matches!(ours, Some(IngestError::Engine(EngineError::Busy { .. })))
        || matches!(error.downcast_ref(), Some(EngineError::Busy { .. }))
}
