//! The workbook. The first sheet is the list, because programs read the first sheet and people open it for
//! the list. The second sheet states the conditions. Header and footer of each printed page name them too. A sheet for
//! each value of a facet may follow.
//!
//! Rows go to temporary files of the library as they are fetched, one for each sheet. The workbook is written at the end.

mod failure;
mod sheet;

use std::{
    io::{self, Write},
    panic::{AssertUnwindSafe, catch_unwind},
};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::{
    About, ExportError, Layout,
    about::conditions,
    columns::columns,
    names::{UniqueNames, allowed},
};
use failure::{Remembering, cause, no_room};
use sheet::{Formats, ListSheets, fitting, on_paper};
use shisaku_search::{Division, Listing, Search};

const LIST: &str = "一覧";
const CONDITIONS: &str = "条件";
/// Maximum rows with clickable addresses. Links are held in memory, and a sheet's limit is 65,530.
const MOST_LINKS: usize = 10_000;

pub(super) fn write(
    search: &Search,
    listing: &Listing,
    about: &About<'_>,
    layout: &Layout,
    out: &mut (impl Write + Send),
) -> Result<(), ExportError> {
    let mut workbook = Workbook::new();
    let rows = listing.count() + layout.by.as_ref().map_or(0, Division::entries);
    let sheets = ListSheets {
        search,
        about,
        choice: layout.columns,
        columns: columns(layout.columns),
        formats: Formats::new(),
        has_links: rows <= MOST_LINKS,
    };
    // The library panics if the disk is too full for its temporary file.
    let written = catch_unwind(AssertUnwindSafe(|| {
        sheets.add(&mut workbook, LIST, "", listing, out)?;
        account(&mut workbook, &sheets, listing, layout.by.as_ref()).map_err(cause)?;
        layout.by.as_ref().map_or(Ok(()), |by| parts(&mut workbook, &sheets, listing, by, out))
    }));
    written.unwrap_or_else(|_| Err(no_room().into()))?;
    let mut out = Remembering { out, failed: None };
    let saved = catch_unwind(AssertUnwindSafe(|| workbook.save_to_writer(&mut out)));
    match (saved, out.failed) {
        (Ok(Ok(())), _) => Ok(()),
        // The library's error hides that a reader has stopped reading.
        (_, Some(kind)) => Err(io::Error::from(kind).into()),
        (Ok(Err(error)), None) => Err(cause(error).into()),
        (Err(_), None) => Err(no_room().into()),
    }
}

/// Writes a sheet for each value of a facet.
fn parts(
    workbook: &mut Workbook,
    sheets: &ListSheets<'_>,
    listing: &Listing,
    by: &Division,
    out: &mut impl Write,
) -> Result<(), ExportError> {
    let mut names = UniqueNames::of_sheets(&[LIST, CONDITIONS]);
    for value in &by.values {
        let part = sheets.search.part(listing, by.facet, &value.value)?;
        let name = names.take(&allowed(&value.label));
        sheets.add(workbook, &name, &value.label, &part, out)?;
    }
    Ok(())
}

/// Writes the sheet of conditions.
fn account(
    workbook: &mut Workbook,
    sheets: &ListSheets<'_>,
    listing: &Listing,
    by: Option<&Division>,
) -> Result<(), XlsxError> {
    let (formats, about) = (&sheets.formats, sheets.about);
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
    let all = conditions(listing, sheets.search.catalogue(), about).into_iter();
    let all = all.map(|(name, value)| (name.to_string(), value.to_string()));
    let by = by.map(|by| ("シート".to_owned(), divided(by)));
    let all = all.chain(by).chain([("印刷".to_owned(), sheets.printed())]);
    for (row, (name, text)) in (1..).zip(all) {
        sheet.write_string_with_format(row, 0, name, &formats.text)?;
        sheet.write_string_with_format(row, 1, fitting(text), &formats.text)?;
    }
    Ok(())
}

/// Says in Japanese what the sheets of a division hold.
fn divided(by: &Division) -> String {
    let (label, sheets) = (by.facet.label, by.values.len());
    format!(
        "「{LIST}」がすべての項目です。その後ろに、{label}ごとのシートが {sheets} 枚あります。\
         {label}が 2 つ以上ある項目は、それぞれのシートにあります。"
    )
}
