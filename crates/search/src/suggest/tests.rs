#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::{path::Path, sync::LazyLock};

use proptest::prelude::*;

use super::*;
use crate::testing::analyzer;
use shisaku_analysis::to_hiragana;
use shisaku_model::Entry;
use shisaku_query::vocabulary::{Vocabulary, gather};

static PLAN: LazyLock<(Vocabulary, Suggester)> = LazyLock::new(|| {
    let seeds = shisaku_reader::read_seeds(Path::new("../../seeds")).unwrap();
    let entries: Vec<Entry> = seeds.plans.into_iter().flat_map(|reading| reading.plan.entries).collect();
    let vocabulary = gather(&entries, analyzer());
    let suggester = Suggester::new(vocabulary.phrases().iter().cloned());
    (vocabulary, suggester)
});

fn first(typed: &str) -> Vec<&'static str> {
    PLAN.1.complete(typed, 8).into_iter().map(|one| one.text).collect()
}

#[test]
fn every_way_to_type_it_reaches_it() {
    for typed in [
        "商店街",
        "商店が",
        "しょうてんがい",
        "ショウテンガイ",
        "ｼｮｳﾃﾝｶﾞ",
        "しょうてん街",
        "しょうてんg",
        "しょうてn",
        "商店g",
        "shoutengai",
        "syotenga",
        "SHOTEN",
        "ｓｈｏｕｔｅｎ",
        "shōten",
        "しょうてnga",
    ] {
        assert!(first(typed).contains(&"商店街"), "{typed}: {:?}", first(typed));
    }
    for (typed, expected) in [
        ("しょうてんがいのs", "商店街のサポーター"),
        ("shoutengainos", "商店街のサポーター"),
        ("shi", "支援"),
        ("sh", "支援"),
        ("取組", "取り組み"),
        ("さb", "商店街サービス"),
        ("iso", "ISO"),
        ("ちゅうしょうきぎょうし", "中小企業診断士"),
        ("machizu", "まちづくり"),
    ] {
        assert!(first(typed).contains(&expected), "{typed}: {:?}", first(typed));
    }
}

#[test]
fn no_compound_is_cut_inside_and_none_stands_twice() {
    let texts: Vec<&str> = PLAN.0.phrases().iter().map(|phrase| phrase.text.as_str()).collect();
    for said in [
        "商店街",
        "信用保証",
        "環境整備",
        "商店街のサポーター",
        "観光",
        "東京商工会議所",
        "めぐろ観光まちづくり協会",
    ] {
        assert!(texts.contains(&said), "{said}");
    }
    for cut in ["店街", "商店街環境", "保証料", "小企業", "平成23年度", "年度", "商店街等", "中小"]
    {
        assert!(!texts.contains(&cut), "{cut}");
    }
    let mut letters: Vec<String> = texts.iter().map(|text| typed::letters(text)).collect();
    letters.sort();
    assert!(letters.windows(2).all(|pair| pair[0] != pair[1]));
}

/// Converts Kunrei romaji to the Hepburn spelling that people use.
fn hepburn(kunrei: &str) -> String {
    let spellings = [
        ("hu", "fu"),
        ("sy", "sh"),
        ("ty", "ch"),
        ("zy", "j"),
        ("si", "shi"),
        ("ti", "chi"),
        ("tu", "tsu"),
        ("zi", "ji"),
    ];
    spellings.iter().fold(kunrei.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[test]
fn every_prefix_of_every_title_reaches_it_or_a_full_list() {
    const MOST: usize = 8;
    let titles = PLAN.0.phrases().iter().filter(|phrase| phrase.kind == PhraseKind::Title);
    let mut tried = 0;
    for title in titles {
        let reading: String = analyzer().reading(&title.text).chars().map(to_hiragana).collect();
        let kunrei = String::from_iter(romaji::of_kana(&reading));
        for whole in [title.text.clone(), hepburn(&kunrei), kunrei, reading] {
            for (end, c) in whole.char_indices() {
                let typed = &whole[..end + c.len_utf8()];
                let found = PLAN.1.complete(typed, MOST);
                let reached = found.iter().any(|one| one.text == title.text);
                let nothing_typed = typed::letters(typed).is_empty();
                assert!(
                    reached || found.len() == MOST || nothing_typed,
                    "{typed} of {}: {found:?}",
                    title.text
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 4000, "{tried}");
}

#[test]
fn near_is_near() {
    for (word, expected) in [
        ("信用保障", &["信用保証"][..]),
        ("商店会長", &["商店会"]),
        ("感光", &["観光"]),
        ("しょうてんがんいい", &["商店街"]),
        ("shotemgai", &["商店街"]),
        ("住民票", &[]),
        ("健康診断", &[]),
        ("図書館", &[]),
        ("公園", &[]),
        ("", &[]),
    ] {
        let reading: String = analyzer().reading(word).chars().map(to_hiragana).collect();
        let near: Vec<&str> = PLAN.1.near(word, &reading).iter().map(|one| one.text).collect();
        assert_eq!(near, expected, "{word}");
    }
}

proptest! {
    #[test]
    fn any_text_may_be_typed(typed in "\\PC{0,12}|[a-zあ-んア-ン商店街産学の ー]{0,8}") {
        let found = PLAN.1.complete(&typed, 8);
        prop_assert!(found.len() <= 8);
        prop_assert!(found.windows(2).all(|pair| pair[0].met <= pair[1].met));
        PLAN.1.near(&typed, &typed);
    }
}
