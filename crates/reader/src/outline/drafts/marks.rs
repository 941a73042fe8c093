//! The marks of result cells that the documents explain.

use std::borrow::Cow;

use super::super::{blocks::Block, corrections, heading_tree::Tree, result_status::Legend};
use shisaku_model::Manifest;

/// The marks that the documents explain anywhere. Those of the manifest win.
pub(super) fn legend(tree: &Tree, manifest: &Manifest) -> Legend {
    let mut legend = corrections::legend(manifest);
    for content in std::iter::once(&tree.loose).chain(tree.nodes.iter().map(|node| &node.content)) {
        for run in content.chunk_by(|one, other| one.plain_text().is_some() && other.plain_text().is_some()) {
            run.iter().filter_map(words).for_each(|text| legend.add(&text));
            legend.add_lines(run.iter().filter_map(Block::plain_text));
        }
    }
    legend
}

/// The words of a text or a note.
fn words(block: &Block) -> Option<Cow<'_, str>> {
    match block {
        // ※評価の基準　Ａ：計画どおり has the form of a note that explains a term.
        Block::Note { term, text } => Some(format!("{}：{}", term.text, text.text).into()),
        block => block.plain_text().map(Cow::Borrowed),
    }
}
