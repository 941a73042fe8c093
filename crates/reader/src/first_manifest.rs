//! The first `plan.toml` of a plan, written from what its documents say.

mod front_page;

use std::fmt::Write as _;

use itertools::Itertools as _;

use crate::{
    outline::{Learned, meaning_names},
    read::PlanReading,
};
use wareki::FiscalYears;

/// Number of examples of one kind.
const EXAMPLES: usize = 8;

/// The tables about contacts, in comments. Only the people who keep the plan know them.
const CONTACTS: &str = r#"
# ここから下は、住民が問い合わせる先です。分かる行の初めの # を消して書きます。書かなければ、何も出ません。
# 課ごとの電話、メール、ページは departments.csv に書きます。

# 計画の窓口。項目のページと、何も見つからなかったときのページに出ます。
# [contact]
# name = "産業経済部 産業課"
# telephone = "03-0000-0000"
# mail = "sangyo@example.jp"
# page = "https://example.jp/sangyo"

# 文章の間違いを知らせる先。{id} と {line} には、その項目の ID と行が入ります(ほかに {plan} {title} {file})。
# [report]
# mail = "sangyo@example.jp"
# form = "https://example.jp/form?entry={id}&line={line}"

# 施策のいまの案内のページ。施策の番号か ID と、アドレス。
# [programmes]
# "1-1(1)" = "https://example.jp/yushi"
"#;

/// Words for a column that was not understood. `plan.toml` gives it no such meaning.
const NOT_UNDERSTOOD: &str = "本文";

/// Writes the first `plan.toml`: the metadata as guessed, and the corrections as commented examples.
pub fn first_manifest(reading: &PlanReading) -> String {
    let learned = &reading.learned;
    let title = front_page::title(reading).unwrap_or_else(|| reading.plan.manifest.id.clone());
    let publisher = front_page::publisher(reading).unwrap_or_default();
    let plan_years = learned.plan_years.map(|plan| plan.years).or_else(|| front_page::plan_years(reading));
    let texts = [
        ("計画の名前。", "title", quoted(&title)),
        ("計画を公表した自治体。", "publisher", quoted(&publisher)),
        ("版。例: \"令和6年3月改定\"", "edition", quoted("")),
        (
            "計画の年度。初めと終わりを、年度の始まる年の西暦で書きます。例: [2011, 2020]",
            "plan_years",
            years(plan_years),
        ),
        (
            "実績を報告している年度。計画の年度とは別のものです。文書や表の見出しに年度があれば、[] のままで構いません。",
            "result_years",
            years(result_years(reading)),
        ),
        ("利用の条件。例: \"CC BY 4.0\"", "licence", quoted("")),
        ("計画を公表しているページの URL。", "source_url", quoted("")),
    ];
    let mut toml = String::from(
        "# この計画について分かっていること。shisaku init が文書から書いた下書きです。\n\
         # 直したら shisaku check で確かめます。分からない項目は \"\" や [] のままで構いません。\n",
    );
    for (comment, key, value) in texts {
        _ = write!(toml, "\n# {comment}\n{key} = {value}\n");
    }
    toml.push_str(
        "\n# ここから下は、読み取りを直すときに使います。行の初めの # を消し、正しく書き換えてください。\n",
    );
    toml.push_str(&corrections(learned));
    toml.push_str(CONTACTS);
    toml
}

/// The years reported on, if all reports have the same. A document whose title names its years keeps them only if
/// `plan.toml` names none.
fn result_years(reading: &PlanReading) -> Option<FiscalYears> {
    let reports = reading.plan.entries.iter().flat_map(|entry| &entry.results);
    reports.filter_map(|report| report.years).all_equal_value().ok()
}

fn corrections(learned: &Learned) -> String {
    let headings = learned.headings.iter().filter(|form| form.depth == 0).map(|form| form.example.clone());
    let headings = headings.filter(|heading| !heading.ends_with('…')).take(2).collect_vec();
    let headings = or_else(headings, "計画の策定にあたって".to_owned());
    let list = headings.iter().map(|heading| quoted(heading)).join(", ");
    let not_measures = format!("\n# この見出しの下は施策ではない、というもの。\n# not_measures = [{list}]\n");

    let periods = learned.periods.iter().map(|period| (period.name.clone(), years(Some(period.years))));
    let periods = or_else(periods.collect(), ("短期".to_owned(), "[2011, 2013]".to_owned()));

    let heads =
        learned.tables.iter().flat_map(|table| &table.columns).filter(|column| !column.head.is_empty());
    // Heads that were not understood come first: they are the ones to correct.
    let (unknown, known): (Vec<_>, Vec<_>) = heads.partition(|column| column.meaning == NOT_UNDERSTOOD);
    let meaning = |meaning: &str| {
        let name = meaning.split('(').next().unwrap_or_default();
        meaning_names().find(|known| *known == name).unwrap_or("備考")
    };
    let columns = unknown.into_iter().chain(known);
    let columns = columns.map(|column| (column.head.clone(), quoted(meaning(&column.meaning))));
    let columns = columns.filter(|(head, _)| !head.ends_with('…')).unique().collect_vec();
    let columns = or_else(columns, ("取組みの名前".to_owned(), quoted("題名")));

    let marks = learned.marks.iter().map(|mark| (mark.mark.clone(), quoted(&mark.meaning)));
    let marks = or_else(marks.collect(), ("○".to_owned(), quoted("実施")));

    let names = meaning_names().join("、");
    [
        not_measures,
        table("計画区分の年度。", "periods", periods),
        table(&format!("表の列の名前と、その意味。意味は {names} のどれか。"), "columns", columns),
        table("実績の欄の記号と、その意味。", "marks", marks),
    ]
    .concat()
}

/// A table in comments. The keys are quoted: TOML asks for it if they are Japanese.
fn table(comment: &str, name: &str, rows: Vec<(String, String)>) -> String {
    let rows = rows.into_iter().take(EXAMPLES).map(|(key, value)| format!("# {} = {value}\n", quoted(&key)));
    format!("\n# {comment}\n# [{name}]\n{}", rows.collect::<String>())
}

fn or_else<T>(values: Vec<T>, example: T) -> Vec<T> {
    if values.is_empty() { vec![example] } else { values }
}

fn quoted(text: &str) -> String {
    let one_line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    toml::Value::from(one_line).to_string()
}

/// Years as `plan.toml` has them. A span without a first year cannot be written.
fn years(years: Option<FiscalYears>) -> String {
    match years.map(|years| (years.first(), years.last())) {
        Some((Some(first), Some(last))) => format!("[{first}, {last}]"),
        Some((Some(first), None)) => format!("[{first}]"),
        _ => "[]".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::fs;

    use super::*;
    use crate::{Organisations, read_plan_folder};

    const REPORT: &str = "里浜町産業振興計画　令和5年度 進捗状況\n\n番号\t取組名\t担当課\t実績\tめも\n\
                          1\t舟の日\t観光課\t舟を走らせました。\t晴れ\n2\t橋の日\t道路課\t実績なし\t雨\n";

    #[test]
    fn the_first_plan_toml_says_what_was_learned_and_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join("satohama");
        fs::create_dir(&plan).unwrap();
        fs::write(plan.join("r5.txt"), REPORT).unwrap();
        let read = || read_plan_folder(&plan, &Organisations::default());
        let reading = read();
        assert!(reading.findings().any(|finding| finding.code == "no_manifest"));
        let first = reading.plan.unwrap();
        let toml = first_manifest(&first);
        for line in [
            "title = \"里浜町産業振興計画\"",
            "publisher = \"里浜町\"",
            "plan_years = []",
            "result_years = [2023, 2023]",
            "# [columns]",
            "# \"めも\" = \"備考\"",
            "# \"取組名\" = \"題名\"",
            "# \"短期\" = [2011, 2013]",
        ] {
            assert!(toml.lines().any(|written| written == line), "{line}: {toml}");
        }
        fs::write(plan.join("plan.toml"), &toml).unwrap();
        let again = read();
        assert!(again.findings().all(|finding| finding.code != "broken_manifest"), "{:?}", again.of_files);
        let mut expected = first.plan.entries;
        expected.iter_mut().for_each(|entry| entry.municipality = Some("里浜町".to_owned()));
        assert_eq!(again.plan.unwrap().plan.entries, expected);
        // The examples are TOML too. Comments in sentences are none. The measure of the last example is made up.
        let examples = toml.lines().map(|line| {
            line.strip_prefix("# ")
                .filter(|line| line.contains(" = ") || line.starts_with('['))
                .unwrap_or(line)
        });
        let examples = examples.filter(|line| !line.contains('。')).join("\n");
        fs::write(plan.join("plan.toml"), &examples).unwrap();
        let corrected = read();
        assert!(
            corrected.findings().all(|finding| finding.code != "broken_manifest"),
            "{:?} {examples}",
            corrected.of_files
        );
        assert!(corrected.findings().any(|finding| finding.code == "unknown_programme"));
        let manifest = corrected.plan.unwrap().plan.manifest;
        assert_eq!(manifest.corrections.periods.len(), 1);
        assert_eq!(
            manifest.contact,
            "産業経済部 産業課 03-0000-0000 sangyo@example.jp https://example.jp/sangyo"
        );
        assert!(!manifest.report.form.is_empty() && !manifest.report.mail.is_empty());
    }

    #[test]
    fn a_folder_name_that_is_no_plan_id_is_a_finding() {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join("里浜町");
        fs::create_dir(&plan).unwrap();
        let reading = read_plan_folder(&plan, &Organisations::default());
        assert!(reading.plan.is_none());
        assert_eq!(reading.of_files[0].code, "folder_name");
    }
}
