//! Names of sheets and files: within their length, and no two alike.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::columns::one_line;

/// Maximum length of a sheet's name, in UTF-16 units.
const MOST_UNITS: usize = 31;

/// Characters that names must not have, with full-width ones that read alike. A name in apostrophes means something
/// else in formulas.
const FORBIDDEN: [(char, char); 12] = [
    ('/', '／'),
    ('\\', '＼'),
    (':', '：'),
    ('*', '＊'),
    ('?', '？'),
    ('[', '［'),
    (']', '］'),
    ('\'', '’'),
    ('"', '”'),
    ('<', '＜'),
    ('>', '＞'),
    ('|', '｜'),
];

/// Names that are given once each. Case and width make no difference: spreadsheets and some file systems take such
/// names for the same.
pub(super) struct UniqueNames {
    /// Maximum length.
    most: usize,
    /// Length of a character.
    length: fn(char) -> usize,
    taken: BTreeSet<String>,
}

impl UniqueNames {
    pub(super) fn new(most: usize, length: fn(char) -> usize) -> Self {
        Self { most, length, taken: BTreeSet::new() }
    }

    /// Names for sheets, beside these.
    pub(super) fn of_sheets(taken: &[&str]) -> Self {
        let mut names = Self::new(MOST_UNITS, char::len_utf16);
        // Excel keeps this name for itself.
        names.taken.extend(taken.iter().chain(&["History"]).map(|name| folded(name)));
        names
    }

    /// Cuts a name to the length. A name that is taken gets a number: 産業課 (2).
    pub(super) fn take(&mut self, name: &str) -> String {
        let name = if name.is_empty() { "(名前なし)" } else { name };
        for at in 1_usize.. {
            let number = if at == 1 { String::new() } else { format!(" ({at})") };
            let unique = format!("{}{number}", self.cut(name, self.most.saturating_sub(number.len())));
            if self.taken.insert(folded(&unique)) {
                return unique;
            }
        }
        name.to_owned()
    }

    fn cut(&self, name: &str, most: usize) -> String {
        let mut room = most;
        let fits = |c: &char| {
            let length = (self.length)(*c);
            let fits = length <= room;
            room = room.saturating_sub(length);
            fits
        };
        name.chars().take_while(fits).collect::<String>().trim_end().to_owned()
    }
}

/// Replaces the characters that no name of a sheet or file may have.
pub(super) fn allowed(text: &str) -> String {
    let allowed = |c: char| FORBIDDEN.into_iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| to);
    // Marks of direction could make a name look like another one.
    let is_seen = |c: &char| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
    one_line(text).trim().chars().filter(is_seen).map(allowed).collect()
}

fn folded(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_gets_a_name_that_a_spreadsheet_accepts() {
        let mut names = UniqueNames::of_sheets(&["一覧", "条件"]);
        let mut name = |text: &str| names.take(&allowed(text));
        assert_eq!(name("産業経済部/産業課"), "産業経済部／産業課");
        assert_eq!(name("a/b:*?[]\\'"), "a／b：＊？［］＼’");
        assert_eq!(name("A/B:*?[]\\'"), "A／B：＊？［］＼’ (2)", "case makes no difference");
        assert_eq!(name("一覧"), "一覧 (2)");
        assert_eq!(name("history"), "history (2)");
        assert_eq!([name(""), name(" \u{0}\u{200B}")], ["(名前なし)", "(名前なし) (2)"]);
        let long = "課".repeat(40);
        assert_eq!(name(&long), "課".repeat(31));
        assert_eq!(name(&format!("{long}二")), format!("{} (2)", "課".repeat(27)));
        for _ in 3..=12 {
            assert!(name(&long).chars().count() <= 31);
        }
        let rare = name(&"𠮷".repeat(40));
        assert_eq!(rare.encode_utf16().count(), 30, "{rare}");
    }
}
