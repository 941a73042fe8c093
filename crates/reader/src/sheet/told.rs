//! Findings of one file, so many of a sort: a file that is wrong in every row must not flood its reader.

use std::collections::BTreeMap;

use shisaku_model::{Finding, Place, Severity};

/// How many findings of one code are told one by one.
const MOST: usize = 50;

/// What is told of a file.
#[derive(Debug)]
pub struct Told<'a> {
    /// As a path below `seeds/`.
    pub file: &'a str,
    findings: Vec<Finding>,
    counts: BTreeMap<&'static str, (Severity, usize)>,
}

impl<'a> Told<'a> {
    /// Nothing told yet of the file.
    pub fn of(file: &'a str) -> Self {
        Self { file, findings: Vec::new(), counts: BTreeMap::new() }
    }

    /// Whether enough is told of that code: the next one is only counted, and needs no careful words.
    pub fn is_full(&self, code: &str) -> bool {
        self.counts.get(code).is_some_and(|(_, count)| *count >= MOST)
    }

    /// Takes in one more.
    pub fn tell(&mut self, finding: Finding) {
        let (_, count) = self.counts.entry(finding.code).or_insert((finding.severity, 0));
        *count += 1;
        if *count <= MOST {
            self.findings.push(finding);
        }
    }

    /// All of them in order of their lines, and how many more there were.
    pub fn findings(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|finding| finding.place.lines);
        self.as_told()
    }

    /// All of them in the order in which they were told, and how many more there were.
    pub fn as_told(mut self) -> Vec<Finding> {
        for (code, (severity, count)) in self.counts {
            if count > MOST {
                let message = format!("同じこと({code})が、このほかに {} 件あります。", count - MOST);
                self.findings.push(
                    Finding { severity, ..Finding::info(code, Place::file(self.file), message) }
                        .advise("上のものを直してから、もう一度 shisaku check で確かめてください。"),
                );
            }
        }
        self.findings
    }
}
