//! The time that a clause of a result cell speaks about, compared with the reported years.

use wareki::{FiscalYears, year_mentions};

use super::{numbers, words};

/// A clause speaks about years before, within or after the reported ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    Before,
    Within,
    After,
    /// The clause names no years, or the reported years are not known.
    Unknown,
}

/// Words that name the reported year itself.
const NOW: [&str; 3] = ["今年度", "本年度", "当年度"];

/// True if a clause names the reported year itself.
pub(super) fn names_now(clause: &str) -> bool {
    NOW.iter().any(|now| clause.contains(now))
}

/// True if a clause names a year in which it happens.
pub(super) fn is_dated(clause: &str) -> bool {
    year_mentions(clause).iter().any(|year| clause.get(year.range.end..).is_some_and(governs))
}

/// Reads the time of a clause. A year that only describes something (前年度の31件, 令和4年度に策定した計画) is
/// not the time of the clause.
pub(super) fn time(clause: &str, reported: Option<FiscalYears>) -> Time {
    if names_now(clause) {
        return Time::Within;
    }
    let named =
        reported.and_then(|reported| without_era(clause, reported).or_else(|| named(clause, reported)));
    named.or_else(|| relative(clause)).unwrap_or(Time::Unknown)
}

/// The time of the years that a clause names. A clause that names some of the reported years is within them.
fn named(clause: &str, reported: FiscalYears) -> Option<Time> {
    let mut times = Vec::new();
    for mention in year_mentions(clause) {
        let after = clause.get(mention.range.end..).unwrap_or_default();
        // January to March belong to the fiscal year before.
        let early = begins_in_winter(after);
        let back = u16::from(early);
        let (from, to) = (mention.years.first_known(), mention.years.last_known());
        let (from, to) = (from.saturating_sub(back), to.saturating_sub(back));
        let time = if reported.first().is_some_and(|first| to < first) {
            Time::Before
        } else if reported.last().is_some_and(|last| from > last) {
            Time::After
        } else {
            Time::Within
        };
        // 平成30年度から goes on into the reported years.
        let goes_on = time == Time::Before && (mention.years.last().is_none() || after.starts_with("から"));
        if !goes_on && governs(after) && !is_amount(&clause[mention.range], after) {
            times.push(time);
        }
    }
    let first = times.first().copied()?;
    let mixed = times.iter().any(|time| *time != first);
    Some(if mixed { Time::Within } else { first })
}

/// True for 1920 of 1920万㎥: a number with a unit.
fn is_amount(number: &str, after: &str) -> bool {
    number.ends_with(|c: char| c.is_ascii_digit())
        && after.starts_with(|c: char| is_kanji(c) || c.is_ascii_alphabetic() || "㎡㎥㎞%".contains(c))
        && !after.starts_with('年')
}

/// True for the rest of a date in January to March: 2月14日 of 令和5年2月14日, .2.14 of H28.2.14.
fn begins_in_winter(after: &str) -> bool {
    let dated = after.trim_start_matches(['.', '/', '-', '．']);
    let month: String = dated.chars().take_while(char::is_ascii_digit).collect();
    let rest = &dated[month.len()..];
    let is_month =
        rest.starts_with('月') || dated.len() < after.len() && rest.starts_with(['.', '/', '-', '．']);
    is_month && ["1", "2", "3", "01", "02", "03"].contains(&month.as_str())
}

/// The time of a clause that begins with a year of the same era, without its name: 27年度は120件.
fn without_era(clause: &str, reported: FiscalYears) -> Option<Time> {
    let digits = clause.len() - clause.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    ((1..=2).contains(&digits) && clause[digits..].starts_with("年度")).then_some(())?;
    let era = reported.in_eras();
    let era = era.split(|c: char| c == '元' || c.is_ascii_digit()).next()?;
    named(&format!("{era}{clause}"), reported)
}

/// The time of words such as 前年度 and 次年度.
fn relative(clause: &str) -> Option<Time> {
    let find = |kind, time, joints: &[&str]| {
        let words = words::list(kind).iter();
        let mut after = words.filter_map(|word| Some(clause.split_once(word)?.1));
        // 前年度3件
        let counts = |after: &str| {
            numbers::last_count(after).is_some_and(|(before, _)| before.trim_end_matches(':').is_empty())
        };
        let says = |after: &str| {
            governs(after) && joints.iter().any(|joint| after.starts_with(joint)) || counts(after)
        };
        after.any(says).then_some(time)
    };
    find("earlier", Time::Before, &["は", "に", "で", "中", "末", "まで"])
        .or_else(|| find("later", Time::After, &[""]))
}

/// True if a year with this text after it tells when the clause happens.
fn governs(after: &str) -> bool {
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit() || "月日末中頃".contains(c));
    let describes = [
        "の",
        "比",
        "と",
        "より",
        "並",
        "を",
        "に向け",
        "に引",
        "に続",
        "に代",
        "に替",
        "に比",
        "にかわ",
        "へ",
        "度の",
    ];
    // 平成26年度補正予算により, 平成25年度版の: the year is part of a name.
    let name = after.len() - after.trim_start_matches(is_kanji).len();
    let (name, behind) = after.split_at(name);
    if !name.is_empty()
        && !behind.is_empty()
        && words::stated(name).is_none()
        && words::ends_with_one_of(name, "act").is_none()
    {
        return false;
    }
    let is_time = after.starts_with("をもって") || !describes.iter().any(|word| after.starts_with(word));
    // 令和4年度に策定した計画: the verb belongs to a noun.
    let noun_follows = after.split('た').skip(1).any(|next| next.starts_with(is_kanji));
    is_time && !noun_follows
}

/// True for a clause that says how many years lie between two times: 3年に1回実施, 5年ごとの改定. An object of a deed
/// is none: 3年に1回の調査を実施.
pub(super) fn names_cycle(clause: &str) -> bool {
    let is_object = |after: &str| after.starts_with('の') && after.contains('を');
    if let Some((_, after)) = clause.split_once("隔年") {
        return !is_object(after);
    }
    ["年に1回", "年に1度", "年に一回", "年に一度", "年ごと", "年毎", "年おき"].iter().any(|cycle| {
        clause.split_once(cycle).is_some_and(|(number, after)| {
            let of_years =
                number.ends_with(|c: char| c.is_ascii_digit() || "二三四五六七八九十数".contains(c));
            let yearly = number.ends_with('1') && !number.ends_with("11");
            of_years && !yearly && !is_object(after)
        })
    })
}

/// True for a kanji.
pub(super) fn is_kanji(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_time() {
        let of_2023 = |clause| time(clause, Some(FiscalYears::new(2023, 2023)));
        assert_eq!(of_2023("令和4年度で完了"), Time::Before);
        assert_eq!(of_2023("令和5年度をもって完了"), Time::Within);
        assert_eq!(of_2023("令和6年3月に開催した"), Time::Within);
        assert_eq!(of_2023("令和7年度に着手"), Time::After);
        assert_eq!(of_2023("令和4年度に策定した計画に基づき実施した"), Time::Unknown);
        assert_eq!(of_2023("前年度の31件より減った"), Time::Unknown);
        assert_eq!(of_2023("前年度3件"), Time::Before);
        assert_eq!(of_2023("前年度は2回開催した"), Time::Before);
        assert_eq!(of_2023("平成30年度から休止している"), Time::Unknown);
        assert_eq!(of_2023("中止した昨年度に代わり"), Time::Unknown);
        assert_eq!(time("令和4年度で完了", None), Time::Unknown);
        assert_eq!(of_2023("R6.2.14フォーラム開催"), Time::Within);
        assert_eq!(of_2023("R6.5.14フォーラム開催"), Time::After);
        assert_eq!(of_2023("令和4年度補正予算により5件交付"), Time::Unknown);
        assert_eq!(of_2023("5年度は120件"), Time::Within);
        assert_eq!(of_2023("4年度は100件"), Time::Before);
    }

    #[test]
    fn reads_cycles() {
        for cycle in ["3年に1回実施", "調査は5年ごと", "二年に一度の開催"] {
            assert!(names_cycle(cycle), "{cycle}");
        }
        for deed in ["年に1回実施", "1年に1回実施", "5年に1回の調査を実施", "毎年実施"]
        {
            assert!(!names_cycle(deed), "{deed}");
        }
    }
}
