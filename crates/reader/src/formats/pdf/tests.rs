//! Tests of the reader on files written for them.
#![allow(clippy::unwrap_used, clippy::panic)]

use shisaku_model::{Block, Document, Finding, Grid, Position};
use shisaku_testing::pdf::{TestPage, write};

use super::*;

fn read(pages: Vec<TestPage>) -> (Document, Vec<Finding>) {
    Pdf.read("a.pdf", &write(pages, "")).unwrap()
}

/// The document as text: `# ` for headings, `[a|b]` for rows, line breaks in cells as `/`.
fn shown(document: &Document) -> String {
    let text = |range: &std::ops::Range<usize>, between: &str| {
        let lines: Vec<&str> = document.lines[range.clone()].iter().map(|line| line.text.as_str()).collect();
        lines.join(between)
    };
    let mut shown = String::new();
    for block in &document.blocks {
        match block {
            Block::Heading { level, lines } => {
                shown += &format!("{} {}\n", "#".repeat(usize::from(*level)), text(lines, "/"));
            }
            Block::Table(grid) => shown += &rows(grid, &text),
            Block::Plain(lines) => shown += &format!("{}\n", text(lines, "\n")),
            block => panic!("{block:?}"),
        }
    }
    shown
}

fn rows(grid: &Grid, text: &dyn Fn(&std::ops::Range<usize>, &str) -> String) -> String {
    let cell = |cell: &shisaku_model::Cell| {
        let spans = match (cell.column_span, cell.row_span) {
            (1, 1) => String::new(),
            (columns, rows) => format!("{{{columns}x{rows}}}"),
        };
        text(&cell.lines, "/") + &spans
    };
    let row = |row: &Vec<_>| format!("[{}]\n", row.iter().map(cell).collect::<Vec<_>>().join("|"));
    grid.rows.iter().map(row).collect()
}

const WORDS: &str = "中小企業の経営を支えるため、融資あっせん制度の充実と利子補給の拡大を図ります。";

/// A line of prose of `count` letters.
fn prose(count: usize, start: usize) -> String {
    WORDS.chars().cycle().skip(start).take(count).collect()
}

#[test]
fn headings_and_lines_come_from_positions() {
    let page = TestPage::default()
        .text(60.0, 120.0, 20.0, "産業振興計画")
        .text(60.0, 160.0, 14.0, &prose(34, 0))
        .text(60.0, 180.0, 14.0, "の推進")
        .text(60.0, 220.0, 10.0, &prose(40, 1))
        .text(60.0, 236.0, 10.0, "所管")
        .text(90.0, 236.0, 10.0, "産業課")
        // the letters of a heading stand 1 em apart
        .text(60.0, 300.0, 14.0, "目")
        .text(88.0, 300.0, 14.0, "次");
    let (document, findings) = read(vec![page]);
    assert_eq!(findings, []);
    let expected =
        format!("# 産業振興計画\n## {}/の推進\n{}\n所管　産業課\n## 目次\n", prose(34, 0), prose(40, 1));
    assert_eq!(shown(&document), expected);
    let numbers: Vec<u32> = document.lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [1, 2, 2, 4, 5, 6]);
    assert!(document.lines.iter().all(|line| line.position == Position::Page(1)));
}

/// A measures table with borders at these positions, and a cell merged over two rows.
fn measures(page: TestPage, top: f32, rows: [[&str; 3]; 3]) -> TestPage {
    let columns = [60.0, 160.0, 360.0, 500.0];
    let mut page = page;
    for line in [0.0, 1.0, 3.0] {
        page = page.rule((60.0, top + line * 30.0), (500.0, top + line * 30.0));
    }
    page = page.rule((160.0, top + 60.0), (500.0, top + 60.0));
    for column in columns {
        page = page.rule((column, top), (column, top + 90.0));
    }
    for (row, y) in rows.iter().zip([top, top + 30.0, top + 60.0]) {
        for (text, column) in row.iter().zip(columns) {
            for (line, down) in text.split('/').zip([12.0, 24.0]) {
                page = page.text(column + 4.0, y + down, 10.0, line);
            }
        }
    }
    page
}

#[test]
fn a_ruled_table_goes_on_at_the_next_page() {
    let head = ["目標", "施策", "所管"];
    let first = TestPage::default().text(60.0, 200.0, 10.0, "次の表のとおりです。");
    let first =
        measures(first, 240.0, [head, ["産業の/振興", "融資制度の充/実", "産業課"], ["", "商店街支援", ""]]);
    let second =
        measures(TestPage::default(), 120.0, [head, ["福祉", "見守り", "福祉課"], ["", "相談", "福祉課"]]);
    let second = second.text(60.0, 300.0, 10.0, "以上です。");
    let (document, findings) = read(vec![first, second]);
    assert_eq!(findings, []);
    assert_eq!(
        shown(&document),
        "次の表のとおりです。\n[目標|施策|所管]\n[産業の/振興{1x2}|融資制度の充/実|産業課]\n[商店街支援|]\n\
         [福祉{1x2}|見守り|福祉課]\n[相談|福祉課]\n以上です。\n"
    );
    let Some(Block::Table(grid)) = document.blocks.get(1) else { panic!("{:?}", document.blocks) };
    assert_eq!(grid.head_rows, 1);
    assert_eq!(document.lines.last().unwrap().position, Position::Page(2));
}

#[test]
fn a_frame_around_text_is_no_table() {
    let page = TestPage::default()
        .rule((50.0, 190.0), (500.0, 190.0))
        .rule((50.0, 260.0), (500.0, 260.0))
        .rule((50.0, 190.0), (50.0, 260.0))
        .rule((500.0, 190.0), (500.0, 260.0))
        .text(60.0, 220.0, 10.0, &prose(40, 0))
        .text(60.0, 240.0, 10.0, &prose(40, 7));
    assert_eq!(shown(&read(vec![page]).0), format!("{}\n{}\n", prose(40, 0), prose(40, 7)));
}

#[test]
fn aligned_lines_are_a_table_and_prose_is_none() {
    let mut page = TestPage::default().text(60.0, 150.0, 10.0, &prose(40, 0));
    for (y, (name, number)) in
        [200.0, 216.0, 232.0].into_iter().zip([("相談", "1"), ("融資", "2"), ("訓練", "3")])
    {
        page = page.text(60.0, y, 10.0, name).text(200.0, y, 10.0, number).text(300.0, y, 10.0, "産業課");
    }
    // two lines align by chance
    for y in [300.0, 316.0] {
        page = page.text(60.0, y, 10.0, "甲").text(200.0, y, 10.0, "乙");
    }
    let expected =
        format!("{}\n[相談|1|産業課]\n[融資|2|産業課]\n[訓練|3|産業課]\n甲　乙\n甲　乙\n", prose(40, 0));
    assert_eq!(shown(&read(vec![page]).0), expected);
}

#[test]
fn the_left_column_is_read_first() {
    let mut page = TestPage::default().text(60.0, 140.0, 10.0, &prose(46, 3));
    let lines = |start: usize| (0..6_usize).map(move |line| prose(20, start + line));
    for ((left, right), y) in lines(0).zip(lines(20)).zip([180.0, 196.0, 212.0, 228.0, 244.0, 260.0]) {
        page = page.text(60.0, y, 10.0, &left).text(290.0, y, 10.0, &right);
    }
    let expected: Vec<String> = [prose(46, 3)].into_iter().chain(lines(0)).chain(lines(20)).collect();
    assert_eq!(shown(&read(vec![page]).0), expected.join("\n") + "\n");
}

#[test]
fn page_furniture_and_ruby_are_left_out() {
    let pages = (1..=4_usize).map(|number| {
        TestPage::default()
            .text(60.0, 40.0, 9.0, "水無月市　産業振興計画")
            // a heading whose number advances with the pages is no running head
            .text(60.0, 80.0, 14.0, &format!("{number} 施策の柱"))
            .text(60.0, 192.0, 5.0, "しさく")
            .text(60.0, 200.0, 10.0, &prose(30, number))
            .text(280.0, 810.0, 9.0, &format!("- {number} -"))
    });
    let (document, _) = read(pages.collect());
    let expected: String =
        (1..=4).map(|number| format!("# {number} 施策の柱\n{}\n", prose(30, number))).collect();
    assert_eq!(shown(&document), expected);
}

#[test]
fn says_why_nothing_can_be_read() {
    let code = |bytes: &[u8]| Pdf.read("a.pdf", bytes).unwrap_err().code;
    assert_eq!(code(b""), "damaged_file");
    assert_eq!(code(b"%PDF-1.7\nnothing"), "damaged_file");
    assert_eq!(code(&write(vec![TestPage::default()], "")), "empty_file");
    let scan = write(vec![TestPage::default().image()], "");
    assert_eq!(code(&scan), "no_text_layer");
    let key = "0".repeat(64);
    let locked = format!(
        "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{key}> /U <{key}> >>"
    );
    assert_eq!(
        code(&write(vec![TestPage::default().text(60.0, 100.0, 10.0, WORDS)], &locked)),
        "locked_file"
    );
}

#[test]
fn garbled_fonts_are_reported() {
    let page = || TestPage::default().text(60.0, 200.0, 10.0, "施策\u{E000}\u{E001}\u{E002}の推進を図ります");
    let (_, findings) = read(vec![page(), TestPage::default().text(60.0, 200.0, 10.0, WORDS)]);
    assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["garbled_text"]);
    assert_eq!(Pdf.read("a.pdf", &write(vec![page()], "")).unwrap_err().code, "garbled_text");
}

#[test]
fn letters_of_a_lost_font_are_not_published() {
    let page = |text| write(vec![TestPage::default().text(60.0, 200.0, 10.0, text)], "");
    let lost = Pdf.read("a.pdf", &page("公園の½備 ©ê課　þのÒを聞きます"));
    assert_eq!(lost.unwrap_err().code, "garbled_text");
    assert!(Pdf.read("a.pdf", &page("気温±2°の範囲でカフェ・クレームブリュレ café を開いた")).is_ok());
}

#[test]
fn a_word_is_whole_in_a_narrow_cell() {
    let mut page = TestPage::default();
    for at in [100.0, 130.0, 160.0, 190.0, 220.0] {
        page = page.rule((60.0, at), (300.0, at));
    }
    for at in [60.0, 108.0, 300.0] {
        page = page.rule((at, 100.0), (at, 220.0));
    }
    for (left, top, text) in [
        (64.0, 112.0, "地域協力"),
        (64.0, 124.0, "隊"),
        (112.0, 112.0, "移住の相談"),
        (64.0, 142.0, "産業課"),
        (64.0, 154.0, "福祉課"),
        (112.0, 142.0, "融資"),
        (64.0, 172.0, "企画財政"),
        (64.0, 184.0, "課"),
        (112.0, 172.0, "公表"),
        (64.0, 202.0, "農林水課"),
        (64.0, 214.0, "福祉課"),
        (112.0, 202.0, "相談"),
    ] {
        page = page.text(left, top, 10.0, text);
    }
    assert_eq!(
        shown(&read(vec![page]).0),
        "[地域協力隊|移住の相談]\n[産業課/福祉課|融資]\n[企画財政課|公表]\n[農林水課/福祉課|相談]\n"
    );
}

#[test]
fn damaged_files_never_panic() {
    let page = measures(TestPage::default(), 240.0, [["目標", "施策", "所管"]; 3]);
    let file = write(vec![page.text(60.0, 600.0, 10.0, WORDS)], "");
    for part in 1..24 {
        drop(Pdf.read("a.pdf", &file[..file.len() * part / 24]));
        let mut mutated = file.clone();
        for at in (part * 7..mutated.len()).step_by(97 + part) {
            mutated[at] = mutated[at].wrapping_add(u8::try_from(part).unwrap());
        }
        drop(Pdf.read("a.pdf", &mutated));
    }
}
