//! `shisaku search` at a terminal, for people and programs: formats, counts, reasons, colours.

use crate::{
    golden::golden,
    support::{Sandbox, api},
};

#[test]
fn one_line_a_hit() {
    let sandbox = Sandbox::indexed();
    let run = sandbox.run(["search", "商店街", "--format", "table", "--limit", "5", "--facets"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    golden("search", "meguro-vision/search-table.txt", &run.out);
    let narrow = sandbox.run_with(&[("COLUMNS", "50")], ["search", "--format", "table", "--limit", "100"]);
    let rows: Vec<&str> =
        narrow.out.lines().filter(|line| line.contains("実績") || line.contains("報告")).collect();
    assert_eq!(rows.len(), 93, "a head and a line a hit:\n{}", narrow.out);
    assert!(rows.iter().any(|row| row.contains('…')), "long titles are cut");
}

#[test]
fn why_a_hit_was_found() {
    let run = Sandbox::indexed().run([
        "search",
        "おしゃれな街",
        "実績なし",
        "--explain",
        "--format",
        "table",
        "--limit",
        "3",
        "--color",
        "never",
    ]);
    assert_eq!(run.code, 0);
    // Scores depend on the whole index. Another golden file keeps the order of hits.
    let lines = run.out.lines().filter(|line| !line.trim_start().starts_with("点数"));
    golden(
        "search",
        "meguro-vision/search-explain.txt",
        &lines.map(|line| format!("{line}\n")).collect::<String>(),
    );
    assert!(run.out.contains("       点数"), "{}", run.out);
}

#[test]
fn how_words_are_read_is_shown_step_by_step() {
    let run = Sandbox::indexed().run(["search", "--explain=steps", "商店街の支援", "実績なし"]);
    assert_eq!(run.code, 0);
    for words in
        ["lex:\n", "interpret:\n", "[実績/なし]has_result:false", "segment:\n  商店街; 支援\n", "expand:\n"]
    {
        assert!(run.out.contains(words), "{words}:\n{}", run.out);
    }
    assert!(!run.out.contains("件"), "no hits:\n{}", run.out);
}

#[test]
fn every_count_is_shown_and_can_be_typed() {
    let sandbox = Sandbox::indexed();
    let run = sandbox.run(["search", "--facets", "--limit", "1", "--period", "長期"]);
    let shown = run.out.split_once("件数の内訳").unwrap().1;
    let api = api::search([("period", "長期"), ("limit", "1")]);
    let mut seen = 0;
    for (key, facet) in api["facets"].as_object().unwrap() {
        let values = facet["values"].as_array().unwrap();
        let option = format!("--{}", key.replace('_', "-"));
        let own = if values.is_empty() { "" } else { shown.split_once(&option).unwrap().1 };
        for value in values {
            let (typed, count) = (value["value"].as_str().unwrap(), &value["count"]);
            let line = own.lines().find(|line| line.ends_with(&format!(" {typed}"))).unwrap();
            assert!(
                line.trim_start_matches([' ', '*']).starts_with(&count.to_string()),
                "{key}={typed}: {line}"
            );
            seen += 1;
        }
    }
    assert!(seen > 20);
    assert!(shown.contains(" *11  長期") && shown.contains("* は選んだ値"), "{shown}");
}

#[test]
fn the_page_shown_comes_as_the_rows_of_an_export() {
    let sandbox = Sandbox::indexed();
    let all = sandbox.run(["export", "--format", "csv", "--period", "中期"]).out;
    let page =
        sandbox.run(["search", "--format", "csv", "--period", "中期", "--limit", "3", "--offset", "2"]);
    assert_eq!((page.code, page.err.as_str()), (0, ""));
    let lines: Vec<&str> = all.lines().collect();
    let expected: Vec<&str> = [0, 3, 4, 5].iter().map(|&at| lines[at]).collect();
    assert_eq!(page.out.lines().collect::<Vec<_>>(), expected);
    let told = sandbox.run(["search", "実績なし", "--format", "csv", "--limit", "1"]);
    assert!(told.err.contains("※ 「実績なし」を条件") && told.out.starts_with('\u{FEFF}'), "{told:?}");
}

#[test]
fn a_form_by_either_name() {
    let sandbox = Sandbox::indexed();
    let steady = |mut json: serde_json::Value| {
        json["took_us"] = serde_json::Value::Null;
        json
    };
    let form = sandbox.run(["search", "商店街", "--format", "json", "--facets", "--explain"]).json();
    assert_eq!(steady(form), steady(sandbox.run(["search", "商店街", "--json"]).json()));
    let run = sandbox.run_with(&[("SHISAKU_SEARCH_FORMAT", "table")], ["search", "商店街"]);
    assert!(run.out.contains("計画区分  実績\n"), "{}", run.out);
}

#[test]
fn colour_is_for_terminals_and_for_who_asks_for_it() {
    let sandbox = Sandbox::indexed();
    let escapes = |settings: &[(&str, &str)], color: &str| {
        let run = sandbox.run_with(settings, ["search", "商店街", "--limit", "1", "--color", color]);
        assert_eq!(run.code, 0);
        run.out.contains('\x1b')
    };
    assert!(!escapes(&[], "auto"), "a pipe is no terminal");
    assert!(escapes(&[], "always"));
    assert!(escapes(&[("NO_COLOR", "1")], "always"), "what is typed counts more");
    assert!(!escapes(&[], "never"));
    let asked = |value: &str| {
        let run = sandbox.run_with(&[("SHISAKU_COLOR", value)], ["search", "商店街", "--limit", "1"]);
        run.out.contains('\x1b')
    };
    assert!(asked("always") && !asked("never"));
}
