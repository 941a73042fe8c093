//! Handlers of the pages.

pub(super) mod progress;

use std::fmt::Display;

use super::{
    Live,
    blocking::Call,
    json::canonical_link,
    language::Language,
    problem::{self, Cause, Sort},
    query,
    view::{
        AccessibilityPage, ApiPage, DataPage, EntryPage, ErrorPage, Frame, GlossaryPage, HelpPage, Look,
        PRINTED, PrintPage, ROWS, RUBY, SearchPage, Shown, TABLE,
    },
};
use askama::Template;
use axum::{
    http::{StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
};
use shisaku_model::{address, facet};
use shisaku_search::{Notice, ParamError, ParamProblem, Search, SearchParams, canonical, read_params};

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
    let mut pairs = query::read_leniently(raw).ok()?;
    // Forms send empty fields too.
    pairs.retain(|(_, value)| !value.is_empty());
    let borrowed = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    // A hand-written address may use the labels shown on the page: 実績=なし stands for `false`.
    let borrowed = borrowed.map(|(name, value)| {
        let labelled = facet::facet(name).and_then(|facet| facet.labelled(value));
        (name, labelled.unwrap_or(value))
    });
    let (params, errors) = read_params(borrowed, search.catalogue());
    Some(Asked { pairs, params, unread: bad_values(errors) })
}

fn too_long(live: &Live, uri: &Uri) -> Response {
    error(live, uri, StatusCode::URI_TOO_LONG, &|t| (t.say("error.too-long"), t.say("error.shorten")))
}

/// Handles `GET /`.
pub(super) fn search(call: Call) -> Response {
    let Call { live, uri, .. } = &call;
    let search = live.search();
    let Some(Asked { pairs, mut params, unread }) = asked(&search, call.query()) else {
        return too_long(live, uri);
    };
    let own = canonical_link(&address("/", &canonical(&params)));
    let asks = |of: &str| pairs.iter().find(|(name, _)| name == of).map(|(_, value)| value.as_str());
    let shown = if asks(TABLE.0) == Some(TABLE.1) { Shown::Table } else { Shown::Cards };
    if shown == Shown::Table && asks("limit").is_none() {
        params.limit = ROWS;
    }
    let mut response = match search.run(&params) {
        Ok(response) => response,
        Err(error) => return failed(live, uri, &error),
    };
    let frame = Frame::new(live, &search, uri).at("/");
    let was = live.recorder().and_then(|recorder| recorder.record(&response, asks(WAS)));
    response.notices.extend(unread);
    match SearchPage::new(frame, &response, &search, &live.account(), shown) {
        Ok(view) => {
            let mut shown = page(StatusCode::OK, &view.carrying(was));
            shown.headers_mut().extend(own.map(|link| (header::LINK, link)));
            shown
        }
        Err(error) => failed(live, uri, &error),
    }
}

/// Handles `GET /glossary`.
pub(super) fn glossary(Call { live, uri, .. }: Call) -> Response {
    let search = live.search();
    let frame = Frame::new(&live, &search, &uri).at("/glossary");
    match search.glossary() {
        Ok(glossary) => page(StatusCode::OK, &GlossaryPage::new(frame, glossary)),
        Err(error) => failed(&live, &uri, &error),
    }
}

/// Handles `GET /help`.
pub(super) fn help(Call { live, uri, .. }: Call) -> Response {
    let search = live.search();
    page(StatusCode::OK, &HelpPage::new(Frame::new(&live, &search, &uri).at("/help"), search.catalogue()))
}

/// Handles `GET /accessibility`.
pub(super) fn accessibility(Call { live, uri, .. }: Call) -> Response {
    let search = live.search();
    page(StatusCode::OK, &AccessibilityPage::new(Frame::new(&live, &search, &uri), search.catalogue()))
}

/// Handles `GET /help/api`.
pub(super) fn api(Call { live, uri, .. }: Call) -> Response {
    let search = live.search();
    page(StatusCode::OK, &ApiPage::new(Frame::new(&live, &search, &uri), search.catalogue()))
}

/// Maximum number of rows of a printed list: about 500 sheets of paper, or 10 MB.
const MOST_PRINTED: usize = 5_000;

/// Handles `GET /print`.
pub(super) fn print(call: Call) -> Response {
    let Call { live, uri, .. } = &call;
    let search = live.search();
    let Some(Asked { params, unread, .. }) = asked(&search, call.query()) else { return too_long(live, uri) };
    let listed = search.listing(&params).and_then(|listing| {
        let entries = search.first_entries(&listing, MOST_PRINTED)?;
        Ok((listing, entries))
    });
    match listed {
        Ok((listing, entries)) => {
            let frame = Frame::new(live, &search, uri);
            page(StatusCode::OK, &PrintPage::new(frame, &listing, &entries, search.catalogue(), unread))
        }
        Err(error) => failed(live, uri, &error),
    }
}

/// Handles `GET /entries/{plan}/{local}`.
pub(super) fn entry(call: Call) -> Response {
    let Call { live, uri, origin, id } = &call;
    let search = live.search();
    // An over-long query string is ignored on this page.
    let pairs = query::read_leniently(call.query()).unwrap_or_default();
    let asks =
        |of: (&str, &str)| pairs.iter().rfind(|(name, _)| name == of.0).is_some_and(|(_, v)| v == of.1);
    let look = Look { ruby: asks(RUBY), printed: asks(PRINTED) };
    // A path that is not valid UTF-8 names no entry.
    match id.as_deref().map_or(Ok(None), |id| search.surroundings(id)) {
        Ok(Some(around)) => {
            let citation = origin.citation(&around.entry, &search);
            let frame = Frame::new(live, &search, uri);
            let own = canonical_link(&format!("/entries/{}", around.entry.id));
            let mut shown = match EntryPage::new(frame, around, citation, &search, look) {
                Ok(view) => page(StatusCode::OK, &view),
                Err(error) => return failed(live, uri, &error),
            };
            if look != Look::default() {
                shown.headers_mut().extend(own.map(|link| (header::LINK, link)));
            }
            origin.tell(shown)
        }
        Ok(None) => {
            error(live, uri, StatusCode::NOT_FOUND, &|t| (t.say("error.no-entry"), t.say("error.entry-gone")))
        }
        Err(error) => failed(live, uri, &error),
    }
}

/// Handles `GET /data`.
pub(super) fn data(Call { live, uri, .. }: Call) -> Response {
    let search = live.search();
    let (account, complaint) = (live.account(), live.complaint());
    let frame = Frame::new(&live, &search, &uri).at("/data");
    match DataPage::new(frame, &search, &account, complaint.as_deref()) {
        Ok(view) => page(StatusCode::OK, &view),
        Err(error) => failed(&live, &uri, &error),
    }
}

/// Returns notices about invalid values. A filter that is ignored silently would show a wrong list.
fn bad_values(errors: Vec<ParamError>) -> Vec<Notice> {
    let unread = errors.into_iter().filter(|error| error.problem == ParamProblem::BadValue);
    unread.map(|error| Notice { code: "bad_value", message: error.detail }).collect()
}

/// The error behind an error page, for clients that do not accept HTML.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub sort: &'static Sort,
    pub detail: String,
}

/// Returns an error page with links to other pages. `told` returns the title and the detail in a language.
pub(super) fn error(
    live: &Live,
    uri: &Uri,
    status: StatusCode,
    told: &dyn Fn(Language) -> (String, String),
) -> Response {
    let frame = Frame::new(live, &live.search(), uri).of_nothing();
    let (title, detail) = told(frame.t);
    let mut response = page(status, &ErrorPage { t: frame.t, frame, title, detail });
    // The last entry for a status is the most general one.
    if let Some(sort) = problem::SORTS.iter().rfind(|sort| sort.status == status) {
        response.extensions_mut().insert(Told { sort, detail: told(Language::Japanese).1 });
    }
    response
}

fn failed(live: &Live, uri: &Uri, cause: &impl Display) -> Response {
    // Paths and causes are for the operator and never sent to clients.
    let mut response = error(live, uri, StatusCode::INTERNAL_SERVER_ERROR, &|t| {
        (t.say("error.failed"), t.say("error.later"))
    });
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
