//! The table of facets. Index schema, URL parameters, command-line options, JSON and pages are derived from
//! it. A new facet is one item in [`FACETS`].

use std::{cmp::Reverse, fmt};

use itertools::Itertools;
use wareki::{FiscalYears, YEARS};

use strum::VariantArray as _;

use super::{Catalogue, Covers, Entry, Kind, Status, nearest};

/// The input that a facet accepts as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepts {
    /// A value that [`Facet::fixed`] lists, or that occurs in the index.
    Listed,
    /// A fiscal year or a span in any notation: 2012, H24, 平成24年度, 2011-2013.
    Years,
    /// `true` or `false`, true from the end of the plan's last year on. The index has that year, or [`NEVER`]. A
    /// search turns the two values into years on the day that it is about.
    AfterYear,
}

/// The value in the index of an entry for which [`Accepts::AfterYear`] never becomes true.
pub const NEVER: &str = "never";

/// A way to narrow a search.
pub struct Facet {
    /// Name of the URL parameter, JSON member and index field.
    pub key: &'static str,
    /// The name shown to readers.
    pub label: &'static str,
    /// Returns the values of an entry. At least one if the facet applies to every entry.
    pub values: fn(&Entry) -> Vec<String>,
    /// Values that do not depend on the entries, in natural order, each with its label.
    pub fixed: fn() -> Vec<(&'static str, &'static str)>,
    /// The input that is accepted.
    pub accepts: Accepts,
    /// Key of the parent facet: `chapter` for `policy`.
    pub above: Option<&'static str>,
}

impl fmt::Debug for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)
    }
}

impl PartialEq for Facet {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Facet {}

/// The department of an entry whose source names none. It is a value so that a search can ask for these
/// entries.
pub const UNSTATED: &str = "記載なし";

/// Key of the facet of departments in charge or related.
pub const INVOLVED: &str = "involved_department";

/// Every facet, in display order.
pub const FACETS: &[Facet] = &[
    Facet::new("kind", "種別", |entry| vec![entry.kind.as_str().to_owned()])
        .fixed(|| Kind::ALL.map(|kind| (kind.as_str(), kind.label())).to_vec()),
    Facet::new("period", "計画区分", |entry| entry.period.iter().cloned().collect())
        .fixed(|| ["短期", "中期", "長期", "前期", "後期", "通年", "継続"].map(|p| (p, p)).to_vec()),
    Facet::new("has_result", "実績", |entry| entry.result_value().into_iter().map(str::to_owned).collect())
        .fixed(|| vec![("true", "あり"), ("false", "なし"), ("unknown", "報告なし")]),
    Facet::new("report_covers", "計画期間の報告", |entry| {
        entry.report_covers.map(|covers| covers.as_str().to_owned()).into_iter().collect()
    })
    .fixed(|| Covers::VARIANTS.iter().map(|covers| (covers.as_str(), covers.label())).collect()),
    Facet::new("overdue", "期限", |entry| match entry.undone_in() {
        Some(year) => vec![year.to_string()],
        None if entry.kind.is_planned() => vec![NEVER.to_owned()],
        None => Vec::new(),
    })
    .after_year(|| vec![("true", "期限超過"), ("false", "期限超過とは言えない")]),
    Facet::new("municipality", "自治体", |entry| entry.municipality.iter().cloned().collect()),
    Facet::new("plan", "計画", |entry| vec![entry.plan.clone()]),
    Facet::new("chapter", "章", |entry| section_at(entry, 0)),
    Facet::new("policy", "政策", |entry| section_at(entry, 1)).above("chapter"),
    Facet::new("subsection", "項", |entry| section_at(entry, 2)).above("policy"),
    Facet::new("department", "担当課", |entry| match entry.groups.departments.as_slice() {
        // A text plans nothing, so that no department is missing.
        [] if entry.kind == Kind::Text => Vec::new(),
        [] => vec![UNSTATED.to_owned()],
        departments => departments.to_vec(),
    }),
    Facet::new("related_department", "関係課", |entry| entry.groups.related_departments.clone()),
    // All that a section has a part in, in one list.
    Facet::new(INVOLVED, "担当課か関係課", |entry| entry.offices().map(str::to_owned).collect()),
    Facet::new("organisation", "団体", |entry| entry.groups.organisations.clone()),
    Facet::new("category", "区分", |entry| entry.category.clone()).fixed(|| {
        ["新規", "継続", "拡充", "統合", "名称変更", "廃止", "再掲", "協会事業"].map(|c| (c, c)).to_vec()
    }),
    Facet::new("status", "実績の状態", |entry| {
        entry.results.last().map(|report| report.status.as_str().to_owned()).into_iter().collect()
    })
    .fixed(|| {
        // Something was done, nothing was, no report.
        let statuses = Status::ALL.iter().sorted_by_key(|status| Reverse(status.has_result()));
        statuses.map(|status| (status.as_str(), status.label())).collect()
    }),
    Facet::new("year", "計画年度", |entry| years(entry.plan_years)).of_years(),
    Facet::new("result_year", "実績の年度", |entry| {
        entry.results.iter().flat_map(|report| years(report.years)).sorted_unstable().dedup().collect()
    })
    .of_years(),
    Facet::new("has_note", "用語の注", |entry| match entry.kind.is_planned() {
        true => vec![(!entry.notes.is_empty()).to_string()],
        false => Vec::new(),
    })
    .fixed(|| vec![("true", "あり"), ("false", "なし")]),
    Facet::new("plan_start", "計画の始まる年度", |entry| {
        entry.plan_years.and_then(FiscalYears::first).map(|year| year.to_string()).into_iter().collect()
    })
    .of_years(),
    Facet::new("plan_end", "計画の終わる年度", |entry| {
        entry.plan_years.and_then(FiscalYears::last).map(|year| year.to_string()).into_iter().collect()
    })
    .of_years(),
];

fn section_at(entry: &Entry, depth: usize) -> Vec<String> {
    entry.sections.get(depth).cloned().into_iter().collect()
}

/// The facet with this key.
pub fn facet(key: &str) -> Option<&'static Facet> {
    FACETS.iter().find(|facet| facet.key == key)
}

fn years(span: Option<FiscalYears>) -> Vec<String> {
    span.into_iter().flat_map(FiscalYears::years).map(|year| year.to_string()).collect()
}

impl Facet {
    /// A facet of the values that occur in the index, without a parent.
    const fn new(key: &'static str, label: &'static str, values: fn(&Entry) -> Vec<String>) -> Self {
        Self { key, label, values, fixed: Vec::new, accepts: Accepts::Listed, above: None }
    }

    const fn fixed(self, fixed: fn() -> Vec<(&'static str, &'static str)>) -> Self {
        Self { fixed, ..self }
    }

    const fn of_years(self) -> Self {
        Self { accepts: Accepts::Years, ..self }
    }

    const fn after_year(self, fixed: fn() -> Vec<(&'static str, &'static str)>) -> Self {
        Self { fixed, accepts: Accepts::AfterYear, ..self }
    }

    const fn above(self, key: &'static str) -> Self {
        Self { above: Some(key), ..self }
    }

    /// The label of a value.
    pub fn value_label(&self, value: &str, catalogue: &Catalogue) -> String {
        if let Some((_, label)) = (self.fixed)().into_iter().find(|(fixed, _)| *fixed == value) {
            return label.to_owned();
        }
        if self.accepts == Accepts::Years {
            return value.parse().map_or_else(
                |_| value.to_owned(),
                |year| format!("{year}年度({})", FiscalYears::of(year).in_eras()),
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

    /// The fixed value with this label: `false` for なし.
    pub fn labelled(&self, label: &str) -> Option<&'static str> {
        (self.fixed)().into_iter().find(|(_, known)| *known == label.trim()).map(|(value, _)| value)
    }

    /// Sort key for the natural order of values.
    ///
    /// Fixed values come as listed, sections as printed, names under the body they belong to, others by
    /// text. [`UNSTATED`] comes last.
    pub fn rank(&self, value: &str, catalogue: &Catalogue) -> (usize, String) {
        let fixed = (self.fixed)().into_iter().position(|(fixed, _)| fixed == value);
        let section = || catalogue.section(value).map(|(at, _)| at);
        let unlisted = || if value == UNSTATED { usize::MAX } else { usize::MAX - 1 };
        let above = catalogue.known_name(self.key, value).and_then(|known| known.above.as_deref());
        let text = above.map_or_else(|| value.to_owned(), |above| format!("{above}\0{value}"));
        (fixed.or_else(section).unwrap_or_else(unlisted), text)
    }

    /// The parent of a value: the chapter of a policy, or the body that a branch belongs to.
    pub fn value_above<'c>(&self, value: &'c str, catalogue: &'c Catalogue) -> Option<&'c str> {
        if self.above.is_some() {
            return value.rsplit_once('-').map(|(above, _)| above);
        }
        catalogue.known_name(self.key, value)?.above.as_deref()
    }

    /// Reads typed input and returns the values it stands for: a listed value, or each year of a span.
    ///
    /// # Errors
    /// A message in Japanese that names the accepted values.
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
        // Readers know a value by its label: 実績 あり is `true`.
        let by_label = listed.iter().find(|value| self.value_label(value, catalogue) == typed);
        let meant = by_label.copied().or_else(|| nearest(typed, listed.iter().copied()));
        let meant = meant.map(|meant| format!("{meant} ではありませんか。")).unwrap_or_default();
        Err(format!("{meant}使える値: {}{more}", shown.join("、")))
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
    fn a_text_lacks_no_report_and_no_department() {
        let values = |kind: Kind, key: &str| {
            let entry = Entry::new("a", "1", kind);
            facet(key).map(|facet| (facet.values)(&entry)).unwrap_or_default()
        };
        for (key, missing) in [("has_result", "unknown"), ("department", UNSTATED)] {
            assert_eq!(values(Kind::Measure, key), [missing]);
            assert_eq!(values(Kind::Text, key), [""; 0], "{key}");
        }
        assert_eq!(values(Kind::Text, "kind"), ["text"]);
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

    #[test]
    fn an_open_span_has_the_years_on_its_open_side() {
        let values = |key: &str, years: FiscalYears| {
            let entry = Entry { plan_years: Some(years), ..Entry::new("a", "1", Kind::Measure) };
            facet(key).map(|facet| (facet.values)(&entry)).unwrap_or_default()
        };
        let has = |years, year: &str| values("year", years).iter().any(|value| value == year);
        let (since, until) = (FiscalYears::since(2022), FiscalYears::until(2026));
        assert!(has(until, "2026") && has(until, "2000") && !has(until, "2027"));
        assert!(has(since, "2022") && has(since, "2050") && !has(since, "2021"));
        assert_eq!((values("plan_end", until), values("plan_end", since)), (vec!["2026".to_owned()], vec![]));
        let read = facet("year").map(|facet| facet.read("～2013", &Catalogue::default()));
        assert!(read.is_some_and(|read| {
            read.is_ok_and(|years| years.len() > 1 && years.ends_with(&["2013".to_owned()]))
        }));
    }
}
