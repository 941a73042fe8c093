#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod clerks;
mod filters;
mod properties;

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
        ("kind", &["measure", "removed", "framework", "text"][..]),
        ("period", &["短期", "中期", "長期"]),
        ("has_result", &["true", "false", "unknown"]),
        ("category", &["新規", "再掲", "協会事業"]),
        ("overdue", &["true", "false"]),
        ("municipality", &["星見市"]),
        ("report_covers", &["before"]),
        ("year", &["2011", "2012", "2013"]),
        ("result_year", &["2011", "2012", "2013"]),
        ("status", &["reported", "none_stated"]),
        ("department", &["観光課", "産業経済課", "記載なし"]),
        ("related_department", &["健康課", "観光課"]),
        ("organisation", &["星見商工会議所", "星見法人会"]),
    ]
    .map(|(key, values)| (key.to_owned(), values.iter().map(|&value| value.to_owned()).collect()))
    .into();
    let manifest = Manifest {
        title: "星見市産業振興計画".to_owned(),
        publisher: "星見市".to_owned(),
        ..Manifest::default()
    };
    let plan = PlanFacts { id: "hoshimi".to_owned(), manifest, sections, ..PlanFacts::default() };
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
    check("子供たちの街", "sentence(子供たち^200 街*15)");
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
