//! The word lists that staff maintain: `words.csv`, `furigana.csv`, `organisations.csv`, `spellings.txt` and
//! `synonyms/`. They replace the embedded lists.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::say;
use shisaku_analysis::{AnalysisError, Analyzer, Readings};
use shisaku_ingest::ReadWith;
use shisaku_lexicon::Lists;
use shisaku_model::{Catalogue, Finding, Place, Severity};
use shisaku_query::{Reader, SpellingError, Spellings, SynonymError, Synonyms, Thesaurus};
use shisaku_reader::{Organisations, read_document};

const WORDS: &str = "words.csv";
const FURIGANA: &str = "furigana.csv";
const ORGANISATIONS: &str = "organisations.csv";
const SPELLINGS: &str = "spellings.txt";
const SYNONYMS: &str = "synonyms";

/// The word lists for reading documents and queries.
pub(super) struct Lexicon {
    pub analyzer: Analyzer,
    pub organisations: Organisations,
    pub thesaurus: Thesaurus,
}

impl Lexicon {
    /// Reads the lists of a folder. An embedded list is used for each missing file. Unusable lines are
    /// reported and skipped.
    pub(super) fn read(folder: Option<&Path>) -> Result<Self> {
        let words = kept(folder, WORDS)?.transpose().map_err(as_error)?;
        let spellings = kept(folder, SPELLINGS)?.transpose().map_err(as_error)?;
        let analyzer = match words {
            Some(words) => Analyzer::with_words(&words.text)
                .with_context(|| format!("語彙({})を使えません", words.file))?,
            // This fails only if the embedded dictionary is damaged.
            None => Analyzer::new().context("日本語の辞書を読み込めません")?,
        };
        let analyzer = match kept(folder, FURIGANA)?.transpose().map_err(as_error)? {
            Some(kept) => {
                let (readings, errors) = Readings::read(&kept.text);
                tell(&kept.file, errors.len());
                analyzer.with_readings(readings)
            }
            None => analyzer,
        };
        let spellings = spellings.map_or_else(Spellings::embedded, |kept| {
            let (spellings, errors) = Spellings::read(&kept.text);
            tell(&kept.file, errors.len());
            spellings
        });
        let synonyms = match folder.map(listed).transpose()? {
            Some(files) if !files.is_empty() => {
                let files: Vec<KeptList> = files.into_iter().collect::<Result<_, _>>().map_err(as_error)?;
                let (synonyms, errors) = Synonyms::read(&texts(&files));
                let folder = folder.unwrap_or(Path::new("")).join(SYNONYMS);
                tell(&folder.display().to_string(), errors.len());
                synonyms
            }
            _ => Synonyms::embedded(),
        };
        let organisations = match organisations(folder)?.transpose().map_err(as_error)? {
            Some((organisations, findings)) => {
                let unusable = findings.iter().filter(|finding| finding.severity == Severity::Error);
                let file = folder.unwrap_or(Path::new("")).join(ORGANISATIONS);
                tell(&file.display().to_string(), unusable.count());
                organisations
            }
            None => Organisations::embedded(),
        };
        Ok(Self { analyzer, organisations, thesaurus: Thesaurus { spellings, synonyms } })
    }

    /// The parts of the lexicon that an index is built with.
    pub(super) fn read_with(&self) -> ReadWith<'_> {
        ReadWith { analyzer: &self.analyzer, organisations: &self.organisations }
    }
}

/// Organisations with the findings about their list.
type ToldOrganisations = (Organisations, Vec<Finding>);

/// Reads the organisations of a folder, with the findings about the list. Returns `None` if there is no list.
pub(super) fn organisations(folder: Option<&Path>) -> Result<Option<Result<ToldOrganisations, Finding>>> {
    let read = |kept: Kept| {
        let (organisations, mut findings) = Organisations::read(&kept.file, &kept.text);
        findings.extend(kept.doubtful);
        (organisations, findings)
    };
    Ok(kept(folder, ORGANISATIONS)?.map(|kept| kept.map(read)))
}

/// The spellings and synonyms that [`Lexicon::read`] reads, as text. Unreadable files are left out.
pub(super) fn lists(folder: Option<&Path>) -> Result<Lists> {
    let mut lists = Lists::default();
    if let Some(Ok(kept)) = kept(folder, SPELLINGS)? {
        lists.spellings = kept.text;
    }
    let own: Vec<_> = folder.map(listed).transpose()?.into_iter().flatten().flatten().collect();
    if !own.is_empty() {
        lists.synonyms = own.into_iter().map(|list| (list.name, list.kept.text)).collect();
    }
    Ok(lists)
}

/// Reports how many lines were skipped.
fn tell(place: &str, count: usize) {
    if count > 0 {
        say(&format!(
            "{place} に使えない所が {count} か所あります。`shisaku check --lexicon フォルダー` で見られます。"
        ));
    }
}

/// One list of synonyms.
struct KeptList {
    /// File name in the folder.
    name: String,
    kept: Kept,
}

/// Reads the synonym lists of a folder in the order of their names. Returns none if there is no such folder.
fn listed(folder: &Path) -> Result<Vec<Result<KeptList, Finding>>> {
    let synonyms = folder.join(SYNONYMS);
    if !synonyms.is_dir() {
        return Ok(Vec::new());
    }
    let files = std::fs::read_dir(&synonyms)
        .with_context(|| format!("言い換えのフォルダー({})を読めません", synonyms.display()))?;
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".txt")).collect();
    names.sort();
    let read = |name: String| {
        let kept = kept(Some(folder), &format!("{SYNONYMS}/{name}"))?;
        Ok(kept.map(|kept| kept.map(|kept| KeptList { name, kept })))
    };
    names.into_iter().filter_map(|name| read(name).transpose()).collect()
}

/// The name and text of each list.
fn texts(files: &[KeptList]) -> Vec<(&str, &str)> {
    files.iter().map(|file| (file.name.as_str(), file.kept.text.as_str())).collect()
}

/// Finds every unusable line in the files of a folder. `catalogue` is the catalogue of the documents that the
/// lexicon is used with. A query reads their periods and sections as filters before it consults any list.
pub(super) fn check(folder: &Path, catalogue: &Catalogue) -> Result<Vec<Finding>> {
    let (words, spellings) = (kept(Some(folder), WORDS)?, kept(Some(folder), SPELLINGS)?);
    let mut findings = Vec::new();
    let mut analyzer = Analyzer::new().context("日本語の辞書を読み込めません")?;
    match words {
        None => {}
        Some(Err(finding)) => findings.push(finding),
        Some(Ok(words)) => {
            let errors = Analyzer::unreadable_words(&words.text);
            findings.extend(errors.iter().map(|error| unreadable_word(&words.file, error)));
            analyzer = Analyzer::with_words(&words.text).unwrap_or(analyzer);
            findings.extend(words.doubtful);
        }
    }
    match kept(Some(folder), FURIGANA)? {
        None => {}
        Some(Err(finding)) => findings.push(finding),
        Some(Ok(kept)) => {
            let (_, errors) = Readings::read(&kept.text);
            findings.extend(errors.iter().map(|error| {
                Finding::error("unreadable_reading", line_of(&kept.file, error.line), error.to_string())
            }));
            findings.extend(kept.doubtful);
        }
    }
    match organisations(Some(folder))? {
        None => {}
        Some(Err(finding)) => findings.push(finding),
        Some(Ok((_, told))) => findings.extend(told),
    }
    let mut known = Spellings::embedded();
    match spellings {
        None => {}
        Some(Err(finding)) => findings.push(finding),
        Some(Ok(kept)) => {
            let (spellings, mut errors) = Spellings::read(&kept.text);
            errors.extend(spellings.wordless(&analyzer));
            errors.sort_by_key(SpellingError::line);
            findings.extend(errors.iter().map(|error| unusable_spelling(&kept.file, error)));
            findings.extend(kept.doubtful);
            known = spellings;
        }
    }
    let (lists, unreadable): (Vec<_>, Vec<_>) = listed(folder)?.into_iter().partition(Result::is_ok);
    findings.extend(unreadable.into_iter().filter_map(Result::err));
    let lists: Vec<KeptList> = lists.into_iter().filter_map(Result::ok).collect();
    let texts = texts(&lists);
    let (synonyms, mut errors) = Synonyms::read(&texts);
    errors.extend(Synonyms::repeated(&texts));
    let reader = Reader::new(Thesaurus { spellings: known, synonyms }, catalogue);
    errors.extend(reader.unreachable(&texts, &analyzer));
    errors.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
    let path = |name: &str| folder.join(SYNONYMS).join(name).display().to_string();
    findings.extend(errors.iter().map(|error| unusable_synonym(&path(&error.file), error)));
    findings.extend(lists.into_iter().filter_map(|list| list.kept.doubtful));
    Ok(findings)
}

/// One file of the folder.
struct Kept {
    file: String,
    text: String,
    /// A finding about how the file was saved, such as its encoding.
    doubtful: Option<Finding>,
}

/// Reads a file of the folder in any encoding that offices use. Returns `None` if there is no such file.
fn kept(folder: Option<&Path>, name: &str) -> Result<Option<Result<Kept, Finding>>> {
    let Some(folder) = folder else { return Ok(None) };
    if !folder.is_dir() {
        bail!("語彙のフォルダー({})がありません。--lexicon を確かめてください", folder.display());
    }
    let path = folder.join(name);
    if !path.exists() {
        return Ok(None);
    }
    let file = path.display().to_string();
    // End the last line too, so that a copy of an embedded list has the fingerprint of the original.
    let read = read_document(&path, &file);
    let text = |lines: &[String]| lines.iter().map(|line| format!("{line}\n")).collect();
    Ok(Some(read.map(|(document, doubtful)| Kept { file, text: text(&document.lines), doubtful })))
}

fn as_error(finding: Finding) -> anyhow::Error {
    anyhow::anyhow!("{}: {}{}", finding.place, finding.message, finding.advice)
}

fn unreadable_word(file: &str, error: &AnalysisError) -> Finding {
    let place = match error {
        AnalysisError::UserWord { line, .. } => line_of(file, *line),
        AnalysisError::Dictionary { .. } => Place::file(file),
    };
    Finding::error("unreadable_word", place, error.to_string())
}

fn unusable_spelling(file: &str, error: &SpellingError) -> Finding {
    Finding::error("unusable_spelling", line_of(file, error.line()), error.to_string())
}

fn unusable_synonym(file: &str, error: &SynonymError) -> Finding {
    let place = line_of(file, error.line);
    if error.problem.is_doubt() {
        return Finding::warning("doubtful_synonym", place, error.to_string());
    }
    Finding::error("unusable_synonym", place, error.to_string())
}

fn line_of(file: &str, line: usize) -> Place {
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
        assert_eq!(check(Path::new("lexicon"), &Catalogue::default()).unwrap(), []);
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
    fn a_folder_takes_the_place_of_the_programs_words() {
        let folder = tempfile::tempdir().unwrap();
        let own = Lexicon::read(None).unwrap();
        for same in [folder.path(), Path::new("lexicon")] {
            let same = Lexicon::read(Some(same)).unwrap();
            assert_eq!(own.analyzer.fingerprint(), same.analyzer.fingerprint());
        }
        fs::write(folder.path().join(WORDS), "まち協,カスタム名詞,マチキョウ\n").unwrap();
        let other = Lexicon::read(Some(folder.path())).unwrap();
        assert_ne!(own.analyzer.fingerprint(), other.analyzer.fingerprint());
        let words = other.analyzer.words("まち協の人");
        assert_eq!(words[0].term, "まち協");
        fs::write(folder.path().join(FURIGANA), "八雲,やぐも\n").unwrap();
        let other = Lexicon::read(Some(folder.path())).unwrap();
        assert_eq!(own.analyzer.furigana("八雲")[0].kana, "やくも");
        assert_eq!(other.analyzer.furigana("八雲")[0].kana, "やぐも");
        assert_eq!(
            other.analyzer.furigana("担い手")[0].kana,
            "にな",
            "what it does not have is the program's own"
        );
        assert!(Lexicon::read(Some(&folder.path().join("none"))).is_err());
    }
}
