#![allow(clippy::unwrap_used)]
use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Document {
    Markdown.read("a.md", text.as_bytes()).unwrap().0
}

fn shown(text: &str) -> Vec<String> {
    crate::formats::shown::shown(&read(text))
}

#[test]
fn reads_headings_paragraphs_and_lists() {
    let text = "# 計画\n\n改行は\nつなぐ。  \n次の行\n\n施策\n---\n\n- **5　ふるさと面談会事業**（新規）〔担当課：商工課〕\n    - 内容：話す場\n\n      次の段落\n1. 一\n1. 二\n";
    assert_eq!(
        shown(text),
        [
            "h1 計画",
            "p 改行は/つなぐ。/次の行",
            "h2 施策",
            "i0 5　ふるさと面談会事業（新規）〔担当課：商工課〕",
            "i1 内容：話す場",
            "i1 次の段落",
            "i0 1. 一",
            "i0 2. 二"
        ]
    );
    let numbers: Vec<u32> = read(text).lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [1, 3, 3, 3, 7, 10, 11, 13, 14, 15]);
}

#[test]
fn reads_tables_with_too_many_cells() {
    let text = "No. | 事業名\n--- | ---\n1 | **設備**<br>更新 | 商工課 | 2\n2 |\n";
    assert_eq!(shown(text), ["t1 0No.|1事業名||01|1設備/更新|2商工課|32||02|1"]);
}

#[test]
fn takes_markup_off_and_keeps_text() {
    assert_eq!(shown("**「商店」**を[見る](a.html)と\\*\\*印"), ["p 「商店」を見ると**印"]);
    assert_eq!(shown("令和3~5年度、~~10~12時"), ["p 令和3~5年度、~~10~12時"]);
    assert_eq!(shown("[新規](商工課)と[計画](計画.pdf)"), ["p [新規](商工課)と計画"]);
    assert_eq!(
        shown("> 区分\n\n```\na\nb\n```\n\n<div>本文<br>次</div>"),
        ["p 区分", "p a", "p b", "p 本文/次"]
    );
    assert_eq!(
        shown("施策[^1]\n\n[^1]: 注の文\n\n[注]: 令和5年度の値です。"),
        ["p 施策", "p 注の文", "p [注]: 令和5年度の値です。"]
    );
}

#[test]
fn reports_a_file_without_text() {
    assert_eq!(Markdown.read("a.md", b"---\n\n***\n").unwrap_err().code, "empty_file");
}

#[test]
fn deep_nesting_is_read() {
    assert!(read(&format!("{}深い", "> ".repeat(20_000))).lines.iter().any(|line| line.text.contains('深')));
    assert!(read(&format!("{}深い", "- ".repeat(2_000))).lines.iter().any(|line| line.text.contains('深')));
}

/// The characters that are no markup, in order of their code.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| !c.is_ascii() && !c.is_whitespace()).collect();
    letters.sort_unstable();
    letters
}

#[test]
fn a_link_definition_that_ends_a_list_is_kept() {
    let lines = read("- <br>\n[^]:あ\n--|--\n施").lines;
    assert!(lines.iter().any(|line| line.text.contains('あ')), "{lines:?}");
}

proptest! {
    #[test]
    fn each_character_comes_out_once(
        text in "(([あ-ん亜-熙]{1,3}|\n|\n\n|# |- |  - |1\\. |> |\\| ?|\n\\|?--\\|--\\|?\n|\\*{1,3}|`{1,3}|\\[|\\]\\(?|\\)|\\[\\^|\\]: ?|\n---\n|<br>|</?b>|<div>|~{1,3}|    |&lt;|\\\\|!|_|<|\"){0,40})施"
    ) {
        let read: String = read(&text).lines.into_iter().map(|line| line.text.to_string()).collect();
        prop_assert_eq!(letters(&read), letters(&text), "{}", text);
    }
}
