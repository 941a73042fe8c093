//! Whole parts that another edition may lack, and the results of the next year.

use shisaku_model::{Kind, Status};
use wareki::FiscalYears;

use super::mutant::{
    Mutant, assert_losses_are_told, assert_no_wrong_join, essence, in_text, joined, measure,
};
use crate::seeds::{FILE, Folder, Read, plan};

fn number_of(read: &Read, kind: Kind) -> usize {
    read.plan().entries.iter().filter(|entry| entry.kind == kind).count()
}

#[test]
fn no_table_at_all() {
    let real = Mutant::real();
    let tables = real.table().start..real.removed().end;
    let read = real.without(tables).read();
    assert_eq!((number_of(&read, Kind::Measure), number_of(&read, Kind::Framework)), (74, 9));
    assert!(read.plan().entries.iter().all(|entry| entry.results.is_empty() && entry.has_result.is_none()));
    // Repairs that only the lost tables needed are reported as unused. Nothing else is reported.
    let beside: Vec<_> = read.codes().into_iter().filter(|code| *code != "unused_repair").collect();
    assert_eq!(beside, ["reprint"]);
}

#[test]
fn nothing_but_the_tables() {
    let real = Mutant::real();
    let (table, removed) = (real.table(), real.removed());
    let text = real.0[table.start..removed.end].join("\n");
    let read = Folder::of_the_plan().with(FILE, text).read();
    assert_eq!((number_of(&read, Kind::Measure), number_of(&read, Kind::Removed)), (74, 9));
    for entry in read.plan().entries.iter().filter(|entry| entry.kind == Kind::Measure) {
        let truth = plan().entries.iter().find(|truth| {
            truth.kind == Kind::Measure
                && (truth.title == entry.title || truth.title_variants.contains(&entry.title))
        });
        let truth = truth.unwrap();
        assert_eq!(
            (&entry.result, &entry.period, &entry.number),
            (&truth.result, &truth.period, &truth.number)
        );
        assert_eq!(Some(entry.local()), truth.local().strip_prefix("5-"), "no chapter is known");
    }
}

#[test]
fn no_second_chapter() {
    let real = Mutant::real();
    let chapter = real.line("第6章");
    let end = real.0.len();
    let read = real.without(chapter..end).read();
    assert_eq!(number_of(&read, Kind::Framework), 0);
    let expected: Vec<_> =
        essence(plan()).into_iter().filter(|line| !line.starts_with("framework")).collect();
    assert_eq!(essence(read.plan()), expected);
}

#[test]
fn no_table_of_removed_items() {
    let real = Mutant::real();
    let removed = real.line("※ 今回の改訂")..real.removed().end;
    let read = real.without(removed).read();
    assert_eq!((joined(&read), number_of(&read, Kind::Removed)), (74, 0));
    assert_no_wrong_join(&read, &[]);
    // Repairs that only the lost table needed are reported as unused.
    assert_eq!(read.told("unused_repair").len(), 4);
}

/// Without its caption, nothing shows that the items of the second table were removed. They must not become
/// results of measures in force that share their titles.
#[test]
fn the_caption_of_the_removed_items_is_lost() {
    let real = Mutant::real();
    let (caption, legend) = (real.line("※ 今回の改訂"), real.line("項目中の"));
    let head = real.removed().start;
    for lost in [vec![caption], vec![caption, legend], vec![caption, legend, head]] {
        let read = real.clone().without(lost).read();
        assert_no_wrong_join(&read, &[]);
        assert_eq!(joined(&read), 74);
        assert_eq!(read.told("row_without_measure").len(), 9);
        let own: Vec<_> =
            read.plan().entries.iter().filter(|e| e.kind == Kind::Measure && !in_text(e)).collect();
        assert_eq!(own.len(), 9, "each is findable with its own result");
    }
}

#[test]
fn the_caption_is_lost_and_so_are_the_rows_of_the_same_title() {
    let real = Mutant::real();
    let (caption, legend) = (real.line("※ 今回の改訂"), real.line("項目中の"));
    let shared =
        ["バリアフリーなどの推進", "イベントの発展・創造", "まちなか観光の充実"].map(|title| real.row(title));
    for lost in [vec![caption], vec![caption, legend]] {
        let read = real.clone().without(lost.into_iter().chain(shared)).read();
        assert_no_wrong_join(&read, &[]);
        assert_losses_are_told(&read);
        assert_eq!(joined(&read), 71);
    }
}

#[test]
fn other_words_for_what_was_removed() {
    for words in ["除外した項目", "削除した項目", "廃止した項目"] {
        let read = Mutant::real().each(|_, line| line.replace("除いた項目", words)).read();
        assert_eq!((joined(&read), number_of(&read, Kind::Removed)), (74, 9), "{words}");
    }
}

/// The results of the next year as a separate document: the rows of the first table with other words.
fn next_year(head: &str, keep: impl Fn(&str) -> bool) -> String {
    let real = Mutant::real();
    let rows =
        real.table().skip(1).filter(|&i| !real.0[i].is_empty()).map(|i| &real.0[i]).filter(|line| keep(line));
    let changed = rows.map(|line| {
        let mut cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        if !cells[1].is_empty() {
            cells[2] = if cells[2] == "実績なし" {
                "講座を開きました。".to_owned()
            } else {
                "実績なし".to_owned()
            };
        }
        cells.join("\t")
    });
    std::iter::once(head.to_owned()).chain(changed).collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn next_years_results_come_as_a_second_document() {
    let head = "項目\t計画区分\t実績(平成26年度)";
    for name in ["results-2014.txt", "000-results-2014.txt"] {
        let folder = Folder::of_the_plan().with(FILE, Mutant::real().text());
        let read = folder.with(&format!("meguro-vision/{name}"), next_year(head, |_| true)).read();
        assert_eq!(read.codes(), ["qualified_none", "reprint", "title_differs", "title_differs"], "{name}");
        assert_eq!(read.plan().sections, plan().sections);
        let seen: Vec<_> =
            read.plan().entries.iter().map(|e| (&e.id, &e.title, &e.body, &e.period)).collect();
        let expected: Vec<_> = plan().entries.iter().map(|e| (&e.id, &e.title, &e.body, &e.period)).collect();
        assert_eq!(seen, expected, "the plan itself is as before");
        for (entry, before) in
            read.plan().entries.iter().zip(&plan().entries).filter(|(e, _)| e.kind == Kind::Measure)
        {
            let years: Vec<_> = entry.results.iter().map(|report| report.years.unwrap()).collect();
            assert_eq!(years, [FiscalYears::new(2011, 2013), FiscalYears::new(2014, 2014)], "{}", entry.id);
            assert_eq!(entry.results[0].text, before.results[0].text);
            assert_eq!(entry.results[1].source.file, format!("meguro-vision/{name}"));
            assert_eq!(entry.has_result, before.has_result.map(|has| !has), "the newest speaks");
            assert_eq!(entry.result.as_ref(), Some(&entry.results[1].text));
        }
        assert!(read.plan().entries.iter().filter(|e| e.kind != Kind::Measure).all(|e| e.results.len() <= 1));
    }
}

#[test]
fn next_years_results_may_be_short_and_without_numbers() {
    // Rows without headings. Only the titles can identify them.
    let head = "施策\t令和2年度の実績";
    let rows = "融資制度の充実\t融資を斡旋しました。\n中小企業センターの充実\t検討中\n";
    let read_with = |rows: &str| {
        let folder = Folder::of_the_plan().with(FILE, Mutant::real().text());
        folder.with("meguro-vision/results-2020.txt", format!("{head}\n{rows}")).read()
    };
    let read = read_with(rows);
    let newest = |title: &str| measure(&read, title).unwrap().results.last().unwrap().clone();
    assert_eq!(newest("融資制度の充実").text, "融資を斡旋しました。");
    assert_eq!(newest("中小企業センターの充実").status, Status::UnderConsideration);
    assert_eq!(newest("就労支援の推進").years, Some(FiscalYears::new(2011, 2013)));
    let dashed = read_with(&format!("{rows}就労支援の推進\t-\n"));
    assert_eq!(dashed.told("result_dash").len(), 1, "a dash leaves a cell empty");
    let refused = read_with(&format!("{rows}夜市\t開きました。\n"));
    assert_eq!(refused.told("result_row_without_measure").len(), 1, "夜市");
    assert!(
        refused.plan().entries.iter().all(|entry| entry.source.file == FILE),
        "nothing of the file is used"
    );
    let newest = measure(&refused, "融資制度の充実").unwrap().results.last().unwrap();
    assert_eq!(newest.years, Some(FiscalYears::new(2011, 2013)));
}

#[test]
fn the_same_results_given_twice_are_counted_once() {
    let head = "項目\t計画区分\t実績(平成23年度～平成25年度)";
    let read = Folder::of_the_plan()
        .with(FILE, Mutant::real().text())
        .with("meguro-vision/results-again.txt", next_year(head, |_| true))
        .read();
    assert_no_wrong_join(&read, &[]);
    assert_eq!(joined(&read), 74);
    assert_eq!(read.told("result_reported_twice").len(), 74, "the texts differ");
}
