//! An unchanged text on other pages: blank lines, bullets, tabs and repeated heads in other places.

use proptest::prelude::*;

use super::mutant::{Mutant, assert_no_wrong_join, assert_same_model, essence, joined, measure};
use crate::seeds::plan;

const AS_EVER: [&str; 3] = ["qualified_none", "reprint", "title_differs"];

/// True if a line is a heading row of a table: a title without other cells.
fn is_heading_row(line: &str) -> bool {
    line.ends_with("\t\t")
}

#[test]
fn heading_rows_without_their_empty_cells() {
    let read = Mutant::real().each(|_, line| line.trim_end_matches('\t').to_owned()).read();
    assert_same_model(&read);
    assert_eq!(read.codes(), AS_EVER);
}

#[test]
fn heading_rows_with_one_empty_cell() {
    let read =
        Mutant::real().each(|_, line| line.strip_suffix('\t').map_or(line, |cut| cut).to_owned()).read();
    assert_same_model(&read);
}

#[test]
fn a_page_break_after_every_row() {
    let read = Mutant::real().each(|_, line| format!("{line}\n")).read();
    assert_same_model(&read);
    assert_eq!(read.codes(), AS_EVER);
}

#[test]
fn no_blank_line_at_all() {
    let real = Mutant::real();
    let blank: Vec<usize> = (0..real.0.len()).filter(|&i| real.0[i].trim().is_empty()).collect();
    let read = real.without(blank).read();
    assert_same_model(&read);
    assert_eq!(read.codes(), AS_EVER);
}

#[test]
fn no_blank_line_and_no_empty_cell() {
    let real = Mutant::real();
    let blank: Vec<usize> = (0..real.0.len()).filter(|&i| real.0[i].trim().is_empty()).collect();
    let read = real.without(blank).each(|_, line| line.trim_end().to_owned()).read();
    assert_same_model(&read);
}

#[test]
fn the_head_of_a_table_is_printed_again_on_every_page() {
    let head = "項目\t計画区分\t実績(平成23年度～平成25年度)";
    let real = Mutant::real();
    for every in [1, 3, 10] {
        let rows: Vec<usize> = real.table().skip(1).chain(real.removed().skip(1)).step_by(every).collect();
        for page in
            [format!("\n{head}\n"), format!("{head}\n"), format!("\n12\n\n{head}\n"), "- 12 -\n".to_owned()]
        {
            let read = real
                .clone()
                .each(|i, line| if rows.contains(&i) { format!("{page}{line}") } else { line.to_owned() })
                .read();
            assert_same_model(&read);
            assert_eq!(read.codes(), AS_EVER);
        }
    }
}

#[test]
fn a_page_number_on_every_page() {
    let read = Mutant::real()
        .each(|i, line| {
            if i % 25 == 24 && line.trim().is_empty() { format!("\n{}\n", i / 25) } else { line.to_owned() }
        })
        .read();
    assert_same_model(&read);
}

/// A page break adds a running head, besides blank lines.
#[test]
fn a_running_head_on_every_page() {
    let real = Mutant::real();
    let before = real.row("就労支援の推進");
    let read = real.clone().insert(before, &["", "目黒区の計画", ""]).read();
    let without = |line: &&String| !line.starts_with("figure 目黒区の計画");
    assert_eq!(
        essence(read.plan()).iter().filter(without).collect::<Vec<_>>(),
        essence(plan()).iter().collect::<Vec<_>>(),
        "the table goes on behind it"
    );
    // A repeated table head begins a second table. All joins stay correct.
    let head = real.0[real.table().start].clone();
    let read = real.insert(before, &["", "目黒区の計画", "", &head]).read();
    assert_no_wrong_join(&read, &[]);
    assert_eq!(joined(&read), 74);
}

#[test]
fn a_long_cell_broken_into_lines() {
    let broken = |gap: &str| {
        let real = Mutant::real();
        let row = real.row("就労支援の推進");
        real.at(row, "内職相談を通して、", &format!("内職相談を通して、{gap}")).read()
    };
    assert_same_model(&broken("\n"));
    assert_same_model(&broken("\n\n"));
    assert_same_model(&broken("\n\n12\n\n"));
}

#[test]
fn a_list_in_a_cell() {
    let real = Mutant::real();
    let row = real.row("就労支援の推進");
    let read = real.insert(row + 1, &["・講座を開きました。", "・相談を受けました。"]).read();
    assert_eq!(joined(&read), 74);
    let result = measure(&read, "就労支援の推進").unwrap().result.clone().unwrap();
    assert!(result.ends_with("行いました。・講座を開きました。・相談を受けました。"), "{result}");
}

#[test]
fn bullets_of_other_styles() {
    for bullet in [
        "・", "- ", "- ・", "* ", "● ", "○", "■", "◆ ", "• ", "▪", "･", "◇", "□ ", "► ", "▶", "➢ ", "◦ ",
        "‣", "– ", "— ", "－ ",
    ] {
        let change = |line: &str| {
            let rest = ["- ・", "- ", "・"].iter().find_map(|sign| line.strip_prefix(sign));
            rest.map_or_else(|| line.to_owned(), |rest| format!("{bullet}{rest}"))
        };
        let read = Mutant::real().each(|_, line| change(line)).read();
        assert_same_model(&read);
    }
}

#[test]
fn lines_indented_and_with_spaces_behind() {
    let read = Mutant::real()
        .each(|_, line| if line.contains('\t') { line.to_owned() } else { format!("　{line}  ") })
        .read();
    assert_same_model(&read);
    let read = Mutant::real().each(|_, line| line.replace('\t', " \t ")).read();
    assert_same_model(&read);
}

#[test]
fn a_note_may_stand_on_the_next_line() {
    let read = Mutant::real()
        .each(|_, line| line.replace("※BCP", "※ BCP").replace("※CSR", "＊CSR").replace("＊CSR", "※　CSR"))
        .read();
    assert_same_model(&read);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    /// Pages may break between any two lines, and heading rows may lose their empty cells.
    #[test]
    fn pages_break_anywhere(choices in prop::collection::vec(0_u8..8, 580)) {
        let real = Mutant::real();
        let gone: Vec<usize> = (0..580).filter(|&i| choices[i] == 7 && real.0[i].trim().is_empty()).collect();
        let read = real
            .each(|i, line| match choices[i] {
                0 => format!("\n{line}"),
                1 => format!("{line}\n \n\n"),
                2 if is_heading_row(line) => line.trim_end().to_owned(),
                _ => line.to_owned(),
            })
            .without(gone)
            .read();
        assert_same_model(&read);
    }
}
