//! Legends of documents: the meanings of marks in result cells, such as 「×：未実施」.

use unicode_normalization::UnicodeNormalization as _;

/// Marks of a document with their meanings. Empty if the document explains none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::outline) struct Legend {
    marks: Vec<(String, String)>,
}

/// Signs that may be marks. A mark may also be one or two Latin letters.
const SIGNS: &str = "○◯〇◎●△▲▽×✕✖☓□■☆★-－―ー–—‐〃/";

/// Maximum length in characters of a line that explains one mark.
const MAX_LINE: usize = 30;

impl Legend {
    /// Reads every mark that a text explains: 「A：計画を上回った」, 「× 未実施」, 「○…実施　△…一部実施」.
    pub(in crate::outline) fn read(text: &str) -> Self {
        let mut marks: Vec<(String, String)> = Vec::new();
        let mut closed = true;
        for word in text.split(|c: char| c.is_whitespace() || "、,，;；【】".contains(c)) {
            let word = word.trim_matches(|c| "()（）「」[]※".contains(c));
            match mark(word) {
                Some((sign, meaning)) => {
                    closed = false;
                    marks.push((normal(sign), meaning.to_owned()));
                }
                // A meaning may have white space or commas.
                None if !closed => {
                    marks.last_mut().into_iter().for_each(|(_, meaning)| meaning.push_str(word))
                }
                None => {}
            }
        }
        // △1,590 千円 is an amount below zero.
        let is_amount = |c: char| c.is_numeric() || "，,.．%％千百万億円".contains(c);
        marks.retain(|(_, meaning)| !meaning.trim_matches(is_amount).is_empty());
        Self { marks }
    }

    /// Adds the marks that a text of the document explains. A text that does not call itself 凡例 must explain
    /// several.
    pub(in crate::outline) fn add(&mut self, text: &str) {
        let read = Self::read(text);
        if read.marks.len() > 1 || text.contains("凡例") {
            self.marks.extend(read.marks);
        }
    }

    /// Adds the marks that lines in a row explain, one each: `◎ 計画を上回った`, `× 未実施`.
    pub(in crate::outline) fn add_lines<'a>(&mut self, lines: impl Iterator<Item = &'a str>) {
        let short = lines.filter(|line| line.chars().count() <= MAX_LINE);
        let marks: Vec<(String, String)> =
            short.map(Self::read).filter(|read| read.marks.len() == 1).flat_map(|read| read.marks).collect();
        if marks.len() > 1 {
            self.marks.extend(marks);
        }
    }

    /// Adds a mark with its meaning. Marks that were added before it win.
    pub(in crate::outline) fn explain(&mut self, mark: &str, meaning: &str) {
        self.marks.push((normal(mark), meaning.to_owned()));
    }

    /// Every mark with its meaning.
    pub(in crate::outline) fn marks(&self) -> &[(String, String)] {
        &self.marks
    }

    /// The meaning of a cell that consists of a mark.
    pub(in crate::outline) fn meaning(&self, cell: &str) -> Option<&str> {
        let cell = normal(cell);
        self.marks.iter().find(|(mark, _)| *mark == cell).map(|(_, meaning)| meaning.as_str())
    }
}

/// Splits a word into a mark and its meaning. A sign needs no colon; letters do, or stand alone.
fn mark(word: &str) -> Option<(&str, &str)> {
    let length: usize = word.chars().take_while(|c| SIGNS.contains(*c)).take(1).map(char::len_utf8).sum();
    let is_letter = |c: &char| c.is_ascii_alphabetic() || ('Ａ'..='Ｚ').contains(c);
    let letters: usize = word.chars().take_while(is_letter).map(char::len_utf8).sum();
    let (sign, rest) = word.split_at(if length > 0 { length } else { letters });
    let meaning = rest.trim_start_matches(|c| ":：=＝…・→は".contains(c));
    let told = length > 0 || rest.len() > meaning.len() || rest.is_empty();
    (!sign.is_empty() && sign.chars().count() <= 2 && told).then_some((sign, meaning))
}

/// A mark with its width folded. Circles, crosses and dashes that look alike are one mark.
fn normal(mark: &str) -> String {
    let alike = |c| match c {
        '◯' | '〇' => '○',
        '✕' | '✖' | '☓' => '×',
        '―' | 'ー' | '–' | '—' | '‐' => '-',
        _ => c,
    };
    mark.nfkc().filter(|c| !c.is_whitespace()).map(alike).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_marks_of_a_line() {
        let legend =
            Legend::read("【評価】 Ａ：計画を上回った、B：計画どおり　－：令和5年度は対象外　× 未実施");
        assert_eq!(legend.meaning("A"), Some("計画を上回った"));
        assert_eq!(legend.meaning("Ｂ"), Some("計画どおり"));
        assert_eq!(legend.meaning("―"), Some("令和5年度は対象外"));
        assert_eq!(legend.meaning("✕"), Some("未実施"));
        assert_eq!(legend.meaning("C"), None);
        assert_eq!(Legend::read("講座を開催しました。"), Legend::default());
        for amounts in ["△1,590　▲120", "増減　- 1,590 千円　-60 千円", "△3.5％"] {
            assert_eq!(Legend::read(amounts), Legend::default(), "{amounts}");
        }
        assert_eq!(Legend::read("◎：100%以上達成").meaning("◎"), Some("100%以上達成"));
    }
}
