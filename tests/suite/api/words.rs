//! Words in the answer: their positions, and the words without a match.

use serde_json::{Value, json};

use crate::support::{api::search, ids};

const QUERIES: [&str; 9] =
    ["商店街", "商店街 支援", "融資", "ISO", "産学", "平成", "中小企業の経営", "\"商店街の\"", "BCP"];

/// Texts between `<mark>` and `</mark>`, unescaped.
fn marked(html: &str) -> Vec<String> {
    html.split("<mark>").skip(1).map(|rest| plain(rest.split_once("</mark>").unwrap().0)).collect()
}

fn plain(html: &str) -> String {
    let text = html.replace("<mark>", "").replace("</mark>", "");
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&amp;", "&")
}

/// Each text of an item with its highlighted form.
fn texts(item: &Value) -> Vec<(String, String)> {
    let marked = &item["highlights"];
    let mut texts = vec![(item["title"].clone(), marked["title"].clone())];
    if !item["result"].is_null() {
        texts.push((item["result"].clone(), marked["result"].clone()));
    }
    for (field, inner) in
        [("body", None), ("title_variants", None), ("path", Some("title")), ("notes", Some("text"))]
    {
        for (text, marked) in item[field].as_array().unwrap().iter().zip(marked[field].as_array().unwrap()) {
            texts.push((inner.map_or(text, |inner| &text[inner]).clone(), marked.clone()));
        }
    }
    let owned = |value: Value| value.as_str().unwrap().to_owned();
    texts.into_iter().map(|(text, marked)| (owned(text), owned(marked))).collect()
}

#[test]
fn marks_are_the_only_html_and_the_text_is_whole() {
    for q in QUERIES {
        let response = search([
            ("q", q),
            ("limit", "100"),
            ("kind", "measure"),
            ("kind", "note"),
            ("kind", "framework"),
        ]);
        assert_ne!(response["total_count"], 0, "{q}");
        for item in response["items"].as_array().unwrap() {
            let mut marks = Vec::new();
            for (text, html) in texts(item) {
                assert_eq!(plain(&html), text, "{q}");
                let bare = html.replace("<mark>", "").replace("</mark>", "");
                assert!(!bare.contains(['<', '>', '"', '\'']), "{q}: {html}");
                assert!(!html.contains("<mark></mark>") && !html.contains("</mark><mark>"), "{q}: {html}");
                marks.extend(marked(&html));
            }
            let all = marks.join("\n") + &item["highlights"].to_string();
            for matched in item["matched"].as_array().unwrap() {
                let text = matched["text"].as_str().unwrap();
                assert!(all.contains(text), "{q}: {text} is matched and not marked in {}", item["id"]);
            }
            assert_ne!(item["matched"], json!([]), "{q}: {} says not why", item["id"]);
        }
    }
}

#[test]
fn when_nothing_holds_all_words_the_failing_one_is_named() {
    let response = search([("q", "商店街 月面基地")]);
    assert_eq!((&response["total_count"], &response["items"]), (&json!(0), &json!([])));
    let message = response["notices"][0]["message"].as_str().unwrap();
    assert!(message.starts_with("「月面基地」という言葉"), "{message}");
    let partial = response["partial"].as_array().unwrap();
    assert!(!partial.is_empty() && partial.len() <= 5);
    for item in partial {
        assert!(
            item["missing"].as_array().unwrap().iter().all(|word| word != "商店街"),
            "{}",
            item["missing"]
        );
        assert!(item["matched"].as_array().unwrap().iter().any(|matched| matched["term"] == "商店街"));
    }

    let response = search([("q", "融資 観光 ISO 月")]);
    assert_eq!(response["total_count"], 0);
    assert!(
        response["notices"]
            .as_array()
            .unwrap()
            .iter()
            .any(|notice| !notice["message"].as_str().unwrap().is_empty())
    );

    let response = search([("q", "商店街"), ("kind", "note")]);
    assert_eq!(response["total_count"], 0);
    let message = response["notices"][0]["message"].as_str().unwrap();
    assert!(message.contains("条件に合うもの"), "the word is there, only not among these: {message}");
}

#[test]
fn what_the_plan_does_not_have_at_all_has_no_answer() {
    for q in ["zzzzqqqq", "月面基地", "qqqq zzzz"] {
        let response = search([("q", q)]);
        assert_eq!(response["total_count"], 0, "{q}");
        assert_eq!(response["partial"], json!([]), "{q}");
        assert_ne!(response["notices"], json!([]), "{q}");
    }
}

#[test]
fn excluded_words_are_listed_and_mark_nothing() {
    let response = search([("q", "商店街 -支援"), ("limit", "100")]);
    assert_eq!(response["query"]["excluded"], json!(["支援"]));
    for item in response["items"].as_array().unwrap() {
        assert!(item["matched"].as_array().unwrap().iter().all(|matched| matched["term"] != "支援"));
        let own = format!("{}{}{}{}", item["title"], item["title_variants"], item["body"], item["result"]);
        assert!(!own.contains("支援"), "{own}");
    }
    let any = search([("q", "商店街 融資"), ("match", "any")])["total_count"].as_u64();
    let all = search([("q", "商店街 融資"), ("match", "all")])["total_count"].as_u64();
    assert!(any > all);
}

#[test]
fn a_query_of_signs_is_a_query() {
    for q in [
        "<script>alert(1)</script>",
        "\"",
        "-",
        "---",
        "()",
        "*",
        "AND",
        "　",
        "'; DROP TABLE",
        "😀",
        "\\",
        "%",
        "&",
    ] {
        let response = search([("q", q)]);
        assert!(response["total_count"].is_u64(), "{q}");
        assert_eq!(response["query"]["text"], q);
    }
}

#[test]
fn a_clerks_question_in_words_finds_the_measures_of_that_period() {
    let response = search([("q", "中期 実績なし"), ("kind", "measure")]);
    let filtered = search([("period", "中期"), ("has_result", "false"), ("kind", "measure")]);
    let ids = |response: &Value| {
        let mut ids: Vec<String> =
            response["items"].as_array().unwrap().iter().map(|item| item["id"].to_string()).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&response), ids(&filtered));
}

#[test]
fn old_forms_of_kanji_are_found_by_the_forms_in_use_and_shown_as_printed() {
    for (typed, printed) in [("随時", "隨時"), ("倶楽部", "俱楽部")] {
        let response = search([("q", typed)]);
        assert_eq!(response["total_count"], 1, "{typed}");
        let result = response["items"][0]["highlights"]["result"].as_str().unwrap();
        assert!(result.contains(&format!("<mark>{printed}")) || result.contains(printed), "{result}");
    }
}

#[test]
fn what_stands_only_where_nobody_looked_is_said_to() {
    let codes = |q| {
        let response = search([("q", q)]);
        let notices = response["notices"].as_array().unwrap();
        notices.iter().map(|notice| notice["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes("「風景」"), ["other_kinds"], "it is written, if only below a figure");
    assert_eq!(codes("図書館"), ["no_match"]);
    assert_eq!(codes("！？"), ["no_words"]);
    assert_eq!(codes("商店街"), Vec::<String>::new());
}

#[test]
fn who_answers_for_what_is_asked_for_is_no_word_to_be_met() {
    let found = |q: &str| {
        let mut found = ids(&search([("q", q), ("limit", "100")])["items"]);
        found.sort();
        found
    };
    let expected = found("中期計画で実績のない施策");
    assert_eq!(expected.len(), 5);
    for asked in ["担当課", "担当課は？", "担当部署", "所管", "所管課を教えて", "担当課の一覧"]
    {
        assert_eq!(found(&format!("中期計画で実績のない施策の{asked}")), expected, "{asked}");
    }
    assert_eq!(found("中期 実績なし 施策 担当課"), expected);
    assert_eq!(found("商店街の担当課はどこですか"), found("商店街"));
    // 担当課 stays a search word in quotes, after `title:`, and alone.
    for word in ["商店街 \"担当課\"", "商店街 title:担当課", "担当課"] {
        assert_eq!(search([("q", word)])["total_count"], 0, "{word}");
    }
    assert!(!found("商店街または担当課").is_empty());
}

#[test]
fn what_is_not_overdue_is_the_opposite_of_what_is() {
    for q in ["期限超過でない施策", "期限超過以外の施策", "期限超過を除く施策", "期限超過していない施策"]
    {
        let response = search([("q", q)]);
        assert_eq!(response["query"]["filters"]["overdue"], json!(["false"]), "{q}: {}", response["query"]);
        assert_eq!(response["total_count"], 71, "{q}");
    }
    let response = search([("q", "やらなかった施策")]);
    let of_state = search([("q", "実績なし")]);
    assert_eq!(response["total_count"], of_state["total_count"]);
}
