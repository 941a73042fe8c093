#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use shisaku_model::{Document, Line, Position};

fn packed(documents: impl IntoIterator<Item = Document>) -> PackedSources {
    let mut packed = PackedSources::default();
    documents.into_iter().for_each(|document| packed.add(&document.into()));
    packed
}

fn text(file: &str, lines: usize) -> Document {
    Document::plain(file, (1..=lines).map(|line| format!("行{line}")))
}

fn book() -> Document {
    let cell = |(sheet, row, column): (u32, u32, u32)| Line {
        text: format!("{sheet}/{row}/{column}").into(),
        number: row,
        position: Position::Cell { sheet, row, column },
    };
    let cells = [(0, 1, 1), (1, 2, 3), (1, 2, 2), (1, 9, 1)];
    let sheets = vec!["表紙".to_owned(), "実績".to_owned()];
    Document { file: "a/本 1.xlsx".into(), lines: cells.map(cell).into(), sheets, ..Document::default() }
}

fn stored(packed: &[PackedSources]) -> (Sources, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    store(folder.path(), packed).unwrap();
    (Sources::open(folder.path()).unwrap(), folder)
}

#[test]
fn every_line_of_every_plan_is_read_back() {
    let all = [packed([text("b/long.txt", 1203), text("b/empty.txt", 0)]), packed([book()])];
    let (sources, folder) = stored(&all);
    folder.close().unwrap();
    let long = sources.document("b/long.txt").unwrap();
    assert_eq!((long.pages(), long.lines), (3, 1203));
    let read: Vec<String> = (0..long.pages())
        .flat_map(|page| sources.lines(long, page).unwrap())
        .map(|line| line.read())
        .collect();
    assert_eq!(read, (1..=1203).map(|line| format!("行{line}")).collect::<Vec<_>>());
    assert_eq!(sources.lines(long, 3).unwrap(), []);
    assert_eq!(sources.document("b/empty.txt").unwrap().pages(), 0);
    let cells = sources.lines(sources.document("a/本 1.xlsx").unwrap(), 0).unwrap();
    let cells: Vec<_> = cells.iter().map(|line| line.point.anchor()).collect();
    assert_eq!(cells, ["sheet-1-A1", "sheet-2-B2", "sheet-2-C2", "sheet-2-A9"]);
    for unknown in ["", "b", "b/", "b/../b/long.txt", "b/LONG.txt", "/etc/passwd"] {
        assert_eq!(sources.document(unknown), None, "{unknown}");
    }
}

#[test]
fn a_place_is_found_on_its_page() {
    let (sources, _folder) = stored(&[packed([text("b/long.txt", 1203), book()])]);
    let find = |file: &str, at: &str| sources.find(sources.document(file).unwrap(), at).unwrap();
    let found = |page: usize, anchor: &str| Some((page, anchor.to_owned()));
    assert_eq!(find("b/long.txt", "L500"), found(0, "L500"));
    assert_eq!(find("b/long.txt", "L501"), found(1, "L501"));
    assert_eq!(find("b/long.txt", "L1203"), found(2, "L1203"));
    for at in ["L1204", "L", "L-1", "p1", "sheet-1", "", "B2", "L99999999999"] {
        assert_eq!(find("b/long.txt", at), None, "{at}");
    }
    for (at, anchor) in [
        ("sheet-2", "sheet-2"),
        ("sheet-2-B2", "sheet-2-B2"),
        ("シート「実績」のB2～C3", "sheet-2-B2"),
        ("シート「実績」のA3", "sheet-2-A9"),
        ("A1", "sheet-1-A1"),
    ] {
        assert_eq!(find("a/本 1.xlsx", at), found(0, anchor), "{at}");
    }
    assert_eq!(find("a/本 1.xlsx", "sheet-3"), None);
}

#[test]
fn a_page_of_paper_is_found_by_its_first_line() {
    let line = |number: u32| Line {
        text: "字".repeat(20).into(),
        number,
        position: Position::Page(number.div_ceil(40)),
    };
    let printed =
        Document { file: "a.pdf".into(), lines: (1..=1000).map(line).collect(), ..Document::default() };
    let (sources, _folder) = stored(&[packed([printed])]);
    let document = sources.document("a.pdf").unwrap();
    assert_eq!(document.last_printed_page(), Some(25));
    assert_eq!(sources.find(document, "p2").unwrap(), Some((0, "p2".to_owned())));
    assert_eq!(sources.find(document, "p20").unwrap(), Some((1, "p20".to_owned())));
    assert_eq!(sources.find(document, "L761").unwrap(), Some((1, "L761".to_owned())));
    assert_eq!(sources.find(document, "p26").unwrap(), None);
}

#[test]
fn a_line_of_any_length_is_cut_into_pages_of_bounded_size() {
    let (sources, _folder) = stored(&[packed([Document::plain("a.txt", ["長".repeat(400_000)])])]);
    let document = sources.document("a.txt").unwrap();
    assert!(document.pages() > 3, "{}", document.pages());
    let sizes = (0..document.pages()).map(|page| {
        let lines = sources.lines(document, page).unwrap();
        lines.iter().map(|line| line.read().len()).sum::<usize>()
    });
    let sizes: Vec<usize> = sizes.collect();
    assert_eq!(sizes.iter().sum::<usize>(), 1_200_000);
    assert!(sizes.iter().all(|size| *size <= 2 * BYTES + MOST_OF_LINE), "{sizes:?}");
    assert_eq!(sources.find(document, "L1").unwrap(), Some((0, "L1".to_owned())));
}

#[test]
fn a_place_is_quoted_as_printed_up_to_some_letters() {
    let mut repaired: RepairedDocument = text("b/long.txt", 1203).into();
    repaired.lines[499].replace(0..3, "列", "test");
    let mut all = PackedSources::default();
    all.add(&repaired);
    all.add(&book().into());
    let (sources, _folder) = stored(&[all]);
    let quote = |file: &str, lines, at: &str, most| {
        let at = shisaku_model::Locator::try_from(at.to_owned()).unwrap();
        sources.quote(&shisaku_model::Place { file: file.into(), lines, at }, most).unwrap()
    };
    let quoted =
        |lines: &[&str], is_cut| Quote { lines: lines.iter().map(|&line| line.into()).collect(), is_cut };
    assert_eq!(
        quote("b/long.txt", [499, 502], "", 400),
        quoted(&["行499", "行500", "行501", "行502"], false)
    );
    assert_eq!(quote("b/long.txt", [499, 502], "", 10), quoted(&["行499", "行500", "行5"], true));
    assert_eq!(quote("b/long.txt", [1, 2], "", 2), quoted(&["行1"], true));
    assert_eq!(
        quote("a/本 1.xlsx", [2, 9], "シート「実績」のA2～B9", 99),
        quoted(&["1/2/2", "1/9/1"], false)
    );
    assert_eq!(quote("nowhere.txt", [1, 1], "", 99), Quote::default());
}
