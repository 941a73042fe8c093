//! The description of a list: conditions, date and source. Without them, an exported list is worth little a
//! year later.

use shisaku_model::{Catalogue, FACETS, PlanFacts, japan};
use shisaku_search::{Listing, MATCHES, MatchParam, SORTS};

/// Text for a field that the manifest leaves empty.
const UNKNOWN: &str = "示されていません";

/// Time of an export and origin of its addresses.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// Time of the export: RFC 3339, UTC.
    pub exported_at: &'a str,
    /// Origin of an entry's page, such as `https://plan.example.jp`. Empty if unknown.
    pub base: &'a str,
}

impl About<'_> {
    /// The address of an entry's page. Only a path if the origin is unknown.
    pub(super) fn url(&self, id: &str) -> String {
        format!("{}/entries/{id}", self.base)
    }
}

/// The plans with entries in the list. All plans if the list is empty.
pub(super) fn sources<'c>(listing: &Listing, catalogue: &'c Catalogue) -> Vec<&'c PlanFacts> {
    let held = catalogue.plans.iter().filter(|plan| listing.count() == 0 || listing.has_plan(&plan.id));
    held.collect()
}

/// Parameter values of the sort order and of the match mode: `period`, `auto`.
pub(super) fn named(listing: &Listing) -> (&'static str, &'static str) {
    let sort = SORTS.iter().find(|(_, sort, _)| *sort == listing.sort).map_or("", |(name, ..)| name);
    let matching = MATCHES.iter().find(|(_, way)| *way == listing.params.matching);
    (sort, matching.map_or("", |(name, _)| name))
}

/// Describes a list in Japanese, as pairs of name and text: query, filters, order, count, versions, source.
pub fn conditions(listing: &Listing, catalogue: &Catalogue, about: &About<'_>) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut say = |name: &str, text: String| all.push((name.to_owned(), text));
    let plans = sources(listing, catalogue);
    let of_plans = |text: fn(&PlanFacts) -> String| {
        let texts: Vec<String> = plans.iter().map(|plan| text(plan)).collect();
        texts.join("、")
    };
    say("計画", of_plans(|plan| plan_name(plan).to_owned()));
    let words = listing.params.text.trim();
    say("検索した言葉", if words.is_empty() { "(なし)".to_owned() } else { words.to_owned() });
    for facet in FACETS {
        let values = listing.searched.of(facet.key).iter();
        let labels: Vec<String> = values.map(|value| facet.value_label(value, catalogue)).collect();
        if !labels.is_empty() {
            let by_default = if listing.filters.of(facet.key).is_empty() { "(初めの設定)" } else { "" };
            say(&format!("条件: {}", facet.label), format!("{}{by_default}", labels.join(" か ")));
        }
    }
    match listing.params.matching {
        MatchParam::Auto => {}
        MatchParam::All => say("言葉のそろい方", "すべての言葉を含むもの".to_owned()),
        MatchParam::Any => say("言葉のそろい方", "どれかの言葉を含むもの".to_owned()),
    }
    if listing.params.exact {
        say("言葉の書き方", "入力したとおりの表記だけ".to_owned());
    }
    let sort = SORTS.iter().find(|(_, sort, _)| *sort == listing.sort);
    say("並び順", sort.map_or("", |(.., label)| label).to_owned());
    say("件数", format!("{} 件", listing.count()));
    listing.notices.iter().for_each(|notice| say("言葉の読み方", notice.message.clone()));
    say("書き出した日時", in_japan(about.exported_at));
    say("索引を作った日時", in_japan(&listing.index.built_at));
    say("データの版", listing.index.fingerprint.clone());
    say("出典", of_plans(source));
    say("利用条件", of_plans(|plan| known(&plan.manifest.licence).to_owned()));
    say("問い合わせ先", of_plans(|plan| known(&plan.manifest.contact).to_owned()));
    say(
        "作り方",
        "計画の文書を機械で読み取り、読み取りの誤りを直して一覧にしたものです。正式な内容は計画書で確かめてください。".to_owned(),
    );
    all
}

/// The plan's title, or the name of its folder if the manifest states none.
pub fn plan_name(plan: &PlanFacts) -> &str {
    if plan.manifest.title.is_empty() { &plan.id } else { &plan.manifest.title }
}

fn source(plan: &PlanFacts) -> String {
    let manifest = &plan.manifest;
    let parts = [manifest.publisher.as_str(), plan_name(plan), &manifest.edition, &manifest.source_url];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn known(text: &str) -> &str {
    if text.is_empty() { UNKNOWN } else { text }
}

/// Formats an RFC 3339 time as a minute in Japan: 2026-11-24 08:30.
pub(in crate::api) fn in_japan(time: &str) -> String {
    japan::minute(time).map_or_else(|| time.to_owned(), |minute| format!("{minute}(日本時間)"))
}

#[cfg(test)]
mod tests {
    use super::in_japan;

    #[test]
    fn times_are_those_of_japan() {
        assert_eq!(in_japan("2026-11-23T23:30:05Z"), "2026-11-24 08:30(日本時間)");
        assert_eq!(in_japan("いつか"), "いつか");
    }
}
