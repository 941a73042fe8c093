//! Reads `departments.csv`: departments of entries, with roles and dates. Decides which rows apply.

use std::collections::{HashMap, HashSet};

use time::Date;

use super::{
    dates::{self, End},
    department_names::{self, Interpretation, MAX_LETTERS},
    entry_numbers::{Target, Targets, Unresolved, is_answered_for, undo_date_conversion},
};
use crate::spreadsheet::{self, Column, Diagnostics, Need, Row, Sheet};
use shisaku_model::{Entry, Finding, Place, shortened};

/// Columns of `departments.csv`.
const COLUMNS: [Column; 5] = [
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
];
const NUMBER: usize = 0;
const DEPARTMENT: usize = 1;
const ROLE: usize = 2;
const FROM: usize = 3;
const TO: usize = 4;

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
}

/// The usable rows, by entry or heading.
#[derive(Debug, Default)]
pub(super) struct Assignments(HashMap<Target, Vec<Assignment>>);

/// The distinct names of assignments.
pub(super) fn named(assignments: &[&Assignment]) -> Vec<String> {
    let mut seen = HashSet::new();
    let names = assignments.iter().map(|assignment| &assignment.name);
    names.filter(|name| seen.insert(name.as_str())).cloned().collect()
}

impl Assignments {
    pub(crate) fn read(
        sheet: Sheet<'_>,
        targets: &Targets,
        ids: &dyn Fn(usize) -> String,
        diagnostics: &mut Diagnostics<'_>,
    ) -> Self {
        let mut all = Self::default();
        let mut blank: Option<(u32, usize)> = None;
        let mut different: HashSet<String> = HashSet::new();
        spreadsheet::read(sheet, &COLUMNS, diagnostics, |row, diagnostics| {
            let (names, understood) = department_names::names(row.cell(DEPARTMENT));
            // Rows without a department are allowed: staff may fill in a list of all entries step by step.
            if names.is_empty() && !row.cell(NUMBER).is_empty() {
                blank = Some(blank.map_or((row.line, 1), |(line, count)| (line, count + 1)));
                return;
            }
            let Some((target, role, from, to)) = read_row(&row, targets, ids, diagnostics) else { return };
            if let Some(long) = names.iter().find(|name| name.chars().count() > MAX_LETTERS) {
                let message = format!(
                    "「担当課」のセル「{}」は {} 字あり、課の名前として長すぎます({MAX_LETTERS} 字まで)。この行は読んでいません。",
                    shortened(long),
                    long.chars().count()
                );
                diagnostics.push(
                    Finding::error("department_too_long", Place::line(diagnostics.file, row.line), message)
                        .advise("課の名前だけを書いてください。いくつかあるときは「、」で区切ります。"),
                );
                return;
            }
            for understood in understood {
                report_interpretation(&understood, row.line, diagnostics);
            }
            let of = all.0.entry(target).or_default();
            let new = names.iter().filter(|name| !different.contains(*name)).count();
            let too_many = match () {
                () if of.len() + names.len() > MAX_PER_TARGET => Some(("ひとつの項目", MAX_PER_TARGET)),
                () if different.len() + new > MAX_NAMES => Some(("ひとつのファイル", MAX_NAMES)),
                () => None,
            };
            if let Some((of, most)) = too_many {
                let message = format!("{of}の担当課と関係課は {most} までです。この行は読んでいません。");
                diagnostics.push(
                    Finding::error("too_many_departments", Place::line(diagnostics.file, row.line), message)
                        .advise("「担当課」の列に、課の名前でないもの(通し番号など)が入っていないか確かめてください。"),
                );
                return;
            }
            different.extend(names.iter().cloned());
            of.extend(names.into_iter().map(|name| Assignment { line: row.line, role, name, from, to }));
        });
        if let Some((line, count)) = blank {
            diagnostics.push(Finding::info(
                "department_not_filled",
                Place::line(diagnostics.file, line),
                format!("担当課が空(または未定)の行が、この行から {count} 行あります。ほかで決まらなければ「記載なし」になります。"),
            ));
        }
        all
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Assignment> {
        self.0.values().flatten()
    }

    /// The assignments that apply to an entry, by role.
    ///
    /// For each role, the nearest level with rows counts: the entry itself, then its subsection, policy,
    /// chapter. Leads that end last apply. Related departments apply if they do not end before these leads.
    /// A role without rows is omitted; a role whose rows have all ended is empty.
    pub(crate) fn of(&self, at: usize, entry: &Entry) -> Vec<(Role, Vec<&Assignment>)> {
        if self.0.is_empty() || !is_answered_for(entry) {
            return Vec::new();
        }
        let own = std::iter::once(Target::Entry(at));
        let above = entry.sections.iter().rev().cloned().map(Target::Heading);
        let levels: Vec<&Vec<Assignment>> =
            own.chain(above).filter_map(|target| self.0.get(&target)).collect();
        let nearest = |role: Role| -> Vec<&Assignment> {
            let of_role = |level: &&'_ Vec<Assignment>| level.iter().any(|one| one.role == role);
            let level = levels.iter().find(|level| of_role(level));
            level.into_iter().flat_map(|level| level.iter()).filter(|one| one.role == role).collect()
        };
        let last = |of: &[&Assignment]| of.iter().map(|one| one.to).max();
        let (mut leads, mut related) = (nearest(Role::Lead), nearest(Role::Related));
        let lasts = (last(&leads), last(&related));
        if let Some(last) = lasts.0 {
            leads.retain(|one| one.to == last);
        }
        let roles = [
            lasts.0.map(|_| (Role::Lead, leads)),
            lasts.1.map(|own| {
                related.retain(|one| one.to >= lasts.0.unwrap_or(own));
                (Role::Related, related)
            }),
        ];
        roles.into_iter().flatten().collect()
    }

    /// Reports duplicate rows, overlapping dates and overlapping leads.
    pub(crate) fn report_doubts(&self, targets: &Targets, diagnostics: &mut Diagnostics<'_>) {
        // File order keeps the reported findings stable.
        let mut targets_in_order: Vec<(&Target, &Vec<Assignment>)> = self.0.iter().collect();
        targets_in_order.sort_by_key(|(_, all)| all.first().map(|first| first.line));
        for (target, all) in targets_in_order {
            let mut kept: HashMap<(Role, &str, Date, Date), u32> = HashMap::new();
            let mut sorted: Vec<&Assignment> = Vec::new();
            for one in all {
                if let Some(first) = kept.insert((one.role, &one.name, one.from, one.to), one.line) {
                    doubt("row_twice", one, first, targets.label(target), diagnostics);
                } else {
                    sorted.push(one);
                }
            }
            sorted.sort_by_key(|one| (one.from, one.line));
            // The assignment that ends last so far, for each department and role, and among all leads.
            let mut of_name: HashMap<(Role, &str), &Assignment> = HashMap::new();
            let mut lead: Option<&Assignment> = None;
            for one in sorted {
                let before = of_name.entry((one.role, &one.name)).or_insert(one);
                if before.line != one.line && one.from <= before.to {
                    doubt("dates_overlap", one, before.line, targets.label(target), diagnostics);
                }
                *before = if one.to > before.to { one } else { before };
                if one.role == Role::Lead {
                    if let Some(before) =
                        lead.filter(|before| before.name != one.name && one.from <= before.to)
                    {
                        let together = before.from == one.from && before.to == one.to;
                        let code = if together { "leads_together" } else { "leads_overlap" };
                        if before.line != one.line {
                            doubt(code, one, before.line, targets.label(target), diagnostics);
                        }
                    }
                    lead = lead.filter(|before| before.to >= one.to).or(Some(one));
                }
            }
        }
    }
}

/// Reports the interpretation of an ambiguous cell.
fn report_interpretation(understood: &Interpretation, line: u32, diagnostics: &mut Diagnostics<'_>) {
    let place = Place::line(diagnostics.file, line);
    diagnostics.push(match understood {
        Interpretation::Within { written, name } => Finding::info(
            "department_within",
            place,
            format!(
                "「担当課」のセル「{}」を、部とその下の課と見て、ひとつの名前「{name}」と読みました。",
                shortened(written)
            ),
        )
        .advise("別々の課なら、「、」で区切ってください。"),
        Interpretation::Apart { written, names } => Finding::info(
            "departments_apart",
            place,
            format!(
                "「担当課」のセル「{}」を、{} つの名前「{}」と読みました。",
                shortened(written),
                names.len(),
                shortened(&names.join("」「"))
            ),
        )
        .advise(
            "いくつもの課なら「、」で、部とその下の課なら空白で区切ってください(例: 産業経済部 産業課)。",
        ),
    });
}

fn doubt(code: &'static str, one: &Assignment, other: u32, label: &str, diagnostics: &mut Diagnostics<'_>) {
    let place = Place::line(diagnostics.file, one.line);
    let (name, role) = (&one.name, one.role.label());
    diagnostics.push(match code {
        "row_twice" => Finding::warning(code, place, format!("「{label}」の{role}「{name}」は {other} 行目と同じです。"))
            .advise("どちらか 1 行を消してください。"),
        "dates_overlap" => Finding::warning(
            code,
            place,
            format!("「{label}」の{role}「{name}」の期間が、{other} 行目と重なっています。"),
        )
        .advise("1 行にまとめるか、前の行の「終了」を次の行の「開始」の前の日にしてください。"),
        "leads_overlap" => Finding::warning(
            code,
            place,
            format!("「{label}」の担当課「{name}」の期間が、{other} 行目の別の担当課と重なっています。"),
        )
        .advise("担当が替わったのなら、前の担当課の「終了」を埋めてください。2 課で受け持つのなら、開始と終了を同じにします。"),
        _ => Finding::info(
            code,
            place,
            format!("「{label}」の担当課「{name}」は、{other} 行目の課と 2 課で受け持つものと読みました。"),
        ),
    });
}

fn read_row(
    row: &Row,
    targets: &Targets,
    ids: &dyn Fn(usize) -> String,
    diagnostics: &mut Diagnostics<'_>,
) -> Option<(Target, Role, Date, Date)> {
    let target = read_target(row, targets, ids, diagnostics)?;
    let place = Place::line(diagnostics.file, row.line);
    let Some(role) = Role::read(row.cell(ROLE)) else {
        diagnostics.push(
            Finding::error(
                "unknown_role",
                place,
                format!(
                    "「役割」のセル「{}」は知らない役割です。この行は読んでいません。",
                    shortened(row.cell(ROLE))
                ),
            )
            .advise("「主管」か「関係」と書いてください。空なら主管です。"),
        );
        return None;
    };
    let from = read_day(row, FROM, End::First, Date::MIN, diagnostics)?;
    let to = read_day(row, TO, End::Last, Date::MAX, diagnostics)?;
    if to < from {
        diagnostics.push(
            Finding::error(
                "ends_before_start",
                place,
                format!(
                    "「終了」({})が「開始」({})より前です。この行は読んでいません。",
                    shortened(row.cell(TO)),
                    shortened(row.cell(FROM))
                ),
            )
            .advise("入れ替わっていないか、確かめてください。"),
        );
        return None;
    }
    Some((target, role, from, to))
}

fn read_day(
    row: &Row,
    column: usize,
    end: End,
    open: Date,
    diagnostics: &mut Diagnostics<'_>,
) -> Option<Date> {
    let cell = row.cell(column);
    if cell.is_empty() {
        return Some(open);
    }
    let day = dates::read(cell, end);
    if day.is_none() {
        diagnostics.push(
            Finding::error(
                "unreadable_date",
                Place::line(diagnostics.file, row.line),
                format!(
                    "「{}」のセル「{}」は日付として読めません。この行は読んでいません。",
                    COLUMNS[column].name,
                    shortened(cell)
                ),
            )
            .advise(
                "2011-04-01、平成23年4月1日、平成23年度、2011 のように書きます。分からなければ空にします。",
            ),
        );
    }
    day
}

fn read_target(
    row: &Row,
    targets: &Targets,
    ids: &dyn Fn(usize) -> String,
    diagnostics: &mut Diagnostics<'_>,
) -> Option<Target> {
    let cell = row.cell(NUMBER);
    let place = Place::line(diagnostics.file, row.line);
    let error = |code: &'static str, message: String, advice: String| {
        Finding::error(code, place.clone(), format!("{message}この行は読んでいません。")).advise(advice)
    };
    let seen = shortened(cell);
    let finding = match targets.find(cell, ids) {
        Ok(target) => return Some(target),
        Err(Unresolved::Unknown) => {
            let was = undo_date_conversion(cell);
            if let Some(was) = &was
                && let Ok(target) = targets.find(was, ids)
            {
                let message = format!(
                    "「項目番号」のセル「{seen}」は、表計算ソフトが日付に変えた「{was}」と読みました。"
                );
                diagnostics.push(
                    Finding::info("number_was_a_day", place, message)
                        .advise("項目番号の列の表示形式を「文字列」にしてから入力すると、変わりません。"),
                );
                return Some(target);
            }
            if cell.is_empty() {
                let message = "「項目番号」のセルが空です。".to_owned();
                error(
                    "no_number",
                    message,
                    "1-1(1) のような番号か、5-6-r1 のような ID を書いてください。".to_owned(),
                )
            } else if diagnostics.is_full("unknown_entry") {
                error("unknown_entry", String::new(), String::new())
            } else {
                let near = targets
                    .nearest(was.as_deref().unwrap_or(cell))
                    .map(|near| format!("近い番号は「{near}」です。"))
                    .unwrap_or_default();
                error(
                    "unknown_entry",
                    format!("「項目番号」のセル「{seen}」という項目はありません。"),
                    format!("{near}番号と ID は shisaku export --format csv の一覧にあります。"),
                )
            }
        }
        Err(Unresolved::Several(ids)) => error(
            "number_of_several",
            format!("「項目番号」のセル「{seen}」は、いくつもの項目の番号です。"),
            format!("次のどれかを書いてください: {}", ids.join("、")),
        ),
        Err(Unresolved::Kind(kind)) => error(
            "no_department_for_kind",
            format!(
                "「項目番号」のセル「{seen}」は{kind}です。担当課があるのは施策・除いた項目・体制の項目です。"
            ),
            "それを載せている施策の番号を書いてください。".to_owned(),
        ),
    };
    diagnostics.push(finding);
    None
}
