//! Reports misses: queries without results, and lexicon lines that would fix them.

use std::{cmp::Reverse, collections::BTreeMap};

use serde::Serialize;

use super::trial::{Gain, Line, Lists, gain, lines};
use shisaku_engine::EngineError;
use shisaku_misses::{Count, Month, RecordedMiss, answer, found};
use shisaku_query::Thesaurus;
use shisaku_search::{Search, Suggestion};

/// The counts of several months.
pub(crate) type Months = Vec<(Month, Vec<Count>)>;

/// A report on the counts of several months.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The counts, newest month first, most frequent miss first.
    pub months: Months,
    /// Lexicon lines that were tried with success, most frequent first.
    pub proposals: Vec<Proposal>,
    /// Failed queries that have results by now.
    pub found_now: Vec<FoundNow>,
    /// Failed queries without a proposal.
    pub open: Vec<Open>,
}

/// A proposed lexicon line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The line to add, or to put in place of another.
    pub line: Line,
    /// How often its right side was typed after its left side had failed.
    pub times: u64,
    /// The results of a failed query with this line.
    pub gain: Gain,
}

/// A failed query that has results by now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FoundNow {
    /// The query.
    pub text: String,
    /// How often it failed.
    pub times: u64,
    /// Number of entries found now.
    pub found: usize,
}

/// A failed query that staff must look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Open {
    /// The query.
    pub text: String,
    /// How often it failed.
    pub times: u64,
    /// Suggestions made by search itself.
    pub near: Vec<Suggestion>,
    /// Queries typed instead, with the reason why none became a proposal.
    pub tried: Vec<Tried>,
}

/// A query typed instead that gives no proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tried {
    /// The query.
    pub then: String,
    /// How often it was typed.
    pub times: u64,
    /// The reason, in Japanese.
    pub why_not: String,
}

/// Maximum number of pairs tried, most frequent first. Each needs a search with its own lexicon.
const MOST_TRIED: usize = 200;

/// Reports progress: pairs tried, total pairs.
pub(crate) type Progress<'p> = &'p dyn Fn(usize, usize);

/// Analyses the counts of several months. `lists` must be the lexicon that `search` uses.
///
/// Every proposal has been tried: with its line, a failed query finds something.
///
/// # Errors
/// If the index cannot be read.
pub fn report(
    mut search: Search,
    lists: &Lists,
    mut months: Months,
    progress: Progress<'_>,
) -> Result<Report, EngineError> {
    months.sort_by_key(|(month, _)| Reverse(*month));
    // Queries are repeated before any line changes the lexicon of the search.
    let (mut report, mut failing) = asked_again(&search, &months)?;
    failing.sort_by_key(|(_, then)| Reverse(then.iter().map(|(_, times)| *times).max()));
    let known = lists.thesaurus();
    let (mut done, all) = (0, failing.iter().map(|(_, then)| then.len()).sum());
    let mut proposals: BTreeMap<Line, (u64, Gain)> = BTreeMap::new();
    for (mut open, then) in failing {
        let mut solved = false;
        for (then, times) in then {
            progress(done, all);
            done += 1;
            if done > MOST_TRIED {
                open.tried.push(Tried {
                    then, times, why_not: "多いため、まだ試していません".to_owned()
                });
                continue;
            }
            match proposed(&open.text, &then, (lists, &known), &mut search)? {
                Ok((line, gain)) => {
                    let (sum, _) = proposals.entry(line).or_insert((0, gain));
                    *sum = sum.saturating_add(times);
                    solved = true;
                }
                Err(why_not) => open.tried.push(Tried { then, times, why_not }),
            }
        }
        if !solved {
            report.open.push(open);
        }
    }
    let proposals = proposals.into_iter();
    report.proposals = proposals.map(|(line, (times, gain))| Proposal { line, times, gain }).collect();
    // The sort is stable: equal counts stay in alphabetical order.
    report.proposals.sort_by_key(|one| Reverse(one.times));
    report.found_now.sort_by_key(|one| Reverse(one.times));
    report.open.sort_by_key(|one| Reverse(one.times));
    report.months = months;
    Ok(report)
}

/// Queries that still fail, each with the queries typed instead that still have results, and their counts.
type Failing = Vec<(Open, Vec<(String, u64)>)>;

/// Repeats all queries. Returns those with results in a report, and those that still fail.
fn asked_again(search: &Search, months: &Months) -> Result<(Report, Failing), EngineError> {
    let (mut report, mut failing) = (Report::default(), Vec::new());
    for (text, Words { times, then }) in words(months) {
        let now = answer(search, &text)?;
        if found(&now) > 0 {
            report.found_now.push(FoundNow { text, times, found: found(&now) });
            continue;
        }
        let mut open = Open { text, times, near: now.suggestions, tried: Vec::new() };
        let mut instead = Vec::new();
        for (then, times) in then {
            if found(&answer(search, &then)?) > 0 {
                instead.push((then, times));
            } else {
                open.tried
                    .push(Tried { then, times, why_not: "これも今は見つかりません".to_owned() });
            }
        }
        failing.push((open, instead));
    }
    Ok((report, failing))
}

/// A failed query over all months.
#[derive(Default)]
struct Words {
    times: u64,
    /// Queries typed instead, with their counts, most frequent first.
    then: Vec<(String, u64)>,
}

fn words(months: &Months) -> BTreeMap<String, Words> {
    let mut together: BTreeMap<&RecordedMiss, u64> = BTreeMap::new();
    for Count { miss, times } in months.iter().flat_map(|(_, counts)| counts) {
        let sum = together.entry(miss).or_default();
        *sum = sum.saturating_add(*times);
    }
    let mut words: BTreeMap<String, Words> = BTreeMap::new();
    for (miss, times) in together {
        let one = words.entry(miss.failed.clone()).or_default();
        // A failed query counts at least as often as it was replaced.
        one.times = one.times.max(times);
        one.then.extend(miss.then.clone().map(|then| (then, times)));
    }
    words.values_mut().for_each(|one| one.then.sort_by_key(|(_, times)| Reverse(*times)));
    words
}

/// Returns the first line that gives `failed` results, or the reason why there is none.
fn proposed(
    failed: &str,
    then: &str,
    (lists, known): (&Lists, &Thesaurus),
    search: &mut Search,
) -> Result<Result<(Line, Gain), String>, EngineError> {
    let lines = match lines(failed, then, lists, search.analyzer()) {
        Ok(lines) => lines,
        Err(why_not) => return Ok(Err(why_not)),
    };
    let mut why_not = "語彙に加えても見つかりません".to_owned();
    for line in lines {
        match gain(&line, failed, lists, known, search)? {
            Ok(Some(gain)) => return Ok(Ok((line, gain))),
            Ok(None) => {}
            Err(against) => why_not = against,
        }
    }
    Ok(Err(why_not))
}
