//! What a person asked for of a whole list: a search without paging, and a file format.

use super::{
    SearchParams,
    params::{ParamError, ParamProblem, SINGLE, bad_value, one_of, read_params, repeated, unknown},
};
use crate::model::{Catalogue, facet};

/// The parameter that says in which format.
const FORMAT: &str = "format";
/// What has no meaning for a whole list.
const PAGING: [&str; 2] = ["limit", "offset"];

/// Reads pairs in order: the search, and which of `formats` is asked for.
///
/// # Errors
/// The first that cannot be used.
pub fn read_list_params<'a>(
    pairs: &[(&'a str, &'a str)],
    formats: &[&'static str],
    catalogue: &Catalogue,
) -> Result<(SearchParams, &'static str), ParamError> {
    let mut format = None;
    let mut of_search = Vec::with_capacity(pairs.len());
    for &(name, value) in pairs {
        match name {
            FORMAT if format.is_some() => return Err(repeated(FORMAT)),
            FORMAT => {
                let known = formats.iter().find(|known| **known == value);
                let hint = || bad_value(FORMAT, value, &one_of(value, formats.iter().copied()));
                format = Some(*known.ok_or_else(hint)?);
            }
            _ if PAGING.contains(&name) => return Err(paging(name)),
            _ if facet::facet(name).is_none() && !SINGLE.contains(&name) => {
                let single = SINGLE.into_iter().filter(|single| !PAGING.contains(single));
                let facets = facet::FACETS.iter().map(|facet| facet.key);
                return Err(unknown(
                    name,
                    &[FORMAT].into_iter().chain(single).chain(facets).collect::<Vec<_>>(),
                ));
            }
            _ => of_search.push((name, value)),
        }
    }
    let (params, errors) = read_params(of_search, catalogue);
    match (errors.into_iter().next(), format) {
        (Some(error), _) => Err(error),
        (None, None) => Err(missing(formats)),
        (None, Some(format)) => Ok((params, format)),
    }
}

fn paging(name: &str) -> ParamError {
    let detail = format!(
        "{name} は書き出しでは使えません。条件に合うものをいつもすべて書き出します。{name} を外してください。ページごとに取るには /api/v1/search を使います。"
    );
    ParamError { param: name.to_owned(), problem: ParamProblem::OutOfPlace, detail }
}

fn missing(formats: &[&str]) -> ParamError {
    let detail = format!("{FORMAT} を指定してください。{}", one_of("", formats.iter().copied()));
    ParamError { param: FORMAT.to_owned(), problem: ParamProblem::Missing, detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &'static str)]) -> Result<&'static str, (String, ParamProblem)> {
        let read = read_list_params(pairs, &["json", "csv"], &Catalogue::default());
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
