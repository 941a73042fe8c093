//! The page that explains the API.

use super::site::{Site, get};

#[test]
fn every_page_leads_to_it_and_its_examples_work() {
    for address in ["/", "/entries/meguro-vision/5-2-9", "/nix"] {
        assert!(get(address).has("footer a[href='/help/api']"), "{address}");
    }
    let page = get("/help/api");
    assert_eq!(page.text("h1"), "API の使い方");
    assert!(!page.has("script, [style], iframe"));
    let links = page.values(".operation li a", "href");
    assert!(links.len() > 8, "{links:?}");
    for link in links {
        assert_eq!(Site::shared().get(&link).status, 200, "{link}");
    }
}

#[test]
fn it_names_every_operation_parameter_and_mistake() {
    let page = get("/help/api");
    let document: serde_json::Value = serde_json::from_str(&get("/openapi.json").html).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        assert!(page.html.contains(&format!("<code>GET {path}</code>")), "{path}");
        let id = item["get"]["operationId"].as_str().unwrap();
        let named = page.texts(&format!("#{id} dt code"));
        let told = item["get"]["parameters"].as_array().unwrap().iter();
        assert_eq!(named, told.map(|one| one["name"].as_str().unwrap()).collect::<Vec<_>>(), "{path}");
    }
    let sorts = document["components"]["schemas"]["ProblemAnswer"]["properties"]["type"]["enum"].clone();
    for sort in sorts.as_array().unwrap() {
        let name = sort.as_str().unwrap().split_once('#').unwrap().1;
        assert_eq!(page.all(&format!("[id='{name}']")).len(), 1, "{name}");
    }
}
