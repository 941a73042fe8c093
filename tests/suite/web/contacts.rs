//! Whom people call: the desk, departments, today's programmes, and reports of errors.

use std::sync::OnceLock;

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::site::{Page, Site};
use crate::{
    seeds::Folder,
    support::{Sandbox, api::search_of},
};

const MANIFEST: &str = r#"title = "里浜町商業計画"
publisher = "里浜町"

[contact]
name = "産業課"
電話 = "00-0000-0001"
mail = "sangyo@example.jp"

[report]
form = "https://example.jp/form?entry={id}&line={line}"

[programmes]
1-1 = "https://example.jp/moyooshi"
"#;

const PLAN: &str = "# 第1章 にぎわい\n\n| 番号 | 施策名 | 内容 | 担当課 |\n|---|---|---|---|\n\
                    | 1 | 商店街の催しの支援 | 催しに助成します。 | 産業課 |\n\
                    | 2 | 観光案内所 | 案内所を開きます。 | 観光課 |\n| 3 | 朝市 | 朝市を開きます。 | |\n";

const DEPARTMENTS: &str = "項目番号,担当課,役割,開始,終了,電話,メール,ページ\n\
                           ,観光課,,,,００－００００－０００２,kanko@example.jp,https://example.jp/kanko\n\
                           3,,,,,00-0000-0003 内線 5,,\n";

fn folder() -> Folder {
    let folder = Folder::new().with("satohama/plan.toml", MANIFEST).with("satohama/plan.md", PLAN);
    folder.with("satohama/departments.csv", DEPARTMENTS)
}

fn get(address: &str) -> Page {
    static SITE: OnceLock<(Site, Folder, TempDir)> = OnceLock::new();
    let (site, ..) = SITE.get_or_init(|| {
        let (seeds, index) = (folder(), tempfile::tempdir().unwrap());
        (Site::of(search_of(seeds.path(), index.path())), seeds, index)
    });
    let page = site.get(address);
    assert_eq!(page.status, 200, "{address}: {}", page.html);
    page
}

fn json_of(address: &str) -> Value {
    serde_json::from_str(&get(address).html).unwrap()
}

#[test]
fn the_documents_and_tables_are_read_without_findings() {
    let read = folder().read();
    let codes: Vec<&str> = read
        .codes()
        .into_iter()
        .filter(|code| code.contains("contact") || code.contains("programme") || code.contains("manifest"))
        .collect();
    assert_eq!(codes, Vec::<&str>::new());
}

#[test]
fn an_entry_says_whom_to_call_and_what_is_offered_today() {
    let page = get("/entries/satohama/1-1");
    assert_eq!(page.text("#desk"), "問い合わせ");
    assert!(page.text("#desk + dl").contains("この施策のいまの案内のページ(example.jp)"));
    assert_eq!(page.values("#desk + dl a[rel=noopener]", "href"), ["https://example.jp/moyooshi"]);
    assert_eq!(
        page.values("#desk + dl a[href^=tel]", "href"),
        ["tel:0000000001"],
        "its department states none"
    );

    let page = get("/entries/satohama/1-2");
    assert_eq!(page.texts("#desk + dl dt"), ["観光課", "計画の窓口"]);
    let said = ["電話 00-0000-0002", "メール kanko@example.jp", "案内のページ(example.jp)"];
    assert_eq!(page.texts("#desk + dl dd")[..3], said);
    assert_eq!(page.values("#desk + dl a[rel=noopener]", "href"), ["https://example.jp/kanko"]);

    let page = get("/entries/satohama/1-3?lang=en");
    assert_eq!(page.texts("#desk + dl dt"), ["This measure", "Desk of the plan"]);
    assert_eq!(page.values("#desk + dl a[href^=tel]", "href"), ["tel:0000000003", "tel:0000000001"]);
}

#[test]
fn an_error_is_reported_with_entry_and_line() {
    let entry = json_of("/api/v1/entries/satohama/1-2");
    let line = entry["source"]["lines"][0].as_u64().unwrap();
    let form = format!("https://example.jp/form?entry=satohama%2F1%2D2&line={line}");
    assert_eq!(get("/entries/satohama/1-2").values(".scan a", "href"), [form.as_str()]);
    assert_eq!(entry["contacts"]["report_form"], form.as_str());

    let manifest = MANIFEST.replace("form = ", "mail = \"ayamari@example.jp\"\n# ");
    let (seeds, index) = (folder().with("satohama/plan.toml", manifest), tempfile::tempdir().unwrap());
    let site = Site::of(search_of(seeds.path(), index.path()));
    let links = site.get("/entries/satohama/1-2").values(".scan a", "href");
    let (to, rest) = links[0].split_once('?').unwrap();
    assert_eq!((links.len(), to), (1, "mailto:ayamari@example.jp"));
    let mail = percent_decode_str(rest).decode_utf8().unwrap();
    for words in [
        "計画: 里浜町商業計画",
        "項目: satohama/1-2",
        "観光案内所",
        "文書: plan.md",
        &format!("場所: {line}行"),
    ] {
        assert!(mail.contains(words), "{words}: {mail}");
    }
}

#[test]
fn who_finds_nothing_is_given_the_desk() {
    let page = get("/?q=宇宙旅行");
    assert_eq!(page.total(), 0);
    assert_eq!(page.values(".results a[href^=tel]", "href"), ["tel:0000000001"]);
    assert_eq!(page.values(".results a[href^=mailto]", "href"), ["mailto:sangyo@example.jp"]);
    let list = page.values(".results a[href$='#departments']", "href");
    assert_eq!(list, ["/plans/satohama#departments"]);
    let plan = get("/plans/satohama");
    assert_eq!(plan.values("#departments + dl a[href^=tel]", "href"), ["tel:0000000002"]);
    assert!(plan.texts("dl.facts")[0].contains("00-0000-0001"));
    let hits = get("/?q=商店街");
    assert!(!hits.html.contains("tel:"), "hits have no contacts");
}

#[test]
fn the_api_has_the_contacts() {
    let contacts = &json_of("/api/v1/entries/satohama/1-1")["contacts"];
    assert_eq!(contacts["programme"], "https://example.jp/moyooshi");
    assert_eq!((&contacts["offices"], &contacts["report_mail"]), (&json!([]), &Value::Null));
    let desk =
        json!({ "name": "産業課", "telephone": "00-0000-0001", "mail": "sangyo@example.jp", "page": "" });
    assert_eq!(contacts["desk"], desk);
    let plan = json_of("/api/v1/plans/satohama");
    assert_eq!((&plan["desk"], &plan["departments"][0]["name"]), (&desk, &json!("観光課")));
    assert_eq!(plan["contact"], "産業課 00-0000-0001 sangyo@example.jp", "as it was before the table");
}

#[test]
fn nothing_is_invented() {
    let page = super::site::get("/entries/meguro-vision/5-1-1-1");
    assert!(!page.has("#desk") && !page.has(".scan a"));
    assert!(!page.html.contains("tel:") && !page.html.contains("mailto:"));
    assert!(!super::site::get("/plans/meguro-vision").has("#departments"));
}

#[test]
fn check_tells_what_is_not_valid_with_its_line() {
    let sandbox = Sandbox::empty();
    let manifest =
        MANIFEST.replace("1-1 =", "9-9 =").replace("00-0000-0001", "0000").replace("{line}", "{gyo}");
    sandbox.write("seeds/satohama/plan.toml", manifest).write("seeds/satohama/plan.md", PLAN);
    sandbox.write(
        "seeds/satohama/departments.csv",
        DEPARTMENTS.replace("kanko@", "kanko＠＠").replace("観光課", "観光局"),
    );
    let run = sandbox.run(["check", "--all"]);
    assert_eq!(run.code, 1);
    for (at, code) in [
        ("plan.toml:6", "broken_manifest"),
        ("plan.toml:10", "broken_manifest"),
        ("plan.toml:13", "unknown_programme"),
        ("departments.csv:2", "contact_not_read"),
        ("departments.csv:2", "contact_of_no_department"),
    ] {
        let (at, code) = (format!("satohama/{at} "), format!("[{code}]"));
        assert!(run.out.lines().any(|line| line.contains(&at) && line.ends_with(&code)), "{at}: {}", run.out);
    }
    assert!(run.out.contains("近い名前は「観光課」です。"), "{}", run.out);
}
