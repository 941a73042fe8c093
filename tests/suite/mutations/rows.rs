//! Rows in another order, repeated, or with other titles.

use std::ops::Range;

use proptest::prelude::*;

use super::mutant::{
    Mutant, assert_losses_are_told, assert_no_wrong_join, essence, joined, lines_of_measures, measure,
};
use crate::seeds::plan;

/// Shuffles a range of lines by a seed: Fisher-Yates with a small generator. A seed gives one order on all
/// machines.
fn shuffled(mut mutant: Mutant, range: Range<usize>, seed: u64) -> Mutant {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let lines = &mut mutant.0[range];
    for last in (1..lines.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        lines.swap(last, usize::try_from(state % (last as u64 + 1)).unwrap());
    }
    mutant
}

/// In a shuffled table, numbers and the headings above a row prove nothing. Titles still do.
#[track_caller]
fn check_shuffled(seed: u64) {
    let real = Mutant::real();
    let body = real.table().start + 1..real.table().end;
    let read = shuffled(real, body, seed).read();
    assert_no_wrong_join(&read, &[]);
    assert_losses_are_told(&read);
    assert!(joined(&read) >= 73, "seed {seed}: {} joined", joined(&read));
}

#[test]
fn rows_and_headings_of_the_whole_table_in_another_order() {
    for seed in [1, 2, 3, 2011, 2013, 99_991] {
        check_shuffled(seed);
    }
}

/// Titles printed letter by letter are found in any position. The one printed differently is not, because the
/// numbers of moved rows prove nothing.
#[test]
fn rows_of_one_subsection_in_another_order() {
    let real = Mutant::real();
    let first = real.row("国際規格(ISO)取得の推進");
    for seed in 1..6 {
        let read = shuffled(real.clone(), first..first + 4, seed).read();
        assert_no_wrong_join(&read, &[]);
        assert_losses_are_told(&read);
        let alone = |line: &&String| {
            !line.contains("区内業者の育成と活性化") && !line.contains("区内産業の育成と活性化")
        };
        let (seen, expected) = (essence(read.plan()), essence(plan()));
        assert_eq!(
            seen.iter().filter(alone).collect::<Vec<_>>(),
            expected.iter().filter(alone).collect::<Vec<_>>()
        );
    }
}

/// Found by `any_order_of_what_is_left`. The row 技術開発の推進 was in the place of 研究開発の推進. That row was missing
/// from the table, and the measure 技術開発の推進 from the text.
#[test]
fn a_row_moved_into_the_place_of_a_title_much_like_it_is_not_joined() {
    let real = Mutant::real();
    let (row, other) = (real.row("(1)技術開発の推進"), real.row("(1)研究開発の推進"));
    let moved = real.0[row].clone();
    let gone = real.measure("(1)技術開発の推進");
    // Two rows in the wrong order show that rows were moved.
    let mut mutant = real.without([other]).insert(other, &[&moved]).without([row]);
    let pair = mutant.row("起業家塾の開催");
    mutant.0.swap(pair, pair + 1);
    let read = mutant.without(gone).read();
    assert_no_wrong_join(&read, &[]);
    assert_losses_are_told(&read);
}

#[test]
fn removed_items_in_another_order() {
    let real = Mutant::real();
    let body = real.removed().start + 1..real.removed().end;
    for seed in [1, 2, 3] {
        let read = shuffled(real.clone(), body.clone(), seed).read();
        assert_no_wrong_join(&read, &[]);
        assert_eq!(joined(&read), 74);
        let removed = read.plan().entries.iter().filter(|entry| entry.kind.as_str() == "removed").count();
        assert_eq!(removed, 9);
    }
}

#[test]
fn a_measure_has_two_rows() {
    let real = Mutant::real();
    let row = real.row("企業経営の悪化防止");
    let read = real.clone().insert(row + 1, &["(2)企業経営の悪化防止\t短期\t講座を開きました。"]).read();
    assert_no_wrong_join(&read, &[]);
    assert_eq!((joined(&read), read.told("row_repeated").len()), (74, 1));
    // The second row is kept as another entry, for a person to decide.
    let again = read.plan().entries.iter().find(|entry| entry.local() == "5-1-1-2.2").unwrap();
    assert_eq!(again.result.as_deref(), Some("講座を開きました。"));
    // An exact repetition leaves nothing to decide.
    let same = real.0[row].clone();
    let read = real.insert(row + 1, &[&same]).read();
    assert_no_wrong_join(&read, &[]);
    assert_eq!(read.told("row_repeated").len(), 1);
}

#[test]
fn a_title_slightly_changed_is_joined_and_told() {
    let real = Mutant::real();
    let row = real.row("インターンシップの充実");
    let read = real.at(row, "インターンシップの充実", "インターンシップの拡充").read();
    assert_no_wrong_join(&read, &[]);
    assert_eq!((joined(&read), read.told("title_differs").len()), (74, 2));
    assert_eq!(measure(&read, "インターンシップの充実").unwrap().title_variants, ["インターンシップの拡充"]);
}

#[test]
fn a_title_of_other_width_or_with_gaps_is_the_same_title() {
    let real = Mutant::real();
    let row = real.row("国際規格(ISO)取得の推進");
    let read = real.at(row, "国際規格(ISO)取得の推進", "国際規格（ＩＳＯ） 取得の推進").read();
    assert_no_wrong_join(&read, &[]);
    assert_eq!((joined(&read), read.told("title_differs").len()), (74, 1));
}

/// The number and the title point to different measures. Nothing shows which one the result belongs to.
#[test]
fn titles_of_neighbours_exchanged_are_joined_to_neither() {
    for (one, other) in [
        ("融資制度の充実", "企業経営の悪化防止"),
        ("労働環境の整備", "求人・求職活動の環境整備"),
        ("技術開発の推進", "販路拡大の推進"),
        ("店舗の経営相談・診断の推進", "商店主の勉強・研修機会の充実"),
    ] {
        let real = Mutant::real();
        let (a, b) = (real.row(one), real.row(other));
        let read = real.at(a, one, "@").at(b, other, one).at(a, "@", other).read();
        assert_no_wrong_join(&read, &[]);
        assert_losses_are_told(&read);
        assert_eq!(joined(&read), 72, "{one} / {other}");
        assert_eq!(read.told("row_contradicts").len(), 2);
    }
}

#[test]
fn titles_of_a_whole_subsection_moved_down_by_one_are_joined_to_none() {
    let mut mutant = Mutant::real();
    let first = mutant.row("労働環境の整備");
    let title = |line: &str| line.split('\t').next().unwrap()[3..].to_owned();
    let titles: Vec<String> = (first..first + 5).map(|i| title(&mutant.0[i])).collect();
    for i in 0..5 {
        mutant = mutant.at(first + i, &titles[i], "@").at(first + i, "@", &titles[(i + 1) % 5]);
    }
    let read = mutant.read();
    assert_no_wrong_join(&read, &[]);
    assert_losses_are_told(&read);
    assert_eq!(joined(&read), 69);
}

#[test]
fn a_row_that_lost_its_number_is_told() {
    let real = Mutant::real();
    let row = real.row("インターンシップの充実");
    let read = real.at(row, "(4)", "").read();
    assert_no_wrong_join(&read, &[]);
    assert_losses_are_told(&read);
}

#[test]
fn a_row_that_lost_its_period_is_read() {
    let real = Mutant::real();
    let row = real.row("インターンシップの充実");
    let read = real.at(row, "\t短期\t", "\t\t").read();
    assert_no_wrong_join(&read, &[]);
    assert_eq!((joined(&read), &measure(&read, "インターンシップの充実").unwrap().period), (74, &None));
}

#[test]
fn an_unknown_period_is_told() {
    let real = Mutant::real();
    let row = real.row("インターンシップの充実");
    let read = real.at(row, "\t短期\t", "\t矩期\t").read();
    assert_eq!(read.told("unknown_period").len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_order_of_the_rows(seed in any::<u64>()) {
        check_shuffled(seed);
    }

    /// The titles of any two rows are exchanged. The rows keep their order.
    #[test]
    fn any_two_titles_exchanged(rows in prop::sample::subsequence(lines_of_measures(), 2)) {
        let mut mutant = Mutant::real();
        let [a, b] = [rows[0].1, rows[1].1];
        let cells = |line: &str| {
            let front = line.find(|c: char| !"0123456789().- ".contains(c)).unwrap();
            let title = line.find('\t').unwrap();
            (line[..front].to_owned(), line[front..title].to_owned(), line[title..].to_owned())
        };
        let (one, other) = (cells(&mutant.0[a]), cells(&mutant.0[b]));
        mutant.0[a] = format!("{}{}{}", one.0, other.1, one.2);
        mutant.0[b] = format!("{}{}{}", other.0, one.1, other.2);
        let read = mutant.read();
        assert_no_wrong_join(&read, &[]);
        assert_losses_are_told(&read);
    }

    /// Any order, with any measures and rows missing.
    #[test]
    fn any_order_of_what_is_left(
        seed in any::<u64>(),
        from_text in prop::sample::subsequence(lines_of_measures(), 0..20),
        from_table in prop::sample::subsequence(lines_of_measures(), 0..20),
    ) {
        let real = Mutant::real();
        let rows: Vec<usize> = from_table.into_iter().map(|(_, row)| row).collect();
        let last = real.table().end;
        let table = real.table().start + 1..last - rows.len();
        let mutant = shuffled(real.without(rows), table, seed);
        let read = mutant.without(from_text.into_iter().flat_map(|(text, _)| text)).read();
        assert_no_wrong_join(&read, &[]);
        assert_losses_are_told(&read);
    }
}
