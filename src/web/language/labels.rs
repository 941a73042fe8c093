//! Display names of facets, facet values, kinds and statuses.

use std::ops::Range;

use super::{Html, Language};
use shisaku_model::{
    Catalogue, Facet, Kind, Severity, Status,
    facet::{Accepts, UNSTATED},
};
use wareki::{FiscalYears, year_mentions};

/// Facets with values named by the program instead of the plan.
const NAMED: [&str; 5] = ["kind", "has_result", "report_covers", "overdue", "status"];

/// The category of an entry that the plan prints again.
const REPRINT: &str = "再掲";

impl Language {
    /// Returns the name of a facet.
    pub(crate) fn facet(self, facet: &Facet) -> String {
        self.say_of("facet", facet.key)
    }

    /// Returns a facet with its values: 計画区分: 短期.
    pub(crate) fn condition(self, facet: &Facet, values: Html) -> Html {
        let facet = Html::escaped(&self.facet(facet));
        self.html("search.chip", [("facet", facet.into()), ("value", values.into())])
    }

    /// Returns the name of a facet value.
    pub(crate) fn value(self, facet: &Facet, value: &str, catalogue: &Catalogue) -> Html {
        self.named(facet, value, &facet.value_label(value, catalogue))
    }

    /// Returns the name of a facet value whose Japanese name is `label`.
    pub(crate) fn named(self, facet: &Facet, value: &str, label: &str) -> Html {
        match self.own_name(facet, value, label) {
            Some(name) => Html::escaped(&name),
            None => self.own(label),
        }
    }

    /// Returns the name of a value as plain text if the program names it. None if the plan does.
    pub(crate) fn own_name(self, facet: &Facet, value: &str, label: &str) -> Option<String> {
        if NAMED.contains(&facet.key) && (facet.fixed)().iter().any(|(fixed, _)| *fixed == value) {
            return Some(self.say_of(facet.key, value));
        }
        match value {
            UNSTATED => Some(self.say("value.not-stated")),
            REPRINT if facet.key == "category" => Some(self.say("value.reprint")),
            _ if facet.accepts == Accepts::Years && self == Self::English => {
                years_in(label).map(|years| self.years(years))
            }
            _ => None,
        }
    }

    /// Returns a category of an entry with its matches marked. A marked name stays as the plan writes it.
    pub(crate) fn category(self, mark: &str, ranges: &[Range<usize>]) -> Html {
        if mark == REPRINT && ranges.is_empty() {
            Html::escaped(&self.say("value.reprint"))
        } else {
            self.highlighted(mark, ranges)
        }
    }

    /// Returns the sentence `{page}.{name}`, for a name that is a value: `sort.title`, `result.true`.
    pub(crate) fn say_of(self, page: &str, name: &str) -> String {
        self.say(&format!("{page}.{name}"))
    }

    /// Returns the name of a kind of entry.
    pub(crate) fn kind(self, kind: Kind) -> String {
        self.say_of("kind", kind.as_str())
    }

    /// Returns the name of a report's status.
    pub(crate) fn status(self, status: Status) -> String {
        self.say_of("status", status.as_str())
    }

    /// Returns the heading of `count` findings of a severity.
    pub(crate) fn findings(self, severity: Severity, count: usize) -> String {
        let key = match severity {
            Severity::Error => "data.errors",
            Severity::Warning => "data.warnings",
            Severity::Info => "data.notes",
        };
        self.counted(key, count)
    }

    /// Returns a period with its matches marked: years, or a name such as 短期. A marked name stays as the plan
    /// writes it.
    pub(crate) fn period(self, text: &str, ranges: &[Range<usize>]) -> Html {
        match years_in(text).filter(|_| self == Self::English && ranges.is_empty()) {
            Some(years) => Html::escaped(&self.years(years)),
            None => self.highlighted(text, ranges),
        }
    }
}

/// Returns the years if the text contains nothing else: 平成23～25年度, 2011～2013年度(平成23～25年度).
fn years_in(text: &str) -> Option<FiscalYears> {
    let mentions = year_mentions(text);
    let first = mentions.first()?.years;
    let (mut rest, mut done) = (String::new(), 0);
    for mention in &mentions {
        rest.push_str(&text[done..mention.range.start]);
        done = mention.range.end;
    }
    rest.push_str(&text[done..]);
    let alone = rest.chars().all(|c| "()".contains(c)) && mentions.iter().all(|one| one.years == first);
    alone.then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shisaku_model::FACETS;

    #[test]
    fn japanese_names_are_those_of_the_model() {
        let language = Language::Japanese;
        for facet in FACETS {
            assert_eq!(language.facet(facet), facet.label, "{}", facet.key);
            for (value, label) in (facet.fixed)() {
                assert_eq!(language.named(facet, value, label).to_string(), label, "{} {value}", facet.key);
            }
        }
        for kind in Kind::ALL {
            assert_eq!(language.kind(kind), kind.label());
        }
        for &status in Status::ALL {
            assert_eq!(language.status(status), status.label());
        }
        for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            assert_eq!(language.findings(severity, 2), format!("{}(2 件)", severity.label()));
        }
        assert_eq!(language.say("value.not-stated"), UNSTATED);
        assert_eq!(language.say("value.reprint"), REPRINT);
    }

    #[test]
    fn years_are_told_in_english() {
        let english = Language::English;
        assert_eq!(english.period("2011～2013年度(平成23～25年度)", &[]).to_string(), "FY2011–2013");
        assert_eq!(english.period("～2026年度(～令和8年度)", &[]).to_string(), "until FY2026");
        assert_eq!(english.period("短期", &[]).to_string(), "<span lang=\"ja\">短期</span>");
    }
}
