//! Strict parsing of the query string. Invalid UTF-8 and control characters are errors and are not replaced. A
//! pasted tab or line end is a space.

use percent_encoding::percent_decode_str;

use super::problem::{Problem, TOO_LONG, UNKNOWN_PARAMETER, UNREADABLE};
use shisaku_model::shortened;

/// Maximum length of one value, in bytes.
const MOST_BYTES: usize = 8 * 1024;

/// Maximum length of a raw query string, in bytes. It leaves room for a value of maximum length, fully
/// percent-encoded, and for every filter.
const MOST_ADDRESS: usize = 48 * 1024;

/// The pairs of a query string.
type Pairs = Vec<(String, String)>;

/// Parses a raw query string into pairs, in order.
///
/// # Errors
/// If a name or value is not UTF-8, contains control characters, or is too long.
pub(super) fn read(raw: &str) -> Result<Pairs, Problem> {
    let pairs = raw.split('&').filter(|pair| !pair.is_empty()).map(pair).collect::<Result<_, _>>()?;
    // A single value that is too long is reported first, by name.
    if raw.len() > MOST_ADDRESS {
        let detail = "条件が多すぎます。URL の ? から後ろは、全部で 48 KiB までです。";
        return Err(Problem::of(TOO_LONG, detail));
    }
    Ok(pairs)
}

/// Borrows pairs for the readers of parameters.
pub(super) fn borrowed(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}

/// Refuses any parameter, for addresses that take none.
pub(super) fn none(raw: &str) -> Result<(), Problem> {
    let pairs = read(raw)?;
    pairs.first().map_or(Ok(()), |(name, _)| {
        let detail = "この URL にパラメーターはありません。? から後ろを除いてください。";
        Err(Problem::of(UNKNOWN_PARAMETER, detail).about(shortened(name)))
    })
}

/// Parses a query string for pages and replaces invalid text instead of refusing it. Invalid UTF-8 becomes
/// U+FFFD; a control character, such as a pasted tab, becomes a space. None if it is too long.
pub(super) fn read_leniently(raw: &str) -> Option<Pairs> {
    let text = |raw: &str| {
        let spaced = raw.replace('+', " ");
        let text = percent_decode_str(&spaced).decode_utf8_lossy().replace(char::is_control, " ");
        text.trim().to_owned()
    };
    let pair = |raw: &str| {
        let (name, value) = raw.split_once('=').unwrap_or((raw, ""));
        (text(name), text(value))
    };
    let pairs: Pairs = raw.split('&').filter(|raw| !raw.is_empty()).map(pair).collect();
    let fits = raw.len() <= MOST_ADDRESS && pairs.iter().all(|(_, value)| value.len() <= MOST_BYTES);
    fits.then_some(pairs)
}

fn pair(raw: &str) -> Result<(String, String), Problem> {
    let (name, value) = raw.split_once('=').unwrap_or((raw, ""));
    let shown: String = name.chars().take(40).collect();
    let about = |sort, detail: &str| Problem::of(sort, format!("{shown} {detail}")).about(&shown);
    let unreadable = || about(UNREADABLE, "が UTF-8 ではないか、制御文字を含みます。");
    let too_long = || about(TOO_LONG, "は 8 KiB までです。");
    let name = decoded(name).ok_or_else(unreadable)?;
    if value.len() > 3 * MOST_BYTES {
        return Err(too_long());
    }
    let value = decoded(value).ok_or_else(unreadable)?;
    if value.len() > MOST_BYTES {
        return Err(too_long());
    }
    Ok((name, value))
}

fn decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8().ok()?.replace(['\t', '\n', '\r'], " ");
    (!decoded.chars().any(char::is_control)).then_some(decoded)
}

/// Percent-encodes a readable address as a browser does.
pub(super) fn as_sent(address: &str) -> String {
    percent_encoding::utf8_percent_encode(address, percent_encoding::CONTROLS).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_forms_and_refuses_what_is_not_text() {
        let read = |raw: &str| read(raw).map_err(|problem| format!("{problem:?}"));
        assert_eq!(
            read("q=%E5%95%86%E5%BA%97+%E8%A1%97&period=短期&x"),
            Ok(vec![
                ("q".to_owned(), "商店 街".to_owned()),
                ("period".to_owned(), "短期".to_owned()),
                ("x".to_owned(), String::new())
            ])
        );
        assert!(read("q=%FF").is_err());
        assert!(read("q=a%00b").is_err());
        assert_eq!(read("q=a%09b%0D%0Ac"), Ok(vec![("q".to_owned(), "a b  c".to_owned())]));
        assert!(read(&format!("q={}", "あ".repeat(3000))).is_err());
        assert!(read(&"period=短期&".repeat(5000)).is_err_and(|told| told.contains("条件が多すぎます")));
        assert_eq!(read(&format!("q={}", "%41".repeat(MOST_BYTES))).map(|pairs| pairs.len()), Ok(1));
    }

    #[test]
    fn pages_read_what_can_be_read() {
        let read = |raw: &str| {
            let pairs = read_leniently(raw)?;
            Some(pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>())
        };
        assert_eq!(read("q=%FF&period=a"), Some(vec!["q=\u{FFFD}".to_owned(), "period=a".to_owned()]));
        assert_eq!(read("q=a%09b%00"), Some(vec!["q=a b".to_owned()]));
        assert_eq!(read(&format!("q={}", "あ".repeat(3000))), None);
    }
}
