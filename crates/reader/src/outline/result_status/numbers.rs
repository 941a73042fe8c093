//! Counts and amounts in result cells.

use super::{words::has, years::is_kanji};

/// Letters that may follow a number as its unit.
const UNITS: &str = "件回人名校社団体店か箇ヶ所冊部円万千百億台棟戸世帯組枚点本基日時間月%種類館園局地区個施設路線頭羽匹食便室床着品市町村mkghatTLWlワット㎡代泊票通号面箱袋株隻艇講座会場事業者企コスクラ";

/// The value of the last count of a text that ends in one, and the text before it: 3件, 1,204人, 0%, 51, 5公園.
/// `None` if the text does not end in a count. Numbers that name something are no counts: 第2回, 2回目, 4月1日, 3期.
pub(super) fn last_count(text: &str) -> Option<(&str, f64)> {
    let of_unit = text.trim_end_matches(|c: char| UNITS.contains(c) || "ずつ/年".contains(c));
    let digits = |c: char| c.is_ascii_digit();
    let before_unit =
        if of_unit.ends_with(digits) { of_unit } else { text.trim_end_matches(|c: char| !digits(c)) };
    let unit = &text[before_unit.len()..];
    let is_zero =
        before_unit.strip_suffix('0').is_some_and(|before| !before.ends_with(|c| digits(c) || c == '.'));
    if before_unit.len() != of_unit.len() && !is_counter(unit, is_zero)
        || unit.starts_with(['月', '年', '期'])
    {
        return None;
    }
    let start = before_unit.trim_end_matches(|c: char| digits(c) || ".,".contains(c));
    // 0/5回 is none of five, 6/18 is a date.
    let share = start.strip_suffix('/').filter(|part| !unit.is_empty() && part.ends_with(digits));
    if let Some(part) = share {
        return last_count(part);
    }
    let digits = before_unit[start.len()..].replace(',', "");
    let value = digits.trim_end_matches('.').parse().ok()?;
    let letter = start.trim_end_matches('.').ends_with(|c: char| c.is_ascii_alphabetic());
    // 00 of 10:00
    let is_minute = before_unit.len() - start.len() == 2;
    let of_hour = start.strip_suffix(':').is_some_and(|hour| hour.ends_with(|c: char| c.is_ascii_digit()));
    let named = is_minute && of_hour
        || start.ends_with(['第', '-', 'R', 'H', 'S'])
        || start.ends_with('月') && unit == "日"
        || unit == "時"
        || (unit.is_empty() || before_unit.len() != of_unit.len()) && letter
        || start.ends_with("No")
        || start.ends_with("No.");
    (!named).then_some((start, value))
}

/// True for one to three kanji or katakana, or か and a noun, that may follow a number: 公園, コース, か寺. Words that
/// make the number a name or a date are none: 年度, 章, ページ. Words that say what was done are none: 実施. But
/// 0教室 is a count.
fn is_counter(unit: &str, is_zero: bool) -> bool {
    let noun = unit.strip_prefix(['か', 'ヶ', 'ケ', 'ヵ']).unwrap_or(unit);
    let is_katakana = |c: char| ('\u{30A1}'..='\u{30FC}').contains(&c);
    let letters = noun.chars().count();
    let longest = if noun.chars().all(is_katakana) { 6 } else { 3 };
    let names = [
        "年",
        "月",
        "期",
        "歳",
        "才",
        "号",
        "章",
        "節",
        "項",
        "条",
        "款",
        "目",
        "次",
        "時点",
        "番",
        "級",
        "ページ",
        "ステップ",
    ];
    let whole = ["頁", "版", "階", "時", "分", "秒", "位", "フェーズ", "レベル", "ランク"];
    (1..=longest).contains(&letters)
        && noun.chars().all(|c| is_kanji(c) || is_katakana(c))
        && !noun.starts_with(['未', '不', '無', '非'])
        && !names.iter().any(|name| noun.starts_with(name))
        && !whole.contains(&noun)
        && (is_zero || !["act", "trouble", "preparation"].iter().any(|kind| has(noun, kind)))
}

/// True for a clause about a part of a number of things: 10件中3件が未完了, 全5回のうち1回が中止. All of them are no part.
pub(super) fn names_part(clause: &str) -> bool {
    ["のうち", "中"].iter().any(|joint| {
        clause.split_once(joint).is_some_and(|(whole, part)| {
            let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
            let part: Option<f64> = part[..end].parse().ok();
            last_count(whole).zip(part).is_some_and(|((_, whole), part)| 0.0 < part && part < whole)
        })
    })
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
        for (text, value) in [
            ("5公園", 5.0),
            ("2か寺", 2.0),
            ("延べ24団地", 24.0),
            ("6コース", 6.0),
            ("0集落", 0.0),
            ("0教室", 0.0),
            ("0/5回", 0.0),
        ] {
            assert_eq!(last_count(text).map(|(_, value)| value), Some(value), "{text}");
        }
        for name in ["第2回", "4月1日", "12月", "第3期", "令和6年度", "P.12", "2章", "3ページ", "65歳以上"]
        {
            assert_eq!(last_count(name), None, "{name}");
        }
        assert_eq!(last_count("講座"), None);
        assert!(names_part("10件中3件が未完了") && names_part("全5回のうち1回が中止"));
        assert!(!names_part("5回中5回が中止") && !names_part("中止2回"));
        assert!(has_count("年4回の講座"));
        assert!(!has_count("2月は大雪"));
        assert!(!has_count("第2回は大雪"));
        assert!(!has_count("0件"));
    }
}
