//! The years of a plan and of its periods, as sentences state them: 本計画の期間は、令和5年度から令和9年度までとします.

use super::super::{
    blocks::Block,
    definitions::{self, partial_periods},
    heading_tree::Tree,
};
use wareki::{FiscalYears, year_mentions};

/// Beginnings of a sentence on the plan itself. Another word may name another plan: 総合計画の計画期間は.
const OWN: [&str; 5] = ["本", "この", "当計画", "計画期間", "計画の期間"];

/// Headings above the years of the plan, without 本 before them.
const HEADINGS: [&str; 6] =
    ["計画期間", "対象期間", "計画の期間", "計画の計画期間", "プランの期間", "ビジョンの期間"];

/// Maximum length in characters of the words before 期間は. Longer ones tell how the plan relates to another.
const MAX_SUBJECT: usize = 16;

/// What the sentences of a plan state.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct StatedYears {
    /// Years of the whole plan, by the first text that states them.
    pub plan: Option<FiscalYears>,
    /// Periods with their years.
    pub periods: Vec<(&'static str, FiscalYears)>,
}

impl StatedYears {
    pub(super) fn read(tree: &Tree) -> Self {
        let mut stated = Self::default();
        let loose = (false, &tree.loose);
        let below = tree.nodes.iter().map(|node| {
            let title = node.title.text.trim().trim_start_matches('本');
            (HEADINGS.contains(&title), &node.content)
        });
        for (below, content) in std::iter::once(loose).chain(below) {
            content.iter().filter_map(Block::plain_text).for_each(|text| stated.add(text, below));
        }
        stated
    }

    /// Adds what a text states. `below` tells whether it stands below a heading such as 計画の期間.
    fn add(&mut self, text: &str, below: bool) {
        self.plan = self.plan.or_else(|| text.split('。').find_map(|sentence| plan_years(sentence, below)));
        let periods = periods(text);
        // One period with its years may be an aside: 短期（令和5年度～）に終える.
        if periods.len() > 1 {
            self.periods.extend(periods);
        }
    }
}

/// The years of the plan that a sentence states: 計画期間は令和5年度から令和9年度まで, 本計画は、令和5～9年度を期間とする.
fn plan_years(sentence: &str, below: bool) -> Option<FiscalYears> {
    let sentence = sentence.trim_start_matches(|c: char| c.is_whitespace() || "※・○●■□◆◇".contains(c));
    let own = below || OWN.iter().any(|word| sentence.starts_with(word));
    if !own || !below && !sentence.contains("期間") {
        return None;
    }
    let is_span = |years: FiscalYears| years.first().zip(years.last()).is_some_and(|(from, to)| from < to);
    let span = year_mentions(sentence).into_iter().find(|mention| is_span(mention.years))?;
    let (before, after) = (&sentence[..span.range.start], &sentence[span.range.end..]);
    let subject = ["期間は", "期間を"].iter().find_map(|word| before.find(word)).map(|at| &before[..at]);
    let named = subject.is_some_and(|subject| subject.chars().count() <= MAX_SUBJECT);
    let ends = ["期間と", "期間に", "期間で"].iter().any(|word| after.contains(word));
    (below || named || ends).then_some(span.years)
}

/// The periods that a text names, each directly before its years: 短期は令和4年度～令和5年度, 前期（令和5～6年度）.
fn periods(text: &str) -> Vec<(&'static str, FiscalYears)> {
    let mut named: Vec<(usize, &'static str)> =
        partial_periods().flat_map(|name| text.match_indices(name).map(move |(at, _)| (at, name))).collect();
    named.sort_unstable();
    let ends = named.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let parts = named.iter().zip(ends);
    let years = parts.filter_map(|(&(at, name), end)| {
        let rest = definitions::after_name(&text[at..end], name)?.1;
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "はをが、:：（(=＝".contains(c));
        let first = year_mentions(rest).into_iter().next()?;
        (first.range.start == 0).then_some((name, first.years))
    });
    let mut years: Vec<_> = years.collect();
    years.dedup_by_key(|(name, _)| *name);
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_states_the_years_of_its_own_plan() {
        let five = Some(FiscalYears::new(2023, 2027));
        for (text, below, years) in [
            ("本プランの期間は令和5年度から令和9年度までとします。", false, five),
            ("計画期間は、令和5（2023）年度から令和9（2027）年度までの5年間です。", false, five),
            ("本計画は、令和5年度から令和9年度までの5年間を計画期間とします。", false, five),
            ("この計画の期間は5年間（令和5年度～令和9年度）です。", false, five),
            ("令和5年度から令和9年度までの5年間とします。", true, five),
            ("令和5年度から令和9年度までの5年間とします。", false, None),
            ("総合計画の計画期間は平成28年度から令和7年度までです。", false, None),
            ("本計画は、総合計画（計画期間：平成28年度～令和7年度）に基づきます。", false, None),
            ("本計画の上位の計画である総合計画の期間は平成28年度から令和7年度です。", false, None),
        ] {
            let mut stated = StatedYears::default();
            stated.add(text, below);
            assert_eq!(stated.plan, years, "{text}");
        }
    }

    #[test]
    fn a_text_states_the_years_of_its_periods() {
        let two = vec![("前期", FiscalYears::new(2023, 2024)), ("後期", FiscalYears::new(2025, 2027))];
        for text in [
            "計画を前期（令和5年度～令和6年度）と後期（令和7年度～令和9年度）に分けます。",
            "前期は令和5年度から令和6年度まで、後期は令和7年度から令和9年度までです。",
            "前期：令和5～6年度　後期計画：令和7～9年度",
        ] {
            assert_eq!(periods(text), two, "{text}");
        }
        assert_eq!(periods("短期的に取り組み、令和5年度に中期の目標を定めます。"), []);
    }
}
