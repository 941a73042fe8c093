//! Search, filters, and pagination.

use std::collections::BTreeSet;

use super::site::{Page, Site, address, get, text, two_plans};

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
    let numbers: BTreeSet<_> = page.texts(".item h3 span").into_iter().collect();
    assert_eq!(numbers, BTreeSet::from(["5-4(1)", "5-4(3)", "5-6(3)"].map(str::to_owned)));
    assert_eq!(page.all(".item .plan").len(), 3);
    assert_eq!(page.texts(".item .result dd:not(.none)"), ["実績なし"; 3]);
    let early = page.texts(".item .result dd.none");
    assert_eq!(early, ["計画の年度が始まる前の報告です。"], "5-4(1) is planned for later years");
    assert!(page.texts(".item mark").iter().all(|mark| mark == "商店街"));
    assert!(page.texts(".item [data-result]").iter().all(|tag| tag == "実績なし"));
}

#[test]
fn plan_years_and_result_years_are_told_apart() {
    let page = get("/?q=BCP");
    assert_eq!(page.text(".plan dt"), "計画 平成28～令和2年度");
    assert_eq!(page.text(".result dt"), "実績 平成23～25年度");
}

#[test]
fn whatever_was_met_is_marked_where_it_stands() {
    let marked = |query: &str, place: &str| {
        let page = get(&format!("/?q={query}"));
        assert!(!page.texts(&format!("{place} mark")).is_empty(), "{query} in {place}");
    };
    marked("融資制度", ".item h3");
    marked("業績の悪化した", ".plan, .result");
    marked("優遇利率", ".result");
    marked("区内産業の育成", ".variant");
    marked("セーフティネット", ".path");
    marked("Continuity", ".note");
    marked("「協会事業」", ".tags");
    marked("1-1(1)", ".item h3 span");
    marked("产学", ".item");
}

#[test]
fn every_count_is_the_length_of_the_list_one_gets() {
    let mut asked = 0;
    for start in ["/", "/?q=商店街", "/?q=商店街&has_result=false&period=短期", "/?kind=removed&kind=note"]
    {
        let page = get(start);
        let (names, values) = (page.values(".choice input", "name"), page.values(".choice input", "value"));
        for ((name, value), shown) in names.iter().zip(&values).zip(page.texts(".choice > :last-child")) {
            // Selects only this value in its facet. The choices in other facets stay.
            let mut form = page.form();
            form.retain(|(key, _)| key != name);
            form.push((name.clone(), value.clone()));
            let total = get(&address(&form)).total();
            assert_eq!(format!("{total}件"), shown, "{start}: {name}={value}");
            asked += 1;
        }
    }
    assert!(asked > 80, "{asked}");
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
    assert_eq!(choices("period"), ["短期 57件", "中期 15件", "長期 11件"]);
    assert_eq!(choices("has_result"), ["あり 66件", "なし 17件", "報告なし 9件"]);
    assert_eq!(choices("kind")[..3], ["施策 74件", "除いた項目 9件", "体制の項目 9件"]);
    assert!(page.text("#kind-hint").contains("施策、除いた項目、体制の項目、本文から探します"));
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
fn near_words_are_links_with_their_counts() {
    let page = get("/?q=商店会歌&kind=measure");
    let links = page.values(".nothing .suggestions a", "href");
    assert_eq!(links.len(), 1);
    let next = get(&links[0]);
    let found = format!("商店会 {} 件", next.text("#count .total"));
    assert!(page.text(".nothing .suggestions").contains(&found), "what else was chosen is kept: {found}");
    assert!(!get("/?q=住民票").has(".suggestions"));
}

#[test]
fn nothing_found_is_said_with_ways_on() {
    let page = get("/?q=新型コロナ 火星&period=短期");
    assert_eq!(page.total(), 0);
    assert!(page.text(".notice").contains("「火星」"), "{}", page.text(".notice"));
    let subjects = page.values(".subjects a", "href");
    assert!(subjects.len() > 3 && subjects.iter().all(|href| get(href).total() > 0), "{subjects:?}");
    let examples = page.values(".examples a", "href");
    assert_eq!(examples, get("/").values(".examples a", "href"));
    assert!(!page.has(".items"), "no empty list");
}

#[test]
fn a_corrected_slip_links_to_the_search_as_typed() {
    let page = get("/?q=バリヤフリー");
    assert!(page.total() > 0);
    assert!(page.text(".notice").contains("「バリアフリー」として探しました"), "{}", page.text(".notice"));
    let as_typed = get(&page.values(".notice a", "href")[0]);
    assert_eq!(as_typed.total(), 0);
    assert!(!as_typed.has(".notice a"), "nothing more to take back");
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
        assert!(paths.iter().any(|path| path.starts_with(&format!("{plan} › 1 "))), "{paths:?}");
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

/// Chips of words read as filters: the words, and the link that removes them.
fn typed_chips(page: &Page) -> Vec<(String, String)> {
    let words = page.texts(".chips .words");
    let links = page.all(".chips a:has(.words)");
    assert_eq!(words.len(), links.len());
    words.into_iter().zip(links).map(|(words, link)| (words, link.attr("href").unwrap().to_owned())).collect()
}

#[test]
fn words_read_as_conditions_are_chips_that_take_themselves_back() {
    let queries = [
        "第2節の長期計画で実績なしの施策を一覧",
        "長期計画 実績なし",
        "商店街 短期計画 再掲",
        "商店街の実績なし",
        "観光で実績があるのは?",
        "除いた項目",
        "第五節、実績なし、観光",
        "短期計画 OR 中期計画 観光",
    ];
    for query in queries {
        let page = get(&format!("/?q={query}&sort=title"));
        let chips = typed_chips(&page);
        assert!(!chips.is_empty(), "{query}");
        let read_as = page.texts(".notice").into_iter().find(|notice| notice.contains("読みました"));
        assert_eq!(read_as, None, "the chip says it: {query}");
        for (words, href) in &chips {
            let without = get(href);
            let left: Vec<_> = typed_chips(&without).into_iter().map(|(words, _)| words).collect();
            let others: Vec<_> =
                chips.iter().map(|(other, _)| other.clone()).filter(|o| o != words).collect();
            assert_eq!(left, others, "{query} without {words}: {href}");
            assert_eq!(without.values("option[selected]", "value"), ["title"], "the rest stays");
            let widens = without.total() >= page.total();
            assert!(widens || query.contains("OR"), "{query} without {words}");
        }
        let clear = get(&page.values(".chips .clear", "href").concat());
        assert!(!clear.has(".chips"), "{query}: {}", clear.address);
    }
}

#[test]
fn a_chip_says_what_its_words_were_read_as() {
    let page = get("/?q=長期計画 実績なし&kind=measure");
    let chips = page.texts(".chips li");
    let expected = [
        "条件を外す: 種別: 施策 ×",
        "条件を外す: 「長期計画」 計画区分: 長期 ×",
        "条件を外す: 「実績なし」 実績: なし ×",
    ];
    assert_eq!(chips[..3], expected);
    let quoted = get("/?q=\"長期計画\"");
    assert!(!quoted.has(".chips"), "quoted, they are words");
}

#[test]
fn what_the_words_chose_is_ticked_and_can_be_unticked() {
    let page = get("/?q=商店街の長期計画&has_result=false");
    assert_eq!(page.values("input[checked]", "value"), ["false"]);
    assert!(page.form().iter().all(|(name, _)| name != "period"), "the form does not choose it as well");
    assert_eq!(get(&address(&page.form())).hits(), page.hits());
    let ticked = page.one("a.choice");
    assert!(text(ticked).contains("長期"));
    let without = get(ticked.attr("href").unwrap());
    assert_eq!(without.values("#q", "value"), ["商店街"]);
    assert_eq!(without.values("input[checked]", "value"), ["false"]);
    let both = get("/?q=商店街の長期計画&period=長期");
    assert!(!both.has("a.choice"), "what is ticked too is a box");
}

#[test]
fn how_a_word_was_met_is_told_where_it_is_not_as_typed() {
    let met = |query: &str| get(&format!("/?q={query}")).texts(".met");
    assert!(met("おしゃれな街").contains(&"「街」は、別の書き方の「まち」で見つかりました。".to_owned()));
    assert!(
        met("2012年度 融資")
            .iter()
            .all(|said| said == "「2012年度」は、計画の年度(平成23～25年度)に含まれます。")
    );
    assert!(met("商店街 支援").is_empty());
}

#[test]
fn other_spellings_can_be_left_out_and_taken_in_again() {
    let page = get("/?q=おしゃれな街&sort=title");
    assert_eq!(page.text(".spellings a"), "入力された言葉だけで探す");
    let exact = get(&page.values(".spellings a", "href").concat());
    assert!(exact.total() < page.total());
    assert!(!exact.has(".met"));
    assert_eq!(exact.values("option[selected]", "value"), ["title"]);
    let back = get(&exact.values(".spellings a", "href").concat());
    assert_eq!(back.hits(), page.hits());
    assert!(!get("/?q=商店街 支援").has(".spellings"), "nothing else was searched");
    assert!(!get("/?q=2012年度 観光").has(".spellings"), "a year is no spelling");
}

#[test]
fn every_example_of_how_to_search_finds_something() {
    let page = get("/");
    assert!(!page.has(".help[open]"));
    let examples = page.values(".help a", "href");
    assert!(examples.len() >= 8);
    for example in &examples {
        let found = get(example).total();
        assert!((1..=40).contains(&found), "{example}: {found}");
    }
    let nothing = get("/?q=宇宙");
    assert!(!nothing.has(".help[open]"), "nobody reads about operators unasked");
    assert_eq!(nothing.values(".help a", "href"), examples);
}

#[test]
fn a_newcomer_reads_what_the_site_is_for_and_three_examples_that_find_something() {
    let introduced = |page: &Page| page.text(".above p");
    let home = get("/");
    assert!(introduced(&home).starts_with("目黒区の計画「目黒区産業振興ビジョン」に書かれた取り組み"));
    let examples = home.values(".examples a", "href");
    assert_eq!(examples.len(), 3);
    assert!(examples.iter().all(|href| (1..=23).contains(&get(href).total())), "{examples:?}");
    assert!(!get("/?q=商店街").has(".above p"), "the hits come first");
    let (search, _folder) = two_plans();
    let several = Site::of(search).get("/");
    assert!(introduced(&several).starts_with("自治体の計画に書かれた取り組み"));
}

#[test]
fn totals_are_added_up_where_they_stand() {
    let page = get("/");
    assert_eq!(page.text(".sum"), "施策 74 + 除いた項目 9 + 体制の項目 9 = 92 件");
    let totals: Vec<usize> = page.values(".sum a", "href").iter().map(|href| get(href).total()).collect();
    assert_eq!(totals, [74, 9, 9]);
    assert!(get("/?period=短期").text(".sum").ends_with("= 57 件"));
    assert!(!get("/?q=商店街&kind=measure").has(".sum"), "one kind needs no sum");
    assert!(get("/data").text(".sum").ends_with("= 105 件"), "with notes, figures and preambles");
}

#[test]
fn nothing_is_told_in_the_words_as_typed() {
    for (typed, told) in [
        ("キャッシュレス", "「キャッシュレス」という言葉は、見つかりませんでした。"),
        ("うちゅうせんのそうじゅう", "「うちゅうせんのそうじゅう」という言葉は、見つかりませんでした。"),
        ("商店街の宇宙船", "「宇宙船」という言葉は、見つかりませんでした。"),
    ] {
        assert_eq!(get(&format!("/?q={typed}")).texts(".notice")[0], told);
    }
}

#[test]
fn filters_with_like_names_say_how_they_differ() {
    let page = get("/");
    let hints = page.texts(".filters .hint");
    for hint in ["いつ行う計画か", "何かが行われたか", "報告に書かれた状態", "計画書が付けた印"]
    {
        assert!(hints.iter().any(|one| one == hint), "{hint}: {hints:?}");
    }
}
