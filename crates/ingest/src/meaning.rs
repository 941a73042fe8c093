//! The vectors of an index: the sentences of each entry and the everyday words of the lexicon, encoded.

use std::{collections::HashMap, thread};

use shisaku_encoder::{Encoder, EncoderError, Model};
use shisaku_engine::vectors::{Vectors, signs};
use shisaku_model::Entry;
use shisaku_query::Synonyms;

/// Maximum number of sentences of an entry.
const MOST_SENTENCES: usize = 32;

/// Maximum length of a sentence in characters. The mean of a longer text means little.
const MOST_LETTERS: usize = 240;

/// Number of sentences that a thread encodes at a time.
const BATCH: usize = 256;

/// Encodes the sentences of all entries. Sentences that `before` has are not encoded again.
///
/// # Errors
/// If the model cannot be read.
pub(crate) fn vectors(
    entries: &[Entry],
    model: &Model,
    before: Option<&Vectors>,
) -> Result<Vectors, EncoderError> {
    let sentences = entries.iter().map(|entry| (entry.id.clone(), sentences(entry))).collect();
    encoded(sentences, model, before, |vector| model.turn_passage(vector))
}

/// Encodes the items of the everyday lists of a lexicon. Those that `before` has are not encoded again.
///
/// # Errors
/// If the model cannot be read.
pub(crate) fn everyday(
    synonyms: &Synonyms,
    model: &Model,
    before: Option<&Vectors>,
) -> Result<Vectors, EncoderError> {
    // English words are for people who do not write Japanese. The model was not tried with them.
    let lists = synonyms.everyday().map(|(name, mut items)| {
        items.retain(|item| !item.is_ascii());
        (name, items)
    });
    encoded(lists.collect(), model, before, |_| ())
}

/// Encodes texts by the id of what they belong to. `turn` changes each vector.
fn encoded(
    texts: Vec<(String, Vec<String>)>,
    model: &Model,
    before: Option<&Vectors>,
    turn: impl Fn(&mut [f32]) + Sync,
) -> Result<Vectors, EncoderError> {
    let before = before.filter(|before| before.encoder() == model.name());
    let known = before.map(Vectors::known).unwrap_or_default();
    let mut new: Vec<&str> = texts.iter().flat_map(|(_, texts)| texts).map(String::as_str).collect();
    new.retain(|text| !known.contains_key(&hash(text)));
    new.sort_unstable();
    new.dedup();
    let encoder = if new.is_empty() { None } else { Some(model.encoder().map_err(EncoderError::clone)?) };
    let encoded: HashMap<u64, Vec<u64>> =
        encoder.map(|encoder| encode(&new, encoder, &turn)).unwrap_or_default();
    let mut vectors = Vectors::new(model.name());
    for (id, texts) in &texts {
        vectors.begin(id);
        for text in texts {
            let hash = hash(text);
            let signs = known.get(&hash).copied().or_else(|| encoded.get(&hash).map(Vec::as_slice));
            signs.into_iter().for_each(|signs| vectors.add(hash, signs));
        }
    }
    Ok(vectors)
}

/// Encodes sentences with all processors.
fn encode(
    sentences: &[&str],
    encoder: &dyn Encoder,
    turn: &(impl Fn(&mut [f32]) + Sync),
) -> HashMap<u64, Vec<u64>> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = sentences.len().div_ceil(threads).max(1);
    let of_share = |share: &[&str]| -> Vec<(u64, Vec<u64>)> {
        let batches = share.chunks(BATCH).flat_map(|batch| {
            let vectors = encoder.encode(batch);
            batch.iter().map(|sentence| hash(sentence)).zip(vectors)
        });
        // A sentence without a known word is near to nothing.
        let meaning = batches.filter(|(_, vector)| vector.iter().any(|number| *number != 0.0));
        let turned = meaning.map(|(hash, mut vector)| {
            turn(&mut vector);
            (hash, signs(&vector))
        });
        turned.collect()
    };
    thread::scope(|scope| {
        let shares = sentences.chunks(share).map(|share| scope.spawn(move || of_share(share)));
        let running: Vec<_> = shares.collect();
        // A thread that panicked has no result: its sentences are left out.
        running.into_iter().filter_map(|thread| thread.join().ok()).flatten().collect()
    })
}

/// The sentences by which an entry is found: its title, alone and before each paragraph, its paragraphs, its results,
/// and its title below its headings.
fn sentences(entry: &Entry) -> Vec<String> {
    let title = &entry.title;
    let mut sentences = vec![title.clone()];
    let headings = entry.path.iter().map(|heading| heading.title.as_str()).chain([title.as_str()]);
    sentences.push(headings.collect::<Vec<_>>().join("。"));
    for text in &entry.body {
        sentences.extend([format!("{title}。{text}"), text.clone()]);
    }
    sentences.extend(entry.results.iter().map(|report| report.text.clone()));
    sentences
        .iter_mut()
        .for_each(|sentence| *sentence = sentence.trim().chars().take(MOST_LETTERS).collect());
    sentences.retain(|sentence| !sentence.is_empty());
    let mut seen = std::collections::HashSet::new();
    sentences.retain(|sentence| seen.insert(sentence.clone()));
    sentences.truncate(MOST_SENTENCES);
    sentences
}

fn hash(sentence: &str) -> u64 {
    let hash = blake3::hash(sentence.as_bytes());
    hash.as_bytes().first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight))
}
