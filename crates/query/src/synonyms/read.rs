//! Reads and checks the lines of synonym files.

use std::collections::{BTreeSet, HashMap};

use super::{
    ABBREVIATIONS, MatchKind, Row, SynonymError, SynonymProblem, Synonyms, Target, WEIGHT, normalised,
};

/// The sign between the words typed and the words found.
const ARROW: &str = "=>";

/// One line of a file.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub as_: MatchKind,
    pub left: Vec<Row>,
    /// The right side. None if each item of the left finds the others.
    pub right: Option<Vec<Target>>,
}

impl Line {
    /// Returns the synonyms on the right, or the items themselves if there is no right side.
    pub(crate) fn targets(&self) -> Vec<Target> {
        let of_left = |rows: &Row| Target { rows: rows.clone(), weight: WEIGHT, as_: self.as_ };
        self.right.clone().unwrap_or_else(|| self.left.iter().map(of_left).collect())
    }
}

impl Synonyms {
    /// Returns lines that repeat or reverse another line.
    pub fn repeated(files: &[(&str, &str)]) -> Vec<SynonymError> {
        let mut seen: HashMap<(String, String), (String, usize)> = HashMap::new();
        let mut told = Vec::new();
        each_line(files, &mut Vec::new(), |file, number, line| {
            let there = (file.to_owned(), number);
            let mut tell = |problem| told.push(SynonymError { file: file.to_owned(), line: number, problem });
            let targets = line.targets();
            for item in &line.left {
                let within = |target: &&Target| item.iter().all(|part| target.rows.contains(part));
                for target in targets.iter().filter(|target| !within(target)) {
                    let pair = (item.join(" "), target.rows.join(" "));
                    let back = (pair.1.clone(), pair.0.clone());
                    if let Some((other, line)) = seen.get(&pair).filter(|other| **other != there) {
                        let (left, right) = pair;
                        tell(SynonymProblem::Duplicate { left, right, file: other.clone(), line: *line });
                        continue;
                    }
                    if let Some((other, line)) = seen.get(&back).filter(|other| **other != there) {
                        let (left, right) = pair.clone();
                        tell(SynonymProblem::Loop { left, right, file: other.clone(), line: *line });
                    }
                    seen.insert(pair, there.clone());
                }
            }
        });
        told
    }
}

/// Calls `with` for each valid line with its file and its line number, counted from 1.
pub(crate) fn each_line(
    files: &[(&str, &str)],
    errors: &mut Vec<SynonymError>,
    mut with: impl FnMut(&str, usize, Line),
) {
    for (file, text) in files {
        let as_ = if *file == ABBREVIATIONS { MatchKind::Abbreviation } else { MatchKind::Synonym };
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let mut tell =
                |problem| errors.push(SynonymError { file: (*file).to_owned(), line: number, problem });
            if let Some(line) = read(line, as_, &mut tell) {
                with(file, number, line);
            }
        }
    }
}

fn read(line: &str, as_: MatchKind, tell: &mut impl FnMut(SynonymProblem)) -> Option<Line> {
    let (left, right) = match line.split_once(ARROW) {
        Some((left, right)) => (left, Some(right)),
        None => (line, None),
    };
    let items = |text: &str, weighted: bool, tell: &mut dyn FnMut(SynonymProblem)| -> Vec<Target> {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for item in text.split([',', '，', '、']).map(str::trim).filter(|item| !item.is_empty()) {
            let owned = || item.to_owned();
            let (words, weight) = match item.split_once('^') {
                Some((words, weight)) => (words, weight.trim().parse().ok().filter(|_| weighted)),
                None => (item, Some(WEIGHT)),
            };
            let Some(weight) = weight.filter(|&weight| weight > 0.0 && weight <= 1.0) else {
                tell(SynonymProblem::Weight { item: owned() });
                continue;
            };
            let rows: Row = words.split_whitespace().map(normalised).collect();
            if rows.is_empty() || rows.iter().any(|row| !row.chars().any(shisaku_analysis::is_letter)) {
                tell(SynonymProblem::Wordless { item: owned() });
            } else if !seen.insert(rows.clone()) {
                tell(SynonymProblem::Repeated { item: owned() });
            } else {
                found.push(Target { rows, weight, as_ });
            }
        }
        found
    };
    let left: Vec<Row> = items(left, false, tell).into_iter().map(|one| one.rows).collect();
    let right = right.map(|right| items(right, true, tell));
    let enough = match &right {
        Some(right) => !left.is_empty() && !right.is_empty(),
        None => left.len() > 1,
    };
    if !enough {
        tell(SynonymProblem::Alone);
        return None;
    }
    Some(Line { as_, left, right })
}
