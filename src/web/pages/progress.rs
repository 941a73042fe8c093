//! The page of progress. Whatever of its address cannot be read is told, and the rest holds.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    http::{StatusCode, Uri},
    response::Response,
};
use tokio::task::spawn_blocking;

use super::{failed, page, too_long};
use crate::web::{
    Live, query,
    view::{Frame, ProgressPage},
};
use shisaku_model::{Kind, japan};
use shisaku_search::{ParamProblem, ProgressError, ProgressParams, Search, read_progress_params};

/// `GET /progress`
pub(in crate::web) async fn progress(
    State(live): State<Arc<Live>>,
    RawQuery(raw): RawQuery,
    uri: Uri,
) -> Response {
    let search = live.search();
    let Ok(mut pairs) = query::read_leniently(raw.as_deref().unwrap_or_default()) else {
        return too_long(&live);
    };
    pairs.retain(|(_, value)| !value.is_empty());
    // What is no measure has no period, and what was removed no policy: they come when they are asked for.
    if !pairs.iter().any(|(name, _)| name == "kind") {
        pairs.push(("kind".to_owned(), Kind::Measure.as_str().to_owned()));
    }
    let frame = Frame::new(&live, &search).at("/progress").asked(&uri);
    // A large table takes its time, which nobody else has to wait for.
    let made = spawn_blocking(move || {
        let (params, mut unread) = asked_of_progress(&pairs, &search);
        let table = match search.progress(&params) {
            Err(ProgressError::TooLarge(error)) => {
                unread.push(error.detail);
                let ProgressParams { search: asked, at, .. } = params;
                let (usual, _) = asked_of_progress(&[], &search);
                search.progress(&ProgressParams { search: asked, at, ..usual })
            }
            table => table,
        };
        match table {
            Ok(table) => ProgressPage::new(frame, &table, &search, unread).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        }
    });
    match made.await {
        Ok(Ok(view)) => page(StatusCode::OK, &view),
        Ok(Err(error)) => failed(&live, &error),
        Err(error) => failed(&live, &error),
    }
}

/// What table is asked for as far as it can be read, and what is to be said of the rest.
fn asked_of_progress(pairs: &[(String, String)], search: &Search) -> (ProgressParams, Vec<String>) {
    let mut pairs: Vec<(&str, &str)> =
        pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut unread = Vec::new();
    let formats: [(&str, ()); 0] = [];
    loop {
        let read = read_progress_params(pairs.iter().copied(), &formats, search.catalogue(), japan::today());
        match read {
            Ok((params, _)) => return (params, unread),
            Err(errors) => {
                let before = pairs.len();
                pairs.retain(|(name, _)| !errors.iter().any(|error| error.param == *name));
                let told = errors.into_iter().filter(|error| error.problem == ParamProblem::BadValue);
                unread.extend(told.map(|error| error.detail));
                // Whatever cannot be told from the rest: nothing of it.
                if pairs.len() == before {
                    pairs.clear();
                }
            }
        }
    }
}
