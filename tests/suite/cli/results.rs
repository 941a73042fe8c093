//! Files of results: what joins, what is refused, and the way of a form from the section back into the plan.

use calamine::{Reader as _, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;
use serde_json::json;

use crate::support::Sandbox;

/// 1-4(2) by each name that it may have, under a head that names the year.
const NAMES: [&str; 6] = [
    "番号,実績(平成26年度)\n1-4(2),講習会を開いた。\n",
    "番号,実績(平成26年度)\n1-4-2,講習会を開いた。\n",
    "番号\t実績(平成26年度)\n5-1-4-2\t講習会を開いた。\n",
    "ID,実績(平成26年度)\nmeguro-vision/5-1-4-2,講習会を開いた。\n",
    "項目\t計画区分\t実績(平成26年度)\n1-4(2) 優良技能者の技術の普及\t中期\t講習会を開いた。\n",
    "題名,平成26年度の実績\n優良技能者の技術の普及,講習会を開いた。\n",
];

fn add(sandbox: &Sandbox, text: &str) -> std::path::PathBuf {
    let name = if text.contains('\t') { "h26.tsv" } else { "h26.csv" };
    let path = sandbox.path(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_row_joins_by_number_id_or_title() {
    for text in NAMES {
        let sandbox = Sandbox::new();
        let file = add(&sandbox, text);
        let run = sandbox.run(["results", "add", file.to_str().unwrap()]);
        assert_eq!(run.code, 0, "{text}{run:?}");
        for said in [
            "1-4(2) 優良技能者の技術の普及",
            "加わる実績: 平成26年度(報告あり) 講習会を開いた。",
            "1 件が変わります",
        ] {
            assert!(run.out.contains(said), "{text}{said}: {}", run.out);
        }
        assert_eq!(sandbox.run(["index"]).code, 0);
        let entry = sandbox.run(["show", "--json", "1-4(2)"]).json();
        assert_eq!(
            (&entry["result"], &entry["title_variants"]),
            (&json!("講習会を開いた。"), &json!([])),
            "{text}"
        );
        let newest = entry["results"].as_array().unwrap().last().unwrap();
        let name = file.file_name().unwrap().to_str().unwrap();
        assert_eq!(newest["source"]["file"], format!("meguro-vision/{name}"), "a result names its own file");
        let all = sandbox.run(["export", "--format", "json", "--kind", "measure"]).json();
        assert_eq!(all["entries"].as_array().unwrap().len(), 74, "{text}");
    }
}

#[test]
fn a_row_that_joins_nothing_changes_nothing() {
    let sandbox = Sandbox::new();
    for (rows, said) in [
        ("1-4(2),開いた。\n1-4(9),開いた。\n", "「1-4(9)」に当たる施策がありません。近いもの: 1-4(1)"),
        ("meguro-vision/5-9-9,開いた。\n", "ID「meguro-vision/5-9-9」の施策はありません"),
        ("1-4(2),開いた。\n1-4-2,また開いた。\n", "平成26年度の実績の行が、この文書に 2 度あります"),
    ] {
        let file = add(&sandbox, &format!("番号,実績(平成26年度)\n{rows}"));
        let run = sandbox.run(["results", "add", file.to_str().unwrap()]);
        assert_eq!(run.code, 1, "{rows}{run:?}");
        assert!(run.out.contains(said) && run.out.contains("何も変わりません"), "{rows}{}", run.out);
        assert!(!sandbox.path("seeds/meguro-vision/h26.csv").exists());
    }
    let three = "meguro-vision/5-1-4-2,1-4(3),融資制度の充実,開いた。\n";
    let file = add(&sandbox, &format!("ID,番号,題名,実績(平成26年度)\n{three}"));
    let run = sandbox.run(["results", "add", file.to_str().unwrap()]);
    let said = "ID「meguro-vision/5-1-4-2」は 1-4(2)「優良技能者の技術の普及」のもので、行の「1-4(3) 融資制度の充実」と違います。";
    assert!(run.code == 1 && run.out.contains(said), "{}", run.out);
    // Even if the file is put there by hand.
    let before = sandbox.run(["export", "--format", "jsonl"]).out;
    add(&sandbox, "番号,実績(平成26年度)\n1-4(2),開いた。\n7-7(7),開いた。\n");
    std::fs::rename(sandbox.path("h26.csv"), sandbox.path("seeds/meguro-vision/h26.csv")).unwrap();
    sandbox.run(["check"]).said(1, &[]);
    assert_eq!(sandbox.run(["index"]).code, 0);
    assert_eq!(sandbox.run(["export", "--format", "jsonl"]).out, before);
}

#[test]
fn a_dash_leaves_a_cell_of_a_form_empty() {
    let sandbox = Sandbox::new();
    let rows = "meguro-vision/5-1-4-1,－\nmeguro-vision/5-1-4-2,ー詳細は別紙ー\n";
    let file = add(&sandbox, &format!("ID,実績(平成26年度)\n{rows}"));
    let run = sandbox.run(["results", "preview", file.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("1 件が変わります"), "{}", run.out);
    assert!(
        run.out.contains("「優良技能者の技術の普及」の実績の欄から、何かしたのかどうかを読めません"),
        "{}",
        run.out
    );
}

#[test]
fn a_file_goes_to_the_plan_that_its_rows_join() {
    let sandbox = Sandbox::new();
    let other = sandbox.path("seeds/midori");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(
        other.join("plan.md"),
        "# みどり計画\n\n|番号|施策|担当課|\n|---|---|---|\n|1|苗木の配布|公園課|\n|2|公園の整備|公園課|\n",
    )
    .unwrap();
    let file = add(&sandbox, "ID,実績(平成26年度)\nmeguro-vision/5-1-4-2,開いた。\n");
    let run = sandbox.run(["results", "preview", file.to_str().unwrap()]);
    assert!(run.code == 0 && run.err.contains("計画「meguro-vision」の実績"), "{run:?}");
    let file = add(&sandbox, "題名,実績(平成26年度)\n苗木の配布,配った。\n");
    sandbox
        .run(["results", "add", file.to_str().unwrap()])
        .said(0, &["計画「midori」の実績", "midori/h26.csv に置きました"]);
    std::fs::remove_file(other.join("h26.csv")).unwrap();
    let file = add(&sandbox, "題名,実績(平成26年度)\n花火の打上げ,上げた。\n");
    sandbox
        .run(["results", "add", file.to_str().unwrap()])
        .said(2, &["どの計画の施策にもつながらない", "--plan"]);
    assert_eq!(sandbox.run(["index"]).code, 0);
    let template = sandbox.run(["results", "template", "--year", "2014", "-o", "form.xlsx"]);
    template.said(2, &["--plan", "meguro-vision、midori"]);
}

/// The cells of the first sheet.
fn cells(path: &std::path::Path) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn a_section_fills_in_its_form_and_it_is_read_back() {
    let sandbox = Sandbox::indexed();
    let run = sandbox.run(["results", "template", "--year", "2014", "--period", "中期", "-o", "form.xlsx"]);
    run.said(0, &["14 件の実績を書き込む表を form.xlsx"]);
    let rows = cells(&sandbox.path("form.xlsx"));
    assert_eq!(rows.len(), 15);
    assert_eq!((rows[0][0].as_str(), rows[0][7].as_str()), ("ID", "実績(平成26年度)"));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, row) in (0..).zip(&rows) {
        for (column, cell) in (0..).zip(row) {
            sheet.write(at, column, cell).unwrap();
        }
    }
    sheet.write(1, 7, "講習会を開いた。").unwrap();
    sheet.write(2, 7, "実績なし").unwrap();
    book.save(sandbox.path("filled.xlsx")).unwrap();
    let preview = sandbox.run(["results", "preview", "filled.xlsx"]);
    assert_eq!(preview.code, 0, "{preview:?}");
    assert!(preview.out.contains("2 件が変わります"), "{}", preview.out);
    assert!(!sandbox.path("seeds/meguro-vision/filled.xlsx").exists(), "a preview adds nothing");
    sandbox.run(["results", "add", "filled.xlsx"]).said(0, &["filled.xlsx に置きました"]);
    sandbox.run(["results", "add", "filled.xlsx"]).said(2, &["--replace"]);
    assert_eq!(sandbox.run(["index"]).code, 0);
    let waiting = sandbox.run(["search", "--report-covers", "before", "--json"]).json();
    assert_eq!(waiting["total_count"], 23, "two of 25 have a report on their years now");
    let texts = sandbox.run(["search", "--kind", "text", "--json"]).json();
    assert_eq!(texts["total_count"], 0, "nothing else of the form is published");
}

/// Asserts that the lines of a list would change so many entries, and that nothing is wrong with them.
#[track_caller]
fn assert_changes(sandbox: &Sandbox, lines: &[String], count: usize) {
    std::fs::write(sandbox.path("list.csv"), lines.join("\r\n")).unwrap();
    let run = sandbox.run(["results", "preview", "list.csv", "--json"]).json();
    assert_eq!((&run["findings"], run["changed"].as_array().unwrap().len()), (&json!([]), count), "{run}");
}

#[test]
fn an_exported_list_is_read_back_with_a_new_column() {
    let sandbox = Sandbox::indexed();
    let list = sandbox.run(["export", "--format", "csv", "--period", "長期"]).out;
    let mut lines = list.lines().map(str::to_owned).collect::<Vec<_>>();
    lines[0].push_str(",実績(平成28年度)");
    lines[1].push_str(",始めた。");
    for line in &mut lines[2..] {
        line.push(',');
    }
    assert_changes(&sandbox, &lines, 1);
}

#[test]
fn a_preview_says_what_a_file_cannot_mean() {
    let sandbox = Sandbox::new();
    let preview = |text: &str| {
        let file = add(&sandbox, text);
        sandbox.run(["results", "preview", file.to_str().unwrap()])
    };
    let head = "番号,題名,実績(平成26年度)";
    for (rows, said) in [
        ("1-2,,まとめて行いました。", "「1-2」は見出し「雇用施策の実施」の番号です"),
        (",,面接会を開きました。", "実績をひとつも読めませんでした"),
    ] {
        let run = preview(&format!("{head}\n{rows}\n"));
        assert!(run.code == 1 && run.out.contains(said), "{rows}: {}", run.out);
    }
    for (text, said) in [
        ("番号,実績\n4(1),開いた。\n", "年度がないため、平成23～25年度の実績として読みました"),
        ("番号,題名,平成26年度\n1-1(1),融資制度の充実,融資を120件行いました。\n", "計画に書かれたこと"),
        ("番号,実績(平成23～25年度)\n2-6(3),実績なし\n", "変わるところはありません"),
    ] {
        let run = preview(text);
        assert!(run.code == 1 && run.out.contains(said), "{text}: {}", run.out);
    }
    for (text, said) in [
        (format!("{head}\n1-2(2),,面接会を開きました。\n"), "1 件が変わります"),
        (
            format!("{head}\n1-2(2),,面接会を開きました。\n,,80人が来ました。\n"),
            "面接会を開きました。 80人が来ました。",
        ),
        (
            format!("{head}\n1-2(22),企業情報活用による雇用拡大,開いた。\n"),
            "番号「1-2(22)」の施策はありません",
        ),
        ("番号,実績(令和6年度)\n1-2(2),開いた。\n".to_owned(), "計画の年度(平成23～令和2年度)の外です"),
        ("番号,実績(平成26年度)\n2-2(2),交流会\n".to_owned(), "平成26年度(報告あり) 交流会"),
        (format!("{head}\n1-2(2),,開いた。\n合計,,1件\n"), "次の文を計画の本文として読みました: 合計"),
    ] {
        let run = preview(&text);
        assert!(run.code == 0 && run.out.contains(said), "{text}: {}", run.out);
    }
}

#[test]
fn a_list_of_the_plan_with_results_filled_in_is_no_plan_of_its_own() {
    let sandbox = Sandbox::indexed();
    let rows = "1-2(1),就労支援の推進,短期,若年者の支援,相談会を開いた。\n1-2(2),企業情報活用による雇用拡大,中期,情報の活用,\n";
    let file = add(&sandbox, &format!("番号,題名,計画区分,計画の内容,実績(平成26年度)\n{rows}"));
    let run = sandbox.run(["results", "add", file.to_str().unwrap()]);
    assert!(run.code == 0 && run.out.contains("1 件が変わります"), "{run:?}");
    assert_eq!(sandbox.run(["index"]).code, 0);
    let shown = sandbox.run(["show", "1-2(1)"]).out;
    assert!(shown.contains("相談会を開いた") && !shown.contains("若年者の支援"), "{shown}");
    let shorter = "番号,実績(平成26年度)\n1-2(3),開いた。\n";
    let file = add(&sandbox, shorter);
    let run = sandbox.run(["results", "preview", file.to_str().unwrap(), "--replace"]);
    assert!(
        run.out.contains("なくなる実績: 平成26年度") && run.out.contains("1 件がなくなります"),
        "{run:?}"
    );
}

#[test]
fn a_whole_list_is_read_back_with_its_removed_items() {
    let sandbox = Sandbox::indexed();
    let list = sandbox.run(["export", "--format", "csv"]).out;
    let line = |line: &str| match line {
        head if head.contains("ID,") => format!("{head},実績(平成26年度)"),
        removed if removed.contains("meguro-vision/5-6-r8,") => format!("{removed},撮影に協力した。"),
        measure if measure.contains("meguro-vision/5-1-4-2,") => format!("{measure},講習会を開いた。"),
        other => format!("{other},"),
    };
    let lines: Vec<String> = list.lines().map(line).collect();
    assert_changes(&sandbox, &lines, 2);
}

#[test]
fn the_title_of_a_removed_item_is_not_taken_for_one_like_it() {
    let sandbox = Sandbox::new();
    let file = add(&sandbox, "番号,題名,実績(平成26年度)\n4-2(1),観光資源の発掘とブランド化,紹介した。\n");
    let run = sandbox.run(["results", "preview", file.to_str().unwrap()]);
    let said = "「4-2(1) 観光資源の発掘とブランド化」の題名は除いた項目のもので、番号は 4-2(1)「地域資源の発掘とブランド化」 のものです。";
    assert!(run.code == 1 && run.out.contains(said), "{}", run.out);
}

#[test]
fn a_preview_says_what_is_lost() {
    let sandbox = Sandbox::new();
    let preview = |rows: &str| {
        let file = add(&sandbox, &format!("番号,題名,実績(平成26年度),評価(平成26年度)\n{rows}"));
        sandbox.run(["results", "preview", file.to_str().unwrap()]).out
    };
    let out = preview("1-1(1),融資制度の充実,集計中,A\n1-1(2),企業経営の悪化防止,10:00～12:00 講座,B\n");
    assert!(out.contains("「評価(平成26年度)」の列は取り込みません"), "{out}");
    assert!(out.contains("1 件が「報告なし」に変わります"), "{out}");
    assert!(out.contains("平成26年度(報告あり) 10:00～12:00 講座"), "a time of day is no count: {out}");
    let future = sandbox.run(["results", "template", "--year", "2090", "--output", "a.xlsx"]);
    assert!(future.code == 2 && future.err.contains("まだ始まっていません"), "{future:?}");
}

#[test]
fn a_file_that_contradicts_another_is_the_one_at_fault() {
    let sandbox = Sandbox::new();
    let rows = |deed: &str| format!("番号,実績(平成26年度)\n1-4(2),{deed}\n");
    std::fs::write(sandbox.path("seeds/meguro-vision/r26.csv"), rows("開いた。")).unwrap();
    let file = sandbox.path("a26.csv");
    std::fs::write(&file, rows("また開いた。")).unwrap();
    let run = sandbox.run(["results", "preview", file.to_str().unwrap()]);
    assert!(run.code == 1 && run.out.contains("a26.csv この文書を加えると"), "{}", run.out);
    assert!(run.out.contains("r26.csv:2"), "{}", run.out);
}

#[test]
fn rows_below_empty_ones_belong_to_the_form() {
    let sandbox = Sandbox::new();
    let form = sandbox.path("form.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows: [(u32, &str, &str); 5] = [
        (0, "ID", "実績(平成26年度)"),
        (1, "meguro-vision/5-1-1-1", "開いた。"),
        (2, "meguro-vision/5-1-1-2", "開いた。"),
        (3, "meguro-vision/5-1-1-3", "開いた。"),
        (9, "meguro-vision/6-4-2", "開いた。"),
    ];
    for (row, id, result) in rows {
        sheet.write_string(row, 0, id).unwrap();
        sheet.write_string(row, 1, result).unwrap();
    }
    book.save(&form).unwrap();
    let run = sandbox.run(["results", "preview", form.to_str().unwrap()]);
    assert!(run.code == 0 && run.out.contains("4 件が変わります"), "{}", run.out);
}
