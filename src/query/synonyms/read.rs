//! Lines of a file of synonyms, read and checked.

use std::collections::{BTreeSet, HashMap};

use thiserror::Error;

use super::{ABBREVIATIONS, MatchKind, Target, WEIGHT, normalised};

/// What stands between what is typed and what is found.
const ARROW: &str = "=>";

/// One line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    as_: MatchKind,
    pub left: Vec<Vec<String>>,
    /// None where any of the left finds the others.
    pub right: Option<Vec<Target>>,
}

/// Why a line, or a word of it, cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{problem}")]
pub struct SynonymError {
    /// The file's name.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: SynonymProblem,
}

/// What can be wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SynonymProblem {
    /// Nothing to find, or nothing to find it by.
    #[error(
        "言い換えが足りません。「人手不足 => 人材確保」か「公衆トイレ, 公衆便所」のように書いてください。"
    )]
    Alone,
    /// An item without letters.
    #[error("「{item}」には検索できる文字がありません。かな・漢字・英数字で書いてください。")]
    Wordless {
        /// As written.
        item: String,
    },
    /// A weight that is none.
    #[error("「{item}」の重みを読めません。「語^0.5」のように、0 より大きく 1 以下の数を書いてください。")]
    Weight {
        /// As written.
        item: String,
    },
    /// An item that stands twice on one side of a line.
    #[error("「{item}」がこの行に 2 度あります。1 度だけ書いてください。")]
    Repeated {
        /// As written.
        item: String,
    },
    /// The same left and right in another line.
    #[error("「{left} => {right}」は {file} の {line} 行目にもあります。どちらかを消してください。")]
    Duplicate {
        /// What is typed.
        left: String,
        /// What is found.
        right: String,
        /// The other file.
        file: String,
        /// The other line, counted from 1.
        line: usize,
    },
    /// Two lines that find each other.
    #[error(
        "「{left} => {right}」と、{file} の {line} 行目の「{right} => {left}」は、互いを指しています。「{left}, {right}」の 1 行にまとめてください。"
    )]
    Loop {
        /// What is typed.
        left: String,
        /// What is found.
        right: String,
        /// The other file.
        file: String,
        /// The other line, counted from 1.
        line: usize,
    },
}

impl Line {
    /// Names of one thing.
    pub(super) fn of_names(names: Vec<Vec<String>>) -> Self {
        Self { as_: MatchKind::Abbreviation, left: names, right: None }
    }

    /// What is found by the left; where there is no right, the items themselves.
    pub(super) fn targets(&self) -> Vec<Target> {
        let of_left = |rows: &Vec<String>| Target { rows: rows.clone(), weight: WEIGHT, as_: self.as_ };
        self.right.clone().unwrap_or_else(|| self.left.iter().map(of_left).collect())
    }
}

/// The lines of all files that can be used, and what cannot.
pub(super) fn lines(files: &[(&str, &str)]) -> (Vec<Line>, Vec<SynonymError>) {
    let (mut lines, mut errors) = (Vec::new(), Vec::new());
    each_line(files, &mut errors, |_, _, line| lines.push(line));
    (lines, errors)
}

/// Pairs of left and right that another line has too, or has the other way round.
pub(super) fn repeated(files: &[(&str, &str)]) -> Vec<SynonymError> {
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

fn each_line(
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
                Some((words, weight)) if weighted => match weight.trim().parse::<f32>() {
                    Ok(weight) if weight > 0.0 && weight <= 1.0 => (words, weight),
                    _ => {
                        tell(SynonymProblem::Weight { item: owned() });
                        continue;
                    }
                },
                Some(_) => {
                    tell(SynonymProblem::Weight { item: owned() });
                    continue;
                }
                None => (item, WEIGHT),
            };
            let rows: Vec<String> = words.split_whitespace().map(normalised).collect();
            if rows.is_empty() || rows.iter().any(|row| !row.chars().any(crate::analysis::is_letter)) {
                tell(SynonymProblem::Wordless { item: owned() });
            } else if !seen.insert(rows.clone()) {
                tell(SynonymProblem::Repeated { item: owned() });
            } else {
                found.push(Target { rows, weight, as_ });
            }
        }
        found
    };
    let left: Vec<Vec<String>> = items(left, false, tell).into_iter().map(|one| one.rows).collect();
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
