//! Arguments of `shisaku check` and `shisaku parse`.

use std::path::PathBuf;

use clap::{Args, builder::BoolishValueParser};

use super::LexiconArgs;
use crate::config;

#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArgs {
    /// 計画の文書を置くフォルダー(初めは seeds)
    #[arg(long, value_name = "フォルダー", env = "SHISAKU_SEEDS", default_value = config::SEEDS, help_heading = "場所")]
    #[arg(hide_default_value = true, hide_env = true)]
    pub seeds: PathBuf,
    #[command(flatten)]
    pub lexicon: LexiconArgs,
    /// JSON で出力する
    #[arg(long, env = "SHISAKU_JSON", hide_env = true, value_parser = BoolishValueParser::new(), help_heading = "表示")]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ParseArgs {
    /// 読む文書
    #[arg(value_name = "ファイル", help_heading = "読むもの")]
    pub file: PathBuf,
    /// JSON で出力する
    #[arg(long, env = "SHISAKU_JSON", hide_env = true, value_parser = BoolishValueParser::new(), help_heading = "表示")]
    pub json: bool,
}
