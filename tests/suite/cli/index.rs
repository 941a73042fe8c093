//! `shisaku index`, with an index that is missing, old, broken, or under construction.

use std::{
    fs,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use crate::support::{DOCUMENT, Sandbox, finish};

/// A search that every valid index answers.
const SEARCH: [&str; 2] = ["search", "商店街"];

#[test]
fn says_what_was_built_and_what_to_look_at() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(["index"]);
    run.said(0, &["105 件の索引を作りました。", "エラー 0 件、注意 2 件", "shisaku check"]);
    assert_eq!(run.out, "");
    assert!(sandbox.run(SEARCH).out.contains("商店街"));
}

#[test]
fn only_changed_plans_are_read_again() {
    let sandbox = Sandbox::new();
    sandbox.write("seeds/moon/plan.txt", "第1章 月\n1 月\n1-1 月面\n(1)月面基地の建設\n・建てます。\n");
    sandbox.run(["index"]).said(0, &["計画 2 件を読みました。"]);
    sandbox.run(["index"]).said(0, &["計画 0 件を読みました。ほかの 2 件は変わっていません。"]);
    sandbox.write("seeds/moon/plan.toml", "title = \"月の計画\"\n");
    sandbox.run(["index"]).said(0, &["計画 1 件を読みました。ほかの 1 件は変わっていません。"]);
    let list = "lexicon/organisations.csv";
    sandbox.write(list, "名称\n月面商工会\n");
    sandbox.run(["index", "--lexicon", "lexicon"]).said(0, &["計画 2 件を読みました。"]);
}

#[test]
fn what_could_not_be_read_is_told_in_the_last_line() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "seeds/meguro-vision/departments.csv",
        "項目番号,担当課\n1-1(1),産業課\n9-9,産業課\n9-8,産業課\n",
    );
    let run = sandbox.run(["index"]);
    run.said(0, &["105 件の索引を作りました。"]);
    let last = run.err.lines().last().unwrap();
    assert!(last.contains("エラー 2 件") && last.contains("索引にあるのは読めたものだけです"), "{last}");
    let found = sandbox.run(["search", "--department", "産業課", "--json"]).json();
    assert_eq!(found["total_count"], 1, "what could be read is there");
    sandbox.run(["check"]).said(1, &[]);
}

#[test]
fn a_missing_index_is_told_with_the_way_out() {
    Sandbox::new().run(SEARCH).said(1, &["索引(index)がありません", "`shisaku index`"]);
}

#[test]
fn an_index_among_the_documents_is_refused() {
    let sandbox = Sandbox::new();
    let plan = sandbox.read("seeds/meguro-vision/plan.toml");
    for index in ["seeds", "seeds/", "seeds/index", "seeds/meguro-vision/a/b"] {
        let told = ["文書のフォルダー(", "の中にあります", "--index"];
        sandbox.run(["index", "--index", index]).said(1, &told);
    }
    assert_eq!(sandbox.read("seeds/meguro-vision/plan.toml"), plan);
    sandbox.run(["check"]).said(0, &[]);
}

#[test]
fn an_index_older_than_its_documents_is_refused() {
    let sandbox = Sandbox::indexed();
    let document = sandbox.read(DOCUMENT);
    let touched = Command::new("touch").arg(sandbox.path(DOCUMENT)).status().unwrap();
    assert!(touched.success());
    assert_eq!(sandbox.run(SEARCH).code, 0, "the same words at another time are the same document");
    sandbox.write(DOCUMENT, format!("{document}\n"));
    sandbox.run(SEARCH).said(1, &["文書より古くなっています", "`shisaku index`"]);
    sandbox.write(DOCUMENT, document).write("seeds/meguro-vision/more.txt", "第7章 追加\n");
    sandbox.run(SEARCH).said(1, &["文書より古くなっています"]);
    sandbox.run(["index"]).said(0, &[]);
    assert_eq!(sandbox.run(SEARCH).code, 0);
}

#[test]
fn an_index_can_be_searched_where_the_documents_are_not_kept() {
    let sandbox = Sandbox::indexed();
    fs::remove_dir_all(sandbox.path("seeds")).unwrap();
    assert_eq!(sandbox.run(SEARCH).code, 0);
}

/// Ways to break an index. Each gets the folder of its live generation.
type Breakage = (&'static str, fn(&Sandbox, &str));

const BREAKAGES: [Breakage; 17] = [
    ("pointer to nothing", |sandbox, _| _ = sandbox.write("index/current", "gen-01234567-0123456789abcdef")),
    ("pointer is garbage", |sandbox, _| _ = sandbox.write("index/current", "../../etc\n")),
    ("pointer is not text", |sandbox, _| _ = sandbox.write("index/current", b"\xFF\xFE\0")),
    ("meta data is garbage", |sandbox, live| _ = sandbox.write(&format!("{live}/meta.json"), "{")),
    ("no meta data", |sandbox, live| fs::remove_file(sandbox.path(&format!("{live}/meta.json"))).unwrap()),
    ("other format", |sandbox, live| edit(sandbox, live, "\"format_version\": ", "\"format_version\": 99")),
    ("other program", |sandbox, live| edit(sandbox, live, "\"fingerprint\": \"", "\"fingerprint\": \"x")),
    ("catalogue is garbage", |sandbox, live| _ = sandbox.write(&format!("{live}/catalogue.json"), "[]")),
    ("no catalogue", |sandbox, live| {
        fs::remove_file(sandbox.path(&format!("{live}/catalogue.json"))).unwrap()
    }),
    ("words are garbage", |sandbox, live| _ = sandbox.write(&format!("{live}/vocabulary.json"), "[]")),
    ("words do not fit", |sandbox, live| {
        _ = sandbox.write(&format!("{live}/vocabulary.json"), r#"{"words":[],"followers":[[7]]}"#);
    }),
    ("no words", |sandbox, live| fs::remove_file(sandbox.path(&format!("{live}/vocabulary.json"))).unwrap()),
    ("no documents", |sandbox, live| fs::remove_dir_all(sandbox.path(&format!("{live}/sources"))).unwrap()),
    ("documents cut short", |sandbox, live| _ = sandbox.write(&format!("{live}/sources/pages"), "[")),
    ("no engine files", |sandbox, live| fs::remove_dir_all(sandbox.path(&format!("{live}/engine"))).unwrap()),
    ("engine files cut short", |sandbox, live| engine_files(sandbox, live, |bytes| bytes.truncate(60))),
    ("engine files overwritten", |sandbox, live| {
        engine_files(sandbox, live, |bytes| {
            let half = bytes.len() / 2;
            bytes[..half].iter_mut().for_each(|byte| *byte ^= 0x5A);
        });
    }),
];

fn edit(sandbox: &Sandbox, live: &str, from: &str, to: &str) {
    let file = format!("{live}/meta.json");
    let edited = sandbox.read(&file).replace(from, to);
    assert_ne!(edited, sandbox.read(&file), "{from}");
    sandbox.write(&file, edited);
}

fn engine_files(sandbox: &Sandbox, live: &str, damage: fn(&mut Vec<u8>)) {
    for file in
        fs::read_dir(sandbox.path(&format!("{live}/engine"))).unwrap().map(|file| file.unwrap().path())
    {
        let mut bytes = fs::read(&file).unwrap();
        if file.extension().is_some_and(|ending| ending != "json" && ending != "lock") {
            damage(&mut bytes);
            fs::write(&file, bytes).unwrap();
        }
    }
}

#[test]
fn a_broken_index_is_refused_by_search_and_rebuilt_by_export() {
    for (what, damage) in BREAKAGES {
        println!("{what}");
        let sandbox = Sandbox::indexed();
        damage(&sandbox, &sandbox.generation());
        sandbox.run(SEARCH).said(1, &["`shisaku index`"]);
        let run = sandbox.run(["export", "--format", "jsonl"]);
        run.said(0, &["作ります。", "105 件の索引を作りました。"]);
        assert_eq!(run.out.lines().count(), 92);
        assert_eq!(sandbox.run(SEARCH).code, 0, "{what}: mended");
    }
}

#[test]
fn a_build_that_is_killed_leaves_the_old_index_working() {
    let sandbox = Sandbox::indexed();
    let document = sandbox.read(DOCUMENT);
    let before = sandbox.generation();
    // Killed at any time, the build leaves one complete index: the old or the new one.
    for delay in [0, 20, 60, 120, 200] {
        let mut child = sandbox.command(["index"]).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(delay));
        let _ = child.kill();
        child.wait().unwrap();
        assert_eq!(sandbox.run(SEARCH).code, 0, "killed after {delay} ms");
    }
    // An aborted build, in the worst state that it can leave behind.
    let left = "index/tmp-01234567-0123456789abcdef";
    sandbox.write(&format!("{left}/engine/half.idx"), "half");
    assert_eq!(sandbox.run(SEARCH).code, 0);
    assert_eq!(sandbox.run(["index"]).code, 0);
    assert!(!sandbox.path(left).exists(), "the next build clears away what was left");
    assert_ne!(sandbox.generation(), before);
    assert_eq!(sandbox.read(DOCUMENT), document);
}

#[test]
fn two_builders_do_not_harm_each_other() {
    let sandbox = Sandbox::new();
    let builders: Vec<_> = (0..4).map(|_| sandbox.command(["index"]).spawn().unwrap()).collect();
    let runs: Vec<_> = builders.into_iter().map(finish).collect();
    assert!(runs.iter().any(|run| run.code == 0), "{runs:?}");
    for run in runs.iter().filter(|run| run.code != 0) {
        run.said(1, &["別の処理が同じ索引を作っています", "終わるのを待って"]);
    }
    assert_eq!(sandbox.run(SEARCH).code, 0);
    let folders = fs::read_dir(sandbox.path("index")).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(folders.into_iter().all(|name| !name.to_string_lossy().starts_with("tmp-")));
}
