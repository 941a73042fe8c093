//! Hits as blocks of lines, with everything to judge them by.

use std::io::{self, Write};

use super::{
    super::{
        lines::{state, years},
        style::Style,
    },
    explain,
};
use shisaku_model::Heading;
use shisaku_search::{Item, Response};

/// Letters of a snippet.
const SNIPPET: usize = 80;

/// What stands before the hits: what the words were read as, if that is to be known, and how many there are.
pub(super) fn head(response: &Response, explained: bool, out: &mut impl Write) -> io::Result<()> {
    response.notices.iter().try_for_each(|notice| writeln!(out, "※ {}", notice.message))?;
    if explained {
        explain::query(response, out)?;
    }
    counted(response, out)
}

/// How many hits there are, and which of them are shown.
fn counted(response: &Response, out: &mut impl Write) -> io::Result<()> {
    let from = response.params.offset + 1;
    let to = response.params.offset + response.items.len();
    match response.items.is_empty() {
        true => writeln!(out, "{} 件", response.total_count),
        false => writeln!(out, "{} 件中 {from}～{to} 件", response.total_count),
    }
}

/// What stands behind the hits: how to see more, and what else could be asked.
pub(super) fn ways_on(response: &Response, style: Style, out: &mut impl Write) -> io::Result<()> {
    if response.beyond_typed() {
        writeln!(
            out,
            "\n別の書き方や近い意味の言葉も含めて探しました。入力したとおりの形だけを探すには --exact"
        )?;
    }
    if let Some(next) = response.next_offset {
        writeln!(out, "\n続きは --offset {next}")?;
    }
    if !response.suggestions.is_empty() {
        writeln!(out, "\nもしかして:")?;
        for one in &response.suggestions {
            writeln!(out, "  {} ({} 件) {}", style.bold(&one.text), one.count, one.reason)?;
        }
    }
    if !response.partial.is_empty() {
        writeln!(out, "\n一部の語だけを含むもの:")?;
        for (position, partial) in (1..).zip(&response.partial) {
            write_item(position, &partial.item, style, false, out)?;
            if !partial.missing.is_empty() {
                writeln!(out, "    含まない語: {}", partial.missing.join("、"))?;
            }
        }
    }
    Ok(())
}

/// The whole answer; with `explained`, why each hit was found.
pub(super) fn write(
    response: &Response,
    style: Style,
    explained: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    head(response, explained, out)?;
    for (position, item) in (response.params.offset + 1..).zip(&response.items) {
        write_item(position, item, style, explained, out)?;
    }
    ways_on(response, style, out)
}

fn write_item(
    position: usize,
    item: &Item,
    style: Style,
    explained: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let entry = &item.entry;
    let title = style.marked(&item.highlights.title);
    let marks: String = entry.category.iter().map(|mark| format!("({mark})")).collect();
    let number =
        if entry.number.is_empty() { String::new() } else { format!("{} ", style.bold(&entry.number)) };
    writeln!(out, "\n{position:>3}. {number}{title}{marks}")?;
    writeln!(out, "     {}", state(entry))?;
    let above: Vec<String> = entry.path.iter().map(Heading::label).collect();
    writeln!(out, "     {}", style.dim(&above.join(" > ")))?;
    if let Some(body) = best(&item.highlights.body) {
        writeln!(out, "     計画: {}", snippet(body, style))?;
    }
    if let (Some(result), Some(report)) = (&item.highlights.result, entry.results.last()) {
        let years = years(report.years);
        writeln!(out, "     実績{years}: {}", snippet(result, style))?;
    }
    for sentence in &item.met {
        writeln!(out, "     ※ {sentence}")?;
    }
    if explained {
        explain::item(item, out)?;
    }
    let [from, to] = entry.source.lines;
    writeln!(out, "     {}", style.dim(&format!("{}  {} {from}-{to}行", entry.id, entry.source.file)))
}

/// The paragraph with a match, or the first.
fn best(body: &[String]) -> Option<&String> {
    body.iter().find(|text| text.contains("<mark>")).or(body.first())
}

/// The stretch around the first match, cut to a length that fits two lines.
fn snippet(html: &str, style: Style) -> String {
    let plain = html.replace("<mark>", "\u{E000}").replace("</mark>", "\u{E001}");
    let letters: Vec<char> = plain.chars().collect();
    let mark = letters.iter().position(|&c| c == '\u{E000}').unwrap_or(0);
    let start = if letters.len() <= SNIPPET { 0 } else { mark.saturating_sub(SNIPPET / 4) };
    let end = (start + SNIPPET).min(letters.len());
    let mut cut: String = letters[start..end].iter().collect();
    if cut.matches('\u{E000}').count() > cut.matches('\u{E001}').count() {
        cut.push('\u{E001}');
    }
    // An escaped sign must not be cut in two.
    if end < letters.len()
        && let Some(escape) = cut.rfind('&').filter(|&at| !cut[at..].contains(';') && cut.len() - at < 6)
    {
        cut.truncate(escape);
    }
    let cut = cut.replace('\u{E000}', "<mark>").replace('\u{E001}', "</mark>");
    let (before, after) = (if start > 0 { "…" } else { "" }, if end < letters.len() { "…" } else { "" });
    format!("{before}{}{after}", style.marked(&cut))
}
