//! Replaces radicals by the kanji they look like. They print alike but never match in a search.

use itertools::Itertools as _;
use unicode_normalization::UnicodeNormalization;

use super::{Context, Edit, Rule};

pub(super) const RULE: Rule = Rule {
    name: "radicals",
    sentence: "A Kangxi radical or CJK radical is written as the kanji it looks like.",
    edits,
};

/// Radicals of the CJK supplement block (U+2E80-2EFF), each followed by its kanji. Unicode decomposes only
/// two characters of that block.
const SUPPLEMENT: &str = "⺒巳⺓幺⺕彐⺖心⺘手⺟母⺠民⺡水⺢水⺣火⺤爪⺩王⺪疋⺬示⺭示⺮竹⺷羊⺸羊⺹老⺺聿⺻聿⺼肉⺽臼⺾艸⻁虎⻂衣⻄西⻅見⻆角⻉貝⻋車⻌辵⻍辵⻏邑⻑長⻒長⻓長⻔門⻖阜⻗雨⻘青⻛風⻜飛⻝食⻞食⻟食⻠食⻢馬⻤鬼⻥魚⻦鳥⻨麦⻩黄⻫斉⻭歯⻯竜⻲亀⻳亀";

fn edits(line: &str, _: &Context<'_>) -> Vec<Edit> {
    line.char_indices()
        .filter_map(|(at, c)| {
            let text: String = match c {
                '\u{2F00}'..='\u{2FD5}' => c.nfkc().map(modern).collect(),
                '\u{2E80}'..='\u{2EFF}' => {
                    let (_, kanji) = SUPPLEMENT.chars().tuples().find(|(radical, _)| *radical == c)?;
                    kanji.to_string()
                }
                _ => return None,
            };
            Some(Edit { range: at..at + c.len_utf8(), text })
        })
        .collect()
}

/// Replaces an old kanji form by the modern one. Unicode decomposes some radicals to the old form.
fn modern(kanji: char) -> char {
    match kanji {
        '黑' => '黒',
        '戶' => '戸',
        '靑' => '青',
        '麥' => '麦',
        '齊' => '斉',
        '齒' => '歯',
        '龜' => '亀',
        _ => kanji,
    }
}
