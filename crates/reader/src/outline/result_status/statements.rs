//! Reads the statement of one clause.

use shisaku_model::Status;

use super::{
    numbers::{has_count, last_count},
    words::{self, Meaning, before_end, ends_with_one_of, has, last_of, list},
    years::Time,
};

/// A clause of a result cell states that something was done, that it was not, that there is no report, or
/// neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Something was done. `firm` is false for preparation such as 周知, which does not make up for a failure.
    Done {
        firm: bool,
    },
    /// Something was done, but not all of it.
    Partly,
    Completed,
    /// Nothing was done.
    Failed(Status),
    /// There is no report for the period.
    NoReport(Status),
    /// The measured number of something bad is zero: 待機児童は0人.
    NoTrouble,
    /// The clause states neither: a reason, a plan, a target.
    Neither,
    /// The clause has a word of failure that no rule explains.
    Unclear,
}

/// Reads a clause that speaks about a time. Its last words decide, because a Japanese sentence ends in its
/// predicate.
pub(super) fn read(clause: &str, when: Time) -> Said {
    let core = core(clause);
    if is_reference(core) {
        return Said::NoReport(Status::SeeOriginal);
    }
    // 講座の中止は、: the next clause says what became of it.
    if clause.ends_with(['は', 'も', 'が']) && before_end(clause, "contrast").is_none() {
        return Said::Neither;
    }
    if let Some((at, meaning)) = words::stated(clause) {
        return stated(clause, at, meaning, when);
    }
    if let Some((counted, value)) = last_count(core) {
        return count(counted, value, when);
    }
    if before_end(core, "not_negation").is_none()
        && let Some(negated) = before_end(core, "negation")
    {
        return not_in_part(absence(negated), clause, when);
    }
    if is_plan(core) {
        return if when == Time::After { Said::NoReport(Status::NotDue) } else { Said::Neither };
    }
    if is_past(core) {
        return done(clause, when);
    }
    if let Some(at) = act_at_end(clause) {
        return match when {
            _ if is_negated(clause, at) => not_in_part(Said::Failed(Status::NotDone), clause, when),
            Time::After => Said::NoReport(Status::NotDue),
            _ => done(clause, when),
        };
    }
    if names_failure(clause) {
        return Said::Unclear;
    }
    if has_count(clause) { done(clause, when) } else { Said::Neither }
}

/// The clause without the words that tie it to the next one, and without 〜である.
fn core(clause: &str) -> &str {
    let mut core = clause;
    while let Some(before) = before_end(core, "connective").filter(|before| !before.is_empty()) {
        core = before;
    }
    core
}

/// True for 基本目標2に掲載: a place in the plan, not in a newspaper.
fn is_reference(core: &str) -> bool {
    let places = ["に記載", "に掲載", "に記載のとおり", "に掲載のとおり", "で報告", "に計上"];
    places.iter().any(|place| core.strip_suffix(place).is_some_and(|before| has(before, "reference")))
}

fn stated(clause: &str, at: usize, meaning: Meaning, when: Time) -> Said {
    let Meaning::Status(status) = meaning else { return Said::Neither };
    match status {
        Status::Reported | Status::Completed if is_negated(clause, at) => Said::Unclear,
        Status::Reported => done(clause, when),
        Status::Partial => Said::Partly,
        Status::Completed => match when {
            Time::Before => Said::NoReport(Status::CompletedEarlier),
            Time::After => Said::NoReport(Status::NotDue),
            Time::Within | Time::Unknown => Said::Completed,
        },
        Status::Discontinued if when == Time::Before && clause.contains('了') => {
            Said::NoReport(Status::CompletedEarlier)
        }
        _ if status.has_result() == Some(false) => not_in_part(Said::Failed(status), clause, when),
        _ => Said::NoReport(status),
    }
}

/// A failure of an earlier year says nothing about the reported one. A failure of a part leaves the rest done.
fn not_in_part(said: Said, clause: &str, when: Time) -> Said {
    match said {
        Said::Failed(_) if when == Time::Before => Said::Neither,
        Said::Failed(_) if clause.contains("一部") => Said::Partly,
        _ => said,
    }
}

/// Something was done, in the reported years or before them.
fn done(clause: &str, when: Time) -> Said {
    if when == Time::Before {
        return Said::NoReport(Status::CompletedEarlier);
    }
    let prepared = last_of(clause, "preparation");
    // 問合せがあった: others did something.
    let received = ["あった", "ありました"].iter().any(|end| core(clause).ends_with(end));
    let acted = prepared.is_none() || prepared < last_of(clause, "act");
    let firm = acted && !received || has_count(clause);
    Said::Done { firm }
}

/// A clause that ends in a count: 参加者0人, 中止2回, 51回.
fn count(counted: &str, value: f64, when: Time) -> Said {
    let of = words::stated(counted.trim_end_matches([':', '=', 'は', 'が', 'の']));
    match of {
        Some((_, Meaning::Status(status))) if status.has_result() == Some(false) && value > 0.0 => {
            Said::Failed(status)
        }
        _ if value > 0.0 => done(counted, when),
        _ if has(counted, "trouble") => Said::NoTrouble,
        _ if when == Time::Before => Said::Neither,
        _ => Said::Failed(Status::NoneStated),
    }
}

/// The statement of a clause that ends in a negation, from the text before it: 申請が, 開催し, 苦情は.
fn absence(negated: &str) -> Said {
    // 申請者はい|ない, 至ってい|ない
    let auxiliary =
        negated.strip_suffix('い').filter(|before| before.ends_with(['は', 'が', 'も', 'て', 'で']));
    let negated = auxiliary.unwrap_or(negated);
    let is_joint = |c: char| "はがをにもで、".contains(c);
    let parts = negated.rsplit(is_joint).filter(|part| !part.is_empty());
    let verb = list("missed_verb").iter().any(|verb| negated.ends_with(verb));
    for part in parts {
        let skipped = list("generic").contains(&part)
            || part.chars().all(|c| ('\u{3041}'..='\u{3096}').contains(&c))
            || last_count(part)
                .is_some_and(|(before, _)| before.is_empty() || list("generic").contains(&before));
        // 未実施の地区はなく, 中止した回はない
        if has_word_of_failure(part) {
            return Said::NoTrouble;
        }
        if has(part, "trouble") {
            return Said::Unclear;
        }
        if has(part, "start") {
            return Said::Failed(Status::NotStarted);
        }
        if has(part, "expected") || has(part, "act") {
            let ends = negated.ends_with(is_joint) || negated.ends_with(part) && last_word_is_noun(part);
            return Said::Failed(if ends && !verb { Status::NoneStated } else { Status::NotDone });
        }
        if !skipped && !verb {
            break;
        }
    }
    if verb { Said::Failed(Status::NotDone) } else { Said::Unclear }
}

/// True if the text before a negation ends in a noun (開催なし), not in a verb (開催しなかった).
fn last_word_is_noun(part: &str) -> bool {
    !part.ends_with(|c: char| ('\u{3041}'..='\u{3096}').contains(&c))
}

/// True for verbs that are not past: 実施する, 図ります, 努めたい. Those say what is meant to be done.
fn is_plan(core: &str) -> bool {
    let goes_on =
        ["ている", "でいる", "ています", "でいます", "ております", "でおります", "てある", "であります"];
    let present = ["る", "す", "く", "う", "む", "ぶ", "つ", "ぐ", "ぬ", "たい"];
    !goes_on.iter().any(|end| core.ends_with(end)) && present.iter().any(|end| core.ends_with(end))
}

/// True for verbs that say what happened or goes on: 開いた, 取り組んだ, 行っている.
fn is_past(core: &str) -> bool {
    let ends = [
        "た",
        "んだ",
        "ている",
        "でいる",
        "ています",
        "でいます",
        "ており",
        "でおり",
        "ております",
        "を行い",
        "てある",
    ];
    ends.iter().any(|end| core.ends_with(end)) && !core.ends_with("かった")
}

/// The byte position of a noun of doing that ends a clause: 講座の開催, 実施した.
fn act_at_end(clause: &str) -> Option<usize> {
    ends_with_one_of(clause, "act")
}

/// True if 未, 不 or 非 stands before the word at this position.
fn is_negated(clause: &str, at: usize) -> bool {
    clause[..at].ends_with(['未', '不', '非'])
}

/// True if a clause contains a word of failure anywhere.
fn names_failure(clause: &str) -> bool {
    let short = ["なし", "無し", "ない", "なく", "なかった", "ゼロ", "未", "ません"];
    has_word_of_failure(clause) || short.iter().any(|word| clause.contains(word))
}

/// True for a text with 未実施, 中止 or another word for a state in which nothing was done.
fn has_word_of_failure(text: &str) -> bool {
    let failed = Status::ALL.iter().filter(|status| status.has_result() == Some(false));
    failed.map(|status| status.as_str()).any(|kind| has(text, kind))
}
