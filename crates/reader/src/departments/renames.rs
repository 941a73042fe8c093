//! Reads `department_names.csv`: former names of departments. Former and current names share one facet
//! value, the current name.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
};

use time::Date;

use super::{
    dates::{self, End},
    department_names::{self, MAX_LETTERS},
};
use crate::spreadsheet::{self, Column, Diagnostics, Need, Sheet};
use shisaku_model::{Finding, Place, shortened};

/// Columns of `department_names.csv`.
const COLUMNS: [Column; 3] = [
    Column {
        name: "旧名称", others: &["旧", "旧課名", "旧の名称", "変更前", "old"], need: Need::Column
    },
    Column {
        name: "新名称", others: &["新", "新課名", "新の名称", "変更後", "new"], need: Need::Column
    },
    Column {
        name: "変更日", others: &["変更年月日", "改正日", "年月日", "日付", "date"], need: Need::Cell
    },
];
const OLD: usize = 0;
const NEW: usize = 1;
const DATE: usize = 2;

/// Maximum number of rows: a century of reorganisations in any municipality.
const MAX_ROWS: usize = 2000;

/// One row: a department changes its name on a day.
#[derive(Debug, Clone)]
struct Rename {
    line: u32,
    old: String,
    new: String,
    /// First day of the new name. `None` if unknown.
    date: Option<Date>,
}

/// The history of department names.
#[derive(Debug, Default)]
pub(super) struct Renames {
    rows: Vec<Rename>,
    by_old: HashMap<String, Vec<usize>>,
    names: HashSet<String>,
    /// Rows used by some name that occurs in the plan.
    walked: RefCell<HashSet<usize>>,
}

impl Renames {
    pub(crate) fn read(sheet: Sheet<'_>, diagnostics: &mut Diagnostics<'_>) -> Self {
        let mut all = Self::default();
        let mut seen: HashMap<(String, String, Option<Date>), u32> = HashMap::new();
        let mut beyond = None;
        spreadsheet::read(sheet, &COLUMNS, diagnostics, |row, diagnostics| {
            let place = Place::line(diagnostics.file, row.line);
            let refuse = |code, message: String, advice: &str| {
                Finding::error(code, place.clone(), format!("{message}この行は読んでいません。"))
                    .advise(advice)
            };
            let (old, new) = (department_names::tidy(row.cell(OLD)), department_names::tidy(row.cell(NEW)));
            let cell = row.cell(DATE);
            let date = dates::read(cell, End::First);
            let long = [&old, &new].into_iter().find(|name| name.chars().count() > MAX_LETTERS);
            if old.is_empty() || new.is_empty() {
                let which = if old.is_empty() { "旧名称" } else { "新名称" };
                diagnostics.push(refuse(
                    "name_missing",
                    format!("「{which}」のセルが空です。"),
                    "旧名称と新名称の両方を書いてください。",
                ));
            } else if let Some(long) = long {
                let message =
                    format!("「{}」は課の名前として長すぎます({MAX_LETTERS} 字まで)。", shortened(long));
                diagnostics.push(refuse("department_too_long", message, "課の名前だけを書いてください。"));
            } else if old == new {
                let message = format!("旧名称と新名称がどちらも「{old}」です。");
                diagnostics.push(refuse(
                    "same_name",
                    message,
                    "変わったあとの名前を「新名称」に書いてください。",
                ));
            } else if date.is_none() && !cell.is_empty() {
                let message = format!("「変更日」のセル「{}」は日付として読めません。", shortened(cell));
                diagnostics.push(refuse(
                    "unreadable_date",
                    message,
                    "2011-04-01、平成23年4月1日、平成23年度 のように書きます。分からなければ空にします。",
                ));
            } else if let Some(first) = seen.get(&(old.clone(), new.clone(), date)) {
                diagnostics.push(
                    Finding::warning(
                        "row_twice",
                        place,
                        format!("「{old}」→「{new}」は {first} 行目と同じです。"),
                    )
                    .advise("どちらか 1 行を消してください。"),
                );
            } else if all.rows.len() == MAX_ROWS {
                beyond.get_or_insert(row.line);
            } else {
                seen.insert((old.clone(), new.clone(), date), row.line);
                all.names.extend([old.clone(), new.clone()]);
                all.by_old.entry(old.clone()).or_default().push(all.rows.len());
                all.rows.push(Rename { line: row.line, old, new, date });
            }
        });
        if let Some(line) = beyond {
            diagnostics.push(
                Finding::error(
                    "too_many_names",
                    Place::line(diagnostics.file, line),
                    format!("{MAX_ROWS} 行を超えています。この行からあとは読んでいません。"),
                )
                .advise("計画に出てこない課の行を消してください。"),
            );
        }
        all.report_cycles(diagnostics);
        all
    }

    /// Reports names whose successors form a cycle.
    fn report_cycles(&self, diagnostics: &mut Diagnostics<'_>) {
        let mut reported: HashSet<usize> = HashSet::new();
        for row in &self.rows {
            let (ends, walked) = self.walk(&row.old);
            if ends.is_empty() && !walked.iter().any(|at| reported.contains(at)) {
                let lines: Vec<String> =
                    walked.iter().filter_map(|&at| self.rows.get(at)).map(|r| r.line.to_string()).collect();
                diagnostics.push(
                    Finding::error(
                        "names_go_round",
                        Place::line(diagnostics.file, row.line),
                        format!("「{}」の新しい名前をたどると元に戻ります({} 行目)。ひとつの名前にまとめていません。", row.old, lines.join("、")),
                    )
                    .advise("変更日を確かめるか、誤った行を消してください。"),
                );
                reported.extend(walked);
            }
        }
    }

    /// Follows a name to its current names, in row order. Also returns the rows on the way. The names are
    /// empty in a cycle.
    fn walk(&self, name: &str) -> (Vec<String>, Vec<usize>) {
        let rows_of = |name: &str| self.by_old.get(name).map(Vec::as_slice).unwrap_or_default();
        let mut ends: Vec<(usize, String)> = Vec::new();
        let mut walked: Vec<usize> = rows_of(name).to_vec();
        let mut seen: HashSet<usize> = walked.iter().copied().collect();
        let mut at = 0;
        while let Some(row) = walked.get(at).and_then(|&row| self.rows.get(row)) {
            // A name may be reused later. Its earlier changes then concern another department.
            let later = |next: &Rename| next.date.zip(row.date).is_none_or(|(next, this)| next >= this);
            let onward =
                rows_of(&row.new).iter().copied().filter(|&next| self.rows.get(next).is_some_and(later));
            let onward: Vec<usize> = onward.collect();
            if onward.is_empty() && !ends.iter().any(|(_, end)| *end == row.new) {
                ends.push((walked[at], row.new.clone()));
            }
            walked.extend(onward.into_iter().filter(|&next| seen.insert(next)));
            at += 1;
        }
        ends.sort_unstable();
        (ends.into_iter().map(|(_, end)| end).collect(), walked)
    }

    /// The current names of a name: itself if it never changed, several after a division.
    pub(crate) fn today(&self, name: &str) -> Vec<String> {
        let (ends, walked) = self.walk(name);
        self.walked.borrow_mut().extend(walked);
        if ends.is_empty() { vec![name.to_owned()] } else { ends }
    }

    /// The former names of each current name, newest first.
    pub(crate) fn former(&self) -> HashMap<String, Vec<String>> {
        let mut rows: Vec<&Rename> = self.rows.iter().collect();
        rows.sort_by_key(|row| (std::cmp::Reverse(row.date), row.line));
        let mut former: HashMap<String, Vec<String>> = HashMap::new();
        let mut done: HashSet<&str> = HashSet::new();
        for row in rows.into_iter().filter(|row| done.insert(&row.old)) {
            for today in self.walk(&row.old).0.into_iter().filter(|today| *today != row.old) {
                former.entry(today).or_default().push(row.old.clone());
            }
        }
        former
    }

    /// Every name in the file.
    pub(crate) fn names(&self) -> impl Iterator<Item = String> {
        self.names.iter().cloned()
    }

    /// True if the file contains the name. Such a name is no typing error.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Reports rows that no entry uses, and names of divided departments that entries still use.
    pub(crate) fn report_doubts(
        &self,
        used: &HashMap<String, Vec<String>>,
        diagnostics: &mut Diagnostics<'_>,
    ) {
        let carried: HashSet<String> = used.keys().map(|name| department_names::tidy(name)).collect();
        let walked = self.walked.borrow();
        for (at, row) in self.rows.iter().enumerate() {
            if !walked.contains(&at) && !carried.contains(&row.new) {
                let message =
                    format!("「{}」も「{}」も、どの項目の担当課・関係課にもありません。", row.old, row.new);
                diagnostics.push(Finding::info(
                    "name_not_used",
                    Place::line(diagnostics.file, row.line),
                    message,
                ));
            }
        }
        let mut divided: Vec<(u32, &String, &Vec<String>)> = used
            .iter()
            .filter(|(_, today)| today.len() > 1)
            .filter_map(|(name, today)| {
                let row = self
                    .by_old
                    .get(&department_names::tidy(name))?
                    .first()
                    .and_then(|&at| self.rows.get(at))?;
                Some((row.line, name, today))
            })
            .collect();
        divided.sort_unstable();
        for (line, name, today) in divided {
            diagnostics.push(
                Finding::info(
                    "department_divided",
                    Place::line(diagnostics.file, line),
                    format!(
                        "「{name}」は「{}」に分かれました。「{name}」の項目は、どちらを選んでも出ます。",
                        today.join("」「")
                    ),
                )
                .advise("項目ごとに決まっているなら、departments.csv に今の課を書いてください。"),
            );
        }
    }
}
