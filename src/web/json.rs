//! Handlers of the JSON API, each next to its operation.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{
    blocking::{Call, get},
    operation::{Answer, Group, Operation},
    parameter,
    problem::{FAILED, NO_ENTRY, NO_PLAN, Problem, UNREADABLE},
    query,
};
use crate::api::{self, PlanAnswer, SearchAnswer, SurroundingsAnswer};
use shisaku_model::address;
use shisaku_search::{Completion, canonical, read_params, read_suggest_params};

const SEARCH_PATH: &str = "/api/v1/search";

/// The operation `GET /api/v1/search`.
pub(super) const SEARCH: Operation = Operation {
    path: SEARCH_PATH,
    id: "search",
    group: Group::Search,
    summary: "施策と実績を探す",
    description: "言葉と絞り込みで項目を探します。同じ絞り込みの値はいずれか、違う絞り込みはすべてを満たすものです。facets の件数は、その項目自身の選択を除いて数えます。返事の Link ヘッダーが、同じ検索のただひとつのアドレスを示します。",
    parameters: parameter::of_search,
    answers: &[Answer {
        headers: &[("Link", "この検索のただひとつのアドレス(rel=\"canonical\")。")],
        ..Answer::json::<SearchAnswer>()
    }],
    mistakes: &[],
    examples: &[
        ("/api/v1/search?q=商店街", "商店街を含むもの"),
        ("/api/v1/search?period=中期&has_result=false", "中期計画で、実績のないもの"),
        ("/api/v1/search?q=融資&kind=measure&sort=number&limit=5", "融資の施策を番号順に 5 件"),
        ("/api/v1/search?year=H24&category=再掲", "平成24年度にかかる再掲"),
    ],
    handler: || get(search),
};

fn search(call: Call) -> Result<Response, Problem> {
    let search = call.live.search();
    let pairs = query::read(call.query())?;
    let (params, errors) = read_params(query::borrowed(&pairs), search.catalogue());
    if let Some(error) = errors.into_iter().next() {
        return Err(error.into());
    }
    let mut answer = answer(&api::search_answer(search.run(&params)?));
    let own = address(SEARCH_PATH, &canonical(&params));
    answer.headers_mut().extend(canonical_link(&own).map(|link| (header::LINK, link)));
    Ok(answer)
}

/// The operation `GET /api/v1/suggest`.
pub(super) const SUGGEST: Operation = Operation {
    path: "/api/v1/suggest",
    id: "suggest",
    group: Group::Search,
    summary: "入力の続きの候補",
    description: "入力の途中の言葉(かな、漢字、ローマ字)から、続きの候補を良いものから挙げます。count は、その候補で検索したときの件数です。",
    parameters: parameter::of_suggestions,
    answers: &[Answer::json::<Vec<Completion>>()],
    mistakes: &[],
    examples: &[("/api/v1/suggest?q=しょうてn", "「しょうてn」の続き")],
    handler: || get(suggest),
};

fn suggest(call: Call) -> Result<Response, Problem> {
    let pairs = query::read(call.query())?;
    let params = read_suggest_params(query::borrowed(&pairs))?;
    Ok(answer(&call.live.search().suggest(&params.text, params.limit)?))
}

/// The operation `GET /api/v1/entries/{plan}/{local}`.
pub(super) const ENTRY: Operation = Operation {
    path: "/api/v1/entries/{plan}/{local}",
    id: "entry",
    group: Group::Search,
    summary: "項目ひとつ",
    description: "検索の返事の id(「計画/番号」)で、項目のすべてを、よく似た施策、再掲、前後の項目、引用のしかたとともに返します。出典の行(Excel はセル、PDF はページ、Word は段落も)と、読み取りの誤りを直した所を含みます。",
    parameters: parameter::of_entry,
    answers: &[Answer::json::<SurroundingsAnswer<'_>>()],
    mistakes: &[NO_ENTRY],
    examples: &[("/api/v1/entries/meguro-vision/5-1-1-1", "1-1(1) の施策")],
    handler: || get(entry),
};

fn entry(call: Call) -> Result<Response, Problem> {
    query::none(call.query())?;
    let Call { live, origin, id, .. } = call;
    let Some(id) = id.filter(|id| !id.chars().any(char::is_control)) else {
        let detail = "項目の id が UTF-8 ではないか、制御文字を含みます。id は「meguro-vision/5-1-1-1」のような形です。";
        return Err(Problem::of(UNREADABLE, detail).about("local"));
    };
    let search = live.search();
    let Some(around) = search.surroundings(&id)? else {
        let detail = format!("「{id}」という項目はありません。/api/v1/search で探せます。");
        return Err(Problem::of(NO_ENTRY, detail));
    };
    let citation = origin.citation(&around.entry, &search);
    Ok(origin.tell(answer(&api::surroundings_answer(&around, &citation, search.catalogue()))))
}

/// The operation `GET /api/v1/plans/{plan}`.
pub(super) const PLAN: Operation = Operation {
    path: "/api/v1/plans/{plan}",
    id: "plan",
    group: Group::Lists,
    summary: "計画ひとつ",
    description: "計画の名前、発行者、年度、利用の条件と、読み取った文書、種別・実績・章ごとの件数を返します。件数は、url の一覧の件数です。",
    parameters: parameter::of_plan,
    answers: &[Answer::json::<PlanAnswer<'_>>()],
    mistakes: &[NO_PLAN],
    examples: &[("/api/v1/plans/meguro-vision", "目黒区産業振興ビジョン")],
    handler: || get(plan),
};

fn plan(call: Call) -> Result<Response, Problem> {
    query::none(call.query())?;
    let Some(id) = call.id.filter(|id| !id.chars().any(char::is_control)) else {
        let detail =
            "計画の名前が UTF-8 ではないか、制御文字を含みます。名前は「meguro-vision」のような形です。";
        return Err(Problem::of(UNREADABLE, detail).about("plan"));
    };
    let search = call.live.search();
    let Some(overview) = search.overview(&id)? else {
        let detail = format!(
            "「{id}」という計画はありません。/api/v1/search の facets の plan に並ぶものがあります。"
        );
        return Err(Problem::of(NO_PLAN, detail).about("plan"));
    };
    Ok(answer(&api::plan_answer(&overview)))
}

/// A JSON answer.
pub(super) fn answer(shape: &impl Serialize) -> Response {
    match serde_json::to_vec(shape) {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(_) => Problem::of(FAILED, "返事を作れません。").into_response(),
    }
}

/// The Link header with the canonical address of a search.
pub(super) fn canonical_link(address: &str) -> Option<HeaderValue> {
    HeaderValue::try_from(format!("<{address}>; rel=\"canonical\"")).ok()
}
