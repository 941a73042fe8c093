//! Invalid requests are rejected with the name of the parameter and a hint.

use crate::support::api::{get, search, send, target};

#[test]
fn what_cannot_be_understood_is_refused_with_a_hint() {
    let refused = [
        ("perod=短期", "perod", "period ではありませんか"),
        ("foo=1", "foo", "使えるのは q、"),
        ("offst=1", "offst", "offset ではありませんか"),
        ("period=短期計画", "period", "短期 ではありませんか"),
        ("kind=measures", "kind", "measure ではありませんか"),
        ("has_result=あり", "has_result", "true ではありませんか"),
        ("has_result=なし", "has_result", "false ではありませんか"),
        ("year=平成99年度", "year", "平成は31年までです"),
        ("plan_end=H99", "plan_end", "平成は31年までです"),
        ("result_year=H23-99", "result_year", "平成は31年までです"),
        ("year=昭和150年", "year", "昭和は64年までです"),
        ("year=1867", "year", "1868 から 2200"),
        ("year=2201", "year", "1868 から 2200"),
        ("kind=施策", "kind", "measure ではありませんか"),
        ("sort=titel", "sort", "title ではありませんか"),
        ("match=al", "match", "all ではありませんか"),
        ("related_department=x", "related_department", "この計画には関係課がひとつもありません"),
        ("year=abc2012", "year", "2012、H24"),
        ("plan_end=昔", "plan_end", "2012、H24"),
        ("department=宇宙課", "department", "記載なし"),
        ("q=a&q=b", "q", "1 度だけ"),
        ("sort=number&sort=title", "sort", "1 度だけ"),
        ("limit=5&limit=5", "limit", "1 度だけ"),
        ("limit=0", "limit", "1 から 100"),
        ("limit=101", "limit", "1 から 100"),
        ("limit=-1", "limit", "1 から 100"),
        ("limit=%2B5", "limit", "1 から 100"),
        ("limit=", "limit", "1 から 100"),
        ("limit=99999999999999999999999", "limit", "1 から 100"),
        ("offset=-1", "offset", "0 から"),
        ("offset=1.5", "offset", "0 から"),
        ("offset=100001", "offset", "0 から 100000"),
        ("sort=best", "sort", "relevance、number、period、result、title"),
        ("order=down", "order", "asc、desc"),
        ("match=some", "match", "auto、all、any"),
        ("exact=yes", "exact", "true、false"),
        ("kind=thing", "kind", "measure、removed、framework"),
        ("period=短", "period", "短期、中期、長期"),
        ("period=", "period", "短期、中期、長期"),
        ("has_result=maybe", "has_result", "true、false、unknown"),
        ("status=done", "status", "reported"),
        ("category=新", "category", "再掲"),
        ("plan=other", "plan", "meguro-vision"),
        ("chapter=5", "chapter", "meguro-vision/5"),
        ("policy=meguro-vision/9-9", "policy", "meguro-vision/5-1"),
        ("subsection=x", "subsection", "meguro-vision/5-1-1"),
        ("year=昔", "year", "2012、H24"),
        ("year=2013-2011", "year", "2012、H24"),
        ("result_year=24", "result_year", "2012、H24"),
    ];
    for (query, param, hint) in refused {
        let encoded = percent_encoding::utf8_percent_encode(query, percent_encoding::CONTROLS);
        let problem = get(&format!("/api/v1/search?{encoded}")).problem(400);
        assert_eq!(problem["param"], param, "{query}");
        assert!(problem["detail"].as_str().unwrap().contains(hint), "{query}: {problem}");
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    for (query, param) in [
        ("q=%FF", "q"),
        ("q=a%00b", "q"),
        ("q=%ED%A0%80", "q"),
        ("q=%E5%95", "q"),
        ("period=%FF", "period"),
        ("%FF=1", "%FF"),
        ("limit=%00", "limit"),
        ("q=%C2%85", "q"),
    ] {
        let problem = get(&format!("/api/v1/search?{query}")).problem(400);
        assert_eq!(problem["param"], param);
        assert!(problem["detail"].as_str().unwrap().contains("UTF-8"), "{query}: {problem}");
    }
}

#[test]
fn nothing_at_all_is_no_mistake() {
    for query in ["", "?", "?q=", "?&&", "?q"] {
        assert_eq!(get(&format!("/api/v1/search{query}")).json()["total_count"], 92, "{query}");
    }
}

#[test]
fn a_long_query_is_cut_and_a_huge_one_refused() {
    let fits = "商店街".repeat(66) + "商店";
    let response = search([("q", fits.as_str())]);
    assert!(response["notices"].as_array().unwrap().iter().all(|notice| notice["code"] != "truncated"));
    let response = search([("q", (fits.clone() + "街").as_str())]);
    assert_eq!(response["notices"][0]["code"], "truncated", "{}", response["notices"]);
    assert!(response["notices"][0]["message"].as_str().unwrap().contains("200 文字"));
    // The cut is between characters, not between bytes.
    assert_eq!(search([("q", ("a".to_owned() + &fits + &fits).as_str())])["notices"][0]["code"], "truncated");

    assert_eq!(search([("q", "a".repeat(8 * 1024).as_str())])["notices"][0]["code"], "truncated");
    for value in ["a".repeat(8 * 1024 + 1), "あ".repeat(2731)] {
        let problem = get(&target([("q", value.as_str())])).problem(414);
        assert_eq!(problem["param"], "q");
        assert!(problem["detail"].as_str().unwrap().contains("8 KiB"), "{problem}");
    }
}

#[test]
fn unknown_addresses_and_other_methods_are_told_as_problems() {
    for path in [
        "/api",
        "/api/",
        "/api/v2/search",
        "/api/v1/search/",
        "/api/v1/entries/meguro-vision",
        "/api/v1/%FF",
        "/nothing.json",
    ] {
        get(path).problem(404);
    }
    for path in ["/api/v1/search", "/api/v1/entries/meguro-vision/5-1-1-1", "/api/v1/entries/a/b"] {
        for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"] {
            let answer = send(method, path);
            let problem = answer.problem(405);
            assert!(problem["detail"].as_str().unwrap().contains(method), "{problem}");
            let allowed: Vec<_> = answer.headers.get_all("allow").iter().collect();
            assert!(
                allowed.len() == 1 && allowed[0].to_str().unwrap().replace(' ', "") == "GET,HEAD,OPTIONS",
                "{allowed:?}"
            );
        }
        let head = send("HEAD", path);
        assert_eq!((head.status, head.body.as_str()), (get(path).status, ""));
    }
    let problem = get("/api/v1/entries/meguro-vision/5-1-1-1?x=1").problem(400);
    assert_eq!(problem["param"], "x");
    let page = get("/nothing");
    assert_eq!(page.status, 404);
    assert!(page.headers["content-type"].to_str().unwrap().starts_with("text/html"));
}

#[test]
fn pages_and_offsets_meet() {
    let all = search([("limit", "100")]);
    let mut found = Vec::new();
    let mut offset = Some(0);
    while let Some(from) = offset {
        let page = search([("limit", "7"), ("offset", from.to_string().as_str())]);
        assert_eq!(
            (&page["total_count"], &page["offset"], &page["limit"]),
            (&all["total_count"], &from.into(), &7.into())
        );
        found.extend(page["items"].as_array().unwrap().clone());
        offset = page["next_offset"].as_u64();
        assert!(offset.is_none_or(|next| next == from + 7));
    }
    assert_eq!(&serde_json::Value::from(found), &all["items"]);
    for offset in ["92", "93", "100000"] {
        let page = search([("offset", offset)]);
        assert_eq!((page["count"].as_u64(), page["total_count"].as_u64()), (Some(0), Some(92)), "{offset}");
        assert!(page["next_offset"].is_null() && page["partial"] == serde_json::json!([]));
    }
    assert!(search([("limit", "92")])["next_offset"].is_null());
    assert_eq!(search([("limit", "91")])["next_offset"], 91);
    assert_eq!(search([])["limit"], 20);
}
