//! Headers and addresses of answers: access from other sites, caching, names.

use proptest::{prelude::*, test_runner::Config};
use serde_json::Value;

use crate::support::api::{Answer, get, send_with};

const SEARCH: &str = "/api/v1/search?q=%E5%95%86%E5%BA%97%E8%A1%97";

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

#[test]
fn pages_of_other_sites_may_read_the_api_and_nothing_else() {
    for path in [SEARCH, "/openapi.json", "/api/v1/nothing", "/api/v1/search?x=1", "/api/v1/entries/a/b"] {
        assert_eq!(header(&get(path), "access-control-allow-origin"), "*", "{path}");
    }
    for path in ["/", "/healthz", "/metrics", "/assets/style.css", "/nothing"] {
        assert_eq!(header(&get(path), "access-control-allow-origin"), "", "{path}");
    }
    let asks = [("origin", "https://example.jp"), ("access-control-request-method", "GET")];
    let preflight = send_with("OPTIONS", "/api/v1/search", &asks);
    assert_eq!(preflight.status, 204);
    assert_eq!(header(&preflight, "access-control-allow-origin"), "*");
    assert_eq!(header(&preflight, "access-control-allow-methods"), "GET, HEAD, OPTIONS");
    assert_eq!(send_with("OPTIONS", "/api/v1/nothing", &asks).status, 404);
    assert_eq!(header(&send_with("OPTIONS", "/", &asks), "access-control-allow-methods"), "");
}

#[test]
fn what_a_client_has_is_not_sent_again() {
    for path in [
        SEARCH,
        "/openapi.json",
        "/",
        "/?q=x",
        "/entries/meguro-vision/5-2-9",
        "/assets/style.css",
        "/help/api",
    ] {
        let first = get(path);
        let tag = header(&first, "etag").to_owned();
        assert!(tag.starts_with("W/\"") && tag.len() == 36, "{path}: {tag}");
        assert_eq!(header(&get(path), "etag"), tag, "{path}: the time it took is no part of it");
        assert_eq!(header(&send_with("HEAD", path, &[]), "etag"), tag, "{path}");
        for known in [tag.clone(), format!("\"x\", {tag}"), "*".to_owned()] {
            for method in ["GET", "HEAD"] {
                let again = send_with(method, path, &[("if-none-match", &known)]);
                assert_eq!((again.status.as_u16(), again.body.as_str()), (304, ""), "{path}");
                for name in ["etag", "cache-control", "vary", "x-request-id"] {
                    assert!(again.headers.contains_key(name), "{path}: {name}");
                }
                assert_eq!(header(&again, "cache-control"), header(&first, "cache-control"));
            }
        }
        let other = send_with("GET", path, &[("if-none-match", "W/\"0\"")]);
        assert!(other.status == 200 && !other.body.is_empty(), "{path}");
    }
    assert_ne!(header(&get("/?q=a"), "etag"), header(&get("/?q=b"), "etag"));
    for path in ["/healthz", "/readyz", "/metrics", "/api/v1/nothing", "/nothing"] {
        let answer = send_with("GET", path, &[("if-none-match", "*")]);
        assert!(answer.status != 304 && !answer.headers.contains_key("etag"), "{path}");
        assert_eq!(header(&answer, "cache-control"), "no-store", "{path}");
    }
    assert_eq!(header(&get(SEARCH), "cache-control"), "public, max-age=60, must-revalidate");
    assert_eq!(header(&get("/"), "cache-control"), "no-cache");
}

#[test]
fn long_answers_are_compressed_for_who_takes_it() {
    for (path, long) in
        [(SEARCH, true), ("/", true), ("/assets/style.css", true), ("/healthz", false), ("/metrics", false)]
    {
        let plain = get(path);
        assert!(
            header(&plain, "vary").contains("accept-encoding")
                && header(&plain, "content-encoding").is_empty()
        );
        for encoding in ["gzip", "br"] {
            let answer = send_with("GET", path, &[("accept-encoding", encoding)]);
            let expected = if long { encoding } else { "" };
            assert_eq!(header(&answer, "content-encoding"), expected, "{path}");
            assert!(!long || answer.bytes.len() * 3 < plain.bytes.len(), "{path}");
            assert_eq!(header(&answer, "etag"), header(&plain, "etag"), "{path}");
            assert_eq!(answer.headers.get_all("vary").iter().count(), 1, "{path}");
        }
        assert_eq!(header(&send_with("GET", path, &[("accept-encoding", "zstd")]), "content-encoding"), "");
    }
    assert_eq!(
        header(&send_with("GET", "/assets/icon.svg", &[("accept-encoding", "gzip")]), "content-encoding"),
        ""
    );
}

#[test]
fn every_answer_has_an_id_and_keeps_a_sane_one() {
    for path in [SEARCH, "/", "/nothing", "/api/v1/nothing", "/healthz"] {
        let (one, other) = (get(path), get(path));
        assert!(!header(&one, "x-request-id").is_empty(), "{path}");
        assert_ne!(header(&one, "x-request-id"), header(&other, "x-request-id"), "{path}");
        let named = send_with("GET", path, &[("x-request-id", "trace-7.a:b_c")]);
        assert_eq!(header(&named, "x-request-id"), "trace-7.a:b_c");
        for bad in ["", "a b", "<script>", &"a".repeat(65)] {
            assert_ne!(header(&send_with("GET", path, &[("x-request-id", bad)]), "x-request-id"), bad);
        }
    }
}

#[test]
fn a_page_tells_its_error_as_a_problem_where_nothing_else_is_taken() {
    let long = format!("/?q={}", "a".repeat(9000));
    for (path, status) in [("/nothing", 404), ("/entries/a/b", 404), ("/assets/none", 404), (&*long, 414)] {
        for accept in ["application/json", "application/problem+json"] {
            let answer = send_with("GET", path, &[("accept", accept)]);
            answer.problem(status);
            assert!(header(&answer, "vary").contains("accept"));
        }
        for accept in ["text/html", "*/*", "text/html, application/json"] {
            let answer = send_with("GET", path, &[("accept", accept)]);
            assert_eq!(answer.status.as_u16(), status);
            assert!(header(&answer, "content-type").starts_with("text/html"), "{path} {accept}");
        }
    }
    let answer = send_with("POST", "/", &[("accept", "application/json")]);
    answer.problem(405);
    assert_eq!(header(&answer, "allow"), "GET, HEAD, OPTIONS");
}

#[test]
fn every_problem_is_explained_where_its_type_leads() {
    let manual = get("/help/api");
    assert_eq!(manual.status, 200);
    for path in [
        "/api/v1/search?x",
        "/api/v1/search?limit=0",
        "/api/v1/search?q=a&q=b",
        "/api/v1/search?q=%FF",
        "/api/x",
    ] {
        let problem: Value = get(path).json();
        let (page, name) = problem["type"].as_str().unwrap().split_once('#').unwrap();
        assert_eq!(page, "/help/api");
        assert!(manual.body.contains(&format!("id=\"{name}\"")), "{name}");
    }
}

#[test]
fn counts_grow_and_name_no_address_that_is_not_served() {
    let count = |line: &str| {
        let text = get("/metrics").body;
        let found = text.lines().find_map(|one| one.strip_prefix(line)?.trim().parse::<u64>().ok());
        found.unwrap_or_default()
    };
    let line = "shisaku_http_requests_total{route=\"/api/v1/search\",status=\"414\"}";
    let before = count(line);
    get(&format!("/api/v1/search?q={}", "a".repeat(9000)));
    assert!(count(line) > before);
    get("/never/heard/of");
    let text = get("/metrics").body;
    assert!(!text.contains("heard") && text.contains("route=\"none\",status=\"404\""), "{text}");
    for name in
        ["shisaku_index_entries 105", "shisaku_index_stale 0", "shisaku_http_request_duration_seconds_sum"]
    {
        assert!(text.contains(name), "{name}: {text}");
    }
}

/// A search response without its duration.
fn answer(query: &str) -> (String, Value) {
    let answer = get(&format!("/api/v1/search?{query}"));
    assert_eq!(answer.status, 200, "{query}: {answer:?}");
    let mut value = answer.json();
    value["took_us"] = 0.into();
    (header(&answer, "link").to_owned(), value)
}

proptest! {
    #![proptest_config(Config { cases: 48, failure_persistence: None, ..Config::default() })]

    #[test]
    fn the_order_of_parameters_means_nothing(
        (chosen, shuffled) in proptest::sample::subsequence(
            vec![
                "q=%E5%95%86%E5%BA%97%E8%A1%97", "period=%E7%9F%AD%E6%9C%9F", "period=%E4%B8%AD%E6%9C%9F",
                "period=%E9%95%B7%E6%9C%9F", "has_result=true", "has_result=unknown", "kind=measure",
                "kind=removed", "kind=note", "year=H24", "year=2016-2018", "year=2012", "result_year=R2",
                "policy=meguro-vision/5-2", "policy=meguro-vision/5-1", "sort=title", "limit=7", "offset=2",
                "match=any", "exact=true", "exact=false", "limit=20",
            ],
            0..9,
        )
        .prop_filter("a single parameter stands once", |chosen| {
            ["limit=", "exact="].iter().all(|name| chosen.iter().filter(|one| one.starts_with(name)).count() < 2)
        })
        .prop_flat_map(|chosen| (Just(chosen.clone()), Just(chosen).prop_shuffle()))
    ) {
        let (link, expected) = answer(&chosen.join("&"));
        let (other, same) = answer(&shuffled.join("&"));
        prop_assert_eq!(&link, &other);
        prop_assert_eq!(&expected, &same);
        let own = link.strip_prefix("</api/v1/search").and_then(|rest| rest.split('>').next()).unwrap();
        let (again, same) = answer(own.trim_start_matches('?'));
        prop_assert_eq!(&again, &link, "what is canonical stays so");
        prop_assert_eq!(&expected, &same);
        let page = get(&format!("/?{}", shuffled.join("&")));
        prop_assert_eq!(header(&page, "link"), format!("</{own}>; rel=\"canonical\""));
    }
}

#[test]
fn who_takes_nothing_plain_is_answered_all_the_same() {
    for accepted in ["identity;q=0", "*;q=0", "br;q=0, gzip;q=0, identity;q=0", "gzip, *;q=0"] {
        for target in ["/healthz", "/api/v1/search?limit=1", "/api/v1/export?format=csv"] {
            let answer = send_with("GET", target, &[("accept-encoding", accepted)]);
            assert_eq!(answer.status, 200, "{accepted}: {target}");
        }
    }
}
