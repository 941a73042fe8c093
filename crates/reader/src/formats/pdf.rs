//! Reads PDF files from the positions of their letters and ruling lines. The file itself knows no lines, tables
//! or reading order.

mod aligned;
mod assemble;
mod columns;
mod furniture;
mod grid;
mod library;
mod lines;
mod page;
#[cfg(test)]
mod tests;

use shisaku_model::{Document, Finding, Place};

use self::library::{Failure, MAX_PAGES, Pages};
use self::page::{Glyph, Page};
use super::Format;

/// Fewest letters per page of a document that has a text layer.
const MIN_LETTERS: usize = 10;

/// Share of unreadable letters, in percent, from which a page is reported.
const GARBLED: usize = 10;

/// PDF files.
pub(super) struct Pdf;

impl Format for Pdf {
    fn extensions(&self) -> &'static [&'static str] {
        &["pdf"]
    }

    fn read(&self, file: &str, bytes: &[u8]) -> Result<(Document, Vec<Finding>), Finding> {
        let mut read = library::read(bytes).map_err(|failure| unreadable(file, &failure))?;
        let letters: usize = read.pages.iter().map(Page::letters).sum();
        if letters < MIN_LETTERS * read.pages.len() && read.pages.iter().any(|page| page.has_images) {
            return Err(no_text_layer(file));
        }
        if letters == 0 {
            // The library shows a page that it cannot unpack as an empty one.
            let message = "PDF から文字をひとつも読み取れません。白紙か、ファイルが壊れています。";
            return Err(Finding::error("empty_file", Place::file(file), message).advise(
                "PDF を開いて文字が見えるか確かめ、保存し直すか、元の Word・Excel を置いてください。",
            ));
        }
        if is_garbled(&read.pages) {
            let message = garbled(file, &read.pages).map(|finding| finding.message).unwrap_or_default();
            return Err(Finding::error("garbled_text", Place::file(file), message + "何も載せません。")
                .advise(GARBLED_ADVICE));
        }
        let findings = findings(file, &read);
        let body = assemble::body_size(&read.pages);
        furniture::remove(&mut read.pages, body);
        Ok((assemble::assemble(file, read.pages, body), findings))
    }
}

fn unreadable(file: &str, failure: &Failure) -> Finding {
    match failure {
        Failure::Locked => {
            Finding::error("locked_file", Place::file(file), "パスワードのかかった PDF のため、読めません。")
                .advise("パスワードを外して保存し直した PDF か、元の Word・Excel を置いてください。")
        }
        Failure::Damaged => Finding::error(
            "damaged_file",
            Place::file(file),
            "PDF として読めません。ファイルが壊れているか、PDF ではありません。",
        )
        .advise("PDF を開けるか確かめ、保存し直すか、元の Word・Excel を置いてください。"),
    }
}

fn no_text_layer(file: &str) -> Finding {
    Finding::error(
        "no_text_layer",
        Place::file(file),
        "文字の情報がない PDF(画像)です。紙を読み取ったままの PDF は読めません。",
    )
    .advise("OCR ソフトで文字を付けるか、元の Word・Excel を置いてください。")
}

/// Doubts about parts of a document that was read.
fn findings(file: &str, read: &Pages) -> Vec<Finding> {
    let mut findings = Vec::new();
    let warning = |code, message: String| Finding::warning(code, Place::file(file), message);
    if !read.damaged.is_empty() {
        let message = format!("{} ページ目が壊れていて、読めません。", listed(&read.damaged));
        findings.push(
            warning("damaged_page", message)
                .advise("PDF を保存し直してください。ほかのページは読んでいます。"),
        );
    }
    let seen = read.pages.len() + read.damaged.len();
    if seen < read.total {
        let message = format!("全 {} ページのうち {seen} ページまで読みました。", read.total);
        findings.push(warning("too_many_pages", message).advise(format!(
            "PDF を {MAX_PAGES} ページ以下に分けて置いてください。読んだページは検索できます。"
        )));
    }
    let blank: Vec<u32> = read
        .pages
        .iter()
        .filter(|page| page.has_images && page.letters() < MIN_LETTERS)
        .map(|page| page.number)
        .collect();
    if !blank.is_empty() {
        let message = format!("{} ページ目は画像で、文字の情報がありません。", listed(&blank));
        findings.push(
            warning("image_pages", message)
                .advise("本文の画像なら、OCR ソフトで文字を付けた PDF を置いてください。"),
        );
    }
    findings.extend(garbled(file, &read.pages));
    findings
}

const GARBLED_ADVICE: &str = "元の Word・Excel を置くか、フォントを埋め込んで PDF を作り直してください。";

/// Number of letters of a page that cannot be read.
fn unreadable_letters(page: &Page) -> usize {
    let is_japanese = page.glyphs.iter().any(|glyph| matches!(glyph.letter, '\u{3041}'..='\u{9FFF}'));
    page.glyphs.iter().filter(|glyph| is_unreadable(glyph, is_japanese)).count()
}

/// True if so many letters cannot be read that the rest would mislead: the file is damaged or tells no letters.
fn is_garbled(pages: &[Page]) -> bool {
    let bad: usize = pages.iter().map(unreadable_letters).sum();
    bad * 100 > GARBLED * pages.iter().map(Page::letters).sum::<usize>()
}

/// Reports pages whose fonts do not tell their letters.
fn garbled(file: &str, pages: &[Page]) -> Option<Finding> {
    let garbled: Vec<&Page> =
        pages.iter().filter(|page| unreadable_letters(page) * 100 > GARBLED * page.letters()).collect();
    let numbers: Vec<u32> = garbled.iter().map(|page| page.number).collect();
    let letters: usize = garbled.iter().map(|page| page.letters()).sum();
    let bad: usize = garbled.iter().map(|page| unreadable_letters(page)).sum();
    let share = (bad * 100).checked_div(letters)?;
    let message = format!(
        "{} ページ目の文字の {share}% が読めません。文字の情報がないフォントが使われています。",
        listed(&numbers)
    );
    Some(Finding::warning("garbled_text", Place::file(file), message).advise(GARBLED_ADVICE))
}

/// True for a letter without a meaning. Amid Japanese, accented Latin letters are codes of a lost font: ê課, þの.
fn is_unreadable(glyph: &Glyph, amid_japanese: bool) -> bool {
    const PRINTED: &str = "§¨°±´¶·×÷¥";
    let is_accented = matches!(glyph.letter, '\u{A1}'..='\u{17F}') && !PRINTED.contains(glyph.letter);
    let is_private = matches!(glyph.letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}');
    glyph.letter == char::REPLACEMENT_CHARACTER
        || is_private
        || amid_japanese && is_accented
        || glyph.letter.is_control() && !glyph.letter.is_whitespace()
}

/// Page numbers for a message, at most ten: `3・4・9 ほか`.
fn listed(numbers: &[u32]) -> String {
    let shown: Vec<String> = numbers.iter().take(10).map(u32::to_string).collect();
    shown.join("・") + if numbers.len() > 10 { " ほか" } else { "" }
}
