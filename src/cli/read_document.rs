//! The child processes that read documents of complex formats: the program itself with a command that nobody
//! types.

use std::{env, ffi::OsString, process::ExitCode, time::Duration};

use shisaku_reader::{Isolation, answer_parent, isolate};

/// First argument of a child.
const COMMAND: &str = "read-document";

/// Memory for one document. The largest that are known take 300 MB.
const MEMORY: u64 = 1 << 30;

/// Processor time for one document. A development build reads PDF files several times slower.
const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 240 } else { 60 });

/// Runs as a child if the arguments say so.
pub(super) fn as_child() -> Option<ExitCode> {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let (command, arguments) = arguments.split_first()?;
    if command != COMMAND {
        return None;
    }
    match answer_parent(arguments) {
        Ok(true) => Some(ExitCode::SUCCESS),
        // Somebody typed it.
        Ok(false) => None,
        Err(_) => Some(ExitCode::FAILURE),
    }
}

/// Reads documents in children from now on.
pub(super) fn isolate_documents() {
    if let Some(program) = own_program() {
        isolate(Isolation { command: (program, vec![COMMAND.into()]), memory: MEMORY, time: TIME });
    }
}

/// The running program. Linux names it even after an update has replaced the file: parent and child must be
/// the same version.
fn own_program() -> Option<OsString> {
    if cfg!(target_os = "linux") {
        return Some("/proc/self/exe".into());
    }
    Some(env::current_exe().ok()?.into())
}
