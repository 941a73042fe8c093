//! Cost of each stage, over the first plan and over a generated collection of many plans.
//!
//! Compare ratios within one run: machines differ. `SHISAKU_BENCH_ENTRIES` sets the size of the generated
//! collection (default 200000); 0 skips it.
#![allow(missing_docs, clippy::unwrap_used)]

use std::{
    hint::black_box,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{body::Body, http::Request};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use http_body_util::BodyExt;
use lindera::{mode::Mode, segmenter::Segmenter};
use shisaku::web::{AppState, app};
use shisaku_analysis::Analyzer;
use shisaku_engine::generations::Generation;
use shisaku_model::{Kind, Plan};
use shisaku_query::Thesaurus;
use shisaku_reader::Organisations;
use shisaku_search::{Search, read_params};
use tower::ServiceExt;

mod generate;

const SEEDS: &str = "seeds";
const ENTRIES: usize = 200_000;

/// Number of entries in the index whose build time is measured.
const BUILT: usize = 2_000;

/// A name and the parameters of a search.
type Case = (&'static str, &'static [(&'static str, &'static str)]);

const OF_THE_PLAN: &[Case] = &[
    ("one frequent word", &[("q", "商店街")]),
    ("two words, filtered", &[("q", "商店街 支援"), ("kind", "measure"), ("has_result", "false")]),
    ("a sentence", &[("q", "商店会に入るとどんな得がありますか")]),
    ("filters in words", &[("q", "長期計画 実績なし")]),
    ("browse", &[]),
    ("nothing, what comes near", &[("q", "図書館 宇宙")]),
];

const OF_MANY_PLANS: &[Case] = &[
    ("one frequent word", &[("q", "支援")]),
    ("one middling word", &[("q", "図書館")]),
    ("two words", &[("q", "商店街 空き店舗")]),
    ("a sentence", &[("q", "商店街の空き店舗を使った創業にはどんな支援がありますか")]),
    ("filters only", &[("period", "短期"), ("has_result", "true")]),
    ("browse", &[]),
];

/// A name and the target of a request. All are different searches.
const REQUESTS: [(&str, &str); 4] = [
    ("one frequent word", "/api/v1/search?q=%E5%95%86%E5%BA%97%E8%A1%97"),
    ("browse", "/api/v1/search"),
    ("filters of three facets", "/api/v1/search?kind=measure&period=%E4%B8%AD%E6%9C%9F&has_result=false"),
    ("the page", "/?q=%E5%95%86%E5%BA%97%E8%A1%97"),
];

/// Words that are searched one after another, so that no cache helps.
const CHANGING: [&str; 24] = [
    "防災",
    "観光",
    "相談 窓口",
    "介護",
    "図書館 講座",
    "融資",
    "耐震 住宅",
    "リサイクル",
    "保育園",
    "特許 技術",
    "水害",
    "人権",
    "商品券",
    "税 窓口",
    "読書",
    "外国人 相談",
    "果樹",
    "通訳",
    "花火 祭り",
    "職員 研修",
    "朝市",
    "テレワーク",
    "認知症 見守り",
    "公園",
];

/// Partial queries of every sort, as typed on the way to a search.
const TYPED: [&str; 12] = [
    "し",
    "しょうて",
    "しょうてn",
    "s",
    "shoute",
    "商",
    "商店街 しえ",
    "ぼう",
    "kan",
    "ちゅうしょう",
    "しょうてん街",
    "図書k",
];

/// A query with a typo. It matches nothing, so that similar words are looked up.
const SLIPPED: &str = "商店会歌";

/// Texts of the first plan, line by line, as the index receives them.
fn lines() -> Vec<String> {
    let seeds = shisaku_reader::read_seeds(Path::new(SEEDS)).unwrap();
    let documents = seeds.plans.iter().flat_map(|plan| &plan.documents);
    documents.flat_map(|document| &document.lines).map(|line| line.text.to_string()).collect()
}

fn reading(c: &mut Criterion) {
    let mut group = c.benchmark_group("reading");
    group.throughput(Throughput::Bytes(lines().iter().map(|line| line.len() as u64).sum()));
    group.bench_function("source, repair, outline", |b| {
        b.iter(|| shisaku_reader::read_seeds(Path::new(SEEDS)).unwrap())
    });
    group.finish();
}

/// Measures the analyzer next to bare lindera, which reuses its memory and returns surfaces only.
fn analysis(c: &mut Criterion) {
    let lines = lines();
    let analyzer = Analyzer::new().unwrap();
    let mut worker = Segmenter::new(Mode::Normal, shisaku_dictionary::load().unwrap(), None).into_worker();
    let mut group = c.benchmark_group("analysis");
    group.throughput(Throughput::Bytes(lines.iter().map(|line| line.len() as u64).sum()));
    group.bench_function("bare lindera", |b| {
        b.iter(|| lines.iter().map(|line| worker.segment(black_box(line)).unwrap().len()).sum::<usize>())
    });
    group.bench_function("words", |b| {
        b.iter(|| lines.iter().map(|line| analyzer.words(black_box(line)).len()).sum::<usize>())
    });
    group.bench_function("bigrams", |b| {
        b.iter(|| lines.iter().map(|line| analyzer.bigrams(black_box(line)).len()).sum::<usize>())
    });
    group.bench_function("words and bigrams", |b| {
        b.iter(|| lines.iter().map(|line| analyzer.words_and_bigrams(black_box(line)).0.len()).sum::<usize>())
    });
    group.bench_function("words, bigrams, years", |b| {
        b.iter(|| lines.iter().map(|line| analyzer.analyse(black_box(line)).words.len()).sum::<usize>())
    });
    group.finish();
}

fn building(c: &mut Criterion) {
    let analyzer = Analyzer::new().unwrap();
    let plans = generate::plans(BUILT);
    let mut group = c.benchmark_group("building an index");
    group.throughput(Throughput::Bytes(size(&plans)));
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    group.bench_function(format!("{BUILT} entries"), |b| {
        b.iter_batched(
            || tempfile::tempdir().unwrap(),
            |folder| shisaku_ingest::build_plans(&plans, folder.path(), "", &analyzer, &|_, _| {}).unwrap(),
            BatchSize::PerIteration,
        )
    });
    group.finish();
}

fn open(generation: &Generation) -> Search {
    let shisaku_ingest::Opened { searcher, catalogue, vocabulary, .. } =
        shisaku_ingest::open(generation).unwrap();
    Search::new(searcher, Analyzer::new().unwrap(), catalogue, vocabulary, generation.meta().into())
}

fn searching_the_plan(c: &mut Criterion) {
    let analyzer = Analyzer::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let with = shisaku_ingest::ReadWith {
        analyzer: &analyzer,
        organisations: &Organisations::embedded(),
        meaning: None,
    };
    let (generation, _) = shisaku_ingest::build(Path::new(SEEDS), folder.path(), with, &|_, _| {}).unwrap();
    let search = open(&generation);
    ask(c, "searching the plan", &search, OF_THE_PLAN);
    one_entry(c, "one entry of the plan", &search);
    serving(c, search);
    suggest(c, "suggestions of the plan", open(&generation));
}

fn searching_many_plans(c: &mut Criterion) {
    let entries = std::env::var("SHISAKU_BENCH_ENTRIES").map_or(ENTRIES, |said| said.parse().unwrap());
    if entries == 0 {
        return;
    }
    let analyzer = Analyzer::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let plans = generate::plans(entries);
    let generation = shisaku_ingest::build_plans(&plans, folder.path(), "", &analyzer, &|_, _| {}).unwrap();
    drop(plans);
    let search = open(&generation);
    let name = format!("searching {entries} entries");
    ask(c, &name, &search, OF_MANY_PLANS);
    let mut group = c.benchmark_group(name);
    let mut words = CHANGING.iter().cycle();
    group.bench_function("another query each time", |b| {
        b.iter(|| run(&search, &[("q", words.next().unwrap())]))
    });
    group.finish();
    one_entry(c, &format!("one entry of {entries}"), &search);
    suggest(c, &format!("suggestions of {entries} entries"), search);
}

/// Measures an entry with its related content. Each run takes another entry, so that no cached analysis
/// helps.
fn one_entry(c: &mut Criterion, name: &str, search: &Search) {
    let (ids, _) = search.listed(&Kind::SEARCHED_BY_DEFAULT, 0, usize::MAX >> 1).unwrap();
    let mut ids = ids.iter().step_by((ids.len() / 1_000).max(1)).cycle();
    // Reprints are looked up once and then cached.
    search.surroundings(ids.next().unwrap()).unwrap();
    let mut group = c.benchmark_group(name);
    group.sample_size(20);
    group.bench_function("with what belongs to it", |b| {
        b.iter(|| search.surroundings(black_box(ids.next().unwrap())).unwrap().unwrap().related.len())
    });
    group.finish();
}

/// Measures suggestions with their counts, with an empty cache and with a filled one.
fn suggest(c: &mut Criterion, name: &str, mut search: Search) {
    let mut group = c.benchmark_group(name);
    group.sample_size(10);
    group.bench_function("near words where nothing is found", |b| b.iter(|| run(&search, &[("q", SLIPPED)])));
    let mut typed = TYPED.iter().cycle();
    group.bench_function("asked before", |b| {
        b.iter(|| search.suggest(black_box(typed.next().unwrap()), 8).unwrap().len())
    });
    for typed in TYPED {
        // Setting the thesaurus clears the cached counts, even if it is an equal one.
        search = search.with_thesaurus(Thesaurus::embedded());
        search.warm();
        let started = Instant::now();
        let given = search.suggest(black_box(typed), 8).unwrap().len();
        println!("{name}/the first time/{typed}: {:?}, {given} given", started.elapsed());
    }
    let mut search = Some(search);
    group.bench_function("the tables", |b| {
        b.iter_custom(|times| {
            let mut taken = Duration::ZERO;
            for _ in 0..times {
                let other = search.take().unwrap().with_thesaurus(Thesaurus::embedded());
                let started = Instant::now();
                other.warm();
                taken += started.elapsed();
                search = Some(other);
            }
            taken
        });
    });
    group.finish();
}

/// Measures whole searches: all facets, highlights, and the reasons of each hit.
fn ask(c: &mut Criterion, name: &str, search: &Search, cases: &[Case]) {
    let mut group = c.benchmark_group(name);
    for (name, pairs) in cases {
        group.bench_function(*name, |b| b.iter(|| run(search, pairs)));
    }
    group.finish();
}

fn run(search: &Search, pairs: &[(&str, &str)]) -> usize {
    let (params, problems) = read_params(pairs.iter().copied(), search.catalogue());
    assert!(problems.is_empty());
    search.run(black_box(&params)).unwrap().total_count
}

/// Measures whole requests, with all items and facets, through the server without a socket.
fn serving(c: &mut Criterion, search: Search) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let app = app(Arc::new(AppState::new(search)));
    let mut group = c.benchmark_group("a request in the server");
    for (name, target) in REQUESTS {
        let ask = || Request::get(target).body(Body::empty()).unwrap();
        group.bench_function(name, |b| {
            b.iter(|| {
                runtime.block_on(async {
                    let answer = app.clone().oneshot(black_box(ask())).await.unwrap();
                    assert_eq!(answer.status(), 200);
                    answer.into_body().collect().await.unwrap().to_bytes().len()
                })
            })
        });
    }
    group.finish();
}

/// Size of the indexed texts, in bytes.
fn size(plans: &[Plan]) -> u64 {
    let entries = plans.iter().flat_map(|plan| &plan.entries);
    entries.flat_map(|entry| entry.passages()).map(|passage| passage.text.len() as u64).sum()
}

criterion_group!(benches, reading, analysis, building, searching_the_plan, searching_many_plans);
criterion_main!(benches);
