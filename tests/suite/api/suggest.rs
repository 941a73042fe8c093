//! `GET /api/v1/suggest`, and the suggestions of a search without results.

use std::{collections::BTreeMap, fmt::Write as _};

use proptest::prelude::*;
use serde_json::Value;
use shisaku_search::SearchParams;

use crate::{
    golden::golden,
    support::api::{get, search, search_of, target},
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

/// Every beginning of words of a plan, as written and in kana: what they offer, without quotation marks.
fn offered_over(words: &[&str], suggest: impl Fn(&str) -> Vec<(String, u64)>, total: impl Fn(&str) -> u64) {
    let mut promised: BTreeMap<String, u64> = BTreeMap::new();
    for word in words {
        for (end, c) in word.char_indices() {
            for (text, count) in suggest(&word[..end + c.len_utf8()]) {
                let named = text.trim_matches(['"', '「', '」']).to_owned();
                if let Some(before) = promised.insert(named, count) {
                    assert_eq!(before, count, "{text}: a longer beginning promises as much");
                } else {
                    assert!(count > 0 && total(&text) == count, "{text}: {count}");
                }
            }
        }
    }
    assert!(promised.len() > 40, "{}", promised.len());
    for (longer, count) in &promised {
        for (shorter, most) in promised.iter().filter(|(shorter, _)| longer.starts_with(shorter.as_str())) {
            assert!(count <= most, "{longer} {count} > {shorter} {most}");
        }
    }
}

#[test]
fn longer_suggestions_never_promise_more() {
    let words = "商店街情報 しょうてんがいのせんりゃく 産業の取り組み 施策の展開 観光資源 まち歩き観光 融資制度の充実 \
                 ものづくり 経営相談 きぎょう 起業 しごと おかね 子育て 人材育成 地域の担い手 環境整備 めぐろ ISO chiiki ko";
    let words: Vec<&str> = words.split_whitespace().collect();
    let offered = |typed: &str| suggest(typed).into_iter().map(|(text, _, count)| (text, count)).collect();
    offered_over(&words, offered, total);
}

/// A made-up plan of another field.
const WELFARE: &str = r#"# 第1章 ともに暮らす

| 番号 | 施策名 | 内容 | 担当課 |
|---|---|---|---|
| 1 | 高齢者の見守り | 高齢者の見守り活動を支援し、見守り協力員を増やします。 | 福祉課 |
| 2 | 高齢者の居場所づくり | 地域の居場所づくりに助成し、介護予防の体操を広めます。 | 福祉課 |
| 3 | 介護予防の推進 | 介護予防教室を開き、介護予防の情報を知らせます。 | 福祉課 |
| 4 | 介護者の支援 | 家族を介護する人の相談を受け、介護者の会を支援します。 | 福祉課 |
| 5 | 認知症の相談体制 | 認知症の相談窓口を地域包括支援センターに置きます。 | 福祉課 |
| 6 | 障害者の就労支援 | 障害者就労支援センターで就労の相談を受けます。 | 障害福祉課 |
| 7 | 障害者の移動支援 | 障害者の外出に移動支援員を派遣します。 | 障害福祉課 |

# 第2章 子どもを育てる

| 番号 | 施策名 | 内容 | 担当課 |
|---|---|---|---|
| 1 | 子育て相談の充実 | 子育て相談員を置き、子育てひろばで相談を受けます。 | 子ども課 |
| 2 | 保育園の整備 | 保育園の定員を増やし、一時保育を広げます。 | 保育課 |
| 3 | 病児保育の実施 | 病児保育の施設に助成します。 | 保育課 |
| 4 | 子どもの居場所づくり | 児童館を子どもの居場所として整備します。 | 子ども課 |
| 5 | 子ども食堂の支援 | 子ども食堂の運営に助成し、地域の活動を支援します。 | 子ども課 |
| 6 | ひとり親家庭の支援 | ひとり親家庭の就労相談と家賃の助成を行います。 | 子ども課 |
"#;

#[test]
fn suggestions_over_another_plan_promise_what_they_find() {
    let (seeds, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::fs::create_dir(seeds.path().join("welfare")).unwrap();
    std::fs::write(seeds.path().join("welfare/plan.md"), WELFARE).unwrap();
    let search = search_of(seeds.path(), index.path());
    let words = "高齢者の見守り こうれいしゃの 介護予防教室 介護者の支援 かいご 認知症の相談 障害者就労支援センター 子育て相談員 こそだて 保育園の整備 \
                 病児保育 居場所づくり 相談窓口 そうだん 地域包括支援 ひとり親 shien ko soudan 助成 就労 ほいく";
    let words: Vec<&str> = words.split_whitespace().collect();
    let offered = |typed: &str| {
        let offered = search.suggest(typed, 20).unwrap();
        offered.into_iter().map(|one| (one.text, one.count as u64)).collect()
    };
    let total = |text: &str| {
        let params = SearchParams { text: text.to_owned(), ..SearchParams::default() };
        search.run(&params).unwrap().total_count as u64
    };
    offered_over(&words, offered, total);
}

#[test]
fn only_words_of_the_plan_and_curated_words_are_offered() {
    let texts = |typed: &str| suggest(typed).into_iter().map(|(text, ..)| text).collect::<Vec<_>>();
    for (typed, embarrassing) in
        [("しごと", "仕事中毒"), ("しごと", "仕事人間"), ("孫", "孫請け"), ("ゆうし", "夕市")]
    {
        assert!(!texts(typed).contains(&embarrassing.to_owned()), "{typed}: {:?}", texts(typed));
    }
    for (typed, expected) in [("ゆうし", "融資"), ("お金", "お金を借りる"), ("しごと", "仕事を探している")]
    {
        assert!(texts(typed).contains(&expected.to_owned()), "{typed}: {:?}", texts(typed));
    }
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
