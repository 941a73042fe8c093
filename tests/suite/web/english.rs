//! The pages in English.

use std::{fs, path::Path};

use scraper::ElementRef;

use super::site::{Page, Site, address, get, two_plans};

const PAGES: [&str; 17] = [
    "/",
    "/?q=商店街",
    "/?q=商店街&kind=measure&has_result=false",
    "/?q=新型コロナ 給付金&period=短期",
    "/?q=第2節の長期計画で実績なしの施策を一覧",
    "/?q=おしゃれな街",
    "/?q=2012年度 融資&limit=5&offset=5",
    "/?view=list",
    "/entries/meguro-vision/5-1-3-3",
    "/entries/meguro-vision/5-2-5-1?view=printed",
    "/entries/meguro-vision/5-2-7-1?ruby=on",
    "/entries/meguro-vision/5-6-r3",
    "/progress",
    "/glossary",
    "/help",
    "/accessibility",
    "/nix",
];

fn english(of: &str) -> String {
    format!("{of}{}lang=en", if of.contains('?') { '&' } else { '?' })
}

/// All Japanese text that may appear: the plan's own, the input of [`PAGES`], and the example searches.
fn own_words() -> String {
    let kinds = ["measure", "removed", "framework", "note", "figure", "preamble"];
    let all = get(&format!("/api/v1/export?format=json&kind={}", kinds.join("&kind=")));
    let mut words = format!("{}{}", PAGES.concat(), all.html.replace("\\\"", "\""));
    let search = Site::shared().live.search();
    let catalogue = search.catalogue();
    for plan in &catalogue.plans {
        words.push_str(&format!("{}({})", plan.manifest.title, plan.manifest.publisher));
        plan.sections.iter().for_each(|section| words.push_str(&section.label()));
    }
    words.push_str(&get("/help").text(".examples"));
    words.split_whitespace().collect()
}

/// The language of each text of a page's body, with the text; readings above kanji are left out.
fn texts(page: &Page) -> Vec<(String, String)> {
    let all = page.one("body").descendants().filter_map(|node| Some((node, node.value().as_text()?)));
    let told = all.filter_map(|(node, text)| {
        let around: Vec<ElementRef<'_>> = node.ancestors().filter_map(ElementRef::wrap).collect();
        let is_reading = around.iter().any(|one| ["rt", "rp", "option"].contains(&one.value().name()));
        let language = around.iter().find_map(|one| one.attr("lang"))?;
        (!is_reading && !text.trim().is_empty()).then(|| (language.to_owned(), text.trim().to_owned()))
    });
    told.collect()
}

#[test]
fn japanese_letters_are_marked_as_japanese() {
    let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/messages/en.ftl");
    let sentences = fs::read_to_string(catalogue).unwrap();
    for address in PAGES.into_iter().chain(["/data", "/help/api", "/print", "/print?q=商店街"]) {
        for (language, text) in texts(&get(&english(address))) {
            let is_japanese = text.chars().any(|c| ('ぁ'..='ヺ').contains(&c) || ('一'..='龥').contains(&c));
            // Sentences that explain Japanese words hold some.
            let is_told = sentences.contains(&text);
            assert!(!is_japanese || language == "ja" || is_told, "{address}: {text}");
        }
    }
}

#[test]
fn whatever_stays_japanese_is_the_plans_own() {
    let own = own_words();
    for address in PAGES {
        let page = get(&english(address));
        assert_eq!(page.values("html", "lang"), ["en"], "{address}");
        let cited = page.texts("blockquote span[lang=ja]");
        let examples = page.texts(".examples span[lang=ja]");
        let marked = texts(&page).into_iter().filter(|(language, _)| language == "ja").map(|(_, text)| text);
        let on_one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for text in marked.filter(|text| {
            text != "日本語" && !cited.contains(&on_one_line(text)) && !examples.contains(text)
        }) {
            // Words of the lexicon are in 「」. Readings are above the kanji.
            let pieces = text.split([' ', '、', '›', '…', '/', '"']).map(str::trim);
            let told = pieces.filter(|piece| !piece.is_empty() && !piece.contains(['「', '」']));
            for piece in told.filter(|piece| !piece.chars().all(|c| ('ぁ'..='ゖ').contains(&c) || c == 'ー'))
            {
                assert!(own.contains(piece), "{address}: {text}");
            }
        }
    }
}

#[test]
fn english_leads_to_english_and_back() {
    for address in PAGES {
        let page = get(&english(address));
        for link in page.values("a[href^='/']:not([hreflang]):not([download])", "href") {
            let of_page =
                !["/api", "/openapi", "/sitemap", "/catalog"].iter().any(|path| link.starts_with(path));
            assert_eq!(of_page, link.contains("lang=en"), "{address}: {link}");
        }
        assert_eq!(page.all("form").len(), page.all("form > input[name=lang][value=en]").len(), "{address}");
    }
    let page = get("/?q=商店街");
    let there = get(&page.values("a[hreflang=en]", "href")[0]);
    assert_eq!(
        (there.total(), there.hits()),
        (page.total(), page.hits().iter().map(|hit| english(hit)).collect())
    );
    assert_eq!(get(&there.values("a[hreflang=ja]", "href")[0]).html, page.html);
}

#[test]
fn the_search_speaks_english() {
    let page = get("/?q=商店街&has_result=false&lang=en");
    assert_eq!(page.text("title"), "“商店街”: 3 results - 目黒区産業振興ビジョン");
    assert_eq!(page.texts(".chips a")[0], "Remove filter: Result: None ×");
    assert!(page.texts(".tags span").contains(&"No result".to_owned()));
    assert_eq!(page.texts(".result dd:not(.none)"), ["実績なし"; 3], "the plan's own words stay");
    let note = |address: &str| get(address).text(".terms dd");
    let entry = "/entries/meguro-vision/5-1-3-3";
    assert_eq!(note(&english(entry)), note(entry), "letter by letter");
    assert_eq!(page.values("#q", "value"), ["商店街"]);
    let mut form = page.form();
    form.push(("period".to_owned(), "短期".to_owned()));
    assert_eq!(get(&address(&form)).values("html", "lang"), ["en"], "the form stays in English");
}

#[test]
fn a_plans_words_are_never_taken_for_the_pages_own() {
    let (search, _folder) = two_plans();
    let page: Page = Site::of(search).get("/?q=計画 実績&lang=en");
    for title in page.texts(".item h3") {
        assert!(!title.contains("Plan") && !title.contains("Result"), "{title}");
    }
}
