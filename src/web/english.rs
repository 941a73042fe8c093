//! The pages in English (`lang=en`): every text of a page that is the page's own is replaced by what
//! `web/english.tsv` has for it. What is left is the plan's own: it stays as it is and is marked as Japanese. Links
//! and forms lead to pages in English.
//!
//! The pages are made in Japanese only; this goes over what was made. A text is the page's own if the table has it
//! wholly, and it does not stand where a plan's texts stand.

mod table;
mod tags;

use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{Live, pages::WAS};
use tags::{Open, Tag};

/// The parameter that asks for English. The API has no such thing.
pub(super) const ENGLISH: (&str, &str) = ("lang", "en");

/// Bytes of a page at most: a printed list of five thousand rows has some 10 MB.
const MOST_BYTES: usize = 64 << 20;

/// Whether a page is asked for in English: the last word on it counts.
pub(super) fn is_asked(uri: &Uri) -> bool {
    let pairs = uri.query().unwrap_or_default().rsplit('&');
    let mut said = pairs.filter_map(|pair| pair.split_once('=')).filter(|(name, _)| *name == ENGLISH.0);
    said.next().is_some_and(|(_, value)| value == ENGLISH.1)
}

/// The address of the same page in the other language.
pub(super) fn other_language(uri: &Uri) -> String {
    let pairs = uri.query().unwrap_or_default().split('&');
    // What found nothing before is said by a form alone.
    let left_out = |pair: &str| [ENGLISH.0, WAS, ""].contains(&pair.split('=').next().unwrap_or_default());
    let others = pairs.filter(|pair| !left_out(pair));
    let mut pairs: Vec<String> = others.map(str::to_owned).collect();
    if !is_asked(uri) {
        pairs.push(format!("{}={}", ENGLISH.0, ENGLISH.1));
    }
    if pairs.is_empty() { uri.path().to_owned() } else { format!("{}?{}", uri.path(), pairs.join("&")) }
}

/// Turns pages into English where that is asked for.
pub(super) async fn spoken(State(live): State<Arc<Live>>, request: Request, next: Next) -> Response {
    let english = is_asked(request.uri());
    let response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !english || !kind.is_some_and(|kind| kind.starts_with("text/html")) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // A page lies in memory: reading it does not fail.
    let Ok(bytes) = to_bytes(body, MOST_BYTES).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let page = match live.pool().run(move || translated(&String::from_utf8_lossy(&bytes))).await {
        Ok(page) => page,
        Err(problem) => return problem.into_response(),
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page))
}

/// A page in English. Our own pages close what they open and write `<` and `>` for nothing but tags.
fn translated(page: &str) -> String {
    let mut english = String::with_capacity(page.len());
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        english.push_str(&text(&rest[..start], open.last()));
        let whole = &rest[start..end];
        match Tag::read(whole) {
            Tag::Opening(tag) => {
                english.push_str(&tag.translated());
                if !tag.is_void() {
                    let now = Open::new(&tag, &open);
                    open.push(now);
                }
            }
            Tag::Closing => {
                english.push_str(whole);
                open.pop();
            }
            Tag::Other => english.push_str(whole),
        }
        rest = &rest[end..];
    }
    english.push_str(rest);
    english
}

/// A text between two tags.
fn text(html: &str, within: Option<&Open<'_>>) -> String {
    let written = html.trim();
    if !table::is_japanese(written) || within.is_some_and(|open| open.has_language) {
        return html.to_owned();
    }
    let plain = within.is_some_and(|open| open.is_plain);
    let known =
        (!within.is_some_and(|open| open.is_of_plan)).then(|| table::english(written, plain)).flatten();
    let said = known.unwrap_or_else(|| table::as_japanese(written, plain));
    let before = &html[..html.len() - html.trim_start().len()];
    let after = &html[html.trim_end().len()..];
    format!("{before}{said}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_pages_own_is_english_and_the_rest_is_marked() {
        let page = "<!doctype html>\n<html lang=\"ja\">\n<title>使い方 - 産業振興</title><h2>言葉の意味</h2>\n\
                    <a href=\"/?q=a&#38;sort=title#x\">すべての施策を見る</a><a href=\"/api/v1/x\">商店街</a>\
                    <form method=\"get\" action=\"/\"><input value=\"検索\"></form><li><h3><a href=\"/\">検索</a></h3></li>\
                    <p aria-label=\"ページ\">27 件</p><p><mark>計画</mark>平成23～25年度</p>";
        assert_eq!(
            translated(page),
            "<!doctype html>\n<html lang=\"en\">\n<title>Help - 産業振興</title><h2>What the words mean</h2>\n\
             <a href=\"/?q=a&#38;sort=title&amp;lang=en#x\">See all measures</a><a href=\"/api/v1/x\"><span lang=\"ja\">商店街</span></a>\
             <form method=\"get\" action=\"/\"><input type=\"hidden\" name=\"lang\" value=\"en\"><input value=\"検索\"></form>\
             <li><h3><a href=\"/?lang=en\"><span lang=\"ja\">検索</span></a></h3></li>\
             <p aria-label=\"Pages\">27 results</p><p><mark><span lang=\"ja\">計画</span></mark>FY2011–2013</p>"
        );
    }

    #[test]
    fn the_last_word_on_the_language_counts() {
        let uri = |text: &str| text.parse::<Uri>().unwrap_or_default();
        assert!(
            is_asked(&uri("/?q=a&lang=en")) && !is_asked(&uri("/?lang=en&lang=ja")) && !is_asked(&uri("/"))
        );
        assert_eq!(other_language(&uri("/?q=a")), "/?q=a&lang=en");
        assert_eq!(other_language(&uri("/?q=a&lang=en&x")), "/?q=a&x");
        assert_eq!(other_language(&uri("/help?lang=en&was=x")), "/help");
    }

    #[test]
    fn a_page_that_is_cut_off_is_no_panic() {
        for page in ["<", "<a href=\"/", "検索", "</p></p>検索<", "<p><p", ""] {
            translated(page);
        }
    }
}
