//! Departments behind titles or below them, which only the other titles show to be departments. Round brackets hold
//! other remarks too, so that the document must write departments behind several titles of one kind: 少人数指導の実施（学校
//! 教育課）. Below a title, 図書館 is a department if several others have one there.

use std::collections::HashMap;

use super::{
    blocks::Block, department_cells, located_text::Ledger, numbering::Scheme, table::columns::Column, titles,
};

/// Minimum number of titles of one scheme with departments behind them.
const LEAST: usize = 3;

/// Takes departments from behind the titles of those schemes of which at least a third has some.
pub(super) fn take(blocks: Vec<Block>, ledger: &mut Ledger) -> Vec<Block> {
    let mut counts: HashMap<Scheme, (usize, usize)> = HashMap::new();
    for block in &blocks {
        let Block::Heading { numbering, title, .. } = block else { continue };
        let (with, all) = counts.entry(numbering.scheme).or_default();
        let inside = titles::last_in_round_brackets(&title.text);
        *with += usize::from(inside.is_some_and(department_cells::is_line_of));
        *all += 1;
    }
    let mut taken = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        let mut names = Vec::new();
        if let Block::Heading { numbering, title, .. } = &mut block
            && counts.get(&numbering.scheme).is_some_and(|(with, all)| *with >= LEAST && with * 3 >= *all)
        {
            names = titles::take_departments(title, true, ledger);
        }
        taken.push(block);
        taken.extend(names.into_iter().map(|name| Block::Labelled(Column::Department, name)));
    }
    below(taken)
}

/// Reads halls and centres directly below a title as departments, if at least a third of the titles have some there.
fn below(mut blocks: Vec<Block>) -> Vec<Block> {
    let is_title = |block: &Block| matches!(block, Block::Heading { .. });
    let named =
        |pair: &&[Block]| is_title(&pair[0]) && matches!(pair[1], Block::Labelled(Column::Department, _));
    let (with, all) =
        (blocks.windows(2).filter(named).count(), blocks.iter().filter(|block| is_title(block)).count());
    if with >= LEAST && with * 3 >= all {
        for at in 1..blocks.len() {
            if let [title, Block::Bare { text, .. }] = &mut blocks[at - 1..=at]
                && is_title(title)
                && department_cells::are_departments(&text.text)
            {
                blocks[at] = Block::Labelled(Column::Department, std::mem::take(text));
            }
        }
    }
    blocks
}
