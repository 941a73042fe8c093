//! Hits as blocks of lines with all details.

use std::{
    io::{self, Write},
    ops::Range,
};

use super::{
    super::{
        lines::{state, years},
        style::Style,
    },
    explain,
};
use shisaku_model::{Field, Heading, Locator};
use shisaku_search::{Answer, Item, highlight::within};

/// Length of a snippet, in characters.
const SNIPPET: usize = 80;

/// Writes the lines above the hits: notices, the query as it was read if `explained`, and the number of hits.
pub(super) fn head(answer: &Answer, explained: bool, out: &mut impl Write) -> io::Result<()> {
    answer.notices.iter().try_for_each(|notice| writeln!(out, "※ {}", notice.message))?;
    if explained {
        explain::query(answer, out)?;
    }
    let from = answer.params.offset + 1;
    let to = answer.params.offset + answer.items.len();
    match answer.items.is_empty() {
        true => writeln!(out, "{} 件", answer.total_count),
        false => writeln!(out, "{} 件中 {from}～{to} 件", answer.total_count),
    }
}

/// Writes the lines below the hits: how to see more, and other queries to try.
pub(super) fn ways_on(answer: &Answer, style: Style, out: &mut impl Write) -> io::Result<()> {
    if answer.beyond_typed() {
        writeln!(
            out,
            "\n別の書き方や近い意味の言葉も含めて探しました。入力したとおりの形だけを探すには --exact"
        )?;
    }
    if let Some(next) = answer.next_offset {
        writeln!(out, "\n続きは --offset {next}")?;
    }
    if !answer.suggestions.is_empty() {
        writeln!(out, "\nもしかして:")?;
        for one in &answer.suggestions {
            writeln!(out, "  {} ({} 件) {}", style.bold(&one.text), one.count, one.reason)?;
        }
    }
    if !answer.partial.is_empty() {
        writeln!(out, "\n近いもの(件数に入りません):")?;
        for (position, partial) in (1..).zip(&answer.partial) {
            write_item(position, &partial.item, style, false, out)?;
            if partial.near {
                writeln!(out, "    言葉はひとつも含みません。意味の近いものです。")?;
            } else if !partial.missing.is_empty() {
                writeln!(out, "    含まない語: {}", partial.missing.join("、"))?;
            }
        }
    }
    Ok(())
}

/// Writes the whole answer. With `explained`, each hit shows why it matched.
pub(super) fn write(answer: &Answer, style: Style, explained: bool, out: &mut impl Write) -> io::Result<()> {
    head(answer, explained, out)?;
    for (position, item) in (answer.params.offset + 1..).zip(&answer.items) {
        write_item(position, item, style, explained, out)?;
    }
    ways_on(answer, style, out)
}

fn write_item(
    position: usize,
    item: &Item,
    style: Style,
    explained: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let entry = &item.entry;
    let met = |field, at| item.highlights.of(field, at);
    let title = style.marked(&entry.title, met(Field::Title, 0));
    let marks: String = entry.category.iter().map(|mark| format!("({mark})")).collect();
    let number =
        if entry.number.is_empty() { String::new() } else { format!("{} ", style.bold(&entry.number)) };
    writeln!(out, "\n{position:>3}. {number}{title}{marks}")?;
    writeln!(out, "     {}", state(entry))?;
    let above: Vec<String> = entry.path.iter().map(Heading::label).collect();
    writeln!(out, "     {}", style.dim(&above.join(" > ")))?;
    // The first paragraph with a match, or else the first paragraph.
    let body = || entry.body.iter().enumerate().map(|(at, text)| (text, met(Field::Body, at)));
    if let Some((text, met)) = body().find(|(_, met)| !met.is_empty()).or_else(|| body().next()) {
        let label = if entry.kind.is_planned() { "計画" } else { "本文" };
        writeln!(out, "     {label}: {}", snippet(text, met, style))?;
    }
    if let Some((at, report)) = entry.results.iter().enumerate().next_back() {
        let text = snippet(&report.text, met(Field::Result, at), style);
        writeln!(out, "     実績{}: {text}", years(report.years))?;
    }
    for sentence in &item.met {
        writeln!(out, "     ※ {sentence}")?;
    }
    if explained {
        explain::item(item, out)?;
    }
    let source = &entry.source;
    let place = match (source.lines, &source.at) {
        ([from, to], Locator::Lines) => format!("{from}-{to}行"),
        (_, at) => at.to_string(),
    };
    writeln!(out, "     {}", style.dim(&format!("{}  {} {place}", entry.id, source.file)))
}

/// Returns a snippet around the first match that fits on two lines.
fn snippet(text: &str, ranges: &[Range<usize>], style: Style) -> String {
    let letters: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let first = ranges.first().map_or(0, |range| letters.partition_point(|&at| at < range.start));
    let from = if letters.len() <= SNIPPET { 0 } else { first.saturating_sub(SNIPPET / 4) };
    let byte = |letter: usize| letters.get(letter).copied().unwrap_or(text.len());
    let piece = byte(from)..byte(from + SNIPPET);
    let (before, after) = (if from > 0 { "…" } else { "" }, if piece.end < text.len() { "…" } else { "" });
    format!("{before}{}{after}", style.marked(&text[piece.clone()], &within(ranges, &piece)))
}
