//! Descriptions of the parameters for `/openapi.json` and `/help/api`. Names, values and bounds are those
//! that `search::read_params` checks.

use serde_json::{Value, json};

use shisaku_messages::Message;
use shisaku_model::{Catalogue, FACETS, Facet, Kind, facet::Accepts};
use shisaku_search::{
    DEFAULT_LIMIT, DEFAULT_SUGGESTIONS, DIRECTIONS, LIMITS, MATCHES, MOST_LETTERS, MOST_OFFSET, SORTS,
    SUGGESTIONS,
};
use wareki::YEARS;

/// Maximum number of listed facet values. Longer lists are left out: they are data and change with it.
const MOST_LISTED: usize = 100;

/// Pattern of valid text: no control characters.
const PLAIN: &str = r"^[^\u0000-\u001F\u007F-\u009F]*$";

/// One parameter of an operation.
#[derive(Debug, Clone)]
pub(super) struct Parameter {
    pub name: &'static str,
    /// `query` or `path`.
    pub place: &'static str,
    pub required: bool,
    pub description: String,
    pub schema: Value,
    pub example: Value,
}

impl Parameter {
    /// Creates an optional parameter of the query string.
    pub(super) fn new(
        name: &'static str,
        description: impl Into<String>,
        schema: Value,
        example: Value,
    ) -> Self {
        let description = description.into();
        Self { name, place: "query", required: false, description, schema, example }
    }

    /// The parameter object of OpenAPI.
    pub(super) fn document(&self) -> Value {
        let mut document = json!({
            "name": self.name,
            "in": self.place,
            "required": self.required,
            "description": self.description,
            "schema": self.schema,
            "example": self.example,
        });
        if self.schema["type"] == "array" {
            document["style"] = "form".into();
            document["explode"] = true.into();
        }
        document
    }
}

/// No parameters.
pub(super) fn none(_: &Catalogue) -> Vec<Parameter> {
    Vec::new()
}

/// All parameters of a search.
pub(super) fn of_search(catalogue: &Catalogue) -> Vec<Parameter> {
    let mut all = vec![words()];
    all.extend(filters(catalogue));
    all.extend([sort(), order(), matching(), exact()]);
    all.extend(paging());
    all
}

/// The parameter `q`.
pub(super) fn words() -> Parameter {
    let description = format!(
        "探す言葉。空なら、すべてを並べます。初めの {MOST_LETTERS} 文字で検索し、8 KiB を超えるものは 414 で断ります。書き方(\"\"、-、OR、題名: など)は探し方をご覧ください。"
    );
    Parameter::new("q", description, json!({ "type": "string", "pattern": PLAIN }), "商店街".into())
}

/// The parameter `at`.
pub(super) fn at() -> Parameter {
    let description = "期限超過(overdue)かどうかを見る日(年-月-日)。なければ、日本の今日。";
    Parameter::new("at", description, json!({ "type": "string", "format": "date" }), "2026-03-31".into())
}

/// The filter parameters, one per facet.
pub(super) fn filters(catalogue: &Catalogue) -> impl Iterator<Item = Parameter> {
    FACETS.iter().map(|facet| filter(facet, catalogue))
}

/// The filter parameter of a facet. A facet without values is listed too, so that clients do not break when
/// values appear. It accepts an empty list only, because any value would be refused.
fn filter(facet: &'static Facet, catalogue: &Catalogue) -> Parameter {
    let found = catalogue.values.get(facet.key).map(Vec::as_slice).unwrap_or_default();
    if facet.accepts == Accepts::Years {
        let description = format!(
            "{}で絞り込みます。2012、H24、平成24年度、R2、範囲は 2011-2013(100 年まで)。{} から {} まで。くり返すと、いずれか。",
            facet.label,
            YEARS.start(),
            YEARS.end()
        );
        let example = found.first().map_or("2012", String::as_str);
        let gregorian = json!({ "type": "integer", "minimum": YEARS.start(), "maximum": YEARS.end() });
        let year = json!({ "anyOf": [gregorian, { "type": "string", "format": "fiscal-years" }] });
        let schema = json!({ "type": "array", "items": year, "minItems": 1 });
        return Parameter::new(facet.key, description, schema, json!([example]));
    }
    let mut values: Vec<&str> = (facet.fixed)().into_iter().map(|(value, _)| value).collect();
    let others: Vec<&str> =
        found.iter().map(String::as_str).filter(|value| !values.contains(value)).collect();
    values.extend(others);
    let Some(example) = found.first().map(String::as_str).or(values.first().copied()) else {
        let description = format!(
            "{}で絞り込みます。いまの計画には{}がひとつもないので、どの値も 400 です。",
            facet.label, facet.label
        );
        let schema = json!({ "type": "array", "items": { "type": "string" }, "maxItems": 0 });
        return Parameter::new(facet.key, description, schema, json!([]));
    };
    let labels: Vec<String> = (facet.fixed)()
        .into_iter()
        .filter(|(value, label)| value != label)
        .map(|(value, label)| format!("{value}: {label}"))
        .collect();
    let mut description = format!("{}で絞り込みます。くり返すと、いずれか。", facet.label);
    if !labels.is_empty() {
        description.push_str(&format!("{}。", labels.join("、")));
    }
    if facet.key == "kind" {
        let searched = Kind::SEARCHED_BY_DEFAULT.map(Kind::as_str).join("、");
        description.push_str(&format!("なければ {searched} から探します。"));
    }
    let mut item = json!({ "type": "string" });
    if values.len() <= MOST_LISTED {
        item["enum"] = json!(values);
    } else {
        description.push_str("値は、検索の返事の facets にあるものです。");
        item["pattern"] = PLAIN.into();
    }
    let schema = json!({ "type": "array", "items": item, "minItems": 1 });
    Parameter::new(facet.key, description, schema, json!([example]))
}

/// The parameter `sort`.
pub(super) fn sort() -> Parameter {
    let names: Vec<&str> = SORTS.iter().map(|(name, ..)| *name).collect();
    let label = |key| Message::new(key, []);
    let labels: Vec<String> = SORTS.iter().map(|(name, _, key)| format!("{name}: {}", label(key))).collect();
    let description =
        format!("並べ方。{}。なければ、言葉があるとき relevance、ないとき number。", labels.join("、"));
    Parameter::new("sort", description, json!({ "type": "string", "enum": names }), "number".into())
}

/// The parameter `order`.
pub(super) fn order() -> Parameter {
    let names: Vec<&str> = DIRECTIONS.iter().map(|(name, ..)| *name).collect();
    let label = |key| Message::new(key, []);
    let labels = DIRECTIONS.iter().map(|(name, _, key)| format!("{name}: {}", label(key)));
    let labels: Vec<String> = labels.collect();
    let description = format!(
        "並べる向き。{}。値のないものと本文は、どちらの向きでも後ろです。sort が relevance のときは効きません。",
        labels.join("、")
    );
    let schema = json!({ "type": "string", "enum": names, "default": "asc" });
    Parameter::new("order", description, schema, "desc".into())
}

/// The parameter `match`.
pub(super) fn matching() -> Parameter {
    let names: Vec<&str> = MATCHES.iter().map(|(name, _)| *name).collect();
    let description = "言葉をいくつ含めばよいか。auto: 空白で区切った言葉はすべて、文は重みの一定の割合。all: すべて。any: ひとつでも。";
    Parameter::new(
        "match",
        description,
        json!({ "type": "string", "enum": names, "default": "auto" }),
        "auto".into(),
    )
}

/// The parameter `exact`.
pub(super) fn exact() -> Parameter {
    let description =
        "true なら、入力のままの言葉だけを探します(ほかの表記、読み、言い換え、入力の間違いを探しません)。";
    Parameter::new("exact", description, json!({ "type": "boolean", "default": false }), false.into())
}

/// The parameters `limit` and `offset`.
pub(super) fn paging() -> [Parameter; 2] {
    let limit = json!({
        "type": "integer", "minimum": LIMITS.start(), "maximum": LIMITS.end(), "default": DEFAULT_LIMIT,
    });
    let offset = json!({ "type": "integer", "minimum": 0, "maximum": MOST_OFFSET, "default": 0 });
    [
        Parameter::new("limit", "一度に返す数。", limit, DEFAULT_LIMIT.into()),
        Parameter::new("offset", "先頭から飛ばす数。続きは、返事の next_offset から。", offset, 0.into()),
    ]
}

/// The parameters of suggestions.
pub(super) fn of_suggestions(_: &Catalogue) -> Vec<Parameter> {
    let limit = json!({
        "type": "integer", "minimum": SUGGESTIONS.start(), "maximum": SUGGESTIONS.end(),
        "default": DEFAULT_SUGGESTIONS,
    });
    let words =
        Parameter {
            description: "入力の途中の言葉。".to_owned(), example: "しょうてn".into(), ..words()
        };
    vec![words, Parameter::new("limit", "返す数。", limit, DEFAULT_SUGGESTIONS.into())]
}

/// The path parameters of an entry.
pub(super) fn of_entry(catalogue: &Catalogue) -> Vec<Parameter> {
    let local = part("local", "計画の中での番号。", "5-1-1-1");
    of_plan(catalogue).into_iter().chain([local]).collect()
}

/// The path parameter of a plan.
pub(super) fn of_plan(catalogue: &Catalogue) -> Vec<Parameter> {
    let plan = catalogue.plans.first().map_or("meguro-vision", |plan| plan.id.as_str());
    vec![part("plan", "計画。", plan)]
}

/// A part of the path.
fn part(name: &'static str, description: &str, example: &str) -> Parameter {
    let schema = json!({ "type": "string", "pattern": r"^[^/\u0000-\u001F\u007F-\u009F]+$" });
    Parameter { place: "path", required: true, ..Parameter::new(name, description, schema, example.into()) }
}
