//! The table of progress, and the explanatory pages.

use super::site::{Site, get, two_plans};

#[test]
fn every_number_of_the_table_is_the_count_of_its_list() {
    let page = get("/progress");
    let (hrefs, labels) = (page.values(".numbers a", "href"), page.texts(".numbers a"));
    assert!(hrefs.len() > 20, "{}", hrefs.len());
    for (href, label) in hrefs.iter().zip(&labels) {
        let (_, count) = label.split_once(' ').unwrap();
        assert_eq!(get(href).total().to_string(), count, "{label}: {href}");
    }
    assert!(!page.has(".numbers span:not(.none)"), "no number without its list");
    assert_eq!(page.all(".bars svg").len(), 5, "a bar for each policy");
    assert!(
        page.values(".bars svg", "aria-label")[4]
            .ends_with("あり 12件、なし 2件、計画期間の報告待ち 4件、報告なし 0件")
    );
}

#[test]
fn the_shopping_streets_without_results_are_one_step_from_the_table() {
    let page = get("/progress");
    let row = page.texts("tbody tr").iter().position(|row| row.contains("商店街の形成")).unwrap();
    let last = format!("tbody tr:nth-child({}) td:nth-child(2) .numbers li:nth-child(2) a", row + 1);
    assert_eq!(page.text(&last), "なし 2");
    assert_eq!(get(&page.values(&last, "href")[0]).total(), 2);
}

#[test]
fn what_is_overdue_is_named_and_counted_for_the_day_asked_for() {
    let (then, now) = (get("/progress?at=2013-06-01"), get("/progress?at=2026-04-01"));
    assert_eq!(then.all(".overdue a").len(), 25, "no plan was over, and 25 wait for a report");
    assert!(now.text(".progress").contains("2025年度かそれより前"));
    assert_eq!(now.all(".overdue a").len(), 3 + 25, "期限超過 and 計画期間の報告待ち");
    let links = now.values(".progress > p > a", "href");
    for (list, count) in [("overdue=true", 3), ("report_covers=before", 25)] {
        let list = links.iter().find(|href| href.contains(list)).unwrap();
        assert_eq!(get(list).total(), count);
    }
}

#[test]
fn another_table_is_made_of_what_was_asked_and_its_files_are_the_same() {
    let page = get(
        "/progress?rows=organisation&columns=has_result&q=商店街&at=2026-04-01&kind=measure&kind=removed",
    );
    assert_eq!(page.values("select[name=rows] option[selected]", "value"), ["organisation"]);
    assert_eq!(page.values("input[type=hidden][name=kind]", "value"), ["measure", "removed"]);
    for href in page.values(".files a", "href") {
        assert_eq!(crate::support::api::send("GET", &href).status, 200, "{href}");
        assert!(href.contains("rows=organisation") && href.contains("at=2026"), "{href}");
    }
    let wrong = get("/progress?rows=nix&columns=nix&at=gestern&kind=measure");
    assert_eq!(wrong.status, 200);
    assert!(wrong.texts(".notice").len() >= 3, "{:?}", wrong.texts(".notice"));
    assert_eq!(wrong.texts("thead th"), get("/progress").texts("thead th"));
    let all = get("/progress").values(".progress > p > a", "href");
    assert!(get(&all[0]).text("#summary").contains("92"), "{all:?}");
}

#[test]
fn the_help_shows_the_examples_of_the_search_and_each_finds_something() {
    let help = get("/help");
    assert_eq!(help.values(".examples a", "href"), get("/").values(".help a", "href"));
    for href in help.values(".examples a", "href") {
        assert!(get(&href).total() > 0, "{href}");
    }
    assert!(help.text(".guide").contains("平成23～25年度"), "which years are reported on");
}

#[test]
fn the_pages_say_what_they_aim_at_and_whom_to_ask() {
    for address in ["/help", "/accessibility"] {
        assert!(get(address).text(".guide").contains("連絡先は示されていません"), "{address}");
    }
    let page = get("/accessibility");
    assert!(page.text(".guide").contains("JIS X 8341-3:2016") && page.text(".guide").contains("WCAG 2.2"));
}

#[test]
fn the_navigation_says_where_one_is() {
    for (address, here) in [
        ("/", "検索"),
        ("/progress", "進み具合"),
        ("/glossary", "用語"),
        ("/data", "データ"),
        ("/help", "使い方"),
    ] {
        assert_eq!(get(address).texts("nav [aria-current=page]"), [here], "{address}");
    }
    assert!(!get("/entries/meguro-vision/5-2-9").has("[aria-current=page]"));
    let (search, _folder) = two_plans();
    let site = Site::of(search);
    for href in site.get("/").values("header nav a, footer a", "href") {
        assert_eq!(site.get(&href).status, 200, "{href}");
    }
}

#[test]
fn the_glossary_is_in_the_order_of_the_kana_and_every_count_is_that_of_its_list() {
    let page = get("/glossary");
    let terms = page.texts(".terms dt a:first-child");
    assert_eq!(terms, ["BCP", "CSR", "日本版グリーン・ニューディール"]);
    for (href, count) in page.values(".terms .count", "href").iter().zip(page.texts(".terms .count")) {
        assert!(count.ends_with(&format!(" {} 件", get(href).total())), "{href} {count}");
    }
    for link in page.values(".glossary nav a", "href") {
        assert!(page.has(&link), "{link}");
    }
    let list = ".glossary h3 + .words-list";
    let (hrefs, counts) = (page.values(&format!("{list} a"), "href"), page.texts(&format!("{list} .count")));
    assert!(hrefs.len() > 100, "{}", hrefs.len());
    for (href, count) in hrefs.iter().zip(counts) {
        assert_eq!(format!("{} 件", get(href).total()), count, "{href}");
    }
    let rows = page.texts(".glossary h3");
    let last = rows.iter().rposition(|row| row == "あ").unwrap();
    assert!(
        rows[last..].starts_with(&["あ", "か", "さ", "た", "な", "は", "ま"].map(str::to_owned)),
        "{rows:?}"
    );
    let words = page.texts(&format!("{list} a"));
    let at = |word: &str| words.iter().position(|one| one == word).unwrap();
    assert!(at("観光") < at("商店街") && at("商店街") < at("地区"), "by their readings");
    assert!(at("技術") < at("勤労者") && at("在勤者") < at("作成"), "voicing makes no difference");
    assert!(!words.iter().any(|word| word == "産業"), "what stands everywhere leads nowhere");
    assert!(page.html.len() < 150_000, "{}", page.html.len());
}
