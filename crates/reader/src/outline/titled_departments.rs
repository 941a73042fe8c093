//! Departments behind titles or below them, which only the other titles show to be departments. Round brackets hold
//! other remarks too, so that the document must write departments behind two titles of one kind in a row:
//! 少人数指導の実施（学校教育課）. Below a title, 図書館 is a department if several others have one there.

use std::collections::HashMap;

use super::{
    blocks::Block, department_cells, located_text::Ledger, numbering::Scheme, table::columns::Column, titles,
};

/// Minimum number of titles with departments below them.
const LEAST_BELOW: usize = 3;

/// Titles of one scheme.
#[derive(Debug, Default)]
struct Titles {
    all: usize,
    /// Number with departments behind them.
    with: usize,
    /// True if the last one has departments behind it.
    last: bool,
    /// True if two in a row have departments behind them.
    in_a_row: bool,
}

/// Takes departments from behind the titles of those schemes of which at least a third has some.
pub(super) fn take(blocks: Vec<Block>, ledger: &mut Ledger) -> Vec<Block> {
    let mut counts: HashMap<Scheme, Titles> = HashMap::new();
    for block in &blocks {
        let Block::Heading { numbering, title, .. } = block else { continue };
        let own = counts.entry(numbering.scheme).or_default();
        let inside = titles::last_in_round_brackets(&title.text);
        let has = inside.is_some_and(department_cells::is_line_of);
        own.in_a_row |= own.last && has;
        own.last = has;
        own.with += usize::from(has);
        own.all += 1;
    }
    let mut taken = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        let mut names = Vec::new();
        if let Block::Heading { numbering, title, .. } = &mut block
            && counts.get(&numbering.scheme).is_some_and(|own| own.in_a_row && own.with * 3 >= own.all)
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
    if with >= LEAST_BELOW && with * 3 >= all {
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
