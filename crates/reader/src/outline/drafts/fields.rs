//! Tables and labelled values under a heading: measures of their own, or fields of the measure above.

use super::{
    super::{
        department_cells,
        located_text::Text,
        period_cells, result_rows,
        table::{
            Table,
            columns::{self, Column},
        },
        titles,
    },
    Maker,
};
use wareki::FiscalYears;

impl Maker<'_> {
    /// Reads a table of measures or results under a node.
    pub(super) fn table(
        &mut self,
        node: Option<usize>,
        table: Table,
        title: Option<Text>,
        legend: Vec<titles::Legend>,
    ) {
        let context = result_rows::TableContext {
            title,
            legend,
            place: node.map(|node| self.ids[node].clone()).unwrap_or_default(),
            headings: self.headings(self.above(node)),
            section: node.map(|node| self.sections(self.tree.root(node))).unwrap_or_default(),
            sections: self.above(node).map(|node| self.sections(node)).unwrap_or_default(),
            chapter: node.map(|node| self.tree.root(node)),
            result_years: self.result_years(table.document),
        };
        let table = table.with_years_as_results(&self.made.legend);
        self.made.tables.push(result_rows::read(table, context, self.ledger));
    }

    /// Years of the results of a document that names none beside them: of the manifest, or of its title. Beside
    /// other documents, its title knows better.
    fn result_years(&self, document: usize) -> Option<FiscalYears> {
        let own = self.tree.reported.get(document).copied().flatten();
        let of_plan = self.manifest.result_years;
        if self.tree.reported.len() > 1 { own.or(of_plan) } else { of_plan.or(own) }
    }

    /// Reads labelled values that stand in a row. With a title among them, they are a measure of their own.
    /// Otherwise they are fields of the item, or text.
    pub(super) fn fields(
        &mut self,
        node: Option<usize>,
        item: Option<usize>,
        form: &mut Vec<(Column, Text)>,
        preamble: &mut Vec<Text>,
    ) {
        if form.iter().any(|(column, _)| matches!(column, Column::Title(_))) {
            return self.form(node, form);
        }
        let names: Vec<String> =
            form.iter().map(|(_, value)| value.label.as_deref().unwrap_or_default().to_owned()).collect();
        columns::settle(form.iter_mut().map(|(column, _)| column).zip(names.iter().map(String::as_str)));
        for (column, mut value) in form.drain(..) {
            let Some(item) = item else {
                if column == Column::Period && self.made.plan_years.is_none() {
                    self.made.plan_years = period_cells::read_period_cell(&value.text).years;
                }
                preamble.push(value);
                continue;
            };
            let result_years = self.result_years(value.position().0);
            let draft = &mut self.made.drafts[item];
            match column {
                Column::Department | Column::RelatedDepartment => {
                    let names = department_cells::read_cell(&value, &mut Vec::new(), self.ledger);
                    let lead = column == Column::Department;
                    if lead { &mut draft.departments } else { &mut draft.related_departments }.extend(names);
                }
                Column::Result(years) => {
                    value.label = None;
                    draft.results.push((years.or(result_years), value));
                }
                Column::Period => {
                    let period = period_cells::read_period_cell(&value.text);
                    draft.years = draft.years.or(period.years);
                    if let Some(name) = period.name {
                        draft.entry.period.get_or_insert(name);
                        draft.periods.push(value);
                    } else {
                        draft.body.push(value);
                    }
                }
                Column::FormerTitle => draft.title_variants.push(Text { label: None, ..value }),
                Column::Content => draft.body.push(Text { label: None, ..value }),
                _ => draft.body.push(value),
            }
        }
    }

    /// Reads labelled values as a measure of their own. Without a title they are text of the plan.
    pub(super) fn form(&mut self, node: Option<usize>, form: &mut Vec<(Column, Text)>) {
        let document = form.first().map_or(0, |(_, value)| value.position().0);
        if let Some(table) = Table::of_form(document, std::mem::take(form)) {
            self.table(node, table, None, Vec::new());
        }
    }

    /// Reads a table of indicators. Returns its cells as texts.
    pub(super) fn indicators(&mut self, item: Option<usize>, table: Table) -> Vec<Text> {
        let mut texts = table.head_lines;
        for row in table.rows {
            let (indicators, cells) = result_rows::read_indicators(&table.columns, row);
            if let Some(item) = item {
                self.made.drafts[item].indicators.extend(indicators);
            }
            let mut line = Text::default();
            for cell in cells.into_iter().filter(|cell| !cell.text.is_empty() && !cell.borrowed) {
                line.extend_apart(cell);
            }
            texts.push(line);
        }
        texts.retain(|text| !text.text.is_empty());
        texts
    }
}
