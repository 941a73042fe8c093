//! `shisaku report`, which reads files only.

use crate::support::Sandbox;

/// Creates counts of two months, for words that the plan does not contain.
fn counted() -> Sandbox {
    let sandbox = Sandbox::indexed();
    sandbox.write("learned/2026-10.tsv", "8\t月面基地\t\n5\t月面基地\t商店街\n6\t商店街\t\n");
    sandbox.write(
        "learned/2026-11.tsv",
        "# 説明\n9\t月面基地\t\n7\t月面基地\t商店街\n6\t月面基地 支援\t商店街 支援\n5\t智識\t知識\n7\t火星\t\n6\t火星\t月面\n5\t\"火星\"\t融資\n",
    );
    sandbox
}

#[test]
fn people_get_the_months_and_lines_to_paste() {
    let sandbox = counted();
    let run = sandbox.run(["report"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    let at = |text: &str| run.out.find(text).unwrap_or_else(|| panic!("{text}: {}", run.out));
    let order = [
        "2026年11月に見つからなかった言葉(7 件)",
        "     9 回  月面基地\n",
        "     7 回  月面基地 → 商店街\n",
        "2026年10月に見つからなかった言葉(3 件)",
        "\n月面基地 => 商店街   # 18 回。「月面基地」で ",
        "\n智識, 知識   # 5 回。「智識」で ",
        "言い換えを考えてください(提案できるものがない言葉、2 件)",
        "     7 回  火星\n           代わりに「月面」(6 回): これも今は見つかりません\n",
        "     5 回  \"火星\"\n           代わりに「融資」(5 回): 記号を含むため、語彙の行になりません\n",
        "今は見つかります(1 件。することはありません)\n     6 回  商店街(今は ",
    ];
    assert!(order.windows(2).all(|two| at(two[0]) < at(two[1])), "{}", run.out);
    assert!(!run.out.contains("支援 =>"), "what both have is left out: {}", run.out);
}

#[test]
fn what_it_proposes_can_be_pasted_as_it_stands() {
    let sandbox = counted();
    let out = sandbox.run(["report"]).out;
    let block = |head: &str| {
        let from = out.lines().skip_while(|line| !line.starts_with(head));
        from.take_while(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect::<String>()
    };
    sandbox.write("words/synonyms/own.txt", block("# 語彙への提案"));
    sandbox.write("words/spellings.txt", block("# 読みが同じ言葉"));
    sandbox.run(["check", "--lexicon", "words"]).said(0, &[]);
    sandbox.run(["index", "--lexicon", "words"]);
    for (words, way) in [("月面基地", "synonym"), ("智識", "spelling")] {
        let found = sandbox.run(["search", words, "--lexicon", "words", "--json"]).json();
        assert_eq!(found["items"][0]["matched"][0]["as"], way, "{words}");
    }
    let again = sandbox.run(["report", "--lexicon", "words", "--json"]).json();
    assert_eq!(again["proposals"].as_array().unwrap().len(), 0, "{again}");
}

#[test]
fn programs_get_everything() {
    let json = counted().run(["report", "--json"]).json();
    assert_eq!(json["months"][0]["month"], "2026-11");
    let pair = serde_json::json!({"failed": "月面基地", "then": "商店街", "times": 7});
    assert!(json["months"][0]["counts"].as_array().unwrap().contains(&pair), "{json}");
    let (first, second) = (&json["proposals"][0], &json["proposals"][1]);
    assert_eq!((&first["line"], &first["times"]), (&"月面基地 => 商店街".into(), &18.into()));
    assert_eq!((&first["file"], &second["file"]), (&"synonyms".into(), &"spellings.txt".into()));
    assert!(first["gain"]["found"].as_u64() > Some(0) && first["gain"]["first"]["id"].is_string(), "{json}");
    assert_eq!(json["found_now"][0]["text"], "商店街");
    assert_eq!(json["open"][0]["tried"][0]["then"], "月面");
    assert_eq!(json["findings"], serde_json::json!([]));
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_reported() {
    let sandbox = counted();
    sandbox.write(
        "learned/2026-09.tsv",
        b"9\t\xFF\t\n5\tonly two\n6\t\xE7\x81\xAB\xE6\x98\x9F\t\n3\tcut".as_slice(),
    );
    sandbox.write("learned/2026-13.tsv", "").write("learned/2026-09.next", "").write("learned/lock", "");
    let run = sandbox.run(["report", "--learn", "learned"]);
    assert_eq!(run.code, 1, "{run:?}");
    for told in [
        "learned/2026-09.tsv:1 UTF-8 ではない文字があります。",
        "learned/2026-09.tsv:2 列が 2 あります。3 列のはずです。",
        "learned/2026-09.tsv:4 最後の行に改行がありません。",
        "learned/2026-13.tsv 名前が",
        "12(タブ)引越し(タブ)転居",
        "2026年9月に見つからなかった言葉(1 件)\n     6 回  火星\n",
        "    13 回  火星\n",
    ] {
        assert!(run.out.contains(told), "{told}: {}", run.out);
    }
    let json = sandbox.run(["report", "--json"]).json();
    assert_eq!(json["findings"].as_array().unwrap().len(), 4);
}

#[test]
fn counts_as_large_as_can_be_do_no_harm() {
    let sandbox = Sandbox::indexed();
    let most = format!("{0}\t月面基地\t商店街\n{0}\t月面基地\t商店街\n", u64::MAX);
    sandbox.write("learned/2026-10.tsv", &most).write("learned/2026-11.tsv", &most);
    assert_eq!(sandbox.run(["report", "--json"]).json()["proposals"][0]["times"], u64::MAX);
}

#[test]
fn without_counts_it_says_how_to_begin() {
    let sandbox = Sandbox::indexed();
    sandbox
        .run(["report"])
        .said(1, &["件数のフォルダー(learned)を読めません", "`shisaku serve --learn learned`"]);
    sandbox.write("counts/note.md", "");
    let run = sandbox.run_with(&[("SHISAKU_LEARN", "counts")], ["report"]);
    assert!(run.code == 0 && run.out.starts_with("報告するものはまだありません。"), "{run:?}");
    let json = sandbox.run(["report", "--learn", "counts", "--json"]).json();
    assert_eq!(json["months"], serde_json::json!([]));
}
