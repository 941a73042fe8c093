//! Long texts of a hit cut to where they were met.

/// Letters of a text up to which it stands whole, and of the piece of a longer one.
const WHOLE: usize = 90;
const PIECE: usize = 72;
/// Letters before the first match that are looked through for the beginning of a clause.
const BEFORE: usize = 30;

const MARK: &str = "<mark>";
const END: &str = "</mark>";

/// The piece of a text around its first match, or its beginning; `…` stands for what is left out. The text is HTML
/// with no other tags than marks, and so is what is given back.
pub(super) fn snippet(html: &str) -> String {
    let letters = letters(html);
    if letters.iter().filter(|one| !one.is_tag()).count() <= WHOLE {
        return html.to_owned();
    }
    let first = letters.iter().position(|one| one.0 == MARK).unwrap_or_default();
    let from = beginning(&letters, first);
    let mut piece = if from == 0 { String::new() } else { "…".to_owned() };
    let (mut taken, mut is_open) = (0, false);
    let mut rest = letters[from..].iter();
    for letter in rest.by_ref().take_while(|letter| {
        letter.is_tag() || {
            taken += 1;
            taken <= PIECE
        }
    }) {
        is_open = if letter.is_tag() { letter.0 == MARK } else { is_open };
        piece.push_str(letter.0);
    }
    if is_open {
        piece.push_str(END);
    }
    if taken > PIECE {
        piece.push('…');
    }
    piece
}

/// A letter as HTML, or a tag of a mark.
struct Letter<'h>(&'h str);

impl Letter<'_> {
    fn is_tag(&self) -> bool {
        [MARK, END].contains(&self.0)
    }
}

fn letters(html: &str) -> Vec<Letter<'_>> {
    let mut letters = Vec::new();
    let mut rest = html;
    while let Some(first) = rest.chars().next() {
        let closing = match first {
            '<' => rest.find('>'),
            '&' => rest.find(';'),
            _ => None,
        };
        let (letter, after) = rest.split_at(closing.map_or(first.len_utf8(), |at| at + 1));
        letters.push(Letter(letter));
        rest = after;
    }
    letters
}

/// Where to begin so that the match stands in its clause: never within another mark.
fn beginning(letters: &[Letter<'_>], first: usize) -> usize {
    if first <= PIECE / 2 {
        return 0;
    }
    let clause = letters[first - BEFORE..first].iter().rposition(|one| ["。", "、"].contains(&one.0));
    clause.map_or(first - BEFORE / 2, |at| first - BEFORE + at + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(html: &str) -> String {
        html.replace(MARK, "").replace(END, "").replace('…', "")
    }

    #[test]
    fn a_short_text_stands_whole() {
        assert_eq!(snippet("商店街の<mark>支援</mark>"), "商店街の<mark>支援</mark>");
    }

    #[test]
    fn a_long_text_is_cut_to_the_clause_of_its_first_match() {
        let text = format!("{}。商店街の<mark>支援</mark>を行う{}", "あ".repeat(100), "い".repeat(200));
        let cut = snippet(&text);
        assert!(cut.starts_with("…商店街の<mark>支援</mark>を行ういい") && cut.ends_with("い…"), "{cut}");
    }

    #[test]
    fn a_long_text_without_a_match_is_its_beginning() {
        assert_eq!(snippet(&"あ".repeat(300)), format!("{}…", "あ".repeat(PIECE)));
    }

    proptest! {
        #[test]
        fn a_piece_is_a_part_of_the_text_with_whole_marks(
            parts in prop::collection::vec(("[あ-お。、]{0,60}", "[か-こ]{1,9}|&lt;|&amp;"), 0..8),
        ) {
            let text: String = parts.iter().map(|(plain, met)| format!("{plain}{MARK}{met}{END}")).collect();
            let cut = snippet(&text);
            prop_assert!(plain(&text).contains(&plain(&cut)));
            prop_assert_eq!(cut.matches(MARK).count(), cut.matches(END).count());
            prop_assert_eq!(cut.contains(MARK), text.contains(MARK));
            prop_assert!(!cut.contains("</mark></mark>") && !cut.starts_with(END));
        }
    }
}
