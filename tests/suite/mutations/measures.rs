//! Measures removed from the text or added to it.

use proptest::prelude::*;

use super::mutant::{
    Mutant, assert_losses_are_told, assert_no_wrong_join, joined, lines_of_measures, measure,
};
use crate::seeds::plan;

#[test]
fn a_measure_gone_from_the_text_leaves_its_row() {
    let mutant = Mutant::real();
    let gone = mutant.measure("企業経営の悪化防止");
    let read = mutant.without(gone).read();
    assert_no_wrong_join(&read, &[]);
    assert_eq!(joined(&read), 73);
    let told = read.told("row_without_measure");
    assert_eq!(told.len(), 1);
    assert!(told[0].message.contains("1-1(2)企業経営の悪化防止") && !told[0].advice.is_empty(), "{told:?}");
    // The row can still be found, under its own number.
    let kept = read.plan().entries.iter().find(|entry| entry.local() == "5-1-1-2").unwrap();
    assert_eq!(
        (kept.title.as_str(), kept.has_result, kept.body.len()),
        ("企業経営の悪化防止", Some(true), 0)
    );
    assert_eq!(read.told("odd_number").len(), 1, "(1) is followed by (3)");
}

#[test]
fn a_whole_subsection_gone_from_the_text_leaves_its_rows() {
    let mutant = Mutant::real();
    let gone = mutant.line_in_text("雇用施策の実施")..mutant.line_in_text("経営改善への取り組み");
    let read = mutant.without(gone).read();
    assert_no_wrong_join(&read, &[]);
    assert_eq!((joined(&read), read.told("row_without_measure").len()), (70, 4));
}

#[test]
fn a_row_gone_leaves_its_measure_without_report() {
    let mutant = Mutant::real();
    let row = mutant.row("企業経営の悪化防止");
    let read = mutant.without([row]).read();
    assert_no_wrong_join(&read, &[]);
    let measure = measure(&read, "企業経営の悪化防止").unwrap();
    assert_eq!((measure.has_result, measure.period.as_deref()), (None, None), "報告なし, not 実績なし");
    let told = read.told("no_result_row");
    assert_eq!((told.len(), told[0].place.lines), (1, [16, 16]));
    assert_eq!(read.plan().entries.len(), plan().entries.len());
}

#[test]
fn the_row_of_the_subsection_that_is_a_measure_goes_too() {
    let mutant = Mutant::real();
    let row = mutant.row("中小企業センターの充実");
    let read = mutant.without([row]).read();
    assert_no_wrong_join(&read, &[]);
    assert_losses_are_told(&read);
}

#[test]
fn a_new_measure_has_no_report_and_takes_no_others() {
    let mutant = Mutant::real();
    let behind = mutant.line_in_text("雇用施策の実施");
    let read = mutant.insert(behind, &["(5)商店街の夜市", "", "- ・夜市を開きます。", ""]).read();
    assert_no_wrong_join(&read, &[]);
    assert_eq!((joined(&read), read.told("no_result_row").len()), (74, 1));
    assert_eq!(measure(&read, "商店街の夜市").unwrap().has_result, None);
}

/// The text is numbered differently from the table. A title and a number then point to two measures.
#[test]
fn a_new_measure_in_front_moves_the_numbers_of_the_others() {
    let mutant = Mutant::real();
    let first = mutant.line_in_text("(1)融資制度の充実");
    let read = mutant
        .at(first, "(1)", "(2)")
        .at(first + 4, "(2)", "(3)")
        .at(first + 8, "(3)", "(4)")
        .at(first + 12, "(4)", "(5)")
        .insert(first, &["(1)商店街の夜市", "", "- ・夜市を開きます。", ""])
        .read();
    assert_no_wrong_join(&read, &[]);
    assert_losses_are_told(&read);
    assert_eq!(measure(&read, "商店街の夜市").unwrap().has_result, None);
}

/// A measure in the place of another one must not take its result.
#[test]
fn another_measure_under_the_same_number_takes_no_result() {
    let mutant = Mutant::real();
    let line = mutant.line_in_text("企業経営の悪化防止");
    let read = mutant.at(line, "企業経営の悪化防止", "商店街の夜市").read();
    assert_no_wrong_join(&read, &[]);
    assert_eq!(measure(&read, "商店街の夜市").unwrap().has_result, None);
    let told = read.told("row_without_measure");
    assert!(told.len() == 1 && told[0].message.contains("商店街の夜市"), "{told:?}");
}

#[test]
fn an_empty_subsection_is_no_measure() {
    let mutant = Mutant::real();
    let gone = mutant.measure("国の事業の活用");
    let read = mutant.without(gone).read();
    assert_no_wrong_join(&read, &[]);
    assert!(measure(&read, "技術力を持つ人材派遣に関する国の事業の活用").is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// Any measures may be missing from the text, and any others from the table.
    #[test]
    fn whatever_is_missing_nothing_is_joined_wrongly(
        from_text in prop::sample::subsequence(lines_of_measures(), 0..30),
        from_table in prop::sample::subsequence(lines_of_measures(), 0..30),
    ) {
        let rows = from_table.into_iter().map(|(_, row)| row);
        let gone = from_text.into_iter().flat_map(|(text, _)| text).chain(rows);
        let read = Mutant::real().without(gone).read();
        assert_no_wrong_join(&read, &[]);
        assert_losses_are_told(&read);
    }
}
