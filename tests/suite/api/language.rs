//! The query language, rule by rule, on the real plan. The expected results are counted by plain text search.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shisaku_model::{Entry, Kind};

use crate::{seeds::plan, support::api::search};

/// Ids without the plan's part.
type Ids = BTreeSet<String>;

fn locals(items: &Value) -> Ids {
    let id = |item: &Value| item["id"].as_str().unwrap().split_once('/').unwrap().1.to_owned();
    items.as_array().unwrap().iter().map(id).collect()
}

fn ids<const N: usize>(ids: [&str; N]) -> Ids {
    ids.map(str::to_owned).into()
}

/// All entries that a query finds.
#[track_caller]
fn found(q: &str) -> Ids {
    with(q, &[])
}

/// All entries that a query with more parameters finds.
#[track_caller]
fn with(q: &str, pairs: &[(&str, &str)]) -> Ids {
    let response = search([("q", q), ("limit", "100")].into_iter().chain(pairs.iter().copied()));
    let found = locals(&response["items"]);
    assert_eq!(response["total_count"], found.len(), "{q}: the count is that of the list");
    found
}

/// Entries that are searched by default and satisfy a condition.
fn entries(is: impl Fn(&Entry) -> bool) -> Ids {
    let default = |entry: &&Entry| matches!(entry.kind, Kind::Measure | Kind::Removed | Kind::Framework);
    let all = plan().entries.iter().filter(default);
    all.filter(|entry| is(entry)).map(|entry| entry.local().to_owned()).collect()
}

/// True if the entry's own text contains the letters. Headings do not count.
fn own(entry: &Entry, text: &str) -> bool {
    let notes = entry.notes.iter().flat_map(|note| [&note.term, &note.text]);
    let results = entry.results.iter().map(|report| &report.text);
    let texts = [&entry.title].into_iter().chain(&entry.title_variants).chain(&entry.body);
    texts.chain(results).chain(notes).chain(&entry.category).any(|own| own.contains(text))
}

fn anywhere(entry: &Entry, text: &str) -> bool {
    own(entry, text) || entry.path.iter().any(|heading| heading.title.contains(text))
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

fn terms(response: &Value) -> Vec<&str> {
    response["query"]["terms"].as_array().unwrap().iter().map(|term| term["text"].as_str().unwrap()).collect()
}

fn codes(response: &Value) -> Vec<&str> {
    response["notices"].as_array().unwrap().iter().map(|notice| notice["code"].as_str().unwrap()).collect()
}

#[test]
fn terms_parted_by_space_must_all_be_met() {
    let both = entries(|entry| anywhere(entry, "商店街") && anywhere(entry, "イベント"));
    assert!(both.len() > 3);
    for q in [
        "商店街 イベント",
        "商店街　イベント",
        " 商店街　 イベント　",
        "イベント 商店街",
        "商店街 イベント 商店街",
    ] {
        assert_eq!(found(q), both, "{q}");
    }
    assert_eq!(found("商店街"), entries(|entry| anywhere(entry, "商店街")), "headings are text too");
    let headings_only = entries(|entry| anywhere(entry, "観光") && !own(entry, "観光"));
    assert!(headings_only.is_subset(&found("観光")) && !headings_only.is_empty());
    let response = search([("q", "観光"), ("limit", "100")]);
    let order: Vec<_> = response["items"].as_array().unwrap().iter().collect();
    let low = order.iter().map(|item| locals(&json!([item])).is_subset(&headings_only));
    assert!(low.is_sorted(), "what has it in a heading only comes last");
}

#[test]
fn a_sentence_is_weighed_and_function_words_carry_nothing() {
    for (q, words) in [
        ("商店街の支援", vec!["商店街", "支援"]),
        ("商店街への支援はありますか？", vec!["商店街", "支援"]),
        ("商店街への支援について教えてください", vec!["商店街", "支援"]),
        ("商店街への 支援は ありますか", vec!["商店街", "支援"]),
    ] {
        let response = search([("q", q), ("limit", "100")]);
        assert_eq!(terms(&response), words, "{q}");
        assert!(response["query"]["terms"].as_array().unwrap().iter().all(|term| term["occur"] == "should"));
        let both = entries(|entry| anywhere(entry, "商店街") && anywhere(entry, "支援"));
        assert!(both.is_subset(&locals(&response["items"])), "{q}");
        assert!(both.contains(locals(&json!([response["items"][0]])).first().unwrap()), "{q}");
        let one = entries(|entry| anywhere(entry, "商店街") || anywhere(entry, "支援"));
        assert!(locals(&response["items"]).is_subset(&one), "{q}: a result has one of its words");
    }
    // A question about a subject outside the plan must not match its other words.
    for q in ["図書館の開館時間を教えて", "保育園の申し込みはいつからですか", "ごみの収集日"]
    {
        assert_eq!(found(q), Ids::new(), "{q}");
    }
}

#[test]
fn an_unspaced_compound_is_found_whole_and_in_parts() {
    let response = search([("q", "新製品開発"), ("limit", "100")]);
    assert_eq!(terms(&response), ["新", "製品", "開発"]);
    assert_eq!(locals(&json!([response["items"][0]])), ids(["5-3-1-1"]));
    assert!(ids(["5-3-2-1"]).is_subset(&locals(&response["items"])), "研究開発と製品");
    assert_eq!(found("街路灯"), entries(|entry| anywhere(entry, "街路灯")));
    assert_eq!(found("中長期的"), entries(|entry| own(entry, "中長期的")));
}

#[test]
fn a_phrase_is_its_letters_in_a_row() {
    for phrase in ["商店街の", "取り組みを進め", "ではない", "区内産業の振興", "商店街街路灯", "の支援を"]
    {
        let expected = entries(|entry| anywhere(entry, phrase));
        for q in
            [format!("\"{phrase}\""), format!("「{phrase}」"), format!("『{phrase}』"), format!("“{phrase}”")]
        {
            assert_eq!(found(&q), expected, "{q}");
        }
    }
    assert!(found("「商店街の支援」").is_empty() && !found("商店街の支援").is_empty());
    // The scanned text has stray spaces, such as LED 化 and 自 体.
    for q in ["「街路灯をLED化」", "「街路灯を LED 化」", "\"街路灯 を LED化\""] {
        assert_eq!(found(q), ids(["5-5-2-1"]), "{q}");
    }
    assert_eq!(found("「Meguro Makers Navi」"), ids(["5-2-1-1"]));
    assert_eq!(found("「平成23年度から32年度まで」"), ids(["6-4-2"]));
    assert_eq!(found("「長期計画」"), Ids::new(), "in quotes it names no filter");
    assert_eq!(found("\"商店街"), found("商店街"), "a quotation mark alone is a symbol");
    assert_eq!(found("「商店街の」 イベント"), &found("「商店街の」") & &found("イベント"));
}

#[test]
fn exclusion_looks_at_an_entrys_own_text_and_never_at_its_headings() {
    for (asked, excluded) in
        [("商店街", "支援"), ("商店街", "街路灯"), ("観光", "イベント"), ("支援", "商店街")]
    {
        let expected = entries(|entry| anywhere(entry, asked) && !own(entry, excluded));
        for hyphen in ["-", "－", "−"] {
            assert_eq!(found(&format!("{asked} {hyphen}{excluded}")), expected, "{asked} {hyphen}{excluded}");
        }
        assert_eq!(found(&format!("-{excluded} {asked}")), expected);
    }
    let with_heading = entries(|entry| !own(entry, "商店街") && anywhere(entry, "商店街"));
    assert!(
        !with_heading.is_empty() && with_heading.is_subset(&found("-商店街")),
        "headings exclude nothing"
    );
    assert_eq!(found("-商店街"), entries(|entry| !own(entry, "商店街")), "exclusion may stand alone");
    assert_eq!(found("商店街 -「商店街の」"), entries(|e| anywhere(e, "商店街") && !own(e, "商店街の")));
    // Exclusion covers other spellings: 取組 excludes 取り組み. It does not cover synonyms or equivalent years.
    assert_eq!(found("経営 -取組"), entries(|e| anywhere(e, "経営") && !own(e, "取り組")));
    // The lexicon lists 街づくり as another spelling. Quotes turn it off.
    assert_eq!(found("-街づくり"), entries(|entry| !own(entry, "まちづくり") && !own(entry, "街づくり")));
    assert_eq!(found("-「街づくり」"), entries(|entry| !own(entry, "街づくり")));
    assert_ne!(found("-街づくり"), found("-「街づくり」"), "the plan writes both");
    assert_eq!(found("商店街 -平成23年度"), found("商店街"), "a plan year is no text");
    let response = search([("q", "商店街 -支援 －街路灯")]);
    assert_eq!(response["query"]["excluded"], json!(["支援", "街路灯"]));
    // A hyphen inside a word belongs to the word. A hyphen alone is ignored.
    assert_eq!(search([("q", "産業-商業")])["query"]["excluded"], json!([]));
    assert_eq!(found("商店街 - 支援"), found("商店街 支援"));
}

#[test]
fn either_of_two_terms() {
    let either = entries(|entry| anywhere(entry, "観光") || anywhere(entry, "農地"));
    for q in [
        "観光 OR 農地",
        "観光 または 農地",
        "観光　または　農地",
        "観光または農地",
        "観光 又は 農地",
        "観光 ＯＲ 農地",
    ] {
        assert_eq!(found(q), either, "{q}");
    }
    let three = entries(|e| ["観光", "農地", "勤労者"].iter().any(|word| anywhere(e, word)));
    assert_eq!(found("観光 OR 農地 OR 勤労者"), three);
    assert_eq!(found("観光 OR 農地 イベント"), &either & &found("イベント"), "OR binds its two neighbours");
    assert_eq!(found("観光 OR"), found("観光"));
    assert_eq!(found("OR 観光"), found("観光"));
    assert_eq!(found("観光 or 農地"), Ids::new(), "in small letters it is a word");
}

#[test]
fn a_field_may_be_named() {
    let titled = |word: &str| {
        entries(|e| e.title.contains(word) || e.title_variants.iter().any(|title| title.contains(word)))
    };
    for q in ["title:商店街", "題名:商店街", "title：商店街", "題名：商店街", "Title:商店街", "施策名:商店街"]
    {
        assert_eq!(found(q), titled("商店街"), "{q}");
    }
    let reported = |word: &str| entries(|e| e.results.iter().any(|report| report.text.contains(word)));
    for q in ["result:融資", "実績:融資", "実績：融資"] {
        assert_eq!(found(q), reported("融資"), "{q}");
    }
    assert_eq!(found("title:「商店街の」"), titled("商店街の"));
    assert_eq!(found("title:商店街 result:LED"), &titled("商店街") & &reported("LED"));
    assert_eq!(found("商店街 -title:商店街"), &found("商店街") - &titled("商店街"));
    assert_eq!(found("商店街 -実績:支援"), &found("商店街") - &reported("支援"));
    for item in search([("q", "title:商店街")])["items"].as_array().unwrap() {
        for matched in item["matched"].as_array().unwrap() {
            assert!(["title", "title_variants"].contains(&matched["field"].as_str().unwrap()), "{matched}");
        }
    }
    assert!(search([("q", "title:")])["total_count"].is_u64());
}

#[test]
fn item_numbers_find_the_entry() {
    let written: [(&str, &[&str]); 5] = [
        (
            "5-1-1-1",
            &["1-1(1)", "１－１（１）", "1-1-1", "１－１－１", "1-1①", "5-1-1-1", "5－1－1－1", "1-1（1）"],
        ),
        ("5-2-9", &["2-9", "２－９", "5-2-9"]),
        ("6-1-1", &["6-1-1", "６－１－１", "1(1)", "１（１）"]),
        ("5-5-4-3", &["5-4(3)", "5-4-3", "５－４（３）"]),
        ("6-2", &["6-2"]),
    ];
    for (local, spellings) in written {
        for q in spellings {
            assert!(found(q).contains(local), "{q} finds {:?}", found(q));
            let first = &search([("q", *q)])["items"][0];
            let shown = first["matched"].as_array().unwrap();
            assert!(shown.iter().any(|matched| matched["field"] == "number"), "{q}: {shown:?}");
        }
    }
    for q in ["1-1(1)", "１－１（１）", "1-1-1", "5-1-1-1"] {
        assert_eq!(found(q), ids(["5-1-1-1"]), "{q}");
    }
    assert_eq!(found("2-9"), ids(["5-2-9"]));
    assert_eq!(found("6-1-1"), ids(["6-1-1"]));
    assert_eq!(found("1-1(1)の実績"), ids(["5-1-1-1"]));
    assert_eq!(found("施策1-1(1)"), ids(["5-1-1-1"]));
    let of_subsection = entries(|e| e.local().starts_with("5-1-1-"));
    assert!(of_subsection.is_subset(&found("1-1")), "a subsection's number finds what is in it");
    assert_eq!(found("9-9(9)"), Ids::new());
}

#[test]
fn words_that_name_a_filter_are_that_filter() {
    let named: [(&str, Value); 14] = [
        ("長期計画", json!({"period": ["長期"]})),
        ("長期の計画", json!({"period": ["長期"]})),
        ("短期", json!({"period": ["短期"]})),
        ("実績なし", json!({"has_result": ["false"]})),
        ("実績が無い", json!({"has_result": ["false"]})),
        ("実績あり", json!({"has_result": ["true"]})),
        ("報告なし", json!({"has_result": ["unknown"]})),
        ("再掲", json!({"category": ["再掲"]})),
        ("協会事業", json!({"category": ["協会事業"]})),
        ("除いた項目", json!({"kind": ["removed"]})),
        ("第5節", json!({"policy": ["meguro-vision/5-5"]})),
        ("第２節", json!({"policy": ["meguro-vision/5-2", "meguro-vision/6-2"]})),
        ("第六章", json!({"chapter": ["meguro-vision/6"]})),
        (
            "第5章第2節",
            json!({"chapter": ["meguro-vision/5"], "policy": ["meguro-vision/5-2", "meguro-vision/6-2"]}),
        ),
    ];
    for (q, filters) in named {
        let response = search([("q", q), ("limit", "100")]);
        assert_eq!(response["query"]["filters"], filters, "{q}");
        assert_eq!(response["query"]["terms"], json!([]), "{q}");
        let chosen = filters.as_object().unwrap().iter().flat_map(|(facet, values)| {
            texts(values).into_iter().map(|value| (facet.as_str(), value)).collect::<Vec<_>>()
        });
        let chosen: Vec<(&str, &str)> = chosen.collect();
        assert_eq!(found(q), with("", &chosen), "{q} is what choosing finds");
        let understood = response["query"]["understood"].as_array().unwrap();
        assert_eq!(understood.len(), filters.as_object().unwrap().len(), "{q}");
        for one in understood {
            assert!(q.contains(one["text"].as_str().unwrap()), "{one}");
            assert_eq!(filters[one["facet"].as_str().unwrap()], one["values"], "{q}");
            let told = response["notices"].as_array().unwrap().iter().find(|notice| {
                notice["message"]
                    .as_str()
                    .unwrap()
                    .contains(&format!("「{}」", one["text"].as_str().unwrap()))
            });
            assert_eq!(told.unwrap()["code"], "read_as_filter", "{q}");
        }
        // A word read as a filter is also selected in its facet, not only shown as a chip.
        for (facet, value) in chosen {
            let listed = response["facets"][facet]["values"].as_array().unwrap();
            assert!(
                listed.iter().any(|one| one["value"] == value && one["selected"] == true),
                "{facet}={value}"
            );
        }
    }
}

#[test]
fn words_beside_a_filter_are_looked_for_within_it() {
    let none = |e: &Entry| e.has_result == Some(false);
    let expected = entries(|e| none(e) && anywhere(e, "商店街"));
    for q in ["商店街 実績なし", "実績なし 商店街", "実績なしの商店街", "実績がない商店街の施策"]
    {
        let response = search([("q", q), ("limit", "100")]);
        assert_eq!(response["query"]["filters"]["has_result"], json!(["false"]), "{q}");
        assert_eq!(locals(&response["items"]), expected, "{q}");
    }
    assert_eq!(
        with("実績なし", &[("period", "短期")]),
        with("", &[("period", "短期"), ("has_result", "false")])
    );
    assert_eq!(
        with("長期", &[("period", "短期")]),
        with("", &[("period", "短期")]),
        "what is ticked stands in the place of what words say of the same filter"
    );
    // A filter word inside a longer word is not a filter.
    for q in ["中長期的", "長期的", "短期集中"] {
        assert_eq!(search([("q", q)])["query"]["filters"], json!({}), "{q}");
    }
    assert_eq!(
        search([("q", "商店街 -実績なし")])["query"]["filters"],
        json!({}),
        "what is excluded is text"
    );
}

#[test]
fn measures_are_a_kind_and_items_are_not() {
    let long = |kinds: &[Kind]| entries(|e| e.period.as_deref() == Some("長期") && kinds.contains(&e.kind));
    assert_eq!(found("長期計画の施策"), long(&[Kind::Measure]));
    assert_eq!(found("長期計画の項目"), long(&[Kind::Measure, Kind::Removed, Kind::Framework]));
    assert_eq!(search([("q", "短期計画の施策")])["total_count"], 49);
    let short = entries(|e| e.period.as_deref() == Some("短期"));
    assert!(found("短期計画の項目") == short && short.len() > 49, "removed items are items");
    assert_eq!(search([("q", "短期計画の項目")])["query"]["filters"], json!({"period": ["短期"]}));
    assert_eq!(search([("q", "施策")])["query"]["filters"], json!({"kind": ["measure"]}));
    assert_eq!(search([("q", "商店街の施策")])["query"]["filters"], json!({}), "beside words it is one");
}

#[test]
fn what_clerks_ask_is_answered_by_exactly_those_entries() {
    let measure = |e: &Entry| e.kind == Kind::Measure && e.has_result == Some(false);
    let in_period = |e: &Entry, period: &str| e.period.as_deref() == Some(period);
    let short = entries(|e| measure(e) && in_period(e, "短期"));
    assert_eq!(short, ids(["5-2-3-1", "5-5-4-3", "5-5-6-3"]));
    for q in ["H25年度までの短期計画で実績なしの施策", "短期計画で実績なしの施策", "短期 実績なし 施策"]
    {
        assert_eq!(found(q), short, "{q}");
    }
    let second = entries(|e| measure(e) && in_period(e, "長期") && e.local().starts_with("5-2-"));
    assert_eq!(second.len(), 6);
    for q in ["第2節の長期計画で実績なしの施策を一覧", "第２節 長期計画 実績なし 施策"]
    {
        assert_eq!(found(q), second, "{q}");
    }
    let association = entries(|e| e.kind == Kind::Removed && e.category == ["協会事業"]);
    assert_eq!(association, ids(["5-6-r3", "5-6-r5", "5-6-r6", "5-6-r7"]));
    for q in ["今回の改訂で除いた項目のうち協会事業", "除いた項目 協会事業", "協会事業"]
    {
        assert_eq!(found(q), association, "{q}");
    }
    assert_eq!(found("中期計画で実績なしの施策"), entries(|e| measure(e) && in_period(e, "中期")));
}

#[test]
fn a_filter_behind_a_choice_narrows_all_of_it() {
    let in_period = |e: &Entry| matches!(e.period.as_deref(), Some("短期" | "中期"));
    let none = entries(|e| in_period(e) && e.has_result == Some(false));
    assert!(none.len() > 3);
    for q in ["短期または中期の実績なし", "短期または中期で実績のないもの", "短期 OR 中期の実績なし"]
    {
        assert_eq!(found(q), none, "{q}");
        let filters = &search([("q", q)])["query"]["filters"];
        assert_eq!(*filters, json!({"period": ["短期", "中期"], "has_result": ["false"]}), "{q}");
    }
    assert_eq!(found("短期または中期の施策"), entries(|e| in_period(e) && e.kind == Kind::Measure));
    let of_shops = entries(|e| in_period(e) && anywhere(e, "商店街"));
    assert_eq!(found("短期または中期の商店街"), of_shops);
    let either = &found("観光 OR 農業") & &found("実績なし");
    assert!(!either.is_empty());
    for q in ["観光または農業の実績なし", "観光 OR 農業で実績がないもの"] {
        assert_eq!(found(q), either, "{q}");
    }
}

#[test]
fn an_office_that_the_plan_does_not_name_is_not_found_by_what_it_deals_with() {
    for q in
        ["商工課", "産業経済課", "観光課", "水道係", "商工課の施策", "商工課が担当する施策", "関係課:福祉課"]
    {
        assert_eq!(found(q), Ids::new(), "{q}");
    }
    let all = entries(|e| e.departments.is_empty());
    assert_eq!(all.len(), 92);
    for q in ["担当課なし", "担当課が未定", "担当課の記載がない項目", "所管課が記載されていない項目"]
    {
        assert_eq!(found(q), all, "{q}");
        assert_eq!(search([("q", q)])["query"]["filters"], json!({"department": ["記載なし"]}), "{q}");
    }
    assert_eq!(found("担当課が記載されていない施策"), entries(|e| e.kind == Kind::Measure));
}

#[test]
fn how_a_measure_stands_is_asked_for_even_where_none_stands_so() {
    for (q, values) in [
        ("未実施", json!(["not_done"])),
        ("未着手の項目", json!(["not_started"])),
        ("中止した項目", json!(["cancelled"])),
        ("完了した項目", json!(["completed", "completed_earlier"])),
    ] {
        let response = search([("q", q), ("limit", "100")]);
        assert_eq!(response["query"]["filters"], json!({"status": values.clone()}), "{q}");
        let of_status = |e: &Entry| {
            let newest = e.results.last().map(|report| report.status.as_str());
            newest.is_some_and(|status| values.as_array().unwrap().contains(&json!(status)))
        };
        assert_eq!(locals(&response["items"]), entries(of_status), "{q}");
    }
}

#[test]
fn words_of_asking_are_not_looked_for() {
    for (q, plain) in [
        ("短期計画の施策の一覧を見たい", "短期計画の施策"),
        ("すべての施策", "施策"),
        ("全施策を見せて", "施策"),
        ("商店街の支援を知りたい", "商店街の支援"),
        ("商店街の支援を見たい", "商店街の支援"),
    ] {
        assert_eq!(found(q), found(plain), "{q}");
        assert!(!found(q).is_empty(), "{q}");
    }
}

/// Entries that a year in the query must find: overlapping plan years, or the year in the entry's own text.
fn of_years(from: u16, to: u16, in_text: &[&str]) -> Ids {
    let overlaps =
        |e: &Entry| e.plan_years.is_some_and(|years| years.from <= to && years.last_known() >= from);
    entries(|e| overlaps(e) || in_text.contains(&e.local()))
}

#[test]
fn a_year_finds_the_same_in_every_spelling() {
    let spellings: [(u16, &[&str], &[&str]); 5] = [
        (
            2011,
            &["6-4-2"],
            &[
                "2011年度",
                "平成23年度",
                "H23",
                "平23",
                "平成二十三年度",
                "２０１１年度",
                "2011",
                "h23",
                "Ｈ２３",
                "平成２３年",
                "平成 23 年度",
                "二〇一一年度",
                "2011年",
            ],
        ),
        (2014, &["6-4-2"], &["2014年度", "平成26年度", "H26", "平成二十六年"]),
        (2019, &["6-4-2"], &["令和元年度", "平成31年度", "R1", "R元", "2019", "令和1年度"]),
        (2020, &["6-4-2"], &["平成32年度", "平成32", "令和2年度", "令和2", "2020", "R2", "Ｒ２年度"]),
        (2021, &[], &["平成33", "平成33年度", "2021年度", "令和3年度"]),
    ];
    for (year, in_text, spellings) in spellings {
        let expected = of_years(year, year, in_text);
        for q in spellings {
            assert_eq!(found(q), expected, "{q}");
        }
    }
    assert!(found("平成33年度").is_empty());
    assert!(found("2020").contains("5-2-6-4"), "平成32年 in a note");
}

#[test]
fn years_may_be_a_range() {
    for q in ["H23～25", "平成23～25年度", "2011-2013", "2011～2013年度", "平成23年度から25年度", "H23-H25"]
    {
        assert_eq!(found(q), of_years(2011, 2013, &["6-4-2"]), "{q}");
    }
    for q in ["平成25～26年度", "2013-2014", "H25～26"] {
        assert_eq!(found(q), of_years(2013, 2014, &["6-4-2"]), "{q}: overlap, not inclusion");
    }
    assert_eq!(found("平成26年度以降"), of_years(2014, 2060, &["6-4-2", "5-2-6-4"]));
    assert_eq!(found("2013年度まで"), of_years(0, 2013, &["6-4-2", "5-2-6-4"]));
}

#[test]
fn a_year_stands_beside_words_and_shows_why_it_is_met() {
    assert_eq!(found("平成24年度 商店街"), &found("平成24年度") & &found("商店街"));
    let response = search([("q", "平成24年度 商店街"), ("limit", "100")]);
    for item in response["items"].as_array().unwrap() {
        let years = item["matched"].as_array().unwrap().iter().filter(|one| one["term"] == "平成24年度");
        let years: Vec<&Value> = years.collect();
        assert!(!years.is_empty() && years.iter().all(|one| one["as"] == "era"), "{}: {years:?}", item["id"]);
        let derived = years.iter().find(|one| one["field"] == "period").unwrap();
        assert_eq!(derived["text"], item["period"]);
        assert_eq!(
            item["highlights"]["period"],
            format!("<mark>{}</mark>", item["period"].as_str().unwrap())
        );
    }
    let expansions = response["query"]["expansions"].as_array().unwrap();
    assert!(
        expansions.contains(&json!({"from": "平成24年度", "to": "2012年度", "as": "era"})),
        "{expansions:?}"
    );
}

#[test]
fn beside_results_a_year_is_that_of_the_results() {
    let reported = |year: u16| {
        let covers = |e: &Entry| {
            let years = e.results.iter().filter_map(|report| report.years);
            years.into_iter().any(|years| years.from <= year && year <= years.last_known())
        };
        entries(covers)
    };
    for q in ["平成24年度の実績", "2012年度 実績", "H24 実績"] {
        assert_eq!(found(q), reported(2012), "{q}");
        assert!(found(q).len() > 80, "{q}: long-term measures report too");
    }
    assert_eq!(found("2015年度の実績"), ids([]), "no result is of that year, whatever texts name it");
    assert_eq!(found("2012年度の商店街の実績"), &reported(2012) & &found("商店街"));
}

#[test]
fn all_words_or_any() {
    let both = entries(|e| anywhere(e, "商店街") && anywhere(e, "融資"));
    let either = entries(|e| anywhere(e, "商店街") || anywhere(e, "融資"));
    assert_eq!(with("商店街 融資", &[("match", "all")]), both);
    assert_eq!(with("商店街 融資", &[("match", "any")]), either);
    assert_eq!(with("商店街 融資", &[("match", "auto")]), both);
    assert_eq!(with("商店街の融資", &[("match", "all")]), both, "of a sentence too");
    assert_eq!(with("商店街の融資", &[("match", "any")]), either);
    let auto = found("商店街の融資");
    assert!(both.is_subset(&auto) && auto.is_subset(&either));
    assert_eq!(with("商店街 融資 -街路灯", &[("match", "any")]), &either - &entries(|e| own(e, "街路灯")));
}

#[test]
fn exactly_what_was_typed() {
    assert_eq!(found("取組み"), found("取り組み"));
    assert_eq!(with("取組み", &[("exact", "true")]), entries(|e| anywhere(e, "取組み")));
    assert_eq!(with("取り組み", &[("exact", "true")]), entries(|e| anywhere(e, "取り組み")));
    assert_eq!(with("取組", &[("exact", "true")]), entries(|e| anywhere(e, "取組")));
    for q in ["取り組み", "商店街", "まち", "平成23年度"] {
        let response = search([("q", q), ("exact", "true"), ("limit", "100")]);
        assert_eq!(response["query"]["expansions"], json!([]), "{q}");
        for item in response["items"].as_array().unwrap() {
            for matched in item["matched"].as_array().unwrap() {
                assert_eq!((&matched["as"], &matched["text"]), (&json!("exact"), &json!(q)));
            }
        }
    }
    assert_eq!(with("平成23年度", &[("exact", "true")]), entries(|e| own(e, "平成23年度")));
    assert_eq!(
        with("ｉｓｏ", &[("exact", "true")]),
        with("ISO", &[("exact", "true")]),
        "width and case are no spelling"
    );
    let response = search([("q", "取組み"), ("limit", "100")]);
    for item in response["items"].as_array().unwrap() {
        let matched = item["matched"].as_array().unwrap();
        assert!(matched.iter().all(|one| one["as"] == "spelling"), "it says so: {matched:?}");
    }
}

#[test]
fn incomplete_answers_stand_apart_and_the_failing_word_is_named() {
    let response = search([("q", "商店街 観光 図書館")]);
    assert_eq!((&response["total_count"], &response["items"]), (&json!(0), &json!([])));
    assert_eq!(codes(&response), ["no_match"]);
    let message = response["notices"][0]["message"].as_str().unwrap();
    assert!(
        message.contains("「図書館」") && !message.contains("商店街") && !message.contains("観光"),
        "{message}"
    );
    let partial = response["partial"].as_array().unwrap();
    assert!((1..=5).contains(&partial.len()));
    assert!(found("商店街 観光").is_superset(&locals(&json!([partial[0]]))), "the nearest comes first");
    for item in partial {
        assert!(texts(&item["missing"]).contains(&"図書館"), "{}", item["missing"]);
        let met = item["matched"].as_array().unwrap().iter().map(|one| one["term"].as_str().unwrap());
        let missing = texts(&item["missing"]);
        assert!(met.into_iter().all(|term| !missing.contains(&term)), "{}", item["id"]);
    }
    let counts =
        response["facets"].as_object().unwrap().values().flat_map(|facet| facet["values"].as_array());
    assert!(counts.flatten().all(|value| value["count"] == 0), "they are never counted");

    let response = search([("q", "融資 観光")]);
    assert_eq!((response["total_count"].as_u64(), codes(&response)), (Some(0), vec!["nothing_holds_all"]));
    assert!(!response["partial"].as_array().unwrap().is_empty());

    for q in ["図書館", "図書館 保育園", "zzzz qqqq", "図書館の開館日", "「商店街の支援」", "平成33年度"]
    {
        let response = search([("q", q)]);
        assert_eq!((&response["total_count"], &response["partial"]), (&json!(0), &json!([])), "{q}");
        assert_eq!(codes(&response)[0], "no_match", "{q}");
    }
    let whole = search([("q", "商店街 イベント")]);
    assert_eq!(whole["partial"], json!([]), "only where there is nothing else");
}

#[test]
fn counts_are_the_lists_one_gets_with_words_that_are_filters() {
    for q in [
        "実績なし",
        "商店街 実績なし",
        "第5節の短期計画",
        "長期計画の施策",
        "平成24年度 商店街",
        "商店街の支援",
    ] {
        let response = search([("q", q), ("limit", "100")]);
        assert_eq!(response["total_count"], locals(&response["items"]).len(), "{q}");
        let filters = response["query"]["filters"].as_object().unwrap();
        for (key, facet) in response["facets"].as_object().unwrap() {
            // A parameter cannot replace a value that a word has chosen. Both apply.
            if filters.contains_key(key) {
                continue;
            }
            for value in facet["values"].as_array().unwrap() {
                let chosen = value["value"].as_str().unwrap();
                assert_eq!(
                    with(q, &[(key.as_str(), chosen)]).len() as u64,
                    value["count"],
                    "{q} {key}={chosen}"
                );
            }
        }
    }
}

#[test]
fn whatever_is_matched_is_inside_a_mark() {
    let queries = [
        "商店街",
        "新製品開発",
        "取組み",
        "産学",
        "产学",
        "随時",
        "H24",
        "1-1(1)",
        "2-9",
        "「商店街の」",
        "title:融資",
        "まちづくり",
        "中小企業の経営",
        "観光 OR 農地",
        "商店街 -支援",
        "LED化",
        "ｉｓｏ",
        "1-4-1",
        "商店街への支援はありますか",
        "国の事業",
        "商店街 平成24年度",
        "「協会事業」",
        "MM-Navi",
        "ワークライフバランス",
        "ワーク・ライフ・バランス",
        "子供",
        "めぐろ",
    ];
    for q in queries {
        let response = search([("q", q), ("limit", "100")]);
        for item in
            response["items"].as_array().unwrap().iter().chain(response["partial"].as_array().unwrap())
        {
            assert_ne!(item["matched"], json!([]), "{q}: {}", item["id"]);
            for matched in item["matched"].as_array().unwrap() {
                let field = matched["field"].as_str().unwrap();
                let field = if field == "result" { "results" } else { field };
                let marked = &item["highlights"][field];
                let html = marked.as_str().map_or_else(|| texts(marked).join("\n"), str::to_owned);
                let marks = html.split("<mark>").skip(1).map(|rest| rest.split_once("</mark>").unwrap().0);
                let text = matched["text"].as_str().unwrap().replace('&', "&amp;");
                assert!(marks.into_iter().any(|mark| mark.contains(&text)), "{q}: {text} in {html}");
            }
        }
    }
}

#[test]
fn long_and_odd_text_is_a_query_too() {
    let long = "商店街 ".repeat(50);
    assert_eq!(long.chars().count(), 200);
    assert!(!codes(&search([("q", long.as_str())])).contains(&"truncated"));
    assert_eq!(found(&long), found("商店街"), "the same word again asks for no more");
    let longer = long.clone() + "図書館";
    let response = search([("q", longer.as_str()), ("limit", "100")]);
    assert_eq!((codes(&response), locals(&response["items"])), (vec!["truncated"], found("商店街")));
    for q in ["", " ", "　　"] {
        let response = search([("q", q)]);
        assert_eq!((response["total_count"].as_u64(), codes(&response)), (Some(92), vec![]), "{q:?}");
    }
    for q in ["！？", "-", "\"\"", "「」", "()", "・・・", "OR", "-「」", "😀", "*"] {
        let response = search([("q", q)]);
        assert_eq!((response["total_count"].as_u64(), codes(&response)), (Some(92), vec!["no_words"]), "{q}");
    }
    for q in [
        "実績:「」",
        "-\"",
        "「商店街",
        "商店街」",
        "\"\"商店街\"\"",
        "((商店街))",
        "商店街*",
        "商店街?",
        "商店街。",
    ] {
        assert!(search([("q", q)])["total_count"].as_u64().unwrap() > 0, "{q}");
    }
    assert_eq!(found("商\u{200B}店\u{FE00}街"), found("商店街"), "what is not seen is not there");
    assert_eq!(found("（商店街）"), found("商店街"));
    assert_eq!(found("【商店街】"), found("商店街"));
}
