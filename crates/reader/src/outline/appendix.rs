//! The line that begins an appendix without a number: 参考資料, 用語集. It ends the last measure.

use std::collections::HashMap;

use super::{
    blocks::Block,
    numbering::{Numbering, Scheme},
};

/// Titles of an appendix.
const TITLES: [&str; 11] = [
    "参考",
    "参考資料",
    "資料編",
    "巻末資料",
    "附属資料",
    "付属資料",
    "付録",
    "附録",
    "用語集",
    "用語解説",
    "用語の説明",
];

/// True for the title of an appendix, with or without brackets.
pub(super) fn is_title(text: &str) -> bool {
    TITLES.contains(
        &text.trim_matches(|c: char| c.is_whitespace() || "()（）【】［］[]〈〉＜＞■◆●".contains(c)),
    )
}

/// Turns each line that is the title of an appendix into a heading of the outermost level, unless the numbers before
/// it go on behind it: a measure may have its 参考, too.
pub(super) fn mark(blocks: &mut [Block]) {
    let lines = |block: &Block| matches!(block, Block::Bare { text, .. } if is_title(&text.text));
    let titles: Vec<usize> = (0..blocks.len()).filter(|&at| lines(&blocks[at])).collect();
    let series = series(blocks);
    let first = titles.iter().position(|&at| !goes_on(&series, at));
    for &at in first.map_or(&[][..], |first| &titles[first..]) {
        if let Block::Bare { text, .. } = &mut blocks[at] {
            let numbering = Numbering { scheme: Scheme::Appendix, ..Numbering::none(1) };
            let (title, marks) = (std::mem::take(text), Vec::new());
            blocks[at] = Block::Heading { numbering: Box::new(numbering), level: None, title, marks };
        }
    }
}

/// The headings of each scheme: their places among the blocks and their last numbers.
fn series(blocks: &[Block]) -> HashMap<Scheme, Vec<(usize, Option<u32>)>> {
    let mut series: HashMap<_, Vec<_>> = HashMap::new();
    for (at, block) in blocks.iter().enumerate() {
        if let Block::Heading { numbering, .. } = block {
            series.entry(numbering.scheme).or_default().push((at, numbering.parts.last().copied()));
        }
    }
    series
}

/// True if the first number of some scheme behind a place follows the last one before it, or headings of the format go
/// on.
fn goes_on(series: &HashMap<Scheme, Vec<(usize, Option<u32>)>>, at: usize) -> bool {
    series.iter().any(|(scheme, headings)| {
        let next = headings.partition_point(|(place, _)| *place < at);
        let (before, after) = headings.split_at(next);
        before.last().zip(after.first()).is_some_and(|((_, last), (_, first))| {
            matches!(scheme, Scheme::Level(_)) || *first == last.map(|last| last + 1)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{
        super::{located_text::Text, numbering},
        *,
    };

    fn headings(lines: &[&str]) -> Vec<Scheme> {
        let block = |text: &&str| match numbering::read(text) {
            Some(numbering) => {
                let (title, marks) = (Text::line(0, 0, *text), Vec::new());
                Block::Heading { numbering: Box::new(numbering), level: None, title, marks }
            }
            None => Block::Bare { text: Text::line(0, 0, *text), is_caption: false },
        };
        let mut blocks: Vec<Block> = lines.iter().map(block).collect();
        mark(&mut blocks);
        let scheme = |block: Block| match block {
            Block::Heading { numbering, .. } => Some(numbering.scheme),
            _ => None,
        };
        blocks.into_iter().filter_map(scheme).collect()
    }

    #[test]
    fn an_appendix_ends_the_measures() {
        let (measure, appendix) = (Scheme::Paren, Scheme::Appendix);
        let lines = ["(1) 融資", "(2) 相談", "（参考）", "人口の推移", "(1) 総数", "用語集"];
        assert_eq!(headings(&lines), [measure, measure, appendix, measure, appendix]);
        let lines = ["(1) 融資", "参考", "融資の件数", "(2) 相談", "参考", "相談の件数"];
        assert_eq!(headings(&lines), [measure, measure, appendix]);
        assert_eq!(headings(&["(1) 融資", "参考", "融資の件数", "(2) 相談"]), [measure, measure]);
    }
}
