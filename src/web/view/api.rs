//! The API help page, made from the table of operations.

use askama::Template;

use super::Frame;
use crate::web::{
    language::{Html, Language},
    operation::{Group, OPERATIONS, Operation},
    parameter::Parameter,
    problem::SORTS,
    query::as_sent,
};
use shisaku_model::Catalogue;

/// Maximum number of a parameter's values listed on the page. The facets of an answer contain all of them.
const MOST_SHOWN: usize = 8;

/// The API help page.
#[derive(Template)]
#[template(path = "api.html")]
pub(in crate::web) struct ApiPage<'a> {
    pub t: Language,
    pub frame: Frame,
    pub catalogue: &'a Catalogue,
}

impl ApiPage<'_> {
    fn parameters(&self, one: &Operation) -> Vec<Parameter> {
        (one.parameters)(self.catalogue)
    }

    /// Returns the media types of successful answers.
    fn media(&self, one: &Operation) -> Html {
        self.t.row(one.answers.iter().map(|answer| Html::escaped(answer.media)))
    }

    /// Describes the bounds of a number and its default.
    fn bounds(&self, parameter: &Parameter) -> Option<Html> {
        let schema = &parameter.schema;
        let number = |name: &str| Some(Html::escaped(&schema[name].as_u64()?.to_string()).into());
        let (from, to) = (("from", number("minimum")?), ("to", number("maximum")?));
        Some(match number("default") {
            Some(default) => self.t.html("api.bounds-default", [from, to, ("default", default)]),
            None => self.t.html("api.bounds", [from, to]),
        })
    }
}

/// Returns the values that a parameter accepts, if they are listed.
fn values(parameter: &Parameter) -> Vec<&str> {
    let schema = &parameter.schema;
    let values = schema.get("enum").or_else(|| schema.pointer("/items/enum"));
    let values = values.and_then(|values| values.as_array()).into_iter().flatten();
    values.filter_map(|value| value.as_str()).collect()
}
