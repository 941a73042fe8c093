//! Texts (本文), which are no part of a measure: found by default, after measures, and never counted as progress.

use std::sync::OnceLock;

use serde_json::{Value, json};
use shisaku_analysis::Analyzer;
use shisaku_ingest::{Opened, build_plans, open};
use shisaku_model::{Entry, Heading, Kind, Manifest, Place, Plan, Provenance, Report, Section, Status};
use shisaku_search::Search;
use tempfile::TempDir;
use wareki::FiscalYears;

use crate::{
    exports::csv_rows,
    support::ids,
    web::site::{Page, Site, text},
};

const FILE: &str = "made-up/plan.md";

/// A chapter with a text, a measure with a result and one without, in printed order.
fn plan() -> Plan {
    let entry = |local: &str, kind: Kind, title: &str, body: &str, line: u32| Entry {
        title: title.to_owned(),
        body: vec![body.to_owned()],
        path: [Heading { number: "第1章".to_owned(), title: "にぎわい".to_owned() }].into(),
        sections: ["made-up/1".to_owned()].into(),
        source: Provenance { file: FILE.to_owned(), lines: [line, line], ..Provenance::default() },
        ..Entry::new("made-up", local, kind)
    };
    let text = entry("1-u1", Kind::Text, "商店街の現状", "商店街では、空き店舗が増えています。", 3);
    let mut supported = entry("1-1", Kind::Measure, "商店街の支援", "商店街の催しを支援します。", 5);
    supported.period = Some("短期".to_owned());
    supported.departments = vec!["産業課".to_owned()];
    supported.groups.departments = vec!["産業課".to_owned()];
    supported.add_report(Report {
        years: Some(FiscalYears::new(2024, 2024)),
        text: "催しを三つ支援しました。".to_owned(),
        status: Status::Reported,
        source: Place::line(FILE, 6),
    });
    let unreported = entry("1-2", Kind::Measure, "道の美化", "花を植えます。", 8);
    Plan {
        manifest: Manifest {
            id: "made-up".to_owned(),
            title: "にぎわい計画".to_owned(),
            ..Manifest::default()
        },
        sections: vec![Section {
            id: "made-up/1".to_owned(),
            level: 1,
            number: "第1章".to_owned(),
            title: "にぎわい".to_owned(),
        }],
        entries: vec![text, supported, unreported],
        ..Plan::default()
    }
}

fn get(address: &str) -> Page {
    static SITE: OnceLock<(Site, TempDir)> = OnceLock::new();
    let (site, _) = SITE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let analyzer = Analyzer::new().unwrap();
        let generation = build_plans(&[plan()], folder.path(), "texts", &analyzer, &|_, _| {}).unwrap();
        let Opened { searcher, catalogue, vocabulary, .. } = open(&generation).unwrap();
        let search = Search::new(searcher, analyzer, catalogue, vocabulary, generation.meta().into());
        (Site::of(search), folder)
    });
    let page = site.get(address);
    assert_eq!(page.status, 200, "{address}: {}", page.html);
    page
}

#[track_caller]
fn json_of(address: &str) -> Value {
    serde_json::from_str(&get(address).html).unwrap()
}

/// Ids of a search, without the plan.
#[track_caller]
fn found(query: &str) -> Vec<String> {
    let answer = json_of(&format!("/api/v1/search?{query}"));
    ids(&answer["items"]).iter().map(|id| id.replace("made-up/", "")).collect()
}

/// The counted values of a facet.
fn counts(answer: &Value, facet: &str) -> Vec<(String, u64)> {
    let values = answer["facets"][facet]["values"].as_array().unwrap();
    let count =
        |value: &Value| (value["value"].as_str().unwrap().to_owned(), value["count"].as_u64().unwrap());
    values.iter().map(count).collect()
}

#[test]
fn texts_are_found_by_default_and_after_measures() {
    assert_eq!(found("q=商店街&exact=true"), ["1-1", "1-u1"]);
    assert_eq!(found("q=商店街&exact=true&kind=measure"), ["1-1"]);
    assert_eq!(found("q=商店街&exact=true&kind=text"), ["1-u1"]);
    assert_eq!(found("q=空き店舗&exact=true"), ["1-u1"]);
    for sort in ["", "&sort=number", "&sort=period", "&sort=title"] {
        assert_eq!(found(&format!("q={sort}")).last().unwrap(), "1-u1", "{sort}");
    }
    assert_eq!(found("q="), ["1-1", "1-2", "1-u1"]);
}

#[test]
fn a_text_lacks_neither_a_report_nor_a_department() {
    let all = json_of("/api/v1/search");
    let counted = |facet: &str, expected: &[(&str, u64)]| {
        let expected: Vec<_> = expected.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect();
        assert_eq!(counts(&all, facet), expected, "{facet}");
    };
    counted("kind", &[("measure", 2), ("text", 1)]);
    counted("has_result", &[("true", 1), ("unknown", 1)]);
    counted("department", &[("産業課", 1), ("記載なし", 1)]);
    assert_eq!(all["facets"]["kind"]["values"][1]["label"], "本文");
    assert_eq!(found("has_result=unknown"), ["1-2"]);
}

#[test]
fn progress_ignores_texts() {
    let table = json_of("/api/v1/progress?rows=chapter&columns=period&at=2026-11-24");
    let total = &table["total"];
    let numbers = ["total", "with", "without", "no_report"].map(|number| total[number].as_u64().unwrap());
    assert_eq!(numbers, [2, 1, 0, 1]);
    let url = total["url"].as_str().unwrap();
    assert_eq!(json_of(&format!("/api/v1/search{}", &url[1..]))["total_count"], 2, "{url}");
    let of_texts = json_of("/api/v1/progress?rows=chapter&columns=period&at=2026-11-24&kind=text");
    assert_eq!((&of_texts["total"]["total"], &of_texts["total"]["url"]), (&json!(0), &Value::Null));
}

#[test]
fn the_page_of_a_text_shows_it_with_its_headings_and_source() {
    let page = get("/entries/made-up/1-u1");
    assert_eq!(page.text("h1"), "商店街の現状");
    assert_eq!(page.texts(".entry > .tags span"), ["本文"]);
    assert!(page.text(".crumbs").contains("第1章 にぎわい"), "{}", page.html);
    assert!(page.text("section.plan").contains("商店街では、空き店舗が増えています。"), "{}", page.html);
    assert!(page.texts(".facts").iter().any(|facts| facts.contains(FILE)), "{}", page.html);
    for absent in ["[data-result]", "section.result", "#related", ".pager"] {
        assert!(!page.has(absent), "{absent}");
    }
}

#[test]
fn the_card_of_a_text_is_plain() {
    let page = get("/?q=商店街&exact=true");
    assert_eq!(page.hits(), ["/entries/made-up/1-1", "/entries/made-up/1-u1"]);
    let card = page.all(".items .item")[1];
    assert!(text(card).starts_with("商店街の現状 本文"), "{}", text(card));
    let html = card.inner_html();
    assert!(html.contains("<mark>商店街</mark>"), "{html}");
    assert!(!html.contains("data-result") && !html.contains("class=\"result\""), "{html}");
}

#[test]
fn lists_and_the_site_map_have_texts() {
    let rows = csv_rows(get("/api/v1/export?format=csv").html.as_bytes());
    assert_eq!(
        rows.iter().skip(1).map(|row| &*row[0]).collect::<Vec<_>>(),
        ["made-up/1-1", "made-up/1-2", "made-up/1-u1"]
    );
    let cell = |name: &str| {
        let at = rows[0].iter().position(|known| known == name).unwrap();
        rows[3][at].as_str()
    };
    assert_eq!(["種別", "題名", "実績の有無", "担当課"].map(cell), ["本文", "商店街の現状", "", ""]);
    assert_eq!(json_of("/api/v1/export?format=json&kind=text")["entries"][0]["kind"], "text");
    assert!(get("/sitemap.xml").html.contains("/entries/made-up/1-u1<"));
}

#[test]
fn titles_of_texts_complete_nothing() {
    let completions = json_of("/api/v1/suggest?q=商店街の");
    assert!(!completions.to_string().contains("商店街の現状"), "{completions}");
}
