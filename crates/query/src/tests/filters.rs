//! Item numbers, years and words that name a filter.

use super::*;

#[test]
fn numbers_of_entries_are_found_however_they_are_written() {
    for (typed, key) in [
        ("1-1(1)", "1-1(1)"),
        ("１－１（１）", "1-1(1)"),
        ("1-1①", "1-1(1)"),
        ("1-1-1", "1-1-1"),
        ("5-1-1-1", "5-1-1-1"),
        ("2-9", "2-9"),
        ("「1-1(1)」", "1-1(1)"),
    ] {
        let query = read(typed);
        let [clause] = query.clauses()[..] else { panic!("{typed}: {}", shown(&query)) };
        assert_eq!(clause.alternatives[0].matcher, Matcher::Number(key.to_owned()), "{typed}");
        assert!(query.understood.is_empty(), "{typed}");
    }
    check("1-1(1) 商店街", "all(1-1(1) 商店街)");
    check("施策１－１（１）の実績", "１－１（１） [施策 kind:measure]");
    check("-1-1(1)", "-1-1(1)@own");
    check("title:1-1", "1-1@title");
    check("03-1234-5678", "03-1234-5678");
}

#[test]
fn a_year_is_the_same_in_every_counting() {
    for typed in
        ["2011年度", "２０１１", "平成23年度", "平成２３年", "H23", "Ｈ23年度", "平23", "平成二十三年度"]
    {
        let query = read(typed);
        let [clause] = query.clauses()[..] else { panic!("{typed}: {}", shown(&query)) };
        assert_eq!(clause.text, typed);
        let ways = ways(clause);
        assert_eq!(ways[1..], ["era written 2011 0.95", "era year 2011 0.30"], "{typed}");
        assert!(ways[0].starts_with("exact ") && ways[0].ends_with(" 1.00"), "{typed}: {ways:?}");
    }
    let years = |typed: &str, expected: &str| {
        let (query, all) = (read(typed), format!("era year {expected} 0.30"));
        let ways: Vec<Vec<String>> = query.clauses().into_iter().map(ways).collect();
        assert!(matches!(&ways[..], [ways] if ways.contains(&all)), "{typed}: {ways:?}");
    };
    years("平成23～25年度", "2011-2013");
    years("平成 23 年度から 25 年度", "2011-2013");
    years("2011-2013", "2011-2013");
    years("平成25年度まで", "2011-2013");
    // Facet values are limited to years that entries have. Texts may contain any year.
    for (typed, year) in [("平成33年度", 2021), ("平成33", 2021), ("令和元年度", 2019)] {
        let query = read(typed);
        let written = format!("era written {year} 0.95");
        assert!(ways(query.clauses()[0]).contains(&written), "{typed}");
    }
}

#[test]
fn a_year_stands_beside_other_words() {
    check("平成24年度の商店街の支援", "all(平成24年度@own sentence(商店街^200 支援))");
    check("2011年度 商店街", "all(2011年度@own 商店街)");
    check("平成23年度、平成25年度", "all(平成23年度@own 平成25年度@own)");
    check("「平成23年度」", "平成23年度");
    met_by(
        "「平成23年度」",
        &[
            "exact 平成|23|年度 1.00",
            "spelling folded 平成|23|年度 0.98",
            "exact letters 平成|成2|23|3年|年度 0.60",
        ],
    );
    check("平成 23 年度 商店街", "all(平成 23 年度@own 商店街)");
    check("2011 ～ 2013", "2011 ～ 2013@own");
    check("2011 2013", "all(2011@own 2013@own)");
    check("「平成 23」 年度", "all(平成 23 年度)");
    check("23人の商店街", "sentence(23人^200 商店街)");
}

#[test]
fn beside_results_a_year_is_that_of_the_results() {
    for typed in ["平成24年度の実績", "実績 平成24年度", "平成24年度 実績", "2012年度の実績は？"]
    {
        let query = read(typed);
        let [clause] = query.clauses()[..] else { panic!("{typed}: {}", shown(&query)) };
        assert!(ways(clause).contains(&"era result_year 2012 0.30".to_owned()), "{typed}");
    }
    check("商店街 H24 実績", "all(商店街 H24@own)");
    check("産学連携の実績", "sentence(compound(産学^200 連携^200) 実績*15)");
}

#[test]
fn where_no_entry_has_years_they_are_words_of_the_sentence() {
    let shown = |typed: &str| shown(&read_plainly(typed));
    assert_eq!(shown("平成24年度の商店街"), "sentence(平成24年度@own 商店街)");
    assert_eq!(shown("施策"), "施策");
    assert_eq!(shown("長期計画 実績なし 第5節"), "all(compound(長期 計画*15) compound(実績 なし) 第5節)");
}

#[test]
fn words_that_name_a_filter_are_one() {
    check("長期計画", "[長期計画 period:長期]");
    check("長期", "[長期 period:長期]");
    check("短期計画期間", "[短期計画期間 period:短期]");
    check("実績なし", "[実績なし has_result:false]");
    check("実績がない", "[実績がない has_result:false]");
    check("実績の無い施策", "[実績の無い has_result:false] [施策 kind:measure]");
    check("実績あり", "[実績あり has_result:true]");
    check("報告なし", "[報告なし has_result:unknown]");
    check("再掲", "[再掲 category:再掲]");
    check("協会事業", "[協会事業 category:協会事業]");
    check("第5節", "[第5節 policy:hoshimi/5-5,hoshimi/6-5]");
    check("第五節", "[第五節 policy:hoshimi/5-5,hoshimi/6-5]");
    check("5節", "[5節 policy:hoshimi/5-5,hoshimi/6-5]");
    check("第６章", "[第６章 chapter:hoshimi/6]");
    check("除いた項目", "[除いた項目 kind:removed]");
    check("今回の改訂で除いた項目", "[今回の改訂で除いた項目 kind:removed]");
    check("体制の項目", "[体制の項目 kind:framework]");
    check("本文", "[本文 kind:text]");
}

#[test]
fn filters_stand_beside_words_and_each_other() {
    check("短期 実績なし 商店街", "商店街 [短期 period:短期] [実績なし has_result:false]");
    check("実績なしの長期計画", "[実績なし has_result:false] [長期計画 period:長期]");
    check("長期の観光施策", "compound(観光 施策*15) [長期 period:長期]");
    check("高齢者の支援 実績なし", "sentence(高齢者^200 支援) [実績なし has_result:false]");
    check("平成23年度の長期計画", "平成23年度@own [長期計画 period:長期]");
    check("長期 OR 中期", "[長期 period:長期] [中期 period:中期]");
    check("再掲 または 協会事業", "[再掲 category:再掲] [協会事業 category:協会事業]");
    // Filters narrow down. As one operand of a choice, they are words.
    check("観光 OR 長期計画", "any(観光 compound(長期 計画*15))");
    check("再掲 OR 長期", "any(再掲 長期)");
}

#[test]
fn measures_are_a_filter_where_nothing_but_filters_is_asked_for() {
    check("施策", "[施策 kind:measure]");
    check("長期計画の施策", "[長期計画 period:長期] [施策 kind:measure]");
    check("施策 長期計画", "[施策 kind:measure] [長期計画 period:長期]");
    check("施策の一覧", "[施策 kind:measure]");
    check("施策 -再掲", "-再掲@own [施策 kind:measure]");
    check("除いた項目の施策", "[除いた項目 kind:removed]");
    check("施策 商店街", "all(施策 商店街)");
    check("項目", "項目");
    check("項目 長期計画", "[長期計画 period:長期]");
    check("「施策」", "施策");
}

#[test]
fn words_that_are_no_filter_stay_words() {
    check("中長期的", "中長期的");
    check("中長期的な視点", "sentence(中長期的^200 視点)");
    check("「長期計画」", "長期計画");
    check("「実績なし」", "実績なし");
    check("-長期計画", "-長期計画@own");
    check("前期計画", "compound(前期 計画*15)");
    check("第９節", "第９節");
    check("新規", "新規");
    check("継続", "継続");
    check("商店街協会事業部", "compound(商店街 協会 事業部)");
}

#[test]
fn the_name_of_a_body_is_one_clause_without_its_words() {
    let values = |typed: &str| {
        let query = read(typed);
        let ways = query.clauses().into_iter().flat_map(|clause| &clause.alternatives);
        let named = ways.filter_map(|way| match &way.matcher {
            Matcher::Values { facet, values } if facet == "organisation" => Some(values.join(",")),
            _ => None,
        });
        (query.clauses().len(), named.collect::<Vec<_>>().join(" "))
    };
    assert_eq!(values("星見法人会"), (1, "星見法人会".to_owned()));
    assert_eq!(values("商工会議所に関係する施策"), (1, "星見商工会議所".to_owned()));
    // A part of a name alone is a word like any other, and so is a longer word.
    for typed in ["商工会議所", "星見法人会館", "\"星見法人会\""] {
        assert_eq!(values(typed).1, "", "{typed}");
    }
}
