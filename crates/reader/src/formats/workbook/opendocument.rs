//! Reads ODS (`OpenDocument` 1.3, part 3). Its cells hold the text that people see beside the value, so numbers and
//! dates need no formats.
//!
//! calamine does not give that text, nor merged cells, and it fills the whole range of a sheet. Comments and the
//! text of shapes are left out here too.

use std::{
    collections::HashSet,
    io::{Cursor, Read},
    ops::Range,
};

use calamine::Dimensions;
use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_xml_entity,
    events::{BytesRef, BytesStart, Event},
};
use zip::ZipArchive;

use super::{
    Problem,
    sheet::{Contents, Sheet},
};

/// Elements whose text does not belong to the cell around them.
const LEFT_OUT: [&str; 5] =
    ["office:annotation", "text:ruby-text", "text:note", "table:tracked-changes", "table:shapes"];

/// Number of rows and columns of the largest sheet. Only damaged files go beyond.
const MAX_ROWS: u32 = 1_048_576;
const MAX_COLUMNS: u32 = 16_384;

/// The state of reading `content.xml`.
#[derive(Debug, Default)]
struct Content {
    contents: Contents,
    /// Name of the style that is being read, and the styles of hidden sheets.
    style: String,
    hidden_styles: HashSet<String>,
    row: u32,
    column: u32,
    row_repeat: u32,
    /// Filled cells of the row: column, repetitions, text.
    cells: Vec<(u32, u32, String)>,
    cell: Option<OpenCell>,
}

/// A cell whose text is being read.
#[derive(Debug, Default)]
struct OpenCell {
    repeat: u32,
    columns: u32,
    rows: u32,
    paragraphs: u32,
    text: String,
    /// The value, for a cell without text.
    value: String,
    is_covered: bool,
}

/// Reads ODS.
pub(super) fn read_ods(bytes: &[u8]) -> Result<Contents, Problem> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(Problem::broken)?;
    let mut xml = Vec::new();
    let unpacked = zip.by_name("content.xml").map_err(Problem::broken)?.read_to_end(&mut xml);
    let text = String::from_utf8_lossy(&xml);
    let mut content = Content::default();
    let ended = unpacked.map_err(|error| error.to_string());
    let read = content.read(&text).map_err(|error| error.to_string());
    if let Err(error) = read.and(ended.map(drop)) {
        if content.contents.sheets.is_empty() {
            return Err(Problem::Broken(error));
        }
        content.end_row();
        content.contents.fail(&error);
    }
    Ok(content.contents)
}

impl Content {
    fn read(&mut self, text: &str) -> Result<(), quick_xml::Error> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().check_end_names = false;
        while !self.contents.is_full {
            match reader.read_event()? {
                // The text of a shape over a cell would run into the text of the cell.
                Event::Start(element) if is_left_out(element.name().as_ref()) => {
                    let inside = reader.read_to_end(element.name())?;
                    self.leave_out(element.name().as_ref(), text, inside);
                }
                Event::Start(element) => self.start(&element),
                Event::End(element) => self.end(element.name().as_ref()),
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::CData(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(entity) => self.text(&resolved(&entity)),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Records what was left out, if it has text. `inside` is its range of bytes.
    fn leave_out(&mut self, name: &str, text: &str, inside: Range<u64>) {
        let part = match name {
            "office:annotation" => "コメント",
            _ if name == "table:shapes" || name.starts_with("draw:") => "図形の文字",
            _ => return,
        };
        let at = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
        let inside = text.get(at(inside.start)..at(inside.end)).unwrap_or_default();
        let mut texts = inside.split('<').filter_map(|tag| tag.split_once('>'));
        if texts.any(|(_, text)| !text.trim().is_empty()) {
            self.contents.unread.insert(part);
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let value = |name: &str| {
            let attribute = element.try_get_attribute(name).ok().flatten()?;
            Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
        };
        let count = |name: &str| value(name).and_then(|count| count.parse::<u32>().ok()).unwrap_or(1).max(1);
        match element.name().as_ref() {
            "style:style" => self.style = value("style:name").unwrap_or_default(),
            "style:table-properties" if value("table:display").as_deref() == Some("false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            "table:table" => {
                let is_hidden =
                    value("table:style-name").is_some_and(|style| self.hidden_styles.contains(&style));
                let name = value("table:name").unwrap_or_default();
                self.contents.sheets.push(Sheet { name, is_hidden, ..Sheet::default() });
                (self.row, self.column) = (0, 0);
            }
            "table:table-row" => (self.column, self.row_repeat) = (0, count("table:number-rows-repeated")),
            name @ ("table:table-cell" | "table:covered-table-cell") => {
                let values =
                    ["office:string-value", "office:date-value", "office:boolean-value", "office:value"];
                self.cell = Some(OpenCell {
                    repeat: count("table:number-columns-repeated"),
                    columns: count("table:number-columns-spanned"),
                    rows: count("table:number-rows-spanned"),
                    value: values.into_iter().find_map(value).unwrap_or_default(),
                    is_covered: name == "table:covered-table-cell",
                    ..OpenCell::default()
                });
            }
            "text:p" | "text:h" => {
                if let Some(cell) = &mut self.cell {
                    cell.paragraphs += 1;
                    cell.text.push_str(if cell.paragraphs > 1 { "\n" } else { "" });
                }
            }
            "text:s" => self.push(&" ".repeat(count("text:c").min(1_000) as usize)),
            "text:tab" => self.push("\t"),
            "text:line-break" => self.push("\n"),
            _ => {}
        }
    }

    /// Adds text of the file. Line breaks in it are only white space.
    fn text(&mut self, text: &str) {
        self.push(&text.replace(['\n', '\r', '\t'], " "));
    }

    fn push(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.paragraphs > 0) {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "table:table-cell" | "table:covered-table-cell" => self.end_cell(),
            "table:table-row" => self.end_row(),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let text = if cell.paragraphs > 0 { cell.text } else { cell.value };
        let column = self.column;
        self.column = column.saturating_add(cell.repeat).min(MAX_COLUMNS);
        if cell.columns > 1 || cell.rows > 1 {
            let end = (self.row.saturating_add(cell.rows - 1), column.saturating_add(cell.columns - 1));
            if let Some(sheet) = self.contents.sheets.last_mut() {
                sheet.merged.push(Dimensions::new((self.row, column), end));
            }
        }
        // A covered cell may keep a text that nobody sees. The grid leaves it out and says so.
        let repeat = if cell.is_covered { 1 } else { self.column - column };
        if !text.trim().is_empty() {
            self.cells.push((column, repeat, text));
        }
    }

    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        let last = self.row.saturating_add(self.row_repeat).min(MAX_ROWS);
        if !cells.is_empty() {
            for row in self.row..last {
                for (column, repeat, text) in &cells {
                    for column in *column..column.saturating_add(*repeat) {
                        if !self.contents.add(row, column, text.clone()) {
                            return;
                        }
                    }
                }
            }
        }
        self.row = last;
    }
}

fn is_left_out(name: &str) -> bool {
    name.starts_with("draw:") || LEFT_OUT.contains(&name)
}

/// The character of a reference such as `&amp;` or `&#x3042;`. An unknown one stays as it is.
fn resolved(entity: &BytesRef<'_>) -> String {
    let name: &str = entity.as_ref();
    let character = entity.resolve_char_ref().ok().flatten().map(String::from);
    character.or_else(|| resolve_xml_entity(name).map(str::to_owned)).unwrap_or_else(|| format!("&{name};"))
}
