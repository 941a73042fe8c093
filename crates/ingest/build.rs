//! Sets `SHISAKU_PROGRAM`, a fingerprint of the code that shapes an index. An index built by other code is
//! stale even if the documents are unchanged.
//!
//! All code that shapes an index is a dependency of this crate. The fingerprint covers `crates/`, `Cargo.lock`
//! for external crates, and `lexicon/`, which several crates embed.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::Path,
};

use anyhow::{Context, Result};

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut hasher = DefaultHasher::new();
    for name in ["Cargo.lock", "crates", "lexicon"] {
        let path = root.join(name);
        println!("cargo:rerun-if-changed={}", path.display());
        hash_below(&path, &root, &mut hasher).with_context(|| format!("read {}", path.display()))?;
    }
    println!("cargo:rustc-env=SHISAKU_PROGRAM={}-{:016x}", env!("CARGO_PKG_VERSION"), hasher.finish());
    Ok(())
}

/// Hashes paths relative to `root`, and file contents.
fn hash_below(path: &Path, root: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    path.strip_prefix(root).unwrap_or(path).hash(hasher);
    if !path.is_dir() {
        fs::read(path)?.hash(hasher);
        return Ok(());
    }
    let mut paths: Vec<_> =
        fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    paths.iter().try_for_each(|path| hash_below(path, root, hasher))
}
