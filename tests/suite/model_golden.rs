//! The model of the real document, kept in `tests/cases/meguro-vision/`, one file per stage.

use std::fmt::Write as _;

use shisaku_analysis::{Analyzer, Class, Token};
use shisaku_model::Entry;

use crate::{
    golden::golden,
    seeds::{document, plan, real},
};

#[test]
fn repair_gives_what_is_kept() {
    let mut text = String::new();
    for line in document().lines.iter().filter(|line| line.printed() != line.text) {
        writeln!(text, "{}", line.number).unwrap();
        writeln!(text, "  - {}\n  + {}", line.printed(), line.text).unwrap();
        for record in line.records() {
            writeln!(text, "    {}: 「{}」→「{}」", record.rule, record.printed, record.repaired).unwrap();
        }
    }
    golden("repair", "meguro-vision/repaired.txt", &text);
}

#[test]
fn outline_gives_what_is_kept() {
    let mut text = String::from("# headings\n");
    for section in &plan().sections {
        writeln!(text, "{:indent$}{}  {}", "", section.id, section.label(), indent = 2 * section.level - 2)
            .unwrap();
    }
    text.push_str("\n# entries: id | number | title | period | plan years | result | what else is said\n");
    for entry in &plan().entries {
        writeln!(text, "{}", in_one_line(entry)).unwrap();
    }
    golden("outline", "meguro-vision/plan.txt", &text);
}

/// Lists the words of every title, separated by `|`. Function words are in `(…)`. `=` precedes a folded form
/// that differs, and `/` precedes the class of a word that is not a noun.
#[test]
fn analysis_gives_what_is_kept() {
    let analyzer = Analyzer::new().unwrap();
    let mut text = String::new();
    for entry in &plan().entries {
        let words = analyzer.words(&entry.title);
        let shown: Vec<String> = words.iter().map(shown).collect();
        writeln!(text, "{}\n    {}", entry.title, shown.join("|")).unwrap();
    }
    golden("analysis", "meguro-vision/tokens.txt", &text);
}

fn shown(word: &Token) -> String {
    let folded = word.folded.as_ref().map(|folded| format!("={folded}")).unwrap_or_default();
    let class = match word.class {
        Class::Function => return format!("({}{folded})", word.term),
        Class::Noun => "",
        Class::Prefix => "/prefix",
        Class::Suffix => "/suffix",
        Class::Number => "/number",
        Class::Modifier => "/modifier",
    };
    format!("{}{folded}{class}", word.term)
}

#[test]
fn findings_are_what_is_kept() {
    let mut text = String::new();
    for finding in &real().findings {
        writeln!(text, "{} {} {}", finding.place, finding.code, finding.message).unwrap();
        if !finding.advice.is_empty() {
            writeln!(text, "    → {}", finding.advice).unwrap();
        }
    }
    golden("findings", "meguro-vision/findings.txt", &text);
}

fn in_one_line(entry: &Entry) -> String {
    let years = entry.plan_years.map(|years| years.to_string()).unwrap_or_default();
    let result = match entry.results.last() {
        Some(report) => {
            let years = report.years.map(|years| years.to_string()).unwrap_or_default();
            format!("{} {years} l.{}", report.status.as_str(), report.source.lines[0])
        }
        None => String::new(),
    };
    let mut more = vec![format!("l.{}-{}", entry.source.lines[0], entry.source.lines[1])];
    more.push(format!("{} body", entry.body.len()));
    more.extend(entry.title_variants.iter().map(|title| format!("also「{title}」")));
    more.extend(entry.category.iter().map(|mark| format!("({mark})")));
    more.extend(entry.organisations.iter().map(|name| format!("by {name}")));
    more.extend(entry.reprint_of.iter().map(|id| format!("reprints {id}")));
    more.extend(entry.notes.iter().map(|note| format!("explains {}", note.term)));
    more.extend(
        (!entry.source.repairs.is_empty()).then(|| format!("{} repairs", entry.source.repairs.len())),
    );
    let fields = [
        entry.local(),
        &entry.number,
        &entry.title,
        entry.period.as_deref().unwrap_or_default(),
        &years,
        &result,
        &more.join(", "),
    ];
    fields.join(" | ")
}
