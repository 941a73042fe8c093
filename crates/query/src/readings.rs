//! What kana, Latin letters and slips stand for among the words of an index.
//!
//! | typed | asked for | as |
//! |---|---|---|
//! | しょうてんがいのいべんと | 商店街のイベント | reading |
//! | shoutengai | 商店街 | reading |
//! | しょうてん街 | 商店街 | reading |
//! | ひとでぶそく | what is listed for 人手不足 | synonym |
//! | 顕賞制度, バリヤフリー | 顕彰制度, バリアフリー | typo |
//!
//! What was typed is always asked for too and stands first. Words that the index has as they were typed stay
//! what they are, but for a single word that is read like another (さくら, 桜). A slip is read only where
//! nothing has the letters as they stand: neither the index nor the dictionary.

use super::operands::Operand;
use super::parse::{Reader, Run};
use super::understand::Phrases;
use super::units;
use super::ways::{self, written};
use super::{Clause, Corrected, MatchKind, Need, Part};
use crate::vocabulary::{Cover, Script, Slips};
use shisaku_analysis::{Analyzer, Token, is_hiragana, is_kanji, is_katakana, is_letter, normalise};

/// What words are worth beside 1 for what was typed.
const READ: f32 = 0.85;
const CORRECTED: f32 = 0.7;

/// Letters of a run in which a slip can be told.
const LEAST_SLIPPED: usize = 4;

/// Letters of words that only the thesaurus has.
const LEAST_LISTED_KANA: usize = 4;
const LEAST_LISTED_LATIN: usize = 6;

/// What may follow the words that a question in kana is about.
const PARTICLES: [&str; 6] = ["は", "が", "を", "の", "に", "って"];

/// What follows the stem of a verb, and is all that follows.
const ENDINGS: [&str; 6] = ["たい", "たいです", "たいのですが", "たいんですが", "ます", "ました"];

/// Words of a run of kana that the dictionary may know one by one, and letters of each.
const LEAST_KNOWN: usize = 3;

impl Reader {
    /// What a run asks for, or what it may stand for.
    pub(super) fn or_otherwise(
        &self,
        run: &Run<'_>,
        typed: Part,
        corrected: &mut Vec<Corrected>,
        analyzer: &Analyzer,
    ) -> Part {
        let operand = run.operand;
        // An office that the index has not is no slip for another word: 商工課, 商工会.
        let reads = run.untouched && units::offices(run.words).is_empty();
        let covers = if reads { self.covers(operand.text, run.words, true, analyzer) } else { Vec::new() };
        if covers.is_empty() {
            return typed;
        }
        // The words that kana of another script are cut into are found by chance.
        let cut_by_chance = !operand.text.is_ascii() && self.lacks(run.words, &|_| true);
        let whole = || ways::clause(operand.text, run.words, 100, operand.scope, analyzer, self.thesaurus());
        let typed = cut_by_chance.then(whole).flatten().map_or(typed, Part::Clause);
        let mut parts = vec![typed];
        for cover in &covers {
            parts.extend(self.covered(operand, cover, analyzer));
            if cover.slipped {
                let (from, to) = (operand.text.to_owned(), cover.text.clone());
                corrected.push(Corrected { from, to });
            }
        }
        Part::Group(super::Group { need: Need::Any, parts })
    }

    /// Adds what else is read like an excluded term.
    pub(super) fn add_readings(&self, clause: &mut Clause, text: &str, words: &[Token], analyzer: &Analyzer) {
        for cover in self.covers(text, words, false, analyzer) {
            let words = analyzer.words(&cover.text);
            let ways = written(&cover.text, &words, MatchKind::Reading, Some(text), READ, analyzer);
            clause.alternatives.extend(ways);
        }
    }

    /// Whether hiragana are, as a whole, words of the index in kana.
    pub(super) fn is_kana_for_a_word(&self, text: &str) -> bool {
        let kana = normalise(text);
        kana.text().chars().all(is_hiragana)
            && !self.vocabulary.covers(kana.text(), Script::Japanese, None, &|_| false).is_empty()
    }

    /// Whether Latin letters are words of the index in romaji.
    pub(super) fn is_latin_for_words(&self, text: &str) -> bool {
        let typed = normalise(text);
        let found = || self.vocabulary.covers(typed.text(), Script::Latin, None, &|_| false);
        script(typed.text()) == Some(Script::Latin) && found().iter().any(|cover| !cover.text.is_ascii())
    }

    /// Whether kana or Latin letters are, as a whole, listed words that no index need have.
    pub(super) fn is_listed_reading(&self, text: &str, analyzer: &Analyzer) -> bool {
        let typed = normalise(text);
        let Some(script) = script(typed.text()) else { return false };
        let read = script == Script::Latin || typed.text().chars().all(|c| is_hiragana(c) || c == ' ');
        read && !self.listed_covers(typed.text(), script, &|_| false, analyzer).is_empty()
            && self.vocabulary.covers(typed.text(), script, None, &|_| false).is_empty()
    }

    /// What the words of a cover ask for.
    fn covered(&self, operand: &Operand<'_>, cover: &Cover, analyzer: &Analyzer) -> Option<Part> {
        let other = Operand { text: &cover.text, at: 0, range: 0..cover.text.len(), ..operand.clone() };
        let words = analyzer.words(other.text);
        let run = self.run(&other, &words, &Phrases::default(), &mut Vec::new(), analyzer);
        let mut part = self.part(&run, false, analyzer)?;
        let (as_, weight) =
            if cover.slipped { (MatchKind::Typo, CORRECTED) } else { (MatchKind::Reading, READ) };
        part.change_clauses(&mut |clause: &mut Clause| {
            clause.text = operand.text.to_owned();
            for one in &mut clause.alternatives {
                if matches!(one.as_, MatchKind::Exact | MatchKind::Spelling) {
                    one.as_ = as_;
                }
                one.weight *= weight;
                one.from = Some(operand.text.to_owned());
            }
        });
        Some(part)
    }

    /// The words of the index that a text may stand for.
    fn covers(&self, text: &str, words: &[Token], corrects: bool, analyzer: &Analyzer) -> Vec<Cover> {
        let typed = normalise(text);
        let typed = typed.text();
        let Some(script) = script(typed) else { return Vec::new() };
        let others = |covers: Vec<Cover>| -> Vec<Cover> {
            // What stands as it was typed is no reading: 仕事 in 仕事を探しています.
            covers.into_iter().filter(|cover| cover.text != typed[..cover.to]).collect()
        };
        let kana = || typed.chars().any(|c| is_hiragana(c) || is_katakana(c));
        let vocabulary = &self.vocabulary;
        // 起業化塾: words of the index that stand in this row nowhere.
        let scattered = || {
            words.len() > 1
                && typed.chars().all(is_kanji)
                && words.iter().all(Token::is_content)
                && !vocabulary.words().is_empty()
                && !vocabulary.stands(words)
        };
        // しごとさがし is cut into し, ごと, さ, が, し, which every index has.
        let hiragana = typed.chars().all(is_hiragana);
        let is_there = if hiragana && !vocabulary.words().is_empty() {
            vocabulary.stands(words)
        } else {
            !self.lacks(words, &|_| true)
        };
        if is_there && !(corrects && scattered()) {
            // みんなの, まちづくり stay what they are.
            let one_word = script == Script::Latin || kana() && !typed.chars().any(is_kanji);
            let covers =
                if one_word { vocabulary.covers(typed, script, None, &|_| false) } else { Vec::new() };
            return others(covers.into_iter().filter(|cover| cover.words == 1).collect());
        }
        let asks = |rest: &str| self.only_asks(rest, analyzer);
        if script == Script::Latin || kana() {
            let covers = others(vocabulary.covers(typed, script, None, &asks));
            let is_whole = |covers: &[Cover]| covers.iter().any(|cover| cover.to == typed.len());
            if is_whole(&covers) {
                return covers;
            }
            // しごとをさがす: 仕事 is a word of the index, 仕事を探す one of the thesaurus.
            let mut listed = self.listed_covers(typed, script, &asks, analyzer);
            // シルバー・パス is シルバーパス, as which it is listed.
            listed.retain(|cover| cover.text.chars().filter(|&c| is_letter(c)).ne(typed.chars()));
            if corrects && (covers.is_empty() || is_whole(&listed)) && !listed.is_empty() {
                return listed;
            }
            if !covers.is_empty() {
                return covers;
            }
        }
        let letters = typed.chars().filter(|&c| is_letter(c)).count();
        let only_kana = kana() && !typed.chars().any(|c| is_kanji(c) || c.is_ascii_alphanumeric());
        let subject = self.lacks(words, &Token::is_content) || scattered();
        if !corrects || !subject || letters < LEAST_SLIPPED || !analyzer.readings_of(typed).is_empty() {
            return Vec::new();
        }
        let cut = analyzer.words(typed);
        let at = |byte: usize| script == Script::Latin || is_unknown_at(typed, &cut, byte, analyzer);
        let readings = |word: &str| analyzer.readings_of(word);
        let of_kanji = |kanji: char| analyzer.kanji_readings(kanji);
        let slips = Slips { at: &at, readings: &readings, of_kanji: &of_kanji };
        let covers = others(vocabulary.covers(typed, script, Some(&slips), &asks));
        // がっこうきゅうしょく is no slip: there are such words, and the index has none of them.
        let is_word = || only_kana && is_read(typed, analyzer);
        if covers.is_empty() || is_word() { Vec::new() } else { covers }
    }

    /// The words of the thesaurus that a text may stand for: those that say of each of them what else to search.
    fn listed_covers(
        &self,
        typed: &str,
        script: Script,
        asks: &dyn Fn(&str) -> bool,
        analyzer: &Analyzer,
    ) -> Vec<Cover> {
        let letters = typed.chars().filter(|&c| is_letter(c)).count();
        let least = if script == Script::Latin { LEAST_LISTED_LATIN } else { LEAST_LISTED_KANA };
        // はろわ is ハロワ itself.
        let is_long = |cover: &Cover| letters >= least || cover.text.chars().all(is_katakana);
        let is_listed = |cover: &Cover| {
            let words = analyzer.words(&cover.text);
            let standing = |text: &str| self.standing(text, analyzer);
            let listed = units::listed(&words, &vec![true; words.len()], self.thesaurus(), &standing);
            let content = words.iter().filter(|word| word.is_content());
            let mut within = content.map(|word| listed.iter().any(|one| one.words.contains(&word.position)));
            !listed.is_empty() && within.all(|within| within)
        };
        let mut covers = self.listed_words(analyzer).covers(typed, script, None, asks);
        for cover in &mut covers {
            // 働きたい is listed, not 働き.
            let rest = &typed[cover.to..];
            if ENDINGS.contains(&rest) {
                cover.text.push_str(rest);
                cover.to = typed.len();
            }
        }
        covers.retain(|cover| is_long(cover) && is_listed(cover));
        covers
    }

    /// Whether the index lacks any of these words. Kana may be cut into what looks like function words.
    fn lacks(&self, words: &[Token], of: &dyn Fn(&Token) -> bool) -> bool {
        let has = |word: &Token| self.vocabulary.has(&word.term) || self.vocabulary.has(word.key());
        !self.vocabulary.words().is_empty() && words.iter().any(|word| of(word) && !has(word))
    }

    /// Whether what is left of a run says nothing of a subject: はありますか, について教えて.
    fn only_asks(&self, rest: &str, analyzer: &Analyzer) -> bool {
        let words = analyzer.words(rest);
        // おかねをかりたい: what is left inflects the last word.
        if ENDINGS.contains(&rest) {
            return true;
        }
        let first = PARTICLES.iter().any(|particle| rest.starts_with(particle));
        let compounds = units::compounds(&words, &self.thesaurus().spellings);
        first && compounds.iter().flatten().all(|unit| unit.role == units::Role::Request)
    }
}

/// Whether the dictionary has a word that is read so, or, of hiragana, two in a row.
fn is_read(kana: &str, analyzer: &Analyzer) -> bool {
    let letters = |text: &str| text.chars().count();
    let two = |at: usize| {
        let (one, other) = kana.split_at(at);
        letters(one) >= LEAST_KNOWN
            && letters(other) >= LEAST_KNOWN
            && analyzer.is_reading(one)
            && analyzer.is_reading(other)
    };
    let hiragana = kana.chars().all(is_hiragana);
    analyzer.is_reading(kana) || hiragana && kana.char_indices().any(|(at, _)| two(at))
}

/// How a text was typed; none where it has no letters.
fn script(typed: &str) -> Option<Script> {
    let mut letters = typed.chars().filter(|&c| is_letter(c)).peekable();
    letters.peek()?;
    let latin = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, 'ā' | 'ī' | 'ū' | 'ē' | 'ō' | 'â' | 'î' | 'û' | 'ê' | 'ô')
    };
    Some(if letters.all(latin) { Script::Latin } else { Script::Japanese })
}

/// Whether the dictionary lacks what stands at a byte: the kana there as a whole, or a kanji that belongs to no
/// longer word.
fn is_unknown_at(typed: &str, cut: &[Token], byte: usize, analyzer: &Analyzer) -> bool {
    let Some(here) = typed.get(byte..).and_then(|rest| rest.chars().next()) else { return false };
    if is_kanji(here) {
        let word = cut.iter().find(|word| word.range.contains(&byte));
        let longer = word.filter(|word| word.term.chars().count() > 1);
        return longer.is_none_or(|word| analyzer.readings_of(&word.term).is_empty());
    }
    let same = |c: char| match () {
        () if is_katakana(here) => is_katakana(c),
        () if is_hiragana(here) => is_hiragana(c),
        () => c.is_ascii_alphanumeric(),
    };
    let from = typed[..byte]
        .rfind(|c| !same(c))
        .map_or(0, |at| at + typed[at..].chars().next().map_or(1, char::len_utf8));
    let to = typed[byte..].find(|c| !same(c)).map_or(typed.len(), |length| byte + length);
    analyzer.readings_of(&typed[from..to]).is_empty()
}
