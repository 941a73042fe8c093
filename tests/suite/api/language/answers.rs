//! Parts of an answer beside its hits: counts, marks, notices.

use super::*;

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
    assert!(whole["total_count"].as_u64().unwrap() >= 5);
    assert_eq!(whole["partial"], json!([]), "only beside few hits");
}

#[test]
fn weak_neighbours_stand_apart_and_say_what_they_lack() {
    // 経営 and 改善 stand for インボイス, but a heading with them stands above measures about anything.
    let response = search([("q", "インボイス")]);
    assert!((1..5).contains(&response["total_count"].as_u64().unwrap()));
    assert!(locals(&response["items"]).is_disjoint(&locals(&response["partial"])));
    assert!(locals(&response["partial"]).contains("5-1-3-1"), "ISO");
    assert!(
        response["partial"].as_array().unwrap().iter().all(|one| texts(&one["missing"]) == ["インボイス"])
    );
    assert_eq!(search([("q", "インボイス"), ("offset", "1")])["partial"], json!([]));
    assert_eq!(search([("q", "インボイス"), ("limit", "1")])["partial"], response["partial"]);
    // 店 and 人 belong to every subject of a town.
    for (q, missing) in [("店を畳む", "畳む"), ("店を継ぐ人がいない", "継ぐ")] {
        let response = search([("q", q)]);
        assert_eq!(response["total_count"], 0, "{q}");
        assert_eq!(texts(&response["partial"][0]["missing"]), [missing], "{q}");
    }
    assert_ne!(search([("q", "店")])["total_count"], 0, "alone it is what is asked for");
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
