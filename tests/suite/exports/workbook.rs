//! The workbook, read back and compared with the CSV cell by cell.

use calamine::{Data, Reader, Xlsx};

use super::{csv_rows, export, sheet, shown};

#[test]
fn the_list_comes_first_and_is_the_csv_cell_by_cell() {
    for pairs in [vec![], vec![("q", "長期計画 実績なし")], vec![("q", "月面基地")], vec![("kind", "note")]]
    {
        let bytes = export("xlsx", &pairs).bytes;
        let book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.clone())).unwrap();
        assert_eq!(book.sheet_names(), ["一覧", "条件"]);
        let rows: Vec<Vec<String>> =
            sheet(&bytes, "一覧").iter().map(|row| row.iter().map(shown).collect()).collect();
        assert_eq!(rows, csv_rows(&export("csv", &pairs).bytes), "{pairs:?}");
    }
}

#[test]
fn years_are_numbers_and_numbers_of_measures_are_text() {
    let rows = sheet(&export("xlsx", &[]).bytes, "一覧");
    let (head, rows) = rows.split_first().unwrap();
    let column = |name: &str| head.iter().position(|cell| shown(cell) == name).unwrap();
    for row in rows {
        for (name, cell) in head.iter().map(shown).zip(row) {
            let is_year = name.ends_with("開始年度") || name.ends_with("終了年度");
            match cell {
                Data::Empty => {}
                Data::Float(year) => assert!(is_year && (1990.0..2100.0).contains(year), "{name}: {year}"),
                Data::String(_) => assert!(!is_year, "{name}: {cell:?}"),
                other => panic!("{name}: {other:?}"),
            }
        }
    }
    let number = column("番号");
    assert!(rows.iter().any(|row| row[number] == Data::String("2-9".to_owned())));
}

#[test]
fn the_second_sheet_says_what_it_is_a_list_of() {
    let pairs = [("q", "商店街 実績なし"), ("kind", "measure"), ("match", "any"), ("exact", "true")];
    let answer = export("xlsx", &pairs);
    let rows = sheet(&answer.bytes, "条件");
    let said = |name: &str| {
        let row = rows.iter().find(|row| shown(&row[0]) == name);
        shown(&row.unwrap_or_else(|| panic!("{name}: {rows:?}"))[1])
    };
    assert_eq!(said("検索した言葉"), "商店街 実績なし");
    assert_eq!(said("条件: 実績"), "なし");
    assert_eq!(said("条件: 種別"), "施策");
    assert_eq!(said("言葉のそろい方"), "どれかの言葉を含むもの");
    assert_eq!(said("言葉の書き方"), "入力したとおりの表記だけ");
    assert!(said("言葉の読み方").contains("「実績なし」を条件"), "{}", said("言葉の読み方"));
    assert_eq!(said("並び順"), "関連の高い順");
    assert_eq!(said("件数"), format!("{} 件", sheet(&answer.bytes, "一覧").len() - 1));
    assert_eq!(said("データの版"), answer.headers["x-shisaku-index"].to_str().unwrap());
    assert_eq!(said("出典"), "目黒区 目黒区産業振興ビジョン");
    assert_eq!([said("利用条件"), said("問い合わせ先")], ["示されていません"; 2], "nothing is claimed");
    assert!(said("書き出した日時").contains("日本時間"));
    let rows = sheet(&export("xlsx", &[]).bytes, "条件");
    let kind = rows.iter().find(|row| shown(&row[0]) == "条件: 種別").unwrap();
    assert_eq!(shown(&kind[1]), "施策 か 除いた項目 か 体制の項目 か 本文(初めの設定)");
}
