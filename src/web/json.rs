//! The JSON API's handlers.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, RawQuery, State, rejection::PathRejection},
    response::Response,
};
use serde_json::{Value, json};

use super::{Live, origin::Origin, problem::Problem, query};
use crate::{
    api,
    search::{read_params, read_suggest_params},
};

/// `GET /api/v1/search`
pub(super) async fn search(
    State(live): State<Arc<Live>>,
    RawQuery(raw): RawQuery,
) -> Result<Json<Value>, Problem> {
    let search = live.search();
    let pairs = query::read(raw.as_deref().unwrap_or_default())?;
    let borrowed = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let (params, errors) = read_params(borrowed, search.catalogue());
    if let Some(error) = errors.first() {
        return Err(error.into());
    }
    Ok(Json(api::search_json(&search.run(&params)?)))
}

/// `GET /api/v1/suggest`
pub(super) async fn suggest(
    State(live): State<Arc<Live>>,
    RawQuery(raw): RawQuery,
) -> Result<Json<Value>, Problem> {
    let pairs = query::read(raw.as_deref().unwrap_or_default())?;
    let borrowed = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let params = read_suggest_params(borrowed).map_err(|error| Problem::from(&error))?;
    Ok(Json(api::suggest_json(&live.search().suggest(&params.text, params.limit)?)))
}

/// `GET /api/v1/entries/{plan}/{local}`
pub(super) async fn entry(
    State(live): State<Arc<Live>>,
    path: Result<Path<(String, String)>, PathRejection>,
    origin: Origin,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    // An id that is not UTF-8 is no id.
    let Ok(Path((plan, local))) = path else { return Err(Problem::no_entry("?")) };
    if let Some((name, _)) = query::read(raw.as_deref().unwrap_or_default())?.first() {
        let error = crate::search::ParamError {
            param: name.clone(),
            problem: crate::search::ParamProblem::Unknown,
            detail: "この URL にパラメーターはありません。".to_owned(),
        };
        return Err((&error).into());
    }
    let id = format!("{plan}/{local}");
    let search = live.search();
    let around = search.surroundings(&id)?.ok_or_else(|| Problem::no_entry(&id))?;
    let citation = origin.citation(&around.entry, &search);
    Ok(origin.tell(Json(api::surroundings_json(&around, &citation))))
}

/// `GET /healthz`
pub(super) async fn health(State(live): State<Arc<Live>>) -> Json<Value> {
    let search = live.search();
    let facts = search.facts();
    Json(json!({
        "status": if live.complaint().is_some() { "stale" } else { "ok" },
        "entries": facts.entries,
        "built_at": facts.built_at,
        "fingerprint": facts.fingerprint,
        "learning": live.ear().is_some(),
    }))
}
