//! Items of a list below a label that stands alone: 【令和5年度の実績】, and below it what was done, item by item.

use super::{
    blocks::{Block, bullet_length},
    labels,
    located_text::{Ledger, Text},
    numbering,
};
use shisaku_model::{Block as Layout, Holder};

/// Follows the items below a label.
#[derive(Debug, Default)]
pub(super) struct LabelItems {
    /// Index of the labelled block whose value begins in an item.
    listed: Option<usize>,
}

impl LabelItems {
    /// Moves on to the next layout block. True if it is a further item of the list below the last label.
    pub(super) fn next(&mut self, layout: &Layout, blocks: &[Block]) -> bool {
        let is_item = matches!(layout, Layout::Item { .. });
        let last = blocks.len().checked_sub(1);
        let is_blank = matches!(blocks.last(), Some(Block::Labelled(_, value)) if value.text.is_empty());
        let goes_on = is_item && self.listed.is_some() && self.listed == last;
        self.listed = last.filter(|_| is_item && (is_blank || goes_on));
        goes_on
    }
}

/// Adds a further item to the value of the last label. Gives back an item with a label or a number of its own.
pub(super) fn add(mut item: Text, blocks: &mut [Block], ledger: &mut Ledger) -> Option<Text> {
    let Some(Block::Labelled(_, value)) = blocks.last_mut() else { return Some(item) };
    ledger.trim(&mut item);
    let (text, bullet) = (&item.text, bullet_length(&item.text));
    let begins =
        |text: &str| labels::begins(text) || labels::is_bracketed(text) || numbering::read(text).is_some();
    if begins(text) || begins(&text[bullet..]) {
        return Some(item);
    }
    ledger.hold(&item.take(bullet), Holder::Sign);
    value.extend_apart(item);
    None
}
