//! Legends of documents: the meanings of marks in result cells, such as 「×：未実施」.

use std::borrow::Cow;

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
    /// Reads every mark that a text explains: 「A：計画を上回った」, 「× 未実施」, 「○…実施　△…一部実施」,
    /// 「×」は実施しなかったことを表す.
    pub(in crate::outline) fn read(text: &str) -> Self {
        let mut marks: Vec<(String, String)> = Vec::new();
        for sentence in bare_marks(text).split('。') {
            let mut closed = true;
            for word in sentence.split(|c: char| c.is_whitespace() || "、,，;；【】".contains(c)) {
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
        }
        for (_, meaning) in &mut marks {
            meaning.truncate(without_ending(meaning).len());
        }
        // △1,590 千円 is an amount below zero.
        let is_amount = |c: char| c.is_numeric() || "，,.．%％千百万億円".contains(c);
        marks.retain(|(_, meaning)| !meaning.trim_matches(is_amount).is_empty());
        Self { marks }
    }

    /// Adds the marks that a text of the document explains. A text that does not call itself 凡例 must explain
    /// several, or be a sentence on one sign: × 印は会議を開いた年.
    pub(in crate::outline) fn add(&mut self, text: &str) {
        let read = Self::read(text);
        let bare = bare_marks(text);
        // Dashes and circles are one mark however they are printed.
        let is_about = |(sign, _): &(String, String)| {
            bare.split(' ').skip(1).any(|word| {
                let printed = word.split_once('は').map_or("", |(printed, _)| printed);
                printed.starts_with(|c| SIGNS.contains(c)) && normal(printed) == *sign
            })
        };
        if read.marks.len() > 1 || text.contains("凡例") || read.marks.first().is_some_and(is_about) {
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

/// A text whose quoted marks, and marks that 印 follows, stand bare and apart: 表中の「×」は, ×印は, × 印は.
fn bare_marks(text: &str) -> Cow<'_, str> {
    let is_mark = |c: char| SIGNS.contains(c) || c.is_ascii_uppercase() || ('Ａ'..='Ｚ').contains(&c);
    let mut bare = String::new();
    let mut rest = text;
    let mut changed = false;
    while let Some(c) = rest.chars().next() {
        let quoted = rest.strip_prefix(['「', '『', '“', '"']).and_then(|inner| {
            let sign = inner.chars().next().filter(|sign| is_mark(*sign))?;
            Some((sign, inner[sign.len_utf8()..].strip_prefix(['」', '』', '”', '"'])?))
        });
        let (sign, after) = quoted.unwrap_or((c, &rest[c.len_utf8()..]));
        let named = ["印", "マーク", "の印"].iter().find_map(|word| after.trim_start().strip_prefix(word));
        // ー印 stands in words: コーヒー印.
        rest = named.filter(|_| is_mark(sign) && sign != 'ー').unwrap_or(after);
        if quoted.is_some() || rest.len() != after.len() {
            changed = true;
            bare.push(' ');
        }
        bare.push(sign);
    }
    if changed { bare.into() } else { text.into() }
}

/// A meaning without what ends its sentence: 実施しなかった of 実施しなかったことを表します, 会議を開いた of 会議を開いた年です.
fn without_ending(meaning: &str) -> &str {
    const VERBS: [&str; 8] =
        ["を表す", "を表します", "を示す", "を示します", "をいう", "とする", "である", "です"];
    const NOUNS: [&str; 8] = ["こと", "もの", "年度", "年", "施策", "事業", "項目", "場合"];
    let strip = |text, endings: &[&str]| endings.iter().find_map(|ending| str::strip_suffix(text, ending));
    let said = strip(meaning, &VERBS).unwrap_or(meaning);
    let of_clause = |text: &&str| text.ends_with(['た', 'い', 'る', 'の']);
    strip(said, &NOUNS).filter(of_clause).map_or(said, |clause| clause.strip_suffix('の').unwrap_or(clause))
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
        let sentences = [
            ("「○」は実施したこと、「×」は実施しなかったことを表す。", "×", "実施しなかった"),
            ("× 印は会議を開いた年", "×", "会議を開いた"),
            ("○印は実施した年度、×印は未実施の年度です。", "×", "未実施"),
            ("表中の「×」は、その年度に行ったことを示します。", "×", "その年度に行った"),
            ("「A」は計画どおり、「B」は未着手。", "B", "未着手"),
        ];
        for (text, mark, meaning) in sentences {
            let mut legend = Legend::default();
            legend.add(text);
            assert_eq!(legend.meaning(mark), Some(meaning), "{text}");
        }
        assert_eq!(Legend::read("◎：100%以上達成").meaning("◎"), Some("100%以上達成"));
    }
}
