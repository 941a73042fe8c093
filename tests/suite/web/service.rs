//! The site while its documents change, and its templates.

use std::{collections::BTreeSet, fs, path::Path};

use shisaku::web::{DataStatus, StaleReason};
use shisaku_model::{Finding, Place};

use crate::support::api::search_of;

use super::site::{Site, get, seeds, two_plans};

#[test]
fn a_stale_search_is_said_to_be_on_every_page_until_it_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::of(search_of(&seeds(), folder.path()));
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
        ("nothing.html", "/?q=宇宙", ".nothing a"),
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
    // This site has no finding. `a_stale_search_is_said_to_be_on_every_page_until_it_is_replaced` shows one.
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
