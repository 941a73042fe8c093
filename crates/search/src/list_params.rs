//! What a person asked for of a whole list: a search without paging, and a file format.

use super::{
    SearchParams,
    params::{ParamError, ParamProblem, one_of, read_params},
    whole::{FORMAT, Whole},
};
use shisaku_model::Catalogue;

const LIST: Whole = Whole {
    own: &[FORMAT],
    refused: &["limit", "offset"],
    name: "書き出し",
    why: "条件に合うものをいつもすべて書き出します。ページごとに取るには /api/v1/search を使います。",
};

/// Reads pairs in order: the search, and which of `formats` is asked for.
///
/// # Errors
/// The first that cannot be used.
pub fn read_list_params<'a>(
    pairs: &[(&'a str, &'a str)],
    formats: &[&'static str],
    catalogue: &Catalogue,
) -> Result<(SearchParams, &'static str), ParamError> {
    let mut split = LIST.split(pairs.iter().copied());
    if let Some(error) = split.errors.drain(..).next() {
        return Err(error);
    }
    let format = split.format(&formats.iter().map(|name| (*name, *name)).collect::<Vec<_>>())?;
    let (params, errors) = read_params(split.of_search, catalogue);
    match errors.into_iter().next() {
        Some(error) => Err(error),
        None => Ok((params, format.ok_or_else(|| missing(formats))?)),
    }
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
