//! Arguments of `results`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{
    FolderArgs, LexiconArgs,
    shared::{OutputArgs, SEEDS, given},
};

#[derive(Debug, Args)]
#[command(subcommand_help_heading = "コマンド", subcommand_value_name = "コマンド")]
pub(in crate::cli) struct ResultsArgs {
    #[command(subcommand)]
    pub command: ResultsCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ResultsCommand {
    /// 実績を書き込む Excel の表を作る(--department などでしぼり込む)
    #[command(override_usage = "shisaku results template --year <年度> [オプション]")]
    Template(ResultsTemplateArgs),
    /// 実績のファイルを加えると何が変わるかを、加えずに示す
    #[command(override_usage = "shisaku results preview <ファイル> [オプション]")]
    Preview(ResultsFileArgs),
    /// 実績のファイルを、誤りがなければ計画のフォルダーに置く
    #[command(override_usage = "shisaku results add <ファイル> [オプション]")]
    Add(ResultsFileArgs),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ResultsTemplateArgs {
    /// 実績の年度(2014、H26、平成26年度 など)
    #[arg(long, value_name = "年度", help_heading = "書き込むもの")]
    pub year: String,
    /// この担当課の施策だけ
    #[arg(long, value_name = "課", help_heading = "しぼり込み")]
    pub department: Vec<String>,
    /// この計画区分の施策だけ(短期、中期、長期 など)
    #[arg(long, value_name = "区分", help_heading = "しぼり込み")]
    pub period: Vec<String>,
    /// この計画の施策だけ(seeds の中のフォルダーの名前)
    #[arg(long, value_name = "計画", help_heading = "しぼり込み")]
    pub plan: Vec<String>,
    /// この言葉で見つかるものだけ
    #[arg(long = "q", value_name = "言葉", help_heading = "しぼり込み")]
    pub query: Option<String>,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub folders: FolderArgs,
}

impl ResultsTemplateArgs {
    /// The parameters of the search as name and value pairs, as in a URL.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let filters = [("department", &self.department), ("period", &self.period), ("plan", &self.plan)];
        let filters = filters
            .into_iter()
            .flat_map(|(name, values)| values.iter().map(move |value| (name.to_owned(), value.clone())));
        given([("q", &self.query)]).chain(filters).collect()
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ResultsFileArgs {
    /// 実績のファイル(Excel、CSV、TSV、テキストなど)
    #[arg(value_name = "ファイル", help_heading = "加えるもの")]
    pub file: PathBuf,
    /// 計画(seeds の中のフォルダーの名前。ファイルの行がひとつの計画だけにつながれば要らない)
    #[arg(long, value_name = "計画", help_heading = "加えるもの")]
    pub plan: Option<String>,
    /// 同じ名前のファイルがあれば入れ替える
    #[arg(long, help_heading = "加えるもの")]
    pub replace: bool,
    /// JSON で出力する
    #[arg(long, help_heading = "表示")]
    pub json: bool,
    /// 計画の文書を置くフォルダー(初めは seeds)
    #[arg(long, value_name = "フォルダー", default_value = SEEDS, help_heading = "場所")]
    pub seeds: PathBuf,
    #[command(flatten)]
    pub lexicon: LexiconArgs,
}
