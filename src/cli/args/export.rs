//! Arguments of `shisaku export`.

use clap::{Args, ValueEnum, builder::PossibleValue};

use super::{
    FilterArgs, FolderArgs, MatchArgs,
    shared::{OutputArgs, public_url},
};
use crate::{api::ExportFormat, web::PublicUrl};

#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArgs {
    /// 形式: json、jsonl、csv、xlsx
    #[arg(
        long,
        value_name = "形式",
        env = "SHISAKU_FORMAT",
        hide_env = true,
        value_enum,
        hide_possible_values = true,
        help_heading = "出力"
    )]
    pub format: FormatArg,
    /// この言葉で見つかるものだけ
    #[arg(long = "q", value_name = "言葉", help_heading = "しぼり込み", env = "SHISAKU_Q", hide_env = true)]
    pub query: Option<String>,
    #[command(flatten)]
    pub filters: FilterArgs,
    #[command(flatten)]
    pub matching: MatchArgs,
    /// 並び順: relevance、number、period、title(search と同じ)
    #[arg(long, value_name = "順", env = "SHISAKU_SORT", hide_env = true, help_heading = "出力")]
    pub sort: Option<String>,
    #[command(flatten)]
    pub output: OutputArgs,
    /// 公開しているアドレス。URL の列の頭に付く(なければ / から始まる)
    #[arg(
        long,
        value_name = "URL",
        env = "SHISAKU_PUBLIC_URL",
        hide_env = true,
        value_parser = public_url,
        help_heading = "出力"
    )]
    pub public_url: Option<PublicUrl>,
    #[command(flatten)]
    pub folders: FolderArgs,
}

impl ExportArgs {
    /// The parameters of the search as name and value pairs, as in a URL.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let single = [("q", self.query.clone()), ("sort", self.sort.clone())];
        let single = single.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        single.chain(self.filters.pairs.iter().cloned()).chain(self.matching.pairs()).collect()
    }
}

/// An [`ExportFormat`] as a command-line value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) struct FormatArg(pub ExportFormat);

impl ValueEnum for FormatArg {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self(ExportFormat::Json),
            Self(ExportFormat::Jsonl),
            Self(ExportFormat::Csv),
            Self(ExportFormat::Xlsx),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let named = ExportFormat::ALL.into_iter().find(|(_, format)| *format == self.0);
        named.map(|(name, _)| PossibleValue::new(name))
    }
}
