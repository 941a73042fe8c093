//! The command-line arguments. Filter options are generated from the facet table.

mod filters;
mod others;
mod results;
mod search;
mod shared;
mod wrong;

use clap::{Arg, ArgAction, Args, CommandFactory, Parser, Subcommand};

pub(super) use filters::{FilterArgs, option};
pub(super) use others::{CheckArgs, EvalArgs, InitArgs, ParseArgs, ReportArgs, ServeArgs};
pub(super) use results::{ResultsArgs, ResultsCommand, ResultsFileArgs, ResultsTemplateArgs};
pub(super) use search::{
    Explain, ExportArgs, PROGRESS_FORMATS, ProgressArgs, SearchArgs, SearchFormat, ShowArgs,
};
pub(super) use shared::{ColorArg, ColorArgs, FolderArgs, LexiconArgs, MODEL, MatchArgs};
pub(super) use wrong::{USAGE, explain};

const TEMPLATE: &str = "{about}\n\n使い方: {usage}\n\n{all-args}{after-help}";

/// Query syntax, shown by `search --help`.
const SYNTAX: &str = "\
言葉の書き方:
  商店街 支援          空白で区切ると、すべての言葉を含むもの
  '観光 OR 農業'       どちらかを含むもの(または でも同じ)
  '融資 -勤労者'       「勤労者」を含むものを除く(全体を引用符で囲むか、-- のあとに書く)
  '\"産学交流\"'         その並びのまま
  題名:融資  実績:融資  題名か実績の文の中だけ
  1-1(1)               施策の番号
  '平成24年度 観光'    その年度にかかるもの(西暦でも)
  '長期計画 実績なし'  期間や実績の有無も言葉で(条件として読んだことは ※ で示す)
  商店会に入ると何がある?  文のままでも
";

/// Meaning of the table cells, shown by `progress --help`.
const CELLS: &str = "\
表の読み方:
  18 (14/2/2/0)        件数(実績あり/実績なし/計画期間の報告待ち/報告なし)
  !2                   期限超過: 計画の最後の年度が終わり、その年度にかかる報告が「実績なし」で、
                       計画の年度からあとに何かを行ったという報告のないもの(除いた項目は数えません)
  行にも列にも、--has-result のような、しぼり込みの項目を使えます(has_result、department、year など)。
";

/// Install locations of completions, shown by `completions --help`.
const COMPLETIONS: &str = "\
使い方の例:
  bash  shisaku completions bash > ~/.local/share/bash-completion/completions/shisaku
  zsh   shisaku completions zsh > ~/.zfunc/_shisaku
  fish  shisaku completions fish > ~/.config/fish/completions/shisaku.fish
";

/// 自治体の計画とその実績を、見つけられるようにします。
#[derive(Debug, Parser)]
#[command(name = "shisaku", version, help_template = TEMPLATE, subcommand_help_heading = "コマンド")]
#[command(disable_help_subcommand = true, disable_help_flag = true, disable_version_flag = true)]
#[command(subcommand_value_name = "コマンド", arg_required_else_help = true)]
#[command(
    after_help = "各コマンドの説明: shisaku コマンド --help\n終了コード: 0 正常、1 文書に誤りがあるか実行できない、2 使い方の誤り"
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// この説明を表示する
    #[arg(short, long, action = ArgAction::Help, global = true, help_heading = "そのほか")]
    help: Option<bool>,
    /// 版を表示する
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "そのほか")]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 文書を読み、索引を作る
    #[command(override_usage = "shisaku index [オプション]")]
    Index(FolderArgs),
    /// 検索の画面と API を動かす(索引がないか古ければ作る)
    #[command(override_usage = "shisaku serve [オプション]")]
    Serve(ServeArgs),
    /// 施策を探す
    #[command(override_usage = "shisaku search [言葉]... [オプション]", after_help = SYNTAX)]
    Search(SearchArgs),
    /// 計画の進み具合を表で示す
    #[command(override_usage = "shisaku progress [言葉]... [オプション]", after_help = CELLS)]
    Progress(ProgressArgs),
    /// 施策をひとつ示す(番号か ID で)
    #[command(override_usage = "shisaku show <番号> [オプション]")]
    Show(ShowArgs),
    /// 計画のフォルダーの文書を読み、plan.toml の下書きを書く
    #[command(override_usage = "shisaku init <フォルダー>")]
    Init(InitArgs),
    /// 文書を読み、気づいたことを示す
    #[command(override_usage = "shisaku check [オプション]")]
    Check(CheckArgs),
    /// 一覧をファイルに書き出す
    #[command(override_usage = "shisaku export --format <形式> [オプション]")]
    Export(ExportArgs),
    /// 年ごとの実績を、書き込む表にし、確かめ、計画に加える
    #[command(override_usage = "shisaku results <template|preview|add> [オプション]")]
    Results(ResultsArgs),
    /// 文書をひとつ読み、施策の一覧を示す
    #[command(override_usage = "shisaku parse <ファイル> [オプション]")]
    Parse(ParseArgs),
    /// 見つからなかった言葉と、語彙への提案を示す(serve --learn の件数から)
    #[command(override_usage = "shisaku report [オプション]")]
    Report(ReportArgs),
    /// 判定つきの質問で、検索のよさを測る
    #[command(override_usage = "shisaku eval --queries <ファイル> [オプション]")]
    Eval(EvalArgs),
    /// シェルの補完を出力する
    #[command(override_usage = "shisaku completions <シェル>", after_help = COMPLETIONS)]
    Completions(CompletionsArgs),
    /// man で読む説明を出力する(shisaku man | man -l -)
    #[command(override_usage = "shisaku man")]
    Man,
}

/// The command line. Every option of a command may also come from an environment variable.
pub(super) fn command() -> clap::Command {
    fn prepared(command: clap::Command) -> clap::Command {
        command.help_template(TEMPLATE).mut_args(from_environment).mut_subcommands(prepared)
    }
    Cli::command().mut_subcommands(prepared)
}

/// Lets an option come from the variable with its name, `SHISAKU_HAS_RESULT` for `--has-result`, unless the
/// option names another one. Its help text says in Japanese what the library would add in English.
fn from_environment(arg: Arg) -> Arg {
    let arg = arg.hide_env(true).hide_default_value(true);
    let variable = arg.get_long().map(|long| format!("SHISAKU_{}", long.to_uppercase().replace('-', "_")));
    let arg = match variable {
        Some(variable) if arg.get_env().is_none() => arg.env(variable),
        _ => arg,
    };
    match arg.get_action() {
        // A variable can also say `no`.
        ArgAction::SetTrue => arg.value_parser(yes_or_no),
        ArgAction::Set | ArgAction::Append => arg.hide_possible_values(true),
        _ => arg,
    }
}

/// Reads the value of a variable that stands for an option without a value.
fn yes_or_no(text: &str) -> Result<bool, &'static str> {
    match text.to_ascii_lowercase().as_str() {
        "y" | "yes" | "t" | "true" | "on" | "1" => Ok(true),
        "n" | "no" | "f" | "false" | "off" | "0" => Ok(false),
        _ => Err("true か false を指定してください。"),
    }
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// シェル: bash、zsh、fish、elvish、powershell
    #[arg(value_name = "シェル", value_enum, help_heading = "出力")]
    pub shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_definition_is_sound() {
        super::command().debug_assert();
    }
}
