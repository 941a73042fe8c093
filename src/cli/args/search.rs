//! Arguments of `shisaku search` and `shisaku show`.

use clap::{Args, ValueEnum, builder::BoolishValueParser};

use super::{ColorArgs, FilterArgs, FolderArgs, MatchArgs, shared::PublicArgs};

/// The output format of the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SearchFormat {
    Table,
    Json,
    Csv,
}

/// How much of a search is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Explain {
    Nothing,
    /// How the words were read, and why each hit was found.
    Hits,
    /// The steps of reading the words, and no hits.
    Steps,
}

/// Reads `steps`, or yes and no as environment variables give them.
fn explain(value: &str) -> Result<Explain, String> {
    match value.to_ascii_lowercase().as_str() {
        "steps" => Ok(Explain::Steps),
        "1" | "true" | "t" | "yes" | "y" | "on" => Ok(Explain::Hits),
        "0" | "false" | "f" | "no" | "n" | "off" => Ok(Explain::Nothing),
        _ => Err("steps か、値なしで指定してください。".to_owned()),
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct SearchArgs {
    /// 探す言葉。書き方は下の「言葉の書き方」
    #[arg(value_name = "言葉", help_heading = "探すもの")]
    pub query: Vec<String>,
    #[command(flatten)]
    pub filters: FilterArgs,
    /// 並び順: relevance 関連の高い順、number 番号順、period 計画区分順、title 題名順
    #[arg(long, value_name = "順", env = "SHISAKU_SORT", hide_env = true, help_heading = "表示")]
    pub sort: Option<String>,
    /// 示す件数(1～100)
    #[arg(
        long,
        value_name = "件数",
        env = "SHISAKU_LIMIT",
        allow_negative_numbers = true,
        hide_env = true,
        help_heading = "表示"
    )]
    pub limit: Option<String>,
    /// とばす件数
    #[arg(
        long,
        value_name = "件数",
        env = "SHISAKU_OFFSET",
        allow_negative_numbers = true,
        hide_env = true,
        help_heading = "表示"
    )]
    pub offset: Option<String>,
    #[command(flatten)]
    pub matching: MatchArgs,
    /// 項目ごとの件数も示す
    #[arg(long, env = "SHISAKU_FACETS", hide_env = true, value_parser = BoolishValueParser::new(), help_heading = "表示")]
    pub facets: bool,
    /// 言葉をどう読み、なぜ見つかったかも示す。--explain=steps なら、言葉を読む段階だけを示す
    #[arg(
        long,
        value_name = "steps",
        env = "SHISAKU_EXPLAIN",
        value_parser = explain,
        num_args = 0..=1,
        require_equals = true,
        default_value = "false",
        default_missing_value = "true",
        hide_default_value = true,
        hide_env = true,
        help_heading = "表示"
    )]
    pub explain: Explain,
    /// 形式: table 1 行に 1 件、json API と同じ形、csv export と同じ列(初めは 1 件を数行で)
    #[arg(
        long,
        value_name = "形式",
        env = "SHISAKU_SEARCH_FORMAT",
        value_enum,
        hide_env = true,
        hide_possible_values = true,
        help_heading = "表示"
    )]
    pub format: Option<SearchFormat>,
    #[command(flatten)]
    pub color: ColorArgs,
    /// JSON で出力する(--format json と同じ)
    #[arg(long, env = "SHISAKU_JSON", hide_env = true, value_parser = BoolishValueParser::new(), help_heading = "表示")]
    pub json: bool,
    #[command(flatten)]
    pub folders: FolderArgs,
}

impl SearchArgs {
    /// The parameters of the search as name and value pairs, as in a URL.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let single =
            [("sort", self.sort.clone()), ("limit", self.limit.clone()), ("offset", self.offset.clone())];
        let mut pairs = vec![("q".to_owned(), self.query.join(" "))];
        pairs.extend(self.filters.pairs.iter().cloned());
        pairs.extend(self.matching.pairs());
        pairs.extend(single.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
        pairs
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ShowArgs {
    /// 施策の番号(1-1(1) など)か ID(meguro-vision/5-1-1-1 など)
    #[arg(value_name = "番号", help_heading = "示すもの")]
    pub entry: String,
    /// JSON で出力する(API と同じ形)
    #[arg(long, env = "SHISAKU_JSON", hide_env = true, value_parser = BoolishValueParser::new(), help_heading = "表示")]
    pub json: bool,
    #[command(flatten)]
    pub public: PublicArgs,
    #[command(flatten)]
    pub folders: FolderArgs,
}
