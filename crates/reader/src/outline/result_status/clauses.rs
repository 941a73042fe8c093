//! Cuts a result cell into sentences and clauses.

use std::mem::take;

use unicode_normalization::UnicodeNormalization as _;

use super::{lines, numbers, words, years::is_kanji};

/// A clause, with its relation to the one that follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub text: String,
    pub link: Link,
}

/// The relation of a clause to the following one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// The sentence goes on: 、
    And,
    /// 〜が、〜ものの
    But,
    /// 〜のため、〜により: the clause tells why.
    Because,
    /// The clause ends its sentence.
    End,
    /// The clause ends its sentence and its line.
    Line,
}

/// A cell without its brackets, and the texts that stood in them.
#[derive(Debug, Default)]
pub(super) struct Cut {
    pub clauses: Vec<Clause>,
    pub asides: Vec<String>,
}

/// Cuts a cell. Widths are folded and white space is removed, unless it separates items or counts.
pub(super) fn cut(cell: &str) -> Cut {
    let (plain, asides) = without_brackets(&normal(&checked(cell)));
    let mut clauses = Vec::new();
    for line in plain.split('\n') {
        for sentence in line.split(['。', '！', '!']) {
            let before = clauses.len();
            split_sentence(lines::item(sentence).unwrap_or(sentence), &mut clauses);
            if let Some(last) = clauses[before..].last_mut() {
                last.link = Link::End;
            }
        }
        if let Some(last) = clauses.last_mut() {
            last.link = Link::Line;
        }
    }
    Cut { clauses, asides }
}

/// The last clause of a line. Its link is [`Link::End`] if nothing ties it to the following text.
pub(super) fn last(line: &str) -> Option<Clause> {
    let (plain, _) = without_brackets(line);
    let mut clauses = Vec::new();
    split_sentence(plain.rsplit(['。', '\n']).find(|text| !text.is_empty())?, &mut clauses);
    let mut last = clauses.pop()?;
    last.link = link(&last.text);
    last.text.retain(|c| c != ' ');
    Some(last)
}

/// Leaves out the boxes that are not ticked, if one is: □実施 ■未実施.
fn checked(cell: &str) -> String {
    let is_ticked = |c: char| "■☑✓✔".contains(c);
    let is_empty = |c: char| "□☐".contains(c);
    if !(cell.contains(is_ticked) && cell.contains(is_empty)) {
        return cell.to_owned();
    }
    let mut kept = true;
    let is_kept = |c: &char| {
        kept = if is_empty(*c) { false } else { kept || is_ticked(*c) || c.is_whitespace() };
        kept && !is_ticked(*c)
    };
    cell.chars().filter(is_kept).collect()
}

/// Longest text before and after a gap that is looked at, in characters, so that reading stays linear.
const NEAR: usize = 100;

/// Folds widths and removes bullets. A line end and a space stay as a line end if they separate statements:
/// before an item of a list, after a full stop, after a line that ends a statement, and between a count and a text
/// that has another one (2件 400千円) or its own subject (講座 3回 発表会 中止).
fn normal(cell: &str) -> String {
    let mut text = String::new();
    let mut rest = cell.trim();
    rest = lines::item(rest).unwrap_or(rest);
    let mut gapped = false;
    while let Some(at) = rest.find(char::is_whitespace) {
        text.extend(rest[..at].nfkc());
        let gap_end = rest[at..].trim_start();
        let gap = &rest[at..rest.len() - gap_end.len()];
        let item = lines::item(gap_end).filter(|_| gap.contains('\n'));
        let next = gap_end.chars().take(NEAR).take_while(|c| !"\n。".contains(*c));
        let next: String = next.nfkc().collect();
        let counted = numbers::ends_in_count(&text)
            && (next.contains(char::is_numeric) || gapped && next.trim_end().contains(char::is_whitespace));
        let near = text.char_indices().nth_back(NEAR).map_or(&*text, |(at, _)| &text[at..]);
        let line = near.rsplit('\n').next().unwrap_or_default();
        let apart = gap.contains('\n') && lines::is_apart(line, &next);
        let labelled = line.contains(':') && next.split(':').nth(1).is_some_and(|value| !value.is_empty());
        gapped = !(item.is_some() || counted || apart || labelled || text.ends_with('。'));
        if !gapped {
            text.push('\n');
        } else if ends_in_year(&text) && gap_end.starts_with(|c: char| c.is_numeric()) {
            text.push(':');
        }
        rest = item.unwrap_or(gap_end);
    }
    text.extend(rest.nfkc());
    text
}

/// True for R6: a digit after it is no digit of the year.
fn ends_in_year(text: &str) -> bool {
    let era = text.trim_end_matches(|c: char| c.is_ascii_digit());
    era.len() < text.len() && era.ends_with(['R', 'H', 'S'])
}

/// Takes out texts in brackets. A cell that is one bracket is read without it. Quoted words are names: 「」
/// stays in their place.
fn without_brackets(text: &str) -> (String, Vec<String>) {
    let (mut plain, mut asides, mut aside) = (String::new(), Vec::new(), String::new());
    let (mut depth, mut quoted) = (0_usize, 0_usize);
    for c in text.chars() {
        match c {
            '(' | '〔' | '[' | '〈' | '<' | '【' if depth == 0 => depth = 1,
            '(' => depth += 1,
            ')' | '〕' | ']' | '〉' | '>' | '】' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    asides.push(take(&mut aside));
                }
            }
            _ if depth > 0 => aside.push(c),
            '「' | '『' => {
                quoted += 1;
                plain.push('「');
            }
            '」' | '』' => {
                quoted = quoted.saturating_sub(1);
                plain.push('」');
            }
            _ if quoted > 0 => {}
            _ => plain.push(c),
        }
    }
    // A bracket that is never closed holds the end of the text.
    if !aside.is_empty() {
        asides.push(aside);
    }
    if plain.chars().all(|c| "。、 「」".contains(c)) && quoted == 0 {
        let whole = asides.join("、");
        let inner = if whole.is_empty() { text.replace(['「', '」', '『', '』'], "") } else { whole };
        return (inner, Vec::new());
    }
    (plain, asides)
}

fn split_sentence(sentence: &str, clauses: &mut Vec<Clause>) {
    let mut text = String::new();
    let letters: Vec<char> = sentence.chars().collect();
    for (at, &c) in letters.iter().enumerate() {
        let number = c == ',' && letters.get(at + 1).is_some_and(char::is_ascii_digit);
        if "、;・".contains(c) || c == ',' && !number {
            let link = link(&text);
            push(&mut text, if link == Link::End { Link::And } else { link }, clauses);
            continue;
        }
        text.push(c);
        // A clause may end without a comma: 予算措置なしのため実施せず. Words that begin in the middle of a
        // longer one (たため, ために) end it later.
        let following: String = letters[at + 1..].iter().take(2).collect();
        let goes_on =
            following.starts_with(['に', '、', 'の', 'て', 'は', 'っ', 'る']) || following.is_empty();
        let link = link(&text);
        if link != Link::End && !goes_on {
            push(&mut text, link, clauses);
        } else if c == 'し' && following.starts_with(is_kanji) && ends_in_act(&text) {
            // 委員会を設置し検討中
            push(&mut text, Link::And, clauses);
        }
    }
    push(&mut text, Link::End, clauses);
}

fn push(text: &mut String, link: Link, clauses: &mut Vec<Clause>) {
    let text = take(text);
    if !text.is_empty() {
        let text = without_noun(&text).to_owned();
        clauses.push(Clause { text, link });
    }
}

/// The clause without a noun that only stands for its verb: 終了した事業. A verb before a noun is its statement.
fn without_noun(clause: &str) -> &str {
    let nouns = ["事業", "取組", "取り組み", "もの", "結果"];
    let verb = nouns.iter().find_map(|noun| clause.strip_suffix(noun));
    verb.filter(|verb| verb.ends_with('た')).unwrap_or(clause)
}

/// True for a verb that goes on: 設置し.
fn ends_in_act(text: &str) -> bool {
    let stem = text.strip_suffix('し').unwrap_or(text);
    words::list("act").iter().any(|act| stem.ends_with(act))
}

/// The relation that the words at the end of a clause express.
fn link(text: &str) -> Link {
    if words::before_end(text, "reason").is_some() {
        Link::Because
    } else if words::before_end(text, "contrast").is_some() {
        Link::But
    } else {
        Link::End
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(cell: &str) -> Vec<(String, Link)> {
        cut(cell).clauses.into_iter().map(|clause| (clause.text, clause.link)).collect()
    }

    #[test]
    fn cuts_clauses() {
        let check = |cell, parts: &[(&str, Link)]| {
            let parts: Vec<_> = parts.iter().map(|(text, link)| ((*text).to_owned(), *link)).collect();
            assert_eq!(show(cell), parts, "{cell}");
        };
        check(
            "予算措置なしのため実施せず",
            &[("予算措置なしのため", Link::Because), ("実施せず", Link::Line)],
        );
        check("講師が休んだが、開いた。", &[("講師が休んだが", Link::But), ("開いた", Link::Line)]);
        check("1,204人が 来た", &[("1,204人が来た", Link::Line)]);
        check("２件　400千円", &[("2件", Link::Line), ("400千円", Link::Line)]);
        check("・講座 6回\n・相談 なし", &[("講座6回", Link::Line), ("相談なし", Link::Line)]);
        check("（再掲）", &[("再掲", Link::Line)]);
    }
}
