//! Runs handlers on the blocking pool, so that searching and rendering never occupy the async workers.
//!
//! A handler is a plain function from a [`Call`] to an answer; [`get`] runs it on tokio's blocking pool. A
//! long list therefore delays neither `/healthz` nor other connections.

use std::{
    convert::Infallible, num::NonZero, panic::resume_unwind, sync::Arc, thread::available_parallelism,
};

use axum::{
    extract::{FromRequestParts, Path},
    http::{Uri, request::Parts},
    response::IntoResponse,
    routing::{self, MethodRouter},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

use super::{AppState, origin::Origin, problem::Problem};

/// Concurrent handlers per core. The work is CPU-bound, but one handler may wait for the disk while another
/// computes. Each holds its whole answer, about 10 MB for a printed list, so this number also bounds the
/// memory.
const PER_CORE: usize = 2;

/// A GET request with the parts that handlers need.
pub(super) struct Call {
    pub live: Arc<AppState>,
    pub origin: Origin,
    pub uri: Uri,
    /// Entry id `plan/local` or plan id from the path. `None` if the route has no such part or it is not UTF-8.
    pub id: Option<String>,
}

impl Call {
    /// The raw query string, without `?`. Empty if there is none.
    pub(super) fn query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }
}

impl FromRequestParts<Arc<AppState>> for Call {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, live: &Arc<AppState>) -> Result<Self, Infallible> {
        let path = Path::<Vec<String>>::from_request_parts(parts, live).await;
        let id = path.ok().filter(|Path(path)| !path.is_empty()).map(|Path(path)| path.join("/"));
        let origin = Origin::from_request_parts(parts, live).await?;
        Ok(Self { live: Arc::clone(live), origin, uri: parts.uri.clone(), id })
    }
}

/// Routes GET to a blocking handler.
pub(super) fn get<A: IntoResponse + 'static>(
    handler: impl Fn(Call) -> A + Copy + Send + Sync + 'static,
) -> MethodRouter<Arc<AppState>> {
    routing::get(move |call: Call| async move {
        let live = Arc::clone(&call.live);
        live.pool().run(move || handler(call).into_response()).await
    })
}

/// The blocking pool with a limit on concurrent work.
pub(super) struct Pool(Arc<Semaphore>);

impl Pool {
    /// Creates a pool with [`PER_CORE`] places per core.
    pub(super) fn of_this_machine() -> Self {
        Self::new(available_parallelism().map_or(1, NonZero::get) * PER_CORE)
    }

    fn new(places: usize) -> Self {
        Self(Arc::new(Semaphore::new(places)))
    }

    /// Runs work as soon as a place is free. Waiting holds no thread. First come, first served.
    ///
    /// # Errors
    /// If the runtime ends before the work begins.
    ///
    /// # Panics
    /// If the work panics. The panic is resumed here, so that the panic layer handles it as for any handler.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let place = Arc::clone(&self.0).acquire_owned().await.map_err(Problem::failed)?;
        let done = spawn_blocking(move || {
            // Blocking work cannot be cancelled when its client leaves, so its place stays taken until its
            // end.
            let _place = place;
            work()
        });
        done.await.map_err(|error| match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            Err(error) => Problem::failed(error),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::{
        sync::{
            atomic::{AtomicBool, Ordering},
            mpsc,
        },
        time::Duration,
    };

    use super::*;

    #[test]
    fn work_whose_client_has_left_keeps_its_place_until_its_end() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let pool = Pool::new(1);
            let (begun, has_begun) = tokio::sync::oneshot::channel();
            let (release, released) = mpsc::channel();
            let ended = Arc::<AtomicBool>::default();
            let marks = Arc::clone(&ended);
            let first = pool.run(move || {
                begun.send(()).unwrap();
                released.recv_timeout(Duration::from_secs(30)).unwrap();
                marks.store(true, Ordering::SeqCst);
            });
            tokio::select! {
                biased;
                _ = first => unreachable!("it waits"),
                begun = has_begun => begun.unwrap(),
            }
            // The client has left: nobody waits for the first work any more.
            assert_eq!(pool.0.available_permits(), 0);
            let second = pool.run(move || ended.load(Ordering::SeqCst));
            release.send(()).unwrap();
            assert!(second.await.unwrap(), "the second began before the first had ended");
            assert_eq!(pool.0.available_permits(), 1);
        });
    }
}
