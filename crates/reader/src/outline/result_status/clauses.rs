//! Cuts a result cell into sentences and clauses.

use std::mem::take;

use unicode_normalization::UnicodeNormalization as _;

use super::{numbers, words, years::is_kanji};

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
}

/// A cell without its brackets, and the texts that stood in them.
#[derive(Debug, Default)]
pub(super) struct Cut {
    pub clauses: Vec<Clause>,
    pub asides: Vec<String>,
}

/// Signs that begin an item of a list at the beginning of a line.
const BULLETS: &str = "・•●○◯〇■□◆◇-*※①②③④⑤⑥⑦⑧⑨";

/// Cuts a cell. Widths are folded and white space is removed, unless it separates items or counts.
pub(super) fn cut(cell: &str) -> Cut {
    let (plain, asides) = without_brackets(&normal(&checked(cell)));
    let mut clauses = Vec::new();
    for sentence in plain.split(['。', '！', '!', '\n']) {
        let sentence = sentence.trim_start_matches(|c| BULLETS.contains(c) && sentence.chars().count() > 1);
        let before = clauses.len();
        split_sentence(sentence, &mut clauses);
        if let Some(last) = clauses[before..].last_mut() {
            last.link = Link::End;
        }
    }
    Cut { clauses, asides }
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

/// Folds widths. A line end and a space stay as a line end if they separate items: before a bullet, after a
/// full stop, and between a count and a text that has another one (2件 400千円).
fn normal(cell: &str) -> String {
    let mut text = String::new();
    let mut rest = cell.trim();
    while let Some(at) = rest.find(char::is_whitespace) {
        text.extend(rest[..at].nfkc());
        let gap_end = rest[at..].trim_start();
        let gap = &rest[at..rest.len() - gap_end.len()];
        let next: String = gap_end.split(char::is_whitespace).next().unwrap_or_default().nfkc().collect();
        let item = gap.contains('\n') && next.starts_with(|c| BULLETS.contains(c));
        let counted = numbers::ends_in_count(&text)
            && (next.contains(|c: char| c.is_ascii_digit())
                || gap_end
                    .split(['\n', '。'])
                    .next()
                    .is_some_and(|line| line.contains(|c: char| c.is_numeric())));
        if item || counted || text.ends_with('。') {
            text.push('\n');
        }
        rest = gap_end;
    }
    text.extend(rest.nfkc());
    text
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
        clauses.push(Clause { text, link });
    }
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
            &[("予算措置なしのため", Link::Because), ("実施せず", Link::End)],
        );
        check("講師が休んだが、開いた。", &[("講師が休んだが", Link::But), ("開いた", Link::End)]);
        check("1,204人が 来た", &[("1,204人が来た", Link::End)]);
        check("２件　400千円", &[("2件", Link::End), ("400千円", Link::End)]);
        check("・講座 6回\n・相談 なし", &[("講座6回", Link::End), ("相談なし", Link::End)]);
        check("（再掲）", &[("再掲", Link::End)]);
    }
}
