//! The marks of result cells that the documents explain.

use super::super::{blocks::Block, corrections, heading_tree::Tree, result_status::Legend};
use shisaku_model::Manifest;

/// The marks that the documents explain anywhere. Those of the manifest win.
pub(super) fn legend(tree: &Tree, manifest: &Manifest) -> Legend {
    let mut legend = corrections::legend(manifest);
    for content in std::iter::once(&tree.loose).chain(tree.nodes.iter().map(|node| &node.content)) {
        for run in content.chunk_by(|one, other| one.plain_text().is_some() && other.plain_text().is_some()) {
            run.iter().filter_map(Block::plain_text).for_each(|text| legend.add(text));
            legend.add_lines(run.iter().filter_map(Block::plain_text));
        }
    }
    legend
}
