//! Arguments of `shisaku eval` and `shisaku report`.

use std::path::PathBuf;

use clap::{Args, builder::BoolishValueParser};

use super::FolderArgs;
use crate::config;

#[derive(Debug, Args)]
pub(in crate::cli) struct EvalArgs {
    /// 判定つきの質問。1 行に 1 つ、JSON(qid、query、kind、relevant)か、タブで区切った qid、質問、答えの id
    #[arg(
        long,
        value_name = "ファイル",
        env = "SHISAKU_QUERIES",
        hide_env = true,
        help_heading = "測るもの"
    )]
    pub queries: PathBuf,
    /// 計画の代わりに探す文書。1 行に 1 つの JSON(id、title、text)
    #[arg(long, value_name = "ファイル", env = "SHISAKU_CORPUS", hide_env = true, help_heading = "測るもの")]
    pub corpus: Option<PathBuf>,
    /// 前に --json で出力した結果。差とその確かさを示す
    #[arg(
        long,
        value_name = "ファイル",
        env = "SHISAKU_COMPARE",
        hide_env = true,
        help_heading = "測るもの"
    )]
    pub compare: Option<PathBuf>,
    /// JSON で出力する
    #[arg(long, env = "SHISAKU_JSON", hide_env = true, value_parser = BoolishValueParser::new(), help_heading = "表示")]
    pub json: bool,
    #[command(flatten)]
    pub folders: FolderArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ReportArgs {
    /// serve --learn が件数を残したフォルダー(初めは learned)
    #[arg(long, value_name = "フォルダー", env = "SHISAKU_LEARN", default_value = config::LEARN, help_heading = "場所")]
    #[arg(hide_default_value = true, hide_env = true)]
    pub learn: PathBuf,
    /// JSON で出力する
    #[arg(long, env = "SHISAKU_JSON", hide_env = true, value_parser = BoolishValueParser::new(), help_heading = "表示")]
    pub json: bool,
    #[command(flatten)]
    pub folders: FolderArgs,
}
