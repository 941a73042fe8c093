//! `shisaku export --by`: a sheet or a file for each department.

use std::{collections::BTreeMap, fs};

use calamine::Reader;

use crate::support::{Run, Sandbox};

/// The real plan, with two departments for some of its measures and hostile names for others.
fn filled() -> Sandbox {
    let sandbox = Sandbox::new();
    let long = "課".repeat(40);
    let rows = [
        "項目番号,担当課".to_owned(),
        "1-1(1),産業課、観光課".to_owned(),
        "1-1(2),産業課".to_owned(),
        "1-2(1),a/b:*?[]".to_owned(),
        "1-2(2),../../../etc/passwd".to_owned(),
        format!("1-3(1),{long}一、{long}二"),
    ];
    sandbox.write("seeds/meguro-vision/departments.csv", rows.join("\n") + "\n");
    assert_eq!(sandbox.run(["index"]).code, 0);
    sandbox
}

fn export(sandbox: &Sandbox, more: &[&str]) -> Run {
    sandbox.run(["export", "--kind", "measure"].iter().chain(more))
}

/// Names and numbers of rows of the CSV files in a folder.
fn files(sandbox: &Sandbox, folder: &str) -> BTreeMap<String, usize> {
    let files = fs::read_dir(sandbox.path(folder)).unwrap().map(Result::unwrap);
    let read = |file: fs::DirEntry| {
        let rows = fs::read_to_string(file.path()).unwrap().matches("\r\n").count() - 1;
        (file.file_name().into_string().unwrap(), rows)
    };
    files.map(read).collect()
}

#[test]
fn a_folder_gets_a_file_for_each_department() {
    let sandbox = filled();
    let run = export(&sandbox, &["--format", "csv", "--by", "department", "--output", "課ごと/"]);
    // 74 measures, three of them with two departments and one with three: the parts of a name with 「/」 are departments.
    run.said(0, &["10 個のファイルに、合わせて 79 件", "課ごと/"]);
    assert_eq!(run.out, "");
    let written = files(&sandbox, "課ごと");
    assert_eq!((written.len(), written.values().sum::<usize>()), (10, 79), "{written:?}");
    let rows = |part: &str| written.iter().find(|(name, _)| name.contains(part)).map(|(_, rows)| *rows);
    assert_eq!(rows("目黒区産業振興ビジョン-産業課-施策-2件-2"), Some(2), "{written:?}");
    assert_eq!(rows("-観光課-施策-1件-"), Some(1), "{written:?}");
    assert_eq!(rows("-記載なし-施策-69件-"), Some(69), "{written:?}");
    let cut = format!("-{}-施策-1件-", "課".repeat(30));
    assert_eq!(written.keys().filter(|name| name.contains(&cut)).count(), 2, "both long names: {written:?}");
    for name in written.keys() {
        assert!(name.ends_with(".csv") && name.len() <= 255 && !name.starts_with('.'), "{name}");
    }
    let mut all = fs::read_dir(sandbox.path("")).unwrap().count();
    assert_eq!(all, 3, "seeds, index and the folder");
    // Again, into the folder that is there now: the files are replaced.
    let run = export(&sandbox, &["--format", "csv", "--by", "department", "--output", "課ごと"]);
    run.said(0, &["10 個のファイル"]);
    assert_eq!(files(&sandbox, "課ごと"), written);
    all = fs::read_dir(sandbox.path("課ごと")).unwrap().count();
    assert_eq!(all, 10, "nothing half-written is left");
}

#[test]
fn every_format_and_any_facet_of_listed_values_goes_into_a_folder() {
    let sandbox = filled();
    for format in ["xlsx", "csv", "json", "jsonl"] {
        let folder = format!("{format}/");
        let run = export(&sandbox, &["--format", format, "--by", "period", "--output", &folder]);
        run.said(0, &["3 個のファイルに、合わせて 74 件"]);
        assert!(!run.err.contains("計画区分のない"), "{run:?}");
        assert_eq!(fs::read_dir(sandbox.path(format)).unwrap().count(), 3);
    }
    let one = fs::read_dir(sandbox.path("json")).unwrap().map(|file| file.unwrap().path());
    let short = one.into_iter().find(|path| path.to_string_lossy().contains("-短期-施策-49件-")).unwrap();
    let list: serde_json::Value = serde_json::from_slice(&fs::read(short).unwrap()).unwrap();
    assert_eq!((list["count"].as_u64(), &list["filters"]["period"][0]), (Some(49), &"短期".into()));
    let run = sandbox.run(["export", "--format", "csv", "--by", "period", "--output", "all/"]);
    // The framework items have no period.
    run.said(0, &["3 個のファイルに、合わせて 83 件", "計画区分のない 9 件は、どのファイルにもありません"]);
    let run = export(&sandbox, &["--format", "csv", "--by", "related-department", "--output", "none/"]);
    run.said(0, &["0 個のファイル", "関係課のない 74 件"]);
}

#[test]
fn a_workbook_gets_a_sheet_for_each_department() {
    let sandbox = filled();
    let run =
        export(&sandbox, &["--format", "xlsx", "--by", "department", "--columns", "main", "-o", "一覧.xlsx"]);
    run.said(0, &["74 件を 一覧.xlsx に"]);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(sandbox.path("一覧.xlsx")).unwrap();
    let names = book.sheet_names();
    assert_eq!((&names[..2], names.len()), (&["一覧".to_owned(), "条件".to_owned()][..], 12), "{names:?}");
    let rows: usize = names[2..].iter().map(|name| book.worksheet_range(name).unwrap().height() - 1).sum();
    assert_eq!(rows, 79, "{names:?}");
}

// Other systems create links in another way.
#[cfg(unix)]
#[test]
fn a_link_in_the_folder_leads_nowhere() {
    let sandbox = filled();
    export(&sandbox, &["--format", "csv", "--by", "department", "--output", "out/"]).said(0, &[]);
    let name = files(&sandbox, "out").into_keys().find(|name| name.contains("観光課")).unwrap();
    sandbox.write("elsewhere.csv", "ほかの文書");
    let path = sandbox.path("out").join(&name);
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink(sandbox.path("elsewhere.csv"), &path).unwrap();
    export(&sandbox, &["--format", "csv", "--by", "department", "--output", "out/"]).said(0, &[]);
    assert_eq!(sandbox.read("elsewhere.csv"), "ほかの文書");
    assert!(!path.is_symlink() && files(&sandbox, "out")[&name] == 1);
}

#[test]
fn what_cannot_be_divided_is_told_with_the_way_out() {
    let sandbox = filled();
    let wrong: [(&[&str], &[&str]); 6] = [
        (&["csv", "--by", "department"], &["--by は、csv では使えません", "--output 一覧/ のように"]),
        (&["csv", "--by", "department", "--output", "list.csv"], &["シートに分けられる形式は xlsx"]),
        (&["json", "--columns", "main"], &["--columns は、json では使えません"]),
        (&["json", "--by", "period", "--columns", "main", "--output", "out/"], &["--columns は、json"]),
        (&["xlsx", "--by", "year", "--output", "out/"], &["--by の値「year」", "計画年度では分けられません"]),
        (&["csv", "--columns", "slim"], &["--columns の値「slim」", "all、main"]),
    ];
    for (options, words) in wrong {
        let run = sandbox.run(["export", "--format"].iter().chain(options));
        run.said(2, words).said(2, &["エラー: ", "--help"]);
        assert_eq!(run.out, "", "{options:?}");
    }
    assert!(!sandbox.path("out").exists() && !sandbox.path("list.csv").exists(), "nothing was begun");
    sandbox.write("file", "");
    let run = export(&sandbox, &["--format", "csv", "--by", "period", "--output", "file/"]);
    run.said(1, &["file/ に書けません"]);
}
