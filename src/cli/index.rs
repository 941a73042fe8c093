//! `shisaku index`: builds the index.

use anyhow::Result;

use super::{Outcome, args::FolderArgs, session};
use crate::config::Folders;

pub(super) fn run(args: &FolderArgs) -> Result<Outcome> {
    let folders = Folders::from(args);
    let (generation, findings) = session::build(&folders, session::lexicon(&folders)?.read_with())?;
    session::tell(&generation, &findings);
    Ok(Outcome::Success)
}
