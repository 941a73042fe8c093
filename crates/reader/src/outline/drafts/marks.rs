//! The marks of result cells that the documents explain.

use super::super::{blocks::Block, corrections, heading_tree::Tree, result_status::Legend};
use shisaku_model::Manifest;

/// The marks that the documents explain anywhere. Those of the manifest win.
pub(super) fn legend(tree: &Tree, manifest: &Manifest) -> Legend {
    let mut legend = corrections::legend(manifest);
    for content in std::iter::once(&tree.loose).chain(tree.nodes.iter().map(|node| &node.content)) {
        for run in content.chunk_by(|one, other| plain_text(one).is_some() && plain_text(other).is_some()) {
            run.iter().filter_map(plain_text).for_each(|text| legend.add(text));
            legend.add_lines(run.iter().filter_map(plain_text));
        }
    }
    legend
}

fn plain_text(block: &Block) -> Option<&str> {
    match block {
        Block::Paragraph(text) | Block::Bare { text, .. } | Block::Remark(text) | Block::Row(text) => {
            Some(&text.text)
        }
        _ => None,
    }
}
