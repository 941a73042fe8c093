//! `shisaku serve`: the web server and the watch over the documents.

use std::{
    fs, io,
    net::{SocketAddr, TcpListener},
    sync::{
        Arc,
        mpsc::{self, Receiver},
    },
    thread,
};

use anyhow::{Context, Result};
use tracing::{info, warn};

use super::{
    Outcome,
    args::ServeArgs,
    learn::Learning,
    session,
    watch::{Stamp, Watch},
};
use crate::web::{self, AppState, WatchState};
use shisaku_misses::MissRecorder;

pub(super) fn run(args: &ServeArgs) -> Result<Outcome> {
    // Bind the port first, so that a refused port is reported before an index is built.
    let listener = TcpListener::bind(args.listen).map_err(|error| {
        let why = match error.kind() {
            io::ErrorKind::AddrInUse => "そのポートはすでに使われています".to_owned(),
            io::ErrorKind::PermissionDenied => "そのポートを使う権限がありません".to_owned(),
            _ => error.to_string(),
        };
        anyhow::anyhow!(
            "{} で待ち受けられません: {why}。--listen 127.0.0.1:8081 のように別のポートを指定してください",
            args.listen
        )
    })?;
    let learning = args.learn.as_ref().map(|folder| Learning::begin(folder, args.learn_least)).transpose()?;
    let address = listener.local_addr().context("待ち受けるアドレスが分かりません")?;
    let (call, called) = mpsc::channel();
    // Install the SIGHUP handler before the index is built, which may take a while. A SIGHUP during the build
    // must not end the program.
    let web = web::Server::begin(move || call.send(()).is_ok()).context("サーバーを始められません")?;
    let recorder = learning.as_ref().map(|(_, recorder)| recorder.clone());
    let live = begin(args, address, recorder, called)?;
    let end_learning =
        learning.map(|(learning, recorder)| learning.listen(recorder, Arc::clone(&live))).transpose()?;
    info!("http://{address} で開けます。終えるには Ctrl+C を押します。");
    let served = web.serve(listener, live).context("サーバーが止まりました");
    if let Some(end) = end_learning {
        end();
    }
    served?;
    info!("終わりました。");
    Ok(Outcome::Success)
}

/// Opens or builds the index and keeps watching the documents, both on one thread. A later build then reuses
/// the memory that the allocator keeps for this thread.
fn begin(
    args: &ServeArgs,
    address: SocketAddr,
    recorder: Option<MissRecorder>,
    called: Receiver<()>,
) -> Result<Arc<AppState>> {
    let (tell, told) = mpsc::sync_channel(1);
    let (folders, public_url, show_findings) =
        (args.folders.clone(), args.public_url.clone(), args.show_findings);
    let watch = move || {
        let stamp = Stamp::now(&folders);
        let opened = session::lexicon(&folders)
            .and_then(|lexicon| Ok((session::open_to_serve(&folders, &lexicon)?, lexicon)));
        let ((search, read), lexicon) = match opened {
            Ok(opened) => opened,
            Err(error) => return drop(tell.send(Err(error))),
        };
        let mut live = AppState::new(search)
            .measured_by(resident_memory)
            .showing_findings(show_findings)
            .reached_at(public_url, Some(address));
        if let Some(recorder) = recorder {
            live = live.recorded_by(recorder);
        }
        let live = Arc::new(live);
        live.report_watch(WatchState::Updating);
        if tell.send(Ok(Arc::clone(&live))).is_ok() {
            let counting = live.search();
            // Counting ahead speeds up the first requests. The server can run without it.
            let ahead = move || {
                if let Err(error) = counting.open_model() {
                    warn!("{error}");
                }
                counting.count_ahead();
            };
            let _ = thread::Builder::new().name("count-ahead".to_owned()).spawn(ahead);
            Watch::new(folders, live, stamp, lexicon, read).keep(&called);
        }
    };
    thread::Builder::new()
        .name("watch-seeds".to_owned())
        .spawn(watch)
        .context("文書の見張りを始められません")?;
    told.recv().context("索引を開くところで止まりました")?
}

/// Resident memory of this process, in bytes. Known only on Linux.
fn resident_memory() -> Option<u64> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024)
}
