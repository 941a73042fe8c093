//! Combines the statements of a cell into one status.

use shisaku_model::Status;
use wareki::FiscalYears;

use super::{
    clauses::{self, Clause, Link},
    deeds::{self, Weight},
    numbers::has_count,
    statements::{self, Said},
    words,
    years::{self, Time},
};

/// The statements of a cell.
#[derive(Debug, Default)]
pub(super) struct Sum {
    /// Something was done, beyond preparation.
    done: bool,
    /// Something was prepared: 周知, 募集, 検討.
    prepared: bool,
    partly: bool,
    completed: bool,
    no_trouble: bool,
    /// The first failure that the text states.
    failed: Option<Status>,
    /// A failure other than 検討中 or the like.
    failed_for_good: bool,
    /// Nobody used a service.
    no_demand: bool,
    /// A service was kept open for people: 窓口を開設.
    open: bool,
    no_report: Option<Status>,
    /// The cell says of itself that it leaves the report out: 実績の記載を省略する.
    omitted: bool,
    /// A status that explains why nothing was done: 令和4年度で終了したため, 隔年のため.
    excuse: Option<Status>,
}

/// A deed that the end of its sentence may take back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tried {
    /// A deed before a contrast: 会場を確保したが.
    Before,
    /// A name in a list: 総会、視察.
    Name,
    /// A deed beside others.
    Beside,
    /// Part of a reason.
    Reason,
}

impl Tried {
    /// True if a failure at the end of the sentence is about this deed too. A failure with a topic of its own is
    /// about that: 講座を開いたが、相談会は中止した.
    fn is_undone(self, failure: &str) -> bool {
        match self {
            Self::Before => !failure.contains(['は', 'も']),
            Self::Reason => true,
            Self::Beside => false,
            Self::Name => {
                ["いずれも", "全て", "すべて", "ともに", "共に"].iter().any(|all| failure.contains(all))
            }
        }
    }
}

/// True for a reason that ends in a verb: 人手が足りないため, 充てられたことから.
fn is_verbal(reason: &str) -> bool {
    !["のため", "により", "によって", "につき", "に伴い", "の影響で", "の都合で"]
        .iter()
        .any(|end| reason.ends_with(end))
}

/// True for a deed that makes up for a failure before a contrast: 講座は中止したが、資料を200部配布した. 体制は整えた does not, but
/// after 検討中だったが it is what was considered. 周知した makes up for nobody having applied.
fn is_instead(weight: Weight, failed: Said, deed: &str) -> bool {
    let makes_up = match weight {
        Weight::Firm => true,
        Weight::Means => has_count(deed) || failed == Said::Failed(Status::UnderConsideration),
        Weight::Slight => matches!(failed, Said::NoDemand | Said::Failed(Status::NoneStated)),
    };
    makes_up && !words::has(deed, "attempt")
}

/// True for a noun without a verb or a particle, as in a list: 研修会.
fn is_name(clause: &str) -> bool {
    !clause.chars().any(|c| ('\u{3041}'..='\u{3096}').contains(&c)) && !has_count(clause)
}

impl Sum {
    /// Adds up the statements of clauses. `years` are the reported ones.
    pub(super) fn of(clauses: &[Clause], years: Option<FiscalYears>) -> Self {
        let mut sum = Self::default();
        let tells_now = years.is_none() && clauses.iter().any(|clause| years::names_now(&clause.text));
        let (mut failed_before, mut carried) = (None, Time::Unknown);
        // True if the line made a means, if something was done formerly, if it states a failure, and if it states an end.
        let (mut means, mut former, mut failing, mut ended) = (false, false, false, false);
        // The failure before a contrast in this sentence.
        let mut failed_but: Option<Said> = None;
        // Deeds of a sentence that its end may take back: 会場を確保したが、開催を断念した. 総会、視察のいずれも中止.
        let mut tried: Vec<Tried> = Vec::new();
        for clause in clauses {
            let own = years::time(&clause.text, years);
            let own = match own {
                // 平成30年度までは開催していたが、今年度は実施しなかった, in a report without years.
                Time::Unknown if tells_now && years::is_dated(&clause.text) => Time::Before,
                _ => own,
            };
            let when = if own == Time::Unknown { carried } else { own };
            let said = statements::read(&clause.text, when);
            // 令和4年度は感染症により中止した: the year holds for the following clauses.
            // 次年度は、… is about the next year to its end.
            let goes_on = matches!(clause.link, Link::And | Link::Because)
                && (when != Time::After || clause.text.ends_with('は'));
            carried = if goes_on { when } else { Time::Unknown };
            let fails = matches!(said, Said::Failed(_) | Said::NoDemand);
            let is_deed = matches!(said, Said::Done(_));
            let said = match (said, failed_but) {
                (Said::Done(weight), Some(failed)) if is_instead(weight, failed, &clause.text) => {
                    Said::Done(Weight::Firm)
                }
                _ => said,
            };
            failed_but = match clause.link {
                Link::But if fails => Some(said),
                Link::And => failed_but,
                _ => None,
            };
            sum.omitted |= said == Said::NoReport(Status::SeeOriginal) && clause.text.contains("実績の記載");
            sum.open |= is_deed && words::has(&clause.text, "open");
            match (clause.link, said) {
                (Link::Because, Said::NoReport(status)) => sum.excuse = sum.excuse.or(Some(status)),
                (Link::Because, Said::Completed) => sum.excuse = Some(Status::CompletedEarlier),
                // A reason is no statement of its own: 予算措置なしのため. Nor is what it continues: 給付金に対応し、人手が足りないため.
                // 増水のため is a reason of its own.
                (Link::Because, _) if is_verbal(&clause.text) => tried.fill(Tried::Reason),
                (Link::Because, _) => {}
                // 応募がなく、実施には至らなかった: the end of the sentence says what became of it.
                (Link::And, _) if fails => failed_before = failed_before.or(Some(said)),
                (Link::But, Said::Done(_)) if deeds::is_former(&clause.text) => former = true,
                (_, Said::Done(Weight::Means)) => means = true,
                (Link::But, Said::Done(Weight::Firm)) if !has_count(&clause.text) => {
                    tried.push(Tried::Before);
                }
                (Link::And, Said::Done(Weight::Firm)) => {
                    tried.push(if is_name(&clause.text) { Tried::Name } else { Tried::Beside });
                }
                _ => sum.add(said),
            }
            if matches!(clause.link, Link::End | Link::Line) {
                for deed in tried.drain(..) {
                    sum.add(Said::Done(if fails && deed.is_undone(&clause.text) {
                        Weight::Slight
                    } else {
                        Weight::Firm
                    }));
                }
            }
            failing |= fails && clause.link != Link::Because;
            ended |= matches!(said, Said::NoReport(Status::CompletedEarlier | Status::Discontinued));
            if matches!(clause.link, Link::End | Link::Line)
                && let Some(before) = failed_before.take()
                && !fails
            {
                sum.add(before);
            }
            if clause.link == Link::Line {
                sum.done |= (means || former && !ended) && !failing;
                sum.prepared |= means;
                (means, former, failing, ended) = (false, false, false, false);
            }
        }
        sum
    }

    fn add(&mut self, said: Said) {
        match said {
            Said::Done(Weight::Firm) => self.done = true,
            Said::Done(Weight::Means | Weight::Slight) => self.prepared = true,
            Said::Partly => self.partly = true,
            Said::Completed => self.completed = true,
            Said::NoTrouble => self.no_trouble = true,
            Said::NoDemand => self.no_demand = true,
            Said::Failed(status) => {
                self.failed = self.failed.or(Some(status));
                self.failed_for_good |= status != Status::UnderConsideration;
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
    pub(super) fn add_aside(&mut self, aside: &str, years: Option<FiscalYears>) {
        let cut = clauses::cut(aside);
        let inner = Self::of(&cut.clauses, years);
        if self.status().is_none() {
            let asides = std::mem::replace(self, inner);
            self.no_trouble |= asides.no_trouble;
        } else if self.status() == Some(Status::NotDue) && inner.failed.is_some() {
            // 令和7年度に実施予定（本年度は未着手）: the year itself counts.
            self.failed = inner.failed;
        } else if self.failure().is_some() {
            // 相談0件（窓口は毎週開設）
            self.open |= inner.open;
            // 中止（動画配信で代替した）: something was done instead.
            self.done |= inner.done && words::has(aside, "replaced") || aside.ends_with("で代替");
            let ended = [Some(Status::Discontinued), Some(Status::CompletedEarlier)];
            self.excuse = self.excuse.or(inner.no_report.filter(|status| ended.contains(&Some(*status))));
        } else if self.done && (inner.failed_for_good || inner.no_demand && !self.open) {
            // 開催（うち1回は中止）
            self.partly = true;
        }
    }

    /// True if the cell says of one part that it was done, and of another that it was not.
    pub(super) fn is_mixed(&self) -> bool {
        self.status() == Some(Status::Partial)
    }

    /// The first failure. A service that nobody used failed, unless it was kept open.
    fn failure(&self) -> Option<Status> {
        self.failed.or((self.no_demand && !self.open).then_some(Status::NoneStated))
    }

    /// The status of the cell. `None` if its statements do not tell.
    pub(super) fn status(&self) -> Option<Status> {
        let done = self.done || self.completed;
        let pending_only = !self.failed_for_good && (!self.no_demand || self.open);
        match self.failure() {
            None if self.omitted => self.no_report,
            _ if self.partly => Some(Status::Partial),
            Some(_) if pending_only && done => Some(Status::Reported),
            Some(_) if done => Some(Status::Partial),
            // Preparation does not make up for a failure: 募集したが、応募がなかった.
            Some(status) => Some(self.excuse.unwrap_or(status)),
            None if self.completed => Some(Status::Completed),
            None if done || self.prepared || self.open => Some(Status::Reported),
            None if self.no_report.is_some() => self.no_report,
            None => self.excuse.or(self.no_trouble.then_some(Status::Reported)),
        }
    }
}
