//! Telephone numbers, mail addresses and web addresses as staff write them: which are valid, and in which form.

use unicode_normalization::UnicodeNormalization;

use super::FORM_PARTS;
use crate::is_web_address;

/// Number of digits of a Japanese telephone number, including the leading 0.
const DIGITS: std::ops::RangeInclusive<usize> = 10..=11;

/// Maximum length in characters of a telephone number as written, and in bytes of a mail address (RFC 5321).
const MOST_LETTERS: usize = 60;
const MOST_OF_MAIL: usize = 254;

/// Maximum length in bytes of the address of a page. Mail programs and forms cut longer ones.
const MOST_OF_PAGE: usize = 2000;

/// Brings a telephone number into one width: ０３－５７２２ is 03-5722. `None` if it is no number that can be dialled.
pub fn telephone(written: &str) -> Option<String> {
    let number = plain_width(written);
    (number.chars().count() <= MOST_LETTERS && dialled(&number).is_some()).then_some(number)
}

/// The digits to dial, with the `+` of an international number. What follows 内線 or stands in brackets behind the
/// number is no part of it. `None` if the text is no number.
pub fn dialled(telephone: &str) -> Option<String> {
    const EXTENSIONS: [&str; 5] = ["内線", "代表", "直通", "ext", "x"];
    let text = plain_width(telephone);
    let end = EXTENSIONS.iter().filter_map(|word| text.to_lowercase().find(word)).min();
    let number = text.get(..end.unwrap_or(text.len())).unwrap_or(&text).trim_end_matches([' ', '(']);
    let sign = |c: char| c.is_ascii_digit() || " -()".contains(c);
    let (plus, digits_of) = match number.strip_prefix('+') {
        Some(rest) => ("+", rest),
        None => ("", number),
    };
    let digits: String = digits_of.chars().filter(char::is_ascii_digit).collect();
    let is_number = match plus {
        "" => digits.starts_with('0') && DIGITS.contains(&digits.len()),
        _ => (8..=15).contains(&digits.len()),
    };
    (is_number && digits_of.chars().all(sign)).then(|| format!("{plus}{digits}"))
}

/// Brings a mail address into one width. `None` if it is none.
pub fn mail(written: &str) -> Option<String> {
    Some(written.nfkc().collect::<String>().trim().to_owned()).filter(|mail| is_mail(mail))
}

/// True if a text is a mail address in ASCII with a full host.
pub fn is_mail(text: &str) -> bool {
    let of_name = |c: char| c.is_ascii_alphanumeric() || ".-_+".contains(c);
    let of_host = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(of_host) && !label.starts_with('-') && !label.ends_with('-')
    };
    text.len() <= MOST_OF_MAIL
        && text.split_once('@').is_some_and(|(name, host)| {
            let is_name = !name.is_empty() && name.chars().all(of_name);
            is_name && host.contains('.') && host.split('.').all(is_label)
        })
}

/// The address of a page, if it is one of the web with a host.
pub fn page(written: &str) -> Option<String> {
    let page = written.trim();
    (page.len() <= MOST_OF_PAGE && is_web_address(page) && host(page).is_some()).then(|| page.to_owned())
}

/// The host of a web address.
pub fn host(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    (host.starts_with(char::is_alphanumeric) && !host.contains('@')).then_some(host)
}

/// The address of a form, if each part in braces is one of [`FORM_PARTS`] and stands behind the host.
pub fn form(written: &str) -> Option<String> {
    let filled = FORM_PARTS
        .iter()
        .fold(written.trim().to_owned(), |form, part| form.replace(&format!("{{{part}}}"), "1"));
    let host_is_fixed = host(written.trim()).is_some_and(|host| !host.contains('{'));
    (host_is_fixed && page(&filled).is_some()).then(|| written.trim().to_owned())
}

/// One width, with every dash as a hyphen.
fn plain_width(text: &str) -> String {
    let hyphen = |c: char| if "‐‑‒–—―−ー─".contains(c) { '-' } else { c };
    text.nfkc().map(hyphen).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_number_is_dialled_by_its_digits() {
        for (written, number) in [
            ("03-5722-9880", "0357229880"),
            ("０３－５７２２－９８８０", "0357229880"),
            ("03(5722)9880 内線 123", "0357229880"),
            ("03ー5722ー9880(代表)", "0357229880"),
            ("0120-000-000", "0120000000"),
            ("+81 3-5722-9880", "+81357229880"),
        ] {
            assert_eq!(dialled(written).as_deref(), Some(number), "{written}");
            assert!(telephone(written).is_some(), "{written}");
        }
        for written in
            ["", "内線 123", "5722-9880", "03-5722", "産業課 03-5722-9880", "03-1111-2222、03-3333-4444"]
        {
            assert_eq!(telephone(written), None, "{written}");
        }
    }

    #[test]
    fn a_mail_address_has_one_name_and_a_full_host() {
        assert_eq!(mail(" ｓａｎｇｙｏ＠city.example.jp").as_deref(), Some("sangyo@city.example.jp"));
        assert_eq!(mail("a.b+c_d@example.jp").as_deref(), Some("a.b+c_d@example.jp"));
        for wrong in [
            "",
            "sangyo",
            "@example.jp",
            "a@b",
            "a@b..jp",
            "a@example.jp.",
            "a@b.jp,c@d.jp",
            "a@b.jp?bcc=x@y.jp",
            "mailto:a@b.jp",
            "課@example.jp",
            "a@-b.jp",
        ] {
            assert_eq!(mail(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_page_is_of_the_web_and_has_a_host() {
        for right in ["https://www.city.example.jp/sangyo?a=1#b", "http://example.jp", "https://市.jp/案内"]
        {
            assert_eq!(page(right).as_deref(), Some(right));
        }
        for wrong in [
            "",
            "www.example.jp",
            "javascript:alert(1)",
            "https://",
            "https:///a",
            "https://a b.jp",
            "ftp://a.jp",
            "https://city.example.jp@evil.example/",
            "https://a.jp/\"onclick",
        ] {
            assert_eq!(page(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_parts_of_a_form_are_known_and_behind_the_host() {
        let right = "https://example.jp/form?entry={id}&line={line}&t={title}";
        assert_eq!(form(right).as_deref(), Some(right));
        assert!(form("https://example.jp/form").is_some());
        for wrong in
            ["https://example.jp/?e={entry}", "https://{id}.example.jp/", "https://example.jp/{", "form"]
        {
            assert_eq!(form(wrong), None, "{wrong}");
        }
    }
}
