//! Editions of a plan: 第2次 and 第3次, or 平成23年度版 and 平成28年度版, of one publisher.
//!
//! Two plans are editions of one plan if publisher and title agree without marks of an edition, and their ordinals
//! or years give an order. `follows` in `plan.toml` names the previous edition and wins over titles.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use super::Search;
use shisaku_analysis::normalise;
use shisaku_model::{Catalogue, Manifest, PlanFacts};
use wareki::{kanji_value, year_mentions};

/// Words for an edition, in normalised form. They are no part of a plan's name.
const MARKS: [&str; 9] =
    ["中間見直し版", "中間見直し", "改定版", "改訂版", "増補版", "改定", "改訂", "前期", "後期"];

/// The other editions of each plan, by plan id.
#[derive(Debug, Default)]
pub(super) struct Editions {
    earlier: HashMap<String, Vec<String>>,
    later: HashMap<String, Vec<String>>,
}

impl Editions {
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let plans = &catalogue.plans;
        let previous: HashMap<&str, Vec<&str>> =
            series(plans).iter().flat_map(|series| previous(series)).collect();
        let direct = |id: &str| match follows(plans, id) {
            Some(followed) => vec![followed],
            None => {
                let by_title = previous.get(id).into_iter().flatten().copied();
                // A plan that follows this one by `follows` is no earlier edition, whatever its title says.
                by_title.filter(|other| !followed_by(plans, other).contains(&id)).collect()
            }
        };
        let mut editions = Self::default();
        for plan in plans {
            let mut earlier: Vec<&str> = Vec::new();
            let mut next = direct(&plan.id);
            while !next.is_empty() {
                next.retain(|id| *id != plan.id && !earlier.contains(id));
                earlier.extend(&next);
                next = next.into_iter().flat_map(direct).collect();
            }
            for id in &earlier {
                // Nearest last for now: a plan that is further away has a longer list.
                editions.later.entry((*id).to_owned()).or_default().push(plan.id.clone());
            }
            editions.earlier.insert(plan.id.clone(), earlier.into_iter().map(str::to_owned).collect());
        }
        for later in editions.later.values_mut() {
            later.sort_by_key(|id| editions.earlier.get(id).map_or(0, Vec::len));
        }
        editions
    }

    /// True if some plan has another edition.
    pub(super) fn exist(&self) -> bool {
        !self.later.is_empty()
    }
}

impl Search {
    /// Returns the earlier editions of a plan, the nearest first.
    pub fn earlier_editions(&self, plan: &str) -> &[String] {
        self.editions.earlier.get(plan).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the later editions of a plan, the nearest first.
    pub fn later_editions(&self, plan: &str) -> &[String] {
        self.editions.later.get(plan).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The plan that `follows` of a plan names, if it exists.
fn follows<'p>(plans: &'p [PlanFacts], id: &str) -> Option<&'p str> {
    let named = &plans.iter().find(|plan| plan.id == id)?.manifest.follows;
    plans.iter().map(|plan| plan.id.as_str()).find(|other| other == named && *other != id)
}

/// The plans that a plan follows, directly or through others.
fn followed_by<'p>(plans: &'p [PlanFacts], id: &str) -> Vec<&'p str> {
    let mut chain = Vec::new();
    let mut next = follows(plans, id);
    while let Some(id) = next.filter(|id| !chain.contains(id)) {
        chain.push(id);
        next = follows(plans, id);
    }
    chain
}

/// Groups the plans by publisher and title. A plan without publisher stands alone: it may be another city's.
fn series(plans: &[PlanFacts]) -> Vec<Vec<&PlanFacts>> {
    let mut series: BTreeMap<(String, String), Vec<&PlanFacts>> = BTreeMap::new();
    for plan in plans {
        let (publisher, title) = (letters(&plan.manifest.publisher), base(&plan.manifest.title));
        if !publisher.is_empty() && !title.is_empty() {
            series.entry((publisher, title)).or_default().push(plan);
        }
    }
    series.into_values().filter(|plans| plans.len() > 1).collect()
}

/// Returns the directly previous editions of each plan of a series. Without an order that covers all plans there
/// are none.
fn previous<'p>(series: &[&'p PlanFacts]) -> Vec<(&'p str, Vec<&'p str>)> {
    let order = |key: fn(&Manifest) -> Option<u32>| -> Option<Vec<u32>> {
        series.iter().map(|plan| key(&plan.manifest)).collect()
    };
    let Some(keys) = order(|plan| ordinal(&plan.title)).or_else(|| order(year)) else { return Vec::new() };
    let ordered: Vec<(u32, &str)> =
        keys.into_iter().zip(series.iter().map(|plan| plan.id.as_str())).collect();
    let previous = |key: u32| {
        let nearest = ordered.iter().map(|one| one.0).filter(|other| *other < key).max();
        ordered.iter().filter(|one| Some(one.0) == nearest).map(|one| one.1).collect()
    };
    ordered.iter().map(|(key, id)| (*id, previous(*key))).collect()
}

/// The year that orders editions: the first planned year, or one in the title or in `edition`.
fn year(manifest: &Manifest) -> Option<u32> {
    let written = |text: &str| year_mentions(text).first().map(|mention| mention.years.last_known());
    let planned = manifest.plan_years.map(|years| years.first().unwrap_or(years.last_known()));
    planned.or_else(|| written(&manifest.title)).or_else(|| written(&manifest.edition)).map(u32::from)
}

/// A title without marks of an edition, white space and punctuation.
fn base(title: &str) -> String {
    let mut text = normalise(title).text().to_owned();
    for mention in year_mentions(&text).into_iter().rev() {
        let rest = text.get(mention.range.end..).unwrap_or_default();
        let edition = if rest.starts_with('版') { '版'.len_utf8() } else { 0 };
        text.replace_range(mention.range.start..mention.range.end + edition, "");
    }
    let mut text = letters(&text);
    while let Some((range, _)) = numbered(&text) {
        text.replace_range(range, "");
    }
    MARKS.iter().fold(text, |text, mark| text.replace(mark, ""))
}

fn letters(text: &str) -> String {
    normalise(text).text().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The number of the edition: 3 for 第3次 and 第三期.
fn ordinal(title: &str) -> Option<u32> {
    Some(numbered(&letters(title))?.1)
}

/// Finds 第3次 or 第三期 in normalised text: its byte range and number.
fn numbered(text: &str) -> Option<(Range<usize>, u32)> {
    text.match_indices('第').find_map(|(start, sign)| {
        let rest = text.get(start + sign.len()..)?;
        let end = rest.find(['次', '期'])?;
        let digits = rest.get(..end)?;
        let number = digits.parse().ok().or_else(|| kanji_value(digits)?.parse().ok())?;
        Some((start..start + sign.len() + end + '次'.len_utf8(), number))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wareki::FiscalYears;

    fn plan(id: &str, publisher: &str, title: &str, year: Option<u16>, follows: &str) -> PlanFacts {
        let mut plan = PlanFacts { id: id.to_owned(), ..PlanFacts::default() };
        let manifest = &mut plan.manifest;
        (manifest.publisher, manifest.title) = (publisher.to_owned(), title.to_owned());
        manifest.plan_years = year.map(|year| FiscalYears::new(year, year + 4));
        manifest.follows = follows.to_owned();
        plan
    }

    /// The earlier and the later editions of each plan: `a< b> c`.
    fn editions(plans: Vec<PlanFacts>) -> Vec<String> {
        let ids: Vec<String> = plans.iter().map(|plan| plan.id.clone()).collect();
        let editions = Editions::of(&Catalogue { plans, ..Catalogue::default() });
        let list = |of: &HashMap<String, Vec<String>>, id: &str| {
            of.get(id).map(|ids| ids.join(" ")).unwrap_or_default()
        };
        let shown =
            |id: &String| format!("{}<{id}>{}", list(&editions.earlier, id), list(&editions.later, id));
        ids.iter().map(shown).collect()
    }

    #[test]
    fn a_title_without_its_edition_is_the_plans_name() {
        for title in [
            "第2次星見市商業計画",
            "第三次 星見市商業計画(改定版)",
            "星見市商業計画 令和4年度版",
            "星見市商業計画【平成28年度~令和2年度】",
            "第十一期星見市商業計画",
        ] {
            assert_eq!(base(title), "星見市商業計画", "{title}");
        }
        assert_eq!(
            ["第2次", "第十二期", "第二十次", "第一の計画"].map(ordinal),
            [Some(2), Some(12), Some(20), None]
        );
    }

    #[test]
    fn editions_are_ordered_by_number_or_year() {
        let of = |title: &str, id: &str, year| plan(id, "星見市", title, year, "");
        let numbered =
            vec![of("第3次計画", "c", None), of("第1次計画", "a", None), of("第2次計画", "b", None)];
        assert_eq!(editions(numbered), ["b a<c>", "<a>b c", "a<b>c"]);
        let by_year = vec![of("計画", "old", Some(2011)), of("計画", "new", Some(2016))];
        assert_eq!(editions(by_year), ["<old>new", "old<new>"]);
        let unknown = vec![of("計画", "one", None), of("計画", "other", Some(2016))];
        assert_eq!(editions(unknown), ["<one>", "<other>"]);
    }

    #[test]
    fn other_cities_are_no_editions_and_what_staff_say_wins() {
        let of =
            |id: &str, publisher: &str, title: &str, follows: &str| plan(id, publisher, title, None, follows);
        let cities = vec![of("a", "星見市", "第1次計画", ""), of("b", "港町", "第2次計画", "")];
        assert_eq!(editions(cities), ["<a>", "<b>"]);
        let nobody = vec![of("a", "", "第1次計画", ""), of("b", "", "第2次計画", "")];
        assert_eq!(editions(nobody), ["<a>", "<b>"]);
        let renamed = vec![of("a", "星見市", "商業計画", ""), of("b", "星見市", "産業ビジョン", "a")];
        assert_eq!(editions(renamed), ["<a>b", "a<b>"]);
        let turned = vec![of("a", "星見市", "第1次計画", "b"), of("b", "星見市", "第2次計画", "")];
        assert_eq!(editions(turned), ["b<a>", "<b>a"]);
    }
}
