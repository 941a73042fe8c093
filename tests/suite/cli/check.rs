//! `shisaku check`

use crate::support::{DOCUMENT, Sandbox};

#[test]
fn the_real_documents_have_warnings_only_and_are_counted() {
    let run = Sandbox::new().run(["check"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(!run.out.contains("エラー("), "{}", run.out);
    assert!(run.out.contains(&format!("{}:408", DOCUMENT.trim_start_matches("seeds/"))), "{}", run.out);
    let counts = "目黒区産業振興ビジョン(meguro-vision): 施策 74(再掲を除くと 73)、除いた項目 9、体制の項目 9、本文 0、用語 3、図 4";
    assert!(run.out.contains(counts), "{}", run.out);
    assert!(!run.out.contains('\x1b'), "colours are for terminals");
}

#[test]
fn what_needs_a_person_comes_first() {
    let sandbox = Sandbox::new();
    sandbox.write("seeds/meguro-vision/plan.toml", "title = 計画\n");
    let run = sandbox.run(["check"]);
    assert_eq!(run.code, 1, "{run:?}");
    let at = |heading: &str| run.out.find(heading).unwrap_or_else(|| panic!("{heading}: {}", run.out));
    assert!(at("エラー(1 件)") < at("注意(") && at("注意(") < at("情報("), "{}", run.out);
}

#[test]
fn programs_get_every_finding_with_its_place() {
    let run = Sandbox::new().run(["check", "--json"]);
    assert_eq!(run.code, 0);
    let json = run.json();
    let findings = json["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    for finding in findings {
        assert!(["info", "warning", "error"].contains(&finding["severity"].as_str().unwrap()), "{finding}");
        assert!(
            finding["place"]["file"].is_string() && finding["place"]["lines"][1].is_number(),
            "{finding}"
        );
        for member in ["code", "message", "advice"] {
            assert!(finding[member].is_string(), "{member}: {finding}");
        }
    }
    let broken = Sandbox::new();
    broken.write("seeds/meguro-vision/empty.txt", "");
    let run = broken.run(["check", "--json"]);
    assert_eq!(run.code, 1);
    assert!(run.json()["findings"].as_array().unwrap().iter().any(|finding| finding["code"] == "empty_file"));
}

#[test]
fn a_list_of_words_that_cannot_be_met_is_told_line_by_line() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "words/synonyms/own.txt",
        "人手不足 => 人材確保\n長期計画 => 総合計画\n空き農地 => 農地 ある\n人手不足 => 人材確保\n",
    );
    let run = sandbox.run(["check", "--lexicon", "words"]);
    assert_eq!(run.code, 1, "{run:?}");
    for words in [
        "own.txt:2 「長期計画」は、入力されても言い換えになりません。「長期計画」が先に絞り込みとして読まれます",
        "own.txt:4 「人手不足 => 人材確保」は own.txt の 1 行目にもあります",
        "own.txt:3 「ある」は、",
    ] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    assert!(!run.out.contains("own.txt:1 "), "{}", run.out);
    sandbox.write("words/synonyms/own.txt", "人手不足 => 人材確保\n空き農地 => 農地 ある\n");
    let run = sandbox.run(["check", "--lexicon", "words"]);
    assert_eq!(run.code, 0, "a doubt is no error: {run:?}");
}
