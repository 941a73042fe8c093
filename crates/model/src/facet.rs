//! The one table of facets. Schema of the index, URL parameters, command line options, JSON and page all
//! follow from it: a new facet is one item here.

use std::collections::BTreeMap;

use super::{Catalogue, Entry, Kind, Status, nearest};
use wareki::{FiscalYears, YEARS};

/// What a person may type for a facet's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepts {
    /// One of the values that [`Facet::fixed`] lists, or that occur in the index.
    Listed,
    /// A fiscal year or a span of them in any spelling: 2012, H24, 平成24年度, 2011-2013.
    Years,
}

/// One way to narrow a search down.
pub struct Facet {
    /// URL parameter, JSON member, index field.
    pub key: &'static str,
    /// The name shown to people.
    pub label: &'static str,
    /// The values of an entry; one at least where the facet applies to every entry.
    pub values: fn(&Entry) -> Vec<String>,
    /// Values known without looking at any entry, in natural order, each with its name for people.
    pub fixed: fn() -> Vec<(&'static str, &'static str)>,
    /// What may be typed.
    pub accepts: Accepts,
    /// The facet whose values stand above those of this one: the chapter above the policy.
    pub above: Option<&'static str>,
}

/// The department of an entry for which the source names none: a value, so that those entries can be asked for.
pub const UNSTATED: &str = "記載なし";

/// Every facet, in the order in which people are shown them.
pub const FACETS: &[Facet] = &[
    Facet {
        key: "kind",
        label: "種別",
        values: |entry| vec![entry.kind.as_str().to_owned()],
        fixed: || Kind::ALL.map(|kind| (kind.as_str(), kind.label())).to_vec(),
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "period",
        label: "計画区分",
        values: |entry| entry.period.iter().cloned().collect(),
        fixed: || ["短期", "中期", "長期", "前期", "後期", "通年", "継続"].map(|p| (p, p)).to_vec(),
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "has_result",
        label: "実績",
        values: |entry| vec![has_result_value(entry.has_result).to_owned()],
        fixed: || vec![("true", "あり"), ("false", "なし"), ("unknown", "報告なし")],
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "plan",
        label: "計画",
        values: |entry| vec![entry.plan.clone()],
        fixed: Vec::new,
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "chapter",
        label: "章",
        values: |entry| section_at(entry, 0),
        fixed: Vec::new,
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "policy",
        label: "政策",
        values: |entry| section_at(entry, 1),
        fixed: Vec::new,
        accepts: Accepts::Listed,
        above: Some("chapter"),
    },
    Facet {
        key: "subsection",
        label: "項",
        values: |entry| section_at(entry, 2),
        fixed: Vec::new,
        accepts: Accepts::Listed,
        above: Some("policy"),
    },
    Facet {
        key: "department",
        label: "担当課",
        values: |entry| match entry.groups.departments.as_slice() {
            [] => vec![UNSTATED.to_owned()],
            departments => departments.to_vec(),
        },
        fixed: Vec::new,
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "related_department",
        label: "関係課",
        values: |entry| entry.groups.related_departments.clone(),
        fixed: Vec::new,
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "organisation",
        label: "団体",
        values: |entry| entry.groups.organisations.clone(),
        fixed: Vec::new,
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "category",
        label: "区分",
        values: |entry| entry.category.clone(),
        fixed: || {
            ["新規", "継続", "拡充", "統合", "名称変更", "廃止", "再掲", "協会事業"].map(|c| (c, c)).to_vec()
        },
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "status",
        label: "実績の状態",
        values: |entry| {
            entry.results.last().map(|report| report.status.as_str().to_owned()).into_iter().collect()
        },
        fixed: || Status::ALL.map(|status| (status.as_str(), status.label())).to_vec(),
        accepts: Accepts::Listed,
        above: None,
    },
    Facet {
        key: "year",
        label: "計画年度",
        values: |entry| years(entry.plan_years),
        fixed: Vec::new,
        accepts: Accepts::Years,
        above: None,
    },
    Facet {
        key: "result_year",
        label: "実績の年度",
        values: |entry| {
            let mut all: Vec<String> = entry.results.iter().flat_map(|report| years(report.years)).collect();
            all.sort_unstable();
            all.dedup();
            all
        },
        fixed: Vec::new,
        accepts: Accepts::Years,
        above: None,
    },
    Facet {
        key: "plan_end",
        label: "計画の終わる年度",
        values: |entry| {
            entry.plan_years.and_then(|span| span.to).map(|year| year.to_string()).into_iter().collect()
        },
        fixed: Vec::new,
        accepts: Accepts::Years,
        above: None,
    },
];

/// The facet of that key.
pub fn facet(key: &str) -> Option<&'static Facet> {
    FACETS.iter().find(|facet| facet.key == key)
}

fn has_result_value(has_result: Option<bool>) -> &'static str {
    match has_result {
        Some(true) => "true",
        Some(false) => "false",
        None => "unknown",
    }
}

fn section_at(entry: &Entry, depth: usize) -> Vec<String> {
    entry.sections.get(depth).cloned().into_iter().collect()
}

fn years(span: Option<FiscalYears>) -> Vec<String> {
    span.into_iter().flat_map(FiscalYears::years).map(|year| year.to_string()).collect()
}

impl Facet {
    /// The name of a value for people.
    pub fn value_label(&self, value: &str, catalogue: &Catalogue) -> String {
        if let Some((_, label)) = (self.fixed)().into_iter().find(|(fixed, _)| *fixed == value) {
            return label.to_owned();
        }
        if self.accepts == Accepts::Years {
            return value.parse().map_or_else(
                |_| value.to_owned(),
                |year| format!("{year}年度({})", FiscalYears::new(year, year).in_eras()),
            );
        }
        if let Some((_, section)) = catalogue.section(value) {
            return section.label();
        }
        if let Some(known) = catalogue.known_name(self.key, value) {
            return known.label();
        }
        match catalogue.plan(value) {
            Some(plan) if !plan.manifest.title.is_empty() => plan.manifest.title.clone(),
            _ => value.to_owned(),
        }
    }

    /// The value that goes by that name for people: `false` of なし.
    pub fn labelled(&self, label: &str) -> Option<&'static str> {
        (self.fixed)().into_iter().find(|(_, known)| *known == label.trim()).map(|(value, _)| value)
    }

    /// Sorts values into their natural order: fixed lists as listed, sections as printed, names below the
    /// body they belong to, the rest by their text; what is not stated comes last.
    pub fn rank(&self, value: &str, catalogue: &Catalogue) -> (usize, String) {
        let fixed = (self.fixed)().into_iter().position(|(fixed, _)| fixed == value);
        let section = || catalogue.section(value).map(|(at, _)| at);
        let unlisted = || if value == UNSTATED { usize::MAX } else { usize::MAX - 1 };
        let above = catalogue.known_name(self.key, value).and_then(|known| known.above.as_deref());
        let text = above.map_or_else(|| value.to_owned(), |above| format!("{above}\0{value}"));
        (fixed.or_else(section).unwrap_or_else(unlisted), text)
    }

    /// The value that stands above one of this facet: the chapter's of a policy, the whole body's of its branch.
    pub fn value_above<'c>(&self, value: &'c str, catalogue: &'c Catalogue) -> Option<&'c str> {
        if self.above.is_some() {
            return value.rsplit_once('-').map(|(above, _)| above);
        }
        catalogue.known_name(self.key, value)?.above.as_deref()
    }

    /// The values that a typed one stands for: itself if it is listed, every year of a span. `Err` says
    /// in Japanese what would have been understood.
    pub fn read(&self, typed: &str, catalogue: &Catalogue) -> Result<Vec<String>, String> {
        if self.accepts == Accepts::Years {
            return match FiscalYears::read_of_eras(typed)? {
                Some(span) if span.years().count() <= 100 => Ok(years(Some(span))),
                _ => Err(format!(
                    "年度は 2012、H24、平成24年度、2011-2013 のように、{} から {} までで書きます。",
                    YEARS.start(),
                    YEARS.end()
                )),
            };
        }
        let fixed: Vec<&str> = (self.fixed)().into_iter().map(|(value, _)| value).collect();
        let found = catalogue.values.get(self.key).map(Vec::as_slice).unwrap_or_default();
        if fixed.contains(&typed) || found.iter().any(|value| value == typed) {
            return Ok(vec![typed.to_owned()]);
        }
        if let Some(known) = catalogue.by_any_name(self.key, typed) {
            return Ok(vec![known.value.clone()]);
        }
        if fixed.is_empty() && found.is_empty() {
            let Self { key, label, .. } = self;
            return Err(format!(
                "この計画には{label}がひとつもありません。{key} を外すと、ほかの条件で探せます。"
            ));
        }
        let listed = if found.is_empty() { fixed } else { found.iter().map(String::as_str).collect() };
        let shown: Vec<&str> = listed.iter().copied().take(8).collect();
        let more = if listed.len() > shown.len() { " など" } else { "" };
        // People know a value by its label: 実績 あり is `true`.
        let by_label = listed.iter().find(|value| self.value_label(value, catalogue) == typed);
        let meant = by_label.copied().or_else(|| nearest(typed, listed.iter().copied()));
        let meant = meant.map(|meant| format!("{meant} ではありませんか。")).unwrap_or_default();
        Err(format!("{meant}使える値: {}{more}", shown.join("、")))
    }
}

/// The values chosen for each facet: OR inside a facet, AND between facets. One type, whether they come
/// from a URL, the command line or the words of a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    chosen: BTreeMap<&'static str, Vec<String>>,
}

impl Filters {
    /// Chooses one more value of a facet.
    pub fn choose(&mut self, facet: &'static Facet, value: impl Into<String>) {
        let values = self.chosen.entry(facet.key).or_default();
        let value = value.into();
        if !values.contains(&value) {
            values.push(value);
        }
    }

    /// These filters and those: values of one facet widen it, facets narrow each other.
    #[must_use]
    pub fn and(&self, others: &Self) -> Self {
        let mut both = self.clone();
        for (key, values) in &others.chosen {
            let chosen = both.chosen.entry(key).or_default();
            chosen.extend(values.iter().filter(|value| !self.of(key).contains(value)).cloned());
        }
        both
    }

    /// These filters, and of those only such of other facets: what is chosen of a facet stands in the place of
    /// what words say of it.
    #[must_use]
    pub fn before(&self, of_words: &Self) -> Self {
        let mut all = of_words.clone();
        all.chosen.extend(self.chosen.iter().map(|(key, values)| (*key, values.clone())));
        all
    }

    /// The same filters with no values of a facet left but these; nothing where that leaves none.
    pub fn narrowed(&self, facet: &'static Facet, values: &[impl AsRef<str>]) -> Option<Self> {
        let chosen = self.of(facet.key);
        let values = values.iter().map(|value| value.as_ref().to_owned());
        let left: Vec<String> = values.filter(|value| chosen.is_empty() || chosen.contains(value)).collect();
        let mut narrowed = self.clone();
        narrowed.chosen.insert(facet.key, left.clone());
        (!left.is_empty()).then_some(narrowed)
    }

    /// The values chosen for a facet; empty when it does not narrow the search.
    pub fn of(&self, key: &str) -> &[String] {
        self.chosen.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// The facets that narrow the search, with their chosen values.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        self.chosen.iter().map(|(key, values)| (*key, values.as_slice()))
    }

    /// The same filters without those of a facet.
    #[must_use]
    pub fn without(&self, key: &str) -> Self {
        let chosen = self.chosen.iter().filter(|(other, _)| **other != key);
        Self { chosen: chosen.map(|(key, values)| (*key, values.clone())).collect() }
    }

    /// The same with each facet's values in natural order, however they were chosen.
    #[must_use]
    pub fn in_natural_order(mut self, catalogue: &Catalogue) -> Self {
        for facet in FACETS {
            if let Some(values) = self.chosen.get_mut(facet.key) {
                values.sort_by_cached_key(|value| facet.rank(value, catalogue));
            }
        }
        self
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// The same filters with the kinds searched by default where none was chosen.
    #[must_use]
    pub fn with_default_kinds(&self) -> Self {
        let mut filters = self.clone();
        if filters.of("kind").is_empty() {
            let kinds = Kind::SEARCHED_BY_DEFAULT.map(|kind| kind.as_str().to_owned());
            filters.chosen.insert("kind", kinds.to_vec());
        }
        filters
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_facet_has_its_own_key_and_label() {
        let keys: BTreeSet<_> = FACETS.iter().map(|facet| facet.key).collect();
        let labels: BTreeSet<_> = FACETS.iter().map(|facet| facet.label).collect();
        assert_eq!(keys.len(), FACETS.len());
        assert_eq!(labels.len(), FACETS.len());
        assert!(keys.iter().all(|key| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')));
    }

    #[test]
    fn typed_values_are_read_or_refused_with_a_hint() {
        let catalogue = Catalogue::default();
        let read = |key: &str, typed: &str| facet(key).map(|facet| facet.read(typed, &catalogue));
        assert_eq!(read("period", "短期"), Some(Ok(vec!["短期".to_owned()])));
        assert_eq!(
            read("year", "H23-25"),
            Some(Ok(vec!["2011".to_owned(), "2012".to_owned(), "2013".to_owned()]))
        );
        let refused = read("has_result", "maybe").and_then(Result::err);
        assert_eq!(refused.as_deref(), Some("使える値: true、false、unknown"));
    }
}
