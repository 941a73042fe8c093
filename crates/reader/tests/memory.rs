//! Memory that reading a document takes at its peak, counted by the allocator. It stands alone in its program:
//! tests beside it would be counted too.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;

use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Size of the documents in bytes.
const SIZE: usize = 200_000;

/// A sentence as plans write it.
const SENTENCE: &str = "地域の団体と力を合わせ、川べりの広場で子どもと高齢者が集う催しを年に四回ひらき、延べ二百人の参加があった。";

/// Peak memory for a document, as a multiple of its size.
fn multiple(name: &str, head: &str, unit: impl Fn(usize) -> String) -> f64 {
    let mut text = head.to_owned();
    for count in 1.. {
        if text.len() >= SIZE {
            break;
        }
        text.push_str(&unit(count));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, &text).unwrap();
    #[expect(clippy::cast_precision_loss, reason = "sizes of a few megabytes")]
    let size = text.len() as f64;
    drop(text);
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let read = shisaku_reader::read_file(&path).unwrap();
    #[expect(clippy::cast_precision_loss, reason = "sizes of a few megabytes")]
    let peak = (ALLOCATOR.peak_usage() - before) as f64;
    assert!(!read.0.plan.entries.is_empty(), "{name}");
    peak / size
}

#[test]
fn a_document_takes_a_small_multiple_of_its_size() {
    // The word lists are read once.
    multiple("warm.txt", "第1章 施策\n\n1. 柱\n\n(1) 施策\n\n", |_| format!("・{SENTENCE}\n\n"));
    let prose = multiple("prose.txt", "", |_| format!("{SENTENCE}\n\n"));
    let rows = multiple(
        "rows.csv",
        "番号,施策名,担当課,計画期間,令和6年度の実績,課題\n",
        |count| {
            format!(
                "{count},舟運のにぎわい事業その{count},舟運振興課,令和4年度～令和8年度,{SENTENCE},{SENTENCE}\n"
            )
        },
    );
    let measures = multiple("measures.txt", "第1章 施策\n\n1. 柱\n\n", |count| {
        format!("({count}) 施策その{count}\n\n・{SENTENCE}\n\n")
    });
    assert!(prose < 6.0, "prose: {prose:.1}");
    assert!(rows < 11.0, "rows: {rows:.1}");
    // Short measures: an entry has thirty fields, which count even where they are empty.
    assert!(measures < 15.0, "measures: {measures:.1}");
}
