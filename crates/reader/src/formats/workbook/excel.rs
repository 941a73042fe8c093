//! Reads the formats of Excel with calamine: XLSX and XLSB cell by cell, XLS as whole ranges.
//!
//! Formulas give the values that Excel saved with them. calamine tells the number formats of XLSX alone: the
//! other two show plain numbers, and dates as ISO 8601. It gives no comments, no text of shapes, and no merged
//! cells of XLSB.

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{
    Data, DataRef, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};

use super::{
    Problem,
    sheet::{Contents, Sheet},
    values::{NumberStyle, shown},
    xls_limits,
};

type Bytes<'b> = Cursor<&'b [u8]>;

/// Reads XLSX and XLSM.
pub(super) fn read_xlsx(bytes: &[u8]) -> Result<Contents, Problem> {
    guarded(|contents| {
        let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
            XlsxError::Password => Problem::Password,
            error => Problem::broken(error),
        })?;
        let is_1904 = book.has_1904_epoch();
        for sheet in worksheets(&book) {
            let name = sheet.name.clone();
            // A sheet whose merged cells cannot be read fails below as well.
            let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
            contents.sheets.push(Sheet { merged, ..sheet });
            if let Err(error) = xlsx_cells(&mut book, &name, is_1904, contents) {
                contents.fail(&error);
            }
        }
        Ok(())
    })
}

fn xlsx_cells(
    book: &mut Xlsx<Bytes<'_>>,
    name: &str,
    is_1904: bool,
    contents: &mut Contents,
) -> Result<(), XlsxError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let styles: Vec<NumberStyle> =
        reader.styles().iter().map(|style| NumberStyle::new(style, is_1904)).collect();
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let (row, column) = cell.get_position();
        if !contents.add(row, column, shown(cell.get_value(), styles.get(style))) {
            break;
        }
    }
    Ok(())
}

/// Reads XLSB.
pub(super) fn read_xlsb(bytes: &[u8]) -> Result<Contents, Problem> {
    guarded(|contents| {
        let mut book = Xlsb::new(Cursor::new(bytes)).map_err(|error| match error {
            XlsbError::Password => Problem::Password,
            error => Problem::broken(error),
        })?;
        for sheet in worksheets(&book) {
            let name = sheet.name.clone();
            contents.sheets.push(sheet);
            if let Err(error) = xlsb_cells(&mut book, &name, contents) {
                contents.fail(&error);
            }
        }
        Ok(())
    })
}

fn xlsb_cells(book: &mut Xlsb<Bytes<'_>>, name: &str, contents: &mut Contents) -> Result<(), XlsbError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        if !contents.add(row, column, shown(cell.get_value(), None)) {
            break;
        }
    }
    Ok(())
}

/// Reads XLS.
pub(super) fn read_xls(bytes: &[u8]) -> Result<Contents, Problem> {
    xls_limits::check(bytes)?;
    guarded(|contents| {
        let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
            XlsError::Password => Problem::Password,
            error => Problem::broken(error),
        })?;
        for sheet in worksheets(&book) {
            let merged = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
            let range = book.worksheet_range(&sheet.name);
            contents.sheets.push(Sheet { merged, ..sheet });
            match range {
                Ok(range) => {
                    let (row, column) = range.start().unwrap_or_default();
                    for (below, beside, value) in range.used_cells() {
                        let at = |start: u32, offset| {
                            start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
                        };
                        contents.add(at(row, below), at(column, beside), shown(&as_ref(value), None));
                    }
                }
                Err(error) => contents.fail(&error),
            }
        }
        Ok(())
    })
}

fn as_ref(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => DataRef::SharedString(text),
        Data::Bool(truth) => DataRef::Bool(*truth),
        Data::DateTime(date) => DataRef::DateTime(*date),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// The sheets with cells, empty as yet. Charts and macro sheets have none.
fn worksheets<'b, R: Reader<Bytes<'b>>>(book: &R) -> Vec<Sheet> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let empty = |sheet: &calamine::Sheet| Sheet {
        name: sheet.name.clone(),
        is_hidden: sheet.visible != SheetVisible::Visible,
        ..Sheet::default()
    };
    sheets.map(empty).collect()
}

/// Calls a reader of calamine, which panics on some damaged workbooks: it indexes records of XLS and XLSB
/// without checking their lengths. Cells read before the panic are kept.
fn guarded(read: impl FnOnce(&mut Contents) -> Result<(), Problem>) -> Result<Contents, Problem> {
    let mut contents = Contents::default();
    match catch_unwind(AssertUnwindSafe(|| read(&mut contents))) {
        Ok(result) => result?,
        Err(_) if contents.sheets.is_empty() => {
            return Err(Problem::Broken("記録の長さが合いません".to_owned()));
        }
        Err(_) => contents.fail(&"記録の長さが合いません"),
    }
    Ok(contents)
}
