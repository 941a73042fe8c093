//! URLs as the program writes them. Every text is escaped the same way, so that one search has one URL.

use itertools::Itertools;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A path with a query string of these pairs. Without pairs, the path alone.
pub fn address(path: &str, pairs: &[(&'static str, String)]) -> String {
    let written = query_string(pairs.iter().map(|(name, value)| (*name, value.as_str())));
    if written.is_empty() { path.to_owned() } else { format!("{path}?{written}") }
}

/// True if a text from `plan.toml` is an HTTP or HTTPS URL that can be used as a link.
pub fn is_web_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
}

/// A query string of these pairs, in their order. Names must be ASCII; values are percent-encoded.
pub fn query_string<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    pairs.into_iter().map(|(name, value)| format!("{name}={}", encoded(value))).join("&")
}

/// Percent-encodes everything but ASCII letters and digits.
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// Percent-encodes a path. Slashes stay, and so do the letters that RFC 3986 calls unreserved.
pub fn encoded_path(path: &str) -> String {
    const RESERVED: AsciiSet =
        NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(path, &RESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_stand_behind_a_path_in_their_order() {
        let pairs = [("q", "商 店".to_owned()), ("policy", "a/5-2".to_owned())];
        assert_eq!(address("/", &pairs), "/?q=%E5%95%86%20%E5%BA%97&policy=a%2F5%2D2");
        assert_eq!(address("/", &[]), "/");
    }

    #[test]
    fn a_path_keeps_its_slashes() {
        assert_eq!(encoded_path("a/計 画_1.txt"), "a/%E8%A8%88%20%E7%94%BB_1.txt");
        assert_eq!(encoded_path("a/?q#x%2F"), "a/%3Fq%23x%252F");
    }
}
