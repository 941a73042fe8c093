//! Counts and amounts in result cells.

/// Letters that may follow a number as its unit.
const UNITS: &str = "件回人名校社団体店か箇ヶ所冊部円万千百億台棟戸世帯組枚点本基日時間月%種類館園局地区個施設路線頭羽匹食便室床着品市町村mkghatTLWlワット㎡代泊票通号面箱袋株隻艇講座会場事業者企コスクラ";

/// The value of the last count of a text that ends in one, and the text before it: 3件, 1,204人, 0%, 51.
/// `None` if the text does not end in a count. Numbers that name something (第2回, 2回目) are no counts.
pub(super) fn last_count(text: &str) -> Option<(&str, f64)> {
    let before_unit = text.trim_end_matches(|c: char| UNITS.contains(c) || "ずつ/年".contains(c));
    let start = before_unit.trim_end_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
    let digits = before_unit[start.len()..].replace(',', "");
    let value = digits.trim_end_matches('.').parse().ok()?;
    let named =
        start.ends_with(['第', '-', 'R', 'H', 'S']) || start.ends_with("No") || start.ends_with("No.");
    (!named).then_some((start, value))
}

/// Longest end of a text in which a count is looked for, in characters.
const MAX_COUNT: usize = 20;

/// True if a text ends in a count with a unit.
pub(super) fn ends_in_count(text: &str) -> bool {
    let text = text.char_indices().nth_back(MAX_COUNT).map_or(text, |(at, _)| &text[at..]);
    text.ends_with(|c: char| UNITS.contains(c)) && last_count(text).is_some()
}

/// True if a text contains a count above zero, such as 年4回. Dates and numbers that name something are no
/// counts.
pub(super) fn has_count(text: &str) -> bool {
    let ends = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at + 1);
    ends.filter(|&end| !text[end..].starts_with(|c: char| c.is_ascii_digit() || ".,".contains(c))).any(
        |end| {
            let after = &text[end..];
            let counted = after.starts_with(|c: char| UNITS.contains(c))
                && !["月", "日", "号", "時", "回目", "年", "本目", "人目", "期"]
                    .iter()
                    .any(|name| after.starts_with(name));
            counted && last_count(&text[..end]).is_some_and(|(_, value)| value > 0.0)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_counts() {
        assert_eq!(last_count("参加者1,204人"), Some(("参加者", 1204.0)));
        assert_eq!(last_count("新規認定0件"), Some(("新規認定", 0.0)));
        assert_eq!(last_count("350千円"), Some(("", 350.0)));
        assert_eq!(last_count("第2回"), None);
        assert_eq!(last_count("講座"), None);
        assert!(has_count("年4回の講座"));
        assert!(!has_count("2月は大雪"));
        assert!(!has_count("第2回は大雪"));
        assert!(!has_count("0件"));
    }
}
