#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::testing::{analyzer, any_text};
use shisaku_model::{Catalogue, Heading, Kind, Locator, Note, Place, RepairRecord, Report, Status};
use shisaku_query::{Alternative, Clause, MatchKind, Matcher, Node, Query, Reader, Scope, Thesaurus};
use wareki::FiscalYears;

fn entry() -> Entry {
    let mut entry = Entry::new("hoshimi", "1-1-1", Kind::Measure);
    entry.number = "1-1(1)".to_owned();
    entry.title = "商店街の支援".to_owned();
    entry.title_variants = vec!["商店街への支援".to_owned()];
    entry.category = vec!["再掲".to_owned()];
    entry.path = [Heading { number: "1".to_owned(), title: "産業施策".to_owned() }].into();
    entry.body = vec![
        "産業界と<商店街>を支援します。".to_owned(),
        "産学連携でﾊﾞﾘｱﾌﾘｰ化".to_owned(),
        "平成23～25年度に子供たちと取組みます。".to_owned(),
    ];
    entry.period = Some("中期".to_owned());
    entry.plan_years = Some(FiscalYears::new(2014, 2015));
    entry.notes = vec![Note { term: "BCP".to_owned(), text: "事業継続計画".to_owned() }];
    for (years, text) in [(2011, "古い実績"), (2014, "ファッションの催しを支援")] {
        entry.add_report(Report {
            years: Some(FiscalYears::new(years, years + 1)),
            text: text.to_owned(),
            status: Status::Reported,
            source: Place::line("plan.txt", 9),
        });
    }
    for (printed, repaired) in [("产学", "産学"), ("ファンション", "ファッション")] {
        entry.source.repairs.push(RepairRecord {
            line: 1,
            at: Locator::Lines,
            printed: printed.to_owned(),
            repaired: repaired.to_owned(),
            rule: "words".to_owned(),
        });
    }
    entry
}

fn read(typed: &str) -> Query {
    static READER: LazyLock<Reader> =
        LazyLock::new(|| Reader::new(Thesaurus::of_spellings(), &Catalogue::default()));
    READER.read(typed, analyzer())
}

fn highlighted(typed: &str) -> (Highlights, Vec<Matched>) {
    let (entry, query) = (entry(), read(typed));
    let matches = matches(&entry, &analysed(&entry, analyzer()), &query);
    (Highlights::new(&matches), matched(&entry, &matches))
}

/// Returns one text of the entry, with brackets around the marked parts.
fn marked(typed: &str, field: Field, index: usize) -> String {
    let (entry, marks) = (entry(), highlighted(typed).0);
    let passage = entry.passages().into_iter().find(|one| (one.field, one.index) == (field, index)).unwrap();
    let pieces = pieces(passage.text, marks.of(field, index));
    pieces
        .into_iter()
        .map(|(text, is_met)| if is_met { format!("[{text}]") } else { text.to_owned() })
        .collect()
}

/// Returns the matches in readable form.
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
    let of = |field, index| marked("商店街の支援 産業", field, index);
    assert_eq!(of(Field::Title, 0), "[商店街]の[支援]");
    assert_eq!(of(Field::TitleVariant, 0), "[商店街]への[支援]");
    assert_eq!(of(Field::Path, 0), "[産業]施策");
    assert_eq!(of(Field::Body, 0), "[産業]界と<[商店街]>を[支援]します。");
    assert_eq!(of(Field::Result, 1), "ファッションの催しを[支援]");
    assert_eq!(of(Field::Result, 0), "古い実績");
    assert_eq!(marked("BCP 計画", Field::NoteTerm, 0), "[BCP]");
    assert_eq!(marked("BCP 計画", Field::Note, 0), "事業継続[計画]");
    assert_eq!(marked("1-1(1)", Field::Number, 0), "[1-1(1)]");
    assert_eq!(marked("再掲", Field::Category, 0), "[再掲]");
}

#[test]
fn a_phrase_is_one_mark_and_width_does_not_matter() {
    assert_eq!(marked("「商店街の支援」", Field::Title, 0), "[商店街の支援]");
    assert_eq!(marked("バリアフリー", Field::Body, 1), "産学連携で[ﾊﾞﾘｱﾌﾘｰ]化");
}

#[test]
fn matched_says_what_met_what() {
    assert_eq!(met("バリアフリー"), ["body:ﾊﾞﾘｱﾌﾘｰ by バリアフリー (exact)"]);
    assert_eq!(met("産業"), ["path:産業 by 産業 (exact)", "body:産業 by 産業 (exact)"]);
    assert!(met("ロボット").is_empty());
}

#[test]
fn words_that_are_wanted_together_are_marked_only_where_all_of_them_stand() {
    let met = |rows: &[&str]| {
        let mut query = Query::default();
        let way = Matcher::Together(rows.iter().map(|row| Matcher::Words(vec![(*row).to_owned()])).collect());
        let alternatives =
            vec![Alternative { as_: MatchKind::Synonym, weight: 0.8, from: None, matcher: way, own: false }];
        let text = rows.concat();
        let clause = Clause { text, scope: Scope::Anywhere, importance: 100, stress: 100, alternatives };
        query.asked = Some(Node::Clause(clause));
        let entry = entry();
        let matches = matches(&entry, &analysed(&entry, analyzer()), &query);
        matched(&entry, &matches).into_iter().map(|one| one.text).collect::<Vec<_>>()
    };
    assert_eq!(met(&["商店", "ファッション"]), ["商店", "商店", "商店", "ファッション"]);
    assert_eq!(met(&["商店", "ロボット"]), [""; 0]);
}

#[test]
fn spellings_are_marked_as_they_are_written() {
    assert_eq!(met("取り組み"), ["body:取組み by 取り組み (spelling)"]);
    assert_eq!(met("取組み"), ["body:取組み by 取組み (exact)"]);
    assert_eq!(met("子どもたち"), ["body:子供たち by 子どもたち (spelling)"]);
    assert_eq!(met("産業日"), ["path:産業 by 産業日 (spelling)", "body:産業 by 産業日 (spelling)"]);
    let body = marked("子どもたちの取り組み", Field::Body, 2);
    assert_eq!(body, "平成23～25年度に[子供たち]と[取組み]ます。");
}

#[test]
fn years_are_marked_where_they_stand_and_numbers_and_periods_as_a_whole() {
    assert_eq!(met("2012年度"), ["body:平成23～25年度 by 2012年度 (era)"]);
    assert_eq!(met("H26"), ["period:中期 by H26 (era)"]);
    assert_eq!(marked("H26", Field::Period, 0), "[中期]");
    assert_eq!(
        met("平成25～26年度"),
        ["period:中期 by 平成25～26年度 (era)", "body:平成23～25年度 by 平成25～26年度 (era)"]
    );
    assert!(met("平成30年度").is_empty());
    assert_eq!(met("１－１（１）"), ["number:1-1(1) by １－１（１） (exact)"]);
    assert_eq!(met("1-1-1"), ["number:1-1(1) by 1-1-1 (exact)"]);
}

#[test]
fn fields_limit_the_marks() {
    assert_eq!(met("title:支援"), ["title:支援 by 支援 (exact)", "title_variants:支援 by 支援 (exact)"]);
    assert_eq!(met("実績:支援"), ["result:支援 by 支援 (exact)"]);
}

#[test]
fn excluded_clauses_mark_nothing() {
    assert_eq!(highlighted("-商店街 -支援").0, Highlights::default());
    assert_eq!(marked("支援 -商店街", Field::Title, 0), "商店街の[支援]");
}

#[test]
fn what_only_the_scan_has_marks_the_repaired_words() {
    assert_eq!(met("产学"), ["body:産学 by 产学 (spelling)"]);
    assert_eq!(marked("产学", Field::Body, 1), "[産学]連携でﾊﾞﾘｱﾌﾘｰ化");
    assert_eq!(met("「ファンション」"), ["result:ファッション by ファンション (spelling)"]);
    let cut = ["result:ファッション by ファン (spelling)", "result:ファッション by ション (spelling)"];
    assert_eq!(met("ファンション"), cut, "the dictionary does not have the word");
    assert_eq!(met("産学"), ["body:産学 by 産学 (exact)"], "the text shown comes first");
}

/// Words in spellings and numerals that match each other, and arbitrary text.
fn any_words() -> impl Strategy<Value = String> {
    let pieces = [
        "取り組み",
        "取組",
        "とりくみ",
        "サーバー",
        "ｻｰﾊﾞ",
        "平成23年度",
        "２０１１",
        "H24",
        "～",
        "25年度",
        "以降",
        "二十三",
        "23",
        "子供たち",
        "子どもたち",
        "産業日",
        "街",
        "まち",
        "の",
        "を",
        " ",
        "・",
        "か\u{3099}",
        "㈱",
        "<b>",
        "1-1(1)",
    ];
    let made = prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..8);
    prop_oneof![3 => made.prop_map(|pieces| pieces.concat()), 2 => any_text()]
}

/// An entry in which every text is arbitrary.
fn any_entry() -> impl Strategy<Value = Entry> {
    prop::collection::vec(any_words(), 10).prop_map(|texts| {
        let mut any = entry();
        let mut texts = texts.into_iter();
        let mut next = || texts.next().unwrap();
        any.title = next();
        any.title_variants = vec![next()];
        any.body = vec![next(), next()];
        any.path = [Heading { number: "1".to_owned(), title: next() }].into();
        any.results[1].text = next();
        any.notes[0] = Note { term: next(), text: next() };
        any.source.repairs[0].printed = next();
        any.source.repairs[0].repaired = next();
        any
    })
}

/// True if a text of the field matches any clause.
fn meets(query: &Query, field: Field, text: &Analysed) -> bool {
    let clauses = query.clauses().into_iter().filter(|clause| field.is_text() && clause.scope.covers(field));
    clauses.flat_map(|clause| &clause.alternatives).any(|one| !one.matcher.occurrences(text).is_empty())
}

proptest! {
    #[test]
    fn whatever_is_matched_is_marked(entry in any_entry(), typed in any_words()) {
        let query = read(&typed);
        let texts = analysed(&entry, analyzer());
        let matches = matches(&entry, &texts, &query);
        let marks = Highlights::new(&matches);
        let passages = entry.passages();
        for one in &matches {
            prop_assert_ne!(one.field, Field::Printed);
            let passage = passages.iter().find(|p| p.field == one.field && p.index == one.index).unwrap();
            prop_assert!(passage.text.get(one.range.clone()).is_some_and(|text| !text.is_empty()));
            let clause = query.clauses()[one.clause];
            prop_assert_eq!(&one.term, &clause.text);
            prop_assert!(
                one.as_ == MatchKind::Spelling || clause.alternatives.iter().any(|other| other.as_ == one.as_)
            );
        }
        let marked = |passage: &Passage<'_>| {
            let pieces = pieces(passage.text, marks.of(passage.field, passage.index)).into_iter();
            pieces.filter(|(_, is_met)| *is_met).map(|(text, _)| text.to_owned()).collect::<Vec<_>>()
        };
        let inside: Vec<String> = passages.iter().flat_map(marked).collect();
        for one in matched(&entry, &matches) {
            prop_assert!(inside.iter().any(|mark| mark.contains(&one.text)), "{:?} in {:?}", one, inside);
        }
        prop_assert_eq!(matches.is_empty(), inside.is_empty());
        // Every text that matches is marked. Repairs and metadata are not checked here.
        for (passage, text) in passages.iter().zip(&texts) {
            if passage.field != Field::Printed && meets(&query, passage.field, text) {
                let here = matches.iter().any(|one| one.field == passage.field && one.index == passage.index);
                prop_assert!(here, "{:?}", passage);
            }
        }
    }

    #[test]
    fn an_entry_is_marked_where_it_is_found(typed in any_words()) {
        let (marks, matched) = highlighted(&typed);
        let (query, entry) = (read(&typed), entry());
        let found = |passage: &Passage<'_>| meets(&query, passage.field, &analyzer().analyse(passage.text));
        let held = query.clauses().iter().any(|one| one.alternatives.iter().any(|one| one.held_by(&entry).is_some()));
        prop_assert_eq!(held || entry.passages().iter().any(found), !matched.is_empty());
        prop_assert_eq!(found(&entry.passages()[0]), !marks.of(Field::Title, 0).is_empty());
    }
}

mod ranges {
    #![allow(clippy::single_range_in_vec_init, reason = "one range is meant")]

    use super::*;

    fn ranges(all: &[Range<usize>]) -> Vec<Range<usize>> {
        let one = |range: &Range<usize>| Match {
            field: Field::Body,
            index: 1,
            range: range.clone(),
            clause: 0,
            term: String::new(),
            as_: MatchKind::Exact,
        };
        let highlights = Highlights::new(&all.iter().map(one).collect::<Vec<_>>());
        assert!(highlights.of(Field::Body, 0).is_empty() && highlights.of(Field::Title, 1).is_empty());
        highlights.of(Field::Body, 1).to_vec()
    }

    #[test]
    fn what_overlaps_or_touches_becomes_one() {
        assert_eq!(ranges(&[6..12, 0..9, 12..15, 18..21, 3..3]), [0..15, 18..21]);
        assert_eq!(ranges(&[0..9, 3..6]), [0..9]);
    }

    #[test]
    fn a_text_is_split_where_marks_begin_and_end() {
        let text = "商店街の支援";
        assert_eq!(pieces(text, &[0..9, 12..18]), [("商店街", true), ("の", false), ("支援", true)]);
        assert_eq!(
            pieces(text, &[1..3, 3..6, 0..3, 9..99]),
            [("商", false), ("店", true), ("街の支援", false)]
        );
        assert!(pieces("", &[]).is_empty());
        assert_eq!(within(&[0..9, 12..18], &(6..15)), [0..3, 6..9]);
        assert!(within(&[0..9], &(9..15)).is_empty());
    }

    proptest! {
        #[test]
        fn pieces_together_are_the_text(
            text in any_text(),
            ends in prop::collection::vec((0..40usize, 0..40usize), 0..6),
        ) {
            let all: Vec<_> = ends.into_iter().map(|(start, end)| start..end).collect();
            for ranges in [ranges(&all), all] {
                let pieces = pieces(&text, &ranges);
                prop_assert_eq!(pieces.iter().map(|(piece, _)| *piece).collect::<String>(), text.as_str());
                prop_assert!(pieces.iter().all(|(piece, _)| !piece.is_empty()));
            }
        }
    }
}
