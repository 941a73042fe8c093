#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::{fs, path::Path};

use axum::{body::Body, http::Request};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

use super::*;
use crate::{cli::args::LexiconArgs, web::app};

const MANIFEST: &str = "title = \"見張りの計画\"\n";

/// Creates a watch over one plan, as `serve` does.
fn watch(folder: &Path) -> Watch {
    let (seeds, index) = (folder.join("seeds"), folder.join("index"));
    let folders = FolderArgs { seeds, index, lexicon: LexiconArgs { folder: None }, encoder: None };
    fs::create_dir_all(folders.seeds.join("plan")).unwrap();
    fs::write(folders.seeds.join("plan/plan.toml"), MANIFEST).unwrap();
    fs::write(folders.seeds.join("plan/plan.txt"), "1 月\n1-1 月面\n(1)月面基地\n・建てます。\n").unwrap();
    let stamp = Stamp::now(&folders);
    let lexicon = session::lexicon(&folders).unwrap();
    let (search, read) = session::open_to_serve(&folders, &lexicon).unwrap();
    Watch::new(folders, Arc::new(AppState::new(search)), stamp, lexicon, read)
}

fn health(watch: &Watch) -> Value {
    let request = Request::get("/healthz").body(Body::empty()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let bytes = runtime.block_on(async {
        let answer = app(Arc::clone(&watch.live)).oneshot(request).await.unwrap();
        answer.into_body().collect().await.unwrap().to_bytes()
    });
    serde_json::from_slice(&bytes).unwrap()
}

fn states(watch: &Watch) -> [String; 2] {
    let health = health(watch);
    [&health["status"], &health["watch"]["state"]].map(|state| state.as_str().unwrap().to_owned())
}

#[test]
fn a_step_that_panics_is_outlived_and_told_until_the_documents_are_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut watch = watch(folder.path());
    assert_eq!(states(&watch), ["ok", "off"]);
    watch.outlive(|watch| watch.begin().unwrap());
    assert_eq!(states(&watch), ["ok", "watching"]);
    assert!(health(&watch)["watch"]["looked_at"].as_str().unwrap().ends_with('Z'));

    watch.outlive(|_| panic!("a planted panic"));
    assert_eq!(states(&watch), ["stale", "failed"]);
    assert!(watch.live.stale_reason().is_some(), "every page tells of it");
    watch.outlive(|watch| watch.look(false));
    assert_eq!(states(&watch), ["stale", "failed"], "nothing has changed, nothing was read");

    let manifest = watch.folders.seeds.join("plan/plan.toml");
    fs::write(manifest, MANIFEST.replace("見張り", "見張りの続く")).unwrap();
    watch.outlive(|watch| watch.look(false));
    assert_eq!(states(&watch), ["ok", "watching"]);
    assert_eq!(watch.live.search().catalogue().plans[0].manifest.title, "見張りの続くの計画");
    assert!(watch.live.stale_reason().is_none() && watch.retry.is_none());
}

#[test]
fn what_panicked_is_tried_again_without_a_change() {
    let folder = tempfile::tempdir().unwrap();
    let mut watch = watch(folder.path());
    watch.outlive(|_| panic::panic_any(7));
    let due = watch.retry.unwrap().saturating_duration_since(Instant::now());
    assert!(due <= RETRY && due > RETRY / 2, "{due:?}");
    assert_eq!(states(&watch), ["stale", "failed"]);
    watch.retry = Some(Instant::now());
    watch.outlive(|watch| watch.look(false));
    assert_eq!(states(&watch), ["ok", "watching"]);
}

#[test]
fn a_change_that_is_being_taken_up_is_no_death() {
    let folder = tempfile::tempdir().unwrap();
    let mut watch = watch(folder.path());
    watch.outlive(|watch| {
        watch.live.report_watch(WatchState::Updating);
        assert_eq!(states(watch), ["ok", "updating"]);
    });
    assert!(watch.panicked.is_none());
}
