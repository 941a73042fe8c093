//! The listening loop, what one client may take of it, and how it ends.

use std::{io, net::TcpListener, sync::Arc, time::Duration};

use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    runtime::{self, Runtime},
    sync::Semaphore,
    time::{sleep, timeout},
};
use tokio_io_timeout::TimeoutStream;

use super::{Live, app, signals};

/// How long requests under way may take to finish once the server is asked to end.
const FAREWELL: Duration = Duration::from_secs(5);

/// Connections at the same time; who comes after them waits until one is closed. Each may hold one answer and
/// [`MOST_HELD`] twice, so that their number bounds the memory.
const MOST_CONNECTIONS: usize = 128;

/// While fewer than these are free, a connection ends with its answer instead of waiting for another request.
const SCARCE: usize = MOST_CONNECTIONS / 2;

/// How long the head of a request may take, and how long a connection may lie idle before the next; the same while
/// connections are scarce.
const HEAD: Duration = Duration::from_secs(20);
const HURRIED_HEAD: Duration = Duration::from_secs(3);

/// How long a client may take nothing of what it has asked for.
const PATIENCE: Duration = Duration::from_secs(30);

/// Bytes of requests that are read ahead, and of answers that wait to be taken. A longer head of a request is refused
/// by the HTTP library: 414 for an address over 65,534 bytes, else 431, both without a body.
const MOST_HELD: usize = 128 * 1024;

/// How long to wait when no connection can be taken: there may be too many open files.
const BREATH: Duration = Duration::from_millis(100);

/// A server before there is anything to serve. On Unix, SIGHUP does not end the program from now on.
pub struct Server {
    runtime: Runtime,
}

impl Server {
    /// At each SIGHUP `called` is called, until it says that nobody listens. Only Unix has that signal.
    ///
    /// # Errors
    /// When the system gives no threads or signals.
    pub fn begin(called: impl Fn() -> bool + Send + 'static) -> io::Result<Self> {
        let runtime = runtime::Builder::new_multi_thread().enable_all().build()?;
        signals::on_hangup(&runtime, called)?;
        Ok(Self { runtime })
    }

    /// Serves until SIGTERM or SIGINT, or Ctrl+C where there are no signals; requests under way are finished first.
    ///
    /// # Errors
    /// When the listener fails.
    pub fn serve(self, listener: TcpListener, live: Arc<Live>) -> io::Result<()> {
        self.runtime.block_on(serve(listener, live))
    }
}

async fn serve(listener: TcpListener, live: Arc<Live>) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let end = signals::end()?;
    let connections = GracefulShutdown::new();
    tokio::select! {
        () = accept(&listener, &live, &connections) => {}
        () = end => {}
    }
    live.end();
    drop(listener);
    // A client that keeps its connection open must not keep the server from ending.
    let _late = timeout(FAREWELL, connections.shutdown()).await;
    Ok(())
}

/// Takes connections for as long as it is polled.
async fn accept(listener: &tokio::net::TcpListener, live: &Arc<Live>, connections: &GracefulShutdown) {
    let app = app(Arc::clone(live));
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        // It is never closed.
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(_) => {
                sleep(BREATH).await;
                continue;
            }
        };
        // Answers are written whole: nothing is gained by waiting for more.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(PATIENCE));
        let scarce = room.available_permits() < SCARCE;
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(if scarce { HURRIED_HEAD } else { HEAD })
            .max_buf_size(MOST_HELD)
            .keep_alive(!scarce)
            .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(app.clone()));
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            // What ends a connection early is the client's doing, and no news for the log.
            let _ = connection.await;
            drop(place);
        });
    }
}
