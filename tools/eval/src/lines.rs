//! Files of one record a line, and what to say of a line that cannot be read.

use serde_json::{Map, Value};
use thiserror::Error;

use shisaku_model::shortened;

/// A line that is not what it should be. The file's name is added by whoever opened it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{line} 行目: {seen}。{expected}")]
pub struct BadLine {
    /// Counted from 1.
    pub line: usize,
    /// What was seen there, without a full stop.
    pub seen: String,
    /// What was expected, a whole sentence.
    pub expected: String,
}

/// What is wrong with a line whose number the caller knows.
pub(super) type Seen = String;

/// The lines that hold something, with their numbers counted from 1. A byte order mark is no text.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty())
}

/// The line as a JSON object.
pub(super) fn object(line: &str) -> Result<Map<String, Value>, Seen> {
    match serde_json::from_str(line) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(format!("「{}」は JSON のオブジェクトではありません", shortened(line))),
        Err(error) => {
            Err(format!("「{}」は JSON として読めません({} バイト目)", shortened(line), error.column()))
        }
    }
}

/// A member that must be there and be a text that is not empty.
pub(super) fn text(object: &Map<String, Value>, name: &str) -> Result<String, Seen> {
    match object.get(name) {
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(text.clone()),
        other => Err(unfit(name, other)),
    }
}

/// What to say of a member that is missing or of another sort than it should be.
pub(super) fn unfit(name: &str, value: Option<&Value>) -> Seen {
    match value {
        None => format!("{name} がありません"),
        Some(value) => format!("{name} の値「{}」は使えません", shortened(&value.to_string())),
    }
}
