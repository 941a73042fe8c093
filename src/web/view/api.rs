//! The page that explains the API, made from the table of operations.

use askama::Template;

use super::Frame;
use crate::web::{
    operation::{Group, OPERATIONS, Operation},
    parameter::Parameter,
    problem::{SORTS, Sort},
    query,
};
use shisaku_model::Catalogue;

/// Values of a parameter that are listed; the answer's facets have all of them.
const MOST_SHOWN: usize = 8;

/// The page that explains the API.
#[derive(Debug, Template)]
#[template(path = "api.html")]
pub(in crate::web) struct ApiPage {
    frame: Frame,
    groups: Vec<GroupView>,
    mistakes: Vec<MistakeView>,
}

#[derive(Debug)]
struct GroupView {
    label: &'static str,
    operations: Vec<OperationView>,
}

#[derive(Debug)]
struct OperationView {
    id: &'static str,
    path: &'static str,
    summary: &'static str,
    description: &'static str,
    parameters: Vec<ParameterView>,
    /// Media types of good answers.
    media: String,
    examples: Vec<ExampleView>,
}

#[derive(Debug)]
struct ParameterView {
    name: &'static str,
    required: bool,
    description: String,
    values: Vec<String>,
    /// Whether there are more of them.
    more: bool,
    bounds: Option<String>,
}

#[derive(Debug)]
struct ExampleView {
    /// As a person reads it.
    address: &'static str,
    href: String,
    meaning: &'static str,
}

#[derive(Debug)]
struct MistakeView {
    name: &'static str,
    status: u16,
    title: &'static str,
    way_out: &'static str,
}

impl ApiPage {
    pub fn new(frame: Frame, catalogue: &Catalogue) -> Self {
        let group = |group: Group| GroupView {
            label: group.label(),
            operations: OPERATIONS
                .iter()
                .filter(|one| one.group == group)
                .map(|one| OperationView::new(one, catalogue))
                .collect(),
        };
        Self {
            frame,
            groups: Group::ALL.into_iter().map(group).collect(),
            mistakes: SORTS.iter().map(|sort| MistakeView::new(sort)).collect(),
        }
    }
}

impl OperationView {
    fn new(one: &Operation, catalogue: &Catalogue) -> Self {
        let media: Vec<&str> = one.answers.iter().map(|answer| answer.media).collect();
        Self {
            id: one.id,
            path: one.path,
            summary: one.summary,
            description: one.description,
            parameters: (one.parameters)(catalogue).into_iter().map(ParameterView::new).collect(),
            media: media.join("、"),
            examples: one
                .examples
                .iter()
                .map(|&(address, meaning)| ExampleView { address, href: query::as_sent(address), meaning })
                .collect(),
        }
    }
}

impl ParameterView {
    fn new(parameter: Parameter) -> Self {
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
            values: all.into_iter().take(MOST_SHOWN).collect(),
            bounds: bounds.map(|(from, to)| match schema["default"].as_u64() {
                Some(default) => format!("{from} から {to}。なければ {default}。"),
                None => format!("{from} から {to}。"),
            }),
            description: parameter.description,
        }
    }
}

impl MistakeView {
    fn new(sort: &Sort) -> Self {
        let Sort { name, status, title, way_out } = sort;
        Self { name, status: status.as_u16(), title, way_out }
    }
}
