//! Numbers in the formats of Excel: separators of thousands, percent, units and signs such as `▲`.

/// A section of a format code: the text before and after the digits, and how digits are written.
#[derive(Debug, Default)]
struct Section {
    before: String,
    after: String,
    /// Minimum number of digits before the decimal point.
    whole: usize,
    /// Digits behind the decimal point, and how many of them are always written.
    decimals: usize,
    least_decimals: usize,
    has_thousands: bool,
    /// Times that the number is multiplied by 100, or divided by 1,000.
    percents: i32,
    thousands: i32,
    has_digits: bool,
    /// True if the number is written in the general format.
    is_general: bool,
}

/// The number as a format code shows it, or in the general format if the code is empty, hides the number, or
/// has parts that are not supported: conditions, fractions, exponents, and text between digits.
pub(super) fn number_text(number: f64, code: &str) -> String {
    let sections = sections(code);
    let is_signed = number < 0.0 && sections.len() > 1;
    let chosen = match sections.len() {
        2.. if number < 0.0 => sections.get(1),
        3.. if number == 0.0 => sections.get(2),
        _ => sections.first(),
    };
    let number_part = if is_signed { -number } else { number };
    chosen
        .and_then(|code| Section::read(code))
        .and_then(|section| section.text(number_part))
        .unwrap_or_else(|| general(number))
}

/// The general format: at most 15 significant digits, and no `.0`.
fn general(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    let size = rounded.abs();
    if size >= 1e21 || size > 0.0 && size < 1e-9 {
        format!("{rounded:e}")
    } else {
        (rounded + 0.0).to_string()
    }
}

/// Splits a code at semicolons outside quotation marks.
fn sections(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let (mut is_quoted, mut is_escaped) = (false, false);
    for c in code.chars() {
        let is_plain = !is_quoted && !is_escaped;
        if c == ';' && is_plain {
            sections.push(String::new());
            continue;
        }
        is_quoted ^= c == '"' && !is_escaped;
        is_escaped = is_plain && matches!(c, '\\' | '_' | '*');
        if let Some(last) = sections.last_mut() {
            last.push(c);
        }
    }
    sections
}

impl Section {
    /// Reads a section. Returns `None` if it has parts that are not supported.
    fn read(code: &str) -> Option<Self> {
        let code = code.replace("General", "\u{0}").replace("G/標準", "\u{0}");
        let mut section = Self::default();
        let mut chars = code.chars();
        let (mut is_behind_point, mut commas) = (false, 0);
        while let Some(c) = chars.next() {
            match c {
                '"' => section.literal(&chars.by_ref().take_while(|&c| c != '"').collect::<String>()),
                '\\' => section.literal(&chars.next()?.to_string()),
                // Both only take up the width of a character.
                '_' | '*' => drop(chars.next()),
                '[' => {
                    let inside: String = chars.by_ref().take_while(|&c| c != ']').collect();
                    match inside.strip_prefix('$') {
                        Some(currency) => section.literal(currency.split('-').next().unwrap_or_default()),
                        None if inside.starts_with(['<', '>', '=']) => return None,
                        // A colour.
                        None => {}
                    }
                }
                '0' | '#' | '?' => {
                    if !section.after.is_empty() {
                        return None;
                    }
                    section.has_digits = true;
                    section.has_thousands |= commas > 0 && !is_behind_point;
                    commas = 0;
                    let count = usize::from(c == '0');
                    if is_behind_point {
                        section.decimals += 1;
                        section.least_decimals += count;
                    } else {
                        section.whole += count;
                    }
                }
                ',' if section.has_digits && section.after.is_empty() => commas += 1,
                '.' if section.after.is_empty() && !is_behind_point => is_behind_point = true,
                '%' => {
                    section.percents += 1;
                    section.literal("%");
                }
                '\u{0}' => {
                    section.is_general = true;
                    section.has_digits = true;
                }
                'E' | 'e' | '/' | '@' => return None,
                other => section.literal(&other.to_string()),
            }
        }
        section.thousands = commas;
        Some(section)
    }

    fn literal(&mut self, text: &str) {
        if self.has_digits { &mut self.after } else { &mut self.before }.push_str(text);
    }

    /// Writes a number. Returns `None` if nothing would be seen.
    fn text(&self, number: f64) -> Option<String> {
        let (before, after) = (&self.before, &self.after);
        if self.is_general {
            return Some(format!("{before}{}{after}", general(number)));
        }
        if !self.has_digits {
            // Text alone, as `"-"` for nothing.
            return (!before.trim().is_empty()).then(|| before.clone());
        }
        let scaled = number * 100f64.powi(self.percents) / 1_000f64.powi(self.thousands);
        if !scaled.is_finite() || scaled.abs() >= 1e21 {
            return None;
        }
        // Excel rounds the 15 digits that it shows, not the binary number.
        let scaled: f64 = format!("{scaled:.14e}").parse().unwrap_or(scaled);
        let digits = format!("{:.*}", self.decimals.min(30), scaled.abs());
        let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
        let is_zero = digits.bytes().all(|b| matches!(b, b'0' | b'.'));
        let shortest = decimals.trim_end_matches('0').len().max(self.least_decimals);
        let decimals = decimals.get(..shortest).unwrap_or(decimals);
        let whole = if whole == "0" && self.whole == 0 && !decimals.is_empty() { "" } else { whole };
        let mut whole = format!("{whole:0>width$}", width = self.whole.min(30));
        if self.has_thousands {
            whole = with_thousands(&whole);
        }
        let sign = if scaled < 0.0 && !is_zero { "-" } else { "" };
        let point = if decimals.is_empty() { "" } else { "." };
        Some(format!("{sign}{before}{whole}{point}{decimals}{after}").trim().to_owned())
    }
}

/// Inserts a comma before each three digits from the end.
fn with_thousands(digits: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_numbers_as_excel_does() {
        for (number, code, text) in [
            (12.0, "", "12"),
            (0.1 + 0.2, "", "0.3"),
            (-0.0, "", "0"),
            (1_204.0, "#,##0", "1,204"),
            (1_234_567.5, "#,##0.00", "1,234,567.50"),
            (204.0, "#,##0\"人\"", "204人"),
            (12.0, "0000", "0012"),
            (0.123, "0.0%", "12.3%"),
            (1.0, "0%", "100%"),
            (0.5, "#.##", ".5"),
            (-1_500.0, "#,##0;\"▲ \"#,##0", "▲ 1,500"),
            (-1_500.0, "#,##0_);[Red](#,##0)", "(1,500)"),
            (-1_500.0, "#,##0", "-1,500"),
            (0.0, "#,##0;-#,##0;\"-\"", "-"),
            (0.0, "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", "-"),
            (12_345_678.0, "#,##0,\"千円\"", "12,346千円"),
            (980.0, "[$¥-411]#,##0", "¥980"),
            (3.0, "\"第\"0\"号\"", "第3号"),
            (3.5, "General\"回\"", "3.5回"),
            (7.0, ";;;", "7"),
            (0.5, "# ?/?", "0.5"),
            (1.0, "\"", "1"),
            (1.0, "[", "1"),
            (1e300, "#,##0", "1e300"),
        ] {
            assert_eq!(number_text(number, code), text, "{number} {code}");
        }
    }
}
