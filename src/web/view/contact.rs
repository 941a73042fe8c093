//! The contact for reports of mistakes in the text.

use shisaku_model::query_string;

/// Number of digits of a Japanese telephone number, including the leading 0.
const DIGITS: std::ops::RangeInclusive<usize> = 10..=11;

/// Returns a link to a plan's contact as its maintainer wrote it: to a mail address with the entry as the
/// subject, else to a telephone number.
pub(super) fn contact_href(text: &str, about: &str) -> Option<String> {
    let mail = text.split(|c: char| !(c.is_ascii_alphanumeric() || "@.-_+".contains(c))).find(is_mail);
    let write = mail.map(|mail| format!("mailto:{mail}?{}", query_string([("subject", about)])));
    write.or_else(|| Some(format!("tel:{}", number(text)?)))
}

fn is_mail(word: &&str) -> bool {
    let host_of = word.split_once('@').filter(|(name, _)| !name.is_empty());
    host_of.is_some_and(|(_, host)| host.trim_matches('.').contains('.') && !host.contains('@'))
}

/// Returns the digits of the first telephone number in the text.
fn number(text: &str) -> Option<String> {
    let mut parts = text.split(|c: char| !(c.is_ascii_digit() || "-()".contains(c)));
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
    parts.find_map(|part| Some(digits(part)).filter(|of| of.starts_with('0') && DIGITS.contains(&of.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn href(text: &str) -> Option<String> {
        contact_href(text, "p/1-1")
    }

    #[test]
    fn mail_comes_before_the_telephone() {
        assert_eq!(
            href("産業振興課 電話 03-5722-9880 sangyo@example.jp"),
            Some("mailto:sangyo@example.jp?subject=p%2F1%2D1".to_owned())
        );
        assert_eq!(href("産業振興課(03-5722-9880)"), Some("tel:0357229880".to_owned()));
        assert_eq!(href("03(5722)9880 内線 12"), Some("tel:0357229880".to_owned()));
    }

    #[test]
    fn what_is_neither_is_text() {
        for text in ["", "産業振興課", "2011-2013年度", "@", "a@b", "@example.jp", "〒153-8573"] {
            assert_eq!(href(text), None, "{text}");
        }
    }
}
