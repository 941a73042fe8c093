//! Tries a new lexicon line in memory, by repeating a failed query.

use std::path::Path;

use anyhow::Result;

use super::check::{repeated, unusable_synonym};
use shisaku_analysis::{Analyzer, is_letter, to_hiragana};
use shisaku_engine::EngineError;
use shisaku_ingest::lexicon::{self, Folder, List};
use shisaku_misses::{answer, found};
use shisaku_model::Entry;
use shisaku_query::{SPELLINGS, SYNONYMS, SpellingError, Spellings, Synonyms, Thesaurus};
use shisaku_search::Search;

/// File name used in errors for a line that is in no file yet.
const NEW: &str = "(提案)";

/// The texts of the lexicon's word lists, as staff edit them.
#[derive(Debug, Clone)]
pub struct Lists {
    /// Contents of `spellings.txt`.
    pub spellings: String,
    /// Files in `synonyms/`: name and contents.
    pub synonyms: Vec<(String, String)>,
}

impl Default for Lists {
    /// The lists embedded in the program.
    fn default() -> Self {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        Self { spellings: SPELLINGS.to_owned(), synonyms: SYNONYMS.iter().map(owned).collect() }
    }
}

impl Lists {
    /// Reads the spellings and synonyms of a folder as text. The embedded lists replace missing files, and
    /// unreadable files are left out.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn read(folder: Option<&Path>) -> Result<Self> {
        let folder = Folder::open(folder)?;
        let mut lists = Self::default();
        if let Some(Ok(list)) = folder.list(lexicon::SPELLINGS) {
            lists.spellings = list.text;
        }
        let own: Vec<List> = folder.synonyms()?.into_iter().flatten().collect();
        if !own.is_empty() {
            lists.synonyms = own.into_iter().map(|list| (list.name, list.text)).collect();
        }
        Ok(lists)
    }
}

/// The file of the lexicon that a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Any file in `synonyms/`.
    Synonyms,
    /// The file `spellings.txt`.
    Spellings {
        /// Number of the line to replace, counted from 1. `None` appends a line.
        instead_of: Option<usize>,
    },
}

/// A proposed lexicon line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// The file, and the line to replace.
    pub place: Place,
    /// The line without its line end.
    pub text: String,
}

/// The results that a line gives to a query that had none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gain {
    /// The query.
    pub text: String,
    /// Number of entries found.
    pub found: usize,
    /// Id of the first entry.
    pub id: String,
    /// Number and title of the first entry.
    pub title: String,
}

/// Proposes lines that let `failed` find the results of `then`, best first. Words in both are dropped if
/// others remain, as in 引越し 補助 and 転居 補助.
///
/// # Errors
/// A reason in Japanese if no line fits, for example if `then` only has fewer words.
pub(super) fn lines(
    failed: &str,
    then: &str,
    lists: &Lists,
    analyzer: &Analyzer,
) -> Result<Vec<Line>, String> {
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
    let whole = (failed.to_owned(), then.to_owned());
    let mut pairs = vec![pair];
    if !pairs.contains(&whole) {
        pairs.push(whole);
    }
    let mut proposed = Vec::new();
    for (left, right) in pairs.into_iter().filter(|(left, _)| !left.is_empty()) {
        if !left.contains(' ') && !right.contains(' ') && sound(&left, analyzer) == sound(&right, analyzer) {
            proposed.push(spelling(&left, &right, lists));
        }
        proposed.push(Line { place: Place::Synonyms, text: format!("{left} => {right}") });
    }
    Ok(proposed)
}

/// The reading of a text, without characters that vary between spellings of one sound.
fn sound(text: &str, analyzer: &Analyzer) -> String {
    analyzer.reading(text).chars().map(to_hiragana).filter(|c| !"ー・".contains(*c)).collect()
}

/// A line with two spellings of one word. If one of them is already listed, the line extends its group.
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

impl Lists {
    /// Parses the lists, without unusable lines.
    pub(super) fn thesaurus(&self) -> Thesaurus {
        let (spellings, synonyms) = (Spellings::read(&self.spellings).0, Synonyms::read(&self.files()).0);
        Thesaurus { spellings, synonyms }
    }

    /// Adds a line to `known`, the thesaurus of these lists.
    ///
    /// # Errors
    /// The lexicon's objection to the line.
    fn with(&self, line: &Line, known: &Thesaurus) -> Result<Thesaurus, String> {
        match line.place {
            Place::Synonyms => {
                let mut files = self.files();
                files.push((NEW, &line.text));
                let (synonyms, errors) = Synonyms::read(&files);
                let mut errors = errors.iter().map(unusable_synonym).chain(repeated(&files));
                let against = errors.find(|error| error.place.file == NEW);
                let spellings = known.spellings.clone();
                against.map_or(Ok(Thesaurus { spellings, synonyms }), |error| Err(error.message))
            }
            Place::Spellings { instead_of } => {
                let mut lines: Vec<&str> = self.spellings.lines().collect();
                let at = instead_of.unwrap_or(lines.len() + 1);
                match lines.get_mut(at - 1) {
                    Some(old) => *old = &line.text,
                    None => lines.push(&line.text),
                }
                let (spellings, errors) = Spellings::read(&lines.join("\n"));
                let against = errors.into_iter().find(|error| error.line() == at);
                let synonyms = known.synonyms.clone();
                against.map_or(Ok(Thesaurus { spellings, synonyms }), |error| Err(error.to_string()))
            }
        }
    }

    fn files(&self) -> Vec<(&str, &str)> {
        self.synonyms.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
    }
}

/// Sets the lexicon of `search` to the lists plus `line`, and repeats the query `text`. Returns its results,
/// `None` if there are none, or the lexicon's objection to the line.
///
/// # Errors
/// If the index cannot be read.
pub(super) fn gain(
    line: &Line,
    text: &str,
    lists: &Lists,
    known: &Thesaurus,
    search: &mut Search,
) -> Result<Result<Option<Gain>, String>, EngineError> {
    match lists.with(line, known) {
        Ok(thesaurus) => search.set_thesaurus(thesaurus),
        Err(against) => return Ok(Err(against)),
    }
    let response = answer(search, text)?;
    let first = response.items.first().filter(|_| found(&response) > 0);
    Ok(Ok(first.map(|first| Gain {
        text: text.to_owned(),
        found: found(&response),
        id: first.entry.id.clone(),
        title: title(&first.entry),
    })))
}

fn title(entry: &Entry) -> String {
    format!("{} {}", entry.number, entry.title).trim().to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::testing::analyzer;

    fn lists() -> Lists {
        let spellings = "# 表記\n繁盛, 繁昌 # 商い\n".to_owned();
        Lists { spellings, synonyms: vec![("a.txt".to_owned(), "引越し => 転居\n".to_owned())] }
    }

    fn told(failed: &str, then: &str) -> Result<Vec<String>, String> {
        let place = |line: Line| match line.place {
            Place::Synonyms => line.text,
            Place::Spellings { instead_of: None } => format!("+ {}", line.text),
            Place::Spellings { instead_of: Some(at) } => format!("{at} {}", line.text),
        };
        lines(failed, then, &lists(), analyzer()).map(|lines| lines.into_iter().map(place).collect())
    }

    #[test]
    fn what_both_have_is_left_out_of_a_line() {
        assert_eq!(told("月面基地", "商店街").unwrap(), ["月面基地 => 商店街"]);
        let lines = ["月面基地 => 商店街", "補助 月面基地 => 商店街 補助"];
        assert_eq!(told("補助 月面基地", "商店街 補助").unwrap(), lines);
        assert_eq!(told("月面基地", "月面基地 補助").unwrap(), ["月面基地 => 月面基地 補助"]);
    }

    #[test]
    fn what_is_read_alike_may_be_one_word() {
        assert_eq!(told("智識", "知識").unwrap(), ["+ 智識, 知識", "智識 => 知識"]);
        assert_eq!(
            told("はんじょう", "繁昌").unwrap()[0],
            "2 繁盛, 繁昌, はんじょう",
            "the group takes it in"
        );
    }

    #[test]
    fn what_makes_no_line_is_told() {
        for (failed, then) in [("宇宙 観光", "観光"), ("宇宙観光", "観光"), ("観光", "観光")]
        {
            assert_eq!(told(failed, then).unwrap_err(), "言葉を減らしただけで、言い換えではありません");
        }
        for (failed, then) in
            [("\"宇宙\"", "観光"), ("宇宙", "観光 -農業"), ("a=>b", "観光"), ("宇宙, 星", "観光")]
        {
            assert_eq!(told(failed, then).unwrap_err(), "記号を含むため、語彙の行になりません");
        }
    }

    #[test]
    fn what_the_lexicon_has_or_refuses_is_not_added() {
        let (lists, line) = (lists(), |place, text: &str| Line { place, text: text.to_owned() });
        let known = lists.thesaurus();
        let against = |place, text| lists.with(&line(place, text), &known).err();
        assert_eq!(against(Place::Synonyms, "月面基地 => 商店街"), None);
        assert!(against(Place::Synonyms, "引越し => 転居").unwrap().contains("a.txt の 1 行目にもあります"));
        assert!(against(Place::Synonyms, "転居 => 引越し").unwrap().contains("互いを指しています"));
        let spellings = |instead_of| Place::Spellings { instead_of };
        assert_eq!(against(spellings(None), "智識, 知識"), None);
        assert_eq!(against(spellings(Some(2)), "繁盛, 繁昌, はんじょう"), None);
        assert!(against(spellings(None), "繁盛, はんじょう").unwrap().contains("2 行目にもあります"));
    }
}
