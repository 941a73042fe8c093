//! Open data: the catalogue, the sitemap, robots.txt and OpenSearch.

use std::collections::HashSet;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    blocking::{Call, get},
    operation::{Answer, Group, Operation},
    origin::Origin,
    parameter::{self, Parameter},
    problem::{NO_PART, Problem},
    query,
};
use crate::api::{self, Schemas};
use shisaku_model::{Catalogue, Changes, Kind};
use shisaku_search::{PARTS, Search, read_part, read_typed};

/// Kinds whose pages are worth indexing. Figures and preambles hardly have any text.
const MAPPED: [Kind; 5] = [Kind::Measure, Kind::Removed, Kind::Framework, Kind::Text, Kind::Note];

/// Entries in one sitemap file. Places are left for the first page and the pages of plans.
fn in_a_file(search: &Search) -> usize {
    api::MOST_ADDRESSES.saturating_sub(1 + search.catalogue().plans.len()).max(1)
}

/// Number of completions in a browser's list.
const SUGGESTED: usize = 8;

const PLAIN: &str = "text/plain; charset=utf-8";
const DESCRIPTION: &str = "application/opensearchdescription+xml; charset=utf-8";
const SUGGESTIONS: &str = "application/x-suggestions+json; charset=utf-8";

/// The operation `GET /catalog.jsonld`.
pub(super) const CATALOG: Operation = Operation {
    path: "/catalog.jsonld",
    id: "catalog",
    group: Group::OpenData,
    summary: "データの目録",
    description: "計画ごとのデータセットと、その取り出し方を並べた目録です(DCAT と schema.org、JSON-LD)。利用の条件が示されていない計画については、示されていないと書きます。",
    parameters: parameter::none,
    answers: &[Answer { media: "application/ld+json", schema: any_object, headers: &[] }],
    mistakes: &[],
    examples: &[("/catalog.jsonld", "目録")],
    handler: || get(catalog),
};

fn catalog(call: Call) -> Result<Response, Problem> {
    query::none(call.query())?;
    let Call { live, origin, .. } = call;
    let search = live.search();
    let catalog = api::catalog_json(search.catalogue(), search.facts(), &origin.base);
    Ok(origin.tell(answer("application/ld+json", format!("{catalog:#}\n"))))
}

/// The operation `GET /sitemap.xml`. `?part=2` returns one file of a sitemap that needs several.
pub(super) const SITEMAP: Operation = Operation {
    path: "/sitemap.xml",
    id: "sitemap",
    group: Group::OpenData,
    summary: "ページの一覧",
    description: "項目と計画のページのアドレスを並べます(サイトマップ)。5 万件を超えるときは、part=2 のように分けたものを挙げます。",
    parameters: of_sitemap,
    answers: &[Answer::text("application/xml")],
    mistakes: &[NO_PART],
    examples: &[("/sitemap.xml", "項目のページの一覧")],
    handler: || get(sitemap),
};

fn of_sitemap(_: &Catalogue) -> Vec<Parameter> {
    let schema = json!({ "type": "integer", "minimum": PARTS.start(), "maximum": PARTS.end() });
    vec![Parameter::new("part", "何番目のファイルか。あるのは、一覧が挙げるものだけです。", schema, 1.into())]
}

fn sitemap(call: Call) -> Result<Response, Problem> {
    let (search, origin) = (call.live.search(), &call.origin);
    let changed = &search.facts().built_at;
    let pairs = query::read(call.query())?;
    let (_, entries) = search.listed(&MAPPED, 0, 0)?;
    let files = entries.div_ceil(in_a_file(&search)).max(1);
    let part = read_part(query::borrowed(&pairs))?;
    if let Some(part) = part.filter(|part| *part > files) {
        let detail = format!("part={part} はありません。{files} までです。");
        return Err(Problem::of(NO_PART, detail).about("part"));
    }
    let written = match part {
        None if files > 1 => {
            let file = |part: usize| (format!("{}/sitemap.xml?part={part}", origin.base), changed.as_str());
            api::sitemap_index(&(1..=files).map(file).collect::<Vec<_>>())
        }
        part => {
            let data_status = call.live.data_status();
            api::sitemap(&addresses(&search, origin, &data_status.changes, part.unwrap_or(1))?)
        }
    };
    Ok(origin.tell(answer("application/xml; charset=utf-8", written)))
}

/// The addresses of one sitemap file, each with the time of its last change. The first file begins with the
/// first page and the pages of plans. An entry that is the same as in the version before has not changed since that
/// was built.
fn addresses<'a>(
    search: &'a Search,
    origin: &Origin,
    changes: &'a Changes,
    part: usize,
) -> Result<Vec<(String, &'a str)>, Problem> {
    let now = search.facts().built_at.as_str();
    let changed: HashSet<&str> =
        changes.added.iter().chain(&changes.changed).map(|entry| entry.id.as_str()).collect();
    let before = changes.since.as_ref().map(|since| since.built_at.as_str());
    let time = |id: &str| before.filter(|_| !changed.contains(id)).unwrap_or(now);
    let (ids, _) = search.listed(&MAPPED, (part - 1) * in_a_file(search), in_a_file(search))?;
    let plans = search.catalogue().plans.iter().map(|plan| format!("/plans/{}", plan.id));
    let first = (part == 1).then(|| ["/".to_owned()].into_iter().chain(plans));
    let first = first.into_iter().flatten().map(|path| (format!("{}{path}", origin.base), now));
    let entries = ids.into_iter().map(|id| (format!("{}/entries/{id}", origin.base), time(&id)));
    Ok(first.into_iter().chain(entries).collect())
}

/// The operation `GET /robots.txt`.
pub(super) const ROBOTS: Operation = Operation {
    path: "/robots.txt",
    id: "robots",
    group: Group::OpenData,
    summary: "巡回するプログラムへのお願い",
    description: "項目のページは自由に巡回できます。条件の付いた検索は、組み合わせに限りがないのでご遠慮ください。",
    parameters: parameter::none,
    answers: &[Answer::text("text/plain")],
    mistakes: &[],
    examples: &[("/robots.txt", "巡回の決まり")],
    handler: || get(robots),
};

fn robots(call: Call) -> Result<Response, Problem> {
    query::none(call.query())?;
    Ok(call.origin.tell(answer(PLAIN, api::robots(&call.origin.base))))
}

/// The operation `GET /opensearch.xml`.
pub(super) const OPENSEARCH: Operation = Operation {
    path: "/opensearch.xml",
    id: "opensearch",
    group: Group::OpenData,
    summary: "ブラウザーに加える検索",
    description: "ブラウザーの検索欄にこの検索を加えるための説明です(OpenSearch 1.1)。",
    parameters: parameter::none,
    answers: &[Answer::text("application/opensearchdescription+xml")],
    mistakes: &[],
    examples: &[("/opensearch.xml", "検索の説明")],
    handler: || get(opensearch),
};

fn opensearch(call: Call) -> Result<Response, Problem> {
    query::none(call.query())?;
    let Call { live, origin, .. } = call;
    let description = api::opensearch_description(live.search().catalogue(), &origin.base);
    Ok(origin.tell(answer(DESCRIPTION, description)))
}

/// The operation `GET /opensearch/suggest`.
pub(super) const OPENSEARCH_SUGGEST: Operation = Operation {
    path: "/opensearch/suggest",
    id: "opensearch_suggest",
    group: Group::OpenData,
    summary: "ブラウザーの検索欄への候補",
    description: "入力の続きの候補を、ブラウザーが読む形(入力と候補の並び)で返します。くわしくは /api/v1/suggest を使ってください。",
    parameters: of_suggestions,
    answers: &[Answer { media: "application/x-suggestions+json", schema: any_list, headers: &[] }],
    mistakes: &[],
    examples: &[("/opensearch/suggest?q=しょうてn", "「しょうてn」の続き")],
    handler: || get(suggest),
};

fn of_suggestions(catalogue: &Catalogue) -> Vec<Parameter> {
    parameter::of_suggestions(catalogue).into_iter().filter(|one| one.name == "q").collect()
}

fn suggest(call: Call) -> Result<Response, Problem> {
    let pairs = query::read(call.query())?;
    let typed = read_typed(query::borrowed(&pairs))?;
    let completions = call.live.search().suggest(&typed, SUGGESTED)?;
    Ok(answer(SUGGESTIONS, api::opensearch_suggestions(&typed, &completions).to_string()))
}

fn any_object(_: &mut Schemas) -> Value {
    json!({ "type": "object" })
}

fn any_list(_: &mut Schemas) -> Value {
    json!({ "type": "array" })
}

fn answer(kind: &'static str, body: String) -> Response {
    ([(header::CONTENT_TYPE, kind)], body).into_response()
}
