//! Help, wrong usage, and readers that stop reading early.

use std::io::Read;

use crate::support::{DOCUMENT, Sandbox, finish};

const COMMANDS: [&str; 12] = [
    "index",
    "serve",
    "search",
    "progress",
    "init",
    "check",
    "export",
    "parse",
    "report",
    "eval",
    "completions",
    "man",
];

#[test]
fn every_command_explains_itself_in_japanese() {
    let sandbox = Sandbox::empty();
    let all = sandbox.run(["--help"]);
    assert_eq!(all.code, 0);
    for command in COMMANDS {
        assert!(all.out.contains(&format!("\n  {command} ")), "{command}: {}", all.out);
        for flag in ["--help", "-h"] {
            let run = sandbox.run([command, flag]);
            assert_eq!((run.code, run.err.as_str()), (0, ""), "{command}");
            assert!(run.out.contains(&format!("使い方: shisaku {command}")), "{}", run.out);
            for english in
                ["Usage", "Options", "OPTIONS", "Arguments", "Print help", "possible values", "default:"]
            {
                assert!(!run.out.contains(english), "{command}: {english}\n{}", run.out);
            }
        }
    }
    assert!(sandbox.run(["--version"]).out.starts_with("shisaku "));
    sandbox.run::<&str>([]).said(2, &["使い方: shisaku <コマンド>"]);
}

#[test]
fn options_show_what_can_be_given() {
    let help = Sandbox::empty().run(["search", "--help"]).out;
    for text in [
        "(true あり、false なし、unknown 報告なし)",
        "measure 施策",
        "2011-2013",
        "(短期、中期、長期",
        "--chapter ?",
    ] {
        assert!(help.contains(text), "{text}: {help}");
    }
}

#[test]
fn wrong_usage_is_told_with_a_hint() {
    let sandbox = Sandbox::indexed();
    let wrong: [(&[&str], &[&str]); 38] = [
        (&["serch"], &["「serch」というコマンドはありません", "「search」"]),
        (
            &["search", "--perod", "短期"],
            &["「--perod」というオプションはありません", "「--period」ではありませんか"],
        ),
        (&["search", "融資", "-勤労者"], &["「-勤」", "引用符で囲む"]),
        (&["search", "-x"], &["「-x」というオプションはありません"]),
        (&["search", "--limit", "0"], &["--limit の値「0」", "1 から 100"]),
        (&["search", "--limit", "101"], &["1 から 100"]),
        (&["search", "--limit"], &["「--limit <件数>」には値が要ります"]),
        (&["search", "--offset", "-1"], &["--offset"]),
        (&["search", "--offset", "x"], &["--offset の値「x」"]),
        (&["search", "--sort", "best"], &["--sort の値「best」", "relevance、number、period、result、title"]),
        (&["search", "--sort", "number", "--sort", "title"], &["「--sort <順>」は 1 度だけ"]),
        (&["search", "--match", "some"], &["auto、all、any"]),
        (&["search", "--period", "短"], &["--period の値「短」", "短期、中期、長期"]),
        (&["search", "--has-result", "maybe"], &["--has-result の値「maybe」", "true、false、unknown"]),
        (&["search", "--year", "昔"], &["--year の値「昔」", "H24"]),
        (&["search", "--json=1"], &["「--json」は値をとりません"]),
        (&["search", "--format", "xml"], &["値「xml」は使えません", "table、json、csv"]),
        (&["search", "--format", "csv", "--facets"], &["--facets は --format csv では示せません"]),
        (&["search", "--explain=hits"], &["値「hits」は使えません", "steps か、値なしで"]),
        (&["search", "--format", "csv", "--explain"], &["--explain は --format csv では示せません"]),
        (&["search", "--explain=steps", "--json"], &["--json と --explain=steps は、いっしょには"]),
        (&["search", "--explain=steps", "--facets"], &["--facets と --explain=steps は、いっしょには"]),
        (&["search", "--color", "red"], &["値「red」は使えません", "auto、always、never"]),
        (&["progress", "--rows", "colour"], &["--rows の値「colour」", "kind、period"]),
        (&["progress", "--rows", "kind", "--columns", "kind"], &["--columns の値「kind」", "別の項目"]),
        (&["progress", "--at", "R8.3.31"], &["--at の値「R8.3.31」", "2026-03-31"]),
        (&["progress", "--limit", "3"], &["「--limit」というオプションはありません"]),
        (&["completions"], &["「<シェル>」が要ります"]),
        (&["completions", "tcsh"], &["値「tcsh」は使えません", "bash"]),
        (&["export"], &["「--format <形式>」が要ります"]),
        (&["export", "--format", "pdf"], &["値「pdf」は使えません", "json、jsonl、csv"]),
        (&["parse"], &["「<ファイル>」が要ります"]),
        (&["eval"], &["「--queries <ファイル>」が要ります"]),
        (&["serve", "--listen", "localhost"], &["値「localhost」は使えません", "127.0.0.1:8080"]),
        (&["serve", "--learn"], &["「--learn <フォルダー>」には値が要ります"]),
        (&["serve", "--learn-least", "0"], &["値「0」は使えません", "1 以上の整数"]),
        (&["serve", "--learn-least", "x"], &["値「x」は使えません", "1 以上の整数"]),
        (&["index", "seeds"], &["「seeds」は余分です"]),
    ];
    for (arguments, words) in wrong {
        let run = sandbox.run(arguments);
        run.said(2, words).said(2, &["エラー: ", "--help"]);
        assert_eq!(run.out, "", "{arguments:?}");
        assert!(!run.err.contains("Usage") && !run.err.contains("error:"), "{}", run.err);
    }
}

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let sandbox = Sandbox::indexed();
    let commands: [&[&str]; 11] = [
        &["search", "--limit", "100", "--json"],
        &["search", "--limit", "100"],
        &["search", "--format", "table", "--facets", "--explain"],
        &["progress"],
        &["completions", "bash"],
        &["man"],
        &["check", "--json"],
        &["check"],
        &["parse", DOCUMENT, "--json"],
        &["export", "--format", "json"],
        &["export", "--format", "csv"],
    ];
    for command in commands {
        let mut child = sandbox.command(command).spawn().unwrap();
        let mut few = [0; 10];
        let mut reader = child.stdout.take().unwrap();
        reader.read_exact(&mut few).unwrap();
        drop(reader);
        let run = finish(child);
        assert_eq!(run.code, 0, "{command:?}: {run:?}");
        assert!(!run.err.contains("エラー"), "{command:?}: {}", run.err);
    }
}
