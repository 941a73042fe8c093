//! Reads the rows of `organisations.csv`.

use crate::spreadsheet::{self, Column, Diagnostics, Need, Sheet};
use shisaku_model::{Finding, Place};

/// Columns of `organisations.csv`.
const COLUMNS: [Column; 3] = [
    Column { name: "名称", others: &["name"], need: Need::Column },
    Column { name: "別名", others: &["others"], need: Need::Nothing },
    Column { name: "上位団体", others: &["above"], need: Need::Nothing },
];
const NAME: usize = 0;
const OTHERS: usize = 1;
const ABOVE: usize = 2;

/// Separators between other names in a cell.
const PARTING: [char; 5] = ['、', ';', '；', '|', '｜'];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub name: String,
    pub others: Vec<String>,
    pub above: Option<String>,
    pub place: Place,
}

/// Returns the readable rows and reports the others.
pub(super) fn rows(text: &str, diagnostics: &mut Diagnostics<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    spreadsheet::read(Sheet { file: diagnostics.file, text }, &COLUMNS, diagnostics, |row, diagnostics| {
        let place = Place::line(diagnostics.file, row.line);
        let name = row.cell(NAME);
        if name.is_empty() {
            diagnostics.push(
                Finding::error(
                    "unreadable_organisation",
                    place,
                    "名称がありません。この行は使っていません。",
                )
                .advise("書き方: 目黒法人会,法人会、(公社)目黒法人会,(名称,別名,上位団体)"),
            );
            return;
        }
        let others = row.cell(OTHERS).split(PARTING).map(str::trim);
        rows.push(Row {
            name: name.to_owned(),
            others: others.filter(|other| !other.is_empty() && *other != name).map(str::to_owned).collect(),
            above: Some(row.cell(ABOVE)).filter(|above| !above.is_empty()).map(str::to_owned),
            place,
        });
    });
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Row>, Vec<(u32, &'static str)>) {
        let mut diagnostics = Diagnostics::new("o.csv");
        let rows = rows(text, &mut diagnostics);
        (
            rows,
            diagnostics.into_sorted().iter().map(|finding| (finding.place.lines[0], finding.code)).collect(),
        )
    }

    #[test]
    fn columns_stand_in_any_order_and_comments_between_rows() {
        let text =
            "# 団体\n備考,上位団体,名称,別名\n\n,乙,甲,\"甲会、 甲の会；甲\"\n\"# 説明, \"\n,,丙\n,,,\n";
        let (rows, diagnostics) = read(text);
        assert_eq!(diagnostics, []);
        let said: Vec<_> =
            rows.iter().map(|row| (row.name.as_str(), row.others.join("/"), row.place.lines[0])).collect();
        assert_eq!(said, [("甲", "甲会/甲の会".to_owned(), 4), ("丙", String::new(), 6)]);
        assert_eq!(rows[0].above.as_deref(), Some("乙"));
    }

    #[test]
    fn a_wrong_first_row_costs_the_list_and_a_wrong_row_only_itself() {
        for head in ["団体名,別名", "別名,上位団体", "目黒法人会,法人会"] {
            let (rows, diagnostics) = read(&format!("{head}\n甲,乙\n"));
            assert_eq!(
                (rows.len(), diagnostics.as_slice()),
                (0, [(1, "wrong_columns")].as_slice()),
                "{head}"
            );
        }
        assert_eq!(read("").1, [(0, "wrong_columns")]);
        let (rows, diagnostics) = read("名称,別名\n甲,乙,丙\n,乙\n\"甲,乙\n甲\u{FFFD},\n丁,\n");
        let expected = [
            (2, "too_many_cells"),
            (3, "unreadable_organisation"),
            (4, "open_quotation_mark"),
            (5, "control_character"),
        ];
        assert_eq!((rows.len(), diagnostics.as_slice()), (1, expected.as_slice()));
    }

    #[test]
    fn semicolons_and_unknown_columns_cost_no_list() {
        for (text, expected) in [
            ("名称;別名\n甲;乙、丙\n", vec![]),
            ("名称\t別名\n甲\t乙;丙\n", vec![]),
            ("名称,電話,別名\n甲,03,乙、丙\n", vec![(0, "column_not_read")]),
            ("名称,別名,名称\n甲,乙、丙,丁\n", vec![(0, "column_twice")]),
        ] {
            let (rows, diagnostics) = read(text);
            assert_eq!(diagnostics, expected, "{text}");
            assert_eq!(
                (rows[0].name.as_str(), rows[0].others.join("/")),
                ("甲", "乙/丙".to_owned()),
                "{text}"
            );
        }
    }
}
