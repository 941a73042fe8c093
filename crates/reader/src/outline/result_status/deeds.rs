//! Tells how much a deed counts where something else failed.

use super::{
    numbers::has_count,
    words::{self, has, last_of, list},
    years::is_kanji,
};

/// The weight of a deed. Without a failure, every deed counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Counts beside a failure: 動画を配信した.
    Firm,
    /// Makes what a measure needs: 体制を整えた, 要綱を定めた. Counts, unless its line says that something
    /// failed.
    Means,
    /// Prepares, or names no deed: 周知した, 必要性を認識している. Never counts beside a failure.
    Slight,
}

/// The weight of a clause that says that something was done.
pub(super) fn weigh(clause: &str, core: &str) -> Weight {
    if makes_means(clause) {
        return Weight::Means;
    }
    // 問合せが2件あった: others did something.
    if ["あった", "ありました"].iter().any(|end| core.ends_with(end)) {
        return Weight::Slight;
    }
    if has_count(clause) {
        return Weight::Firm;
    }
    // 開催に向けた機運は高まっている: the act before に向け is meant, not done.
    let own = clause.rsplit_once("に向け").map_or(clause, |(_, own)| own);
    let kinds = ["act", "doing", "replaced"];
    if kinds.iter().any(|kind| has(own, kind)) || words::stated(clause).is_some() || acts_on(core) {
        weigh_count(clause)
    } else {
        Weight::Slight
    }
}

/// The weight of a deed that is counted, from its name. An act behind a preparation weighs as an act: 募集を行い、講座を開催.
pub(super) fn weigh_count(name: &str) -> Weight {
    let prepared = last_of(name, "preparation");
    if prepared.is_none() || prepared < last_of(name, "act") { Weight::Firm } else { Weight::Slight }
}

/// True for a verb of two kanji with an object: 段差を解消した, 納付を解禁.
pub(super) fn acts_on(core: &str) -> bool {
    let ends = ["した", "しました", "しており", "しています", "している"];
    let verb = ends.iter().find_map(|end| core.strip_suffix(end)).or(Some(core));
    let noun = verb.and_then(|verb| verb.rsplit_once('を')).map(|(_, noun)| noun);
    noun.is_some_and(|noun| noun.chars().count() == 2 && noun.chars().all(is_kanji))
}

/// True for a deed that a contrast follows, and that lasted or was usual before: 開催していたが, 毎年行っているが. It counts
/// only if its line does not say that it ended.
pub(super) fn is_former(clause: &str) -> bool {
    let lasted = ["ていたが", "ていましたが", "ておりましたが", "ていたものの", "ていたところ"];
    lasted.iter().any(|end| clause.ends_with(end)) || has(clause, "usual") || clause.contains("毎年")
}

/// True if the object of a clause is a means, and its verb only makes it: 要綱を作成. 講師を派遣 is a deed.
fn makes_means(clause: &str) -> bool {
    let objects = list("means").iter().filter_map(|means| Some(clause.rsplit_once(means)?.1));
    let mut rest = objects.filter_map(|after| after.strip_prefix(['を', 'は', 'の', 'も', 'が']));
    rest.any(|verb| last_of(verb, "act").is_none_or(|act| last_of(verb, "making") >= Some(act)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weighs_deeds() {
        let weight = |clause| weigh(clause, clause);
        assert_eq!(weight("動画を配信した"), Weight::Firm);
        assert_eq!(weight("電話で話を聞いた"), Weight::Firm);
        assert_eq!(weight("講師を派遣した"), Weight::Firm);
        assert_eq!(weight("要綱に基づき交付した"), Weight::Firm);
        assert_eq!(weight("体制は整えている"), Weight::Means);
        assert_eq!(weight("候補地を3か所選定した"), Weight::Means);
        assert_eq!(weight("周知を図った"), Weight::Slight);
        assert_eq!(weight("開催に向けた機運は高まっている"), Weight::Slight);
        assert_eq!(weight("必要性は認識している"), Weight::Slight);
    }
}
