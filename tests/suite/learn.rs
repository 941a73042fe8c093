//! Recording queries without results: from a page without results to a line of the lexicon.

use std::{fs, path::Path};

use scraper::{Html, Selector};

use crate::support::{Sandbox, server::Server};

/// A word that no entry contains, and the word typed instead of it.
const FAILED: &str = "月面基地";
const INSTEAD: &str = "商店街";

fn serving(sandbox: &Sandbox, arguments: &[&str]) -> Server {
    let all: Vec<&str> = ["--listen", "127.0.0.1:0"].iter().chain(arguments).copied().collect();
    Server::start_with(sandbox, &all)
}

fn page(server: &Server, target: &str) -> String {
    let answer = server.get(target);
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body
}

/// The earlier query, carried along in the page's form.
fn carried(page: &str) -> Option<String> {
    let was = Selector::parse("form input[type=hidden][name=was]").unwrap();
    Html::parse_document(page).select(&was).next().map(|input| input.attr("value").unwrap().to_owned())
}

/// Lines of counts in a folder with a single month.
fn counted(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let files: Vec<_> = names.filter(|path| path.extension().is_some_and(|ending| ending == "tsv")).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    let text = fs::read_to_string(&files[0]).unwrap();
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn what_people_type_instead_becomes_a_line_of_the_lexicon() {
    let sandbox = Sandbox::indexed();
    let server = serving(&sandbox, &["--learn", "learned", "--learn-least", "1"]);
    assert!(server.said().contains("1 分に 1 回まで"), "{}", server.said());
    let nothing = page(&server, &format!("/?q={FAILED}"));
    assert_eq!(carried(&nothing).as_deref(), Some(FAILED));
    assert!(nothing.contains("だれの入力か分からない形で数えています。"));
    let found = page(&server, &format!("/?q={INSTEAD}&was={FAILED}"));
    assert_eq!(carried(&found), None, "what was found ends the story");
    assert!(!found.contains("was="), "no link carries it on");
    assert_eq!(server.get("/healthz").json()["learning"], true);
    let (code, _, said) = server.end("TERM");
    assert_eq!(code, Some(0), "{said}");
    let expected = [format!("1\t{FAILED}\t"), format!("1\t{FAILED}\t{INSTEAD}")];
    assert_eq!(counted(&sandbox.path("learned")), expected);

    let run = sandbox.run(["report"]);
    assert_eq!(run.code, 0, "{run:?}");
    let line = format!("{FAILED} => {INSTEAD}   # 1 回。");
    let line = run.out.lines().find(|one| one.starts_with(&line)).unwrap_or_else(|| panic!("{run:?}"));
    sandbox.write("words/synonyms/own.txt", format!("{line}\n"));
    let total = |folder: &[&str]| {
        sandbox.run(["search", FAILED, "--json"].iter().chain(folder)).json()["total_count"].as_u64().unwrap()
    };
    let (before, after) = (total(&[]), total(&["--lexicon", "words"]));
    assert!(before == 0 && line.contains(&format!("{after} 件見つかる")), "{line}: {before} {after}");
    sandbox.run(["check", "--lexicon", "words"]).said(0, &[]);
    let run = sandbox.run(["report", "--lexicon", "words"]);
    assert!(run.out.contains(&format!("{FAILED}(今は {after} 件)")) && !run.out.contains("=>"), "{run:?}");
}

#[test]
fn what_is_asked_too_seldom_is_never_written() {
    for arguments in [["--learn", "learned", "--learn-least", "2"].as_slice(), &["--learn", "learned"]] {
        let sandbox = Sandbox::indexed();
        let server = serving(&sandbox, arguments);
        // Repeated queries within a short time count once.
        (0..20).for_each(|_| drop(page(&server, &format!("/?q={FAILED}"))));
        (0..20).for_each(|_| drop(page(&server, &format!("/?q={INSTEAD}&was={FAILED}"))));
        server.end("INT");
        assert_eq!(counted(&sandbox.path("learned")), [""; 0]);
        let run = sandbox.run(["report"]);
        assert!(run.code == 0 && run.out.contains("まだありません"), "{run:?}");
    }
}

#[test]
fn only_pages_and_only_words_that_really_find_nothing_are_counted() {
    let sandbox = Sandbox::indexed();
    let server = serving(&sandbox, &["--learn", "learned", "--learn-least", "1"]);
    let apis = ["/api/v1/search?q=月面基地", "/entries/meguro-vision/5-2-9?q=月面基地", "/nix?q=月面基地"];
    apis.iter().for_each(|target| drop(server.get(target)));
    // The filter leaves no results here, not the words.
    assert_eq!(server.get("/api/v1/search?q=商店街&year=1990").json()["total_count"], 0);
    page(&server, "/?q=商店街&year=1990");
    for target in [
        "/",
        "/?q=商店街",
        "/?q=月面基地&exact=true",
        "/?q=月面基地&offset=20",
        "/?q=商店街&was=支援",
        "/?q=商店街&was=",
        "/?q=商店街&was=商店街",
        "/?q=商店街&was=%FF",
        "/?was=月面基地&year=1990",
    ] {
        assert_eq!(carried(&page(&server, target)), None, "{target}");
    }
    for typed in [
        "taro@example.jp",
        "月面 03-1234-5678",
        "http://example.jp/月面",
        "月面の三十一文字よりも長い文は言葉ではなくだれかの事情を書いたもの",
    ] {
        let target = typed.replace(' ', "%20");
        assert_eq!(carried(&page(&server, &format!("/?q={target}"))), None, "{typed}");
        page(&server, &format!("/?q=商店街&was={target}"));
    }
    let page = page(&server, "/?q=%EF%BC%A6%EF%BC%AF%EF%BC%AF%E5%9F%BA%E5%9C%B0%E3%80%80%E5%AE%87%E5%AE%99");
    assert_eq!(carried(&page).as_deref(), Some("foo基地 宇宙"), "in one form");
    server.end("TERM");
    assert_eq!(counted(&sandbox.path("learned")), ["1\tfoo基地 宇宙\t"]);
}

#[test]
fn switched_off_nothing_is_kept_and_nothing_is_said() {
    let sandbox = Sandbox::indexed();
    let before = names(&sandbox);
    let server = serving(&sandbox, &[]);
    let page = page(&server, &format!("/?q={FAILED}&was={FAILED}"));
    assert!(carried(&page).is_none() && !page.contains("数えています"));
    assert_eq!(server.get("/healthz").json()["learning"], false);
    server.end("TERM");
    assert_eq!(names(&sandbox), before);
}

fn names(sandbox: &Sandbox) -> Vec<String> {
    let files = fs::read_dir(sandbox.path("")).unwrap();
    let mut names: Vec<String> =
        files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_folder_that_cannot_be_used_is_told_before_anything_is_served() {
    let sandbox = Sandbox::indexed();
    sandbox.write("file", "");
    let refused = ["serve", "--listen", "127.0.0.1:0", "--learn", "file"];
    sandbox.run(refused).said(1, &["件数のフォルダー(file)を使えません", "--learn"]);
    let server = serving(&sandbox, &["--learn", "learned"]);
    let second = ["serve", "--listen", "127.0.0.1:0", "--learn", "learned"];
    sandbox.run(second).said(1, &["別の shisaku serve が使っています", "--learn"]);
    assert_eq!(sandbox.run(["report"]).code, 0, "reading is free");
    assert_eq!(server.end("TERM").0, Some(0));
}

#[test]
fn lines_that_cannot_be_read_are_put_aside_and_the_others_go_on() {
    let sandbox = Sandbox::indexed();
    let server = serving(&sandbox, &["--learn", "learned"]);
    server.end("TERM");
    let file = fs::read_dir(sandbox.path("learned")).unwrap().map(|file| file.unwrap().file_name());
    let file = file.map(|name| name.into_string().unwrap()).find(|name| name.ends_with(".tsv")).unwrap();
    sandbox.write(&format!("learned/{file}"), b"9\t\xFF\t\n7\tgood\t\nbad\n8\tcut\tof".as_slice());
    let server = serving(&sandbox, &["--learn", "learned"]);
    for said in [":1: UTF-8 ではない", ":3: 列が 1", ":4: 最後の行に改行が", ".unread に移しました"]
    {
        assert!(server.said().contains(said), "{said}: {}", server.said());
    }
    server.end("TERM");
    assert_eq!(counted(&sandbox.path("learned")), ["7\tgood\t"]);
    let aside = fs::read(sandbox.path(&format!("learned/{}", file.replace("tsv", "unread")))).unwrap();
    assert_eq!(aside, b"9\t\xFF\t\nbad\n8\tcut\tof\n");
}
