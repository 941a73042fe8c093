//! The pages' handlers.

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

/// The words that the page before found nothing for, where that is counted.
pub(super) const WAS: &str = "was";

/// What a page is asked for, as far as it can be read.
struct Asked {
    pairs: Vec<(String, String)>,
    params: SearchParams,
    /// What is to be said of the rest.
    unread: Vec<Notice>,
}

/// Reads what a page is asked for; nothing where a value is too long to be read at all.
fn asked(search: &Search, raw: &str) -> Option<Asked> {
    let mut pairs = query::read_leniently(raw).ok()?;
    // A form sends its empty fields too.
    pairs.retain(|(_, value)| !value.is_empty());
    let borrowed = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    // Whoever writes an address by hand writes what the page shows: 実績 なし is `false`.
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

/// `GET /`
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

/// `GET /glossary`
pub(super) fn glossary(Call { live, uri, .. }: Call) -> Response {
    let search = live.search();
    let frame = Frame::new(&live, &search, &uri).at("/glossary");
    match search.glossary() {
        Ok(glossary) => page(StatusCode::OK, &GlossaryPage::new(frame, &glossary)),
        Err(error) => failed(&live, &uri, &error),
    }
}

/// `GET /help`
pub(super) fn help(Call { live, uri, .. }: Call) -> Response {
    let search = live.search();
    page(StatusCode::OK, &HelpPage::new(Frame::new(&live, &search, &uri).at("/help"), search.catalogue()))
}

/// `GET /accessibility`
pub(super) fn accessibility(Call { live, uri, .. }: Call) -> Response {
    let search = live.search();
    page(StatusCode::OK, &AccessibilityPage::new(Frame::new(&live, &search, &uri), search.catalogue()))
}

/// `GET /help/api`
pub(super) fn api(Call { live, uri, .. }: Call) -> Response {
    let search = live.search();
    page(StatusCode::OK, &ApiPage::new(Frame::new(&live, &search, &uri), search.catalogue()))
}

/// Rows of a printed list: some 500 sheets of paper, and some 10 MB.
const MOST_PRINTED: usize = 5_000;

/// `GET /print`
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

/// `GET /entries/{plan}/{local}`
pub(super) fn entry(call: Call) -> Response {
    let Call { live, uri, origin, id } = &call;
    let search = live.search();
    // What is too long to be read asks for nothing here.
    let pairs = query::read_leniently(call.query()).unwrap_or_default();
    let asks =
        |of: (&str, &str)| pairs.iter().rfind(|(name, _)| name == of.0).is_some_and(|(_, v)| v == of.1);
    let look = Look { ruby: asks(RUBY), printed: asks(PRINTED) };
    // An address that is not text names nothing.
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

/// `GET /data`
pub(super) fn data(Call { live, uri, .. }: Call) -> Response {
    let search = live.search();
    let (account, complaint) = (live.account(), live.complaint());
    let frame = Frame::new(&live, &search, &uri).at("/data");
    match DataPage::new(frame, &search, &account, complaint.as_deref()) {
        Ok(view) => page(StatusCode::OK, &view),
        Err(error) => failed(&live, &uri, &error),
    }
}

/// What is said of values that cannot be read: a filter that is silently ignored would show a wrong list.
fn bad_values(errors: Vec<ParamError>) -> Vec<Notice> {
    let unread = errors.into_iter().filter(|error| error.problem == ParamProblem::BadValue);
    unread.map(|error| Notice { code: "bad_value", message: error.detail }).collect()
}

/// What a page tells as wrong, for a client that takes no pages.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub sort: &'static Sort,
    pub detail: String,
}

/// A page that says what is wrong and offers ways on. `told` gives title and detail in a language.
pub(super) fn error(
    live: &Live,
    uri: &Uri,
    status: StatusCode,
    told: &dyn Fn(Language) -> (String, String),
) -> Response {
    let frame = Frame::new(live, &live.search(), uri).of_nothing();
    let (title, detail) = told(frame.t);
    let mut response = page(status, &ErrorPage { t: frame.t, frame, title, detail });
    // The last of a status is the most general.
    if let Some(sort) = problem::SORTS.iter().rfind(|sort| sort.status == status) {
        response.extensions_mut().insert(Told { sort, detail: told(Language::Japanese).1 });
    }
    response
}

fn failed(live: &Live, uri: &Uri, cause: &impl Display) -> Response {
    // Paths and causes are for the operator, not for the network.
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
