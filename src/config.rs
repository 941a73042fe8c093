//! Default folders and addresses, with the reason for each.

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
