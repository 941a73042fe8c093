//! Entries and findings of a workbook and a PDF name the cell or the page.

use std::sync::OnceLock;

use serde_json::{Value, json};
use shisaku_reader::read_seeds;
use shisaku_testing::pdf::{TestPage, write};
use tempfile::TempDir;

use crate::{
    seeds::Folder,
    support::api::search_of,
    web::site::{Page, Site},
};

const HEADS: [&str; 5] = ["番号", "施策名", "内容", "担当課", "実績(令和6年度)"];

/// A workbook with a cover. A letter of one cell was not read.
fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let cover = book.add_worksheet().set_name("表紙").unwrap();
    cover.write(0, 0, "水無月市舟運計画の実施状況").unwrap();
    let sheet = book.add_worksheet().set_name("実績").unwrap();
    for (row, cells) in (0..).zip([
        HEADS,
        ["1", "渡し舟の運航", "渡し舟で川を渡る人を運びます。", "舟運課", "51回運航した。"],
        ["2", "桟橋の修理", "桟橋の板を\u{FFFD}り替えます。", "舟運課", "未実施"],
    ]) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// A PDF with a page of text before its table. A letter of the table is a simplified one.
fn printed() -> Vec<u8> {
    let columns = [40.0, 80.0, 220.0, 400.0, 470.0, 560.0];
    let rows = [
        HEADS,
        ["1", "朝市の支援", "朝市を開く人に助成します。", "産業課", "三回開いた。"],
        ["2", "空き店舗の活用", "空き店舗を貸し出します。", "产業課", "未実施"],
    ];
    let mut page = TestPage::default();
    for y in [100.0, 130.0, 160.0, 190.0] {
        page = page.rule((40.0, y), (560.0, y));
    }
    for x in columns {
        page = page.rule((x, 100.0), (x, 190.0));
    }
    for (row, y) in rows.iter().zip([118.0, 148.0, 178.0]) {
        for (text, x) in row.iter().zip(columns) {
            page = page.text(x + 4.0, y, 9.0, text);
        }
    }
    let front = TestPage::default().text(60.0, 200.0, 10.0, "市は次の表のとおりに商店街を支えます。");
    write(vec![front, page], "")
}

pub fn folder() -> Folder {
    let plan = |title: &str| format!("title = \"{title}\"\npublisher = \"水無月市\"\n");
    Folder::new()
        .with("fune/plan.toml", plan("舟運計画"))
        .with("fune/jisseki.xlsx", workbook())
        .with("mise/plan.toml", plan("商業計画"))
        .with("mise/keikaku.pdf", printed())
}

fn get(address: &str) -> Page {
    static SITE: OnceLock<(Site, Folder, TempDir)> = OnceLock::new();
    let (site, ..) = SITE.get_or_init(|| {
        let (seeds, index) = (folder(), tempfile::tempdir().unwrap());
        (Site::of(search_of(seeds.path(), index.path())), seeds, index)
    });
    let page = site.get(address);
    assert_eq!(page.status, 200, "{address}: {}", page.html);
    page
}

/// Returns the first entry that a search finds, from its own address.
fn entry(words: &str) -> Value {
    let parsed = |page: Page| serde_json::from_str::<Value>(&page.html).unwrap();
    let answer = parsed(get(&format!("/api/v1/search?q={words}")));
    let id = answer["items"][0]["id"].as_str().unwrap();
    parsed(get(&format!("/api/v1/entries/{id}")))
}

#[test]
fn the_api_names_cell_and_page() {
    let ferry = entry("渡し舟の運航");
    assert_eq!(ferry["source"]["file"], "fune/jisseki.xlsx");
    assert_eq!(ferry["source"]["at"], "シート「実績」のB2～C2");
    assert_eq!(
        ferry["source"]["parts"][0],
        json!({"field": "title", "lines": [2, 2], "at": "シート「実績」のB2"})
    );
    assert_eq!(ferry["results"][0]["source"]["at"], "シート「実績」のE2");
    let citation = &ferry["citation"];
    assert_eq!(citation["source"]["all_lines"], "シート「実績」のB2～E2");
    let text = citation["text"].as_str().unwrap();
    assert!(text.contains("fune/jisseki.xlsx の シート「実績」のB2～E2、"), "{text}");
    let market = entry("朝市の支援");
    assert_eq!(market["source"]["at"], "2ページ");
    assert_eq!(market["results"][0]["source"]["at"], "2ページ");
}

#[test]
fn pages_name_cell_and_page_in_both_languages() {
    for (words, japanese, english) in [
        (
            "渡し舟の運航",
            ["シート「実績」のB2: 題名", "シート「実績」のB2～E2"],
            ["sheet 実績, B2: Title", "sheet 実績, B2–E2"],
        ),
        ("朝市の支援", ["2ページ: 題名", "2ページ"], ["p. 2: Title", "p. 2"]),
    ] {
        let id = entry(words)["id"].as_str().unwrap().to_owned();
        for (language, [part, all]) in [("", japanese), ("lang=en", english)] {
            let page = get(&format!("/entries/{id}?{language}"));
            let told = page.texts("dd");
            assert!(told.iter().any(|told| told.starts_with(part)), "{part}: {told:?}");
            let found = get(&format!("/?q={words}&{language}"));
            assert!(found.text("main").contains(all), "{all}: {}", found.text("main"));
        }
    }
}

#[test]
fn exports_name_cell_and_page() {
    let csv = get("/api/v1/export?format=csv&q=渡し舟の運航").html;
    assert!(csv.contains("fune/jisseki.xlsx シート「実績」のB2～E2"), "{csv}");
}

#[test]
fn findings_name_cell_and_page() {
    let folder = folder();
    let findings = read_seeds(folder.path()).unwrap().findings;
    for (code, place) in [
        ("unreadable_character", "fune/jisseki.xlsx(シート「実績」のC3)"),
        ("repaired", "mise/keikaku.pdf(2ページ)"),
    ] {
        let told: Vec<String> =
            findings.iter().filter(|one| one.code == code).map(|one| one.place.to_string()).collect();
        assert_eq!(told, [place], "{code}: {findings:?}");
    }
}
