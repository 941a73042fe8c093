#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use super::*;
use crate::testing::analyzer;
use shisaku_analysis::Analyzer;
use shisaku_model::{Entry, Kind};

fn vocabulary(texts: &[&str]) -> Vocabulary {
    let entry = |(at, text): (usize, &&str)| Entry {
        title: (*text).to_owned(),
        ..Entry::new("plan", &at.to_string(), Kind::Measure)
    };
    gather(&texts.iter().enumerate().map(entry).collect::<Vec<_>>(), analyzer())
}

fn plan() -> Vocabulary {
    vocabulary(&[
        "商店街のイベント",
        "信用保証の支援",
        "自由が丘",
        "中小企業診断士による診断",
        "会館の時間",
        "めぐろらしさを伝える",
        "MM-Naviの活用",
        "目黒通り",
        "表彰制度",
    ])
}

#[track_caller]
fn read(typed: &str, script: Script, expected: &[&str]) {
    let vocabulary = plan();
    let covers = vocabulary.covers(typed, script, None, &|rest| rest == "はどこ");
    assert_eq!(covers.iter().map(|cover| cover.text.as_str()).collect::<Vec<_>>(), expected, "{typed}");
}

#[test]
fn kana_are_words_that_stand_in_that_order_somewhere() {
    read("しょうてんがい", Script::Japanese, &["商店街"]);
    read("しょうてんがいのいべんと", Script::Japanese, &["商店街のイベント"]);
    read("いべんとのしょうてんがい", Script::Japanese, &["イベントの商店街"]);
    read("しょうてん街", Script::Japanese, &["商店街"]);
    read("チュウショウキギョウシンダンシ", Script::Japanese, &["中小企業診断士"]);
    read("じゆうがおか", Script::Japanese, &["自由が丘"]);
    read("めぐろどおり", Script::Japanese, &["目黒通り"]);
    read("つたえる", Script::Japanese, &["伝える"]);
    read("ほしょうしんよう", Script::Japanese, &["保証信用"]);
    read("かいかんじかん", Script::Japanese, &[]);
    read("しょうてんがいと", Script::Japanese, &[]);
    read("しょうてんがいはどこ", Script::Japanese, &["商店街"]);
    read("がい", Script::Japanese, &[]);
}

#[test]
fn latin_letters_are_read_in_any_spelling() {
    for typed in ["shoutengai", "syoutengai", "shōtengai", "shotengai", "Syôtengai"] {
        read(&typed.to_lowercase(), Script::Latin, &["商店街"]);
    }
    read("jiyuugaoka", Script::Latin, &["自由が丘"]);
    read("ziyugaoka", Script::Latin, &["自由が丘"]);
    read("shinyohosho", Script::Latin, &["信用保証"]);
    read("mm-nabi", Script::Latin, &["mm navi"]);
    read("shoutengainoibento", Script::Latin, &["商店街のイベント"]);
    read("toshokan", Script::Latin, &[]);
}

#[track_caller]
fn corrected(analyzer: &Analyzer, typed: &str, script: Script, expected: &[&str]) {
    let slips = Slips { at: &|_| true, analyzer };
    let covers = plan().covers(typed, script, Some(&slips), &|_| false);
    assert_eq!(covers.iter().map(|cover| cover.text.as_str()).collect::<Vec<_>>(), expected, "{typed}");
    assert!(covers.iter().all(|cover| cover.slipped));
}

#[test]
fn one_letter_may_be_wrong() {
    let analyzer = analyzer();
    corrected(analyzer, "しょてんがい", Script::Japanese, &["商店街"]);
    corrected(analyzer, "しうょてんがい", Script::Japanese, &["商店街"]);
    corrected(analyzer, "イベソト", Script::Japanese, &["イベント"]);
    corrected(analyzer, "表賞制度", Script::Japanese, &["表彰制度"]);
    corrected(analyzer, "表川制度", Script::Japanese, &[]);
    corrected(analyzer, "shotemgai", Script::Latin, &[]);
}
