//! Requests of the operating system: to look at the documents at once, and to end.
//!
//! The only module that knows Unix signals. Elsewhere Ctrl+C ends the server, and the watch looks at its interval
//! alone.

use std::io;

use tokio::runtime::Runtime;
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};

/// Calls `called` at each SIGHUP until it returns false. From then on SIGHUP does not end the program.
///
/// # Errors
/// When the system gives no signals.
#[cfg(unix)]
pub(super) fn on_hangup(runtime: &Runtime, called: impl Fn() -> bool + Send + 'static) -> io::Result<()> {
    let mut hangup = runtime.block_on(async { signal(SignalKind::hangup()) })?;
    runtime.spawn(async move { while hangup.recv().await.is_some() && called() {} });
    Ok(())
}

/// Does nothing: there is no SIGHUP on this system.
///
/// # Errors
/// None; the result is that of the Unix branch.
#[cfg(not(unix))]
pub(super) fn on_hangup(_runtime: &Runtime, _called: impl Fn() -> bool + Send + 'static) -> io::Result<()> {
    Ok(())
}

/// A future that completes at SIGTERM or SIGINT.
///
/// # Errors
/// When the system gives no signals.
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
/// None; the result is that of the Unix branch.
#[cfg(not(unix))]
pub(super) fn end() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Where Ctrl+C cannot be heard, whoever ends the process ends it.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
