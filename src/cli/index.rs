//! `shisaku index`: builds the index.

use anyhow::Result;

use super::{Outcome, args::FolderArgs, session};

pub(super) fn run(args: &FolderArgs) -> Result<Outcome> {
    session::build(args)?;
    Ok(Outcome::Success)
}
