//! What each stage costs, over the first plan. Compare ratios within one run: machines differ.
#![allow(missing_docs, clippy::unwrap_used)]

use std::{hint::black_box, path::Path};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use shisaku::{
    analysis::Analyzer,
    ingest,
    model::Catalogue,
    search::{Search, read_params},
};

const SEEDS: &str = "seeds";

fn reading(c: &mut Criterion) {
    let text: String = ingest::read_seeds(Path::new(SEEDS))
        .unwrap()
        .plans
        .iter()
        .flat_map(|plan| &plan.documents)
        .flat_map(|document| &document.lines)
        .map(|line| format!("{}\n", line.text))
        .collect();
    let analyzer = Analyzer::new().unwrap();
    let mut group = c.benchmark_group("reading");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("source, repair, outline", |b| {
        b.iter(|| ingest::read_seeds(Path::new(SEEDS)).unwrap())
    });
    group.bench_function("analysis: words", |b| b.iter(|| analyzer.words(black_box(&text))));
    group.bench_function("analysis: words and bigrams", |b| b.iter(|| analyzer.analyse(black_box(&text))));
    group.finish();
}

fn searching(c: &mut Criterion) {
    let analyzer = Analyzer::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (generation, _) = ingest::build(Path::new(SEEDS), folder.path(), &analyzer, &|_, _| {}).unwrap();
    let (searcher, catalogue) = ingest::open(&generation).unwrap();
    let search = Search::new(searcher, analyzer, catalogue, generation.meta().into());
    let mut group = c.benchmark_group("search with all facets, marks and matches");
    let cases: [(&str, &[(&str, &str)]); 4] = [
        ("one word", &[("q", "商店街")]),
        ("two words, filtered", &[("q", "商店街 支援"), ("kind", "measure"), ("has_result", "false")]),
        ("browse", &[]),
        ("nothing", &[("q", "図書館 宇宙")]),
    ];
    for (name, pairs) in cases {
        let (params, _) = read_params(pairs.iter().copied(), &Catalogue::default());
        group.bench_function(name, |b| b.iter(|| search.run(black_box(&params)).unwrap()));
    }
    group.finish();
}

criterion_group!(benches, reading, searching);
criterion_main!(benches);
