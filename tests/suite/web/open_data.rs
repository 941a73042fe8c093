//! Discovery of the data by programs: catalogue, site map, and search description for browsers.

use std::{collections::BTreeSet, fs};

use axum::http::Method;
use roxmltree::Document;
use serde_json::Value;
use shisaku::web::{AppState, DataStatus, PublicUrl};
use shisaku_analysis::Analyzer;
use shisaku_engine::memory::MemoryEngine;
use shisaku_model::{Catalogue, ChangedEntry, Changes, Entry, Kind, Version};
use shisaku_query::vocabulary::Vocabulary;
use shisaku_search::{IndexFacts, Search};

use super::site::{Page, Site, get, seeds};
use crate::support::api::search_of;

const MAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const ASKING: &str = "http://a9.com/-/spec/opensearch/1.1/";
const DISCOVERY: [&str; 4] = ["/catalog.jsonld", "/sitemap.xml", "/robots.txt", "/opensearch.xml"];

/// A name that breaks any format in which it is not escaped.
const EVIL: &str = "<script>alert('1')</script> & \" ]]> 計画";

fn varies_by_host(page: &Page) -> bool {
    page.headers["vary"].to_str().unwrap().split(", ").any(|name| name == "host")
}

fn json(page: &Page) -> Value {
    serde_json::from_str(&page.html).unwrap_or_else(|error| panic!("{error}: {}", page.html))
}

fn locations(page: &Page) -> Vec<String> {
    let map = Document::parse(&page.html).unwrap();
    let locations = map.descendants().filter(|node| node.has_tag_name((MAP, "loc")));
    locations.map(|node| node.text().unwrap().to_owned()).collect()
}

/// The delivered documents with a given title and licence.
fn named(title: &str, licence: &str) -> Search {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("seeds/meguro-vision");
    fs::create_dir_all(&to).unwrap();
    for file in fs::read_dir(seeds().join("meguro-vision")).unwrap().map(Result::unwrap) {
        if file.file_name() != "plan.toml" && file.path().is_file() {
            fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    }
    let toml = format!("title = '''{title}'''\npublisher = '''{title}'''\nlicence = '''{licence}'''\n");
    fs::write(to.join("plan.toml"), toml).unwrap();
    search_of(&folder.path().join("seeds"), &folder.path().join("index"))
}

/// Collects every IRI and every name of the document, expanded by its context.
fn terms(value: &Value, context: &Value, found: &mut BTreeSet<String>) {
    let expand = |name: &str| {
        let (prefix, rest) = name.split_once(':').unwrap_or_else(|| panic!("{name} has no prefix"));
        if rest.starts_with("//") {
            name.to_owned()
        } else {
            format!("{}{rest}", context[prefix].as_str().unwrap())
        }
    };
    match value {
        Value::Object(members) => {
            for (name, value) in members.iter().filter(|(name, _)| *name != "@context") {
                if !name.starts_with('@') {
                    found.insert(expand(name));
                }
                if name == "@type" {
                    let types = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
                    found.extend(types.iter().map(|one| expand(one.as_str().unwrap())));
                }
                if name == "@id" {
                    found.insert(expand(value.as_str().unwrap()));
                }
                terms(value, context, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| terms(value, context, found)),
        _ => {}
    }
}

#[test]
fn the_catalogue_has_what_dcat_and_schema_org_ask_for() {
    let page = get("/catalog.jsonld");
    assert_eq!(page.headers["content-type"], "application/ld+json");
    let catalog = json(&page);
    let context = &catalog["@context"];
    for (prefix, namespace) in [
        ("dcat", "http://www.w3.org/ns/dcat#"),
        ("dct", "http://purl.org/dc/terms/"),
        ("schema", "https://schema.org/"),
    ] {
        assert_eq!(context[prefix], namespace);
    }
    let mut found = BTreeSet::new();
    terms(&catalog, context, &mut found);
    let dcat = |name: &str| format!("http://www.w3.org/ns/dcat#{name}");
    for name in [
        "Catalog",
        "Dataset",
        "Distribution",
        "DataService",
        "dataset",
        "service",
        "distribution",
        "endpointURL",
    ] {
        assert!(found.contains(&dcat(name)), "{name}: {found:?}");
    }
    assert!(found.iter().all(|iri| iri.starts_with("http")), "{found:?}");
    let dataset = &catalog["dcat:dataset"][0];
    assert_eq!(dataset["@type"], serde_json::json!(["dcat:Dataset", "schema:Dataset"]));
    for name in ["dct:title", "dct:description", "schema:name", "schema:description"] {
        assert_eq!(dataset[name]["@language"], "ja", "{name}");
    }
    assert_eq!(dataset["dct:publisher"]["foaf:name"]["@value"], "目黒区");
    assert_eq!(dataset["dct:spatial"]["rdfs:label"]["@value"], "目黒区");
    assert_eq!(dataset["schema:temporalCoverage"], "2011-04-01/2021-03-31", "fiscal years end in March");
    assert_eq!(dataset["dct:modified"]["@value"], Site::shared().live.search().facts().built_at);
    assert_eq!(catalog["dcat:service"]["dcat:endpointDescription"]["@id"], "http://localhost/openapi.json");
    let formats: Vec<&str> = dataset["dcat:distribution"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["dcat:downloadURL"]["@id"].as_str().unwrap())
        .collect();
    assert_eq!(
        formats,
        ["csv", "xlsx", "json", "jsonl"]
            .map(|format| format!("http://localhost/api/v1/export?format={format}&plan=meguro-vision"))
    );
}

#[test]
fn a_licence_is_what_the_keeper_states_or_none() {
    let dataset = |search: Search| json(&Site::of(search).get("/catalog.jsonld"))["dcat:dataset"][0].take();
    let unstated = json(&get("/catalog.jsonld"))["dcat:dataset"][0].take();
    assert!(unstated.get("dct:license").is_none() && unstated.get("schema:license").is_none());
    assert!(unstated.get("dcat:contactPoint").is_none());
    let rights = unstated["dct:rights"]["rdfs:label"]["@value"].as_str().unwrap();
    assert!(rights.contains("示されていません"), "{rights}");
    assert!(unstated["dct:description"]["@value"].as_str().unwrap().contains("示されていません"));
    let address = "https://creativecommons.org/licenses/by/4.0/";
    let stated = dataset(named("計画", address));
    assert_eq!(stated["dct:license"]["@id"], address);
    assert_eq!(stated["dcat:distribution"][0]["dct:license"]["@id"], address);
    assert!(stated.get("dct:rights").is_none());
    assert!(!stated["dct:description"]["@value"].as_str().unwrap().contains("示されていません"));
    let worded = dataset(named("計画", "出典を示せば自由に使えます"));
    assert_eq!(worded["dct:rights"]["rdfs:label"]["@value"], "出典を示せば自由に使えます");
}

#[test]
fn the_map_dates_an_entry_by_its_own_last_change() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::of(search_of(&seeds(), folder.path()));
    let (before, changed) = ("2025-04-01T00:00:00Z", "meguro-vision/5-2-9");
    let since = Some(Version { fingerprint: "a".to_owned(), built_at: before.to_owned() });
    let entry = ChangedEntry {
        id: changed.to_owned(),
        number: "2-9".to_owned(),
        title: String::new(),
        parts: vec!["実績".to_owned()],
    };
    let changes = Changes { since, changed: vec![entry], ..Changes::default() };
    site.live.tell(DataStatus { changes, ..DataStatus::default() });
    let page = site.get("/sitemap.xml");
    let map = Document::parse(&page.html).unwrap();
    let now = site.live.search().facts().built_at.clone();
    for url in map.descendants().filter(|node| node.has_tag_name((MAP, "url"))) {
        let of =
            |name: &str| url.children().find(|node| node.has_tag_name((MAP, name))).unwrap().text().unwrap();
        let is_new =
            [changed, "localhost/", "/plans/meguro-vision"].iter().any(|end| of("loc").ends_with(end));
        assert_eq!(of("lastmod"), if is_new { &now } else { before }, "{}", of("loc"));
    }
}

#[test]
fn the_map_names_every_page_that_stands_by_itself_once() {
    let page = get("/sitemap.xml");
    assert_eq!(page.headers["content-type"], "application/xml; charset=utf-8");
    let locations = locations(&page);
    assert_eq!(locations.len(), 1 + 1 + 92 + 3, "the first page, the plan, the entries, the notes");
    assert_eq!(locations[0], "http://localhost/");
    assert_eq!(locations.iter().collect::<BTreeSet<_>>().len(), locations.len());
    for location in &locations {
        assert_eq!(get(location.trim_start_matches("http://localhost")).status, 200, "{location}");
    }
    let map = Document::parse(&page.html).unwrap();
    let changed: BTreeSet<&str> = map
        .descendants()
        .filter(|node| node.has_tag_name((MAP, "lastmod")))
        .filter_map(|node| node.text())
        .collect();
    assert_eq!(changed, BTreeSet::from([Site::shared().live.search().facts().built_at.as_str()]));
    assert_eq!(get("/sitemap.xml?part=1").html, page.html);
    for (part, status) in [("0", 400), ("2", 404), ("x", 400), ("-1", 400), ("99999999999999999999", 400)] {
        let refused = get(&format!("/sitemap.xml?part={part}"));
        assert_eq!((refused.status.as_u16(), &json(&refused)["param"]), (status, &"part".into()), "{part}");
    }
}

#[test]
fn more_pages_than_one_file_may_name_are_mapped_by_several() {
    let (many, analyzer) = (50_001, Analyzer::new().unwrap());
    let entries: Vec<Entry> =
        (1..=many).map(|at| Entry::new("many", &at.to_string(), Kind::Measure)).collect();
    let engine = MemoryEngine::new(&entries, &analyzer);
    let facts = IndexFacts {
        built_at: "2026-11-24T00:00:00Z".to_owned(),
        entries: entries.len(),
        fingerprint: "f".to_owned(),
    };
    let search = Search::new(Box::new(engine), analyzer, Catalogue::default(), Vocabulary::default(), facts);
    let site = Site::of(search);
    let index = site.get("/sitemap.xml");
    let files = locations(&index);
    assert_eq!(Document::parse(&index.html).unwrap().root_element().tag_name().name(), "sitemapindex");
    assert_eq!(files, [1, 2].map(|part| format!("http://localhost/sitemap.xml?part={part}")));
    let mapped: Vec<Vec<String>> =
        files.iter().map(|file| locations(&site.get(file.trim_start_matches("http://localhost")))).collect();
    assert_eq!(mapped.iter().map(Vec::len).collect::<Vec<_>>(), [50_000, 2], "the first page is one of them");
    let all: BTreeSet<&String> = mapped.iter().flatten().collect();
    assert_eq!(all.len(), many + 1);
}

#[test]
fn crawlers_are_led_to_entries_and_kept_from_searches_without_end() {
    let page = get("/robots.txt");
    assert_eq!(page.headers["content-type"], "text/plain; charset=utf-8");
    let lines: Vec<&str> = page.html.lines().collect();
    assert!(lines.contains(&"Sitemap: http://localhost/sitemap.xml"), "{lines:?}");
    // RFC 9309: the longest rule that is a prefix of the address decides.
    let is_open = |address: &str| {
        let rule = |line: &&str| {
            let (rule, path) = line.split_once(": ")?;
            (matches!(rule, "Allow" | "Disallow") && address.starts_with(path))
                .then_some((path.len(), rule == "Allow"))
        };
        lines.iter().filter_map(rule).max().is_some_and(|(_, open)| open)
    };
    for open in
        ["/", "/entries/meguro-vision/5-1-1-1", "/sitemap.xml?part=2", "/catalog.jsonld", "/assets/style.css"]
    {
        assert!(is_open(open), "{open}");
    }
    for shut in ["/?q=商店街", "/?period=短期", "/api/v1/search", "/opensearch/suggest?q=a", "/metrics"]
    {
        assert!(!is_open(shut), "{shut}");
    }
}

#[test]
fn a_browser_can_add_the_search() {
    let front = get("/");
    let link = front.one("link[rel=search]");
    assert_eq!(link.attr("type"), Some("application/opensearchdescription+xml"));
    let page = get(link.attr("href").unwrap());
    assert_eq!(page.headers["content-type"], "application/opensearchdescription+xml; charset=utf-8");
    let xml = Document::parse(&page.html).unwrap();
    assert_eq!(xml.root_element().tag_name(), (ASKING, "OpenSearchDescription").into());
    let text = |name: &str| {
        let node = xml.root_element().children().find(|node| node.has_tag_name((ASKING, name)));
        node.and_then(|node| node.text()).unwrap_or_default().to_owned()
    };
    assert_eq!(text("ShortName"), "目黒区産業振興ビジョン");
    assert_eq!((text("InputEncoding").as_str(), text("Language").as_str()), ("UTF-8", "ja"));
    assert_eq!(get(text("Image").trim_start_matches("http://localhost")).status, 200);
    let template = |rel: &str| {
        let mut urls = xml.root_element().children().filter(|node| node.has_tag_name((ASKING, "Url")));
        let url = urls.find(|url| url.attribute("rel") == Some(rel)).unwrap();
        url.attribute("template").unwrap().trim_start_matches("http://localhost").to_owned()
    };
    let asked = |rel: &str| get(&template(rel).replace("{searchTerms}", "%E5%95%86%E5%BA%97%E8%A1%97"));
    assert_eq!(asked("results").values("#q", "value"), ["商店街"]);
    assert_eq!(template("self"), "/opensearch.xml");
    let suggestions = asked("suggestions");
    assert_eq!(suggestions.headers["content-type"], "application/x-suggestions+json; charset=utf-8");
    let suggestions = json(&suggestions);
    assert_eq!(suggestions[0], "商店街", "the text comes back, so that a late answer can be told");
    let texts = suggestions[1].as_array().unwrap();
    assert!(!texts.is_empty() && texts.len() == suggestions[2].as_array().unwrap().len(), "{suggestions}");
    assert_eq!(get("/opensearch/suggest?q=%FF").status, 400);
    for address in ["/opensearch/suggest", "/opensearch/suggest?q="] {
        let empty = get(address);
        assert_eq!((empty.status.as_u16(), json(&empty)[1].as_array().unwrap().len()), (200, 0), "{address}");
    }
}

#[test]
fn addresses_begin_with_the_host_that_was_asked_unless_it_is_none() {
    let ask =
        |address: &str, headers: &[(&str, &str)]| Site::shared().ask_with(Method::GET, address, headers);
    for address in DISCOVERY {
        let page = ask(address, &[("host", "plans.example.jp:8080")]);
        assert!(page.html.contains("http://plans.example.jp:8080/"), "{address}");
        assert!(!page.html.contains("localhost"), "{address}");
        assert!(varies_by_host(&page), "{address}");
        for host in [
            "evil.jp/x",
            "\"><script>",
            "a@evil.jp",
            "evil.jp:99999",
            "evil.jp, b.jp",
            "evil.jp\\",
            "evil.jp?",
        ] {
            let page = ask(address, &[("host", host)]);
            assert!(!page.html.contains("evil") && !page.html.contains("script>"), "{address} {host}");
        }
        let proxied = ask(address, &[("x-forwarded-host", "evil.jp"), ("forwarded", "host=evil.jp")]);
        assert!(!proxied.html.contains("evil"), "{address}");
    }
    let entry = ask("/entries/meguro-vision/5-1-1-1", &[("host", "plans.example.jp")]);
    assert!(entry.text(".citation").contains("http://plans.example.jp/entries/meguro-vision/5-1-1-1"));
    assert!(varies_by_host(&entry));
}

#[test]
fn a_configured_address_stands_whatever_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let public = PublicUrl::read("https://plans.example.jp/").unwrap();
    let live = AppState::new(search_of(&seeds(), folder.path())).reached_at(Some(public), None);
    let site = Site::of_live(live);
    for address in DISCOVERY {
        let page = site.ask_with(Method::GET, address, &[("host", "evil.jp")]);
        assert!(page.html.contains("https://plans.example.jp/") && !page.html.contains("evil"), "{address}");
        assert!(!varies_by_host(&page), "{address}");
    }
}

#[test]
fn names_stay_text_wherever_they_are_written() {
    let site = Site::of(named(EVIL, EVIL));
    let catalog = json(&site.get("/catalog.jsonld"));
    assert_eq!(catalog["dcat:dataset"][0]["dct:title"]["@value"], EVIL);
    let description = site.get("/opensearch.xml");
    let xml = Document::parse(&description.html).unwrap();
    assert!(xml.descendants().all(|node| node.tag_name().name() != "script"));
    let long = xml.descendants().find(|node| node.has_tag_name((ASKING, "LongName"))).unwrap();
    assert_eq!(long.text(), Some(EVIL));
    let entry = site.get("/entries/meguro-vision/5-1-1-1");
    assert!(
        !entry.has("script:not([src])") && entry.text(".citation").contains(EVIL),
        "{}",
        entry.text(".citation")
    );
    assert_eq!(entry.values("link[rel=search]", "title"), [EVIL]);
}
