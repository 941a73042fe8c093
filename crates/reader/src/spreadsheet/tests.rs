use super::*;

const COLUMNS: [Column; 3] = [
    Column { name: "番号", others: &["no"], need: Need::Column },
    Column { name: "課", others: &[], need: Need::Column },
    Column { name: "日", others: &[], need: Need::Nothing },
];

/// Rows as `line number/department`, findings as `line code`.
fn rows(text: &str) -> (Vec<String>, Vec<String>) {
    let mut diagnostics = Diagnostics::new("f.csv");
    let mut rows = Vec::new();
    read(text, &COLUMNS, &mut diagnostics, |row, _| {
        rows.push(format!("{} {}/{}", row.line, row.cell(0), row.cell(1)));
        Ok(())
    });
    let findings = diagnostics.into_sorted();
    assert!(findings.iter().all(|finding| !finding.advice.is_empty()), "{findings:?}");
    (rows, findings.iter().map(|f| format!("{} {}", f.place.lines[0], f.code)).collect())
}

#[track_caller]
fn check(text: &str, expected: &[&str], diagnostics: &[&str]) {
    let seen = rows(text);
    assert_eq!(
        (seen.0.as_slice(), seen.1.as_slice()),
        (&owned(expected)[..], &owned(diagnostics)[..]),
        "{text}"
    );
}

fn owned(all: &[&str]) -> Vec<String> {
    all.iter().map(|&one| one.to_owned()).collect()
}

#[test]
fn two_open_quotation_marks_cost_their_own_lines_only() {
    check(
        "番号,課\n1,\"甲\n2,乙\n3,丙\n4,\"丁\n5,戊\n",
        &["3 2/乙", "4 3/丙", "6 5/戊"],
        &["2 open_quotation_mark", "5 open_quotation_mark"],
    );
    check(
        "番号,課\n1,\"甲\n2,乙\n3,丁\"\n4,戊",
        &["3 2/乙", "5 4/戊"],
        &["2 open_quotation_mark", "4 open_quotation_mark"],
    );
    check(
        "番号,課\n1,\"甲\n\n乙\n\"2\",\"丙\"\n",
        &["4 乙/", "5 2/丙"],
        &["2 open_quotation_mark", "4 too_few_cells"],
    );
}

#[test]
fn a_remark_may_have_line_breaks_and_a_cell_that_is_read_may_not() {
    check("番号,課,備考\n1,甲,\"一\n\n「\"\"二\"\"」\"\n2,乙,\n", &["2 1/甲", "5 2/乙"], &[]);
    check("番号,課\n1,\"甲\n乙\"\n2,丙\n", &["4 2/丙"], &["2 control_character"]);
    check("番号,課\n1,甲\u{FFFD}\n2,丙\n", &["3 2/丙"], &["2 control_character"]);
    check("番号,課\n1,甲\u{B}乙\n2,丙\n", &["3 2/丙"], &["2 control_character"]);
}

#[test]
fn what_nobody_sees_is_left_out_and_told_and_a_needed_cell_of_nothing_else_costs_its_row() {
    for unseen in ["\u{202E}", "\u{200B}", "\u{0}", "\u{7}", "\u{9F}", "\u{FFFE}", "\u{2066}", "\u{FEFF}"] {
        check(&format!("番号,課\n1,{unseen}甲{unseen}\n"), &["2 1/甲"], &["2 unseen_character"]);
        check(&format!("番号,課\n1,{unseen} \n2,丙\n"), &["3 2/丙"], &["2 only_unseen_characters"]);
        check(&format!("番号,課,日\n1,甲,{unseen}\n"), &["2 1/甲"], &["2 unseen_character"]);
    }
    check("番\u{200B}号,課\n1,甲\n", &["2 1/甲"], &[]);
    check("番号,課\n1,葛\u{E0100}飾課\n", &["2 1/葛\u{E0100}飾課"], &[]);
}

#[test]
fn separators_comments_titles_and_columns_nobody_reads() {
    for separator in [",", ";", "\t"] {
        let text =
            "\u{feff}# 説明 \"\n一覧\nＮＯ,課（名）,備考\n\"# 1, 2\"\n1,甲,済\n,,\n".replace(',', separator);
        check(&text, &["5 1/甲"], &[]);
    }
    check("番号,課,色\n1,甲,赤\n", &["2 1/甲"], &["0 column_not_read"]);
    check("番号,課,課\n1,甲,乙\n", &["2 1/甲"], &["0 column_twice"]);
    check("番号,課,日\n1,甲\n2\n", &["2 1/甲", "3 2/"], &["3 too_few_cells"]);
    check("番号,色\n1,甲\n", &[], &["1 wrong_columns"]);
    check("", &[], &["0 wrong_columns"]);
}

#[test]
fn any_text_is_read() {
    for text in [
        "\"",
        "\"\n\"",
        "番号,課\n\"\"\"\n",
        "番号,課\n\"\n\"",
        "番号,課\n1,\"甲\n\"乙,\n",
        "\n\n",
        "\u{feff}",
    ] {
        rows(text);
    }
}
