//! Text in columns: full-width letters take two places of a terminal.

use std::{env, io::IsTerminal};

use terminal_size::{Width, terminal_size};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The width of a line where nobody says how wide it is.
const WIDTH: usize = 80;
/// Nothing can be read in less.
const LEAST: usize = 40;

/// Places of a line of standard output: what `COLUMNS` says, the terminal's width, or 80.
pub(super) fn width() -> usize {
    let said = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || {
        let size = std::io::stdout().is_terminal().then(terminal_size).flatten();
        size.map(|(Width(width), _)| usize::from(width))
    };
    said.or_else(seen).unwrap_or(WIDTH).max(LEAST)
}

/// Places that a text takes.
pub(super) fn places(text: &str) -> usize {
    text.width()
}

/// The text cut to a number of places; … stands for what is left out.
pub(super) fn cut(text: &str, most: usize) -> String {
    if places(text) <= most {
        return text.to_owned();
    }
    let mut taken = String::new();
    let mut left = most.saturating_sub(1);
    for letter in text.chars() {
        let needed = letter.width().unwrap_or(0);
        if needed > left {
            break;
        }
        left -= needed;
        taken.push(letter);
    }
    taken.push('…');
    taken
}

/// Spaces from the end of a text on to a number of places.
pub(super) fn gap(text: &str, to: usize) -> String {
    " ".repeat(to.saturating_sub(places(text)))
}

/// The text, cut or filled up with spaces behind it.
pub(super) fn left(text: &str, to: usize) -> String {
    let text = cut(text, to);
    let gap = gap(&text, to);
    text + &gap
}

/// The text, cut or filled up with spaces before it.
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
        // A letter of two places does not fit into one.
        assert_eq!(left("商店街の支援", 10), "商店街の… ");
    }
}
