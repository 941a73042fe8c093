//! Parameters of a complete list or table: those of a search without paging, and some of its own.

use super::{
    SearchParams,
    params::{ParamError, ParamProblem, SINGLE, bad_value, choice, one_of, read_params, repeated, unknown},
};
use shisaku_model::{
    Catalogue,
    facet::{Accepts, FACETS, Facet, facet},
};

/// Name of the parameter for the format.
pub(super) const FORMAT: &str = "format";
/// Name of the parameter for the facet whose values get a list each.
const BY: &str = "by";
/// Name of the parameter for the columns.
const COLUMNS: &str = "columns";

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
        out_of_place(name, self.name, self.why)
    }
}

fn out_of_place(name: &str, place: &str, why: &str) -> ParamError {
    let detail = format!("{name} は、{place}では使えません。{name} を外してください。{why}");
    ParamError { param: name.to_owned(), problem: ParamProblem::OutOfPlace, detail }
}

impl<'a> Split<'a> {
    /// Returns the value of a parameter that only this kind has.
    pub(crate) fn own(&self, name: &str) -> Option<&'a str> {
        self.own.iter().find(|(own, _)| *own == name).map(|(_, value)| *value)
    }

    /// Reads the value of a parameter that only this kind has, if it is present. An invalid value is added to the errors.
    pub(crate) fn read<T>(
        &self,
        name: &str,
        read: impl Fn(&str) -> Result<T, String>,
        errors: &mut Vec<ParamError>,
    ) -> Option<T> {
        let typed = self.own(name)?;
        read(typed).map_err(|hint| errors.push(bad_value(name, typed, &hint))).ok()
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

/// The columns of an exported table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Columns {
    /// All columns. Their names and order are a contract.
    #[default]
    All,
    /// The columns that people read, few enough for a printed page.
    Main,
}

impl Columns {
    /// All choices, each with its parameter value and what it means in Japanese.
    pub const CHOICES: [(&'static str, Self, &'static str); 2] =
        [("all", Self::All, "すべての列"), ("main", Self::Main, "主な列だけ")];
}

/// The checked parameters of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRequest<F> {
    /// Words and filters.
    pub search: SearchParams,
    /// The file format.
    pub format: F,
    /// A facet: each of its values gets a list of its own.
    pub by: Option<&'static Facet>,
    /// The columns, if the person chose them.
    pub columns: Option<Columns>,
}

impl<F> ListRequest<F> {
    /// The error of a `by` that has no meaning for the requested format. `why` is a Japanese sentence.
    pub fn by_out_of_place(place: &str, why: &str) -> ParamError {
        out_of_place(BY, place, why)
    }

    /// The error of `columns` that have no meaning for the requested format. `why` is a Japanese sentence.
    pub fn columns_out_of_place(place: &str, why: &str) -> ParamError {
        out_of_place(COLUMNS, place, why)
    }

    /// The error of a facet with too many values. `why` is a Japanese sentence that says what to do.
    pub fn too_many(by: &Facet, why: &str) -> ParamError {
        bad_value(BY, by.key, why)
    }
}

/// True if a list can be taken apart by a facet. Years are left out: an entry that runs for ten years would stand in
/// ten lists.
pub fn divides(facet: &Facet) -> bool {
    facet.accepts == Accepts::Listed
}

fn read_by(typed: &str) -> Result<&'static Facet, String> {
    let keys = || FACETS.iter().filter(|facet| divides(facet)).map(|facet| facet.key);
    match facet(typed) {
        Some(facet) if divides(facet) => Ok(facet),
        Some(Facet { key, label, .. }) => {
            Err(format!("{label}では分けられません。{key} は絞り込みに使えます。{}", one_of("", keys())))
        }
        None => Err(one_of(typed, keys())),
    }
}

fn read_columns(typed: &str) -> Result<Columns, String> {
    choice(typed, Columns::CHOICES.map(|(name, columns, _)| (name, columns)))
}

const LIST: ListParams = ListParams {
    own: &[FORMAT, BY, COLUMNS],
    refused: &["limit", "offset"],
    name: "書き出し",
    why: "条件に合うものをいつもすべて書き出します。ページごとに取るには /api/v1/search を使います。",
};

/// Reads pairs in order. Returns the search, the requested format, and how the list is laid out.
///
/// # Errors
/// All parameters that are invalid or missing, at least one.
pub fn read_list_params<'a, F: Copy>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    formats: &[(&'static str, F)],
    catalogue: &Catalogue,
) -> Result<ListRequest<F>, Vec<ParamError>> {
    let mut split = LIST.split(pairs);
    let mut errors = std::mem::take(&mut split.errors);
    let format = split.format(formats).and_then(|format| format.ok_or_else(|| missing(formats)));
    let format = format.map_err(|error| errors.push(error)).ok();
    let by = split.read(BY, read_by, &mut errors);
    let columns = split.read(COLUMNS, read_columns, &mut errors);
    let (search, unread) = read_params(std::mem::take(&mut split.of_search), catalogue);
    errors.extend(unread);
    match format {
        Some(format) if errors.is_empty() => Ok(ListRequest { search, format, by, columns }),
        _ => Err(errors),
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
        read.map(|request| request.format).map_err(|mut errors| {
            let first = errors.remove(0);
            (first.param, first.problem)
        })
    }

    #[test]
    fn a_list_is_taken_apart_by_listed_values_alone() {
        let read = |pairs: &[(&'static str, &'static str)]| {
            let pairs = [("format", "xlsx")].iter().chain(pairs).copied();
            let read = read_list_params(pairs, &[("xlsx", ())], &Catalogue::default());
            read.map(|request| (request.by.map(|by| by.key), request.columns))
                .map_err(|errors| errors.into_iter().map(|error| error.detail).collect::<Vec<_>>())
        };
        assert_eq!(read(&[]), Ok((None, None)));
        let both = read(&[("by", "department"), ("columns", "main")]);
        assert_eq!(both, Ok((Some("department"), Some(Columns::Main))));
        for (pair, hint) in [
            (("by", "year"), "計画年度では分けられません。year は絞り込みに使えます。使える値: kind、period"),
            (("by", "overdue"), "期限では分けられません"),
            (("by", "departments"), "department ではありませんか"),
            (("by", ""), "使える値: kind、period"),
            (("columns", "slim"), "使える値: all、main"),
        ] {
            let told = read(&[pair]).err().unwrap_or_default();
            assert!(told.len() == 1 && told[0].contains(hint), "{pair:?}: {told:?}");
        }
        let told = read(&[("by", "year"), ("columns", "x"), ("limit", "5")]).err().unwrap_or_default();
        assert_eq!(told.len(), 3, "all errors are told: {told:?}");
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
