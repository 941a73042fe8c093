//! Tables in plain lines that have no tabs: cells that end in a bar, columns whose heads stand in one line, and
//! lists whose order of columns is told in a sentence.

use itertools::Itertools as _;

use super::{
    blocks::{Block, ends_sentence},
    located_text::{Ledger, Text},
    numbering,
    table::{
        Row, Table,
        columns::{self, Column},
        heads,
        raw::RawRow,
    },
};
use shisaku_model::{Holder, RepairedLine};

/// Minimum number of lines that end in a bar.
const LEAST_BARS: usize = 4;

/// True if the cells of the lines end in bars, as text copied from a form does.
pub(super) fn is_barred(lines: &[RepairedLine]) -> bool {
    let written = lines.iter().filter(|line| !line.text.trim().is_empty());
    let (barred, others): (Vec<_>, Vec<_>) = written.partition(|line| line.text.trim_end().ends_with('|'));
    let starts = barred.iter().filter(|line| line.text.trim_start().starts_with('|')).count();
    barred.len() >= LEAST_BARS && barred.len() >= others.len() && starts * 2 < barred.len()
}

/// The cells of lines that end in bars. A line without a bar begins the next cell.
pub(super) fn barred_cells(
    index: usize,
    lines: &[RepairedLine],
    start: usize,
    ledger: &mut Ledger,
) -> Vec<Text> {
    let mut cells = Vec::new();
    let mut cell = Text::default();
    for (line, repaired) in (start..).zip(lines) {
        let mut rest = Text::line(index, line, repaired.text.clone());
        while let Some(bar) = rest.text.find('|') {
            let mut part = rest.take(bar);
            ledger.trim(&mut part);
            ledger.hold(&rest.take(1), Holder::Separator);
            if !part.text.is_empty() {
                cell.extend_apart(part);
            }
            cells.push(std::mem::take(&mut cell));
        }
        ledger.trim(&mut rest);
        if !rest.text.is_empty() {
            cell.extend_apart(rest);
        }
    }
    cells.push(cell);
    cells.retain(|cell| !cell.text.is_empty());
    cells
}

/// Reads a line of column heads parted by spaces, and the rows below it: cells parted by blank lines, each row
/// beginning with a number. Returns the table and the number of lines below the heads that it takes.
pub(super) fn spaced(line: &Text, following: &[RepairedLine], ledger: &mut Ledger) -> Option<(Table, usize)> {
    let names = line.text.split_whitespace().collect_vec();
    if names.len() < 3 || names.iter().any(|name| columns::head(name) == Column::Other) {
        return None;
    }
    let tabbed = Text::line(0, 0, names.join("\t"));
    heads::read(&[RawRow::of_line(&tabbed, &mut Ledger::default())])?;
    let (document, first, _) = line.position();
    // Cells, each with the index of its first line below the heads and the number of lines up to its end.
    let mut cells: Vec<(Text, usize)> = Vec::new();
    let mut after_blank = true;
    for (at, repaired) in following.iter().enumerate() {
        let blank = repaired.text.trim().is_empty();
        if !blank {
            let text = Text::line(document, first + 1 + at, repaired.text.clone());
            match cells.last_mut().filter(|_| !after_blank) {
                Some((cell, end)) => {
                    cell.extend(text);
                    *end = at + 1;
                }
                None => cells.push((text, at + 1)),
            }
        }
        after_blank = blank;
    }
    let width = names.len();
    let is_row = |row: &&[(Text, usize)]| {
        let numbered = |cell: &(Text, usize)| numbering::read(cell.0.text.trim()).is_some();
        row.len() == width && numbered(&row[0]) && !row[1..].iter().any(numbered)
    };
    let rows = cells.chunks(width).take_while(is_row).collect_vec();
    let lines = rows.last()?.last()?.1;
    // Held and trimmed only now that the lines are known to be a table.
    let mut table = Table::head_of(document, &names)?;
    ledger.hold(line, Holder::TableHead);
    for row in rows {
        let cells = row.iter().map(|(cell, _)| {
            let mut cell = cell.clone();
            ledger.trim(&mut cell);
            cell
        });
        table.add_cells(cells.collect(), ledger);
    }
    for (at, repaired) in
        following[..lines].iter().enumerate().filter(|(_, line)| line.text.trim().is_empty())
    {
        ledger.trim(&mut Text::line(document, first + 1 + at, repaired.text.clone()));
    }
    Some((table, lines))
}

/// Words behind the names of columns that are read out one after another.
const ORDER: &str = "の順に";

/// Reads a list whose columns a sentence names in their order: ※施策番号、施策名、達成度の順に記載しています。
pub(super) fn listed(line: &Text, ledger: &mut Ledger) -> Option<Vec<Block>> {
    let order = line.text.find(ORDER)?;
    let before = line.text[..order]
        .rfind(['。', '※', '\u{3000}', ' '])
        .map_or(0, |at| at + line.text[at..].chars().next().map_or(0, char::len_utf8));
    let names = line.text[before..order].split(['、', '，']).map(str::trim).collect_vec();
    let mut table = Table::head_of(line.position().0, &names)?;
    let told = order + line.text[order..].find('。')? + '。'.len_utf8();
    let mut text = line.clone();
    let mut front = text.take(told);
    let mut blocks = Vec::new();
    ledger.trim(&mut front);
    blocks.push(Block::Paragraph(front));
    let mut rest: Vec<Block> = Vec::new();
    while !text.text.is_empty() {
        let end = text.text.find('。').map_or(text.text.len(), |at| at + '。'.len_utf8());
        let mut sentence = text.take(end);
        ledger.trim(&mut sentence);
        match record(&sentence, names.len()) {
            Some(ranges) => {
                let mut at = 0;
                let mut cells = Vec::new();
                for range in ranges {
                    ledger.hold(&sentence.part(at..range.start), Holder::Separator);
                    at = range.end;
                    cells.push(sentence.part(range));
                }
                ledger.hold(&sentence.part(at..sentence.text.len()), Holder::Separator);
                table.add_cells(cells, ledger);
            }
            None if sentence.text.is_empty() => {}
            None if ends_sentence(&sentence.text) => rest.push(Block::Paragraph(sentence)),
            None => rest.push(Block::Bare { text: sentence, is_caption: false }),
        }
    }
    let table = (!table.rows.is_empty()).then_some(Block::Table(table));
    Some(blocks.into_iter().chain(table).chain(rest).collect())
}

/// Byte ranges of the values of a record: a number first, and as many values as there are columns. Commas in
/// excess belong to the second value.
fn record(sentence: &Text, width: usize) -> Option<Vec<std::ops::Range<usize>>> {
    let text = sentence.text.strip_suffix('。').unwrap_or(&sentence.text);
    let commas = text.match_indices('、').map(|(at, _)| at).collect_vec();
    let first = text[..*commas.first()?].trim();
    let numbered =
        !first.is_empty() && first.chars().all(|c| numbering::is_digit(c) || "-－.()（）".contains(c));
    if !numbered || commas.len() + 1 < width || width < 2 {
        return None;
    }
    let comma = '、'.len_utf8();
    let behind = width.saturating_sub(2);
    let mut starts = vec![0, commas[0] + comma];
    let mut ends = vec![commas[0]];
    for &at in &commas[commas.len() - behind.min(commas.len() - 1)..] {
        ends.push(at);
        starts.push(at + comma);
    }
    ends.push(text.len());
    Some(starts.into_iter().zip(ends).map(|(start, end)| start..end).collect())
}

impl Table {
    /// A table with these heads. `None` if they are not those of a table of measures.
    fn head_of(document: usize, names: &[&str]) -> Option<Self> {
        let line = Text::line(document, 0, names.join("\t"));
        let table = Self::head(&[line], &mut Ledger::default())?.0;
        // The line is made up. What it is made of is held elsewhere.
        Some(Self { head_lines: Vec::new(), ..table })
    }

    fn add_cells(&mut self, cells: Vec<Text>, ledger: &mut Ledger) {
        let line = cells.first().map_or(0, |cell| cell.position().1);
        self.push(Row { cells, line, ..Row::default() }, ledger);
    }
}
