//! Broken documents, folders and indexes. Messages name the file, the line and a remedy. Everything valid is
//! still read, and users never see a panic.

mod hostile;

use std::{fs, net::TcpListener, os::unix::fs::symlink};

use encoding_rs::SHIFT_JIS;

use crate::support::{DOCUMENT, Sandbox, server::Server};

/// A small valid plan, used next to a broken one.
const PLAN: &str = "title = \"試しの計画\"\npublisher = \"試し市\"\nplan_years = [2011, 2020]\n";
const TEXT: &str = "第1章 産業\n1 支援\n1-1 融資\n(1)融資の充実\n・融資を行います。\n";

/// Builds a sandbox with one valid plan next to the broken file.
fn beside(file: &str, content: impl AsRef<[u8]>) -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.write("seeds/sound/plan.toml", PLAN).write("seeds/sound/text.txt", TEXT);
    sandbox.write(file, content);
    sandbox
}

/// Asserts that `check` prints all `words` and exits with `code`, and that the valid plan is still read and
/// found.
#[track_caller]
fn told(sandbox: &Sandbox, code: i32, words: &[&str]) {
    let run = sandbox.run(["check", "--all"]);
    assert_eq!(run.code, code, "{run:?}");
    for word in words {
        assert!(run.out.contains(word), "{word} is missing in:\n{}", run.out);
    }
    sandbox.run(["index"]).said(0, &[]);
    let found = sandbox.run(["search", "融資の充実", "--plan", "sound"]);
    assert!(found.out.contains("【融資】の【充実】"), "{found:?}");
}

/// Asserts that `check` and `index` report that nothing can be read, and exit with 1.
#[track_caller]
fn nothing(sandbox: &Sandbox, words: &[&str]) {
    for command in ["check", "index"] {
        let run = sandbox.run([command]);
        assert_eq!(run.code, 1, "{run:?}");
        let said = format!("{}{}", run.out, run.err);
        for word in words {
            assert!(said.contains(word), "{command}: {word} is missing in:\n{said}");
        }
    }
    assert!(!sandbox.path("index/current").exists(), "nothing is no index");
}

#[test]
fn no_folder_of_documents() {
    let sandbox = Sandbox::empty();
    nothing(&sandbox, &["seeds がありません", "--seeds"]);
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["export", "--format", "csv"]] {
        sandbox.run(command).said(1, &["seeds がありません", "--seeds"]);
    }
    sandbox.run(["search", "融資"]).said(1, &["索引(index)がありません"]);
    sandbox.write("file", "");
    sandbox.run(["index", "--seeds", "file"]).said(1, &["file がありません"]);
}

#[test]
fn an_empty_folder_of_documents() {
    let sandbox = Sandbox::empty();
    fs::create_dir(sandbox.path("seeds")).unwrap();
    nothing(&sandbox, &["計画のフォルダーがひとつもありません", "shisaku init"]);
    fs::create_dir(sandbox.path("seeds/empty")).unwrap();
    nothing(&sandbox, &["empty", "読める文書がひとつもありません", ".txt"]);
}

#[test]
fn documents_without_text() {
    told(
        &beside("seeds/sound/empty.txt", " \n"),
        1,
        &["sound/empty.txt ファイルに文字がありません", "→ 文書の本文"],
    );
    told(&beside("seeds/sound/b.txt", b"a\nb\0\x01"), 1, &["sound/b.txt:2 テキストではない", "UTF-8"]);
    let garbage = [TEXT.as_bytes(), b"\xFF\xFE\xFD\xFC\n"].concat();
    told(&beside("seeds/sound/g.txt", garbage), 1, &["sound/g.txt:6 UTF-8 でも Shift_JIS", "保存し直して"]);
}

#[test]
fn documents_in_the_encoding_of_an_office() {
    let (bytes, _, _) =
        SHIFT_JIS.encode("第1章 観光\n1 案内\n1-1 標識\n(1)案内標識の整備\n・標識を整えます。\n");
    let sandbox = beside("seeds/office/text.txt", bytes);
    sandbox.write("seeds/office/plan.toml", PLAN);
    told(&sandbox, 0, &["office/text.txt UTF-8 ではないため、Shift_JIS として読みました"]);
    assert!(sandbox.run(["search", "案内標識"]).out.contains("office/"));
}

#[test]
fn the_keepers_files() {
    let sandbox = beside("seeds/other/text.txt", TEXT);
    told(&sandbox, 1, &["other/plan.toml plan.toml がありません", "title = "]);
    sandbox.write("seeds/other/plan.toml", "title = \"計画\"\npublisher = 市\n");
    told(&sandbox, 1, &["other/plan.toml:2 plan.toml を読めません", "書き方の例"]);
    sandbox.write("seeds/other/plan.toml", "title = \"計画\"\n\ntitel = \"誤\"\n");
    told(
        &sandbox,
        1,
        &["other/plan.toml:3 plan.toml に「titel」という項目はありません", "「title」のことでしょうか"],
    );
    sandbox
        .write("seeds/other/plan.toml", PLAN)
        .write("seeds/other/repairs.toml", "protected = []\n[[repair]\n");
    told(&sandbox, 1, &["other/repairs.toml:2 "]);
}

#[test]
fn a_row_of_the_table_that_no_measure_fits() {
    let sandbox = Sandbox::new();
    let document = sandbox.read(DOCUMENT);
    let row = document.lines().find(|line| line.contains("臨時職員の雇用") && line.contains('\t')).unwrap();
    let changed = row.replace("臨時職員の雇用", "月面基地の建設").replace("(4)", "(9)");
    assert_ne!(row, changed);
    let line = document.lines().position(|line| line == row).unwrap() + 1;
    sandbox.write(DOCUMENT, document.replacen(row, &changed, 1));
    let run = sandbox.run(["check", "--all"]);
    let place = format!("{}:{line} ", DOCUMENT.trim_start_matches("seeds/"));
    let told = run.out.lines().find(|line| line.contains(&place) && line.contains("月面基地"));
    assert!(told.is_some(), "{place}\n{}", run.out);
    assert_eq!(sandbox.run(["index"]).code, 0, "all the rest is read");
}

#[test]
fn files_that_are_no_documents() {
    told(&beside("seeds/sound/table.zip", "PK"), 0, &["sound/table.zip 読める形式ではない", "→ 読めるのは"]);
    told(&beside("seeds/lonely.txt", TEXT), 0, &["lonely.txt 計画のフォルダーの外", "移してください"]);
    told(&beside("seeds/計画/text.txt", TEXT), 1, &["計画 フォルダーの名前", "例: meguro-vision"]);
    told(&beside("seeds/sound/inner/text.txt", TEXT), 0, &["sound/inner 計画の中のフォルダー"]);
    told(&beside("seeds/sound/README.md", "# 説明"), 0, &["試しの計画(sound): 施策 1"]);
}

#[test]
fn files_that_cannot_be_read() {
    // Root ignores permissions. A dangling link therefore stands for an unreadable file.
    let sandbox = beside("seeds/other/plan.toml", PLAN);
    symlink("/nowhere/a.txt", sandbox.path("seeds/other/a.txt")).unwrap();
    told(&sandbox, 1, &["other/a.txt ファイルがありません", "読む権限"]);
    symlink("/nowhere/b.txt", sandbox.path("seeds/b.txt")).unwrap();
    told(&sandbox, 1, &["b.txt 計画のフォルダーの外"]);
    let sandbox = beside("seeds/sound/a.txt/inner", "");
    told(&sandbox, 0, &["sound/a.txt 計画の中のフォルダー"]);
}

#[test]
fn one_document_that_cannot_be_read() {
    let sandbox = beside("binary.txt", b"a\n\0");
    sandbox.run(["parse", "nowhere.txt"]).said(1, &["nowhere.txt ファイルがありません"]);
    sandbox.run(["parse", "seeds"]).said(1, &["seeds ファイルではなくフォルダーです"]);
    sandbox.run(["parse", "binary.txt"]).said(1, &["binary.txt:2 テキストではない", "保存し直すか"]);
    sandbox.run(["parse", "binary.txt", "--json"]).said(1, &["binary.txt:2 "]);
}

#[test]
fn an_index_that_cannot_be_written() {
    let sandbox = Sandbox::new();
    sandbox.write("taken", "");
    for folder in ["taken", "taken/index", "/proc/index"] {
        for command in [&["index"][..], &["export", "--format", "csv"], &["serve", "--listen", "127.0.0.1:0"]]
        {
            let run = sandbox.run(command.iter().chain(&["--index", folder]));
            run.said(1, &[folder, "--index"]);
        }
    }
}

#[test]
fn a_port_that_is_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let run = Sandbox::indexed().run(["serve", "--listen", &address]);
    run.said(1, &[&address, "すでに使われています", "別のポート"]);
    let run = Sandbox::indexed().run(["serve", "--listen", "192.0.2.1:8080"]);
    run.said(1, &["192.0.2.1:8080 で待ち受けられません"]);
}

/// Maximum memory that a client may make the program use, in bytes.
const MOST_MEMORY: u64 = 200 << 20;

/// Status of an answer; `None` if the connection was closed without one.
fn status(answer: &str) -> Option<u16> {
    answer.strip_prefix("HTTP/1.1 ")?.split(' ').next()?.parse().ok()
}

#[test]
fn requests_that_nobody_should_send() {
    let server = Server::start(&Sandbox::indexed());
    let untimed = |mut answer: serde_json::Value| {
        answer["took_us"] = 0.into();
        answer
    };
    let asked = "/api/v1/search?q=%E5%95%86%E5%BA%97%E8%A1%97&has_result=false";
    let before = untimed(server.get(asked).json());

    let most = "a".repeat(60_000);
    let parameters = [
        "q",
        "kind",
        "plan",
        "period",
        "has_result",
        "status",
        "department",
        "related_department",
        "organisation",
        "category",
        "chapter",
        "policy",
        "subsection",
        "year",
        "result_year",
        "plan_start",
        "plan_end",
        "sort",
        "limit",
        "offset",
        "match",
        "exact",
        "nothing",
    ];
    for name in parameters {
        for value in ["%FF", "%00", "a%0Ab", "%ED%A0%80", "%C2%9F", "%E5%95"] {
            let answer = server.get(&format!("/api/v1/search?{name}={value}"));
            if (name, value) == ("q", "a%0Ab") {
                assert_eq!(answer.status, 200, "a line break is a space between words");
                continue;
            }
            assert_eq!(answer.status, 400, "{name}={value}");
            assert_eq!(answer.json()["param"], name, "{name}={value}");
        }
        let long = server.get(&format!("/api/v1/search?{name}={}", "a".repeat(8193)));
        assert_eq!((long.status, long.json()["param"].as_str()), (414, Some(name)));
        let huge = server.get(&format!("/api/v1/search?{name}={most}"));
        assert_eq!((huge.status, huge.json()["param"].as_str()), (414, Some(name)));
        if name != "q" {
            assert_eq!(server.get(&format!("/api/v1/search?{name}=%20%20x%20")).status, 400, "{name}");
        }
    }
    for name in ["q", "sort", "limit", "offset", "match", "exact"] {
        let value = match name {
            "sort" => "number",
            "match" => "all",
            "exact" => "true",
            _ => "1",
        };
        let answer = server.get(&format!("/api/v1/search?{name}={value}&{name}={value}"));
        assert_eq!((answer.status, answer.json()["param"].as_str()), (400, Some(name)));
    }
    for path in ["/api/v1/entries/meguro-vision/9-9-9-9", "/api/v1/entries/x/y", "/entries/x/y"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    for path in ["/", "/entries/meguro-vision/5-2-9", "/assets/style.css", "/help/api", "/nothing"] {
        let answer = server.get(&format!("{path}?q=%FF%00%ED%A0%80&limit=x&nothing"));
        assert!([200, 404].contains(&answer.status), "{path}: {answer:?}");
    }

    assert_eq!(untimed(server.get(asked).json()), before, "nothing has changed");
    assert!(server.peak_memory() < MOST_MEMORY, "{} MB", server.peak_memory() >> 20);
}

#[test]
fn floods_of_headers_and_odd_request_lines() {
    let server = Server::start(&Sandbox::indexed());
    let many: String = (0..5000).map(|at| format!("X-{at}: a\r\n")).collect();
    let wide = format!("X-Wide: {}\r\n", "a".repeat(4 << 20));
    let accept = format!("Accept: {}\r\n", "application/json,".repeat(3000));
    let known = format!("If-None-Match: {}\r\n", "W/\"x\",".repeat(3000));
    for (headers, expected) in [
        (many.as_str(), None),
        (wide.as_str(), None),
        (accept.as_str(), Some(200)),
        (known.as_str(), Some(200)),
        ("X-Request-Id: \x7f\r\n", None),
        ("X-Request-Id: <script>\r\n", Some(200)),
        ("Host: a\r\nHost: b\r\n", Some(200)),
        ("Accept-Encoding: é\r\n", Some(200)),
    ] {
        let request = format!("GET /api/v1/search HTTP/1.1\r\nConnection: close\r\nHost: h\r\n{headers}\r\n");
        let answer = server.send(request.as_bytes());
        match expected {
            Some(expected) => assert_eq!(status(&answer), Some(expected), "{headers:.60}"),
            None => assert!(status(&answer).is_none_or(|told| (400..500).contains(&told)), "{answer:.80}"),
        }
        assert!(!answer.contains("<script>"));
    }
    for method in ["TRACE", "FOO", "get", "PROPFIND", "OPTIONS"] {
        let answer = server.send(
            format!("{method} /api/v1/search HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").as_bytes(),
        );
        let expected = if method == "OPTIONS" { 204 } else { 405 };
        assert_eq!(status(&answer), Some(expected), "{method}");
        assert!(answer.to_lowercase().contains("allow: get, head, options"), "{method}: {answer}");
    }
    assert_eq!(server.get("/readyz").status, 200);
    assert!(server.peak_memory() < MOST_MEMORY, "{} MB", server.peak_memory() >> 20);
    let (code, _, said) = server.end("TERM");
    assert_eq!(code, Some(0), "{said}");
}
