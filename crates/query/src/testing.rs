//! The analyzer and the random texts that this crate's tests share.

#![allow(clippy::expect_used, reason = "only tests use it")]

use std::sync::LazyLock;

pub(crate) use shisaku_testing::any_text;

use shisaku_analysis::Analyzer;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new().expect("the embedded dictionary"));

/// Returns the analyzer for all tests. Opening the dictionary is slow, so there is only one.
pub(crate) fn analyzer() -> &'static Analyzer {
    &ANALYZER
}
