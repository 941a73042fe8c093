//! The listening loop, and how it ends.

use std::{io, net::TcpListener, sync::Arc, time::Duration};

use tokio::{
    runtime,
    signal::unix::{SignalKind, signal},
    sync::Notify,
};

use super::{Live, app};

/// How long requests under way may take to finish once the server is asked to end.
const FAREWELL: Duration = Duration::from_secs(5);

/// Serves until SIGTERM or SIGINT; requests under way are finished first. At each SIGHUP `called` is called,
/// until it says that nobody listens.
///
/// # Errors
/// When the listener or the runtime fails.
pub fn serve(
    listener: TcpListener,
    live: Arc<Live>,
    called: impl Fn() -> bool + Send + 'static,
) -> io::Result<()> {
    runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut hangup = signal(SignalKind::hangup())?;
        tokio::spawn(async move { while hangup.recv().await.is_some() && called() {} });
        let asked = Arc::new(Notify::new());
        let (ended, leaving) = (Arc::clone(&asked), Arc::clone(&live));
        let shutdown = async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            leaving.end();
            ended.notify_one();
        };
        let serving = axum::serve(listener, app(live)).with_graceful_shutdown(shutdown);
        // A client that keeps its connection open must not keep the server from ending.
        let late = async {
            asked.notified().await;
            tokio::time::sleep(FAREWELL).await;
        };
        tokio::select! {
            result = async { serving.await } => result,
            () = late => Ok(()),
        }
    })
}
