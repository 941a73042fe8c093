//! Finds words of the index that kana, Latin letters and typing errors may stand for.
//!
//! | typed | searched | as |
//! |---|---|---|
//! | しょうてんがいのいべんと | 商店街のイベント | reading |
//! | shoutengai | 商店街 | reading |
//! | しょうてん街 | 商店街 | reading |
//! | みせをはじめたい | 店を始めたい | reading |
//! | ひとでぶそく | the synonyms of 人手不足 | synonym |
//! | 顕賞制度, バリヤフリー | 顕彰制度, バリアフリー | typo |
//!
//! The words typed are always searched too and come first. Words that the index contains as typed are kept.
//! The exception is a single word that is read like another (さくら, 桜). A typing error is corrected only if
//! neither the index nor the dictionary has the word as typed.

use crate::reader::Context;
use crate::segment::listed;
use crate::units;
use crate::vocabulary::{Cover, Script, Slips, romaji};
use shisaku_analysis::{Class, Token, is_hiragana, is_kanji, is_katakana, is_letter, normalise};

/// Minimum number of letters in which a typing error is detected.
const LEAST_SLIPPED: usize = 4;

/// Minimum number of letters of a text of kana that is spelled with kanji as a whole.
const LEAST_SPELLED: usize = 6;
const LEAST_SPELLED_KATAKANA: usize = 10;

/// Minimum number of letters of words that only the thesaurus has.
const LEAST_LISTED_KANA: usize = 4;
const LEAST_LISTED_LATIN: usize = 6;

/// Particles after the subject of a question in kana.
const PARTICLES: [&str; 6] = ["は", "が", "を", "の", "に", "って"];

/// Verb endings at the end of a query.
const ENDINGS: [&str; 6] = ["たい", "たいです", "たいのですが", "たいんですが", "ます", "ました"];

/// Minimum number of letters of each of two words in a row of kana.
const LEAST_KNOWN: usize = 3;

/// True if hiragana as a whole spell words of the index.
pub(crate) fn is_kana_for_a_word(text: &str, context: &Context<'_>) -> bool {
    let kana = normalise(text);
    kana.text().chars().all(is_hiragana)
        && !context.reader.vocabulary.covers(kana.text(), Script::Japanese, None, &|_| false).is_empty()
}

/// True if Latin letters spell words of the index in romaji.
pub(crate) fn is_latin_for_words(text: &str, context: &Context<'_>) -> bool {
    let typed = normalise(text);
    let found = || context.reader.vocabulary.covers(typed.text(), Script::Latin, None, &|_| false);
    script(typed.text()) == Some(Script::Latin) && found().iter().any(|cover| !cover.text.is_ascii())
}

/// True if kana or Latin letters as a whole spell words of the thesaurus and none of the index.
pub(crate) fn is_listed_reading(text: &str, context: &Context<'_>) -> bool {
    let typed = normalise(text);
    let Some(script) = script(typed.text()) else { return false };
    let read = script == Script::Latin || typed.text().chars().all(|c| is_hiragana(c) || c == ' ');
    read && !listed_covers(typed.text(), script, &|_| false, context).is_empty()
        && context.reader.vocabulary.covers(typed.text(), script, None, &|_| false).is_empty()
}

/// Returns words that a text may stand for. Typing errors are corrected only if `corrects` is true.
pub(crate) fn covers(text: &str, words: &[Token], corrects: bool, context: &Context<'_>) -> Vec<Cover> {
    let typed = normalise(text);
    let typed = typed.text();
    let Some(script) = script(typed) else { return Vec::new() };
    let others = |covers: Vec<Cover>| -> Vec<Cover> {
        // A word as it was typed is no reading: 仕事 in 仕事を探しています.
        covers.into_iter().filter(|cover| cover.text != typed[..cover.to]).collect()
    };
    let kana = || typed.chars().any(|c| is_hiragana(c) || is_katakana(c));
    let vocabulary = &context.reader.vocabulary;
    // 起業化塾: both words are in the index, but never in this row.
    let scattered = || {
        words.len() > 1
            && typed.chars().all(is_kanji)
            && words.iter().all(Token::is_content)
            && !vocabulary.words().is_empty()
            && !vocabulary.stands(words)
    };
    // The analyzer cuts しごとさがし into し, ごと, さ, が, し, which every index contains.
    let hiragana = typed.chars().all(is_hiragana);
    let is_there = if hiragana && !vocabulary.words().is_empty() {
        vocabulary.stands(words)
    } else {
        !lacks(words, &|_| true, context)
    };
    if is_there && !(corrects && scattered()) {
        // みんなの and まちづくり are kept.
        let one_word = script == Script::Latin || kana() && !typed.chars().any(is_kanji);
        let covers = if one_word { vocabulary.covers(typed, script, None, &|_| false) } else { Vec::new() };
        return others(covers.into_iter().filter(|cover| cover.words == 1).collect());
    }
    let asks = |rest: &str| only_asks(rest, context);
    if script == Script::Latin || kana() {
        let covers = others(vocabulary.covers(typed, script, None, &asks));
        let is_whole = |covers: &[Cover]| covers.iter().any(|cover| cover.to == typed.len());
        if is_whole(&covers) {
            return covers;
        }
        // しごとをさがす: the index has 仕事, and the thesaurus has 仕事を探す.
        let mut listed = listed_covers(typed, script, &asks, context);
        // シルバー・パス equals the listed シルバーパス.
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
    let subject = lacks(words, &Token::is_content, context) || scattered();
    let spelled = || spelled(typed, context).into_iter().collect();
    if !corrects || !subject || letters < LEAST_SLIPPED || !context.analyzer.readings_of(typed).is_empty() {
        return spelled();
    }
    let cut = context.analyzer.words(typed);
    let at = |byte: usize| script == Script::Latin || is_unknown_at(typed, &cut, byte, context);
    let slips = Slips { at: &at, analyzer: context.analyzer };
    let covers = others(vocabulary.covers(typed, script, Some(&slips), &asks));
    // がっこうきゅうしょく is no typing error. Its words exist, but the index has none of them.
    let is_word = || only_kana && is_read(typed, context);
    if covers.is_empty() || is_word() { spelled() } else { covers }
}

/// The likeliest spelling of a text of kana, if the index or the thesaurus has a word of it that is written with kanji:
/// みせをはじめたい is 店を始めたい.
fn spelled(typed: &str, context: &Context<'_>) -> Option<Cover> {
    let letters = || typed.chars().filter(|&c| is_letter(c));
    // Some letters of katakana are a loanword: インバウンド.
    let least = if letters().any(is_hiragana) { LEAST_SPELLED } else { LEAST_SPELLED_KATAKANA };
    if letters().count() < least || !letters().all(|c| is_hiragana(c) || is_katakana(c)) {
        return None;
    }
    let is_known = |word: &str| context.reader.vocabulary.has(word) || context.listed_words().has(word);
    let text = context.analyzer.spell(typed, &is_known)?;
    let words = context.analyzer.words(&text);
    let known = |word: &&Token| word.is_content() && word.term.chars().any(is_kanji) && is_known(&word.term);
    let count = words.iter().filter(known).count();
    // がっこうきゅうしょく is one thing, which the index lacks although it has 学校.
    let is_sentence = words.iter().any(|word| matches!(word.class, Class::Function | Class::Modifier));
    let is_meant = is_sentence || context.reader.vocabulary.stands(&words);
    (count > 0 && is_meant).then_some(Cover { text, words: count, slipped: false, to: typed.len() })
}

/// Returns words of the thesaurus that a text may stand for, if all of them have synonyms.
fn listed_covers(
    typed: &str,
    script: Script,
    asks: &dyn Fn(&str) -> bool,
    context: &Context<'_>,
) -> Vec<Cover> {
    let letters = typed.chars().filter(|&c| is_letter(c)).count();
    let least = if script == Script::Latin { LEAST_LISTED_LATIN } else { LEAST_LISTED_KANA };
    // はろわ equals ハロワ.
    let is_long = |cover: &Cover| letters >= least || cover.text.chars().all(is_katakana);
    let is_listed = |cover: &Cover| {
        let words = context.analyzer.words(&cover.text);
        let listed = listed(&words, &|_| true, context);
        let content = words.iter().filter(|word| word.is_content());
        let mut within = content.map(|word| listed.iter().any(|one| one.words.contains(&word.position)));
        !listed.is_empty() && within.all(|within| within)
    };
    let mut covers = context.listed_words().covers(typed, script, None, asks);
    for cover in &mut covers {
        // 働きたい is listed, 働き is not.
        let rest = &typed[cover.to..];
        if ENDINGS.contains(&rest) {
            cover.text.push_str(rest);
            cover.to = typed.len();
        }
    }
    covers.retain(|cover| is_long(cover) && is_listed(cover));
    covers
}

/// True if the index lacks any of these words. Kana may be cut into apparent function words.
pub(crate) fn lacks(words: &[Token], of: &dyn Fn(&Token) -> bool, context: &Context<'_>) -> bool {
    let has =
        |word: &Token| context.reader.vocabulary.has(&word.term) || context.reader.vocabulary.has(word.key());
    !context.reader.vocabulary.words().is_empty() && words.iter().any(|word| of(word) && !has(word))
}

/// True if the rest of an operand names no subject: はありますか, について教えて.
fn only_asks(rest: &str, context: &Context<'_>) -> bool {
    let words = context.analyzer.words(rest);
    // In おかねをかりたい, the rest inflects the last word.
    if ENDINGS.contains(&rest) {
        return true;
    }
    let first = PARTICLES.iter().any(|particle| rest.starts_with(particle));
    let compounds = units::compounds(&words, &context.reader.thesaurus.spellings);
    first && compounds.iter().flatten().all(|unit| unit.role == units::Role::Request)
}

/// True if the dictionary has a word of this reading. For hiragana, two words in a row count too.
fn is_read(kana: &str, context: &Context<'_>) -> bool {
    let letters = |text: &str| text.chars().count();
    let two = |at: usize| {
        let (one, other) = kana.split_at(at);
        letters(one) >= LEAST_KNOWN
            && letters(other) >= LEAST_KNOWN
            && context.analyzer.is_reading(one)
            && context.analyzer.is_reading(other)
    };
    let hiragana = kana.chars().all(is_hiragana);
    context.analyzer.is_reading(kana) || hiragana && kana.char_indices().any(|(at, _)| two(at))
}

/// Returns the script of a text. None if it has no letters.
fn script(typed: &str) -> Option<Script> {
    let mut letters = typed.chars().filter(|&c| is_letter(c)).peekable();
    letters.peek()?;
    Some(if letters.all(|c| romaji::without_accent(c).is_ascii_alphanumeric()) {
        Script::Latin
    } else {
        Script::Japanese
    })
}

/// True if the dictionary lacks the word at a byte: all the kana there, or a single kanji that is part of no
/// longer word.
fn is_unknown_at(typed: &str, cut: &[Token], byte: usize, context: &Context<'_>) -> bool {
    let Some(here) = typed.get(byte..).and_then(|rest| rest.chars().next()) else { return false };
    if is_kanji(here) {
        let word = cut.iter().find(|word| word.range.contains(&byte));
        let longer = word.filter(|word| word.term.chars().count() > 1);
        return longer.is_none_or(|word| context.analyzer.readings_of(&word.term).is_empty());
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
    context.analyzer.readings_of(&typed[from..to]).is_empty()
}
