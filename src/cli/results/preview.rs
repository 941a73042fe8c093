//! The difference that a file of results makes: the plan is read without and with it.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use serde_json::json;

use super::super::{Outcome, check::write_finding};
use shisaku_model::{Entry, Finding, Kind, Place, Report, Severity, japan, shortened};
use shisaku_reader::{FolderReading, Organisations, PlanReading, read_plan_folder};
use wareki::FiscalYears;

/// What a file would change.
pub(super) struct Preview {
    /// Where the file belongs.
    pub target: PathBuf,
    /// Findings that the file brings, errors first.
    findings: Vec<Finding>,
    /// Entries that change, as they are and as they would be. An entry that is new has no state before.
    changed: Vec<(Option<Entry>, Entry)>,
    /// Number of measures that stay as they are.
    unchanged: usize,
    /// Number of reports that the plan would have no more.
    lost: usize,
}

impl Preview {
    /// Reads the plan in `folder` without and with `file`, in a copy of the folder.
    pub(super) fn read(
        file: &Path,
        folder: &Path,
        target: PathBuf,
        organisations: &Organisations,
    ) -> Result<Self> {
        let before = read_plan_folder(folder, organisations);
        let plan_years = before.plan.as_ref().and_then(|reading| reading.plan.manifest.plan_years);
        let copies = tempfile::tempdir().context("一時フォルダーを作れません")?;
        // The folder's name is the plan's id.
        let copy = copies.path().join(folder.file_name().unwrap_or_default());
        let name = target.file_name().unwrap_or_default();
        copy_folder(folder, &copy)
            .and_then(|()| fs::copy(file, copy.join(name)).map(drop))
            .with_context(|| format!("{} を読めません", folder.display()))?;
        let after = read_plan_folder(&copy, organisations);

        let known: Vec<String> = before.findings().map(Finding::sign).collect();
        let mut findings: Vec<Finding> = after
            .findings()
            .filter(|finding| finding.severity != Severity::Info && !known.contains(&finding.sign()))
            .cloned()
            .collect();
        let mut old: HashMap<String, Entry> =
            entries(before).into_iter().map(|entry| (entry.id.clone(), entry)).collect();
        let (mut changed, mut unchanged) = (Vec::new(), 0);
        for entry in entries(after) {
            match old.remove(&entry.id) {
                Some(before) if same_reports(&before, &entry) && !alters(&before, &entry) => {
                    unchanged += usize::from(entry.kind == Kind::Measure);
                }
                before => changed.push((before, entry)),
            }
        }
        findings.extend(changed.iter().flat_map(|(before, after)| years(before.as_ref(), after, plan_years)));
        // A clerk adds the results of a year that she knows.
        for finding in findings.iter_mut().filter(|finding| finding.code == "result_years_assumed") {
            finding.severity = Severity::Error;
        }
        findings.extend(repeated(&changed));
        findings.extend(untold(&changed));
        of_other_files(&mut findings, &target);
        let refused = Outcome::of(&findings) != Outcome::Success;
        findings.extend(Self::beside_results(&changed, &target).filter(|_| !refused));
        findings.sort_by_key(|finding| finding.severity != Severity::Error);
        let lost = changed.iter().map(|(before, after)| lost(before.as_ref(), after).count()).sum();
        Ok(Self { target, findings, changed, unchanged, lost })
    }

    /// An error if the file brings no result of a measure that the plan has, and a notice if it brings other texts.
    fn beside_results(changed: &[(Option<Entry>, Entry)], target: &Path) -> Option<Finding> {
        let file = target.file_name().unwrap_or_default().to_string_lossy();
        // What the plan says is for its own documents to say.
        let altered = changed
            .iter()
            .find(|(before, after)| before.as_ref().is_some_and(|before| alters(before, after)));
        if let Some((_, entry)) = altered {
            let message = format!(
                "この文書は、実績のほかに、計画に書かれたこと({}「{}」の内容、期間など)も変えます。",
                entry.number, entry.title
            );
            let advice = "実績の列の見出しを「実績(令和6年度)」のようにし、番号、題名、実績のほかの列を除いてください。";
            return Some(Finding::error("alters_plan", Place::file(&*file), message).advise(advice));
        }
        if changed.is_empty() {
            let message =
                "この文書で変わるところはありません。同じ実績がもうあるか、実績として読める行がありません。";
            let advice = "1 行目を「番号、題名、実績(令和6年度)」のような見出しにしてください。shisaku results template が表を作ります。";
            return Some(Finding::error("no_change", Place::file(&*file), message).advise(advice));
        }
        let joins = changed.iter().any(|(before, after)| before.is_some() && !after.results.is_empty());
        let mut texts = changed.iter().filter(|(before, _)| before.is_none()).map(|(_, after)| after);
        let first = texts.next();
        if !joins {
            let message = "この文書から、計画の施策の実績をひとつも読めませんでした。";
            let advice = "1 行目を「番号、題名、実績(令和6年度)」のような見出しにし、行ごとに番号か題名を書いてください。shisaku results template が表を作ります。";
            return Some(Finding::error("no_results", Place::file(&*file), message).advise(advice));
        }
        let first = first?;
        let message =
            format!("実績のほかに、次の文を計画の{}として読みました: {}", first.kind.label(), shown(first));
        let more = texts.count();
        let message = if more > 0 { format!("{message}(ほかに {more} 件)") } else { message };
        let advice =
            "計画の文でなければ、その行を文書から除いてください。実績なら、行に番号か題名を書いてください。";
        Some(Finding::warning("beside_results", first.source.place(), message).advise(advice))
    }

    /// Errors if the file brings any.
    pub(super) fn outcome(&self) -> Outcome {
        Outcome::of(&self.findings)
    }

    /// True if the file brings no error, and results of measures that the plan has.
    pub(super) fn joins(&self) -> bool {
        let joined = self.changed.iter().all(|(before, _)| before.is_some());
        self.outcome() == Outcome::Success && joined && !self.changed.is_empty()
    }

    /// Writes the changes, entry by entry.
    pub(super) fn write(&self, as_json: bool, out: &mut impl io::Write) -> Result<()> {
        if as_json {
            let changed: Vec<_> = self
                .changed
                .iter()
                .map(|(before, after)| {
                    let results = |entry: &Entry| entry.results.clone();
                    json!({"id": after.id, "before": before.as_ref().map(results), "after": after.results})
                })
                .collect();
            let answer = json!({"findings": self.findings, "changed": changed, "unchanged": self.unchanged});
            serde_json::to_writer_pretty(&mut *out, &answer)?;
            return Ok(writeln!(out)?);
        }
        for finding in &self.findings {
            write_finding(finding, out)?;
        }
        if self.outcome() != Outcome::Success {
            return Ok(writeln!(out, "直るまで、何も変わりません。")?);
        }
        for (before, after) in &self.changed {
            writeln!(out, "{} {}", after.number, after.title)?;
            match before {
                None => writeln!(out, "  新しい項目({})です。", after.kind.label())?,
                Some(before) => {
                    writeln!(out, "  いま: {}", told(before.results.last()))?;
                    for report in added(Some(before), after) {
                        writeln!(out, "  加わる実績: {}", told(Some(report)))?;
                    }
                    for report in lost(Some(before), after) {
                        writeln!(out, "  なくなる実績: {}", told(Some(report)))?;
                    }
                    let label = (before.result_label(), after.result_label());
                    if label.0 != label.1 {
                        writeln!(out, "  実績の有無: {} → {}", label.0, label.1)?;
                    }
                }
            }
        }
        let count = self.changed.len();
        let lost = match self.lost {
            0 => String::new(),
            lost => format!("いまある実績 {lost} 件がなくなります。"),
        };
        writeln!(out, "{count} 件が変わります。{lost}ほかの施策 {} 件は変わりません。", self.unchanged)?;
        Ok(())
    }
}

/// The reports that an entry has no more.
fn lost<'e>(before: Option<&'e Entry>, after: &'e Entry) -> impl Iterator<Item = &'e Report> {
    let reports = before.into_iter().flat_map(|before| &before.results);
    reports.filter(|report| !has(&after.results, report))
}

/// The reports that an entry had not before.
fn added<'e>(before: Option<&'e Entry>, after: &'e Entry) -> impl Iterator<Item = &'e Report> {
    let is_new = move |report: &&Report| before.is_none_or(|before| !has(&before.results, report));
    after.results.iter().filter(is_new)
}

/// True if a report is among others, whatever document it stands in.
fn has(reports: &[Report], report: &Report) -> bool {
    reports.iter().any(|one| one.years == report.years && one.text == report.text)
}

fn same_reports(before: &Entry, after: &Entry) -> bool {
    before.results.len() == after.results.len()
        && before.results.iter().all(|report| has(&after.results, report))
}

/// True if an entry differs in what the plan says, not in what was reported.
fn alters(before: &Entry, after: &Entry) -> bool {
    (&before.body, &before.period, before.plan_years, &before.title, &before.number)
        != (&after.body, &after.period, after.plan_years, &after.title, &after.number)
        || before.kind != after.kind
}

/// A warning if new reports repeat the texts of other years: last year's file under another head.
fn repeated(changed: &[(Option<Entry>, Entry)]) -> Option<Finding> {
    let is_repeated = |(before, after): &&(Option<Entry>, Entry)| {
        let Some(before) = before else { return false };
        added(Some(before), after).any(|new| {
            new.text.chars().count() >= LEAST_REPEATED
                && before.results.iter().any(|old| old.text == new.text)
        })
    };
    let count = changed.iter().filter(is_repeated).count();
    let (_, first) = changed.iter().find(is_repeated)?;
    let message = format!(
        "{count} 件の実績は、ほかの年度の報告と同じ文です({}「{}」など)。",
        first.number, first.title
    );
    let advice = "前の年度のファイルでないか、列の見出しの年度を確かめてください。";
    Some(Finding::warning("result_repeated", first.source.place(), message).advise(advice))
}

/// A warning if new reports that tell nothing take the place of those that do: 集計中 after 実績あり.
fn untold(changed: &[(Option<Entry>, Entry)]) -> Option<Finding> {
    let is_untold = |(before, after): &&(Option<Entry>, Entry)| {
        before.as_ref().is_some_and(|before| before.has_result.is_some()) && after.has_result.is_none()
    };
    let count = changed.iter().filter(is_untold).count();
    let (before, after) = changed.iter().find(is_untold)?;
    let report = added(before.as_ref(), after).last()?;
    let message = format!(
        "{count} 件が「報告なし」に変わります。加わる実績が、行ったかどうかを述べていないためです({}「{}」の「{}」など)。",
        after.number,
        after.title,
        shortened(&report.text)
    );
    let advice = "まだ書けることがなければ、欄を空けてください。いまの報告が残ります。";
    Some(Finding::warning("result_untold", report.source.clone(), message).advise(advice))
}

/// Turns errors that the file brings about in other files, which were right without it, into errors of its own.
fn of_other_files(findings: &mut Vec<Finding>, target: &Path) {
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is_other = |finding: &Finding| {
        let file = Path::new(&finding.place.file).file_name().unwrap_or_default();
        finding.severity == Severity::Error
            && !finding.place.file.is_empty()
            && file.to_string_lossy() != name
    };
    let others: Vec<Finding> = findings.extract_if(.., |finding| is_other(finding)).collect();
    if let Some(first) = others.first() {
        let message = format!(
            "この文書を加えると、いまある文書が取り込めなくなります。{} {}",
            first.place, first.message
        );
        let advice =
            "同じ年度の実績がもうあるか、計画の施策の一覧をもう一度書いた文書でないか、確かめてください。";
        findings.push(Finding::error("contradicts", Place::file(&*name), message).advise(advice));
    }
}

/// Minimum length in characters of a report whose repetition is told. 実績なし may come every year.
const LEAST_REPEATED: usize = 10;

/// The beginning of the text of an entry.
fn shown(entry: &Entry) -> String {
    let text = if entry.body.is_empty() { entry.title.clone() } else { entry.body.join(" ") };
    shortened(&text).to_string()
}

/// An error for each new report on a fiscal year that has not begun, and a warning for one outside the years of the plan.
fn years<'e>(
    before: Option<&'e Entry>,
    after: &'e Entry,
    plan: Option<FiscalYears>,
) -> impl Iterator<Item = Finding> + 'e {
    let this_year = japan::fiscal_year_over(japan::today()) + 1;
    added(before, after).filter_map(move |report| {
        let years = report.years?;
        if i32::from(years.last_known()) <= this_year {
            let outside = plan.is_some_and(|plan| {
                years.first_known() > plan.last_known() || years.last_known() < plan.first_known()
            });
            let message = format!(
                "{}「{}」の実績の年度 {} は、計画の年度({})の外です。",
                after.number,
                after.title,
                years.in_eras(),
                plan.map(|plan| plan.in_eras()).unwrap_or_default()
            );
            let advice = "年度の書き誤りでないか、実績の列の見出しを確かめてください。";
            let place = report.source.clone();
            return outside.then(|| Finding::warning("result_outside_plan", place, message).advise(advice));
        }
        let message = format!(
            "{}「{}」の実績の年度が {} です。まだ始まっていない年度です。",
            after.number,
            after.title,
            years.in_eras()
        );
        let advice = "実績の列の見出しの年度を確かめてください。";
        Some(Finding::error("result_in_future", report.source.clone(), message).advise(advice))
    })
}

/// A report in one line: years, status and text.
fn told(report: Option<&Report>) -> String {
    let Some(report) = report else { return "報告なし".to_owned() };
    let years = report.years.map(|years| years.in_eras()).unwrap_or_else(|| "年度の記載なし".to_owned());
    format!("{years}({}) {}", report.status.label(), report.text.replace('\n', " "))
}

fn entries(reading: FolderReading<PlanReading>) -> Vec<Entry> {
    reading.plan.map(|reading| reading.plan.entries).unwrap_or_default()
}

/// Copies a folder with its sub-folders. Links and other special files are left out, as in reading.
fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let target = to.join(entry.file_name());
        if kind.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else if kind.is_file() {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
