//! Reads files of one record per line and describes unreadable lines.

use serde_json::{Map, Value};
use thiserror::Error;

use shisaku_model::shortened;

/// An unreadable line. The caller adds the file name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{line} 行目: {seen}。{expected}")]
pub struct BadLine {
    /// Line number, counted from 1.
    pub line: usize,
    /// Description of the problem, without a full stop.
    pub seen: String,
    /// Expected form, as a complete sentence.
    pub expected: String,
}

/// Description of a problem in a line whose number the caller knows.
pub(super) type Seen = String;

/// The non-empty lines with their numbers, counted from 1. A byte order mark is skipped.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty())
}

/// Parses a line as a JSON object.
pub(super) fn object(line: &str) -> Result<Map<String, Value>, Seen> {
    match serde_json::from_str(line) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(format!("「{}」は JSON のオブジェクトではありません", shortened(line))),
        Err(error) => {
            Err(format!("「{}」は JSON として読めません({} バイト目)", shortened(line), error.column()))
        }
    }
}

/// A required member: a non-empty string.
pub(super) fn text(object: &Map<String, Value>, name: &str) -> Result<String, Seen> {
    match object.get(name) {
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(text.clone()),
        other => Err(unfit(name, other)),
    }
}

/// Describes a missing member or one of the wrong type.
pub(super) fn unfit(name: &str, value: Option<&Value>) -> Seen {
    match value {
        None => format!("{name} がありません"),
        Some(value) => format!("{name} の値「{}」は使えません", shortened(&value.to_string())),
    }
}
