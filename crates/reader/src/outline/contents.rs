//! Takes the title and the table of contents out of a document's blocks.

use std::collections::HashMap;

use super::{
    blocks::{Block, ends_sentence},
    located_text::{Ledger, Text},
    titles::normal,
};
use shisaku_model::Holder;

/// Minimum number of lines of a table of contents without a heading of its own.
const LEAST_LINES: usize = 3;

/// Removes lines of a table of contents: headings that stand in a row, without text between them, and that all
/// come again later. The single outermost heading of the format is the document's title, and no level.
pub(super) fn clear(blocks: Vec<Block>, ledger: &mut Ledger) -> Vec<Block> {
    let blocks = untitled(blocks);
    let mut last: HashMap<String, usize> = HashMap::new();
    for (at, block) in blocks.iter().enumerate() {
        last.extend(heading_text(block).map(|text| (key(text), at)));
    }
    let comes_again = |at: usize| {
        let text = match &blocks[at] {
            Block::Heading { title, .. } | Block::Bare { text: title, .. } | Block::Paragraph(title) => title,
            _ => return false,
        };
        last.get(&key(text)).is_some_and(|&later| later > at)
    };
    let mut listed = vec![false; blocks.len()];
    let mut at = 0;
    while at < blocks.len() {
        let start = at;
        let called = heading_text(&blocks[at]).is_some_and(is_contents);
        at += usize::from(called);
        let first = at;
        while at < blocks.len() && comes_again(at) {
            at += 1;
        }
        if called || at - first >= LEAST_LINES {
            listed[start..at].fill(true);
        }
        at = at.max(start + 1);
    }
    let kept = blocks.into_iter().zip(listed).filter_map(|(block, listed)| match block {
        Block::Heading { title: text, .. } | Block::Bare { text, .. } | Block::Paragraph(text) if listed => {
            ledger.hold(&text, Holder::Furniture);
            None
        }
        block => Some(block),
    });
    kept.collect()
}

/// Turns the only heading of the outermost level into plain text, if it stands above all others, and the next one
/// as well, if it follows at once: a title of two lines.
fn untitled(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut at = blocks.iter().position(|block| matches!(block, Block::Heading { .. }));
    // A heading below sentences is no title of the document.
    let opens = |at: usize| {
        !blocks[..at].iter().any(|block| matches!(block, Block::Paragraph(text) if ends_sentence(&text.text)))
    };
    at = at.filter(|&at| opens(at));
    while let Some(first) = at.filter(|&at| is_title(&blocks[at..])) {
        if let Block::Heading { title, .. } = &mut blocks[first] {
            blocks[first] = Block::Bare { text: std::mem::take(title), is_caption: false };
        }
        at = Some(first + 1).filter(|&next| matches!(blocks.get(next), Some(Block::Heading { .. })));
    }
    blocks
}

/// True if the first of these blocks is the only heading of its level, and the outermost, without a number.
fn is_title(blocks: &[Block]) -> bool {
    let mut levels = blocks.iter().filter_map(|block| match block {
        Block::Heading { level, numbering, .. } => Some((level.unwrap_or(u8::MAX), numbering)),
        _ => None,
    });
    let Some((outermost, numbering)) = levels.next() else { return false };
    let mut others = levels.peekable();
    outermost < u8::MAX
        && numbering.label.is_empty()
        && others.peek().is_some()
        && others.all(|(level, _)| level > outermost)
}

fn heading_text(block: &Block) -> Option<&Text> {
    match block {
        Block::Heading { title, .. } | Block::Bare { text: title, .. } => Some(title),
        _ => None,
    }
}

fn is_contents(text: &Text) -> bool {
    ["目次", "もくじ", "contents"].contains(&normal(&text.text).as_str())
}

/// The words of a heading, without leaders and a page number at the end.
fn key(text: &Text) -> String {
    let words = normal(&text.text);
    words.trim_end_matches(|c: char| c.is_ascii_digit() || ".・…‥-".contains(c)).to_owned()
}
