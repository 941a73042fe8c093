//! Single lines about an entry, shared by all commands.

use shisaku_model::Entry;
use wareki::FiscalYears;

/// Returns the number and the title.
pub(super) fn name(entry: &Entry) -> String {
    format!("{} {}", entry.number, entry.title).trim().to_owned()
}

/// Returns the years in brackets, in Japanese eras. Empty if there are none.
pub(super) fn years(years: Option<FiscalYears>) -> String {
    years.map(|years| format!("({})", years.in_eras())).unwrap_or_default()
}

/// Returns the kind, the period with its years, and the result.
pub(super) fn state(entry: &Entry) -> String {
    let period = entry.period.as_ref().map(|period| format!("{period}{}", years(entry.plan_years)));
    // Texts, notes, figures and preambles have no reports.
    let reported = entry.kind.is_planned().then(|| entry.result_label().to_owned());
    let parts = [Some(entry.kind.label().to_owned()), period, reported];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" | ")
}

/// Returns departments, related departments and organisations: a label and the names as the plan writes them.
/// A line without names is left out.
pub(super) fn concerned(entry: &Entry) -> Vec<(&'static str, String)> {
    let named = [
        ("担当課", &entry.departments),
        ("関係課", &entry.related_departments),
        ("団体", &entry.organisations),
    ];
    let named = named.into_iter().filter(|(_, names)| !names.is_empty());
    named.map(|(label, names)| (label, names.join("、"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shisaku_model::Kind;

    #[test]
    fn who_is_concerned_is_said_where_it_is_stated() {
        let mut entry = Entry::new("a", "1", Kind::Measure);
        assert_eq!(concerned(&entry), []);
        entry.departments = vec!["産業課".to_owned(), "観光課".to_owned()];
        entry.organisations = vec!["商工会議所".to_owned()];
        let lines = concerned(&entry);
        assert_eq!(lines, [("担当課", "産業課、観光課".to_owned()), ("団体", "商工会議所".to_owned())]);
    }

    #[test]
    fn what_is_never_reported_on_has_no_state_of_its_results() {
        for kind in [Kind::Note, Kind::Text] {
            let entry = Entry { title: "商店街".to_owned(), ..Entry::new("a", "1", kind) };
            assert_eq!((name(&entry), state(&entry)), ("商店街".to_owned(), kind.label().to_owned()));
        }
        assert!(state(&Entry::new("a", "1", Kind::Measure)).ends_with(" | 報告なし"));
    }
}
