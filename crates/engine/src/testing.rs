//! The analyzer that this crate's tests share, and texts of all sorts.

#![allow(clippy::expect_used, reason = "only tests use it")]

use std::sync::LazyLock;

pub(crate) use shisaku_testing::any_text;

use shisaku_analysis::Analyzer;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new().expect("the embedded dictionary"));

/// One analyzer for all tests: the dictionary is opened once.
pub(crate) fn analyzer() -> &'static Analyzer {
    &ANALYZER
}
