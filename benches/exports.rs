//! Cost of exporting a list of many entries: time, bytes, and peak memory.
//!
//! `cargo bench --bench exports`. `SHISAKU_BENCH_ENTRIES` sets the number of entries (default 200000). Memory
//! is the process's anonymous memory (`RssAnon`), read on every write and before every batch, minus its value
//! at the start. A separate process builds the index, so that its memory is not counted.
#![allow(missing_docs, clippy::unwrap_used)]

use std::{
    env, fs,
    io::{self, Write},
    path::Path,
    process::Command,
    time::Instant,
};

use shisaku::api::{self, About, ExportFormat, Layout};
use shisaku_analysis::Analyzer;
use shisaku_engine::generations::Generations;
use shisaku_search::{Search, SearchParams};

mod generate;

/// Environment variable with the folder of the index. The first process builds it for the second.
const INDEX: &str = "SHISAKU_BENCH_INDEX";

fn main() {
    match env::var_os(INDEX) {
        Some(index) => measure(Path::new(&index)),
        None => build(),
    }
}

fn build() {
    let entries = env::var("SHISAKU_BENCH_ENTRIES").map_or(200_000, |said| said.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let plans = generate::plans(entries);
    shisaku_ingest::build_plans(&plans, folder.path(), "", &Analyzer::new().unwrap(), &|_, _| {}).unwrap();
    let measured = Command::new(env::current_exe().unwrap()).env(INDEX, folder.path()).status().unwrap();
    assert!(measured.success());
}

fn measure(index: &Path) {
    let generation = Generations::open(index).current().unwrap().unwrap();
    let shisaku_ingest::Opened { searcher, catalogue, vocabulary, .. } =
        shisaku_ingest::open(&generation).unwrap();
    let analyzer = Analyzer::new().unwrap();
    let search = Search::new(searcher, analyzer, catalogue, vocabulary, generation.meta().into());
    let about = About { exported_at: "2026-11-24T00:00:00Z", base: "https://plan.example.jp" };
    for (name, format) in ExportFormat::ALL {
        let before = own_memory();
        let started = Instant::now();
        let listing = search.listing(&SearchParams::default()).unwrap();
        let ids = own_memory().saturating_sub(before);
        let mut out = Weighed { bytes: 0, most: 0, looked: 0 };
        api::export(&search, &listing, format, &about, &Layout::default(), &mut out).unwrap();
        println!(
            "{name}: {} entries, {} MB in {:.1?}; {:.1} MB of memory at most, {:.1} MB of them the order",
            listing.count(),
            out.bytes / 1_000_000,
            started.elapsed(),
            out.most.saturating_sub(before) as f64 / 1024.0,
            ids as f64 / 1024.0,
        );
    }
}

/// Anonymous memory of this process, in kilobytes.
fn own_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("RssAnon:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// A writer that discards all bytes and samples the memory every megabyte.
struct Weighed {
    bytes: usize,
    most: u64,
    looked: usize,
}

impl Write for Weighed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes += bytes.len();
        if self.bytes - self.looked >= 1_000_000 {
            self.looked = self.bytes;
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.most = self.most.max(own_memory());
        Ok(())
    }
}
