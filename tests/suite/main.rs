//! wip
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod account;
mod facts;
mod golden;
mod model_golden;
mod mutations;
mod seeds;
