//! The steps of reading a query, as text: for `shisaku search --explain=steps` and for goldens.

use std::ops::Range;

use crate::interpret::spans::{Filter, Meaning};
use crate::interpret::{Interpreted, Reading};
use crate::lex::Operand;
use crate::segment::{Segment, Segmented};
use crate::spellings::joined;
use crate::units::{Role, Unit};
use crate::{Clause, Matcher, MinimumMatch, Node, Query, Scope};

/// Formats the results of the steps, each under its name: operands with their operators, then with the meaning of
/// each span (operands of one choice are on one line), compounds of units, and the query tree.
pub(crate) fn text(
    operands: &[Operand<'_>],
    interpreted: &Interpreted<'_>,
    segmented: &Segmented<'_>,
    query: &Query,
) -> String {
    let either = |parts: Vec<String>| parts.join(" | ");
    let excluded = interpreted.excluded.iter().map(|one| format!("-{}", reading(one)));
    let readings = interpreted.choices.iter().map(|choice| either(choice.iter().map(reading).collect()));
    let segments = segmented.choices.iter().map(|choice| either(choice.iter().map(segment).collect()));
    let measures = segmented.measures.iter().map(|one| format!("{}=kind:measure", one.text));
    let steps: [(&str, Vec<String>); 4] = [
        ("lex", operands.iter().map(operand).collect()),
        ("interpret", readings.chain(excluded).collect()),
        ("segment", segments.chain(measures).filter(|line| !line.is_empty()).collect()),
        ("expand", tree(query)),
    ];
    let lines = |lines: &[String]| lines.iter().map(|line| format!("  {line}\n")).collect::<String>();
    steps.iter().map(|(name, step)| format!("{name}:\n{}", lines(step))).collect()
}

fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Anywhere => "",
        Scope::Own => "own:",
        Scope::Title => "title:",
        Scope::Result => "result:",
    }
}

fn operand(one: &Operand<'_>) -> String {
    let or = if one.or { "OR " } else { "" };
    let hyphen = if one.excluded { "-" } else { "" };
    let text = if one.quoted { format!("「{}」", one.text) } else { one.text.to_owned() };
    format!("{}..{} {or}{hyphen}{}{text}", one.range.start, one.range.end, scope(one.scope))
}

/// Formats the spans of an operand as `[words]meaning`, with the text between them.
fn reading(one: &Reading<'_>) -> String {
    let of_choice = if one.of_choice { "(for the whole choice) " } else { "" };
    let filter = |Filter { facet, values, .. }: &Filter| format!("{facet}:{}", values.join(","));
    let words = |range: &Range<usize>| {
        one.words[range.clone()].iter().map(|word| word.term.as_str()).collect::<Vec<_>>().join("/")
    };
    let meaning = |meaning: &Meaning| match meaning {
        Meaning::Phrase => "phrase".to_owned(),
        Meaning::Number(_, key) => format!("number:{key}"),
        Meaning::Years(mention) => format!("years:{}", mention.years.first_known()),
        Meaning::Filter(one) => filter(one),
        Meaning::Excluded(_, Some(one)) => format!("not {}", filter(one)),
        Meaning::Excluded(_, None) => "not".to_owned(),
        Meaning::Body(..) => "body".to_owned(),
        Meaning::Office => "office".to_owned(),
    };
    let spans = one
        .spans
        .iter()
        .map(|span| (span.words.start, format!("[{}]{}", words(&span.words), meaning(&span.meaning))));
    let texts = one.spans.texts().map(|text| (text.start, words(&text)));
    let mut parts: Vec<(usize, String)> = spans.chain(texts).collect();
    parts.sort_by_key(|(start, _)| *start);
    let parts: Vec<String> = parts.into_iter().map(|(_, part)| part).collect();
    format!("{of_choice}{}{}", scope(one.operand.scope), parts.join(" "))
}

/// Formats the compounds of a segment, separated by semicolons, and the synonyms of listed words.
fn segment(one: &Segment<'_>) -> String {
    let text = one.reading.operand.text;
    if one.is_phrase() || one.whole {
        return format!("「{text}」");
    }
    let unit = |unit: &Unit<'_>| {
        let words = joined(unit.words);
        match unit.role {
            Role::Subject => words,
            Role::Modifier => format!("{words}(modifier)"),
            Role::Stopword => format!("{words}(stopword)"),
            Role::Request => format!("{words}(request)"),
        }
    };
    let compound = |units: &Vec<Unit<'_>>| units.iter().map(unit).collect::<Vec<_>>().join("+");
    let compounds: Vec<String> = one.compounds.iter().map(compound).collect();
    let listed = one.listed.iter().map(|listed| {
        let words = joined(&one.reading.words[listed.words.clone()]);
        let targets: Vec<String> = listed.targets.iter().map(|target| target.rows.join(" ")).collect();
        format!("  {words} => {}", targets.join(", "))
    });
    compounds.join("; ") + &listed.collect::<String>()
}

fn tree(query: &Query) -> Vec<String> {
    let mut lines = Vec::new();
    query.asked.iter().for_each(|node| add_node(node, 0, &mut lines));
    lines.extend(query.excluded.iter().map(|one| format!("-{}", clause(one))));
    let filters = query.understood.iter();
    lines.extend(filters.map(|one| format!("{}={}:{}", one.text, one.facet, one.values.join(","))));
    lines.extend(query.corrected.iter().map(|one| format!("{} -> {}", one.from, one.to)));
    lines
}

fn add_node(node: &Node, depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    match node {
        Node::Clause(one) => lines.push(format!("{indent}{}", clause(one))),
        Node::Group(group) => {
            let minimum = match group.minimum {
                MinimumMatch::All => "all".to_owned(),
                MinimumMatch::Any => "any".to_owned(),
                MinimumMatch::Share { of_all, of_best } => {
                    format!("{of_all}% of all, {of_best}% of the best")
                }
            };
            lines.push(format!("{indent}{minimum}"));
            group.parts.iter().for_each(|part| add_node(part, depth + 1, lines));
        }
    }
}

/// Formats a clause: importance, stress, and each matcher once with its highest weight.
fn clause(one: &Clause) -> String {
    let mut shown = format!("{}{}", scope(one.scope), one.text);
    if one.importance != 100 {
        shown.push_str(&format!(" importance {}%", one.importance));
    }
    if one.stress != 100 {
        shown.push_str(&format!(" stress {}%", one.stress));
    }
    let alternatives =
        one.alternatives.iter().map(|one| format!("{} {:.2}", matcher(&one.matcher), one.weight));
    format!("{shown}: {}", alternatives.collect::<Vec<_>>().join(", "))
}

fn matcher(one: &Matcher) -> String {
    match one {
        Matcher::Words(terms) => terms.join("/"),
        Matcher::Folded(terms) => format!("folded {}", terms.join("/")),
        Matcher::Characters(pairs) => format!("letters {}", pairs.join("/")),
        Matcher::Years(years) => format!("years {}..", years.first().map_or("", String::as_str)),
        Matcher::Values { facet, values } => format!("{facet}:{}", values.join("/")),
        Matcher::Number(key) => format!("number {key}"),
        Matcher::Together(all) => all.iter().map(matcher).collect::<Vec<_>>().join(" and "),
    }
}
