//! `shisaku index`: builds the index.

use anyhow::Result;

use super::{Outcome, args::FolderArgs, session};

pub(super) fn run(args: &FolderArgs) -> Result<Outcome> {
    let (generation, findings) = session::build(args, session::lexicon(args)?.read_with())?;
    session::tell(&generation, &findings);
    Ok(Outcome::Success)
}
