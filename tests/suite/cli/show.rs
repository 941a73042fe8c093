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
