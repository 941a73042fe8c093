//! What can be typed behind `shisaku index`.

use clap::{Args, builder::BoolishValueParser};

use super::FolderArgs;

#[derive(Debug, Args)]
pub(in crate::cli) struct IndexArgs {
    #[command(flatten)]
    pub folders: FolderArgs,
    /// 文書の変更に誤りがあっても、読めるものだけで作り直す
    #[arg(long, env = "SHISAKU_ANYWAY", hide_env = true, value_parser = BoolishValueParser::new(), help_heading = "作り方")]
    pub anyway: bool,
}
