//! Numbers of measures, as printed and as people type them: 1-1(1), １－１（１）, 1-1-1, 1.1.1, 5-1-1-1, 1-1①.

use std::ops::Range;

use shisaku_model::Entry;

/// Counters after a number. A number with a counter is no item number: 5-10分.
const COUNTERS: &str = "年月日時分秒回件円歳";

/// Separators in a number of three or more places. 1.5 is a decimal number.
const POINTS: [char; 2] = ['.', '．'];

/// Hyphens that separate the places of a number.
const HYPHENS: &str = "-－‐‑‒–—―−ー";

/// Returns the forms in which an entry's number may be typed: as printed, with hyphens only, or with the
/// chapter before it. The numbers of the headings above the entry are included.
pub fn number_keys(entry: &Entry) -> Vec<String> {
    let mut keys = Vec::new();
    let mut add = |key: String| {
        if !keys.contains(&key) {
            keys.push(key);
        }
    };
    if let Some((_, printed, places)) = read(&entry.number) {
        // 1(1) differs from 1-1, which is a subsection of another chapter.
        if places.len() != 2 || !printed.contains('(') {
            add(places.join("-"));
        }
        add(printed);
        let chapter = entry.sections.first().and_then(|section| section.rsplit('/').next());
        if let Some(chapter) = chapter.filter(|chapter| chapter.bytes().all(|byte| byte.is_ascii_digit())) {
            add(format!("{chapter}-{}", places.join("-")));
        }
    }
    for heading in &*entry.path {
        if let Some((range, printed, places)) = read(&heading.number)
            && range.len() == heading.number.len()
            && places.len() > 1
        {
            add(printed);
        }
    }
    keys
}

/// Returns the byte range of the first item number in a text, and its key.
pub(crate) fn item_number(text: &str) -> Option<(Range<usize>, String)> {
    let mut from = 0;
    while let Some(found) = text[from..].find(|c: char| digit(c).is_some() || "(（".contains(c)) {
        let start = from + found;
        let goes_on = |c: char| c.is_ascii_alphanumeric() || digit(c).is_some() || HYPHENS.contains(c);
        let begins = !text[..start].ends_with(|c: char| goes_on(c) || POINTS.contains(&c));
        let least = |number: &str| if number.contains(POINTS) { 3 } else { 2 };
        match read(&text[start..]) {
            Some((range, key, places))
                if begins && places.len() >= least(&text[start..start + range.end]) =>
            {
                let range = start + range.start..start + range.end;
                if !text[range.end..].starts_with(|c: char| goes_on(c) || COUNTERS.contains(c)) {
                    return Some((range, key));
                }
                from = range.end;
            }
            _ => from = start + text[start..].chars().next().map_or(1, char::len_utf8),
        }
    }
    None
}

/// Reads a number at the beginning: its byte range, key and places.
fn read(text: &str) -> Option<(Range<usize>, String, Vec<String>)> {
    let (mut places, mut key, mut rest) = (Vec::new(), String::new(), text);
    while places.len() < 5 {
        let Some((part, place, after)) = place(rest, places.is_empty()) else { break };
        key.push_str(&part);
        places.push(place);
        rest = after;
    }
    (!places.is_empty()).then(|| (0..text.len() - rest.len(), key, places))
}

/// Reads one place of a number with the sign before it or around it. Returns its part of the key, its digits and
/// the rest.
fn place(text: &str, is_first: bool) -> Option<(String, String, &str)> {
    if is_first {
        let (place, after) = digits(text)?;
        return Some((place.clone(), place, after));
    }
    let mut letters = text.chars();
    if let Some(place) = letters.next().and_then(circled) {
        return Some((format!("({place})"), place.to_string(), letters.as_str()));
    }
    if let Some(inner) = text.strip_prefix(['(', '（']) {
        let (place, after) = digits(inner)?;
        return Some((format!("({place})"), place, after.strip_prefix([')', '）'])?));
    }
    let (place, after) = digits(text.strip_prefix(|c: char| HYPHENS.contains(c) || POINTS.contains(&c))?)?;
    Some((format!("-{place}"), place, after))
}

/// Reads up to two digits at the beginning, without leading zeros. Returns them and the rest.
fn digits(text: &str) -> Option<(String, &str)> {
    let found: String = text.chars().map_while(digit).take(3).collect();
    let length: usize = text.chars().take(found.len()).map(char::len_utf8).sum();
    let number: u8 = found.parse().ok().filter(|&number| number > 0 && number < 100)?;
    Some((number.to_string(), &text[length..]))
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10),
        _ => None,
    }
}

fn circled(c: char) -> Option<u32> {
    ('①'..='⑳').contains(&c).then(|| c as u32 - '①' as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: Option<(&str, &str)>) {
        let found = item_number(typed).map(|(range, key)| (typed[range].to_owned(), key));
        assert_eq!(found.as_ref().map(|(text, key)| (text.as_str(), key.as_str())), expected, "{typed}");
    }

    #[test]
    fn reads_numbers_in_every_way_of_writing_them() {
        check("1-1(1)", Some(("1-1(1)", "1-1(1)")));
        check("施策１－１（１）の実績", Some(("１－１（１）", "1-1(1)")));
        check("1-1-1", Some(("1-1-1", "1-1-1")));
        check("1-1①", Some(("1-1①", "1-1(1)")));
        check("1.1.1", Some(("1.1.1", "1-1-1")));
        check("施策１．１．１", Some(("１．１．１", "1-1-1")));
        check("2-9", Some(("2-9", "2-9")));
        check("1(1)", Some(("1(1)", "1(1)")));
        check("5-02-06-03", Some(("5-02-06-03", "5-2-6-3")));
    }

    #[test]
    fn leaves_other_numbers_alone() {
        for text in [
            "",
            "23",
            "2011-2013",
            "MM-1",
            "1-",
            "ISO9001",
            "(1)",
            "03-1234-5678",
            "1-2年",
            "第1号",
            "0-1",
            "1.5",
            "5-10分",
            "1-3回",
        ] {
            check(text, None);
        }
    }
}
