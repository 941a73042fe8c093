//! The profile of a plan: how much of each document was understood, and the form that was learned from it.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::{outline::Learned, read::PlanReading};
use shisaku_model::{Holder, Kind, Place, RepairedDocument, shortened};

/// Number of lines quoted from the rest of a document.
const QUOTED: usize = 5;

/// Words for the formats of documents, by extension.
const FORMATS: [(&[&str], &str); 8] = [
    (&["xlsx", "xlsm", "xlsb", "xls"], "Excel"),
    (&["ods"], "OpenDocument の表"),
    (&["docx"], "Word"),
    (&["pdf"], "PDF"),
    (&["html", "htm"], "Web ページ"),
    (&["md", "markdown"], "Markdown"),
    (&["csv", "tsv"], "CSV"),
    (&["txt"], "テキスト"),
];

/// How a plan was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Profile {
    /// The plan's folder.
    pub id: String,
    /// The plan's name.
    pub title: String,
    /// The documents, in the order of [`PlanReading::documents`].
    pub documents: Vec<DocumentProfile>,
    /// The form of the plan.
    #[serde(flatten)]
    pub learned: Learned,
}

/// How a document was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentProfile {
    /// Path below `seeds/`.
    pub file: String,
    /// The format, in words for people. Empty if unknown.
    pub format: &'static str,
    /// Number of characters, without white space, page numbers and tables of contents.
    pub letters: usize,
    /// Number of those that were understood as part of the plan: measures, headings, notes, table heads.
    pub understood: usize,
    /// The understood share in percent, rounded down. 100 for a document without text.
    pub percent: usize,
    /// Number of entries by kind: `measure`, `text`. Kinds without entries are left out.
    pub kinds: BTreeMap<&'static str, usize>,
    /// The first lines of the rest, which is kept as entries of the kinds `text` and `figure`.
    pub rest: Vec<Quote>,
}

/// A line of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// Location in the source.
    pub place: Place,
    /// The beginning of the line.
    pub text: String,
}

impl DocumentProfile {
    fn new(file: &str) -> Self {
        let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        let format =
            FORMATS.iter().find(|(known, _)| known.iter().any(|known| extension.as_deref() == Some(known)));
        Self {
            file: file.to_owned(),
            format: format.map_or("", |(_, word)| word),
            letters: 0,
            understood: 0,
            percent: 100,
            kinds: BTreeMap::new(),
            rest: Vec::new(),
        }
    }

    /// Counts a part of a line.
    fn add(&mut self, document: &RepairedDocument, index: usize, part: &str, is_understood: bool) {
        let letters = part.chars().filter(|c| !c.is_whitespace()).count();
        self.letters += letters;
        if is_understood {
            self.understood += letters;
            return;
        }
        if letters == 0 {
            return;
        }
        let is_full = self.rest.len() == QUOTED;
        let place = document.place([index]);
        let text = document.lines.get(index).map_or("", |line| line.text.trim());
        let last = self.rest.last_mut().filter(|last| last.place.lines == place.lines);
        // Another part of the line, or another cell of the row.
        match last.and_then(|last| Some((last.place.joined(&place)?, last))) {
            Some((_, last)) if last.text.ends_with('…') => {}
            Some((both, last)) => {
                last.place = both;
                if !last.text.ends_with(text) {
                    last.text = shortened(&format!("{} {text}", last.text));
                }
            }
            None if is_full => {}
            None => self.rest.push(Quote { place, text: shortened(text) }),
        }
    }
}

/// Computes the profile from the account of a plan's text.
pub(crate) fn profile(reading: &PlanReading) -> Profile {
    let plan = &reading.plan;
    let mut documents: Vec<DocumentProfile> =
        reading.documents.iter().map(|document| DocumentProfile::new(&document.file)).collect();
    let kinds: HashMap<&str, Kind> =
        plan.entries.iter().map(|entry| (entry.id.as_str(), entry.kind)).collect();
    for span in &plan.account {
        let index = (span.line as usize).checked_sub(1);
        let read = reading.documents.get(span.document as usize).zip(index);
        let read = read.and_then(|(read, index)| Some((read, index, read.lines.get(index)?)));
        let Some((document, (read, index, line))) = documents.get_mut(span.document as usize).zip(read)
        else {
            continue;
        };
        let is_understood = match &span.holder {
            Holder::Separator | Holder::Furniture => continue,
            Holder::Entry { id, .. } => !matches!(kinds.get(&**id), Some(Kind::Text | Kind::Figure)),
            _ => true,
        };
        document.add(read, index, line.text.get(span.bytes()).unwrap_or_default(), is_understood);
    }
    for entry in &plan.entries {
        if let Some(document) = documents.iter_mut().find(|document| document.file == entry.source.file) {
            *document.kinds.entry(entry.kind.as_str()).or_default() += 1;
        }
    }
    for document in &mut documents {
        document.percent = (document.understood * 100).checked_div(document.letters).unwrap_or(100);
    }
    Profile {
        id: plan.manifest.id.clone(),
        title: plan.manifest.title.clone(),
        documents,
        learned: reading.learned.clone(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::fs;

    use super::*;
    use crate::outline::{HeadMeaning, Origin};
    use wareki::FiscalYears;

    fn profile_of(name: &str, text: &str, manifest: &str) -> Profile {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), text).unwrap();
        if !manifest.is_empty() {
            fs::write(folder.path().join("plan.toml"), manifest).unwrap();
        }
        crate::read_file(&folder.path().join(name)).unwrap().0.profile()
    }

    #[test]
    fn text_outside_measures_is_the_rest() {
        let text = "区長のあいさつ文です。\n\n第1章 施策\n\n1. 柱\n\n(1) 舟の日\n\n・舟を走らせます。\n";
        let profile = profile_of("a.txt", text, "");
        let document = &profile.documents[0];
        assert_eq!(document.format, "テキスト");
        assert_eq!(document.letters - document.understood, "区長のあいさつ文です。".chars().count());
        assert_eq!(
            (document.rest[0].place.lines, document.rest[0].text.as_str()),
            ([1, 1], "区長のあいさつ文です。")
        );
        assert_eq!(document.percent, 67);
        assert_eq!(document.kinds.get("measure"), Some(&1));
        assert_eq!(document.kinds.get("text"), Some(&1));
        let forms: Vec<(&str, usize, usize)> = profile
            .learned
            .headings
            .iter()
            .map(|form| (form.pattern.as_str(), form.count, form.measures))
            .collect();
        assert_eq!(forms, [("第N章", 1, 0), ("N.", 1, 0), ("(N)", 1, 1)]);
        assert_eq!(profile.learned.headings[0].example, "第1章 施策");
    }

    const TABLE: &str = "番号\t取組みのなまえ\t担当課\t令和6年度の実績\n\
                         1\t舟の日\t観光課\t舟を走らせました。\n\
                         2\t橋の日\t道路課\t○\n";

    #[test]
    fn heads_are_shown_with_their_meanings() {
        let profile = profile_of("a.tsv", &TABLE.replace("取組みのなまえ", "取組名"), "");
        let table = &profile.learned.tables[0];
        let names: Vec<(&str, &str)> = table
            .columns
            .iter()
            .map(|HeadMeaning { head, meaning }| (head.as_str(), meaning.as_str()))
            .collect();
        let expected =
            [("番号", "番号"), ("取組名", "題名"), ("担当課", "担当課"), ("令和6年度の実績", "実績(2024)")];
        assert_eq!((names.as_slice(), table.rows), (expected.as_slice(), 2));
        let years = profile.learned.result_years.unwrap();
        assert_eq!((years.years, years.from), (FiscalYears::of(2024), Origin::Document));
        assert_eq!(profile.documents[0].percent, 100);
    }

    #[test]
    fn a_head_corrected_in_plan_toml_is_read_so() {
        let measures = |manifest: &str| {
            profile_of("a.tsv", TABLE, manifest).documents[0]
                .kinds
                .get("measure")
                .copied()
                .unwrap_or_default()
        };
        assert_eq!(measures(""), 0);
        let rest = profile_of("a.csv", &TABLE.replace('\t', ","), "").documents[0].rest.clone();
        assert_eq!(rest[0].text, "番号 取組みのなまえ 担当課 令和6年度の実績");
        assert_eq!(measures("title = \"計画\"\n[columns]\n取組みのなまえ = \"題名\"\n"), 2);
    }

    #[test]
    fn periods_and_marks_of_plan_toml_count() {
        let manifest = "title = \"計画\"\nplan_years = [2021, 2025]\n[periods]\n短期 = [2021, 2022]\n[marks]\n○ = \"実施\"\n";
        let learned = profile_of("a.tsv", &TABLE.replace("取組みのなまえ", "取組名"), manifest).learned;
        assert_eq!(
            (learned.periods[0].years, learned.periods[0].from),
            (FiscalYears::new(2021, 2022), Origin::Manifest)
        );
        assert_eq!((learned.marks[0].mark.as_str(), learned.marks[0].from), ("○", Origin::Manifest));
        assert_eq!(learned.plan_years.unwrap().from, Origin::Manifest);
    }

    #[test]
    fn a_heading_without_measures_has_none_below() {
        let text = "第1章 はじまり\n\n1. 柱\n\n(1) 舟の日\n\n・舟を走らせます。\n\n第2章 施策\n\n1. 柱\n\n(1) 橋の日\n\n・橋を直します。\n";
        let kinds = |manifest: &str| profile_of("a.txt", text, manifest).documents[0].kinds.clone();
        assert_eq!(kinds("").get("measure"), Some(&2));
        let kinds = kinds("title = \"計画\"\nnot_measures = [\"第1章 はじまり\"]\n");
        assert_eq!((kinds.get("measure"), kinds.get("text")), (Some(&1), Some(&1)));
    }
}
