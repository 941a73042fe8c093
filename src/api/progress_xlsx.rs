//! The workbook of a progress table: the table, the list with one row per cell, and the conditions.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{
    export::in_japan,
    progress::{COLUMNS, records, reported, url},
};
use shisaku_messages::{Message, Parameter};
use shisaku_model::{Kind, japan};
use shisaku_search::{Counts, Number, Progress};

/// What 期限超過 means.
const OVERDUE_IS: &str = "計画の最後の年度が終わり、その年度にかかる報告が「実績なし」で、計画の年度からあとに何かを行ったという報告のないもの(除いた項目は数えません)";

/// Column widths, in letters.
const NAME_WIDTH: f64 = 44.0;
const COUNT_WIDTH: f64 = 9.0;
/// Maximum letters written to a cell. A condition may be longer.
const MOST_LETTERS: usize = 32_000;

struct Formats {
    head: Format,
    name: Format,
    overdue: Format,
}

/// Builds the workbook as bytes. `base` is the origin of page addresses.
pub(super) fn workbook(progress: &Progress, base: &str) -> Result<Vec<u8>, XlsxError> {
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
    conditions(workbook.add_worksheet().set_name("条件")?, progress, base, &formats)?;
    workbook.save_to_buffer()
}

/// Writes the table of rows by columns, with totals for each side.
fn table(sheet: &mut Worksheet, progress: &Progress, formats: &Formats) -> Result<(), XlsxError> {
    let wide = Number::ALL.len() as u16;
    let sides = format!("{} \\ {}", progress.row_facet.label, progress.column_facet.label);
    sheet.merge_range(0, 0, 1, 0, &sides, &formats.head)?;
    sheet.set_column_width(0, NAME_WIDTH)?;
    let names = ["全体"].into_iter().chain(progress.columns.iter().map(|column| &*column.label));
    for (at, name) in (0..).zip(names) {
        let first: u16 = 1 + at * wide;
        sheet.merge_range(0, first, 0, first + wide - 1, name, &formats.head)?;
        for (column, number) in (first..).zip(Number::ALL) {
            sheet.write_with_format(1, column, number.label(), &formats.head)?;
            sheet.set_column_width(column, COUNT_WIDTH)?;
        }
    }
    let totals: Vec<Counts> = progress.columns.iter().map(|column| column.counts).collect();
    let rows = progress.rows.iter().zip(&progress.cells).map(|(row, cells)| (&*row.label, cells, row.counts));
    for (at, (name, cells, whole)) in (2..).zip(rows.chain([("全体", &totals, progress.total)])) {
        sheet.write_with_format(at, 0, name, &formats.name)?;
        for (place, counts) in (0..).zip([&whole].into_iter().chain(cells)) {
            let first: u16 = 1 + place * wide;
            for (column, number) in (first..).zip(Number::ALL) {
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

/// Writes the list, with the columns and rows of the CSV form.
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
        sheet.write(row, COLUMNS.len() as u16 - 2, reported(&counts))?;
        sheet.write(row, COLUMNS.len() as u16 - 1, &at)?;
        last = row;
    }
    sheet.autofilter(0, 0, last, COLUMNS.len() as u16 - 1)?;
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Writes the conditions, the sources, and the meaning of the counts.
fn conditions(
    sheet: &mut Worksheet,
    progress: &Progress,
    base: &str,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let unless_empty = |text: &str| if text.trim().is_empty() { "(なし)" } else { text }.to_owned();
    let filter = |facet| Message::new("condition.filter", [("facet", Parameter::Facet(facet))]).to_string();
    let chosen = progress
        .chosen
        .iter()
        .map(|(facet, values)| (filter(facet), Parameter::List("list.or", values.clone()).to_string()));
    let mut chosen: Vec<(String, String)> = chosen.collect();
    if progress.asked.filters.of("kind").is_empty() {
        let kinds = Kind::PLANNED.map(Kind::label).join(" か ");
        chosen.push(("条件: 種別".to_owned(), format!("{kinds}(初めの設定)")));
    }
    // A path without an origin is useless in a workbook.
    let search = progress.filters(None, None, Number::Total).filter(|_| !base.is_empty());
    let search = search.map(|filters| format!("{base}{}", url(&progress.asked, &filters)));
    let through = progress.over_through();
    let lines = [
        ("行(縦)".to_owned(), progress.row_facet.label.to_owned()),
        ("列(横)".to_owned(), progress.column_facet.label.to_owned()),
        ("基準日".to_owned(), progress.at.to_string()),
        ("期限超過".to_owned(), format!("{OVERDUE_IS}。{through} 年度まで")),
        ("計画期間の報告待ち".to_owned(), "報告が、計画の年度の始まる前に終わっているもの".to_owned()),
        (
            "数え方".to_owned(),
            "値がいくつもあるものはそれぞれの行や列で数え、全体では 1 度だけ数えます。".to_owned(),
        ),
        ("検索した言葉".to_owned(), unless_empty(&progress.asked.text)),
    ];
    let source = [
        ("データの版".to_owned(), progress.index.fingerprint.clone()),
        ("索引を作った日時".to_owned(), in_japan(&progress.index.built_at).to_string()),
        ("書き出した日時".to_owned(), in_japan(&japan::now_utc()).to_string()),
        ("出典".to_owned(), progress.sources.join("、")),
    ];
    let search = search.map(|address| ("一覧のページ".to_owned(), address));
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, 80)?;
    for (row, (name, value)) in (0..).zip(lines.into_iter().chain(chosen).chain(search).chain(source)) {
        sheet.write_with_format(row, 0, &name, &formats.head)?;
        let value: String = value.chars().take(MOST_LETTERS).collect();
        sheet.write_with_format(row, 1, &value, &formats.name)?;
    }
    Ok(())
}
