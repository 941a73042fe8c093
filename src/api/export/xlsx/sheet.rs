//! A sheet with a list: its rows, and its layout on screen and on paper.

use std::io::Write;

use rust_xlsxwriter::{
    Format, FormatAlign, FormatBorder, FormatUnderline, Url, Workbook, Worksheet, XlsxError,
};

use super::{
    super::{
        About, ExportError,
        about::{plan_name, sources},
        columns::{Cell, Column, Context},
    },
    failure::cause,
};
use shisaku_model::{Covers, japan};
use shisaku_search::{Columns, Listing, Search};

/// Maximum UTF-16 units in a cell, and the text that ends a shortened cell.
const MOST_UNITS: usize = 32_767;
const CUT: &str = "…(長いため途中まで。全文は CSV と JSON にあります)";
/// Maximum letters of the query in a page header.
const MOST_HEAD: usize = 80;
const A4: u8 = 9;
/// Names of the first and last printed column of the full table. All columns on one page would be unreadable, so
/// columns added at the end are not printed.
const PRINTED: [&str; 2] = ["番号", "実績"];
/// The last column that stays in view.
const FROZEN: &str = "題名";

/// The sheets with lists of one workbook.
pub(super) struct ListSheets<'a> {
    pub search: &'a Search,
    pub about: &'a About<'a>,
    pub choice: Columns,
    pub columns: Vec<&'static Column>,
    pub formats: Formats,
    /// True if addresses can be clicked.
    pub has_links: bool,
}

impl ListSheets<'_> {
    /// Adds a sheet. `part` says which part of the list it is, for the page header.
    pub(super) fn add(
        &self,
        workbook: &mut Workbook,
        name: &str,
        part: &str,
        listing: &Listing,
        out: &mut impl Write,
    ) -> Result<(), ExportError> {
        let context = Context::of(self.search, listing, self.about);
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(cause)?;
        sheet.set_name(name).map_err(cause)?;
        self.set_up(sheet, part, listing).map_err(cause)?;
        for (at, column) in (0..).zip(&self.columns) {
            sheet.write_string_with_format(0, at, column.name, &self.formats.head).map_err(cause)?;
        }
        let mut row = 0;
        let mut early = 0;
        for batch in self.search.batches(listing) {
            out.flush()?;
            for entry in batch? {
                row += 1;
                early += usize::from(entry.report_covers == Some(Covers::Before));
                for (at, column) in (0..).zip(&self.columns) {
                    self.put(sheet, (row, at), (column.value)(&entry, &context)).map_err(cause)?;
                }
            }
        }
        sheet.set_footer(self.footer(listing, early));
        Ok(())
    }

    /// The foot of each printed page. `early` is the number of entries whose reports ended before their plan: on paper
    /// nothing else says so, and 実績なし would read as if nothing was done in the plan's years.
    fn footer(&self, listing: &Listing, early: usize) -> String {
        let date = japan::day(self.about.exported_at);
        let note = match early {
            0 => String::new(),
            early => format!("うち {early} 件の実績は、計画の年度が始まる前の報告です"),
        };
        format!("&L{date} データの版 {}&C{note}&R&P / &N", listing.index.fingerprint)
    }

    fn put(&self, sheet: &mut Worksheet, (row, column): (u32, u16), cell: Cell) -> Result<(), XlsxError> {
        let formats = &self.formats;
        match cell {
            Cell::Text(text) if text.is_empty() => return Ok(()),
            Cell::Year(year) => sheet.write_number_with_format(row, column, year, &formats.number)?,
            Cell::Link(url) if self.has_links && url.starts_with("http") => {
                sheet.write_url_with_format(row, column, Url::new(url), &formats.link)?
            }
            Cell::Text(text) | Cell::Link(text) => {
                sheet.write_string_with_format(row, column, fitting(text), &formats.text)?
            }
        };
        Ok(())
    }

    /// Sets the layout on screen and on paper.
    fn set_up(&self, sheet: &mut Worksheet, part: &str, listing: &Listing) -> Result<(), XlsxError> {
        let last_row = u32::try_from(listing.count()).unwrap_or(u32::MAX);
        let last_column = u16::try_from(self.columns.len() - 1).unwrap_or(u16::MAX);
        let place = |name| (0..).zip(&self.columns).find(|(_, column)| column.name == name).map(|(at, _)| at);
        sheet.set_freeze_panes(1, place(FROZEN).map_or(0, |at: u16| at + 1))?;
        sheet.autofilter(0, 0, last_row, last_column)?;
        for (at, column) in (0..).zip(&self.columns) {
            sheet.set_column_width(at, column.width)?;
        }
        on_paper(sheet).set_repeat_rows(0, 0)?;
        match PRINTED.map(place) {
            [Some(from), Some(to)] if self.choice == Columns::All => {
                sheet.set_print_area(0, from, last_row, to)?;
            }
            _ => {}
        }
        let plans = sources(listing, self.search.catalogue());
        let plans: Vec<&str> = plans.into_iter().take(2).map(plan_name).collect();
        let head = format!("{} {part} {}", plans.join("、"), listing.params.text);
        sheet.set_header(format!("&L{}&R{} 件", spoken(&head), listing.count()));
        Ok(())
    }

    /// Says in Japanese which columns are printed.
    pub(super) fn printed(&self) -> String {
        let [from, to] = PRINTED;
        match self.choice {
            Columns::All => format!(
                "{from}から{to}までの列が印刷されます。ほかの列も印刷するには「印刷範囲のクリア」をします。"
            ),
            Columns::Main => "すべての列が、A4 横 1 枚の幅に印刷されます。".to_owned(),
        }
    }
}

/// Sets A4 landscape, scaled to the page width.
pub(super) fn on_paper(sheet: &mut Worksheet) -> &mut Worksheet {
    sheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3)
}

/// Formats of cells.
pub(super) struct Formats {
    pub head: Format,
    pub text: Format,
    number: Format,
    link: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
        Self {
            head: cell().set_bold().set_text_wrap().set_background_color("#E6E9F2"),
            // Text format, so that 2-9 does not become a date when someone edits the cell.
            text: cell().set_text_wrap().set_num_format("@"),
            number: cell().set_num_format("0"),
            link: cell().set_font_color("#00118F").set_underline(FormatUnderline::Single),
        }
    }
}

/// Shortens a text to the limit of a cell.
pub(super) fn fitting(text: String) -> String {
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
