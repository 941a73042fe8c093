//! `shisaku index`

use anyhow::Result;

use super::{
    Outcome,
    args::IndexArgs,
    say,
    session::{self, Built},
    watch::told_errors,
};
use crate::config::Folders;

pub(super) fn run(args: &IndexArgs) -> Result<Outcome> {
    match session::build(&Folders::from(&args.folders), args.anyway)? {
        Built::Done => Ok(Outcome::Success),
        Built::Refused(errors) => {
            say(&told_errors("文書の変更に誤りが", "件あるため、前の索引を残しました。", errors.iter()));
            say("直してから作り直してください。読めるものだけで作るには --anyway を付けます。");
            Ok(Outcome::Errors)
        }
    }
}
