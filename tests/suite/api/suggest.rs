//! `GET /api/v1/suggest`, and the suggestions of a search without results.

use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::Value;

use crate::{
    golden::golden,
    support::api::{get, search, target},
};

/// Suggestions for the typed text: text, kind, count.
fn suggest(typed: &str) -> Vec<(String, String, u64)> {
    let address = target([("q", typed)]).replace("/search", "/suggest");
    let answer = get(&address).json();
    let one = |one: &Value| {
        assert_eq!(one.as_object().unwrap().keys().collect::<Vec<_>>(), ["text", "kind", "count"]);
        let text = |name: &str| one[name].as_str().unwrap().to_owned();
        (text("text"), text("kind"), one["count"].as_u64().unwrap())
    };
    answer.as_array().unwrap().iter().map(one).collect()
}

fn total(q: &str) -> u64 {
    search([("q", q), ("limit", "1")])["total_count"].as_u64().unwrap()
}

/// The typed text of each line in `tests/cases/suggest.txt` ends at ` -> `.
#[test]
fn what_is_offered_stays_as_it_is() {
    const KEPT: &str = "suggest.txt";
    let kept = std::fs::read_to_string(format!("tests/cases/{KEPT}")).unwrap();
    let mut actual = String::new();
    for line in kept.lines() {
        match line.split_once(" -> ") {
            Some((typed, _)) if !typed.starts_with('#') => {
                let offered = suggest(typed);
                let offered: Vec<String> =
                    offered.iter().map(|(text, kind, count)| format!("{text} {kind} {count}")).collect();
                writeln!(actual, "{typed} -> {}", offered.join("; ")).unwrap();
            }
            _ => writeln!(actual, "{line}").unwrap(),
        }
    }
    golden("suggest", KEPT, &actual);
}

#[test]
fn every_count_is_that_of_the_search() {
    let mut asked = 0;
    let words = "しょうてんがい 商店街環境整備 shoutengaino 中小企業しんだんし kankou まちづくり 融資制度の充実 jitsu 長期 第5章 観光 農業 iso m 2 実績";
    for word in words.split(' ') {
        for before in ["", "商店街 ", "支援 -", "題名:", "\"", "長期計画 "] {
            for (end, c) in word.char_indices() {
                for (text, _, count) in suggest(&format!("{before}{}", &word[..end + c.len_utf8()])) {
                    assert_eq!(total(&text), count, "{text}");
                    assert!(count > 0, "{text}");
                    asked += 1;
                }
            }
        }
    }
    assert!(asked > 1000, "{asked}");
}

#[test]
fn several_words_give_results_together() {
    let offered = suggest("商店街 しえ");
    assert_eq!(offered[0].0, "商店街 支援");
    assert!(offered.iter().all(|(text, ..)| text.starts_with("商店街")), "{offered:?}");
    assert_eq!(suggest("宇宙 しえ"), []);
    assert_eq!(suggest("商店街 "), [], "nothing is under way");
}

#[test]
fn titles_are_found_as_meant() {
    for title in
        ["施策の展開にあたって", "まちなか観光の充実", "国際規格(ISO)取得の推進", "NPOなどの活動支援"]
    {
        let offered = suggest(title);
        let (text, kind, _) = &offered[0];
        assert_eq!(kind, "title");
        let found = search([("q", text.as_str())]);
        assert_eq!(found["items"][0]["title"], title, "{text}");
        assert!(found["query"]["filters"].as_object().unwrap().is_empty(), "{text}");
    }
}

#[test]
fn what_cannot_be_understood_is_refused_with_a_hint() {
    for (query, param, hint) in [
        ("query=a", "query", "使えるのは q、limit"),
        ("limt=1", "limt", "limit ではありませんか"),
        ("period=短期", "period", "使えるのは q、limit"),
        ("q=a&q=b", "q", "1 度だけ"),
        ("limit=1&limit=1", "limit", "1 度だけ"),
        ("limit=0", "limit", "1 から 20"),
        ("limit=21", "limit", "1 から 20"),
        ("limit=%2B5", "limit", "1 から 20"),
        ("q=%FF", "q", "UTF-8"),
        ("q=a%00b", "q", "UTF-8"),
    ] {
        let query = query.replace("短期", "%E7%9F%AD%E6%9C%9F");
        let problem = get(&format!("/api/v1/suggest?{query}")).problem(400);
        assert_eq!(problem["param"], param, "{query}");
        assert!(problem["detail"].as_str().unwrap().contains(hint), "{query}: {problem}");
    }
    for query in ["", "?", "?q", "?q=", "?q=+", "?limit=1"] {
        assert_eq!(get(&format!("/api/v1/suggest{query}")).json(), serde_json::json!([]), "{query}");
    }
    assert_eq!(get("/api/v1/suggest?q=s&limit=20").json().as_array().unwrap().len(), 20);
    assert_eq!(get("/api/v1/suggest?q=s&limit=1").json().as_array().unwrap().len(), 1);
    let long = "あ".repeat(2731);
    get(&target([("q", long.as_str())]).replace("/search", "/suggest")).problem(414);
}

#[track_caller]
fn meant(q: &str) -> Vec<(String, u64)> {
    let response = search([("q", q)]);
    let one = |one: &Value| (one["text"].as_str().unwrap().to_owned(), one["count"].as_u64().unwrap());
    let given: Vec<(String, u64)> = response["suggestions"].as_array().unwrap().iter().map(one).collect();
    assert!(given.is_empty() || response["total_count"] == 0, "{q}");
    assert!(given.iter().all(|(text, count)| *count > 0 && total(text) == *count), "{q}: {given:?}");
    given
}

#[test]
fn where_nothing_is_found_near_words_are_suggested() {
    for (typed, first) in [
        ("商店会歌", "商店会"),
        ("商店会歌の役割", "商店会の役割"),
        ("商店街 感光", "商店街 観光"),
        ("しょうてんがんいい", "商店街"),
        ("shotemgai", "商店街"),
        ("しょうてn", "商店街"),
        ("shoute", "商店街"),
    ] {
        let given = meant(typed);
        assert!(given.iter().any(|(text, _)| text == first), "{typed}: {given:?}");
        assert!(given.len() <= 5);
    }
    let reason = search([("q", "感光")])["suggestions"][0]["reason"].clone();
    assert_eq!(reason, "「感光」と同じ読みの言葉です。");
    for typed in ["住民票", "図書館の開館時間", "商店街", "商店街 宇宙開発", "zzzz"] {
        assert_eq!(meant(typed), [], "{typed}");
    }
}

#[test]
fn a_suggestion_keeps_what_else_was_chosen() {
    let response = search([("q", "感光"), ("kind", "removed")]);
    let one = &response["suggestions"][0];
    let same = search([("q", one["text"].as_str().unwrap()), ("kind", "removed")]);
    assert_eq!(one["count"], same["total_count"]);
    assert_ne!(same["total_count"], search([("q", "観光")])["total_count"]);
}

/// Subjects outside an industry plan. A suggestion for them would be a guess.
#[test]
fn what_the_plan_does_not_have_brings_no_suggestions() {
    let file = std::fs::read_to_string("tests/cases/relevance/off_plan.jsonl").unwrap();
    let queries = file.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let queries: Vec<String> = queries.map(|query| query["query"].as_str().unwrap().to_owned()).collect();
    assert!(queries.len() >= 120);
    let guessed: Vec<_> = queries.iter().filter(|query| !meant(query).is_empty()).collect();
    assert_eq!(guessed, Vec::<&String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_typed_is_answered(typed in "[^\\p{C}]{0,20}|[a-zあ-ん商店街支援 ー\"「」-]{0,10}") {
        for (text, _, count) in suggest(&typed) {
            prop_assert_eq!(total(&text), count, "{} for {}", text, typed);
        }
        meant(&typed);
    }
}
