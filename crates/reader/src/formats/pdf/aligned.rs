//! Finds tables without rules: lines whose pieces stand below each other.

use super::lines::{Piece, TextLine};

/// Least number of lines of a table without rules. Two lines align by chance.
const MIN_LINES: usize = 3;

/// Largest distance of aligned edges, in em.
const EDGE: f32 = 0.6;

/// Largest distance of neighbouring lines, in em.
const LEADING: f32 = 3.5;

/// Number of lines, from the start of `lines`, that form a table without rules. 0 if they form none.
pub(super) fn table_at(lines: &[TextLine]) -> usize {
    let Some(first) = lines.first().filter(|line| line.pieces.len() >= 2) else {
        return 0;
    };
    let pairs = lines.windows(2).take_while(|pair| match pair {
        [line, next] => aligned(first, next) && next.baseline - line.baseline <= LEADING * first.size,
        _ => false,
    });
    let count = pairs.count() + 1;
    if count >= MIN_LINES { count } else { 0 }
}

/// True if two lines have the same number of pieces, each aligned at its start or its end. Numbers are often
/// set flush right.
fn aligned(first: &TextLine, line: &TextLine) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() <= EDGE * first.size;
    let same = |a: &Piece, b: &Piece| near(a.left, b.left) || near(a.right, b.right);
    first.pieces.len() == line.pieces.len()
        && first.pieces.iter().zip(&line.pieces).all(|(a, b)| same(a, b))
        && (first.size - line.size).abs() < 1.0
}
