//! `/openapi.json`: the OpenAPI 3.1 document, generated from the operations table and the answer types.

use std::collections::BTreeMap;

use axum::response::Response;
use serde_json::{Map, Value, json};

use super::{
    access,
    blocking::{Call, get},
    json::answer,
    operation::{Answer, Group, OPERATIONS, Operation},
    parameter,
    problem::{self, FAILED, Problem, Sort, TOO_LONG},
    query,
};
use crate::api::{ProblemAnswer, Schemas};
use shisaku_model::Catalogue;

/// The operation `GET /openapi.json`.
pub(super) const DOCUMENT: Operation = Operation {
    path: "/openapi.json",
    id: "openapi",
    group: Group::Service,
    summary: "この API の説明(OpenAPI 3.1)",
    description: "プログラムが読む説明です。絞り込みの値は、いまの索引にあるものです。",
    parameters: parameter::none,
    answers: &[Answer { media: "application/json", schema: |_| json!({ "type": "object" }), headers: &[] }],
    mistakes: &[],
    examples: &[("/openapi.json", "この API の説明")],
    handler: || get(document),
};

fn document(call: Call) -> Result<Response, Problem> {
    query::none(call.query())?;
    Ok(answer(&openapi(call.live.search().catalogue())))
}

/// The whole document. Filter values come from this catalogue.
fn openapi(catalogue: &Catalogue) -> Value {
    let mut schemas = Schemas::default();
    let paths: Map<String, Value> = OPERATIONS
        .iter()
        .map(|one| (one.path.to_owned(), json!({ "get": operation(one, catalogue, &mut schemas) })))
        .collect();
    let problem = schemas.of::<ProblemAnswer<'_>>();
    let mut kept = schemas.kept();
    let sorts: Vec<String> = problem::SORTS.iter().map(|sort| format!("/help/api#{}", sort.name)).collect();
    if let Some(kind) = kept.get_mut("ProblemAnswer").and_then(|of| of.pointer_mut("/properties/type")) {
        kind["enum"] = json!(sorts);
    }
    let groups: Vec<Value> = Group::ALL.iter().map(|group| json!({ "name": group.label() })).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "shisaku 施策と実績の検索 API",
            "version": "1",
            "description": "自治体の計画の施策と、その実績を探す API です。読むだけで、登録は要りません。誤りは application/problem+json(RFC 9457)で返し、type が説明のページを指します。GET のほかは HEAD と OPTIONS だけに応じ、ほかのメソッドは、どのパスでも 405(components/responses/MethodNotAllowed)です。/api と公開データは、ほかのサイトのページからも読めます(CORS)。gzip と br で圧縮し、ETag と If-None-Match(304)を使えます。人のための説明は /help/api にあります。",
        },
        "servers": [{ "url": "/" }],
        "externalDocs": { "description": "API の使い方", "url": "/help/api" },
        "tags": groups,
        "paths": paths,
        "components": {
            "schemas": kept,
            "headers": headers(),
            "responses": {
                "NotModified": {
                    "description": "If-None-Match のとおり、変わっていません。本文はありません。",
                    "headers": pick(&[
                        "X-Request-Id", "ETag", "Cache-Control", "Vary", "X-Content-Type-Options",
                        "Access-Control-Allow-Origin",
                    ]),
                },
                "MethodNotAllowed": {
                    "description": "GET、HEAD、OPTIONS のほかのメソッドは使えません。",
                    "headers": pick(&["Allow", "X-Request-Id", "Cache-Control", "Vary", "X-Content-Type-Options"]),
                    "content": { "application/problem+json": { "schema": problem } },
                },
                "Problem": {
                    "description": "誤りの説明。",
                    "headers": pick(&["X-Request-Id", "Cache-Control", "Vary", "X-Content-Type-Options"]),
                    "content": { "application/problem+json": { "schema": problem } },
                },
            },
        },
    })
}

fn operation(one: &Operation, catalogue: &Catalogue, schemas: &mut Schemas) -> Value {
    let parameters: Vec<Value> =
        (one.parameters)(catalogue).iter().map(parameter::Parameter::document).collect();
    let mut responses = Map::new();
    responses.insert("200".to_owned(), good(one, schemas));
    if one.is_tagged() {
        responses.insert("304".to_owned(), json!({ "$ref": "#/components/responses/NotModified" }));
    }
    for (status, titles) in mistakes(one) {
        let mut told = json!({ "$ref": "#/components/responses/Problem" });
        told["description"] = titles.join("。").into();
        responses.insert(status.to_string(), told);
    }
    json!({
        "operationId": one.id,
        "tags": [one.group.label()],
        "summary": one.summary,
        "description": one.description,
        "parameters": parameters,
        "responses": responses,
    })
}

fn good(one: &Operation, schemas: &mut Schemas) -> Value {
    let mut content = Map::new();
    let mut all = pick(&["X-Request-Id", "Cache-Control", "Vary", "X-Content-Type-Options"]);
    if one.is_tagged() {
        all.extend(pick(&["ETag"]));
    }
    if access::is_open(one.path) {
        all.extend(pick(&["Access-Control-Allow-Origin", "Access-Control-Expose-Headers"]));
    }
    all.sort_keys();
    for answer in one.answers {
        content.insert(answer.media.to_owned(), json!({ "schema": (answer.schema)(schemas) }));
        for (name, meaning) in answer.headers {
            let header = json!({ "description": meaning, "schema": { "type": "string" } });
            all.insert((*name).to_owned(), header);
        }
    }
    json!({ "description": format!("{}。", one.summary), "headers": all, "content": content })
}

/// Titles of the possible errors of an operation, by status.
fn mistakes(one: &Operation) -> BTreeMap<u16, Vec<&'static str>> {
    let mut told: BTreeMap<u16, Vec<&'static str>> = BTreeMap::new();
    let of_parameters = problem::SORTS.iter().filter(|sort| sort.status == 400).copied();
    let sorts: Vec<&'static Sort> =
        of_parameters.chain([TOO_LONG, FAILED]).chain(one.mistakes.iter().copied()).collect();
    for sort in sorts {
        told.entry(sort.status.as_u16()).or_default().push(sort.title);
    }
    told
}

/// The response headers of the API, by name.
fn headers() -> Map<String, Value> {
    let all = [
        (
            "X-Request-Id",
            "依頼の名前。64 文字までの英数字と - . _ : なら、送られたものをそのまま返します。",
            "^[A-Za-z0-9._:-]{1,64}$",
        ),
        ("ETag", "内容の指紋。弱い検証子です。", "^W/\"[0-9a-f]{32}\"$"),
        ("Cache-Control", "どのくらい取っておけるか。", ".+"),
        ("Vary", "返事が、どのヘッダーによって変わるか。", ".+"),
        ("Allow", "使えるメソッド。", "^GET, HEAD, OPTIONS$"),
        ("X-Content-Type-Options", "Content-Type のとおりのものです。", "^nosniff$"),
        ("Access-Control-Allow-Origin", "どのサイトのページからも読めます。", "^\\*$"),
        ("Access-Control-Expose-Headers", "ほかのサイトのページが読めるヘッダー。", ".+"),
    ];
    let header = |(name, description, pattern): (&str, &str, &str)| {
        let schema = json!({ "type": "string", "pattern": pattern });
        (name.to_owned(), json!({ "description": description, "required": true, "schema": schema }))
    };
    all.into_iter().map(header).collect()
}

fn pick(names: &[&str]) -> Map<String, Value> {
    let to = |name: &&str| ((*name).to_owned(), json!({ "$ref": format!("#/components/headers/{name}") }));
    names.iter().map(to).collect()
}
