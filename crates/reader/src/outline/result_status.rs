//! Classifies result cells: something was done, nothing was done, or nothing is stated.
//!
//! A cell is cut into clauses ([`clauses`]). Each clause states something by its last words ([`statements`]),
//! with the vocabulary of `lexicon/result_status.tsv` ([`words`]). The rules here combine the statements.

mod clauses;
mod legend;
mod numbers;
mod statements;
#[cfg(test)]
mod tests;
mod words;
mod years;

use shisaku_model::Status;
use wareki::FiscalYears;

use super::numbering::is_digit;
use clauses::{Clause, Link};
pub(super) use legend::Legend;
use statements::Said;
use years::Time;

/// A classified result cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub status: Status,
    /// True if 実績なし applies to a part only, or under conditions. People should check such cells.
    pub qualified: bool,
    /// True if no rule explains the text. The status is then [`Status::Blank`], because a doubtful text must
    /// not count as done or as not done. People should check such cells.
    pub doubtful: bool,
}

/// Facts about the document that a cell stands in.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context<'a> {
    /// The years that the cell reports on.
    pub years: Option<FiscalYears>,
    /// The meanings of marks.
    pub legend: Option<&'a Legend>,
}

/// Reads a cell without knowledge of its document.
pub(super) fn read(cell: &str) -> Reading {
    read_with(cell, Context::default())
}

/// Reads a cell of a known document. A cell that is a mark of the legend takes the status of its meaning.
pub(super) fn read_with(cell: &str, context: Context) -> Reading {
    let cell = without_note_marks(cell);
    let meaning = context.legend.and_then(|legend| legend.meaning(cell));
    let cell = meaning.unwrap_or(cell);
    if is_blank(cell) {
        return Reading { status: Status::Blank, qualified: false, doubtful: false };
    }
    let cut = clauses::cut(cell);
    let mut sum = Sum::of(&cut.clauses, context.years);
    for aside in &cut.asides {
        sum.add_aside(aside, context.years);
    }
    let status = sum.status();
    let scoped = cut.clauses.iter().any(|clause| words::has(&clause.text, "scope"));
    Reading {
        status: status.unwrap_or(Status::Blank),
        qualified: sum.is_mixed() || scoped && status.and_then(Status::has_result) == Some(false),
        doubtful: status.is_none(),
    }
}

/// True for the meaning of a mark that says that nothing was done, not that something is planned or considered.
pub(super) fn says_not_done(meaning: &str) -> bool {
    read(meaning).status == Status::NotDone
}

/// True if a cell is complete without a full stop, such as 実績なし. Its next printed line is then no
/// continuation.
pub(super) fn is_complete(cell: &str) -> bool {
    let reading = read(cell);
    let text = cell.trim_end();
    let is_none = text.ends_with("なし") || text.ends_with("無し");
    let goes_on =
        !is_none && text.ends_with(['し', 'り', 'く', 'ず', 'て', 'が', 'の', 'は', 'に', 'を', '、']);
    !reading.doubtful && !goes_on && !matches!(reading.status, Status::Reported | Status::Completed)
}

/// A cell without the marks of notes at its end: なし※1, なし*2, なし注1. They point to a text elsewhere, and say nothing
/// about what was done.
fn without_note_marks(cell: &str) -> &str {
    let mut rest = cell.trim_end();
    loop {
        let number = rest.trim_end_matches(is_digit).len();
        let marked = rest[..number].strip_suffix(['※', '*', '＊']);
        // 受注3 and 発注3 are words.
        let is_word = |before: &str| before.ends_with(['受', '発', '外', '特']);
        let noted =
            rest[..number].strip_suffix('注').filter(|before| number < rest.len() && !is_word(before));
        match marked.or(noted) {
            Some(before) => rest = before.trim_end(),
            None => return rest,
        }
    }
}

/// True for an empty cell and for dashes. A dash is an empty cell, not 実績なし.
pub(super) fn is_blank(cell: &str) -> bool {
    cell.chars().all(|c| c.is_whitespace() || "-－―ー–—‐─━ｰ*＊…・/／\\＼()（）。.".contains(c))
}

/// The statements of a cell.
#[derive(Debug, Default)]
struct Sum {
    /// Something was done, beyond preparation.
    done: bool,
    /// Something was prepared: 周知, 募集, 検討.
    prepared: bool,
    partly: bool,
    completed: bool,
    no_trouble: bool,
    /// The first failure that the text states.
    failed: Option<Status>,
    /// True if every failure is 検討中 or the like.
    pending_only: bool,
    no_report: Option<Status>,
    /// A status that explains why nothing was done: 令和4年度で終了したため, 隔年のため.
    excuse: Option<Status>,
}

impl Sum {
    fn of(clauses: &[Clause], years: Option<FiscalYears>) -> Self {
        let mut sum = Self { pending_only: true, ..Self::default() };
        let (mut failed_before, mut carried) = (None, Time::Unknown);
        for clause in clauses {
            let own = years::time(&clause.text, years);
            let when = if own == Time::Unknown { carried } else { own };
            let said = statements::read(&clause.text, when);
            // 令和4年度は感染症により中止した: the year holds for the following clauses.
            let goes_on = matches!(clause.link, Link::And | Link::Because) && when != Time::After;
            carried = if goes_on { when } else { Time::Unknown };
            match (clause.link, said) {
                (Link::Because, Said::NoReport(status)) => sum.excuse = sum.excuse.or(Some(status)),
                (Link::Because, Said::Completed) => sum.excuse = Some(Status::CompletedEarlier),
                // A reason is no statement of its own: 予算措置なしのため.
                (Link::Because, _) => {}
                // 応募がなく、実施には至らなかった: the end of the sentence says what became of it.
                (Link::And, Said::Failed(status)) => failed_before = failed_before.or(Some(status)),
                _ => sum.add(said),
            }
            if clause.link == Link::End
                && let Some(status) = failed_before.take()
                && !matches!(said, Said::Failed(_))
            {
                sum.add(Said::Failed(status));
            }
        }
        sum
    }

    fn add(&mut self, said: Said) {
        match said {
            Said::Done { firm: true } => self.done = true,
            Said::Done { firm: false } => self.prepared = true,
            Said::Partly => self.partly = true,
            Said::Completed => self.completed = true,
            Said::NoTrouble => self.no_trouble = true,
            Said::Failed(status) => {
                self.failed = self.failed.or(Some(status));
                self.pending_only &= status == Status::UnderConsideration;
            }
            // The text's first word on it counts, but 完了 years ago only if there is nothing else.
            Said::NoReport(status)
                if self.no_report.is_none_or(|before| before == Status::CompletedEarlier) =>
            {
                self.no_report = Some(status);
            }
            Said::NoReport(_) | Said::Neither | Said::Unclear => {}
        }
    }

    /// Adds a text in brackets. It explains what stands before it, and decides only if that says nothing.
    fn add_aside(&mut self, aside: &str, years: Option<FiscalYears>) {
        let cut = clauses::cut(aside);
        let inner = Self::of(&cut.clauses, years);
        if self.status().is_none() {
            let asides = std::mem::replace(self, inner);
            self.no_trouble |= asides.no_trouble;
        } else if self.failed.is_some() {
            // 中止（動画配信で代替した）: something was done instead.
            self.done |= inner.done && words::has(aside, "replaced");
            let ended = [Some(Status::Discontinued), Some(Status::CompletedEarlier)];
            self.excuse = self.excuse.or(inner.no_report.filter(|status| ended.contains(&Some(*status))));
        } else if self.done && !inner.pending_only {
            // 開催（うち1回は中止）
            self.partly |= inner.failed.is_some();
        }
    }

    /// True if the cell says of one part that it was done, and of another that it was not.
    fn is_mixed(&self) -> bool {
        self.status() == Some(Status::Partial)
    }

    /// The status of the cell. `None` if its statements do not tell.
    fn status(&self) -> Option<Status> {
        let done = self.done || self.completed;
        match self.failed {
            _ if self.partly => Some(Status::Partial),
            Some(_) if self.pending_only && done => Some(Status::Reported),
            Some(_) if done => Some(Status::Partial),
            // Preparation does not make up for a failure: 募集したが、応募がなかった.
            Some(status) => Some(self.excuse.unwrap_or(status)),
            None if self.completed => Some(Status::Completed),
            None if done || self.prepared => Some(Status::Reported),
            None if self.no_report.is_some() => self.no_report,
            None => self.excuse.or(self.no_trouble.then_some(Status::Reported)),
        }
    }
}
