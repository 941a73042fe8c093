#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;
use crate::testing::{analyzer, any_text};

fn read(text: &str) -> (Synonyms, Vec<SynonymError>) {
    Synonyms::read(&[("test.txt", text)])
}

/// Returns the number of words of the longest item at the beginning of a text, and its synonyms.
fn found(synonyms: &Synonyms, text: &str) -> Option<(usize, Vec<String>)> {
    let (count, targets) = longest(synonyms, text)?;
    Some((count, targets.iter().map(|one| format!("{}^{}", one.rows.join(" "), one.weight)).collect()))
}

/// Returns the longest item at the beginning of a text that has synonyms.
fn longest(synonyms: &Synonyms, text: &str) -> Option<(usize, Vec<Target>)> {
    let words = analyzer().words(text);
    let listed = synonyms.beginning_at(&synonyms.form.typed(&words), 0).into_iter();
    // Words that occur as letters alone get only listed synonyms.
    let mut targets =
        listed.filter_map(|one| Some((one.count, synonyms.targets(&one, &|_| Standing::AsLetters)?)));
    targets.find(|(_, targets)| !targets.is_empty())
}

#[test]
fn a_line_finds_both_ways_or_one() {
    let (synonyms, errors) = read("公衆トイレ, 公衆便所 # どちらも\n人手不足 => 人材確保, 若年者 就労^0.5\n");
    assert_eq!(errors, []);
    let of = |text| found(&synonyms, text).map(|(_, targets)| targets);
    assert_eq!(of("公衆トイレ"), Some(vec!["公衆便所^0.8".to_owned()]));
    assert_eq!(of("公衆便所の場所"), Some(vec!["公衆トイレ^0.8".to_owned()]));
    assert_eq!(of("人手不足"), Some(vec!["人材確保^0.8".to_owned(), "若年者 就労^0.5".to_owned()]));
    assert_eq!(of("人材確保"), None);
}

#[test]
fn official_words_lead_on_where_the_index_has_nothing_for_them() {
    let (synonyms, _) = read(
        "電算 => 情報化, IT化, 電算機\n役所 => 庁内\n学生 => 若者\n店 => 商店\n街 => 商店街\n道 => 道路\nパソコン => 情報化, IT化, 電子計算機\n帳簿 => 簿記, 経理\n工場 => 製造業, 簿記, 電子計算機\n",
    );
    let led = |text: &str, standing: &[&str]| -> Option<Vec<String>> {
        let words = analyzer().words(text);
        let listed = synonyms.beginning_at(&synonyms.form.typed(&words), 0).into_iter().next()?;
        let stands = |row: &str| match standing.contains(&row) {
            true => Standing::AsWords,
            false => Standing::Nowhere,
        };
        let targets = synonyms.targets(&listed, &stands)?;
        Some(targets.into_iter().map(|one| one.rows.concat()).collect())
    };
    assert_eq!(led("情報化", &["it化", "電子計算機"]), Some(vec!["it化".to_owned()]), "on two lines");
    assert_eq!(led("簿記", &["経理", "電子計算機"]), Some(vec!["経理".to_owned()]), "alone on one line");
    assert_eq!(led("情報化", &["情報化", "it化"]), None, "what stands there needs no other name");
    assert_eq!(led("製造業", &["簿記"]), None, "beside one another by chance");
    assert_eq!(led("帳簿", &[]), Some(Vec::new()), "known, and not in the index by any name");
    assert_eq!(led("帳簿", &["簿記"]), Some(vec!["簿記".to_owned()]));
}

#[test]
fn one_form_is_compared() {
    let spellings = Spellings::read("子ども, 子供\n").0;
    let lines = "子ども 預ける => 保育\nワーク・ライフ・バランス => 両立\n仕事 見つからない => 就職\n働く 場所 => 雇用\n商店街 祭り => 催し\n取り組む 会社 => 企業\n地元 買い物しない => 流出\n";
    let (synonyms, errors) = read(lines);
    assert_eq!(errors, []);
    let synonyms = synonyms.with(&[], &spellings);
    for (typed, to) in [
        ("子供を預けて", "保育"),
        ("ワークライフバランス", "両立"),
        ("仕事が見つかりません", "就職"),
        ("仕事が見つからず", "就職"),
        ("働ける場所", "雇用"),
        ("商店街のお祭り", "催し"),
        ("取組む会社", "企業"),
        ("地元で買い物しません", "流出"),
    ] {
        let (_, targets) = longest(&synonyms, typed).unwrap_or_default();
        assert_eq!(targets.iter().map(|one| one.rows.concat()).collect::<Vec<_>>(), [to], "{typed}");
    }
}

#[test]
fn words_of_an_item_may_have_particles_between_them_and_be_inflected() {
    let (synonyms, _) =
        read("仕事 探す => 就職\n仕事 => 職業\n人 足りない => 人材確保\nbarrier free => バリアフリー\n");
    let count = |text| found(&synonyms, text).map(|(count, targets)| (count, targets.concat()));
    assert_eq!(count("仕事を探している"), Some((3, "就職^0.8".to_owned())));
    assert_eq!(count("仕事の紹介"), Some((1, "職業^0.8".to_owned())));
    assert_eq!(count("人が足りない"), Some((4, "人材確保^0.8".to_owned())));
    assert!(synonyms.is_phrase(&analyzer().words("Barrier Free")));
    assert!(!synonyms.is_phrase(&analyzer().words("barrier free town")));
}

#[test]
fn abbreviations_say_that_they_are() {
    let (synonyms, _) =
        Synonyms::read(&[(ABBREVIATIONS, "東商, 東京商工会議所"), ("other.txt", "店 => 店舗")]);
    let kind = |text| longest(&synonyms, text).unwrap().1[0].as_;
    assert_eq!(kind("東京商工会議所"), MatchKind::Abbreviation);
    assert_eq!(kind("店"), MatchKind::Synonym);
}

#[test]
fn what_cannot_be_used_is_told_and_the_rest_is_used() {
    let text = "人手不足\n人手不足 =>\n★ => 人材確保\n店 => 店舗^2, 商店^x\n道, 道\n\n祭り => 催し\n";
    let (synonyms, errors) = read(text);
    let told: Vec<String> = errors.iter().map(|e| format!("{} {:?}", e.line, e.problem)).collect();
    let told: Vec<&str> = told.iter().map(|one| one.split('(').next().unwrap()).collect();
    let expected = [
        "1 Alone",
        "2 Alone",
        "3 Wordless",
        "3 Alone",
        "4 Weight",
        "4 Weight",
        "4 Alone",
        "5 Repeated",
        "5 Alone",
    ];
    assert_eq!(told, expected);
    assert!(errors.iter().all(|error| error.to_string().contains("ください")));
    assert!(found(&synonyms, "祭り").is_some());
}

#[test]
fn the_files_that_the_program_brings_along_are_sound() {
    let (synonyms, errors) = Synonyms::read(SYNONYMS);
    assert_eq!(errors, []);
    assert!(synonyms.items().count() > 20_000, "{}", synonyms.items().count());
    let folder = std::path::Path::new("../../lexicon/synonyms");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let embedded: Vec<&str> = SYNONYMS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, embedded, "every file of the folder is built in");
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in any_text(), typed in any_text()) {
        let (synonyms, _) = read(&format!("{text}\n{typed} => {text}^0.5\n{text}, {typed}"));
        if let Some((count, targets)) = longest(&synonyms, &typed) {
            prop_assert!(count >= 1 && count <= analyzer().words(&typed).len());
            prop_assert!(targets.iter().all(|one| !one.rows.is_empty() && one.weight > 0.0));
        }
    }
}
