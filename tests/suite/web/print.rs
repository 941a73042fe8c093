//! The printed list, and the link to it.

use super::site::{get, text};

#[test]
fn a_list_leads_to_its_files_with_the_same_search() {
    let page = get(
        "/?q=商店街 -支援&kind=measure&period=短期&period=中期&sort=title&match=any&exact=true&limit=5&offset=5",
    );
    assert_eq!(page.texts(".files:not(.views) a"), ["Excel", "CSV", "JSON", "印刷"]);
    let total = page.total();
    for href in page.values(".files:not(.views) a", "href") {
        assert!(!href.contains("limit") && !href.contains("offset"), "{href}");
        let list = crate::support::api::send("GET", &href);
        assert_eq!(list.status, 200, "{href}");
        if href.starts_with("/api/") {
            assert_eq!(list.headers["x-total-count"], total.to_string().as_str(), "{href}");
        } else {
            assert_eq!(get(&href).all("tbody tr").len(), total);
        }
    }
    assert!(!get("/?q=月面基地").has(".files"), "there is nothing to take");
    assert_eq!(get("/").values(".files a", "href")[3], "/print");
}

#[test]
fn the_table_and_the_plan_lead_to_the_workbooks_of_staff() {
    let books = "a[href*='columns='], a[href*='by=']";
    let search = "/?q=商店街&kind=measure&limit=5&offset=5";
    assert!(!get(search).has(books), "a page of hits has no room for them");
    for address in [format!("{search}&view=list"), "/plans/meguro-vision".to_owned()] {
        let page = get(&address);
        assert_eq!(page.texts(books), ["主な列だけの Excel", "政策ごとの Excel"], "no department is named");
        for href in page.values(books, "href") {
            let file = crate::support::api::send("GET", &href);
            assert_eq!(file.status, 200, "{href}");
            let total = get(&address.replace("/plans/", "/?plan=")).total();
            assert_eq!(file.headers["x-total-count"], total.to_string().as_str(), "{href}");
        }
    }
    let table = get("/progress?rows=period&columns=has_result&kind=measure");
    let hrefs = table.values("a[href*='by=period']", "href");
    let file = crate::support::api::send("GET", &hrefs[0]);
    assert_eq!((hrefs.len(), file.headers["x-total-count"].to_str().unwrap()), (1, "74"), "{hrefs:?}");
    assert!(!get("/progress?rows=year").has("a[href*='/export?']"), "years divide nothing");
    let one = get("/?policy=meguro-vision/5-1&view=list");
    assert_eq!(one.texts(books), ["主な列だけの Excel"], "one sheet is no division");
    let english = get("/?q=商店街&view=list&lang=en");
    assert_eq!(english.texts(books), ["Excel, main columns only", "Excel, one sheet each: Policy"]);
}

#[test]
fn a_printed_list_says_what_it_is_and_leads_back() {
    let page = get("/print?q=商店街 実績なし&kind=measure&sort=number");
    let conditions = page.texts(".conditions div");
    for said in
        ["検索した言葉 商店街 実績なし", "条件: 実績 なし", "条件: 種別 施策", "件数 3 件", "出典 目黒区"]
    {
        assert!(
            conditions.iter().any(|one| one.replace(' ', "").starts_with(&said.replace(' ', ""))),
            "{said}: {conditions:?}"
        );
    }
    assert_eq!(page.texts("tbody .number"), ["5-4(1)", "5-4(3)", "5-6(3)"]);
    let states = ["実績なし 計画期間の報告待ち", "実績なし 期限超過", "実績なし 期限超過"];
    assert_eq!(page.texts("tbody td:nth-child(5)"), states, "states by words");
    let heads = page.texts("thead th");
    assert_eq!(
        heads,
        ["番号", "題名", "計画区分", "計画の内容", "実績の有無", "実績", "担当課・団体", "出典"]
    );
    let rows = page.all("tbody tr");
    assert!(text(rows[0]).contains("行"), "where it stands");
    assert!(text(rows[0]).contains("商店街"), "the text of the plan");
    let back = page.values(".on-screen a", "href");
    assert!(!get(&back[1]).texts("thead th").contains(&"計画の内容".to_owned()), "left out by choice");
    assert_eq!(get(&back[0]).total(), 3);
    assert!(page.text("title").starts_with("「商店街 実績なし」の一覧 3 件"), "{}", page.text("title"));
}

#[test]
fn a_printed_list_bears_what_a_person_mistypes() {
    assert_eq!(get("/print?foo=1&limit=3&offset=90").all("tbody tr").len(), 92, "paper has no pages of hits");
    let page = get("/print?period=短");
    assert!(page.texts(".notice").concat().contains("period の値「短」は使えません"));
    assert_eq!(get("/print?q=月面基地").text("#main"), "条件に合うものは見つかりませんでした。");
    assert_eq!(get(&format!("/print?q={}", "あ".repeat(3000))).status, 414);
    let removed = get("/print?kind=removed");
    assert!(removed.texts("tbody th").iter().all(|title| title.contains("(除いた項目)")));
}
