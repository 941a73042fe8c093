//! Regression tests for bugs known from other search engines. If the first plan has no suitable text, a test
//! uses a few made-up sentences.

use serde_json::{Value, json};
use shisaku::api::search_answer;
use shisaku_analysis::Analyzer;
use shisaku_search::{Search, SearchParams};

use crate::support::{api, ids};

/// A search over a few given sentences.
struct Texts(Search);

impl Texts {
    /// Indexes entries with a title and a text, numbered from 1.
    fn titled(texts: &[(&str, &str)]) -> Self {
        let line = |(number, (title, text)): (usize, &(&str, &str))| {
            json!({"id": number.to_string(), "title": title, "text": text}).to_string()
        };
        let lines: Vec<String> = (1..).zip(texts).map(line).collect();
        let plan = shisaku_eval::read_corpus(&lines.join("\n")).unwrap();
        let (folder, analyzer) = (tempfile::tempdir().unwrap(), Analyzer::new().unwrap());
        let generation =
            shisaku_ingest::build_plans(&[plan], folder.path(), "made up", &analyzer, &|_, _| {}).unwrap();
        let shisaku_ingest::Opened { searcher, catalogue, vocabulary, .. } =
            shisaku_ingest::open(&generation).unwrap();
        Self(Search::new(searcher, analyzer, catalogue, vocabulary, generation.meta().into()))
    }

    /// Indexes entries whose titles match no query.
    fn of(texts: &[&str]) -> Self {
        let texts: Vec<(&str, &str)> = texts.iter().map(|text| ("※", *text)).collect();
        Self::titled(&texts)
    }

    fn search(&self, q: &str) -> Value {
        let params = SearchParams { text: q.to_owned(), limit: 100, ..SearchParams::default() };
        serde_json::to_value(search_answer(self.0.run(&params).unwrap())).unwrap()
    }

    /// Numbers of the matching entries, best first.
    fn ranked(&self, q: &str) -> Vec<usize> {
        let items = self.search(q)["items"].clone();
        ids(&items).iter().map(|id| id.rsplit('/').next().unwrap().parse().unwrap()).collect()
    }

    /// Numbers of the matching entries, ascending.
    fn found(&self, q: &str) -> Vec<usize> {
        let mut found = self.ranked(q);
        found.sort_unstable();
        found
    }

    /// Highlighted words in the only matching text.
    #[track_caller]
    fn marked(&self, q: &str) -> Vec<String> {
        let response = self.search(q);
        assert_eq!(response["total_count"], 1, "{q}");
        let html = response["items"][0]["highlights"]["body"][0].as_str().unwrap();
        html.split("<mark>").skip(1).map(|rest| rest.split_once("</mark>").unwrap().0.to_owned()).collect()
    }
}

#[test]
fn a_text_of_kanji_alone_is_found_whatever_stands_beside_it() {
    let few = ["東京", "東京特許許可局"];
    let many =
        [&few[..], &["東方", "京都", "特許", "東京都庁舎", "许可", "東京タワー", "とうきょう"]].concat();
    assert_eq!(Texts::of(&few).found("東京"), [1, 2]);
    assert_eq!(Texts::of(&many).found("東京"), [1, 2, 6, 8]);
    assert_eq!(Texts::of(&many).ranked("東京特許許可局")[0], 2);
    assert_eq!(Texts::of(&many).found("「東京特許許可局」"), [2]);
}

#[test]
fn kanji_that_look_or_sound_alike_stay_apart() {
    let texts = Texts::of(&[
        "健康の増進",
        "見学の会",
        "会計の事務",
        "回形の事務",
        "后の位",
        "午後の部",
        "里山",
        "裏山",
    ]);
    for (q, expected) in [
        ("健", &[][..]),
        ("見学", &[2]),
        ("健康", &[1]),
        ("会計", &[3]),
        ("后", &[5]),
        ("里山", &[7]),
        ("裏山", &[8]),
    ] {
        assert_eq!(texts.found(q), expected, "{q}");
    }
    let texts = Texts::of(&["健", "見"]);
    assert_eq!((texts.found("健"), texts.found("見")), (vec![1], vec![2]));
}

#[test]
fn a_word_is_found_inside_a_longer_one() {
    let texts = Texts::of(&[
        "無観客有料配信イベントを開く。",
        "有料の駐車場から配信する。",
        "石鹸化粧品製造業者等の集まり。",
        "化学製品と粧いの店。",
        "産業界の声を聞く。",
    ]);
    assert_eq!(texts.found("「有料配信」"), [1]);
    assert_eq!(texts.ranked("有料配信")[0], 1);
    assert_eq!(texts.found("化粧品"), [3]);
    assert_eq!(texts.found("配信イベント")[0], 1);
    assert_eq!(texts.found("「業者等」"), [3]);
    assert_eq!(texts.found("産業"), [5]);
    assert_eq!(texts.marked("産業"), ["産業"]);
    assert_eq!(texts.marked("化粧品"), ["化粧品"]);
}

#[test]
fn a_word_is_cut_alike_in_query_and_text() {
    let texts = Texts::of(&[
        "新幹線の駅。",
        "ガベージコレクションとは。",
        "リポジトリを作る。",
        "幹線道路の新設。",
        "コレクションの展示。",
        "東海道新幹線線路。",
    ]);
    for (q, expected) in [
        ("新幹線", &[1, 6][..]),
        ("ガベージコレクション", &[2]),
        ("リポジトリ", &[3]),
        ("幹線道路", &[4]),
        ("コレクション", &[2, 5]),
    ] {
        let found = texts.ranked(q);
        assert!(expected.iter().all(|number| found.contains(number)), "{q}: {found:?}");
        assert!(expected.contains(&found[0]), "{q}: {found:?}");
    }
    assert_eq!(texts.found("新幹線"), [1, 6]);
}

#[test]
fn single_characters_find_nothing_but_themselves() {
    let texts = Texts::of(&[
        "グリーンの街並み",
        "リングの上",
        "熱意と力と学び",
        "熱力学の本",
        "リスクの管理",
        "コンテストの開催",
    ]);
    assert_eq!(texts.found("リング"), [2]);
    assert_eq!(texts.found("熱力学"), [4]);
    assert_eq!(texts.found("「熱力学」"), [4]);
    assert_eq!(texts.found("リス"), Vec::<usize>::new());
    assert_eq!(texts.found("テスト"), Vec::<usize>::new());
    assert_eq!(texts.found("グリーン"), [1]);
}

#[test]
fn words_of_three_and_more_characters_are_found() {
    let words = [
        "商店街",
        "街路灯",
        "中小企業",
        "まちづくり",
        "コーディネーター",
        "地域包括支援センター",
        "国際規格",
        "顕彰制度",
    ];
    for word in words {
        assert_eq!(Texts::of(&["別の話。", &format!("この{word}について。")]).found(word), [2], "{word}");
    }
}

#[test]
fn what_is_about_a_word_comes_before_what_lists_it() {
    let list = "会社法、金融商品取引法、銀行法、資金決済法、保険業法、信託業法、貸金業法、割賦販売法の改正。";
    let texts = Texts::titled(&[
        ("法律の一覧", list),
        ("資金決済法", "資金決済法は、前払式支払手段と資金移動を定める。"),
        ("資金の計画", "資金の決済と法の話。"),
        ("用語", "資金、決済、法という語がある。"),
    ]);
    assert_eq!(texts.ranked("資金決済法")[0], 2);
    assert_eq!(texts.ranked("資金決済法について教えて")[0], 2);
    assert_eq!(texts.found("「資金決済法」")[..2], [1, 2]);
}

#[test]
fn a_word_finds_itself_however_it_is_written() {
    let words = [
        "ヴィーガン",
        "ｏｆ",
        "of",
        "齊藤",
        "々",
        "サーバー",
        "う゛ぁ",
        "ヴァ",
        "Ｃ＋＋",
        "C#",
        "３Ｄ",
        "㈱",
        "№",
        "ゐ",
        "ヱビス",
        "1/2",
        "24時間",
        "〆切",
        "ヶ",
        "ー",
        "𠮷野家",
        "한국",
        "café",
        "CAFÉ",
        "ﾊﾞﾘｱ",
        "か\u{3099}",
        "℡",
        "😀a",
    ];
    for word in words {
        let texts = Texts::of(&[&format!("これは {word} です。"), "別の話。"]);
        assert_eq!(texts.found(word), [1], "{word}");
        assert_eq!(texts.found(&format!("「{word}」")), [1], "{word} as a phrase");
        assert!(!texts.marked(word).is_empty(), "{word}");
    }
}

#[test]
fn width_is_folded_before_words_are_cut() {
    let texts = Texts::of(&["Ｈｏｕｓｅ ｏｆ Ｃａｒｄｓ", "house of cards", "office", "ﾊｳｽの話"]);
    assert_eq!(texts.found("ｏｆ"), [1, 2]);
    assert_eq!(texts.found("of"), [1, 2]);
    assert_eq!(texts.found("ｈｏｕｓｅ　ｏｆ"), [1, 2], "the space is full width too");
    assert_eq!(texts.found("ハウス"), [4]);
    assert_eq!(texts.marked("ハウス"), ["ﾊｳｽ"]);
    assert_eq!(
        Texts::of(&["商店街　街路灯"]).marked("街路灯"),
        ["街路灯"],
        "a full-width space moves no mark"
    );
}

#[test]
fn names_are_found_and_marked_in_every_form() {
    let names = ["斉藤", "齊藤", "斎藤", "齋藤"];
    let texts: Vec<String> = names.iter().map(|name| format!("担当は{name}さんです。")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).chain(["書斎の話", "一斉清掃"]).collect();
    let all = Texts::of(&texts);
    for name in names {
        assert_eq!(all.found(name), [1, 2, 3, 4], "{name}");
        for (text, written) in texts.iter().zip(names) {
            assert_eq!(Texts::of(&[text]).marked(name), [written], "{name}");
        }
    }
    assert_eq!((all.found("書斎"), all.found("一斉")), (vec![5], vec![6]));
    assert_eq!(Texts::of(&["髙橋と渡邉", "高校"]).marked("高橋"), ["髙橋"]);
}

#[test]
fn what_repeats_is_written_out_within_a_word() {
    let texts = Texts::of(&[
        "時々行う。",
        "時時行う。",
        "様々な人。",
        "さまざまな人。",
        "国々の話。",
        "部分々々の話。",
        "部分部分の話。",
    ]);
    assert_eq!(texts.found("時々"), [1, 2]);
    assert_eq!(texts.found("時時"), [1, 2]);
    assert_eq!(texts.found("様々"), [3, 4], "a listed spelling");
    assert_eq!(texts.found("国々"), [5]);
    // 々々 repeats two characters. It is not expanded: each form finds only texts with the same spelling.
    assert_eq!(texts.found("「部分々々」"), [6]);
    assert_eq!(texts.found("「部分部分」"), [7]);
}

#[test]
fn a_long_vowel_at_the_end_is_a_spelling_where_the_word_stays_itself() {
    let texts = Texts::of(&[
        "サーバーを置く。",
        "サーバを置く。",
        "コピーをとる。",
        "コピをとる。",
        "コーヒーの店。",
        "コンピュータ室。",
    ]);
    assert_eq!(texts.found("サーバー"), [1, 2]);
    assert_eq!(texts.found("サーバ"), [1, 2]);
    assert_eq!(texts.found("コピー"), [3]);
    assert_eq!(texts.found("コピ"), [4]);
    assert_eq!(texts.found("コンピューター"), [6]);
    assert_eq!(texts.marked("コンピューター"), ["コンピュータ"]);
}

#[test]
fn voicing_marks_of_their_own_belong_to_the_kana_before_them() {
    let texts = Texts::of(&[
        "ヴァイオリンの会",
        "う゛ぁいおりんの会",
        "ウ゛ァイオリンの会",
        "ｳﾞｧｲｵﾘﾝの会",
        "アイオリンの会",
    ]);
    for q in ["ヴァイオリン", "ウ゛ァイオリン", "ｳﾞｧｲｵﾘﾝ", "バイオリン"] {
        assert_eq!(texts.found(q), [1, 3, 4], "{q}");
    }
    for q in ["う゛ぁいおりん", "う\u{3099}ぁいおりん", "ゔぁいおりん"] {
        assert!(texts.found(q).contains(&2) && !texts.found(q).contains(&5), "{q}");
    }
    assert_eq!(Texts::of(&["ウ゛ァイオリンの会"]).marked("ヴァイオリン"), ["ウ゛ァイオリン"]);
    assert_eq!(Texts::of(&["は゛す停", "パ゜ーク"]).found("ばす停"), [1]);
    assert_eq!(Texts::of(&["「゛」は濁点です。"]).found("濁点"), [1]);
}

#[test]
fn marks_stand_on_what_was_met_and_nowhere_else() {
    for (text, q, marks) in [
        ("㈱山田と商店街の㎡計算", "商店街", &["商店街"][..]),
        ("ＩＳＯの取得、ｉｓｏ、ｍｉｓｏ", "iso", &["ＩＳＯ", "ｉｓｏ"]),
        ("前文　全角　空白　商店街　後文", "商店街", &["商店街"]),
        ("か\u{3099}くしゅう会と😀学習会", "学習会", &["学習会"]),
        ("葛\u{E0100}飾区の商\u{200B}店街", "商店街", &["商\u{200B}店街"]),
        ("a<b>&商店街&amp;", "商店街", &["商店街"]),
        ("取り組み、取組み、取組", "取組", &["取り組み", "取組み", "取組"]),
    ] {
        assert_eq!(Texts::of(&[text]).marked(q), marks, "{q} in {text}");
    }
}

#[test]
fn counts_are_those_without_the_groups_own_choice() {
    let counts =
        |pairs: &[(&str, &str)]| api::search(pairs.iter().copied())["facets"]["period"]["values"].clone();
    let free = counts(&[("q", "商店街")]);
    for period in ["短期", "中期", "長期"] {
        let chosen = counts(&[("q", "商店街"), ("period", period)]);
        let numbers = |values: &Value| {
            let values = values.as_array().unwrap().iter().filter(|value| value["count"] != 0);
            values.map(|value| (value["value"].clone(), value["count"].clone())).collect::<Vec<_>>()
        };
        assert_eq!(numbers(&chosen), numbers(&free), "one tick leaves the others as they are");
    }
    // Words read as a filter act like a chosen filter.
    assert_eq!(counts(&[("q", "商店街 短期")]), counts(&[("q", "商店街"), ("period", "短期")]));
}

#[test]
fn a_chosen_value_stays_when_nothing_has_it() {
    for pairs in [&[("q", "ISO"), ("period", "長期")][..], &[("q", "図書館"), ("period", "長期")]] {
        let response = api::search(pairs.iter().copied());
        let values = response["facets"]["period"]["values"].as_array().unwrap();
        let chosen = values.iter().find(|value| value["value"] == "長期").unwrap();
        assert_eq!((&chosen["count"], &chosen["selected"]), (&json!(0), &json!(true)));
    }
}

#[test]
fn values_stand_in_the_order_of_the_plan_and_not_of_the_alphabet() {
    for q in ["", "支援", "商店街 支援", "中期 または 長期 または 短期"] {
        let response = api::search([("q", q)]);
        let values = response["facets"]["period"]["values"].as_array().unwrap();
        let names: Vec<&str> = values.iter().map(|value| value["value"].as_str().unwrap()).collect();
        let order = ["短期", "中期", "長期"];
        let places = names.iter().map(|name| order.iter().position(|one| one == name).unwrap());
        assert!(places.is_sorted() && !names.is_empty(), "{q}: {names:?}");
    }
}

#[test]
fn every_level_of_the_plan_is_searched() {
    for (q, local) in [
        ("優遇利率", "5-1-1-1"),
        ("Continuity", "5-1-3-3"),
        ("観光", "5-6-r3"),
        ("庁内", "6-3-1"),
        ("商店街", "6-2"),
        ("産学", "5-2-5-1"),
    ] {
        let found = api::search([("q", q), ("limit", "100")]);
        assert!(ids(&found["items"]).contains(&format!("meguro-vision/{local}")), "{q}");
    }
}
