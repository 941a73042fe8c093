//! Finds the tables that a page draws with ruling lines.

use super::page::{Glyph, Page, Rule};

/// Rules closer than this are one, in points: borders are drawn twice or as thin boxes.
const SNAP: f32 = 2.5;

/// Rules that miss each other by less than this still meet, in points.
const REACH: f32 = 3.5;

/// Rules of a page above which it is a map or a drawing, and largest number of fields of a table.
const MAX_RULES: usize = 1_500;
const MAX_FIELDS: usize = 20_000;

/// A table as drawn.
#[derive(Debug, Clone, Default)]
pub(super) struct Ruled {
    pub(super) top: f32,
    /// Positions of the vertical borders, from the left.
    pub(super) borders: Vec<f32>,
    /// Cells in the order of rows and columns. A merged cell stands at its upper left corner.
    pub(super) cells: Vec<RuledCell>,
}

/// A cell as drawn.
#[derive(Debug, Clone, Default)]
pub(super) struct RuledCell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) row_span: usize,
    pub(super) column_span: usize,
    pub(super) glyphs: Vec<Glyph>,
}

/// Takes the tables of a page out of it, from top to bottom, with the glyphs of their cells. Frames around text
/// are no tables: their glyphs stay.
pub(super) fn take_tables(page: &mut Page) -> Vec<Ruled> {
    let across = merged(std::mem::take(&mut page.across));
    let down = merged(std::mem::take(&mut page.down));
    if across.len() + down.len() > MAX_RULES {
        return Vec::new();
    }
    let mut tables = Vec::new();
    for (across, down) in connected(&across, &down) {
        if let Some(table) = table(&across, &down, &mut page.glyphs) {
            tables.push(table);
        }
    }
    tables.sort_by(|a, b| a.top.total_cmp(&b.top));
    tables
}

/// Joins rules that continue or cover each other.
fn merged(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut all: Vec<Rule> = Vec::new();
    for group in rules.chunk_by(|a, b| b.at - a.at < 1.0) {
        let mut group = group.to_vec();
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut joined: Vec<Rule> = Vec::new();
        for rule in group {
            match joined.last_mut() {
                Some(last) if rule.from <= last.to + SNAP => last.to = last.to.max(rule.to),
                _ => joined.push(rule),
            }
        }
        all.extend(joined);
    }
    all
}

/// Groups of rules that meet each other.
fn connected(across: &[Rule], down: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let meet = |a: &Rule, d: &Rule| {
        (a.from - REACH..=a.to + REACH).contains(&d.at) && (d.from - REACH..=d.to + REACH).contains(&a.at)
    };
    let mut rest: (Vec<Rule>, Vec<Rule>) = (across.to_vec(), down.to_vec());
    let mut groups = Vec::new();
    while let Some(start) = rest.0.pop() {
        let (mut rows, mut columns, mut done) = (vec![start], Vec::new(), (0, 0));
        while (rows.len(), columns.len()) != done {
            done = (rows.len(), columns.len());
            columns.extend(rest.1.extract_if(.., |d| rows.iter().any(|a| meet(a, d))));
            rows.extend(rest.0.extract_if(.., |a| columns.iter().any(|d| meet(a, d))));
        }
        groups.push((rows, columns));
    }
    groups
}

fn table(across: &[Rule], down: &[Rule], glyphs: &mut Vec<Glyph>) -> Option<Ruled> {
    let (rows, columns) = (positions(across, down), positions(down, across));
    let (height, width) = (rows.len().checked_sub(1)?, columns.len().checked_sub(1)?);
    if height == 0 || width < 2 || height * width > MAX_FIELDS {
        return None;
    }
    let mut cells = fields(&rows, &columns, across, down);
    let top = *rows.first()?;
    let mut left = Vec::new();
    for &glyph in glyphs.iter() {
        let (x, y) = glyph.middle();
        let place = between(&rows, y).zip(between(&columns, x));
        let covers = |cell: &&mut RuledCell| {
            place.is_some_and(|(row, column)| {
                (cell.row..cell.row + cell.row_span).contains(&row)
                    && (cell.column..cell.column + cell.column_span).contains(&column)
            })
        };
        match cells.iter_mut().find(covers) {
            Some(cell) => cell.glyphs.push(glyph),
            None => left.push(glyph),
        }
    }
    let filled = |cell: &&RuledCell| cell.glyphs.iter().any(|glyph| !glyph.letter.is_whitespace());
    let filled: Vec<usize> = cells.iter().filter(filled).map(|cell| cell.row).collect();
    // A frame or a chart has no row with two filled cells.
    if !filled.windows(2).any(|pair| matches!(pair, [row, next] if row == next)) {
        return None;
    }
    *glyphs = left;
    Some(Ruled { top, borders: columns, cells })
}

/// Positions of the borders, in order: those of the rules, and the ends of the crossing rules where the table is
/// open at its sides.
fn positions(rules: &[Rule], crossing: &[Rule]) -> Vec<f32> {
    let mut all: Vec<f32> = rules.iter().map(|rule| rule.at).collect();
    all.sort_by(f32::total_cmp);
    let least = crossing.iter().map(|rule| rule.from).min_by(f32::total_cmp);
    let most = crossing.iter().map(|rule| rule.to).max_by(f32::total_cmp);
    let (first, last) = (all.first().copied(), all.last().copied());
    all.extend(least.filter(|&least| first.is_some_and(|first| least < first - 2.0 * REACH)));
    all.extend(most.filter(|&most| last.is_some_and(|last| most > last + 2.0 * REACH)));
    all.sort_by(f32::total_cmp);
    all.dedup_by(|next, at| *next - *at < SNAP);
    all
}

/// The index of the interval that holds `at`.
fn between(borders: &[f32], at: f32) -> Option<usize> {
    borders.windows(2).position(|pair| matches!(pair, [from, to] if *from <= at && at < *to))
}

/// Cells of the table: fields between borders, joined where no rule divides them.
fn fields(rows: &[f32], columns: &[f32], across: &[Rule], down: &[Rule]) -> Vec<RuledCell> {
    let (height, width) = (rows.len() - 1, columns.len() - 1);
    let middle = |borders: &[f32], index: usize| match borders.get(index..index + 2) {
        Some([from, to]) => f32::midpoint(*from, *to),
        _ => f32::NAN,
    };
    let divided = |rules: &[Rule], border: Option<&f32>, at: f32| {
        border.is_none_or(|border| {
            rules.iter().any(|rule| (rule.at - border).abs() < SNAP && rule.from <= at && at <= rule.to)
        })
    };
    let right_of = |row: usize, column: usize| divided(down, columns.get(column + 1), middle(rows, row));
    let below = |row: usize, column: usize| divided(across, rows.get(row + 1), middle(columns, column));
    let mut free = vec![true; height * width];
    let is_free = |free: &[bool], row: usize, column: usize| free.get(row * width + column) == Some(&true);
    let mut cells = Vec::new();
    for row in 0..height {
        for column in 0..width {
            if !is_free(&free, row, column) {
                continue;
            }
            let mut column_span = 1;
            while column + column_span < width
                && is_free(&free, row, column + column_span)
                && !right_of(row, column + column_span - 1)
            {
                column_span += 1;
            }
            let span = column..column + column_span;
            let mut row_span = 1;
            while row + row_span < height
                && span.clone().all(|column| {
                    !below(row + row_span - 1, column) && is_free(&free, row + row_span, column)
                })
                && !span.clone().skip(1).any(|column| right_of(row + row_span, column - 1))
            {
                row_span += 1;
            }
            for row in row..row + row_span {
                for column in span.clone() {
                    if let Some(field) = free.get_mut(row * width + column) {
                        *field = false;
                    }
                }
            }
            cells.push(RuledCell { row, column, row_span, column_span, glyphs: Vec::new() });
        }
    }
    cells
}
