//! Gives the program a fingerprint of the code that shapes an index, so that an index built by other code
//! is known to be stale even when the documents are the same.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::Path,
};

/// What reads, repairs, understands and analyses documents, and how they are stored.
const SHAPES_THE_INDEX: [&str; 14] = [
    "src/model",
    "src/source",
    "src/repair",
    "src/outline",
    "src/sheet",
    "src/departments",
    "src/organisations",
    "src/analysis",
    "src/vocabulary",
    "src/engine",
    "lexicon/words.csv",
    "lexicon/protected.txt",
    "lexicon/organisations.csv",
    "Cargo.lock",
];

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for name in SHAPES_THE_INDEX {
        println!("cargo:rerun-if-changed={name}");
        hash_below(Path::new(name), &mut hasher)?;
        let module = format!("{name}.rs");
        if Path::new(&module).exists() {
            println!("cargo:rerun-if-changed={module}");
            hash_below(Path::new(&module), &mut hasher)?;
        }
    }
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    println!("cargo:rustc-env=SHISAKU_PROGRAM={version}-{:016x}", hasher.finish());
    Ok(())
}

fn hash_below(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    path.hash(hasher);
    if path.is_dir() {
        let mut paths: Vec<_> =
            fs::read_dir(path)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
        paths.sort();
        paths.iter().try_for_each(|path| hash_below(path, hasher))
    } else {
        fs::read(path)?.hash(hasher);
        Ok(())
    }
}
