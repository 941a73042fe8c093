//! Facts that every reader of the first document must get right, one per test.

use std::collections::BTreeMap;

use shisaku_model::{Entry, Kind, Severity, Status};
use wareki::FiscalYears;

use crate::seeds::{FILE, document, entry, plan, real};

fn of(kind: Kind) -> Vec<&'static Entry> {
    plan().entries.iter().filter(|entry| entry.kind == kind).collect()
}

/// Number of entries per value, in order of the values.
fn count<K: Ord>(entries: &[&Entry], value: impl Fn(&Entry) -> K) -> Vec<(K, usize)> {
    let mut counts = BTreeMap::new();
    for entry in entries {
        *counts.entry(value(entry)).or_insert(0) += 1;
    }
    counts.into_iter().collect()
}

fn local_ids(entries: &[&Entry]) -> Vec<&'static str> {
    let find = |id: &str| plan().entries.iter().find(|entry| entry.id == id).unwrap().local();
    entries.iter().map(|entry| find(&entry.id)).collect()
}

#[test]
fn there_are_74_measures_9_removed_items_and_9_framework_items() {
    let counts = Kind::ALL.map(|kind| (kind.as_str(), of(kind).len()));
    assert_eq!(
        counts,
        [
            ("measure", 74),
            ("removed", 9),
            ("framework", 9),
            ("text", 0),
            ("note", 3),
            ("figure", 4),
            ("preamble", 6)
        ]
    );
}

#[test]
fn the_five_sections_hold_18_25_6_7_and_18_measures() {
    let sections = count(&of(Kind::Measure), |entry| entry.sections[1].clone());
    let sizes: Vec<_> = sections.iter().map(|(section, size)| (section.as_str(), *size)).collect();
    let expected = [("5-1", 18), ("5-2", 25), ("5-3", 6), ("5-4", 7), ("5-5", 18)]
        .map(|(s, n)| (format!("meguro-vision/{s}"), n));
    assert_eq!(sizes, expected.iter().map(|(s, n)| (s.as_str(), *n)).collect::<Vec<_>>());
}

#[test]
fn chapter_5_has_26_subsections_and_six_sections_chapter_6_has_four() {
    let of_level = |level, chapter: &str| {
        let inside = |id: &str| id.starts_with(&format!("meguro-vision/{chapter}"));
        plan().sections.iter().filter(|section| section.level == level && inside(&section.id)).count()
    };
    assert_eq!(of_level(1, ""), 2);
    assert_eq!((of_level(2, "5-"), of_level(3, "5-")), (6, 26));
    assert_eq!((of_level(2, "6-"), of_level(3, "6-")), (4, 0));
    let label = |id: &str| plan().sections.iter().find(|section| section.id == id).unwrap().label();
    assert_eq!(label("meguro-vision/5-6"), "6 施策毎の目標年度及びこれまでの実績", "not chapter 6");
    assert_eq!(label("meguro-vision/6"), "第6章 産業振興のための体制");
}

#[test]
fn subsection_2_9_is_itself_a_measure_and_the_other_73_are_numbered_in_parentheses() {
    let measures = of(Kind::Measure);
    assert_eq!(measures.iter().filter(|entry| entry.number.ends_with(')')).count(), 73);
    let own = entry("5-2-9");
    assert_eq!((own.number.as_str(), own.title.as_str()), ("2-9", "中小企業センターの充実"));
    assert_eq!((own.period.as_deref(), own.has_result), (Some("長期"), Some(false)));
    assert_eq!(*own.sections, ["meguro-vision/5", "meguro-vision/5-2", "meguro-vision/5-2-9"]);
}

#[test]
fn periods_are_49_14_and_11() {
    let periods = count(&of(Kind::Measure), |entry| entry.period.clone().unwrap());
    assert_eq!(periods, [("中期".to_owned(), 14), ("短期".to_owned(), 49), ("長期".to_owned(), 11)]);
}

#[test]
fn fifty_nine_measures_have_a_result_and_fifteen_have_none() {
    let by = |period: &str, has: bool| {
        let fits = |e: &&&Entry| e.period.as_deref() == Some(period) && e.has_result == Some(has);
        of(Kind::Measure).iter().filter(fits).count()
    };
    let table = ["短期", "中期", "長期"].map(|period| (period, by(period, true), by(period, false)));
    assert_eq!(table, [("短期", 46, 3), ("中期", 9, 5), ("長期", 4, 7)]);
}

#[test]
fn over_measures_removed_items_and_framework_66_have_a_result_17_have_none_9_no_report() {
    let all: Vec<&Entry> = Kind::SEARCHED_BY_DEFAULT.into_iter().flat_map(of).collect();
    assert_eq!(count(&all, |entry| entry.has_result), [(None, 9), (Some(false), 17), (Some(true), 66)]);
    let removed = count(&of(Kind::Removed), |entry| entry.has_result);
    assert_eq!(removed, [(Some(false), 2), (Some(true), 7)]);
    assert_eq!(
        count(&of(Kind::Framework), |entry| (entry.has_result, entry.results.len())),
        [((None, 0), 9)]
    );
}

#[test]
fn the_years_of_the_plan_and_the_years_of_the_results_are_two_things() {
    for entry in of(Kind::Measure).into_iter().chain(of(Kind::Removed)) {
        let expected = match entry.period.as_deref() {
            Some("短期") => FiscalYears::new(2011, 2013),
            Some("中期") => FiscalYears::new(2014, 2015),
            Some("長期") => FiscalYears::new(2016, 2020),
            other => panic!("{}: {other:?}", entry.id),
        };
        assert_eq!(entry.plan_years, Some(expected), "{}", entry.id);
        let reported: Vec<_> = entry.results.iter().map(|report| report.years).collect();
        assert_eq!(reported, [Some(FiscalYears::new(2011, 2013))], "{}", entry.id);
    }
    assert!(of(Kind::Framework).iter().all(|entry| entry.plan_years.is_none() && entry.period.is_none()));
}

#[test]
fn results_are_the_sources_own_words() {
    let result = |local: &str| entry(local).result.as_deref().unwrap();
    assert_eq!(result("5-1-4-2"), "実績なし");
    assert_eq!(result("5-2-6-1"), "めぐろ起業家塾を開催しました。");
    assert_eq!(result("5-6-r4"), "標識や案内サインの多言語化等の観光まちづくり関連については、実績なし");
    assert_eq!(entry("5-6-r4").results[0].status, Status::NoneStated);
    assert_eq!(entry("5-6-r4").has_result, Some(false));
    let source = &entry("5-1-1-1").results[0].source;
    assert_eq!((source.file.as_str(), source.lines), (FILE, [406, 406]));
}

#[test]
fn removed_items_are_entries_of_their_own_under_the_old_headings() {
    let removed = of(Kind::Removed);
    assert_eq!(local_ids(&removed), (1..=9).map(|n| format!("5-6-r{n}")).collect::<Vec<_>>());
    assert!(removed.iter().all(|entry| entry.number.is_empty() && entry.body.is_empty()));
    assert!(removed.iter().all(|entry| *entry.sections == ["meguro-vision/5"]), "under their chapter only");
    let path: Vec<_> = entry("5-6-r3").path.iter().map(|h| (h.number.as_str(), h.title.as_str())).collect();
    assert_eq!(
        path,
        [
            ("第5章", "産業施策の展開"),
            ("6", "施策毎の目標年度及びこれまでの実績"),
            ("", "今回の改訂で、除いた項目(目黒区観光ビジョン関連)の実績"),
            ("4", "「地域魅力の創造」のための施策展開"),
            ("4-4", "もてなしのための環境づくり"),
        ]
    );
    // These share their title with a measure in force and have a result of their own.
    for (in_force, removed) in [("5-4-3-1", "5-6-r2"), ("5-4-4-1", "5-6-r4"), ("5-5-5-3", "5-6-r9")] {
        assert_eq!(entry(in_force).title, entry(removed).title);
        assert_ne!(entry(in_force).result, entry(removed).result);
    }
}

#[test]
fn no_department_is_made_up() {
    assert!(plan().entries.iter().all(|e| e.departments.is_empty() && e.related_departments.is_empty()));
    assert!(plan().entries.iter().all(|entry| entry.indicators.is_empty()));
}

#[test]
fn framework_items_are_those_of_chapter_6() {
    let framework = of(Kind::Framework);
    let said: Vec<_> = framework.iter().map(|entry| (entry.local(), entry.number.as_str())).collect();
    assert_eq!(
        said,
        [
            ("6-1-1", "1(1)"),
            ("6-1-2", "1(2)"),
            ("6-1-3", "1(3)"),
            ("6-2", "2"),
            ("6-3-1", "3(1)"),
            ("6-3-2", "3(2)"),
            ("6-3-3", "3(3)"),
            ("6-4-1", "4(1)"),
            ("6-4-2", "4(2)")
        ]
    );
    assert_eq!(entry("6-2").body.len(), 2);
}

#[test]
fn ids_and_numbers_come_from_the_printed_numbers() {
    for (local, number, title) in [
        ("5-1-1-1", "1-1(1)", "融資制度の充実"),
        ("5-1-3-7", "1-3(7)", "地域社会との交流等企業のCSR活動の促進"),
        ("5-2-5-1", "2-5(1)", "産学交流の推進"),
        ("5-5-6-4", "5-6(4)", "商店会などの運営強化"),
        ("5-6-r8", "", "フィルムコミッション事業の推進"),
        ("6-1-1", "1(1)", "ビジョンの共有"),
        ("5-1-3-3-n1", "", "BCP"),
        ("5-f1", "", "従業員の作業風景"),
        ("5-p1", "", "産業施策の展開"),
    ] {
        let entry = entry(local);
        assert_eq!(entry.id, format!("meguro-vision/{local}"));
        assert_eq!((entry.number.as_str(), entry.title.as_str()), (number, title));
    }
    let mut ids: Vec<_> = plan().entries.iter().map(|entry| &entry.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), plan().entries.len(), "no id twice");
}

#[test]
fn titles_are_without_numbers_and_marks() {
    for entry in &plan().entries {
        for title in entry.title_variants.iter().chain([&entry.title]) {
            assert!(!title.contains("再掲") && !title.contains("協会事業"), "{title}");
            assert!(!title.starts_with(['(', '（', '※', '・', '-', ' ']), "{title}");
            assert_eq!(title.trim(), title);
        }
    }
    assert_eq!(entry("5-1-3-1").title, "国際規格(ISO)取得の推進", "brackets that are no mark stay");
}

#[test]
fn a_title_printed_in_two_ways_keeps_both_and_shows_the_plans() {
    let differing: Vec<_> = plan().entries.iter().filter(|entry| !entry.title_variants.is_empty()).collect();
    assert_eq!(local_ids(&differing), ["5-1-1-3"]);
    assert_eq!(differing[0].title, "区内業者の育成と活性化");
    assert_eq!(differing[0].title_variants, ["区内産業の育成と活性化"]);
}

#[test]
fn the_repeated_measure_points_to_the_first() {
    let reprints: Vec<_> = plan().entries.iter().filter(|entry| entry.reprint_of.is_some()).collect();
    assert_eq!(local_ids(&reprints), ["5-2-7-1"]);
    assert_eq!(reprints[0].reprint_of.as_deref(), Some("meguro-vision/5-1-4-1"));
    assert_eq!(reprints[0].category, ["再掲"]);
    assert_eq!(reprints[0].body, entry("5-1-4-1").body);
    assert_eq!(entry("5-1-4-1").category, Vec::<String>::new());
}

#[test]
fn notes_belong_to_the_measure_above() {
    let terms = |local: &str| entry(local).notes.iter().map(|note| note.term.as_str()).collect::<Vec<_>>();
    assert_eq!(terms("5-1-3-3"), ["BCP"]);
    assert_eq!(terms("5-1-3-7"), ["CSR"]);
    assert_eq!(terms("5-2-6-4"), ["日本版グリーン・ニューディール"]);
    assert_eq!(plan().entries.iter().map(|entry| entry.notes.len()).sum::<usize>(), 3);
    let text = &entry("5-1-3-3").notes[0].text;
    assert!(text.starts_with("(事業継続計画、Business Continuity Plan):自然災害"), "{text}");
    assert_eq!(entry("5-1-3-3-n1").body, [text.as_str()]);
}

#[test]
fn figures_and_preambles_are_found_too() {
    let titles: Vec<_> = of(Kind::Figure).iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(
        titles,
        ["従業員の作業風景", "中目黒の商店街の祭り", "目黒川沿川の桜", "自由が丘の商店街のイベント"]
    );
    let defined: Vec<_> = of(Kind::Preamble)
        .into_iter()
        .filter_map(|entry| Some((entry.title.as_str(), entry.plan_years?.to_string())))
        .collect();
    let years = |text: &str| text.to_owned();
    assert_eq!(
        defined,
        [
            ("短期計画", years("2011～2013年度")),
            ("中期計画", years("2014～2015年度")),
            ("長期計画", years("2016～2020年度"))
        ]
    );
    assert_eq!(entry("5-p1").body.len(), 2);
}

#[test]
fn bodies_have_no_bullets_of_any_of_the_three_styles() {
    // The print has "- ・", "- " and "・".
    for local in ["5-1-3-1", "5-2-1-1", "5-1-4-1"] {
        for text in &entry(local).body {
            assert!(!text.starts_with(['-', '・', ' ']) && text.ends_with(['。', ')']), "{text}");
        }
    }
    assert_eq!(entry("5-1-3-1").body.len(), 2, "two bullets are two paragraphs");
}

#[test]
fn every_known_damage_is_repaired_and_recorded() {
    let recorded: Vec<(u32, String, String, String)> = document()
        .lines
        .iter()
        .flat_map(|line| line.records())
        .map(|record| (record.line, record.printed, record.repaired, record.rule))
        .collect();
    let known = [
        (124, "に関する国・事業", "に関する国の事業", "words"),
        (144, "产学", "産学", "simplified"),
        (146, "产学", "産学", "simplified"),
        (267, "ファンション", "ファッション", "words"),
        (292, "特", "", "stray"),
        (314, " LED 化", "LED化", "spaces"),
        (364, " 자체", "自体", "hangul"),
        (397, "平成 23 年度", "平成23年度", "spaces"),
        (473, "长期", "長期", "simplified"),
        (517, "の創造」ための", "の創造」のための", "words"),
        (530, "めぐらしさ", "めぐろらしさ", "words"),
        (531, "コミッショング", "コミッション", "words"),
        (532, "の形成」ための", "の形成」のための", "words"),
        (580, " 32 年度", "32年度", "spaces"),
    ];
    for (line, printed, repaired, rule) in known {
        let record = (line, printed.to_owned(), repaired.to_owned(), rule.to_owned());
        assert!(recorded.contains(&record), "{record:?} is not among {recorded:#?}");
    }
    assert_eq!(recorded.len(), 24, "and nothing else but the gaps of the other years");
    assert!(
        recorded
            .iter()
            .filter(|(.., rule)| rule == "spaces")
            .all(|(line, ..)| [314, 397, 399, 401, 580].contains(line))
    );
    let of_entry: Vec<_> = entry("5-5-5-3").source.repairs.iter().map(|repair| repair.line).collect();
    assert_eq!(of_entry, [364], "an entry tells its own repairs");
}

#[test]
fn printed_variants_are_no_damage() {
    let said = |local: &str, words: &str| entry(local).result.as_deref().unwrap().contains(words);
    assert!(said("5-2-5-1", "隨時"));
    assert!(said("5-5-5-1", "俱楽部"));
    assert!(said("5-6-r1", "ホイップるん"));
    assert!(said("5-6-r7", "めぐろWALK"));
}

#[test]
fn findings_tell_what_is_there_and_nothing_false() {
    let told: Vec<_> = real()
        .findings
        .iter()
        .filter(|finding| finding.code != "repaired")
        .map(|finding| (finding.code, finding.place.to_string(), finding.severity))
        .collect();
    let at = |line: u32| format!("{FILE}:{line}");
    assert_eq!(
        told,
        [
            ("title_differs", at(408), Severity::Warning),
            ("qualified_none", at(524), Severity::Warning),
            ("reprint", at(184), Severity::Info)
        ]
    );
    assert_eq!(real().findings.len(), 24 + 3, "one for every repair beside these");
}
