//! Parses cells and lines that name departments: several names, ditto signs, undecided ones, former names in
//! brackets.

use std::ops::Range;

use super::located_text::{Ledger, Text};
use shisaku_model::Holder;

/// Suffixes of department names.
const UNITS: [&str; 10] = ["課", "部", "局", "室", "係", "所", "センター", "館", "園", "事務局"];

/// Endings of other bodies that stand beside departments.
const BODIES: [&str; 5] = ["会", "公社", "署", "団", "校"];

/// Endings of bodies that are whole at the end of a line. 会 alone may be a part of a name: 男女共同参画社会推進課.
const WHOLE_BODIES: [&str; 10] =
    ["委員会", "協議会", "協会", "連合会", "商工会", "公社", "機構", "警察署", "消防署", "消防団"];

/// Words behind the last name.
const OTHERS: [&str; 4] = ["ほか", "他", "など", "等"];

/// Separators between names, anywhere outside brackets.
const BETWEEN: [&str; 5] = ["、", "，", "／", "/", ";"];

/// Separators only between two departments: 人権・男女共同参画課 is one name.
const MAYBE_BETWEEN: [&str; 7] = ["・", "･", " ", "\u{3000}", "及び", "並びに", "と"];

/// Signs that repeat the cell above.
const DITTO: [&str; 5] = ["〃", "々", "同上", "\"", "”"];

/// Cells that state that no department is assigned, or none yet.
const NONE: [&str; 9] = ["未定", "所管未定", "担当未定", "記載なし", "なし", "調整中", "－", "―", "-"];

/// Maximum length of a line of departments in characters.
const MAX_LINE: usize = 60;

/// Brackets around names and labels.
pub(super) const OPEN: [char; 6] = ['(', '（', '〔', '【', '[', '［'];
pub(super) const CLOSE: [char; 6] = [')', '）', '〕', '】', ']', '］'];

/// Returns the names in a cell, the lead first. `above` holds the names of the cell above and is updated.
/// Separators and bracketed former names are held in the ledger as such.
pub(super) fn read_cell(cell: &Text, above: &mut Vec<String>, ledger: &mut Ledger) -> Vec<Text> {
    let mut names: Vec<Text> = Vec::new();
    for (range, is_name) in pieces(&cell.text, &cell.line_starts()) {
        let mut piece = cell.part(range);
        let bare = piece.text.trim_matches(|c| OPEN.contains(&c) || CLOSE.contains(&c));
        if !is_name {
            ledger.hold(&piece, Holder::Separator);
        } else if NONE.contains(&bare) || is_remark(&piece.text) && !names.is_empty() {
            ledger.hold(&piece, Holder::Mark);
        } else if DITTO.contains(&piece.text.as_str()) {
            // A ditto sign below names is the printed source of the first name.
            if above.is_empty() {
                ledger.hold(&piece, Holder::Mark);
            }
            let slices = std::iter::once(piece.slices).chain(std::iter::repeat_with(Default::default));
            names.extend(above.iter().zip(slices).map(|(name, slices)| Text {
                slices,
                text: name.as_str().into(),
                ..Text::default()
            }));
        } else {
            let name = piece.take(without_other_name(without_others(&piece.text)).len());
            ledger.hold(&piece, Holder::Mark);
            names.push(name);
        }
    }
    *above = names.iter().map(|name| name.text.to_string()).collect();
    names
}

/// True for a bracket of its own behind the names: （警察署と連携）.
fn is_remark(piece: &str) -> bool {
    piece.starts_with(['(', '（']) && piece.ends_with([')', '）'])
}

/// Splits a text into names and separators: byte ranges without gaps, with true for names. A name that is whole
/// at the end of a line ends there.
fn pieces(text: &str, line_starts: &[usize]) -> Vec<(Range<usize>, bool)> {
    let mut pieces = Vec::new();
    let (mut depth, mut at, mut from) = (0usize, 0, 0);
    while let Some(c) = text[at..].chars().next() {
        if OPEN.contains(&c) {
            depth += 1;
        } else if CLOSE.contains(&c) {
            depth = depth.saturating_sub(1);
        }
        let is_whole = || is_unit(&text[from..at]) || ends_body(&text[from..at], &text[at..]);
        if depth == 0 && line_starts.contains(&at) && is_whole() {
            pieces.extend(trimmed(text, from..at));
            from = at;
        }
        let sure = BETWEEN.iter().find(|sign| text[at..].starts_with(**sign));
        let maybe = MAYBE_BETWEEN.iter().find(|sign| text[at..].starts_with(**sign)).filter(|sign| {
            let signs = |c: char| "、，／/;・･ \u{3000}".contains(c);
            let behind = text[at + sign.len()..].split(signs).next().unwrap_or_default();
            // 及び and 並びに may be followed by a body that is not a department.
            is_unit(&text[from..at])
                && (is_unit(behind) || is_body(behind) || sign.ends_with(['び', 'に']) && !behind.is_empty())
        });
        match sure.or(maybe).filter(|_| depth == 0) {
            Some(sign) => {
                pieces.extend(trimmed(text, from..at));
                from = at + sign.len();
                pieces.push((at..from, false));
                at = from;
            }
            None => at += c.len_utf8(),
        }
    }
    pieces.extend(trimmed(text, from..at));
    pieces.retain(|(range, _)| !range.is_empty());
    pieces
}

/// Parts a range of a text into a name and the white space around it.
fn trimmed(text: &str, Range { start, end }: Range<usize>) -> [(Range<usize>, bool); 3] {
    let name = start + text[start..end].len() - text[start..end].trim_start().len();
    let name_end = name + text[name..end].trim_end().len();
    [(start..name, false), (name..name_end, true), (name_end..end, false)]
}

/// True if a text ends in a department suffix, ignoring a bracketed former name.
fn is_unit(text: &str) -> bool {
    let text = text.trim();
    // 福祉保健課（保健） is the name of a part.
    let whole = text.strip_suffix([')', '）']).and_then(|text| text.rsplit_once(['(', '（']));
    ends_in_unit(without_other_name(text)) || whole.is_some_and(|(whole, _)| ends_in_unit(whole.trim_end()))
}

fn is_body(text: &str) -> bool {
    BODIES.iter().any(|body| text.trim().ends_with(body))
}

/// True for a body such as 農業委員会 at the end of a line, above another name. An office belongs to the body: 事務局.
fn ends_body(before: &str, below: &str) -> bool {
    let (before, below) = (before.trim(), below.trim_start());
    WHOLE_BODIES.iter().any(|body| before.ends_with(body))
        && !below.is_empty()
        && !below.starts_with("事務局")
}

/// A name without 「ほか」 behind it.
fn without_others(name: &str) -> &str {
    let bare = OTHERS.iter().find_map(|others| name.strip_suffix(others)).map(str::trim_end);
    bare.filter(|bare| is_unit(bare)).unwrap_or(name)
}

fn ends_in_unit(text: &str) -> bool {
    UNITS.iter().any(|unit| text.ends_with(unit) && text.len() > unit.len())
}

/// True if a text is one department or several, the first at least by its form.
pub(super) fn are_departments(text: &str) -> bool {
    let names = pieces(text, &[]).into_iter().filter(|(_, is_name)| *is_name).map(|(range, _)| &text[range]);
    let mut names = names.map(without_others);
    names.next().is_some_and(is_unit) && names.all(|name| is_unit(name) || is_body(name))
}

/// True for a line that is nothing but departments, without a label. Halls and centres alone may be places.
pub(super) fn is_line_of(text: &str) -> bool {
    const SURE: [&str; 5] = ["課", "室", "局", "係", "本部"];
    let parts = text.split(|c: char| "、，／/;・･ \u{3000}(（)）".contains(c));
    let mut named = parts.filter(|name| SURE.iter().any(|unit| name.ends_with(unit)));
    text.chars().count() <= MAX_LINE && are_departments(text) && named.next().is_some()
}

/// Strips a bracketed department name: 商工課（産業振興課）becomes 商工課. 県港湾事務所（架空）stays.
fn without_other_name(text: &str) -> &str {
    let Some(inside) = text.strip_suffix([')', '）']) else { return text };
    let Some(open) = inside.rfind(['(', '（']) else { return text };
    let other = inside[open..].trim_start_matches(['(', '（']);
    let name = text[..open].trim_end();
    let beside = ["と連携", "と協力", "と共同", "と共管"].iter().any(|words| other.ends_with(words));
    if ends_in_unit(name) && (ends_in_unit(other) || beside) { name } else { text }
}

#[cfg(test)]
mod tests {
    use super::{super::located_text::Slice, *};

    /// Returns the names and asserts that every byte of the cell is held once.
    #[track_caller]
    fn names(text: &str, above: &[&str]) -> Vec<String> {
        let mut ledger = Ledger::default();
        let cell = Text::line(0, 0, text);
        let mut above = above.iter().map(|name| (*name).to_owned()).collect();
        let names = read_cell(&cell, &mut above, &mut ledger);
        let held: usize = ledger.spans.iter().map(|span| span.range.len()).sum();
        let named: usize = names.iter().flat_map(|name| &name.slices).map(Slice::len).sum();
        assert_eq!(held + named, text.len(), "{text}");
        names.into_iter().map(|name| name.text.to_string()).collect()
    }

    #[test]
    fn a_cell_gives_each_department_by_itself() {
        for (cell, expected) in [
            ("商工課（産業振興課）", vec!["商工課"]),
            ("子育て支援課（こども家庭センター）、生涯学習課", vec!["子育て支援課", "生涯学習課"]),
            ("人事課・人権推進課", vec!["人事課", "人権推進課"]),
            ("人権・男女共同参画課", vec!["人権・男女共同参画課"]),
            ("企画課（市長公室政策推進課） 商工課（産業振興課）", vec!["企画課", "商工課"]),
            ("産業建設課商工係及び地域おこし協力隊", vec!["産業建設課商工係", "地域おこし協力隊"]),
            ("県港湾事務所（架空）", vec!["県港湾事務所（架空）"]),
            ("（社福）潮見市社会福祉協議会（架空）", vec!["（社福）潮見市社会福祉協議会（架空）"]),
            ("建設課／観光課", vec!["建設課", "観光課"]),
            ("産業部 産業課", vec!["産業部", "産業課"]),
            ("所管未定", vec![]),
            ("（未定）", vec![]),
            ("", vec![]),
            ("全課", vec!["全課"]),
        ] {
            assert_eq!(names(cell, &[]), expected, "{cell}");
        }
    }

    #[test]
    fn a_line_break_parts_bodies_from_departments() {
        let parted = |lines: [&str; 2]| {
            let mut cell = Text::line(0, 0, lines[0]);
            cell.extend_apart(Text::line(0, 1, lines[1]));
            let names = read_cell(&cell, &mut Vec::new(), &mut Ledger::default());
            names.into_iter().map(|name| name.text.to_string()).collect::<Vec<_>>()
        };
        for lines in [["農業委員会", "農林課"], ["社会福祉協議会", "福祉課"], ["農林課", "農業委員会"]]
        {
            assert_eq!(parted(lines), lines);
        }
        assert_eq!(parted(["農業委員会", "事務局"]).len(), 1);
    }

    #[test]
    fn a_ditto_sign_repeats_the_row_above() {
        assert_eq!(names("〃", &["商工課", "観光課"]), ["商工課", "観光課"]);
        assert_eq!(names("〃、税務課", &["商工課"]), ["商工課", "税務課"]);
        assert_eq!(names("〃", &[]), Vec::<String>::new());
    }
}
