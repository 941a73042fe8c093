//! `shisaku serve`: the server, and a watch over the documents beside it.

use std::{
    fs, io,
    net::TcpListener,
    sync::{Arc, mpsc},
    thread,
};

use anyhow::{Context, Result};

use super::{
    Outcome,
    args::ServeArgs,
    learn::Learning,
    say, session,
    watch::{Stamp, Watch},
};
use crate::{
    config::Server,
    learn::ear,
    web::{self, Live},
};

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
    let stamp = Stamp::now(&server.folders);
    let address = listener.local_addr().context("待ち受けるアドレスが分かりません")?;
    let (search, read) = session::open_or_build_of(&server.folders)?;
    let live = Live::new(search);
    let live = live.measured_by(memory).reached_at(server.public_url.clone(), Some(address));
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
    let watch = Watch::new(server.folders.clone(), Arc::clone(&live), stamp, read);
    let (call, called) = mpsc::channel();
    thread::Builder::new()
        .name("watch-seeds".to_owned())
        .spawn(move || watch.keep(&called))
        .context("文書の見張りを始められません")?;
    say(&format!("http://{address} で開けます。終えるには Ctrl+C を押します。"));
    let served = web::serve(listener, live, move || call.send(()).is_ok()).context("サーバーが止まりました");
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
