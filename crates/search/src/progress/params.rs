//! Parameters of a progress table, read from name and value pairs.

use time::{Date, macros::format_description};

use super::super::{
    ParamError, SearchParams,
    list_params::{FORMAT, ListParams},
    params::{bad_value, one_of, read_params},
};
use shisaku_model::{Catalogue, FACETS, Facet, facet::facet};

const TABLE: ListParams = ListParams {
    own: &["rows", "columns", "at", FORMAT],
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
    /// Reference date for overdue entries.
    pub at: Date,
}

/// Reads pairs in order. `today` is the default for `at`. Returns the table and the requested format, if any.
///
/// # Errors
/// All invalid parameters, at least one.
pub fn read_progress_params<'a, F: Copy>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    formats: &[(&'static str, F)],
    catalogue: &Catalogue,
    today: Date,
) -> Result<(ProgressParams, Option<F>), Vec<ParamError>> {
    let mut split = TABLE.split(pairs);
    let mut errors = std::mem::take(&mut split.errors);
    let rows = own("rows", split.own("rows"), read_facet, &mut errors);
    let columns = own("columns", split.own("columns"), read_facet, &mut errors);
    let at = own("at", split.own("at"), read_date, &mut errors);
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
    if errors.is_empty() {
        Ok((ProgressParams { search, rows, columns, at: at.unwrap_or(today) }, format))
    } else {
        Err(errors)
    }
}

/// Reads the value of a parameter, if present. An invalid value is added to the errors.
fn own<T>(
    name: &str,
    typed: Option<&str>,
    read: impl Fn(&str) -> Result<T, String>,
    errors: &mut Vec<ParamError>,
) -> Option<T> {
    let typed = typed?;
    read(typed).map_err(|hint| errors.push(bad_value(name, typed, &hint))).ok()
}

/// Returns the first of two facets, or the second if the first is taken by the other side.
fn free(taken: Option<&Facet>, first: &str, second: &str) -> &'static Facet {
    let key = if taken.is_some_and(|taken| taken.key == first) { second } else { first };
    facet(key).unwrap_or(&FACETS[0])
}

fn read_facet(typed: &str) -> Result<&'static Facet, String> {
    facet(typed).ok_or_else(|| one_of(typed, FACETS.iter().map(|facet| facet.key)))
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn read(pairs: &[(&'static str, &'static str)]) -> Result<(String, String, String), Vec<String>> {
        let today = read_date("2026-11-24").unwrap();
        let formats = [("json", ()), ("csv", ())];
        match read_progress_params(pairs.iter().copied(), &formats, &Catalogue::default(), today) {
            Ok((params, _)) => {
                Ok((params.rows.key.to_owned(), params.columns.key.to_owned(), params.at.to_string()))
            }
            Err(errors) => Err(errors.into_iter().map(|error| error.detail).collect()),
        }
    }

    fn three(rows: &str, columns: &str, at: &str) -> Result<(String, String, String), Vec<String>> {
        Ok((rows.to_owned(), columns.to_owned(), at.to_owned()))
    }

    #[test]
    fn a_table_is_of_policies_by_periods_today_unless_asked_otherwise() {
        assert_eq!(read(&[]), three("policy", "period", "2026-11-24"));
        assert_eq!(read(&[("rows", "kind"), ("at", "2014-03-31")]), three("kind", "period", "2014-03-31"));
        assert_eq!(read(&[("rows", "period")]), three("period", "policy", "2026-11-24"));
        assert_eq!(read(&[("columns", "policy")]), three("period", "policy", "2026-11-24"));
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
