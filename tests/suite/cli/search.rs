//! `shisaku search`

use serde_json::Value;

use crate::support::{Sandbox, api, ids};

#[test]
fn a_hit_says_what_it_is_why_it_was_found_and_where_it_stands() {
    let run = Sandbox::indexed().run(["search", "商店街", "--kind", "measure", "--has-result", "false"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let expected = [
        "3 件中 1～3 件",
        "5-4(1)",
        "【商店街】",
        "施策 | 中期(平成26～27年度) | 実績なし",
        "第5章 産業施策の展開 > 5 「地域の核となる商店街の形成」のための施策展開",
        "計画: ",
        "実績(平成23～25年度): 実績なし",
        "meguro-vision/5-5-4-1  meguro-vision/000_8639ab18f7af3ba7.txt ",
        "行\n",
    ];
    for text in expected {
        assert!(run.out.contains(text), "{text} is missing in:\n{}", run.out);
    }
    assert!(!run.out.contains('\x1b') && !run.out.contains('<') && !run.out.contains("&lt;"), "{}", run.out);
    assert!(!run.out.contains(".  "), "no gap where a number is missing:\n{}", run.out);
}

#[test]
fn paging_and_nothing_found_are_said() {
    let sandbox = Sandbox::indexed();
    let run = sandbox.run(["search", "商店街", "--limit", "2"]);
    assert!(run.out.contains("続きは --offset 2"), "{}", run.out);
    let run = sandbox.run(["search", "商店街", "宇宙開発"]);
    assert_eq!(run.code, 0, "nothing found is an answer");
    assert!(run.out.contains("※ 「宇宙開発」は") || run.out.contains("「宇宙"), "{}", run.out);
    assert!(run.out.contains("\n0 件\n") && run.out.contains("近いもの(件数に入りません):"), "{}", run.out);
    let run = sandbox.run(["search", "zzzzqqqq"]);
    assert!(run.out.ends_with("0 件\n"), "{}", run.out);
}

#[test]
fn near_words_are_shown_where_nothing_is_found() {
    let sandbox = Sandbox::indexed();
    let run = sandbox.run(["search", "商店会歌"]);
    assert_eq!(run.code, 0);
    let counted = sandbox.run(["search", "商店会", "--json"]).json();
    let count = &counted["total_count"];
    let expected = format!("\n0 件\n\nもしかして:\n  商店会 ({count} 件) 「商店会歌」に含まれる言葉です。\n");
    assert!(run.out.contains(&expected), "{}", run.out);
    assert!(!sandbox.run(["search", "住民票"]).out.contains("もしかして"), "nothing is near");
}

#[test]
fn programs_get_what_the_api_gives() {
    let sandbox = Sandbox::indexed();
    let run = sandbox.run([
        "search",
        "商店街",
        "--has-result",
        "false",
        "--sort",
        "number",
        "--limit",
        "2",
        "--json",
    ]);
    let api = api::search([("q", "商店街"), ("has_result", "false"), ("sort", "number"), ("limit", "2")]);
    assert_eq!(steady(run.json()), steady(api));
}

/// Removes values that vary between indexes and runs.
fn steady(mut response: Value) -> Value {
    response["took_us"] = Value::Null;
    response["index"] = Value::Null;
    response
}

#[test]
fn every_filter_of_the_table_is_an_option() {
    let sandbox = Sandbox::indexed();
    let filters = [
        ("kind", "removed"),
        ("period", "中期"),
        ("has_result", "unknown"),
        ("plan", "meguro-vision"),
        ("chapter", "meguro-vision/6"),
        ("policy", "meguro-vision/5-2"),
        ("subsection", "meguro-vision/5-2-4"),
        ("category", "再掲"),
        ("status", "none_stated"),
        ("year", "平成26年度"),
        ("result_year", "2011-2013"),
    ];
    for (name, value) in filters {
        let option = format!("--{}", name.replace('_', "-"));
        let run = sandbox.run(["search", &option, value, "--json", "--limit", "100"]);
        assert_eq!(run.code, 0, "{run:?}");
        let found = ids(&run.json()["items"]);
        assert_eq!(found, ids(&api::search([(name, value), ("limit", "100")])["items"]), "{name}");
        assert!(!found.is_empty(), "{name}");
    }
    let several = sandbox.run(["search", "--period", "中期", "--period", "長期", "--json", "--limit", "100"]);
    assert_eq!(
        several.json()["total_count"],
        25 + api::search([
            ("period", "中期"),
            ("period", "長期"),
            ("kind", "removed"),
            ("kind", "framework")
        ])["total_count"]
            .as_u64()
            .unwrap()
    );
}

#[test]
fn a_filter_lists_its_values_with_their_names_and_counts_when_asked() {
    let sandbox = Sandbox::indexed();
    let run = sandbox.run(["search", "--policy", "?"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let facets = api::search([]);
    let values = facets["facets"]["policy"]["values"].as_array().unwrap();
    assert!(
        run.out.starts_with("政策 --policy\n") && run.out.lines().count() == values.len() + 1,
        "{}",
        run.out
    );
    for (line, value) in run.out.lines().skip(1).zip(values) {
        let (count, id) = (value["count"].to_string(), value["value"].as_str().unwrap());
        let label = value["label"].as_str().unwrap();
        let start: String = label.chars().take(12).collect();
        assert!(
            line.trim_start().starts_with(&count) && line.ends_with(id) && line.contains(&start),
            "{line}"
        );
    }
    // A facet's counts ignore its own filter and apply the others, as on the page.
    let narrowed = sandbox.run(["search", "商店街", "--period", "？", "--has-result", "なし"]);
    let expected = api::search([("q", "商店街"), ("has_result", "false")]);
    for value in expected["facets"]["period"]["values"].as_array().unwrap() {
        let line = format!("{}  {}\n", value["count"], value["value"].as_str().unwrap());
        assert!(narrowed.out.contains(&line), "{line}: {}", narrowed.out);
    }
    let none = sandbox.run(["search", "--related-department", "?"]);
    assert!(none.code == 0 && none.out.contains("ひとつもありません"), "{none:?}");
    for command in [vec!["progress", "--at", "2026-11-24"], vec!["export", "--format", "csv"]] {
        let run = sandbox.run(command.iter().copied().chain(["--kind", "?"]));
        assert!(run.code == 0 && run.out.starts_with("種別 --kind\n"), "{run:?}");
    }
}

#[test]
fn a_value_may_be_called_by_its_name() {
    let sandbox = Sandbox::indexed();
    for (option, name, key, value) in
        [("--has-result", "なし", "has_result", "false"), ("--kind", "除いた項目", "kind", "removed")]
    {
        let run = sandbox.run(["search", option, name, "--json", "--limit", "100"]);
        assert_eq!(run.code, 0, "{run:?}");
        assert_eq!(ids(&run.json()["items"]), ids(&api::search([(key, value), ("limit", "100")])["items"]));
    }
}

#[test]
fn words_may_be_given_one_by_one_and_left_out() {
    let sandbox = Sandbox::indexed();
    let found = |words: &[&str]| {
        ids(&sandbox.run(["search", "--json", "--limit", "100"].iter().chain(words)).json()["items"])
    };
    assert_eq!(found(&["商店街", "支援"]), found(&["商店街 支援"]));
    let without = found(&["商店街 -支援"]);
    assert!(!without.is_empty() && without.iter().all(|id| !found(&["商店街", "支援"]).contains(id)));
    assert_eq!(found(&["--", "-支援", "商店街"]), without);
}

#[test]
fn settings_may_come_from_the_environment() {
    let sandbox = Sandbox::indexed();
    let total = |settings: &[(&str, &str)]| {
        let run = sandbox.run_with(settings, ["search", "商店街"]);
        assert_eq!(run.code, 0, "{run:?}");
        run.json()["total_count"].as_u64().unwrap()
    };
    let all = total(&[("SHISAKU_JSON", "1")]);
    assert!(total(&[("SHISAKU_JSON", "true"), ("SHISAKU_PERIOD", "短期")]) < all);
    assert_eq!(
        total(&[("SHISAKU_JSON", "yes"), ("SHISAKU_KIND", "measure"), ("SHISAKU_HAS_RESULT", "false")]),
        3
    );
    let run = sandbox.run_with(&[("SHISAKU_LIMIT", "1"), ("SHISAKU_JSON", "0")], ["search", "商店街"]);
    assert!(run.out.contains("続きは --offset 1"), "{}", run.out);
    let run = sandbox.run_with(&[("SHISAKU_INDEX", "elsewhere")], ["search", "商店街"]);
    run.said(1, &["索引(elsewhere)がありません"]);
    let run = sandbox.run_with(&[("SHISAKU_INDEX", "elsewhere")], ["search", "商店街", "--index", "index"]);
    assert_eq!(run.code, 0, "what is typed counts more");
    let run = sandbox.run_with(&[("SHISAKU_EXACT", "maybe")], ["search", "商店街"]);
    run.said(2, &["「--exact」の値「maybe」は使えません", "true か false を指定してください"]);
    let run = sandbox.run_with(&[("SHISAKU_LIMIT", "many")], ["search", "商店街"]);
    run.said(2, &["--limit", "many", "1 から 100"]);
}

#[test]
fn the_readme_shows_what_is_printed() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let (_, shown) = readme.split_once("$ target/debug/shisaku search ").unwrap();
    let (arguments, rest) = shown.split_once('\n').unwrap();
    let (expected, _) = rest.split_once("```").unwrap();
    let run = Sandbox::indexed().run(std::iter::once("search").chain(arguments.split(' ')));
    assert_eq!(run.out, expected);
}
