//! `shisaku man`: one page for all commands, so that one text search finds any option.

use std::io::{self, Write};

use anyhow::Result;
use clap::Command;
use clap_mangen::Man;

use super::{Outcome, args};

/// Sections printed after the commands.
const MORE: &str = r#".SH 環境変数
どのオプションも、SHISAKU_ で始まる環境変数で与えられます(--has-result は SHISAKU_HAS_RESULT)。
入力したオプションが優先します。形式は SHISAKU_FORMAT(export)、SHISAKU_SEARCH_FORMAT、SHISAKU_PROGRESS_FORMAT、
export の --columns は SHISAKU_EXPORT_COLUMNS、
check の --all と --explain は SHISAKU_CHECK_ALL、SHISAKU_CHECK_EXPLAIN です。
.TP
NO_COLOR
空でなければ、色を付けません。
.TP
COLUMNS
1 行の桁数。
.SH 終了コード
.TP
0
正常
.TP
1
文書に誤りがあるか、実行できない
.TP
2
使い方の誤り
"#;

/// Section headings of the library, with their Japanese replacements.
const SECTIONS: [(&str, &str); 6] = [
    (".SH NAME", ".SH 名前"),
    (".SH SYNOPSIS", ".SH 書式"),
    (".SH DESCRIPTION", ".SH 説明"),
    (".SH OPTIONS", ".SH オプション"),
    (".SH EXTRA", ".SH 補足"),
    (".SH VERSION", ".SH 版"),
];

pub(super) fn run() -> Result<Outcome> {
    io::stdout().lock().write_all(page()?.as_bytes())?;
    Ok(Outcome::Success)
}

fn page() -> io::Result<String> {
    let mut command = args::command();
    command.build();
    let whole = Man::new(command.clone()).manual("shisaku").date("");
    let mut page = part(|out| {
        whole.render_title(out)?;
        // Left-adjust: filled lines would split Japanese words with spaces.
        out.write_all(b".ad l\n")?;
        whole.render_name_section(out)?;
        whole.render_synopsis_section(out)?;
        whole.render_description_section(out)?;
        whole.render_options_section(out)
    })?;
    for sub in command.get_subcommands() {
        page.push_str(&of_command(sub)?);
    }
    page.push_str(MORE);
    Ok(breakable(&page))
}

/// The section of one command. Its own sections become subsections.
fn of_command(command: &Command) -> io::Result<String> {
    let man = Man::new(command.clone());
    let name = command.get_bin_name().unwrap_or(command.get_name());
    let about = part(|out| man.render_description_section(out))?;
    let about = about.replace(".SH 説明\n", "");
    let usage = part(|out| man.render_synopsis_section(out))?.replace(".SH 書式\n", ".PP\n");
    let mut rest = part(|out| man.render_options_section(out))?;
    if command.get_after_help().is_some() {
        // The help lines after the options are aligned in columns, so they are printed unfilled.
        let extra = part(|out| man.render_extra_section(out))?;
        rest.push_str(&extra.replacen(".SH 補足\n", ".PP\n.nf\n", 1));
        rest.push_str(".fi\n");
    }
    Ok(format!(".SH \"{name}\"\n{about}{usage}{}", rest.replace(".SH ", ".SS ")))
}

/// Renders one part with Japanese section headings. Removes the library's preamble, which the page prints
/// once.
fn part(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> io::Result<String> {
    let mut written = Vec::new();
    write(&mut written)?;
    let text = String::from_utf8(written).map_err(io::Error::other)?;
    let lines = text.lines().filter(|line| !line.starts_with(".ie ") && !line.starts_with(".el "));
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    Ok(SECTIONS.iter().fold(text, |text, (english, japanese)| text.replace(english, japanese)))
}

/// Adds break points (`\:`) to Japanese lines, which have no spaces. Japanese line-breaking rules forbid some
/// letters at the start or end of a line.
fn breakable(page: &str) -> String {
    const NEVER_FIRST: &str = "、。，．・)）」』】〉》!?！？ーぁぃぅぇぉっゃゅょァィゥェォッャュョ～…";
    const NEVER_LAST: &str = "(（「『【〈《";
    let mut broken = String::from(".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n");
    let mut as_it_is = false;
    for line in page.lines() {
        as_it_is = line == ".nf" || as_it_is && line != ".fi";
        // Programs such as `apropos` parse the line that names the page.
        let names = line.starts_with("shisaku \\- ");
        let letters: Vec<char> = line.chars().collect();
        for (at, letter) in letters.iter().enumerate() {
            broken.push(*letter);
            let is_japanese = |c: char| u32::from(c) >= 0x3000;
            let may_break = letters.get(at + 1).is_some_and(|next| {
                (is_japanese(*letter) || is_japanese(*next))
                    && !NEVER_FIRST.contains(*next)
                    && !NEVER_LAST.contains(*letter)
                    && !letter.is_ascii_whitespace()
                    && *letter != '\\'
            });
            // Lines with requests and the letters of an escape such as \fB are not text.
            let in_escape = letters[at.saturating_sub(2)..=at].contains(&'\\');
            if may_break && !as_it_is && !names && !line.starts_with('.') && !in_escape {
                broken.push_str("\\:");
            }
        }
        broken.push('\n');
    }
    broken
}
