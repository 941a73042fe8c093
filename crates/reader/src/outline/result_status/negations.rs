//! Reads clauses that end in a negation: 申請がなかった, 開催しなかった, 苦情はなかった.

use shisaku_model::Status;

use super::{
    numbers::last_count,
    statements::{Said, has_word_of_failure, is_demand},
    words::{before_end, has, list},
    years::is_kanji,
};

/// The statement of a clause that ends in a negation, from the text before it: 申請が, 開催し, 苦情は.
pub(super) fn absence(negated: &str) -> Said {
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
    // 調査対象に含まれ|ない, 結果がまだ届いて|いない
    if ["に含まれ", "に含まれて", "期間に入って", "時期に入って", "年に入って"]
        .iter()
        .any(|verb| negated.ends_with(verb))
    {
        return Said::NoReport(Status::NotDue);
    }
    if negated.contains("結果")
        && ["届いて", "届か", "出て", "そろって"].iter().any(|verb| negated.ends_with(verb))
    {
        return Said::NoReport(Status::Blank);
    }
    // 入団につながら|なかった: an outcome. 実施に結びつか|なかった: the deed itself.
    if let Some(deed) = ["つながら", "つながって", "結びつか", "結び付か", "結びついて"]
        .iter()
        .find_map(|verb| negated.strip_suffix(verb))
    {
        let deed = deed.trim_end_matches('は').trim_end_matches(['に', 'へ']);
        let is_deed = before_end(deed, "act").is_some();
        return if is_deed { Said::Failed(Status::NotDone) } else { Said::Unclear };
    }
    // 合意形成には至ら|なかった: others did not come along, whatever was done for it.
    if let Some(aim) = ["至ら", "至って"].iter().find_map(|verb| negated.strip_suffix(verb))
        && list("outcome")
            .iter()
            .any(|noun| aim.trim_end_matches('は').trim_end_matches('に').ends_with(noun))
    {
        return Said::Unclear;
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
        if has(subject(part), "trouble") || negates_noun(part) {
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
        // 案件は持ち上がら|なかった: the verb stands before what it is about.
        let is_verb = part.ends_with(|c: char| ('\u{3041}'..='\u{3096}').contains(&c));
        if !skipped && !verb && !is_verb {
            break;
        }
    }
    if verb || negates_deed(negated) { Said::Failed(Status::NotDone) } else { Said::Unclear }
}

/// What a noun is about. 災害時応援協定の新規締結: the deed counts, not what it is for.
pub(super) fn subject(noun: &str) -> &str {
    let head = noun.rsplit('の').next().unwrap_or(noun);
    let is_deed = has(head, "act") && !["発生", "報告", "件数"].iter().any(|word| head.contains(word));
    if is_deed { head } else { noun }
}

/// True for a verb of doing before a negation: 選べ|なかった, 頼めて|おらず. A verb of what happens by itself is none,
/// nor is an adjective or a noun.
fn negates_deed(negated: &str) -> bool {
    let is_verb = negated
        .ends_with(|c: char| ('\u{3041}'..='\u{3096}').contains(&c) && !"はがもをにでくと".contains(c));
    let noun_before = negated.ends_with("こと") || negated.ends_with("もの");
    // 人員不足で手が回って|いない: the shortage is the reason.
    let near = negated.rsplit(['、', 'で']).find(|part| !part.is_empty()).unwrap_or(negated);
    let behind = ["から", "により", "ため"].iter().filter_map(|reason| Some(near.rsplit_once(reason)?.1));
    let near = behind.min_by_key(|rest| rest.len()).unwrap_or(near);
    is_verb && !noun_before && before_end(negated, "occurrence").is_none() && !has(near, "trouble")
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
