//! Errors in `seeds/`: each is reported with its place and a remedy, and everything else is read.

use shisaku_model::{Kind, Severity};
use shisaku_reader::{SourceError, read_file, read_seeds};

use super::mutant::Mutant;
use crate::seeds::{FILE, Folder, PLAN, Read, plan};

/// Reads the first plan with another file next to it.
fn beside(path: &str, bytes: impl AsRef<[u8]>) -> Read {
    Folder::of_the_plan().with(FILE, Mutant::real().text()).with(path, bytes).read()
}

/// Asserts one finding of that code at that place, with advice. The first plan must still be read.
#[track_caller]
fn check(read: &Read, code: &str, place: &str, severity: Severity) {
    let told = read.told(code);
    assert_eq!(told.len(), 1, "{code}: {:?}", read.codes());
    assert_eq!((told[0].place.to_string().as_str(), told[0].severity), (place, severity), "{code}");
    assert!(!told[0].message.is_empty() && !told[0].advice.is_empty(), "{code} says what to do");
    let first = read.plans.iter().find(|reading| reading.plan.manifest.id == PLAN).unwrap();
    // A document that cannot be read is found by its name.
    let read = first.plan.entries.iter().filter(|entry| entry.kind != Kind::Text).count();
    assert_eq!(read, plan().entries.len(), "the rest is read");
}

#[test]
fn a_document_that_cannot_be_read() {
    let file = "meguro-vision/other.txt";
    check(&beside(file, ""), "empty_file", file, Severity::Error);
    check(&beside(file, "\n \n\t\n　\n"), "empty_file", file, Severity::Error);
    check(&beside(file, b"PK\x03\x04\0\0\0"), "binary_file", "meguro-vision/other.txt:1", Severity::Error);
    check(&beside(file, b"a\n\xFF\xFE\xFD\x80"), "not_text", "meguro-vision/other.txt:2", Severity::Error);
}

#[test]
fn a_document_that_says_nothing_of_a_plan() {
    let read =
        Folder::of_the_plan().with("meguro-vision/letter.txt", "拝啓\n時下ますますご清栄のこと。\n").read();
    let told = read.told("no_measure");
    assert!(told.len() == 1 && !told[0].advice.is_empty(), "{:?}", read.codes());
}

#[test]
fn a_format_nobody_reads() {
    let file = "meguro-vision/plan.jtd";
    check(&beside(file, "第1章"), "unknown_format", file, Severity::Warning);
}

#[test]
fn files_and_folders_in_the_wrong_place() {
    check(&beside("plan.txt", "第1章"), "file_outside_plan", "plan.txt", Severity::Warning);
    check(
        &beside("meguro-vision/old/a.txt", "第1章"),
        "folder_in_plan",
        "meguro-vision/old",
        Severity::Warning,
    );
    // A folder with the name of a staff file is reported as that file, which is then missing.
    let file = "meguro-vision/departments.csv";
    let read = beside(&format!("{file}/a.csv"), "項目番号,担当課");
    check(&read, "unreadable", file, Severity::Error);
    assert!(read.told("unreadable")[0].message.contains("ファイルではなくフォルダーです"));
    assert_eq!(read.told("folder_in_plan").len(), 0, "told once");
    check(&beside("目黒 計画/a.txt", "第1章"), "folder_name", "目黒 計画", Severity::Error);
    check(&beside("Meguro/a.txt", "第1章"), "folder_name", "Meguro", Severity::Error);
    check(&beside("empty/plan.toml", "title = \"空\""), "no_document", "empty", Severity::Error);
    let read = beside("README.md", "For people.");
    assert!(read.told("file_outside_plan").is_empty());
    let read = beside(".DS_Store", "x");
    assert_eq!(read.codes(), ["qualified_none", "reprint", "title_differs"]);
}

#[test]
fn plan_toml_missing_or_broken() {
    let file = "meguro-vision/plan.toml";
    let read = Folder::new().with(FILE, Mutant::real().text()).read();
    check(&read, "no_manifest", file, Severity::Error);
    assert_eq!(read.plan().manifest.title, PLAN, "it goes by its folder");
    for (text, line) in
        [("title = ", 1), ("title = \"計画\"\nplan_years = [2013, 2011]\n", 2), ("a = 1\n", 1)]
    {
        check(&beside(file, text), "broken_manifest", &format!("{file}:{line}"), Severity::Error);
    }
    check(&beside(file, "publisher = \"目黒区\"\n"), "no_title", file, Severity::Warning);
    check(&beside(file, b"\0"), "binary_file", "meguro-vision/plan.toml:1", Severity::Error);
}

#[test]
fn repairs_toml_broken_or_out_of_date() {
    let file = "meguro-vision/repairs.toml";
    check(
        &beside(file, "[[repair]]\nprinted = 1\n"),
        "broken_repairs",
        &format!("{file}:2"),
        Severity::Error,
    );
    let loops = "[[repair]]\nprinted = \"ア\"\nrepaired = \"アア\"\n";
    check(&beside(file, loops), "unsafe_repair", &format!("{file}:2"), Severity::Error);
    let unused = "[[repair]]\nprinted = \"ない語\"\nrepaired = \"ある語\"\n";
    check(&beside(file, unused), "unused_repair", &format!("{file}:2"), Severity::Warning);
}

#[test]
fn no_seeds_is_an_error_that_says_what_to_do() {
    let folder = Folder::new().with("file.txt", "x");
    for missing in ["nowhere", "file.txt"] {
        let error = read_seeds(&folder.path().join(missing)).unwrap_err();
        assert!(matches!(error, SourceError::NoSeeds(_)), "{error:?}");
        let text = error.to_string();
        assert!(text.contains(missing) && text.contains("--seeds") && text.contains("plan.toml"), "{text}");
    }
}

#[test]
fn seeds_without_plans_are_told() {
    let read = Folder::new().read();
    assert!(read.plans.is_empty());
    let codes: Vec<_> = read.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["no_plan"]);
}

#[test]
fn several_plans_are_read_beside_each_other() {
    let read = beside("other-plan/plan.toml", "title = \"別の計画\"");
    assert_eq!(read.plans.len(), 2);
    let text = Mutant::real().text();
    let read = Folder::of_the_plan()
        .with(FILE, &text)
        .with("other-plan/plan.toml", "title = \"別の計画\"")
        .with("other-plan/a.txt", "第1章 施策\n1. 政策\n1-1. 項目\n(1)夜市\n- 夜市を開きます。\n")
        .read();
    let ids: Vec<_> = read.plans.iter().map(|reading| reading.plan.manifest.id.as_str()).collect();
    assert_eq!(ids, ["meguro-vision", "other-plan"]);
    assert_eq!(read.plans[0].plan, *plan());
    assert_eq!(read.plans[1].plan.entries.len(), 1);
}

#[test]
fn one_document_by_itself() {
    let folder =
        Folder::new().with("plan/a.txt", "第1章 施策\n1. 政策\n1-1. 項目\n(1)夜市\n- 夜市を開きます。\n");
    let (reading, findings) = read_file(&folder.path().join("plan/a.txt")).unwrap();
    assert_eq!((reading.plan.entries[0].id.as_str(), findings.len()), ("document/1-1-1-1", 0));
    let missing = read_file(&folder.path().join("plan/b.txt")).unwrap_err();
    assert!(missing.code == "unreadable" && !missing.advice.is_empty());
    let (reading, _) = read_file(&std::path::Path::new("seeds").join(FILE)).unwrap();
    assert_eq!(reading.plan.entries.len(), plan().entries.len());
}

#[test]
fn a_document_put_twice_is_read_once() {
    let text = Mutant::real().text();
    let file = "meguro-vision/copy.txt";
    let with_line_ends = text.replace('\n', "\r\n");
    for copy in [text.as_bytes(), with_line_ends.as_bytes()] {
        let read = beside(file, copy);
        check(&read, "same_document", file, Severity::Info);
        assert!(read.told("same_document")[0].message.contains("000_8639ab18f7af3ba7.txt"));
        assert_eq!(read.plan().entries.len(), plan().entries.len());
    }
    // Another plan keeps its own.
    let read = beside("other/copy.txt", text.as_bytes());
    assert_eq!((read.plans.len(), read.told("same_document").len()), (2, 0));
}
