//! `shisaku eval`

use std::{fs, path::PathBuf};

use serde_json::{Value, json};

use crate::support::{Run, Sandbox};

/// All figures of the contract, in order.
const FIGURES: [&str; 10] = [
    "ndcg_at_10",
    "mrr_at_10",
    "recall_at_1",
    "recall_at_10",
    "recall_at_100",
    "success_at_3",
    "zero_answer_accuracy",
    "exclusion_violations",
    "exact_sets",
    "silent",
];

const CORPUS: &str = r#"{"id":"d1","title":"梅雨","text":"雨の多い季節のことです。"}
{"id":"d2","title":"桜","text":"春に咲く花です。"}
{"id":"d3","title":"商店街","text":"買い物をする場所です。"}
"#;

const QUERIES: &str = r#"{"qid":"a","query":"梅雨","kind":"plain","relevant":{"d1":3}}
{"qid":"z","query":"zzzzqqqq","kind":"zero","relevant":{}}
{"qid":"b","query":"桜","kind":"plain","relevant":{"corpus/d2":2},"exact_set":true}
{"qid":"c","query":"商店街 -買い物","kind":"exclusion","relevant":{},"must_not":["d3"]}
"#;

/// Creates a folder with a corpus and queries, and without a plan.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.write("corpus.jsonl", CORPUS).write("queries.jsonl", QUERIES);
    sandbox
}

const EVAL: [&str; 5] = ["eval", "--queries", "queries.jsonl", "--corpus", "corpus.jsonl"];

/// Judged queries over the real plan.
fn public() -> PathBuf {
    fs::canonicalize("tests/cases/relevance/public.jsonl").unwrap()
}

fn run_public(sandbox: &Sandbox, more: &[&str]) -> Run {
    let public = public();
    sandbox.run(["eval", "--queries", public.to_str().unwrap()].iter().chain(more))
}

#[test]
fn a_collection_of_texts_is_asked_and_leaves_nothing_behind() {
    let sandbox = sandbox();
    fs::create_dir(sandbox.path("temporary")).unwrap();
    let temporary = sandbox.path("temporary");
    let mut command = sandbox.command(EVAL.iter().chain(&["--json"]));
    let run = crate::support::finish(command.env("TMPDIR", &temporary).spawn().unwrap());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let json = run.json();
    assert_eq!(json["queries"], 4);
    assert_eq!(
        json["metrics"],
        json!({
            "ndcg_at_10": 1.0, "mrr_at_10": 1.0, "recall_at_1": 1.0, "recall_at_10": 1.0, "recall_at_100": 1.0,
            "success_at_3": 1.0, "zero_answer_accuracy": 1.0, "exclusion_violations": 0, "exact_sets": 1.0,
            "silent": 0.0,
        })
    );
    assert_eq!(json["per_query"][2]["results"], json!(["corpus/d2"]));
    assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0, "the index is gone");
    assert!(!sandbox.path("index").exists(), "the plan's index is not touched");
}

#[test]
fn the_json_keeps_its_contract_on_the_real_plan() {
    let run = run_public(&Sandbox::indexed(), &["--json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let json = run.json();
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&json), ["queries", "metrics", "kinds", "per_query"]);
    assert_eq!(
        (&json["queries"], names(&json["metrics"])),
        (&json!(40), FIGURES.map(str::to_owned).to_vec())
    );
    let mut asked = 0;
    for (kind, figures) in json["kinds"].as_object().unwrap() {
        let expected: Vec<&str> = ["queries"].into_iter().chain(FIGURES).collect();
        assert_eq!(names(figures), expected, "{kind}");
        asked += figures["queries"].as_u64().unwrap();
    }
    assert_eq!(asked, 40, "every query is of one kind");
    let judged: Vec<Value> = fs::read_to_string(public())
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let mut ranks = Vec::new();
    for (query, one) in judged.iter().zip(json["per_query"].as_array().unwrap()) {
        for name in ["qid", "kind", "query"] {
            assert_eq!(one[name], query[name], "in the order of the file");
        }
        assert!(FIGURES.iter().all(|name| one.get(name).is_some()), "{one}");
        let results = one["results"].as_array().unwrap();
        assert_eq!(results.len() as u64, one["returned"].as_u64().unwrap().min(10), "{one}");
        assert!(results.iter().all(|id| id.as_str().unwrap().starts_with("meguro-vision/")), "{one}");
        // Computes the figure again from the printed results only.
        let relevant = query["relevant"].as_object().unwrap();
        let hit = |id: &Value| relevant.contains_key(id.as_str().unwrap().split_once('/').unwrap().1);
        if !relevant.is_empty() {
            ranks.push(results.iter().position(hit).map_or(0.0, |at| 1.0 / (at + 1) as f64));
            assert!((one["mrr_at_10"].as_f64().unwrap() - ranks[ranks.len() - 1]).abs() < 1e-6, "{one}");
        }
    }
    let mean = ranks.iter().sum::<f64>() / ranks.len() as f64;
    assert!((json["metrics"]["mrr_at_10"].as_f64().unwrap() - mean).abs() < 1e-6);
}

#[test]
fn a_query_is_answered_as_search_answers_it() {
    let sandbox = Sandbox::indexed();
    sandbox.write("queries.tsv", "q1\t商店街\t5-5-4-1\nq2\t融資 -勤労者\tmeguro-vision/5-1-1-1\n");
    let json = sandbox.run(["eval", "--queries", "queries.tsv", "--json"]).json();
    assert_eq!(json["kinds"].as_object().unwrap().keys().collect::<Vec<_>>(), ["question"]);
    for (at, words) in ["商店街", "融資 -勤労者"].into_iter().enumerate() {
        let search = sandbox.run(["search", words, "--limit", "10", "--json"]).json();
        assert_eq!(json["per_query"][at]["results"], json!(crate::support::ids(&search["items"])));
        assert_eq!(json["per_query"][at]["returned"], search["total_count"]);
        assert!(json["per_query"][at]["mrr_at_10"].as_f64().unwrap() > 0.0);
    }
}

#[test]
fn people_get_a_table_and_the_worst_queries() {
    let sandbox = sandbox();
    sandbox.write("wrong.tsv", "x\t梅雨\td2\ny\tzzzzqqqq\td1\nw\t桜\td2\n");
    let run = sandbox.run(["eval", "--queries", "wrong.tsv", "--corpus", "corpus.jsonl"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines[0].starts_with("種類") && lines[0].contains("nDCG@10"), "{}", run.out);
    assert!(lines[1].starts_with("全体") && lines[1].contains("  3    0.333"), "{}", run.out);
    assert!(lines[2].starts_with("question"), "{}", run.out);
    for text in [
        "改善の余地がある質問(2 件",
        "  x 梅雨 [question] 0.000",
        "期待: d2(1)",
        "結果: 1 件 d1\n",
        "結果: 0 件\n",
    ] {
        assert!(run.out.contains(text), "{text} is missing in:\n{}", run.out);
    }
    assert!(!run.out.contains('\x1b') && !run.out.contains("-0.0"), "{}", run.out);
}

#[test]
fn a_run_compared_with_itself_has_no_difference() {
    let sandbox = Sandbox::indexed();
    let before = run_public(&sandbox, &["--json"]).out;
    sandbox.write("before.json", &before);
    let run = run_public(&sandbox, &["--json", "--compare", "before.json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let comparison = &run.json()["comparison"];
    assert_eq!([&comparison["paired"], &comparison["only_before"], &comparison["only_now"]], [40, 0, 0]);
    for name in ["ndcg_at_10", "mrr_at_10"] {
        let change = &comparison["metrics"][name];
        assert_eq!((&change["difference"], &change["interval"]), (&json!(0.0), &json!([0.0, 0.0])), "{name}");
        assert_eq!((&change["gained"], &change["lost"]), (&json!([]), &json!([])), "{name}");
        assert_eq!(change["before"], change["now"], "{name}");
    }
    let mut without = run.json();
    without.as_object_mut().unwrap().remove("comparison");
    assert_eq!(without, serde_json::from_str::<Value>(&before).unwrap(), "the figures are the same");
}

#[test]
fn a_change_is_told_with_the_queries_that_moved() {
    let sandbox = sandbox();
    let mut before = sandbox.run(EVAL.iter().chain(&["--json"])).json();
    before["per_query"][2]["ndcg_at_10"] = json!(0.25);
    sandbox.write("before.json", before.to_string());
    let compared = sandbox.run(EVAL.iter().chain(&["--compare", "before.json", "--json"]));
    let json = compared.json();
    let change = &json["comparison"]["metrics"]["ndcg_at_10"];
    let moved = json!({
        "qid": "b", "kind": "plain", "query": "桜", "before": 0.25, "now": 1.0, "difference": 0.75,
    });
    assert_eq!((&change["gained"], &change["lost"]), (&json!([moved]), &json!([])));
    assert_eq!((&change["before"], &change["difference"]), (&json!(0.625), &json!(0.375)));
    let run = sandbox.run(EVAL.iter().chain(&["--compare", "before.json"]));
    for text in ["前回との比較(4 件)", "nDCG@10: ", "95% 区間", "上がった質問", "+0.750  0.250 → 1.000"]
    {
        assert!(run.out.contains(text), "{text} is missing in:\n{}", run.out);
    }
    sandbox.write("other.json", r#"{"per_query":[{"qid":"other","ndcg_at_10":1.0}]}"#);
    let run = sandbox.run(EVAL.iter().chain(&["--compare", "other.json"]));
    run.said(0, &["同じ qid がひとつもない"]);
    assert!(run.out.contains("前回だけ 1 件、今回だけ 4 件"), "{}", run.out);
}

#[test]
fn what_cannot_be_read_is_told_with_its_line() {
    let sandbox = sandbox();
    let good = r#"{"qid":"a","query":"梅雨","relevant":{"d1":3}}"#;
    let queries: [(Vec<u8>, &[&str]); 6] = [
        (b"{\"qid\":\"a\"}\n".to_vec(), &["wrong の 1 行目", "query がありません", "\"query\":"]),
        (format!("{good}\n\n{{oops\n").into_bytes(), &["wrong の 3 行目", "「{oops」", "JSON として"]),
        (format!("{good}\n梅雨\td1\n").into_bytes(), &["wrong の 2 行目", "2 個", "タブ"]),
        (format!("{good}\n{good}\n").into_bytes(), &["wrong の 2 行目", "qid「a」は 1 行目にもあります"]),
        (b"a\t\x82\xA0\td1\n".to_vec(), &["wrong の 1 行目", "UTF-8"]),
        (b"\n".to_vec(), &["wrong に質問がひとつもありません"]),
    ];
    for (content, words) in queries {
        sandbox.write("wrong", content);
        let run = sandbox.run(["eval", "--queries", "wrong", "--corpus", "corpus.jsonl"]);
        run.said(2, words).said(2, &["エラー: "]);
        assert_eq!(run.out, "");
    }
    let corpora: [(&str, &[&str]); 3] = [
        ("{\"id\":\"d1\",\"title\":\"梅雨\"}\n", &["wrong の 1 行目", "text がありません", "\"text\":"]),
        ("梅雨\n", &["wrong の 1 行目", "「梅雨」"]),
        ("", &["wrong に文書がひとつもありません"]),
    ];
    for (content, words) in corpora {
        sandbox.write("wrong", content);
        sandbox.run(["eval", "--queries", "queries.jsonl", "--corpus", "wrong"]).said(2, words);
    }
    sandbox.write("wrong", "{}");
    sandbox
        .run(EVAL.iter().chain(&["--compare", "wrong"]))
        .said(2, &["wrong の ", "per_query がありません", "shisaku eval --json"]);
    sandbox.run(["eval", "--queries", "nowhere"]).said(2, &["nowhere を読めません", "確かめてください"]);
    sandbox.run(EVAL.iter().chain(&["--compare", "nowhere"])).said(2, &["nowhere を読めません"]);
    sandbox
        .run(["eval", "--queries", "queries.jsonl"])
        .said(1, &["索引(index)がありません", "`shisaku index`"]);
}

#[test]
fn settings_may_come_from_the_environment() {
    let sandbox = sandbox();
    let settings =
        [("SHISAKU_QUERIES", "queries.jsonl"), ("SHISAKU_CORPUS", "corpus.jsonl"), ("SHISAKU_JSON", "1")];
    let run = sandbox.run_with(&settings, ["eval"]);
    assert_eq!(run.json()["queries"], 4, "{run:?}");
    sandbox.write("before.json", &run.out);
    let run = sandbox.run_with(&[("SHISAKU_COMPARE", "before.json")], EVAL);
    assert!(run.out.contains("変わらない"), "{run:?}");
}
