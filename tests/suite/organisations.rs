//! Organisations that act in an entry or are its partners: all of the first plan, and the rules on other
//! texts.

use std::{collections::BTreeMap, fs};

use shisaku_model::{Entry, FACETS, Finding, Kind, KnownName, Plan};
use shisaku_reader::{Organisations, name_organisations};

use crate::{
    golden::golden,
    seeds::{Folder, PLAN, entry, plan, real},
    support::{Sandbox, api},
};

/// All organisations of every entry that names any. Read by hand from the print, line by line.
const NAMED: &[(&str, &[&str])] = &[
    ("5-1-2-1", &["目黒区シルバー人材センター", "目黒障害者就労支援センター"]),
    ("5-1-2-2", &["ハローワーク渋谷", "東京しごとセンター"]),
    ("5-1-2-3", &["ハローワーク渋谷"]),
    ("5-1-3-3", &["目黒法人会"]),
    ("5-1-3-4", &["東京商工会議所目黒支部"]),
    ("5-1-3-6", &["目黒区勤労者サービスセンター"]),
    ("5-1-4-1", &["東京商工会議所", "目黒法人会"]),
    ("5-1-4-3", &["目黒区産業連合会"]),
    ("5-2-5-1", &["東京大学産学連携協議会", "東京工業大学"]),
    ("5-2-7-1", &["東京商工会議所", "目黒法人会"]),
    ("5-2-7-2", &["東京商工会議所", "目黒法人会"]),
    ("5-2-8-2", &["ハローワーク"]),
    ("5-3-2-1", &["北海道大学"]),
    ("5-3-3-1", &["東京区部・神奈川臨海部地域産業活性化協議会"]),
    ("5-4-3-1", &["目黒区住宅リフォーム協会"]),
    ("5-5-3-1", &["目黒川桜まつり運営協議会"]),
    ("5-5-4-2", &["目黒区商店街連合会"]),
    ("5-5-5-2", &["目黒区商店街連合会"]),
    ("5-5-5-3", &["目黒区商店街連合会"]),
    ("5-5-6-2", &["目黒区商店街連合会"]),
    ("5-6-r1", &["めぐろ観光まちづくり協会"]),
    ("5-6-r3", &["めぐろ観光まちづくり協会"]),
    ("5-6-r5", &["めぐろ観光まちづくり協会"]),
    ("5-6-r6", &["めぐろ観光まちづくり協会"]),
    ("5-6-r7", &["めぐろ観光まちづくり協会"]),
    ("5-6-r9", &["めぐろ観光まちづくり協会"]),
];

/// Organisations and the larger organisation that they belong to.
const ABOVE: &[(&str, &str)] = &[
    ("東京商工会議所目黒支部", "東京商工会議所"),
    ("ハローワーク渋谷", "ハローワーク"),
    ("東京しごとセンター", "東京しごと財団"),
    ("東京大学産学連携協議会", "東京大学"),
];

fn known(value: &str) -> &'static KnownName {
    let mut known = plan().known_names.iter().filter(|known| known.facet == "organisation");
    known.find(|known| known.value == value).unwrap_or_else(|| panic!("{value} is not known"))
}

/// Number of entries of all kinds found for an organisation.
#[track_caller]
fn count_of(organisation: &str) -> u64 {
    let mut pairs = vec![("organisation", organisation)];
    pairs.extend(Kind::ALL.map(|kind| ("kind", kind.as_str())));
    api::search(pairs)["total_count"].as_u64().unwrap()
}

#[test]
fn the_entries_of_the_first_plan_name_these_bodies_and_no_others() {
    let named: BTreeMap<&str, &[String]> = plan()
        .entries
        .iter()
        .filter(|entry| !entry.organisations.is_empty())
        .map(|entry| (entry.local(), entry.organisations.as_slice()))
        .collect();
    let expected: BTreeMap<&str, Vec<String>> = NAMED
        .iter()
        .map(|(local, names)| (*local, names.iter().map(|name| (*name).to_owned()).collect()))
        .collect();
    let expected: BTreeMap<&str, &[String]> =
        expected.iter().map(|(local, names)| (*local, names.as_slice())).collect();
    assert_eq!(named, expected);
}

#[test]
fn six_removed_items_are_the_tourism_associations_and_four_of_them_by_their_mark() {
    let named = |entry: &&Entry| entry.organisations == ["めぐろ観光まちづくり協会"];
    let entries: Vec<&Entry> = plan().entries.iter().filter(named).collect();
    assert_eq!(entries.len(), 6);
    let marked = entries.iter().filter(|entry| entry.category.iter().any(|mark| mark == "協会事業"));
    assert_eq!(marked.count(), 4);
}

#[test]
fn whoever_asks_for_the_whole_body_finds_its_parts() {
    for (part, whole) in ABOVE {
        assert_eq!(known(part).above.as_deref(), Some(*whole));
        let of = |name: &str| -> Vec<&str> {
            let grouped = |entry: &&Entry| entry.groups.organisations.iter().any(|own| own == name);
            plan().entries.iter().filter(grouped).map(Entry::local).collect()
        };
        assert!(of(part).iter().all(|local| of(whole).contains(local)), "{part}");
    }
    let ids = |organisation| {
        let found = api::search([("organisation", organisation), ("limit", "100")]);
        crate::support::ids(&found["items"])
    };
    assert_eq!(ids("東京商工会議所目黒支部"), ["meguro-vision/5-1-3-4"]);
    assert_eq!(
        ids("東京商工会議所"),
        ["5-1-3-4", "5-1-4-1", "5-2-7-1", "5-2-7-2"].map(|local| format!("{PLAN}/{local}"))
    );
    assert_eq!(entry("5-1-3-4").groups.organisations, ["東京商工会議所目黒支部", "東京商工会議所"]);
}

#[test]
fn every_count_of_an_organisation_is_the_length_of_its_list() {
    let mut pairs = vec![("limit", "1")];
    pairs.extend(Kind::ALL.map(|kind| ("kind", kind.as_str())));
    let found = api::search(pairs);
    let values = found["facets"]["organisation"]["values"].as_array().unwrap().clone();
    assert!(values.len() > 15, "{}", values.len());
    for value in &values {
        let name = value["value"].as_str().unwrap();
        assert_eq!(value["count"].as_u64(), Some(count_of(name)), "{name}");
        let grouped = |entry: &&Entry| entry.groups.organisations.iter().any(|own| own == name);
        assert_eq!(plan().entries.iter().filter(grouped).count() as u64, count_of(name), "{name}");
    }
    // A branch directly follows its parent.
    let order: Vec<&str> = values.iter().map(|value| value["value"].as_str().unwrap()).collect();
    let at = |name: &str| order.iter().position(|value| *value == name).unwrap();
    ABOVE.iter().for_each(|(part, whole)| assert_eq!(at(part), at(whole) + 1, "{order:?}"));
}

#[test]
fn any_way_to_write_a_name_asks_for_the_one_body() {
    let expected = count_of("目黒法人会");
    assert_eq!(expected, 4);
    for typed in [
        "(公社)目黒法人会",
        "（公社）目黒法人会",
        "公益社団法人目黒法人会",
        "公益社団法人　目黒法人会",
        "㈳目黒法人会",
        "法人会",
    ] {
        assert_eq!(count_of(typed), expected, "{typed}");
    }
    assert_eq!(count_of("東商"), 4);
    assert_eq!(count_of("渋谷公共職業安定所"), 2);
    let answer = api::get(&api::target([("organisation", "渋谷法人会")]));
    assert!(answer.problem(400)["detail"].as_str().unwrap().contains("使える値"), "{answer:?}");
}

/// Builds a plan with one entry per line of the text.
fn plan_of(text: &str) -> Plan {
    let entry = |(number, line): (usize, &str)| {
        let mut entry = Entry::new("made-up", &format!("u{number}"), Kind::Measure);
        entry.body = vec![line.to_owned()];
        entry
    };
    Plan { entries: (1..).zip(text.lines()).map(entry).collect(), ..Plan::default() }
}

fn named_in(text: &str) -> Vec<String> {
    let mut plan = plan_of(text);
    name_organisations(&mut plan, &Organisations::embedded());
    let mut names: Vec<String> = plan.entries.into_iter().flat_map(|entry| entry.organisations).collect();
    names.dedup();
    names
}

#[test]
fn other_plans_name_their_bodies_and_nothing_else_is_taken_for_one() {
    for (file, expected) in [
        ("02-sogo-markdown.md", &[] as &[&str]),
        ("03-shinchoku-merged.csv", &[]),
        ("07-departments-tsv.txt", &["潮見市社会福祉協議会", "潮見商工会"]),
        ("10-narrative-era.txt", &[]),
    ] {
        let text = fs::read_to_string(format!("tests/cases/structures/{file}")).unwrap();
        assert!(text.lines().count() > 20, "{file}");
        assert_eq!(named_in(&text), expected, "{file}");
    }
}

#[test]
fn headings_notes_and_figures_name_nobody() {
    let mut plan = plan_of("大森町協会が行う\n大森町協会が行う\n大森町協会が行う\n大森町協会が行う");
    let kinds = [Kind::Note, Kind::Figure, Kind::Preamble, Kind::Measure];
    plan.entries.iter_mut().zip(kinds).for_each(|(entry, kind)| entry.kind = kind);
    let told = name_organisations(&mut plan, &Organisations::embedded());
    let named: Vec<usize> = plan.entries.iter().map(|entry| entry.organisations.len()).collect();
    assert_eq!(named, [0, 0, 0, 1]);
    assert_eq!(told.len(), 1, "once a body");
}

#[test]
fn what_is_known_by_form_only_is_told_once_with_its_places() {
    let of = |findings: &[Finding]| -> Vec<String> {
        let by_form = findings.iter().filter(|finding| finding.code == "organisation_by_form");
        by_form.map(|finding| finding.message.clone()).collect()
    };
    assert_eq!(of(&real().findings), [""; 0], "the first plan lists whom it names");
    let document = format!("{DOCUMENT}見学\t短期\t大森法人会と、蒲田精機株式会社を見た。\n");
    let read = Folder::new().with("a/plan.toml", MANIFEST).with("a/a.txt", document).read();
    let told = of(&read.findings);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(
        told[0].contains("「大森法人会」") && told[0].contains("2 か所: a/a.txt:2、a/a.txt:5"),
        "{told:?}"
    );
}

#[test]
fn what_is_told_of_bodies_known_by_form_is_bounded() {
    let placed = |text: &str| {
        let mut plan = plan_of(text);
        for (line, entry) in (1..).zip(&mut plan.entries) {
            (entry.source.file, entry.source.lines) = ("a/a.txt".to_owned(), [line, line]);
        }
        name_organisations(&mut plan, &Organisations::embedded())
    };
    let lines: Vec<String> = (0..3000).map(|at| format!("山野{}青葉協会が行う", at % 1000)).collect();
    let told = placed(&lines.join("\n"));
    assert_eq!(told.len(), 51);
    let all =
        "「山野0青葉協会」を、書き方から団体と読みました(3 か所: a/a.txt:1、a/a.txt:1001、a/a.txt:2001)。";
    assert_eq!(told[0].message, all);
    assert!(told[50].message.contains("950 件"), "{}", told[50].message);
    let told = placed(&"大森町協会が行う\n".repeat(400));
    assert_eq!(told.len(), 1);
    assert!(
        told[0].message.ends_with("(400 か所: a/a.txt:1、a/a.txt:2、a/a.txt:3、a/a.txt:4、a/a.txt:5 など)。")
    );
}

#[test]
fn every_value_that_is_no_list_is_a_known_name() {
    let facet = FACETS.iter().find(|facet| facet.key == "organisation").unwrap();
    for value in plan().entries.iter().flat_map(|entry| (facet.values)(entry)) {
        assert!(known(&value).goes_by(&value));
    }
}

const DOCUMENT: &str = "項目\t計画区分\t実績(平成23年度)\n\
    講座の実施\t短期\t都や法人会、(公社)大森法人会と連携した。\n\
    融資\t短期\t東京商工会議所大田支部との共催。蒲田精機㈱も参加した。\n\
    催し\t短期\t各商店会や関係団体と行った。\n";
const MANIFEST: &str = "title = \"計画\"\n";

#[test]
fn a_plans_own_list_is_read_in_what_excel_saves_and_what_is_wrong_in_it_told_by_line() {
    let list = "名称,別名,上位団体\r\n大森法人会,法人会,東京法人会連合会\r\n蒲田会,,蒲田連盟\r\n協会,,\r\n大森会,法人会,\r\n\
        甲野会,,乙野会\r\n乙野会,,甲野会\r\n丙野会,丙会,,丙の会\r\n東商会,東京青年会議所,\r\n";
    let (shift_jis, _, _) = encoding_rs::SHIFT_JIS.encode(list);
    for bytes in
        [list.as_bytes().to_vec(), [b"\xEF\xBB\xBF", list.as_bytes()].concat(), shift_jis.into_owned()]
    {
        let read = Folder::new()
            .with("a/plan.toml", MANIFEST)
            .with("a/a.txt", DOCUMENT)
            .with("a/organisations.csv", bytes)
            .read();
        let named: Vec<&[String]> =
            read.plan().entries.iter().map(|entry| entry.organisations.as_slice()).collect();
        assert_eq!(named[0], ["大森法人会"], "the short name stands for the long one");
        assert_eq!(named[1], ["東京商工会議所大田支部", "蒲田精機株式会社"]);
        assert_eq!(named[2], [""; 0]);
        let mut text = String::new();
        for finding in
            read.findings.iter().filter(|finding| !["repaired", "other_encoding"].contains(&finding.code))
        {
            text.push_str(&format!(
                "{} {} {}\n    → {}\n",
                finding.place, finding.code, finding.message, finding.advice
            ));
        }
        golden("organisations", "organisations/findings.txt", &text);
    }
}

#[test]
fn a_list_that_cannot_be_read_costs_the_list_and_nothing_else() {
    for list in
        [&b"\xFF\xFE\xFD\x00"[..], "団体,別名\n大森法人会,法人会\n".as_bytes(), b"\"", b"", &[b'a'; 100_000]]
    {
        let read = Folder::new()
            .with("a/plan.toml", MANIFEST)
            .with("a/a.txt", DOCUMENT)
            .with("a/organisations.csv", list)
            .read();
        assert_eq!(read.plan().entries[0].organisations, ["大森法人会"], "by form");
        let told = read.findings.iter().find(|finding| finding.place.file == "a/organisations.csv");
        assert!(told.is_some_and(|finding| !finding.advice.is_empty()), "{:?}", read.findings);
    }
}

#[test]
fn a_lexicon_of_ones_own_is_checked_and_makes_the_index_anew() {
    let sandbox = Sandbox::indexed();
    sandbox.write("words/organisations.csv", "名称,別名\n東京商工会議所,商工会議所\n");
    let run = sandbox.run(["check", "--lexicon", "words"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("organisations.csv:2 「商工会議所」は一般の語"), "{}", run.out);
    let list = "名称,別名\n東京商工会議所,\nハローワーク,\n都しごとセンター,東京しごとセンター\n";
    sandbox.write("words/organisations.csv", list);
    let run = sandbox.run(["search", "--lexicon", "words", "雇用"]);
    assert_ne!(run.code, 0, "the index was built with other bodies: {run:?}");
    assert_eq!(sandbox.run(["index", "--lexicon", "words"]).code, 0);
    let run = sandbox.run(["search", "--lexicon", "words", "--organisation", "都しごとセンター", "--json"]);
    assert_eq!(run.json()["total_count"], 1, "{run:?}");
    sandbox.write("words/organisations.csv", format!("# 一覧\n{list}"));
    let run = sandbox.run(["search", "--lexicon", "words", "--organisation", "東京しごとセンター"]);
    assert_eq!(run.code, 0, "a comment changes no body: {run:?}");
}

#[test]
fn a_long_document_is_read_in_near_linear_time() {
    // The time is linear in the number of letters. A line with a hundred thousand names is read once, not
    // once per name.
    let line = "目黒協会、".repeat(20_000) + &"協会".repeat(50_000) + &"(公社)".repeat(20_000);
    assert_eq!(named_in(&line), ["目黒協会"]);
}
