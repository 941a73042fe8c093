//! `GET /api/v1/progress`

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    http::header,
    response::{IntoResponse, Response},
};

use super::{Live, problem::Problem, query};
use crate::{
    api::{ProgressFormat, write_progress},
    search::{ParamError, ParamProblem, ProgressError, read_progress_params, today_in_japan},
};

/// The table in the form asked for.
pub(super) async fn progress(
    State(live): State<Arc<Live>>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let search = live.search();
    let mut pairs = query::read(raw.as_deref().unwrap_or_default())?;
    let format = format(&mut pairs).map_err(|error| Problem::from(&error))?;
    let borrowed = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let params = read_progress_params(borrowed, search.catalogue(), today_in_japan());
    let params = match params {
        Ok(params) => params,
        Err(errors) => return Err(errors.first().map_or_else(Problem::failed, Problem::from)),
    };
    let table = search.progress(&params).map_err(|error| match error {
        ProgressError::Engine(error) => Problem::from(error),
        ProgressError::TooLarge(error) => Problem::from(&error),
    })?;
    let mut body = Vec::new();
    write_progress(&table, format, &mut body).map_err(|_| Problem::failed())?;
    let mut response = ([(header::CONTENT_TYPE, format.media_type())], body).into_response();
    if format != ProgressFormat::Json {
        let (name, _) = named(format);
        let file = format!("attachment; filename=\"progress-{}.{name}\"", table.at);
        if let Ok(value) = file.parse() {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
        }
    }
    Ok(response)
}

fn named(format: ProgressFormat) -> (&'static str, ProgressFormat) {
    ProgressFormat::ALL.into_iter().find(|(_, one)| *one == format).unwrap_or(ProgressFormat::ALL[0])
}

/// Takes the form out of the pairs; JSON where none is asked for.
fn format(pairs: &mut Vec<(String, String)>) -> Result<ProgressFormat, ParamError> {
    let asked: Vec<String> =
        pairs.extract_if(.., |(name, _)| name == "format").map(|(_, value)| value).collect();
    let wrong = |problem, detail: String| ParamError { param: "format".to_owned(), problem, detail };
    match asked.as_slice() {
        [] => Ok(ProgressFormat::Json),
        [name] => {
            let known = ProgressFormat::ALL.into_iter().find(|(known, _)| known == name);
            known.map(|(_, format)| format).ok_or_else(|| {
                let names = ProgressFormat::ALL.map(|(name, _)| name).join("、");
                let typed = crate::model::shortened(name);
                let detail = format!("format の値「{typed}」は使えません。使える値: {names}");
                wrong(ParamProblem::BadValue, detail)
            })
        }
        _ => Err(wrong(ParamProblem::Repeated, "format は 1 度だけ指定できます。".to_owned())),
    }
}
