//! Japanese error messages for wrong arguments.

use clap::error::{ContextKind, ErrorKind};

use super::super::{Outcome, say};

/// Writes the error in Japanese, or shows the help that was requested.
pub(in crate::cli) fn explain(error: &clap::Error) -> Outcome {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // If standard output is closed, nobody can read the help.
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

/// Points the user to the help after wrong usage.
pub(in crate::cli) const USAGE: &str =
    "使い方は shisaku --help、または shisaku コマンド --help で見られます。";

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
                // Without known values, only the project's own value parsers are used. Their texts are Japanese.
                Some(hint) if known.is_empty() => hint.to_string(),
                _ if known.is_empty() => String::new(),
                _ => format!("使える値: {known}。"),
            };
            format!("「{argument}」の値「{value}」は使えません。{known}")
        }
        // The library's own message is English.
        _ => "引数の並びを読み取れません。".to_owned(),
    }
}
