//! The shared analyzer and random texts for this crate's tests.

#![allow(clippy::expect_used, reason = "only tests use it")]

use std::sync::LazyLock;

pub use shisaku_testing::any_text;

use crate::Analyzer;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new().expect("the embedded dictionary"));

/// One analyzer for all tests, so that the dictionary is opened only once.
pub fn analyzer() -> &'static Analyzer {
    &ANALYZER
}
