//! `shisaku parse`

use serde_json::{Value, json};

use crate::support::{DOCUMENT, Sandbox};

fn measures() -> Vec<Value> {
    let run = Sandbox::new().run(["parse", DOCUMENT, "--json"]);
    assert_eq!(run.code, 0, "{run:?}");
    run.json()["measures"].as_array().unwrap().clone()
}

fn count(measures: &[Value], holds: impl Fn(&Value) -> bool) -> usize {
    measures.iter().filter(|measure| holds(measure)).count()
}

#[test]
fn the_first_document_has_74_measures_and_9_removed() {
    let all = measures();
    let (removed, kept): (Vec<Value>, Vec<Value>) =
        all.into_iter().partition(|measure| measure["removed"] == json!(true));
    assert_eq!((kept.len(), removed.len()), (74, 9));
    let period = |period: &str| count(&kept, |measure| measure["period"] == period);
    assert_eq!((period("短期"), period("中期"), period("長期")), (49, 14, 11));
    let result = |of: &[Value], value: bool| count(of, |measure| measure["has_result"] == value);
    assert_eq!((result(&kept, true), result(&kept, false)), (59, 15));
    assert_eq!((result(&removed, true), result(&removed, false)), (7, 2));
    assert_eq!(count(&kept, |measure| measure["result_status"] == "none_stated"), 15);
    assert_eq!(count(&kept, |measure| measure["reprint"] == true), 1);
    assert_eq!(count(&removed, |measure| measure["category"] == "協会事業"), 4);
    assert_eq!(count(&removed, |measure| measure["number"] == ""), 9);
    for (years, period) in [([2011, 2013], "短期"), ([2014, 2015], "中期"), ([2016, 2020], "長期")] {
        assert!(kept.iter().all(|m| (m["period"] == period) == (m["years"] == json!(years))), "{period}");
    }
}

#[test]
fn measures_bear_the_names_of_the_example_documents() {
    let all = measures();
    let names = [
        "number",
        "title",
        "title_variants",
        "section",
        "section_numbers",
        "departments",
        "related",
        "period",
        "category",
        "years",
        "has_result",
        "result",
        "result_status",
        "reprint",
        "reprint_of",
        "removed",
    ];
    for measure in &all {
        for name in names {
            assert!(measure.get(name).is_some(), "{name}: {measure}");
        }
    }
    let first = &all[0];
    assert_eq!((&first["number"], &first["title"]), (&json!("(1)"), &json!("融資制度の充実")));
    assert_eq!(
        first["section"],
        json!(["産業施策の展開", "「地域産業の安定した発展」のための施策展開", "地域セーフティネットの充実"])
    );
    assert_eq!((&first["has_result"], &first["result_status"]), (&json!(true), &json!("reported")));
    assert!(all.iter().any(|measure| measure["number"] == "2-9"), "a subsection that is a measure itself");
    let reprint = all.iter().find(|measure| measure["reprint"] == true).unwrap();
    assert!(reprint["reprint_of"].as_str().unwrap().ends_with("/5-1-4-1"), "{reprint}");
    let numbers = |measure: &Value| measure["number"].as_str().unwrap().to_owned();
    let printed = |number: &str| number.is_empty() || number == "2-9" || number.starts_with('(');
    assert!(all.iter().map(numbers).all(|number| printed(&number)), "as printed, without what is above");
}

#[test]
fn people_get_an_outline() {
    let run = Sandbox::new().run(["parse", DOCUMENT]);
    assert_eq!(run.code, 0);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines[0], "第5章 産業施策の展開");
    assert!(lines.contains(&"      1-1(1) 融資制度の充実 [短期、実績あり]"), "{}", run.out);
    let entries = lines.iter().filter(|line| line.ends_with(']')).count();
    assert_eq!(entries, 83, "{}", run.out);
    run.said(0, &["注意: ", ":408 "]);
}

#[test]
fn a_document_is_read_where_it_lies() {
    let sandbox = Sandbox::empty();
    sandbox.write("計画.txt", "第1章 産業\n1 支援\n1-1 融資\n(1)融資の充実\n・融資を行います。\n");
    let run = sandbox.run(["parse", "計画.txt", "--json"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(run.json()["measures"][0]["title"], "融資の充実", "{}", run.out);
}
