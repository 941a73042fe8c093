//! `shisaku show`

use crate::support::Sandbox;

#[test]
fn an_entry_is_shown_by_number_or_id_as_people_write_it() {
    let sandbox = Sandbox::indexed();
    for typed in ["1-1(1)", "１－１（１）", "5-1-1-1", "meguro-vision/5-1-1-1"] {
        let run = sandbox.run(["show", typed]);
        assert_eq!(run.code, 0, "{typed}: {run:?}");
        assert!(run.out.starts_with("1-1(1) 融資制度の充実\n"), "{typed}: {}", run.out);
        for part in [
            "関連する施策",
            "共通する言葉",
            "次: 1-1(2)",
            "実績(平成23～25年度): ",
            "「目黒区産業振興ビジョン」",
        ] {
            assert!(run.out.contains(part), "{part}: {}", run.out);
        }
    }
    assert!(sandbox.run(["show", "5-6-r9"]).out.contains("今の計画でよく似た施策"));
}

#[test]
fn who_does_it_and_who_is_named_is_shown_where_the_plan_says_it() {
    let sandbox = Sandbox::indexed();
    let listed = sandbox.run(["search", "--json", "--limit", "100"]).json();
    let ids = listed["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned());
    let mut told = 0;
    for id in ids.step_by(10) {
        let entry = sandbox.run(["show", "--json", &id]).json();
        let text = sandbox.run(["show", &id]).out;
        let labels =
            [("担当課", "departments"), ("関係課", "related_departments"), ("団体", "organisations")];
        for (label, member) in labels {
            let names: Vec<&str> =
                entry[member].as_array().into_iter().flatten().filter_map(|name| name.as_str()).collect();
            let line = format!("\n  {label}: {}\n", names.join("、"));
            assert_eq!(text.contains(&line), !names.is_empty(), "{id} {label}: {text}");
            assert_eq!(text.contains(&format!("\n  {label}: ")), !names.is_empty(), "{id} {label}: {text}");
            told += names.len();
        }
    }
    assert!(told > 0, "none of them names anybody");
}

#[test]
fn a_citation_names_an_address_only_where_it_leads_somewhere() {
    let sandbox = Sandbox::indexed();
    let plain = sandbox.run(["show", "2-9"]);
    assert!(
        !plain.out.contains("/entries/") && plain.out.contains("年") && plain.out.contains("閲覧)"),
        "{plain:?}"
    );
    assert_eq!(sandbox.run(["show", "--json", "2-9"]).json()["citation"]["url"], "");
    let url = "https://plan.example.jp/entries/meguro-vision/5-2-9";
    let run = sandbox.run(["show", "2-9", "--public-url", "https://plan.example.jp/"]);
    assert!(run.out.contains(&format!("、{url}、")), "{run:?}");
    let run =
        sandbox.run_with(&[("SHISAKU_PUBLIC_URL", "https://plan.example.jp")], ["show", "--json", "2-9"]);
    assert_eq!(run.json()["citation"]["url"], url);
    sandbox.run(["show", "2-9", "--public-url", "plan.example.jp/a"]).said(2, &["--public-url", "https://"]);
}

#[test]
fn json_is_that_of_the_api() {
    let entry = Sandbox::indexed().run(["show", "--json", "2-9"]).json();
    assert_eq!(entry["id"], "meguro-vision/5-2-9");
    assert_eq!(entry["previous"]["number"], "2-8(5)");
    assert!(entry["citation"]["text"].as_str().unwrap().contains("「中小企業センターの充実」"));
}

#[test]
fn what_is_not_there_is_told_with_a_way_on() {
    let sandbox = Sandbox::indexed();
    sandbox.run(["show", "9-9(9)"]).said(1, &["9-9(9)", "shisaku search"]);
    sandbox.run(["show", ""]).said(1, &["ありません"]);
    sandbox.run(["show"]).said(2, &["番号"]);
}
