//! A single entry: related entries, reprints, neighbours, and its citation.

use serde_json::Value;

use crate::support::api::{get, search};

fn entry(local: &str) -> Value {
    let answer = get(&format!("/api/v1/entries/meguro-vision/{local}"));
    assert_eq!(answer.status, 200, "{local}: {answer:?}");
    answer.json()
}

/// Ids of entries without the plan's part.
fn locals(entries: &Value) -> Vec<String> {
    entries.as_array().unwrap().iter().map(local).collect()
}

fn local(entry: &Value) -> String {
    entry["id"].as_str().map_or("-".to_owned(), |id| id.replace("meguro-vision/", ""))
}

/// All entries searched by default, in the order of the plan.
fn all() -> Vec<String> {
    let items = search([("limit", "100")])["items"].take();
    assert_eq!(items.as_array().unwrap().len(), 92);
    locals(&items)
}

#[test]
fn related_measures_name_the_words_that_both_have() {
    let related = |local: &str| {
        let related = entry(local)["related"].take();
        let shared = |one: &Value| {
            one["shared"].as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
        };
        let one = |one: &Value| (super::entry::local(one), shared(one));
        related.as_array().unwrap().iter().map(one).collect::<Vec<(String, Vec<String>)>>()
    };
    let best = |local: &str| related(local).into_iter().next().unwrap();
    let (id, shared) = best("5-1-1-2");
    assert_eq!(id, "5-1-3-5");
    assert!(
        shared.contains(&"中小企業診断士".to_owned()) && shared.contains(&"経営改善".to_owned()),
        "{shared:?}"
    );
    let (id, shared) = best("5-5-4-2");
    assert_eq!((id.as_str(), shared[0].as_str()), ("5-5-5-2", "めぐもポイントシステム"));
    assert_eq!(best("5-1-2-3").0, "5-1-2-2", "ハローワーク");
    assert_eq!(best("5-1-3-2").0, "5-3-1-3", "プライバシーマーク");
    assert!(
        related("5-2-2-1").iter().any(|(_, shared)| shared.iter().any(|word| word.starts_with("異業種交流")))
    );
    // Words for common activities do not make entries related.
    let deeds = ["実施", "支援", "充実", "推進", "促進", "取り組み", "事業", "整備"];
    for local in all() {
        for (other, shared) in related(&local) {
            assert!(shared.iter().all(|word| !deeds.contains(&word.as_str())), "{local} {other}: {shared:?}");
        }
    }
}

#[test]
fn nothing_is_shown_that_is_hardly_related_or_shown_elsewhere() {
    let mut without = 0;
    for local in all() {
        let entry = entry(&local);
        let related = entry["related"].as_array().unwrap();
        assert!(related.len() <= 5);
        without += usize::from(related.is_empty());
        let mut last = 1.0;
        for one in related {
            let likeness = one["likeness"].as_f64().unwrap();
            assert!((0.15..=last).contains(&likeness), "{local}: {one}");
            last = likeness;
            assert!(!one["shared"].as_array().unwrap().is_empty(), "{local}: {one}");
            assert!(matches!(one["kind"].as_str(), Some("measure" | "framework")), "{local}: {one}");
            for elsewhere in [&entry, &entry["original"], &entry["resembles"]] {
                assert_ne!(one["id"], elsewhere["id"], "{local}");
            }
            assert!(!locals(&entry["reprints"]).contains(&super::entry::local(one)), "{local}");
            for member in ["title", "number", "period", "has_result", "url"] {
                assert!(one.get(member).is_some(), "{member}: {one}");
            }
        }
    }
    assert!((10..60).contains(&without), "{without} of 92 have none");
    assert_eq!(entry("5-2-8-4")["related"].as_array().unwrap().len(), 0, "インターンシップ has no like");
    assert_eq!(entry("5-1-3-3-n1")["related"].as_array().unwrap().len(), 0, "a note belongs to its measure");
}

#[test]
fn a_removed_item_leads_to_what_is_in_force_and_back() {
    // Read by hand from the plan's two tables: a reader of both would pair exactly these.
    let truth = [
        ("5-6-r1", "5-4-2-1"), // 観光資源 / 地域資源の発掘とブランド化
        ("5-6-r2", "5-4-3-1"), // イベントの発展・創造
        ("5-6-r3", "-"),       // ボランティアガイドの養成
        ("5-6-r4", "5-4-4-1"), // バリアフリーなどの推進
        ("5-6-r5", "-"),       // まち歩きなどの交流事業
        ("5-6-r6", "-"),       // not the same 観光ホームページ as the manufacturers'
        ("5-6-r7", "-"),       // まち歩きマップの作成
        ("5-6-r8", "-"),       // フィルムコミッション事業
        ("5-6-r9", "5-5-5-3"), // まちなか観光の充実
    ];
    for (removed, in_force) in truth {
        let resembles = entry(removed)["resembles"].take();
        assert_eq!(local(&resembles), in_force, "{removed}");
        if in_force != "-" {
            assert!(resembles["likeness"].as_f64().unwrap() > 0.5 && !resembles["shared"][0].is_null());
            assert_eq!(locals(&entry(in_force)["removed_like"]), [removed], "{in_force}");
        }
    }
    let led: usize = all().iter().map(|local| locals(&entry(local)["removed_like"]).len()).sum();
    assert_eq!(led, 4);
}

#[test]
fn what_is_printed_again_leads_there_and_back() {
    let (original, again) = (entry("5-1-4-1"), entry("5-2-7-1"));
    assert_eq!(locals(&original["reprints"]), ["5-2-7-1"]);
    assert!(original["original"].is_null());
    assert_eq!(again["reprint_of"], "meguro-vision/5-1-4-1", "the id stays what it was");
    assert_eq!(again["original"]["title"], "研修プログラムへの参加促進");
    assert_eq!(again["original"]["url"], "/entries/meguro-vision/5-1-4-1");
    assert_eq!(locals(&again["reprints"]), Vec::<String>::new());
    assert_eq!(
        original["related"], again["related"],
        "both are like the same, and not listed for one another"
    );
}

#[test]
fn one_can_walk_through_the_plan_and_back() {
    let all = all();
    let mut walked = vec![all[0].clone()];
    assert!(entry(&all[0])["previous"].is_null());
    loop {
        let here = entry(walked.last().unwrap());
        let next = &here["next"];
        if next.is_null() {
            break;
        }
        assert_eq!(local(&entry(&local(next))["previous"]), *walked.last().unwrap());
        walked.push(local(next));
    }
    assert_eq!(walked, all);
    // A note is not one of these entries, but it has neighbours.
    let note = entry("5-1-3-3-n1");
    assert_eq!([local(&note["previous"]), local(&note["next"])], ["5-1-3-3", "5-1-3-4"]);
}

#[test]
fn a_citation_says_all_that_is_needed_and_claims_nothing() {
    let entry = entry("5-2-5-1");
    let citation = &entry["citation"];
    assert_eq!(citation["plan"], "目黒区産業振興ビジョン");
    assert_eq!(
        (citation["publisher"].as_str(), citation["number"].as_str()),
        (Some("目黒区"), Some("2-5(1)"))
    );
    assert_eq!(citation["path"][0], "第5章 産業施策の展開");
    assert_eq!(citation["source"]["lines"], entry["source"]["lines"]);
    assert_eq!(citation["url"], "http://localhost/entries/meguro-vision/5-2-5-1");
    assert_eq!(citation["fingerprint"], search([("limit", "1")])["index"]["fingerprint"]);
    assert!(citation["licence"].is_null());
    assert!(citation["licence_note"].as_str().unwrap().contains("示されていません"));
    let text = citation["text"].as_str().unwrap();
    for part in [
        "目黒区「目黒区産業振興ビジョン」",
        "2-5(1)「産学交流の推進」",
        "146-148行、442行",
        "閲覧",
        "加工して作成",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let years = [&citation["built_on"], &citation["accessed"]].map(|date| date.as_str().unwrap().len());
    assert_eq!(years, [10, 10], "{citation}");
    let untouched = super::entry::entry("5-1-1-1");
    assert!(untouched["citation"]["processed"].is_null());
}
