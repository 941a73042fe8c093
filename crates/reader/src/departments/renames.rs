//! Reads `department_names.csv`: former names of departments. Former and current names share one facet
//! value, the current name.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use itertools::Itertools as _;
use time::Date;

use super::{
    dates::{self, End},
    department_names::{MAX_LETTERS, tidy},
};
use crate::spreadsheet::{self, Column, Diagnostics, Need};
use shisaku_model::{
    Severity::{Error, Info, Warning},
    shortened,
};

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
    /// Every name in the file. Such a name is no typing error.
    pub names: HashSet<String>,
}

impl Renames {
    pub(crate) fn read(text: &str, diagnostics: &mut Diagnostics<'_>) -> Self {
        let mut all = Self::default();
        let mut beyond = None;
        spreadsheet::read(text, &COLUMNS, diagnostics, |row, diagnostics| {
            let (old, new) = (tidy(row.cell(OLD)), tidy(row.cell(NEW)));
            if old.is_empty() || new.is_empty() {
                let which = COLUMNS[if old.is_empty() { OLD } else { NEW }].name;
                return Err(row.error(
                    "name_missing",
                    format!("「{which}」のセルが空です。この行は読んでいません。"),
                    "旧名称と新名称の両方を書いてください。",
                ));
            }
            if let Some(long) = [&old, &new].into_iter().find(|name| name.chars().count() > MAX_LETTERS) {
                let shown = shortened(long);
                return Err(row.error(
                    "department_too_long",
                    format!("「{shown}」は課の名前として長すぎます({MAX_LETTERS} 字まで)。この行は読んでいません。"),
                    "課の名前だけを書いてください。",
                ));
            }
            if old == new {
                return Err(row.error(
                    "same_name",
                    format!("旧名称と新名称がどちらも「{old}」です。この行は読んでいません。"),
                    "変わったあとの名前を「新名称」に書いてください。",
                ));
            }
            let date = dates::read(row.cell(DATE), End::First);
            if date.is_none() && !row.cell(DATE).is_empty() {
                let seen = shortened(row.cell(DATE));
                return Err(row.error(
                    "unreadable_date",
                    format!("「変更日」のセル「{seen}」は日付として読めません。この行は読んでいません。"),
                    "2011-04-01、平成23年4月1日、平成23年度 のように書きます。分からなければ空にします。",
                ));
            }
            if let Some(same) =
                all.of(&old).map(|(_, row)| row).find(|row| row.new == new && row.date == date)
            {
                diagnostics.report(
                    Warning,
                    "row_twice",
                    row.line,
                    format!("「{old}」→「{new}」は {} 行目と同じです。", same.line),
                    "どちらか 1 行を消してください。",
                );
            } else if all.rows.len() == MAX_ROWS {
                beyond.get_or_insert(row.line);
            } else {
                all.names.extend([old.clone(), new.clone()]);
                all.by_old.entry(old.clone()).or_default().push(all.rows.len());
                all.rows.push(Rename { line: row.line, old, new, date });
            }
            Ok(())
        });
        if let Some(line) = beyond {
            diagnostics.report(
                Error,
                "too_many_names",
                line,
                format!("{MAX_ROWS} 行を超えています。この行からあとは読んでいません。"),
                "計画に出てこない課の行を消してください。",
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
                let lines = walked.iter().map(|&at| self.rows[at].line).join("、");
                diagnostics.report(
                    Error,
                    "names_go_round",
                    row.line,
                    format!("「{}」の新しい名前をたどると元に戻ります({lines} 行目)。ひとつの名前にまとめていません。", row.old),
                    "変更日を確かめるか、誤った行を消してください。",
                );
                reported.extend(walked);
            }
        }
    }

    /// The rows with this former name, each with its index.
    fn of(&self, old: &str) -> impl Iterator<Item = (usize, &Rename)> {
        self.by_old.get(old).into_iter().flatten().map(|&at| (at, &self.rows[at]))
    }

    /// Follows a name to its current names, in row order. Also returns the rows on the way. The names are
    /// empty in a cycle.
    fn walk(&self, name: &str) -> (Vec<String>, Vec<usize>) {
        let mut ends: Vec<(usize, &String)> = Vec::new();
        let mut walked: Vec<usize> = self.of(name).map(|(at, _)| at).collect();
        let mut seen: HashSet<usize> = walked.iter().copied().collect();
        let mut next = 0;
        while let Some(&at) = walked.get(next) {
            let row = &self.rows[at];
            // A name may be reused later. Its earlier changes then concern another department.
            let is_later = |next: &Rename| next.date.zip(row.date).is_none_or(|(next, this)| next >= this);
            let onward = self.of(&row.new).filter(|(_, next)| is_later(next)).map(|(at, _)| at).collect_vec();
            if onward.is_empty() && !ends.iter().any(|(_, end)| **end == row.new) {
                ends.push((at, &row.new));
            }
            walked.extend(onward.into_iter().filter(|&next| seen.insert(next)));
            next += 1;
        }
        ends.sort_unstable();
        (ends.into_iter().map(|(_, end)| end.clone()).collect(), walked)
    }

    /// The current names of a name: itself if it never changed, several after a division.
    pub(crate) fn today(&self, name: &str) -> Vec<String> {
        let (ends, _) = self.walk(name);
        if ends.is_empty() { vec![name.to_owned()] } else { ends }
    }

    /// The former names of each current name, newest first.
    pub(crate) fn former(&self) -> HashMap<String, Vec<String>> {
        let newest_first = self.rows.iter().sorted_by_key(|row| (Reverse(row.date), row.line));
        let mut former: HashMap<String, Vec<String>> = HashMap::new();
        for row in newest_first.unique_by(|row| &row.old) {
            for today in self.walk(&row.old).0.into_iter().filter(|today| *today != row.old) {
                former.entry(today).or_default().push(row.old.clone());
            }
        }
        former
    }

    /// Reports rows that no entry uses, and names of divided departments that entries still use.
    pub(crate) fn report_doubts(
        &self,
        used: &HashMap<String, Vec<String>>,
        diagnostics: &mut Diagnostics<'_>,
    ) {
        let carried: HashSet<String> = used.keys().map(|name| tidy(name)).collect();
        let walked: HashSet<usize> = carried.iter().flat_map(|name| self.walk(name).1).collect();
        for (at, Rename { line, old, new, .. }) in self.rows.iter().enumerate() {
            if !walked.contains(&at) && !carried.contains(new) {
                let message = format!("「{old}」も「{new}」も、どの項目の担当課・関係課にもありません。");
                diagnostics.report(Info, "name_not_used", *line, message, "");
            }
        }
        let divided = used.iter().filter(|(_, today)| today.len() > 1);
        let divided =
            divided.filter_map(|(name, today)| Some((self.of(&tidy(name)).next()?.1.line, name, today)));
        for (line, name, today) in divided.sorted_unstable() {
            let today = today.join("」「");
            diagnostics.report(
                Info,
                "department_divided",
                line,
                format!(
                    "「{name}」は「{today}」に分かれました。「{name}」の項目は、どちらを選んでも出ます。"
                ),
                "項目ごとに決まっているなら、departments.csv に今の課を書いてください。",
            );
        }
    }
}
