//! Reads `departments.csv`: departments of entries, with roles and dates. Decides which rows apply.

use std::collections::{HashMap, HashSet};

use itertools::Itertools as _;
use time::Date;

use super::{
    contacts,
    dates::{self, End},
    department_names::{self, MAX_LETTERS},
    entry_numbers::{Target, Targets, Unresolved, is_answered_for, undo_date_conversion},
};
use crate::spreadsheet::{self, Column, Diagnostics, Need, Row};
use shisaku_model::{
    Contact, Entry, Finding,
    Severity::{Info, Warning},
    shortened,
};

/// Columns of `departments.csv`.
const COLUMNS: [Column; 8] = [
    Column {
        name: "項目番号",
        others: &["番号", "施策番号", "id", "number", "entry", "no"],
        need: Need::Column,
    },
    Column {
        name: "担当課",
        others: &["所管課", "主管課", "課名", "課", "部署", "担当部署", "department"],
        need: Need::Column,
    },
    Column { name: "役割", others: &["区分", "role"], need: Need::Cell },
    Column { name: "開始", others: &["開始日", "開始年度", "から", "from"], need: Need::Cell },
    Column { name: "終了", others: &["終了日", "終了年度", "まで", "to"], need: Need::Cell },
    Column { name: "電話", others: &["電話番号", "tel", "telephone", "phone"], need: Need::Nothing },
    Column {
        name: "メール",
        others: &["メールアドレス", "eメール", "e-mail", "email", "mail"],
        need: Need::Nothing,
    },
    Column {
        name: "ページ",
        others: &["ホームページ", "webページ", "url", "アドレス", "page"],
        need: Need::Nothing,
    },
];
const NUMBER: usize = 0;
const DEPARTMENT: usize = 1;
const ROLE: usize = 2;
const FROM: usize = 3;
const TO: usize = 4;
pub(super) const TELEPHONE: usize = 5;
pub(super) const MAIL: usize = 6;
pub(super) const PAGE: usize = 7;

/// Maximum number of departments of one entry or heading, and of distinct names in a file. Every name is a
/// filter on every page, so a wrong column would exhaust memory.
const MAX_PER_TARGET: usize = 100;
const MAX_NAMES: usize = 1000;

/// Role of a department: 主管 (lead) or 関係 (related).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Role {
    Lead,
    Related,
}

impl Role {
    /// Parses a role. An empty cell means lead.
    fn read(cell: &str) -> Option<Self> {
        match department_names::tidy(cell).to_lowercase().as_str() {
            "" | "主管" | "主管課" | "主" | "担当" | "担当課" | "所管" | "所管課" | "主担当" | "lead" => {
                Some(Self::Lead)
            }
            "関係" | "関係課" | "関連" | "関連課" | "副" | "副担当" | "協力" | "related" => {
                Some(Self::Related)
            }
            _ => None,
        }
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Lead => "担当課",
            Self::Related => "関係課",
        }
    }
}

/// One department from one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Assignment {
    pub line: u32,
    pub role: Role,
    pub name: String,
    from: Date,
    /// Last day. [`Date::MAX`] if open-ended.
    to: Date,
    /// How the department is reached about this entry or heading.
    pub contact: Contact,
}

/// The usable rows.
#[derive(Debug, Default)]
pub(super) struct Assignments {
    /// Departments by entry or heading.
    rows: HashMap<Target, Vec<Assignment>>,
    /// Contacts of departments in the whole plan, and of measures.
    pub contacts: contacts::Stated,
}

impl Assignments {
    pub(crate) fn read(text: &str, targets: &Targets<'_>, diagnostics: &mut Diagnostics<'_>) -> Self {
        let mut all = Self::default();
        let mut blank: Option<(u32, usize)> = None;
        let mut different: HashSet<String> = HashSet::new();
        spreadsheet::read(text, &COLUMNS, diagnostics, |row, diagnostics| {
            let (names, understood) = department_names::names(row.cell(DEPARTMENT));
            let contact = contacts::read(row, diagnostics);
            let has_contact = [TELEPHONE, MAIL, PAGE].into_iter().any(|column| !row.cell(column).is_empty());
            // Rows without a department are allowed: staff may fill in a list of all entries step by step.
            if names.is_empty() && !row.cell(NUMBER).is_empty() && !has_contact {
                blank.get_or_insert((row.line, 0)).1 += 1;
                return Ok(());
            }
            check_length(row, &names)?;
            if has_contact && names.is_empty() != row.cell(NUMBER).is_empty() {
                let (_, _, to) = read_role_and_days(row)?;
                let target = match names.is_empty() {
                    true => Some(read_target(row, targets, diagnostics)?),
                    false => None,
                };
                let is_open = to == Date::MAX;
                all.contacts.add(target, &names, row.line, is_open, &contact, diagnostics);
                return Ok(());
            }
            let target = read_target(row, targets, diagnostics)?;
            let (role, from, to) = read_role_and_days(row)?;
            for understood in understood {
                let (code, message, advice) = understood.described();
                diagnostics.report(Info, code, row.line, message, advice);
            }
            let of = all.rows.entry(target).or_default();
            let new = names.iter().filter(|name| !different.contains(*name)).count();
            let limits = [
                ("ひとつの項目", of.len() + names.len(), MAX_PER_TARGET),
                ("ひとつのファイル", different.len() + new, MAX_NAMES),
            ];
            if let Some((of, _, most)) = limits.into_iter().find(|(_, count, most)| count > most) {
                return Err(row.error(
                    "too_many_departments",
                    format!("{of}の担当課と関係課は {most} までです。この行は読んでいません。"),
                    "「担当課」の列に、課の名前でないもの(通し番号など)が入っていないか確かめてください。",
                ));
            }
            different.extend(names.iter().cloned());
            let assignment = |name| {
                let contact = contact.clone();
                Assignment { line: row.line, role, name, from, to, contact }
            };
            of.extend(names.into_iter().map(assignment));
            Ok(())
        });
        if let Some((line, count)) = blank {
            let message = format!(
                "担当課が空(または未定)の行が、この行から {count} 行あります。ほかで決まらなければ「記載なし」になります。"
            );
            diagnostics.report(Info, "department_not_filled", line, message, "");
        }
        all
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Assignment> {
        self.rows.values().flatten()
    }

    /// The assignments that apply to an entry, by role.
    ///
    /// For each role, the nearest level with rows counts: the entry itself, then its subsection, policy,
    /// chapter. Leads that end last apply. Related departments apply if they do not end before these leads.
    /// A role without rows is omitted; a role whose rows have all ended is empty.
    pub(crate) fn of(&self, at: usize, entry: &Entry) -> Vec<(Role, Vec<&Assignment>)> {
        if !is_answered_for(entry) {
            return Vec::new();
        }
        let levels: Vec<&Vec<Assignment>> =
            levels(at, entry).filter_map(|target| self.rows.get(&target)).collect();
        let by_role = [Role::Lead, Role::Related].map(|role| {
            let mut of_role =
                levels.iter().map(|level| level.iter().filter(|one| one.role == role).collect_vec());
            (role, of_role.find(|all| !all.is_empty()).unwrap_or_default())
        });
        let last = by_role.iter().find_map(|(_, all)| all.iter().map(|one| one.to).max());
        let applying =
            |all: Vec<_>| all.into_iter().filter(|one: &&Assignment| Some(one.to) >= last).collect();
        let with_rows = by_role.into_iter().filter(|(_, all)| !all.is_empty());
        with_rows.map(|(role, all)| (role, applying(all))).collect()
    }

    /// The contact of an entry itself: that of the nearest level with one.
    pub(crate) fn contact_of(&self, at: usize, entry: &Entry) -> Option<&Contact> {
        let stated = |target| self.contacts.measures.get(&target).filter(|contact| !contact.is_empty());
        is_answered_for(entry).then(|| levels(at, entry).find_map(stated)).flatten()
    }

    /// Reports duplicate rows, overlapping dates and overlapping leads.
    pub(crate) fn report_doubts(&self, targets: &Targets<'_>, diagnostics: &mut Diagnostics<'_>) {
        // File order keeps the reported findings stable.
        let by_line = |(_, all): &(_, &Vec<Assignment>)| all.first().map(|first| first.line);
        for (target, all) in self.rows.iter().sorted_by_key(by_line) {
            let label = targets.label(target);
            let mut kept: HashMap<(Role, &str, Date, Date), u32> = HashMap::new();
            let mut sorted: Vec<&Assignment> = Vec::new();
            for one in all {
                if let Some(first) = kept.insert((one.role, &one.name, one.from, one.to), one.line) {
                    let (name, role) = (&one.name, one.role.label());
                    diagnostics.report(
                        Warning,
                        "row_twice",
                        one.line,
                        format!("「{label}」の{role}「{name}」は {first} 行目と同じです。"),
                        "どちらか 1 行を消してください。",
                    );
                } else {
                    sorted.push(one);
                }
            }
            sorted.sort_by_key(|one| (one.from, one.line));
            // The assignment that ends last so far, for each department and role, and among all leads.
            let mut of_name: HashMap<(Role, &str), &Assignment> = HashMap::new();
            let mut lead: Option<&Assignment> = None;
            for one in sorted {
                let (name, role) = (&one.name, one.role.label());
                let before = of_name.entry((one.role, name)).or_insert(one);
                let other = before.line;
                if other != one.line && one.from <= before.to {
                    diagnostics.report(
                        Warning,
                        "dates_overlap",
                        one.line,
                        format!("「{label}」の{role}「{name}」の期間が、{other} 行目と重なっています。"),
                        "1 行にまとめるか、前の行の「終了」を次の行の「開始」の前の日にしてください。",
                    );
                }
                *before = if one.to > before.to { one } else { before };
                if one.role != Role::Lead {
                    continue;
                }
                let overlaps = |before: &&Assignment| {
                    before.name != one.name && before.line != one.line && one.from <= before.to
                };
                match lead.filter(overlaps) {
                    None => {}
                    Some(before) if (before.from, before.to) == (one.from, one.to) => {
                        let message = format!(
                            "「{label}」の担当課「{name}」は、{} 行目の課と 2 課で受け持つものと読みました。",
                            before.line
                        );
                        diagnostics.report(Info, "leads_together", one.line, message, "");
                    }
                    Some(before) => diagnostics.report(
                        Warning,
                        "leads_overlap",
                        one.line,
                        format!("「{label}」の担当課「{name}」の期間が、{} 行目の別の担当課と重なっています。", before.line),
                        "担当が替わったのなら、前の担当課の「終了」を埋めてください。2 課で受け持つのなら、開始と終了を同じにします。",
                    ),
                }
                lead = lead.filter(|before| before.to >= one.to).or(Some(one));
            }
        }
    }
}

/// The entry, then the headings above it, the nearest first.
fn levels(at: usize, entry: &Entry) -> impl Iterator<Item = Target> {
    let above = entry.sections.iter().rev().cloned().map(Target::Heading);
    std::iter::once(Target::Entry(at)).chain(above)
}

fn check_length(row: &Row<'_>, names: &[String]) -> Result<(), Finding> {
    let Some(long) = names.iter().find(|name| name.chars().count() > MAX_LETTERS) else { return Ok(()) };
    let (shown, letters) = (shortened(long), long.chars().count());
    Err(row.error(
        "department_too_long",
        format!("「担当課」のセル「{shown}」は {letters} 字あり、課の名前として長すぎます({MAX_LETTERS} 字まで)。この行は読んでいません。"),
        "課の名前だけを書いてください。いくつかあるときは「、」で区切ります。",
    ))
}

fn read_role_and_days(row: &Row<'_>) -> Result<(Role, Date, Date), Finding> {
    let seen = |column: usize| shortened(row.cell(column));
    let role = Role::read(row.cell(ROLE)).ok_or_else(|| {
        row.error(
            "unknown_role",
            format!("「役割」のセル「{}」は知らない役割です。この行は読んでいません。", seen(ROLE)),
            "「主管」か「関係」と書いてください。空なら主管です。",
        )
    })?;
    let day = |column: usize, end: End, open: Date| match row.cell(column) {
        "" => Ok(open),
        cell => dates::read(cell, end).ok_or_else(|| {
            let name = COLUMNS[column].name;
            row.error(
                "unreadable_date",
                format!(
                    "「{name}」のセル「{}」は日付として読めません。この行は読んでいません。",
                    seen(column)
                ),
                "2011-04-01、平成23年4月1日、平成23年度、2011 のように書きます。分からなければ空にします。",
            )
        }),
    };
    let (from, to) = (day(FROM, End::First, Date::MIN)?, day(TO, End::Last, Date::MAX)?);
    if to < from {
        let (to, from) = (seen(TO), seen(FROM));
        return Err(row.error(
            "ends_before_start",
            format!("「終了」({to})が「開始」({from})より前です。この行は読んでいません。"),
            "入れ替わっていないか、確かめてください。",
        ));
    }
    Ok((role, from, to))
}

fn read_target(
    row: &Row<'_>,
    targets: &Targets<'_>,
    diagnostics: &mut Diagnostics<'_>,
) -> Result<Target, Finding> {
    let cell = row.cell(NUMBER);
    let seen = format!("「項目番号」のセル「{}」", shortened(cell));
    match targets.find(cell) {
        Ok(target) => Ok(target),
        Err(Unresolved::Several(ids)) => Err(row.error(
            "number_of_several",
            format!("{seen}は、いくつもの項目の番号です。この行は読んでいません。"),
            format!("次のどれかを書いてください: {}", ids.join("、")),
        )),
        Err(Unresolved::Kind(kind)) => Err(row.error(
            "no_department_for_kind",
            format!("{seen}は{kind}です。担当課があるのは施策・除いた項目・体制の項目です。この行は読んでいません。"),
            "それを載せている施策の番号を書いてください。",
        )),
        Err(Unresolved::Unknown) if cell.is_empty() => Err(row.error(
            "no_number",
            "「項目番号」のセルが空です。この行は読んでいません。",
            "1-1(1) のような番号か、5-6-r1 のような ID を書いてください。",
        )),
        Err(Unresolved::Unknown) => {
            let was = undo_date_conversion(cell);
            if let Some(was) = &was
                && let Ok(target) = targets.find(was)
            {
                diagnostics.report(
                    Info,
                    "number_was_a_day",
                    row.line,
                    format!("{seen}は、表計算ソフトが日付に変えた「{was}」と読みました。"),
                    "項目番号の列の表示形式を「文字列」にしてから入力すると、変わりません。",
                );
                return Ok(target);
            }
            // The search for the nearest number is slow, and beyond the cap nobody sees the finding.
            let near = match diagnostics.is_full("unknown_entry") {
                true => None,
                false => targets.nearest(was.as_deref().unwrap_or(cell)),
            };
            let near = near.map(|near| format!("近い番号は「{near}」です。")).unwrap_or_default();
            Err(row.error(
                "unknown_entry",
                format!("{seen}という項目はありません。この行は読んでいません。"),
                format!("{near}番号と ID は shisaku export --format csv の一覧にあります。"),
            ))
        }
    }
}
