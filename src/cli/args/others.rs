//! Arguments of `serve` and of the commands that read documents, counts or judged queries.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;

use super::{
    FolderArgs, LexiconArgs,
    shared::{SEEDS, public_url},
};
use crate::web::PublicUrl;

/// Default listening address. Loopback, because the operator decides when others may reach the server.
const LISTEN: &str = "127.0.0.1:8080";

/// Default folder of counts that `report` reads. `serve` counts only if a folder is given.
const LEARN: &str = "learned";

/// Default minimum count before a query is written down. A query asked this often is hardly one person's.
const LEARN_LEAST: &str = "5";

#[derive(Debug, Args)]
pub(in crate::cli) struct ServeArgs {
    /// 待ち受けるアドレスとポート(初めは 127.0.0.1:8080)
    #[arg(long, value_name = "アドレス", default_value = LISTEN, help_heading = "場所")]
    #[arg(value_parser = listen)]
    pub listen: SocketAddr,
    /// 公開しているアドレス(例: https://shisaku.example.jp。なければ、アクセスされたときのホスト名)
    #[arg(long, value_name = "URL", value_parser = public_url, help_heading = "場所")]
    pub public_url: Option<PublicUrl>,
    /// 見つからなかった言葉の件数を残すフォルダー(指定しなければ数えない)
    #[arg(long, value_name = "フォルダー", help_heading = "見つからなかった言葉")]
    pub learn: Option<PathBuf>,
    /// この回数に満たない言葉は残さない(初めは 5)
    #[arg(long, value_name = "回数", default_value = LEARN_LEAST, value_parser = least)]
    #[arg(help_heading = "見つからなかった言葉")]
    pub learn_least: u64,
    /// 文書について気づいたこと(誤りや注意)を、ページにも出す。職員だけが見る所で使う
    #[arg(long, help_heading = "表示")]
    pub show_findings: bool,
    #[command(flatten)]
    pub folders: FolderArgs,
}

fn listen(typed: &str) -> Result<SocketAddr, String> {
    typed
        .parse()
        .map_err(|_| "127.0.0.1:8080 のように、数字のアドレスとポートを指定してください。".to_owned())
}

fn least(typed: &str) -> Result<u64, String> {
    let number = typed.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "1 以上の整数を指定してください。".to_owned())
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArgs {
    /// 計画の文書を置くフォルダー(初めは seeds)
    #[arg(long, value_name = "フォルダー", default_value = SEEDS, help_heading = "場所")]
    pub seeds: PathBuf,
    #[command(flatten)]
    pub lexicon: LexiconArgs,
    /// 同じ種類の気づきも、ひとつずつすべて出す
    #[arg(long, env = "SHISAKU_CHECK_ALL", help_heading = "表示")]
    pub all: bool,
    /// 見出し、表の列、記号、年度をどう読み取ったかも出す
    #[arg(long, env = "SHISAKU_CHECK_EXPLAIN", help_heading = "表示")]
    pub explain: bool,
    /// JSON で出力する
    #[arg(long, help_heading = "表示")]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct InitArgs {
    /// 計画の文書を置いたフォルダー(例: seeds/meguro-vision)
    #[arg(value_name = "フォルダー", help_heading = "場所")]
    pub folder: PathBuf,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ParseArgs {
    /// 読む文書
    #[arg(value_name = "ファイル", help_heading = "読むもの")]
    pub file: PathBuf,
    /// JSON で出力する
    #[arg(long, help_heading = "表示")]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct EvalArgs {
    /// 判定つきの質問。1 行に 1 つ、JSON(qid、query、kind、relevant)か、タブで区切った qid、質問、答えの id
    #[arg(long, value_name = "ファイル", help_heading = "測るもの")]
    pub queries: PathBuf,
    /// 計画の代わりに探す文書。1 行に 1 つの JSON(id、title、text)
    #[arg(long, value_name = "ファイル", help_heading = "測るもの")]
    pub corpus: Option<PathBuf>,
    /// 前に --json で出力した結果。差とその確かさを示す
    #[arg(long, value_name = "ファイル", help_heading = "測るもの")]
    pub compare: Option<PathBuf>,
    /// JSON で出力する
    #[arg(long, help_heading = "表示")]
    pub json: bool,
    #[command(flatten)]
    pub folders: FolderArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ReportArgs {
    /// serve --learn が件数を残したフォルダー(初めは learned)
    #[arg(long, value_name = "フォルダー", default_value = LEARN, help_heading = "場所")]
    pub learn: PathBuf,
    /// JSON で出力する
    #[arg(long, help_heading = "表示")]
    pub json: bool,
    #[command(flatten)]
    pub folders: FolderArgs,
}
