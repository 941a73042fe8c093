//! A source document, as read and as repaired. Each repaired character can be traced to the printed text.

use std::ops::Range;

use super::RepairRecord;

/// A document as read: its lines, unchanged except for the encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Path below `seeds/`: `meguro-vision/000.txt`.
    pub file: String,
    /// Lines without line ends. Index `i` is line `i + 1`.
    pub lines: Vec<String>,
}

/// One repair of a line: the printed bytes, and the bytes that replace them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// Byte range in the printed line.
    pub printed: Range<usize>,
    /// Byte range in the repaired line.
    pub text: Range<usize>,
    /// Names of the rules that made the change, in order.
    pub rules: Vec<&'static str>,
}

/// A repaired line. Outside its mends it equals the printed line, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepairedLine {
    /// Line number, counted from 1.
    pub number: u32,
    /// The line as printed.
    pub printed: String,
    /// The line as repaired.
    pub text: String,
    /// The repairs, in order and without overlap.
    pub mends: Vec<Mend>,
}

impl RepairedLine {
    /// A line without repairs.
    pub fn new(number: u32, printed: impl Into<String>) -> Self {
        let printed = printed.into();
        Self { number, text: printed.clone(), printed, mends: Vec::new() }
    }

    /// Replaces `range` of the repaired text by `new` and records the rule. `range` counts bytes and lies
    /// on character boundaries.
    ///
    /// A change that touches earlier mends is merged with them into one, so that the printed text stays
    /// reachable.
    pub fn replace(&mut self, range: Range<usize>, new: &str, rule: &'static str) {
        let touches = |mend: &Mend| {
            let mend = &mend.text;
            mend.start < range.end && range.start < mend.end
                || mend.is_empty() && range.start <= mend.start && mend.start <= range.end
        };
        let is_before = |mend: &&Mend| mend.text.end <= range.start && !touches(mend);
        let from = self.mends.iter().take_while(is_before).count();
        let to = from + self.mends[from..].iter().take_while(|mend| touches(mend)).count();
        let touched = &self.mends[from..to];
        let mut rules: Vec<_> = touched.iter().flat_map(|mend| mend.rules.iter().copied()).collect();
        if !rules.contains(&rule) {
            rules.push(rule);
        }
        let both = |a: Range<usize>, b: &Range<usize>| a.start.min(b.start)..a.end.max(b.end);
        let whole = touched.iter().fold(range.clone(), |whole, mend| both(whole, &mend.text));
        let printed = self.printed_range(&whole);
        let printed = touched.iter().fold(printed, |printed, mend| both(printed, &mend.printed));

        let new =
            format!("{}{new}{}", &self.text[whole.start..range.start], &self.text[range.end..whole.end]);
        let end = whole.start + new.len();
        for mend in &mut self.mends[to..] {
            mend.text = mend.text.start - whole.end + end..mend.text.end - whole.end + end;
        }
        drop(self.mends.splice(from..to, [Mend { printed, text: whole.start..end, rules }]));
        self.text.replace_range(whole, &new);
    }

    /// Maps a byte range of the repaired text to the printed text.
    ///
    /// A range that cuts through a mend yields all that was printed there. Deleted text belongs to the text
    /// after it.
    pub fn printed_range(&self, range: &Range<usize>) -> Range<usize> {
        let before = |at: usize| self.mends.iter().rev().find(|mend| mend.text.start < at);
        let start = match self.mends.iter().find(|mend| mend.text.start == range.start) {
            Some(mend) => mend.printed.start,
            None => match before(range.start) {
                Some(mend) if range.start < mend.text.end => mend.printed.start,
                Some(mend) => range.start - mend.text.end + mend.printed.end,
                None => range.start,
            },
        };
        let end = match before(range.end) {
            Some(mend) if range.end <= mend.text.end => mend.printed.end,
            Some(mend) => range.end - mend.text.end + mend.printed.end,
            None => range.end,
        };
        start..end.max(start)
    }

    /// The repairs of this line, as they are reported to readers.
    pub fn records(&self) -> impl Iterator<Item = RepairRecord> + '_ {
        self.mends.iter().map(|mend| RepairRecord {
            line: self.number,
            printed: self.printed[mend.printed.clone()].to_owned(),
            repaired: self.text[mend.text.clone()].to_owned(),
            rule: mend.rules.join("+"),
        })
    }
}

/// A document as repaired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepairedDocument {
    /// Path below `seeds/`.
    pub file: String,
    /// All lines of the document.
    pub lines: Vec<RepairedLine>,
}

impl From<Document> for RepairedDocument {
    fn from(document: Document) -> Self {
        let lines = (1..).zip(document.lines).map(|(number, line)| RepairedLine::new(number, line));
        Self { file: document.file, lines: lines.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Undoes every mend, which must give the printed line.
    fn unmended(line: &RepairedLine) -> String {
        let mut text = line.text.clone();
        for mend in line.mends.iter().rev() {
            text.replace_range(mend.text.clone(), &line.printed[mend.printed.clone()]);
        }
        text
    }

    fn printed(line: &RepairedLine, range: Range<usize>) -> &str {
        &line.printed[line.printed_range(&range)]
    }

    #[test]
    fn a_mend_keeps_the_way_back() {
        let mut line = RepairedLine::new(1, "商店街 자체が 2 つ");
        line.replace(9..16, "自体", "hangul");
        assert_eq!(line.text, "商店街自体が 2 つ");
        line.replace(18..21, "2", "spaces");
        assert_eq!(line.text, "商店街自体が2つ");
        assert_eq!(unmended(&line), line.printed);
        assert_eq!(printed(&line, 9..15), " 자체");
        assert_eq!(printed(&line, 15..18), "が");
        assert_eq!(printed(&line, 0..9), "商店街");
        assert_eq!(printed(&line, 18..22), " 2 つ");
    }

    #[test]
    fn touching_changes_join_into_one() {
        let mut line = RepairedLine::new(1, "あXYい");
        line.replace(3..4, "x", "one");
        line.replace(3..5, "z", "two");
        assert_eq!(line.text, "あzい");
        assert_eq!(line.mends.len(), 1);
        assert_eq!(line.mends[0].rules, ["one", "two"]);
        assert_eq!(unmended(&line), line.printed);
        line.replace(3..4, "", "three");
        assert_eq!(line.text, "あい");
        assert_eq!(unmended(&line), line.printed);
        assert_eq!(printed(&line, 0..3), "あ");
        assert_eq!(printed(&line, 3..6), "XYい", "what was deleted goes with what follows it");
    }
}
