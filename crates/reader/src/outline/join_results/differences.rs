//! Reports where a table and the text of the plan differ, and results that people should check.

use std::rc::Rc;

use itertools::Itertools as _;

use super::{
    super::{
        drafts::DraftHeading,
        result_rows::{ResultRow, ResultTable},
        result_status::{self, Context},
        titles::normal,
    },
    Joiner,
};
use shisaku_model::{Finding, Locator};
use wareki::FiscalYears;

impl Joiner<'_> {
    /// Reports a column of sentences on a year that was not understood, in a table without results.
    pub(super) fn report_unread(&mut self, table: &ResultTable) {
        if let (Some(head), Some(row)) = (&table.unread, table.rows.first()) {
            let message = format!("列「{head}」は実績のようですが、実績として読めていません。");
            let advice =
                "実績の列なら、plan.toml の [columns] に \"列の見出し\" = \"実績\" と書いてください。";
            self.warn("result_column_unread", (row.line, table), message, advice);
        }
    }

    /// Reports a row whose number or title differs from its measure's.
    pub(super) fn report_differences(&mut self, measure: usize, row: &ResultRow, table: &ResultTable) {
        let draft = &self.drafts[measure];
        let (number, title) = (&draft.entry.number, &draft.title.text);
        let (row_number, row_title) = (&row.number, &row.title.text);
        if row_title.is_empty() {
            return;
        }
        if normal(title) != normal(row_title) {
            let place = draft.title.place(self.documents);
            let at = match &place.at {
                Locator::Lines => format!("{}行目", place.lines[0]),
                at => at.to_string(),
            };
            let message = format!(
                "{row_number} の題名が、本文({at})では「{title}」、実績の表では「{row_title}」です。"
            );
            let advice = if self.results_files.contains(&table.document) {
                "番号の同じ施策の実績としました。題名を確かめてください。"
            } else {
                "同じ施策としてつなぎ、どちらの題名でも見つかります。読み違いなら repairs.toml で直してください。"
            };
            self.warn("title_differs", (row.line, table), message, advice);
        } else if row.numbered && !number.ends_with(row_number) {
            let message =
                format!("「{row_title}」の番号が、本文では {number}、実績の表では {row_number} です。");
            let advice = "題名が同じでほかにないため、同じ施策としてつないでいます。番号を確かめてください。";
            self.warn("number_differs", (row.line, table), message, advice);
        }
    }

    /// Reports results on years that another report of the measure covers with others.
    pub(super) fn report_overlaps(&mut self, measure: usize, row: &ResultRow, table: &ResultTable) {
        let draft = &self.drafts[measure];
        let known = draft.results.iter().filter_map(|(years, _)| *years);
        let overlapping = row.results.iter().filter_map(|(years, _)| {
            let years = (*years)?;
            let shares =
                |known: &FiscalYears| *known != years && years.years().any(|year| known.contains(year));
            Some((years, known.clone().find(shares)?))
        });
        let messages: Vec<String> = overlapping
            .map(|(years, known)| {
                let (number, title) = (&draft.entry.number, &draft.title.text);
                let (years, known) = (years.in_eras(), known.in_eras());
                format!("{number}「{title}」には{known}の実績がもうあり、{years}の実績と年度が重なります。")
            })
            .collect();
        for message in messages {
            let advice = "両方を示し、終わりの年度が新しいほうの結果を使います。年度の書き誤りでないか確かめてください。";
            self.warn("result_years_overlap", (row.line, table), message, advice);
        }
    }

    /// Reports results that cannot be read, or that hold for a part only.
    pub(super) fn report_doubts(&mut self, title: &str, row: &ResultRow, table: &ResultTable) {
        for (years, cell) in &row.results {
            let reading = result_status::read_with(
                &cell.in_lines(),
                Context { years: *years, legend: Some(self.legend) },
            );
            if reading.qualified && !result_status::is_plain_part(&cell.text) {
                let message = format!("「{title}」の「実績なし」には条件か範囲がついています: {}", cell.text);
                let advice = "全体に実績がないのか、一部だけかを確かめてください。";
                self.warn("qualified_none", (row.line, table), message, advice);
            }
            if reading.doubtful {
                let message =
                    format!("「{title}」の実績の欄から、何かしたのかどうかを読めません: {}", cell.text);
                let advice =
                    "「報告なし」として扱います。何をしたか、または「実績なし」などと書いてください。";
                self.warn("result_unclear", (row.line, table), message, advice);
            }
        }
    }

    /// Reports headings that differ between the table and the plan's text.
    pub(super) fn report_heading_differences(&mut self, table: &ResultTable) {
        for (key, heading) in table.headings.iter().filter(|(_, heading)| !heading.number.is_empty()) {
            let of_plan = self.drafts.iter().filter(|draft| {
                let same_chapter = table.context.chapter.is_none() || draft.chapter == table.context.chapter;
                draft.is_item() && same_chapter && draft.key.starts_with(key)
            });
            let printed = of_plan
                .filter_map(|draft| draft.headings.iter().find(|h| h.number == heading.number))
                .collect_vec();
            let same = |plan: &&Rc<DraftHeading>| normal(&plan.title.text) == normal(&heading.title.text);
            let Some(plan) = printed.first().filter(|_| !printed.iter().any(same)) else { continue };
            let message = format!(
                "見出し {} が、本文では「{}」、実績の表では「{}」です。",
                heading.number, plan.title.text, heading.title.text
            );
            self.findings.push(
                Finding::warning("heading_differs", heading.title.place(self.documents), message)
                    .advise("本文の見出しを使っています。読み違いなら repairs.toml で直してください。"),
            );
        }
    }

    /// Reports measures within the scope of a table that have no row in any.
    pub(super) fn report_measures_without_row(&mut self) {
        for (index, draft) in self.drafts.iter().enumerate() {
            if draft.results.is_empty() && draft.is_item() && self.in_scope.contains(&index) {
                let (number, title) = (&draft.entry.number, &draft.title.text);
                let message = format!("施策 {number}「{title}」の行が実績の表に見つかりません。");
                self.findings.push(
                    Finding::warning("no_result_row", draft.title.place(self.documents), message)
                        .advise("「報告なし」として扱います。表の行の番号か題名を確かめてください。"),
                );
            }
        }
    }
}
