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

use super::{Locator, is_unseen};

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
    /// Page, cell or paragraph, if the document has them.
    #[serde(default, skip_serializing_if = "Locator::is_lines")]
    #[schemars(
        with = "String",
        description = "ページ、シートのセル、または段落。行だけの文書にはありません。"
    )]
    pub at: Locator,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), lines: [0, 0], at: Locator::Lines }
    }

    /// One line of a file, counted from 1.
    pub fn line(file: impl Into<String>, line: u32) -> Self {
        Self { file: file.into(), lines: [line, line], at: Locator::Lines }
    }

    /// The place without the file: `12-14行`, `12ページ`.
    pub fn words(&self) -> String {
        match (self.lines, &self.at) {
            ([from, to], Locator::Lines) if from == to => format!("{from}行"),
            ([from, to], Locator::Lines) => format!("{from}-{to}行"),
            (_, at) => at.to_string(),
        }
    }

    /// One place for two that a reader finds together: ranges with at most one line between them, pages in a
    /// row, cells of the same rows. `None` if they are apart.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Option<Self> {
        let ([a, b], [c, d]) = (self.lines, other.lines);
        // A blank line does not separate two ranges.
        let is_near = c <= b.saturating_add(2) && a <= d.saturating_add(2);
        let by_number = matches!(self.at, Locator::Lines | Locator::Paragraphs(..));
        let meet = self.file == other.file && (is_near || !by_number) && self.at.adjoins(&other.at);
        let at = self.at.joined(&other.at).filter(|_| meet)?;
        Some(Self { file: self.file.clone(), lines: [a.min(c), b.max(d)], at })
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
            _ if !self.at.is_lines() => write!(f, "{}({})", self.file, self.at),
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

    #[test]
    fn a_place_is_told_by_page_or_cell_if_there_is_one() {
        let place = |lines, at: &str| Place {
            file: "a/計画".to_owned(),
            lines,
            at: Locator::try_from(at.to_owned()).unwrap_or_default(),
        };
        for (place, told) in [
            (place([0, 0], ""), "a/計画"),
            (place([17, 17], ""), "a/計画:17"),
            (place([17, 19], ""), "a/計画:17-19"),
            (place([400, 400], "12ページ"), "a/計画(12ページ)"),
            (place([400, 431], "12～13ページ"), "a/計画(12～13ページ)"),
            (place([17, 17], "シート「実績」のB17"), "a/計画(シート「実績」のB17)"),
            (place([17, 17], "B17～F17"), "a/計画(B17～F17)"),
        ] {
            assert_eq!(place.to_string(), told);
        }
    }
}
