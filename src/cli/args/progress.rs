//! What can be typed behind `shisaku progress`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, builder::PossibleValue};

use super::{ColorArgs, FilterArgs, FolderArgs, MatchArgs};
use crate::api::ProgressFormat;

#[derive(Debug, Args)]
pub(in crate::cli) struct ProgressArgs {
    /// この言葉で見つかるものだけ(書き方は search と同じ)
    #[arg(value_name = "言葉", help_heading = "数えるもの")]
    pub query: Vec<String>,
    /// 行にする項目(初めは policy)
    #[arg(long, value_name = "項目", env = "SHISAKU_ROWS", hide_env = true, help_heading = "数えるもの")]
    pub rows: Option<String>,
    /// 列にする項目(初めは period)
    #[arg(long, value_name = "項目", env = "SHISAKU_COLUMNS", hide_env = true, help_heading = "数えるもの")]
    pub columns: Option<String>,
    /// 期限を過ぎたかどうかを見る日(2026-03-31 のように。初めは今日)
    #[arg(long, value_name = "日付", env = "SHISAKU_AT", hide_env = true, help_heading = "数えるもの")]
    pub at: Option<String>,
    #[command(flatten)]
    pub filters: FilterArgs,
    #[command(flatten)]
    pub matching: MatchArgs,
    /// 形式: table(初め)、json、csv、xlsx
    #[arg(
        long,
        value_name = "形式",
        env = "SHISAKU_PROGRESS_FORMAT",
        hide_env = true,
        value_enum,
        hide_possible_values = true,
        help_heading = "出力"
    )]
    pub format: Option<ProgressFormatArg>,
    /// 書き出すファイル(なければ標準出力)
    #[arg(
        long,
        short,
        value_name = "ファイル",
        env = "SHISAKU_OUTPUT",
        hide_env = true,
        help_heading = "出力"
    )]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub color: ColorArgs,
    #[command(flatten)]
    pub folders: FolderArgs,
}

impl ProgressArgs {
    /// The table as name and value pairs, as a URL would give them.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let own = [("rows", &self.rows), ("columns", &self.columns), ("at", &self.at)];
        let own = own.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
        let words = ("q".to_owned(), self.query.join(" "));
        let filters = self.filters.pairs.iter().cloned();
        std::iter::once(words).chain(own).chain(filters).chain(self.matching.pairs()).collect()
    }
}

/// A form of the table as typed; none for the table in the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) struct ProgressFormatArg(pub Option<ProgressFormat>);

impl ValueEnum for ProgressFormatArg {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self(None),
            Self(Some(ProgressFormat::Json)),
            Self(Some(ProgressFormat::Csv)),
            Self(Some(ProgressFormat::Xlsx)),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let Some(format) = self.0 else { return Some(PossibleValue::new("table")) };
        let named = ProgressFormat::ALL.into_iter().find(|(_, one)| *one == format);
        named.map(|(name, _)| PossibleValue::new(name))
    }
}
