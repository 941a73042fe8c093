//! Readings of single texts.

use std::time::{Duration, Instant};

use super::{check, golden};
use crate::{FiscalYears, year_mentions};

#[test]
fn reads_every_way_of_writing_years() {
    check("実績(平成23年度～平成25年度)", Some(FiscalYears::new(2011, 2013)));
    check("平成 23 年度から 32 年度までの 10 年間", Some(FiscalYears::new(2011, 2020)));
    check("平成２６年度", Some(FiscalYears::of(2014)));
    check("H23-25", Some(FiscalYears::new(2011, 2013)));
    check("平成28～令和2", Some(FiscalYears::new(2016, 2020)));
    check("令和元年度", Some(FiscalYears::of(2019)));
    check("2011-2013", Some(FiscalYears::new(2011, 2013)));
    check("2012", Some(FiscalYears::of(2012)));
    check("令和5（2023）年度～令和7（2025）年度", Some(FiscalYears::new(2023, 2025)));
    check("2011年度～", Some(FiscalYears::since(2011)));
    check("昭和62年度から", Some(FiscalYears::since(1987)));
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
    check("H25年度まで", Some(FiscalYears::until(2013)));
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
    assert_eq!(FiscalYears::since(1987).in_eras(), "昭和62年度～");
    assert_eq!(FiscalYears::until(2026).in_eras(), "～令和8年度");
    assert_eq!(FiscalYears::until(2026).to_string(), "～2026年度");
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

#[test]
fn the_json_form_is_a_pair() {
    let (since, until) = (FiscalYears::since(2011), FiscalYears::until(2013));
    for (years, json) in
        [(FiscalYears::new(2011, 2013), "[2011,2013]"), (since, "[2011,null]"), (until, "[null,2013]")]
    {
        assert_eq!(serde_json::to_string(&years).unwrap(), json);
        assert_eq!(serde_json::from_str::<FiscalYears>(json).unwrap(), years);
    }
    assert_eq!(serde_json::from_str::<FiscalYears>("[2011]").unwrap(), since);
    for refused in ["[2013,2011]", "[]", "[null]", "[null,null]", "[2011,2012,2013]", "2011"] {
        assert!(serde_json::from_str::<FiscalYears>(refused).is_err(), "{refused}");
    }
}

#[test]
fn an_open_span_contains_every_year_on_its_open_side() {
    let (since, until) = (FiscalYears::since(2022), FiscalYears::until(2026));
    let bounds = |years: FiscalYears| (years.years().min(), years.years().max());
    assert_eq!((bounds(since), bounds(until)), ((Some(2022), Some(2062)), (Some(1986), Some(2026))));
    assert!(since.contains(2199) && !since.contains(2021) && until.contains(1868) && !until.contains(2027));
    assert_eq!((until.first_known(), until.last_known()), (2026, 2026));
    assert_eq!((since.first_known(), since.last_known()), (2022, 2022));
}

#[test]
fn spans_are_joined_and_sorted() {
    let [closed, since, until] =
        [FiscalYears::new(2022, 2026), FiscalYears::since(2024), FiscalYears::until(2023)];
    assert_eq!(closed.joined(FiscalYears::new(2028, 2030)), Some(FiscalYears::new(2022, 2030)));
    assert_eq!(closed.joined(since), Some(FiscalYears::since(2022)));
    assert_eq!(until.joined(closed), Some(FiscalYears::until(2026)));
    assert_eq!(until.joined(since), None);
    let mut spans = [since, closed, until];
    spans.sort();
    assert_eq!(spans, [until, closed, since]);
}
