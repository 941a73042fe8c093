//! Values of cells as people see them.

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType, Style};

use super::{dates::date_text, number_format::number_text};

/// The number format of a cell style.
#[derive(Debug)]
pub(super) struct NumberStyle {
    /// Format code: `#,##0"人"`. Empty for the general format.
    code: String,
    /// True if days are counted from 1904.
    is_1904: bool,
}

impl NumberStyle {
    pub(super) fn new(style: &Style, is_1904: bool) -> Self {
        let format = style.number_format.as_ref();
        let known = format.and_then(|format| format.format_id).and_then(japanese_format);
        let code = known.or(format.map(|format| format.format_code.as_str())).unwrap_or_default();
        let is_general = matches!(code, "General" | "G/標準" | "@");
        Self { code: if is_general { String::new() } else { code.to_owned() }, is_1904 }
    }
}

/// Codes of the built-in formats that depend on the language, as Excel shows them in Japanese (ECMA-376 part 1,
/// 18.8.30).
fn japanese_format(id: u32) -> Option<&'static str> {
    Some(match id {
        27 | 36 | 50 | 57 => "[$-411]ge.m.d",
        28 | 29 | 51 | 54 | 58 => "[$-411]ggge\"年\"m\"月\"d\"日\"",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"時\"mm\"分\"",
        33 => "h\"時\"mm\"分\"ss\"秒\"",
        34 | 52 | 55 => "yyyy\"年\"m\"月\"",
        35 | 53 | 56 => "m\"月\"d\"日\"",
        _ => return None,
    })
}

/// The text of a value. Without a style, numbers are plain and dates are written as ISO 8601.
pub(super) fn shown(value: &DataRef<'_>, style: Option<&NumberStyle>) -> String {
    let number = |number: f64| {
        let Some(style) = style else { return number_text(number, "") };
        // calamine takes formats of the year of an era or of a weekday alone for numbers.
        if is_date_code(&style.code) {
            let date = ExcelDateTime::new(number, ExcelDateTimeType::DateTime, style.is_1904);
            return date_text(&date, &style.code);
        }
        number_text(number, &style.code)
    };
    match value {
        #[expect(clippy::cast_precision_loss, reason = "Excel has no numbers beyond 15 digits")]
        DataRef::Int(whole) => number(*whole as f64),
        DataRef::Float(float) => number(*float),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::DateTimeIso(text) => text.trim_end_matches("T00:00:00").replace('T', " "),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => date_text(date, style.map_or("", |style| &style.code)),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// True for a code such as `ggge"年度"` or `aaa`.
fn is_date_code(code: &str) -> bool {
    let mut parts = code.split('"').step_by(2);
    code.contains(['e', 'g', 'a'])
        && parts
            .all(|part| !part.contains(['0', '#', '?']) && !part.contains("General") && !part.contains('標'))
}
