//! The table of API operations. Routes, `/openapi.json`, `/help/api` and the fuzzer are generated from it.
//!
//! To add an operation:
//!
//! 1. Write `pub(super) const EXPORT: Operation = Operation { ... }` next to its handler, and add it to
//!    [`OPERATIONS`]. The route follows from `path` and `handler`.
//! 2. Make `parameters` with [`super::parameter`] (`filters`, `words`...), or with `Parameter::new` for a new
//!    one. Set `required: true` if it must be given (error `MISSING_PARAMETER`).
//! 3. Write the handler as a plain function. [`super::blocking::get`] runs it off the async workers. Read the
//!    parameters with [`super::query::read`], so that 400 and 414 hold as declared. List other errors in
//!    `mistakes`.
//! 4. List the media types of 200 in `answers`, each with its schema. JSON uses a type of `api` that derives
//!    `JsonSchema` ([`Answer::json`]); any other format uses [`Answer::text`].
//! 5. Describe each member in Japanese by `#[schemars(description)]`, then run `make golden`.
//!
//! The tests request every example and validate the answers against the schemas. The fuzzer must reach each
//! operation with 200 and with 400.

use std::sync::Arc;

use axum::routing::MethodRouter;
use schemars::JsonSchema;
use serde_json::{Value, json};

use super::{
    AppState, access, export, json as handlers, open_data, openapi, parameter::Parameter, problem::Sort,
    progress, service,
};
use crate::api::Schemas;
use shisaku_model::Catalogue;

/// All operations, in the order of the documentation.
pub(super) const OPERATIONS: &[&Operation] = &[
    &handlers::SEARCH,
    &handlers::ENTRY,
    &handlers::SUGGEST,
    &export::EXPORT,
    &progress::PROGRESS,
    &handlers::PLAN,
    &open_data::CATALOG,
    &open_data::SITEMAP,
    &open_data::ROBOTS,
    &open_data::OPENSEARCH,
    &open_data::OPENSEARCH_SUGGEST,
    &openapi::DOCUMENT,
    &service::HEALTH,
    &service::READY,
    &service::METRICS,
];

/// One GET operation of the API.
pub(super) struct Operation {
    /// Path in the syntax of both axum and OpenAPI: `/api/v1/entries/{plan}/{local}`.
    pub path: &'static str,
    /// Stable name for programs (`operationId`).
    pub id: &'static str,
    /// The documentation group.
    pub group: Group,
    /// Short summary, in Japanese.
    pub summary: &'static str,
    /// Full description, in Japanese.
    pub description: &'static str,
    /// Parameters of the query string and of the path.
    pub parameters: fn(&Catalogue) -> Vec<Parameter>,
    /// Answers with status 200, one per media type.
    pub answers: &'static [Answer],
    /// Errors in addition to those of every operation (400 for its parameters, 414, 500).
    pub mistakes: &'static [&'static Sort],
    /// Example addresses, each with a description. The tests request them.
    pub examples: &'static [(&'static str, &'static str)],
    /// Returns the handler of the route.
    pub handler: fn() -> MethodRouter<Arc<AppState>>,
}

impl Operation {
    /// True if the answers have an ETag, so that 304 is possible.
    pub(super) fn is_tagged(&self) -> bool {
        !access::is_of_the_service(self.path) && self.path != access::EXPORT
    }
}

/// A group of operations in the documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// Searching and reading entries.
    Search,
    /// Whole lists and their totals.
    Lists,
    /// Catalogue, sitemap and other open data for programs.
    OpenData,
    /// State of the service.
    Service,
}

impl Group {
    pub(super) const ALL: [Self; 4] = [Self::Search, Self::Lists, Self::OpenData, Self::Service];

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Search => "検索",
            Self::Lists => "一覧と集計",
            Self::OpenData => "公開データ",
            Self::Service => "サービスの状態",
        }
    }
}

/// One media type of a successful answer.
pub(super) struct Answer {
    pub media: &'static str,
    pub schema: fn(&mut Schemas) -> Value,
    /// Additional response headers, each with its meaning.
    pub headers: &'static [(&'static str, &'static str)],
}

impl Answer {
    /// A JSON answer of a type.
    pub(super) const fn json<T: JsonSchema>() -> Self {
        Self { media: "application/json", schema: |schemas| schemas.of::<T>(), headers: &[] }
    }

    /// An answer in any format but JSON.
    pub(super) const fn text(media: &'static str) -> Self {
        Self { media, schema: |_| json!({ "type": "string" }), headers: &[] }
    }
}
