use super::*;

#[track_caller]
fn check(text: &str, expected: Option<(Scheme, &[u32], &str, &str)>) {
    let read = read(text);
    let seen = read.as_ref().map(|n| (n.scheme, n.parts.as_slice(), n.label.as_str(), &text[n.length..]));
    assert_eq!(seen, expected, "{text}");
}

#[test]
fn reads_the_numbers_that_plans_print() {
    check("第5章 産業施策", Some((Scheme::Named('章'), &[5], "第5章", "産業施策")));
    check("第十二節　山", Some((Scheme::Named('節'), &[12], "第十二節", "山")));
    check("1. 「地域」", Some((Scheme::Dotted, &[1], "1", "「地域」")));
    check("3.「高付加」", Some((Scheme::Dotted, &[3], "3", "「高付加」")));
    check("１－２．融資", Some((Scheme::Path(2), &[1, 2], "1-2", "融資")));
    check("2-6.新産業", Some((Scheme::Path(2), &[2, 6], "2-6", "新産業")));
    check("(1)融資", Some((Scheme::Paren, &[1], "(1)", "融資")));
    check("（１２） 融資", Some((Scheme::Paren, &[12], "(12)", "融資")));
    check("①短期", Some((Scheme::Circled, &[1], "①", "短期")));
    check("⑵融資", Some((Scheme::Paren, &[2], "(2)", "融資")));
    check("一　融資", Some((Scheme::Kanji, &[1], "一", "融資")));
    check("基本目標１　水辺", Some((Scheme::Word("基本目標", 1), &[1], "基本目標１", "水辺")));
    check("施策2-1-1　渡し舟", Some((Scheme::Word("施策", 3), &[2, 1, 1], "施策2-1-1", "渡し舟")));
    check("方向Ａ　働く", Some((Scheme::Word("方向", 1), &[1], "方向Ａ", "働く")));
    check("No.12 渡し舟", Some((Scheme::Word("No.", 1), &[12], "No.12", "渡し舟")));
    check("【重点1】灯り", Some((Scheme::Bracketed, &[1], "【重点1】", "灯り")));
    check("1)　花の道", Some((Scheme::Closing, &[1], "1)", "花の道")));
    check("ア　石の道", Some((Scheme::Katakana, &[1], "ア", "石の道")));
    check("(イ) 石の道", Some((Scheme::ParenKatakana, &[2], "(イ)", "石の道")));
    check("1.1.2 調査", Some((Scheme::Path(3), &[1, 1, 2], "1.1.2", "調査")));
    check("Ⅱ-1 調査", Some((Scheme::Roman(2), &[2, 1], "Ⅱ-1", "調査")));
    check("A-1 調査", Some((Scheme::Letter(2), &[1, 1], "A-1", "調査")));
    check("0012 渡し舟", Some((Scheme::Code, &[12], "0012", "渡し舟")));
    check("2 つどい", Some((Scheme::Dotted, &[2], "2", "つどい")));
    check("1 しごと", Some((Scheme::Dotted, &[1], "1", "しごと")));
}

#[test]
fn leaves_other_beginnings_alone() {
    for text in [
        "10年間の計画",
        "1.5倍",
        "一層の充実",
        "(再掲)",
        "2011年度",
        "(1)",
        "1-1",
        "三つの柱",
        "",
        "3 年以内に着手",
        "目標1,000人",
        "施策3年",
        "2021 年度",
        "アイデアの募集",
        "【再掲】研修",
        "IT の活用",
    ] {
        check(text, None);
    }
}
