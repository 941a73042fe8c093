//! The fiscal years that a whole document reports on, told by its title: 令和5年度 進捗状況報告書.

use super::{blocks::Block, located_text::Text};
use shisaku_model::RepairedLine;
use wareki::FiscalYears;

/// Number of blocks at the beginning of a document that may be its title.
const TITLE_BLOCKS: usize = 8;

/// Maximum length of a title line in characters.
const MAX_TITLE: usize = 80;

/// Words in the titles of reports.
const REPORTS: [&str; 9] =
    ["実績", "報告", "進捗", "実施状況", "取組状況", "推進状況", "評価", "調査票", "点検"];

/// Reads the years in the title lines of a document. `None` if it is no report.
pub(super) fn read(blocks: &[Block]) -> Option<FiscalYears> {
    of_titles(blocks.iter().take(TITLE_BLOCKS).filter_map(words).map(|text| text.text.as_str()))
}

/// Reads the years in the first lines of a document that is not yet divided into blocks.
pub(super) fn of_lines(lines: &[RepairedLine]) -> Option<FiscalYears> {
    let printed = lines.iter().map(|line| line.text.as_str());
    of_titles(printed.filter(|line| !line.trim().is_empty()).take(TITLE_BLOCKS))
}

fn of_titles<'a>(lines: impl Iterator<Item = &'a str>) -> Option<FiscalYears> {
    let mut is_report = false;
    for line in lines {
        let line = line.trim();
        if line.chars().count() > MAX_TITLE {
            break;
        }
        let own = REPORTS.iter().any(|word| line.contains(word));
        is_report |= own;
        // （平成三十一年度・令和元年度） alone stands below the title.
        let alone = line.starts_with(['（', '(']) && line.ends_with([')', '）']);
        let years = carried_out(line).or_else(|| FiscalYears::read(line));
        let years = years.filter(|years| years.last().is_some());
        if is_report && (own || alone) && line.contains("年度") && years.is_some() {
            return years;
        }
    }
    None
}

/// The years whose measures were carried out, beside that of the report: 令和6年度 評価結果（令和5年度実施事業）.
fn carried_out(line: &str) -> Option<FiscalYears> {
    let (_, inside) = line.trim_end().strip_suffix([')', '）'])?.rsplit_once(['（', '('])?;
    let front =
        ["実施事業", "事業", "実績", "実施分", "分"].iter().find_map(|word| inside.strip_suffix(word))?;
    FiscalYears::read_whole(front.trim_end())
}

fn words(block: &Block) -> Option<&Text> {
    match block {
        Block::Heading { title: text, .. }
        | Block::Bare { text, .. }
        | Block::Paragraph(text)
        | Block::Remark(text)
        | Block::Row(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(lines: &[&str]) -> Option<FiscalYears> {
        let line = |text: &&str| Block::Bare { text: Text::line(0, 0, *text), is_caption: false };
        read(&lines.iter().map(line).collect::<Vec<_>>())
    }

    #[test]
    fn the_title_of_a_report_tells_its_years() {
        assert_eq!(years(&["里浜町産業振興計画　令和5年度進捗状況調査票"]), Some(FiscalYears::of(2023)));
        assert_eq!(
            years(&["基本計画　年次報告書", "（平成31年度・令和元年度）"]),
            Some(FiscalYears::of(2019))
        );
        assert_eq!(years(&["令和6年度 評価結果一覧（令和5年度実施事業）"]), Some(FiscalYears::of(2023)));
        assert_eq!(years(&["産業振興計画（令和4年度～令和8年度）"]), None);
        assert_eq!(years(&["令和5年度の予定"]), None);
    }
}
