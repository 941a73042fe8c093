//! Sections of the town hall: names with 「・」, the filter of all that a section has a part in, and links.

use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

use super::site::{Page, Site};
use crate::{seeds::Folder, support::api::search_of};

const PLAN: &str = "番号,施策名,担当課,関係課,令和6年度の実績\n\
                    1,舟運の案内板,文化・観光課,道路・公園課、広報課,案内板を3か所に立てた。\n\
                    2,川べりの市,文化・観光課,商工課,市を4回開いた。\n\
                    3,路地の明かり,道路・公園課,文化・観光課,実績なし\n\
                    4,空き店舗の相談,商工課,,相談を12件受けた。\n";

fn get(address: &str) -> Page {
    static SITE: OnceLock<(Site, TempDir)> = OnceLock::new();
    let (site, _) = SITE.get_or_init(|| {
        let manifest = "title = \"川原市観光計画\"\npublisher = \"川原市\"\n";
        let seeds = Folder::new().with("kawara/plan.toml", manifest).with("kawara/plan.csv", PLAN);
        let index = tempfile::tempdir().unwrap();
        (Site::of(search_of(seeds.path(), index.path())), index)
    });
    let page = site.get(address);
    assert_eq!(page.status, 200, "{address}: {}", page.html);
    page
}

/// Titles of the hits, in the order of the plan.
fn found(typed: &str) -> Vec<String> {
    let answer: Value =
        serde_json::from_str(&get(&format!("/api/v1/search?sort=number&{typed}")).html).unwrap();
    answer["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["title"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_section_with_a_dot_in_its_name_is_found_as_typed() {
    let own = ["舟運の案内板", "川べりの市"];
    for typed in [
        "文化・観光課",
        "文化観光課",
        "観光課",
        "文化・観光課が担当する施策",
        "担当課:文化・観光課",
        "担当課:文化観光課",
    ] {
        assert_eq!(found(&format!("q={typed}")), own, "{typed}");
    }
    assert_eq!(found("q=道路・公園課 実績なし"), ["路地の明かり"]);
    assert_eq!(found("q=公園課"), ["路地の明かり"], "by the last part of its name");
}

#[test]
fn all_that_a_section_has_a_part_in_is_one_list() {
    let all = ["舟運の案内板", "川べりの市", "路地の明かり"];
    assert_eq!(found("involved_department=文化・観光課"), all);
    assert_eq!(found("q=課:文化・観光課"), all);
    assert_eq!(found("q=部署:商工課"), ["川べりの市", "空き店舗の相談"]);
    let page = get("/");
    assert!(page.has("input[name=involved_department]") && page.has("input[name=related_department]"));
    assert!(!super::site::get("/").has("input[name=involved_department]"), "a plan without related sections");
}

#[test]
fn sections_of_an_entry_lead_to_their_lists() {
    let entry = get("/entries/kawara/1");
    let links = entry.values(".facts a", "href");
    let lists: Vec<&String> = links.iter().filter(|href| href.contains("department=")).collect();
    assert_eq!(lists.len(), 3, "{links:?}");
    let counts: Vec<usize> = lists.iter().map(|href| get(href).texts(".item h3 a").len()).collect();
    assert_eq!(counts, [2, 1, 1]);
}
