//! `shisaku serve`: the server, and a watch over the documents beside it.

use std::{io, net::TcpListener, sync::Arc, thread, time::Duration};

use anyhow::{Context, Result};

use super::{Outcome, args::ServeArgs, session};
use crate::{
    config::{Folders, Server},
    source,
    web::{self, Live},
};

/// How often the documents are looked at.
const WATCH: Duration = Duration::from_secs(2);

pub(super) fn run(args: &ServeArgs) -> Result<Outcome> {
    let server = Server { listen: args.listen, folders: Folders::from(&args.folders) };
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
    let stamp = source::stamp(&server.folders.seeds);
    let live = Arc::new(Live::new(session::open_or_build(&server.folders)?));
    let watched = Arc::clone(&live);
    let folders = server.folders.clone();
    thread::Builder::new()
        .name("watch-seeds".to_owned())
        .spawn(move || watch(&folders, &watched, stamp))
        .context("文書の見張りを始められません")?;
    let address = listener.local_addr().context("待ち受けるアドレスが分かりません")?;
    eprintln!("http://{address} で開けます。終えるには Ctrl+C を押します。");
    web::serve(listener, live).context("サーバーが止まりました")?;
    eprintln!("終わりました。");
    Ok(Outcome::Success)
}

/// Builds a new index when the documents change, and puts it in place of the old one. While that fails,
/// the old one goes on being searched, and the pages say so.
fn watch(folders: &Folders, live: &Live, mut seen: Option<u64>) {
    loop {
        thread::sleep(WATCH);
        let now = source::stamp(&folders.seeds);
        if now == seen {
            continue;
        }
        seen = now;
        match session::open_or_build(folders) {
            Ok(search) => {
                let same = search.facts().fingerprint == live.search().facts().fingerprint;
                live.replace(search);
                if !same {
                    eprintln!("文書の変更を取り入れました。");
                }
            }
            Err(error) => {
                eprintln!("文書の変更を取り入れられません: {error:#}");
                live.complain("文書が変わりましたが、読み直せません。前の内容を表示しています。");
            }
        }
    }
}
