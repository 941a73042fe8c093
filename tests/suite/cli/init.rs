//! `shisaku init`

use std::fs;

use crate::support::Sandbox;

const REPORT: &str = "里浜町産業振興計画　令和5年度 進捗状況\n\n番号\t取組名\t担当課\t実績\n\
                      1\t舟の日\t観光課\t舟を走らせました。\n2\t橋の日\t道路課\t実績なし\n";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.write("seeds/satohama/r5.txt", REPORT);
    sandbox
}

#[test]
fn a_folder_of_documents_becomes_a_plan() {
    let sandbox = sandbox();
    let run = sandbox.run(["init", "seeds/satohama"]);
    run.said(0, &[]);
    for words in [
        "文書 1 件を読みました。施策は 2 件です。",
        "satohama/r5.txt(テキスト): ",
        "seeds/satohama/plan.toml を書きました",
        "shisaku check --explain --seeds seeds\n",
    ] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    let manifest = sandbox.read("seeds/satohama/plan.toml");
    for line in [
        "title = \"里浜町産業振興計画\"",
        "publisher = \"里浜町\"",
        "result_years = [2023, 2023]",
        "# [contact]",
        "# telephone = \"03-0000-0000\"",
        "# [columns]",
    ] {
        assert!(manifest.lines().any(|written| written == line), "{line}: {manifest}");
    }
    let check = sandbox.run(["check"]);
    check.said(0, &[]);
    assert!(check.out.contains("里浜町産業振興計画(satohama): 施策 2、"), "{}", check.out);
    sandbox.run(["index"]).said(0, &[]);
}

#[test]
fn the_guide_of_the_readme_holds() {
    const BOOK: &str = "障害者計画の実施状況.xlsx";
    let sandbox = Sandbox::empty();
    sandbox.write(&format!("seeds/shogai/{BOOK}"), fs::read(format!("docs/example/{BOOK}")).unwrap());
    let guide = fs::read_to_string("README.ja.md").unwrap();
    let said = |out: &str, line: &str| {
        assert!(out.contains(line) && guide.contains(line), "{line}\n{out}");
    };
    let init = sandbox.run(["init", "seeds/shogai"]);
    init.said(0, &[]);
    said(&init.out, "文書 1 件を読みました。施策は 18 件です。");
    let check = sandbox.run(["check", "--explain"]);
    check.said(0, &[]);
    said(&check.out, "基本目標→見出し、施策→見出し、No.→番号、事業名→題名");
    said(&check.out, "令和6年度実績→実績(2024)");
    sandbox.run(["index"]).said(0, &[]);
    let found = sandbox.run(["search", "講座"]);
    assert!(found.out.contains("手話奉仕員の養成"), "{}", found.out);
}

#[test]
fn nothing_is_overwritten() {
    let sandbox = sandbox();
    sandbox.write("seeds/satohama/plan.toml", "title = \"舟の計画\"\n");
    sandbox
        .run(["init", "seeds/satohama"])
        .said(1, &["plan.toml がすでにあるため、書きません", "shisaku check"]);
    assert_eq!(sandbox.read("seeds/satohama/plan.toml"), "title = \"舟の計画\"\n");
}

#[test]
fn a_folder_that_is_no_plan_is_told_with_the_way_out() {
    let sandbox = sandbox();
    sandbox
        .run(["init", "seeds/nowhere"])
        .said(2, &["seeds/nowhere がありません", "例: seeds/meguro-vision"]);
    sandbox.run(["init", "seeds/satohama/r5.txt"]).said(2, &["がありません"]);
    sandbox.run(["init"]).said(2, &["--help"]);
    sandbox.write("seeds/里浜町/r5.txt", REPORT);
    sandbox.run(["init", "seeds/里浜町"]).said(2, &["半角の英小文字", "例: meguro-vision"]);
    assert!(!sandbox.path("seeds/里浜町/plan.toml").exists());
    fs::create_dir(sandbox.path("seeds/empty")).unwrap();
    sandbox.run(["init", "seeds/empty"]).said(1, &["読める文書がひとつもありません", ".txt"]);
    assert!(!sandbox.path("seeds/empty/plan.toml").exists());
}
