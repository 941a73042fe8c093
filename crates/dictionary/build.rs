//! Compiles IPADIC for lindera. Needs nothing but the Rust registry.
//!
//! lindera's own `embed-ipadic` feature downloads the dictionary from a host that is not reachable
//! everywhere. The package `lindera-ipadic 0.27.0` still contains the dictionary's sources, so it is a
//! build dependency, used only for that file. Cargo fetches it, verifies its checksum against `Cargo.lock`
//! and reports its location.

mod kana;
mod kanji;
mod words;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, anyhow, ensure};
use lindera_dictionary::{builder::DictionaryBuilder, dictionary::metadata::Metadata};

const PACKAGE: &str = "lindera-ipadic";
const VERSION: &str = "0.27.0";
const DICTIONARY: &str = "mecab-ipadic-2.7.0-20070801";

fn main() -> Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=kana.rs");
    println!("cargo:rerun-if-changed=kanji.rs");
    println!("cargo:rerun-if-changed=words.rs");
    println!("cargo:rerun-if-changed=metadata.json");

    let out_dir = PathBuf::from(env::var_os("OUT_DIR").context("cargo sets OUT_DIR")?);
    let archive = package_dir()?.join("resources").join(format!("{DICTIONARY}.tar.gz"));
    let packed = fs::File::open(&archive)
        .with_context(|| format!("open the dictionary's sources, {}", archive.display()))?;
    tar::Archive::new(flate2::read::GzDecoder::new(packed))
        .unpack(&out_dir)
        .with_context(|| format!("unpack {}", archive.display()))?;

    let sources = out_dir.join(DICTIONARY);
    let metadata: Metadata = serde_json::from_slice(&fs::read("metadata.json")?)
        .context("read crates/dictionary/metadata.json")?;
    DictionaryBuilder::new(metadata)
        .build_dictionary(&sources, &out_dir.join("ipadic"))
        .map_err(|error| anyhow!("compile {}: {error}", sources.display()))?;
    let words = words::read(&sources)?;
    fs::write(out_dir.join("kana.txt"), kana::spellings(&words))?;
    fs::write(out_dir.join("kanji.txt"), kanji::readings(&words))?;
    fs::remove_dir_all(&sources)?;

    // `embedded_dictionary!` in lib.rs reads the compiled files below this folder.
    println!("cargo:rustc-env=LINDERA_WORKDIR={}", out_dir.display());
    Ok(())
}

/// The folder into which cargo unpacked the package. Works for the registry cache, a vendor folder and a
/// replaced source.
fn package_dir() -> Result<PathBuf> {
    let output = Command::new(env::var("CARGO")?)
        .args(["metadata", "--format-version", "1", "--locked"])
        // Without the filter, cargo asks for packages of other platforms, which needs the network.
        .args(["--filter-platform", &env::var("HOST")?])
        .output()
        .context("run `cargo metadata`")?;
    let problem = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "`cargo metadata --locked` failed: {problem}");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let manifest_path = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|package| package["name"] == PACKAGE && package["version"] == VERSION)
        .and_then(|package| package["manifest_path"].as_str())
        .with_context(|| format!("{PACKAGE} {VERSION} is not in Cargo.lock"))?;
    Ok(Path::new(manifest_path).with_file_name(""))
}
