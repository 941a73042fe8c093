//! The reasons why a child gives no answer, as people are told them.

use std::process::ExitStatus;

use super::{End, Isolation};
use shisaku_model::{Finding, Place};

/// A way out for any document that is too much.
const SMALLER: &str =
    "開いて保存し直すか、章ごとに分けてください。表は CSV、文章はテキスト(.txt)でも置けます。";

/// Codes of the findings about a child without an answer.
const CODES: [&str; 4] = ["reader_not_started", "too_much_memory", "too_slow", "reader_stopped"];

/// True for a finding that may be gone the next time: the machine was busy, or had too little memory.
pub(crate) fn depends_on_machine(finding: &Finding) -> bool {
    CODES.contains(&finding.code)
}

/// A reason why a child gives no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    /// The system started no process.
    NotStarted,
    /// The memory was not enough.
    Memory,
    /// The time was up.
    Time,
    /// The child crashed for another reason.
    Crash,
}

impl Failure {
    pub(super) fn of(end: &End) -> Self {
        // The standard library writes this before it aborts. The stack overflows with the same signal.
        let is_out_of_memory = end.said.contains("memory allocation of");
        match signal(end.status) {
            _ if end.is_late => Self::Time,
            Some(SIGXCPU) => Self::Time,
            // Nobody but the system kills a child: it was the largest process when memory ran out.
            Some(SIGKILL) => Self::Memory,
            _ if is_out_of_memory || end.status.success() && end.answer.is_none() => Self::Memory,
            _ => Self::Crash,
        }
    }

    pub(super) fn into_finding(self, file: &str, isolation: &Isolation) -> Finding {
        let [not_started, too_much_memory, too_slow, stopped] = CODES;
        let (code, message, advice) = match self {
            Self::NotStarted => (
                not_started,
                "文書を読むプロセスを始められないため、読んでいません。".to_owned(),
                "メモリーとプロセス数の上限を確かめ、もう一度実行してください。",
            ),
            Self::Memory => (
                too_much_memory,
                format!("読み取りに必要なメモリーが上限({} MB)を超えました。", isolation.memory >> 20),
                SMALLER,
            ),
            Self::Time => (
                too_slow,
                format!("読み取りが制限時間({} 秒)に終わりませんでした。", isolation.time.as_secs()),
                SMALLER,
            ),
            Self::Crash => (
                stopped,
                "読み取りの途中で止まりました。ファイルが壊れているおそれがあります。".to_owned(),
                "ファイルを開けるか確かめ、保存し直すか、元の文書をテキスト(.txt)か CSV で置いてください。",
            ),
        };
        Finding::error(code, Place::file(file), message).advise(advice)
    }
}

/// Sent when the processor time is up, on Linux and the BSDs.
const SIGXCPU: i32 = 24;

const SIGKILL: i32 = 9;

/// The signal that ended a process.
#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_status: ExitStatus) -> Option<i32> {
    None
}
