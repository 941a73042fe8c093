//! Tests the account: every character of the repaired text has exactly one holder, and entries hold the text
//! of their fields.
#![allow(clippy::unwrap_used)]

mod dropped_in;

use proptest::prelude::*;

use super::*;
use shisaku_model::{Document, Entry, Holder};

fn document(text: &str) -> RepairedDocument {
    Document::plain("a/a.txt", text.lines().map(str::to_owned)).into()
}

fn manifest() -> Manifest {
    Manifest { id: "a".to_owned(), title: "計画".to_owned(), ..Manifest::default() }
}

/// Asserts the whole account of a plan against its documents.
fn check_account(plan: &Plan, documents: &[RepairedDocument]) {
    for (index, document) in documents.iter().enumerate() {
        for line in &document.lines {
            let spans = plan
                .account
                .iter()
                .filter(|span| span.document as usize == index && span.line == line.number);
            let mut at = 0;
            for span in spans {
                assert_eq!(
                    span.bytes().start,
                    at,
                    "line {}: a gap or an overlap: {}",
                    line.number,
                    line.text
                );
                at = span.bytes().end;
            }
            assert_eq!(at, line.text.len(), "line {}: not held to its end: {}", line.number, line.text);
        }
    }
    for entry in &plan.entries {
        for field in
            ["title", "title_variants", "body", "period", "result", "departments", "related_departments"]
        {
            let held: Vec<&str> = plan
                .account
                .iter()
                .filter(|span| matches!(&span.holder, Holder::Entry { id, field: f } if **id == *entry.id && *f == field))
                .map(|span| {
                    let lines = &documents[span.document as usize].lines;
                    &lines[span.line as usize - 1].text[span.bytes()]
                })
                .collect();
            let says = said(entry, field);
            match field {
                // A name printed in both the text and a table appears once.
                "departments" | "related_departments" => {
                    assert!(held.iter().all(|text| says.iter().any(|s| s == text)), "{} {field}", entry.id);
                    assert!(says.iter().all(|s| held.contains(&s.as_str())), "{} {field}", entry.id);
                }
                "body" | "result" => {
                    let plain = |text: String| text.replace(['、', '，', '／', '/', ' ', '\u{3000}'], "");
                    let (held, says) = (plain(held.concat()), plain(says.concat()));
                    let sorted = |text: &str| {
                        let mut letters: Vec<char> = text.chars().collect();
                        letters.sort_unstable();
                        letters
                    };
                    // Results are sorted by year, their text by position. A body also says printed heads.
                    let (held, says) = (sorted(&held), sorted(&says));
                    let mut rest = says.iter();
                    let all = held.iter().all(|letter| rest.any(|said| said == letter));
                    assert!(all && (field == "body" || held.len() == says.len()), "{} {field}", entry.id);
                }
                // A borrowed title is held by its heading.
                "title" => {
                    assert!(held.iter().all(|text| entry.title.contains(text)), "{}: {held:?}", entry.id)
                }
                "title_variants" => {
                    assert!(held.iter().all(|text| says.iter().any(|s| s == text)), "{}", entry.id)
                }
                _ => assert!(
                    held.iter().all(|text| text.contains(says[0].as_str())
                        || says[0].len() >= text.len()
                        || !says[0].is_empty()),
                    "{}",
                    entry.id
                ),
            }
        }
    }
}

fn said(entry: &Entry, field: &str) -> Vec<String> {
    match field {
        "title_variants" => entry.title_variants.clone(),
        "body" => entry.body.clone(),
        "period" => entry.period.iter().cloned().collect(),
        "result" => entry.results.iter().map(|report| report.text.clone()).collect(),
        "departments" => entry.departments.clone(),
        "related_departments" => entry.related_departments.clone(),
        _ => vec![entry.title.clone()],
    }
}

#[test]
fn the_first_plan_is_accounted_for_to_the_last_character() {
    let reading = crate::read_seeds(std::path::Path::new("../../seeds")).unwrap();
    for reading in &reading.plans {
        check_account(&reading.plan, &reading.documents);
    }
}

fn plan_like_text() -> impl Strategy<Value = String> {
    let lines = prop::sample::select(vec![
        "第1章 施策の展開",
        "第2章 推進体制",
        "1. 政策",
        "2.政策",
        "1-1. 項目",
        "1-2. 項目",
        "(1)融資制度",
        "(2) 相談(再掲)",
        "（3）研修",
        "- ・支援を行います。",
        "- 支援を",
        "・支援します。",
        "続きの行です。",
        "図の題",
        "※BCP(長い名):説明です。",
        "※ 今回の改訂で、除いた項目の実績",
        "項目中の(協会事業)は、協会の事業です。",
        "①短期計画 今後(平成23年度～平成25年度)",
        "項目\t計画区分\t実績(平成23年度～平成25年度)",
        "項目\t担当課\t関係課\t実績(平成26年度)\t備考",
        "1. 政策\t\t",
        "1-1. 項目\t\t",
        "(1)融資制度\t短期\t行いました。",
        "(2)相談\t中期\t実績なし\t余り",
        "催し(協会事業)\t短期\t",
        "(1)融資制度\t産業課、福祉課\t観光課\t行いました。\tメモ",
        "(2)相談\t商工課（産業課） 人事課・人権課\t（未定）\t実績なし\t",
        "担当課：産業課、福祉課",
        "〔関係課〕観光課",
        "\t\t",
        "",
        "  ",
        "12",
        "第1章・・・ 3",
        "\t",
        "(",
        "①",
        "第1章",
    ]);
    prop::collection::vec(prop_oneof![8 => lines.prop_map(str::to_owned), 1 => "\\PC{0,12}"], 0..40)
        .prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn any_text_is_read_and_accounted_for(one in plan_like_text(), two in plan_like_text()) {
        let mut documents = [document(&one), document(&two)];
        let (plan, ..) = outline(&manifest(), &mut documents);
        check_account(&plan, &documents);
        let mut ids: Vec<&str> = plan.entries.iter().map(|entry| entry.id.as_str()).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        prop_assert_eq!(ids.len(), count, "every entry has an id of its own");
    }
}

/// A number before the title belongs to the measure. It was dropped, and nothing held it.
#[test]
fn labels_before_a_title_are_kept() {
    let mut documents = [document("事業番号：12\n事業名：渡し舟の運航\n担当課：舟運課\n")];
    let (plan, _, _) = outline(&manifest(), &mut documents);
    check_account(&plan, &documents);
    let measure = plan.entries.iter().find(|entry| entry.title == "渡し舟の運航").unwrap();
    assert_eq!(
        (measure.number.as_str(), measure.departments.as_slice()),
        ("12", ["舟運課".to_owned()].as_slice())
    );
}
