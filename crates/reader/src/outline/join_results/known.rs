//! The measures of a plan by all that a row of a results file may call them: id, number, code or title.

use std::collections::{HashMap, HashSet};

use itertools::Itertools as _;
use unicode_normalization::UnicodeNormalization as _;

use super::super::{
    drafts::Draft,
    located_text::Text,
    result_rows::ResultRow,
    titles::{ALIKE, REPRINT, likeness, normal},
};
use shisaku_model::Kind;

/// Maximum number of measures named beside a row that joins none.
const MOST_NEAR: usize = 3;

/// Likeness from which a title is named as near.
const NEAR: f64 = 0.3;

/// The measures of a plan by all that a row may call them.
pub(super) struct Known {
    of_id: HashMap<String, usize>,
    /// By their numbers, with and without those of the chapter.
    of_numbers: HashMap<Vec<u32>, Vec<usize>>,
    /// By a code: A-1.
    of_code: HashMap<String, Vec<usize>>,
    of_title: HashMap<String, Vec<usize>>,
    /// Titles of removed items. Only an id names these for sure.
    removed: HashSet<String>,
    /// Titles of headings above measures, by their number as printed.
    headings: HashMap<String, String>,
}

impl Known {
    pub(super) fn of(drafts: &[Box<Draft>]) -> Self {
        let (mut of_id, mut of_numbers) = (HashMap::new(), HashMap::<_, Vec<usize>>::new());
        let (mut headings, mut removed) = (HashMap::new(), HashSet::new());
        let (mut of_code, mut of_title) = (HashMap::<_, Vec<usize>>::new(), HashMap::<_, Vec<usize>>::new());
        for (at, draft) in drafts.iter().enumerate() {
            if draft.is_item() || draft.entry.kind == Kind::Removed {
                of_id.insert(draft.entry.id.clone(), at);
            }
            if draft.entry.kind == Kind::Removed {
                removed.insert(normal(&draft.title.text));
            }
            if !draft.is_item() {
                continue;
            }
            for heading in draft.headings.iter().filter(|heading| !heading.number.is_empty()) {
                headings.insert(normal(&heading.number), heading.title.text.to_string());
            }
            for key in keys(draft).into_iter().filter(|key| !key.is_empty()).unique() {
                of_numbers.entry(key).or_default().push(at);
            }
            if draft.entry.number.chars().any(char::is_alphabetic) {
                of_code.entry(normal(&draft.entry.number)).or_default().push(at);
            }
            let titles = [&draft.title].into_iter().chain(&draft.title_variants);
            for title in titles.map(|title| normal(&title.text)).unique() {
                of_title.entry(title).or_default().push(at);
            }
        }
        Self { of_id, of_numbers, of_code, of_title, removed, headings }
    }

    /// The measures with the number of a row.
    pub(super) fn of_number(&self, number: &str) -> &[usize] {
        let code = self.of_code.get(&normal(number));
        code.or_else(|| self.of_numbers.get(&numbers(number))).map(Vec::as_slice).unwrap_or_default()
    }

    /// The measure that a row names, or what is wrong with it.
    pub(super) fn find(&self, row: &ResultRow, drafts: &[Box<Draft>]) -> Result<usize, String> {
        if let Some(id) = &row.id {
            let at = *self.of_id.get(id).ok_or_else(|| format!("ID「{id}」の施策はありません。"))?;
            if !agrees(row, &drafts[at]) {
                let (number, title) = (&drafts[at].entry.number, &drafts[at].title.text);
                let shown = shown(row);
                return Err(format!("ID「{id}」は {number}「{title}」のもので、行の「{shown}」と違います。"));
            }
            return Ok(at);
        }
        let title = normal(&row.title.text);
        let by_title = self.of_title.get(&title).map(Vec::as_slice).unwrap_or_default();
        let by_number = self.of_number(&row.number);
        let named = |at: usize| format!("{}「{}」", drafts[at].entry.number, drafts[at].title.text);
        let shown = shown(row);
        let both: Vec<usize> = by_number.iter().copied().filter(|at| by_title.contains(at)).collect();
        match (both.as_slice(), by_number, by_title) {
            ([only], ..) => return Ok(*only),
            // 1-2 is a heading, 1(2) a measure.
            ([], [only], _)
                if title.is_empty()
                    && self.headings.contains_key(&normal(&row.number))
                    && normal(&drafts[*only].entry.number) != normal(&row.number) =>
            {
                let heading = &self.headings[&normal(&row.number)];
                return Err(format!(
                    "「{shown}」は見出し「{heading}」の番号です。施策の番号か題名を書いてください。"
                ));
            }
            ([], [only], _) if title.is_empty() => return Ok(*only),
            ([], [only], []) if self.removed.contains(&title) => {
                let owner = named(*only);
                return Err(format!("「{shown}」の題名は除いた項目のもので、番号は {owner} のものです。"));
            }
            ([], [only], []) if likeness(&drafts[*only].title.text, &row.title.text) >= ALIKE => {
                return Ok(*only);
            }
            ([], [only], []) => {
                return Err(format!("「{shown}」の番号は {} のもので、題名が違います。", named(*only)));
            }
            ([], [place, ..], [owner, ..]) => {
                let (owner, place) = (named(*owner), named(*place));
                return Err(format!("「{shown}」は、題名では {owner}、番号では {place} に当たります。"));
            }
            _ => {}
        }
        // Without a number, a reprint has the title of its original.
        let is_reprint = |at: &&usize| drafts[**at].entry.category.iter().any(|mark| mark == REPRINT);
        let originals: Vec<usize> = by_title.iter().filter(|at| !is_reprint(at)).copied().collect();
        let fitting = if originals.is_empty() { by_title.to_vec() } else { originals };
        match fitting.as_slice() {
            [only] => Ok(*only),
            [] => {
                let near = near(row, drafts).into_iter().map(named).join("、");
                let near = if near.is_empty() { near } else { format!("近いもの: {near}。") };
                Err(format!("「{shown}」に当たる施策がありません。{near}"))
            }
            several => {
                let several = several.iter().map(|at| named(*at)).join("、");
                Err(format!("「{shown}」に当たる施策がいくつもあります: {several}。番号を書いてください。"))
            }
        }
    }
}

/// The numbers of a measure, with and without those of the chapter.
fn keys(draft: &Draft) -> [Vec<u32>; 3] {
    [draft.key.clone(), numbers(&draft.entry.number), numbers(draft.entry.local())]
}

/// True if the number and the title of a row, where it has them, are those of a measure.
pub(super) fn agrees(row: &ResultRow, draft: &Draft) -> bool {
    let title = normal(&row.title.text);
    let is_title = |of: &Text| normal(&of.text) == title || likeness(&of.text, &row.title.text) >= ALIKE;
    let titles = std::iter::once(&draft.title).chain(&draft.title_variants).chain(&draft.repeated_titles);
    let number = numbers(&row.number);
    let is_number = normal(&row.number) == normal(&draft.entry.number) || keys(draft).contains(&number);
    (title.is_empty() || titles.into_iter().any(is_title)) && (row.number.is_empty() || is_number)
}

/// The measures with the most similar titles, or for a row without a title, with most numbers in the same places.
fn near(row: &ResultRow, drafts: &[Box<Draft>]) -> Vec<usize> {
    let own = numbers(&row.number);
    let items = (0..drafts.len()).filter(|&at| drafts[at].is_item());
    let score = |at: usize| match row.title.text.is_empty() {
        false => likeness(&drafts[at].title.text, &row.title.text),
        true => {
            let same = own.iter().zip(&drafts[at].key).filter(|(one, other)| one == other).count();
            #[expect(clippy::cast_precision_loss, reason = "a number has few parts")]
            let share = same as f64 / own.len().max(drafts[at].key.len()) as f64;
            share
        }
    };
    let near = items.map(|at| (score(at), at)).filter(|(score, _)| *score >= NEAR);
    let order = |(one, _): &(f64, usize), (other, _): &(f64, usize)| other.total_cmp(one);
    near.sorted_by(order).take(MOST_NEAR).map(|(_, at)| at).collect()
}

/// A row as an error names it.
fn shown(row: &ResultRow) -> String {
    format!("{} {}", row.number, row.title.text).trim().to_owned()
}

/// The numbers in a text: 1, 4 and 2 of 1-4(2) or 1-4-2.
pub(super) fn numbers(text: &str) -> Vec<u32> {
    let text: String = text.nfkc().collect();
    let digits = text.split(|c: char| !c.is_ascii_digit());
    digits.filter_map(|digits| digits.parse().ok()).collect()
}
