//! The workbook of a table of progress: the table as people read it, one row a cell, and what was asked.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::progress::{COLUMNS, records, url};
use crate::search::{Counts, Number, Progress};

/// The numbers that stand in the table.
const SHOWN: [Number; 5] = [Number::Total, Number::With, Number::Without, Number::NoReport, Number::Overdue];
/// Widths of columns, in letters.
const NAME_WIDTH: f64 = 44.0;
const COUNT_WIDTH: f64 = 9.0;
/// A cell holds so many letters, and a condition may be long.
const MOST_LETTERS: usize = 32_000;

struct Formats {
    head: Format,
    name: Format,
    overdue: Format,
}

/// The workbook's bytes.
pub(super) fn workbook(progress: &Progress) -> Result<Vec<u8>, XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_background_color(Color::RGB(0x00E8_EEF4))
        .set_border(FormatBorder::Thin);
    let name = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let overdue = Format::new().set_bold().set_font_color(Color::RGB(0x00B0_0020));
    let formats = Formats { head, name, overdue };
    let mut workbook = Workbook::new();
    table(workbook.add_worksheet().set_name("進み具合")?, progress, &formats)?;
    list(workbook.add_worksheet().set_name("一覧")?, progress, &formats)?;
    conditions(workbook.add_worksheet().set_name("条件")?, progress, &formats)?;
    workbook.save_to_buffer()
}

/// Rows by columns, with a line of sums of its own for each side.
fn table(sheet: &mut Worksheet, progress: &Progress, formats: &Formats) -> Result<(), XlsxError> {
    let wide = SHOWN.len() as u16;
    let sides = format!("{} \\ {}", progress.row_facet.label, progress.column_facet.label);
    sheet.merge_range(0, 0, 1, 0, &sides, &formats.head)?;
    sheet.set_column_width(0, NAME_WIDTH)?;
    let names = progress.columns.iter().map(|column| &*column.label).chain(["全体"]);
    for (at, name) in (0..).zip(names) {
        let first: u16 = 1 + at * wide;
        sheet.merge_range(0, first, 0, first + wide - 1, name, &formats.head)?;
        for (column, number) in (first..).zip(SHOWN) {
            sheet.write_with_format(1, column, number.label(), &formats.head)?;
            sheet.set_column_width(column, COUNT_WIDTH)?;
        }
    }
    let totals: Vec<Counts> = progress.columns.iter().map(|column| column.counts).collect();
    let rows = progress.rows.iter().zip(&progress.cells).map(|(row, cells)| (&*row.label, cells, row.counts));
    for (at, (name, cells, whole)) in (2..).zip(rows.chain([("全体", &totals, progress.total)])) {
        sheet.write_with_format(at, 0, name, &formats.name)?;
        for (place, counts) in (0..).zip(cells.iter().chain([&whole])) {
            let first: u16 = 1 + place * wide;
            for (column, number) in (first..).zip(SHOWN) {
                let count = counts.get(number) as u32;
                if number == Number::Overdue && count > 0 {
                    sheet.write_with_format(at, column, count, &formats.overdue)?;
                } else {
                    sheet.write(at, column, count)?;
                }
            }
        }
    }
    sheet.set_freeze_panes(2, 1)?;
    Ok(())
}

/// The same as the CSV form.
fn list(sheet: &mut Worksheet, progress: &Progress, formats: &Formats) -> Result<(), XlsxError> {
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write_with_format(0, column, name, &formats.head)?;
    }
    let at = progress.at.to_string();
    let mut last = 0;
    for (row, (words, counts)) in (1..).zip(records(progress)) {
        for (column, word) in (0..).zip(words) {
            sheet.write(row, column, word)?;
        }
        for (column, number) in (6..).zip(Number::ALL) {
            sheet.write(row, column, counts.get(number) as u32)?;
        }
        sheet.write(row, COLUMNS.len() as u16 - 1, &at)?;
        last = row;
    }
    sheet.autofilter(0, 0, last, COLUMNS.len() as u16 - 1)?;
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// What was asked, of what, and what the numbers mean.
fn conditions(sheet: &mut Worksheet, progress: &Progress, formats: &Formats) -> Result<(), XlsxError> {
    let chosen = progress.chosen.iter().map(|(facet, values)| (format!("条件: {facet}"), values.join("、")));
    let search = progress.filters(None, None, Number::Total);
    let search = search.map(|filters| url(&progress.asked, &filters)).unwrap_or_default();
    let through = progress.over_through();
    let lines = [
        ("行".to_owned(), progress.row_facet.label.to_owned()),
        ("列".to_owned(), progress.column_facet.label.to_owned()),
        ("基準日".to_owned(), progress.at.to_string()),
        ("期限超過".to_owned(), format!("計画の終わる年度が {through} 年度までで、実績なしか報告なしのもの")),
        (
            "数え方".to_owned(),
            "値がいくつもあるものはそれぞれの行や列で数え、全体では 1 度だけ数えます。".to_owned(),
        ),
        ("言葉".to_owned(), progress.asked.text.clone()),
    ];
    let source = [
        ("全体を探す URL".to_owned(), search),
        ("データの版".to_owned(), progress.index.fingerprint.clone()),
        ("索引を作った日時".to_owned(), progress.index.built_at.clone()),
        ("出典".to_owned(), progress.sources.join("、")),
    ];
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, 80)?;
    for (row, (name, value)) in (0..).zip(lines.into_iter().chain(chosen).chain(source)) {
        sheet.write_with_format(row, 0, &name, &formats.head)?;
        let value: String = value.chars().take(MOST_LETTERS).collect();
        sheet.write_with_format(row, 1, &value, &formats.name)?;
    }
    Ok(())
}
