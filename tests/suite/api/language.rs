//! The query language, rule by rule, on the real plan. The expected results are counted by plain text search.

mod answers;
mod filters;
mod years;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shisaku_model::{Entry, Kind};

use crate::{seeds::plan, support::api::search};

/// Ids without the plan's part.
type Ids = BTreeSet<String>;

fn locals(items: &Value) -> Ids {
    let id = |item: &Value| item["id"].as_str().unwrap().split_once('/').unwrap().1.to_owned();
    items.as_array().unwrap().iter().map(id).collect()
}

fn ids<const N: usize>(ids: [&str; N]) -> Ids {
    ids.map(str::to_owned).into()
}

/// All entries that a query finds.
#[track_caller]
fn found(q: &str) -> Ids {
    with(q, &[])
}

/// All entries that a query with more parameters finds.
#[track_caller]
fn with(q: &str, pairs: &[(&str, &str)]) -> Ids {
    let response = search([("q", q), ("limit", "100")].into_iter().chain(pairs.iter().copied()));
    let found = locals(&response["items"]);
    assert_eq!(response["total_count"], found.len(), "{q}: the count is that of the list");
    found
}

/// Entries that are searched by default and satisfy a condition.
fn entries(is: impl Fn(&Entry) -> bool) -> Ids {
    let default = |entry: &&Entry| matches!(entry.kind, Kind::Measure | Kind::Removed | Kind::Framework);
    let all = plan().entries.iter().filter(default);
    all.filter(|entry| is(entry)).map(|entry| entry.local().to_owned()).collect()
}

/// True if the entry's own text contains the letters. Headings do not count.
fn own(entry: &Entry, text: &str) -> bool {
    let notes = entry.notes.iter().flat_map(|note| [&note.term, &note.text]);
    let results = entry.results.iter().map(|report| &report.text);
    let texts = [&entry.title].into_iter().chain(&entry.title_variants).chain(&entry.body);
    texts.chain(results).chain(notes).chain(&entry.category).any(|own| own.contains(text))
}

fn anywhere(entry: &Entry, text: &str) -> bool {
    own(entry, text) || entry.path.iter().any(|heading| heading.title.contains(text))
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

fn terms(response: &Value) -> Vec<&str> {
    response["query"]["terms"].as_array().unwrap().iter().map(|term| term["text"].as_str().unwrap()).collect()
}

fn codes(response: &Value) -> Vec<&str> {
    response["notices"].as_array().unwrap().iter().map(|notice| notice["code"].as_str().unwrap()).collect()
}

#[test]
fn terms_parted_by_space_must_all_be_met() {
    let both = entries(|entry| anywhere(entry, "商店街") && anywhere(entry, "イベント"));
    assert!(both.len() > 3);
    for q in [
        "商店街 イベント",
        "商店街　イベント",
        " 商店街　 イベント　",
        "イベント 商店街",
        "商店街 イベント 商店街",
    ] {
        assert_eq!(found(q), both, "{q}");
    }
    assert_eq!(found("商店街"), entries(|entry| anywhere(entry, "商店街")), "headings are text too");
    let headings_only = entries(|entry| anywhere(entry, "観光") && !own(entry, "観光"));
    assert!(headings_only.is_subset(&found("観光")) && !headings_only.is_empty());
    let response = search([("q", "観光"), ("limit", "100")]);
    let order: Vec<_> = response["items"].as_array().unwrap().iter().collect();
    let low = order.iter().map(|item| locals(&json!([item])).is_subset(&headings_only));
    assert!(low.is_sorted(), "what has it in a heading only comes last");
}

#[test]
fn a_sentence_is_weighed_and_function_words_carry_nothing() {
    for (q, words) in [
        ("商店街の支援", vec!["商店街", "支援"]),
        ("商店街への支援はありますか？", vec!["商店街", "支援"]),
        ("商店街への支援について教えてください", vec!["商店街", "支援"]),
        ("商店街への 支援は ありますか", vec!["商店街", "支援"]),
    ] {
        let response = search([("q", q), ("limit", "100")]);
        assert_eq!(terms(&response), words, "{q}");
        assert!(response["query"]["terms"].as_array().unwrap().iter().all(|term| term["occur"] == "should"));
        let both = entries(|entry| anywhere(entry, "商店街") && anywhere(entry, "支援"));
        assert!(both.is_subset(&locals(&response["items"])), "{q}");
        assert!(both.contains(locals(&json!([response["items"][0]])).first().unwrap()), "{q}");
        let one = entries(|entry| anywhere(entry, "商店街") || anywhere(entry, "支援"));
        assert!(locals(&response["items"]).is_subset(&one), "{q}: a result has one of its words");
    }
    // A question about a subject outside the plan must not match its other words.
    for q in ["図書館の開館時間を教えて", "保育園の申し込みはいつからですか", "ごみの収集日"]
    {
        assert_eq!(found(q), Ids::new(), "{q}");
    }
}

#[test]
fn an_unspaced_compound_is_found_whole_and_in_parts() {
    let response = search([("q", "新製品開発"), ("limit", "100")]);
    assert_eq!(terms(&response), ["新", "製品", "開発"]);
    assert_eq!(locals(&json!([response["items"][0]])), ids(["5-3-1-1"]));
    assert!(ids(["5-3-2-1"]).is_subset(&locals(&response["items"])), "研究開発と製品");
    assert_eq!(found("街路灯"), entries(|entry| anywhere(entry, "街路灯")));
    assert_eq!(found("中長期的"), entries(|entry| own(entry, "中長期的")));
}

#[test]
fn a_phrase_is_its_letters_in_a_row() {
    for phrase in ["商店街の", "取り組みを進め", "ではない", "区内産業の振興", "商店街街路灯", "の支援を"]
    {
        let expected = entries(|entry| anywhere(entry, phrase));
        for q in
            [format!("\"{phrase}\""), format!("「{phrase}」"), format!("『{phrase}』"), format!("“{phrase}”")]
        {
            assert_eq!(found(&q), expected, "{q}");
        }
    }
    assert!(found("「商店街の支援」").is_empty() && !found("商店街の支援").is_empty());
    // The scanned text has stray spaces, such as LED 化 and 自 体.
    for q in ["「街路灯をLED化」", "「街路灯を LED 化」", "\"街路灯 を LED化\""] {
        assert_eq!(found(q), ids(["5-5-2-1"]), "{q}");
    }
    assert_eq!(found("「Meguro Makers Navi」"), ids(["5-2-1-1"]));
    assert_eq!(found("「平成23年度から32年度まで」"), ids(["6-4-2"]));
    assert_eq!(found("「長期計画」"), Ids::new(), "in quotes it names no filter");
    assert_eq!(found("\"商店街"), found("商店街"), "a quotation mark alone is a symbol");
    assert_eq!(found("「商店街の」 イベント"), &found("「商店街の」") & &found("イベント"));
}

#[test]
fn exclusion_looks_at_an_entrys_own_text_and_never_at_its_headings() {
    for (asked, excluded) in
        [("商店街", "支援"), ("商店街", "街路灯"), ("観光", "イベント"), ("支援", "商店街")]
    {
        let expected = entries(|entry| anywhere(entry, asked) && !own(entry, excluded));
        for hyphen in ["-", "－", "−"] {
            assert_eq!(found(&format!("{asked} {hyphen}{excluded}")), expected, "{asked} {hyphen}{excluded}");
        }
        assert_eq!(found(&format!("-{excluded} {asked}")), expected);
    }
    let with_heading = entries(|entry| !own(entry, "商店街") && anywhere(entry, "商店街"));
    assert!(
        !with_heading.is_empty() && with_heading.is_subset(&found("-商店街")),
        "headings exclude nothing"
    );
    assert_eq!(found("-商店街"), entries(|entry| !own(entry, "商店街")), "exclusion may stand alone");
    assert_eq!(found("商店街 -「商店街の」"), entries(|e| anywhere(e, "商店街") && !own(e, "商店街の")));
    // Exclusion covers other spellings: 取組 excludes 取り組み. It does not cover synonyms or equivalent years.
    assert_eq!(found("経営 -取組"), entries(|e| anywhere(e, "経営") && !own(e, "取り組")));
    // The lexicon lists 街づくり as another spelling. Quotes turn it off.
    assert_eq!(found("-街づくり"), entries(|entry| !own(entry, "まちづくり") && !own(entry, "街づくり")));
    assert_eq!(found("-「街づくり」"), entries(|entry| !own(entry, "街づくり")));
    assert_ne!(found("-街づくり"), found("-「街づくり」"), "the plan writes both");
    assert_eq!(found("商店街 -平成23年度"), found("商店街"), "a plan year is no text");
    let response = search([("q", "商店街 -支援 －街路灯")]);
    assert_eq!(response["query"]["excluded"], json!(["支援", "街路灯"]));
    // A hyphen inside a word belongs to the word. A hyphen alone is ignored.
    assert_eq!(search([("q", "産業-商業")])["query"]["excluded"], json!([]));
    assert_eq!(found("商店街 - 支援"), found("商店街 支援"));
}

#[test]
fn either_of_two_terms() {
    let either = entries(|entry| anywhere(entry, "観光") || anywhere(entry, "農地"));
    for q in [
        "観光 OR 農地",
        "観光 または 農地",
        "観光　または　農地",
        "観光または農地",
        "観光 又は 農地",
        "観光 ＯＲ 農地",
    ] {
        assert_eq!(found(q), either, "{q}");
    }
    let three = entries(|e| ["観光", "農地", "勤労者"].iter().any(|word| anywhere(e, word)));
    assert_eq!(found("観光 OR 農地 OR 勤労者"), three);
    assert_eq!(found("観光 OR 農地 イベント"), &either & &found("イベント"), "OR binds its two neighbours");
    assert_eq!(found("観光 OR"), found("観光"));
    assert_eq!(found("OR 観光"), found("観光"));
    assert_eq!(found("観光 or 農地"), Ids::new(), "in small letters it is a word");
}

#[test]
fn a_field_may_be_named() {
    let titled = |word: &str| {
        entries(|e| e.title.contains(word) || e.title_variants.iter().any(|title| title.contains(word)))
    };
    for q in ["title:商店街", "題名:商店街", "title：商店街", "題名：商店街", "Title:商店街", "施策名:商店街"]
    {
        assert_eq!(found(q), titled("商店街"), "{q}");
    }
    let reported = |word: &str| entries(|e| e.results.iter().any(|report| report.text.contains(word)));
    for q in ["result:融資", "実績:融資", "実績：融資"] {
        assert_eq!(found(q), reported("融資"), "{q}");
    }
    assert_eq!(found("title:「商店街の」"), titled("商店街の"));
    assert_eq!(found("title:商店街 result:LED"), &titled("商店街") & &reported("LED"));
    assert_eq!(found("商店街 -title:商店街"), &found("商店街") - &titled("商店街"));
    assert_eq!(found("商店街 -実績:支援"), &found("商店街") - &reported("支援"));
    for item in search([("q", "title:商店街")])["items"].as_array().unwrap() {
        for matched in item["matched"].as_array().unwrap() {
            assert!(["title", "title_variants"].contains(&matched["field"].as_str().unwrap()), "{matched}");
        }
    }
    assert!(search([("q", "title:")])["total_count"].is_u64());
}

#[test]
fn all_words_or_any() {
    let both = entries(|e| anywhere(e, "商店街") && anywhere(e, "融資"));
    let either = entries(|e| anywhere(e, "商店街") || anywhere(e, "融資"));
    assert_eq!(with("商店街 融資", &[("match", "all")]), both);
    assert_eq!(with("商店街 融資", &[("match", "any")]), either);
    assert_eq!(with("商店街 融資", &[("match", "auto")]), both);
    assert_eq!(with("商店街の融資", &[("match", "all")]), both, "of a sentence too");
    assert_eq!(with("商店街の融資", &[("match", "any")]), either);
    let auto = found("商店街の融資");
    assert!(both.is_subset(&auto) && auto.is_subset(&either));
    assert_eq!(with("商店街 融資 -街路灯", &[("match", "any")]), &either - &entries(|e| own(e, "街路灯")));
}

#[test]
fn exactly_what_was_typed() {
    assert_eq!(found("取組み"), found("取り組み"));
    assert_eq!(with("取組み", &[("exact", "true")]), entries(|e| anywhere(e, "取組み")));
    assert_eq!(with("取り組み", &[("exact", "true")]), entries(|e| anywhere(e, "取り組み")));
    assert_eq!(with("取組", &[("exact", "true")]), entries(|e| anywhere(e, "取組")));
    for q in ["取り組み", "商店街", "まち", "平成23年度"] {
        let response = search([("q", q), ("exact", "true"), ("limit", "100")]);
        assert_eq!(response["query"]["expansions"], json!([]), "{q}");
        for item in response["items"].as_array().unwrap() {
            for matched in item["matched"].as_array().unwrap() {
                assert_eq!((&matched["as"], &matched["text"]), (&json!("exact"), &json!(q)));
            }
        }
    }
    assert_eq!(with("平成23年度", &[("exact", "true")]), entries(|e| own(e, "平成23年度")));
    assert_eq!(
        with("ｉｓｏ", &[("exact", "true")]),
        with("ISO", &[("exact", "true")]),
        "width and case are no spelling"
    );
    let response = search([("q", "取組み"), ("limit", "100")]);
    for item in response["items"].as_array().unwrap() {
        let matched = item["matched"].as_array().unwrap();
        assert!(matched.iter().all(|one| one["as"] == "spelling"), "it says so: {matched:?}");
    }
}
