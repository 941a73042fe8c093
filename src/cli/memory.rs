//! How much memory the server takes, and that it gives back what it no longer needs.

use std::{env, ffi::OsStr, fs, os::unix::process::CommandExt, process::Command};

/// Where allocations get pages of their own, in bytes: glibc's own first setting. Said aloud, it stays where it is;
/// otherwise glibc raises it with each large buffer that building an index frees, and keeps what building has taken
/// ever after (measured over six changes of the documents: 122 MB instead of 183).
const OWN_PAGES: (&str, &str) = ("MALLOC_MMAP_THRESHOLD_", "131072");

/// Begins this program again with glibc told to give memory back: it reads its settings only as it begins. The
/// process stays the same. Goes on as it is where glibc is not, where someone has settings of their own, and where it
/// cannot.
pub(super) fn give_back() {
    let (name, value) = OWN_PAGES;
    let is_own = |name: &OsStr| name.as_encoded_bytes().starts_with(b"MALLOC_") || name == "GLIBC_TUNABLES";
    if !cfg!(target_env = "gnu") || env::vars_os().any(|(name, _)| is_own(&name)) {
        return;
    }
    if let Ok(program) = env::current_exe() {
        // It comes back only if it failed.
        let _ = Command::new(program).args(env::args_os().skip(1)).env(name, value).exec();
    }
}

/// Bytes of memory that this program takes, where the system tells.
pub(super) fn taken() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024)
}
