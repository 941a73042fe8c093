//! No line of the first document is lost. The tests lead from every field of an entry back to the printed
//! letters.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use shisaku_model::{Entry, Field, Holder, Mend, RepairedLine};

use crate::seeds::{document, plan, printed};

fn spans(line: u32) -> Vec<(Range<usize>, &'static Holder)> {
    let of_line = plan().account.iter().filter(|span| span.line == line);
    of_line.map(|span| (span.bytes(), &span.holder)).collect()
}

#[test]
fn the_document_is_the_file_line_by_line() {
    let lines: Vec<String> = document().lines.iter().map(|line| line.printed().to_owned()).collect();
    assert_eq!(lines, printed().lines().collect::<Vec<_>>());
    assert_eq!(lines.len(), 580);
    assert!(document().lines.iter().zip(1..).all(|(line, number)| line.number == number));
}

#[test]
fn undoing_the_repairs_gives_the_print() {
    for line in &document().lines {
        let mut text = line.text.to_string();
        for mend in line.mends().iter().rev() {
            text.replace_range(mend.text.clone(), &line.printed()[mend.printed.clone()]);
        }
        assert_eq!(text, line.printed(), "line {}", line.number);
    }
}

#[test]
fn every_character_is_held_once() {
    for line in document().lines.iter().filter(|line| !line.text.is_empty()) {
        let mut at = 0;
        for (range, holder) in spans(line.number) {
            assert_eq!(range.start, at, "line {}: a gap or an overlap before {holder:?}", line.number);
            assert!(line.text.is_char_boundary(range.end), "line {}", line.number);
            at = range.end;
        }
        assert_eq!(at, line.text.len(), "line {} is not held to its end", line.number);
    }
}

/// Every printed character belongs to exactly one holder. Repairs are compared as a whole, so that deleted
/// text is counted with the text around it.
#[test]
fn the_print_can_be_put_together_from_what_is_held() {
    for line in &document().lines {
        let mut print = String::new();
        let mut done = 0;
        for (range, _) in spans(line.number) {
            let whole = whole_mends(line, range);
            let printed = line.printed_range(&whole);
            print.push_str(&line.printed()[printed.start.max(done)..printed.end.max(done)]);
            done = printed.end.max(done);
        }
        // Text deleted at the end of a line comes after the last span.
        let deleted = line
            .mends()
            .last()
            .filter(|mend| mend.text.is_empty() && mend.printed.end == line.printed().len());
        if let Some(mend) = deleted {
            print.push_str(&line.printed()[mend.printed.start.max(done)..]);
        }
        assert_eq!(print, line.printed(), "line {}", line.number);
    }
}

/// Extends the range to include every repair that it cuts.
fn whole_mends(line: &RepairedLine, range: Range<usize>) -> Range<usize> {
    let cut = |mend: &&Mend| mend.text.start < range.end && range.start < mend.text.end;
    line.mends()
        .iter()
        .filter(cut)
        .fold(range.clone(), |whole, mend| whole.start.min(mend.text.start)..whole.end.max(mend.text.end))
}

#[test]
fn what_an_entry_holds_is_what_its_field_says() {
    for entry in &plan().entries {
        for (field, held) in held_by(entry) {
            let says: BTreeSet<&str> = match field {
                "title" => BTreeSet::from([entry.title.as_str()]),
                "title_variants" => entry.title_variants.iter().map(String::as_str).collect(),
                "body" => entry.body.iter().map(String::as_str).collect(),
                "period" => entry.period.as_deref().into_iter().collect(),
                "result" => entry.results.iter().map(|report| report.text.as_str()).collect(),
                other => panic!("{}: a field nobody knows: {other}", entry.id),
            };
            assert_eq!(held, says, "{} {field}", entry.id);
        }
    }
}

/// Text of each field according to the account. In this document, no field spans two lines.
fn held_by(entry: &Entry) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut held: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for span in &plan().account {
        if let Holder::Entry { id, field } = &span.holder
            && **id == *entry.id
        {
            let line = &document().lines[span.line as usize - 1];
            held.entry(*field).or_default().insert(&line.text[span.bytes()]);
        }
    }
    held
}

#[test]
fn every_field_of_an_entry_is_held_somewhere() {
    for entry in &plan().entries {
        let held = held_by(entry);
        let mut expected = BTreeSet::new();
        let borrowed = entry.source.parts.iter().all(|part| part.field != "title");
        expected.extend((!borrowed).then_some("title"));
        expected.extend((!entry.title_variants.is_empty()).then_some("title_variants"));
        expected.extend((!entry.body.is_empty()).then_some("body"));
        // Measures and removed items have their period from a table cell, definitions from their title.
        expected.extend((!entry.results.is_empty()).then_some("period"));
        expected.extend((!entry.results.is_empty()).then_some("result"));
        assert_eq!(held.keys().copied().collect::<BTreeSet<_>>(), expected, "{}", entry.id);
    }
}

#[test]
fn only_signs_numbers_heads_and_headings_are_outside_the_entries() {
    for line in &document().lines {
        for (range, holder) in spans(line.number) {
            let text = &line.text[range];
            let fits = match holder {
                Holder::Entry { .. } => text.trim() == text && !text.is_empty(),
                Holder::Heading => {
                    plan().sections.iter().any(|section| section.title == text) || line.number >= 403
                }
                Holder::TableHead => ["項目", "計画区分", "実績(平成23年度～平成25年度)"].contains(&text),
                Holder::Numbering => text.chars().any(|c| c.is_ascii_digit() || ('①'..='③').contains(&c)),
                Holder::Sign => ["- ・", "- ", "・", "※"].contains(&text),
                Holder::Mark => ["(再掲)", "（再掲）", "(協会事業)"].contains(&text),
                Holder::Separator => text.chars().all(|c| c.is_whitespace() || c == '：'),
                Holder::Furniture => false,
            };
            assert!(fits, "line {}: {holder:?} holds 「{text}」", line.number);
        }
    }
}

#[test]
fn every_entry_says_the_lines_its_parts_stand_on() {
    for entry in &plan().entries {
        for part in &entry.source.parts {
            for line in part.lines[0]..=part.lines[1] {
                let holds = spans(line).iter().any(|(_, holder)| {
                    matches!(holder, Holder::Entry { id, field } if **id == *entry.id && *field == part.field)
                });
                let blank = document().lines[line as usize - 1].text.trim().is_empty();
                assert!(holds || blank, "{} {} line {line}", entry.id, part.field);
            }
        }
    }
}

/// Undoing the repairs listed in an entry must yield text that occurs in the print.
#[test]
fn every_repair_of_an_entry_has_its_place_in_the_entrys_text() {
    let print: String = printed().split_whitespace().collect();
    let mut places = 0;
    for entry in &plan().entries {
        for passage in entry.passages() {
            let here =
                entry.repaired.iter().filter(|one| (one.field, one.index) == (passage.field, passage.index));
            let mut text = passage.text.to_owned();
            for one in here.rev() {
                text.replace_range(one.range.clone(), &one.printed);
                places += 1;
            }
            // The sentences of a text of several lines may be apart in the print. Each one is looked up.
            for sentence in text.split_inclusive(['。', '\n']) {
                let sentence: String = sentence.split_whitespace().collect();
                let stands =
                    matches!(passage.field, Field::Body | Field::Title) || passage.field == Field::Result;
                assert!(!stands || print.contains(&sentence), "{} {:?}: {sentence}", entry.id, passage.field);
            }
        }
        for one in &entry.repaired {
            let listed = entry.source.repairs.iter().any(|repair| repair.printed.contains(&one.printed));
            assert!(listed, "{}: {one:?}", entry.id);
        }
    }
    assert!(places > 15, "{places}");
}
