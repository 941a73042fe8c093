#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod clerks;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::testing::{analyzer, any_text};
use shisaku_model::{Catalogue, KnownName, Manifest, PlanFacts, Section, facet};

/// The catalogue of all tests: a plan with two chapters of six policies each.
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let section =
        |level: usize, id: String, number: String| Section { id, level, number, title: String::new() };
    let mut sections = Vec::new();
    for chapter in 5..=6 {
        sections.push(section(1, format!("hoshimi/{chapter}"), format!("第{chapter}章")));
        for policy in 1..=6 {
            let number = policy.to_string();
            sections.push(section(2, format!("hoshimi/{chapter}-{policy}"), number));
        }
    }
    let values: BTreeMap<String, Vec<String>> = [
        ("kind", &["measure", "removed", "framework"][..]),
        ("period", &["短期", "中期", "長期"]),
        ("has_result", &["true", "false", "unknown"]),
        ("category", &["新規", "再掲", "協会事業"]),
        ("year", &["2011", "2012", "2013"]),
        ("result_year", &["2011", "2012", "2013"]),
        ("status", &["reported", "none_stated"]),
        ("department", &["観光課", "産業経済課", "記載なし"]),
        ("related_department", &["健康課", "観光課"]),
    ]
    .map(|(key, values)| (key.to_owned(), values.iter().map(|&value| value.to_owned()).collect()))
    .into();
    let plan = PlanFacts { id: "hoshimi".to_owned(), manifest: Manifest::default(), sections };
    let (facet, value) = ("department".to_owned(), "産業経済課".to_owned());
    let known = KnownName {
        facet: facet.clone(),
        value: value.clone(),
        former: vec!["商工課".to_owned()],
        ..KnownName::default()
    };
    let known_names = BTreeMap::from([(facet, BTreeMap::from([(value, known)]))]);
    Catalogue { plans: vec![plan], values, known_names, ..Catalogue::default() }
});

fn read(typed: &str) -> Query {
    static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Thesaurus::of_spellings(), &CATALOGUE));
    READER.read(typed, analyzer())
}

/// Reads a query for an index of plain documents, which has neither periods nor measures.
fn read_plainly(typed: &str) -> Query {
    static READER: LazyLock<Reader> =
        LazyLock::new(|| Reader::new(Thesaurus::of_spellings(), &Catalogue::default()));
    READER.read(typed, analyzer())
}

/// Formats a query. Groups show their minimum match (`sentence` and `compound` are shares), and clauses the
/// words typed. `@` marks the scope, `*` the importance and `^` the stress, if they are not the default. `-`
/// marks exclusions, and brackets contain filters.
fn shown(query: &Query) -> String {
    let asked = query.asked.iter().map(shown_part);
    let excluded = query.excluded.iter().map(|clause| format!("-{}", shown_clause(clause)));
    let understood = query.understood.iter();
    let understood = understood.map(|one| format!("[{} {}:{}]", one.text, one.facet, one.values.join(",")));
    asked.chain(excluded).chain(understood).collect::<Vec<_>>().join(" ")
}

fn shown_part(part: &Node) -> String {
    let group = match part {
        Node::Clause(clause) => return shown_clause(clause),
        Node::Group(group) => group,
    };
    let name = match group.minimum {
        MinimumMatch::All => "all",
        MinimumMatch::Any => "any",
        MinimumMatch::Share { of_all: COMPOUND, of_best: 0 } => "compound",
        MinimumMatch::Share { of_all: SENTENCE, of_best: OF_BEST } => "sentence",
        MinimumMatch::Share { .. } => panic!("{:?}", group.minimum),
    };
    format!("{name}({})", group.parts.iter().map(shown_part).collect::<Vec<_>>().join(" "))
}

fn shown_clause(clause: &Clause) -> String {
    let mut shown = clause.text.clone();
    match clause.scope {
        Scope::Anywhere => {}
        Scope::Own => shown.push_str("@own"),
        Scope::Title => shown.push_str("@title"),
        Scope::Result => shown.push_str("@result"),
    }
    if clause.importance != 100 {
        shown.push_str(&format!("*{}", clause.importance));
    }
    if clause.stress != 100 {
        shown.push_str(&format!("^{}", clause.stress));
    }
    shown
}

#[track_caller]
fn check(typed: &str, expected: &str) {
    assert_eq!(shown(&read(typed)), expected, "{typed}");
}

/// Formats the alternatives of a clause: kind, matcher and weight.
fn ways(clause: &Clause) -> Vec<String> {
    let shown = |one: &Alternative| {
        let matcher = match &one.matcher {
            Matcher::Words(words) => words.join("|"),
            Matcher::Folded(words) => format!("folded {}", words.join("|")),
            Matcher::Characters(pairs) => format!("letters {}", pairs.join("|")),
            Matcher::Years(years) => match years.as_slice() {
                [only] => format!("written {only}"),
                years => format!("written {}-{}", years[0], years[years.len() - 1]),
            },
            Matcher::Values { facet, values } => match values.as_slice() {
                [only] => format!("{facet} {only}"),
                [] => format!("{facet} none"),
                values => format!("{facet} {}-{}", values[0], values[values.len() - 1]),
            },
            Matcher::Number(number) => format!("number {number}"),
            Matcher::Together(_) => format!("together {}", one.matcher.in_words().unwrap_or_default()),
        };
        let kind = serde_json::to_value(one.as_).unwrap().as_str().unwrap().to_owned();
        format!("{kind} {matcher} {:.2}", one.weight)
    };
    clause.alternatives.iter().map(shown).collect()
}

#[test]
fn white_space_of_any_width_parts_terms() {
    check("商店街　支援 BCP", "all(商店街 支援 BCP)");
    check("  ", "");
    check("", "");
}

#[test]
fn a_run_is_cut_at_function_words_and_symbols_and_a_share_of_it_will_do() {
    check("商店街の支援", "sentence(商店街^200 支援)");
    check("商店街を支援する", "sentence(商店街^200 支援)");
    check("ビジネス・サポート事業", "sentence(ビジネス^200 compound(サポート 事業))");
    check("産業-商業", "sentence(産業^200 商業)");
    check("中小企業支援", "compound(中小 企業 支援)");
    check("中小企業支援 商店街の活性化", "all(compound(中小 企業 支援) sentence(商店街^200 活性化))");
}

/// Formats a query that was read with these lines of synonyms.
fn shown_with(lines: &str, typed: &str) -> String {
    let (synonyms, errors) = Synonyms::read(&[("test.txt", lines)]);
    assert_eq!(errors, []);
    let thesaurus = Thesaurus { spellings: Spellings::embedded(), synonyms };
    shown(&Reader::new(thesaurus, &CATALOGUE).read(typed, analyzer()))
}

#[test]
fn listed_words_are_one_thing_that_is_asked_for_or_what_they_were() {
    let lines = "人手不足 => 人材確保\n仕事 探す 場所 => 職業紹介\n神社 寺 => 名所\n観光 => 旅行\n";
    let shown = |typed| shown_with(lines, typed);
    assert_eq!(shown("人手不足"), "any(compound(人手 不足) 人手不足)");
    assert_eq!(shown("人手不足対策"), "compound(any(compound(人手 不足) 人手不足) 対策)");
    assert_eq!(shown("仕事を探す場所"), "any(all(仕事^200 compound(探す*15 場所*15)) 仕事を探す場所)");
    assert_eq!(shown("神社 寺"), "any(all(神社 寺) 神社 寺)");
    assert_eq!(shown("神社 OR 寺"), "any(神社 寺)");
    assert_eq!(shown("\"人手不足\" -観光"), "人手不足 -観光@own");
    assert_eq!(shown("観光客の数"), "sentence(観光客^200 数)", "what is part of a longer word is not listed");
}

#[test]
fn what_is_listed_is_a_further_way_to_meet_a_clause() {
    let (synonyms, _) = Synonyms::read(&[("test.txt", "観光 => 旅行, 若年者 就労^0.5")]);
    let thesaurus = Thesaurus { spellings: Spellings::default(), synonyms };
    let query = Reader::new(thesaurus, &CATALOGUE).read("観光", analyzer());
    let expected = [
        "exact 観光 1.00",
        "spelling folded 観光 0.98",
        "exact letters 観光 0.60",
        "synonym 旅行 0.80",
        "synonym folded 旅行 0.78",
        "synonym letters 旅行 0.48",
        "synonym together 若年者 就労 0.50",
    ];
    assert_eq!(ways(query.clauses()[0]), expected);
    assert_eq!(ways(query.exactly().clauses()[0]), ["exact 観光 1.00", "exact letters 観光 0.60"]);
}

#[test]
fn a_unit_is_the_smallest_thing_that_people_mean() {
    check("目黒区商店街連合会", "compound(目黒区 商店街 連合会)");
    check("新製品開発", "compound(新*15 製品 開発)");
    check("非営利", "非営利");
    check("国(都)", "sentence(国^200 都*15)");
    check("ものづくり", "ものづくり");
    check("から", "から");
    check("ＭＭ－Ｎａｖｉ", "compound(ＭＭ Ｎａｖｉ)");
    check("MM-Navi", "compound(MM Navi)");
    check("子供たちの街", "sentence(子供たち^200 街)");
}

#[test]
fn phrases_and_exclusions_are_not_cut() {
    check("\"商店街の支援\"", "商店街の支援");
    check("「商店街の支援」『融資』 “観光”", "all(商店街の支援 融資 観光)");
    check("商店街「融資の斡旋」支援", "all(商店街 融資の斡旋 支援)");
    check("-商店街の支援 －再掲", "-商店街の支援@own -再掲@own");
    check("商店街 −「融資の斡旋」", "商店街 -融資の斡旋@own");
    check("「めぐも」を支援したか", "sentence(めぐも^200 支援)");
}

#[test]
fn what_is_no_operator_is_text() {
    for typed in ["-", "」「\"\"『』※！", "OR", "- 　-"] {
        check(typed, "");
    }
    check("商店街 - 支援", "all(商店街 支援)");
    check("--支援", "-支援@own");
    check("\"商店街", "商店街");
    check("「商店街", "商店街");
    check("OR 観光", "観光");
    check("観光 OR", "観光");
    check("観光ORG", "compound(観光 ORG)");
}

#[test]
fn either_of_several_will_do() {
    check("商店街 観光 OR 農業", "all(商店街 any(観光 農業))");
    check("観光 ＯＲ 農業 OR 商業", "any(観光 農業 商業)");
    check("観光 または 農業", "any(観光 農業)");
    check("観光または農業", "any(観光 農業)");
    check("観光又は農業 支援", "all(any(観光 農業) 支援)");
    check("観光 OR 「商店街の支援」", "any(観光 商店街の支援)");
    check("観光 OR 農業の振興", "any(観光 sentence(農業^200 振興))");
    check("観光 OR 平成23年度", "any(観光 平成23年度@own)");
    check("観光 OR -農業", "観光 -農業@own");
    check("観光 OR -農業 OR 商業", "any(観光 商業) -農業@own");
    check("商店街 ※ OR 農業", "all(商店街 農業)");
    check("観光 OR 観光", "観光");
}

#[test]
fn fields_limit_what_is_looked_at() {
    check("title:農地", "農地@title");
    check("題名：農地 施策名:観光", "all(農地@title 観光@title)");
    check("実績:セミナー", "セミナー@result");
    check("title: 農地", "農地@title");
    check("result:商店街の支援", "sentence(商店街@result^200 支援@result)");
    check("title:「商店街の支援」 支援", "all(商店街の支援@title 支援)");
    check("-title:農地", "-農地@title");
    check("-農地", "-農地@own");
    check("title:長期計画", "compound(長期@title 計画@title*15)");
}

#[test]
fn the_same_twice_is_asked_for_once() {
    check("支援 支援 \"観光\" -支援 -支援 －支援 ｂｃｐ BCP", "all(支援 観光 ｂｃｐ) -支援@own");
    check("商店街の支援 商店街の支援", "sentence(商店街^200 支援)");
    check("長期 長期計画", "[長期 period:長期] [長期計画 period:長期]");
    assert_eq!(read("長期 長期計画").filters().of("period"), ["長期"]);
}

#[test]
fn texts_are_kept_as_typed() {
    let query = read("「ＢＣＰの 普及」 -㈱ 第５節");
    let texts = |clauses: Vec<&Clause>| clauses.iter().map(|one| one.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(query.clauses()), ["ＢＣＰの 普及"]);
    assert_eq!(texts(query.excluded.iter().collect()), ["㈱"]);
    assert_eq!(query.understood[0].text, "第５節");
    assert_eq!(&query.text[query.understood[0].range.clone()], "第５節");
}

/// Asserts the alternatives of the first clause; `-` stands for none.
#[track_caller]
fn met_by(typed: &str, expected: &[&str]) {
    let query = read(typed);
    let ways = query.clauses().first().map(|clause| ways(clause)).unwrap_or_default();
    assert_eq!(ways, expected, "{typed}");
}

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
fn requests_and_interrogatives_ask_for_nothing() {
    check("商店街について教えて", "商店街");
    check("商店街の支援を教えてください。", "sentence(商店街^200 支援)");
    check("何年に設立されましたか", "設立");
    check("創業者は何人いますか？", "創業者");
    check("農業 とは 何 ですか？", "農業");
    check("商店街 支援 は どう なっていますか？", "sentence(商店街^200 支援)");
    check("教えて", "教え");
    check("融資を受ける方法は？", "sentence(融資^200 compound(受ける*15 方法*15))");
}

#[test]
fn a_word_is_met_in_all_its_spellings() {
    met_by("商店街", &["exact 商店|街 1.00", "spelling folded 商店|街 0.98", "exact letters 商店|店街 0.60"]);
    met_by(
        "取組",
        &[
            "exact 取組 1.00",
            "spelling folded 取組 0.98",
            "exact letters 取組 0.60",
            "spelling 取り組み 0.90",
            "spelling folded 取組 0.88",
            "spelling letters 取り|り組|組み 0.54",
            "spelling とりくみ 0.90",
            "spelling folded とりくむ 0.88",
            "spelling letters とり|りく|くみ 0.54",
            "spelling 取組み 0.90",
            "spelling folded 取組 0.88",
            "spelling 取りくみ 0.90",
            "spelling folded 取りくむ 0.88",
            "spelling letters 取り|りく|くみ 0.54",
        ],
    );
    met_by(
        "サーバー",
        &["exact サーバー 1.00", "spelling folded サーバ 0.98", "exact letters サー|ーバ|バー 0.60"],
    );
    met_by("BCP", &["exact bcp 1.00"]);
    met_by("国", &["exact 国 1.00", "spelling folded 国 0.98"]);
    met_by("テスト", &["exact テスト 1.00", "spelling folded テスト 0.98"]);
    let children = read("子供たち");
    let children = ways(children.clauses()[0]);
    for matcher in ["exact 子供|たち 1.00", "spelling 子ども|たち 0.90", "spelling こども|たち 0.90"]
    {
        assert!(children.contains(&matcher.to_owned()), "{children:?}");
    }
    met_by(
        "設立日",
        &[
            "exact 設立|日 1.00",
            "spelling folded 設立|日 0.98",
            "exact letters 設立|立日 0.60",
            "spelling 設立 0.60",
            "spelling folded 設立 0.59",
            "spelling letters 設立 0.36",
        ],
    );
}

#[test]
fn what_is_no_exact_match_says_what_was_typed() {
    for typed in ["子供たち", "設立日", "平成23年度"] {
        let query = read(typed);
        for one in &query.clauses()[0].alternatives {
            // The folded form of a word counts as the word itself.
            let itself = one.as_ == MatchKind::Exact || matches!(one.matcher, Matcher::Folded(_));
            assert!(one.from.as_deref() == Some(typed) || itself && one.from.is_none(), "{typed}: {one:?}");
        }
    }
}

#[test]
fn rows_are_found_as_words_folded_and_inside_longer_words() {
    let found = |typed: &str, text: &str| {
        let (query, analysed) = (read(typed), analyzer().analyse(text));
        let alternatives = query.clauses()[0].alternatives.iter();
        let ranges = alternatives.flat_map(|one| one.matcher.occurrences(&analysed));
        let mut ranges: Vec<(usize, usize)> = ranges.map(|range| (range.start, range.end)).collect();
        ranges.sort_unstable();
        ranges.dedup();
        ranges.into_iter().map(|(start, end)| text[start..end].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("商店街", "商店街と商店・街"), ["商店街", "商店・街"]);
    assert_eq!(found("業界", "産業界"), ["業界"]);
    assert_eq!(found("ポイントシステム", "ﾎﾟｲﾝﾄ・ｼｽﾃﾑ")[..1], ["ﾎﾟｲﾝﾄ"]);
    assert_eq!(found("「ポイントシステム」", "ﾎﾟｲﾝﾄ・ｼｽﾃﾑ"), ["ﾎﾟｲﾝﾄ・ｼｽﾃﾑ"]);
    assert!(found("「支援商店」", "商店支援").is_empty());
    for text in ["取り組み", "取組み", "取組", "取り組む", "とりくみ"] {
        assert!(found("取り組み", text).contains(&text.to_owned()), "{text}");
    }
    assert_eq!(found("子供たち", "子どもたちの店"), ["子どもたち"]);
    assert_eq!(found("サーバ", "サーバー"), ["サーバー"]);
    assert_eq!(found("二十三", "23と２３、二十三"), ["23", "２３", "二十三"]);
    assert_eq!(found("平成23年度", "2011年度、実績はＨ２３"), ["2011年度", "Ｈ２３"]);
    assert_eq!(found("平成24年度", "平成23～25年度"), ["平成23～25年度"]);
    assert!(found("平成22年度", "平成23～25年度").is_empty());
}

#[test]
fn the_rarer_a_word_the_more_it_weighs() {
    assert!(weight(1, 100, 100) > weight(2, 100, 100));
    assert!(weight(100, 100, 100) > 0);
    assert_eq!(weight(5, 100, MODIFIER), weight(5, 100, 100) * u64::from(MODIFIER) / 100);
    assert!(weight(0, 100, 100) > 2 * weight(1, 100, 100), "a noun that no entry has");
    assert!(weight(0, 100, MODIFIER) < weight(1, 100, 100), "but not a verb");
    assert_eq!(weight(7, 5, 100), weight(7, 7, 100), "more than there are");
}

/// Generates queries with every operator, filters, numbers and years, or any text at all.
fn any_typed() -> impl Strategy<Value = String> {
    let pieces = [
        "商店街",
        "の",
        "支援",
        "を",
        "教えて",
        "何年",
        "ですか",
        "？",
        "取り組み",
        "取組",
        "サーバー",
        "子供たち",
        "設立日",
        "BCP",
        "産業",
        "農業",
        " ",
        " ",
        "　",
        " OR ",
        "または",
        " -",
        "－",
        "\"",
        "「",
        "」",
        "title:",
        "実績:",
        "施策",
        "項目",
        "実績",
        "なし",
        "長期",
        "計画",
        "再掲",
        "第5節",
        "第５章",
        "1-1(1)",
        "１－１（１）",
        "平成23年度",
        "H24",
        "～",
        "25年度",
        "まで",
        "以降",
        "二十三",
        "㈱",
        "除いた項目",
        "中",
        "的",
        "まち",
        "街",
    ];
    let made = prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..10);
    prop_oneof![3 => made.prop_map(|pieces| pieces.concat()), 1 => any_text()]
}

proptest! {
    #[test]
    fn any_text_is_a_query(typed in any_typed()) {
        let query = read(&typed);
        prop_assert_eq!(&query.text, &typed);
        prop_assert_eq!(&read(&typed), &query, "reading twice");
        for clause in query.clauses().into_iter().chain(&query.excluded) {
            prop_assert!(typed.contains(&clause.text), "{:?}", clause);
            prop_assert!(!analyzer().words(&clause.text).is_empty(), "{:?}", clause);
            prop_assert!(!clause.alternatives.is_empty());
            let results = |one: &Alternative| matches!(&one.matcher, Matcher::Values { facet, .. } if facet == "result_year");
            let first = &clause.alternatives[0];
            prop_assert!(first.as_ == MatchKind::Exact || results(first), "{:?}", clause);
        }
        for one in query.clauses().into_iter().chain(&query.excluded).chain(&query.hints) {
            for one in &one.alternatives {
                prop_assert!(one.matcher.terms().is_none_or(|terms| !terms.is_empty()), "{:?}", one);
                prop_assert!(one.weight > 0.0 && one.weight <= 1.0, "{:?}", one);
            }
        }
        prop_assert!(query.excluded.iter().all(|clause| clause.scope != Scope::Anywhere));
        for one in &query.understood {
            prop_assert_eq!(typed.get(one.range.clone()), Some(one.text.as_str()));
            let known = &CATALOGUE.values;
            let section = |value: &String| CATALOGUE.section(value).is_some();
            for value in &one.values {
                let listed = known.get(&one.facet).is_some_and(|values| values.contains(value));
                let fixed = || facet::facet(&one.facet).is_some_and(|facet| {
                    (facet.fixed)().iter().any(|(known, _)| known == value)
                });
                prop_assert!(listed || section(value) || fixed(), "{:?}", one);
            }
        }
        prop_assert!(query.understood.is_sorted_by_key(|one| one.range.start));
        let groups_have_parts = query.asked.as_ref().is_none_or(|asked| parts(asked).iter().all(|count| *count > 1));
        prop_assert!(groups_have_parts, "{}", shown(&query));
    }

    #[test]
    fn a_phrase_is_met_by_itself(typed in any_typed()) {
        for clause in read(&typed).clauses() {
            let itself = analyzer().analyse(&clause.text);
            let quoted = read(&format!("\"{}\"", clause.text.replace('"', "")));
            if let [phrase] = quoted.clauses()[..] && phrase.text == clause.text {
                let met = phrase.alternatives.iter().any(|one| !one.matcher.occurrences(&itself).is_empty());
                prop_assert!(met, "{:?}", clause);
            }
        }
    }

    #[test]
    fn a_clause_is_met_by_what_it_was_typed_in(typed in any_typed()) {
        let query = read(&typed);
        let mut texts = vec![analyzer().analyse(typed.trim())];
        texts.extend(lex::lex(&typed).iter().map(|operand| analyzer().analyse(operand.text)));
        for clause in query.clauses().into_iter().chain(&query.excluded) {
            let met = clause.alternatives.iter().any(|one| texts.iter().any(|text| !one.matcher.occurrences(text).is_empty()));
            let is_text = clause.alternatives[0].matcher.terms().is_some();
            prop_assert!(met || !is_text, "{:?}", clause);
        }
    }

    #[test]
    fn exactly_leaves_what_was_typed(typed in any_typed()) {
        let (query, exact) = (read(&typed), read(&typed).exactly());
        prop_assert_eq!(query.clauses().len(), exact.clauses().len());
        prop_assert_eq!(query.excluded.len(), exact.excluded.len());
        prop_assert_eq!(&query.understood, &exact.understood);
        let clauses = |query: &Query| -> Vec<Clause> {
            query.clauses().into_iter().chain(&query.excluded).cloned().collect()
        };
        for (clause, exact) in clauses(&query).iter().zip(clauses(&exact)) {
            prop_assert!(!exact.alternatives.is_empty());
            prop_assert!(exact.alternatives.iter().all(|one| clause.alternatives.contains(one)));
            let typed = clause.alternatives.iter().any(|one| one.as_ == MatchKind::Exact);
            prop_assert!(!typed || exact.alternatives.iter().all(|one| one.as_ == MatchKind::Exact));
        }
    }
}

/// Returns the number of parts of each group.
fn parts(part: &Node) -> Vec<usize> {
    match part {
        Node::Clause(_) => Vec::new(),
        Node::Group(group) => {
            let inner = group.parts.iter().flat_map(parts);
            std::iter::once(group.parts.len()).chain(inner).collect()
        }
    }
}
