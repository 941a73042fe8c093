//! `shisaku check`

use serde_json::json;

use crate::support::{DOCUMENT, Sandbox};

#[test]
fn the_real_documents_have_warnings_only_and_are_counted() {
    let run = Sandbox::new().run(["check"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(!run.out.contains("エラー("), "{}", run.out);
    let all = Sandbox::new().run(["check", "--all"]);
    assert!(all.out.contains(&format!("{}:408", DOCUMENT.trim_start_matches("seeds/"))), "{}", all.out);
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
    let run = sandbox.run(["check", "--all", "--lexicon", "words"]);
    assert_eq!(run.code, 1, "{run:?}");
    for words in [
        "own.txt:2 「長期計画」は、この計画では絞り込み「長期計画」として先に読まれ",
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

#[test]
fn findings_of_one_kind_share_a_line_unless_all_are_asked_for() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(["check"]);
    let all = sandbox.run(["check", "--all"]);
    let [short, long] = [&run, &all].map(|run| run.out.matches("[repaired]").count());
    assert!(short == 1 && long > 10, "{short}, {long}: {}", run.out);
    assert!(run.out.contains(&format!("(同じ種類があと {} 件: ", long - 1)), "{}", run.out);
    assert!(run.out.contains("--all を付けてください") && !all.out.contains("--all を付けて"), "{}", run.out);
    let by_variable = sandbox.run_with(&[("SHISAKU_CHECK_ALL", "true")], ["check"]);
    assert_eq!(by_variable.out, all.out);
}

#[test]
fn each_document_tells_how_much_of_it_was_understood() {
    let run = Sandbox::new().run(["check"]);
    let document = DOCUMENT.trim_start_matches("seeds/");
    assert!(run.out.contains(&format!("  {document}(テキスト): ")), "{}", run.out);
    let sandbox = Sandbox::empty();
    let text =
        "区長のあいさつを申し上げます。\n\n第1章 産業\n1 支援\n1-1 融資\n(1)融資の充実\n・融資を行います。\n";
    sandbox.write("seeds/sound/plan.toml", "title = \"計画\"\n").write("seeds/sound/a.txt", text);
    let run = sandbox.run(["check"]);
    run.said(0, &[]);
    assert!(run.out.contains("% を計画の項目として読みました(残り 15 字も"), "{}", run.out);
    assert!(run.out.contains("\n      sound/a.txt:1 区長のあいさつを申し上げます。\n"), "{}", run.out);
}

#[test]
fn the_whole_profile_is_explained_to_people_and_given_to_programs() {
    let sandbox = Sandbox::empty();
    let table = "番号\t取組名\t担当課\t令和6年度の実績\n1\t舟の日\t観光課\t舟を走らせました。\n";
    sandbox
        .write(
            "seeds/boats/plan.toml",
            "title = \"舟の計画\"\nplan_years = [2021, 2025]\n[periods]\n短期 = [2021, 2022]\n",
        )
        .write("seeds/boats/r6.tsv", table);
    let run = sandbox.run(["check", "--explain"]);
    run.said(0, &[]);
    for words in [
        "■ 舟の計画(boats)の読み取り",
        "番号→番号、取組名→題名、担当課→担当課、令和6年度の実績→実績(2024)",
        "計画の年度: 2021～2025年度(plan.toml から)",
        "実績の年度: 2024年度(文書から)",
        "短期: 2021～2022年度(plan.toml から)",
        "boats/plan.toml に書けば直ります",
    ] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    let json = sandbox.run(["check", "--json"]).json();
    let plan = &json["plans"][0];
    assert_eq!((&plan["id"], &plan["documents"][0]["percent"]), (&json!("boats"), &json!(100)));
    assert_eq!(plan["documents"][0]["kinds"], json!({"measure": 1}));
    assert_eq!(plan["tables"][0]["columns"][3], json!({"head": "令和6年度の実績", "meaning": "実績(2024)"}));
    assert_eq!(plan["plan_years"], json!({"years": [2021, 2025], "from": "manifest"}));
}

#[test]
fn a_head_is_corrected_in_plan_toml() {
    let sandbox = Sandbox::empty();
    let table = "番号\t取組みのなまえ\t担当課\t実績\n1\t舟の日\t観光課\t○\n";
    sandbox.write("seeds/boats/plan.toml", "title = \"舟の計画\"\n").write("seeds/boats/r6.tsv", table);
    assert!(sandbox.run(["check"]).out.contains("施策がひとつも見つかりません"));
    let manifest = "title = \"舟の計画\"\n[columns]\n取組みのなまえ = \"題名\"\n[marks]\n○ = \"実施\"\n";
    sandbox.write("seeds/boats/plan.toml", manifest);
    let run = sandbox.run(["check"]);
    run.said(0, &[]);
    assert!(run.out.contains("舟の計画(boats): 施策 1、"), "{}", run.out);
    sandbox.write("seeds/boats/plan.toml", manifest.replace("題名", "なまえ"));
    let run = sandbox.run(["check"]);
    run.said(1, &[]);
    for words in ["boats/plan.toml:3 「取組みのなまえ」の値", "なまえ", "書けるのは 番号、題名、", "例: "]
    {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
}
