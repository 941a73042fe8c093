//! The accept loop, its limits per client, and the shutdown.

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

use super::{AppState, app, signals};

/// Time that running requests have to finish after the server is asked to end.
const FAREWELL: Duration = Duration::from_secs(5);

/// Maximum number of connections; further clients wait. Each connection may hold one answer and twice
/// [`MOST_HELD`], so this number bounds the memory.
const MOST_CONNECTIONS: usize = 128;

/// Connections are scarce if fewer than this are free. New ones are then closed after one answer.
const SCARCE: usize = MOST_CONNECTIONS / 2;

/// Time limit for a request head and for an idle connection. [`HURRIED_HEAD`] applies while connections are
/// scarce.
const HEAD: Duration = Duration::from_secs(20);
const HURRIED_HEAD: Duration = Duration::from_secs(3);

/// Time after which a client that reads nothing of its answer is disconnected.
const PATIENCE: Duration = Duration::from_secs(30);

/// Buffer size in bytes, for reading requests and for unsent answers. The HTTP library refuses a longer
/// request head without a body: 414 for an address over 65,534 bytes, else 431.
const MOST_HELD: usize = 128 * 1024;

/// Delay after a failed accept, for example with too many open files.
const BREATH: Duration = Duration::from_millis(100);

/// A server that does not serve yet. On Unix, SIGHUP no longer ends the program.
pub struct Server {
    runtime: Runtime,
}

impl Server {
    /// Calls `called` at each SIGHUP until it returns false. Only Unix has this signal.
    ///
    /// # Errors
    /// If the system provides no threads or signals.
    pub fn begin(called: impl Fn() -> bool + Send + 'static) -> io::Result<Self> {
        let runtime = runtime::Builder::new_multi_thread().enable_all().build()?;
        signals::on_hangup(&runtime, called)?;
        Ok(Self { runtime })
    }

    /// Serves until SIGTERM or SIGINT, or until Ctrl+C on systems without signals. Running requests are
    /// finished first.
    ///
    /// # Errors
    /// If the listener fails.
    pub fn serve(self, listener: TcpListener, live: Arc<AppState>) -> io::Result<()> {
        self.runtime.block_on(serve(listener, live))
    }
}

async fn serve(listener: TcpListener, live: Arc<AppState>) -> io::Result<()> {
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
    // A client that keeps its connection open must not stop the server from ending.
    let _late = timeout(FAREWELL, connections.shutdown()).await;
    Ok(())
}

/// Accepts connections as long as the future is polled.
async fn accept(listener: &tokio::net::TcpListener, live: &Arc<AppState>, connections: &GracefulShutdown) {
    let app = app(Arc::clone(live));
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        // The semaphore is never closed.
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(_) => {
                sleep(BREATH).await;
                continue;
            }
        };
        // Answers are written whole, so delaying small packets gains nothing.
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
            // A connection that ends early is the client's doing and not worth a log line.
            let _ = connection.await;
            drop(place);
        });
    }
}
