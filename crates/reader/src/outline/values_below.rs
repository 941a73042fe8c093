//! Values that stand below their label: 令和6年度の実績, and below it what was done.

use super::{
    blocks::Block,
    labels,
    located_text::{Ledger, Text},
    table::columns::Column,
};
use shisaku_model::Holder;

/// Gives labels of results the texts below them: the next text, and the sentences and items that follow it. Below a
/// heading, a line such as 令和6年度の実績 is such a label if texts stand below it, and no table.
pub(super) fn take(blocks: Vec<Block>, ledger: &mut Ledger) -> Vec<Block> {
    let is_label: Vec<bool> = (0..blocks.len()).map(|at| labels_texts(&blocks[at..])).collect();
    let mut taken: Vec<Block> = Vec::with_capacity(blocks.len());
    // True while texts belong to the label before them.
    let mut open = false;
    let mut headed = false;
    for (block, is_label) in blocks.into_iter().zip(is_label) {
        match block {
            Block::Bare { text, .. } if headed && is_label => {
                ledger.hold(&text, Holder::TableHead);
                taken.extend(label_of(&text).map(|(column, value)| Block::Labelled(column, value)));
                open = true;
            }
            Block::Bare { text, .. } if open && add(&mut taken, &text, true) => {}
            Block::Paragraph(text) if open && add(&mut taken, &text, false) => {}
            block => {
                headed |= matches!(block, Block::Heading { .. });
                open = matches!(&block, Block::Labelled(Column::Result(_), value) if value.text.is_empty());
                taken.push(block);
            }
        }
    }
    taken
}

/// True if the first of these blocks is a line that is the label of a result with its years, above texts that are not
/// those of a table.
fn labels_texts(blocks: &[Block]) -> bool {
    let Some((Block::Bare { text, .. }, below)) = blocks.split_first() else { return false };
    let texts = || below.iter().take_while(|block| is_text(block)).count();
    label_of(text).is_some()
        && texts() > 0
        && !matches!(below.get(texts()), Some(Block::Table(_) | Block::Row(_)))
}

/// A line that is the label of a result with its years.
fn label_of(text: &Text) -> Option<(Column, Text)> {
    labels::alone(text).filter(|(column, _)| matches!(column, Column::Result(Some(_))))
}

fn is_text(block: &Block) -> bool {
    match block {
        Block::Paragraph(_) => true,
        Block::Bare { text, .. } => label_of(text).is_none(),
        _ => false,
    }
}

/// Adds a text to the value of the last label. A line that is no sentence is only its beginning.
fn add(taken: &mut [Block], text: &Text, only_first: bool) -> bool {
    let Some(Block::Labelled(_, value)) = taken.last_mut() else { return false };
    if only_first && !value.text.is_empty() {
        return false;
    }
    let label = value.label.take();
    value.extend_apart(text.clone());
    value.label = label;
    true
}
