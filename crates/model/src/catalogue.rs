//! Facts of an index beside its entries: the plans, their contents, and the values of each facet.

use std::collections::{BTreeMap, BTreeSet};

use itertools::Itertools;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Contacts, Entry, FACETS, Kind, KnownName, Manifest, Naming, Plan, Section, facet::Accepts};
use wareki::FiscalYears;

/// A document of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "読み取った文書。")]
pub struct DocumentFacts {
    /// Path below `seeds/`.
    #[schemars(description = "文書。")]
    pub file: String,
    /// Number of entries that the document states or reports on.
    #[schemars(description = "この文書に書かれているか、実績が書かれている項目の数。")]
    pub entries: usize,
    /// True for a text file with repaired places: it comes from a scanner. Other formats hold the text as written.
    #[serde(default)]
    #[schemars(description = "文字認識(OCR)の誤りを直した文書か。")]
    pub scanned: bool,
}

/// The facts kept about one plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanFacts {
    /// The plan's folder below `seeds/`.
    pub id: String,
    /// The contents of `plan.toml`.
    pub manifest: Manifest,
    /// The plan's table of contents, in printed order.
    pub sections: Vec<Section>,
    /// The documents that its entries stand in, ordered by path.
    pub documents: Vec<DocumentFacts>,
    /// The fiscal years that its reports cover.
    #[serde(default)]
    pub reported: Option<FiscalYears>,
    /// True if an entry has several reports.
    #[serde(default)]
    pub several_reports: bool,
    /// How its departments are reached, and what its measures offer today.
    #[serde(default)]
    pub contacts: Contacts,
}

impl PlanFacts {
    /// True if a document of the plan comes from a scanner.
    pub fn is_scan(&self, file: &str) -> bool {
        self.documents.iter().any(|one| one.scanned && one.file == file)
    }
}

/// Names and natural order of all facet values.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// The plans, ordered by folder.
    pub plans: Vec<PlanFacts>,
    /// The values that occur, in natural order, by facet key.
    pub values: BTreeMap<String, Vec<String>>,
    /// Names of one thing that the documents print side by side.
    pub namings: Vec<Naming>,
    /// Names of departments and organisations, by facet key and value.
    pub known_names: BTreeMap<String, BTreeMap<String, KnownName>>,
}

impl Catalogue {
    /// Collects the facts of all plans and the values of every facet.
    pub fn of(plans: &[Plan]) -> Self {
        let entries = || plans.iter().flat_map(|plan| &plan.entries);
        let facts = |plan: &Plan| PlanFacts {
            id: plan.manifest.id.clone(),
            manifest: plan.manifest.clone(),
            sections: plan.sections.clone(),
            documents: documents(&plan.entries),
            reported: reported(&plan.entries).or(plan.manifest.result_years),
            several_reports: plan.entries.iter().any(|entry| entry.results.len() > 1),
            contacts: plan.contacts.clone(),
        };
        let mut catalogue = Self {
            plans: plans.iter().map(facts).collect(),
            namings: Naming::all(entries()),
            ..Self::default()
        };
        for known in plans.iter().flat_map(|plan| &plan.known_names) {
            let is_office = ["department", "related_department"].contains(&known.facet.as_str());
            for facet in [&*known.facet].into_iter().chain(is_office.then_some(crate::facet::INVOLVED)) {
                let of_facet = catalogue.known_names.entry(facet.to_owned()).or_default();
                let of_value = of_facet.entry(known.value.clone()).and_modify(|same| same.and(known));
                of_value.or_insert_with(|| KnownName { facet: facet.to_owned(), ..known.clone() });
            }
        }
        for facet in FACETS {
            let mut values: BTreeSet<String> = entries().flat_map(facet.values).collect();
            if facet.accepts == Accepts::AfterYear && !values.is_empty() {
                values = (facet.fixed)().into_iter().map(|(value, _)| value.to_owned()).collect();
            }
            let values = values.into_iter().sorted_by_cached_key(|value| facet.rank(value, &catalogue));
            catalogue.values.insert(facet.key.to_owned(), values.collect());
        }
        catalogue
    }

    /// The plan with this id.
    pub fn plan(&self, id: &str) -> Option<&PlanFacts> {
        self.plans.iter().find(|plan| plan.id == id)
    }

    /// True if an entry of this kind occurs.
    pub fn has(&self, kind: Kind) -> bool {
        self.values.get("kind").is_some_and(|kinds| kinds.iter().any(|known| known == kind.as_str()))
    }

    /// The known names of a value of a facet of names.
    pub fn known_name(&self, facet: &str, value: &str) -> Option<&KnownName> {
        self.known_names.get(facet)?.get(value)
    }

    /// Every name of every value of a facet, current, former and others, each with its value.
    pub fn names(&self, facet: &'static str) -> impl Iterator<Item = (&String, &String)> {
        self.values.get(facet).into_iter().flatten().flat_map(move |value| {
            let known = self.known_name(facet, value).into_iter();
            let others = known.flat_map(|known| known.former.iter().chain(&known.others));
            [value].into_iter().chain(others).map(move |name| (name, value))
        })
    }

    /// The department or organisation that goes by `name`, be it current, former or an alias.
    pub(crate) fn by_any_name(&self, facet: &str, name: &str) -> Option<&KnownName> {
        self.known_names.get(facet)?.values().find(|known| known.goes_by(name))
    }

    /// True if a document comes from a scanner.
    pub fn is_scan(&self, file: &str) -> bool {
        self.plans.iter().any(|plan| plan.is_scan(file))
    }

    /// The section with this id, and its position in the contents of all plans.
    pub fn section(&self, id: &str) -> Option<(usize, &Section)> {
        self.plans.iter().flat_map(|plan| &plan.sections).enumerate().find(|(_, section)| section.id == id)
    }
}

/// Counts the entries of each document. A document of results only is counted by its reports.
fn documents(entries: &[Entry]) -> Vec<DocumentFacts> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries {
        let reports = entry.results.iter().map(|report| report.source.file.as_str());
        let files = reports.chain([entry.source.file.as_str()]).filter(|file| !file.is_empty());
        files.unique().for_each(|file| *counts.entry(file).or_default() += 1);
    }
    let repaired = entries.iter().filter(|entry| !entry.source.repairs.is_empty());
    let repaired: BTreeSet<&str> = repaired.map(|entry| entry.source.file.as_str()).collect();
    let facts = |(file, entries): (&str, usize)| {
        let scanned = file.to_ascii_lowercase().ends_with(".txt") && repaired.contains(file);
        DocumentFacts { file: file.to_owned(), entries, scanned }
    };
    counts.into_iter().map(facts).collect()
}

/// The fiscal years that the reports of entries cover, from the first to the last.
fn reported(entries: &[Entry]) -> Option<FiscalYears> {
    let years = entries.iter().flat_map(|entry| &entry.results).filter_map(|report| report.years);
    years.map(Some).reduce(|one, other| one?.joined(other?)).flatten()
}
