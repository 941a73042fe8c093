//! Numbers and words that name a filter.

use super::*;

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
    for (q, values) in
        [("中止した項目", json!(["cancelled"])), ("完了した項目", json!(["completed", "completed_earlier"]))]
    {
        let response = search([("q", q), ("limit", "100")]);
        assert_eq!(response["query"]["filters"], json!({"status": values.clone()}), "{q}");
        let of_status = |e: &Entry| {
            let newest = e.results.last().map(|report| report.status.as_str());
            newest.is_some_and(|status| values.as_array().unwrap().contains(&json!(status)))
        };
        assert_eq!(locals(&response["items"]), entries(of_status), "{q}");
    }
    // This plan says 実績なし of all that was not done.
    for q in ["未実施", "未着手の項目", "遅れている施策"] {
        let response = search([("q", q), ("limit", "100")]);
        assert_eq!(response["query"]["filters"]["has_result"], json!(["false"]), "{q}");
        assert_eq!(response["notices"][0]["code"], "read_as_nearest", "{q}");
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
