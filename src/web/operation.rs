//! The table of operations: routes, `/openapi.json`, `/help/api` and the fuzzer all follow from it.
//!
//! *To add an operation:* beside its handler write `pub(super) const EXPORT: Operation = Operation { ... }`, and put
//! it in [`OPERATIONS`]. Nothing else: the route is made from `path` and `handler`. `parameters` are made by
//! [`super::parameter`] (`search_filters`, `words`...; one of its own by `Parameter::new`,
//! with `required: true` where it must be given: `MISSING_PARAMETER`). The handler is a plain function that
//! [`super::blocking::get`] runs off the async workers. It reads the parameters through [`super::query::read`], so
//! that 400 and 414 hold as declared; what it answers besides them goes into `mistakes`. `answers` names the media types of 200, each with its schema: a type of `api` that derives
//! `JsonSchema` (`|schemas| schemas.of::<api::X>()`), [`text`] for anything that is no JSON. Each member has
//! its Japanese text as `#[schemars(description)]`. Then `make golden`. The suite asks every example and holds
//! the answers to their schemas; the fuzzer must reach each operation with 200 and with 400.

use std::sync::Arc;

use axum::routing::MethodRouter;
use serde_json::{Value, json};

use super::{
    Live, access, export, json as handlers, open_data, openapi, parameter::Parameter, problem::Sort,
    progress, service,
};
use crate::api::Schemas;
use shisaku_model::Catalogue;

/// Every operation, in the order in which they are explained.
pub(super) const OPERATIONS: &[&Operation] = &[
    &handlers::SEARCH,
    &handlers::ENTRY,
    &handlers::SUGGEST,
    &export::EXPORT,
    &progress::PROGRESS,
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

/// One thing that can be asked by GET.
pub(super) struct Operation {
    /// As axum and OpenAPI both write it: `/api/v1/entries/{plan}/{local}`.
    pub path: &'static str,
    /// A stable name for programs.
    pub id: &'static str,
    /// Under which heading it is explained.
    pub group: Group,
    /// In a few words.
    pub summary: &'static str,
    /// In sentences.
    pub description: &'static str,
    /// What may be given. A path's own parameters too.
    pub parameters: fn(&Catalogue) -> Vec<Parameter>,
    /// What 200 gives, by media type.
    pub answers: &'static [Answer],
    /// Mistakes told beside those of every operation (400 of its parameters, 414, 500).
    pub mistakes: &'static [&'static Sort],
    /// Addresses that work, each with what it asks for.
    pub examples: &'static [(&'static str, &'static str)],
    /// Who answers.
    pub handler: fn() -> MethodRouter<Arc<Live>>,
}

impl Operation {
    /// Whether its answers carry a tag, so that 304 may follow.
    pub fn is_tagged(&self) -> bool {
        !access::is_of_the_service(self.path) && self.path != access::EXPORT
    }
}

/// A heading of the explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// Finding and reading entries.
    Search,
    /// Lists as a whole, and what they add up to.
    Lists,
    /// What other programs find the data by.
    OpenData,
    /// The service itself.
    Service,
}

impl Group {
    pub const ALL: [Self; 4] = [Self::Search, Self::Lists, Self::OpenData, Self::Service];

    pub fn label(self) -> &'static str {
        match self {
            Self::Search => "検索",
            Self::Lists => "一覧と集計",
            Self::OpenData => "公開データ",
            Self::Service => "サービスの状態",
        }
    }
}

/// One form of a good answer.
pub(super) struct Answer {
    pub media: &'static str,
    pub schema: fn(&mut Schemas) -> Value,
    /// Headers beside those of every answer, each with its meaning.
    pub headers: &'static [(&'static str, &'static str)],
}

/// An answer that is text of no further form.
pub(super) fn text(_: &mut Schemas) -> Value {
    json!({ "type": "string" })
}
