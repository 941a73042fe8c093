//! Parses cells with department names.

use unicode_normalization::UnicodeNormalization;

use shisaku_model::shortened;

/// Maximum length of a name in characters. Anything longer is a sentence or a damaged cell.
pub(super) const MAX_LETTERS: usize = 60;

/// Cells that state that no department is known.
const NONE: [&str; 10] = ["未定", "記載なし", "なし", "無し", "不明", "該当なし", "-", "－", "―", "ー"];

/// Separators between names. Only the first two are unambiguous.
const BETWEEN: [char; 5] = ['、', '，', ',', ';', '；'];
/// Separators between names, or between a division and its section.
const BETWEEN_OR_WITHIN: [char; 4] = ['／', '/', '＞', '>'];

/// Suffixes of names by rank. A unit of a higher rank contains units of lower ranks.
const RANKS: [&[&str]; 4] = [
    &["局", "庁", "本部", "委員会", "役所", "役場"],
    &["部", "署", "保健所"],
    &["課", "室", "所", "館", "園", "校", "院", "センター"],
    &["係", "班", "担当", "グループ", "チーム"],
];

/// The interpretation of an ambiguous cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Interpretation {
    written: String,
    /// One name for a division and its section (産業経済部/産業課), or several (産業課/観光課).
    names: Vec<String>,
}

impl Interpretation {
    /// Code, message and advice of the finding that reports it.
    pub(crate) fn described(&self) -> (&'static str, String, &'static str) {
        let written = shortened(&self.written);
        match self.names.as_slice() {
            [name] => (
                "department_within",
                format!(
                    "「担当課」のセル「{written}」を、部とその下の課と見て、ひとつの名前「{name}」と読みました。"
                ),
                "別々の課なら、「、」で区切ってください。",
            ),
            names => (
                "departments_apart",
                format!(
                    "「担当課」のセル「{written}」を、{} つの名前「{}」と読みました。",
                    names.len(),
                    shortened(&names.join("」「"))
                ),
                "いくつもの課なら「、」で、部とその下の課なら空白で区切ってください(例: 産業経済部 産業課)。",
            ),
        }
    }
}

/// Normalises width and spaces of a name.
pub(super) fn tidy(name: &str) -> String {
    name.nfkc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names in a cell, the lead first, with the interpretation of ambiguous parts. Expressions such as 未定
/// are not names.
pub(super) fn names(cell: &str) -> (Vec<String>, Vec<Interpretation>) {
    let (mut all, mut understood) = (Vec::new(), Vec::new());
    for part in cell.split(BETWEEN) {
        let names: Vec<String> = part
            .split(BETWEEN_OR_WITHIN)
            .map(tidy)
            .filter(|name| !name.is_empty() && !NONE.contains(&name.as_str()))
            .collect();
        let is_ambiguous = names.len() > 1;
        let names = if is_ambiguous && is_descending(&names) { vec![names.join(" ")] } else { names };
        if is_ambiguous {
            understood.push(Interpretation { written: part.trim().to_owned(), names: names.clone() });
        }
        all.extend(names);
    }
    // 産業経済部;産業課 may also be a division and its section.
    if all.len() > 1 && cell.contains(&BETWEEN[2..]) && is_descending(&all) {
        understood.push(Interpretation { written: cell.to_owned(), names: all.clone() });
    }
    (all, understood)
}

/// True if each unit may be part of the one before it.
fn is_descending(names: &[String]) -> bool {
    let ranks: Option<Vec<usize>> = names.iter().map(|name| rank(name)).collect();
    ranks.is_some_and(|ranks| ranks.is_sorted_by(|above, below| above < below))
}

fn rank(name: &str) -> Option<usize> {
    // The longest suffix decides: 本部 before 部, 保健所 before 所.
    let length = |endings: &&[&str]| endings.iter().filter(|e| name.ends_with(**e)).map(|e| e.len()).max();
    (0..RANKS.len()).filter_map(|rank| Some((length(&RANKS[rank])?, rank))).max().map(|(_, rank)| rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str) -> Vec<String> {
        names(cell).0
    }

    #[test]
    fn a_cell_may_hold_several_names_or_none() {
        assert_eq!(read("産業経済課、観光課／ＩＴ推進室"), ["産業経済課", "観光課", "IT推進室"]);
        assert_eq!(read(" 産業部　産業課 "), ["産業部 産業課"]);
        for none in ["", " ", "未定", "－", "記載なし", "、", "/", "未定/-"] {
            assert_eq!(names(none), (vec![], vec![]), "{none}");
        }
        assert_eq!(names("産業課、観光課").1, [], "what is meant so is not diagnostics");
        assert_eq!(names("産業課/").1, []);
    }

    #[test]
    fn a_division_and_its_section_are_one_name() {
        for (cell, name) in [
            ("産業経済部/産業課", "産業経済部 産業課"),
            ("教育委員会／学校教育課／庶務係", "教育委員会 学校教育課 庶務係"),
            ("市役所/産業部", "市役所 産業部"),
            ("保健所/健康課", "保健所 健康課"),
            ("危機管理本部/防災部", "危機管理本部 防災部"),
        ] {
            let within = Interpretation { written: cell.to_owned(), names: vec![name.to_owned()] };
            assert_eq!(names(cell), (vec![name.to_owned()], vec![within]), "{cell}");
        }
        assert_eq!(read("産業部/産業課、観光課"), ["産業部 産業課", "観光課"]);
    }

    #[test]
    fn what_does_not_go_down_is_several_and_told() {
        for cell in ["産業課/観光課", "産業課/産業部", "産業部;産業課", "産業部/商店会", "産業部/A課/B室"]
        {
            let (names, understood) = names(cell);
            assert!(names.len() > 1, "{cell}");
            assert_eq!(understood, [Interpretation { written: cell.to_owned(), names }], "{cell}");
        }
    }
}
