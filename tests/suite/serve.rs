//! The built program as a server: start, answers, changed documents, end.

mod changes;

use std::{
    fs,
    io::{Read, Write},
    time::Duration,
};

use crate::support::{DOCUMENT, Sandbox, ids, server::Server};

/// Measures about shopping streets without a result.
const EXPECTED: [&str; 3] = ["meguro-vision/5-5-4-1", "meguro-vision/5-5-4-3", "meguro-vision/5-5-6-3"];

fn found(server: &Server, target: &str) -> Vec<String> {
    let answer = server.get(target);
    assert_eq!(answer.status, 200, "{answer:?}");
    let mut found = ids(&answer.json()["items"]);
    found.sort();
    found
}

#[test]
fn answers_however_the_address_is_written() {
    let server = Server::start(&Sandbox::indexed());
    let encoded = "/api/v1/search?q=%E5%95%86%E5%BA%97%E8%A1%97&kind=measure&has_result=false";
    assert_eq!(found(&server, encoded), EXPECTED);
    assert_eq!(
        found(&server, "/api/v1/search?q=商店街&kind=measure&has_result=false"),
        EXPECTED,
        "as curl sends it"
    );
    assert_eq!(server.get("/").status, 200);
    assert_eq!(server.get("/api/v1/search?q=%FF").status, 400);
    let health = server.get("/healthz").json();
    assert_eq!((health["status"].as_str(), health["entries"].as_u64()), (Some("ok"), Some(105)));
}

#[test]
fn bytes_that_are_no_http_do_not_end_it() {
    let server = Server::start(&Sandbox::indexed());
    for bytes in [b"\x16\x03\x01 no HTTP\r\n\r\n".as_slice(), b"GET /?q=\xFF\xFE HTTP/1.1\r\n\r\n", b"GET "] {
        let mut stream = server.connect();
        stream.write_all(bytes).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(!answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
    }
    let long = format!("/api/v1/search?q={}", "a".repeat(9000));
    assert_eq!(server.get(&long).status, 414);
    assert_eq!(server.get("/healthz").status, 200);
}

#[test]
fn a_signal_ends_it_even_while_a_connection_is_kept_open() {
    for signal in ["TERM", "INT"] {
        let server = Server::start(&Sandbox::indexed());
        let mut idle = server.connect();
        idle.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut some = [0; 15];
        idle.read_exact(&mut some).unwrap();
        assert_eq!(&some, b"HTTP/1.1 200 OK");
        let mut silent = server.connect();
        silent.write_all(b"GET /").unwrap();
        let (code, took, said) = server.end(signal);
        assert_eq!(code, Some(0), "{signal}: {said}");
        assert!(took < Duration::from_secs(10), "{signal}: {took:?}");
        assert!(said.contains("終わりました。"), "{said}");
    }
}

#[test]
fn it_is_reached_from_this_machine_only_unless_told_otherwise() {
    // Another program may use the default port. The message about the port appears all the same.
    let taken = std::net::TcpListener::bind("127.0.0.1:8080");
    let run = Sandbox::indexed().run(["serve"]);
    drop(taken);
    run.said(1, &["127.0.0.1:8080 で待ち受けられません", "すでに使われています"]);
}

#[test]
fn an_index_that_is_missing_old_or_broken_is_built_first() {
    let missing = Sandbox::new();
    let server = Server::start(&missing);
    assert!(server.said().contains("索引がまだないため、作ります。"), "{}", server.said());
    assert_eq!(server.get("/healthz").json()["entries"], 105);

    let old = Sandbox::indexed();
    old.write(
        "seeds/meguro-vision/more.txt",
        "第7章 追加\n1 月\n1-1 月面\n(1)月面基地の建設\n・建てます。\n",
    );
    let server = Server::start(&old);
    assert!(server.said().contains("文書が変わったため、作ります。"), "{}", server.said());
    assert_eq!(server.get("/api/v1/search?q=月面基地").json()["total_count"], 1);

    let broken = Sandbox::indexed();
    let engine = broken.path(&format!("{}/engine", broken.generation()));
    fs::remove_dir_all(&engine).unwrap();
    fs::create_dir(&engine).unwrap();
    let server = Server::start(&broken);
    assert!(server.said().contains("索引が壊れているため、作ります。"), "{}", server.said());
    assert_eq!(server.get("/healthz").json()["entries"], 105);
}

#[test]
fn addresses_are_those_that_the_public_knows() {
    let sandbox = Sandbox::indexed();
    let server = Server::start_with(
        &sandbox,
        &["--listen", "127.0.0.1:0", "--public-url", "https://plans.example.jp/"],
    );
    let map = server.get("/sitemap.xml");
    assert_eq!(map.status, 200);
    assert!(map.body.contains("https://plans.example.jp/entries/") && !map.body.contains("http://localhost"));
    for wrong in ["plans.example.jp", "https://plans.example.jp/plans", "https://u:p@plans.example.jp"] {
        let run = sandbox.run(["serve", "--public-url", wrong]);
        run.said(2, &["--public-url", wrong, "https://shisaku.example.jp"]);
    }
}

#[test]
fn a_request_that_is_never_finished_is_let_go() {
    let server = Server::start(&Sandbox::indexed());
    let mut half = server.connect();
    half.write_all(b"GET /healthz HTTP/1.1\r\nHost: ").unwrap();
    // The client waits longer than the server. The server must end the connection.
    let mut answer = Vec::new();
    let _ = half.read_to_end(&mut answer).expect("the server ends the connection");
    assert!(!answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
    assert_eq!(server.get("/healthz").status, 200);
}

#[test]
fn what_is_too_long_is_refused_by_the_name_of_its_parameter() {
    let server = Server::start(&Sandbox::indexed());
    for (param, letter) in [("q", "a"), ("period", "%E7"), ("limit", "1")] {
        let target = format!("/api/v1/search?{param}={}", letter.repeat(60_000 / letter.len()));
        let answer = server.get(&target);
        assert_eq!((answer.status, answer.json()["param"].as_str()), (414, Some(param)));
    }
    let many = server.get(&format!("/api/v1/search?{}", "period=short&".repeat(4_500)));
    assert_eq!(many.status, 414);
    assert!(many.json()["detail"].as_str().unwrap().contains("条件が多すぎます"), "{}", many.body);
    assert_eq!(server.get(&format!("/?q={}", "a".repeat(60_000))).status, 414);
    assert_eq!(server.get(&format!("/{}", "a".repeat(60_000))).status, 404);
}

/// Refused before there is a request, and so without a problem in JSON. RFC 9110 asks for 414, RFC 6585 for
/// 431.
#[test]
fn an_address_that_is_longer_than_any_request_is_refused_unread() {
    let server = Server::start(&Sandbox::indexed());
    let asked =
        |letters: usize| format!("GET /api/v1/search?q={} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(letters));
    let refused = server.send(asked(70_000).as_bytes());
    assert!(refused.starts_with("HTTP/1.1 414 "), "{refused}");
    // A client that is cut off while sending may receive nothing.
    let refused = server.send(asked(1_000_000).as_bytes());
    assert!(refused.is_empty() || refused.starts_with("HTTP/1.1 431 "), "{refused}");
    assert_eq!(server.get("/healthz").status, 200);
}

#[test]
fn readers_that_take_nothing_hold_little_memory() {
    let server = Server::start(&Sandbox::indexed());
    for path in ["/api/v1/search?limit=100", "/api/v1/export?format=json", "/api/v1/export?format=xlsx"] {
        let asked = format!("GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br, gzip\r\n\r\n").repeat(40);
        let mut readers: Vec<_> = (0..150)
            .map(|_| {
                let mut reader = server.connect();
                reader.set_write_timeout(Some(Duration::from_secs(1))).unwrap();
                // The client's buffers may fill up before all requests are sent.
                let _ = reader.write(asked.as_bytes());
                reader
            })
            .collect();
        // The first hundred have received the start of an answer and read no more. The others wait for a free
        // place.
        readers.iter_mut().take(100).for_each(|reader| reader.read_exact(&mut [0; 12]).unwrap());
        drop(readers);
        assert_eq!(server.get("/healthz").status, 200, "others are served after them");
    }
    let peak = server.peak_memory();
    assert!(peak < 200 << 20, "{} MB", peak >> 20);
}

#[test]
fn six_changes_of_the_documents_take_no_more_memory_than_one() {
    let sandbox = Sandbox::new();
    let mut server = Server::start(&sandbox);
    for round in 1..=6 {
        let plan = sandbox.read("seeds/meguro-vision/plan.toml");
        sandbox.write("seeds/meguro-vision/plan.toml", format!("{plan}# {round}\n"));
        server.signal("HUP");
        server.wait_until("the change is taken up", |server| {
            server.said().matches("文書の変更を取り入れました。").count() == round
        });
    }
    let peak = server.peak_memory();
    assert!(peak < 200 << 20, "{} MB", peak >> 20);
}

#[test]
fn a_hangup_while_the_first_index_is_built_ends_nothing() {
    let sandbox = Sandbox::new();
    let mut early = sandbox.command(["serve", "--listen", "127.0.0.1:0"]).spawn().unwrap();
    let pid = early.id().to_string();
    let mut said = std::io::BufReader::new(early.stderr.take().unwrap());
    let mut line = String::new();
    std::io::BufRead::read_line(&mut said, &mut line).unwrap();
    assert!(line.contains("索引がまだない"), "{line}");
    let hangup = std::process::Command::new("kill").args(["-s", "HUP", &pid]).status().unwrap();
    assert!(hangup.success());
    line.clear();
    while !line.contains("で開けます") {
        assert!(std::io::BufRead::read_line(&mut said, &mut line).unwrap() > 0, "it goes on: {line}");
    }
    early.kill().unwrap();
    early.wait().unwrap();
}

#[test]
fn a_start_with_new_errors_serves_the_index_before_them_and_says_why() {
    let sandbox = Sandbox::indexed();
    let departments = "seeds/meguro-vision/departments.csv";
    sandbox.write(departments, "項目番号,担当課\n1-1(1),産業課\n");
    sandbox.run(["index"]).said(0, &[]);
    sandbox.write(departments, "番号,題名\n1-1(1),何か\n");
    let generation = sandbox.generation();
    let mut server = Server::start(&sandbox);
    server.wait_until("the reason is told", |server| server.said().contains("取り入れません"));
    assert_eq!(sandbox.generation(), generation, "the good index stays");
    let found = server.get("/api/v1/search?department=%E7%94%A3%E6%A5%AD%E8%AA%B2").json();
    assert_eq!(found["total_count"], 1, "and is served");
    assert!(server.get("/healthz").body.contains("departments.csv"));
    assert!(!server.get("/data").body.contains("departments.csv"), "findings are for staff");
    assert_eq!(server.get("/healthz").json()["status"], "stale");
    sandbox.write(departments, "項目番号,担当課\n1-1(1),商工課\n");
    server.wait_until("what is mended is taken up", |server| server.said().contains("取り入れました。"));
    assert_eq!(server.get("/healthz").json()["status"], "ok");
}

#[test]
fn a_column_of_something_else_in_the_place_of_departments_fills_no_memory() {
    let sandbox = Sandbox::new();
    let rows: String = (0..100_000).map(|at| format!("1-1(1),課{at}\n")).collect();
    sandbox.write("seeds/meguro-vision/departments.csv", format!("項目番号,担当課\n{rows}"));
    let run = sandbox.run(["check"]);
    assert!(run.code == 1 && run.out.contains("担当課と関係課は 100 までです"), "{}", run.out);
    let server = Server::start(&sandbox);
    for path in ["/", "/api/v1/search", "/entries/meguro-vision/5-1-1-1"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200);
        assert!(answer.body.len() < 400_000, "{path}: {}", answer.body.len());
    }
    assert!(server.peak_memory() < 200 << 20, "{} MB", server.peak_memory() >> 20);
}
