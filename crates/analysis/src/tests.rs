#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use proptest::prelude::*;

use super::testing::{analyzer, any_text};
use super::*;

/// Renders the words of a text. Function words are in parentheses.
fn words(text: &str) -> String {
    let shown =
        |token: &Token| if token.is_content() { token.term.to_string() } else { format!("({})", token.term) };
    analyzer().words(text).iter().map(shown).collect::<Vec<_>>().join(" ")
}

fn bigrams(text: &str) -> String {
    analyzer().bigrams(text).iter().map(|t| format!("{}{}", t.term, t.position)).collect::<Vec<_>>().join(" ")
}

#[test]
fn golden_words() {
    for (text, expected) in [
        (
            "目黒区商店街連合会が運営する「めぐもポイントシステム」を支援しました。",
            "目黒 区 商店 街 連合 会 (が) 運営 (する) めぐも ポイント システム (を) 支援 (し) (まし) (た)",
        ),
        (
            "・ISOの認証取得費用の一部を助成します。",
            "iso (の) 認証 取得 費用 (の) 一部 (を) 助成 (し) (ます)",
        ),
        (
            "安定した営業の継続ができるよう、非常時対応力を高めるためのBCP(※)の普及に努めます。",
            "安定 (し) (た) 営業 (の) 継続 (が) (できる) (よう) 非常時 対応 力 (を) 高める (ため) (の) bcp (の) 普及 (に) 努め (ます)",
        ),
        ("平成23年度～平成25年度", "平成 23 年度 平成 25 年度"),
        ("1-1(1) ＭＭ-Ｎａｖｉ ﾊﾞﾘｱﾌﾘｰ", "1 1 1 mm navi バリアフリー"),
        ("㈱めぐろＢＣＰ", "株 めぐろ bcp"),
        ("※→★", ""),
    ] {
        assert_eq!(words(text), expected, "{text}");
    }
}

#[test]
fn golden_bigrams() {
    assert_eq!(bigrams("産業界、都 ＩＳＯ"), "産業0 業界1 都i3 is4 so5");
    assert_eq!(bigrams("ワーク・ライフ"), bigrams("ワークライフ"));
    assert_eq!(bigrams("平成 23 年"), bigrams("平成23年"));
    assert_eq!(bigrams("国(都)"), "国0 都2");
    assert_eq!(bigrams("㈱めぐろＢＣＰ"), "株0 めぐ2 ぐろ3 ろb4 bc5 cp6");
    assert_eq!(bigrams("※"), "");
}

/// Renders the words of a text, each with its folded form if it has one.
fn folded(text: &str) -> String {
    let shown = |token: &Token| match &token.folded {
        Some(folded) => format!("{}={folded}", token.term),
        None => token.term.to_string(),
    };
    analyzer().words(text).iter().map(shown).collect::<Vec<_>>().join(" ")
}

#[test]
fn golden_folded_forms() {
    for (text, expected) in [
        ("取り組みと取組みと取組", "取り組み=取組 と 取組み=取組 と 取組"),
        ("地域で取り組む", "地域 で 取り組む=取組"),
        ("サーバーとサーバ", "サーバー=サーバ と サーバ"),
        ("ｻｰﾊﾞｰ", "サーバー=サーバ"),
        ("教えて", "教え=教える て"),
        ("人々の佐々木", "人々=人人 の 佐々木=佐佐木"),
        ("ＢＣＰの普及", "bcp の 普及"),
    ] {
        assert_eq!(folded(text), expected, "{text}");
    }
}

#[test]
fn numbers_in_kanji_are_one_word_with_its_value() {
    for (text, expected) in [
        ("二十三", "二十三=23"),
        ("第五節", "第 五=5 節"),
        ("二〇一一年", "二〇一一=2011 年"),
        ("３年間", "3 年間"),
    ] {
        assert_eq!(folded(text), expected, "{text}");
    }
}

#[test]
fn years_are_told_in_one_counting_where_they_stand() {
    let years = |text: &str| {
        let shown =
            |token: &Token| format!("{}:{}@{}", token.term, &text[token.range.clone()], token.position);
        analyzer().analyse(text).years.iter().map(shown).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(years("平成23年度と、Ｈ２４の実績"), "2011:平成23年度@0 2012:Ｈ２４@1");
    assert_eq!(years("平成23～25年度"), "2011:平成23～25年度@0 2012:平成23～25年度@0 2013:平成23～25年度@0");
    assert_eq!(years("二〇一一年から"), "2011:二〇一一年から@0");
    assert_eq!(years("平成26年度以降"), "2014:平成26年度以降@0", "only what is named");
    assert_eq!(years("23人、1-1(1)"), "");
}

#[test]
fn user_words_are_not_cut() {
    assert_eq!(words("ものづくりの空き店舗"), "ものづくり (の) 空き店舗");
    let other = Analyzer::with_words("# 注\n\nめぐもポイント,カスタム名詞,メグモポイント\n").unwrap();
    let terms: Vec<String> =
        other.words("めぐもポイントを配る").into_iter().map(|one| one.term.into()).collect();
    assert_eq!(terms[0], "めぐもポイント");
    assert_eq!(other.reading("めぐもポイント"), "メグモポイント");
    assert_ne!(other.fingerprint(), analyzer().fingerprint());
    let Err(error) = Analyzer::with_words("めぐも") else { panic!("a line of one field") };
    assert!(error.to_string().contains("めぐも"), "{error}");
}

#[test]
fn ranges_are_of_the_written_text() {
    let text = "㈱ﾊﾞﾘｱﾌﾘｰの ＩＳＯ";
    let written: Vec<&str> = analyzer().words(text).iter().map(|t| &text[t.range.clone()]).collect();
    assert_eq!(written, ["㈱", "ﾊﾞﾘｱﾌﾘｰ", "の", "ＩＳＯ"]);
}

#[test]
fn readings_put_titles_in_order() {
    assert_eq!(analyzer().reading("商店街の活性化"), "ショウテンガイノカッセイカ");
    assert_eq!(analyzer().reading("(1) ＩＳＯ取得"), "1isoシュトク");
    assert_eq!(analyzer().reading(""), "");
}

#[test]
fn the_fingerprint_names_everything_the_terms_depend_on() {
    let fingerprint = analyzer().fingerprint();
    for part in [
        "nfkc-lower/2 variants/2 ipadic-normal/3 fold/1 bigrams/2 years/1",
        "user words ",
        "mecab-ipadic-2.7.0-20070801",
        "lindera 6.2.0",
        "unicode",
    ] {
        assert!(fingerprint.contains(part), "{fingerprint}");
    }
    let manifest = include_str!("../Cargo.toml");
    assert!(manifest.contains(&format!("lindera = {{ version = \"={}\"", segmenter::LINDERA)));
}

#[test]
fn one_analyzer_serves_many_threads() {
    let text = "商店街の支援を行います。";
    let expected = analyzer().words(text);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..50).for_each(|_| assert_eq!(analyzer().words(text), expected)));
        }
    });
}

proptest! {
    #[test]
    fn any_text_has_an_analysis_that_points_into_it(text in any_text()) {
        let analysed = analyzer().analyse(&text);
        prop_assert_eq!(&analysed.words, &analyzer().words(&text));
        for tokens in [&analysed.words, &analysed.bigrams] {
            for token in tokens {
                let written = text.get(token.range.clone());
                prop_assert!(written.is_some_and(|written| !written.is_empty()), "{:?}", token);
                prop_assert!(token.term.chars().any(is_letter));
            }
            for pair in tokens.windows(2) {
                prop_assert!(pair[0].position < pair[1].position);
                prop_assert!(pair[0].range.start <= pair[1].range.start);
                prop_assert!(pair[0].range.end <= pair[1].range.end);
            }
        }
        prop_assert_eq!(analysed.words.is_empty(), !normalise(&text).text().chars().any(is_letter));
        for word in &analysed.words {
            prop_assert!(!word.key().is_empty());
            prop_assert_ne!(word.folded.as_deref(), Some(word.term.as_str()));
        }
        for year in &analysed.years {
            let written = text.get(year.range.clone());
            prop_assert!(written.is_some_and(|written| !written.is_empty()), "{:?}", year);
            prop_assert!(year.term.parse::<u16>().is_ok(), "{:?}", year);
        }
        prop_assert_eq!(analysed.years.is_empty(), wareki::year_mentions(&text).is_empty());
        prop_assert!(analysed.years.is_sorted_by_key(|year| (year.position, year.range.start)));
        analyzer().reading(&text);
    }
}

#[test]
fn kana_are_spelled_as_people_write() {
    let known = |word: &str| ["店", "お金", "仕事", "探し"].contains(&word);
    for (kana, spelled) in [
        ("みせをはじめたい", "店を始めたい"),
        ("おかねをかりたい", "お金を借りたい"),
        ("しごとをさがしている", "仕事を探している"),
        ("ベビーカーデアルキニクイ", "ベビーカーで歩きにくい"),
    ] {
        assert_eq!(analyzer().spell(kana, &known).as_deref(), Some(spelled), "{kana}");
    }
    for kana in ["", "ん", "そうですか", "abc"] {
        assert_eq!(analyzer().spell(kana, &known), None, "{kana}");
    }
}

proptest! {
    #[test]
    fn any_text_can_be_spelled(text in any_text()) {
        let _ = analyzer().spell(&text, &|word| word.len() > 3);
    }
}
