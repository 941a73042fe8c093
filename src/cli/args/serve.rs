//! Arguments of `shisaku serve`.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;

use super::{FolderArgs, shared::public_url};
use crate::{
    config::{self, Folders, Learn, Server},
    web::PublicUrl,
};

#[derive(Debug, Args)]
pub(in crate::cli) struct ServeArgs {
    /// 待ち受けるアドレスとポート(初めは 127.0.0.1:8080)
    #[arg(long, value_name = "アドレス", env = "SHISAKU_LISTEN", default_value = config::LISTEN, help_heading = "場所")]
    #[arg(hide_default_value = true, hide_env = true, value_parser = listen)]
    pub listen: SocketAddr,
    /// 公開しているアドレス(例: https://shisaku.example.jp。なければ、アクセスされたときのホスト名)
    #[arg(long, value_name = "URL", env = "SHISAKU_PUBLIC_URL", hide_env = true, value_parser = public_url, help_heading = "場所")]
    pub public_url: Option<PublicUrl>,
    /// 見つからなかった言葉の件数を残すフォルダー(指定しなければ数えない)
    #[arg(
        long,
        value_name = "フォルダー",
        env = "SHISAKU_LEARN",
        hide_env = true,
        help_heading = "見つからなかった言葉"
    )]
    pub learn: Option<PathBuf>,
    /// この回数に満たない言葉は残さない(初めは 5)
    #[arg(
        long,
        value_name = "回数",
        env = "SHISAKU_LEARN_LEAST",
        default_value = config::LEARN_LEAST,
        hide_default_value = true,
        hide_env = true,
        value_parser = least,
        help_heading = "見つからなかった言葉"
    )]
    pub learn_least: u64,
    #[command(flatten)]
    pub folders: FolderArgs,
}

impl From<&ServeArgs> for Server {
    fn from(args: &ServeArgs) -> Self {
        let learn = args.learn.clone().map(|folder| Learn { folder, least: args.learn_least });
        let public_url = args.public_url.clone();
        Self { listen: args.listen, public_url, folders: Folders::from(&args.folders), learn }
    }
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
