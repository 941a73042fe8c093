//! The contacts in `departments.csv`: telephone, mail and page of a department, or of a measure.
//!
//! A row without a number is about its department in the whole plan. A row with a number is about its department for
//! this entry, or for everything below this heading; without a department, about the measure itself.

use std::collections::{BTreeMap, HashMap, HashSet};

use itertools::Itertools as _;

use super::{
    assignments::{Assignments, MAIL, PAGE, TELEPHONE},
    entry_numbers::Target,
    renames::Renames,
};
use crate::spreadsheet::{Diagnostics, Row};
use shisaku_model::{
    Contact, Entry, Plan,
    Severity::{Info, Warning},
    contact, nearest, shortened,
};

/// The contacts that rows state beside the assignments.
#[derive(Debug, Default)]
pub(super) struct Stated {
    /// The departments in the whole plan, each with its line, by the name as written.
    departments: BTreeMap<String, (u32, Contact)>,
    /// Measures and headings.
    pub(super) measures: HashMap<Target, Contact>,
}

impl Stated {
    /// Adds the contact of a row about a measure or heading, or about departments in the whole plan. A row that has
    /// ended is left out: it is not how people reach the office today.
    pub(super) fn add(
        &mut self,
        target: Option<Target>,
        names: &[String],
        line: u32,
        is_open: bool,
        stated: &Contact,
        diagnostics: &mut Diagnostics<'_>,
    ) {
        if !is_open {
            let message = "「終了」のある行の連絡先は、どのページにも出しません。";
            return diagnostics.report(
                Info,
                "contact_ended",
                line,
                message,
                "いまの連絡先なら、「終了」を空にしてください。",
            );
        }
        if let Some(target) = target {
            let known = self.measures.entry(target).or_default();
            *known = std::mem::take(known).or(stated);
        }
        for name in names {
            self.add_department(name, line, stated, diagnostics);
        }
    }

    /// Adds a contact of a department in the whole plan. Of several, the first statement counts.
    fn add_department(&mut self, name: &str, line: u32, stated: &Contact, diagnostics: &mut Diagnostics<'_>) {
        let (first, known) = self.departments.entry(name.to_owned()).or_insert((line, Contact::default()));
        let pairs = [
            ("電話", &known.telephone, &stated.telephone),
            ("メール", &known.mail, &stated.mail),
            ("ページ", &known.page, &stated.page),
        ];
        for (label, known, new) in pairs {
            if !known.is_empty() && !new.is_empty() && known != new {
                let (known, new) = (shortened(known), shortened(new));
                let message = format!(
                    "「{name}」の{label}「{new}」は、前の行の「{known}」と違います({first} 行目から)。前の行のとおりにしました。"
                );
                diagnostics.report(Warning, "contact_twice", line, message, "どちらか 1 つにしてください。");
            }
        }
        *known = std::mem::take(known).or(stated);
    }
}

/// Reads the contact in a row. A cell that is not valid is reported and left out.
pub(super) fn read(row: &Row<'_>, diagnostics: &mut Diagnostics<'_>) -> Contact {
    let mut cell = |column: usize, read: fn(&str) -> Option<String>, label: &str, advice: &str| {
        let written = row.cell(column);
        if written.is_empty() {
            return String::new();
        }
        read(written).unwrap_or_else(|| {
            let message = format!("「{label}」のセル「{}」は{advice}", shortened(written));
            diagnostics.report(
                Warning,
                "contact_not_read",
                row.line,
                format!("{message}このセルは読んでいません。"),
                "分からなければ空にします。",
            );
            String::new()
        })
    };
    Contact {
        name: String::new(),
        telephone: cell(
            TELEPHONE,
            contact::telephone,
            "電話",
            "電話番号として読めません。市外局番から 1 つだけ書きます(例: 03-0000-0000 内線 123)。",
        ),
        mail: cell(
            MAIL,
            contact::mail,
            "メール",
            "メールアドレスとして読めません。1 つだけ書きます(例: sangyo@city.example.jp)。",
        ),
        page: cell(
            PAGE,
            contact::page,
            "ページ",
            "ページのアドレスとして読めません。https:// から書きます(例: https://www.city.example.jp/sangyo)。",
        ),
    }
}

/// Gives the plan the contacts of its departments and measures. Reports departments that the plan does not have.
pub(super) fn apply(
    plan: &mut Plan,
    assignments: &Assignments,
    renames: &Renames,
    diagnostics: &mut Diagnostics<'_>,
) {
    let departments = of_departments(plan, &assignments.contacts, renames, diagnostics);
    let entries = plan.entries.iter().enumerate().filter_map(|(at, entry)| {
        let own = of_entry(at, entry, assignments, renames, &departments);
        (!own.is_empty()).then(|| (entry.id.clone(), own))
    });
    plan.contacts.entries = entries.collect();
    plan.contacts.departments = departments;
}

/// The contacts that hold in the whole plan, by current names that occur in it.
fn of_departments(
    plan: &Plan,
    stated: &Stated,
    renames: &Renames,
    diagnostics: &mut Diagnostics<'_>,
) -> BTreeMap<String, Contact> {
    let offices: HashSet<&str> = plan.entries.iter().flat_map(Entry::offices).collect();
    let mut departments: BTreeMap<String, Contact> = BTreeMap::new();
    // A row under the current name comes before rows under former names.
    let rows = stated.departments.iter().map(|(name, row)| (name, renames.today(name), row));
    for (name, today, (line, contact)) in rows.sorted_by_key(|(name, today, _)| !today.contains(name)) {
        let known = today.into_iter().filter(|name| offices.contains(name.as_str())).collect_vec();
        if known.is_empty() {
            let near = match diagnostics.is_full("contact_of_no_department") {
                true => None,
                false => nearest(name, offices.iter().copied().sorted_unstable()),
            };
            let near = near.map(|near| format!("近い名前は「{near}」です。")).unwrap_or_default();
            let seen = shortened(name);
            let message = format!(
                "「{seen}」は、この計画のどの項目の担当課でも関係課でもありません。この行の連絡先は、どのページにも出ません。"
            );
            let advice = format!("{near}課の名前を、計画にあるとおりに書いてください。");
            diagnostics.report(Warning, "contact_of_no_department", *line, message, advice);
        }
        for name in known {
            let known = departments.entry(name.clone()).or_default();
            *known = std::mem::take(known).or(&Contact { name, ..contact.clone() });
        }
    }
    departments
}

/// The contacts of one entry, if rows with numbers state any: its own, then those of all its departments.
fn of_entry(
    at: usize,
    entry: &Entry,
    assignments: &Assignments,
    renames: &Renames,
    departments: &BTreeMap<String, Contact>,
) -> Vec<Contact> {
    let own = assignments.contact_of(at, entry);
    let mut filed: HashMap<String, Contact> = HashMap::new();
    for (_, rows) in assignments.of(at, entry) {
        for row in rows.into_iter().filter(|row| !row.contact.is_empty()) {
            for name in renames.today(&row.name) {
                let known = filed.entry(name).or_default();
                *known = std::mem::take(known).or(&row.contact);
            }
        }
    }
    if own.is_none() && filed.is_empty() {
        return Vec::new();
    }
    let of_offices = entry.offices().filter_map(|name| {
        let filed = filed.get(name).cloned().unwrap_or_default();
        let contact = filed.or(departments.get(name).unwrap_or(&Contact::default()));
        (!contact.is_empty()).then(|| Contact { name: name.to_owned(), ..contact })
    });
    own.cloned().into_iter().chain(of_offices).collect()
}
