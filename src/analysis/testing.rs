//! What tests of every layer share: one analyzer, and texts of all sorts.

#![allow(clippy::expect_used, reason = "only tests use it")]

use std::sync::LazyLock;

use proptest::prelude::*;

use super::Analyzer;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new().expect("the embedded dictionary"));

/// The analyzer of all tests: the dictionary is opened once.
pub(crate) fn analyzer() -> &'static Analyzer {
    &ANALYZER
}

/// What texts of plans are made of, and what breaks careless code.
const PIECES: &[&str] = &[
    "商店街",
    "支援",
    "目黒区",
    "産業",
    "産業界",
    "の",
    "を",
    "する",
    "しました",
    "めぐも",
    "ポイントシステム",
    "ものづくり",
    "BCP",
    "ＩＳＯ",
    "㋿",
    "㍿",
    "㊤",
    "二十日",
    "ﾊﾞﾘｱ",
    "ﾞ",
    "ﾟ",
    "ウ",
    "゛",
    "゜",
    "が",
    "か\u{3099}",
    "㈱",
    "①",
    "㎡",
    "々",
    "ー",
    "・",
    "、",
    "。",
    "（",
    "）",
    "(1)",
    "-",
    "－",
    "\"",
    "「",
    "」",
    "『",
    "』",
    " ",
    "　",
    "\n",
    "\t",
    "\u{200B}",
    "葛\u{E0100}",
    "𠮷",
    "👨‍👩‍👧",
    "é",
    "e\u{301}",
    "ẞ",
    "İ",
    "J\u{30C}",
    "\u{1112}\u{1161}\u{11AB}",
    "자체",
    "ﷺ",
    "&",
    "<mark>",
    "&amp;",
    "'",
    "\u{0}",
    "\u{300}",
    "0",
    "23年度",
    "平成23年度",
    "H24",
    "～",
    "二十三",
    "取り組み",
    "取組",
    "サーバー",
    "子どもたち",
    "OR",
];

/// Any text: pieces of plans in any order, or any characters at all.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let pieces =
        prop::collection::vec(prop::sample::select(PIECES), 0..12).prop_map(|pieces| pieces.concat());
    prop_oneof![3 => pieces, 1 => prop::collection::vec(any::<char>(), 0..24).prop_map(String::from_iter)]
}
