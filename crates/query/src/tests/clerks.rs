//! Queries of clerks: offices, choices with a filter, and the status of a measure.

use super::*;

#[test]
fn a_filter_behind_a_choice_is_said_of_all_of_it() {
    let both = "[短期 period:短期] [中期 period:中期]";
    check("短期または中期の実績なし", &format!("{both} [実績なし has_result:false]"));
    check("短期 OR 中期の実績なし", &format!("{both} [実績なし has_result:false]"));
    check("短期または中期で実績のないもの", &format!("{both} [実績のない has_result:false]"));
    check(
        "短期または中期で、実績なしの施策",
        &format!("{both} [実績なし has_result:false] [施策 kind:measure]"),
    );
    check("短期または中期の施策", &format!("{both} [施策 kind:measure]"));
    check("観光または農業の実績なし", "any(観光 農業) [実績なし has_result:false]");
    check("観光または農業で実績がない施策", "any(観光 農業) [実績がない has_result:false]");
    check("観光または農業の振興で実績なし", "any(観光 sentence(農業^200 振興)) [実績なし has_result:false]");
    check("観光または農業の再掲以外", "any(観光 農業) -再掲@own");
    check("商店街 観光または農業の長期計画", "all(商店街 any(観光 農業)) [長期計画 period:長期]");
    check("短期または中期実績なし", &format!("{both} [実績なし has_result:false]"));
    check("短期または中期施策", &format!("{both} [施策 kind:measure]"));
    check(
        "観光課または商工課が担当する施策",
        "[観光課 department:観光課] [商工課が担当する department:産業経済課] [施策 kind:measure]",
    );
    check("商店街 短期または中期の施策", &format!("商店街 {both}"));
    check("短期または中期の商店街の支援", &format!("sentence(商店街^200 支援) {both}"));
    check("短期または中期で商店街の施策", &format!("商店街 {both}"));
    // Words that are no filter belong to the last operand, as do filters in other positions.
    check("観光または農業の施策", "any(観光 sentence(農業^200 施策*15))");
    check("観光または農業の支援", "any(観光 sentence(農業^200 支援))");
    check("観光または長期計画の農業", "any(観光 sentence(compound(長期^200 計画*15) 農業))");
    check("短期または「中期の実績なし」", "any(短期 中期の実績なし)");
}

#[test]
fn a_name_behind_its_field_is_a_filter() {
    check("担当課: 観光課", "[観光課 department:観光課]");
    check("担当課：観光", "[観光 department:観光課]");
    check("商店街 担当課:観光課", "商店街 [観光課 department:観光課]");
    check("担当課:月面課", &shown(&read("月面課")));
}

#[test]
fn an_office_is_what_it_answers_for_however_that_is_said() {
    let alone = |typed: &str| check(typed, &format!("[{typed} department:観光課]"));
    ["観光課", "観光課担当", "観光課が担当", "観光課の所管", "観光課が所管する", "所管が観光課"]
        .into_iter()
        .for_each(alone);
    ["担当課が観光課", "担当は観光課", "観光課が担当している"].into_iter().for_each(alone);
    check("観光課が担当する施策", "[観光課が担当する department:観光課] [施策 kind:measure]");
    check("観光課の担当する施策", "[観光課の担当する department:観光課] [施策 kind:measure]");
    check("観光課担当の施策", "[観光課担当 department:観光課] [施策 kind:measure]");
    check(
        "観光課が担当している施策で実績がないもの",
        "[観光課が担当している department:観光課] [施策 kind:measure] [実績がない has_result:false]",
    );
    check("担当課が商工課の施策", "[担当課が商工課 department:産業経済課] [施策 kind:measure]");
    check("観光課が担当する商店街の支援", "sentence(商店街^200 支援) [観光課が担当する department:観光課]");
    check("担当課 観光課", "[観光課 department:観光課]");
    check("観光課が行う商店街の支援", "sentence(商店街^200 支援) [観光課が行う department:観光課]");
    check("観光課以外が担当する施策", "-観光課@own [施策 kind:measure]");
    check("観光課以外が担当する項目", "-観光課@own");
    check("観光課が担当していない施策", "-観光課が担当してい@own [施策 kind:measure]");
    check("観光課が担当しない項目", "-観光課が担当し@own");
    check("担当が観光課以外の施策", "-担当が観光課@own [施策 kind:measure]");
    check("担当課が水道課の施策", "sentence(水道課^200 施策*15)");
    check("関係課:水道課", "水道課");
    check("水道課が担当する", "水道課");
    check("観光課 担当", "[観光課 department:観光課]");
    check("「観光課」", "観光課");
}

#[test]
fn an_office_may_have_a_part_in_what_another_answers_for() {
    check("健康課", "[健康課 related_department:健康課]");
    check("健康課の施策", "[健康課 related_department:健康課] [施策 kind:measure]");
    check("関係課が健康課", "[関係課が健康課 related_department:健康課]");
    check("関係課:健康課", "[健康課 related_department:健康課]");
    check("健康課が関係する施策", "[健康課が関係する related_department:健康課] [施策 kind:measure]");
    check("関係課 健康課", "[健康課 related_department:健康課]");
    check("関係課が観光課", "[関係課が観光課 related_department:観光課]");
    check("観光課が関係する施策", "[観光課が関係する related_department:観光課] [施策 kind:measure]");
}

#[test]
fn that_no_office_is_named_is_a_value_too() {
    for typed in [
        "担当課なし",
        "担当課がない",
        "所管が未定",
        "担当課の記載がない",
        "担当課が記載されていない",
        "担当部署が決まっていない",
        "担当課未定",
        "担当課不明",
    ] {
        check(typed, &format!("[{typed} department:記載なし]"));
        let measures = format!("[{typed} department:記載なし] [施策 kind:measure]");
        assert_eq!(shown(&read(&format!("{typed}施策"))), measures);
    }
    check("担当課が未定の施策", "[担当課が未定 department:記載なし] [施策 kind:measure]");
    check(
        "担当課が記載されていない商店街の施策",
        "sentence(商店街^200 施策*15) [担当課が記載されていない department:記載なし]",
    );
}

#[test]
fn the_name_of_an_office_is_one_name() {
    let lines = "商工課, 水道 => 産業振興\n";
    let shown = |typed| shown_with(lines, typed);
    assert_eq!(shown("水道課"), "水道課");
    assert_eq!(shown("水道経済課の支援"), "sentence(水道経済課^200 支援)");
    assert_eq!(shown("第二水道係"), "第二水道係");
    let (synonyms, _) = Synonyms::read(&[("test.txt", lines)]);
    let thesaurus = Thesaurus { spellings: Spellings::default(), synonyms };
    let query = Reader::new(thesaurus, &Catalogue::default()).read("商工課", analyzer());
    assert!(query.clauses()[0].alternatives.iter().all(|one| one.as_ != MatchKind::Synonym));
    // Names for any office, and words that only end in the same way, are ordinary words.
    check("関係課の調整", "sentence(関係課^200 調整)");
    check("日課と課題", "sentence(日課^200 課題)");
}

#[test]
fn how_a_measure_stands_is_a_filter() {
    // The plan says 実績なし of all that was not done.
    check("未実施", "[未実施 has_result:false]");
    check("未実施の施策", "[未実施 has_result:false] [施策 kind:measure]");
    check("未着手の商店街", "商店街 [未着手 has_result:false]");
    check("完了した施策", "[完了した status:completed,completed_earlier] [施策 kind:measure]");
    check("中止した施策", "[中止した status:cancelled] [施策 kind:measure]");
    check("中止された項目", "[中止された status:cancelled]");
    check("中止", "中止");
    check("完了した工事", "sentence(完了^200 工事)");
    assert_eq!(shown(&read_plainly("未実施の施策")), "sentence(未実施^200 施策*15)");
}

#[test]
fn words_of_asking_are_no_words_to_be_met() {
    check("短期計画の施策の一覧を見たい", "[短期計画 period:短期] [施策 kind:measure]");
    for typed in ["すべての施策", "全ての施策を見せて", "施策を全部見たい", "施策を知りたい", "全施策"]
    {
        check(typed, "[施策 kind:measure]");
    }
    check("商店街の施策を知りたい", "sentence(商店街^200 施策*15)");
    check("商店街の支援を見せてください", "sentence(商店街^200 支援)");
}

#[test]
fn an_exclusion_stands_before_another_filter() {
    let undone = "[実績なし has_result:false]";
    check("報告待ちを除く実績なし", &format!("-報告待ち@own {undone}"));
    check("短期を除いた実績なし", &format!("-短期@own {undone}"));
    check("短期以外の実績なし", &format!("-短期@own {undone}"));
    check("再掲ではない実績なし", &format!("-再掲@own {undone}"));
}

#[test]
fn what_is_not_overdue_is_a_value_of_its_own() {
    for typed in
        ["期限超過を除く", "期限超過以外", "期限超過でない", "期限超過していない", "期限超過とは言えない"]
    {
        check(typed, &format!("[{typed} overdue:false]"));
    }
    check("実績なし -期限超過", "[実績なし has_result:false] [期限超過 overdue:false]");
    check("期限超過していない短期", "[期限超過していない overdue:false] [短期 period:短期]");
}

#[test]
fn the_owner_of_what_is_asked_for_is_a_filter() {
    let undone = "[実績なし has_result:false]";
    check("星見市の実績なし", &format!("[星見市 municipality:星見市] {undone}"));
    check("星見市産業振興計画の実績なし", &format!("[星見市産業振興計画 plan:hoshimi] {undone}"));
    check("産業振興計画の実績なし", &format!("[産業振興計画 plan:hoshimi] {undone}"));
    // Without something that it owns, it is a word like others.
    check("星見市", "星見市");
    check("星見市とは", "星見市");
}

#[test]
fn a_year_may_begin_or_end_a_plan_or_lack_a_report() {
    let measures = "[施策 kind:measure]";
    check("2011年度に始まる施策", &format!("[2011年度に始まる plan_start:2011] {measures}"));
    check("平成25年度に終わる施策", &format!("[平成25年度に終わる plan_end:2013] {measures}"));
    check("平成24年度に報告のない施策", &format!("-平成24年度@own {measures}"));
    check("平成24年度に報告のある施策", &format!("[平成24年度に報告のある result_year:2012] {measures}"));
    check("実績なしの件数", "[実績なし has_result:false]");
    check("施策の数", measures);
}

#[test]
fn an_exclusion_holds_for_all_of_a_list() {
    check("短期と中期を除く", "-短期@own -中期@own");
    check("短期、中期を除く実績なし", "-短期@own -中期@own [実績なし has_result:false]");
    check("再掲と除いた項目を除く短期", "-再掲@own -除いた項目@own [短期 period:短期]");
    check("短期でも中期でもない", "-短期@own -中期@own");
    check("短期は除く実績なし", "-短期@own [実績なし has_result:false]");
    check("観光と農業を除く施策", "-観光@own -農業@own [施策 kind:measure]");
    // Behind a comma, another facet is a condition of its own.
    check("実績なし、短期を除く", "-短期@own [実績なし has_result:false]");
}

#[test]
fn a_sentence_may_say_where_words_stand() {
    let measures = "[施策 kind:measure]";
    check("題名に商店街が入っている施策", &format!("商店街@title {measures}"));
    check("実績に大学が出てくる施策", &format!("大学@result {measures}"));
    check("本文に「検討します」とあって実績なしのもの", "検討します@own [実績なし has_result:false]");
    check("「検討します」と書いてある施策", &format!("検討します {measures}"));
    check("題名に商店街が入っていない施策", &format!("-商店街@title {measures}"));
    check("題名に商店街が含まれない施策", &format!("-商店街@title {measures}"));
    // A verb that is not about texts says what happens.
    check("「めぐも」を支援したか", "sentence(めぐも^200 支援)");
}

#[test]
fn how_many_there_are_is_no_subject() {
    check("商店街の件数", "商店街");
    check("相談件数", "compound(相談 件数)");
}
