//! The site while its documents change, and its templates.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;
use shisaku::web::{AppState, DataStatus, PublicUrl, StaleReason};
use shisaku_model::{Finding, Place};

use crate::support::api::search_of;

use super::site::{Site, get, seeds, two_plans};

#[test]
fn residents_see_the_day_of_the_content_and_no_finding() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::of(search_of(&seeds(), folder.path()));
    let finding = || Finding::error("broken", Place::line("a/plan.toml", 3), "読めません");
    site.live.tell(DataStatus { findings: vec![finding()], ..DataStatus::default() });
    site.live.mark_stale(StaleReason { errors: vec![finding()] });
    let addresses =
        ["/", "/data", "/entries/meguro-vision/5-2-9", "/progress", "/plans/meguro-vision", "/nix"];
    for address in addresses {
        let page = site.get(address);
        assert!(page.text(".as-of").ends_with("時点の内容です。"), "{address}");
        assert!(!page.has("[role=alert]") && !page.has(".findings"), "{address}");
        assert!(!page.html.contains("a/plan.toml") && !page.html.contains("読めません"), "{address}");
    }
    let health: Value = serde_json::from_str(&site.get("/healthz").html).unwrap();
    assert_eq!(health["findings"]["errors"], 1, "{health}");
    assert_eq!(health["refused"][0], "a/plan.toml:3 読めません", "{health}");
}

#[test]
fn staff_see_on_every_page_that_a_change_was_refused() {
    let folder = tempfile::tempdir().unwrap();
    let live = AppState::new(search_of(&seeds(), folder.path())).showing_findings(true);
    let site = Site::of_live(live);
    let addresses = ["/", "/entries/meguro-vision/5-2-9", "/nix"];
    assert!(addresses.iter().all(|address| !site.get(address).has("[role=alert]")));
    let errors = vec![
        Finding::error("broken", Place::line("a/plan.toml", 3), "読めません <b>").advise("直してください。"),
    ];
    site.live.mark_stale(StaleReason { errors });
    let told = "文書の変更に誤りがあるため、前の内容を表示しています。 くわしく";
    for address in addresses {
        assert_eq!(site.get(address).text("[role=alert]"), told, "{address}");
    }
    let data = site.get("/data").text(".findings");
    assert!(data.contains("a/plan.toml:3 読めません <b>") && data.contains("直してください。"), "{data}");
    let (search, _folder) = two_plans();
    site.live.replace(search, DataStatus::default());
    assert!(addresses.iter().all(|address| !site.get(address).has("[role=alert]")));
    assert_eq!(site.get("/").total(), 2 * 92, "the new documents are searched");
    assert_eq!(site.get("/entries/meguro-vision/5-2-9").status, 404, "the old ones are gone");
}

#[test]
fn a_request_under_way_keeps_the_search_it_began_with() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::of(search_of(&seeds(), folder.path()));
    let held = site.live.search();
    let (search, _folder) = two_plans();
    site.live.replace(search, DataStatus::default());
    assert!(held.entry("meguro-vision/5-2-9").unwrap().is_some());
}

const DOCUMENT_PAGE: &str = "/sources/meguro-vision/000_8639ab18f7af3ba7.txt";

#[test]
fn every_template_is_looked_at() {
    // A template, a page that uses it, and an element of that page that only this template produces.
    let used = [
        ("base.html", "/", "footer.site"),
        ("search.html", "/", "form .columns"),
        ("help.html", "/", ".help dl a"),
        ("browse.html", "/", ".browse .words-list a"),
        ("contents.html", "/", ".contents li ul a"),
        ("nothing.html", "/?q=宇宙", ".nothing"),
        ("table.html", "/?view=list", ".table thead a"),
        ("item.html", "/", "li.item h3 a"),
        ("entry.html", "/entries/meguro-vision/5-2-9", "article .facts"),
        ("data.html", "/data", "article .facts code"),
        ("plan.html", "/plans/meguro-vision", "article > .words-list a"),
        ("documents.html", "/data", "article li a[href^='/sources/']"),
        ("source.html", DOCUMENT_PAGE, ".source .lines li a"),
        ("plan-facts.html", "/data", "article .facts dd a"),
        ("chapters.html", "/plans/meguro-vision", ".contents li ul a"),
        ("related.html", "/entries/meguro-vision/5-6-r1", ".others a"),
        ("sum.html", "/", ".sum a"),
        ("examples.html", "/", ".examples li a"),
        ("meta.html", "/progress", "meta[name=description]"),
        ("error.html", "/nix", "article form"),
        ("print.html", "/print", ".printed tbody th"),
        ("progress.html", "/progress", ".progress .bars svg rect"),
        ("numbers.html", "/progress", ".progress td .numbers a"),
        ("glossary.html", "/glossary", ".glossary .words-list a"),
        ("help-page.html", "/help", ".guide .examples a"),
        ("accessibility.html", "/accessibility", ".guide h2"),
        ("contacts.html", "/accessibility", ".guide h2:last-of-type + p"),
        ("api.html", "/help/api", ".manual .operation"),
    ];
    for (template, address, made) in used {
        assert!(get(address).has(made), "{template}");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/templates");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    // This site has no finding. `staff_see_on_every_page_that_a_change_was_refused` shows one.
    let known = used.iter().map(|(template, ..)| *template).chain(["finding.html"]).map(str::to_owned);
    assert_eq!(files.collect::<BTreeSet<_>>(), known.collect());
}

#[test]
fn style_and_icon_are_served_as_what_they_are() {
    for (address, kind) in
        [("/assets/style.css", "text/css; charset=utf-8"), ("/assets/icon.svg", "image/svg+xml")]
    {
        let file = get(address);
        assert_eq!((file.status.as_u16(), &file.headers["content-type"]), (200, &kind.parse().unwrap()));
    }
}

#[test]
fn a_final_slash_leads_to_the_page_without_it() {
    for (address, to) in [
        ("/progress/?lang=en", "/progress?lang=en"),
        ("/entries/meguro-vision/5-2-9/", "/entries/meguro-vision/5-2-9"),
        ("/plans/meguro-vision/", "/plans/meguro-vision"),
    ] {
        let page = get(address);
        assert_eq!(
            (page.status.as_u16(), &page.headers["location"]),
            (308, &to.parse().unwrap()),
            "{address}"
        );
        assert_eq!(get(to).status, 200);
    }
    for elsewhere in ["//example.com/", "/%5Cexample.com/", "/api/v1/search/"] {
        assert_eq!(get(elsewhere).status, 404, "{elsewhere}");
    }
}

#[test]
fn shared_links_say_what_they_lead_to() {
    let public = PublicUrl::read("https://plans.example.jp").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let live = AppState::new(search_of(&seeds(), folder.path())).reached_at(Some(public), None);
    let site = Site::of_live(live);
    for address in ["/", "/entries/meguro-vision/5-2-9", "/plans/meguro-vision", "/progress"] {
        let page = site.get(&format!("{address}?lang=en"));
        let of = |name: &str| page.values(&format!("meta[property='og:{name}']"), "content").concat();
        assert!(of("description").chars().count() > 10, "{address}");
        assert_eq!(page.values("meta[name=description]", "content"), [of("description")], "{address}");
        assert!(!of("title").is_empty() && !of("type").is_empty(), "{address}");
        assert_eq!(of("url"), format!("https://plans.example.jp{address}"));
    }
    assert!(!get("/").has("meta[property='og:url']"), "nobody named the public address");
    assert!(!get("/?q=商店街").has("meta[name=description]"), "a search is no page to be listed");
}
