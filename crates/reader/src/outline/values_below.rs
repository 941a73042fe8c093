//! Values that stand below their label: 令和6年度の実績, and below it what was done.

use super::{
    blocks::Block,
    labels,
    located_text::{Ledger, Text},
    table::columns::Column,
};
use shisaku_model::Holder;

/// Gives labels of results the texts below them: the next text, and the sentences and items that follow it. A line
/// such as 令和6年度の実績 is such a label if a text stands below it, and no table.
pub(super) fn take(blocks: Vec<Block>, ledger: &mut Ledger) -> Vec<Block> {
    let mut taken: Vec<Block> = Vec::with_capacity(blocks.len());
    // True while texts belong to the label before them.
    let mut open = false;
    let mut rest = blocks.into_iter().peekable();
    while let Some(block) = rest.next() {
        match block {
            Block::Bare { text, is_caption } => match label_of(&text) {
                Some(field) if rest.peek().is_some_and(is_text) => {
                    ledger.hold(&text, Holder::TableHead);
                    taken.push(Block::Labelled(field.0, field.1));
                    open = true;
                }
                _ if open && add(&mut taken, &text, true) => {}
                _ => {
                    open = false;
                    taken.push(Block::Bare { text, is_caption });
                }
            },
            Block::Paragraph(text) if open && add(&mut taken, &text, false) => {}
            block => {
                open = matches!(&block, Block::Labelled(Column::Result(_), value) if value.text.is_empty());
                taken.push(block);
            }
        }
    }
    taken
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
