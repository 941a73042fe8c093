//! The name and the publisher of a plan, guessed from the first lines of its documents.

use itertools::Itertools as _;

use crate::read::PlanReading;
use wareki::{FiscalYears, year_mentions};

/// Number of lines of a document, without blank ones, that may be its title page.
const LINES: usize = 12;

/// Maximum length of a title line in characters.
const MAX_LINE: usize = 80;

/// Minimum length of a plan's name in characters. Anything shorter is a word such as 計画 or 総合計画.
const LEAST_NAME: usize = 5;

/// Words that end the names of plans.
const PLANS: [&str; 9] =
    ["計画", "ビジョン", "プラン", "戦略", "構想", "大綱", "方針", "プログラム", "行動指針"];

/// Words that follow the name of a plan in the title of a report.
const REPORTS: [&str; 8] = ["実績", "報告", "進捗", "進ちょく", "状況", "評価", "調査票", "点検"];

/// Signs that end a name.
const ENDS: &str = " \u{3000}\t(（「『【〔〈<～~－-―:：、";

/// Ends of the names of municipalities.
const MUNICIPALITIES: [char; 4] = ['市', '区', '町', '村'];

/// Words that end like a municipality and are none.
const WORDS: [&str; 14] = [
    "都市",
    "地区",
    "学区",
    "区市",
    "漁村",
    "農村",
    "山村",
    "全市",
    "本市",
    "本区",
    "本町",
    "各市",
    "行政区",
    "商店街区",
];

/// The name of the plan in the title lines of its documents.
pub(super) fn title(reading: &PlanReading) -> Option<String> {
    lines(reading).find_map(name)
}

/// The municipality that the title lines name most often. The first of several.
pub(super) fn publisher(reading: &PlanReading) -> Option<String> {
    let named = lines(reading).filter_map(municipality).collect_vec();
    let counts = named.iter().counts();
    let most = counts.values().max().copied();
    named.iter().find(|name| counts.get(name).copied() == most).cloned()
}

/// The years in a title line of the plan itself: 産業振興計画（令和4年度～令和8年度）.
pub(super) fn plan_years(reading: &PlanReading) -> Option<FiscalYears> {
    let of_plan = lines(reading).filter(|line| {
        PLANS.iter().any(|word| line.contains(word)) && !REPORTS.iter().any(|word| line.contains(word))
    });
    let span =
        |years: &FiscalYears| years.first().zip(years.last()).is_some_and(|(first, last)| first < last);
    of_plan.filter_map(FiscalYears::read).find(span)
}

/// The title lines of every document. The cells of a row are lines of their own.
fn lines(reading: &PlanReading) -> impl Iterator<Item = &str> {
    reading.documents.iter().flat_map(|document| {
        let cells = document.lines.iter().take(LINES * 4).flat_map(|line| line.text.split('\t'));
        let written = cells.map(str::trim).filter(|line| !line.is_empty()).take(LINES);
        written.filter(|line| line.chars().count() <= MAX_LINE && !line.contains('。'))
    })
}

/// The name of a plan in a line, without the years before it and the words for a report behind it.
fn name(line: &str) -> Option<String> {
    let years = year_mentions(line).into_iter().find(|mention| mention.range.start == 0);
    let line = years.map_or(line, |mention| &line[mention.range.end..]);
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || "の#「『【".contains(c));
    let end = PLANS.iter().filter_map(|word| Some(line.rfind(word)? + word.len())).max()?;
    let (name, rest) = line.split_at(end);
    let ended = rest.is_empty() || rest.starts_with(|c| ENDS.contains(c) || "」』】".contains(c));
    let reported = REPORTS.iter().any(|word| rest.contains(word));
    let numbered = name.starts_with(|c: char| c.is_ascii_digit() || "(（①②③④⑤第・※".contains(c))
        && !name.starts_with("第");
    let fits = name.chars().count() >= LEAST_NAME && !numbered && !name.contains(['、', '章']);
    (fits && (ended || reported)).then(|| name.to_owned())
}

/// The municipality that a line begins with or names: 里浜町 in 里浜町産業振興計画, 目黒区 in 東京都目黒区.
fn municipality(line: &str) -> Option<String> {
    let is_part = |c: char| matches!(c, '一'..='鿿' | 'ァ'..='ヺ' | '々' | 'ー');
    let runs = line.split(|c| !is_part(c)).filter(|run| !run.is_empty());
    runs.into_iter().find_map(|run| {
        let run = without_district(without_prefecture(without_count(run)));
        let (at, end) = run.char_indices().skip(1).find(|(_, c)| MUNICIPALITIES.contains(c))?;
        let name = &run[..at + end.len_utf8()];
        // 中心市街地 and 卸売市場 are words.
        let goes_on = run[name.len()..].starts_with(['街', '場', '域', '並']);
        let is_word = WORDS.iter().any(|word| name.ends_with(word));
        (!goes_on && !is_word && name.chars().count() <= 8).then(|| name.to_owned())
    })
}

/// A run without the count of the plan before the municipality: 第二次霧岬市, or the 次霧岬市 of 第2次霧岬市.
fn without_count(run: &str) -> &str {
    let counted = run.starts_with(['第', '次', '期']);
    let end = run.char_indices().take(5).find(|(_, c)| counted && matches!(c, '次' | '期'));
    end.map_or(run, |(at, c)| &run[at + c.len_utf8()..])
}

/// A run without the district before a town or village: 東谷町 in 朝霧郡東谷町. 大和郡山市 is a city.
fn without_district(run: &str) -> &str {
    let behind =
        run.char_indices().skip(1).find(|(_, c)| *c == '郡').map(|(at, c)| &run[at + c.len_utf8()..]);
    let municipality = behind.and_then(|behind| behind.chars().find(|c| MUNICIPALITIES.contains(c)));
    behind.filter(|_| matches!(municipality, Some('町' | '村'))).unwrap_or(run)
}

/// A run without the prefecture before the municipality.
fn without_prefecture(run: &str) -> &str {
    let end = run.char_indices().skip(1).take(4).find(|(_, c)| "都道府県".contains(*c));
    let behind = end.map_or("", |(at, c)| &run[at + c.len_utf8()..]);
    // 音威子府村 has no name behind its 府.
    if behind.chars().skip(1).any(|c| MUNICIPALITIES.contains(&c)) { behind } else { run }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_line_names_the_plan() {
        for (line, expected) in [
            ("里浜町産業振興計画　令和5年度進捗状況調査票", Some("里浜町産業振興計画")),
            ("里浜町産業振興計画の進捗状況", Some("里浜町産業振興計画")),
            ("令和6年度 第2次産業振興計画 実施状況", Some("第2次産業振興計画")),
            ("「目黒区産業振興ビジョン」（改定版）", Some("目黒区産業振興ビジョン")),
            ("産業振興ビジョン推進計画（令和4年度～令和8年度）", Some("産業振興ビジョン推進計画")),
            ("総合計画との関係", None),
            ("1 計画の策定にあたって", None),
            ("第1章 計画の方針", None),
        ] {
            assert_eq!(name(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn a_title_line_names_the_municipality() {
        for (line, expected) in [
            ("里浜町産業振興計画", Some("里浜町")),
            ("東京都目黒区", Some("目黒区")),
            ("令和5年度 目黒区の産業", Some("目黒区")),
            ("第2次霧岬市総合計画", Some("霧岬市")),
            ("第二期霧岬市総合計画", Some("霧岬市")),
            ("朝霧郡東谷町　基本計画", Some("東谷町")),
            ("大和郡山市産業振興計画", Some("大和郡山市")),
            ("音威子府村総合戦略", Some("音威子府村")),
            ("中心市街地の活性化", None),
            ("都市計画", None),
        ] {
            assert_eq!(municipality(line).as_deref(), expected, "{line}");
        }
    }
}
