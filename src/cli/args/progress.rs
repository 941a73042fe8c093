//! Arguments of `shisaku progress`.

use clap::{Args, ValueEnum, builder::PossibleValue};

use super::{
    ColorArgs, FilterArgs, FolderArgs, MatchArgs,
    shared::{OutputArgs, PublicArgs},
};
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
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub public: PublicArgs,
    #[command(flatten)]
    pub color: ColorArgs,
    #[command(flatten)]
    pub folders: FolderArgs,
}

impl ProgressArgs {
    /// The parameters of the table as name and value pairs, as in a URL.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let format = self.format.map(|format| format.name().to_owned());
        let own = [("rows", &self.rows), ("columns", &self.columns), ("at", &self.at), ("format", &format)];
        let own = own.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
        let words = ("q".to_owned(), self.query.join(" "));
        let filters = self.filters.pairs.iter().cloned();
        std::iter::once(words).chain(own).chain(filters).chain(self.matching.pairs()).collect()
    }
}

/// The output formats. `None` is the terminal table, which the API does not have.
pub(in crate::cli) const FORMATS: [(&str, Option<ProgressFormat>); 4] = {
    let [json, csv, xlsx] = ProgressFormat::ALL;
    [("table", None), (json.0, Some(json.1)), (csv.0, Some(csv.1)), (xlsx.0, Some(xlsx.1))]
};

/// One of [`FORMATS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) struct ProgressFormatArg(pub Option<ProgressFormat>);

impl ProgressFormatArg {
    fn name(self) -> &'static str {
        FORMATS.into_iter().find(|(_, format)| *format == self.0).map_or(FORMATS[0].0, |(name, _)| name)
    }
}

impl ValueEnum for ProgressFormatArg {
    fn value_variants<'a>() -> &'a [Self] {
        const { &[Self(FORMATS[0].1), Self(FORMATS[1].1), Self(FORMATS[2].1), Self(FORMATS[3].1)] }
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}
