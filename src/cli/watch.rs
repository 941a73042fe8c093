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

use super::{
    lexicon::{self, Lexicon},
    say, session, told,
};
use crate::{
    config::Folders,
    web::{Account, Complaint, Live},
};
use shisaku_engine::EngineError;
use shisaku_ingest::{IngestError, Snapshot, State};
use shisaku_model::{Catalogue, Finding, Plan, Severity};
use shisaku_reader::source;

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
    /// As it was at that stamp. What stays the same is not read again: it is the greater part of the memory.
    lexicon: (Option<u64>, Arc<Lexicon>),
    /// What was said of the lexicon as it was at that stamp: typing all its words takes seconds.
    told: Option<(Option<u64>, Vec<Finding>)>,
    /// Errors of what is being served: a change is not refused for what was wrong before it.
    accepted: BTreeSet<String>,
    retry: Option<Instant>,
    /// The documents as they were read when the server began, where they had to be read.
    read: Option<Snapshot>,
}

/// How taking a change up ended.
enum TakenUp {
    /// It is being served. Whether its documents are those from before.
    Served { same: bool },
    /// It brings errors that were not there before.
    Refused(Vec<Finding>),
}

impl Watch {
    /// A watch over what `live` serves, which was read when the folders were as `seen`: as `read`, if it had to be.
    pub fn new(
        folders: Folders,
        live: Arc<Live>,
        seen: Stamp,
        lexicon: Lexicon,
        read: Option<Snapshot>,
    ) -> Self {
        let lexicon = (seen.lexicon, Arc::new(lexicon));
        Self { folders, live, seen, lexicon, told: None, accepted: BTreeSet::new(), retry: None, read }
    }

    /// Looks again and again; at once when called.
    pub fn keep(mut self, called: &Receiver<()>) {
        if let Err(error) = self.begin() {
            say(&format!("文書を調べられません: {}", told(&error)));
        }
        loop {
            let call = match called.recv_timeout(WATCH) {
                Ok(()) => true,
                Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => {
                    thread::sleep(WATCH);
                    false
                }
            };
            // Who calls often is answered once.
            while called.try_recv().is_ok() {}
            self.look(call);
        }
    }

    /// Learns what is wrong with what is served already. What has changed since it was opened is a change.
    fn begin(&mut self) -> Result<()> {
        let lexicon = Arc::clone(&self.lexicon.1);
        let snapshot = match self.read.take() {
            Some(read) => read,
            None => Snapshot::take(&self.folders.seeds, lexicon.read_with())?,
        };
        let findings = self.findings(&snapshot)?;
        let lying =
            shisaku_ingest::state_for(Some(&snapshot.fingerprint), &self.folders.index, lexicon.read_with())?;
        // What was saved after the server began is a change, and no part of what it began with.
        let served = self.live.search().facts().fingerprint == snapshot.fingerprint
            && Stamp::now(&self.folders) == self.seen;
        let of_documents = snapshot.reading.findings.len();
        if let State::Stale(before) = &lying
            && before.meta().fingerprint == self.live.search().facts().fingerprint
        {
            // The server began with the index before a change that brings errors: what is wrong is told now.
            let of_lexicon = errors(&findings[of_documents..]).map(Finding::sign);
            self.accepted = before.meta().errors.iter().cloned().chain(of_lexicon).collect();
            self.live.tell(Account { findings: Vec::new(), changes: before.changes()? });
            self.look(true);
        } else if let (State::Fresh(generation), true) = (lying, served) {
            self.accepted = errors(&findings).map(Finding::sign).collect();
            if !self.accepted.is_empty() {
                say(&told_errors(
                    "文書に誤りが",
                    "件あります。読めた所だけを検索します。",
                    errors(&findings),
                ));
            }
            self.live.tell(Account { findings, changes: generation.changes()? });
        }
        Ok(())
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
        match self.take_up() {
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

    fn take_up(&mut self) -> Result<TakenUp> {
        let stamp = self.folders.lexicon.as_deref().and_then(source::stamp);
        let same_words = stamp == self.lexicon.0;
        let lexicon = match same_words {
            true => Arc::clone(&self.lexicon.1),
            false => Arc::new(session::lexicon(&self.folders)?),
        };
        let snapshot = Snapshot::take(&self.folders.seeds, lexicon.read_with())?;
        let findings = self.findings(&snapshot)?;
        let new: Vec<Finding> =
            errors(&findings).filter(|error| !self.accepted.contains(&error.sign())).cloned().collect();
        if !new.is_empty() {
            return Ok(TakenUp::Refused(new));
        }
        let served = self.live.search();
        let same = snapshot.fingerprint == served.facts().fingerprint;
        if same && same_words {
            let changes = self.live.account().changes.clone();
            self.accepted = errors(&findings).map(Finding::sign).collect();
            self.live.tell(Account { findings, changes });
            return Ok(TakenUp::Served { same });
        }
        let (search, changes) = session::open_snapshot(&self.folders, &snapshot, &lexicon, &served)?;
        // What was built in between by others was never served.
        let since = changes.since.as_ref().map(|since| &since.fingerprint);
        let changes = match since == Some(&served.facts().fingerprint) || same {
            true => changes,
            false => served.changes_to(&snapshot.entries())?,
        };
        drop(served);
        self.accepted = errors(&findings).map(Finding::sign).collect();
        self.live.replace(search, Account { findings, changes });
        self.lexicon = (stamp, lexicon);
        Ok(TakenUp::Served { same })
    }

    /// Everything there is to say of the documents and of the lexicon.
    fn findings(&mut self, snapshot: &Snapshot) -> Result<Vec<Finding>> {
        let mut findings = snapshot.reading.findings.clone();
        let Some(folder) = &self.folders.lexicon else { return Ok(findings) };
        let stamp = source::stamp(folder);
        let known = self.told.as_ref().filter(|(known, _)| *known == stamp);
        let of_lexicon = match known {
            Some((_, known)) => known.clone(),
            None => {
                let plans: Vec<Plan> =
                    snapshot.reading.plans.iter().map(|reading| reading.plan.clone()).collect();
                let told = lexicon::check(folder, &Catalogue::of(&plans))?;
                self.told = Some((stamp, told.clone()));
                told
            }
        };
        findings.extend(of_lexicon);
        Ok(findings)
    }

    fn refuse(&self, errors: Vec<Finding>) {
        say(&told_errors(
            "文書の変更に誤りが",
            "件あるため、取り入れません。前の内容を表示しています。",
            errors.iter(),
        ));
        self.live.complain(Complaint {
            message: "文書の変更に誤りがあるため、前の内容を表示しています。".to_owned(),
            reasons: errors,
        });
    }
}

/// How many errors there are, and the first of them.
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

/// Whether someone else is building the same index: `shisaku index` beside the server.
fn is_busy(error: &anyhow::Error) -> bool {
    let ours = error.downcast_ref::<IngestError>();
    matches!(ours, Some(IngestError::Engine(EngineError::Busy { .. })))
        || matches!(error.downcast_ref(), Some(EngineError::Busy { .. }))
}
