//! Arguments of the commands that read an index: `search`, `show`, `progress` and `export`.

use std::path::PathBuf;

use clap::{
    Args, ValueEnum,
    builder::{PossibleValue, PossibleValuesParser},
};

use super::{
    ColorArgs, FilterArgs, FolderArgs, MatchArgs,
    shared::{OutputArgs, PublicArgs, given, public_url},
    yes_or_no,
};
use crate::{
    api::{ExportFormat, ProgressFormat},
    web::PublicUrl,
};

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
fn explain(value: &str) -> Result<Explain, &'static str> {
    if value.eq_ignore_ascii_case("steps") {
        return Ok(Explain::Steps);
    }
    let hits = yes_or_no(value).map_err(|_| "steps か、値なしで指定してください。")?;
    Ok(if hits { Explain::Hits } else { Explain::Nothing })
}

#[derive(Debug, Args)]
pub(in crate::cli) struct SearchArgs {
    /// 探す言葉。書き方は下の「言葉の書き方」
    #[arg(value_name = "言葉", help_heading = "探すもの")]
    pub query: Vec<String>,
    #[command(flatten)]
    pub filters: FilterArgs,
    /// 並び順: relevance 関連の高い順、number 番号順、period 計画区分順、result 実績順、title 題名順
    #[arg(long, value_name = "順", help_heading = "表示")]
    pub sort: Option<String>,
    /// 並べる向き: asc 初めから、desc 終わりから
    #[arg(long, value_name = "向き", help_heading = "表示")]
    pub order: Option<String>,
    /// 示す件数(1～100)
    #[arg(long, value_name = "件数", allow_negative_numbers = true, help_heading = "表示")]
    pub limit: Option<String>,
    /// とばす件数
    #[arg(long, value_name = "件数", allow_negative_numbers = true, help_heading = "表示")]
    pub offset: Option<String>,
    #[command(flatten)]
    pub matching: MatchArgs,
    /// 項目ごとの件数も示す
    #[arg(long, help_heading = "表示")]
    pub facets: bool,
    /// 言葉をどう読み、なぜ見つかったかも示す。--explain=steps なら、言葉を読む段階だけを示す
    #[arg(long, value_name = "steps", value_parser = explain, num_args = 0..=1, require_equals = true)]
    #[arg(default_value = "false", default_missing_value = "true", help_heading = "表示")]
    pub explain: Explain,
    /// 形式: table 1 行に 1 件、json API と同じ形、csv export と同じ列(初めは 1 件を数行で)
    #[arg(long, value_name = "形式", env = "SHISAKU_SEARCH_FORMAT", value_enum, help_heading = "表示")]
    pub format: Option<SearchFormat>,
    #[command(flatten)]
    pub color: ColorArgs,
    /// JSON で出力する(--format json と同じ)
    #[arg(long, help_heading = "表示")]
    pub json: bool,
    #[command(flatten)]
    pub folders: FolderArgs,
}

impl SearchArgs {
    /// The parameters of the search as name and value pairs, as in a URL.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = vec![("q".to_owned(), self.query.join(" "))];
        pairs.extend(self.filters.pairs.iter().cloned());
        pairs.extend(self.matching.pairs());
        pairs.extend(given([("sort", &self.sort), ("order", &self.order)]));
        pairs.extend(given([("limit", &self.limit), ("offset", &self.offset)]));
        pairs
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ShowArgs {
    /// 施策の番号(1-1(1) など)か ID(meguro-vision/5-1-1-1 など)
    #[arg(value_name = "番号", help_heading = "示すもの")]
    pub entry: String,
    /// JSON で出力する(API と同じ形)
    #[arg(long, help_heading = "表示")]
    pub json: bool,
    #[command(flatten)]
    pub public: PublicArgs,
    #[command(flatten)]
    pub folders: FolderArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ProgressArgs {
    /// この言葉で見つかるものだけ(書き方は search と同じ)
    #[arg(value_name = "言葉", help_heading = "数えるもの")]
    pub query: Vec<String>,
    /// 行にする項目(初めは policy)
    #[arg(long, value_name = "項目", help_heading = "数えるもの")]
    pub rows: Option<String>,
    /// 列にする項目(初めは period)
    #[arg(long, value_name = "項目", help_heading = "数えるもの")]
    pub columns: Option<String>,
    #[command(flatten)]
    pub filters: FilterArgs,
    #[command(flatten)]
    pub matching: MatchArgs,
    /// 形式: table(初め)、json、csv、xlsx
    #[arg(long, value_name = "形式", env = "SHISAKU_PROGRESS_FORMAT", help_heading = "出力")]
    #[arg(value_parser = PossibleValuesParser::new(PROGRESS_FORMATS.map(|(name, _)| name)))]
    pub format: Option<String>,
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
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = vec![("q".to_owned(), self.query.join(" "))];
        let Self { rows, columns, format, .. } = self;
        pairs.extend(given([("rows", rows), ("columns", columns), ("format", format)]));
        pairs.extend(self.filters.pairs.iter().cloned());
        pairs.extend(self.matching.pairs());
        pairs
    }
}

/// The output formats of `progress`. `None` is the terminal table, which the API does not have.
pub(in crate::cli) const PROGRESS_FORMATS: [(&str, Option<ProgressFormat>); 4] = {
    let [json, csv, xlsx] = ProgressFormat::ALL;
    [("table", None), (json.0, Some(json.1)), (csv.0, Some(csv.1)), (xlsx.0, Some(xlsx.1))]
};

#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArgs {
    /// 形式: json、jsonl、csv、xlsx
    #[arg(long, value_name = "形式", value_enum, help_heading = "出力")]
    pub format: ExportFormat,
    /// この言葉で見つかるものだけ
    #[arg(long = "q", value_name = "言葉", help_heading = "しぼり込み")]
    pub query: Option<String>,
    #[command(flatten)]
    pub filters: FilterArgs,
    #[command(flatten)]
    pub matching: MatchArgs,
    /// 並び順: relevance、number、period、result、title(search と同じ)
    #[arg(long, value_name = "順", help_heading = "出力")]
    pub sort: Option<String>,
    /// 並べる向き: asc、desc(search と同じ)
    #[arg(long, value_name = "向き", help_heading = "出力")]
    pub order: Option<String>,
    /// この項目の値ごとに分ける(department なら課ごと)。xlsx のファイルではシート、フォルダーではファイルになる
    #[arg(long, value_name = "項目", help_heading = "出力")]
    pub by: Option<String>,
    /// csv と xlsx の列: all すべて(初め)、main 主な列だけ(A4 横の幅に印刷できる)
    #[arg(id = "table_columns", long = "columns", value_name = "列", env = "SHISAKU_EXPORT_COLUMNS")]
    #[arg(help_heading = "出力")]
    pub columns: Option<String>,
    /// 書き出すファイル(なければ標準出力)。--by とフォルダー(一覧/ など)なら、値ごとのファイル
    #[arg(long, short = 'o', value_name = "ファイル", help_heading = "出力")]
    pub output: Option<PathBuf>,
    /// 公開しているアドレス。URL の列の頭に付く(なければ / から始まる)
    #[arg(long, value_name = "URL", value_parser = public_url, help_heading = "出力")]
    pub public_url: Option<PublicUrl>,
    #[command(flatten)]
    pub folders: FolderArgs,
}

impl ExportArgs {
    /// The parameters of the list as name and value pairs, as in a URL.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        // Facets have the names of their options, too.
        let by = self.by.as_ref().map(|typed| typed.replace('-', "_"));
        let format = Some(self.format.name().to_owned());
        let list = given([("format", &format), ("by", &by), ("columns", &self.columns)]);
        let own = given([("q", &self.query), ("sort", &self.sort), ("order", &self.order)]);
        list.chain(own).chain(self.filters.pairs.iter().cloned()).chain(self.matching.pairs()).collect()
    }
}

impl ValueEnum for ExportFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Json, Self::Jsonl, Self::Csv, Self::Xlsx]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}
