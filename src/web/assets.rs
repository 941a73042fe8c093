//! Assets of the pages, embedded in the program.

mod compact;

use std::sync::{Arc, LazyLock};

use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use super::{AppState, pages};

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";

/// All assets: name, media type and content.
const FILES: &[(&str, &str, &str)] = &[
    ("tokens.css", CSS, include_str!("../../web/assets/tokens.css")),
    ("style.css", CSS, include_str!("../../web/assets/style.css")),
    ("list.css", CSS, include_str!("../../web/assets/list.css")),
    ("progress.css", CSS, include_str!("../../web/assets/progress.css")),
    ("entry.css", CSS, include_str!("../../web/assets/entry.css")),
    ("source.css", CSS, include_str!("../../web/assets/source.css")),
    ("manual.css", CSS, include_str!("../../web/assets/manual.css")),
    ("search.js", JS, include_str!("../../web/assets/search.js")),
    ("entry.js", JS, include_str!("../../web/assets/entry.js")),
    ("icon.svg", "image/svg+xml", include_str!("../../web/assets/icon.svg")),
];

/// The assets as they are sent.
static SENT: LazyLock<Vec<(&str, &str, String)>> = LazyLock::new(|| {
    let sent = |(name, kind, text): &(&'static str, &'static str, &str)| {
        let text = match *name {
            _ if *kind == CSS => compact::style(text),
            "search.js" => compact::script(text),
            _ => (*text).to_owned(),
        };
        (*name, *kind, text)
    };
    FILES.iter().map(sent).collect()
});

/// Serves `GET /assets/{file}`.
pub(super) async fn file(
    State(live): State<Arc<AppState>>,
    uri: Uri,
    name: Result<Path<String>, PathRejection>,
) -> Response {
    let known = name.ok().and_then(|Path(name)| SENT.iter().find(|(known, ..)| *known == name));
    match known {
        Some((_, kind, text)) => ([(header::CONTENT_TYPE, *kind)], text.as_str()).into_response(),
        None => {
            pages::error(&live, &uri, StatusCode::NOT_FOUND, "error.no-file", &|t| t.say("error.address"))
        }
    }
}
