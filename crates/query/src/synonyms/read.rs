//! Reads and checks the lines of synonym files.

use std::collections::BTreeSet;

use thiserror::Error;

use super::{ABBREVIATIONS, MatchKind, Row, Target, WEIGHT, normalised};

/// The sign between the words typed and the words found.
const ARROW: &str = "=>";

/// One line of a file.
#[derive(Debug, Clone)]
pub struct Line {
    pub(crate) as_: MatchKind,
    /// Items on the left, each as its normalised words.
    pub left: Vec<Row>,
    /// The right side. None if each item of the left finds the others.
    pub(crate) right: Option<Vec<Target>>,
}

impl Line {
    /// True if everyday words on the left stand for official ones on the right.
    pub(crate) fn is_everyday(&self) -> bool {
        self.as_ == MatchKind::Synonym && self.right.is_some()
    }

    /// Returns the synonyms on the right, or the items themselves if there is no right side.
    pub fn targets(&self) -> Vec<Target> {
        let of_left = |rows: &Row| Target { rows: rows.clone(), weight: WEIGHT, as_: self.as_ };
        self.right.clone().unwrap_or_else(|| self.left.iter().map(of_left).collect())
    }
}

/// A problem with a line of a file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{problem}")]
pub struct SynonymError {
    /// Name of the file.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// The problem.
    pub problem: SynonymProblem,
}

/// A problem with a line, or with an item as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SynonymProblem {
    /// A side of the line is empty, or a line without `=>` has only one item.
    #[error(
        "言い換えが足りません。「人手不足 => 人材確保」か「公衆トイレ, 公衆便所」のように書いてください。"
    )]
    Alone,
    /// An item without letters.
    #[error("「{0}」には検索できる文字がありません。かな・漢字・英数字で書いてください。")]
    Wordless(String),
    /// The weight is not a number above 0 and up to 1, or stands on the left.
    #[error("「{0}」の重みを読めません。「語^0.5」のように、0 より大きく 1 以下の数を書いてください。")]
    Weight(String),
    /// The item occurs twice on one side of the line.
    #[error("「{0}」がこの行に 2 度あります。1 度だけ書いてください。")]
    Repeated(String),
}

/// Valid lines, each with its file and its line number, counted from 1.
pub(crate) type Lines<'f> = Vec<(&'f str, usize, Line)>;

/// Reads the valid lines of all files, and returns the errors.
pub(crate) fn lines<'f>(files: &[(&'f str, &str)]) -> (Lines<'f>, Vec<SynonymError>) {
    let (mut lines, mut errors) = (Vec::new(), Vec::new());
    for &(file, text) in files {
        let as_ = if file == ABBREVIATIONS { MatchKind::Abbreviation } else { MatchKind::Synonym };
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let mut tell =
                |problem| errors.push(SynonymError { file: file.to_owned(), line: number, problem });
            lines.extend(read(line, as_, &mut tell).map(|line| (file, number, line)));
        }
    }
    (lines, errors)
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
                tell(SynonymProblem::Weight(owned()));
                continue;
            };
            let rows: Row = words.split_whitespace().map(normalised).collect();
            if rows.is_empty() || rows.iter().any(|row| !row.chars().any(shisaku_analysis::is_letter)) {
                tell(SynonymProblem::Wordless(owned()));
            } else if !seen.insert(rows.clone()) {
                tell(SynonymProblem::Repeated(owned()));
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
