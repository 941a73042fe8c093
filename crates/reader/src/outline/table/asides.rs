//! Rows that are no measures: totals, notes and explanations of marks.

use super::raw::RawRow;

/// True for the first cell of a row that sums up others.
pub(super) fn is_total(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    ["小計", "合計", "総計", "累計", "総合計"]
        .iter()
        .any(|total| bare.starts_with(total) || bare.ends_with(total))
        || bare == "計"
}

/// True for the first cell of a row that explains the table.
pub(super) fn is_note(text: &str) -> bool {
    let bare = text.trim_start_matches(['（', '(', '【', '［']).trim_start();
    let numbered = |word: &str| {
        bare.strip_prefix(word).is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with(|c: char| c.is_numeric() || c.is_whitespace() || ":：)）】".contains(c))
        })
    };
    bare.starts_with(['※', '＊', '*'])
        || ["注", "注記", "備考", "凡例", "参考", "記号"].iter().any(|word| numbered(word))
        || bare.ends_with("凡例")
        || ["事業数", "件数", "問合せ", "問い合わせ", "出典", "資料："]
            .iter()
            .any(|word| bare.starts_with(word))
}

/// True for a row whose cells explain marks: `◎：目標を超えた`.
pub(super) fn is_legend(row: &RawRow) -> bool {
    let explains = |text: &str| {
        text.find(['：', ':']).is_some_and(|at| (1..=2).contains(&text[..at].trim().chars().count()))
    };
    row.cells.values().filter(|cell| explains(&cell.text.text)).count() * 2 > row.cells.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_totals_and_notes() {
        assert!(is_total("小 計") && is_total("合計（全体）") && is_total("計") && is_total("政策３　小計"));
        assert!(!is_total("計画の見直し"));
        assert!(is_note("注1") && is_note("※印は再掲") && is_note("評価の凡例") && is_note("（注）"));
        assert!(!is_note("注文の受付") && !is_note("備考欄の整理"));
    }
}
