//! Rewrites typed letters into words of the index.
//!
//! Word forms cover the letters from left to right. A *row* is a sequence of words in which each word
//! directly follows the one before it somewhere in the index. So 中小企業診断士 is read as one name, and 会館 is never
//! followed by a 時間 that no entry has. Rows are separated by a particle, or by nothing if both are long. A
//! typo is one letter left out, added, replaced, or exchanged with its neighbour.

use super::edges::Edge;
use super::{Vocabulary, Word, kana, romaji};
use shisaku_analysis::{Analyzer, Class, is_kanji, is_katakana, is_letter};

/// Maximum number of letters. Longer input is not a word typed in kana.
const MOST_LETTERS: usize = 48;
/// Maximum number of partial covers kept per position, and of covers returned.
const MOST_STATES: usize = 24;
const MOST_COVERS: usize = 4;

/// Minimum number of letters in a row. Shorter rows match by chance. A row directly next to another row
/// (*bare*) must be longer.
const LEAST_KANA: usize = 3;
const LEAST_BARE_KANA: usize = 4;
const LEAST_LATIN: usize = 4;
const LEAST_BARE_LATIN: usize = 6;
/// Minimum for a row that contains kanji. Kanji are less ambiguous.
const LEAST_WITH_KANJI: usize = 2;

/// Particles that may separate two rows. In Latin letters, only `no` may.
const PARTICLES: [char; 10] = ['の', 'を', 'に', 'で', 'と', 'が', 'は', 'へ', 'も', 'や'];

/// Costs of a step. Fewer rows are better, then fewer words, then more frequent words.
const OF_WORD: f32 = 1.0;
const OF_FUNCTION_WORD: f32 = 4.0;
const OF_PARTICLE: f32 = 3.0;
const OF_BARE_ROW: f32 = 8.0;
const OF_SLIP: f32 = 20.0;
const OF_VOICE: f32 = 2.0;
const OF_FREQUENCY: f32 = 0.1;
/// Maximum difference in cost between a returned cover and the best cover.
const AS_GOOD: f32 = 1.5;

/// Script of the typed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Kana, or kana mixed with kanji.
    Japanese,
    /// Latin letters only.
    Latin,
}

/// Positions that may hold a typo, and the dictionary needed to find it.
pub struct Slips<'s> {
    /// True if a typo may start at this byte of the typed text.
    pub at: &'s dyn Fn(usize) -> bool,
    /// The analyzer with the readings of words and kanji.
    pub analyzer: &'s Analyzer,
}

/// A sequence of words that was read from the letters.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// The words, joined with the particles typed between them.
    pub text: String,
    /// Number of words, without particles.
    pub words: usize,
    /// True if a typo was corrected.
    pub slipped: bool,
    /// Number of bytes covered, from the start of the typed text.
    pub to: usize,
}

/// A normalised letter, and the byte offset of its end in the typed text.
pub(super) type Letter = (char, usize);

/// A partial cover: a way to cover the letters up to a position.
#[derive(Debug, Clone, Default)]
struct State {
    cost: f32,
    row: Row,
    slipped: bool,
    rows: usize,
    words: usize,
    text: String,
}

/// The current row of a partial cover.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    from: usize,
    last: Option<u32>,
    /// True if the row directly follows another row, without a particle.
    bare: bool,
    /// Letters typed exactly as in words written with kanji (`literal`), and how many of them are required
    /// (`beside`).
    literal: usize,
    beside: usize,
}

impl Vocabulary {
    /// Returns the words that the letters stand for, best first, all about as good as the first. `typed` is
    /// normalised. If only a prefix is covered (see [`Cover::to`]), `rest` must accept the remaining text.
    pub fn covers(
        &self,
        typed: &str,
        script: Script,
        slips: Option<&Slips<'_>>,
        rest: &dyn Fn(&str) -> bool,
    ) -> Vec<Cover> {
        let letters = letters(typed, script);
        if letters.is_empty() || letters.len() > MOST_LETTERS {
            return Vec::new();
        }
        let covering = Covering { vocabulary: self, script, letters: &letters, slips };
        let states = covering.states();
        for end in (1..=letters.len()).rev() {
            let to = if end == letters.len() { typed.len() } else { letters[end - 1].1 };
            let whole = |state: &&State| covering.ends(&state.row, end);
            let mut found: Vec<&State> = states[end].iter().filter(whole).collect();
            let in_part = end < letters.len();
            let can_be_part = script == Script::Japanese && slips.is_none();
            if found.is_empty() || in_part && !(can_be_part && rest(&typed[to..])) {
                continue;
            }
            found.sort_by(|one, other| one.cost.total_cmp(&other.cost));
            return best(&found, to);
        }
        Vec::new()
    }
}

/// Keeps the covers that are about as good as the first.
fn best(found: &[&State], to: usize) -> Vec<Cover> {
    let mut covers: Vec<Cover> = Vec::new();
    for state in found {
        let (first, text) = (found[0], state.text.clone());
        let as_good =
            (state.rows, state.slipped) == (first.rows, first.slipped) && state.cost <= first.cost + AS_GOOD;
        if as_good && covers.len() < MOST_COVERS && !covers.iter().any(|cover| cover.text == text) {
            let (words, slipped) = (state.words, state.slipped);
            covers.push(Cover { text, words, slipped, to });
        }
    }
    covers
}

/// Normalises the typed text, letter by letter.
fn letters(typed: &str, script: Script) -> Vec<Letter> {
    match script {
        Script::Japanese => typed
            .char_indices()
            .filter(|(_, c)| is_letter(*c))
            .flat_map(|(at, c)| {
                let end = at + c.len_utf8();
                kana::form(c.encode_utf8(&mut [0; 4])).into_iter().map(move |form| (form, end))
            })
            .collect(),
        // Normalising romaji changes its length, so that only the whole text can be covered.
        Script::Latin => romaji::skeleton(typed).into_iter().map(|c| (c, typed.len())).collect(),
    }
}

pub(super) struct Covering<'c> {
    pub vocabulary: &'c Vocabulary,
    pub script: Script,
    pub letters: &'c [Letter],
    pub slips: Option<&'c Slips<'c>>,
}

impl Covering<'_> {
    /// Returns, for every position, the best partial covers of the letters before it.
    fn states(&self) -> Vec<Vec<State>> {
        let count = self.letters.len();
        let mut states: Vec<Vec<State>> = vec![Vec::new(); count + 1];
        states[0].push(State::default());
        for at in 0..count {
            let mut here = std::mem::take(&mut states[at]);
            if here.is_empty() {
                continue;
            }
            here.sort_by(|one, other| one.cost.total_cmp(&other.cost));
            here.truncate(MOST_STATES);
            let edges = self.edges(at);
            for state in &here {
                for edge in &edges {
                    if let Some(next) = self.with_word(state, at, edge) {
                        states[edge.end].push(next);
                    }
                }
                if let Some((next, end)) = self.with_particle(state, at) {
                    states[end].push(next);
                }
            }
            states[at] = here;
        }
        states
    }

    /// Adds a word to the current row, or begins a new row with it.
    fn with_word(&self, state: &State, at: usize, edge: &Edge) -> Option<State> {
        if state.slipped && edge.slipped {
            return None;
        }
        let word = self.vocabulary.word(edge.word);
        let content = word.class != Class::Function;
        let goes_on = state.row.last.is_some_and(|last| self.vocabulary.follows(last, edge.word));
        let begins = content && word.class != Class::Suffix;
        let bare = state.row.last.is_some();
        // With a typo allowed as well, almost any input could be read as two adjacent rows.
        let may_be_bare = self.slips.is_none() && self.ends(&Row { bare: true, ..state.row }, at);
        if !goes_on && !(begins && (!bare || may_be_bare)) {
            return None;
        }
        let of_word = if content { OF_WORD } else { OF_FUNCTION_WORD };
        let of_row = if goes_on || !bare { 0.0 } else { OF_BARE_ROW };
        let of_slip = if edge.slipped { OF_SLIP } else { 0.0 };
        let of_voice = if edge.voiced { OF_VOICE } else { 0.0 };
        let frequency = OF_FREQUENCY * (1.0 + word.entries as f32).ln();
        let row = if goes_on { state.row } else { Row { from: at, bare, ..Row::default() } };
        Some(State {
            cost: state.cost + of_word + of_row + of_slip + of_voice - frequency,
            row: Row {
                last: Some(edge.word),
                literal: row.literal + self.literal(word, at, edge),
                beside: row.beside.max(edge.beside),
                ..row
            },
            slipped: state.slipped || edge.slipped,
            rows: state.rows + usize::from(!goes_on),
            words: state.words + usize::from(content),
            text: joined(&state.text, &word.text),
        })
    }

    /// Ends the current row and adds the particle that follows it.
    fn with_particle(&self, state: &State, at: usize) -> Option<(State, usize)> {
        let mut letters = self.letters[at..].iter().map(|(c, _)| *c);
        let (particle, end) = match (self.script, letters.next()?) {
            (Script::Japanese, letter) if PARTICLES.contains(&letter) => (letter, at + 1),
            (Script::Latin, 'n') if letters.next() == Some('o') => ('の', at + 2),
            _ => return None,
        };
        if !self.ends(&state.row, at) {
            return None;
        }
        let text = format!("{}{particle}", state.text);
        let row = Row { from: end, ..Row::default() };
        Some((State { cost: state.cost + OF_PARTICLE, row, text, ..state.clone() }, end))
    }

    /// True if a row may end at this position.
    fn ends(&self, row: &Row, at: usize) -> bool {
        let has_kanji = self.letters[row.from..at].iter().any(|(c, _)| is_kanji(*c));
        let (least, bare) = match self.script {
            _ if has_kanji => (LEAST_WITH_KANJI, LEAST_WITH_KANJI),
            Script::Japanese => (LEAST_KANA, LEAST_BARE_KANA),
            Script::Latin => (LEAST_LATIN, LEAST_BARE_LATIN),
        };
        let last = row.last.map(|last| self.vocabulary.word(last).class);
        last.is_some_and(|class| !matches!(class, Class::Function | Class::Prefix))
            && row.literal >= row.beside
            && at - row.from >= if row.bare { bare } else { least }
    }

    /// Number of letters typed exactly as the word is written; 0 if the word has no kanji.
    fn literal(&self, word: &Word, at: usize, edge: &Edge) -> usize {
        let typed = self.letters[at..edge.end].iter().map(|(c, _)| *c);
        let same = word.class != Class::Function
            && word.text.chars().any(is_kanji)
            && typed.eq(kana::form(&word.text));
        if same { edge.end - at } else { 0 }
    }
}

/// Joins two words. A space separates Latin words and ・ separates katakana words, which would otherwise
/// merge.
fn joined(before: &str, word: &str) -> String {
    let both = |of: fn(char) -> bool| {
        before.chars().next_back().is_some_and(of) && word.chars().next().is_some_and(of)
    };
    let gap = match () {
        () if both(|c| c.is_ascii_alphanumeric()) => " ",
        () if both(is_katakana) => "・",
        () => "",
    };
    [before, gap, word].concat()
}
