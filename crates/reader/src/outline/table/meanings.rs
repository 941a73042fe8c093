//! Names of the meanings of columns: for people, and in the table `[columns]` of `plan.toml`.

use std::cell::{Cell, RefCell};

use super::columns::{Column, normal};
use wareki::FiscalYears;

/// The names that `plan.toml` may give, with their meanings. A column called 題名 is the title before any other.
pub(in crate::outline) const MEANINGS: [(&str, Column); 22] = [
    ("番号", Column::Number),
    ("題名", Column::Title(0)),
    ("見出し", Column::Section),
    ("担当課", Column::Department),
    ("関係課", Column::RelatedDepartment),
    ("期間", Column::Period),
    ("開始", Column::Start),
    ("終了", Column::End),
    ("区分", Column::Category),
    ("実績", Column::Result(None)),
    ("評価", Column::Rating),
    ("課題", Column::Issue),
    ("今後", Column::Direction),
    ("予算", Column::Budget),
    ("備考", Column::Remarks),
    ("内容", Column::Content),
    ("指標", Column::Indicator),
    ("単位", Column::Unit),
    ("基準値", Column::Baseline),
    ("目標値", Column::Target),
    ("実績値", Column::Actual(None)),
    ("使わない", Column::Ignored),
];

/// The name of a meaning, with its years: 題名, 実績(2024), 予定(2023). Other columns are kept as 本文.
pub(in crate::outline) fn name(column: Column) -> String {
    let (general, years) = match column {
        Column::Title(_) => (Column::Title(0), None),
        Column::Result(years) => (Column::Result(None), years),
        Column::Actual(years) => (Column::Actual(None), years),
        Column::Schedule(year) => return format!("予定({year})"),
        Column::InPeriod(period) => return format!("予定({period})"),
        other => (other, None),
    };
    let known = MEANINGS.iter().find(|(_, meaning)| *meaning == general);
    let name = known.map_or("本文", |(name, _)| name);
    years.map_or_else(|| name.to_owned(), |years| format!("{name}({})", without_unit(years)))
}

fn without_unit(years: FiscalYears) -> String {
    years.to_string().replace("年度", "")
}

thread_local! {
    /// The heads that the `plan.toml` of the plan being scanned explains, normalised. Heads are asked for in many
    /// places of the scan, and a plan is scanned by one thread.
    static OWN: RefCell<Vec<(String, Column)>> = const { RefCell::new(Vec::new()) };

    /// The year that the title of the document being scanned reports on.
    static REPORTED: Cell<Option<u16>> = const { Cell::new(None) };
}

/// Runs a scan of a document whose title reports on these years. Several years tell nothing about a label.
pub(in crate::outline) fn with_reported<T>(years: Option<FiscalYears>, scan: impl FnOnce() -> T) -> T {
    /// Forgets the year, even if the scan panics.
    struct Restore(Option<u16>);
    impl Drop for Restore {
        fn drop(&mut self) {
            REPORTED.set(self.0);
        }
    }
    let year = years.and_then(|years| years.first().filter(|first| years.last() == Some(*first)));
    let _restore = Restore(REPORTED.replace(year));
    scan()
}

/// The year that the document being scanned reports on.
pub(super) fn reported() -> Option<u16> {
    REPORTED.get()
}

/// Runs a scan in which these heads have these meanings, before the vocabulary.
pub(in crate::outline) fn with_own<T>(heads: &[(String, String)], scan: impl FnOnce() -> T) -> T {
    /// Restores the heads, even if the scan panics.
    struct Restore(Vec<(String, Column)>);
    impl Drop for Restore {
        fn drop(&mut self) {
            OWN.replace(std::mem::take(&mut self.0));
        }
    }
    let meaning = |meant: &str| MEANINGS.iter().find(|(name, _)| *name == meant).map(|(_, column)| *column);
    let own = heads.iter().filter_map(|(head, meant)| Some((normal(head), meaning(meant)?))).collect();
    let _restore = Restore(OWN.replace(own));
    scan()
}

/// The meaning that `plan.toml` gives a head.
pub(super) fn own(head: &str) -> Option<Column> {
    OWN.with_borrow(|own| {
        if own.is_empty() {
            return None;
        }
        let head = normal(head);
        own.iter().find(|(known, _)| *known == head).map(|(_, column)| *column)
    })
}

#[cfg(test)]
mod tests {
    use super::{super::columns, *};

    #[test]
    fn the_heads_of_a_plan_come_before_the_vocabulary() {
        let own =
            [("取組みの名前", "題名"), ("備考", "担当課")].map(|(head, name)| (head.into(), name.into()));
        with_own(&own, || {
            assert_eq!(columns::head("取組みの 名前"), Column::Title(0));
            assert_eq!(columns::label("備考"), Some(Column::Department));
        });
        assert_eq!(columns::head("備考"), Column::Remarks);
    }

    #[test]
    fn a_meaning_is_named_with_its_years() {
        let names = ["令和6年度の実績", "実績(平成23年度～平成25年度)", "取組名", "R5", "旧の名称"];
        let named = names.map(|head| name(columns::head(head)));
        assert_eq!(named, ["実績(2024)", "実績(2011～2013)", "題名", "予定(2023)", "本文"]);
    }
}
