//! Text of a block, with white space as a browser shows it.

/// Text under construction.
#[derive(Default)]
pub(super) struct Inline {
    text: String,
    /// White space that waits for the text after it.
    is_spaced: bool,
}

impl Inline {
    /// Adds text. Its white space is kept in `<pre>` and collapsed elsewhere. Full-width spaces stay.
    pub(super) fn push(&mut self, text: &str, is_preformatted: bool) {
        for c in text.chars() {
            match c {
                '\n' if is_preformatted => self.line_break(),
                ' ' | '\t' | '\n' | '\r' | '\x0c' if !is_preformatted => self.is_spaced = true,
                c => {
                    let is_inside = !self.text.is_empty() && !self.text.ends_with('\n');
                    if std::mem::take(&mut self.is_spaced) && is_inside {
                        self.text.push(' ');
                    }
                    self.text.push(c);
                }
            }
        }
    }

    pub(super) fn line_break(&mut self) {
        self.is_spaced = false;
        self.text.push('\n');
    }

    /// Begins a line, unless one has begun.
    pub(super) fn begin_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.line_break();
        }
    }

    /// Returns the text without empty lines at its ends and begins anew.
    pub(super) fn take(&mut self) -> String {
        let text = std::mem::take(self).text;
        text.trim_matches(['\n', ' ']).to_owned()
    }
}

/// The number of an item of a numbered list: `1.`, `a.`, `iv.`. `None` if the text begins with a number:
/// pages that print their own hide that of the list.
pub(super) fn item_number(kind: Option<&str>, number: i64, text: &str) -> Option<String> {
    let first = text.trim_start().chars().next()?;
    if first.is_numeric() || "(（第【〔[".contains(first) {
        return None;
    }
    let letter = |first: u8| {
        let index = u8::try_from(number - 1).ok().filter(|&index| index < 26)?;
        Some(char::from(first + index).to_string())
    };
    let written = match kind {
        Some("a") => letter(b'a'),
        Some("A") => letter(b'A'),
        _ => None,
    };
    Some(format!("{}. ", written.unwrap_or_else(|| number.to_string())))
}
