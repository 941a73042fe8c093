//! Joins results to measures, using the row assignments of [`pair_rows`](super::pair_rows).
//!
//! A row without a measure becomes an entry of its own and a finding. A measure without a row keeps an empty
//! result and gets a finding. A missing join is better than a wrong one.

use std::collections::HashSet;

use super::{
    drafts::{Draft, DraftHeading, DraftReport, Drafts},
    entry_ids::Ids,
    located_text::number,
    pair_rows::{Pairing, pair},
    periods,
    result_rows::{ResultRow, ResultTable},
    result_status, title_marks,
    title_similarity::{likeness, normal},
};
use shisaku_model::{Finding, Kind, Place, RepairedDocument};

/// Joins the rows of every table and reports what did not fit.
pub(super) fn join(outcome: &mut Drafts, documents: &[RepairedDocument]) -> Vec<Finding> {
    let mut joiner = Joiner {
        taken: Ids::of(outcome.drafts.iter().map(|draft| &draft.local)),
        drafts: std::mem::take(&mut outcome.drafts),
        in_scope: HashSet::new(),
        documents,
        findings: Vec::new(),
    };
    let mut tables = std::mem::take(&mut outcome.tables);
    tables.sort_by_key(|table| (table.document, table.rows.first().map(|row| row.line)));
    for group in group_by_years(&tables) {
        joiner.results(&group);
    }
    for table in tables.iter().filter(|table| table.removed) {
        joiner.add_removed(table);
    }
    joiner.report_measures_without_row();
    outcome.drafts = joiner.drafts;
    outcome.tables = tables;
    joiner.findings
}

/// Groups result tables that share a reporting period.
fn group_by_years(tables: &[ResultTable]) -> Vec<Vec<&ResultTable>> {
    let shares = |one: &ResultTable, other: &ResultTable| one.years.iter().any(|y| other.years.contains(y));
    let mut groups: Vec<Vec<&ResultTable>> = Vec::new();
    for table in tables.iter().filter(|table| !table.removed) {
        match groups.iter_mut().find(|group| group.iter().any(|other| shares(table, other))) {
            Some(group) => group.push(table),
            None => groups.push(vec![table]),
        }
    }
    groups
}

struct Joiner<'a> {
    drafts: Vec<Draft>,
    taken: Ids,
    /// Measures within the scope of some table.
    in_scope: HashSet<usize>,
    documents: &'a [RepairedDocument],
    findings: Vec<Finding>,
}

impl Joiner<'_> {
    fn place(&self, document: usize, line: usize) -> Place {
        let file = self.documents.get(document).map_or("", |document| document.file.as_str());
        Place::line(file, number(line))
    }

    /// Adds each removed item as an entry of its own, even if a measure has the same title.
    fn add_removed(&mut self, table: &ResultTable) {
        for (count, row) in (1..).zip(&table.rows) {
            let place = if table.context.place.is_empty() {
                String::new()
            } else {
                format!("{}-", table.context.place)
            };
            let id = self.taken.give(format!("{place}r{count}"));
            let mut draft = Draft::new(Kind::Removed, id, row.title.clone());
            draft.number.clone_from(&row.number);
            draft.chapter = table.context.chapter;
            draft.sections.clone_from(&table.context.section);
            draft.headings.clone_from(&table.context.headings);
            let table_title = table.context.title.iter();
            draft.headings.extend(
                table_title.map(|title| DraftHeading { number: String::new(), title: title.clone() }),
            );
            draft.headings.extend(row.headings.iter().cloned());
            self.drafts.push(draft);
            self.fill(self.drafts.len() - 1, row, table);
        }
    }

    /// Joins the rows of tables that share a reporting period.
    fn results(&mut self, tables: &[&ResultTable]) {
        let tables: Vec<_> = tables.iter().map(|table| (*table, self.measures(table))).collect();
        let pairings = pair(&self.drafts, &tables);
        for ((table, measures), pairings) in tables.iter().zip(pairings) {
            self.report_heading_differences(table);
            self.in_scope.extend(measures.iter().filter(|_| !table.rows.is_empty()));
            for (row, pairing) in table.rows.iter().zip(pairings) {
                match pairing {
                    Pairing::Of(measure) => {
                        self.report_differences(measure, row, table);
                        self.fill(measure, row, table);
                    }
                    _ => self.add_unjoined(row, pairing, table, measures),
                }
            }
        }
    }

    /// The items in a table's scope: those of its chapter, or all measures if the chapter has none.
    fn measures(&self, table: &ResultTable) -> Vec<usize> {
        let all: Vec<usize> = (0..self.drafts.len()).filter(|&d| self.drafts[d].is_item()).collect();
        let of = |wanted: &dyn Fn(&Draft) -> bool| -> Vec<usize> {
            all.iter().copied().filter(|&d| wanted(&self.drafts[d])).collect()
        };
        let here = of(&|draft| draft.chapter == table.context.chapter);
        if here.is_empty() { of(&|draft| draft.kind == Kind::Measure) } else { here }
    }

    /// Reports a row whose number or title differs from its measure's.
    fn report_differences(&mut self, measure: usize, row: &ResultRow, table: &ResultTable) {
        let draft = &self.drafts[measure];
        if normal(&draft.title.text) != normal(&row.title.text) {
            self.title_differs(measure, row, table);
        } else if row.numbered && !draft.number.ends_with(&row.number) {
            self.number_differs(measure, row, table);
        }
    }

    /// Copies the cells of a row into a draft.
    fn fill(&mut self, index: usize, row: &ResultRow, table: &ResultTable) {
        for (_, cell) in &row.results {
            if result_status::read(&cell.text).qualified {
                let place = self.place(table.document, row.line);
                self.findings.push(
                    Finding::warning(
                        "qualified_none",
                        place,
                        format!(
                            "「{}」の「実績なし」には条件か範囲がついています: {}",
                            row.title.text, cell.text
                        ),
                    )
                    .advise("全体に実績がないのか、一部だけかを確かめてください。"),
                );
            }
        }
        let period = row.period.as_ref().map(|cell| (cell, periods::read_name(&cell.text)));
        if let Some((cell, None)) = &period {
            let place = self.place(table.document, row.line);
            self.findings.push(
                Finding::warning(
                    "unknown_period",
                    place,
                    format!("計画区分「{}」は知らない区分です。", cell.text),
                )
                .advise("短期・中期・長期などの読み違いなら repairs.toml に足してください。"),
            );
        }
        let draft = &mut self.drafts[index];
        let name = period.map(|(cell, name)| name.unwrap_or_else(|| cell.text.clone()));
        if let (Some(before), Some(now)) = (&draft.period, &name)
            && before != now
        {
            let message = format!(
                "「{}」の計画区分が、前の表では「{before}」、ここでは「{now}」です。",
                row.title.text
            );
            let place = Place::line(&self.documents[table.document].file, number(row.line));
            self.findings.push(
                Finding::warning("period_differs", place, message)
                    .advise("先に印刷された区分を使っています。"),
            );
        }
        if draft.period.is_none() {
            draft.period = name;
        }
        draft.periods.extend(row.period.clone());
        draft.reports.extend(row.results.iter().filter(|(_, cell)| !cell.slices.is_empty()).map(
            |(years, cell)| DraftReport {
                years: *years,
                text: cell.clone(),
                status: result_status::read(&cell.text).status,
            },
        ));
        if draft.title.slices != row.title.slices {
            if draft.title.text == row.title.text {
                draft.repeated_titles.push(row.title.clone());
            } else {
                draft.title_variants.push(row.title.clone());
            }
        }
        for mark in &row.marks {
            if !draft.category.contains(mark) {
                draft.category.push(mark.clone());
            }
            let owner = table.context.legend.iter().find(|legend| legend.mark == *mark);
            draft.organisations.extend(owner.and_then(|legend| legend.organisation.clone()));
        }
        draft.category.extend(row.category.iter().map(|cell| cell.text.clone()));
        draft.departments.extend(row.departments.clone());
        draft.related_departments.extend(row.related_departments.clone());
        draft.body.extend(row.category.clone());
        draft.body.extend(row.other.clone());
    }

    /// Reports a row without a certain measure and adds it as an entry of its own.
    fn add_unjoined(&mut self, row: &ResultRow, pairing: Pairing, table: &ResultTable, measures: &[usize]) {
        let named = format!("{}{}", row.number, row.title.text);
        let title = |measure: usize| &self.drafts[measure].title.text;
        let problem = match pairing {
            Pairing::Again(_) => Some((
                "row_repeated",
                format!("「{named}」の同じ年度の行が 2 度あります。"),
                "先の行を施策の実績とし、この行は別に残しています。誤りのほうを文書から除いてください。",
            )),
            Pairing::Contradicts { title: owner, place } => Some((
                "row_contradicts",
                format!(
                    "実績の表の「{named}」は、題名では {}、番号では「{}」に当たります。",
                    self.drafts[owner].number,
                    title(place)
                ),
                "どちらの実績か決められないため、つないでいません。番号か題名を確かめてください。",
            )),
            // A document that is only a table has no measures to join.
            _ if measures.is_empty() => None,
            _ => {
                let instead = measures.iter().find(|&&d| row.numbered && self.drafts[d].key == row.key);
                let instead =
                    instead.map(|&d| format!("(本文の {} は「{}」)", self.drafts[d].number, title(d)));
                Some((
                    "row_without_measure",
                    format!(
                        "実績の表の「{named}」に当たる施策が本文にありません{}。",
                        instead.unwrap_or_default()
                    ),
                    "番号か題名の読み違いなら repairs.toml で直してください。表だけの施策として残しています。",
                ))
            }
        };
        if let Some((code, message, advice)) = problem {
            let place = self.place(table.document, row.line);
            self.findings.push(Finding::warning(code, place, message).advise(advice));
        }
        self.add_alone(row, table, measures);
    }

    /// Adds a row as an entry of its own.
    fn add_alone(&mut self, row: &ResultRow, table: &ResultTable, measures: &[usize]) {
        let chapter = measures.first().map(|&draft| self.drafts[draft].clone());
        let above = chapter.as_ref().and_then(|draft| draft.local.split('-').next()).map(str::to_owned);
        let above = above.filter(|_| chapter.as_ref().is_some_and(|draft| draft.chapter.is_some()));
        let own = row.key.iter().map(u32::to_string).collect::<Vec<_>>().join("-");
        let local = match (above, own.is_empty() || !row.numbered) {
            (Some(above), false) => format!("{above}-{own}"),
            (None, false) => own,
            (Some(above), true) => format!("{above}-u1"),
            (None, true) => "u1".to_owned(),
        };
        let mut draft = Draft::new(Kind::Measure, self.taken.give(local), row.title.clone());
        draft.number.clone_from(&row.number);
        draft.key.clone_from(&row.key);
        draft.chapter = table.context.chapter;
        draft.headings = table.context.headings.iter().take(1).chain(&row.headings).cloned().collect();
        // The entry takes the sections of a measure with the same parent number, if there is one.
        let like = measures.iter().map(|&d| &self.drafts[d]).find(|d| {
            !row.key.is_empty()
                && d.key.len() == row.key.len()
                && d.key[..d.key.len() - 1] == row.key[..row.key.len() - 1]
        });
        draft.sections = like.map_or_else(|| table.context.section.clone(), |like| like.sections.clone());
        self.drafts.push(draft);
        self.fill(self.drafts.len() - 1, row, table);
    }

    fn title_differs(&mut self, draft: usize, row: &ResultRow, table: &ResultTable) {
        let place = self.place(table.document, row.line);
        let plan = &self.drafts[draft];
        let (document, line, _) = plan.title.position();
        let message = format!(
            "{} の題名が、本文({}行目)では「{}」、実績の表では「{}」です。",
            row.number,
            number(line),
            plan.title.text,
            row.title.text
        );
        debug_assert!(document < self.documents.len());
        self.findings.push(
            Finding::warning("title_differs", place, message)
                .advise("同じ施策としてつなぎ、どちらの題名でも見つかります。読み違いなら repairs.toml で直してください。"),
        );
    }

    fn number_differs(&mut self, draft: usize, row: &ResultRow, table: &ResultTable) {
        let place = self.place(table.document, row.line);
        let message = format!(
            "「{}」の番号が、本文では {}、実績の表では {} です。",
            row.title.text, self.drafts[draft].number, row.number
        );
        self.findings
            .push(Finding::warning("number_differs", place, message).advise(
                "題名が同じでほかにないため、同じ施策としてつないでいます。番号を確かめてください。",
            ));
    }

    /// Reports headings that differ between the table and the plan's text.
    fn report_heading_differences(&mut self, table: &ResultTable) {
        for row in table.headings.iter().filter(|row| !row.heading.number.is_empty()) {
            let of_plan = self.drafts.iter().filter(|draft| {
                let same_chapter = table.context.chapter.is_none() || draft.chapter == table.context.chapter;
                draft.is_item() && same_chapter && draft.key.starts_with(&row.key)
            });
            let printed: Vec<&DraftHeading> = of_plan
                .filter_map(|draft| draft.headings.iter().find(|h| h.number == row.heading.number))
                .collect();
            let same = |plan: &&DraftHeading| normal(&plan.title.text) == normal(&row.heading.title.text);
            let Some(plan) = printed.first().filter(|_| !printed.iter().any(same)) else { continue };
            let (document, line, _) = row.heading.title.position();
            let message = format!(
                "見出し {} が、本文では「{}」、実績の表では「{}」です。",
                row.heading.number, plan.title.text, row.heading.title.text
            );
            let place = self.place(document, line);
            self.findings.push(
                Finding::warning("heading_differs", place, message)
                    .advise("本文の見出しを使っています。読み違いなら repairs.toml で直してください。"),
            );
        }
    }

    /// Reports measures within the scope of a table that have no row in any.
    fn report_measures_without_row(&mut self) {
        for (index, draft) in self.drafts.iter().enumerate() {
            if !draft.reports.is_empty() || !self.in_scope.contains(&index) {
                continue;
            }
            let (document, line, _) = draft.title.position();
            let place = self.place(document, line);
            self.findings.push(
                Finding::warning(
                    "no_result_row",
                    place,
                    format!("施策 {}「{}」の行が実績の表に見つかりません。", draft.number, draft.title.text),
                )
                .advise("「報告なし」として扱います。表の行の番号か題名を確かめてください。"),
            );
        }
    }
}

/// Links each entry marked 再掲 to its original. The original has the same title, else the same body, else a
/// very similar title. It must be the only candidate.
pub(super) fn link_reprints(drafts: &mut [Draft], documents: &[RepairedDocument]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for index in 0..drafts.len() {
        let draft = &drafts[index];
        if !draft.is_item() || !draft.category.iter().any(|mark| mark == title_marks::REPRINT) {
            continue;
        }
        let body =
            |draft: &Draft| normal(&draft.body.iter().map(|text| text.text.as_str()).collect::<String>());
        let originals: Vec<&Draft> = drafts
            .iter()
            .filter(|other| {
                other.is_item() && !other.category.iter().any(|mark| mark == title_marks::REPRINT)
            })
            .collect();
        let only = |same: &dyn Fn(&Draft) -> bool| {
            let mut found = originals.iter().filter(|other| same(other));
            found
                .next()
                .filter(|_| found.next().is_none())
                .map(|other| (other.local.clone(), other.number.clone()))
        };
        let found = only(&|other| normal(&other.title.text) == normal(&draft.title.text))
            .or_else(|| only(&|other| !body(draft).is_empty() && body(other) == body(draft)))
            .or_else(|| only(&|other| likeness(&other.title.text, &draft.title.text) >= 0.8));
        let (document, line, _) = draft.title.position();
        let place = Place::line(&documents[document].file, number(line));
        let named = format!("{}「{}」", draft.number, draft.title.text);
        findings.push(match &found {
            Some((_, number)) => {
                Finding::info("reprint", place, format!("{named}は {number} の再掲として読みました。"))
            }
            None => Finding::warning(
                "reprint_without_original",
                place,
                format!("{named}の再掲元が見つかりません。"),
            )
            .advise("題名の読み違いなら repairs.toml で直してください。"),
        });
        drafts[index].reprint_of = found.map(|(local, _)| local);
    }
    findings
}
