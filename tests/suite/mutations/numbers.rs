//! Chapters, sections, subsections and measures with other numbers.

use super::mutant::{Mutant, assert_losses_are_told, assert_no_wrong_join, assert_same_model, joined};
use crate::seeds::Read;

fn local_ids(read: &Read) -> Vec<&str> {
    read.plan().entries.iter().map(|entry| entry.local()).collect()
}

#[test]
fn chapters_may_have_any_number() {
    let read =
        Mutant::real().each(|_, line| line.replace("第5章 ", "第3章 ").replace("第6章 ", "第4章 ")).read();
    assert_same_model(&read);
    assert_eq!(read.codes(), ["qualified_none", "reprint", "title_differs"]);
    let ids = local_ids(&read);
    for id in ["3-1-1-1", "3-2-9", "3-6-r9", "3-f1", "3-p1", "3-1-3-3-n1", "4-2", "4-4-2"] {
        assert!(ids.contains(&id), "{id}");
    }
}

/// Applies `change` to the numbers of `1. ` or `1-1.` at the start of a line.
fn renumbered(line: &str, change: impl Fn(u32) -> u32) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    match number.parse() {
        Ok(number) if rest.starts_with(['.', '-']) => format!("{}{rest}", change(number)),
        _ => line.to_owned(),
    }
}

#[test]
fn sections_may_have_any_number() {
    let read = Mutant::real().each(|_, line| renumbered(line, |n| n + 10)).read();
    assert_same_model(&read);
    assert!(local_ids(&read).contains(&"5-11-1-1"));
    assert_eq!(read.told("odd_number").len(), 2, "chapters 5 and 6 begin at 11");
}

#[test]
fn the_text_alone_numbers_its_sections_otherwise() {
    let mutant = Mutant::real();
    let table = mutant.table().start;
    let read = mutant
        .each(|i, line| if i < table { renumbered(line, |n| n % 5 + 1) } else { line.to_owned() })
        .read();
    assert_no_wrong_join(&read, &[]);
    assert_losses_are_told(&read);
    // The place of a row follows from the headings above it.
    assert_eq!(joined(&read), 74);
    assert_eq!((read.told("number_differs").len(), read.told("title_differs").len()), (73, 1));
}

#[test]
fn the_table_alone_numbers_its_subsections_otherwise() {
    let mutant = Mutant::real();
    let table = mutant.table();
    let read = mutant
        .each(|i, line| {
            if table.contains(&i) {
                line.replacen("-1.", "-8.", 1).replacen("-2.", "-1.", 1)
            } else {
                line.to_owned()
            }
        })
        .read();
    assert_no_wrong_join(&read, &[]);
    assert_losses_are_told(&read);
    assert!(!read.told("number_differs").is_empty());
}

#[test]
fn numbers_may_be_of_full_width() {
    let wide = |text: &str| -> String {
        text.chars()
            .map(|c| match c {
                '0'..='9' => char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap(),
                '(' => '（',
                ')' => '）',
                '.' => '．',
                '-' => '－',
                ' ' => '　',
                c => c,
            })
            .collect()
    };
    // Changes only the leading number of a heading or row. Years and words after it stay.
    let read = Mutant::real()
        .each(|_, line| {
            let front = line.find(|c: char| !"0123456789().- ".contains(c)).unwrap_or(0);
            let numbered = line.starts_with(|c: char| c == '(' || c.is_ascii_digit());
            if numbered { format!("{}{}", wide(&line[..front]), &line[front..]) } else { line.to_owned() }
        })
        .each(|_, line| line.replace("第5章", "第５章").replace("第6章", "第６章"))
        .read();
    assert_same_model(&read);
    assert!(local_ids(&read).contains(&"5-1-1-1"));
    assert_eq!(read.plan().entries[1].number, "1-1(1)", "a number is said in one way");
}

#[test]
fn hyphens_and_spaces_in_numbers_may_differ() {
    for hyphen in ["‐", "－", "–", "−", "―", "ー"] {
        let read = Mutant::real()
            .each(|_, line| {
                let path =
                    line.len() > 3 && line.as_bytes()[1] == b'-' && line.as_bytes()[0].is_ascii_digit();
                if path { line.replacen('-', hyphen, 1) } else { line.to_owned() }
            })
            .read();
        assert_same_model(&read);
    }
    let read = Mutant::real().each(|_, line| line.replacen(") ", ")", 1).replacen(". ", ".", 1)).read();
    assert_eq!(joined(&read), 74);
}

#[test]
fn a_chapter_may_be_numbered_in_kanji() {
    let read =
        Mutant::real().each(|_, line| line.replace("第5章 ", "第五章 ").replace("第6章 ", "第六章 ")).read();
    assert_same_model(&read);
    assert!(local_ids(&read).contains(&"5-1-1-1"));
}

#[test]
fn the_heading_of_the_first_chapter_is_lost() {
    let mutant = Mutant::real();
    let chapter = mutant.line("第5章");
    let read = mutant.without([chapter]).read();
    assert_no_wrong_join(&read, &[]);
    assert_losses_are_told(&read);
    assert_eq!(joined(&read), 74);
    let framework = read.plan().entries.iter().filter(|entry| entry.kind.as_str() == "framework").count();
    assert_eq!(framework, 9, "the next chapter is a chapter all the same");
}
