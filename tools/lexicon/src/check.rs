//! Checks the word lists of a folder, line by line.

use std::{collections::HashMap, path::Path};

use anyhow::{Context, Result};

use super::reach::unreachable;
use shisaku_analysis::{AnalysisError, Analyzer, Readings};
use shisaku_ingest::lexicon::{
    FURIGANA, Folder, List, ORGANISATIONS, Read, SPELLINGS, SYNONYMS, WORDS, texts,
};
use shisaku_model::{Catalogue, Finding, Place};
use shisaku_query::{Reader, SpellingError, Spellings, SynonymError, Synonyms, Target, Thesaurus};
use shisaku_reader::Organisations;

/// Finds every unusable line in the files of a folder. `catalogue` is the catalogue of the documents that the
/// lexicon is used with. A query reads their periods and sections as filters before it consults any list.
///
/// # Errors
/// If the folder cannot be read.
pub fn check(folder: &Path, catalogue: &Catalogue) -> Result<Vec<Finding>> {
    let lists = Folder::open(Some(folder))?;
    let mut findings = Vec::new();
    let mut add = |list: Option<Read>, lines: &mut dyn FnMut(&List) -> Vec<Finding>| match list {
        None => {}
        Some(Err(finding)) => findings.push(finding),
        Some(Ok(list)) => {
            findings.extend(lines(&list));
            findings.extend(list.doubtful);
        }
    };
    let mut analyzer = Analyzer::new().context("日本語の辞書を読み込めません")?;
    add(lists.list(WORDS), &mut |list| {
        if let Ok(own) = Analyzer::with_words(&list.text) {
            analyzer = own;
        }
        let unreadable = Analyzer::unreadable_words(&list.text);
        unreadable.iter().map(|error| unreadable_word(&list.file, error)).collect()
    });
    add(lists.list(FURIGANA), &mut |list| {
        let (_, errors) = Readings::read(&list.text);
        let unreadable =
            |line, message| Finding::error("unreadable_reading", line_of(&list.file, line), message);
        errors.iter().map(|error| unreadable(error.line, error.to_string())).collect()
    });
    add(lists.list(ORGANISATIONS), &mut |list| Organisations::read(&list.file, &list.text).1);
    let mut spellings = Spellings::embedded();
    add(lists.list(SPELLINGS), &mut |list| {
        let (own, mut errors) = Spellings::read(&list.text);
        errors.extend(own.wordless(&analyzer));
        errors.sort_by_key(SpellingError::line);
        spellings = own;
        let unusable = |error: &SpellingError| line_of(&list.file, error.line());
        errors.iter().map(|one| Finding::error("unusable_spelling", unusable(one), one.to_string())).collect()
    });
    let mut synonyms = Vec::new();
    for list in lists.synonyms()? {
        match list {
            Ok(list) => synonyms.push(list),
            Err(finding) => findings.push(finding),
        }
    }
    let folder = folder.join(SYNONYMS);
    findings.extend(of_synonyms(&texts(&synonyms), spellings, &analyzer, catalogue).into_iter().map(
        |mut one| {
            one.place.file = folder.join(&one.place.file).display().to_string();
            one
        },
    ));
    findings.extend(synonyms.into_iter().filter_map(|list| list.doubtful));
    Ok(findings)
}

/// Checks the synonym lists, each with its name and its text.
fn of_synonyms(
    lists: &[(&str, &str)],
    spellings: Spellings,
    analyzer: &Analyzer,
    catalogue: &Catalogue,
) -> Vec<Finding> {
    let (synonyms, errors) = Synonyms::read(lists);
    let mut findings: Vec<Finding> = errors.iter().map(unusable_synonym).collect();
    findings.extend(repeated(lists));
    let reader = Reader::new(Thesaurus { spellings, synonyms }, catalogue);
    findings.extend(unreachable(&reader, lists, analyzer));
    findings.sort_by_cached_key(|finding| (finding.place.file.clone(), finding.place.lines));
    findings
}

/// Finds pairs of left and right that another line repeats or reverses.
pub(super) fn repeated(lists: &[(&str, &str)]) -> Vec<Finding> {
    let mut seen: HashMap<(String, String), (&str, usize)> = HashMap::new();
    let mut findings = Vec::new();
    for (file, number, line) in Synonyms::read_lines(lists).0 {
        let there = (file, number);
        let mut tell =
            |message| findings.push(Finding::error("unusable_synonym", line_of(file, number), message));
        let targets = line.targets();
        for item in &line.left {
            let within = |target: &&Target| item.iter().all(|part| target.rows.contains(part));
            for target in targets.iter().filter(|target| !within(target)) {
                let (left, right) = (item.join(" "), target.rows.join(" "));
                let (pair, back) = ((left.clone(), right.clone()), (right.clone(), left.clone()));
                if let Some((other, line)) = seen.get(&pair).filter(|other| **other != there) {
                    tell(format!(
                        "「{left} => {right}」は {other} の {line} 行目にもあります。どちらかを消してください。"
                    ));
                    continue;
                }
                if let Some((other, line)) = seen.get(&back).filter(|other| **other != there) {
                    tell(format!(
                        "「{left} => {right}」と、{other} の {line} 行目の「{right} => {left}」は、互いを指しています。「{left}, {right}」の 1 行にまとめてください。"
                    ));
                }
                seen.insert(pair, there);
            }
        }
    }
    findings
}

/// The finding about an unusable line of the synonym lists.
pub(super) fn unusable_synonym(error: &SynonymError) -> Finding {
    Finding::error("unusable_synonym", line_of(&error.file, error.line), error.to_string())
}

fn unreadable_word(file: &str, error: &AnalysisError) -> Finding {
    let place = match error {
        AnalysisError::UserWord { line, .. } => line_of(file, *line),
        AnalysisError::Dictionary { .. } => Place::file(file),
    };
    Finding::error("unreadable_word", place, error.to_string())
}

pub(super) fn line_of(file: &str, line: usize) -> Place {
    Place::line(file, u32::try_from(line).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

    use std::fs;

    use super::*;

    fn told(files: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let findings = check(folder.path(), &Catalogue::default()).unwrap();
        let prefix = format!("{}/", folder.path().display());
        findings.iter().map(|f| format!("{} {}", f.place.to_string().replace(&prefix, ""), f.code)).collect()
    }

    #[test]
    fn the_words_that_the_program_brings_along_are_sound() {
        assert_eq!(check(Path::new("../../lexicon"), &Catalogue::default()).unwrap(), []);
    }

    #[test]
    fn what_cannot_be_used_is_told_with_its_line() {
        let files = [
            (WORDS, "# 語\nまち協,カスタム名詞,マチキョウ\nまち協\n\nA\"B,x,y\n"),
            (SPELLINGS, "街, まち\n\n町\nまち, タウン, ★\n"),
            (FURIGANA, "# 読み\n柿の木坂,かきのきざか\n八雲,ヤクモ\nめぐろ,めぐろ\n八雲\n"),
        ];
        let expected = [
            "words.csv:3 unreadable_word",
            "words.csv:5 unreadable_word",
            "furigana.csv:3 unreadable_reading",
            "furigana.csv:4 unreadable_reading",
            "furigana.csv:5 unreadable_reading",
            "spellings.txt:3 unusable_spelling",
            "spellings.txt:4 unusable_spelling",
            "spellings.txt:4 unusable_spelling",
        ];
        assert_eq!(told(&files), expected);
        assert_eq!(told(&[]), [""; 0], "the program's own words take the place of missing files");
    }

    #[test]
    fn a_pair_that_another_line_repeats_or_reverses_is_told() {
        let findings = repeated(&[("test.txt", "道 => 道路\n道 => 道路\n道路 => 道\n\n祭り => 催し\n")]);
        let told: Vec<_> = findings.iter().map(|one| (one.place.to_string(), one.message.as_str())).collect();
        let [(first, duplicate), (second, reverse)] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!((first.as_str(), second.as_str()), ("test.txt:2", "test.txt:3"));
        assert!(duplicate.contains("test.txt の 1 行目にもあります"), "{duplicate}");
        assert!(reverse.contains("互いを指しています"), "{reverse}");
    }
}
