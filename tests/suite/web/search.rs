//! Searching, narrowing down, turning pages.

use std::collections::BTreeSet;

use super::site::{Site, address, get, two_plans};

#[test]
fn the_form_keeps_what_was_typed_and_chosen() {
    let page = get("/?q=商店街&kind=measure&has_result=false&period=短期&sort=period");
    assert_eq!(page.values("#q", "value"), ["商店街"]);
    assert_eq!(page.values("input[checked]", "value"), ["measure", "短期", "false"]);
    assert_eq!(page.values("select[name=sort] option[selected]", "value"), ["period"]);
    assert_eq!(get(&address(&page.form())).hits(), page.hits(), "sent again as it stands");
}

#[test]
fn what_has_no_field_is_carried_along() {
    let page = get("/?q=商店街 宇宙&match=any&exact=true&limit=5");
    for (name, value) in [("match", "any"), ("exact", "true"), ("limit", "5")] {
        assert_eq!(page.values(&format!("input[type=hidden][name={name}]"), "value"), [value]);
        let next = page.values("a[rel=next]", "href").concat();
        assert!(next.contains(&format!("{name}={value}")), "{next}");
    }
    assert_eq!(get(&address(&page.form())).hits(), page.hits());
    assert!(get("/").all("input[type=hidden]").is_empty());
}

#[test]
fn an_everyday_search_gives_the_hits_with_plan_and_result_side_by_side() {
    let page = get("/?q=商店街&kind=measure&has_result=false");
    assert_eq!(page.total(), 3);
    assert!(page.text("title").starts_with("「商店街」の検索結果 3 件"), "{}", page.text("title"));
    let numbers: BTreeSet<_> = page.texts(".item-title .number").into_iter().collect();
    assert_eq!(numbers, BTreeSet::from(["5-4(1)", "5-4(3)", "5-6(3)"].map(str::to_owned)));
    assert_eq!(page.all(".item .side-plan").len(), 3);
    assert_eq!(page.texts(".item .side-result dd:not(.none)"), ["実績なし"; 3]);
    let early = page.texts(".item .side-result dd.none");
    assert_eq!(early, ["計画の年度が始まる前の報告です。"], "5-4(1) is planned for later years");
    assert!(page.texts(".item mark").iter().all(|mark| mark == "商店街"));
    assert!(page.texts(".item .tag-result").iter().all(|tag| tag == "実績なし"));
}

#[test]
fn plan_years_and_result_years_are_told_apart() {
    let page = get("/?q=BCP");
    assert_eq!(page.text(".side-plan dt"), "計画 平成28～令和2年度");
    assert_eq!(page.text(".side-result dt"), "実績 平成23～25年度");
}

#[test]
fn whatever_was_met_is_marked_where_it_stands() {
    let marked = |query: &str, place: &str| {
        let page = get(&format!("/?q={query}"));
        assert!(!page.texts(&format!("{place} mark")).is_empty(), "{query} in {place}");
    };
    marked("融資制度", ".item-title");
    marked("業績の悪化した", ".side-plan, .side-result");
    marked("優遇利率", ".side-result");
    marked("区内産業の育成", ".variant");
    marked("セーフティネット", ".path");
    marked("Continuity", ".side-note");
    marked("「協会事業」", ".tags");
    marked("1-1(1)", ".number");
    marked("产学", ".item");
}

#[test]
fn every_count_is_the_length_of_the_list_one_gets() {
    let mut asked = 0;
    for start in ["/", "/?q=商店街", "/?q=商店街&has_result=false&period=短期", "/?kind=removed&kind=note"]
    {
        let page = get(start);
        let (names, values) = (page.values(".choice input", "name"), page.values(".choice input", "value"));
        for ((name, value), shown) in names.iter().zip(&values).zip(page.texts(".choice .count")) {
            // Only this value in its group; what is chosen in other groups stays.
            let mut form = page.form();
            form.retain(|(key, _)| key != name);
            form.push((name.clone(), value.clone()));
            let total = get(&address(&form)).total();
            assert_eq!(format!("、{total}件"), shown, "{start}: {name}={value}");
            asked += 1;
        }
    }
    assert!(asked > 100, "{asked}");
}

#[test]
fn the_groups_of_the_first_page_hold_the_whole_plan() {
    let page = get("/");
    assert_eq!(page.total(), 92);
    let choices = |key: &str| -> Vec<String> {
        let all = page.texts(".choice");
        let names = page.values(".choice input", "name");
        all.into_iter().zip(names).filter(|(_, name)| name == key).map(|(text, _)| text).collect()
    };
    assert_eq!(choices("period"), ["短期、57件", "中期、15件", "長期、11件"]);
    assert_eq!(choices("has_result"), ["あり、66件", "なし、17件", "報告なし、9件"]);
    assert_eq!(choices("kind")[..3], ["施策、74件", "除いた項目、9件", "体制の項目、9件"]);
    assert!(page.text("#kind-hint").contains("施策、除いた項目、体制の項目から探します"));
    assert!(!page.has("input[name=plan]"), "one plan needs no choice of plans");
}

#[test]
fn long_groups_are_folded_until_something_in_them_is_chosen() {
    let folded = |address: &str| get(address).texts(".folded > summary");
    assert!(folded("/").contains(&"政策".to_owned()));
    assert!(!folded("/?policy=meguro-vision/5-5").contains(&"政策".to_owned()));
}

#[test]
fn each_chip_takes_its_own_condition_back_and_nothing_else() {
    let page = get("/?q=商店街&kind=measure&has_result=false&sort=title");
    assert_eq!(page.texts(".chips li")[..2], ["条件を外す: 種別: 施策 ×", "条件を外す: 実績: なし ×"]);
    let without = get(&page.values(".chips a", "href")[1]);
    assert_eq!(without.values("#q", "value"), ["商店街"]);
    assert_eq!(without.values("input[checked]", "value"), ["measure"]);
    assert_eq!(without.values("option[selected]", "value"), ["title"]);
    let clear = get(&page.values(".chips .clear", "href").concat());
    assert_eq!(clear.values("#q", "value"), ["商店街"]);
    assert!(!clear.has("input[checked]"));
}

#[test]
fn pages_lead_to_every_hit_once_and_back() {
    for start in ["/", "/?q=商店街&sort=title&limit=4", "/?sort=period&limit=7"] {
        let first = get(start);
        let (mut seen, mut back) = (first.hits(), 0);
        let mut page = get(start);
        while let Some(next) = page.values("a[rel=next]", "href").first() {
            page = get(next);
            assert_eq!(page.form(), first.form(), "the form stays the same");
            seen.extend(page.hits());
        }
        assert_eq!(seen.len(), first.total(), "{start}");
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len(), "{start}: no hit twice");
        while let Some(previous) = page.values("a[rel=prev]", "href").first() {
            page = get(previous);
            back += page.hits().len();
        }
        assert_eq!(page.hits(), first.hits(), "{start}");
        assert!(back >= first.hits().len());
    }
}

#[test]
fn a_page_past_the_last_says_so() {
    let page = get("/?offset=1000");
    assert_eq!(page.total(), 92);
    assert!(page.hits().is_empty());
    assert!(page.text(".results").contains("このページには何もありません"));
}

#[test]
fn nothing_found_is_said_with_ways_on() {
    let page = get("/?q=新型コロナ 給付金&period=短期");
    assert_eq!(page.total(), 0);
    assert!(page.text(".notice").contains("「給付金」"), "{}", page.text(".notice"));
    assert_eq!(page.values(".nothing a", "href").last().map(String::as_str), Some("/"));
    assert!(!page.has(".items"), "no empty list");
}

#[test]
fn incomplete_answers_stand_apart_and_say_what_they_lack() {
    let page = get("/?q=商店街 宇宙");
    assert_eq!(page.total(), 0);
    assert!(page.hits().is_empty());
    let partial = page.all(".partial > li");
    assert_eq!(partial.len(), 5);
    assert_eq!(page.texts(".partial > li > .missing"), ["含まない言葉: 「宇宙」"; 5]);
    assert!(page.texts(".partial mark").contains(&"商店街".to_owned()));
}

#[test]
fn an_unusable_value_is_told_and_an_unknown_name_is_not() {
    let bad = get("/?q=商店街&period=短&limit=0");
    assert_eq!(bad.texts(".notice").len(), 2);
    assert!(bad.texts(".notice")[0].contains("「短」"), "{:?}", bad.texts(".notice"));
    assert_eq!(bad.total(), get("/?q=商店街").total());
    let unknown = get("/?q=商店街&utm_source=mail&%FF=%FF");
    assert!(!unknown.has(".notice"));
    assert_eq!(unknown.hits(), get("/?q=商店街").hits());
}

#[test]
fn a_long_query_is_cut_and_a_huge_one_refused() {
    let long = get(&format!("/?q={}", "商店街".repeat(100)));
    assert!(long.texts(".notice").iter().any(|notice| notice.contains("200")), "{:?}", long.texts(".notice"));
    let huge = get(&format!("/?q={}", "a".repeat(9000)));
    assert_eq!(huge.status, 414);
    assert!(huge.has("input[name=q]"), "with a way on");
}

#[test]
fn a_tab_pasted_with_the_words_is_a_space() {
    assert_eq!(get("/?q=商店街%09支援").hits(), get("/?q=商店街 支援").hits());
}

#[test]
fn with_several_plans_everything_says_whose_it_is() {
    let (search, _folder) = two_plans();
    let site = Site::of(search);
    let page = site.get("/?q=融資制度");
    assert!(page.text("title").ends_with("計画の施策と実績"), "{}", page.text("title"));
    let paths = page.texts(".item .path");
    for plan in ["第一の計画", "第二の計画"] {
        assert!(paths.iter().any(|path| path.starts_with(&format!("{plan} › 第5章"))), "{paths:?}");
        assert!(page.texts(".choice").iter().any(|choice| choice.starts_with(plan)), "{plan}");
    }
    let chapters = site.get("/?chapter=second/5");
    assert!(
        chapters.texts(".chips li")[0].contains("第二の計画: 第5章"),
        "{:?}",
        chapters.texts(".chips li")
    );
    let entry = site.get("/entries/second/5-1-1-1");
    assert_eq!(entry.texts(".crumbs li")[1], "第二の計画");
    assert_eq!(site.get(&entry.values(".crumbs a", "href")[1]).total(), 92);
}
