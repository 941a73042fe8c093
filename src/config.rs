//! Folders, addresses and other settings, with the reason for each default.

use std::{net::SocketAddr, path::PathBuf};

use crate::web::PublicUrl;

/// Default folder of plans.
pub const SEEDS: &str = "seeds";

/// Default folder of the built index.
pub const INDEX: &str = "index";

/// Default listening address. Loopback, because the operator decides when others may reach the server.
pub const LISTEN: &str = "127.0.0.1:8080";

/// Default folder of counts that `report` reads. `serve` counts only if a folder is given.
pub const LEARN: &str = "learned";

/// Default minimum count before a query is written down. A query asked this often is hardly one person's.
pub const LEARN_LEAST: &str = "5";

/// Folders of documents, index and lexicon.
#[derive(Debug, Clone)]
pub struct Folders {
    /// The folder of plans.
    pub seeds: PathBuf,
    /// The folder of the built index.
    pub index: PathBuf,
    /// A folder of word lists that replace the embedded ones, if any.
    pub lexicon: Option<PathBuf>,
}

/// Settings of a server.
#[derive(Debug, Clone)]
pub struct Server {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The public address of the server, if known.
    pub public_url: Option<PublicUrl>,
    /// Folders of documents, index and lexicon.
    pub folders: Folders,
    /// Settings for counting queries without results. Nothing is counted if absent.
    pub learn: Option<Learn>,
}

/// Settings for counting queries without results.
#[derive(Debug, Clone)]
pub struct Learn {
    /// The folder of counts.
    pub folder: PathBuf,
    /// Minimum count before a query is written down.
    pub least: u64,
}
