//! What people should know of the counts: what was not found, and what the lexicon could do about it.

use std::{cmp::Reverse, collections::BTreeMap};

use super::trial::{Gain, Line, Lists, gain, lines};
use shisaku_engine::EngineError;
use shisaku_misses::{Asked, Count, Month, answer, found};
use shisaku_query::Thesaurus;
use shisaku_search::{Search, Suggestion};

/// The counts of some months.
pub type Months = Vec<(Month, Vec<Count>)>;

/// What came of them.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The counts, newest month first, the most frequent first.
    pub months: Months,
    /// Lines for the lexicon that do what they should, the most frequent first.
    pub proposals: Vec<Proposal>,
    /// Words that find something by now.
    pub found_now: Vec<FoundNow>,
    /// Words that nothing is proposed for.
    pub open: Vec<Open>,
}

/// A line to add to the lexicon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The line.
    pub line: Line,
    /// How often its right was typed in the place of its left.
    pub times: u64,
    /// What words that failed find with it.
    pub gain: Gain,
}

/// Words that failed and would not fail today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundNow {
    /// The words.
    pub text: String,
    /// How often they were counted.
    pub times: u64,
    /// How many entries they find.
    pub found: usize,
}

/// Words that someone has to think about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The words.
    pub text: String,
    /// How often they were counted.
    pub times: u64,
    /// What the search itself suggests in their place.
    pub near: Vec<Suggestion>,
    /// What people typed in their place, and why it is not proposed.
    pub tried: Vec<Tried>,
}

/// A pair that makes no proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// What was typed.
    pub then: String,
    /// How often.
    pub times: u64,
    /// Why it is not proposed, in Japanese.
    pub why_not: String,
}

/// Pairs that are tried, those counted most often first: each is a search with a lexicon of its own.
const MOST_TRIED: usize = 200;

/// How far it is: pairs looked at, and pairs in all.
pub type Progress<'p> = &'p dyn Fn(usize, usize);

/// Looks at the counts of some months with the search and the lists that it reads by.
///
/// Every proposal has been tried: with its line, words that failed find something.
///
/// # Errors
/// When the index cannot be read.
pub fn report(
    mut search: Search,
    lists: &Lists,
    mut months: Months,
    progress: Progress<'_>,
) -> Result<Report, EngineError> {
    months.sort_by_key(|(month, _)| Reverse(*month));
    // Before any line is tried: what the search finds as it is.
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
    // What is equally frequent stays in the order of its letters.
    report.proposals.sort_by_key(|one| Reverse(one.times));
    report.found_now.sort_by_key(|one| Reverse(one.times));
    report.open.sort_by_key(|one| Reverse(one.times));
    report.months = months;
    Ok(report)
}

/// Words that still fail, each with what was typed in their place and still finds something, and how often.
type Failing = Vec<(Open, Vec<(String, u64)>)>;

/// Asks all words again: a report of those that are found now, and those that are not.
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

/// Words that failed, in all months together.
#[derive(Default)]
struct Words {
    times: u64,
    /// What was typed in their place, the most frequent first.
    then: Vec<(String, u64)>,
}

fn words(months: &Months) -> BTreeMap<String, Words> {
    let mut together: BTreeMap<&Asked, u64> = BTreeMap::new();
    for Count { asked, times } in months.iter().flat_map(|(_, counts)| counts) {
        let sum = together.entry(asked).or_default();
        *sum = sum.saturating_add(*times);
    }
    let mut words: BTreeMap<String, Words> = BTreeMap::new();
    for (asked, times) in together {
        let one = words.entry(asked.failed.clone()).or_default();
        // Words that have a line of their own failed at least as often as others took their place.
        one.times = one.times.max(times);
        one.then.extend(asked.then.clone().map(|then| (then, times)));
    }
    words.values_mut().for_each(|one| one.then.sort_by_key(|(_, times)| Reverse(*times)));
    words
}

/// The first line that lets `failed` find something as `then` does, or why there is none.
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
