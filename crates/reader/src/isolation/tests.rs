//! A shell stands for the child.
#![cfg(unix)]
#![allow(clippy::expect_used, reason = "tests")]

use std::time::{Duration, Instant};

use super::{Answer, Isolation};
use shisaku_model::{Document, Finding, Place};

/// Reads in a shell that runs this script. `$2` is the name of the document.
fn read(script: &str) -> Answer {
    let command = ("sh".into(), vec!["-c".into(), script.into()]);
    let isolation = Isolation { command, memory: 64 << 20, time: Duration::from_millis(500) };
    isolation.read("plan/a.pdf", &vec![b'x'; 1 << 20])
}

fn code(script: &str) -> &'static str {
    read(script).expect_err("no answer").code
}

#[test]
fn a_document_and_its_findings_arrive_as_they_are() {
    let document = Document::plain("plan/a.pdf", ["一".to_owned(), "二".to_owned()]);
    let finding = Finding::warning("odd", Place::line("plan/a.pdf", 2), "二").advise("三");
    for answer in [Ok((document, vec![finding.clone()])), Err(finding)] {
        let bytes = serde_json::to_vec(&answer).expect("an answer is plain data");
        let octal: String = bytes.iter().map(|byte| format!("\\{byte:03o}")).collect();
        assert_eq!(read(&format!("printf '{octal}'")), answer);
    }
}

#[test]
fn any_other_end_is_a_finding_with_the_name_and_a_way_out() {
    let begun = Instant::now();
    for (script, expected) in [
        ("kill -ABRT $$", "reader_stopped"),
        ("exit 101", "reader_stopped"),
        ("exit 0", "reader_stopped"),
        ("printf '\\000\\001'", "reader_stopped"),
        ("echo 'memory allocation of 9 bytes failed' >&2; kill -ABRT $$", "too_much_memory"),
        ("kill -KILL $$", "too_much_memory"),
        ("kill -XCPU $$", "too_slow"),
        ("exec sleep 60", "too_slow"),
    ] {
        assert_eq!(code(script), expected, "{script}");
    }
    let finding = read("exit 1").expect_err("no answer");
    assert_eq!(finding.place, Place::file("plan/a.pdf"));
    assert!(!finding.advice.is_empty());
    assert!(begun.elapsed() < Duration::from_secs(30), "a child is not waited for");
}

#[test]
fn a_program_that_is_not_there_is_a_finding() {
    let command = ("/nowhere/shisaku".into(), Vec::new());
    let isolation = Isolation { command, memory: 1 << 20, time: Duration::from_secs(1) };
    assert_eq!(isolation.read("a.pdf", b"").expect_err("no program").code, "reader_not_started");
}
