//! Handlers of the pages.

use std::{fmt::Display, sync::Arc};

use super::{
    AppState,
    blocking::{self, Call},
    json::canonical_link,
    language::Language,
    problem::{self, Cause, Sort},
    query,
    view::{
        AccessibilityPage, ApiPage, DataPage, EntryPage, ErrorPage, Frame, GlossaryPage, HelpPage, Look,
        PRINTED, PlanPage, PrintPage, ProgressPage, ROWS, RUBY, SearchPage, Shape, SourcePage, TABLE, TEXT,
        source_page,
    },
};
use askama::Template;
use axum::{
    http::{StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
    routing::MethodRouter,
};
use shisaku_engine::EngineError;
use shisaku_messages::{Message, Parameter};
use shisaku_model::{Kind, address, facet};
use shisaku_search::{
    Notice, ParamProblem, ProgressError, ProgressParams, Search, SearchParams, canonical, read_params,
    read_progress_params,
};

/// The parameter with the words that found nothing on the previous page. Used only if such queries are
/// counted.
pub(super) const WAS: &str = "was";

/// The readable part of a page's query string.
struct Asked {
    pairs: Vec<(String, String)>,
    params: SearchParams,
    /// Notices about parameters that cannot be read.
    unread: Vec<Notice>,
}

/// Reads the query string of a page. None if it is too long.
fn asked(search: &Search, raw: &str) -> Option<Asked> {
    let mut pairs = query::read_leniently(raw)?;
    // Forms send empty fields too.
    pairs.retain(|(_, value)| !value.is_empty());
    // A hand-written address may use the labels shown on the page: 実績=なし stands for `false`.
    let borrowed = query::borrowed(&pairs).map(|(name, value)| {
        let labelled = facet::facet(name).and_then(|facet| facet.labelled(value));
        (name, labelled.unwrap_or(value))
    });
    let (params, errors) = read_params(borrowed, search.catalogue());
    // A filter that is ignored silently would show a wrong list.
    let unread = errors.into_iter().filter(|error| error.problem == ParamProblem::BadValue);
    let unread = unread.map(|error| {
        let message = Message::new("notice.bad-value", [("text", Parameter::Text(error.detail))]);
        Notice { code: "bad_value", message }
    });
    Some(Asked { pairs, params, unread: unread.collect() })
}

/// Routes GET to a page. Failures of the index become an error page.
pub(super) fn get(handler: fn(&Call) -> Result<Response, EngineError>) -> MethodRouter<Arc<AppState>> {
    blocking::get(move |call: Call| {
        handler(&call).unwrap_or_else(|error| failed(&call.live, &call.uri, &error))
    })
}

fn too_long(call: &Call) -> Response {
    error(&call.live, &call.uri, StatusCode::URI_TOO_LONG, "error.too-long", &|t| t.say("error.shorten"))
}

/// Handles `GET /`.
pub(super) fn search(call: &Call) -> Result<Response, EngineError> {
    let Call { live, uri, .. } = call;
    let search = live.search();
    let Some(Asked { pairs, mut params, unread }) = asked(&search, call.query()) else {
        return Ok(too_long(call));
    };
    let own = canonical_link(&address("/", &canonical(&params)));
    let asks = |of: &str| pairs.iter().find(|(name, _)| name == of).map(|(_, value)| value.as_str());
    let is_table = asks(TABLE.0) == Some(TABLE.1);
    if is_table && asks("limit").is_none() {
        params.limit = ROWS;
    }
    let mut answer = search.run(&params)?;
    let was = live.recorder().and_then(|recorder| recorder.record(&answer, asks(WAS)));
    answer.notices.extend(unread);
    let frame = Frame::new(live, &search, uri);
    let shape = Shape { is_table, shows_text: asks(TEXT.0) != Some(TEXT.1) };
    let view = SearchPage::new(frame, &answer, &search, &live.data_status(), shape, was)?;
    let mut shown = page(StatusCode::OK, &view);
    shown.headers_mut().extend(own.map(|link| (header::LINK, link)));
    Ok(shown)
}

/// Handles `GET /glossary`.
pub(super) fn glossary(call: &Call) -> Result<Response, EngineError> {
    let search = call.live.search();
    let frame = Frame::new(&call.live, &search, &call.uri);
    Ok(page(StatusCode::OK, &GlossaryPage { t: frame.t, frame, glossary: search.glossary()? }))
}

/// Handles `GET /help`.
pub(super) fn help(call: &Call) -> Result<Response, EngineError> {
    let search = call.live.search();
    let frame = Frame::new(&call.live, &search, &call.uri);
    Ok(page(StatusCode::OK, &HelpPage { t: frame.t, frame, catalogue: search.catalogue() }))
}

/// Handles `GET /accessibility`.
pub(super) fn accessibility(call: &Call) -> Result<Response, EngineError> {
    let search = call.live.search();
    let frame = Frame::new(&call.live, &search, &call.uri);
    Ok(page(StatusCode::OK, &AccessibilityPage { t: frame.t, frame, catalogue: search.catalogue() }))
}

/// Handles `GET /help/api`.
pub(super) fn api(call: &Call) -> Result<Response, EngineError> {
    let search = call.live.search();
    let frame = Frame::new(&call.live, &search, &call.uri);
    Ok(page(StatusCode::OK, &ApiPage { t: frame.t, frame, catalogue: search.catalogue() }))
}

/// Maximum number of rows of a printed list: about 500 sheets of paper, or 10 MB.
const MOST_PRINTED: usize = 5_000;

/// Handles `GET /print`.
pub(super) fn print(call: &Call) -> Result<Response, EngineError> {
    let search = call.live.search();
    let Some(Asked { pairs, params, unread }) = asked(&search, call.query()) else {
        return Ok(too_long(call));
    };
    let shows_text = !pairs.iter().any(|(name, value)| (name.as_str(), value.as_str()) == TEXT);
    let listing = search.listing(&params)?;
    let entries = search.first_entries(&listing, MOST_PRINTED)?;
    let frame = Frame::new(&call.live, &search, &call.uri);
    let view = PrintPage::new(frame, &listing, &entries, &search, (unread, shows_text));
    Ok(page(StatusCode::OK, &view))
}

/// Handles `GET /entries/{plan}/{local}`.
pub(super) fn entry(call: &Call) -> Result<Response, EngineError> {
    let Call { live, uri, origin, id } = call;
    let search = live.search();
    // An over-long query string is ignored on this page.
    let pairs = query::read_leniently(call.query()).unwrap_or_default();
    let asks =
        |of: (&str, &str)| pairs.iter().rfind(|(name, _)| name == of.0).is_some_and(|(_, v)| v == of.1);
    let look = Look { ruby: asks(RUBY), printed: asks(PRINTED) };
    // A path that is not valid UTF-8 names no entry.
    let Some(around) = id.as_deref().map_or(Ok(None), |id| search.surroundings(id))? else {
        return Ok(error(live, uri, StatusCode::NOT_FOUND, "error.no-entry", &|t| t.say("error.entry-gone")));
    };
    let citation = origin.citation(&around.entry, &search);
    let own = canonical_link(&format!("/entries/{}", around.entry.id));
    let view = EntryPage::new(Frame::new(live, &search, uri), &around, &citation, &search, look)?;
    let mut shown = page(StatusCode::OK, &view);
    if look != Look::default() {
        shown.headers_mut().extend(own.map(|link| (header::LINK, link)));
    }
    Ok(origin.tell(shown))
}

/// Handles `GET /plans/{plan}`.
pub(super) fn plan(call: &Call) -> Result<Response, EngineError> {
    let Call { live, uri, id, .. } = call;
    let search = live.search();
    let Some(overview) = id.as_deref().map_or(Ok(None), |id| search.overview(id))? else {
        return Ok(error(live, uri, StatusCode::NOT_FOUND, "error.no-plan", &|t| t.say("error.plan-gone")));
    };
    let frame = Frame::new(live, &search, uri);
    Ok(page(StatusCode::OK, &PlanPage::new(frame, &overview, &search)))
}

/// Handles `GET /sources/{plan}/{file}`. `?at=` leads to the part of the document with that place, `?page=2` to the
/// second part.
pub(super) fn source(call: &Call) -> Result<Response, EngineError> {
    let Call { live, uri, id, .. } = call;
    let search = live.search();
    let (sources, catalogue) = (search.sources(), search.catalogue());
    let found = id.as_deref().and_then(|file| {
        let (plan, _) = file.split_once('/')?;
        Some((catalogue.plan(plan)?, sources.document(file)?))
    });
    let Some((plan, document)) = found else {
        return Ok(error(live, uri, StatusCode::NOT_FOUND, "error.no-source", &|t| {
            t.say("error.source-gone")
        }));
    };
    let pairs = query::read_leniently(call.query()).unwrap_or_default();
    let asks = |of: &str| pairs.iter().rfind(|(name, _)| name == of).map(|(_, value)| value.as_str());
    let frame = Frame::new(live, &search, uri);
    if let Some((page, anchor)) = asks("at").map_or(Ok(None), |at| sources.find(document, at))? {
        let address = frame.t.to(&format!("{}#{anchor}", source_page(&document.file, page)));
        return Ok((StatusCode::FOUND, [(header::LOCATION, address)]).into_response());
    }
    // A part that does not exist is ignored, like any parameter of a page.
    let asked = asks("page").and_then(|page| page.parse::<usize>().ok()?.checked_sub(1));
    let shown = asked.filter(|page| *page < document.pages()).unwrap_or_default();
    let lines = sources.lines(document, shown)?;
    Ok(page(StatusCode::OK, &SourcePage::new(frame, plan, document, shown, &lines)))
}

/// Handles `GET /data`.
pub(super) fn data(call: &Call) -> Result<Response, EngineError> {
    let search = call.live.search();
    let (data_status, stale_reason) = (call.live.data_status(), call.live.stale_reason());
    let frame = Frame::new(&call.live, &search, &call.uri);
    Ok(page(
        StatusCode::OK,
        &DataPage::new(frame, &search, &data_status, stale_reason.as_deref(), call.live.shows_findings())?,
    ))
}

/// Handles `GET /progress`.
pub(super) fn progress(call: &Call) -> Result<Response, EngineError> {
    let search = call.live.search();
    let Some(mut pairs) = query::read_leniently(call.query()) else { return Ok(too_long(call)) };
    pairs.retain(|(_, value)| !value.is_empty());
    // Only measures by default: other kinds have no period, and removed entries have no policy.
    if !pairs.iter().any(|(name, _)| name == "kind") {
        pairs.push(("kind".to_owned(), Kind::Measure.as_str().to_owned()));
    }
    let (params, mut unread) = asked_of_progress(query::borrowed(&pairs), &search);
    let mut table = search.progress(&params);
    if let Err(ProgressError::TooLarge(error)) = table {
        unread.push(error.detail);
        let ProgressParams { search: asked, .. } = params;
        let (usual, _) = asked_of_progress([], &search);
        table = search.progress(&ProgressParams { search: asked, ..usual });
    }
    match table {
        Ok(table) => {
            let frame = Frame::new(&call.live, &search, &call.uri);
            Ok(page(StatusCode::OK, &ProgressPage::new(frame, &table, &search, unread)?))
        }
        Err(ProgressError::Engine(error)) => Err(error),
        Err(error) => Ok(failed(&call.live, &call.uri, &error)),
    }
}

/// Reads the parameters of the table. Returns messages about those that cannot be read.
fn asked_of_progress<'a>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    search: &Search,
) -> (ProgressParams, Vec<String>) {
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    let mut unread = Vec::new();
    let formats: [(&str, ()); 0] = [];
    loop {
        let read = read_progress_params(pairs.iter().copied(), &formats, search.catalogue());
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

/// The error behind an error page, for clients that do not accept HTML.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub sort: &'static Sort,
    pub detail: String,
}

/// Returns an error page with links to other pages. `title` is the key of its title.
pub(super) fn error(
    live: &AppState,
    uri: &Uri,
    status: StatusCode,
    title: &str,
    detail: &dyn Fn(Language) -> String,
) -> Response {
    let frame = Frame::new(live, &live.search(), uri).of_nothing();
    let (title, told) = (frame.t.say(title), detail(frame.t));
    let mut response = page(status, &ErrorPage { t: frame.t, frame, title, detail: told });
    // The last entry for a status is the most general one.
    if let Some(sort) = problem::SORTS.iter().rfind(|sort| sort.status == status) {
        response.extensions_mut().insert(Told { sort, detail: detail(Language::Japanese) });
    }
    response
}

fn failed(live: &AppState, uri: &Uri, cause: &impl Display) -> Response {
    // Paths and causes are for the operator and never sent to clients.
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    let mut response = error(live, uri, status, "error.failed", &|t| t.say("error.later"));
    response.extensions_mut().insert(Cause(cause.to_string()));
    response
}

fn page(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
            response.extensions_mut().insert(Cause(format!("ページを作れません: {error}")));
            response
        }
    }
}
