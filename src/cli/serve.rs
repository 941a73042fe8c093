//! `shisaku serve`: the server, and a watch over the documents beside it.

use std::{
    fs, io,
    net::TcpListener,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use super::{Outcome, args::ServeArgs, learn::Learning, say, session, told};
use crate::{
    config::{Folders, Server},
    learn::ear,
    source,
    web::{self, Live},
};

/// How often the documents are looked at.
const WATCH: Duration = Duration::from_secs(2);

/// How long after a failure it is tried again though nothing has changed.
const RETRY: Duration = Duration::from_secs(30);

pub(super) fn run(args: &ServeArgs) -> Result<Outcome> {
    let server = Server::from(args);
    // The port first: whoever it is refused to need not wait for an index.
    let listener = TcpListener::bind(server.listen).map_err(|error| {
        let why = match error.kind() {
            io::ErrorKind::AddrInUse => "そのポートはすでに使われています".to_owned(),
            io::ErrorKind::PermissionDenied => "そのポートを使う権限がありません".to_owned(),
            _ => error.to_string(),
        };
        anyhow::anyhow!(
            "{} で待ち受けられません: {why}。--listen 127.0.0.1:8081 のように別のポートを指定してください",
            server.listen
        )
    })?;
    let learning = server.learn.as_ref().map(Learning::begin).transpose()?;
    let stamp = stamp(&server.folders);
    let live = Live::new(session::open_or_build(&server.folders)?).measured_by(memory);
    let (live, learning) = match learning {
        Some(learning) => {
            let (ear, receiver) = ear();
            let live = Arc::new(live.heard_by(ear.clone()));
            (Arc::clone(&live), Some(learning.listen(ear, receiver, live)?))
        }
        None => (Arc::new(live), None),
    };
    let counting = live.search();
    thread::spawn(move || counting.count_ahead());
    let watched = Arc::clone(&live);
    let folders = server.folders.clone();
    thread::Builder::new()
        .name("watch-seeds".to_owned())
        .spawn(move || watch(&folders, &watched, stamp))
        .context("文書の見張りを始められません")?;
    let address = listener.local_addr().context("待ち受けるアドレスが分かりません")?;
    say(&format!("http://{address} で開けます。終えるには Ctrl+C を押します。"));
    let served = web::serve(listener, live).context("サーバーが止まりました");
    if let Some(listening) = learning {
        listening.end();
    }
    served?;
    say("終わりました。");
    Ok(Outcome::Success)
}

/// Bytes of memory that this program takes, where the system tells.
fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024)
}

/// A sign of change in the documents and in the lexicon.
type Stamp = (Option<u64>, Option<u64>);

fn stamp(folders: &Folders) -> Stamp {
    (source::stamp(&folders.seeds), folders.lexicon.as_deref().and_then(source::stamp))
}

/// Builds a new index when the documents or the lexicon change, and puts it in place of the old one. While that fails,
/// the old one goes on being searched, and the pages say so.
fn watch(folders: &Folders, live: &Live, mut seen: Stamp) {
    let mut retry = None;
    loop {
        thread::sleep(WATCH);
        let now = stamp(folders);
        // What failed may succeed without a change here: a full disk, another process building.
        let due = retry.is_some_and(|at| Instant::now() >= at);
        if now == seen && !due {
            continue;
        }
        let words = now.1 != seen.1;
        seen = now;
        let complaining = live.complaint().is_some();
        match session::open_or_build(folders) {
            Ok(search) => {
                let same = search.facts().fingerprint == live.search().facts().fingerprint;
                live.replace(search);
                retry = None;
                match (same, complaining) {
                    (false, _) => say("文書の変更を取り入れました。"),
                    (true, true) => say("文書がもとに戻りました。"),
                    (true, false) if words => say("語彙の変更を取り入れました。"),
                    (true, false) => {}
                }
            }
            Err(error) => {
                let message =
                    format!("文書の変更を取り入れられません。前の内容を表示しています。{}", told(&error));
                if !due {
                    say(&message);
                }
                retry = Some(Instant::now() + RETRY);
                live.complain("文書が変わりましたが、読み直せません。前の内容を表示しています。");
            }
        }
    }
}
