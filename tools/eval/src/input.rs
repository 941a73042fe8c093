//! Reads the files of an evaluation: judged queries, a text collection, an earlier run.

use std::{fmt::Display, fs, path::Path};

use super::{
    compare::{Earlier, read_earlier},
    corpus::read_corpus,
    queries::{JudgedQuery, read_queries},
};
use shisaku_model::{Plan, line_at};

/// The contents of the files.
#[derive(Debug)]
pub struct Input {
    /// The judged queries, at least one.
    pub queries: Vec<JudgedQuery>,
    /// A text collection to search instead of the plans, with at least one text.
    pub corpus: Option<Plan>,
    /// An earlier run to compare with.
    pub earlier: Option<Earlier>,
}

impl Input {
    /// Reads all files, so that a mistake shows up before any long work.
    ///
    /// # Errors
    /// A description of the first problem with file and line, in Japanese.
    pub fn read(queries: &Path, corpus: Option<&Path>, earlier: Option<&Path>) -> Result<Self, String> {
        let without = |file: &Path, what: &str| {
            format!("{} に{what}がひとつもありません。1 行に 1 つずつ書いてください。", file.display())
        };
        let read = Self {
            queries: read_file(queries, read_queries)?,
            corpus: corpus.map(|file| read_file(file, read_corpus)).transpose()?,
            earlier: earlier.map(|file| read_file(file, read_earlier)).transpose()?,
        };
        if read.queries.is_empty() {
            return Err(without(queries, "質問"));
        }
        match (corpus, &read.corpus) {
            (Some(file), Some(plan)) if plan.entries.is_empty() => Err(without(file, "文書")),
            _ => Ok(read),
        }
    }
}

/// Reads and parses a file. The error names the file and the line.
fn read_file<T, E: Display>(file: &Path, read: impl Fn(&str) -> Result<T, E>) -> Result<T, String> {
    let at = file.display();
    let bytes = fs::read(file)
        .map_err(|error| format!("{at} を読めません({error})。ファイルの名前と権限を確かめてください。"))?;
    let text = str::from_utf8(&bytes).map_err(|error| {
        let line = line_at(&bytes, error.valid_up_to());
        format!("{at} の {line} 行目: UTF-8 ではない文字があります。UTF-8 で保存してください。")
    })?;
    read(text).map_err(|bad| format!("{at} の {bad}"))
}
