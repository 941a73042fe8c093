//! Findings: defects and doubts that a stage reports. Bad input gives a value and a finding, never a
//! failure.

use std::{
    collections::BTreeSet,
    fmt,
    path::Path,
    sync::{Mutex, PoisonError},
};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::is_unseen;

/// Severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Information; no action is needed.
    Info,
    /// Someone who knows the plan should check.
    Warning,
    /// Something was not read. `shisaku check` exits with 1.
    Error,
}

impl Severity {
    /// The name shown to readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Info => "情報",
            Self::Warning => "注意",
            Self::Error => "エラー",
        }
    }
}

/// A location in a source file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "元の文書のどこか。")]
pub struct Place {
    /// Path below `seeds/`.
    #[schemars(description = "文書。")]
    pub file: String,
    /// First and last line, counted from 1. `[0, 0]` means the whole file.
    #[schemars(description = "初めと終わりの行。1 から数えます。")]
    pub lines: [u32; 2],
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), lines: [0, 0] }
    }

    /// One line of a file, counted from 1.
    pub fn line(file: impl Into<String>, line: u32) -> Self {
        Self { file: file.into(), lines: [line, line] }
    }

    /// A path as people see it in findings, with slashes. Control and invisible characters are written out, such
    /// as `\u{1b}`: they could control a terminal, add a line to a log or reverse the name. So are bytes that are
    /// no UTF-8, such as `\xff`, which keeps two such names apart.
    pub fn shown(path: &Path) -> String {
        let mut shown = String::new();
        for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
            for c in chunk.valid().chars() {
                match c {
                    '\\' => shown.push('/'),
                    _ if c.is_control() || is_unseen(c) || matches!(c, '\u{2028}' | '\u{2029}') => {
                        shown.extend(c.escape_unicode());
                    }
                    _ => shown.push(c),
                }
            }
            shown.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
        }
        shown
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.lines {
            [0, _] => write!(f, "{}", self.file),
            [first, last] if first == last => write!(f, "{}:{first}", self.file),
            [first, last] => write!(f, "{}:{first}-{last}", self.file),
        }
    }
}

/// The line number, counted from 1, of the byte at `at`.
pub fn line_at(bytes: &[u8], at: usize) -> u32 {
    let before = bytes[..at.min(bytes.len())].iter().filter(|&&byte| byte == b'\n').count();
    u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
}

/// The first 40 characters of a text, for use in a message. Control and invisible characters become spaces:
/// they could control a terminal or reverse the message.
pub fn shortened(text: &str) -> String {
    let mut short: String =
        text.chars().take(40).map(|c| if c.is_control() || is_unseen(c) { ' ' } else { c }).collect();
    if text.chars().nth(40).is_some() {
        short.push('…');
    }
    short
}

/// A stable identifier. Under this name, `serde` does not take the field for a part of the input.
type Code = &'static str;

/// A finding: the observation, its location, and a remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How severe the finding is.
    pub severity: Severity,
    /// A stable identifier for programs: `title_differs`, `row_without_measure`.
    #[serde(deserialize_with = "known_code")]
    pub code: Code,
    /// Location in the source.
    pub place: Place,
    /// The observation and the expectation, in Japanese.
    pub message: String,
    /// The remedy, in Japanese. Empty if there is nothing to do.
    pub advice: String,
}

impl Finding {
    /// An identity that stays the same if the line moves.
    pub fn sign(&self) -> String {
        format!("{}\n{}\n{}", self.code, self.place.file, self.message)
    }

    /// A finding of [`Severity::Info`] without advice.
    pub fn info(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Info, code, place, message: message.into(), advice: String::new() }
    }

    /// A finding of [`Severity::Warning`] without advice.
    pub fn warning(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::info(code, place, message) }
    }

    /// A finding of [`Severity::Error`] without advice.
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, ..Self::info(code, place, message) }
    }

    /// Sets the advice.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }
}

/// Reads a code. Each code is kept once for the life of the program: there are about a hundred.
fn known_code<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    static CODES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let code = String::deserialize(from)?;
    let mut codes = CODES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(&known) = codes.get(code.as_str()) {
        return Ok(known);
    }
    let code: &'static str = code.leak();
    codes.insert(code);
    Ok(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shown_as_it_is_unless_it_would_act() {
        for (name, shown) in [
            ("市/計画 2（案）.txt", "市/計画 2（案）.txt"),
            ("a\u{1b}[31m.txt", "a\\u{1b}[31m.txt"),
            ("a\n\t.txt", "a\\u{a}\\u{9}.txt"),
            ("rtl\u{202e}txt.exe", "rtl\\u{202e}txt.exe"),
        ] {
            assert_eq!(Place::shown(Path::new(name)), shown);
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_stay_apart() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

        let shown = |bytes: &[u8]| Place::shown(Path::new(OsStr::from_bytes(bytes)));
        assert_eq!(shown(b"a\xFF.txt"), "a\\xff.txt");
        assert_ne!(shown(b"a\xFF.txt"), shown(b"a\xFE.txt"));
    }
}
