//! The analyzer shared by the tests of this crate, and arbitrary texts.

#![allow(clippy::expect_used, reason = "only tests use it")]

use std::sync::LazyLock;

pub(crate) use shisaku_testing::any_text;

use shisaku_analysis::Analyzer;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new().expect("the embedded dictionary"));

/// Returns the shared analyzer. The dictionary is opened only once.
pub(crate) fn analyzer() -> &'static Analyzer {
    &ANALYZER
}
