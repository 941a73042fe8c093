//! Names of exported files. They say what the file holds: plan, words, conditions, number of entries, day.

use super::{
    about::plan_name,
    names::{UniqueNames, allowed},
};
use shisaku_model::{Catalogue, Facet, facet};
use shisaku_search::Listing;

/// Maximum letters of the query, and of each condition.
const MOST_WORDS: usize = 20;
/// Maximum letters of the plan's name, and of each part that a name always has.
const MOST_PLAN: usize = 40;
const MOST_TOLD: usize = 30;
/// Maximum number of conditions.
const MOST_CONDITIONS: usize = 4;
/// Maximum bytes of a name without its ending. File systems allow 255 with it.
const MOST_BYTES: usize = 240;

/// The name of a file, without its ending. `told` comes behind the plan and is always there; conditions of the facet
/// `but` are left out, because `told` names them. `day` is the day of the export.
pub fn file_name(
    listing: &Listing,
    catalogue: &Catalogue,
    told: &[String],
    but: Option<&Facet>,
    day: &str,
) -> String {
    let plan = match catalogue.plans.as_slice() {
        [plan] => plan_name(plan),
        _ => "計画",
    };
    let fits = |c: &char| !c.is_control() && !"\\/:*?\"<>|".contains(*c);
    let cut = |text: &str, most| text.trim().chars().filter(fits).take(most).collect::<String>();
    let words = cut(&listing.params.text, MOST_WORDS).trim().to_owned();
    // A leading dot would hide the file.
    let mut parts = vec![cut(plan, MOST_PLAN).trim_start_matches(['.', ' ']).to_owned()];
    parts.extend(told.iter().map(|one| cut(&allowed(one), MOST_TOLD)));
    let end = [format!("{}件", listing.count()), day.to_owned()];
    // Typed conditions stand among the words already.
    let conditions = conditions(listing, catalogue, but).into_iter().map(|one| cut(&one, MOST_WORDS));
    let conditions: Vec<_> = conditions.filter(|one| !words.contains(one.as_str())).collect();
    let length = |parts: &[String]| parts.iter().map(|part| part.len() + 1).sum::<usize>();
    for more in [words].into_iter().chain(conditions) {
        if length(&parts) + more.len() + 1 + length(&end) <= MOST_BYTES {
            parts.push(more);
        }
    }
    parts.extend(end);
    parts.retain(|part| !part.is_empty());
    parts.join("-")
}

/// The first conditions of a list in a few letters: 短期, 実績なし.
fn conditions(listing: &Listing, catalogue: &Catalogue, but: Option<&Facet>) -> Vec<String> {
    let named = listing.filters.iter().filter_map(|(key, values)| {
        let facet = facet::facet(key).filter(|facet| but != Some(*facet))?;
        let values: Vec<_> = values.iter().map(|value| facet.value_label(value, catalogue)).collect();
        let values = values.join("か");
        // あり and なし say nothing alone.
        Some(if facet.key == "has_result" { format!("{}{values}", facet.label) } else { values })
    });
    named.take(MOST_CONDITIONS).collect()
}

/// Names of several files in one folder: each a plain name, no two alike.
pub struct FileNames(UniqueNames);

impl Default for FileNames {
    fn default() -> Self {
        Self(UniqueNames::new(MOST_BYTES, char::len_utf8))
    }
}

impl FileNames {
    /// Returns a name, without its ending, that none of the files before has.
    pub fn take(&mut self, name: &str) -> String {
        self.0.take(name)
    }
}
