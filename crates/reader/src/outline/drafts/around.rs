//! What stands around a block, found in one pass over all of them.

use super::super::blocks::Block;

/// The surroundings of a block among the blocks of its heading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Around {
    /// True if the next block that is no text is a table.
    pub above_table: bool,
    /// True if a paragraph follows anywhere.
    pub above_paragraph: bool,
    /// Number of bare lines in the row that a bare line stands in, itself included.
    pub bare_lines: usize,
}

/// The surroundings of each block.
pub(super) fn all(blocks: &[Block]) -> Vec<Around> {
    let mut all = Vec::with_capacity(blocks.len());
    let is_bare = |block: &Block| matches!(block, Block::Bare { .. });
    for run in blocks.chunk_by(|one, other| is_bare(one) == is_bare(other)) {
        all.extend(run.iter().map(|_| Around { bare_lines: run.len(), ..Around::default() }));
    }
    let (mut above_table, mut above_paragraph) = (false, false);
    for (block, around) in blocks.iter().zip(&mut all).rev() {
        (around.above_table, around.above_paragraph) = (above_table, above_paragraph);
        match block {
            Block::Paragraph(_) => above_paragraph = true,
            Block::Bare { .. } | Block::Remark(_) | Block::Row(_) => {}
            other => above_table = matches!(other, Block::Table(_)),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{super::super::located_text::Text, *};

    #[test]
    fn each_block_knows_what_follows_and_its_row() {
        let bare = || Block::Bare { text: Text::default(), is_caption: false };
        let blocks = [bare(), Block::Break, bare(), bare(), Block::Paragraph(Text::default())];
        let all = all(&blocks);
        assert_eq!([0, 2, 3].map(|at| all[at].bare_lines), [1, 2, 2]);
        assert_eq!([0, 3, 4].map(|at| all[at].above_paragraph), [true, true, false]);
        assert!(all.iter().all(|around| !around.above_table));
    }
}
