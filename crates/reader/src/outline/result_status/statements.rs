//! Reads the statement of one clause.

use shisaku_model::Status;

use super::{
    deeds::{self, Weight, weigh, weigh_count},
    negations::{absence, subject},
    numbers::{has_count, last_count, names_part},
    words::{self, Meaning, before_end, ends_with_one_of, has, list},
    years::{self, Time, is_kanji},
};

/// A clause of a result cell states that something was done, that it was not, that there is no report, or
/// neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Something was done.
    Done(Weight),
    /// Something was done, but not all of it.
    Partly,
    Completed,
    /// Nothing was done.
    Failed(Status),
    /// Nobody used a service: 相談0件. That is no failure if the service was kept open.
    NoDemand,
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
    if is_as_before(core) {
        return Said::Unclear;
    }
    if is_reference(core) {
        return Said::NoReport(Status::SeeOriginal);
    }
    if is_target(clause) {
        return Said::Neither;
    }
    // 講座の中止は、: the next clause says what became of it.
    if clause.ends_with(['は', 'も', 'が']) && before_end(clause, "contrast").is_none() {
        return Said::Neither;
    }
    // 3年に1回実施: a schedule. 3年に1回の調査を実施した: a deed.
    if when != Time::Within && !core.ends_with('た') && years::names_cycle(clause) {
        return Said::NoReport(Status::NotDue);
    }
    if let Some((at, meaning)) = words::stated(clause).or_else(|| words::stated(core)) {
        return stated(clause, at, meaning, when);
    }
    if is_undone(core) {
        return not_in_part(Said::Failed(Status::NotDone), clause, when);
    }
    if let Some((counted, value)) = last_count(core) {
        return count(counted, value, when);
    }
    if before_end(core, "not_negation").is_none()
        && let Some(negated) = before_end(core, "negation")
    {
        return not_in_part(absence(negated), clause, when);
    }
    // 了解が得られないまま時間切れとなった
    if let Some((before, _)) = core.split_once("ないまま")
        && let failed @ Said::Failed(_) = absence(before)
    {
        return not_in_part(failed, clause, when);
    }
    if is_plan(core) {
        return if when == Time::After { Said::NoReport(Status::NotDue) } else { Said::Neither };
    }
    if is_trouble(clause) || is_voice(clause) {
        return Said::Neither;
    }
    if let Some(before) = ["あり", "有り", "有"].iter().find_map(|end| core.strip_suffix(end))
        && before_end(before, "act").is_some()
        && !has(before, "trouble")
    {
        return done(before, when);
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
    if deeds::acts_on(core) {
        return done(clause, when);
    }
    if has_count(clause) { done(clause, when) } else { Said::Neither }
}

/// The clause without the words that tie it to the next one, and without 〜である.
fn core(clause: &str) -> &str {
    let mut core = clause;
    // ゼロに終わった, 買わずに終わった. 盛況のうちに終わった is a deed.
    if let Some(before) = ["に終わった", "に終わりました", "に終わり", "じまい"]
        .iter()
        .find_map(|end| clause.trim_end_matches("であった").trim_end_matches("となった").strip_suffix(end))
        && (["ず", "ゼロ", "なし", "0", "0件", "0人"].iter().any(|none| before.ends_with(none))
            || words::stated(before).is_some_and(|(_, meaning)| is_failure(meaning)))
    {
        core = before;
    }
    while let Some(before) = before_end(core, "connective").filter(|before| !before.is_empty()) {
        core = before;
    }
    core
}

fn is_failure(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Status(status) if status.has_result() == Some(false))
}

/// True for 前年度同様 and 例年どおり without a verb: what was done stands in the report before.
fn is_as_before(core: &str) -> bool {
    let before = before_end(core, "as_before").map(|before| before.trim_end_matches(['と', 'に', 'の']));
    before.is_some_and(|before| list("usual").contains(&before) || list("earlier").contains(&before))
}

/// True for 目標値:受講者数100人 and 目標100人: what was meant, not what came of it.
fn is_target(clause: &str) -> bool {
    let named = list("target").iter().find_map(|noun| clause.strip_prefix(*noun));
    let value = named.map(|rest| rest.trim_start_matches('値'));
    // 目標100人, with nothing else
    let is_count = |value: &str| last_count(value).is_some_and(|(before, _)| before.is_empty());
    value.is_some_and(|value| value.starts_with(':') || is_count(value))
}

/// True for 基本目標2に掲載: a place in the plan, not in a newspaper.
fn is_reference(core: &str) -> bool {
    let places = ["に記載", "に掲載", "で報告", "に計上", "に掲げ", "に載せ"];
    let told =
        ["のとおり", "済み", "しています", "しております", "している", "しました", "した", "してある", "た"];
    let core = told.iter().find_map(|end| core.strip_suffix(end)).unwrap_or(core);
    places.iter().any(|place| {
        core.strip_suffix(place).is_some_and(|before| {
            has(before, "reference") || before.ends_with(|c: char| c.is_ascii_digit() || c == ')')
        })
    })
}

fn stated(clause: &str, at: usize, meaning: Meaning, when: Time) -> Said {
    let Meaning::Status(status) = meaning else { return Said::Neither };
    match status {
        Status::Reported | Status::Completed if is_negated(clause, at) => Said::Unclear,
        Status::Reported => done(clause, when),
        Status::Partial => Said::Partly,
        // 設計を完了した: a stage of the measure, not the measure.
        Status::Completed
            if matches!(when, Time::Within | Time::Unknown)
                && before_end(
                    clause[..at].trim_end_matches(['を', 'が', 'は', 'も', 'の', ':']),
                    "stage",
                )
                .is_some() =>
        {
            Said::Done(Weight::Firm)
        }
        Status::Completed => match when {
            // 平成20年度で完了, in a report that tells no years of its own.
            Time::Unknown if years::is_dated(clause) => Said::NoReport(Status::CompletedEarlier),
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
        Said::Failed(_) if clause.contains("一部") || names_part(clause) => Said::Partly,
        _ => said,
    }
}

/// Something was done, in the reported years or before them.
fn done(clause: &str, when: Time) -> Said {
    if when == Time::Before {
        return Said::NoReport(Status::CompletedEarlier);
    }
    // 次年度は職員を1名増やし
    if when == Time::After && !core(clause).ends_with('た') {
        return Said::NoReport(Status::NotDue);
    }
    Said::Done(weigh(clause, core(clause)))
}

/// A clause that ends in a count: 参加者0人, 中止2回, 51回.
fn count(counted: &str, value: f64, when: Time) -> Said {
    let noun = counted.trim_end_matches([':', '=', 'は', 'が', 'の']);
    let of = words::stated(noun);
    match of {
        Some((_, Meaning::Status(status))) if status.has_result() == Some(false) && value > 0.0 => {
            Said::Failed(status)
        }
        _ if value > 0.0 => match done(counted, when) {
            Said::Done(_) => Said::Done(weigh_count(counted)),
            earlier => earlier,
        },
        _ if has(subject(counted), "trouble") => Said::NoTrouble,
        _ if when == Time::Before => Said::Neither,
        _ if is_demand(noun) => Said::NoDemand,
        _ => Said::Failed(Status::NoneStated),
    }
}

/// True for 相談件数, 利用者: other people decide on them.
pub(super) fn is_demand(noun: &str) -> bool {
    let counted = noun.trim_end_matches("延べ");
    let of = ["者数", "件数", "人数", "回数", "者", "数"].iter().find_map(|end| counted.strip_suffix(end));
    before_end(of.unwrap_or(counted), "demand").is_some()
}

/// True for 未更新: a word that only its first sign makes a failure.
fn is_undone(core: &str) -> bool {
    core.rsplit_once('未').is_some_and(|(_, act)| {
        act.chars().count() == 2 && act.chars().all(is_kanji) && before_end(act, "act").is_some()
    })
}

/// True for verbs that are not past: 実施する, 図ります, 努めたい. Those say what is meant to be done.
fn is_plan(core: &str) -> bool {
    let goes_on =
        ["ている", "でいる", "ています", "でいます", "ております", "でおります", "てある", "であります"];
    let present = ["る", "す", "く", "う", "む", "ぶ", "つ", "ぐ", "ぬ", "たい"];
    !goes_on.iter().any(|end| core.ends_with(end)) && present.iter().any(|end| core.ends_with(end))
}

/// True for a clause about something bad that happened, which is no deed: 担当者が退職した, 感染が拡大した.
fn is_trouble(clause: &str) -> bool {
    /// Longest verb of such a subject, in characters. Longer text has a verb of its own.
    const LONGEST: usize = 8;
    let eased = ["減", "解消", "なく", "改善", "防"].iter().any(|word| clause.contains(word));
    let verb = |after: &str| after.starts_with(['が', 'も']) && after.chars().count() <= LONGEST;
    let subject =
        || list("trouble").iter().any(|word| clause.rsplit_once(word).is_some_and(|(_, after)| verb(after)));
    let ends = ends_with_one_of(clause, "trouble").is_some() && act_at_end(clause).is_none();
    !eased && !clause.contains('を') && (ends || subject())
}

/// True for a clause about what people say: 改修を望む声が多く寄せられており. With a number it tells of a survey.
fn is_voice(clause: &str) -> bool {
    let said = ["寄せられ", "上がっ", "挙がっ", "聞かれ", "届い", "あった", "ある", "多い", "強い"];
    let voice = ["声が", "声も", "要望が", "要望も", "意見が", "意見も", "期待が", "期待も"];
    let after = voice.iter().find_map(|voice| clause.rsplit_once(voice)).map(|(_, after)| after);
    after.is_some_and(|after| said.iter().any(|verb| after.contains(verb))) && !has_count(clause)
}

/// True for verbs that say what happened or goes on: 開いた, 取り組んだ, 行っている.
fn is_past(core: &str) -> bool {
    let ends = [
        "た",
        "んだ",
        "いだ",
        "行われ",
        "開かれ",
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
pub(super) fn has_word_of_failure(text: &str) -> bool {
    let failed = Status::ALL.iter().filter(|status| status.has_result() == Some(false));
    failed.map(|status| status.as_str()).any(|kind| has(text, kind))
}
