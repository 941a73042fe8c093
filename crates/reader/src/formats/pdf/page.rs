//! A page as positions: glyphs and ruling lines. Lengths are points. `y` grows downwards from the top of the
//! page as a reader sees it.

/// A printed character. Spaces are glyphs too, if the file prints them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub(super) letter: char,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) baseline: f32,
    /// Font size.
    pub(super) size: f32,
}

impl Glyph {
    /// The middle of its ink, by which it belongs to a cell or a column.
    pub(super) fn middle(&self) -> (f32, f32) {
        (f32::midpoint(self.left, self.right), self.baseline - 0.35 * self.size)
    }
}

/// A ruling line, horizontal or vertical.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// `y` of a horizontal rule, `x` of a vertical one.
    pub(super) at: f32,
    /// Start along the other axis.
    pub(super) from: f32,
    /// End along the other axis, not before the start.
    pub(super) to: f32,
}

/// A page.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    /// Counted from 1.
    pub(super) number: u32,
    pub(super) height: f32,
    pub(super) glyphs: Vec<Glyph>,
    /// Horizontal rules.
    pub(super) across: Vec<Rule>,
    /// Vertical rules.
    pub(super) down: Vec<Rule>,
    /// True if the page shows images. Known only of pages with few glyphs.
    pub(super) has_images: bool,
}

impl Page {
    /// Number of glyphs that are not spaces.
    pub(super) fn letters(&self) -> usize {
        self.glyphs.iter().filter(|glyph| !glyph.letter.is_whitespace()).count()
    }
}
