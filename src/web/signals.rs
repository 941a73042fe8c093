//! Signals of the operating system: SIGHUP to look at the documents at once, SIGTERM and SIGINT to end.
//!
//! Only this module uses Unix signals. On other systems Ctrl+C ends the server, and the watch looks at its
//! interval only.

use std::io;

use tokio::runtime::Runtime;
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};

/// Calls `called` at each SIGHUP until it returns false. From then on SIGHUP does not end the program.
///
/// # Errors
/// If the system provides no signals.
#[cfg(unix)]
pub(super) fn on_hangup(runtime: &Runtime, called: impl Fn() -> bool + Send + 'static) -> io::Result<()> {
    let mut hangup = runtime.block_on(async { signal(SignalKind::hangup()) })?;
    runtime.spawn(async move { while hangup.recv().await.is_some() && called() {} });
    Ok(())
}

/// Does nothing: this system has no SIGHUP.
///
/// # Errors
/// None. The result type matches the Unix version.
#[cfg(not(unix))]
pub(super) fn on_hangup(_runtime: &Runtime, _called: impl Fn() -> bool + Send + 'static) -> io::Result<()> {
    Ok(())
}

/// A future that completes at SIGTERM or SIGINT.
///
/// # Errors
/// If the system provides no signals.
#[cfg(unix)]
pub(super) fn end() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// A future that completes at Ctrl+C.
///
/// # Errors
/// None. The result type matches the Unix version.
#[cfg(not(unix))]
pub(super) fn end() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // If Ctrl+C cannot be received, only ending the process ends the server.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
