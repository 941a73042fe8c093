//! Several plans in one index, as people see them.

use crate::cities::get;

#[test]
fn the_list_of_municipalities_is_shown_where_there_are_several() {
    let boxes = "input[name=municipality]";
    assert_eq!(get("/?q=商店街").values(boxes, "value"), ["星見市", "港町"]);
    assert!(!super::site::get("/?q=商店街").has(boxes), "one municipality is no choice");
    let chosen = get("/?municipality=港町");
    assert_eq!(chosen.total(), 2);
    assert!(chosen.texts(".chips a").iter().any(|chip| chip.contains("自治体: 港町")));
    assert!(
        get("/?municipality=港町&lang=en").texts(".chips a").iter().any(|chip| chip.contains("Municipality"))
    );
}

#[test]
fn the_page_of_a_plan_leads_to_its_entries_chapters_and_editions() {
    let page = get("/plans/hoshimi-2");
    assert_eq!(page.text("h1"), "第2次星見市商業計画");
    for (href, count) in page.values(".contents a", "href").iter().zip(page.texts(".contents .count")) {
        assert_eq!(count, format!("{} 件", get(href).total()), "{href}");
    }
    assert_eq!(page.values(".others a", "href"), ["/plans/hoshimi-3"]);
    for href in page.values("article a[href^='/']", "href") {
        get(&href);
    }
    assert!(get("/plans/hoshimi-2?lang=en").text("article").contains("Documents read"));
    assert_eq!(super::site::get("/plans/nowhere").status, 404);
    for from in ["/", "/data", "/?plan=hoshimi-2", "/entries/hoshimi-2/1-1"] {
        assert!(get(from).has("a[href='/plans/hoshimi-2']"), "{from}");
    }
    assert!(super::site::get("/").has("footer a[href='/plans/meguro-vision']"));
}

#[test]
fn an_entry_shows_its_counterpart_with_the_results_of_both_by_year() {
    let page = get("/entries/hoshimi-3/1-1");
    assert_eq!(page.values("[aria-labelledby=earlier] a", "href"), ["/entries/hoshimi-2/1-1"]);
    assert_eq!(page.texts(".table tbody th"), ["平成26年度", "平成30年度"]);
    assert_eq!(page.texts(".table .text"), ["催しを三つ支援しました。", "催しを五つ支援しました。"]);
    assert!(get("/entries/hoshimi-2/1-1").has("[aria-labelledby=later] a"));
    assert!(!get("/entries/minato/1-1").has("[aria-labelledby=earlier]"));
}
