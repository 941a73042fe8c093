//! Words that narrow nothing down: those for the things that are searched, and those that make a request.

use super::parse::{Reader, Run};
use super::units::{Role, Unit};
use super::{Query, Understood, who};
use shisaku_analysis::Token;

impl Reader {
    /// Words for the things searched, and words that make a request, narrow nothing down beside others:
    /// beside filters alone they go, and 施策 is one of them.
    pub(super) fn frames(&self, runs: &mut [Option<Run<'_>>], query: &mut Query) {
        who::drop_who(runs, &query.understood);
        let years = runs.iter().flatten().any(|run| !run.years.is_empty() || run.number.is_some());
        let every_run_is_plain =
            runs.iter().all(Option::is_some) && !runs.iter().flatten().any(|run| run.whole);
        let mut units = runs.iter().flatten().flat_map(|run| run.compounds.iter().flatten()).peekable();
        let nothing_else =
            units.peek().is_some() && units.all(|unit| unit.role == Role::Frame || unit.asks_for_a_list());
        let filters = years || !query.understood.is_empty() || !query.excluded.is_empty();
        if every_run_is_plain && nothing_else {
            let named = runs.iter().flatten().find_map(|run| run.named("施策").map(|word| (run, word)));
            if let Some((run, word)) = named
                && self.has_measures
                && !query.understood.iter().any(|one| one.facet == "kind")
            {
                query.understood.push(Understood {
                    text: run.operand.text[word.range.clone()].to_owned(),
                    range: run.operand.at + word.range.start..run.operand.at + word.range.end,
                    facet: "kind".to_owned(),
                    values: vec!["measure".to_owned()],
                });
            } else if !filters {
                return;
            }
            runs.iter_mut().flatten().for_each(|run| run.compounds.clear());
            return;
        }
        // 平成24年度の実績: the year is that of the results, which are no further word.
        if runs.iter().flatten().any(|run| !run.years.is_empty()) {
            let results = |unit: &Unit<'_>| unit.role == Role::Frame && unit.words[0].term == "実績";
            runs.iter_mut().flatten().for_each(|run| drop_units(run, &results));
        }
        // 観光または農業で実績のないもの: what is said of the choice is the filter.
        for run in runs.iter_mut().flatten().filter(|run| run.operand.of_all) {
            drop_units(run, &|unit| matches!(unit.role, Role::Frame | Role::Request));
        }
        let requests = |unit: &Unit<'_>| unit.role == Role::Request;
        let others =
            runs.iter().flatten().flat_map(|run| run.compounds.iter().flatten()).any(|unit| !requests(unit));
        if others || filters {
            // 専門家に聞く is listed as a whole.
            for run in runs.iter_mut().flatten() {
                let listed = std::mem::take(&mut run.listed);
                let apart = |unit: &Unit<'_>| {
                    !unit.positions().any(|place| listed.iter().any(|one| one.words.contains(&place)))
                };
                drop_units(run, &|unit| requests(unit) && apart(unit));
                run.listed = listed;
            }
        }
    }
}

impl Run<'_> {
    fn named(&self, term: &str) -> Option<&Token> {
        self.compounds.iter().flatten().flat_map(|unit| unit.words).find(|word| word.term == term)
    }
}

fn drop_units(run: &mut Run<'_>, drop: &dyn Fn(&Unit<'_>) -> bool) {
    for compound in &mut run.compounds {
        compound.retain(|unit| !drop(unit));
    }
    run.compounds.retain(|compound| !compound.is_empty());
}
