//! Plans as people drop them in: files of any kind, read from their bytes.

use super::super::*;
use crate::{
    formats,
    repair::{WordRepairs, repair},
};
use shisaku_model::{Entry, Kind};

/// Reads files, given by name and text.
pub(super) fn read(files: &[(&str, &str)]) -> (Plan, Vec<Finding>) {
    let of_file = |(name, text): &(&str, &str)| formats::read_here(name, text.as_bytes()).unwrap().0;
    let (mut documents, _) = repair(files.iter().map(of_file).collect(), &WordRepairs::default());
    let manifest = Manifest { id: "a".to_owned(), title: "計画".to_owned(), ..Manifest::default() };
    let (plan, _, findings) = outline(&manifest, &mut documents);
    (plan, findings)
}

/// Shows the measures of files, one a line: headings, number and title, departments, and each result behind its year.
pub(super) fn measures(files: &[(&str, &str)]) -> Vec<String> {
    let (plan, _) = read(files);
    plan.entries.iter().filter(|entry| entry.kind == Kind::Measure).map(shown).collect()
}

pub(super) fn shown(entry: &Entry) -> String {
    let headings = entry.path.iter().map(|heading| format!("{}{} > ", heading.number, heading.title));
    let results = entry.results.iter().map(|report| {
        let year = report.years.and_then(wareki::FiscalYears::last).map(|year| year.to_string());
        format!(" {}: {}", year.unwrap_or_default(), report.text)
    });
    let departments = Some(entry.departments.join("・")).filter(|names| !names.is_empty());
    let departments = departments.map(|names| format!("（{names}）")).unwrap_or_default();
    let title = format!("{} {}", entry.number, entry.title);
    format!("{}{}{departments}{}", headings.collect::<String>(), title.trim(), results.collect::<String>())
}

/// One file had no results, so the others passed for files of results and vanished.
#[test]
fn files_of_one_department_each_list_their_measures() {
    let industry = "番号,事業名,担当課,令和6年度実績\n1,朝市,産業課,12回開催\n2,融資,産業課,0件\n";
    let school = "番号,事業名,担当課,令和6年度実績\n3,見守り,教育課,全校で実施\n4,英語教室,教育課,未実施\n";
    let all = [
        "1 朝市（産業課） 2024: 12回開催",
        "2 融資（産業課） 2024: 0件",
        "3 見守り（教育課） 2024: 全校で実施",
    ];
    for other in [
        "番号,事業名,担当課\n5,古紙回収,環境課\n",
        "番号,事業名,担当課,取組の内容,令和6年度実績\n5,配食,福祉課,夕食を届ける,9食\n",
    ] {
        let files = [("a.csv", industry), ("b.csv", school), ("c.csv", other)];
        let (_, findings) = read(&files);
        let measures = measures(&files);
        assert_eq!((measures.len(), &measures[..3]), (5, all.map(str::to_owned).as_slice()));
        assert!(
            findings.iter().all(|finding| finding.severity < shisaku_model::Severity::Warning),
            "{findings:?}"
        );
    }
}

#[test]
fn a_head_with_a_year_and_what_was_done_is_a_result() {
    for head in
        ["令和6年度の取組結果", "R6取組内容", "令和6年度の主な成果", "令和6年度末の状況", "令和6年度の対応"]
    {
        let file = format!("番号,事業名,担当課,{head}\n1,点検,教育課,実施できなかった。\n");
        assert_eq!(measures(&[("a.csv", &file)]), ["1 点検（教育課） 2024: 実施できなかった。"], "{head}");
    }
}

#[test]
fn a_column_that_seems_to_hold_results_is_reported() {
    let file = "番号,事業名,担当課,令和6年度のあゆみ\n1,点検,教育課,12橋を点検した。\n2,講座,教育課,開けなかった。\n";
    let (_, findings) = read(&[("a.csv", file)]);
    assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["result_column_unread"]);
}

#[test]
fn years_that_tell_what_happened_are_results_and_schedules_are_not() {
    let told = "番号,事業名,担当課,R5,R6\n1,点検,建設課,12橋を点検した,実施できなかった\n2,祭り,商工課,中止,5千人が来場\n";
    assert_eq!(
        measures(&[("a.csv", told)]),
        [
            "1 点検（建設課） 2023: 12橋を点検した 2024: 実施できなかった",
            "2 祭り（商工課） 2023: 中止 2024: 5千人が来場"
        ]
    );
    let planned =
        "番号,事業名,担当課,R5,R6\n1,点検,建設課,→,実施\n2,祭り,商工課,調査,中止\n3,講座,商工課,10回,○\n";
    assert_eq!(measures(&[("a.csv", planned)]), ["1 点検（建設課）", "2 祭り（商工課）", "3 講座（商工課）"]);
}

#[test]
fn years_between_baseline_and_target_are_actual_values() {
    let file = "施策,担当課,取組の実績,指標,基準値,R4,R5,目標値\n結婚支援,市民課,講座を開いた。,成婚数,1,0,2,5\n,,,参加者,50,30,42,80\n";
    let (plan, _) = read(&[("a.csv", file)]);
    let actuals: Vec<_> = plan.entries[0].indicators.iter().flat_map(|own| &own.actuals).collect();
    assert_eq!(
        actuals.iter().map(|of| (of.year, &*of.value)).collect::<Vec<_>>(),
        [(2022, "0"), (2023, "2"), (2022, "30"), (2023, "42")]
    );
    assert_eq!(plan.entries[0].plan_years, None);
}

#[test]
fn a_line_with_a_year_labels_the_results_below_it() {
    let file = "# 計画\n\n## 1 安心\n\n### (1) 見守り\n\n担当：福祉課\n\n**令和5年度の状況**\n\n訪問を開始しました。\n\n\
                **令和6年度の実績**\n\n訪問は取りやめました。\n\n### (2) 配食\n\n令和5年度：実施なし\n令和6年度：9食を届けた。\n";
    assert_eq!(
        measures(&[("a.md", file)]),
        [
            "1安心 > 1(1) 見守り（福祉課） 2023: 訪問を開始しました。 2024: 訪問は取りやめました。",
            "1安心 > 1(2) 配食 2023: 実施なし 2024: 9食を届けた。"
        ]
    );
}

#[test]
fn the_title_of_a_table_labels_no_text() {
    let file = "# 計画\n\n## 1 安心\n\n### (1) 見守り\n\n令和5年度の実績\n\n（単位：人）\n\n|地区|人数|\n|---|---|\n|東|3|\n";
    assert_eq!(measures(&[("a.md", file)]), ["1安心 > 1(1) 見守り"]);
}

#[test]
fn items_below_a_label_are_its_value() {
    let file = "第１章　人材\n\n（１）講座\n《令和6年度実績》\n・基礎編を2回開催\n・応用編は開催できず\n";
    assert_eq!(
        measures(&[("a.txt", file)]),
        ["第１章人材 > (1) 講座 2024: 基礎編を2回開催 応用編は開催できず"]
    );
}

#[test]
fn a_report_goes_on_below_its_first_sentence() {
    let file = "第１章　人材\n\n（１）講座\n【令和6年度の実績】2回開催した。\n応用編は、講師が見つからず行っていない。\n【課題】講師\n";
    assert_eq!(
        measures(&[("a.txt", file)]),
        ["第１章人材 > (1) 講座 2024: 2回開催した。 応用編は、講師が見つからず行っていない。"]
    );
}

#[test]
fn numbers_that_chapters_interrupt_go_on_behind_them() {
    let file = "１ はじめに\n報告をまとめました。\n２ 取組の状況\n第１章 自然\n① 清掃\n担当課：環境課\n令和5年度実績：2回実施した。\n\
                ② 調査\n担当課：環境課\n令和5年度実績：調査を行った。\n３ 今後の進め方\n毎年度、点検します。\n";
    assert_eq!(
        measures(&[("a.txt", file)]),
        [
            "第１章自然 > ① 清掃（環境課） 2023: 2回実施した。",
            "第１章自然 > ② 調査（環境課） 2023: 調査を行った。"
        ]
    );
}

#[test]
fn chapters_and_sections_between_tables_of_a_sheet_nest() {
    let head = "事業名,担当課,R7,R8\n";
    let sections = |head: &str| {
        format!(
            "第1章　ひと,,,\n第1節　学校,,,\n{head}改修,教育課,→,→\n第2節　公民館,,,\n{head}講座,教育課,→,→\n\
             第2章　まち,,,\n第1節　道路,,,\n{head}点検,建設課,→,\n"
        )
    };
    let nested = [
        "第1章ひと > 第1節学校 > 改修（教育課）",
        "第1章ひと > 第2節公民館 > 講座（教育課）",
        "第2章まち > 第1節道路 > 点検（建設課）",
    ];
    assert_eq!(measures(&[("a.csv", &sections(head))]), nested);
    // The heads stand above all rows.
    assert_eq!(measures(&[("a.csv", &format!("{head}{}", sections("")))]), nested);
}

#[test]
fn a_note_below_a_table_explains_its_dashes() {
    for note in ["※「―」は取組を行わなかったことを表す。", "（注）「－」は、実施しなかったもの。"]
    {
        let file = format!(
            "番号,事業名,担当課,令和6年度実績\n1,点検,建設課,点検した\n2,祭り,商工課,－\n{note},,,\n"
        );
        let (plan, _) = read(&[("a.csv", &file)]);
        let statuses: Vec<_> =
            plan.entries.iter().flat_map(|entry| &entry.results).map(|own| own.status).collect();
        assert_eq!(statuses, [shisaku_model::Status::Reported, shisaku_model::Status::NotDone], "{note}");
    }
}

#[test]
fn a_removed_measure_is_no_measure() {
    let file = "第１章　文化\n\n施策1-1　祭り\n【担当課】文化課\n\n施策1-2　（削除）美術館の建設\n\n施策1-3　施策1-1に統合\n";
    let (plan, _) = read(&[("a.txt", file)]);
    let kinds: Vec<_> = plan.entries.iter().map(|entry| (entry.kind, &*entry.title)).collect();
    let expected = [(Kind::Measure, "祭り"), (Kind::Removed, "美術館の建設"), (Kind::Text, "施策1-1に統合")];
    assert_eq!(kinds, expected);
}

#[test]
fn ditto_signs_take_the_result_that_they_point_to() {
    let file = "番号,事業名,担当課,令和5年度実績,令和6年度実績\n1,剪定,公園課,実施できず,同左\n2,清掃,公園課,同上,月2回\n";
    assert_eq!(
        measures(&[("a.csv", file)]),
        [
            "1 剪定（公園課） 2023: 実施できず 2024: 実施できず",
            "2 清掃（公園課） 2023: 実施できず 2024: 月2回"
        ]
    );
    // Two results stand before it, and one of them would be wrong.
    let file = "番号,事業名,担当課,R5実績,R6実績\n1,剪定,公園課,3か所,〃\n2,清掃,公園課,月2回,〃\n";
    let results = ["1 剪定（公園課） 2023: 3か所 2024: 3か所", "2 清掃（公園課） 2023: 月2回 2024: 〃"];
    assert_eq!(measures(&[("a.csv", file)]), results);
}

#[test]
fn a_sign_before_a_title_with_its_departments_marks_a_measure() {
    let file = "第１章　基盤\n\n（１）情報\n\n○会議の開催（企画課）\n　話し合います。\n　《令和6年度実績》4回開催した\n\n\
                ○協働ニュースの発行（広報課）\n　紹介します。\n　《令和6年度実績》発行なし\n\n○講座（人材課）\n　学びます。\n　《令和6年度実績》2回\n";
    let above = "第１章基盤 > (1)情報 > ";
    assert_eq!(
        measures(&[("a.txt", file)]),
        [
            "会議の開催（企画課） 2024: 4回開催した",
            "協働ニュースの発行（広報課） 2024: 発行なし",
            "講座（人材課） 2024: 2回"
        ]
        .map(|measure| format!("{above}{measure}"))
    );
}
