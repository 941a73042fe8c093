//! The only file that knows the PDF library. It turns bytes into pages of glyphs and rules.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_oxide::PdfDocument;
use pdf_oxide::elements::{PathContent, PathOperation};
use pdf_oxide::layout::TextSpan;

use super::page::{Glyph, Page, Rule};

/// Largest number of pages that are read. The longest plans known have 400.
pub(super) const MAX_PAGES: usize = 2_000;

/// Largest number of glyphs in a document, about 5,000 full pages. Bounds memory.
const MAX_GLYPHS: usize = 8_000_000;

/// Largest number of rules on a page that is not a drawing or a map.
const MAX_RULES: usize = 6_000;

/// Widest filled rectangle that is a rule and not a background, in points.
const RULE_WIDTH: f32 = 2.5;

/// Pages with fewer letters than this are asked for images.
const FEW_LETTERS: usize = 50;

/// A reason why nothing can be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The file asks for a password.
    Locked,
    /// The file is no PDF or is damaged.
    Damaged,
}

/// The pages that could be read.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) pages: Vec<Page>,
    /// Number of pages that the file claims to have.
    pub(super) total: usize,
    /// Numbers of pages that could not be read.
    pub(super) damaged: Vec<u32>,
}

/// Reads all pages, up to the limits.
///
/// # Errors
/// A failure if no page can be read.
pub(super) fn read(bytes: &[u8]) -> Result<Pages, Failure> {
    let (document, total) = guarded(|| open(bytes)).unwrap_or(Err(Failure::Damaged))?;
    let mut pages = Pages { total, ..Pages::default() };
    let mut glyphs = 0;
    for (index, number) in (0..total.min(MAX_PAGES)).zip(1..) {
        match guarded(|| page(&document, index, number)).flatten() {
            Some(page) => {
                glyphs += page.glyphs.len();
                pages.pages.push(page);
            }
            None => pages.damaged.push(number),
        }
        if glyphs > MAX_GLYPHS {
            break;
        }
    }
    if pages.pages.is_empty() { Err(Failure::Damaged) } else { Ok(pages) }
}

/// Runs the library. The library indexes into data that damaged files declare wrongly, and panics; one bad page
/// must cost that page alone. Nothing is reused after a panic except the document, whose locks recover.
fn guarded<T>(call: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(call)).ok()
}

/// Opens a document with the empty user password. Returns it with its number of pages.
fn open(bytes: &[u8]) -> Result<(PdfDocument, usize), Failure> {
    let document = PdfDocument::from_bytes(bytes.to_vec()).map_err(|_| Failure::Damaged)?;
    if document.is_encrypted()
        && !document.is_authenticated()
        && !matches!(document.authenticate(b""), Ok(true))
    {
        return Err(Failure::Locked);
    }
    match document.page_count() {
        Ok(total @ 1..) => Ok((document, total)),
        _ => Err(Failure::Damaged),
    }
}

fn page(document: &PdfDocument, index: usize, number: u32) -> Option<Page> {
    let (x0, y0, x1, y1) = document.get_page_visible_box(index).ok()?;
    let turn = document.get_page_rotation(index).unwrap_or(0).rem_euclid(360);
    let view = View { x0: x0.min(x1), y0: y0.min(y1), x1: x0.max(x1), y1: y0.max(y1), turn };
    let spans = document.extract_spans(index).ok()?;
    let height = if turn % 180 == 0 { view.y1 - view.y0 } else { view.x1 - view.x0 };
    let mut page = Page { number, height, ..Page::default() };
    page.glyphs = spans.iter().flat_map(|span| view.glyphs(span)).collect();
    for path in document.extract_paths(index).unwrap_or_default() {
        view.rules(&path, &mut page);
        if page.across.len() + page.down.len() > MAX_RULES {
            page.across.clear();
            page.down.clear();
            break;
        }
    }
    if page.letters() < FEW_LETTERS {
        page.has_images = document.page_image_handles(index).is_ok_and(|images| !images.is_empty());
    }
    Some(page)
}

/// Share of its width from which a letter that covers the next one is misplaced.
const MISPLACED: f32 = 0.25;

/// The visible box of a page, and the degrees by which viewers turn it clockwise.
struct View {
    x0: f32,
    y0: f32,
    x1: f32,
    y1: f32,
    turn: i32,
}

impl View {
    /// Maps a point of the file to the page as seen.
    fn point(&self, x: f32, y: f32) -> (f32, f32) {
        match self.turn {
            90 => (y - self.y0, x - self.x0),
            180 => (self.x1 - x, y - self.y0),
            270 => (self.y1 - y, self.x1 - x),
            _ => (x - self.x0, self.y1 - y),
        }
    }

    /// The glyphs of a span. The library gives their offsets, or else their widths. Ligatures have neither:
    /// their letters share the width of the span.
    fn glyphs(&self, span: &TextSpan) -> Vec<Glyph> {
        let count = span.text.chars().count().max(1);
        let turned = span.rotation_degrees.to_radians();
        let (cos, sin) = (turned.cos(), turned.sin());
        let length = if sin.abs() > 0.5 { span.bbox.height } else { span.bbox.width };
        #[expect(clippy::cast_precision_loss, reason = "a span has far fewer than 2^23 letters")]
        let even = length / count as f32;
        let widths = (span.char_widths.len() == count).then_some(&span.char_widths);
        let offsets = (span.char_x_offsets.len() == count).then_some(&span.char_x_offsets);
        // Text that replaces a glyph, such as a wide space for an em space, shifts the offsets behind it by one letter.
        // The first of them then lies before the span.
        let is_shifted =
            offsets.and_then(|offsets| offsets.first()).is_some_and(|&x| x < span.bbox.x - MISPLACED * even);
        let mut along = 0.0;
        let mut glyphs = Vec::with_capacity(count);
        for (index, letter) in span.text.chars().enumerate() {
            let width = widths.and_then(|widths| widths.get(index)).copied().unwrap_or(even);
            let offset = |index: usize| offsets.and_then(|offsets| offsets.get(index)).copied();
            // An offset under the next letter is wrong, if the letter fits behind the one before.
            let covers = |x: f32| offset(index + 1).is_some_and(|next| x + width > next + MISPLACED * width);
            let fits = |x: f32| index > 0 && x > span.bbox.x + along + MISPLACED * width;
            let is_behind = |x: f32| !is_shifted || x > span.bbox.x + along - MISPLACED * width;
            if let Some(x) = offset(index).filter(|&x| is_behind(x) && !(covers(x) && fits(x)))
                && sin.abs() < 0.1
            {
                along = x - span.bbox.x;
            }
            let at = |along: f32| self.point(span.bbox.x + along * cos, span.bbox.y + along * sin);
            let (start, end) = (at(along), at(along + width));
            along += width;
            let glyph = Glyph {
                letter,
                left: start.0.min(end.0),
                right: start.0.max(end.0),
                baseline: start.1,
                size: span.font_size.abs(),
            };
            if [glyph.left, glyph.right, glyph.baseline].iter().all(|at| at.is_finite()) && glyph.size > 0.1 {
                glyphs.push(glyph);
            }
        }
        glyphs
    }

    /// Adds the rules that a path draws: straight strokes, edges of stroked boxes, and thin filled boxes.
    fn rules(&self, path: &PathContent, page: &mut Page) {
        let stroked = path.stroke_color.is_some();
        if !stroked && path.fill_color.is_none() {
            return;
        }
        let (mut first, mut last) = ((0.0, 0.0), (0.0, 0.0));
        for operation in &path.operations {
            match *operation {
                PathOperation::MoveTo(x, y) => (first, last) = ((x, y), (x, y)),
                PathOperation::LineTo(x, y) => {
                    self.rule(last, (x, y), stroked, page);
                    last = (x, y);
                }
                PathOperation::CurveTo(.., x, y) => last = (x, y),
                PathOperation::ClosePath => self.rule(last, first, stroked, page),
                PathOperation::Rectangle(x, y, width, height) => {
                    let (right, top) = (x + width, y + height);
                    if width.abs() <= RULE_WIDTH {
                        let x = f32::midpoint(x, right);
                        self.rule((x, y), (x, top), true, page);
                    } else if height.abs() <= RULE_WIDTH {
                        let y = f32::midpoint(y, top);
                        self.rule((x, y), (right, y), true, page);
                    } else {
                        self.rule((x, y), (right, y), stroked, page);
                        self.rule((x, top), (right, top), stroked, page);
                        self.rule((x, y), (x, top), stroked, page);
                        self.rule((right, y), (right, top), stroked, page);
                    }
                }
            }
        }
    }

    fn rule(&self, from: (f32, f32), to: (f32, f32), drawn: bool, page: &mut Page) {
        let (start, end) = (self.point(from.0, from.1), self.point(to.0, to.1));
        let (width, height) = ((start.0 - end.0).abs(), (start.1 - end.1).abs());
        if !drawn || !(width + height).is_finite() || width.max(height) < 1.0 {
            return;
        }
        if height <= 1.0 {
            let at = f32::midpoint(start.1, end.1);
            page.across.push(Rule { at, from: start.0.min(end.0), to: start.0.max(end.0) });
        } else if width <= 1.0 {
            let at = f32::midpoint(start.0, end.0);
            page.down.push(Rule { at, from: start.1.min(end.1), to: start.1.max(end.1) });
        }
    }
}
