//! Parameters of small requests: suggestions, a part of a sitemap, a typed text.

use super::params::{ParamError, read_each, unless, within};

/// Parameters of a request for suggestions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestParams {
    /// Text as typed.
    pub text: String,
    /// Maximum number of suggestions.
    pub limit: usize,
}

/// Allowed numbers of suggestions.
pub const SUGGESTIONS: std::ops::RangeInclusive<usize> = 1..=20;
/// Default number of suggestions.
pub const DEFAULT_SUGGESTIONS: usize = 8;

/// Reads the parameters of a request for suggestions.
///
/// # Errors
/// The first invalid parameter.
pub fn read_suggest_params<'a>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<SuggestParams, ParamError> {
    let mut params = SuggestParams { text: String::new(), limit: DEFAULT_SUGGESTIONS };
    let errors = read_each(pairs, &["q", "limit"], |name, value| {
        match name {
            "q" => params.text = value.to_owned(),
            _ => params.limit = within(value, SUGGESTIONS)?,
        }
        Ok(())
    });
    unless(errors, params)
}

/// Allowed part numbers.
pub const PARTS: std::ops::RangeInclusive<usize> = 1..=1_000_000;

/// Reads the `part` parameter, if present.
///
/// # Errors
/// The first invalid parameter.
pub fn read_part<'a>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Option<usize>, ParamError> {
    let mut part = None;
    let errors = read_each(pairs, &["part"], |_, value| {
        part = Some(within(value, PARTS)?);
        Ok(())
    });
    unless(errors, part)
}

/// Reads the typed text. `q` is the only parameter.
///
/// # Errors
/// The first invalid parameter.
pub fn read_typed<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<String, ParamError> {
    let mut typed = String::new();
    let errors = read_each(pairs, &["q"], |_, value| {
        typed = value.to_owned();
        Ok(())
    });
    unless(errors, typed)
}
