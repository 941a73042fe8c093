//! Shared test fixtures.

#![allow(clippy::expect_used, reason = "only tests use it")]

use std::sync::LazyLock;

use shisaku_analysis::Analyzer;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new().expect("the embedded dictionary"));

/// The analyzer shared by all tests, so that the dictionary is opened once.
pub(crate) fn analyzer() -> &'static Analyzer {
    &ANALYZER
}
