//! Years in words.

use super::*;

/// Entries that a year in the query must find: overlapping plan years, or the year in the entry's own text.
fn of_years(from: u16, to: u16, in_text: &[&str]) -> Ids {
    let overlaps =
        |e: &Entry| e.plan_years.is_some_and(|years| years.first_known() <= to && years.last_known() >= from);
    entries(|e| overlaps(e) || in_text.contains(&e.local()))
}

#[test]
fn a_year_finds_the_same_in_every_spelling() {
    let spellings: [(u16, &[&str], &[&str]); 5] = [
        (
            2011,
            &["6-4-2"],
            &[
                "2011年度",
                "平成23年度",
                "H23",
                "平23",
                "平成二十三年度",
                "２０１１年度",
                "2011",
                "h23",
                "Ｈ２３",
                "平成２３年",
                "平成 23 年度",
                "二〇一一年度",
                "2011年",
            ],
        ),
        (2014, &["6-4-2"], &["2014年度", "平成26年度", "H26", "平成二十六年"]),
        (2019, &["6-4-2"], &["令和元年度", "平成31年度", "R1", "R元", "2019", "令和1年度"]),
        (2020, &["6-4-2"], &["平成32年度", "平成32", "令和2年度", "令和2", "2020", "R2", "Ｒ２年度"]),
        (2021, &[], &["平成33", "平成33年度", "2021年度", "令和3年度"]),
    ];
    for (year, in_text, spellings) in spellings {
        let expected = of_years(year, year, in_text);
        for q in spellings {
            assert_eq!(found(q), expected, "{q}");
        }
    }
    assert!(found("平成33年度").is_empty());
    assert!(found("2020").contains("5-2-6-4"), "平成32年 in a note");
}

#[test]
fn years_may_be_a_range() {
    for q in ["H23～25", "平成23～25年度", "2011-2013", "2011～2013年度", "平成23年度から25年度", "H23-H25"]
    {
        assert_eq!(found(q), of_years(2011, 2013, &["6-4-2"]), "{q}");
    }
    for q in ["平成25～26年度", "2013-2014", "H25～26"] {
        assert_eq!(found(q), of_years(2013, 2014, &["6-4-2"]), "{q}: overlap, not inclusion");
    }
    assert_eq!(found("平成26年度以降"), of_years(2014, 2060, &["6-4-2", "5-2-6-4"]));
    assert_eq!(found("2013年度まで"), of_years(0, 2013, &["6-4-2", "5-2-6-4"]));
}

#[test]
fn a_year_stands_beside_words_and_shows_why_it_is_met() {
    assert_eq!(found("平成24年度 商店街"), &found("平成24年度") & &found("商店街"));
    let response = search([("q", "平成24年度 商店街"), ("limit", "100")]);
    for item in response["items"].as_array().unwrap() {
        let years = item["matched"].as_array().unwrap().iter().filter(|one| one["term"] == "平成24年度");
        let years: Vec<&Value> = years.collect();
        assert!(!years.is_empty() && years.iter().all(|one| one["as"] == "era"), "{}: {years:?}", item["id"]);
        let derived = years.iter().find(|one| one["field"] == "period").unwrap();
        assert_eq!(derived["text"], item["period"]);
        assert_eq!(
            item["highlights"]["period"],
            format!("<mark>{}</mark>", item["period"].as_str().unwrap())
        );
    }
    let expansions = response["query"]["expansions"].as_array().unwrap();
    assert!(
        expansions.contains(&json!({"from": "平成24年度", "to": "2012年度", "as": "era"})),
        "{expansions:?}"
    );
}

#[test]
fn beside_results_a_year_is_that_of_the_results() {
    let reported = |year: u16| {
        let covers = |e: &Entry| {
            let years = e.results.iter().filter_map(|report| report.years);
            years.into_iter().any(|years| years.contains(year))
        };
        entries(covers)
    };
    for q in ["平成24年度の実績", "2012年度 実績", "H24 実績"] {
        assert_eq!(found(q), reported(2012), "{q}");
        assert!(found(q).len() > 80, "{q}: long-term measures report too");
    }
    assert_eq!(found("2015年度の実績"), ids([]), "no result is of that year, whatever texts name it");
    assert_eq!(found("2012年度の商店街の実績"), &reported(2012) & &found("商店街"));
}
