//! `/opensearch.xml`: lets a browser add this search and show completions.

use serde_json::{Value, json};

use super::xml;
use shisaku_model::Catalogue;
use shisaku_search::Completion;

/// Maximum lengths of ShortName and LongName in OpenSearch 1.1, in letters.
const SHORT: usize = 16;
const LONG: usize = 48;

const NAMESPACE: &str = "http://a9.com/-/spec/opensearch/1.1/";

const DESCRIPTION_TYPE: &str = "application/opensearchdescription+xml";
const SUGGESTIONS_TYPE: &str = "application/x-suggestions+json";

/// Builds the OpenSearch description. `base` is the origin of all addresses.
pub fn opensearch_description(catalogue: &Catalogue, base: &str) -> String {
    let title = match catalogue.plans.as_slice() {
        [plan] if !plan.manifest.title.is_empty() => xml::allowed(&plan.manifest.title),
        _ => "計画の施策と実績".to_owned(),
    };
    let fits = |most: usize| title.chars().count() <= most;
    let short = if fits(SHORT) { title.as_str() } else { "施策と実績の検索" };
    let address = |path: &str| format!("{base}{path}");
    xml::document("OpenSearchDescription", &[("xmlns", NAMESPACE)], |writer| {
        xml::text(writer, "ShortName", &[], short)?;
        if fits(LONG) && short != title {
            xml::text(writer, "LongName", &[], &title)?;
        }
        xml::text(writer, "Description", &[], "計画の施策と、その実績を探します。")?;
        let icon = [("width", "16"), ("height", "16"), ("type", "image/svg+xml")];
        xml::text(writer, "Image", &icon, &address("/assets/icon.svg"))?;
        let urls = [
            ("text/html", "results", "/?q={searchTerms}"),
            (SUGGESTIONS_TYPE, "suggestions", "/opensearch/suggest?q={searchTerms}"),
            (DESCRIPTION_TYPE, "self", "/opensearch.xml"),
        ];
        for (kind, rel, path) in urls {
            xml::empty(writer, "Url", &[("type", kind), ("rel", rel), ("template", &address(path))])?;
        }
        xml::text(writer, "Language", &[], "ja")?;
        xml::text(writer, "InputEncoding", &[], "UTF-8")?;
        xml::text(writer, "OutputEncoding", &[], "UTF-8")
    })
}

/// Builds a completion answer in the browsers' format: the typed text, the completions, and a remark on each.
pub fn opensearch_suggestions(typed: &str, completions: &[Completion]) -> Value {
    let texts: Vec<&str> = completions.iter().map(|one| one.text.as_str()).collect();
    let counts: Vec<String> = completions.iter().map(|one| format!("{} 件", one.count)).collect();
    json!([typed, texts, counts])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use shisaku_model::PlanFacts;

    fn short_name(title: &str) -> String {
        let mut plan = PlanFacts { id: "a".to_owned(), ..PlanFacts::default() };
        plan.manifest.title = title.to_owned();
        let catalogue = Catalogue { plans: vec![plan], ..Catalogue::default() };
        let xml = opensearch_description(&catalogue, "http://a");
        let read = roxmltree::Document::parse(&xml).unwrap();
        let name = read.descendants().find(|node| node.has_tag_name((NAMESPACE, "ShortName"))).unwrap();
        name.text().unwrap().to_owned()
    }

    #[test]
    fn a_name_is_the_plans_where_it_is_short_enough() {
        assert_eq!(short_name("産業計画"), "産業計画");
        assert_eq!(short_name("<b>&]]></b>"), "<b>&]]></b>");
        assert_eq!(short_name(&"長".repeat(17)), "施策と実績の検索");
        assert_eq!(short_name(""), "計画の施策と実績");
    }
}
