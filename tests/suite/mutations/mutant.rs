//! The first document with a change, and the properties that hold for every change.

use std::ops::Range;

use shisaku_model::{Entry, Kind, Plan};

use crate::seeds::{FILE, Folder, Read, plan, printed};

/// Lines of the first document, ready for changes.
#[derive(Debug, Clone)]
pub struct Mutant(pub Vec<String>);

impl Mutant {
    pub fn real() -> Self {
        Self(printed().lines().map(str::to_owned).collect())
    }

    /// Index of the only line with this beginning.
    #[track_caller]
    pub fn line(&self, beginning: &str) -> usize {
        let found: Vec<usize> = (0..self.0.len()).filter(|&i| self.0[i].starts_with(beginning)).collect();
        assert_eq!(found.len(), 1, "lines that begin with {beginning}");
        found[0]
    }

    /// Lines of the table of results, from its head, without the blank line after it.
    pub fn table(&self) -> Range<usize> {
        let heads = self.heads();
        let end = (heads[0]..self.0.len()).take_while(|&i| !self.0[i].starts_with("※ 今回")).last().unwrap();
        heads[0]..(heads[0]..=end).rev().find(|&i| !self.0[i].trim().is_empty()).unwrap() + 1
    }

    /// Lines of the table of removed items, from its head.
    pub fn removed(&self) -> Range<usize> {
        let head = self.heads()[1];
        let end = (head..self.0.len()).take_while(|&i| !self.0[i].starts_with("第6章")).last().unwrap();
        head..(head..=end).rev().find(|&i| !self.0[i].trim().is_empty()).unwrap() + 1
    }

    fn heads(&self) -> Vec<usize> {
        (0..self.0.len()).filter(|&i| self.0[i].starts_with("項目\t")).collect()
    }

    /// Index of the row in the table of results with that title.
    #[track_caller]
    pub fn row(&self, title: &str) -> usize {
        let is_it = |&i: &usize| self.0[i].split('\t').next().unwrap().ends_with(title) && self.is_row(i);
        self.table().find(is_it).unwrap_or_else(|| panic!("no row {title}"))
    }

    /// True if the line is a table row whose second cell is not empty.
    pub fn is_row(&self, index: usize) -> bool {
        let cells: Vec<&str> = self.0[index].split('\t').collect();
        cells.len() > 1 && !cells[1].is_empty() && cells[0] != "項目"
    }

    /// Replaces one piece of a line.
    #[track_caller]
    pub fn at(mut self, index: usize, from: &str, to: &str) -> Self {
        assert!(self.0[index].contains(from), "{} holds {from}", self.0[index]);
        self.0[index] = self.0[index].replacen(from, to, 1);
        self
    }

    /// Changes every line.
    pub fn each(mut self, change: impl Fn(usize, &str) -> String) -> Self {
        self.0 = self.0.iter().enumerate().map(|(i, line)| change(i, line)).collect();
        self
    }

    /// Removes lines.
    pub fn without(mut self, lines: impl IntoIterator<Item = usize>) -> Self {
        let gone: Vec<usize> = lines.into_iter().collect();
        self.0 =
            self.0.into_iter().enumerate().filter(|(i, _)| !gone.contains(i)).map(|(_, line)| line).collect();
        self
    }

    /// Inserts lines before the line `index`.
    pub fn insert(mut self, index: usize, lines: &[&str]) -> Self {
        self.0.splice(index..index, lines.iter().map(|&line| line.to_owned()));
        self
    }

    /// Lines of a measure in the text: its heading, everything under it, and the blank line after it.
    pub fn measure(&self, heading: &str) -> Range<usize> {
        let start = self.line_in_text(heading);
        let next = |&i: &usize| self.0[i].starts_with(|c: char| "(（".contains(c) || c.is_ascii_digit());
        start..(start + 1..self.0.len()).find(next).unwrap()
    }

    /// Index of the line in the text, outside the tables, that ends with these words of a heading.
    #[track_caller]
    pub fn line_in_text(&self, heading: &str) -> usize {
        let table = self.heads().first().copied().unwrap_or(self.0.len());
        (0..table).find(|&i| self.0[i].ends_with(heading)).unwrap_or_else(|| panic!("no heading {heading}"))
    }

    pub fn text(&self) -> String {
        self.0.join("\n") + "\n"
    }

    /// Reads the lines as the only document of a plan.
    pub fn read(&self) -> Read {
        Folder::of_the_plan().with(FILE, self.text()).read()
    }
}

/// Lines of every measure, counted from 0: its text and its table row.
pub fn lines_of_measures() -> Vec<(Range<usize>, usize)> {
    let at = |line: u32| line as usize - 1;
    let measures = plan().entries.iter().filter(|entry| entry.kind == Kind::Measure);
    measures
        .map(|entry| {
            let [first, last] = entry.source.lines;
            (at(first)..at(last) + 1, at(entry.results[0].source.lines[0]))
        })
        .collect()
}

/// The visible content of a plan. Ids, numbers and lines are left out, because they depend on position.
pub fn essence(plan: &Plan) -> Vec<String> {
    let title_of = |id: &String| plan.entries.iter().find(|e| e.id == *id).map(|e| e.title.clone());
    plan.entries
        .iter()
        .map(|e| {
            let results: Vec<_> = e.results.iter().map(|r| (r.years, &r.text, r.status)).collect();
            let path: Vec<_> = e.path.iter().map(|heading| &heading.title).collect();
            let notes: Vec<_> = e.notes.iter().map(|note| (&note.term, &note.text)).collect();
            let original = e.reprint_of.as_ref().map(title_of);
            format!(
                "{} {} {:?} | {path:?} | {:?} | {:?} {:?} | {results:?} | {:?} {:?} {original:?} {notes:?}",
                e.kind.as_str(),
                e.title,
                e.title_variants,
                e.body,
                e.period,
                e.plan_years,
                e.category,
                e.organisations,
            )
        })
        .collect()
}

/// Asserts that the model equals that of the unchanged document, except for ids, numbers and lines.
#[track_caller]
pub fn assert_same_model(read: &Read) {
    let (seen, expected) = (essence(read.plan()), essence(plan()));
    for (seen, expected) in seen.iter().zip(&expected) {
        assert_eq!(seen, expected);
    }
    assert_eq!(seen.len(), expected.len());
}

/// True if the entry is printed in the plan's text, not only in a table.
pub fn in_text(entry: &Entry) -> bool {
    matches!(entry.kind, Kind::Measure | Kind::Framework) && !entry.body.is_empty()
}

/// The measure in the text with that title, if there is exactly one.
pub fn measure<'a>(read: &'a Read, title: &str) -> Option<&'a Entry> {
    let mut found = read.plan().entries.iter().filter(|e| in_text(e) && e.title == title);
    found.next().filter(|_| found.next().is_none())
}

/// Asserts that no measure in the text has a result, period or mark that the unchanged document does not give
/// it. `renamed` lists the titles changed by a test, as (new, old).
#[track_caller]
pub fn assert_no_wrong_join(read: &Read, renamed: &[(&str, &str)]) {
    for entry in read.plan().entries.iter().filter(|entry| in_text(entry)) {
        let before =
            renamed.iter().find(|(now, _)| *now == entry.title).map_or(entry.title.as_str(), |(_, b)| b);
        let truth = plan().entries.iter().find(|e| in_text(e) && e.title == before);
        for report in &entry.results {
            let expected = truth.and_then(|truth| truth.result.as_deref());
            assert_eq!(
                Some(report.text.as_str()),
                expected,
                "{} {}: a wrong join",
                entry.number,
                entry.title
            );
        }
        if let Some(period) = &entry.period {
            assert_eq!(Some(period), truth.and_then(|truth| truth.period.as_ref()), "{}", entry.title);
        }
        assert!(entry.results.len() <= 1, "{}: one report a reporting period", entry.title);
    }
    assert_rows_as_printed(read);
}

/// Asserts that the source row of each result prints the result's text and a title of its entry.
#[track_caller]
fn assert_rows_as_printed(read: &Read) {
    let documents = &read.plans[0].documents;
    for entry in &read.plan().entries {
        for report in &entry.results {
            let document = documents.iter().find(|d| d.file == report.source.file).unwrap();
            let own = document.lines.iter().filter(|line| line.number == report.source.lines[0]);
            let row: String = own.map(|line| line.text.as_str()).collect();
            let printed =
                entry.title_variants.iter().chain([&entry.title]).any(|title| row.contains(title.as_str()));
            assert!(printed && row.contains(&report.text), "{}: {row}", entry.title);
        }
    }
}

/// Asserts that a finding names every measure in the text that lost its result.
#[track_caller]
pub fn assert_losses_are_told(read: &Read) {
    for entry in
        read.plan().entries.iter().filter(|e| in_text(e) && e.kind == Kind::Measure && e.results.is_empty())
    {
        let told = read.findings.iter().any(|f| f.message.contains(&entry.title) && f.code != "repaired");
        assert!(told, "{} {} has lost its result in silence", entry.number, entry.title);
    }
}

/// Number of measures in the text that have a result.
pub fn joined(read: &Read) -> usize {
    read.plan().entries.iter().filter(|entry| in_text(entry) && !entry.results.is_empty()).count()
}
