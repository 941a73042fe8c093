#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};

use super::*;

fn repaired(text: &str, words: &WordRepairs) -> Vec<String> {
    repaired_lines(text.lines().map(str::to_owned).collect(), words)
}

fn repaired_lines(lines: Vec<String>, words: &WordRepairs) -> Vec<String> {
    let (documents, _) = repair(vec![Document::plain("a.txt", lines)], words);
    documents.into_iter().flat_map(|document| document.lines).map(|line| line.text.to_string()).collect()
}

/// Checks the first line of `text` after repair. The other lines are evidence.
#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(repaired(text, &WordRepairs::default())[0], expected, "{text}");
}

#[test]
fn simplified_forms_need_evidence() {
    check("产学交流の推進\n産学交流を進めます。", "産学交流の推進");
    check("产学交流の推進", "产学交流の推進");
    check("长期", "長期");
    check("长期的な観点", "長期的な観点");
    check("中国の俳優、长门に住む。長門。", "中国の俳優、长门に住む。長門。");
    check("習近平(习近平)は習近平である。", "習近平(习近平)は習近平である。");
    check("地域产业\n産業", "地域産業");
}

#[test]
fn hangul_between_japanese_letters_is_the_word_that_was_printed() {
    check("商店街 자체がまち歩き観光の対象", "商店街自体がまち歩き観光の対象");
    check("韓国語では「자체」と書く。", "韓国語では「자체」と書く。");
    check("한국어 자체", "한국어 자체");
    check("商店街 안녕が", "商店街 안녕が");
}

#[test]
fn spaces_inside_words_and_years_go() {
    check(
        "平成 23 年度から 32 年度までの 10 年間にわたる計画\n平成23年度",
        "平成23年度から32年度までの10年間にわたる計画",
    );
    check("①短期計画 今後 3 年以内に\n平成23年度", "①短期計画 今後3年以内に");
    check("1999 年に発表", "1999 年に発表");
    check("鹿島出版会 1997年\n2010年", "鹿島出版会 1997年");
    check("商店街街路灯を LED 化する\n商店街のLED化", "商店街街路灯をLED化する");
    check("商店 街を\n商店街の", "商店街を");
    check("図りました。 商店街が\n商店街が", "図りました。 商店街が");
    check("(1) ホームページの作成", "(1) ホームページの作成");
    check("Windows 10 を使う", "Windows 10 を使う");
}

#[test]
fn what_hangs_after_the_sentence_goes() {
    check("支援を行います。特\n\n次の段落", "支援を行います。");
    check("支援を行います。道\n路を直します。", "支援を行います。道");
    check("物語はここで終わる。完\n\n次", "物語はここで終わる。完");
    check("支援を行います。特に\n\n次", "支援を行います。特に");
}

#[test]
fn widths_are_mended_only_where_they_are_mixed() {
    check("ﾊﾞﾘｱﾌﾘｰの推進", "バリアフリーの推進");
    check("平成２3年度", "平成23年度");
    check("平成２３年度、２０１１", "平成２３年度、２０１１");
    check("⻑期の計画と⽬⿊区", "長期の計画と目黒区");
}

#[test]
fn protected_words_never_change() {
    for word in ["ホイップるん", "めぐも", "権之助坂", "区長", "长门", "俱楽部", "隨時"]
    {
        check(&format!("{word}は、{word}。\n長門"), &format!("{word}は、{word}。"));
    }
    let (words, findings) = WordRepairs::read(
        "a/repairs.toml",
        "protected = [\"めぐらし\"]\n[[repair]]\nprinted = \"ぐらし\"\nrepaired = \"ぐろらし\"\n",
    );
    assert_eq!(findings, []);
    assert_eq!(repaired("めぐらしとぐらし", &words), ["めぐらしとぐろらし"]);
}

#[test]
fn word_repairs_are_checked() {
    let read = |text| WordRepairs::read("a/repairs.toml", text).1;
    let codes = |text| read(text).iter().map(|f| (f.code, f.place.lines[0])).collect::<Vec<_>>();
    assert_eq!(codes("[[repair]]\nprinted = \"ア\"\nrepaired = \"アア\"\n"), [("unsafe_repair", 2)]);
    assert_eq!(codes("[[repair]]\nprinted = \"\"\nrepaired = \"ア\"\n"), [("unsafe_repair", 2)]);
    assert_eq!(codes("[[repair]]\nprinted = 1\nrepaired = \"ア\"\n"), [("broken_repairs", 2)]);
    let (words, _) =
        WordRepairs::read("a/repairs.toml", "[[repair]]\nprinted = \"ない語\"\nrepaired = \"ある語\"\n");
    let (_, findings) = repair(vec![Document::plain("a.txt", ["ある語".to_owned()])], &words);
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["unused_repair"]);
}

#[test]
fn damage_without_evidence_is_told() {
    let (_, findings) = repair(
        vec![Document::plain("a.txt", ["产学を進める。", "商店街 안녕が", "目�区の施策"].map(str::to_owned))],
        &WordRepairs::default(),
    );
    let told: Vec<_> = findings.iter().map(|f| (f.code, f.place.to_string())).collect();
    assert_eq!(
        told,
        [
            ("simplified_left", "a.txt:1".to_owned()),
            ("hangul_left", "a.txt:2".to_owned()),
            ("unreadable_character", "a.txt:3".to_owned())
        ]
    );
}

#[test]
fn random_texts_exercise_every_rule() {
    let mut runner = TestRunner::deterministic();
    let mut unused: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    for _ in 0..2000 {
        let text = damaged_text().new_tree(&mut runner).unwrap().current();
        let lines = text.lines().map(str::to_owned);
        let (documents, _) = repair(vec![Document::plain("a.txt", lines)], &two_words());
        for rule in documents[0].lines.iter().flat_map(|line| line.mends()).flat_map(|mend| &mend.rules) {
            unused.remove(rule);
        }
    }
    assert_eq!(unused, BTreeSet::new(), "damaged_text() lacks pieces that these rules mend");
}

#[test]
fn every_rule_has_a_name_of_its_own_and_a_sentence() {
    for (i, rule) in RULES.iter().enumerate() {
        assert!(!RULES[..i].iter().any(|other| other.name == rule.name), "{}", rule.name);
        assert!(rule.sentence.ends_with('.'), "{}", rule.name);
    }
}

/// Two repairs of staff that apply to [`damaged_text`].
fn two_words() -> WordRepairs {
    let text = "[[repair]]\nprinted = \"ァン\"\nrepaired = \"ッン\"\n[[repair]]\nprinted = \"街化\"\nrepaired = \"商\"\n";
    WordRepairs::read("a/repairs.toml", text).0
}

/// Random text of pieces that the rules mend, and of their neighbours.
fn damaged_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "产",
        "学",
        "産学",
        "长",
        "期",
        "門",
        "门",
        " ",
        "  ",
        " 자체",
        "자체",
        "が",
        "の",
        "平成",
        "23",
        "２",
        "年",
        "年度",
        "。",
        "特",
        "ﾊﾞ",
        "ﾘ",
        "商店",
        "街",
        "商店街",
        "LED",
        "化",
        "\u{200B}",
        "⻑",
        "ァ",
        "ン",
        "(",
        ")",
        "「",
        "」",
        "\t",
        "\n",
        "ア",
        "めぐも",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn repairing_twice_is_repairing_once(text in damaged_text()) {
        let words = two_words();
        let once = repaired(&text, &words);
        prop_assert_eq!(repaired_lines(once.clone(), &words), once);
    }

    #[test]
    fn the_print_can_always_be_given_back(text in prop_oneof![damaged_text(), any::<String>()]) {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let document = Document::plain("a.txt", lines.clone());
        let (documents, _) = repair(vec![document], &WordRepairs::default());
        for (line, printed) in documents[0].lines.iter().zip(&lines) {
            prop_assert_eq!(line.printed(), printed.as_str());
            let mut text = line.text.to_string();
            for mend in line.mends().iter().rev() {
                text.replace_range(mend.text.clone(), &line.printed()[mend.printed.clone()]);
            }
            prop_assert_eq!(&text, printed);
        }
    }
}
