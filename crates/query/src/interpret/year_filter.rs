//! Words that say which years of a measure a year is: 2016年度に始まる, 令和2年度に終わる, 平成26年度に報告がない.

use std::ops::Range;

use shisaku_analysis::Token;
use wareki::FiscalYears;

use super::office_filter::longest;
use super::spans::{Filter, Meaning};
use crate::expand::years::KnownYears;
use crate::words::{YEAR_OF_END, YEAR_OF_START, YEAR_REPORTED, YEAR_UNREPORTED};

/// What is asked of entries by years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// A year of the facet is one of these.
    Have(Filter),
    /// None is.
    Lack(Filter),
}

impl Asked {
    /// The meaning of words at this byte range.
    pub(super) fn over(self, range: Range<usize>) -> Meaning {
        match self {
            Self::Have(filter) => Meaning::Filter(filter),
            Self::Lack(filter) => Meaning::Excluded(range, Some(filter)),
        }
    }
}

/// Reads the words behind years. Returns their number and what they ask for, if entries have such years.
pub(super) fn behind(words: &[Token], years: &FiscalYears, known: &KnownYears) -> Option<(usize, Asked)> {
    // 令和2年度末に終わる
    let end_of_year = usize::from(words.first().is_some_and(|word| word.term == "末"));
    let rest = &words[end_of_year..];
    // 平成26年度から始まる: から opens the years, but only the first is asked for.
    let first = years.first().filter(|_| years.last().is_none()).map(FiscalYears::of);
    let filter = |facet, years: &FiscalYears| {
        let asked: Vec<u16> = years.years().collect();
        let known = if facet == "result_year" { known.of_reports() } else { known.of_plans() };
        let listed: Vec<u16> = asked.iter().copied().filter(|year| known.contains(year)).collect();
        // A year that no entry has is asked for as well, and nothing is found.
        let values = if listed.is_empty() { asked } else { listed };
        Filter::any(facet, values.iter().map(u16::to_string).collect())
    };
    let since = || {
        let (first, count) = (first?, longest(&["始まる", "始める", "開始", "スタート"], rest)?);
        Some((count, Asked::Have(filter("plan_start", &first))))
    };
    let begins = || Some((longest(&YEAR_OF_START, rest)?, Asked::Have(filter("plan_start", years))));
    let ends = || Some((longest(&YEAR_OF_END, rest)?, Asked::Have(filter("plan_end", years))));
    let unreported = || Some((longest(&YEAR_UNREPORTED, rest)?, Asked::Lack(filter("result_year", years))));
    let reported = || Some((longest(&YEAR_REPORTED, rest)?, Asked::Have(filter("result_year", years))));
    let of_plan = known.narrow().then(|| since().or_else(begins).or_else(ends)).flatten();
    let (count, asked) = of_plan
        .or_else(|| (!known.of_reports().is_empty()).then(|| unreported().or_else(reported)).flatten())?;
    Some((end_of_year + count, asked))
}
