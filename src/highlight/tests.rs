#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use proptest::prelude::*;

use super::*;
use crate::analysis::testing::{analyzer, any_text};
use crate::model::{Heading, Kind, Note, Place, RepairRecord, Report, Status};
use crate::query::parse;

fn entry() -> Entry {
    let mut entry = Entry::new("hoshimi", "1-1-1", Kind::Measure);
    entry.number = "1-1(1)".to_owned();
    entry.title = "商店街の支援".to_owned();
    entry.title_variants = vec!["商店街への支援".to_owned()];
    entry.category = vec!["再掲".to_owned()];
    entry.path = vec![Heading { number: "1".to_owned(), title: "産業施策".to_owned() }];
    entry.body = vec!["産業界と<商店街>を支援します。".to_owned(), "産学連携でﾊﾞﾘｱﾌﾘｰ化".to_owned()];
    entry.notes = vec![Note { term: "BCP".to_owned(), text: "事業継続計画".to_owned() }];
    for (years, text) in [(2011, "古い実績"), (2014, "ファッションの催しを支援")] {
        entry.add_report(Report {
            years: Some(crate::model::FiscalYears::new(years, years + 1)),
            text: text.to_owned(),
            status: Status::Reported,
            source: Place::line("plan.txt", 9),
        });
    }
    for (printed, repaired) in [("产学", "産学"), ("ファンション", "ファッション")] {
        entry.source.repairs.push(RepairRecord {
            line: 1,
            printed: printed.to_owned(),
            repaired: repaired.to_owned(),
            rule: "words".to_owned(),
        });
    }
    entry
}

fn highlighted(typed: &str) -> (Highlights, Vec<Matched>) {
    let (entry, query) = (entry(), parse(typed, analyzer()));
    let matches = matches(&entry, &query, analyzer());
    (highlights(&entry, &matches), matched(&entry, &matches))
}

/// `matched` as a person reads it.
fn met(typed: &str) -> Vec<String> {
    let shown = |one: Matched| {
        let name = |value: serde_json::Value| value.as_str().unwrap().to_owned();
        let field = name(serde_json::to_value(one.field).unwrap());
        format!("{field}:{} by {} ({})", one.text, one.term, name(serde_json::to_value(one.as_).unwrap()))
    };
    highlighted(typed).1.into_iter().map(shown).collect()
}

#[test]
fn marks_stand_in_every_field() {
    let (marks, _) = highlighted("商店街の支援 産業");
    assert_eq!(marks.title, "<mark>商店街</mark>の<mark>支援</mark>");
    assert_eq!(marks.title_variants, ["<mark>商店街</mark>への<mark>支援</mark>"]);
    assert_eq!(marks.path, ["<mark>産業</mark>施策"]);
    assert_eq!(marks.body[0], "<mark>産業</mark>界と&lt;<mark>商店街</mark>&gt;を<mark>支援</mark>します。");
    assert_eq!(marks.result.as_deref(), Some("ファッションの催しを<mark>支援</mark>"));
    assert_eq!(marks.results[0], "古い実績");
    assert_eq!(highlighted("BCP 計画").0.note_terms, ["<mark>BCP</mark>"]);
    assert_eq!(highlighted("BCP 計画").0.notes, ["事業継続<mark>計画</mark>"]);
    assert_eq!(highlighted("1-1(1)").0.number, "<mark>1-1(1</mark>)");
    assert_eq!(highlighted("再掲").0.category, ["<mark>再掲</mark>"]);
}

#[test]
fn a_phrase_is_one_mark_and_width_does_not_matter() {
    assert_eq!(highlighted("「商店街の支援」").0.title, "<mark>商店街の支援</mark>");
    assert_eq!(highlighted("バリアフリー").0.body[1], "産学連携で<mark>ﾊﾞﾘｱﾌﾘｰ</mark>化");
}

#[test]
fn matched_says_what_met_what() {
    assert_eq!(met("バリアフリー"), ["body:ﾊﾞﾘｱﾌﾘｰ by バリアフリー (exact)"]);
    assert_eq!(met("産業"), ["path:産業 by 産業 (exact)", "body:産業 by 産業 (exact)"]);
    assert!(met("ロボット").is_empty());
}

#[test]
fn excluded_clauses_mark_nothing() {
    assert_eq!(highlighted("-商店街 -支援").0, highlighted("").0);
    assert_eq!(highlighted("支援 -商店街").0.title, "商店街の<mark>支援</mark>");
}

#[test]
fn what_only_the_scan_has_marks_the_repaired_words() {
    assert_eq!(met("产学"), ["body:産学 by 产学 (spelling)"]);
    assert_eq!(highlighted("产学").0.body[1], "<mark>産学</mark>連携でﾊﾞﾘｱﾌﾘｰ化");
    assert_eq!(met("ファンション"), ["result:ファッション by ファンション (spelling)"]);
    assert_eq!(met("産学"), ["body:産学 by 産学 (exact)"], "the text shown comes first");
}

/// Any entry: every text of it anything.
fn any_entry() -> impl Strategy<Value = Entry> {
    prop::collection::vec(any_text(), 9).prop_map(|texts| {
        let mut any = entry();
        let mut texts = texts.into_iter();
        let mut next = || texts.next().unwrap();
        any.title = next();
        any.title_variants = vec![next()];
        any.body = vec![next(), next()];
        any.path[0].title = next();
        any.notes[0] = Note { term: next(), text: next() };
        any.source.repairs[0].printed = next();
        any.source.repairs[0].repaired = next();
        any
    })
}

proptest! {
    #[test]
    fn whatever_is_matched_is_marked(entry in any_entry(), typed in any_text()) {
        let query = parse(&typed, analyzer());
        let matches = matches(&entry, &query, analyzer());
        let marks = highlights(&entry, &matches);
        let passages = entry.passages();
        for one in &matches {
            prop_assert_ne!(one.field, Field::Printed);
            let passage = passages.iter().find(|p| p.field == one.field && p.index == one.index).unwrap();
            prop_assert!(passage.text.get(one.range.clone()).is_some_and(|text| !text.is_empty()));
        }
        let html = serde_json::to_string(&marks).unwrap();
        let html: String = serde_json::from_str::<serde_json::Value>(&html).unwrap().as_object().unwrap().values()
            .flat_map(|value| value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]))
            .filter_map(|value| value.as_str().map(|text| format!("{text}\u{1F}")))
            .collect();
        let inside: Vec<&str> =
            html.split("<mark>").skip(1).filter_map(|part| part.split("</mark>").next()).collect();
        for one in matched(&entry, &matches) {
            let escaped = marked(&one.text, &[]);
            prop_assert!(inside.iter().any(|mark| mark.contains(&escaped)), "{:?} in {:?}", one, inside);
        }
        prop_assert_eq!(matches.is_empty(), inside.is_empty());
    }

    #[test]
    fn an_entry_is_marked_where_it_is_found(typed in any_text()) {
        let (marks, matched) = highlighted(&typed);
        let query = parse(&typed, analyzer());
        let found = |text: &str| {
            let text = analyzer().analyse(text);
            query.musts().any(|clause| !clause.alternatives[0].occurrences(&text).is_empty())
        };
        let entry = entry();
        prop_assert_eq!(entry.passages().iter().any(|passage| found(passage.text)), !matched.is_empty());
        prop_assert_eq!(found(&entry.title), marks.title.contains("<mark>"));
    }
}
