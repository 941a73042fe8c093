//! The pages of documents: every place that an entry names leads to its line.

use std::{
    collections::{BTreeSet, HashMap},
    fmt::Write as _,
    sync::OnceLock,
};

use serde_json::Value;
use shisaku_model::Kind;
use tempfile::TempDir;

use crate::{
    places,
    seeds::Folder,
    support::api::search_of,
    web::site::{self, Page, Site, text},
};

/// Largest answer, in bytes.
const MOST_BYTES: usize = 300 * 1024;

/// Follows a link to a place, and returns the page and the address within it.
fn follow(site: &Site, href: &str) -> (Page, String) {
    let answer = site.get(href);
    assert_eq!(answer.status, 302, "{href}");
    let target = answer.headers["location"].to_str().unwrap();
    let (address, anchor) = target.split_once('#').unwrap();
    let page = site.get(address);
    assert_eq!(page.status, 200, "{target}");
    assert!(page.html.len() < MOST_BYTES, "{}", page.html.len());
    (page, anchor.to_owned())
}

/// Text of the line that a link leads to.
fn line(site: &Site, href: &str) -> String {
    let (page, anchor) = follow(site, href);
    text(page.one(&format!("[id='{anchor}']")))
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_place_of_every_entry_leads_to_the_line_that_holds_its_text() {
    let site = Site::shared();
    let mut pages: HashMap<String, Page> = HashMap::new();
    let (mut seen, mut titles) = (0, 0);
    for kind in Kind::ALL {
        let listed = site.get(&format!("/api/v1/export?format=json&kind={}", kind.as_str()));
        let entries: Value = serde_json::from_str(&listed.html).unwrap();
        for entry in entries["entries"].as_array().unwrap_or_else(|| entries.as_array().unwrap()) {
            let id = entry["id"].as_str().unwrap();
            let entry_page = site.get(&format!("/entries/{id}"));
            let hrefs: BTreeSet<String> =
                entry_page.values("main a[href^='/sources/'][href*='at=']", "href").into_iter().collect();
            assert!(!hrefs.is_empty(), "{id}");
            for href in &hrefs {
                let answer = site.get(href);
                let target = answer.headers["location"].to_str().unwrap();
                let (address, anchor) = target.split_once('#').unwrap();
                let named = href.rsplit_once("at=").unwrap().1;
                assert_eq!(anchor, named, "{id}: {href}");
                let page = pages.entry(address.to_owned()).or_insert_with(|| site.get(address));
                let held = without_spaces(&text(page.one(&format!("#{anchor}"))));
                assert!(held.len() > anchor.len() - 1, "{id}: {href} leads to a blank line");
                seen += 1;
            }
            let title = entry_page.all("dd").into_iter().find_map(|dd| {
                let label = text(dd);
                let link = dd.select(&scraper::Selector::parse("a").unwrap()).next()?;
                label.contains(": 題名").then(|| (link.attr("href").unwrap().to_owned(), label))
            });
            if let Some((href, label)) = title.filter(|(_, label)| !label.contains('～')) {
                let target = site.get(&href).headers["location"].to_str().unwrap().to_owned();
                let (address, anchor) = target.split_once('#').unwrap();
                let held = without_spaces(&text(pages[address].one(&format!("#{anchor}"))));
                let title = without_spaces(entry["title"].as_str().unwrap());
                assert!(held.contains(&title), "{id}, {label}: {title} is not in {held}");
                titles += 1;
            }
        }
    }
    assert!(seen > 200 && titles > 90, "{seen} links, {titles} titles");
    assert!(pages.values().all(|page| page.html.len() < MOST_BYTES));
}

#[test]
fn an_entry_quotes_its_passage_and_names_the_line_of_each_report() {
    let page = site::get("/entries/meguro-vision/5-1-1-1");
    let quoted = page.text(".quotes blockquote:first-of-type");
    assert!(quoted.chars().count() > 20, "{quoted}");
    let all: usize = page.texts(".quotes blockquote p").iter().map(|line| line.chars().count()).sum();
    assert!(all <= 400 + 1, "{all}");
    for href in page.values(".result .from a", "href") {
        assert!(!line(Site::shared(), &href).is_empty());
    }
    assert!(page.has(".result .from a"));
    // Without the script, nothing can be pressed.
    assert!(page.one(".copies").attr("hidden").is_some());
    for of in page.values(".copies button", "data-copy") {
        assert!(!page.text(&of).is_empty());
    }
    assert!(page.has("script[src='/assets/entry.js'][defer]"));
}

#[test]
fn the_printed_list_and_plans_lead_to_the_documents() {
    for (address, links) in [
        ("/print?q=商店街", "td a[href^='/sources/']"),
        ("/plans/meguro-vision", "li a[href^='/sources/']"),
        ("/data", "li a[href^='/sources/']"),
        ("/print?q=商店街&lang=en", "td a[href*='lang=en'][href^='/sources/']"),
    ] {
        let page = site::get(address);
        let hrefs = page.values(links, "href");
        assert!(!hrefs.is_empty(), "{address}");
        for href in hrefs {
            let answer = site::get(&href);
            assert!([200, 302].contains(&answer.status.as_u16()), "{href}");
        }
    }
}

#[test]
fn a_repaired_line_shows_what_was_printed() {
    let path = site::get("/plans/meguro-vision").values("li a[href^='/sources/']", "href").remove(0);
    let pages = [site::get(&path), site::get(&format!("{path}?page=2"))];
    let notes: Vec<String> = pages.iter().flat_map(|page| page.texts(".lines .hint")).collect();
    assert!(notes.iter().any(|note| note.contains("原文「产") || note.contains("产")), "{notes:?}");
    assert!(pages.iter().any(|page| page.has(".lines mark")));
    assert_eq!(pages[1].texts("nav [aria-current=page]").len(), 1, "{:?}", pages[1].texts("nav a"));
    assert!(site::get(&format!("{path}?lang=en")).text("main").contains("is read as"));
}

/// A plan with a workbook and a PDF, and one with names that need care.
fn other() -> &'static Site {
    static SITE: OnceLock<(Site, Folder, TempDir)> = OnceLock::new();
    let (site, ..) = SITE.get_or_init(|| {
        let mut long = "番号\t施策名\t内容\t担当課\n".to_owned();
        for number in 1..=1400 {
            writeln!(long, "{number}\t施策その{number}\t<b>内容</b>の{number}です。\t舟運課").unwrap();
        }
        let seeds = places::folder()
            .with("mise/plan.toml", "title = \"商業計画\"\npublisher = \"水無月市\"\n[documents]\n\"keikaku.pdf\" = \"https://example.jp/keikaku.pdf\"\n")
            .with("naga/plan.toml", "title = \"長い計画\"\npublisher = \"水無月市\"\n")
            .with("naga/長い 計画#1 (案)?.tsv", long);
        let index = tempfile::tempdir().unwrap();
        (Site::of(search_of(seeds.path(), index.path())), seeds, index)
    });
    site
}

/// The page of the first entry that a search finds.
fn entry(words: &str) -> Page {
    let site = other();
    let hit = site.get(&format!("/?q={words}")).hits().remove(0);
    site.get(&hit)
}

#[test]
fn a_cell_of_a_workbook_has_an_address() {
    let page = entry("渡し舟の運航");
    let hrefs = page.values(".result .from a", "href");
    let (source, anchor) = follow(other(), &hrefs[0]);
    assert_eq!(anchor, "sheet-2-E2");
    assert_eq!(text(source.one("#sheet-2-E2")), "51回運航した。");
    assert_eq!(source.texts("h2"), ["シート「表紙」", "シート「実績」"]);
    assert_eq!(source.texts("#sheet-2 + .table thead th"), ["A", "B", "C", "D", "E"]);
    assert_eq!(follow(other(), "/sources/fune/jisseki.xlsx?at=sheet-2").1, "sheet-2");
    // Nothing was scanned.
    for page in [&page, &source, &other().get("/plans/fune")] {
        assert!(!page.html.contains("OCR") && !page.html.contains("読み取りの誤り"), "{}", page.address);
    }
}

#[test]
fn a_page_of_a_pdf_has_an_address_and_so_has_the_published_one() {
    let page = entry("朝市の支援");
    let (source, anchor) = follow(other(), &page.values(".result .from a", "href")[0]);
    assert!(text(source.one(&format!("#{anchor}"))).contains("三回開いた。"));
    assert_eq!(source.values("h2", "id"), ["p1", "p2"]);
    assert_eq!(follow(other(), "/sources/mise/keikaku.pdf?at=p2").1, "p2");
    assert!(page.has("a[href='https://example.jp/keikaku.pdf#page=2']"));
    assert!(source.has("a[href='https://example.jp/keikaku.pdf#page=1']"));
}

#[test]
fn a_long_document_with_a_difficult_name_is_shown_in_parts() {
    let page = entry("施策その1234");
    let (source, anchor) = follow(other(), &page.values(".facts a[href*='at=']", "href")[0]);
    assert_eq!(anchor, "L1235");
    assert!(text(source.one("#L1235")).contains("<b>内容</b>の1234です。"));
    assert_eq!(text(source.one("h1")), "長い 計画#1 (案)?.tsv");
    let parts = source.values("main nav a", "href");
    assert!(parts.len() > 2, "{parts:?}");
    let lines: usize = parts.iter().map(|part| other().get(part).all(".lines li").len()).sum();
    assert_eq!(lines, 1401);
    for address in ["?page=0", "?page=99", "?page=x", "?at=L99999", "?at=sheet-1", "?at=%FF", "?x"] {
        let path = parts[0].split('?').next().unwrap();
        assert_eq!(other().get(&format!("{path}{address}")).status, 200, "{address}");
    }
    let english = other().get(&format!("{}?at=L700&lang=en", parts[0].split('?').next().unwrap()));
    let target = english.headers["location"].to_str().unwrap();
    assert!(target.contains("lang=en#L700"), "{target}");
}

#[test]
fn an_unknown_document_is_not_found() {
    for path in [
        "/sources/fune/nothing.xlsx",
        "/sources/fune/plan.toml",
        "/sources/nowhere/jisseki.xlsx",
        "/sources/fune/../mise/keikaku.pdf",
        "/sources/fune/%2E%2E/mise/keikaku.pdf",
        "/sources/fune/%2Fetc%2Fpasswd",
        "/sources/fune//jisseki.xlsx",
        "/sources/fune/%FF",
        "/sources/fune/jisseki.xlsx%00",
        "/sources/fune",
        "/sources",
    ] {
        let page = other().get(path);
        assert_eq!(page.status, 404, "{path}");
        assert!(page.has("h1") && page.has("form[role=search]"), "{path}");
    }
}
