//! Finds text that is set in two columns.

use super::lines::rows;
use super::page::Glyph;

/// Half the width of a gutter, in em.
const HALF_GUTTER: f32 = 0.6;

/// Least number of lines on each side of a gutter.
const MIN_LINES: usize = 5;

/// Least share of a column that a third of its lines fill. Labels and values beside each other fill less.
const FILLED: f32 = 0.6;

/// Splits the glyphs of a page into stretches in reading order. A stretch runs over the whole width, or is one
/// of two columns, the left one first.
pub(super) fn stretches(glyphs: &[Glyph], size: f32) -> Vec<Vec<Glyph>> {
    let rows = rows(glyphs);
    let Some(gutter) = gutter(&rows, size) else {
        return vec![glyphs.to_vec()];
    };
    let mut stretches = Vec::new();
    for run in rows.chunk_by(|a, b| crosses(a, gutter, size) == crosses(b, gutter, size)) {
        let sides = sides(run, gutter);
        if run.first().is_some_and(|row| crosses(row, gutter, size)) || !is_set_in_columns(&sides) {
            stretches.push(run.concat());
        } else {
            stretches.extend(sides);
        }
    }
    stretches
}

/// The position that the fewest lines cross, if they are a minority.
fn gutter(rows: &[Vec<Glyph>], size: f32) -> Option<f32> {
    let glyphs = || rows.iter().flatten();
    let left = glyphs().map(|glyph| glyph.left).min_by(f32::total_cmp)?;
    let right = glyphs().map(|glyph| glyph.right).max_by(f32::total_cmp)?;
    let crossing = |at: f32| rows.iter().filter(|row| crosses(row, at, size)).count();
    let candidates: Vec<(usize, f32)> = (30_u8..=70)
        .map(|percent| left + (right - left) * f32::from(percent) / 100.0)
        .map(|at| (crossing(at), at))
        .collect();
    let least = candidates.iter().map(|&(crossing, _)| crossing).min()?;
    let best: Vec<f32> =
        candidates.iter().filter(|&&(crossing, _)| crossing == least).map(|&(_, at)| at).collect();
    let gutter = best.get(best.len() / 2).copied();
    gutter.filter(|_| least * 2 < rows.len())
}

fn crosses(row: &[Glyph], at: f32, size: f32) -> bool {
    let half = HALF_GUTTER * size;
    row.iter().any(|glyph| !glyph.letter.is_whitespace() && glyph.left < at + half && glyph.right > at - half)
}

/// The glyphs to the left and to the right of a gutter.
fn sides(run: &[Vec<Glyph>], gutter: f32) -> [Vec<Glyph>; 2] {
    let (left, right) = run.iter().flatten().partition(|glyph| glyph.middle().0 < gutter);
    [left, right]
}

/// True if both sides are prose: enough lines, a third of which fill the column.
fn is_set_in_columns(sides: &[Vec<Glyph>; 2]) -> bool {
    sides.iter().all(|side| {
        let widths: Vec<f32> =
            rows(side).iter().filter_map(|row| Some(row.last()?.right - row.first()?.left)).collect();
        let widest = widths.iter().copied().max_by(f32::total_cmp).unwrap_or_default();
        let full = widths.iter().filter(|&&width| width >= FILLED * widest).count();
        widths.len() >= MIN_LINES && full * 3 >= widths.len() && is_prose(side, widest)
    })
}

/// True if the widest line is long enough for prose, in em of its own glyphs.
fn is_prose(side: &[Glyph], widest: f32) -> bool {
    side.first().is_some_and(|glyph| widest >= 10.0 * glyph.size)
}
