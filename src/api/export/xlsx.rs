//! The workbook. The first sheet is the list, because programs read the first sheet and people open it for
//! the list. The second sheet states the conditions. Header and footer of each printed page name them too.
//!
//! Rows go to a temporary file of the library as they are fetched. The workbook is written at the end.

use std::{
    io::{self, Write},
    panic::{AssertUnwindSafe, catch_unwind},
};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet, XlsxError,
};

use super::{
    About, ExportError,
    about::{conditions, plan_name, sources},
    columns::{COLUMNS, Cell, Context},
};
use shisaku_model::japan;
use shisaku_search::{Listing, Search};

const LIST: &str = "一覧";
const CONDITIONS: &str = "条件";
/// Maximum UTF-16 units in a cell, and the text that ends a shortened cell.
const MOST_UNITS: usize = 32_767;
const CUT: &str = "…(長いため途中まで。全文は CSV と JSON にあります)";
/// Maximum letters of the query in a page header.
const MOST_HEAD: usize = 80;
/// Maximum rows with clickable addresses. Links are held in memory, and a sheet's limit is 65,530.
const MOST_LINKS: usize = 10_000;
const A4: u8 = 9;
/// Names of the first and last printed column. All columns on one page would be unreadable, so columns added at the
/// end are not printed.
const PRINTED: [&str; 2] = ["番号", "実績"];

pub(super) fn write(
    search: &Search,
    listing: &Listing,
    about: &About<'_>,
    out: &mut (impl Write + Send),
) -> Result<(), ExportError> {
    let mut workbook = Workbook::new();
    // The library panics if the disk is too full for its temporary file.
    let written = catch_unwind(AssertUnwindSafe(|| rows(&mut workbook, search, listing, about, out)));
    written.unwrap_or_else(|_| Err(no_room().into()))?;
    let mut out = Remembering { out, failed: None };
    let saved = catch_unwind(AssertUnwindSafe(|| {
        account(&mut workbook, search, listing, about).and_then(|()| workbook.save_to_writer(&mut out))
    }));
    match (saved, out.failed) {
        (Ok(Ok(())), _) => Ok(()),
        // The library's error hides that a reader has stopped reading.
        (_, Some(kind)) => Err(io::Error::from(kind).into()),
        (Ok(Err(error)), None) => Err(cause(error).into()),
        (Err(_), None) => Err(no_room().into()),
    }
}

/// Writes the sheet of the list.
fn rows(
    workbook: &mut Workbook,
    search: &Search,
    listing: &Listing,
    about: &About<'_>,
    out: &mut impl Write,
) -> Result<(), ExportError> {
    let context = Context::of(search, listing, about);
    let formats = Formats::new();
    let sheet = workbook.add_worksheet_with_constant_memory().map_err(cause)?;
    set_up(sheet, search, listing, about).map_err(cause)?;
    for (at, column) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(0, at, column.name, &formats.head).map_err(cause)?;
    }
    let mut row = 0;
    for batch in search.batches(listing) {
        out.flush()?;
        for entry in batch? {
            row += 1;
            for (at, column) in (0..).zip(COLUMNS) {
                put(sheet, (row, at), (column.value)(&entry, &context), &formats, listing).map_err(cause)?;
            }
        }
    }
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: Cell,
    formats: &Formats,
    listing: &Listing,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) if text.is_empty() => return Ok(()),
        Cell::Year(year) => sheet.write_number_with_format(row, column, year, &formats.number)?,
        Cell::Link(url) if listing.count() <= MOST_LINKS && url.starts_with("http") => {
            sheet.write_url_with_format(row, column, Url::new(url), &formats.link)?
        }
        Cell::Text(text) | Cell::Link(text) => {
            sheet.write_string_with_format(row, column, fitting(text), &formats.text)?
        }
    };
    Ok(())
}

/// Sets the layout of the list on screen and on paper.
fn set_up(
    sheet: &mut Worksheet,
    search: &Search,
    listing: &Listing,
    about: &About<'_>,
) -> Result<(), XlsxError> {
    let last_row = u32::try_from(listing.count()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX);
    sheet.set_name(LIST)?.set_freeze_panes(1, 4)?;
    sheet.autofilter(0, 0, last_row, last_column)?;
    for (at, column) in (0..).zip(COLUMNS) {
        sheet.set_column_width(at, column.width)?;
    }
    on_paper(sheet).set_repeat_rows(0, 0)?;
    let place = |name| (0..).zip(COLUMNS).find(|(_, column)| column.name == name).map(|(at, _)| at);
    if let [Some(from), Some(to)] = PRINTED.map(place) {
        sheet.set_print_area(0, from, last_row, to)?;
    }
    let plans = sources(listing, search.catalogue());
    let plans: Vec<&str> = plans.into_iter().take(2).map(plan_name).collect();
    let head = format!("{} {}", plans.join("、"), listing.params.text);
    sheet.set_header(format!("&L{}&R{} 件", spoken(&head), listing.count()));
    let date = japan::day(about.exported_at);
    sheet.set_footer(format!("&L{date} データの版 {}&R&P / &N", listing.index.fingerprint));
    Ok(())
}

/// Writes the sheet of conditions.
fn account(
    workbook: &mut Workbook,
    search: &Search,
    listing: &Listing,
    about: &About<'_>,
) -> Result<(), XlsxError> {
    let formats = Formats::new();
    let mut properties = DocProperties::new().set_title(LIST);
    if let Ok(time) = ExcelDateTime::parse_from_str(about.exported_at) {
        properties = properties.set_creation_datetime(&time);
    }
    workbook.set_properties(&properties);
    let sheet = workbook.add_worksheet();
    sheet.set_name(CONDITIONS)?.set_column_width(0, 24)?.set_column_width(1, 90)?;
    on_paper(sheet);
    sheet.write_string_with_format(0, 0, "項目", &formats.head)?;
    sheet.write_string_with_format(0, 1, "内容", &formats.head)?;
    let [from, to] = PRINTED;
    let printed =
        format!("{from}から{to}までの列が印刷されます。ほかの列も印刷するには「印刷範囲のクリア」をします。");
    let all = conditions(listing, search.catalogue(), about).into_iter();
    let all = all.map(|(name, value)| (name.to_string(), value.to_string()));
    for (row, (name, text)) in (1..).zip(all.chain([("印刷".to_owned(), printed)])) {
        sheet.write_string_with_format(row, 0, name, &formats.text)?;
        sheet.write_string_with_format(row, 1, fitting(text), &formats.text)?;
    }
    Ok(())
}

/// Sets A4 landscape, scaled to the page width.
fn on_paper(sheet: &mut Worksheet) -> &mut Worksheet {
    sheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3)
}

struct Formats {
    head: Format,
    text: Format,
    number: Format,
    link: Format,
}

impl Formats {
    fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
        Self {
            head: cell().set_bold().set_text_wrap().set_background_color("#E6E9F2"),
            // Text format, so that 2-9 does not become a date when someone edits the cell.
            text: cell().set_text_wrap().set_num_format("@"),
            number: cell().set_num_format("0"),
            link: cell().set_font_color("#00118F").set_underline(rust_xlsxwriter::FormatUnderline::Single),
        }
    }
}

/// Shortens a text to the limit of a cell.
fn fitting(text: String) -> String {
    if text.len() <= MOST_UNITS || text.encode_utf16().count() <= MOST_UNITS {
        return text;
    }
    let mut room = MOST_UNITS - CUT.encode_utf16().count();
    let kept = text.chars().take_while(|c| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        fits
    });
    kept.chain(CUT.chars()).collect()
}

/// Escapes a text for a page header, where `&` starts a command.
fn spoken(text: &str) -> String {
    let text: String = text.trim().chars().filter(|c| !c.is_control()).take(MOST_HEAD).collect();
    text.replace('&', "&&")
}

fn no_room() -> io::Error {
    io::Error::new(
        io::ErrorKind::StorageFull,
        "一時ファイルに書けません。一時フォルダーの空き容量を確かめてください",
    )
}

fn cause(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        XlsxError::TempFileError(folder, error) => {
            let told = format!(
                "一時ファイルを作れません: {}: {error}。TMPDIR で別のフォルダーを指定できます",
                folder.display()
            );
            io::Error::new(error.kind(), told)
        }
        other => io::Error::other(other),
    }
}

/// A writer that remembers the kind of its last error.
struct Remembering<'a, W> {
    out: &'a mut W,
    failed: Option<io::ErrorKind>,
}

impl<W: Write> Remembering<'_, W> {
    fn noted<T>(&mut self, did: io::Result<T>) -> io::Result<T> {
        did.inspect_err(|error| {
            if error.kind() != io::ErrorKind::Interrupted {
                self.failed = Some(error.kind());
            }
        })
    }
}

impl<W: Write> Write for Remembering<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let did = self.out.write(bytes);
        self.noted(did)
    }

    fn flush(&mut self) -> io::Result<()> {
        let did = self.out.flush();
        self.noted(did)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_is_too_long_says_so() {
        assert_eq!(fitting("短い".to_owned()), "短い");
        let whole = "𠮷".repeat(MOST_UNITS / 2);
        assert_eq!(fitting(whole.clone()), whole);
        let cut = fitting("𠮷".repeat(MOST_UNITS));
        assert!(cut.encode_utf16().count() <= MOST_UNITS && cut.ends_with(CUT), "{}", cut.len());
    }

    #[test]
    fn what_was_typed_commands_no_page_head() {
        assert_eq!(spoken("A&P\n商店街"), "A&&P商店街");
        assert_eq!(spoken(&"あ".repeat(300)).chars().count(), MOST_HEAD);
    }
}
