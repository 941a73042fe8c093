#![allow(clippy::unwrap_used)]
use std::io::{Cursor, Write};

use shisaku_model::Block;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::formats::shown::shown;

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(xml.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> (&'static str, String) {
    ("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>"))
}

fn read(body: &str, others: &[(&str, &str)]) -> Document {
    let (name, xml) = document(body);
    let parts = [&[(name, xml.as_str())], others].concat();
    let (document, findings) = Word.read("a.docx", &package(&parts)).unwrap();
    assert_eq!(findings, []);
    document
}

fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

const STYLES: &str = r#"<w:styles>
    <w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:styleId="a"><w:name w:val="施策"/><w:basedOn w:val="b"/></w:style>
    <w:style w:styleId="b"><w:name w:val="x"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
    <w:style w:styleId="t"><w:name w:val="toc 1"/></w:style></w:styles>"#;

const NUMBERING: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="0">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalFullWidth"/><w:lvlText w:val="第%1章"/><w:pStyle w:val="1"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1-%2"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>"#;

fn listed(list: u8, level: u8, text: &str) -> String {
    p(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#), text)
}

#[test]
fn reads_headings_and_automatic_numbers() {
    let heading = |text| p(r#"<w:pStyle w:val="1"/>"#, text);
    let body = [
        heading("はじめに"),
        listed(1, 1, "一"),
        listed(1, 1, "二"),
        listed(1, 2, "点"),
        heading("施策"),
        listed(1, 1, "三"),
        listed(2, 1, "五"),
        p(r#"<w:pStyle w:val="a"/>"#, "継ぐ"),
        p(r#"<w:pStyle w:val="a"/><w:outlineLvl w:val="9"/>"#, "本文"),
        p(r#"<w:pStyle w:val="t"/>"#, "目次"),
    ];
    let document = read(&body.concat(), &[("word/styles.xml", STYLES), ("word/numbering.xml", NUMBERING)]);
    assert_eq!(
        shown(&document),
        [
            "h1 第１章 はじめに",
            "i1 １-1 一",
            "i1 １-2 二",
            "i2 点",
            "h1 第２章 施策",
            "i1 ２-1 三",
            "i1 ２-5 五",
            "h3 継ぐ",
            "p 本文"
        ]
    );
    assert_eq!(document.lines.last().unwrap().number, 9);
}

#[test]
fn reads_the_accepted_text() {
    let body = r#"<w:p><w:r><w:t>新</w:t><w:tab/><w:t>A&amp;B</w:t><w:br w:type="page"/><w:br/></w:r>
        <w:ins><w:r><w:t>加</w:t></w:r></w:ins><w:del><w:r><w:delText>消</w:delText></w:r></w:del>
        <w:r><w:ruby><w:rt><w:r><w:t>と</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>都</w:t></w:r></w:rubyBase></w:ruby>
        <mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>箱</w:t></w:r></w:p></w:txbxContent></mc:Choice>
        <mc:Fallback><w:txbxContent><w:p><w:r><w:t>箱</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>
        <w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>
        <w:sdtContent><w:p><w:r><w:t>目次</w:t></w:r></w:p></w:sdtContent></w:sdt>"#;
    let notes = r#"<w:footnotes><w:footnote w:type="separator"><w:p/></w:footnote><w:footnote><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    assert_eq!(shown(&read(body, &[("word/footnotes.xml", notes)])), ["p 新　A&B/加都", "p 箱", "p 注"]);
}

#[test]
fn reads_tables() {
    let cell =
        |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", text));
    let (down, below) = (r#"<w:vMerge w:val="restart"/>"#, "<w:vMerge/>");
    let body = [
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>",
        &cell(r#"<w:gridSpan w:val="2"/>"#, "名"),
        &cell("", "課"),
        "</w:tr><w:tr>",
        &cell(down, "1"),
        &cell("", "甲<w:br/>"),
        "<w:tc><w:tbl><w:tr>",
        &cell("", "内"),
        "</w:tr></w:tbl><w:p/></w:tc></w:tr><w:tr>",
        &cell(below, ""),
        &cell("", "乙"),
        "</w:tr></w:tbl>",
    ];
    let document = read(&body.concat().replace("<w:br/></w:t>", "</w:t>"), &[]);
    assert_eq!(shown(&document), ["t1 0名|2課||01|1甲|2||1乙", "t0 0内"]);
    let Block::Table(grid) = &document.blocks[0] else { unreachable!() };
    assert_eq!((grid.rows[0][0].column_span, grid.rows[1][0].row_span), (2, 2));
}

#[test]
fn says_what_it_cannot_read() {
    let code = |bytes: &[u8]| Word.read("a.docx", bytes).unwrap_err().code;
    assert_eq!(code(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]), "encrypted_file");
    assert_eq!(code(b"PK"), "broken_file");
    assert_eq!(code(&package(&[("word/document.xml", "<w:document/>")])), "empty_file");
    let (document, findings) = Word
        .read("a.docx", &package(&[("word/document.xml", "<d><w:p><w:t>前</w:t></w:p><w:p><x")]))
        .unwrap();
    assert_eq!((shown(&document), findings[0].code), (vec!["p 前".to_owned()], "broken_file"));
}

#[test]
fn large_and_deep_parts_are_limited() {
    let bytes = package(&[("word/document.xml", &format!("<d>{}", "<w:p/>".repeat(1000)))]);
    let mut package = Package::open("a.docx", &bytes).unwrap().limited(100);
    package.main_part().unwrap();
    assert_eq!(package.findings[0].code, "part_too_large");
    let deep = "<w:tbl><w:tr><w:tc>".repeat(20_000);
    let end = "</w:tc></w:tr></w:tbl>".repeat(20_000);
    assert_eq!(shown(&read(&format!("{deep}<w:p><w:t>深い</w:t></w:p>{end}"), &[])), ["t0 0深い"]);
}
