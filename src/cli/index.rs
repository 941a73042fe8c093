//! `shisaku index`

use anyhow::Result;

use super::{Outcome, args::FolderArgs, session};
use crate::config::Folders;

pub(super) fn run(args: &FolderArgs) -> Result<Outcome> {
    let analyzer = session::analyzer()?;
    let (generation, findings) = session::build(&Folders::from(args), &analyzer)?;
    session::tell(&generation, &findings);
    Ok(Outcome::Success)
}
