//! Proof that the synonyms help and do no harm. Without any half of their lines the answers are worse. With
//! them, no more queries about subjects outside the plan get an answer than without them.

use std::{fs, path::Path};

use shisaku_eval::{DEPTH, Report};
use shisaku_query::{Spellings, Synonyms, Thesaurus};
use shisaku_search::Search;

use crate::support::api::search_of;

const FOLDER: &str = "tests/cases/relevance";

/// Query sets with answers.
const SETS: [&str; 4] = ["public", "own", "typed", "meaning"];

/// Number of random halves to try.
const HALVES: u64 = 8;

/// The built-in synonym files, line by line.
fn lists() -> Vec<(String, Vec<String>)> {
    let mut lists: Vec<(String, Vec<String>)> = fs::read_dir("lexicon/synonyms")
        .unwrap()
        .map(|file| {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect())
        })
        .collect();
    lists.sort();
    lists
}

/// Drops half of the lines that are not comments or blank. `seed` decides which half.
fn half(lists: &[(String, Vec<String>)], seed: u64) -> Vec<(String, String)> {
    let says = |line: &str| !line.split('#').next().unwrap_or_default().trim().is_empty();
    let mut all: Vec<(usize, usize)> = Vec::new();
    for (list, (_, lines)) in lists.iter().enumerate() {
        all.extend((0..lines.len()).filter(|&at| says(&lines[at])).map(|at| (list, at)));
    }
    // SplitMix64, and the first half of a shuffle that uses it.
    let mut state = seed;
    let mut below = |bound: usize| {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    };
    for at in 0..all.len() / 2 {
        let other = at + below(all.len() - at);
        all.swap(at, other);
    }
    let mut left = lists.to_vec();
    for &(list, at) in &all[..all.len() / 2] {
        left[list].1[at].clear();
    }
    left.into_iter().map(|(name, lines)| (name, lines.join("\n"))).collect()
}

fn with_synonyms(search: Search, files: &[(String, String)]) -> Search {
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (synonyms, errors) = Synonyms::read(&files);
    assert_eq!(errors, []);
    search.with_thesaurus(Thesaurus { spellings: Spellings::embedded(), synonyms })
}

fn asked(search: &Search, set: &str) -> Report {
    let queries =
        shisaku_eval::read_queries(&fs::read_to_string(format!("{FOLDER}/{set}.jsonl")).unwrap()).unwrap();
    shisaku_eval::run(search, queries, DEPTH, &|_, _| {}).unwrap()
}

/// nDCG@10 of the public set, and its mean over all [`SETS`].
fn figures(search: &Search) -> [f64; 2] {
    let of_sets = SETS.map(|set| asked(search, set).overall().value("ndcg_at_10").unwrap());
    [of_sets[0], of_sets.iter().sum::<f64>() / of_sets.len() as f64]
}

#[test]
fn without_any_half_of_the_synonyms_answers_are_worse() {
    let index = tempfile::tempdir().unwrap();
    let mut search = search_of(Path::new("seeds"), index.path());
    let lists = lists();
    let whole = figures(&search);
    println!("          public  all sets\nwhole     {:.4}  {:.4}", whole[0], whole[1]);
    let mut told = Vec::new();
    for seed in 0..HALVES {
        search = with_synonyms(search, &half(&lists, seed));
        let left = figures(&search);
        println!("half {seed:>2}   {:.4}  {:.4}", left[0], left[1]);
        for (name, left, whole) in [("public", left[0], whole[0]), ("all sets", left[1], whole[1])] {
            if left >= whole {
                told.push(format!("half {seed}: {name} has {left:.4}, with all lines {whole:.4}"));
            }
        }
    }
    assert_eq!(told, [""; 0]);
}

#[test]
fn no_query_off_the_plan_is_answered_because_of_synonyms() {
    let index = tempfile::tempdir().unwrap();
    let search = search_of(Path::new("seeds"), index.path());
    let answered = |search: &Search| -> Vec<String> {
        let report = asked(search, "off_plan");
        assert!(report.asked.len() >= 100 && report.asked.iter().all(|one| one.query.relevant.is_empty()));
        report.asked.iter().filter(|one| one.answer.total > 0).map(|one| one.query.query.clone()).collect()
    };
    let with = answered(&search);
    let without = answered(&with_synonyms(search, &[]));
    println!("answered with synonyms: {with:?}, without: {without:?}");
    let because = |query: &&String| !without.contains(query);
    let more: Vec<&String> = with.iter().filter(because).collect();
    assert_eq!(more, [""; 0], "synonyms answer what the plan has nothing on");
    assert!(with.len() <= without.len(), "more is answered with synonyms than without: {with:?}");
}
