//! Effects of each repair rule, kept in `tests/cases/repair.txt`, one case per line.
//!
//! The file holds both cases and expected results. Before the arrow is the print, after it the repaired text,
//! and after `|` another line of the document.

use std::{collections::BTreeSet, fmt::Write as _, fs};

use shisaku_model::{Document, RepairedLine};
use shisaku_reader::{RULES, WordRepairs, repair};

use crate::golden::golden;

const FILE: &str = "tests/cases/repair.txt";

/// Replaces `{200B}` by the character with that number. Invisible characters can thus be read in the file.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('{');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once('}').unwrap();
        whole.push(char::from_u32(u32::from_str_radix(number, 16).unwrap()).unwrap());
        whole.push_str(rest);
    }
    whole
}

fn escaped(text: &str) -> String {
    text.chars()
        .map(|c| {
            let seen = !c.is_control()
                && !('\u{200B}'..='\u{202E}').contains(&c)
                && c != '\u{AD}'
                && c != '\u{FEFF}';
            if seen { c.to_string() } else { format!("{{{:04X}}}", u32::from(c)) }
        })
        .collect()
}

fn words() -> WordRepairs {
    let text = fs::read_to_string("seeds/meguro-vision/repairs.toml").unwrap();
    WordRepairs::read("meguro-vision/repairs.toml", &text).0
}

/// Repairs the printed line in a document that also has the line `elsewhere`.
fn repaired(printed: &str, elsewhere: &str) -> RepairedLine {
    let lines = vec![unescaped(printed), unescaped(elsewhere)];
    let (mut documents, _) = repair(vec![Document::plain("a.txt", lines)], &words());
    documents.remove(0).lines.remove(0)
}

/// Returns the file with the result of every case computed anew.
fn worked_out(kept: &str) -> String {
    let mut text = String::new();
    for line in kept.lines() {
        let case =
            line.split_once(" → ").or_else(|| line.split_once(" = ")).filter(|_| !line.starts_with('#'));
        let Some((printed, rest)) = case else {
            writeln!(text, "{line}").unwrap();
            continue;
        };
        let elsewhere = rest.split_once(" | ").map(|(_, elsewhere)| elsewhere);
        let mended = repaired(printed, elsewhere.unwrap_or_default());
        let rules: BTreeSet<_> = mended.mends().iter().flat_map(|mend| mend.rules.iter().copied()).collect();
        let rules = rules.into_iter().collect::<Vec<_>>().join(" ");
        match mended.mends().is_empty() {
            true => write!(text, "{printed} = left alone").unwrap(),
            false => write!(text, "{printed} → {} ({rules})", escaped(&mended.text)).unwrap(),
        }
        let behind = elsewhere.map(|elsewhere| format!(" | {elsewhere}")).unwrap_or_default();
        writeln!(text, "{behind}").unwrap();
    }
    text
}

#[test]
fn rules_do_what_is_kept() {
    golden("repair", "repair.txt", &worked_out(&fs::read_to_string(FILE).unwrap()));
}

#[test]
fn every_rule_has_cases_that_it_mends_and_cases_that_it_leaves() {
    let kept = fs::read_to_string(FILE).unwrap();
    for rule in RULES {
        let heading = format!("## {}\n", rule.name);
        let section = kept.split_once(&heading).unwrap_or_else(|| panic!("no section {heading}")).1;
        let section = section.split("\n## ").next().unwrap();
        assert!(section.contains(&format!("# {}\n", rule.sentence)), "{}: {}", rule.name, rule.sentence);
        let mends = |line: &&str| line.contains(" → ") && line.contains(&format!("({}", rule.name));
        assert!(section.lines().filter(mends).count() >= 2, "{} mends nothing", rule.name);
        assert!(section.contains(" = left alone"), "{} leaves nothing alone", rule.name);
    }
}
