//! Finds the rows of column heads in a table and reads the meaning of each column.

use itertools::Itertools as _;

use super::{
    super::{blocks::ends_sentence, numbering::is_digit},
    columns::{self, Column},
    raw::{RawCell, RawRow},
};
use wareki::FiscalYears;

/// Maximum length of a head in characters.
const MAX_HEAD: usize = 40;

/// Number of rows below the heads that are looked at.
const LOOKED_AT: usize = 50;

/// The purpose of a table, known from its heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::outline) enum Purpose {
    /// A row is a measure, or tells something about one.
    Measures,
    /// A row is an indicator of the measure above.
    Indicators,
    /// A row has nothing but figures by year.
    Figures,
}

/// The heads of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::outline) struct Heads {
    pub purpose: Purpose,
    pub columns: Vec<Column>,
    /// The printed heads, one for each column.
    pub names: Vec<String>,
    /// Number of rows they take, 1 to 3.
    pub rows: usize,
}

/// Reads the heads that begin at the first of `rows`. Returns `None` if the row is none.
pub(in crate::outline) fn read(rows: &[RawRow]) -> Option<Heads> {
    let first = rows.first()?;
    if !is_headlike(first) {
        return None;
    }
    let mut names: Vec<String> = (0..first.width())
        .map(|column| first.covering(column).map_or_else(String::new, |cell| name_of(&cell.text.text)))
        .collect();
    let mut columns: Vec<Column> = names.iter().map(|name| columns::head(name)).collect();
    let mut taken = 1;
    while taken < 3
        && let Some(next) = rows.get(taken).filter(|next| is_below(next, first, &columns))
    {
        extend(&mut names, &mut columns, next);
        taken += 1;
    }
    name_actuals(&mut columns);
    name_sections(&mut columns, &names, rows.get(taken..).unwrap_or_default());
    let purpose = purpose(&mut columns, &names)?;
    Some(Heads { purpose, columns, names, rows: taken })
}

/// A printed head as one word: a person broke its line to make the column narrow.
fn name_of(head: &str) -> String {
    let broken = |before: char, after: char| !before.is_ascii() && !after.is_ascii();
    let letters: Vec<char> = head.chars().collect();
    let kept = letters.iter().enumerate().filter(|&(at, &c)| {
        let around =
            at.checked_sub(1).and_then(|before| Some((*letters.get(before)?, *letters.get(at + 1)?)));
        !(c == ' ' && around.is_some_and(|(before, after)| broken(before, after)))
    });
    kept.map(|(_, c)| c).collect()
}

/// Makes years between the baseline and the target of an indicator its actual values.
fn name_actuals(columns: &mut [Column]) {
    let place = |fits: Column| columns.iter().position(|column| *column == fits);
    let Some((from, to)) = place(Column::Baseline).zip(place(Column::Target)) else { return };
    for column in columns.iter_mut().take(to).skip(from) {
        if let Column::Schedule(year) = *column {
            *column = Column::Actual(Some(FiscalYears::of(year)));
        }
    }
}

/// Makes columns of unknown meaning sections that stand to the left of the numbers or titles and group several
/// rows: cells that cover rows, or are blank below the first.
fn name_sections(columns: &mut [Column], names: &[String], rows: &[RawRow]) {
    let Some(first) = columns.iter().position(|c| matches!(c, Column::Number | Column::Title(_))) else {
        return;
    };
    let rows = || rows.iter().take(LOOKED_AT);
    for at in 0..first {
        let fits = |column: Column| column == Column::Other;
        let groups = rows().any(|row| {
            row.covering(first).is_some() && row.cells.get(&at).is_none_or(|cell| cell.text.borrowed)
        });
        let named = rows()
            .filter_map(|row| row.cells.get(&at))
            .any(|cell| cell.text.text.contains(char::is_alphabetic));
        if fits(columns[at]) && !names[at].is_empty() && groups && named {
            columns[at] = Column::Section;
        }
    }
}

/// True for a row of short texts that are no sentences, at least two of them heads of the vocabulary.
fn is_headlike(row: &RawRow) -> bool {
    let texts = || row.cells.values().map(|cell| cell.text.text.as_str());
    let short = |text: &str| text.chars().count() <= MAX_HEAD && !ends_sentence(text);
    // Rows of data fail this first, before their cells are compared with the vocabulary.
    if row.cells.len() < 2 || !texts().all(short) {
        return false;
    }
    let named = texts().filter(|text| columns::head(text) != Column::Other).count();
    named >= 2 && named * 2 >= row.cells.len().min(8)
}

/// True for heads of a table that lists no measures: 区分, R6, R7. Below unknown heads stand figures.
pub(in crate::outline) fn begins_other_table(row: &RawRow, next: Option<&RawRow>) -> bool {
    let Some((column, first)) = row.cells.first() else { return false };
    let known = !matches!(columns::head(&first.text.text), Column::Other | Column::Schedule(_));
    let is_figure = |cell: &RawCell| {
        let text = &cell.text.text;
        text.contains(is_digit) && !text.contains(char::is_alphabetic)
    };
    let figures = |next: &RawRow| {
        let behind = next.cells.values().skip(1);
        let (figures, others): (Vec<_>, Vec<_>) = behind.partition(|cell| is_figure(cell));
        figures.len() > others.len()
    };
    let unknown = *column == 0
        && row.cells.len() >= 2
        && row.cells.values().all(|cell| !is_figure(cell) && cell.text.text.chars().count() <= MAX_HEAD)
        && next.is_some_and(figures);
    unknown || known && is_headlike(row)
}

/// True for a second row of heads: nothing stands below a title of one column, and its cells are heads of the
/// vocabulary or stand below a head that covers several columns.
fn is_below(next: &RawRow, first: &RawRow, above: &[Column]) -> bool {
    // Tables without merged cells leave the columns beside a wide head blank.
    let wide = |column: usize| {
        let start = first.before(column + 1);
        let next = first.from(column + 1).map_or(first.width(), |(next, _)| next);
        start.is_some_and(|(start, cell)| cell.span > 1 || next > start + 1)
    };
    let is_title = |column: &usize| {
        matches!(above.get(*column), Some(Column::Title(_) | Column::Number)) && !wide(*column)
    };
    let own = next.cells.iter().filter(|(_, cell)| !cell.text.borrowed).collect_vec();
    let short = own.iter().all(|(_, cell)| {
        let text = &cell.text.text;
        text.chars().count() <= MAX_HEAD && !ends_sentence(text) && text.parse::<f64>().is_err()
    });
    let under = |column: &usize| first.before(*column + 1).is_some_and(|(start, _)| start < *column);
    let known = own.iter().filter(|(_, cell)| columns::head(&cell.text.text) != Column::Other).count();
    short
        && !own.is_empty()
        && !own.iter().any(|(column, _)| is_title(column))
        && known * 2 >= own.len()
        && own.iter().all(|(column, cell)| {
            under(column)
                || first.covering(**column).is_some() && columns::head(&cell.text.text) != Column::Other
        })
}

/// Joins a further row of heads to those above it. A head without a text of its own takes the one to its left.
fn extend(names: &mut Vec<String>, columns: &mut Vec<Column>, next: &RawRow) {
    let width = names.len().max(next.width());
    names.resize(width, String::new());
    columns.resize(width, Column::Other);
    let (upper_names, upper_columns) = (names.clone(), columns.clone());
    for column in 0..width {
        let Some(cell) = next.covering(column).filter(|cell| !cell.text.borrowed) else { continue };
        let left = (0..=column).rev().find(|&left| !upper_names[left].is_empty()).unwrap_or(0);
        let (above, upper) = (&upper_names[left], upper_columns[left]);
        let own = columns::head(&cell.text.text);
        names[column] = format!("{above}{}", name_of(&cell.text.text));
        let joined = columns::head(&names[column]);
        columns[column] = match (upper, own) {
            (_, Column::Other) => joined,
            // A row of years below 実績 or 目標値.
            (Column::Result(_), Column::Schedule(year)) => Column::Result(Some(FiscalYears::of(year))),
            (Column::Actual(_), Column::Schedule(year)) => Column::Actual(Some(FiscalYears::of(year))),
            (Column::Budget | Column::Baseline | Column::Target | Column::Rating, Column::Schedule(_)) => {
                upper
            }
            (_, Column::Result(None)) if matches!(joined, Column::Result(_)) => joined,
            (_, Column::Actual(None)) if matches!(joined, Column::Actual(_)) => joined,
            // 名称 below 事業 is 事業名称.
            (Column::Title(_), Column::Title(rank)) => match joined {
                Column::Title(whole) => Column::Title(rank.min(whole)),
                _ => own,
            },
            (Column::Schedule(year), Column::Result(None)) => Column::Result(Some(FiscalYears::of(year))),
            // 取組 below a year tells what is planned in it, if the measure has a title of its own.
            (Column::Schedule(_), Column::Title(_))
                if upper_columns.iter().any(|column| matches!(column, Column::Title(_))) =>
            {
                Column::Content
            }
            _ => own,
        };
    }
}

/// Finds the purpose of a table. The title column with the lowest rank is the title. Title columns to its left
/// become sections, others become text. Without a title, the last section or description before the telling
/// columns is the title. In a table of results only, the numbers are.
fn purpose(columns: &mut [Column], names: &[String]) -> Option<Purpose> {
    let has = |columns: &[Column], fits: fn(Column) -> bool| columns.iter().any(|&column| fits(column));
    let telling = columns.iter().filter(|column| column.is_telling()).count();
    let measured = has(columns, |c| matches!(c, Column::Baseline | Column::Target | Column::Actual(_)));
    let indicator = columns.contains(&Column::Indicator);
    if telling == 0 && measured {
        // 項目, 現状値, 目標値 is a list of indicators.
        if !indicator {
            let title = columns.iter().position(|column| matches!(column, Column::Title(_)))?;
            columns[title] = Column::Indicator;
        }
        return Some(Purpose::Indicators);
    }
    let ranked = Column::title_of(columns);
    let general = ranked.is_some_and(|title| matches!(columns[title], Column::Title(rank) if rank >= 4));
    let title = match ranked {
        Some(title) => title,
        None if indicator && measured => return Some(Purpose::Indicators),
        // 番号 and 実績: the measures are named by their numbers.
        None if columns.iter().all(|column| column.is_of_results())
            && has(columns, |c| matches!(c, Column::Result(_))) =>
        {
            columns.iter().position(|column| *column == Column::Number)?
        }
        None if telling + usize::from(columns.contains(&Column::Number)) >= 2 => {
            let named = |at: &usize| {
                ["取組", "取り組み", "事業", "施策"].iter().any(|word| names[*at].contains(word))
            };
            let content = (0..columns.len()).filter(|&at| columns[at] == Column::Content).find(named);
            let section = columns.iter().rposition(|column| *column == Column::Section);
            content.or(section)?
        }
        None => return None,
    };
    let described =
        has(columns, |c| matches!(c, Column::Content | Column::Rating | Column::Number | Column::Direction));
    if telling == 0 && (general || !described) {
        return None;
    }
    let sectioned =
        columns[..title].iter().any(|column| matches!(column, Column::Section | Column::Title(_)));
    for (at, column) in columns.iter_mut().enumerate() {
        match column {
            _ if at == title => *column = Column::Title(0),
            // 事業名, 担当課, 政策: the heading may stand behind the measure. 施策の方向性 there tells what is intended.
            Column::Section if at > title && !sectioned && !names[at].contains("方") => {}
            Column::Title(_) if at < title => *column = Column::Section,
            Column::Title(_) => *column = Column::Content,
            Column::Section if at > title => *column = Column::Other,
            _ => {}
        }
    }
    Some(Purpose::Measures)
}
