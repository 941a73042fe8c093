//! Word lists that control how a query is read: `lexicon/query/*.txt`. One word per line; `#` begins a
//! comment.

use std::sync::LazyLock;

use shisaku_analysis::Token;

/// A word list that is read on first use.
type Words = LazyLock<Vec<&'static str>>;

/// Returns the lines of a list without comments and white space.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|line| !line.is_empty())
}

/// Returns the words of one side of a line.
fn items(side: &str) -> Vec<&str> {
    side.split([',', '，', '、']).map(str::trim).filter(|word| !word.is_empty()).collect()
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident: $file:literal;)*) => {
        $($(#[$doc])* pub(crate) static $name: Words = LazyLock::new(|| {
            lines(include_str!(concat!("../../../lexicon/query/", $file))).collect()
        });)*

        #[cfg(test)]
        static ALL: &[(&str, &Words)] = &[$(($file, &$name)),*];
    };
}

lists! {
    /// Words that make a request: 教えて.
    REQUESTS: "requests.txt";
    /// Words that make a request only beside stopwords: すべての施策.
    LIST_REQUESTS: "list_requests.txt";
    /// Words at the beginning of an interrogative: 何年.
    INTERROGATIVES: "interrogatives.txt";
    /// Nouns for an aspect of a subject: 場所.
    ASPECTS: "aspects.txt";
    /// Nouns that belong to any subject of a town and name none: 人.
    GENERAL_WORDS: "general_words.txt";
    /// Words for the things searched: 施策.
    STOPWORDS: "stopwords.txt";
    /// Endings for persons: 者.
    PERSON_ENDINGS: "person_endings.txt";
    /// Prefixes of negation: 非.
    NEGATIVE_PREFIXES: "negative_prefixes.txt";
    /// Endings that ask for a date, number, name or price: 日 of 設立日.
    ASPECT_ENDINGS: "aspect_endings.txt";
    /// Words for the office in charge: 担当課.
    LEAD_OFFICES: "lead_offices.txt";
    /// Words for an office that takes part: 関係課.
    PARTNER_OFFICES: "partner_offices.txt";
    /// Names for any office: 関係各課.
    ANY_OFFICE: "any_office.txt";
    /// Endings of names of offices: 課.
    OFFICE_ENDINGS: "office_endings.txt";
    /// Verbs for the office in charge: 担当.
    LEAD_VERBS: "lead_verbs.txt";
    /// Verbs for an office that takes part: 関係.
    PARTNER_VERBS: "partner_verbs.txt";
    /// Phrases for entries without an office: 未定.
    UNSTATED_OFFICE: "unstated_office.txt";
    /// Names for entries that the plan removed: 除いた項目.
    REMOVED: "removed.txt";
    /// Ways to say "none" of results: なし.
    NO_RESULT: "no_result.txt";
    /// Ways to say "some" of results: あり.
    SOME_RESULT: "some_result.txt";
    /// Names for entries past their plan's years without a result: 期限超過.
    OVERDUE: "overdue.txt";
    /// Names for entries without a report on their plan's years: 計画期間の報告待ち.
    WAITING: "waiting.txt";
    /// Names for the notes that explain words: 用語の注.
    NOTES: "notes.txt";
    /// Verbs that say that words stand in a text: 書く.
    PLACED: "placed.txt";
    /// Words behind a year in which measures begin: に始まる.
    YEAR_OF_START: "year_of_start.txt";
    /// Words behind a year in which the plan of measures ends: に終わる.
    YEAR_OF_END: "year_of_end.txt";
    /// Words behind a year for measures with a report on it: に報告がある.
    YEAR_REPORTED: "year_reported.txt";
    /// Words behind a year for measures without a report on it: に報告がない.
    YEAR_UNREPORTED: "year_unreported.txt";
    /// Categories that are everyday words too: 新規.
    EVERYDAY_CATEGORIES: "everyday_categories.txt";
    /// Questions in everyday words, offered as examples where the plans answer them: 店を始めたい.
    EVERYDAY_QUESTIONS: "everyday_questions.txt";
    /// Words of everyday speech, offered while typing where they find something: 子育て.
    EVERYDAY_WORDS: "everyday_words.txt";
}

/// Returns questions in everyday words that people ask of plans of any kind: 店を始めたい.
pub fn everyday_questions() -> &'static [&'static str] {
    &EVERYDAY_QUESTIONS
}

/// Returns words of everyday speech that may be suggested over plans of any kind: 子育て.
pub fn everyday_words() -> &'static [&'static str] {
    &EVERYDAY_WORDS
}

/// Returns phrases that state what became of a measure, each line with the values of the facet `status`.
pub(crate) fn statuses() -> impl Iterator<Item = (Vec<&'static str>, Vec<&'static str>)> {
    let pairs =
        lines(include_str!("../../../lexicon/query/statuses.txt")).filter_map(|line| line.split_once("=>"));
    pairs.map(|(phrases, values)| (items(phrases), items(values)))
}

/// True if a list has the word as written or in its base form.
pub(crate) fn has(list: &[&str], word: &Token) -> bool {
    list.contains(&word.key()) || list.contains(&word.term.as_str())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::{collections::BTreeSet, fs};

    use super::*;
    use shisaku_analysis::normalise;
    use shisaku_model::Status;

    const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../lexicon/query");

    #[test]
    fn every_list_has_words_and_each_once() {
        for (file, words) in ALL {
            assert!(!words.is_empty(), "{file}");
            assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len(), "{file}: a word twice");
            for word in words.iter() {
                assert!(!word.contains(char::is_whitespace), "{file}: {word}");
                assert_eq!(normalise(word).text(), *word, "{file}: words are compared in this form");
            }
        }
    }

    #[test]
    fn every_file_is_read() {
        let files =
            fs::read_dir(FOLDER).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        let read = ALL.iter().map(|(file, _)| (*file).to_owned()).chain(["statuses.txt".to_owned()]);
        assert_eq!(files.collect::<BTreeSet<_>>(), read.collect());
    }

    #[test]
    fn every_status_is_known() {
        let known: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
        assert!(statuses().count() > 3);
        for (phrases, values) in statuses() {
            assert!(!phrases.is_empty() && !values.is_empty());
            assert!(values.iter().all(|value| known.contains(value)), "{values:?}");
        }
        let text = include_str!("../../../lexicon/query/statuses.txt");
        assert_eq!(lines(text).count(), statuses().count(), "every line has both sides");
    }
}
