//! Rows of `organisations.csv`: what stands in which cell, and what no row can be made of.

use crate::model::{Finding, Place, shortened};

/// The columns, and whether there must be such a one. 備考 is for people.
const COLUMNS: [&str; 4] = ["名称", "別名", "上位団体", "備考"];

/// What parts the other names of a cell.
const PARTING: [char; 5] = ['、', ';', '；', '|', '｜'];

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub name: String,
    pub others: Vec<String>,
    pub above: Option<String>,
    pub place: Place,
}

/// The rows that can be read, and what is wrong with the others. A first row without the columns makes the whole
/// file unreadable.
pub(super) fn rows(file: &str, text: &str) -> (Vec<Row>, Vec<Finding>) {
    let (mut rows, mut findings) = (Vec::new(), Vec::new());
    let mut columns: Option<Vec<String>> = None;
    for (number, line) in (1..).zip(text.lines()) {
        // Excel puts a line that it takes for text with a comma into quotation marks.
        if line.trim_matches([',', ' ', '\t']).is_empty() || line.trim_start_matches('"').starts_with('#') {
            continue;
        }
        let place = Place::line(file, number);
        let cells = cells(line);
        match (&columns, wrong_letters(line)) {
            (_, Some(what)) => findings.push(unreadable(place, &format!("{what}: {}", shortened(line)))),
            (None, _) => match head(&cells) {
                Ok(()) => columns = Some(cells),
                Err(what) => return (rows, vec![wrong_columns(place, &what)]),
            },
            (Some(columns), _) => match row(columns, &cells, place) {
                Ok(row) => rows.push(row),
                Err(finding) => findings.push(finding),
            },
        }
    }
    if columns.is_none() && findings.is_empty() {
        findings.push(wrong_columns(Place::file(file), "見出しの行がありません"));
    }
    (rows, findings)
}

/// A row by itself: one name stands on one line, so that a quotation mark left open costs that line only.
fn cells(line: &str) -> Vec<String> {
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(line.as_bytes());
    let record = reader.into_records().next().and_then(Result::ok).unwrap_or_default();
    record.iter().map(|cell| cell.trim().to_owned()).collect()
}

fn wrong_letters(line: &str) -> Option<&'static str> {
    if line.matches('"').count() % 2 == 1 {
        return Some("引用符(\")が閉じていません");
    }
    line.contains(|c: char| c == '\u{FFFD}' || c.is_control() && c != '\t')
        .then_some("読めない文字があります")
}

fn head(cells: &[String]) -> Result<(), String> {
    let unknown = cells.iter().find(|cell| !cell.is_empty() && !COLUMNS.contains(&cell.as_str()));
    if let Some(unknown) = unknown {
        return Err(format!("「{}」という列は知りません", shortened(unknown)));
    }
    if let Some(twice) = COLUMNS.iter().find(|name| cells.iter().filter(|cell| cell == name).count() > 1) {
        return Err(format!("「{twice}」の列が 2 つあります"));
    }
    if cells.iter().any(|cell| cell == COLUMNS[0]) {
        Ok(())
    } else {
        Err("「名称」の列がありません".to_owned())
    }
}

fn row(columns: &[String], cells: &[String], place: Place) -> Result<Row, Finding> {
    let of = |name: &str| {
        let at = columns.iter().position(|column| column == name)?;
        cells.get(at).map(String::as_str).filter(|cell| !cell.is_empty())
    };
    // What stands where no column is: mostly other names parted by commas.
    let beyond = |at: usize| columns.get(at).is_none_or(String::is_empty);
    if let Some((at, cell)) = cells.iter().enumerate().find(|(at, cell)| beyond(*at) && !cell.is_empty()) {
        let what = format!("{} 列目の「{}」には見出しがありません。", at + 1, shortened(cell));
        return Err(Finding::error("unreadable_organisation", place, what)
            .advise("別名がいくつもあるときは、コンマではなく「、」で区切って 1 つの欄に書いてください。"));
    }
    let Some(name) = of("名称") else {
        return Err(unreadable(place, "名称がありません"));
    };
    let others = of("別名").unwrap_or_default().split(PARTING).map(str::trim);
    Ok(Row {
        name: name.to_owned(),
        others: others.filter(|other| !other.is_empty() && *other != name).map(str::to_owned).collect(),
        above: of("上位団体").map(str::to_owned),
        place,
    })
}

fn unreadable(place: Place, what: &str) -> Finding {
    Finding::error("unreadable_organisation", place, format!("{what}。この行は使っていません。"))
        .advise("書き方: 目黒法人会,法人会、(公社)目黒法人会,(名称,別名,上位団体)")
}

fn wrong_columns(place: Place, what: &str) -> Finding {
    Finding::error("wrong_columns", place, format!("{what}。この一覧は使っていません。")).advise(
        "最初の行に「名称,別名,上位団体」と書いてください(コンマ区切り。備考の列も置けます。UTF-8 か、Excel の CSV)。",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Row>, Vec<(u32, &'static str)>) {
        let (rows, findings) = rows("o.csv", text);
        (rows, findings.iter().map(|finding| (finding.place.lines[0], finding.code)).collect())
    }

    #[test]
    fn columns_stand_in_any_order_and_comments_between_rows() {
        let text =
            "# 団体\n備考,上位団体,名称,別名\n\n,乙,甲,\"甲会、 甲の会；甲\"\n\"# 説明, \"\n,,丙\n,,,\n";
        let (rows, told) = read(text);
        assert_eq!(told, []);
        let said: Vec<_> =
            rows.iter().map(|row| (row.name.as_str(), row.others.join("/"), row.place.lines[0])).collect();
        assert_eq!(said, [("甲", "甲会/甲の会".to_owned(), 4), ("丙", String::new(), 6)]);
        assert_eq!(rows[0].above.as_deref(), Some("乙"));
    }

    #[test]
    fn a_wrong_first_row_costs_the_list_and_a_wrong_row_only_itself() {
        for head in ["団体名,別名", "別名,上位団体", "名称,名称", "名称;別名", "目黒法人会,法人会"]
        {
            let (rows, told) = read(&format!("{head}\n甲,乙\n"));
            assert_eq!((rows.len(), told.as_slice()), (0, [(1, "wrong_columns")].as_slice()), "{head}");
        }
        assert_eq!(read("").1, [(0, "wrong_columns")]);
        let (rows, told) = read("名称,別名\n甲,乙,丙\n,乙\n\"甲,乙\n甲\u{FFFD},\n丁,\n");
        let expected = [2, 3, 4, 5].map(|line| (line, "unreadable_organisation"));
        assert_eq!((rows.len(), told.as_slice()), (1, expected.as_slice()));
    }
}
