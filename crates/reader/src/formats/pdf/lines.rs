//! Makes lines of text from glyphs, by their baselines and the gaps between them.

use super::page::Glyph;

/// Letters with a wider gap between them, in em, belong to two pieces: columns of a table without rules.
const PIECE_GAP: f32 = 2.0;

/// Letters of a heading that is spaced out, 目　次, stand no farther apart, in em.
const LETTER_GAP: f32 = 1.25;

/// Largest size of ruby, as a share of the size of the line that it explains.
const RUBY_SIZE: f32 = 0.62;

/// A stretch of a line without wide gaps.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
}

/// A visual line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TextLine {
    /// Its text. Wide gaps are ideographic spaces.
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) baseline: f32,
    /// The size of most of its glyphs.
    pub(super) size: f32,
}

/// Makes lines of the glyphs, from top to bottom.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<TextLine> {
    rows(glyphs).iter().filter_map(|row| line(row)).collect()
}

/// The glyphs without ruby: small kana that stand alone above larger letters.
pub(super) fn without_ruby(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let most = glyphs.iter().map(|glyph| glyph.size).max_by(f32::total_cmp).unwrap_or_default();
    if glyphs.iter().all(|glyph| glyph.size > RUBY_SIZE * most) {
        return glyphs;
    }
    let is_base = |kana: &Glyph, base: &Glyph| {
        kana.size <= RUBY_SIZE * base.size
            && (0.6 * base.size..1.4 * base.size).contains(&(base.baseline - kana.baseline))
            && kana.left < base.right
            && kana.right > base.left
    };
    let is_ruby = |run: &[Glyph]| {
        run.iter().all(|glyph| is_kana(glyph.letter))
            && run.iter().any(|kana| glyphs.iter().any(|base| is_base(kana, base)))
    };
    let near = |a: &Glyph, b: &Glyph| b.left - a.right < 0.8 * a.size && (a.size - b.size).abs() < 1.0;
    let mut kept = Vec::new();
    for row in rows(&glyphs) {
        kept.extend(row.chunk_by(near).filter(|run| !is_ruby(run)).flatten().copied());
    }
    kept
}

/// Groups glyphs by baseline, from top to bottom, and orders each group from left to right.
pub(super) fn rows(glyphs: &[Glyph]) -> Vec<Vec<Glyph>> {
    let mut sorted = glyphs.to_vec();
    sorted.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    let mut start = Glyph { letter: ' ', left: 0.0, right: 0.0, baseline: f32::NEG_INFINITY, size: 0.0 };
    for glyph in sorted {
        let tolerance = 0.35 * glyph.size.max(start.size);
        match rows.last_mut() {
            // Ruby is small and stands 0.8 em above its line, in which case the tolerance is that of the ruby.
            Some(row) if glyph.baseline - start.baseline <= tolerance => row.push(glyph),
            _ => {
                start = glyph;
                rows.push(vec![glyph]);
            }
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        // Bold type is imitated by printing a letter twice, a little apart.
        row.dedup_by(|next, glyph| {
            next.letter == glyph.letter && (next.left - glyph.left).abs() < 0.2 * glyph.size
        });
    }
    rows
}

fn line(row: &[Glyph]) -> Option<TextLine> {
    let letters: Vec<Glyph> = row.iter().filter(|glyph| !glyph.letter.is_whitespace()).copied().collect();
    let (first, last) = (letters.first()?, letters.last()?);
    let size = most(letters.iter().map(|glyph| glyph.size));
    let spacing = spacing(&letters);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut text = String::new();
    let mut before: Option<Glyph> = None;
    let mut space = None;
    for &glyph in row {
        if glyph.letter.is_whitespace() {
            let is_wide = matches!(glyph.letter, '\u{2003}' | '\u{3000}');
            space = Some(if is_wide { '\u{3000}' } else { space.unwrap_or(' ') });
            continue;
        }
        // A wide space that begins a line marks a paragraph.
        space = space.filter(|&space| before.is_some() || space == '\u{3000}');
        let gap = before.map_or(0.0, |before| (glyph.left - before.right) / size);
        let space = space.take().or_else(|| before.and_then(|before| space_in(before, glyph, gap, spacing)));
        let space = space.filter(|_| !spacing.is_some_and(|spacing| gap <= spacing + 0.25));
        text.extend(space);
        text.push(glyph.letter);
        match pieces.last_mut() {
            Some(piece) if gap < PIECE_GAP => {
                piece.text.extend(space);
                piece.text.push(glyph.letter);
                piece.right = glyph.right;
            }
            _ => {
                let text = glyph.letter.to_string();
                pieces.push(Piece { text, left: glyph.left, right: glyph.right });
            }
        }
        before = Some(glyph);
    }
    Some(TextLine { text, pieces, left: first.left, right: last.right, baseline: last.baseline, size })
}

/// The gap, in em, by which a heading is spaced out: all its letters are Japanese and stand equally far apart.
fn spacing(letters: &[Glyph]) -> Option<f32> {
    if letters.len() < 2 || !letters.iter().all(|glyph| is_japanese(glyph.letter)) {
        return None;
    }
    let gaps = letters.windows(2).filter_map(|pair| match pair {
        [a, b] => Some((b.left - a.right) / a.size.max(0.1)),
        _ => None,
    });
    let (least, most) = gaps.fold((f32::MAX, f32::MIN), |(least, most), gap| (least.min(gap), most.max(gap)));
    (least > 0.2 && most - least < 0.3 && most <= LETTER_GAP).then_some(most)
}

/// The space that a gap stands for, if it is clearly wider than the spacing of letters.
fn space_in(before: Glyph, glyph: Glyph, gap: f32, spacing: Option<f32>) -> Option<char> {
    let is_latin = |letter: char| letter.is_ascii_graphic();
    let limit = if is_latin(before.letter) && is_latin(glyph.letter) { 0.18 } else { 0.5 };
    let gap = gap - spacing.unwrap_or(0.0);
    (gap > limit).then_some(if gap < 0.8 { ' ' } else { '\u{3000}' })
}

/// The value that occurs most often, rounded to half a point. 0 if there is none.
pub(super) fn most(sizes: impl Iterator<Item = f32>) -> f32 {
    let mut halves: Vec<f32> = sizes.map(half_points).collect();
    halves.sort_by(f32::total_cmp);
    let runs = halves.chunk_by(|a, b| a.total_cmp(b).is_eq());
    runs.max_by_key(|run| run.len()).and_then(|run| run.first()).copied().unwrap_or_default()
}

/// Rounds a size to half a point. Programs write the size of one style a little differently here and there.
pub(super) fn half_points(size: f32) -> f32 {
    (size * 2.0).round() / 2.0
}

fn is_kana(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30FF}' | '\u{FF66}'..='\u{FF9F}')
}

pub(super) fn is_japanese(letter: char) -> bool {
    is_kana(letter)
        || matches!(letter, '\u{2E80}'..='\u{2FDF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}
