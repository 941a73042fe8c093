//! The API help page, made from the table of operations.

use askama::Template;

use super::Frame;
use crate::web::{
    language::{Html, Language},
    operation::{Group, OPERATIONS, Operation},
    parameter::Parameter,
    problem::{SORTS, Sort},
    query,
};
use shisaku_model::Catalogue;

/// Maximum number of a parameter's values listed on the page. The facets of an answer contain all of them.
const MOST_SHOWN: usize = 8;

/// The API help page.
#[derive(Debug, Template)]
#[template(path = "api.html")]
pub(in crate::web) struct ApiPage {
    t: Language,
    frame: Frame,
    groups: Vec<GroupView>,
    mistakes: Vec<MistakeView>,
}

#[derive(Debug)]
struct GroupView {
    label: Html,
    operations: Vec<OperationView>,
}

#[derive(Debug)]
struct OperationView {
    id: &'static str,
    path: &'static str,
    summary: Html,
    description: Html,
    parameters: Vec<ParameterView>,
    /// Media types of successful answers, as a sentence.
    media: Html,
    examples: Vec<ExampleView>,
}

#[derive(Debug)]
struct ParameterView {
    name: &'static str,
    required: bool,
    description: Html,
    values: Vec<Html>,
    /// True if the parameter has more values than the page lists.
    more: bool,
    bounds: Option<Html>,
}

#[derive(Debug)]
struct ExampleView {
    /// The address with readable characters, for display.
    address: Html,
    href: String,
    meaning: Html,
}

#[derive(Debug)]
struct MistakeView {
    name: &'static str,
    status: u16,
    title: Html,
    way_out: Html,
}

impl ApiPage {
    pub fn new(frame: Frame, catalogue: &Catalogue) -> Self {
        let t = frame.t;
        let group = |group: Group| GroupView {
            label: t.own(group.label()),
            operations: OPERATIONS
                .iter()
                .filter(|one| one.group == group)
                .map(|one| OperationView::new(one, catalogue, t))
                .collect(),
        };
        Self {
            t,
            frame,
            groups: Group::ALL.into_iter().map(group).collect(),
            mistakes: SORTS.iter().map(|sort| MistakeView::new(sort, t)).collect(),
        }
    }
}

impl OperationView {
    fn new(one: &Operation, catalogue: &Catalogue, t: Language) -> Self {
        let media = t.row(one.answers.iter().map(|answer| Html::escaped(answer.media)));
        Self {
            id: one.id,
            path: one.path,
            summary: t.own(one.summary),
            description: t.own(one.description),
            parameters: (one.parameters)(catalogue)
                .into_iter()
                .map(|one| ParameterView::new(one, t))
                .collect(),
            media: t.html("api.answers", [("media", media.into())]),
            examples: one
                .examples
                .iter()
                .map(|&(address, meaning)| ExampleView {
                    address: t.own(address),
                    href: query::as_sent(address),
                    meaning: t.own(meaning),
                })
                .collect(),
        }
    }
}

impl ParameterView {
    fn new(parameter: Parameter, t: Language) -> Self {
        let schema = &parameter.schema;
        let values = schema.get("enum").or_else(|| schema.pointer("/items/enum"));
        let all: Vec<String> = values
            .and_then(|values| values.as_array())
            .map(|values| values.iter().filter_map(|value| value.as_str()).map(str::to_owned).collect())
            .unwrap_or_default();
        let bounds = schema["minimum"].as_u64().zip(schema["maximum"].as_u64());
        Self {
            name: parameter.name,
            required: parameter.required,
            more: all.len() > MOST_SHOWN,
            values: all.iter().take(MOST_SHOWN).map(|value| t.own(value)).collect(),
            bounds: bounds.map(|(from, to)| {
                let number = |number: u64| Html::escaped(&number.to_string()).into();
                let (from, to) = (("from", number(from)), ("to", number(to)));
                match schema["default"].as_u64() {
                    Some(default) => t.html("api.bounds-default", [from, to, ("default", number(default))]),
                    None => t.html("api.bounds", [from, to]),
                }
            }),
            description: t.own(&parameter.description),
        }
    }
}

impl MistakeView {
    fn new(sort: &Sort, t: Language) -> Self {
        let Sort { name, status, title, way_out } = sort;
        Self { name, status: status.as_u16(), title: t.own(title), way_out: t.own(way_out) }
    }
}
