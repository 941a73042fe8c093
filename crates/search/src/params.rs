//! Search parameters, read from name and value pairs. URLs, forms and the command line all use this module,
//! so that a parameter has one meaning.

use shisaku_engine::{Direction, Sort};
use shisaku_model::{
    Catalogue, FACETS, Filters,
    facet::{self, Accepts},
    nearest, shortened,
};
use shisaku_query::MinimumMatch;
use time::{Date, macros::format_description};

/// Maximum length of a query, in characters. The rest is cut off with a notice.
pub const MOST_LETTERS: usize = 200;

/// Allowed numbers of hits per page.
pub const LIMITS: std::ops::RangeInclusive<usize> = 1..=100;
/// Default number of hits per page.
pub const DEFAULT_LIMIT: usize = 20;
/// Maximum offset. It is far beyond any plan, and keeps the engine from reserving more memory.
pub const MOST_OFFSET: usize = 100_000;

/// Sort orders, each with its parameter value and the key of its name.
pub const SORTS: [(&str, Sort, &str); 5] = [
    ("relevance", Sort::Relevance, "sort.relevance"),
    ("number", Sort::Number, "sort.number"),
    ("period", Sort::Period, "sort.period"),
    ("result", Sort::Result, "sort.result"),
    ("title", Sort::Title, "sort.title"),
];

/// Directions of an order, each with its parameter value and the key of its name.
pub const DIRECTIONS: [(&str, Direction, &str); 2] =
    [("asc", Direction::Ascending, "direction.asc"), ("desc", Direction::Descending, "direction.desc")];

/// How many of the words an entry must match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MatchParam {
    /// Depends on the query: all terms, or a share of the words of a sentence.
    #[default]
    Auto,
    /// Every word, even in a sentence.
    All,
    /// At least one word.
    Any,
}

impl MatchParam {
    /// Returns the minimum match that replaces the query's own, if any.
    pub(super) fn need(self) -> Option<MinimumMatch> {
        match self {
            Self::Auto => None,
            Self::All => Some(MinimumMatch::All),
            Self::Any => Some(MinimumMatch::Any),
        }
    }
}

/// Values of the `match` parameter.
pub const MATCHES: [(&str, MatchParam); 3] =
    [("auto", MatchParam::Auto), ("all", MatchParam::All), ("any", MatchParam::Any)];

/// The checked parameters of one search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchParams {
    /// The query. Empty when browsing.
    pub text: String,
    /// Chosen filters. Contains kinds only if the person chose them.
    pub filters: Filters,
    /// `None` means relevance for a query with words, otherwise number.
    pub sort: Option<Sort>,
    /// The direction of that order. Relevance has none.
    pub direction: Direction,
    /// How many of the words an entry must match.
    pub matching: MatchParam,
    /// True if only the typed spelling is searched: no variants, readings, synonyms or corrections.
    pub exact: bool,
    /// Maximum number of hits to return.
    pub limit: usize,
    /// Number of hits to skip.
    pub offset: usize,
}

impl Default for SearchParams {
    fn default() -> Self {
        Self {
            text: String::new(),
            filters: Filters::default(),
            sort: None,
            direction: Direction::default(),
            matching: MatchParam::Auto,
            exact: false,
            limit: DEFAULT_LIMIT,
            offset: 0,
        }
    }
}

/// The kind of problem with a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamProblem {
    /// No parameter has this name.
    Unknown,
    /// It may occur once but occurs more often.
    Repeated,
    /// Its value is invalid.
    BadValue,
    /// It is required but missing.
    Missing,
    /// It is valid elsewhere but has no meaning here.
    OutOfPlace,
}

/// A problem with one parameter, explained in Japanese with a hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParamError {
    /// Name as given. An unknown name is shortened.
    pub param: String,
    /// Kind of problem.
    pub problem: ParamProblem,
    /// Explanation for people, in Japanese.
    pub detail: String,
}

/// Reads pairs in order. Invalid pairs are skipped and reported. The caller decides if they stop the search.
pub fn read_params<'a>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    catalogue: &Catalogue,
) -> (SearchParams, Vec<ParamError>) {
    let mut params = SearchParams::default();
    let known: Vec<&str> = SINGLE.into_iter().chain(FACETS.iter().map(|facet| facet.key)).collect();
    let errors = read_each(pairs, &known, |name, value| {
        let Some(facet) = facet::facet(name) else { return read_single(name, value, &mut params) };
        let values = facet.read(value, catalogue)?;
        values.into_iter().for_each(|value| params.filters.choose(facet, value));
        Ok(())
    });
    // The result must not depend on the order of the pairs.
    params.filters = params.filters.in_natural_order(catalogue);
    (params, errors)
}

/// Returns the pairs that [`read_params`] reads back into these parameters, in canonical order. All URLs of
/// one search share this order: words, facets in display order, then the other parameters. Values are in
/// natural order; consecutive years become a span. Default values are omitted.
pub fn canonical(params: &SearchParams) -> Vec<(&'static str, String)> {
    let default = SearchParams::default();
    let words = (!params.text.is_empty()).then(|| ("q", params.text.clone()));
    let facets = FACETS.iter().flat_map(|facet| {
        let values = params.filters.of(facet.key);
        let values = if facet.accepts == Accepts::Years { spans(values) } else { values.to_vec() };
        values.into_iter().map(|value| (facet.key, value))
    });
    // Without words, number order is the default.
    let by_default = params.text.trim().is_empty() && params.sort == Some(Sort::Number);
    let sort = SORTS.iter().find(|(_, sort, _)| params.sort == Some(*sort) && !by_default);
    let sort = sort.map(|(name, ..)| ("sort", (*name).to_owned()));
    let direction = DIRECTIONS.iter().find(|(_, direction, _)| params.direction == *direction);
    let direction = direction.filter(|_| params.direction != default.direction);
    let direction = direction.map(|(name, ..)| ("order", (*name).to_owned()));
    let matching = MATCHES.iter().find(|(_, matching)| params.matching == *matching);
    let matching = matching.filter(|_| params.matching != default.matching);
    let matching = matching.map(|(name, _)| ("match", (*name).to_owned()));
    let exact = params.exact.then(|| ("exact", "true".to_owned()));
    let at = params.filters.at.map(|at| ("at", at.to_string()));
    let limit = (params.limit != default.limit).then(|| ("limit", params.limit.to_string()));
    let offset = (params.offset != default.offset).then(|| ("offset", params.offset.to_string()));
    words
        .into_iter()
        .chain(facets)
        .chain(sort)
        .chain(direction)
        .chain(matching)
        .chain(exact)
        .chain(at)
        .chain(limit)
        .chain(offset)
        .collect()
}

/// Converts sorted years to strings. Consecutive years become a span: 2011-2013.
fn spans(values: &[String]) -> Vec<String> {
    let years: Vec<u16> = values.iter().filter_map(|value| value.parse().ok()).collect();
    years
        .chunk_by(|one, next| one.checked_add(1) == Some(*next))
        // The reader accepts spans of at most 100 years.
        .flat_map(|row| row.chunks(100))
        .filter_map(|row| match row {
            [] => None,
            [year] => Some(year.to_string()),
            [from, .., to] => Some(format!("{from}-{to}")),
        })
        .collect()
}

/// Reads pairs. Each known name may occur once, facets more often. `read` returns a hint if a value is invalid.
pub(super) fn read_each<'a>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    known: &[&str],
    mut read: impl FnMut(&str, &str) -> Result<(), String>,
) -> Vec<ParamError> {
    let mut seen: Vec<&str> = Vec::new();
    let mut check = |(name, value): (&'a str, &'a str)| {
        if !known.contains(&name) {
            return Err(unknown(name, known));
        }
        if seen.contains(&name) && facet::facet(name).is_none() {
            return Err(repeated(name));
        }
        seen.push(name);
        read(name, value).map_err(|hint| bad_value(name, value, &hint))
    };
    pairs.into_iter().filter_map(|pair| check(pair).err()).collect()
}

/// Returns the value unless there is an error.
pub(super) fn unless<T>(errors: Vec<ParamError>, value: T) -> Result<T, ParamError> {
    errors.into_iter().next().map_or(Ok(value), Err)
}

/// Search parameters that may occur only once.
pub(super) const SINGLE: [&str; 8] = ["q", "sort", "order", "limit", "offset", "match", "exact", "at"];

fn read_single(name: &str, value: &str, params: &mut SearchParams) -> Result<(), String> {
    match name {
        "q" => params.text = value.to_owned(),
        "sort" => {
            params.sort = Some(choice(value, SORTS.map(|(name, sort, _)| (name, sort)))?);
        }
        "order" => {
            params.direction = choice(value, DIRECTIONS.map(|(name, direction, _)| (name, direction)))?;
        }
        "match" => {
            params.matching = choice(value, MATCHES)?;
        }
        "exact" => {
            params.exact = value.parse().map_err(|_| one_of(value, ["true", "false"]))?;
        }
        "at" => params.filters.at = Some(read_date(value)?),
        "limit" => params.limit = within(value, LIMITS)?,
        _ => params.offset = within(value, 0..=MOST_OFFSET)?,
    }
    Ok(())
}

/// Reads a date such as `2026-11-24`.
fn read_date(typed: &str) -> Result<Date, String> {
    let hint = || "日付は 2026-03-31 のように、年-月-日 で書きます。".to_owned();
    let is_valid =
        |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    if typed.len() != 10 || !typed.bytes().enumerate().all(is_valid) {
        return Err(hint());
    }
    let date = Date::parse(typed, format_description!("[year]-[month]-[day]"));
    date.map_err(|_| format!("そのような日はありません。{}", hint()))
}

/// The choice with this name, or a hint that lists the names.
pub(super) fn choice<T, const N: usize>(typed: &str, choices: [(&'static str, T); N]) -> Result<T, String> {
    let names = choices.each_ref().map(|(name, _)| *name);
    let known = choices.into_iter().find(|(name, _)| *name == typed);
    known.map(|(_, choice)| choice).ok_or_else(|| one_of(typed, names))
}

pub(super) fn one_of<'a>(typed: &str, values: impl IntoIterator<Item = &'a str>) -> String {
    let values: Vec<&str> = values.into_iter().collect();
    let meant = nearest(typed, values.iter().copied());
    let meant = meant.map(|meant| format!("{meant} ではありませんか。")).unwrap_or_default();
    format!("{meant}使える値: {}", values.join("、"))
}

pub(super) fn within(value: &str, range: std::ops::RangeInclusive<usize>) -> Result<usize, String> {
    // `parse` alone would accept "+5".
    let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let number = value.parse().ok().filter(|number| digits && range.contains(number));
    number.ok_or_else(|| format!("{} から {} までの整数を指定してください。", range.start(), range.end()))
}

pub(super) fn bad_value(name: &str, value: &str, hint: &str) -> ParamError {
    let detail = format!("{name} の値「{}」は使えません。{hint}", shortened(value));
    ParamError { param: name.to_owned(), problem: ParamProblem::BadValue, detail }
}

pub(super) fn repeated(name: &str) -> ParamError {
    let detail = format!("{name} は 1 度だけ指定できます。");
    ParamError { param: name.to_owned(), problem: ParamProblem::Repeated, detail }
}

pub(super) fn unknown(name: &str, known: &[&str]) -> ParamError {
    // A one-letter name such as `q` occurs in nearly every input, so it is never suggested.
    let near = nearest(name, known.iter().copied().filter(|known| known.len() > 1));
    let hint = match near {
        Some(near) => format!("{near} ではありませんか。"),
        None => format!("使えるのは {} です。", known.join("、")),
    };
    let detail = format!("「{}」というパラメーターはありません。{hint}", shortened(name));
    ParamError { param: shortened(name), problem: ParamProblem::Unknown, detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &'static str)]) -> (SearchParams, Vec<(String, ParamProblem)>) {
        let (params, errors) = read_params(pairs.iter().copied(), &Catalogue::default());
        (params, errors.into_iter().map(|error| (error.param, error.problem)).collect())
    }

    #[test]
    fn reads_filters_words_and_pages() {
        let (params, errors) = read(&[
            ("q", "商店街"),
            ("period", "短期"),
            ("period", "中期"),
            ("has_result", "false"),
            ("sort", "period"),
            ("limit", "5"),
            ("offset", "10"),
            ("exact", "true"),
        ]);
        assert_eq!(errors, []);
        assert_eq!(params.filters.of("period"), ["短期", "中期"]);
        assert_eq!(params.filters.of("has_result"), ["false"]);
        assert_eq!(
            (params.sort, params.limit, params.offset, params.exact),
            (Some(Sort::Period), 5, 10, true)
        );
    }

    #[test]
    fn tells_what_it_cannot_read() {
        let bad = [
            ("limit", "0"),
            ("limit", "x"),
            ("sort", "best"),
            ("period", "短"),
            ("year", "昔"),
            ("offset", "-1"),
        ];
        for pair in bad {
            assert_eq!(read(&[pair]).1, [(pair.0.to_owned(), ParamProblem::BadValue)], "{pair:?}");
        }
        assert_eq!(read(&[("q", "a"), ("q", "b")]).1, [("q".to_owned(), ParamProblem::Repeated)]);
        let (_, errors) = read_params([("perod", "短期")], &Catalogue::default());
        assert!(errors[0].detail.contains("period ではありませんか"), "{}", errors[0].detail);
    }
}
