//! Reads the statement of one clause.

use shisaku_model::Status;

use super::{
    deeds::{self, Weight, weigh, weigh_count},
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
    if is_plan(core) {
        return if when == Time::After { Said::NoReport(Status::NotDue) } else { Said::Neither };
    }
    if is_trouble(clause) || is_voice(clause, core) {
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

/// True for 基本目標2に掲載: a place in the plan, not in a newspaper.
fn is_reference(core: &str) -> bool {
    let places = ["に記載", "に掲載", "で報告", "に計上", "に掲げ", "の欄にまとめて掲げ"];
    let told =
        ["のとおり", "済み", "しています", "しております", "している", "しました", "した", "してある", "た"];
    let core = told.iter().find_map(|end| core.strip_suffix(end)).unwrap_or(core);
    places.iter().any(|place| core.strip_suffix(place).is_some_and(|before| has(before, "reference")))
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
        _ if has(counted, "trouble") => Said::NoTrouble,
        _ if when == Time::Before => Said::Neither,
        _ if is_demand(noun) => Said::NoDemand,
        _ => Said::Failed(Status::NoneStated),
    }
}

/// True for 相談件数, 利用者: other people decide on them.
fn is_demand(noun: &str) -> bool {
    let counted = noun.trim_end_matches("延べ");
    let of = ["者数", "件数", "人数", "回数", "者", "数"].iter().find_map(|end| counted.strip_suffix(end));
    before_end(of.unwrap_or(counted), "demand").is_some()
}

/// The statement of a clause that ends in a negation, from the text before it: 申請が, 開催し, 苦情は.
fn absence(negated: &str) -> Said {
    // 申請者はい|ない, 至ってい|ない
    let auxiliary =
        negated.strip_suffix('い').filter(|before| before.ends_with(['は', 'が', 'も', 'て', 'で']));
    let negated = auxiliary.unwrap_or(negated);
    if misses_target(negated) {
        return Said::Unclear;
    }
    // 今年度は調査年で|はない
    let year = negated.strip_suffix("で").or_else(|| negated.strip_suffix("では"));
    if year.is_some_and(|year| year.ends_with('年') || year.ends_with("年度")) {
        return Said::NoReport(Status::NotDue);
    }
    if ["を", "が", "は", "の"]
        .iter()
        .any(|joint| list("pending").iter().any(|noun| negated.contains(&format!("{noun}{joint}"))))
    {
        return Said::NoReport(Status::Blank);
    }
    let is_joint = |c: char| "はがをにもで、:".contains(c);
    let parts = negated.rsplit(is_joint).filter(|part| !part.is_empty());
    // 取り組めて|いない, 実現して|いない
    let bare = negated.strip_suffix(['て', 'で']).unwrap_or(negated);
    let noun = bare.strip_suffix('し').unwrap_or(bare);
    let verb = [negated, bare, noun].iter().any(|text| before_end(text, "missed_verb").is_some());
    for part in parts {
        let skipped = list("generic").contains(&part)
            || part.chars().all(|c| ('\u{3041}'..='\u{3096}').contains(&c))
            || last_count(part)
                .is_some_and(|(before, _)| before.is_empty() || list("generic").contains(&before));
        // 未実施の地区はなく, 中止した回はない
        if has_word_of_failure(part) {
            return Said::NoTrouble;
        }
        if has(part, "trouble") || negates_noun(part) {
            return Said::Unclear;
        }
        if has(part, "start") {
            return Said::Failed(Status::NotStarted);
        }
        if has(part, "expected") || has(part, "act") {
            let ends = negated.ends_with(is_joint) || negated.ends_with(part) && last_word_is_noun(part);
            return match ends && !verb {
                true if is_demand(part) => Said::NoDemand,
                true => Said::Failed(Status::NoneStated),
                false => Said::Failed(Status::NotDone),
            };
        }
        if !skipped && !verb {
            break;
        }
    }
    if verb || negates_deed(negated) { Said::Failed(Status::NotDone) } else { Said::Unclear }
}

/// True for a verb of doing before a negation: 選べ|なかった, 頼めて|おらず. A verb of what happens by itself is none,
/// nor is an adjective or a noun.
fn negates_deed(negated: &str) -> bool {
    let is_verb = negated
        .ends_with(|c: char| ('\u{3041}'..='\u{3096}').contains(&c) && !"はがもをにでくと".contains(c));
    let noun_before = negated.ends_with("こと") || negated.ends_with("もの");
    // 人員不足で手が回って|いない: the shortage is the reason.
    let near = negated.rsplit(['、', 'で']).find(|part| !part.is_empty()).unwrap_or(negated);
    is_verb && !noun_before && before_end(negated, "occurrence").is_none() && !has(near, "trouble")
}

/// True for 未更新: a word that only its first sign makes a failure.
fn is_undone(core: &str) -> bool {
    core.rsplit_once('未').is_some_and(|(_, act)| {
        act.chars().count() == 2 && act.chars().all(is_kanji) && before_end(act, "act").is_some()
    })
}

/// True for 目標に及ば|ず, 達成でき|ず, 配布しきれ|ず: less was done than was meant, which does not say that nothing was
/// done.
fn misses_target(negated: &str) -> bool {
    if negated.ends_with("しきれ") || negated.ends_with("し切れ") {
        return true;
    }
    let reached =
        ["達成", "達", "及", "届", "満た", "到達"].iter().filter_map(|verb| negated.rfind(verb)).min();
    reached.is_some_and(|at| has(negated, "target") || negated[at..].starts_with("達成"))
}

/// True for a noun that a negated verb describes: 実施しなかった地区.
fn negates_noun(part: &str) -> bool {
    let after = ["なかった", "ない"].iter().filter_map(|negation| Some(part.rsplit_once(negation)?.1));
    after.into_iter().any(|noun| noun.starts_with(is_kanji))
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
fn is_voice(clause: &str, core: &str) -> bool {
    let said = ["寄せられ", "上がっ", "挙がっ", "聞かれ", "届い", "あった", "ある", "多い", "強い"];
    let voice = ["声が", "声も", "要望が", "要望も", "意見が", "意見も", "期待が", "期待も"];
    let after = voice.iter().find_map(|voice| clause.rsplit_once(voice)).map(|(_, after)| after);
    after.is_some_and(|after| said.iter().any(|verb| after.contains(verb)) && core.len() >= after.len())
        && !has_count(clause)
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
fn has_word_of_failure(text: &str) -> bool {
    let failed = Status::ALL.iter().filter(|status| status.has_result() == Some(false));
    failed.map(|status| status.as_str()).any(|kind| has(text, kind))
}
