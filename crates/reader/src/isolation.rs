//! Reads documents of complex formats in a child process with limited memory and time.
//!
//! A small file can make a library of its format overflow the stack, ask for 100 GB or never end. The child
//! pays for that, and the document becomes a finding. The child is the program itself with other arguments.
//! Without [`isolate`], as in tests of this crate, documents are read in the same process.

mod child;
mod failure;
#[cfg(test)]
mod tests;

use std::{
    ffi::OsString,
    io::{self, Read, Write},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{OnceLock, mpsc},
    thread,
    time::Duration,
};

use failure::Failure;
use shisaku_model::{Document, Finding};

pub use child::answer_parent;
pub(crate) use failure::depends_on_machine;

/// A document as read, or the finding that nothing can be read. The child hands it over as JSON.
type Answer = Result<(Document, Vec<Finding>), Finding>;

/// Maximum size of an answer in bytes. The largest workbook has 2,000,000 cells with 100 MB of text.
const MAX_ANSWER: u64 = 512 << 20;

/// Bytes of the child's messages that are kept. The last words of a crash are short.
const MAX_SAID: u64 = 64 << 10;

/// The wall-clock limit is this many times the limit of processor time, because the machine may be busy.
const PATIENCE: u32 = 4;

/// The child processes of a program.
#[derive(Debug, Clone)]
pub struct Isolation {
    /// The program, and its arguments before those of [`answer_parent`].
    pub command: (OsString, Vec<OsString>),
    /// Memory that a child may take beyond its own start, in bytes.
    pub memory: u64,
    /// Processor time of a child.
    pub time: Duration,
}

static CURRENT: OnceLock<Isolation> = OnceLock::new();

/// Reads documents of complex formats in child processes from now on. Only the first call has an effect.
pub fn isolate(isolation: Isolation) {
    // A second call changes nothing.
    let _ = CURRENT.set(isolation);
}

/// The isolation of this program, if it has any.
pub(crate) fn current() -> Option<&'static Isolation> {
    CURRENT.get()
}

/// The end of a child.
struct End {
    status: ExitStatus,
    /// Standard output. `None` if it was longer than [`MAX_ANSWER`].
    answer: Option<Vec<u8>>,
    /// Standard error.
    said: String,
    /// True if the child was killed because its time was up.
    is_late: bool,
}

impl Isolation {
    /// Reads a document in a child. `file` is its path in findings.
    ///
    /// # Errors
    /// A finding if nothing can be read, or the child did not answer.
    pub(crate) fn read(&self, file: &str, bytes: &[u8]) -> Answer {
        let answer = self.run(file, bytes).map_err(|_| Failure::NotStarted).and_then(|end| {
            match end.answer.as_deref().map(serde_json::from_slice::<Answer>) {
                Some(Ok(answer)) if end.status.success() => Ok(answer),
                _ => Err(Failure::of(&end)),
            }
        });
        answer.unwrap_or_else(|failure| Err(failure.into_finding(file, self)))
    }

    fn run(&self, file: &str, bytes: &[u8]) -> io::Result<End> {
        let (program, arguments) = &self.command;
        let mut child = Command::new(program)
            .args(arguments)
            .args([self.memory.to_string(), self.time.as_secs().to_string(), file.to_owned()])
            // The last words of a crash are read by `Failure`, and looking up a backtrace takes memory.
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let talked = talk(&mut child, bytes, self.time * PATIENCE);
        // After an error the child may still run.
        if talked.is_err() {
            let _ = child.kill();
        }
        let status = child.wait()?;
        let (answer, said, is_late) = talked?;
        Ok(End { status, answer, said, is_late })
    }
}

/// Hands the document to a child and takes its answer. Kills the child after `patience`.
fn talk(child: &mut Child, bytes: &[u8], patience: Duration) -> io::Result<(Option<Vec<u8>>, String, bool)> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (Some(mut stdin), Some(stdout), Some(stderr)) = (stdin, stdout, stderr) else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    thread::scope(|scope| {
        let spawn = || thread::Builder::new();
        // A child that ends early leaves bytes unread.
        spawn().spawn_scoped(scope, move || drop(stdin.write_all(bytes)))?;
        let said = spawn().spawn_scoped(scope, move || up_to(stderr, MAX_SAID).0)?;
        let (answered, answer) = mpsc::channel();
        spawn().spawn_scoped(scope, move || drop(answered.send(up_to(stdout, MAX_ANSWER))))?;
        let in_time = answer.recv_timeout(patience);
        let is_late = in_time.is_err();
        if is_late {
            child.kill()?;
        }
        let answer = in_time.ok().and_then(|(bytes, is_whole)| is_whole.then_some(bytes));
        let said = said.join().unwrap_or_default();
        Ok((answer, String::from_utf8_lossy(&said).into_owned(), is_late))
    })
}

/// Reads a pipe to its end and keeps the first `most` bytes. The second value is true if these are all.
fn up_to(pipe: impl Read, most: u64) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let mut first = pipe.take(most);
    let is_read = first.read_to_end(&mut bytes).is_ok();
    let more = io::copy(&mut first.into_inner(), &mut io::sink());
    (bytes, is_read && matches!(more, Ok(0)))
}
