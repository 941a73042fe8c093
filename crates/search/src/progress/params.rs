//! Parameters of a progress table, read from name and value pairs.

use super::super::{
    ParamError, SearchParams,
    list_params::{FORMAT, ListParams},
    params::{bad_value, one_of, read_params},
};
use shisaku_model::{Catalogue, FACETS, Facet, facet::facet};

const TABLE: ListParams = ListParams {
    own: &["rows", "columns", FORMAT],
    refused: &["sort", "limit", "offset"],
    name: "進み具合の表",
    why: "表はいつも全体を示します。",
};

/// The checked parameters of a table.
pub struct ProgressParams {
    /// Words and filters.
    pub search: SearchParams,
    /// Facet of the rows.
    pub rows: &'static Facet,
    /// Facet of the columns. Never the facet of the rows.
    pub columns: &'static Facet,
}

/// Reads pairs in order. Returns the table and the requested format, if any.
///
/// # Errors
/// All invalid parameters, at least one.
pub fn read_progress_params<'a, F: Copy>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    formats: &[(&'static str, F)],
    catalogue: &Catalogue,
) -> Result<(ProgressParams, Option<F>), Vec<ParamError>> {
    let mut split = TABLE.split(pairs);
    let mut errors = std::mem::take(&mut split.errors);
    let rows = split.read("rows", read_facet, &mut errors);
    let columns = split.read("columns", read_facet, &mut errors);
    let format = split.format(formats).unwrap_or_else(|error| {
        errors.push(error);
        None
    });
    let (search, unread) = read_params(split.of_search, catalogue);
    errors.extend(unread);
    let rows = rows.unwrap_or_else(|| free(columns, "policy", "period"));
    let columns = columns.unwrap_or_else(|| free(Some(rows), "period", "policy"));
    if rows.key == columns.key && errors.is_empty() {
        errors.push(bad_value("columns", columns.key, "rows とは別の項目を指定してください。"));
    }
    if errors.is_empty() { Ok((ProgressParams { search, rows, columns }, format)) } else { Err(errors) }
}

/// Returns the first of two facets, or the second if the first is taken by the other side.
fn free(taken: Option<&Facet>, first: &str, second: &str) -> &'static Facet {
    let key = if taken.is_some_and(|taken| taken.key == first) { second } else { first };
    facet(key).unwrap_or(&FACETS[0])
}

fn read_facet(typed: &str) -> Result<&'static Facet, String> {
    facet(typed).ok_or_else(|| one_of(typed, FACETS.iter().map(|facet| facet.key)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn read(pairs: &[(&'static str, &'static str)]) -> Result<(String, String, String), Vec<String>> {
        let formats = [("json", ()), ("csv", ())];
        match read_progress_params(pairs.iter().copied(), &formats, &Catalogue::default()) {
            Ok((params, _)) => Ok((
                params.rows.key.to_owned(),
                params.columns.key.to_owned(),
                params.search.filters.at.map(|at| at.to_string()).unwrap_or_default(),
            )),
            Err(errors) => Err(errors.into_iter().map(|error| error.detail).collect()),
        }
    }

    fn three(rows: &str, columns: &str, at: &str) -> Result<(String, String, String), Vec<String>> {
        Ok((rows.to_owned(), columns.to_owned(), at.to_owned()))
    }

    #[test]
    fn a_table_is_of_policies_by_periods_today_unless_asked_otherwise() {
        assert_eq!(read(&[]), three("policy", "period", ""));
        assert_eq!(read(&[("rows", "kind"), ("at", "2014-03-31")]), three("kind", "period", "2014-03-31"));
        assert_eq!(read(&[("rows", "period")]), three("period", "policy", ""));
        assert_eq!(read(&[("columns", "policy")]), three("period", "policy", ""));
    }

    #[test]
    fn what_makes_no_table_is_told_with_a_hint() {
        let wrong = [
            (vec![("rows", "period"), ("columns", "period")], "rows とは別の項目"),
            (vec![("rows", "colour")], "使える値: kind、period"),
            (vec![("columns", "perid")], "period ではありませんか。使える値"),
            (vec![("format", "cvs")], "csv ではありませんか。使える値: json、csv"),
            (vec![("format", "csv"), ("format", "csv")], "1 度だけ"),
            (vec![("fromat", "csv")], "format ではありませんか"),
            (vec![("rows", "kind"), ("rows", "kind")], "1 度だけ"),
            (vec![("at", "2026-02-30")], "そのような日はありません"),
            (vec![("at", "R8.3.31")], "2026-03-31 のように"),
            (vec![("limit", "5")], "limit は、進み具合の表では"),
            (vec![("row", "kind")], "rows ではありませんか"),
            (vec![("period", "短")], "period の値「短」"),
        ];
        for (pairs, hint) in wrong {
            let told = read(&pairs).unwrap_err();
            assert!(told.len() == 1 && told[0].contains(hint), "{pairs:?}: {told:?}");
        }
    }
}
