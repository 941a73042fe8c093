//! Collects the findings of one file and caps each code: a file that is wrong in every row must not flood
//! the report.

use std::collections::BTreeMap;

use shisaku_model::{Finding, Place, Severity};

/// Maximum number of findings listed for each code.
const MAX_PER_CODE: usize = 50;

/// The findings of one file.
#[derive(Debug)]
pub(crate) struct Diagnostics<'a> {
    /// Path below `seeds/`.
    pub file: &'a str,
    findings: Vec<Finding>,
    counts: BTreeMap<&'static str, (Severity, usize)>,
}

impl<'a> Diagnostics<'a> {
    /// Creates an empty collection for `file`.
    pub(crate) fn new(file: &'a str) -> Self {
        Self { file, findings: Vec::new(), counts: BTreeMap::new() }
    }

    /// True if the cap of `code` is reached. Further findings are only counted, so their message may stay
    /// empty.
    pub(crate) fn is_full(&self, code: &str) -> bool {
        self.counts.get(code).is_some_and(|(_, count)| *count >= MAX_PER_CODE)
    }

    /// Adds a finding about a line of the file, counted from 1. Line 0 means the whole file.
    pub(crate) fn report(
        &mut self,
        severity: Severity,
        code: &'static str,
        line: u32,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) {
        let finding = Finding::info(code, Place::line(self.file, line), message).advise(advice);
        self.push(Finding { severity, ..finding });
    }

    /// Adds a finding, or only counts it beyond the cap.
    pub(crate) fn push(&mut self, finding: Finding) {
        let (_, count) = self.counts.entry(finding.code).or_insert((finding.severity, 0));
        *count += 1;
        if *count <= MAX_PER_CODE {
            self.findings.push(finding);
        }
    }

    /// The findings ordered by line, followed by the number of omitted ones for each code.
    pub(crate) fn into_sorted(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|finding| finding.place.lines);
        self.into_findings()
    }

    /// The findings in the order of insertion, followed by the number of omitted ones for each code.
    pub(crate) fn into_findings(mut self) -> Vec<Finding> {
        for (code, (severity, count)) in self.counts {
            if count > MAX_PER_CODE {
                let message = format!("同じこと({code})が、このほかに {} 件あります。", count - MAX_PER_CODE);
                self.findings.push(
                    Finding { severity, ..Finding::info(code, Place::file(self.file), message) }
                        .advise("上のものを直してから、もう一度 shisaku check で確かめてください。"),
                );
            }
        }
        self.findings
    }
}
