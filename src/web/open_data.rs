//! What programs find the data by: the catalogue, the map of pages, and the search for browsers to add.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{Live, origin::Origin, problem::Problem, query};
use crate::{api, model::Kind, search::Search};

/// The kinds whose pages stand by themselves; figures and preambles hardly hold a text.
const MAPPED: [Kind; 4] = [Kind::Measure, Kind::Removed, Kind::Framework, Kind::Note];

/// Entries of one file, which has the first page beside them.
const IN_A_FILE: usize = api::MOST_ADDRESSES - 1;

/// Completions for a browser's list.
const SUGGESTED: usize = 8;

const PLAIN: &str = "text/plain; charset=utf-8";
const DESCRIPTION: &str = "application/opensearchdescription+xml; charset=utf-8";
const SUGGESTIONS: &str = "application/x-suggestions+json; charset=utf-8";

/// `GET /catalog.jsonld`
pub(super) async fn catalog(State(live): State<Arc<Live>>, origin: Origin) -> Response {
    let search = live.search();
    let catalog = api::catalog_json(search.catalogue(), search.facts(), &origin.base);
    origin.tell(answer("application/ld+json", format!("{catalog:#}\n")))
}

/// `GET /sitemap.xml`, and `?part=2` of one that needs several files.
pub(super) async fn sitemap(
    State(live): State<Arc<Live>>,
    origin: Origin,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let search = live.search();
    let changed = &search.facts().built_at;
    // Whatever else a crawler adds to the address changes nothing.
    let pairs = query::read_leniently(raw.as_deref().unwrap_or_default())?;
    let part = pairs.iter().find(|(name, _)| name == "part").map(|(_, value)| value.parse::<usize>().ok());
    let (_, entries) = search.listed(&MAPPED, 0, 0)?;
    let files = entries.div_ceil(IN_A_FILE).max(1);
    let written = match part {
        None if files > 1 => {
            let file = |part: usize| format!("{}/sitemap.xml?part={part}", origin.base);
            api::sitemap_index(&(1..=files).map(file).collect::<Vec<_>>(), changed)
        }
        None => api::sitemap(&addresses(&search, &origin, 1)?, changed),
        Some(Some(part)) if (1..=files).contains(&part) => {
            api::sitemap(&addresses(&search, &origin, part)?, changed)
        }
        Some(_) => {
            let plain = [(header::CONTENT_TYPE, PLAIN)];
            return Ok((StatusCode::NOT_FOUND, plain, "その部分はありません。\n").into_response());
        }
    };
    Ok(origin.tell(answer("application/xml; charset=utf-8", written)))
}

/// The addresses of one file; the first begins with the first page.
fn addresses(search: &Search, origin: &Origin, part: usize) -> Result<Vec<String>, Problem> {
    let (ids, _) = search.listed(&MAPPED, (part - 1) * IN_A_FILE, IN_A_FILE)?;
    let first = (part == 1).then(|| format!("{}/", origin.base));
    let entries = ids.into_iter().map(|id| format!("{}/entries/{id}", origin.base));
    Ok(first.into_iter().chain(entries).collect())
}

/// `GET /robots.txt`
pub(super) async fn robots(origin: Origin) -> Response {
    origin.tell(answer(PLAIN, api::robots(&origin.base)))
}

/// `GET /opensearch.xml`
pub(super) async fn opensearch(State(live): State<Arc<Live>>, origin: Origin) -> Response {
    let description = api::opensearch_description(live.search().catalogue(), &origin.base);
    origin.tell(answer(DESCRIPTION, description))
}

/// `GET /opensearch/suggest`: a browser shows what it understands, so that nothing is refused.
pub(super) async fn suggest(
    State(live): State<Arc<Live>>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let pairs = query::read_leniently(raw.as_deref().unwrap_or_default())?;
    let typed = pairs.into_iter().find(|(name, _)| name == "q").map(|(_, value)| value).unwrap_or_default();
    let completions = live.search().suggest(&typed, SUGGESTED)?;
    Ok(answer(SUGGESTIONS, api::opensearch_suggestions(&typed, &completions).to_string()))
}

fn answer(kind: &'static str, body: String) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], body).into_response()
}
