#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use shisaku_testing::any_text;

#[track_caller]
fn check(text: &str, expected: Option<(u16, Option<u16>)>) {
    let expected = expected.map(|(from, to)| FiscalYears { from, to });
    assert_eq!(FiscalYears::read(text), expected, "{text}");
}

/// Every mention as a person reads it: what is written, and the years; `-` stands for an open end.
fn mentions(text: &str) -> String {
    let shown = |mention: YearMention| {
        let FiscalYears { from, to } = mention.years;
        let years = match (mention.open, to) {
            (Some(Open::Until), Some(to)) => format!("-{to}"),
            (Some(Open::Until), None) => "until what?".to_owned(),
            (Some(Open::Onwards), _) => format!("{from}-"),
            (None, Some(to)) if to == from => from.to_string(),
            (None, Some(to)) => format!("{from}-{to}"),
            (None, None) => "open, unsaid".to_owned(),
        };
        format!("{}={years}", &text[mention.range])
    };
    year_mentions(text).into_iter().map(shown).collect::<Vec<_>>().join(" | ")
}

#[track_caller]
fn golden(cases: &[(&str, &str)]) {
    for &(text, expected) in cases {
        assert_eq!(mentions(text), expected, "{text}");
    }
}

#[test]
fn reads_every_way_of_writing_years() {
    check("実績(平成23年度～平成25年度)", Some((2011, Some(2013))));
    check("平成 23 年度から 32 年度までの 10 年間", Some((2011, Some(2020))));
    check("平成２６年度", Some((2014, Some(2014))));
    check("H23-25", Some((2011, Some(2013))));
    check("平成28～令和2", Some((2016, Some(2020))));
    check("令和元年度", Some((2019, Some(2019))));
    check("2011-2013", Some((2011, Some(2013))));
    check("2012", Some((2012, Some(2012))));
    check("令和5（2023）年度～令和7（2025）年度", Some((2023, Some(2025))));
    check("2011年度～", Some((2011, None)));
    check("昭和62年度から", Some((1987, None)));
}

#[test]
fn leaves_other_numbers_alone() {
    check("", None);
    check("今後 3 年以内", None);
    check("70兆円", None);
    check("第24号", None);
    check("MM-Navi", None);
    check("12345", None);
    check("2013-2011", None);
    check("平成", None);
    check("平成0年", None);
    check("ISO9001", None);
}

#[test]
fn one_year() {
    for text in [
        "平成23年度",
        "平成２３年度",
        "平成 23 年度",
        "平成二十三年度",
        "平成二三年度",
        "平成23年",
        "H23",
        "h23",
        "H.23",
        "Ｈ２３",
        "Ｈ．２３",
        "平23",
        "平23年度",
        "㍻23年",
        "2011",
        "２０１１",
        "2011年度",
        "2011 年 度",
        "二〇一一年",
        "二千十一年度",
        "昭和86年度",
        "2011(平成23)年度",
        "平成23（2011）年度",
        "平成23年度(2011年度)",
    ] {
        golden(&[(text, &format!("{text}=2011"))]);
    }
    golden(&[
        ("令元", "令元=2019"),
        ("R元年度", "R元年度=2019"),
        ("令和 元 年", "令和 元 年=2019"),
        ("R2", "R2=2020"),
        ("S62", "S62=1987"),
        ("平成33年度(令和3年度)", "平成33年度(令和3年度)=2021"),
        ("昭和65年", "昭和65年=1990"),
        ("昭和100年", "昭和100年=2025"),
        ("平成31・令和元年度", "平成31・令和元年度=2019"),
        ("平成23年4月に", "平成23年=2011"),
        ("平成24年3月策定", "平成24年=2012"),
        ("2011-04-01", "2011=2011"),
        ("2011.4.1", "2011=2011"),
        ("H23実績", "H23=2011"),
        ("H23人口", "H23=2011"),
        ("ビジョン2011の", "2011=2011"),
        ("2011か2012", "2011=2011 | 2012=2012"),
    ]);
}

#[test]
fn spans() {
    golden(&[
        ("平成23年度～平成25年度", "平成23年度～平成25年度=2011-2013"),
        ("平成23～25年度", "平成23～25年度=2011-2013"),
        ("平成23年度から25年度まで", "平成23年度から25年度まで=2011-2013"),
        ("(平成 23 年度から 32 年度まで)", "平成 23 年度から 32 年度まで=2011-2020"),
        ("平成二十三年度から二十五年度", "平成二十三年度から二十五年度=2011-2013"),
        ("平成23年度から同25年度まで", "平成23年度から同25年度まで=2011-2013"),
        ("H23～H25", "H23～H25=2011-2013"),
        ("H23 - 25", "H23 - 25=2011-2013"),
        ("2011年度から2013年度まで", "2011年度から2013年度まで=2011-2013"),
        ("2011～13年度", "2011～13年度=2011-2013"),
        ("2011-13", "2011-13=2011-2013"),
        ("2011-12", "2011=2011"),
        ("平成23(2011)～25(2013)年度", "平成23(2011)～25(2013)年度=2011-2013"),
        ("平成29年度～平成33年度（令和3年度）", "平成29年度～平成33年度（令和3年度）=2017-2021"),
        ("平成31年4月から令和2年3月まで", "平成31年4月から令和2年3月まで=2019"),
        ("R5.11～R6.2", "R5.11～R6.2=2023"),
        ("H23.4-26.3", "H23.4-26.3=2011-2013"),
        ("自 平成23年4月1日 至 平成24年9月30日", "平成23年4月1日 至 平成24年9月30日=2011-2012"),
        ("令和3年度から5年間", "令和3年度から5年間=2021-2025"),
        ("令和3年4月から5か年", "令和3年4月から5か年=2021-2025"),
        ("H25-23", ""),
        ("平成25年度～平成23年度", ""),
        ("平成23年4月～6月", "平成23年=2011"),
        ("平成23年度から3年以内", "平成23年度=2011"),
        ("平成23年度～25施策", "平成23年度=2011"),
    ]);
}

#[test]
fn lists() {
    golden(&[
        ("平成23・24・25年度", "平成23・24・25年度=2011-2013"),
        ("平成23、24年度", "平成23、24年度=2011-2012"),
        ("平成23年度及び24年度", "平成23年度及び24年度=2011-2012"),
        ("平成23年度、平成25年度", "平成23年度=2011 | 平成25年度=2013"),
        ("平成23、25年度", "平成23=2011 | 25年度=2013"),
        ("H23・24", "H23・24=2011-2012"),
        ("2011, 2012, 2015", "2011, 2012=2011-2012 | 2015=2015"),
        ("平成23年度、平成24年度～平成26年度", "平成23年度=2011 | 平成24年度～平成26年度=2012-2014"),
        ("平成23年度、24件", "平成23年度=2011"),
        ("平成23年度、3施策", "平成23年度=2011"),
        ("平成23年、10月", "平成23年=2011"),
        ("H3/4/1", "H3=1991"),
    ]);
}

#[test]
fn open_ends() {
    golden(&[
        ("平成26年度以降", "平成26年度以降=2014-"),
        ("平成26年度以後に", "平成26年度以後=2014-"),
        ("平成26年度から実施", "平成26年度から=2014-"),
        ("平成26年4月以降", "平成26年4月以降=2014-"),
        ("2014～", "2014～=2014-"),
        ("2014-", "2014-=2014-"),
        ("(2014年度～ )", "2014年度～=2014-"),
        ("H25年度まで", "H25年度まで=-2013"),
        ("平成25年以前", "平成25年以前=-2013"),
        ("～2013", "～2013=-2013"),
        ("めぐろ～2013", "2013=2013"),
        ("H23-Navi", "H23=2011"),
    ]);
    check("H25年度まで", Some((2013, Some(2013))));
}

#[test]
fn no_years() {
    for text in [
        "12345",
        "ISO9001",
        "1-1(1)",
        "3年以内",
        "10年間",
        "第24号",
        "70兆",
        "120兆",
        "平成",
        "MM-Navi",
        "R&D",
        "H2O",
        "S20A",
        "MH23",
        "2011円",
        "2011人",
        "2000万",
        "2000カ所",
        "2,011",
        "2011,000",
        "03-2011-1234",
        "2011-1234",
        "第2011回",
        "約2000",
        "No.2011",
        "JIS-S20",
        "H100",
        "R2D2",
        "太平23",
        "水平2",
        "令和元気プラン",
        "昭和通り",
        "昭和2丁目",
        "昭和一ケタ",
        "平成二世",
        "1800年",
        "2201年",
        "2011㎡",
        "20110401",
        "2011%",
        "¥2011",
        "201",
        "H",
        "R",
        "平",
        "元年",
        "～",
        "年度",
    ] {
        golden(&[(text, "")]);
    }
}

#[test]
fn says_years_in_eras() {
    assert_eq!(FiscalYears::new(2011, 2013).in_eras(), "平成23～25年度");
    assert_eq!(FiscalYears::new(2016, 2020).in_eras(), "平成28～令和2年度");
    assert_eq!(FiscalYears::new(2019, 2019).in_eras(), "令和元年度");
    assert_eq!(FiscalYears { from: 1987, to: None }.in_eras(), "昭和62年度～");
}

#[test]
fn takes_time_in_proportion_to_the_text() {
    for piece in [
        "平成",
        "平成23・",
        "平成23、24",
        "2011(",
        "2011 - ",
        "~",
        "二",
        "2011、",
        "H23.4-",
        "　",
        "平成23年度(",
        "から",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        let start = Instant::now();
        year_mentions(&text);
        assert!(start.elapsed() < Duration::from_secs(2), "{piece}: {:?}", start.elapsed());
    }
}

/// A number below 100 as it is said in kanji.
fn in_kanji(number: u16) -> String {
    let digit = |digit: u16| "〇一二三四五六七八九".chars().nth(digit.into()).unwrap();
    let tens = match number / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => format!("{}十", digit(tens)),
    };
    let ones = if number.is_multiple_of(10) { String::new() } else { digit(number % 10).to_string() };
    tens + &ones
}

fn wide(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xFEE0).unwrap() } else { c })
        .collect()
}

#[test]
fn a_person_means_a_year_that_its_era_may_have_had_in_a_plan() {
    let read = FiscalYears::read_of_eras;
    for (text, from, to) in [
        ("平成32年度", 2020, 2020),
        ("H81", 2069, 2069),
        ("昭和100年", 2025, 2025),
        ("令和99年", 2117, 2117),
        ("H30-R7", 2018, 2025),
        ("2087", 2087, 2087),
    ] {
        assert_eq!(read(text), Ok(Some(FiscalYears::new(from, to))), "{text}");
    }
    for (text, era) in [
        ("平成99年度", "平成は31年まで"),
        ("H82", "平成は31年まで"),
        ("H23-99", "平成は31年まで"),
        ("平成99年度以降", "平成は31年まで"),
        ("昭和115年", "昭和は64年まで"),
        ("大正66年～令和2年", "大正は15年まで"),
    ] {
        assert!(read(text).is_err_and(|told| told.contains(era)), "{text}: {:?}", read(text));
    }
    assert_eq!(read("昔"), Ok(None));
}

/// Every spelling of a year that it has in an era, that of its beginning or any before.
fn spellings(year: u16) -> Vec<String> {
    let mut spellings =
        vec![format!("{year}"), format!("{year}年度"), format!("{year} 年"), wide(&year.to_string())];
    for Era { name, letter, base, .. } in
        ERAS.into_iter().filter(|era| era.base < year && year - era.base < 100)
    {
        let number = year - base;
        let kanji = in_kanji(number);
        spellings.extend([
            format!("{name}{number}年度"),
            format!("{name} {number} 年"),
            format!("{name}{number}"),
            format!("{name}{kanji}年度"),
            format!("{letter}{number}"),
            format!("{letter}.{number}年度"),
            wide(&format!("{letter}{number}")),
            format!("{name}{number}({year})年度"),
            format!("{year}年度({name}{number}年度)"),
        ]);
        if number == 1 {
            spellings.extend([format!("{name}元年度"), format!("{letter}元")]);
        }
        if "令平昭".contains(&name[..3]) {
            spellings.push(format!("{}{number}", &name[..3]));
        }
    }
    spellings
}

/// What years are made of, in any order.
const PIECES: &[&str] = &[
    "平成",
    "令和",
    "H",
    "Ｒ",
    "平",
    "㍻",
    "元",
    "23",
    "２４",
    "25",
    "二十三",
    "二〇",
    "2011",
    "2013",
    "1",
    "年",
    "年度",
    "度",
    " ",
    "　",
    "～",
    "~",
    "-",
    "－",
    "から",
    "まで",
    "以降",
    "・",
    "、",
    "及び",
    "(",
    ")",
    "（",
    "）",
    "4月",
    ".",
    ",",
    "間",
    "同",
    "円",
    "商店街",
    "a",
    "\n",
];

fn year_like() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(prop::sample::select(PIECES), 0..12).prop_map(|pieces| pieces.concat()),
        any_text(),
    ]
}

proptest! {
    #[test]
    fn mentions_stand_in_the_text_in_order(text in year_like()) {
        let mut end = 0;
        for mention in year_mentions(&text) {
            let written = text.get(mention.range.clone());
            prop_assert!(written.is_some_and(|written| written.trim() == written && !written.is_empty()), "{:?}", mention);
            prop_assert!(mention.range.start >= end);
            end = mention.range.end;
            let FiscalYears { from, to } = mention.years;
            prop_assert!((1868..=2200).contains(&from) && to.is_none_or(|to| to >= from));
            prop_assert_eq!(to.is_none(), mention.open == Some(Open::Onwards));
        }
        if let Some(first) = FiscalYears::read(&text) {
            prop_assert_eq!(Some(first), year_mentions(&text).first().map(|mention| mention.years));
        }
    }

    #[test]
    fn what_is_said_in_eras_is_read(from in 1868_u16..=2117, length in 0_u16..60, open in any::<bool>()) {
        let years = FiscalYears { from, to: (!open).then_some((from + length).min(2117)) };
        let said = years.in_eras();
        prop_assert_eq!(FiscalYears::read(&said), Some(years), "{}", said);
        prop_assert_eq!(FiscalYears::read(&years.to_string()), Some(years), "{}", years);
        let mentions = year_mentions(&said);
        prop_assert_eq!((mentions.len(), mentions[0].range.clone()), (1, 0..said.len()));
    }

    #[test]
    fn every_spelling_is_the_same_year(year in 1868_u16..=2100) {
        for spelling in spellings(year) {
            for text in [spelling.clone(), format!("({spelling})"), format!("目黒区は、{spelling}の実績を")] {
                let mentions = year_mentions(&text);
                prop_assert_eq!(mentions.len(), 1, "{}", text);
                prop_assert_eq!(&text[mentions[0].range.clone()], &spelling);
                prop_assert_eq!(mentions[0].years, FiscalYears::new(year, year), "{}", text);
            }
        }
    }
}
