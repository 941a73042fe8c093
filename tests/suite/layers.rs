//! A lower module never knows a higher one, modules of one rank do not know each other, and an outside
//! library is named in one place only.
//!
//! The rules are the tables below. What the files name is read from their syntax, and the checker proves
//! itself on planted breaches.

mod names;

use std::{collections::HashSet, fs, path::Path};

use names::{Named, named, test_modules};

/// Every module of the crate's root and its rank; it may use those of lower ranks.
const RANKS: &[(&str, u8)] = &[
    ("model", 0),
    ("source", 1),
    ("repair", 1),
    ("outline", 1),
    ("sheet", 1),
    ("departments", 2),
    ("organisations", 2),
    ("analysis", 1),
    ("vocabulary", 2),
    ("query", 3),
    ("engine", 4),
    ("highlight", 4),
    ("suggest", 4),
    ("ingest", 5),
    ("search", 5),
    ("api", 6),
    ("eval", 6),
    ("learn", 6),
    ("fuzzing", 6),
    ("web", 7),
    ("config", 8),
    ("cli", 8),
];

/// What a module may use although its rank is no lower.
const ALLOWED: &[(&str, &[&str])] = &[("cli", &["config"])];

/// What a module must not use although its rank is lower: reading documents and answering queries are two
/// halves that meet in the index.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("ingest", &["query", "highlight"]),
    ("search", &["source", "repair", "outline", "sheet", "departments", "organisations"]),
];

/// Outside libraries and parts of the standard library, and the modules that may name them.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("lindera", &["analysis"]),
    ("shisaku_dictionary", &["analysis"]),
    ("tantivy", &["engine::tantivy"]),
    ("blake3", &["analysis", "engine", "ingest", "source", "web"]),
    // Shapes say of themselves what they are, where they are defined.
    ("schemars", &["api", "highlight", "model", "query", "search", "vocabulary"]),
    // Addresses are written in one place, and read where they are asked for.
    ("percent_encoding", &["model::address", "web"]),
    ("hyper", &["web"]),
    ("hyper_util", &["web"]),
    ("tokio_io_timeout", &["web"]),
    ("tower_http", &["web"]),
    (
        "unicode_normalization",
        &["analysis", "departments", "model::legal_form", "organisations", "outline", "repair", "sheet"],
    ),
    ("axum", &["web"]),
    ("askama", &["web"]),
    ("tokio", &["web"]),
    // What only one system has stands in one place, with a branch for the others.
    ("tokio::signal::unix", &["web::signals"]),
    ("std::os", &[]),
    ("quick_xml", &["api"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("rust_xlsxwriter", &["api"]),
    ("terminal_size", &["cli"]),
    ("unicode_width", &["cli"]),
    ("anyhow", &["cli"]),
    ("tempfile", &["cli"]),
    ("tracing_subscriber", &["cli"]),
    ("std::fs", &["source", "engine", "cli"]),
];

/// Every breach in the files, given as (path below `src/`, text): `query.rs: query must not use engine`.
fn breaches<P: AsRef<str>, T: AsRef<str>>(files: &[(P, T)]) -> Vec<String> {
    let tests: HashSet<Vec<String>> =
        files.iter().flat_map(|(path, text)| test_modules(path.as_ref(), text.as_ref())).collect();
    let mut told = Vec::new();
    for (path, text) in files {
        let path = path.as_ref();
        let module = names::module_of(path);
        let is_test = (1..=module.len()).any(|length| tests.contains(&module[..length]));
        let Some(top) = module.first().filter(|_| !is_test) else { continue };
        let Some(rank) = rank(top) else {
            told.push(format!("{path}: {top} has no rank"));
            continue;
        };
        for name in named(path, text.as_ref()) {
            let breach = match &name {
                Named::Inside(target) => (!may_use(top, rank, target)).then_some((top.clone(), target)),
                Named::Outside(target) => (!may_name(&module, target)).then_some((module.join("::"), target)),
            };
            told.extend(breach.map(|(from, to)| format!("{path}: {from} must not use {to}")));
        }
    }
    told.sort();
    told.dedup();
    told
}

fn rank(module: &str) -> Option<u8> {
    RANKS.iter().find(|(name, _)| *name == module).map(|(_, rank)| *rank)
}

fn listed(table: &[(&str, &[&str])], module: &str, target: &str) -> bool {
    table.iter().any(|(name, targets)| *name == module && targets.contains(&target))
}

fn may_use(module: &str, own: u8, target: &str) -> bool {
    // What is no module is something that lib.rs itself holds.
    let Some(other) = rank(target) else { return true };
    module == target || listed(ALLOWED, module, target) || other < own && !listed(FORBIDDEN, module, target)
}

/// `target` is a path such as `tantivy::schema::Field`.
fn may_name(module: &[String], target: &str) -> bool {
    let is = |name: &str| {
        target == name || target.starts_with(&format!("{name}::")) || target.starts_with(&format!("{name}_"))
    };
    let inside = |allowed: &&str| module.join("::").starts_with(*allowed);
    OUTSIDE.iter().filter(|(name, _)| is(name)).all(|(_, allowed)| allowed.iter().any(inside))
}

fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new("src").to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix("src").unwrap().to_string_lossy().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files
}

#[test]
fn every_module_knows_only_what_it_may() {
    let files = sources();
    assert!(files.len() > 30, "the sources are found");
    assert_eq!(breaches(&files), Vec::<String>::new());
}

/// The macros that print panic when nobody reads. The log, and writers whose errors are looked at, do not.
#[test]
fn nothing_is_printed_by_a_macro_that_panics() {
    for (path, text) in sources() {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let prints = ["print!(", "println!("].iter().any(|name| line.contains(name));
            assert!(!prints, "src/{path}:{}: {line}", at + 1);
        }
    }
}

/// The lexicon that a module brings along is that module's own to read.
#[test]
fn each_file_of_the_lexicon_is_read_in_one_place() {
    let mut read: Vec<(String, String)> = Vec::new();
    for (path, text) in sources() {
        for rest in text.split("include_str!(\"").skip(1) {
            let file = rest.split('"').next().unwrap();
            if let Some((_, file)) = file.split_once("lexicon/") {
                read.push((file.to_owned(), names::module_of(&path)[0].clone()));
            }
        }
    }
    read.sort();
    let single = [
        ("furigana.csv", "analysis"),
        ("organisations.csv", "organisations"),
        ("protected.txt", "repair"),
        ("spellings.txt", "query"),
        ("words.csv", "analysis"),
    ];
    let of_fields = fs::read_dir("lexicon/synonyms").unwrap().map(|file| {
        (format!("synonyms/{}", file.unwrap().file_name().to_string_lossy()), "query".to_owned())
    });
    let mut expected: Vec<(String, String)> = of_fields.collect();
    expected.extend(single.map(|(file, module)| (file.to_owned(), module.to_owned())));
    expected.sort();
    assert_eq!(read, expected);
}

#[test]
fn every_module_of_the_crate_has_a_rank() {
    let lib = syn::parse_file(&fs::read_to_string("src/lib.rs").unwrap()).unwrap();
    for item in lib.items {
        if let syn::Item::Mod(module) = item {
            assert!(rank(&module.ident.to_string()).is_some(), "{} has no rank", module.ident);
        }
    }
}

/// One file and the breaches that must be told of it.
#[track_caller]
fn check(path: &str, text: &str, expected: &[&str]) {
    let told = breaches(&[(path, text)]);
    assert_eq!(told, expected.iter().map(|breach| format!("{path}: {breach}")).collect::<Vec<_>>(), "{text}");
}

#[test]
fn planted_breaches_of_rank_are_told() {
    let told = ["analysis must not use engine"];
    check("analysis.rs", "use crate::engine::Searcher;", &told);
    check("analysis.rs", "use super::engine;", &told);
    check("analysis/chain.rs", "use super::super::engine::Searcher;", &told);
    check("analysis/chain/deep.rs", "fn f() -> super::super::super::engine::Hits { todo!() }", &told);
    check("analysis.rs", "use crate::{model::Entry, engine::{self, Searcher}};", &told);
    check("analysis.rs", "use crate::engine as e; fn f(x: e::Hits) {}", &told);
    check("analysis.rs", "fn f() { let x = crate::engine::open(); }", &told);
    check("analysis.rs", "struct S<T: crate::engine::Searcher>(T);", &told);
    check("analysis.rs", "impl crate::engine::Searcher for S {}", &told);
    check("analysis.rs", "fn f() { println!(\"{}\", crate::engine::NAME); }", &told);
    check("analysis.rs", "mod inner { use super::super::engine; }", &told);
    check("analysis.rs", "pub use crate::engine::*;", &told);
    check("analysis.rs", "use shisaku::engine::Searcher;", &told);
    check("analysis.rs", "#[derive(Debug)] struct S { hits: Vec<Option<crate::engine::Hits>> }", &told);
    check("model/entry.rs", "use crate::query::Clause;", &["model must not use query"]);
}

#[test]
fn planted_breaches_between_siblings_are_told() {
    check("outline/join.rs", "use crate::repair::RULES;", &["outline must not use repair"]);
    check("highlight.rs", "use crate::engine::Hit;", &["highlight must not use engine"]);
    check("ingest.rs", "use crate::search::Response;", &["ingest must not use search"]);
    check(
        "search.rs",
        "use crate::{outline::outline, source};",
        &["search must not use outline", "search must not use source"],
    );
    check("ingest.rs", "use crate::query::Query;", &["ingest must not use query"]);
    check("eval.rs", "use crate::{api, search::Search};", &["eval must not use api"]);
    check("eval/run.rs", "use crate::web::Live;", &["eval must not use web"]);
    check("learn.rs", "use crate::web::Live;", &["learn must not use web"]);
    check("config.rs", "use crate::cli::Args;", &["config must not use cli"]);
}

#[test]
fn planted_outside_libraries_are_told() {
    check("query.rs", "use tantivy::schema::Field;", &["query must not use tantivy::schema::Field"]);
    check("query.rs", "fn f(x: ::tantivy::Index) {}", &["query must not use tantivy::Index"]);
    check("engine/memory.rs", "use tantivy::Index;", &["engine::memory must not use tantivy::Index"]);
    check("engine.rs", "extern crate tantivy;", &["engine must not use tantivy"]);
    check("api.rs", "use axum::Json;", &["api must not use axum::Json"]);
    check("web.rs", "use rust_xlsxwriter::Workbook;", &["web must not use rust_xlsxwriter::Workbook"]);
    check(
        "query.rs",
        "use lindera_dictionary::Dictionary;",
        &["query must not use lindera_dictionary::Dictionary"],
    );
    check("outline.rs", "use std::{fs, io};", &["outline must not use std::fs"]);
    check("outline.rs", "fn f() { std::fs::read(\"x\"); }", &["outline must not use std::fs::read"]);
    check("search.rs", "fn f() -> anyhow::Result<()> { Ok(()) }", &["search must not use anyhow::Result"]);
    check("eval.rs", "fn f() { tempfile::tempdir(); }", &["eval must not use tempfile::tempdir"]);
    check("eval.rs", "use std::fs::File;", &["eval must not use std::fs::File"]);
    check("learn/lines.rs", "use std::fs;", &["learn::lines must not use std::fs"]);
    check("api.rs", "#[tokio::main] async fn f() {}", &["api must not use tokio::main"]);
    check("api.rs", "#[derive(askama::Template)] struct S;", &["api must not use askama::Template"]);
    check("planner.rs", "", &["planner has no rank"]);
}

#[test]
fn what_is_right_is_not_told() {
    check("analysis.rs", "use crate::model::Entry; use lindera::Segmenter;", &[]);
    check("engine.rs", "mod tantivy; pub use tantivy::Engine; use self::tantivy::Schema;", &[]);
    check("engine/tantivy/schema.rs", "use tantivy::schema::Field; use super::super::Searcher;", &[]);
    check("ingest.rs", "use crate::{engine, outline, repair, source};", &[]);
    check("source/folder.rs", "use std::fs;", &[]);
    check("search.rs", "use crate::{analysis, engine, highlight, query};", &[]);
    check("cli/serve.rs", "use crate::{config::Config, web}; use anyhow::Context;", &[]);
    check("cli.rs", "use clap::Parser;", &[]);
    check("lib.rs", "pub mod web; pub use web::serve;", &[]);
    check("main.rs", "fn main() -> anyhow::Result<()> { shisaku::cli::run() }", &[]);
    check("query.rs", "fn f() { let engine = 1; engine::<u8>(); }", &[]);
    check("query.rs", "// crate::engine\n/// [`crate::engine`]\nconst S: &str = \"crate::engine\";", &[]);
    check("model.rs", "pub(crate) fn f() {} pub(super) fn g() {}", &[]);
}

#[test]
fn tests_of_the_crate_may_use_anything() {
    check("analysis.rs", "#[cfg(test)] mod tests { use crate::ingest::read_seeds; }", &[]);
    check("analysis.rs", "#[cfg(test)] use crate::ingest::read_seeds;", &[]);
    check("analysis/tests.rs", "use crate::ingest::read_seeds;", &[]);
    let files = [
        ("engine.rs", "#[cfg(test)] mod conformance;"),
        ("engine/conformance.rs", "use crate::ingest::read_seeds;"),
        ("engine/conformance/more.rs", "use crate::ingest::read_seeds;"),
    ];
    assert_eq!(breaches(&files), Vec::<String>::new());
}
