//! Assertions that hold for any query, called by `tools/fuzz/` and the test suite with arbitrary bytes.
//!
//! The text is parsed as a query to a small plan, and searched in an entry made of the same text. The
//! program does not use this crate.

#![allow(clippy::expect_used, reason = "only fuzzers and tests call it")]

use std::sync::LazyLock;

use shisaku_analysis::{Analyzer, is_letter, normalise};
use shisaku_model::{Catalogue, Entry, Field, Kind, Manifest, Plan, Section, facet};
use shisaku_query::{MatchKind, MinimumMatch, Node, Query, Reader, Thesaurus};
use shisaku_search::highlight::{Highlights, analysed, matched, matches, pieces};
use wareki::FiscalYears;

/// Maximum number of characters used. A search reads fewer.
const MOST_LETTERS: usize = 400;

struct Tools {
    analyzer: Analyzer,
    reader: Reader,
}

static TOOLS: LazyLock<Tools> = LazyLock::new(|| {
    let plan = "plan";
    let entry = |(at, period): (usize, &str)| Entry {
        period: Some(period.to_owned()),
        plan_years: Some(FiscalYears::new(2011, 2013)),
        category: vec!["再掲".to_owned(), "協会事業".to_owned()],
        has_result: [Some(true), Some(false), None][at],
        ..Entry::new(plan, &at.to_string(), [Kind::Measure, Kind::Removed, Kind::Framework][at])
    };
    let section = |id: &str, level: usize, number: &str| Section {
        id: format!("{plan}/{id}"),
        level,
        number: number.to_owned(),
        title: "産業".to_owned(),
    };
    let plan = Plan {
        manifest: Manifest { id: plan.to_owned(), ..Manifest::default() },
        sections: vec![section("5", 1, "第5章"), section("5-2", 2, "2")],
        entries: ["短期", "中期", "長期"].into_iter().enumerate().map(entry).collect(),
        ..Plan::default()
    };
    let reader = Reader::new(Thesaurus::embedded(), &Catalogue::of(&[plan]));
    Tools { analyzer: Analyzer::new().expect("the embedded dictionary"), reader }
});

/// Parses bytes as a query and checks all invariants.
///
/// # Panics
/// If an invariant is violated.
pub fn query(data: &[u8]) {
    let text: String = String::from_utf8_lossy(data).chars().take(MOST_LETTERS).collect();
    let Tools { analyzer, reader } = &*TOOLS;
    analysis(&text, analyzer);
    let query = reader.read(&text, analyzer);
    assert_eq!(query.text, text);
    assert_eq!(query, reader.read(&text, analyzer), "reading is a function of the text");
    well_formed(&query);
    for need in [MinimumMatch::All, MinimumMatch::Any] {
        let other = query.clone().needing(need);
        well_formed(&other);
        assert_eq!(other.clauses(), query.clauses(), "a need changes no clause");
    }
    let exact = query.clone().exactly();
    well_formed(&exact);
    for (exact, typed) in exact.clauses().into_iter().zip(query.clauses()) {
        let kinds = |only: bool| typed.alternatives.iter().any(|one| (one.as_ == MatchKind::Exact) == only);
        let all_exact = exact.alternatives.iter().all(|one| one.as_ == MatchKind::Exact);
        assert!(all_exact || !kinds(true), "{exact:?}");
        assert_eq!(exact.text, typed.text);
    }
    for one in &query.understood {
        reader.read(&one.without(&text), analyzer);
    }
    marks(&text, &query, analyzer);
}

/// Tokens and bigrams point back into the text, in order, and normalising is idempotent.
fn analysis(text: &str, analyzer: &Analyzer) {
    let normalised = normalise(text);
    assert_eq!(normalise(normalised.text()).text(), normalised.text(), "normalising twice: {text:?}");
    let analysed = analyzer.analyse(text);
    for tokens in [&analysed.words, &analysed.bigrams] {
        for token in tokens {
            let written = text.get(token.range.clone());
            assert!(written.is_some_and(|written| !written.is_empty()), "{token:?} in {text:?}");
            assert!(!token.key().is_empty() && token.term.chars().any(is_letter), "{token:?} in {text:?}");
        }
        for pair in tokens.windows(2) {
            assert!(pair[0].position < pair[1].position, "{pair:?} in {text:?}");
            assert!(pair[0].range.start <= pair[1].range.start, "{pair:?} in {text:?}");
        }
    }
    for year in &analysed.years {
        assert!(
            text.get(year.range.clone()).is_some_and(|written| !written.is_empty()),
            "{year:?} in {text:?}"
        );
        assert!(year.term.bytes().all(|byte| byte.is_ascii_digit()), "{year:?}");
    }
}

/// Nothing is empty, weights are in (0, 1], and filter phrases match their range.
fn well_formed(query: &Query) {
    let text = &query.text;
    if let Some(asked) = &query.asked {
        part(asked, text);
    }
    for clause in query.clauses().into_iter().chain(&query.excluded).chain(&query.hints) {
        assert!(!clause.alternatives.is_empty(), "{clause:?} of {text:?}");
        for one in &clause.alternatives {
            assert!(one.weight > 0.0 && one.weight <= 1.0, "{one:?} of {text:?}");
            let terms = one.matcher.terms().unwrap_or(one.matcher.values());
            // A facet alternative may have no values: the plan may have none of the requested years.
            let some = one.matcher.terms().is_none() || !terms.is_empty();
            assert!(some && terms.iter().all(|term| !term.is_empty()), "{one:?} of {text:?}");
        }
    }
    for clause in query.clauses().into_iter().chain(&query.excluded) {
        assert!(text.contains(&clause.text) && !clause.text.is_empty(), "{clause:?} of {text:?}");
    }
    for clause in &query.excluded {
        let near =
            |kind: MatchKind| matches!(kind, MatchKind::Synonym | MatchKind::Abbreviation | MatchKind::Typo);
        assert!(!clause.alternatives.iter().any(|one| near(one.as_)), "{clause:?} of {text:?}");
    }
    for one in &query.understood {
        assert_eq!(text.get(one.range.clone()), Some(one.text.as_str()), "{one:?} of {text:?}");
        assert!(facet::facet(&one.facet).is_some() && !one.values.is_empty(), "{one:?} of {text:?}");
    }
    let apart = |pair: &[_]| -> bool {
        let [a, b]: &[shisaku_query::Understood; 2] = pair.try_into().expect("windows of two");
        a.range.end <= b.range.start || b.range.end <= a.range.start
    };
    assert!(query.understood.windows(2).all(apart), "{:?} of {text:?}", query.understood);
}

fn part(part: &Node, text: &str) {
    if let Node::Group(group) = part {
        assert!(group.parts.len() > 1, "a group of one is its part: {text:?}");
        if let MinimumMatch::Share { of_all, of_best } = group.minimum {
            assert!(of_all <= 100 && of_best <= 100);
        }
        group.parts.iter().for_each(|inner| self::part(inner, text));
    }
}

/// In an entry made of the text, marks are ordered ranges of whole characters, and nothing else is added.
fn marks(text: &str, query: &Query, analyzer: &Analyzer) {
    let entry = Entry {
        title: text.to_owned(),
        body: vec![text.to_owned(), format!("前{text}後")],
        ..Entry::new("plan", "1", Kind::Measure)
    };
    let texts = analysed(&entry, analyzer);
    let met = matches(&entry, &texts, query);
    let marks = Highlights::new(&met);
    for one in entry.passages().iter().filter(|one| one.field != Field::Printed) {
        let ranges = marks.of(one.field, one.index);
        assert!(ranges.windows(2).all(|pair| pair[0].end < pair[1].start), "{ranges:?} of {text:?}");
        let marked = ranges.iter().map(|range| one.text.get(range.clone()));
        let pieces = pieces(one.text, ranges);
        assert!(marked.eq(pieces.iter().filter(|(_, is_met)| *is_met).map(|(piece, _)| Some(*piece))));
        assert_eq!(pieces.iter().map(|(piece, _)| *piece).collect::<String>(), one.text);
    }
    for one in matched(&entry, &met) {
        assert!(!one.text.is_empty() && !one.term.is_empty(), "{one:?}");
    }
}
