//! Results to measures: by number and title, never on one of them alone where the other speaks against it.
//!
//! A row that finds no measure becomes an entry of its own and a finding; a measure that finds no row
//! keeps an empty result and becomes a finding. Joining wrongly would be worse than not joining.

use std::collections::HashSet;

use super::{
    draft::{Draft, DraftHeading, DraftReport, Drafts, unique},
    mark, period,
    rows::{ResultRow, ResultTable},
    status,
    text::number,
    title::{ALIKE, likeness, normal},
};
use crate::model::{Finding, Kind, Place, RepairedDocument};

/// Joins every table's rows and says what did not fit.
pub(super) fn join(made: &mut Drafts, documents: &[RepairedDocument]) -> Vec<Finding> {
    let mut joiner = Joiner {
        taken: made.drafts.iter().map(|draft| draft.local.clone()).collect(),
        drafts: std::mem::take(&mut made.drafts),
        documents,
        findings: Vec::new(),
    };
    let tables = std::mem::take(&mut made.tables);
    for table in &tables {
        if table.removed {
            joiner.removed(table);
        } else {
            joiner.results(table);
        }
    }
    joiner.measures_without_row(&tables);
    made.drafts = joiner.drafts;
    made.tables = tables;
    joiner.findings
}

struct Joiner<'a> {
    drafts: Vec<Draft>,
    taken: HashSet<String>,
    documents: &'a [RepairedDocument],
    findings: Vec<Finding>,
}

impl Joiner<'_> {
    fn place(&self, document: usize, line: usize) -> Place {
        let file = self.documents.get(document).map_or("", |document| document.file.as_str());
        Place::line(file, number(line))
    }

    /// Items that left the plan are entries of their own, whatever measure shares their title.
    fn removed(&mut self, table: &ResultTable) {
        for (count, row) in (1..).zip(&table.rows) {
            let place = if table.context.place.is_empty() {
                String::new()
            } else {
                format!("{}-", table.context.place)
            };
            let id = unique(format!("{place}r{count}"), &mut self.taken);
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

    fn results(&mut self, table: &ResultTable) {
        self.check_headings(table);
        let candidates = self.candidates(table);
        let mut joined: Vec<Option<usize>> = vec![None; table.rows.len()];
        let mut free: HashSet<usize> = candidates.iter().copied().collect();

        // 1. Number and title agree.
        for (row, found) in table.rows.iter().zip(&mut joined) {
            let same = |&&draft: &&usize| {
                self.drafts[draft].key == row.key && self.titles_agree(draft, row) && free.contains(&draft)
            };
            if let Some(&draft) = candidates.iter().find(same) {
                *found = Some(draft);
                free.remove(&draft);
            }
        }
        // 2. The title agrees, and neither side has it twice.
        for index in 0..table.rows.len() {
            let row = &table.rows[index];
            let rows_alike = (0..table.rows.len()).filter(|&r| {
                joined[r].is_none() && normal(&table.rows[r].title.text) == normal(&row.title.text)
            });
            if joined[index].is_some() || rows_alike.count() > 1 {
                continue;
            }
            let alike: Vec<usize> = candidates
                .iter()
                .copied()
                .filter(|d| free.contains(d) && self.titles_agree(*d, row))
                .collect();
            if let [draft] = alike[..] {
                joined[index] = Some(draft);
                free.remove(&draft);
                if row.numbered {
                    self.number_differs(draft, row, table);
                }
            }
        }
        // 3. The number agrees and the titles are nearly the same.
        for (index, row) in table.rows.iter().enumerate() {
            let near = |draft: &&usize| {
                let draft = **draft;
                free.contains(&draft)
                    && row.numbered
                    && self.drafts[draft].key == row.key
                    && likeness(&self.drafts[draft].title.text, &row.title.text) >= ALIKE
            };
            if joined[index].is_none()
                && let Some(&draft) = candidates.iter().find(near)
            {
                joined[index] = Some(draft);
                free.remove(&draft);
                self.title_differs(draft, row, table);
            }
        }
        for (row, found) in table.rows.iter().zip(joined) {
            match found {
                Some(draft) => self.fill(draft, row, table),
                None => self.unjoined(row, table, &candidates),
            }
        }
    }

    /// The items that a table can speak of: those of its chapter, or of the whole plan when its chapter
    /// has none.
    fn candidates(&self, table: &ResultTable) -> Vec<usize> {
        let items = |draft: &usize| self.drafts[*draft].is_item();
        let all: Vec<usize> = (0..self.drafts.len()).filter(items).collect();
        let here: Vec<usize> =
            all.iter().copied().filter(|&d| self.drafts[d].chapter == table.context.chapter).collect();
        if here.is_empty() { all } else { here }
    }

    fn titles_agree(&self, draft: usize, row: &ResultRow) -> bool {
        normal(&self.drafts[draft].title.text) == normal(&row.title.text)
    }

    /// Takes over what a row says.
    fn fill(&mut self, index: usize, row: &ResultRow, table: &ResultTable) {
        for (_, cell) in &row.results {
            if status::read(&cell.text).qualified {
                let place = self.place(table.document, row.line);
                self.findings.push(
                    Finding::info(
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
        let period = row.period.as_ref().map(|cell| (cell, period::read_name(&cell.text)));
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
                status: status::read(&cell.text).status,
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

    fn unjoined(&mut self, row: &ResultRow, table: &ResultTable, candidates: &[usize]) {
        let place = self.place(table.document, row.line);
        let again =
            candidates.iter().copied().find(|&d| self.drafts[d].key == row.key && self.titles_agree(d, row));
        let named = format!("{}{}", row.number, row.title.text);
        if let Some(draft) = again {
            self.findings.push(
                Finding::warning(
                    "row_repeated",
                    place,
                    format!("「{named}」の行が、この表に 2 度あります。"),
                )
                .advise("どちらの実績も残しています。一方が誤りなら文書から除いてください。"),
            );
            self.fill(draft, row, table);
            return;
        }
        // A document that is nothing but a table has no measures to miss.
        if !candidates.is_empty() {
            let near = candidates.iter().find(|&&d| self.drafts[d].key == row.key);
            let instead =
                near.map(|&d| format!("(本文の {} は「{}」)", row.number, self.drafts[d].title.text));
            self.findings.push(
                Finding::warning(
                    "row_without_measure",
                    place,
                    format!("実績の表の「{named}」に当たる施策が本文にありません{}。", instead.unwrap_or_default()),
                )
                .advise("番号か題名の読み違いなら repairs.toml で直してください。表だけの施策として残しています。"),
            );
        }
        let chapter = candidates.first().map(|&draft| self.drafts[draft].clone());
        let above = chapter.as_ref().and_then(|draft| draft.local.split('-').next()).map(str::to_owned);
        let above = above.filter(|_| chapter.as_ref().is_some_and(|draft| draft.chapter.is_some()));
        let own = row.key.iter().map(u32::to_string).collect::<Vec<_>>().join("-");
        let local = match (above, own.is_empty() || !row.numbered) {
            (Some(above), false) => format!("{above}-{own}"),
            (None, false) => own,
            (Some(above), true) => format!("{above}-u1"),
            (None, true) => "u1".to_owned(),
        };
        let mut draft = Draft::new(Kind::Measure, unique(local, &mut self.taken), row.title.clone());
        draft.number.clone_from(&row.number);
        draft.key.clone_from(&row.key);
        draft.chapter = table.context.chapter;
        draft.headings = table.context.headings.iter().take(1).chain(&row.headings).cloned().collect();
        // It stands where its neighbours of the same number stand, as far as the plan has such headings.
        let like = candidates.iter().map(|&d| &self.drafts[d]).find(|d| {
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

    /// Headings that the table prints otherwise than the plan.
    fn check_headings(&mut self, table: &ResultTable) {
        for row in table.headings.iter().filter(|row| !row.heading.number.is_empty()) {
            let printed = self.drafts.iter().filter(|draft| draft.is_item()).find_map(|draft| {
                let same_chapter = table.context.chapter.is_none() || draft.chapter == table.context.chapter;
                let heading = draft.headings.iter().find(|heading| heading.number == row.heading.number);
                heading.filter(|_| same_chapter && draft.key.starts_with(&row.key))
            });
            let Some(plan) = printed else { continue };
            if normal(&plan.title.text) != normal(&row.heading.title.text) {
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
    }

    /// Measures of a chapter that has a table, and no row in any.
    fn measures_without_row(&mut self, tables: &[ResultTable]) {
        let tables: Vec<&ResultTable> =
            tables.iter().filter(|table| !table.removed && !table.rows.is_empty()).collect();
        let mut findings = Vec::new();
        for draft in self.drafts.iter().filter(|draft| draft.is_item() && draft.reports.is_empty()) {
            let spoken_of = tables.iter().any(|table| {
                let own = self.drafts.iter().any(|d| d.is_item() && d.chapter == table.context.chapter);
                table.context.chapter == draft.chapter || !own && draft.kind == Kind::Measure
            });
            if spoken_of {
                let (document, line, _) = draft.title.position();
                findings.push(
                    Finding::warning(
                        "no_result_row",
                        self.place(document, line),
                        format!("施策 {}「{}」の行が実績の表にありません。", draft.number, draft.title.text),
                    )
                    .advise("「報告なし」として扱います。表の行の番号か題名を確かめてください。"),
                );
            }
        }
        self.findings.extend(findings);
    }
}

/// Finds for every entry marked (再掲) the one it prints again: by its title, else by its words, else by
/// the only title much like it.
pub(super) fn reprints(drafts: &mut [Draft], documents: &[RepairedDocument]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for index in 0..drafts.len() {
        let draft = &drafts[index];
        if !draft.is_item() || !draft.category.iter().any(|mark| mark == mark::REPRINT) {
            continue;
        }
        let body =
            |draft: &Draft| normal(&draft.body.iter().map(|text| text.text.as_str()).collect::<String>());
        let originals: Vec<&Draft> = drafts
            .iter()
            .filter(|other| other.is_item() && !other.category.iter().any(|mark| mark == mark::REPRINT))
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
