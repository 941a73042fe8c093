//! Properties of every page, for any input.

use axum::http::Method;

use super::site::{Site, get};

const SCRIPT: &str = "<script>alert(1)</script>";

#[test]
fn what_is_typed_stays_text() {
    for address in [
        format!("/?q={SCRIPT}"),
        format!("/?q=%22%3E{SCRIPT}"),
        format!("/?q=商店街 {SCRIPT}"),
        format!("/?period={SCRIPT}&sort={SCRIPT}&limit={SCRIPT}"),
        format!("/?{SCRIPT}={SCRIPT}"),
        format!("/progress?q={SCRIPT}&rows={SCRIPT}&at={SCRIPT}&period={SCRIPT}"),
        format!("/?view=list&q=商店街 {SCRIPT}"),
        format!("/print?q={SCRIPT}&period={SCRIPT}"),
        format!("/entries/{SCRIPT}/{SCRIPT}"),
        format!("/{SCRIPT}"),
    ] {
        let page = get(&address);
        assert!(!page.has("script:not([src])"), "{address}");
        assert!(!page.html.contains(SCRIPT), "{address}");
    }
    assert_eq!(get(&format!("/?q={SCRIPT}")).values("#q", "value"), [SCRIPT]);
}

#[test]
fn no_page_has_inline_scripts_or_styles_or_needs_another_host() {
    for address in [
        "/",
        "/?q=商店街",
        "/?view=list",
        "/print",
        "/progress",
        "/glossary",
        "/help",
        "/accessibility",
        "/data",
        "/entries/meguro-vision/5-1-3-3",
        "/entries/meguro-vision/5-1-3-3?ruby=on",
        "/entries/meguro-vision/5-2-5-1?view=printed",
        "/nix",
    ] {
        let page = get(address);
        assert!(!page.has("script:not([src]), style, [style], iframe, [onclick]"), "{address}");
        for link in page.values("[href]", "href").into_iter().chain(page.values("[src]", "src")) {
            assert!(link.starts_with('/') || link.starts_with('#'), "{address}: {link}");
        }
    }
}

#[test]
fn every_answer_carries_the_headers_that_keep_others_out() {
    for address in ["/", "/entries/meguro-vision/5-1-3-3", "/nix", "/assets/style.css", "/healthz"] {
        let headers = get(address).headers;
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert!(header("content-security-policy").starts_with("default-src 'none'"), "{address}");
        assert!(!header("content-security-policy").contains("unsafe"), "{address}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(header("x-frame-options"), "DENY", "{address}");
        assert_eq!(header("referrer-policy"), "same-origin", "{address}");
    }
}

#[test]
fn every_page_is_japanese_and_tells_of_the_scan() {
    for address in ["/", "/?q=商店街", "/?q=宇宙", "/print", "/entries/meguro-vision/5-2-9", "/nix"] {
        let page = get(address);
        assert_eq!(page.values("html", "lang"), ["ja"]);
        assert_eq!(page.all("h1").len(), 1, "{address}");
        let notice = page.text(".ocr");
        assert!(
            notice.contains("文字認識(OCR)") && notice.contains("印刷された計画書で確かめて"),
            "{notice}"
        );
        let target = page.values("a.skip", "href").concat();
        assert!(page.has(&format!("main {target}")), "{address}: {target}");
    }
}

#[test]
fn headings_leave_no_level_out() {
    for address in ["/", "/?q=商店街 宇宙", "/entries/meguro-vision/5-1-3-3", "/nix"] {
        let page = get(address);
        let levels: Vec<u8> =
            page.all("h1, h2, h3, h4").iter().map(|of| of.value().name().as_bytes()[1] - b'0').collect();
        assert_eq!(levels[0], 1, "{address}");
        assert!(levels.windows(2).all(|two| two[1] <= two[0] + 1), "{address}: {levels:?}");
    }
}

#[test]
fn every_field_has_a_label_and_every_group_a_name() {
    let page = get("/?q=商店街&policy=meguro-vision/5-5");
    assert_eq!(page.all("label[for=q]").len(), 1);
    assert_eq!(
        page.all("label input[type=checkbox], label select").len(),
        page.all("input[type=checkbox], select").len()
    );
    assert_eq!(page.all("fieldset > legend").len(), page.all("fieldset").len());
    let ids = page.values("[id]", "id");
    for pointer in ["aria-describedby", "aria-labelledby"] {
        let pointed = page.values(&format!("[{pointer}]"), pointer);
        assert!(pointed.iter().all(|id| ids.contains(id)), "{pointed:?}");
    }
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
}

#[test]
fn head_answers_as_get_without_the_page() {
    for address in ["/", "/entries/meguro-vision/5-1-3-3", "/nix"] {
        let (get, head) = (get(address), Site::shared().ask(Method::HEAD, address));
        assert_eq!((head.status, head.html.as_str()), (get.status, ""), "{address}");
        assert_eq!(head.headers.get("content-type"), get.headers.get("content-type"), "{address}");
    }
}

#[test]
fn nothing_can_be_sent_but_questions() {
    for address in ["/", "/entries/meguro-vision/5-1-3-3"] {
        let page = Site::shared().ask(Method::POST, address);
        assert_eq!(page.status, 405);
        assert_eq!(page.headers["allow"], "GET, HEAD, OPTIONS");
        assert_eq!(page.text("h1"), "使えないメソッドです");
    }
}

#[test]
fn a_missing_page_offers_to_search() {
    let page = get("/nix?q=商店街");
    assert_eq!(page.status, 404);
    assert_eq!(page.text("h1"), "ページがありません");
    assert!(page.has("form[action='/'] input[name=q]"));
    assert_eq!(get("/assets/nix.css").status, 404);
}
