//! Classifies result cells: something was done, nothing was done, or nothing is stated.
//!
//! A cell is cut into clauses ([`clauses`]). Each clause states something by its last words ([`statements`]),
//! with the vocabulary of `lexicon/result_status.tsv` ([`words`]). The statements are combined ([`sum`]).

mod clauses;
mod deeds;
mod legend;
mod lines;
mod negations;
mod numbers;
mod statements;
mod sum;
#[cfg(test)]
mod tests;
mod words;
mod years;

use shisaku_model::Status;
use wareki::FiscalYears;

use super::numbering::is_digit;
pub(super) use legend::Legend;
use sum::Sum;

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
    let status = sum.status().or_else(|| leading_mark(cell, context));
    let scoped = cut.clauses.iter().any(|clause| words::has(&clause.text, "scope"));
    Reading {
        status: status.unwrap_or(Status::Blank),
        qualified: sum.is_mixed() || scoped && status.and_then(Status::has_result) == Some(false),
        doubtful: status.is_none(),
    }
}

/// The status of the mark that a text follows, where the text itself tells none: × 医師が交代. △ leaves open what was
/// done.
fn leading_mark(cell: &str, context: Context) -> Option<Status> {
    let mark = cell.chars().next().filter(|c| "○〇◯◎●×✕✖".contains(*c))?;
    let after = &cell[mark.len_utf8()..];
    let is_apart = after.starts_with(|c: char| c.is_whitespace() || c == ':' || c == '：');
    let alone = is_apart.then(|| read_with(&cell[..mark.len_utf8()], context))?;
    (!alone.doubtful).then_some(alone.status)
}

/// True for a cell that says in one word that a part was done: 一部実施.
pub(super) fn is_plain_part(cell: &str) -> bool {
    words::list("partial").contains(&cell.trim())
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
    cell.chars().all(|c| c.is_whitespace() || "-－−‑―ー–—‐─━ｰ*＊…・/／\\＼()（）。.".contains(c))
}
