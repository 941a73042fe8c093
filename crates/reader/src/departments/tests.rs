//! Tests with staff files for a made-up plan.
#![allow(clippy::unwrap_used, reason = "tests")]

mod contacts;

use super::*;
use shisaku_model::{Kind, Locator, Manifest, Part, Section};

const FILE: &str = "p/departments.csv";
const NAMES: &str = "p/department_names.csv";

/// Chapter 5 with subsections 1-1 (two measures) and 1-2 (one), a removed item, a note.
fn plan() -> Plan {
    let section = |id: &str, level: usize, number: &str| Section {
        id: format!("p/{id}"),
        level,
        number: number.to_owned(),
        title: "見出し".to_owned(),
    };
    let entry = |local: &str, number: &str, kind: Kind, sections: &[&str]| Entry {
        number: number.to_owned(),
        title: format!("項目{local}"),
        sections: sections.iter().map(|id| format!("p/{id}")).collect(),
        ..Entry::new("p", local, kind)
    };
    Plan {
        manifest: Manifest { id: "p".to_owned(), ..Manifest::default() },
        sections: vec![
            section("5", 1, "第5章"),
            section("5-1", 2, "1"),
            section("5-1-1", 3, "1-1"),
            section("5-1-2", 3, "1-2"),
            section("6", 1, "第6章"),
            section("6-1", 2, "1"),
        ],
        entries: vec![
            entry("5-1-1-1", "1-1(1)", Kind::Measure, &["5", "5-1", "5-1-1"]),
            entry("5-1-1-2", "1-1(2)", Kind::Measure, &["5", "5-1", "5-1-1"]),
            entry("5-1-2-1", "1-2(1)", Kind::Measure, &["5", "5-1", "5-1-2"]),
            entry("5-6-r1", "", Kind::Removed, &["5"]),
            entry("5-1-1-1-n1", "", Kind::Note, &["5", "5-1", "5-1-1"]),
            entry("6-1-1", "1(1)", Kind::Framework, &["6", "6-1"]),
            entry("6-1-1.2", "1(1)", Kind::Framework, &["6", "6-1"]),
        ],
        ..Plan::default()
    }
}

fn file(file: &str, text: &str) -> StaffFile {
    StaffFile { file: file.to_owned(), text: text.to_owned() }
}

struct Filed {
    plan: Plan,
    findings: Vec<Finding>,
}

fn filed_in(mut plan: Plan, rows: &str, names: &str) -> Filed {
    let filed = format!("項目番号,担当課,役割,開始,終了\n{rows}");
    let names = format!("旧名称,新名称,変更日\n{names}");
    let findings = apply(&mut plan, Some(&file(FILE, &filed)), Some(&file(NAMES, &names)));
    Filed { plan, findings }
}

fn filed(rows: &str) -> Filed {
    filed_in(plan(), rows, "")
}

impl Filed {
    fn entry(&self, local: &str) -> &Entry {
        self.plan.entries.iter().find(|entry| entry.local() == local).unwrap()
    }

    /// Departments of an entry as `主管 | 関係`.
    fn of(&self, local: &str) -> String {
        let entry = self.entry(local);
        format!("{}|{}", entry.departments.join("、"), entry.related_departments.join("、"))
    }

    fn values(&self, local: &str) -> String {
        self.entry(local).groups.departments.join("、")
    }

    /// Findings as `line code`, in order.
    fn told(&self) -> Vec<String> {
        self.findings.iter().map(|finding| format!("{} {}", finding.place.lines[0], finding.code)).collect()
    }
}

#[test]
fn a_row_files_the_department_of_an_entry_by_number_or_id() {
    let filed = filed(
        "１－１（１）,産業経済課,,,\n1-1(1),消費生活課,関係,,\n5-6-r1,観光課,主管,,\np/5-1-2-1,区民課、税務課,lead,,\n",
    );
    assert_eq!(filed.told(), Vec::<String>::new());
    assert_eq!(filed.of("5-1-1-1"), "産業経済課|消費生活課");
    assert_eq!(filed.of("5-1-1-2"), "|");
    assert_eq!(filed.of("5-6-r1"), "観光課|");
    assert_eq!(filed.of("5-1-2-1"), "区民課、税務課|");
}

#[test]
fn a_heading_stands_for_what_no_nearer_row_names() {
    let filed = filed("5,企画課,,,\n1-1,産業経済課,,,\n1-1,企画課,関係,,\n1-1(2),観光課,,,\n");
    assert_eq!(filed.of("5-1-1-1"), "産業経済課|企画課");
    assert_eq!(
        filed.of("5-1-1-2"),
        "観光課|企画課",
        "its own row for the lead, the heading's for the related"
    );
    assert_eq!(filed.of("5-1-2-1"), "企画課|");
    assert_eq!(filed.of("5-6-r1"), "企画課|", "a removed item stands in its chapter");
    assert_eq!(filed.of("5-1-1-1-n1"), "|", "nobody answers for a note");
    assert_eq!(filed.of("6-1-1"), "|");
}

#[test]
fn the_row_that_ends_last_counts() {
    let moved =
        "1-1(1),商工課,,平成23年度,平成25年度\n1-1(1),観光課,,平成26年度,\n1-1(1),健康課,関係,,2013\n";
    let filed = filed(moved);
    assert_eq!(filed.told(), Vec::<String>::new());
    assert_eq!(filed.of("5-1-1-1"), "観光課|", "whoever ended before is history");
    let over = self::filed("1-1(1),商工課,,2011,2013\n1-1(1),観光課,,2014,2020\n1-1(1),健康課,関係,,2020\n");
    assert_eq!(over.of("5-1-1-1"), "観光課|健康課", "of a plan that is over, the last");
}

#[test]
fn what_the_file_says_replaces_what_the_document_says_and_is_told() {
    let mut plan = plan();
    plan.entries[0].departments = vec!["商工課".to_owned()];
    plan.entries[0].related_departments = vec!["企画課".to_owned()];
    let part = |field: &str| Part { field: field.to_owned().into(), lines: [9, 9], at: Locator::Lines };
    plan.entries[0].source.parts = vec![part("title"), part("departments"), part("related_departments")];
    let filed = filed_in(plan, "1-1(1),観光課,,,\n", "");
    assert_eq!(filed.told(), ["2 department_replaced"]);
    assert_eq!(filed.of("5-1-1-1"), "観光課|企画課");
    let fields: Vec<&str> = filed.entry("5-1-1-1").source.parts.iter().map(|part| &*part.field).collect();
    assert_eq!(fields, ["title", "related_departments"], "no line of the document says so");
}

#[test]
fn old_and_new_names_are_one_value() {
    let names = "商工課,産業課,2011-04-01\n産業課,産業経済課,平成26年4月1日\n農政課,産業経済課,2014-04-01\n";
    let filed = filed_in(plan(), "1-1(1),商工課,,,\n1-1(2),農政課,,,\n1-2(1),産業経済課,,,\n", names);
    assert_eq!(filed.told(), Vec::<String>::new());
    for local in ["5-1-1-1", "5-1-1-2", "5-1-2-1"] {
        assert_eq!(filed.values(local), "産業経済課");
    }
    assert_eq!(filed.of("5-1-1-1"), "商工課|", "shown as filed");
    assert_eq!(filed.plan.known_names.len(), 1, "{:?}", filed.plan.known_names);
    let known = &filed.plan.known_names[0];
    assert_eq!(known.label(), "産業経済課(旧 産業課、農政課、商工課)");
    assert_eq!(known.facet, "department");
    assert!(known.goes_by("商工課"));
}

#[test]
fn a_divided_department_is_both_and_is_told() {
    let names = "産業課,商工課,2014\n産業課,観光課,2014\n";
    let filed = filed_in(plan(), "1-1(1),産業課,,,\n1-1(2),観光課,,,\n", names);
    assert_eq!(filed.values("5-1-1-1"), "商工課、観光課");
    assert_eq!(filed.values("5-1-1-2"), "観光課");
    assert_eq!(filed.told(), ["2 department_divided"]);
}

#[test]
fn names_that_come_back_are_no_circle_and_circles_are_told() {
    let back =
        filed_in(plan(), "1-1(1),商工課,,,\n1-1(2),産業課,,,\n", "商工課,産業課,2011\n産業課,商工課,2014\n");
    assert_eq!((back.values("5-1-1-1"), back.values("5-1-1-2")), ("商工課".into(), "商工課".into()));
    assert_eq!(back.told(), Vec::<String>::new());
    let round = filed_in(plan(), "1-1(1),商工課,,,\n1-1(2),産業課,,,\n", "商工課,産業課,\n産業課,商工課,\n");
    assert_eq!((round.values("5-1-1-1"), round.values("5-1-1-2")), ("商工課".into(), "産業課".into()));
    assert_eq!(round.told(), ["2 names_go_round"]);
}

#[test]
fn names_that_nothing_carries_are_told() {
    let filed = filed_in(plan(), "1-1(1),商工課,,,\n", "税務課,課税課,2014\n商工課,産業課,2014\n");
    assert_eq!(filed.told(), ["2 name_not_used"]);
}

#[test]
fn every_bad_row_is_told_at_its_line_and_the_others_count() {
    let rows = "1-1(9),産業課,,,\n1-1(1),産業課,補佐,,\n1-1(1),産業課,,春,\n1-1(1),産業課,,2014,2011\n,産業課,,,\n\
                1(1),産業課,,,\n5-1-1-1-n1,産業課,,,\n1-1(1),産業課,,,,余り\n1-1(2),,,,\n1-1(2),未定,,,\n\
                1-1(1),\"産業\n課\",,,\n5-1-2-1,観光課,,,\n1-1(2)\n";
    let filed = filed(rows);
    let expected = [
        "2 unknown_entry",
        "3 unknown_role",
        "4 unreadable_date",
        "5 ends_before_start",
        "6 no_number",
        "7 number_of_several",
        "8 no_department_for_kind",
        "9 too_many_cells",
        "10 department_not_filled",
        "12 control_character",
        "15 too_few_cells",
    ];
    assert_eq!(filed.told(), expected);
    assert_eq!(filed.of("5-1-2-1"), "観光課|");
    assert_eq!(filed.of("5-1-1-1"), "|");
    let advice = |at: usize| filed.findings[at].advice.as_str();
    assert!(advice(0).starts_with("近い番号は「1-1(2)」です。"), "{}", advice(0));
    assert_eq!(advice(5), "次のどれかを書いてください: p/6-1-1、p/6-1-1.2");
}

#[test]
fn rows_that_speak_twice_are_told() {
    let twice = filed("1-1(1),産業課,,,\n1-1(1),産業課,,,\n");
    assert_eq!((twice.told(), twice.of("5-1-1-1")), (vec!["3 row_twice".to_owned()], "産業課|".to_owned()));
    assert_eq!(filed("1-1(1),産業課,,2011,2014\n1-1(1),産業課,,2014,\n").told(), ["3 dates_overlap"]);
    assert_eq!(filed("1-1(1),産業課,,2011,\n1-1(1),観光課,,2014,\n").told(), ["3 leads_overlap"]);
    assert_eq!(filed("1-1(1),産業課,,2011,\n1-1(1),観光課,,2011,\n").told(), ["3 leads_together"]);
    assert_eq!(filed("1-1(1),産業課,,2011,2013\n1-1(1),観光課,,2014,\n").told(), Vec::<String>::new());
}

#[test]
fn a_name_one_letter_off_is_told_once() {
    let filed = filed(
        "1-1(1),産業経済課,,,\n1-1(2),産業経済課,,,\n1-2(1),産業経斉課,,,\n5-6-r1,産業経斉課,関係,,\n5,産業経済課,,,\n",
    );
    assert_eq!(filed.told(), ["4 department_looks_alike"]);
    assert_eq!(filed.of("5-1-2-1"), "産業経斉課|", "told, not changed");
}

#[test]
fn a_number_that_a_spreadsheet_took_for_a_day_is_read_back() {
    let filed = filed("1月2日,産業課,,,\n5月9日,産業課,,,\n");
    assert_eq!(filed.told(), ["2 number_was_a_day", "3 unknown_entry"]);
    assert_eq!(filed.of("5-1-2-1"), "産業課|");
}

#[test]
fn tables_as_spreadsheets_save_them_are_read() {
    for text in [
        "項目番号,担当課\r\n1-1(1),産業課\r\n",
        "entry;department;role;from;to\n1-1(1);産業課;;;\n",
        "項目番号\t担当課\t役割\t開始\t終了\n1-1(1)\t産業課\t\t\t\n",
        "\"項目番号\",\"担当課\"\n\"1-1(1)\",\"産業課\"\n",
        "担当課の一覧,,,\n\n項目番号,題名,担当課（課名）,備考,,,\n1-1(1),項目,産業課,済,,,\n,,,,,,\n\n",
        "項目番号,担当課\r1-1(1),産業課\r",
        "番号,課名\n\"1-1(1),税務課\n1-1(1),産業課\n",
    ] {
        let mut plan = plan();
        let findings = apply(&mut plan, Some(&file(FILE, text)), None);
        assert_eq!(plan.entries[0].departments, ["産業課"], "{text}");
        let open = text.bytes().filter(|&byte| byte == b'"').count() % 2;
        assert_eq!(findings.len(), open, "{text}: {findings:?}");
    }
}

#[test]
fn quotation_marks_left_open_cost_no_row_between_them() {
    let filed = filed("1-1(1),\"税務課\n1-1(2),産業課,,,\n5-1-2-1,観光課,,,\n1-1(1),\"文化課\n");
    assert_eq!(filed.told(), ["2 open_quotation_mark", "5 open_quotation_mark"]);
    assert_eq!([filed.of("5-1-1-1"), filed.of("5-1-1-2"), filed.of("5-1-2-1")], ["|", "産業課|", "観光課|"]);
}

#[test]
fn the_line_told_is_the_row_of_the_spreadsheet() {
    for newline in ["\n", "\r\n"] {
        let text = ["項目番号,担当課,備考", "", "1-1(1),産業課,\"二\n行\"", "9-9,産業課,"].join(newline);
        let findings = apply(&mut plan(), Some(&file(FILE, &text)), None);
        let lines: Vec<u32> = findings.iter().map(|finding| finding.place.lines[0]).collect();
        assert_eq!(lines, [5], "{findings:?}");
    }
}

#[test]
fn wrong_columns_change_nothing_and_say_what_is_missing() {
    for text in ["番,課\n1-1(1),産業課\n", "1-1(1),産業課\n", "", "\n\n", "項目番号\n1-1(1)\n"] {
        let mut plan = plan();
        let findings = apply(&mut plan, Some(&file(FILE, text)), None);
        assert_eq!(
            findings.iter().map(|finding| finding.code).collect::<Vec<_>>(),
            ["wrong_columns"],
            "{text}"
        );
        assert!(findings[0].advice.contains("項目番号,担当課,役割,開始,終了"), "{}", findings[0].advice);
        assert!(plan.entries.iter().all(|entry| entry.departments.is_empty()));
    }
    let findings =
        apply(&mut plan(), Some(&file(FILE, "項目番号,担当課,終わり\n1-1(1),産業課,2014\n")), None);
    assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["column_not_read"]);
}

#[test]
fn a_file_wrong_in_every_row_is_told_within_bounds() {
    let filed = filed(&"9-9,産業課,,,\n".repeat(3000));
    assert_eq!(filed.findings.len(), 51);
    assert!(filed.findings[50].message.contains("2950 件"), "{}", filed.findings[50].message);
    let long = self::filed(&format!("1-1(1),{},,,\n1-1(2),産業課,,,\n", "課".repeat(400_000)));
    assert_eq!(
        (long.told(), long.of("5-1-1-2")),
        (vec!["2 department_too_long".to_owned()], "産業課|".to_owned())
    );
    assert!(long.findings[0].message.len() < 400);
}
