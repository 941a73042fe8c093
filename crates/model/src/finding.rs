//! What a stage noticed: broken or doubtful input is a value and a finding, never a failure.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::is_unseen;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Info,
    /// Someone who knows the plan should look.
    Warning,
    /// Something was not read: `shisaku check` exits with 1.
    Error,
}

impl Severity {
    /// The name shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Info => "情報",
            Self::Warning => "注意",
            Self::Error => "エラー",
        }
    }
}

/// A place in a source file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "元の文書のどこか。")]
pub struct Place {
    /// As a path below `seeds/`.
    #[schemars(description = "文書。")]
    pub file: String,
    /// First and last line, counted from 1; `[0, 0]` means the file as a whole.
    #[schemars(description = "初めと終わりの行。1 から数えます。")]
    pub lines: [u32; 2],
}

impl Place {
    /// The file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), lines: [0, 0] }
    }

    /// One line of it.
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

/// The line, counted from 1, that the byte at `at` stands on.
pub fn line_at(bytes: &[u8], at: usize) -> u32 {
    let before = bytes[..at.min(bytes.len())].iter().filter(|&&byte| byte == b'\n').count();
    u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
}

/// The beginning of a text, short enough to stand in a message. What would be a command to a terminal, or turn
/// the message round, is a space.
pub fn shortened(text: &str) -> String {
    let mut short: String =
        text.chars().take(40).map(|c| if c.is_control() || is_unseen(c) { ' ' } else { c }).collect();
    if text.chars().nth(40).is_some() {
        short.push('…');
    }
    short
}

/// Something a stage noticed: what was seen, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// A stable name for programs: `title_differs`, `row_without_measure`...
    pub code: &'static str,
    /// Where it was seen.
    pub place: Place,
    /// What was seen and what was expected, in Japanese.
    pub message: String,
    /// The way out, in Japanese; empty when there is nothing to do.
    pub advice: String,
}

impl Finding {
    /// What tells it from others wherever its line has moved to.
    pub fn sign(&self) -> String {
        format!("{}\n{}\n{}", self.code, self.place.file, self.message)
    }

    /// Worth knowing; nothing to do.
    pub fn info(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Info, code, place, message: message.into(), advice: String::new() }
    }

    /// Someone who knows the plan should look.
    pub fn warning(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::info(code, place, message) }
    }

    /// Something was not read.
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, ..Self::info(code, place, message) }
    }

    /// Adds the way out.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }
}
