//! Options that several commands share.

use std::path::PathBuf;

use clap::{Args, ValueEnum, builder::BoolishValueParser};

use crate::{
    config::{self, Folders},
    web::PublicUrl,
};

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct FolderArgs {
    /// 計画の文書を置くフォルダー(初めは seeds)
    #[arg(long, value_name = "フォルダー", env = "SHISAKU_SEEDS", default_value = config::SEEDS, help_heading = "場所")]
    #[arg(hide_default_value = true, hide_env = true)]
    pub seeds: PathBuf,
    /// 索引のフォルダー(初めは index)
    #[arg(long, value_name = "フォルダー", env = "SHISAKU_INDEX", default_value = config::INDEX, help_heading = "場所")]
    #[arg(hide_default_value = true, hide_env = true)]
    pub index: PathBuf,
    #[command(flatten)]
    pub lexicon: LexiconArgs,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct LexiconArgs {
    /// 語彙のフォルダー(words.csv、furigana.csv、organisations.csv、spellings.txt、synonyms/。なければ組み込みのもの)
    #[arg(
        id = "lexicon",
        long = "lexicon",
        value_name = "フォルダー",
        env = "SHISAKU_LEXICON",
        hide_env = true,
        help_heading = "場所"
    )]
    pub folder: Option<PathBuf>,
}

impl From<&FolderArgs> for Folders {
    fn from(args: &FolderArgs) -> Self {
        Self { seeds: args.seeds.clone(), index: args.index.clone(), lexicon: args.lexicon.folder.clone() }
    }
}

/// When to write escape sequences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ColorArg {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ColorArgs {
    /// 色: auto 端末だけ(初め。NO_COLOR があれば付けない)、always いつも、never 付けない
    #[arg(
        long,
        value_name = "場合",
        env = "SHISAKU_COLOR",
        default_value = "auto",
        value_enum,
        hide_default_value = true,
        hide_env = true,
        hide_possible_values = true,
        help_heading = "表示"
    )]
    pub color: ColorArg,
}

/// Options for the output file.
#[derive(Debug, Args)]
pub(in crate::cli) struct OutputArgs {
    /// 書き出すファイル(なければ標準出力)
    #[arg(
        id = "output",
        long = "output",
        short = 'o',
        value_name = "ファイル",
        env = "SHISAKU_OUTPUT",
        hide_env = true,
        help_heading = "出力"
    )]
    pub file: Option<PathBuf>,
}

/// Options for how entries must match the words of a query.
#[derive(Debug, Args)]
pub(in crate::cli) struct MatchArgs {
    /// 言葉のそろい方: auto、all すべて、any どれか
    #[arg(
        long = "match",
        value_name = "方法",
        env = "SHISAKU_MATCH",
        hide_env = true,
        help_heading = "しぼり込み"
    )]
    pub mode: Option<String>,
    /// 入力したとおりの形だけを探す
    #[arg(long, env = "SHISAKU_EXACT", hide_env = true, value_parser = BoolishValueParser::new(), help_heading = "しぼり込み")]
    pub exact: bool,
}

impl MatchArgs {
    /// The match options as name and value pairs, as in a URL.
    pub fn pairs(&self) -> impl Iterator<Item = (String, String)> {
        let mode = self.mode.clone().map(|mode| ("match".to_owned(), mode));
        let exact = self.exact.then(|| ("exact".to_owned(), "true".to_owned()));
        mode.into_iter().chain(exact)
    }
}

/// Options for the public address of the pages.
#[derive(Debug, Args)]
pub(in crate::cli) struct PublicArgs {
    /// 公開しているアドレス(例: https://shisaku.example.jp)。ページのアドレスを書くときに使う
    #[arg(
        long,
        value_name = "URL",
        env = "SHISAKU_PUBLIC_URL",
        hide_env = true,
        value_parser = public_url,
        help_heading = "出力"
    )]
    pub public_url: Option<PublicUrl>,
}

impl PublicArgs {
    /// The public address, put before the path of a page. Empty if unknown.
    pub fn base(&self) -> &str {
        self.public_url.as_ref().map_or("", PublicUrl::as_str)
    }
}

/// Parses a public address. The error text is Japanese.
pub(in crate::cli) fn public_url(typed: &str) -> Result<PublicUrl, String> {
    PublicUrl::read(typed).map_err(|error| error.to_string())
}
