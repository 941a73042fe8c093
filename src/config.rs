//! Where things lie and where to listen: every default, with its reason.

use std::{net::SocketAddr, path::PathBuf};

use crate::web::PublicUrl;

/// The folder of plans.
pub const SEEDS: &str = "seeds";

/// The folder of the built index.
pub const INDEX: &str = "index";

/// Loopback: a plan's keeper decides when others may reach it.
pub const LISTEN: &str = "127.0.0.1:8080";

/// The folder of counts that `report` reads. `serve` counts only when told where to.
pub const LEARN: &str = "learned";

/// How often something must have been asked before it is written down: it is then hardly one person's.
pub const LEARN_LEAST: &str = "5";

/// Where documents, index and words lie.
#[derive(Debug, Clone)]
pub struct Folders {
    /// The folder of plans.
    pub seeds: PathBuf,
    /// The folder of the built index.
    pub index: PathBuf,
    /// The folder of words that take the place of the program's own, if any.
    pub lexicon: Option<PathBuf>,
}

/// What a server needs to know.
#[derive(Debug, Clone)]
pub struct Server {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// Where the public reaches it, if that is known.
    pub public_url: Option<PublicUrl>,
    /// Where documents, index and words lie.
    pub folders: Folders,
    /// Where what finds nothing is counted, if it is.
    pub learn: Option<Learn>,
}

/// What counting needs to know.
#[derive(Debug, Clone)]
pub struct Learn {
    /// The folder of counts.
    pub folder: PathBuf,
    /// How often something must have been asked before it is written down.
    pub least: u64,
}
