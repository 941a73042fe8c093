//! Findings: defects and doubts that a stage reports. Bad input gives a value and a finding, never a
//! failure.

use std::{
    collections::BTreeSet,
    fmt,
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
