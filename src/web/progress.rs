//! `GET /api/v1/progress`: the progress table as JSON, CSV or workbook.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{
    blocking::{Call, get},
    operation::{Answer, Group, Operation},
    parameter::{self, Parameter},
    problem::Problem,
    query,
};
use crate::api::{ProgressAnswer, ProgressFormat, WORKBOOK, write_progress};
use shisaku_model::{Catalogue, FACETS};
use shisaku_search::{ProgressError, read_progress_params};

/// The operation `GET /api/v1/progress`.
pub(super) const PROGRESS: Operation = Operation {
    path: "/api/v1/progress",
    id: "progress",
    group: Group::Lists,
    summary: "計画の進み具合の表",
    description: "ふたつの絞り込みの項目を縦と横にした表です。それぞれの数は、その場所の条件で検索したときの件数と同じで、検索のアドレスが付きます。with、without、waiting、no_report を足すと total です。waiting は、報告が計画の年度の始まる前に終わっているもの、overdue は、計画の最後の年度が基準日に終わっていて、その年度にかかる報告が「実績なし」のものです。result_years は、報告されている年度です。値が複数ある項目は複数の場所で数えるので、合計は足し算と同じとは限りません。本文(kind=text)は数えません。limit、offset、sort は使えません。",
    parameters: of_progress,
    answers: &[
        Answer { headers: &FILE, ..Answer::json::<ProgressAnswer<'_>>() },
        Answer { headers: &FILE, ..Answer::text("text/csv") },
        Answer { headers: &FILE, ..Answer::text(WORKBOOK) },
    ],
    mistakes: &[],
    examples: &[
        ("/api/v1/progress", "政策と計画区分の表"),
        ("/api/v1/progress?rows=policy&columns=period&at=2014-04-01&kind=measure", "2014年4月1日での表"),
        ("/api/v1/progress?rows=organisation&columns=has_result&format=csv", "団体と実績の有無の表を CSV で"),
    ],
    handler: || get(progress),
};

const FILE: [(&str, &str); 1] = [("Content-Disposition", "ファイルの名前。")];

fn of_progress(catalogue: &Catalogue) -> Vec<Parameter> {
    let keys: Vec<&str> = FACETS.iter().map(|facet| facet.key).collect();
    let facet = |default: &str| json!({ "type": "string", "enum": keys, "default": default });
    let formats = ProgressFormat::ALL.map(|(name, _)| name);
    let mut all = vec![
        Parameter::new("rows", "縦に並べる項目。", facet("policy"), "policy".into()),
        Parameter::new("columns", "横に並べる項目。rows とは別のもの。", facet("period"), "period".into()),
        Parameter::new(
            "format",
            "形式。",
            json!({ "type": "string", "enum": formats, "default": "json" }),
            "json".into(),
        ),
        parameter::words(),
    ];
    all.extend(parameter::filters(catalogue));
    all.extend([parameter::at(), parameter::matching(), parameter::exact()]);
    all
}

fn progress(call: Call) -> Result<Response, Problem> {
    let search = call.live.search();
    let pairs = query::read(call.query())?;
    let formats = ProgressFormat::ALL.map(|(name, format)| (name, (name, format)));
    let pairs = query::borrowed(&pairs);
    let read = read_progress_params(pairs, &formats, search.catalogue());
    let (params, format) = read.map_err(|errors| {
        let first = errors.into_iter().next();
        first.map_or_else(|| Problem::failed("no parameter is wrong"), Problem::from)
    })?;
    let (name, format) = format.unwrap_or(ProgressFormat::ALL[0]);
    let table = search.progress(&params).map_err(|error| match error {
        ProgressError::Engine(error) => Problem::from(error),
        ProgressError::TooLarge(error) => Problem::from(error),
    })?;
    let mut body = Vec::new();
    write_progress(&table, format, &call.origin.base, &mut body).map_err(Problem::failed)?;
    let mut response = ([(header::CONTENT_TYPE, format.media_type())], body).into_response();
    let shown = if format == ProgressFormat::Json { "inline" } else { "attachment" };
    if let Ok(value) = format!("{shown}; filename=\"progress-{}.{name}\"", table.at).parse() {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    // Only the workbook contains absolute addresses and so depends on the host.
    Ok(if format == ProgressFormat::Xlsx { call.origin.tell(response) } else { response })
}
