//! Parameters of a complete list or table: those of a search without paging, and some of its own.

use super::{
    SearchParams,
    params::{ParamError, ParamProblem, SINGLE, bad_value, one_of, read_params, repeated, unknown},
};
use shisaku_model::{
    Catalogue,
    facet::{FACETS, facet},
};

/// Name of the parameter for the format.
pub(super) const FORMAT: &str = "format";

/// Parameters that one kind of list or table accepts or refuses.
pub(super) struct ListParams {
    /// Parameters that only this kind has. Each may occur once.
    pub own: &'static [&'static str],
    /// Search parameters that have no meaning for this kind.
    pub refused: &'static [&'static str],
    /// Japanese name of this kind, for error messages.
    pub name: &'static str,
    /// Japanese sentences: why those parameters are refused, and what to use instead.
    pub why: &'static str,
}

/// Pairs grouped by purpose.
pub(super) struct Split<'a> {
    own: Vec<(&'static str, &'a str)>,
    /// Pairs for the search, in order.
    pub of_search: Vec<(&'a str, &'a str)>,
    /// Errors for all other pairs, in order.
    pub errors: Vec<ParamError>,
}

impl ListParams {
    /// Groups pairs by purpose, without reading their values.
    pub(crate) fn split<'a>(&self, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Split<'a> {
        let mut split = Split { own: Vec::new(), of_search: Vec::new(), errors: Vec::new() };
        for (name, value) in pairs {
            if let Some(&own) = self.own.iter().find(|own| **own == name) {
                match split.own(own) {
                    Some(_) => split.errors.push(repeated(own)),
                    None => split.own.push((own, value)),
                }
            } else if self.refused.contains(&name) {
                split.errors.push(self.out_of_place(name));
            } else if SINGLE.contains(&name) || facet(name).is_some() {
                split.of_search.push((name, value));
            } else {
                let single = SINGLE.into_iter().filter(|single| !self.refused.contains(single));
                let known =
                    self.own.iter().copied().chain(single).chain(FACETS.iter().map(|facet| facet.key));
                split.errors.push(unknown(name, &known.collect::<Vec<_>>()));
            }
        }
        split
    }

    fn out_of_place(&self, name: &str) -> ParamError {
        let detail = format!("{name} は、{}では使えません。{name} を外してください。{}", self.name, self.why);
        ParamError { param: name.to_owned(), problem: ParamProblem::OutOfPlace, detail }
    }
}

impl<'a> Split<'a> {
    /// Returns the value of a parameter that only this kind has.
    pub(crate) fn own(&self, name: &str) -> Option<&'a str> {
        self.own.iter().find(|(own, _)| *own == name).map(|(_, value)| *value)
    }

    /// Returns the requested format, if any.
    pub(crate) fn format<F: Copy>(&self, formats: &[(&'static str, F)]) -> Result<Option<F>, ParamError> {
        let Some(typed) = self.own(FORMAT) else { return Ok(None) };
        match formats.iter().find(|(name, _)| *name == typed) {
            Some((_, format)) => Ok(Some(*format)),
            None => Err(bad_value(FORMAT, typed, &one_of(typed, formats.iter().map(|(name, _)| *name)))),
        }
    }
}

const LIST: ListParams = ListParams {
    own: &[FORMAT],
    refused: &["limit", "offset"],
    name: "書き出し",
    why: "条件に合うものをいつもすべて書き出します。ページごとに取るには /api/v1/search を使います。",
};

/// Reads pairs in order. Returns the search and the requested format.
///
/// # Errors
/// The first parameter that is invalid or missing.
pub fn read_list_params<'a, F: Copy>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    formats: &[(&'static str, F)],
    catalogue: &Catalogue,
) -> Result<(SearchParams, F), ParamError> {
    let mut split = LIST.split(pairs);
    if let Some(error) = split.errors.drain(..).next() {
        return Err(error);
    }
    let format = split.format(formats)?;
    let (params, errors) = read_params(split.of_search, catalogue);
    match errors.into_iter().next() {
        Some(error) => Err(error),
        None => Ok((params, format.ok_or_else(|| missing(formats))?)),
    }
}

fn missing<F>(formats: &[(&'static str, F)]) -> ParamError {
    let names = formats.iter().map(|(name, _)| *name);
    let detail = format!("{FORMAT} を指定してください。{}", one_of("", names));
    ParamError { param: FORMAT.to_owned(), problem: ParamProblem::Missing, detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: ListParams =
        ListParams { own: &[FORMAT], refused: &["limit"], name: "一覧", why: "いつも全部です。" };

    #[test]
    fn what_is_its_own_is_told_from_what_is_of_the_search_and_from_what_is_neither() {
        let pairs = [
            ("q", "融資"),
            ("format", "csv"),
            ("period", "短"),
            ("offset", "x"),
            ("limit", "5"),
            ("fromat", "csv"),
        ];
        let split = SHORT.split(pairs);
        assert_eq!(split.own(FORMAT), Some("csv"));
        assert_eq!(
            split.of_search,
            [("q", "融資"), ("period", "短"), ("offset", "x")],
            "values are not read"
        );
        let told: Vec<_> = split.errors.iter().map(|error| (&*error.param, error.problem)).collect();
        assert_eq!(told, [("limit", ParamProblem::OutOfPlace), ("fromat", ParamProblem::Unknown)]);
        assert_eq!(
            split.errors[0].detail,
            "limit は、一覧では使えません。limit を外してください。いつも全部です。"
        );
        assert!(split.errors[1].detail.contains("format ではありませんか"), "{}", split.errors[1].detail);
        let known = SHORT.split([("colour", "red")]).errors;
        assert!(
            known[0].detail.contains("使えるのは format、q、sort、order、offset、match"),
            "{}",
            known[0].detail
        );
    }

    #[test]
    fn a_format_is_one_of_those_there_are() {
        let format = |typed| {
            let read = SHORT.split([(FORMAT, typed)]).format(&[("json", 1), ("csv", 2)]);
            read.map_err(|error| error.detail)
        };
        assert_eq!(SHORT.split([]).format(&[("json", 1)]), Ok(None));
        assert_eq!(format("csv"), Ok(Some(2)));
        let told = "format の値「cvs」は使えません。csv ではありませんか。使える値: json、csv";
        assert_eq!(format("cvs"), Err(told.to_owned()));
    }

    fn read(pairs: &[(&'static str, &'static str)]) -> Result<&'static str, (String, ParamProblem)> {
        let formats = [("json", "json"), ("csv", "csv")];
        let read = read_list_params(pairs.iter().copied(), &formats, &Catalogue::default());
        read.map(|(_, format)| format).map_err(|error| (error.param, error.problem))
    }

    #[test]
    fn a_format_is_asked_for_once_and_paging_never() {
        assert_eq!(read(&[("q", "融資"), ("format", "csv"), ("period", "短期")]), Ok("csv"));
        let refused = |param: &str, problem| Err((param.to_owned(), problem));
        assert_eq!(read(&[("q", "融資")]), refused("format", ParamProblem::Missing));
        assert_eq!(read(&[("format", "")]), refused("format", ParamProblem::BadValue));
        assert_eq!(read(&[("format", "csv"), ("format", "csv")]), refused("format", ParamProblem::Repeated));
        assert_eq!(read(&[("format", "csv"), ("limit", "5")]), refused("limit", ParamProblem::OutOfPlace));
        assert_eq!(read(&[("format", "csv"), ("offset", "0")]), refused("offset", ParamProblem::OutOfPlace));
        assert_eq!(read(&[("format", "csv"), ("period", "短")]), refused("period", ParamProblem::BadValue));
        assert_eq!(read(&[("fromat", "csv")]), refused("fromat", ParamProblem::Unknown));
    }
}
