//! Text in terminal columns. A full-width letter takes two columns.

use std::{env, io::IsTerminal};

use terminal_size::{Width, terminal_size};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Line width if it is unknown.
const WIDTH: usize = 80;
/// Minimum line width. Narrower output is unreadable.
const LEAST: usize = 40;

/// Line width of standard output, in columns: the variable `COLUMNS`, the terminal's width, or 80.
pub(super) fn width() -> usize {
    let said = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || {
        let size = std::io::stdout().is_terminal().then(terminal_size).flatten();
        size.map(|(Width(width), _)| usize::from(width))
    };
    said.or_else(seen).unwrap_or(WIDTH).max(LEAST)
}

/// Width of a text, in columns.
pub(super) fn places(text: &str) -> usize {
    text.width()
}

/// Cuts a text to at most `most` columns. A cut text ends with `…`.
pub(super) fn cut(text: &str, most: usize) -> String {
    if places(text) <= most {
        return text.to_owned();
    }
    let mut taken = 0;
    let fits = |letter: &char| {
        taken += letter.width().unwrap_or(0);
        taken < most
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// Spaces that pad a text to `to` columns.
fn gap(text: &str, to: usize) -> String {
    " ".repeat(to.saturating_sub(places(text)))
}

/// Cuts the text or pads it with spaces on the right.
pub(super) fn left(text: &str, to: usize) -> String {
    let text = cut(text, to);
    let gap = gap(&text, to);
    text + &gap
}

/// Cuts the text or pads it with spaces on the left.
pub(super) fn right(text: &str, to: usize) -> String {
    let text = cut(text, to);
    gap(&text, to) + &text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_letters_take_two_places() {
        assert_eq!((places("施策5"), places("ｶﾅ")), (5, 2));
        assert_eq!((left("施策", 6), right("施策", 6)), ("施策  ".to_owned(), "  施策".to_owned()));
        assert_eq!(cut("商店街の支援", 12), "商店街の支援");
        assert_eq!(cut("商店街の支援", 11), "商店街の支…");
        // A letter of two columns does not fit into one column.
        assert_eq!(left("商店街の支援", 10), "商店街の… ");
    }
}
