//! Result cells as documents print them.

use proptest::prelude::*;

use super::*;

fn check(cell: &str, status: Status, qualified: bool) {
    assert_eq!(read(cell), Reading { status, qualified, doubtful: false }, "{cell}");
}

#[test]
fn reads_cells() {
    check("講座を開催しました。", Status::Reported, false);
    check("実績なし", Status::NoneStated, false);
    check("（実績なし）", Status::NoneStated, false);
    check("多言語化等については、実績なし", Status::NoneStated, true);
    check("講座を開催しました。相談会については実績なし。", Status::Partial, true);
    check("", Status::Blank, false);
    check("―", Status::Blank, false);
    check("検討中", Status::UnderConsideration, false);
    check("検討中の案を公表しました。", Status::Reported, false);
    check("実績なしの解消に努めました。", Status::Reported, false);
    check("未実施の地区はなく、全地区で開催", Status::Reported, false);
    check("中止した回はなかった。", Status::Reported, false);
}

/// Cells that people judged without knowledge of the rules.
const JUDGED: &str = include_str!("../../../../../tests/cases/result-status.tsv");

/// Cells written with the rules, one or more for each.
const WRITTEN: &str = include_str!("../../../../../tests/cases/result-words.tsv");

/// Number of cells, the wrong ones, and those among them that are read as done.
fn judge(cases: &str) -> (usize, Vec<String>, Vec<String>) {
    let (mut all, mut wrong, mut flattered) = (0, Vec::new(), Vec::new());
    for line in cases.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [cell, years, right, ref statuses @ ..] = fields[..] else { unreachable!("{line}") };
        let cell = cell.replace("\\n", "\n");
        let read = read_with(&cell, Context { years: FiscalYears::read_whole(years), legend: None });
        let has_result = read.status.has_result().map_or_else(|| "null".to_owned(), |has| has.to_string());
        all += 1;
        let is_one_of = |right: &str, read: &str| right.split('|').any(|right| right == read);
        let is_right = is_one_of(right, &has_result);
        let has_status = statuses.first().is_none_or(|right| is_one_of(right, read.status.as_str()));
        if !is_right || !has_status {
            wrong.push(format!("{cell}: {right} {statuses:?}, read {read:?}"));
        }
        if !is_right && has_result == "true" {
            flattered.push(cell);
        }
    }
    (all, wrong, flattered)
}

#[test]
fn reads_the_judged_cells() {
    let (all, wrong, flattered) = judge(JUDGED);
    assert!(all >= 100);
    assert!(flattered.is_empty(), "{flattered:#?}");
    assert!((all - wrong.len()) * 100 >= all * 97, "{wrong:#?}");
}

#[test]
fn reads_the_written_cells() {
    assert_eq!(judge(WRITTEN).1, [""; 0]);
}

#[test]
fn reads_marks_by_the_legend() {
    let legend =
        Legend::read("A：計画を上回った、B：計画どおり、D：実施しなかった　－：令和5年度は対象外　× 未着手");
    let status = |cell| read_with(cell, Context { years: None, legend: Some(&legend) }).status;
    assert_eq!(status("Ａ"), Status::Reported);
    assert_eq!(status("B"), Status::Reported);
    assert_eq!(status("D"), Status::NotDone);
    assert_eq!(status("―"), Status::NotDue);
    assert_eq!(status("×"), Status::NotStarted);
    assert_eq!(status("講座を開催した。"), Status::Reported);
    assert!(read("A").doubtful);
}

#[test]
fn a_note_mark_says_nothing() {
    for cell in ["なし※1", "なし*1", "なし注1", "なし※１　※2", "開催しなかった※1", "0件※", "実績なし（※2）"]
    {
        assert_eq!(read(cell).status.has_result(), Some(false), "{cell}");
    }
    for cell in ["※1", "*2", "－※"] {
        assert_eq!(
            read(cell),
            Reading { status: Status::Blank, qualified: false, doubtful: false },
            "{cell}"
        );
    }
    assert_eq!(read("講座を開催した※3").status, Status::Reported);
}

#[test]
fn doubts_texts_that_state_nothing() {
    for cell in ["商工会議所", "周知に努める。", "苦情はなかった。", "用地取得の遅れ"]
    {
        assert_eq!(read(cell), Reading { status: Status::Blank, qualified: false, doubtful: true }, "{cell}");
    }
}

#[test]
fn knows_where_a_cell_is_complete() {
    assert!(is_complete("実績なし"));
    assert!(!is_complete("国や都の"));
    assert!(!is_complete("講座は中止し"));
}

proptest! {
    #[test]
    fn never_panics(cell in "[\\PC\n]*", pieces in "(実施|中止|し|た|なかった|、|。|が|（|）|「|0|回|令和5年度| |\n){0,20}") {
        read(&cell);
        read_with(&pieces, Context { years: Some(FiscalYears::new(2023, 2023)), legend: None });
        Legend::read(&cell);
    }
}
