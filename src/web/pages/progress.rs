//! The progress page. Parameters that cannot be read are reported and ignored.

use axum::{http::StatusCode, response::Response};

use super::{failed, page, too_long};
use crate::web::{
    blocking::Call,
    query,
    view::{Frame, ProgressPage},
};
use shisaku_model::{Kind, japan};
use shisaku_search::{ParamProblem, ProgressError, ProgressParams, Search, read_progress_params};

/// Handles `GET /progress`.
pub(in crate::web) fn progress(call: Call) -> Response {
    let Call { live, uri, .. } = &call;
    let search = live.search();
    let Ok(mut pairs) = query::read_leniently(call.query()) else { return too_long(live, uri) };
    pairs.retain(|(_, value)| !value.is_empty());
    // Only measures by default: other kinds have no period, and removed entries have no policy.
    if !pairs.iter().any(|(name, _)| name == "kind") {
        pairs.push(("kind".to_owned(), Kind::Measure.as_str().to_owned()));
    }
    let frame = Frame::new(live, &search, uri).at("/progress");
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
    let table = match table {
        Ok(table) => table,
        Err(error) => return failed(live, uri, &error),
    };
    match ProgressPage::new(frame, &table, &search, unread) {
        Ok(view) => page(StatusCode::OK, &view),
        Err(error) => failed(live, uri, &error),
    }
}

/// Reads the parameters of the table. Returns messages about those that cannot be read.
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
                // If no parameter can be blamed, all are dropped. Otherwise the loop would not end.
                if pairs.len() == before {
                    pairs.clear();
                }
            }
        }
    }
}
