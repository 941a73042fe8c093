//! What can be typed. Filters come from the one table of facets.

mod progress;

use std::{net::SocketAddr, path::PathBuf};

use clap::{
    Arg, ArgAction, ArgMatches, Args, Command as ClapCommand, FromArgMatches, Parser, Subcommand, ValueEnum,
    builder::BoolishValueParser,
    error::{ContextKind, ErrorKind},
};

use super::{Outcome, say};
use crate::{
    api::ExportFormat,
    config::{self, Folders, Learn, Server},
    model::{
        FACETS,
        facet::{Accepts, Facet},
    },
    web::PublicUrl,
};

pub(super) use progress::{FORMATS as PROGRESS_FORMATS, ProgressArgs};

const TEMPLATE: &str = "{about}\n\n使い方: {usage}\n\n{all-args}{after-help}";

/// How words are read, for `search --help`.
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

/// How cells are read, for `progress --help`.
const CELLS: &str = "\
表の読み方:
  18 (16/2/0)          件数(実績あり/実績なし/報告なし)
  !2                   期限超過: 計画の終わる年度が基準日までに終わり、実績なしか報告なしのもの
  行にも列にも、--has-result のような、しぼり込みの項目を使えます(has_result、department、year など)。
";

/// Where completions go, for `completions --help`.
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
    #[command(help_template = TEMPLATE, override_usage = "shisaku index [オプション]")]
    Index(FolderArgs),
    /// 検索の画面と API を動かす(索引がないか古ければ作る)
    #[command(help_template = TEMPLATE, override_usage = "shisaku serve [オプション]")]
    Serve(ServeArgs),
    /// 施策を探す
    #[command(help_template = TEMPLATE, override_usage = "shisaku search [言葉]... [オプション]")]
    #[command(after_help = SYNTAX)]
    Search(SearchArgs),
    /// 計画の進み具合を表で示す
    #[command(help_template = TEMPLATE, override_usage = "shisaku progress [言葉]... [オプション]")]
    #[command(after_help = CELLS)]
    Progress(ProgressArgs),
    /// 施策をひとつ示す(番号か ID で)
    #[command(help_template = TEMPLATE, override_usage = "shisaku show <番号> [オプション]")]
    Show(ShowArgs),
    /// 文書を読み、気づいたことを示す
    #[command(help_template = TEMPLATE, override_usage = "shisaku check [オプション]")]
    Check(CheckArgs),
    /// 一覧をファイルに書き出す
    #[command(help_template = TEMPLATE, override_usage = "shisaku export --format <形式> [オプション]")]
    Export(ExportArgs),
    /// 文書をひとつ読み、施策の一覧を示す
    #[command(help_template = TEMPLATE, override_usage = "shisaku parse <ファイル> [オプション]")]
    Parse(ParseArgs),
    /// 見つからなかった言葉と、語彙への提案を示す(serve --learn の件数から)
    #[command(help_template = TEMPLATE, override_usage = "shisaku report [オプション]")]
    Report(ReportArgs),
    /// 判定つきの質問で、検索のよさを測る
    #[command(help_template = TEMPLATE, override_usage = "shisaku eval --queries <ファイル> [オプション]")]
    Eval(EvalArgs),
    /// シェルの補完を出力する
    #[command(help_template = TEMPLATE, override_usage = "shisaku completions <シェル>")]
    #[command(after_help = COMPLETIONS)]
    Completions(CompletionsArgs),
    /// man で読む説明を出力する(shisaku man | man -l -)
    #[command(help_template = TEMPLATE, override_usage = "shisaku man")]
    Man,
}

#[derive(Debug, Clone, Args)]
pub(super) struct FolderArgs {
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
pub(super) struct LexiconArgs {
    /// 語彙のフォルダー(words.csv、spellings.txt、synonyms/。なければ組み込みのもの)
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

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
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

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// serve --learn が件数を残したフォルダー(初めは learned)
    #[arg(long, value_name = "フォルダー", env = "SHISAKU_LEARN", default_value = config::LEARN, help_heading = "場所")]
    #[arg(hide_default_value = true, hide_env = true)]
    pub learn: PathBuf,
    /// JSON で出力する
    #[arg(long, env = "SHISAKU_JSON", hide_env = true, value_parser = BoolishValueParser::new(), help_heading = "表示")]
    pub json: bool,
    #[command(flatten)]
    pub folders: FolderArgs,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// シェル: bash、zsh、fish、elvish、powershell
    #[arg(value_name = "シェル", value_enum, hide_possible_values = true, help_heading = "出力")]
    pub shell: clap_complete::Shell,
}

/// When escape sequences are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorArg {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Args)]
pub(super) struct ColorArgs {
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

/// How hits are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SearchFormat {
    Table,
    Json,
    Csv,
}

#[derive(Debug, Args)]
pub(super) struct SearchArgs {
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
    /// 言葉をどう読み、なぜ見つかったかも示す
    #[arg(long, env = "SHISAKU_EXPLAIN", hide_env = true, value_parser = BoolishValueParser::new(), help_heading = "表示")]
    pub explain: bool,
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
    /// The search as name and value pairs, as a URL would give them.
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
pub(super) struct ShowArgs {
    /// 施策の番号(1-1(1) など)か ID(meguro-vision/5-1-1-1 など)
    #[arg(value_name = "番号", help_heading = "示すもの")]
    pub entry: String,
    /// JSON で出力する(API と同じ形)
    #[arg(long, env = "SHISAKU_JSON", hide_env = true, value_parser = BoolishValueParser::new(), help_heading = "表示")]
    pub json: bool,
    #[command(flatten)]
    pub folders: FolderArgs,
}

/// How words must be met.
#[derive(Debug, Args)]
pub(super) struct MatchArgs {
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
    fn pairs(&self) -> impl Iterator<Item = (String, String)> {
        let mode = self.mode.clone().map(|mode| ("match".to_owned(), mode));
        let exact = self.exact.then(|| ("exact".to_owned(), "true".to_owned()));
        mode.into_iter().chain(exact)
    }
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// 計画の文書を置くフォルダー(初めは seeds)
    #[arg(long, value_name = "フォルダー", env = "SHISAKU_SEEDS", default_value = config::SEEDS, help_heading = "場所")]
    #[arg(hide_default_value = true, hide_env = true)]
    pub seeds: PathBuf,
    #[command(flatten)]
    pub lexicon: LexiconArgs,
    /// JSON で出力する
    #[arg(long, env = "SHISAKU_JSON", hide_env = true, value_parser = BoolishValueParser::new(), help_heading = "表示")]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct ExportArgs {
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
    /// 書き出すファイル(なければ標準出力)
    #[arg(
        long,
        short,
        value_name = "ファイル",
        env = "SHISAKU_OUTPUT",
        hide_env = true,
        help_heading = "出力"
    )]
    pub output: Option<PathBuf>,
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
    /// The search as name and value pairs, as a URL would give them.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let single = [("q", self.query.clone()), ("sort", self.sort.clone())];
        let single = single.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        single.chain(self.filters.pairs.iter().cloned()).chain(self.matching.pairs()).collect()
    }
}

#[derive(Debug, Args)]
pub(super) struct ParseArgs {
    /// 読む文書
    #[arg(value_name = "ファイル", help_heading = "読むもの")]
    pub file: PathBuf,
    /// JSON で出力する
    #[arg(long, env = "SHISAKU_JSON", hide_env = true, value_parser = BoolishValueParser::new(), help_heading = "表示")]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct EvalArgs {
    /// 判定つきの質問。1 行に 1 つ、JSON(qid、query、kind、relevant)か、タブで区切った qid、質問、答えの id
    #[arg(
        long,
        value_name = "ファイル",
        env = "SHISAKU_QUERIES",
        hide_env = true,
        help_heading = "測るもの"
    )]
    pub queries: PathBuf,
    /// 計画の代わりに探す文書。1 行に 1 つの JSON(id、title、text)
    #[arg(long, value_name = "ファイル", env = "SHISAKU_CORPUS", hide_env = true, help_heading = "測るもの")]
    pub corpus: Option<PathBuf>,
    /// 前に --json で出力した結果。差とその確かさを示す
    #[arg(
        long,
        value_name = "ファイル",
        env = "SHISAKU_COMPARE",
        hide_env = true,
        help_heading = "測るもの"
    )]
    pub compare: Option<PathBuf>,
    /// JSON で出力する
    #[arg(long, env = "SHISAKU_JSON", hide_env = true, value_parser = BoolishValueParser::new(), help_heading = "表示")]
    pub json: bool,
    #[command(flatten)]
    pub folders: FolderArgs,
}

/// [`ExportFormat`] as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FormatArg(pub ExportFormat);

impl ValueEnum for FormatArg {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self(ExportFormat::Json),
            Self(ExportFormat::Jsonl),
            Self(ExportFormat::Csv),
            Self(ExportFormat::Xlsx),
        ]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let named = ExportFormat::ALL.into_iter().find(|(_, format)| *format == self.0);
        named.map(|(name, _)| clap::builder::PossibleValue::new(name))
    }
}

/// One option a facet, made from the table.
#[derive(Debug, Clone, Default)]
pub(super) struct FilterArgs {
    /// Facet key and value as typed, in the facets' order.
    pub pairs: Vec<(String, String)>,
}

impl FromArgMatches for FilterArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut filters = Self::default();
        filters.update_from_arg_matches(matches)?;
        Ok(filters)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for facet in FACETS {
            let values = matches.get_many::<String>(facet.key).into_iter().flatten();
            self.pairs.extend(values.map(|value| (facet.key.to_owned(), value.clone())));
        }
        Ok(())
    }
}

impl Args for FilterArgs {
    fn augment_args(command: ClapCommand) -> ClapCommand {
        FACETS.iter().fold(command, |command, facet| {
            command.arg(
                Arg::new(facet.key)
                    .long(option(facet.key))
                    .value_name("値")
                    .env(format!("SHISAKU_{}", facet.key.to_uppercase()))
                    .hide_env(true)
                    .action(ArgAction::Append)
                    .help(format!("{}({})", facet.label, values(facet)))
                    .help_heading("しぼり込み"),
            )
        })
    }

    fn augment_args_for_update(command: ClapCommand) -> ClapCommand {
        Self::augment_args(command)
    }
}

/// The option of a parameter, without its hyphens: `has-result`.
pub(super) fn option(param: &str) -> String {
    param.replace('_', "-")
}

/// What may stand behind a facet's option, for people.
fn values(facet: &Facet) -> String {
    let fixed = (facet.fixed)().into_iter();
    let named = fixed.map(|(value, label)| match value == label {
        true => value.to_owned(),
        false => format!("{value} {label}"),
    });
    let named: Vec<String> = named.collect();
    match facet.accepts {
        Accepts::Years => "2012、H24、平成24年度、2011-2013 など".to_owned(),
        Accepts::Listed if named.is_empty() => {
            format!("使える値は --{} ? で見られます", option(facet.key))
        }
        Accepts::Listed => named.join("、"),
    }
}

fn listen(typed: &str) -> Result<SocketAddr, String> {
    typed
        .parse()
        .map_err(|_| "127.0.0.1:8080 のように、数字のアドレスとポートを指定してください。".to_owned())
}

fn public_url(typed: &str) -> Result<PublicUrl, String> {
    PublicUrl::read(typed).map_err(|error| error.to_string())
}

fn least(typed: &str) -> Result<u64, String> {
    let number = typed.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "1 以上の整数を指定してください。".to_owned())
}

/// Says in Japanese what is wrong with the arguments, or shows the help that was asked for.
pub(super) fn explain(error: &clap::Error) -> Outcome {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Nobody is left to tell when standard output is gone.
            let _ = error.print();
            return Outcome::Success;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            return Outcome::Usage;
        }
        _ => {}
    }
    let of = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = near.into_iter().map(of).find(|near| !near.is_empty());
    let near = near.map(|near| format!("「{}」ではありませんか。", near.replace(", ", "」か「")));
    let message = format!("{}{}", what_is_wrong(error), near.as_deref().unwrap_or_default());
    let word = of(ContextKind::InvalidArg);
    // -勤 is a word to leave out; --perod and -x are options.
    let excludes = error.kind() == ErrorKind::UnknownArgument
        && word.strip_prefix('-').is_some_and(|word| !word.starts_with(|c: char| c == '-' || c.is_ascii()));
    let hint = match excludes {
        true => "除く言葉は、\"融資 -勤労者\" のように全体を引用符で囲むか、-- のあとに書きます。",
        false => "",
    };
    say(&format!("エラー: {message}{hint}\n{USAGE}"));
    Outcome::Usage
}

/// Where to read on after wrong usage.
pub(super) const USAGE: &str = "使い方は shisaku --help、または shisaku コマンド --help で見られます。";

fn what_is_wrong(error: &clap::Error) -> String {
    let of = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (argument, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            format!("「{argument}」というオプションはありません。")
        }
        ErrorKind::UnknownArgument => format!("「{argument}」は余分です。"),
        ErrorKind::InvalidSubcommand => {
            format!("「{}」というコマンドはありません。", of(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("「{argument}」が要ります。"),
        ErrorKind::ArgumentConflict => format!("「{argument}」は 1 度だけ指定できます。"),
        ErrorKind::InvalidValue if value.is_empty() => format!("「{argument}」には値が要ります。"),
        ErrorKind::TooManyValues => format!("「{argument}」は値をとりません。"),
        ErrorKind::InvalidUtf8 => "引数に UTF-8 ではない文字があります。".to_owned(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let known = of(ContextKind::ValidValue).replace(", ", "、");
            let known = match std::error::Error::source(error) {
                // Only our own readers of values say something there, and they say it in Japanese.
                Some(hint) if error.kind() == ErrorKind::ValueValidation && known.is_empty() => {
                    hint.to_string()
                }
                _ if known.is_empty() => "true か false を指定してください。".to_owned(),
                _ => format!("使える値: {known}。"),
            };
            format!("「{argument}」の値「{value}」は使えません。{known}")
        }
        // The library's own words are English.
        _ => "引数の並びを読み取れません。".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        super::Cli::command().debug_assert();
    }
}
