//! A line is added to the lexicon in memory, and the words that failed are asked again.

use super::listen::answer;
use crate::{
    analysis::{Analyzer, is_letter, to_hiragana},
    engine::EngineError,
    model::Entry,
    query::{SPELLINGS, SYNONYMS, SpellingError, Spellings, SynonymError, Synonyms, Thesaurus},
    search::Search,
};

/// The name that a line goes by which is in no file yet.
const NEW: &str = "(提案)";

/// The lists of the lexicon as text, as staff keep them.
#[derive(Debug, Clone)]
pub struct Lists {
    /// Of `spellings.txt`.
    pub spellings: String,
    /// Names and texts of the files in `synonyms/`.
    pub synonyms: Vec<(String, String)>,
}

impl Default for Lists {
    /// Those that the program brings along.
    fn default() -> Self {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        Self { spellings: SPELLINGS.to_owned(), synonyms: SYNONYMS.iter().map(owned).collect() }
    }
}

/// Where a line belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A file of `synonyms/`.
    Synonyms,
    /// `spellings.txt`.
    Spellings {
        /// The line whose place it takes, counted from 1; none for a line of its own.
        instead_of: Option<usize>,
    },
}

/// A line that may be added to the lexicon.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// Where it belongs.
    pub place: Place,
    /// Without its end.
    pub text: String,
}

/// What words find that found nothing before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gain {
    /// The words.
    pub text: String,
    /// How many entries.
    pub found: usize,
    /// The first of them: its id.
    pub id: String,
    /// Its number and title.
    pub title: String,
}

/// Lines that would let `failed` find what `then` finds, the best first. Words that both have are left out
/// where something remains (引越し 補助, 転居 補助); none where `then` only has less.
pub(super) fn lines(failed: &str, then: &str, lists: &Lists, analyzer: &Analyzer) -> Result<Vec<Line>, String> {
    let plain = |text: &str| text.chars().all(|c| is_letter(c) || c == ' ' || c == '・');
    if !plain(failed) || !plain(then) {
        return Err("記号を含むため、語彙の行になりません".to_owned());
    }
    let without = |text: &str, other: &str| -> String {
        let words = text.split(' ').filter(|word| !other.split(' ').any(|one| one == *word));
        words.collect::<Vec<_>>().join(" ")
    };
    let pair = (without(failed, then), without(then, failed));
    if pair.1.is_empty() || failed.replace(' ', "").contains(&then.replace(' ', "")) {
        return Err("言葉を減らしただけで、言い換えではありません".to_owned());
    }
    let mut lines = Vec::new();
    let whole = (failed.to_owned(), then.to_owned());
    for (left, right) in [pair, whole] {
        if left.is_empty() {
            continue;
        }
        if !left.contains(' ') && !right.contains(' ') && sound(&left, analyzer) == sound(&right, analyzer) {
            lines.push(spelling(&left, &right, lists));
        }
        lines.push(Line { place: Place::Synonyms, text: format!("{left} => {right}") });
    }
    lines.dedup();
    Ok(lines)
}

/// How a text is read, without what spellings of one sound differ in.
fn sound(text: &str, analyzer: &Analyzer) -> String {
    analyzer.reading(text).chars().map(to_hiragana).filter(|c| !"ー・".contains(*c)).collect()
}

/// Two spellings of one word as a line; with the others where one of them is listed.
fn spelling(left: &str, right: &str, lists: &Lists) -> Line {
    let line = format!("{left}, {right}");
    let (_, errors) = Spellings::read(&format!("{}\n{line}", lists.spellings));
    let last = lists.spellings.lines().count() + 1;
    let known = errors.into_iter().find_map(|error| match error {
        SpellingError::Repeated { line, word, other } if line >= last && other < last => Some((word, other)),
        _ => None,
    });
    let listed = known.and_then(|(word, at)| {
        let group = lists.spellings.lines().nth(at - 1)?.split('#').next()?.trim_end();
        Some((format!("{group}, {}", if word == left { right } else { left }), at))
    });
    let (text, instead_of) = listed.map_or((line, None), |(text, at)| (text, Some(at)));
    Line { place: Place::Spellings { instead_of }, text }
}

/// The lexicon with one more line; or what it says against that line.
fn with(line: &Line, lists: &Lists) -> Result<Thesaurus, String> {
    let mut texts: Vec<(&str, &str)> =
        lists.synonyms.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut spellings: Vec<&str> = lists.spellings.lines().collect();
    let last = match line.place {
        Place::Synonyms => {
            texts.push((NEW, &line.text));
            None
        }
        Place::Spellings { instead_of: Some(at) } => {
            if let Some(old) = spellings.get_mut(at.saturating_sub(1)) {
                *old = &line.text;
            }
            Some(at)
        }
        Place::Spellings { instead_of: None } => {
            spellings.push(&line.text);
            Some(spellings.len())
        }
    };
    let (spellings, of_spellings) = Spellings::read(&spellings.join("\n"));
    let (synonyms, of_synonyms) = Synonyms::read(&texts);
    let against = of_spellings.iter().find(|error| Some(error.line()) == last).map(ToString::to_string);
    let of_new = |error: &&SynonymError| error.file == NEW;
    match against.or_else(|| of_synonyms.iter().find(of_new).map(ToString::to_string)) {
        Some(against) => Err(against),
        None => Ok(Thesaurus { spellings, synonyms }),
    }
}

/// What `text` finds once the line is in the lexicon, if anything; or what the lexicon says against the line.
/// The search goes on with that line.
pub(super) fn gain(
    line: &Line,
    text: &str,
    lists: &Lists,
    search: &mut Search,
) -> Result<Result<Option<Gain>, String>, EngineError> {
    match with(line, lists) {
        Ok(thesaurus) => search.set_thesaurus(thesaurus),
        Err(against) => return Ok(Err(against)),
    }
    let response = answer(search, text)?;
    Ok(Ok(response.items.first().map(|first| Gain {
        text: text.to_owned(),
        found: response.total_count,
        id: first.entry.id.clone(),
        title: title(&first.entry),
    })))
}

fn title(entry: &Entry) -> String {
    format!("{} {}", entry.number, entry.title).trim().to_owned()
}
