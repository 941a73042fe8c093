//! The word lists that staff maintain: `words.csv`, `furigana.csv`, `organisations.csv`, `spellings.txt` and
//! `synonyms/`. They replace the embedded lists.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, Result, anyhow, bail};

use super::ReadWith;
use shisaku_analysis::{Analyzer, Readings};
use shisaku_encoder::Model;
use shisaku_model::{Finding, Severity};
use shisaku_query::{Spellings, Synonyms, Thesaurus};
use shisaku_reader::{Organisations, read_text};

/// Words added to the dictionary.
pub const WORDS: &str = "words.csv";
/// Readings that the pages show.
pub const FURIGANA: &str = "furigana.csv";
/// Organisations that documents name.
pub const ORGANISATIONS: &str = "organisations.csv";
/// Spellings that mean the same word.
pub const SPELLINGS: &str = "spellings.txt";
/// Folder of the synonym lists.
pub const SYNONYMS: &str = "synonyms";

/// The word lists for reading documents and queries.
pub struct Lexicon {
    /// The analysis with the words and readings of the lists.
    pub analyzer: Analyzer,
    /// Organisations that documents name.
    pub organisations: Organisations,
    /// Spellings and synonyms for queries.
    pub thesaurus: Thesaurus,
    /// The model that tells how near texts are in meaning, if there is one.
    pub model: Option<Arc<Model>>,
}

impl Lexicon {
    /// Reads the lists of a folder. An embedded list is used for each missing file. Unusable lines are skipped;
    /// `tell` gets a message for each list that has some.
    ///
    /// # Errors
    /// If the folder or one of its files cannot be used.
    pub fn read(folder: Option<&Path>, tell: &dyn Fn(&str)) -> Result<Self> {
        let folder = Folder::open(folder)?;
        let usable = |name| folder.list(name).transpose().map_err(as_error);
        let skipped = |place: &str, count: usize| {
            if count > 0 {
                tell(&format!(
                    "{place} に使えない所が {count} か所あります。`shisaku check --lexicon フォルダー` で見られます。"
                ));
            }
        };
        let (words, spellings) = (usable(WORDS)?, usable(SPELLINGS)?);
        let mut analyzer = match words {
            Some(words) => Analyzer::with_words(&words.text)
                .with_context(|| format!("語彙({})を使えません", words.file))?,
            // This fails only if the embedded dictionary is damaged.
            None => Analyzer::new().context("日本語の辞書を読み込めません")?,
        };
        if let Some(list) = usable(FURIGANA)? {
            let (readings, errors) = Readings::read(&list.text);
            skipped(&list.file, errors.len());
            analyzer = analyzer.with_readings(readings);
        }
        let spellings = spellings.map_or_else(Spellings::embedded, |list| {
            let (spellings, errors) = Spellings::read(&list.text);
            skipped(&list.file, errors.len());
            spellings
        });
        let lists = folder.synonyms()?.into_iter().collect::<Result<Vec<List>, _>>().map_err(as_error)?;
        let synonyms = if lists.is_empty() {
            Synonyms::embedded()
        } else {
            let (synonyms, errors) = Synonyms::read(&texts(&lists));
            skipped(&folder.synonym_folder().unwrap_or_default().display().to_string(), errors.len());
            synonyms
        };
        let organisations = usable(ORGANISATIONS)?.map_or_else(Organisations::embedded, |list| {
            let (organisations, findings) = Organisations::read(&list.file, &list.text);
            let unusable = findings.iter().filter(|finding| finding.severity == Severity::Error);
            skipped(&list.file, unusable.count());
            organisations
        });
        Ok(Self { analyzer, organisations, thesaurus: Thesaurus { spellings, synonyms }, model: None })
    }

    /// Adds the model that tells how near texts are in meaning.
    #[must_use]
    pub fn with_model(self, model: Option<Model>) -> Self {
        Self { model: model.map(Arc::new), ..self }
    }

    /// The parts of the lexicon that an index is built with.
    pub fn read_with(&self) -> ReadWith<'_> {
        let (analyzer, organisations) = (&self.analyzer, &self.organisations);
        let meaning = self.model.as_deref().map(|model| (model, &self.thesaurus.synonyms));
        ReadWith { analyzer, organisations, meaning }
    }
}

/// Reads the organisations of a folder, or the embedded ones if the list is missing or unreadable.
///
/// # Errors
/// If the folder does not exist.
pub fn organisations(folder: Option<&Path>) -> Result<Organisations> {
    Ok(match Folder::open(folder)?.list(ORGANISATIONS) {
        Some(Ok(list)) => Organisations::read(&list.file, &list.text).0,
        _ => Organisations::embedded(),
    })
}

/// One list of the folder.
pub struct List {
    /// File name.
    pub name: String,
    /// Path, as messages show it.
    pub file: String,
    /// Its lines, each with a line end.
    pub text: String,
    /// A finding about how the file was saved, such as its encoding.
    pub doubtful: Option<Finding>,
}

/// A list, or the reason why its file cannot be read.
pub type Read = Result<List, Finding>;

/// A folder of lists. Without a folder, every list is missing.
pub struct Folder<'f>(Option<&'f Path>);

impl<'f> Folder<'f> {
    /// Opens a folder.
    ///
    /// # Errors
    /// If it does not exist.
    pub fn open(folder: Option<&'f Path>) -> Result<Self> {
        match folder {
            Some(folder) if !folder.is_dir() => {
                bail!("語彙のフォルダー({})がありません。--lexicon を確かめてください", folder.display())
            }
            _ => Ok(Self(folder)),
        }
    }

    /// Reads a list. Returns `None` if there is no such file.
    pub fn list(&self, name: &str) -> Option<Read> {
        read(self.0?, name)
    }

    fn synonym_folder(&self) -> Option<PathBuf> {
        self.0.map(|folder| folder.join(SYNONYMS))
    }

    /// Reads the synonym lists in the order of their names. Returns none if there is no such folder.
    ///
    /// # Errors
    /// If the folder cannot be listed.
    pub fn synonyms(&self) -> Result<Vec<Read>> {
        let Some(folder) = self.synonym_folder().filter(|folder| folder.is_dir()) else {
            return Ok(Vec::new());
        };
        let files = fs::read_dir(&folder)
            .with_context(|| format!("言い換えのフォルダー({})を読めません", folder.display()))?;
        let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter(|name| name.ends_with(".txt")).collect();
        names.sort();
        Ok(names.iter().filter_map(|name| read(&folder, name)).collect())
    }
}

/// Reads a file in any encoding that offices use.
fn read(folder: &Path, name: &str) -> Option<Read> {
    let path = folder.join(name);
    if !path.exists() {
        return None;
    }
    let file = path.display().to_string();
    Some(read_text(&path, &file).map(|(text, doubtful)| {
        // End the last line too, so that a copy of an embedded list has the fingerprint of the original.
        let text = text.lines().map(|line| format!("{line}\n")).collect();
        List { name: name.to_owned(), file, text, doubtful }
    }))
}

/// The name and text of each list.
pub fn texts(lists: &[List]) -> Vec<(&str, &str)> {
    lists.iter().map(|list| (list.name.as_str(), list.text.as_str())).collect()
}

fn as_error(finding: Finding) -> anyhow::Error {
    anyhow!("{}: {}{}", finding.place, finding.message, finding.advice)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_folder_takes_the_place_of_the_programs_words() {
        let read = |folder| Lexicon::read(folder, &|_| {}).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let own = read(None);
        for same in [folder.path(), Path::new("../../lexicon")] {
            let same = read(Some(same));
            assert_eq!(own.analyzer.fingerprint(), same.analyzer.fingerprint());
        }
        fs::write(folder.path().join(WORDS), "まち協,カスタム名詞,マチキョウ\n").unwrap();
        let other = read(Some(folder.path()));
        assert_ne!(own.analyzer.fingerprint(), other.analyzer.fingerprint());
        let words = other.analyzer.words("まち協の人");
        assert_eq!(words[0].term, "まち協");
        fs::write(folder.path().join(FURIGANA), "八雲,やぐも\n").unwrap();
        let other = read(Some(folder.path()));
        assert_eq!(own.analyzer.furigana("八雲")[0].kana, "やくも");
        assert_eq!(other.analyzer.furigana("八雲")[0].kana, "やぐも");
        assert_eq!(
            other.analyzer.furigana("担い手")[0].kana,
            "にな",
            "what it does not have is the program's own"
        );
        assert!(Lexicon::read(Some(&folder.path().join("none")), &|_| {}).is_err());
    }
}
