//! A site for tests. Its index is built once, and its pages are read with CSS selectors.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode},
};
use http_body_util::BodyExt;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use scraper::{ElementRef, Html, Selector};
use shisaku::web::{AppState, app};
use shisaku_search::Search;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::support::api::search_of;

/// The documents delivered with the program.
pub fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

/// Two plans with equal text and different names, and the folder that must outlive the search.
pub fn two_plans() -> (Search, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    for (id, title) in [("first", "第一の計画"), ("second", "第二の計画")] {
        let to = folder.path().join("seeds").join(id);
        fs::create_dir_all(&to).unwrap();
        for file in fs::read_dir(seeds().join("meguro-vision")).unwrap() {
            let file = file.unwrap();
            let text = fs::read_to_string(file.path()).unwrap();
            let text = match file.file_name().to_str() {
                Some("plan.toml") => text.replace("目黒区産業振興ビジョン", title),
                _ => text,
            };
            fs::write(to.join(file.file_name()), text).unwrap();
        }
    }
    (search_of(&folder.path().join("seeds"), &folder.path().join("index")), folder)
}

/// A site and the search behind it.
pub struct Site {
    pub live: Arc<AppState>,
    router: Router,
}

impl Site {
    pub fn of(search: Search) -> Self {
        Self::of_live(AppState::new(search))
    }

    pub fn of_live(live: AppState) -> Self {
        let live = Arc::new(live);
        Self { router: app(Arc::clone(&live)), live }
    }

    /// The site of the delivered documents. All tests share it, so that none may change it.
    pub fn shared() -> &'static Self {
        static SITE: OnceLock<(Site, TempDir)> = OnceLock::new();
        let (site, _) = SITE.get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            (Self::of(search_of(&seeds(), &folder.path().join("index"))), folder)
        });
        site
    }

    pub fn get(&self, address: &str) -> Page {
        self.ask(Method::GET, address)
    }

    /// Sends a request as a browser does: non-ASCII characters are encoded.
    pub fn ask(&self, method: Method, address: &str) -> Page {
        self.ask_with(method, address, &[])
    }

    /// Sends a request with headers.
    pub fn ask_with(&self, method: Method, address: &str, headers: &[(&str, &str)]) -> Page {
        const UNSAFE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>');
        let uri = utf8_percent_encode(address, UNSAFE).to_string();
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (status, headers, bytes) = runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            (parts.status, parts.headers, body.collect().await.unwrap().to_bytes())
        });
        let html = String::from_utf8_lossy(&bytes).into_owned();
        Page { address: address.to_owned(), status, headers, document: Html::parse_document(&html), html }
    }
}

/// Gets a page of the shared site.
pub fn get(address: &str) -> Page {
    Site::shared().get(address)
}

/// A parsed answer.
pub struct Page {
    pub address: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub html: String,
    document: Html,
}

impl Page {
    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.document.select(&Selector::parse(selector).unwrap()).collect()
    }

    #[track_caller]
    pub fn one(&self, selector: &str) -> ElementRef<'_> {
        let all = self.all(selector);
        assert_eq!(all.len(), 1, "{selector} in {}", self.address);
        all[0]
    }

    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// Texts of all matching elements, in order.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(text).collect()
    }

    /// Text of the only matching element.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        text(self.one(selector))
    }

    /// Values of an attribute, for all matching elements that have it, in order.
    pub fn values(&self, selector: &str, attribute: &str) -> Vec<String> {
        self.all(selector).into_iter().filter_map(|of| of.attr(attribute)).map(str::to_owned).collect()
    }

    /// Number of hits stated on the page.
    #[track_caller]
    pub fn total(&self) -> usize {
        self.text(".total").parse().unwrap()
    }

    /// Links of the hits.
    pub fn hits(&self) -> Vec<String> {
        self.values(".items:not(.partial) .item h3 a", "href")
    }

    /// Parameters that a browser sends if the form is submitted unchanged.
    pub fn form(&self) -> Vec<(String, String)> {
        let pair = |input: ElementRef<'_>| {
            let value = input.attr("value").unwrap_or_default();
            (input.attr("name").unwrap().to_owned(), value.to_owned())
        };
        let inputs = self.all("form input[type=search], form input[type=hidden], form input[checked]");
        let mut pairs: Vec<_> = inputs.into_iter().map(pair).collect();
        let sort = self.values("form select[name=sort] option[selected]", "value");
        pairs.push(("sort".to_owned(), sort.first().cloned().unwrap_or_default()));
        pairs
    }
}

/// Text of an element on one line.
pub fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Address that a form leads to.
pub fn address(pairs: &[(String, String)]) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    format!("/?{}", pairs.join("&"))
}
