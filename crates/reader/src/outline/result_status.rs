//! Classifies result cells: something was done, nothing was done, or nothing is stated.

use shisaku_model::Status;

/// A classified result cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub status: Status,
    /// True if 実績なし applies to a part only, or under conditions. People should check such cells.
    pub qualified: bool,
}

/// Cells that consist of one expression, with their status. A dash is an empty cell, not 実績なし.
const WORDS: &[(&[&str], Status)] = &[
    (&[""], Status::Blank),
    (&["実績なし", "実績無し", "実績はない", "該当なし", "なし"], Status::NoneStated),
    (&["未実施"], Status::NotDone),
    (&["未着手"], Status::NotStarted),
    (&["検討中"], Status::UnderConsideration),
    (&["中止"], Status::Cancelled),
    (&["完了"], Status::Completed),
    (&["廃止", "終了"], Status::Discontinued),
    (&["対象外"], Status::NotDue),
    (&["再掲", "再掲のため省略"], Status::SeeOriginal),
];

/// Expressions at the end of a sentence that state that nothing was done.
const NONE: [&str; 6] = [
    "実績なし",
    "実績無し",
    "実績はない",
    "実績はありません",
    "実施しませんでした",
    "該当する取組はなかった",
];

pub(super) fn read(cell: &str) -> Reading {
    let bare = cell.trim().trim_matches(|c: char| "（()）。 　".contains(c));
    let plain = |status| Reading { status, qualified: false };
    if !bare.is_empty() && bare.chars().all(|c| "-－―ー–—‐*＊…・".contains(c)) {
        return plain(Status::Blank);
    }
    if let Some(&(_, status)) = WORDS.iter().find(|(words, _)| words.contains(&bare)) {
        return plain(status);
    }
    let sentences: Vec<&str> = cell.split_inclusive('。').map(str::trim).filter(|s| !s.is_empty()).collect();
    let none = sentences.iter().filter(|sentence| says_none(sentence)).count();
    match none {
        0 => plain(Status::Reported),
        n if n == sentences.len() => Reading { status: Status::NoneStated, qualified: true },
        _ => Reading { status: Status::Partial, qualified: true },
    }
}

fn says_none(sentence: &str) -> bool {
    let sentence = sentence.trim_end_matches(|c: char| "。)） ".contains(c));
    NONE.iter().any(|none| sentence.ends_with(none))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_cells() {
        let check =
            |cell: &str, status, qualified| assert_eq!(read(cell), Reading { status, qualified }, "{cell}");
        check("講座を開催しました。", Status::Reported, false);
        check("実績なし", Status::NoneStated, false);
        check("（実績なし）", Status::NoneStated, false);
        check("多言語化等については、実績なし", Status::NoneStated, true);
        check("講座を開催しました。相談会については実績なし。", Status::Partial, true);
        check("", Status::Blank, false);
        check("―", Status::Blank, false);
        check("検討中", Status::UnderConsideration, false);
        check("検討中の案を公表しました。", Status::Reported, false);
        check("実績なしの解消に努めました。", Status::Reported, false);
    }
}
