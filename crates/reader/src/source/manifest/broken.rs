//! A `plan.toml` that is no TOML: names without quotation marks, and the finding for anything else.

use toml::de::Error;

use super::TEMPLATE;
use crate::source::StaffFile;
use shisaku_model::{Finding, Place, line_at, shortened};

/// Puts quotation marks around names that TOML does not take without: 短期 = [2011, 2013], 1-1(1) = "https://...".
/// Lines stay where they are.
pub(super) fn quoted(text: &str) -> String {
    let has_desk = text.lines().any(|line| line.trim() == "[contact]");
    let line = |line: &str| match line.split_once('=') {
        // `shisaku init` once wrote the empty line, which the table now contradicts.
        Some((key, value)) if has_desk && key.trim() == "contact" && value.trim() == "\"\"" => {
            "\n".to_owned()
        }
        Some((key, value)) if needs_marks(key.trim()) => format!("\"{}\" ={value}", key.trim()),
        _ => line.to_owned(),
    };
    text.split_inclusive('\n').map(line).collect()
}

fn needs_marks(key: &str) -> bool {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    !key.chars().all(is_bare)
        && !key.contains(['"', '\'', '[', ']', '#', '\\'])
        && !key.chars().any(char::is_control)
}

/// The finding for the line at which the parser stopped.
pub(super) fn finding(file: &StaffFile, error: &Error) -> Finding {
    let number = line_at(file.text.as_bytes(), error.span().map_or(0, |span| span.start));
    let line = file.text.lines().nth(number as usize - 1).unwrap_or_default().trim();
    let why = if error.message().contains("duplicate key") {
        "同じ名前が 2 回あります。片方を消してください(contact = の行と [contact] は、どちらか一方です)。"
    } else if line.contains('＝') && !line.contains('=') {
        "＝ は半角の = にしてください。"
    } else if line.contains(['“', '”', '「', '＂']) && !line.contains('"') {
        "文字は半角の \" で囲んでください。"
    } else {
        "1 行に 1 つ、名前 = 値 の形で書き、文字は \" で、年度は [ ] で囲みます。"
    };
    let message = format!("plan.toml を読めません: 「{}」", shortened(line));
    Finding::error("broken_manifest", Place::line(&file.file, number), message)
        .advise(format!("{why}書き方の例: {TEMPLATE}"))
}
