//! Recognises a table that Excel saved as "text (tab separated)" under the name `.txt`.

use std::collections::HashMap;

use super::records::records;

/// Minimum number of lines for a table.
const MIN_LINES: usize = 3;

/// True if the whole text is a table with tabs. A text with prose between its tables is not: its layout is
/// inferred from its lines.
///
/// Excel writes as many tabs in each row. A quoted cell with a line break is its mark too, because no other
/// program quotes cells between tabs.
pub(in crate::formats) fn is_tab_table(text: &str) -> bool {
    if !text.contains('\t') {
        return false;
    }
    let (mut rows, mut with_tabs, mut has_quoted_break) = (0, 0, false);
    let mut same: HashMap<usize, usize> = HashMap::new();
    for record in records(text, '\t', 1).filter(|record| !record.is_blank()) {
        rows += 1;
        if record.cells.len() > 1 {
            with_tabs += 1;
            *same.entry(record.cells.len()).or_default() += 1;
            has_quoted_break |= record.cells.iter().any(|cell| cell.contains(['\n', '\r']));
        }
    }
    let most_alike = same.into_values().max().unwrap_or(0);
    let is_most = |count: usize, tenths: usize| count * 10 >= rows * tenths;
    has_quoted_break && is_most(with_tabs, 7) || rows >= MIN_LINES && is_most(most_alike, 9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_tabs_in_nearly_all_rows() {
        assert!(is_tab_table("番号\t名前\t\"実績\n(前年度)\"\n1\t朝市\t\"開いた。\n3回\"\n"));
        assert!(is_tab_table("番号\t名前\n1\t朝市\n2\t夜市\n"));
        assert!(!is_tab_table("番号\t名前\n1\t朝市\n"), "two lines may be anything");
        assert!(!is_tab_table("第1章 施策\n\n本文です。\n番号\t名前\n1\t朝市\n2\t夜市\n注です。\n"));
        assert!(!is_tab_table("本文だけ\nの文書\nです"));
    }
}
