//! Options that several commands share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::web::PublicUrl;

/// Default folder of plans.
pub(super) const SEEDS: &str = "seeds";

/// Default folder of the built index.
const INDEX: &str = "index";

/// Default folder of the model that tells how near texts are in meaning. It is used if it is there.
pub(in crate::cli) const MODEL: &str = "model";

/// Folders of documents, index, lexicon and model.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct FolderArgs {
    /// 計画の文書を置くフォルダー(初めは seeds)
    #[arg(long, value_name = "フォルダー", default_value = SEEDS, help_heading = "場所")]
    pub seeds: PathBuf,
    /// 索引のフォルダー(初めは index)
    #[arg(long, value_name = "フォルダー", default_value = INDEX, help_heading = "場所")]
    pub index: PathBuf,
    #[command(flatten)]
    pub lexicon: LexiconArgs,
    /// 意味の近さを測るモデルのフォルダー(初めは、あれば model。make model で取れる)
    #[arg(long, value_name = "フォルダー", help_heading = "場所")]
    pub encoder: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct LexiconArgs {
    /// 語彙のフォルダー(words.csv、furigana.csv、organisations.csv、spellings.txt、synonyms/。なければ組み込みのもの)
    #[arg(id = "lexicon", long = "lexicon", value_name = "フォルダー", help_heading = "場所")]
    pub folder: Option<PathBuf>,
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
    #[arg(long, value_name = "場合", default_value = "auto", value_enum, help_heading = "表示")]
    pub color: ColorArg,
}

/// Options for the output file.
#[derive(Debug, Args)]
pub(in crate::cli) struct OutputArgs {
    /// 書き出すファイル(なければ標準出力)
    #[arg(id = "output", long = "output", short = 'o', value_name = "ファイル", help_heading = "出力")]
    pub file: Option<PathBuf>,
}

/// Options for how entries must match the words of a query.
#[derive(Debug, Args)]
pub(in crate::cli) struct MatchArgs {
    /// 言葉のそろい方: auto、all すべて、any どれか
    #[arg(long = "match", value_name = "方法", help_heading = "しぼり込み")]
    pub mode: Option<String>,
    /// 入力したとおりの形だけを探す
    #[arg(long, help_heading = "しぼり込み")]
    pub exact: bool,
}

impl MatchArgs {
    /// The match options as name and value pairs, as in a URL.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let exact = self.exact.then(|| "true".to_owned());
        given([("match", &self.mode), ("exact", &exact)]).collect()
    }
}

/// The name and value pairs of the options that are given.
pub(super) fn given<const N: usize>(
    options: [(&str, &Option<String>); N],
) -> impl Iterator<Item = (String, String)> {
    options.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)))
}

/// Options for the public address of the pages.
#[derive(Debug, Args)]
pub(in crate::cli) struct PublicArgs {
    /// 公開しているアドレス(例: https://shisaku.example.jp)。ページのアドレスを書くときに使う
    #[arg(long, value_name = "URL", value_parser = public_url, help_heading = "出力")]
    pub public_url: Option<PublicUrl>,
}

impl PublicArgs {
    /// The public address, put before the path of a page. Empty if unknown.
    pub(crate) fn base(&self) -> &str {
        self.public_url.as_ref().map_or("", PublicUrl::as_str)
    }
}

/// Parses a public address. The error text is Japanese.
pub(super) fn public_url(typed: &str) -> Result<PublicUrl, String> {
    PublicUrl::read(typed).map_err(|error| error.to_string())
}
