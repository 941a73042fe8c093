//! Reads web pages: the main part, without navigation.

mod blocks;
mod decode;
mod definition_list;
mod depth;
mod inline;
mod main_part;
mod table;
mod walk;

use scraper::Html;
use shisaku_model::{Document, Finding};

use self::blocks::Page;
use self::main_part::main_part;
use super::{Format, empty_file};

/// A web page.
pub(super) struct WebPage;

impl Format for WebPage {
    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm"]
    }

    fn read(&self, file: &str, bytes: &[u8]) -> Result<(Document, Vec<Finding>), Finding> {
        let (text, finding) = decode::decode(file, bytes)?;
        let html = Html::parse_document(&depth::limit_depth(&text));
        let mut document = Page::read(file, main_part(&html));
        if document.lines.is_empty() {
            document = Page::read(file, html.tree.root());
        }
        if document.lines.is_empty() {
            return Err(empty_file(file));
        }
        Ok((document, finding.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests;
