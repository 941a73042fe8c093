//! Properties that hold for every text and every spelling of a year.

use proptest::prelude::*;

use crate::{
    FiscalYears,
    era::{ERAS, Era},
    year_mentions,
};
use shisaku_testing::any_text;

/// Writes a number below 100 in kanji.
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

/// Every spelling of a year, in each era that had begun by then.
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

/// Fragments of year spellings, to be joined in random order.
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
            let years = mention.years;
            prop_assert!([years.first_known(), years.last_known()].iter().all(|year| (1868..=2200).contains(year)));
            prop_assert!(years.first_known() <= years.last_known());
            prop_assert!(years.first().is_some() || years.last().is_some());
        }
        if let Some(first) = FiscalYears::read(&text) {
            prop_assert_eq!(Some(first), year_mentions(&text).first().map(|mention| mention.years));
        }
    }

    #[test]
    fn what_is_said_in_eras_is_read(from in 1868_u16..=2117, length in 0_u16..60, open in 0..3) {
        let years = match open {
            0 => FiscalYears::new(from, (from + length).min(2117)),
            1 => FiscalYears::since(from),
            _ => FiscalYears::until(from),
        };
        let said = years.in_eras();
        prop_assert_eq!(FiscalYears::read(&said), Some(years), "{}", said);
        prop_assert_eq!(FiscalYears::read(&years.to_string()), Some(years), "{}", years);
        prop_assert_eq!(FiscalYears::read_period(&said), Some(years), "{}", said);
        let mentions = year_mentions(&said);
        prop_assert_eq!((mentions.len(), mentions[0].range.clone()), (1, 0..said.len()));
    }

    #[test]
    fn any_cell_may_hold_a_period(text in year_like(), plan in 1950_u16..2100) {
        for read in [FiscalYears::read_period(&text), FiscalYears::read_period_within(&text, FiscalYears::of(plan))] {
            let Some(years) = read else { continue };
            prop_assert!(years.first_known() <= years.last_known(), "{years:?}");
            let json = serde_json::to_string(&years).unwrap();
            prop_assert_eq!(serde_json::from_str::<FiscalYears>(&json).unwrap(), years);
        }
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
