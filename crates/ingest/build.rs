//! Sets `SHISAKU_PROGRAM`, a fingerprint of the code that shapes an index. An index built by other code is
//! stale even if the documents are unchanged.
//!
//! All code that shapes an index is a dependency of this crate. The fingerprint covers the folders of
//! workspace crates in its dependency closure, `Cargo.lock` for external crates, and `lexicon/`, which
//! several crates embed. New dependencies are covered automatically.

use std::{
    collections::BTreeSet,
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

fn main() -> Result<()> {
    let metadata = metadata()?;
    let root = PathBuf::from(metadata["workspace_root"].as_str().context("workspace_root")?);
    let mut paths = own_crates(&metadata, env!("CARGO_PKG_NAME"))?;
    paths.extend([root.join("Cargo.lock"), root.join("lexicon")]);
    let mut hasher = DefaultHasher::new();
    for path in &paths {
        println!("cargo:rerun-if-changed={}", path.display());
        hash_below(path, &root, &mut hasher).with_context(|| format!("read {}", path.display()))?;
    }
    println!("cargo:rustc-env=SHISAKU_PROGRAM={}-{:016x}", env!("CARGO_PKG_VERSION"), hasher.finish());
    Ok(())
}

fn metadata() -> Result<Value> {
    let output = Command::new(env::var("CARGO")?)
        .args(["metadata", "--format-version", "1", "--locked"])
        // Without this filter, cargo asks for packages of other platforms, which needs the network.
        .args(["--filter-platform", &env::var("HOST")?])
        .output()
        .context("run cargo metadata")?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Folders of the workspace crates that `name` depends on, including its own.
fn own_crates(metadata: &Value, name: &str) -> Result<BTreeSet<PathBuf>> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let packages = list(&metadata["packages"]);
    let own =
        |id: &Value| packages.iter().find(|package| package["id"] == *id && package["source"].is_null());
    let nodes = list(&metadata["resolve"]["nodes"]);
    let first = packages.iter().find(|package| package["name"] == name && package["source"].is_null());
    let mut waiting = vec![first.context("this package is not in its own metadata")?["id"].clone()];
    let mut folders = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        let Some(package) = own(&id) else { continue };
        let manifest = Path::new(package["manifest_path"].as_str().context("manifest_path")?);
        if !folders.insert(manifest.parent().context("a manifest lies in a folder")?.to_owned()) {
            continue;
        }
        let node = nodes.iter().find(|node| node["id"] == id).context("a package has its node")?;
        let shapes =
            |dependency: &&Value| list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"] != "dev");
        waiting.extend(list(&node["deps"]).iter().filter(shapes).map(|dependency| dependency["pkg"].clone()));
    }
    Ok(folders)
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
