//! Seeds of two made-up cities: two editions of a plan of 星見市, and a plan of 港町.

use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    seeds::Folder,
    support::api::search_of,
    web::site::{Page, Site},
};

/// The files, below `seeds/`.
const FILES: [(&str, &str); 6] = [
    (
        "hoshimi-2/plan.toml",
        r#"title = "第2次星見市商業計画"
publisher = "星見市"
edition = "平成23年3月"
plan_years = [2011, 2015]
contact = "産業課 00-0000-0000"
licence = "CC BY 4.0"
"#,
    ),
    (
        "hoshimi-2/plan.md",
        r#"# 第1章 にぎわい

| 番号 | 施策名 | 内容 | 担当課 | 実績(平成26年度) |
|---|---|---|---|---|
| 1 | 商店街の催しの支援 | 商店街の催しに助成します。 | 産業課 | 催しを三つ支援しました。 |
| 2 | 空き店舗の活用 | 空き店舗を貸し出します。 | 産業課 | 実績なし |
| 3 | 朝市の開催 | 朝市を月に一度開きます。 | 産業課 | |

# 第2章 働く場

| 番号 | 施策名 | 内容 | 担当課 | 実績(平成26年度) |
|---|---|---|---|---|
| 1 | 創業者への融資 | 創業する人に融資します。 | 産業課 | 五件に融資しました。 |
"#,
    ),
    (
        "hoshimi-3/plan.toml",
        r#"title = "第3次星見市商業計画"
publisher = "星見市"
edition = "平成28年3月"
plan_years = [2016, 2020]
contact = "産業課 00-0000-0000"
licence = "CC BY 4.0"
"#,
    ),
    (
        "hoshimi-3/plan.md",
        r#"# 第1章 にぎわい

| 番号 | 施策名 | 内容 | 担当課 | 実績(平成30年度) |
|---|---|---|---|---|
| 1 | 商店街の催しの支援 | 商店街の催しに助成し、知らせます。 | 産業課 | 催しを五つ支援しました。 |
| 2 | 空き店舗の活用と紹介 | 空き店舗を探す人に紹介します。 | 産業課 | 二件を紹介しました。 |
| 3 | 観光案内所の開設 | 駅に観光案内所を開きます。 | 観光課 | 開設しました。 |
"#,
    ),
    (
        "minato/plan.toml",
        r#"title = "港町観光計画"
publisher = "港町"
plan_years = [2016, 2020]
"#,
    ),
    (
        "minato/plan.md",
        r#"# 第1章 港

| 番号 | 施策名 | 内容 | 担当課 | 実績(平成30年度) |
|---|---|---|---|---|
| 1 | 商店街の催しの支援 | 港の商店街の催しに助成します。 | 観光課 | 催しを一つ支援しました。 |
| 2 | 遊覧船の運航 | 遊覧船を運航します。 | 観光課 | 実績なし |
"#,
    ),
];

/// The folder with all plans.
pub fn folder() -> Folder {
    FILES.iter().fold(Folder::new(), |folder, (path, text)| folder.with(path, text))
}

/// The site of all plans. All tests share it.
pub fn site() -> &'static Site {
    static SITE: OnceLock<(Site, Folder, TempDir)> = OnceLock::new();
    let (site, ..) = SITE.get_or_init(|| {
        let (seeds, index) = (folder(), tempfile::tempdir().unwrap());
        (Site::of(search_of(seeds.path(), index.path())), seeds, index)
    });
    site
}

/// Returns a page that must exist.
#[track_caller]
pub fn get(address: &str) -> Page {
    let page = site().get(address);
    assert_eq!(page.status, 200, "{address}: {}", page.html);
    page
}

/// Returns the JSON of an address.
#[track_caller]
pub fn json_of(address: &str) -> Value {
    serde_json::from_str(&get(address).html).unwrap()
}
