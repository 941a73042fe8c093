//! The child: limits itself, reads one document, and answers.

use std::{
    ffi::OsString,
    io::{self, BufWriter, Read, Write},
};

use crate::formats;

/// Reads the document on standard input and writes the answer to standard output. `arguments` are those that
/// the parent adds: the limit of memory in bytes, the limit of processor time in seconds, and the path of the
/// document in findings. Returns false if they are others.
///
/// # Errors
/// If a pipe breaks.
pub fn answer_parent(arguments: &[OsString]) -> io::Result<bool> {
    let texts: Option<Vec<&str>> = arguments.iter().map(|argument| argument.to_str()).collect();
    let Some([memory, seconds, file]) = texts.as_deref() else { return Ok(false) };
    let (Ok(memory), Ok(seconds)) = (memory.parse(), seconds.parse()) else { return Ok(false) };
    limit(memory, seconds);
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let answer = formats::read_here(file, &bytes);
    drop(bytes);
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, &answer)?;
    out.flush()?;
    Ok(true)
}

/// Limits address space and processor time, and leaves no image of the memory after a crash. A system that
/// knows no such limit leaves the child with that of the parent's clock.
#[cfg(unix)]
fn limit(memory: u64, seconds: u64) {
    use rlimit::{Resource, setrlimit};

    let memory = used().saturating_add(memory);
    // At the first limit of time the system sends SIGXCPU, at the second SIGKILL, which means no memory here.
    let limits = [
        (Resource::AS, memory, memory),
        (Resource::CPU, seconds, seconds.saturating_add(5)),
        (Resource::CORE, 0, 0),
    ];
    for (resource, soft, hard) in limits {
        // The error means that the system has no such limit, or a lower one already.
        let _ = setrlimit(resource, soft, hard);
    }
}

#[cfg(not(unix))]
fn limit(_memory: u64, _seconds: u64) {}

/// Address space in use, in bytes. The program maps its dictionary, so that this is more than 100 MB.
#[cfg(unix)]
fn used() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let size = status.lines().find_map(|line| line.strip_prefix("VmSize:"));
    let kilobytes = size.and_then(|size| size.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(256 << 10) << 10
}
