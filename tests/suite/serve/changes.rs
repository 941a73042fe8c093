//! Changes of documents and word lists while the server runs.

use super::*;

#[test]
fn changed_documents_are_taken_in_and_broken_ones_are_not() {
    let sandbox = Sandbox::indexed();
    let document = sandbox.read(DOCUMENT);
    let mut server = Server::start(&sandbox);
    let total = |server: &Server, q: &str| {
        server.get(&format!("/api/v1/search?q={q}")).json()["total_count"].as_u64().unwrap()
    };
    let status = |server: &Server| server.get("/healthz").json()["status"].as_str().unwrap().to_owned();
    assert_eq!(total(&server, "月面基地"), 0);

    sandbox.write(DOCUMENT, document.replacen("(1)融資制度の充実", "(1)月面基地への融資制度の充実", 1));
    server.wait_until("the change is found", |server| total(server, "月面基地") == 1);
    server.wait_until("it is told", |server| server.said().contains("文書の変更を取り入れました。"));
    assert_eq!(status(&server), "ok");

    fs::remove_file(sandbox.path(DOCUMENT)).unwrap();
    server.wait_until("it is told", |server| status(server) == "stale");
    assert_eq!(total(&server, "月面基地"), 1, "what was read before is served on");
    server.wait_until("it is logged", |server| server.said().contains("前の内容を表示しています。"));
    assert!(server.said().contains("読める文書がひとつもありません"), "{}", server.said());

    sandbox.write(DOCUMENT, &document);
    server.wait_until("it is mended", |server| status(server) == "ok" && total(server, "月面基地") == 0);

    fs::rename(sandbox.path("seeds"), sandbox.path("away")).unwrap();
    server.wait_until("it is told", |server| status(server) == "stale");
    fs::rename(sandbox.path("away"), sandbox.path("seeds")).unwrap();
    server.wait_until("it is mended", |server| status(server) == "ok");
    server.wait_until("that is told too", |server| server.said().contains("文書がもとに戻りました。"));
    assert_eq!(found(&server, "/api/v1/search?q=商店街&kind=measure&has_result=false"), EXPECTED);
    let (code, _, said) = server.end("TERM");
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_change_to_one_plan_reads_that_plan_alone() {
    let sandbox = Sandbox::new();
    let moon = |what: &str| format!("第1章 月\n1 月\n1-1 月面\n(1)月面{what}の建設\n・建てます。\n");
    sandbox
        .write("seeds/moon/plan.toml", "title = \"月の計画\"\n")
        .write("seeds/moon/plan.txt", moon("基地"));
    sandbox.run(["index"]).said(0, &["計画 2 件を読みました。"]);
    let mut server = Server::start(&sandbox);
    sandbox.write("seeds/moon/plan.txt", moon("都市"));
    server.wait_until("it is told", |server| server.said().contains("文書の変更を取り入れました。"));
    let said = server.said();
    let entry = server.get("/api/v1/entries/moon/1-1-1").json();
    assert_eq!(entry["title"], "月面都市の建設", "{entry}");
    // A watch that looks twice has read the plan at its first look.
    let read = ["計画 1 件を読みました。ほかの 1 件は", "計画 0 件を読みました。ほかの 2 件は"];
    assert!(read.iter().any(|read| said.contains(read)), "{said}");
    assert_eq!(found(&server, "/api/v1/search?q=商店街&kind=measure&has_result=false"), EXPECTED);
}

#[test]
fn a_change_with_an_error_is_refused_with_its_reason_until_it_is_mended() {
    let sandbox = Sandbox::indexed();
    let manifest = "seeds/meguro-vision/plan.toml";
    let good = sandbox.read(manifest);
    let mut server = Server::start_with(&sandbox, &["--listen", "127.0.0.1:0", "--show-findings"]);
    let built = server.get("/healthz").json();

    sandbox.write(manifest, good.replacen("title", "titel", 1));
    server.wait_until("it is refused", |server| server.said().contains("取り入れません"));
    assert!(server.said().contains("meguro-vision/plan.toml:2"), "{}", server.said());
    let page = server.get("/data").body;
    assert!(page.contains("取り入れていない変更") && page.contains("meguro-vision/plan.toml:2"), "{page}");
    assert_eq!(server.get("/healthz").json()["status"], "stale");
    assert_eq!(server.get("/healthz").json()["fingerprint"], built["fingerprint"], "nothing has changed");

    sandbox.write(manifest, good.replacen("目黒区産業振興ビジョン", "新しい名前の計画", 1));
    server.wait_until("it is taken up", |server| server.get("/").body.contains("新しい名前の計画"));
    assert_eq!(server.get("/healthz").json()["status"], "ok");
    assert!(!server.get("/data").body.contains("取り入れていない変更"));
}

#[test]
fn a_folder_in_the_place_of_a_table_is_one_error_for_the_watch_and_for_check() {
    let sandbox = Sandbox::new();
    let table = "seeds/meguro-vision/departments.csv";
    sandbox.write(table, "項目番号,担当課\n1-1(1),産業課\n");
    sandbox.run(["index"]).said(0, &[]);
    let mut server = Server::start(&sandbox);
    let filed = |server: &Server| found(server, "/api/v1/search?department=産業課").len();
    assert_eq!(filed(&server), 1);

    fs::remove_file(sandbox.path(table)).unwrap();
    fs::create_dir(sandbox.path(table)).unwrap();
    let said = "ファイルではなくフォルダーです";
    server.wait_until("it is refused", |server| server.said().contains(said));
    assert_eq!(filed(&server), 1, "what was read before is served on");
    assert_eq!(server.get("/healthz").json()["status"], "stale");
    let check = sandbox.run(["check"]);
    check.said(1, &[]);
    assert_eq!(check.out.matches("departments.csv ").count(), 1, "{}", check.out);
    assert!(check.out.contains(said), "{}", check.out);

    fs::remove_dir(sandbox.path(table)).unwrap();
    sandbox.write(table, "項目番号,担当課\n1-1(2),産業課\n1-1(1),産業課\n");
    server.wait_until("it is mended", |server| filed(server) == 2);
}

#[test]
fn what_nobody_sees_in_plan_toml_reaches_no_catalogue() {
    let sandbox = Sandbox::new();
    let manifest = "seeds/meguro-vision/plan.toml";
    let texts = "title = \"計\\u202E画\"\npublisher = \"目\\u0000黒区\"\ncontact = \"産業\\u0007課\\u2066\"\nlicence = \"CC\\u200B BY\"\n";
    sandbox.write(manifest, texts);
    let check = sandbox.run(["check", "--all"]);
    assert_eq!(check.out.matches("[unseen_character]").count(), 4, "{}", check.out);
    check.said(0, &[]);
    assert!(check.out.contains("title に見えない文字(U+202E)"), "{}", check.out);
    let server = Server::start(&sandbox);
    let catalogue = server.get("/catalog.jsonld").json().to_string();
    for text in ["計画", "目黒区", "産業課", "CC BY"] {
        assert!(catalogue.contains(text), "{text}: {catalogue}");
    }
    for unseen in ["\u{202E}", "\u{2066}", "\u{200B}", "\\u0000", "\\u0007"] {
        assert!(!catalogue.contains(unseen), "{unseen:?}");
    }
}

#[test]
fn a_lexicon_with_an_error_stays_refused_whatever_else_changes() {
    let sandbox = Sandbox::indexed();
    let list = "words/synonyms/own.txt";
    sandbox.write(list, "公衆便所 => 融資\n");
    let with_words = ["--listen", "127.0.0.1:0", "--lexicon", "words"];
    let mut server = Server::start_with(&sandbox, &with_words);
    let stale = |server: &Server| server.get("/healthz").json()["status"] == "stale";
    sandbox.write(list, "公衆便所 => 融資\n一語だけの行\n");
    server.wait_until("it is refused", stale);
    let manifest = sandbox.read("seeds/meguro-vision/plan.toml");
    sandbox.write("seeds/meguro-vision/plan.toml", format!("{manifest}\n# \n"));
    server.wait_until("it is refused again", |server| server.said().matches("取り入れません").count() == 2);
    assert!(stale(&server), "{}", server.said());
    sandbox.write(list, "公衆便所 => 融資制度\n");
    server.wait_until("it is mended", |server| !stale(server));
    drop(server);

    // A list that is wrong from the start must not block later changes.
    sandbox.write(list, "公衆便所 => 融資\n一語だけの行\n");
    let mut server = Server::start_with(&sandbox, &with_words);
    server.wait_until("it is told", |server| server.said().contains("文書に誤りが 1 件"));
    sandbox.write(list, "公衆便所 => 融資\n一語だけの行\n手洗い => 融資\n");
    server.wait_until("it is taken up", |server| server.said().contains("語彙の変更を取り入れました。"));
    assert!(!stale(&server), "{}", server.said());
}

#[test]
fn an_error_that_was_there_before_refuses_no_change() {
    let sandbox = Sandbox::indexed();
    sandbox.write("seeds/other/plan.toml", "title = \"文書のない計画\"\n");
    sandbox.run(["index"]).said(0, &["エラー 1 件"]);
    let mut server = Server::start(&sandbox);
    server.wait_until("it knows", |server| server.get("/healthz").json()["findings"]["errors"] == 1);
    let document = sandbox.read(DOCUMENT);
    sandbox.write(DOCUMENT, document.replacen("(1)融資制度の充実", "(1)月面基地への融資制度の充実", 1));
    server.wait_until("the change is found", |server| {
        server.get("/api/v1/search?q=月面基地").json()["total_count"] == 1
    });
}

/// An old index that cannot be deleted is logged while the new one is published. The watch once died of that
/// line.
#[cfg(unix)]
#[test]
fn a_log_that_nobody_reads_ends_no_watch() {
    let sandbox = Sandbox::indexed();
    // The path is deeper than the number of files the server may open. Nobody can delete it, root included.
    let old = sandbox.path("index/gen-00000000-0000000000000000").join("d/".repeat(200));
    fs::create_dir_all(&old).unwrap();
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    let mut server = Server::start_unheard(sandbox.command_with_few_files(100, serve));
    let status = |server: &Server| server.get("/healthz").json()["status"].as_str().unwrap().to_owned();
    let total = |server: &Server, q: &str| {
        server.get(&format!("/api/v1/search?q={q}")).json()["total_count"].as_u64().unwrap()
    };
    let manifest = "seeds/meguro-vision/plan.toml";
    let good = sandbox.read(manifest);
    sandbox.write(manifest, good.replacen("title", "titel", 1));
    server.wait_until("the error is refused", |server| status(server) == "stale");
    sandbox.write(manifest, &good);
    let document = sandbox.read(DOCUMENT);
    for place in ["月面基地", "火星基地"] {
        sandbox.write(
            DOCUMENT,
            document.replacen("(1)融資制度の充実", &format!("(1){place}への融資制度の充実"), 1),
        );
        server.wait_until("the good edit is served", |server| total(server, place) == 1);
        assert!(old.is_dir(), "there was something to log");
    }
    server.wait_until("it watches on", |server| {
        let health = server.get("/healthz").json();
        health["status"] == "ok" && health["watch"]["state"] == "watching"
    });
}

#[test]
fn the_data_page_says_what_changed_and_a_hangup_looks_at_once() {
    let sandbox = Sandbox::indexed();
    let document = sandbox.read(DOCUMENT);
    let mut server = Server::start(&sandbox);
    assert!(server.get("/data").body.contains("比べられる前の版はありません。"));
    let titled = document.replacen("(1)融資制度の充実", "(1)月面基地への融資制度の充実", 1);
    sandbox.write(DOCUMENT, format!("{titled}\n第7章 追加\n1 月\n1-1 月面\n(1)月の石の展示\n・見せます。\n"));
    server.wait_until("the change is told", |server| server.get("/data").body.contains("変わった項目"));
    let page = server.get("/data").body;
    for part in
        ["1-1(1) 月面基地への融資制度の充実</a>: 題名", "増えた項目", "月の石の展示", "前の版を作成した日時"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    server.signal("HUP");
    server.wait_until("it says so", |server| server.said().contains("文書に変わりはありません。"));

    // The server takes over an index built by another process, regardless of which of the two is first.
    sandbox.write(DOCUMENT, document.replacen("(1)融資制度の充実", "(1)火星基地への融資制度の充実", 1));
    let run = sandbox.run(["index"]);
    assert!(run.code == 0 || run.err.contains("別の処理が同じ索引を作っています"), "{}", run.err);
    server.wait_until("it is taken up", |server| server.get("/data").body.contains("火星基地"));
    assert!(server.get("/data").body.contains("なくなった項目"));
}
