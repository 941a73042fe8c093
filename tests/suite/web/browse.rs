//! Browsing without a query, links from an empty result, and the hits as a table.

use super::site::{Page, Site, get, two_plans};

/// Links of a list with the counts beside them.
fn counted(page: &Page, list: &str) -> Vec<(String, usize)> {
    let hrefs = page.values(&format!("{list} a"), "href");
    let counts = page.texts(&format!("{list} .count"));
    assert_eq!(hrefs.len(), counts.len(), "{list}");
    let number = |text: &String| text.trim_end_matches(" 件").parse().unwrap();
    hrefs.into_iter().zip(counts.iter().map(number)).collect()
}

#[test]
fn the_first_page_has_the_contents_and_every_count_is_that_of_its_list() {
    let page = get("/");
    let contents = counted(&page, ".contents");
    assert_eq!(contents.len(), 11, "two chapters, nine policies");
    let words = counted(&page, ".words-list");
    assert!(words.len() >= 8, "{words:?}");
    for (href, count) in contents.iter().chain(&words) {
        assert_eq!(get(href).total(), *count, "{href}");
    }
    assert!(page.texts(".words-list a").contains(&"商店街".to_owned()));
    for asked in ["/?q=商店街", "/?period=短期", "/?offset=20", "/?view=list"] {
        assert!(!get(asked).has(".browse"), "{asked} is a search already");
    }
}

#[test]
fn the_shopping_streets_without_results_are_two_steps_away() {
    let home = get("/");
    let at = home.texts(".contents a").iter().position(|text| text.contains("商店街の形成")).unwrap();
    let page = get(&home.values(".contents a", "href")[at]);
    let mut form = page.form();
    form.push(("has_result".to_owned(), "false".to_owned()));
    let found = get(&super::site::address(&form));
    assert_eq!(found.total(), 3);
    assert!(found.texts("[data-result]").iter().all(|tag| tag == "実績なし"));
}

#[test]
fn the_contents_of_several_plans_stand_apart() {
    let (search, _folder) = two_plans();
    let site = Site::of(search);
    let page = site.get("/");
    assert_eq!(page.texts(".browse h3"), ["第一の計画", "第二の計画"]);
    for (href, count) in counted(&page, ".contents") {
        assert_eq!(site.get(&href).total(), count, "{href}");
    }
}

#[test]
fn from_nothing_every_way_on_finds_what_it_says() {
    for (asked, ways) in [
        ("/?q=商店街 融資 宇宙", 1),
        ("/?q=融資&policy=meguro-vision/5-5&has_result=false", 1),
        ("/?q=まちの顔&period=長期", 1),
    ] {
        let page = get(asked);
        assert_eq!(page.total(), 0, "{asked}");
        let found = counted(&page, ".ways");
        assert!(found.len() >= ways, "{asked}: {found:?}");
        for (href, count) in found {
            assert_eq!(get(&href).total(), count, "{asked}: {href}");
        }
        assert!(page.has(".results .contents a"), "{asked}");
    }
    assert!(!get("/?q=宇宙").has(".ways"), "no way that leads to nothing");
}

#[test]
fn a_table_has_the_hits_of_the_cards_and_stays_a_table() {
    let (cards, table) = (get("/?q=商店街&kind=measure"), get("/?q=商店街&kind=measure&view=list"));
    let hits = table.values(".table tbody a", "href");
    assert_eq!(hits.len(), table.total());
    assert_eq!(hits[..20], cards.values(".item h3 a", "href"));
    assert!(!table.has(".item"));
    let leads = |selector: &str| {
        let hrefs = table.values(selector, "href");
        assert!(!hrefs.is_empty(), "{selector}");
        for href in hrefs {
            assert!(href.contains("view=list"), "{selector}: {href}");
            assert!(get(&href).has(".table tbody tr"), "{href}");
        }
    };
    leads(".table thead a");
    leads(".chips a");
    assert_eq!(table.values("input[type=hidden][name=view]", "value"), ["list"]);
    let without = get(&table.values(".results .on-screen a", "href")[0]);
    assert_eq!(table.all("thead th").len(), without.all("thead th").len() + 1, "the text of the plan");
    assert_eq!(without.values("input[type=hidden][name=text]", "value"), ["off"]);
    assert!(without.values(".chips a", "href").iter().all(|href| href.contains("text=off")));
    let back = table.values(".views a", "href");
    assert_eq!(get(&back[0]).values(".item h3 a", "href"), hits[..20]);
}

#[test]
fn the_head_of_a_table_says_its_order() {
    let by_title = get("/?view=list&sort=title");
    assert_eq!(by_title.texts("th[aria-sort=ascending]"), ["題名 ▲"]);
    assert_eq!(get("/?view=list").texts("th[aria-sort]"), ["番号 ▲"]);
    assert!(!get("/?view=list&q=商店街").has("th[aria-sort]"), "the best come first");
    let titles = by_title.texts(".table tbody th a");
    assert_eq!(titles.len(), 92, "all rows on one page");
    let head = |page: &Page, name: &str| {
        let heads = page.texts("th a").into_iter().zip(page.values("th a", "href"));
        heads.into_iter().find(|(text, _)| text.starts_with(name)).unwrap().1
    };
    let backwards = get(&head(&by_title, "題名"));
    assert_eq!(backwards.texts("th[aria-sort=descending]"), ["題名 ▼"]);
    let mut again = backwards.texts(".table tbody th a");
    again.reverse();
    assert_eq!(again, titles, "the same list backwards");
    let by_result = get(&head(&backwards, "実績の有無"));
    assert_eq!(
        by_result.texts("th[aria-sort=ascending]").len(),
        1,
        "a new column begins with its first value"
    );
    assert!(by_result.has("input[name=view]") && !by_result.has("input[name=order]"));
    assert!(backwards.has("input[type=hidden][name=order][value=desc]"), "the form keeps the direction");
}
