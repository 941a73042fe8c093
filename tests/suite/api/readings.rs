//! Kana, romaji and typos: the results, the notices, and the queries that stay as typed.

use serde_json::Value;

use crate::support::api::search;

fn ids(response: &Value) -> Vec<&str> {
    response["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].as_str().unwrap().split_once('/').unwrap().1)
        .collect()
}

/// All ids found, in no particular order.
fn found(q: &str) -> Vec<String> {
    let response = search([("q", q), ("limit", "100")]);
    let mut found: Vec<String> = ids(&response).into_iter().map(str::to_owned).collect();
    found.sort();
    found
}

fn codes(response: &Value) -> Vec<&str> {
    response["notices"].as_array().unwrap().iter().map(|notice| notice["code"].as_str().unwrap()).collect()
}

#[test]
fn kana_and_latin_letters_find_what_kanji_find() {
    for (typed, written) in [
        ("しょうてんがい", "商店街"),
        ("ショウテンガイ", "商店街"),
        ("ｼｮｳﾃﾝｶﾞｲ", "商店街"),
        ("しょうてん街", "商店街"),
        ("しょうてんがい しえん", "商店街 支援"),
        ("しんようほしょう", "信用保証"),
        ("jiyuugaoka", "自由が丘"),
        ("jiyugaoka", "自由が丘"),
        ("ziyuugaoka", "自由が丘"),
        ("jiyūgaoka", "自由が丘"),
        ("JIYUGAOKA", "自由が丘"),
        ("shoutengai shien", "商店街 支援"),
        ("いべんと", "イベント"),
    ] {
        assert_eq!(found(typed), found(written), "{typed}");
        assert!(!found(written).is_empty(), "{written}");
    }
}

#[test]
fn a_reading_is_said_to_be_one_and_can_be_switched_off() {
    let response = search([("q", "しょうてんがい")]);
    let expansions = response["query"]["expansions"].as_array().unwrap();
    let reads =
        |one: &Value| one["from"] == "しょうてんがい" && one["to"] == "商店街" && one["as"] == "reading";
    assert!(expansions.iter().any(reads), "{expansions:?}");
    let matched = response["items"][0]["matched"].as_array().unwrap();
    assert!(matched.iter().any(|one| one["text"] == "商店街" && one["as"] == "reading"), "{matched:?}");
    let exact = search([("q", "しょうてんがい"), ("exact", "true")]);
    assert_eq!(exact["total_count"], 0);
    assert!(exact["query"]["expansions"].as_array().unwrap().is_empty());
}

#[test]
fn an_excluded_reading_excludes_its_words() {
    assert_eq!(found("支援 -しょうてんがい"), found("支援 -商店街"));
    assert_ne!(found("支援 -商店街"), found("支援"));
    let response = search([("q", "支援 -しょうてんがい")]);
    let notice = response["notices"][0]["message"].as_str().unwrap();
    assert!(notice.contains("「しょうてんがい」を、同じ読みの「商店街」として除きました"), "{notice}");
    assert_eq!(codes(&search([("q", "支援 -商店街")])), Vec::<&str>::new());
}

#[test]
fn kana_and_latin_letters_of_everyday_words_find_what_is_listed_for_them() {
    for (typed, listed) in [
        ("ひとでぶそく", "人手不足"),
        ("人手ぶそく", "人手不足"),
        ("hitodebusoku", "人手不足"),
        ("hitode busoku", "人手不足"),
        ("ひとでぶそくはどこ", "人手不足"),
    ] {
        let response = search([("q", typed), ("limit", "100")]);
        let mut ids: Vec<String> = ids(&response).into_iter().map(str::to_owned).collect();
        ids.sort();
        assert_eq!(ids, found(listed), "{typed}");
        let kinds = response["query"]["expansions"].as_array().unwrap();
        assert!(kinds.iter().any(|one| one["as"] == "synonym" && one["from"] == typed), "{typed}: {kinds:?}");
    }
}

#[test]
fn the_plans_own_notes_give_other_names() {
    for (typed, term) in [
        ("事業継続計画", "BCP"),
        ("Business Continuity Plan", "BCP"),
        ("Corporate Social Responsibility", "CSR"),
        ("企業の社会的責任", "CSR"),
    ] {
        let response = search([("q", typed)]);
        assert_eq!(
            ids(&response)[0],
            search([("q", term)])["items"][0]["id"].as_str().unwrap().split_once('/').unwrap().1
        );
        let expansions = response["query"]["expansions"].as_array().unwrap();
        assert!(
            expansions.iter().any(|one| one["as"] == "abbreviation" && one["to"] == term.to_lowercase()),
            "{typed}: {expansions:?}"
        );
    }
}

#[test]
fn a_slip_is_corrected_and_said_to_be() {
    for (typed, best) in [
        ("顕賞制度", "5-2-8-3"),
        ("バリヤフリー", "5-4-4-1"),
        ("しょてんがいしんだん", "5-5-6-1"),
        // Homophones beside words typed correctly.
        ("信用補償料", "5-1-1-1"),
        ("起業化塾", "5-2-6-1"),
    ] {
        let response = search([("q", typed)]);
        assert_eq!(ids(&response)[0], best, "{typed}");
        assert_eq!(codes(&response), ["corrected"], "{typed}");
        let matched = response["items"][0]["matched"].as_array().unwrap();
        assert!(matched.iter().any(|one| one["as"] == "typo"), "{typed}: {matched:?}");
        let exact = search([("q", typed), ("exact", "true")]);
        assert!(codes(&exact).iter().all(|code| *code != "corrected"), "{typed}");
    }
}

#[test]
fn each_slip_is_told_once() {
    let told = search([("q", "顕賞制度 バリヤフリー 顕賞制度")]);
    assert_eq!(codes(&told).iter().filter(|code| **code == "corrected").count(), 2, "{:?}", told["notices"]);
}

#[test]
fn what_is_found_is_not_said_to_be_missing() {
    for (typed, met) in [
        ("しょうてんがい 宇宙開発", "しょうてんがい"),
        ("人手不足 宇宙開発", "人手"),
        ("顕賞制度 宇宙開発", "顕賞制度"),
    ] {
        let response = search([("q", typed)]);
        assert_eq!(response["total_count"], 0);
        let failing = response["notices"].as_array().unwrap().iter().find(|one| one["code"] == "no_match");
        let message = failing.unwrap()["message"].as_str().unwrap();
        assert!(message.contains("「宇宙」") && !message.contains(met), "{typed}: {message}");
        let lacks = |partial: &Value| partial["missing"].as_array().unwrap().iter().any(|word| word == met);
        let partial = response["partial"].as_array().unwrap();
        assert!(!partial.is_empty() && !partial.iter().all(lacks), "{typed}: {partial:?}");
    }
}

#[test]
fn particles_between_latin_words_and_endings_for_persons_ask_for_nothing() {
    assert_eq!(found("shoutengai no shien"), found("商店街 支援"));
    assert_eq!(found("ビーシーピー"), found("BCP"));
    assert!(!found("はたらきたい").is_empty());
    assert_eq!(found("仕事を探しています"), found("仕事を探す"), "no word of kanji is a reading");
}

#[test]
fn what_the_plan_does_not_have_is_not_read_into_it() {
    for typed in [
        "としょかん",
        "がっこうきゅうしょく",
        "かいかんじかん",
        "せんきょ",
        "じゅうみんひょう",
        "juminhyo",
        "toshokan",
        "介護保検",
        "母子手張",
        "開館",
        "健康診断",
        "商店外",
    ] {
        assert_eq!(found(typed), Vec::<String>::new(), "{typed}");
    }
}
