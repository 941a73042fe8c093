//! The page of an entry.

use std::{collections::BTreeSet, fs};

use super::site::{Site, get};
use crate::{seeds::Folder, support::api::search_of};

/// Addresses of all entries of all kinds, from the pages of a search for every kind.
fn everything() -> Vec<String> {
    let kinds = ["measure", "removed", "framework", "note", "figure", "preamble"];
    let mut next = Some(format!("/?limit=50&kind={}", kinds.join("&kind=")));
    let mut found = Vec::new();
    while let Some(address) = next {
        let page = get(&address);
        found.extend(page.hits());
        next = page.values("a[rel=next]", "href").first().cloned();
    }
    found
}

#[test]
fn every_entry_has_a_page_that_names_it() {
    let search = Site::shared().live.search();
    let addresses = everything();
    assert_eq!(addresses.len(), search.facts().entries);
    let mut titles = BTreeSet::new();
    for address in &addresses {
        let entry = search.entry(address.trim_start_matches("/entries/")).unwrap().unwrap();
        let page = get(address);
        assert_eq!(page.status, 200, "{address}");
        assert_eq!(page.text("h1"), format!("{} {}", entry.number, entry.title).trim(), "{address}");
        assert!(page.text("title").contains(&entry.title), "{address}");
        assert!(page.text(".ocr").contains("文字認識(OCR)"), "{address}");
        for text in entry.body.iter().chain(entry.results.iter().map(|report| &report.text)) {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(page.text(".sides").contains(&text), "{address}: {text}");
        }
        for repair in &entry.source.repairs {
            assert!(page.text(".facts:last-of-type").contains(repair.printed.trim()), "{address}");
        }
        for link in page.values("main a[href^='/']", "href") {
            titles.insert(link);
        }
    }
    for link in titles {
        // Links to lines of the document lead on: `tests/suite/sources.rs` follows them.
        let expected = if link.contains("?at=") { 302 } else { 200 };
        assert_eq!(get(&link).status, expected, "{link}");
    }
}

#[test]
fn years_of_the_plan_and_of_the_result_stand_side_by_side() {
    let page = get("/entries/meguro-vision/5-1-3-3");
    assert_eq!(page.text(".plan .years"), "計画の年度: 2016～2020年度(平成28～令和2年度)");
    assert_eq!(page.text(".result .years"), "実績の年度: 2011～2013年度(平成23～25年度)");
    assert!(page.text(".result").contains("計画の年度が始まる前の報告です"));
    assert!(!get("/entries/meguro-vision/5-1-1-1").text(".result").contains("始まる前"));
    assert!(page.text("dl.facts:first-of-type").contains("BCP"), "the term that it uses is explained");
}

#[test]
fn an_entry_says_where_it_stands_in_the_document() {
    let page = get("/entries/meguro-vision/5-1-3-3");
    let facts = page.texts("dl.facts dd");
    assert!(facts.iter().any(|fact| fact.ends_with("000_8639ab18f7af3ba7.txt")), "{facts:?}");
    assert!(facts.contains(&"58行目: 題名".to_owned()), "{facts:?}");
    assert!(facts.iter().any(|fact| fact.starts_with("418行目: ") && fact.contains("実績")), "{facts:?}");
    assert!(facts.contains(&"目黒区産業振興ビジョン(目黒区)".to_owned()), "{facts:?}");
}

#[test]
fn repairs_tell_what_is_printed_and_what_was_read() {
    let facts = |id: &str| get(&format!("/entries/meguro-vision/{id}")).texts("dl.facts dd");
    assert!(facts("5-2-5-1").contains(&"144行目: 「产学」を「産学」と読みました".to_owned()));
    assert!(facts("5-4-4-3").contains(&"292行目: 「特」を除きました".to_owned()));
}

#[test]
fn the_text_as_printed_stands_beside_what_it_was_read_as() {
    let page = get("/entries/meguro-vision/5-2-5-1");
    let [_, printed] = &page.values(".looks a", "href")[..] else { panic!("{}", page.text(".looks")) };
    assert_eq!(page.texts(".looks a"), ["ふりがなを付ける", "原文のまま見る(直した所 2 か所)"]);
    let page = get(printed);
    let sides = page.texts(".as-printed .sides > *");
    assert_eq!(sides[..2], ["原文产学交流の推進", "直した文産学交流の推進"]);
    assert_eq!(page.texts(".as-printed mark"), ["产", "産", "产", "産"]);
    assert_eq!(
        page.texts(".as-printed h2"),
        ["題名", "見出し", "計画区分", "計画", "実績 2011～2013年度(平成23～25年度)"]
    );
    for (id, marked) in [("5-2-3-1", ["・", "の"]), ("5-3-3-1", ["长", "長"]), ("5-6-r1", ["(なし)", "の"])]
    {
        let page = get(&format!("/entries/meguro-vision/{id}?view=printed"));
        assert_eq!(page.texts(".as-printed mark")[..2], marked, "{id}");
    }
    assert_eq!(page.values(".looks a", "href"), ["/entries/meguro-vision/5-2-5-1"]);
    let page = get("/entries/meguro-vision/5-4-4-3?view=printed");
    assert_eq!(
        page.texts(".as-printed mark"),
        ["特", "(なし)"],
        "what was taken out is marked where it was printed"
    );
    let untouched = get("/entries/meguro-vision/5-1-1-1");
    assert_eq!(untouched.texts(".looks a"), ["ふりがなを付ける"], "what nobody repaired is as printed");
}

#[test]
fn readings_stand_above_kanji_where_they_are_asked_for() {
    let plain = get("/entries/meguro-vision/5-1-3-3");
    assert!(!plain.has("ruby"));
    let page = get(&plain.values(".looks a", "href")[0]);
    assert!(page.texts("h1 rt").contains(&"さいがい".to_owned()), "{:?}", page.texts("h1 rt"));
    assert!(page.texts(".plan rt").contains(&"あんてい".to_owned()));
    assert_eq!(page.values(".looks a", "href"), ["/entries/meguro-vision/5-1-3-3"]);
    let onwards = page.values(".pager a, .others a", "href");
    assert!(onwards.len() >= 2 && onwards.iter().all(|link| link.ends_with("?ruby=on")), "{onwards:?}");
}

#[test]
fn a_term_leads_to_its_explanation_in_the_same_page() {
    let page = get("/entries/meguro-vision/5-1-3-3");
    assert_eq!(page.values(".sides a.term", "href"), ["#term-1"], "the first time it is used");
    assert_eq!(page.text("#term-1"), "BCP");
    assert!(page.text(".terms dd").contains("事業継続計画"));
    assert!(!page.has(".terms dd a"), "its own note stands here");
    for address in everything() {
        let page = get(&address);
        page.values("a.term", "href").iter().for_each(|id| assert!(page.has(id), "{address} {id}"));
    }
}

#[test]
fn a_term_that_the_plan_explains_elsewhere_is_explained_wherever_it_is_used() {
    let (folder, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let plan = folder.path().join("plan");
    fs::create_dir(&plan).unwrap();
    let text = "第1章 施策の展開\n1-1 備え\n(1)講座の開催\n- ・BCP(※)の講座を開きます。\n\n\
        ※BCP(事業継続計画):災害のときに事業を続けるための計画。\n\n(2)相談の充実\n- ・BCPを作る店の相談を受けます。\n";
    fs::write(plan.join("plan.txt"), text).unwrap();
    let site = Site::of(search_of(folder.path(), index.path()));
    let other = site.get(&site.get("/?q=相談").hits()[0]);
    assert_eq!(other.texts(".sides a.term"), ["BCP"], "{}", other.text("main"));
    assert!(other.text(".terms dd:not(.hint)").contains("事業継続計画"));
    let by = &other.values(".terms dd a", "href")[0];
    assert_eq!(site.get(by).text("h1"), "BCP");
}

#[test]
fn a_reprint_leads_to_its_original_by_number_and_title() {
    let page = get("/entries/meguro-vision/5-2-7-1");
    let link = page.one(".reprint a");
    assert_eq!(link.attr("href"), Some("/entries/meguro-vision/5-1-4-1"));
    assert_eq!(page.text(".reprint a"), get("/entries/meguro-vision/5-1-4-1").text("h1"));
    assert!(page.texts(".tags span").contains(&"再掲".to_owned()));
}

#[test]
fn an_entry_leads_to_what_belongs_to_it() {
    let page = get("/entries/meguro-vision/5-1-4-1");
    let listed = |page: &super::site::Page, list: &str| {
        page.values(&format!(".others[aria-labelledby={list}] a"), "href")
    };
    assert_eq!(listed(&page, "reprints"), ["/entries/meguro-vision/5-2-7-1"]);
    assert!(page.texts(".others p").iter().any(|words| words.starts_with("共通する言葉: 東京商工会議所")));
    assert_eq!(page.values(".pager [rel=prev]", "href"), ["/entries/meguro-vision/5-1-3-7"]);
    assert_eq!(page.values(".pager [rel=next]", "href"), ["/entries/meguro-vision/5-1-4-2"]);
    let (removed, in_force) = ("/entries/meguro-vision/5-6-r9", "/entries/meguro-vision/5-5-5-3");
    assert_eq!(listed(&get(removed), "resembles"), [in_force]);
    assert_eq!(listed(&get(in_force), "removed-like"), [removed]);
    let alone = get("/entries/meguro-vision/5-2-8-4");
    assert!(!alone.has(".others"), "an empty list has no heading");
    assert!(!get("/entries/meguro-vision/5-1-1-1").has(".pager [rel=prev]"), "the first one");
}

#[test]
fn how_to_cite_an_entry_is_a_block_to_copy() {
    let text = get("/entries/meguro-vision/5-1-1-1").text("blockquote.citation");
    assert!(text.starts_with("目黒区「目黒区産業振興ビジョン」"), "{text}");
    assert!(text.contains("http://localhost/entries/meguro-vision/5-1-1-1"), "{text}");
    assert!(text.ends_with("利用の条件は示されていません。"), "{text}");
}

#[test]
fn another_form_of_the_title_is_told() {
    assert_eq!(get("/entries/meguro-vision/5-1-1-3").text(".variant"), "別の題名: 区内産業の育成と活性化");
}

#[test]
fn each_kind_shows_what_it_has() {
    let tags = |id: &str| get(&format!("/entries/meguro-vision/{id}")).texts(".tags span");
    assert_eq!(tags("5-2-9"), ["施策", "長期", "実績なし", "計画期間の報告待ち"]);
    assert_eq!(tags("5-6-r3"), ["除いた項目", "短期", "実績あり", "協会事業"]);
    assert_eq!(tags("6-1-1"), ["体制の項目", "報告なし"]);
    for (id, kind) in [("5-1-3-3-n1", "用語"), ("5-f1", "図"), ("5-p1", "まえがき")] {
        assert_eq!(tags(id), [kind], "nobody reports on it");
        assert!(!get(&format!("/entries/meguro-vision/{id}")).has(".result"), "{id}");
    }
}

#[test]
fn the_way_down_to_an_entry_can_be_walked_up() {
    let page = get("/entries/meguro-vision/5-1-3-3");
    let above: Vec<usize> =
        page.values(".crumbs a", "href").iter().map(|address| get(address).total()).collect();
    assert_eq!(above, [92, 83, 18, 7], "whole plan, chapter, policy, subsection");
    let removed = get("/entries/meguro-vision/5-6-r3").text(".crumbs");
    assert!(removed.contains("今回の改訂で"), "an old plan's headings are told, without links: {removed}");
}

#[test]
fn no_such_entry_is_a_page_that_offers_to_search() {
    for address in ["/entries/meguro-vision/9-9", "/entries/x/5-1-1-1", "/entries/meguro-vision/%FF"] {
        let page = get(address);
        assert_eq!(page.status, 404, "{address}");
        assert_eq!(page.text("h1"), "この項目はありません");
        assert!(page.has("form[action='/'] input[name=q]"));
    }
}

#[test]
fn each_body_that_acts_in_an_entry_leads_to_all_that_it_acts_in() {
    let page = get("/entries/meguro-vision/5-1-4-1");
    let links = "dl.facts a[href*='organisation=']";
    assert_eq!(page.texts(links), ["東京商工会議所", "目黒法人会"]);
    for href in page.values(links, "href") {
        assert_eq!(get(&href).hits().len(), 4, "{href}");
    }
}

#[test]
fn how_far_the_reports_go_is_told_beside_the_years_of_the_plan() {
    let told = |address: &str| get(address).texts(".reported-for").concat();
    let hits = get("/?period=長期&has_result=true").hits();
    assert!(!hits.is_empty());
    for address in hits {
        assert!(told(&address).contains("この文書に"), "{address}: {}", told(&address));
    }
    let short = get("/?period=短期&has_result=true&q=商店街").hits();
    assert_eq!(told(&short[0]), "", "the reports are of the years of the plan");
}

#[test]
fn a_page_says_whom_to_tell_of_a_mistake() {
    assert!(get("/entries/meguro-vision/5-2-9").text(".scan").contains("計画を発行した役所に"));
}

#[test]
fn reports_of_several_years_are_a_row_of_dates_each_with_its_source() {
    let plan = "番号,施策名,令和5年度の実績,令和6年度の実績\n1,朝市,朝市を二回開いた。,実績なし\n2,案内板,案内板を立てた。,\n";
    let seeds = Folder::new().with("hoshimi/plan.csv", plan);
    let index = tempfile::tempdir().unwrap();
    let site = Site::of(search_of(seeds.path(), index.path()));
    let page = site.get("/entries/hoshimi/1");
    let years: Vec<String> = page.texts(".timeline .years");
    assert_eq!(years.len(), 2);
    assert!(years[0].contains("2024年度") && years[1].contains("2023年度"), "the newest first: {years:?}");
    assert_eq!(page.values(".timeline .from a", "href").len(), 2, "each says where it stands");
    assert!(!site.get("/entries/hoshimi/2").has(".timeline"), "one report is no row");
}
