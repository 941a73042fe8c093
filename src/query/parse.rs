//! Typed text to a [`Query`]. Never an error: what is no operator is text, and what has no letters is nothing.
//!
//! | typed | clauses |
//! |---|---|
//! | `商店街　支援` | 商店街; 支援 |
//! | `商店街の支援` | 商店街; 支援: an unspaced run is cut at function words and symbols |
//! | `"商店街の支援"` 「...」 『...』 | one, の standing in the row: phrases are not cut |
//! | `-再掲` `－「商店街の支援」` | one, excluded, not cut |
//! | `ものづくり` | one: a run of hiragana only is not cut, its function words are guesses |
//! | `1-1(1)` `MM-Navi` | one: a symbol between two ASCII letters or digits does not cut |
//! | `-` `MM - 1` `産業-商業` | a hyphen alone or inside a run excludes nothing |
//! | `"商店街` | a quotation mark that never closes is a symbol |

use super::{Alternative, Clause, MatchKind, Occur, Query};
use crate::analysis::{Analyzer, Role, Token, is_hiragana, is_kanji, is_katakana, is_letter, normalise};

/// What opens a phrase and what closes it.
const QUOTES: [(char, char); 6] =
    [('"', '"'), ('＂', '＂'), ('“', '”'), ('”', '”'), ('「', '」'), ('『', '』')];

/// What excludes the term it stands before.
const HYPHENS: [char; 3] = ['-', '－', '−'];

/// Letters from which on a term of kanji, or of katakana, is found inside longer words. Shorter katakana
/// stand in unrelated words: テスト in コンテスト, リス in リスク.
const LEAST_KANJI: usize = 2;
const LEAST_KATAKANA: usize = 4;

/// Reads a query. Clauses that ask for the same twice become one.
pub fn parse(text: &str, analyzer: &Analyzer) -> Query {
    let mut query = Query { text: text.to_owned(), clauses: Vec::new() };
    for term in terms(text) {
        for clause in clauses(&term, analyzer) {
            let same =
                |other: &Clause| other.occur == clause.occur && other.alternatives == clause.alternatives;
            if !query.clauses.iter().any(same) {
                query.clauses.push(clause);
            }
        }
    }
    query
}

/// A stretch of the query that its operators belong to.
struct Term<'t> {
    text: &'t str,
    quoted: bool,
    excluded: bool,
}

/// Cuts a query at white space and quotation marks.
fn terms(text: &str) -> Vec<Term<'_>> {
    let mut terms = Vec::new();
    let mut rest = text;
    let mut after_space = true;
    loop {
        let trimmed = rest.trim_start();
        after_space |= trimmed.len() < rest.len();
        rest = trimmed;
        if rest.is_empty() {
            return terms;
        }
        let bare =
            rest.strip_prefix(HYPHENS).filter(|bare| after_space && !bare.starts_with(char::is_whitespace));
        let excluded = bare.is_some_and(|bare| !bare.is_empty());
        if excluded {
            rest = bare.unwrap_or(rest);
        }
        let (term, after, quoted) = match quoted(rest) {
            Some((inner, after)) => (inner, after, true),
            None => {
                let (run, after) = rest.split_at(run_length(rest));
                (run, after, false)
            }
        };
        terms.push(Term { text: term, quoted, excluded });
        rest = after;
        after_space = false;
    }
}

/// What stands between quotation marks at the very beginning, and what follows them.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let (_, close) = QUOTES.iter().find(|(open, _)| text.starts_with(*open))?;
    let mut characters = text.chars();
    characters.next();
    characters.as_str().split_once(*close)
}

/// Bytes up to the next white space or phrase; one character at least.
fn run_length(text: &str) -> usize {
    let ends = |&(at, c): &(usize, char)| at > 0 && (c.is_whitespace() || quoted(&text[at..]).is_some());
    text.char_indices().find(ends).map_or(text.len(), |(at, _)| at)
}

/// What a term asks for: nothing if it has no letters.
fn clauses(term: &Term<'_>, analyzer: &Analyzer) -> Vec<Clause> {
    let words = analyzer.words(term.text);
    let occur = if term.excluded { Occur::MustNot } else { Occur::Must };
    let pieces = if term.excluded || term.quoted { vec![&words[..]] } else { pieces(term.text, &words) };
    pieces.into_iter().filter_map(|piece| clause(occur, term.text, piece, analyzer)).collect()
}

/// Cuts an unspaced run at function words and symbols; see the module's table.
fn pieces<'w>(run: &str, words: &'w [Token]) -> Vec<&'w [Token]> {
    let content = |word: &Token| word.role == Role::Content;
    if run.chars().filter(|&c| is_letter(c)).all(is_hiragana) || !words.iter().any(content) {
        return vec![words];
    }
    words.split(|word| !content(word)).flat_map(|piece| piece.chunk_by(|a, b| !is_cut(a, b))).collect()
}

/// Whether a symbol parts two words. Words that both come from one written character (㍿) overlap.
fn is_cut(a: &Token, b: &Token) -> bool {
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    b.range.start > a.range.end && !(ascii(a.term.chars().next_back()) && ascii(b.term.chars().next()))
}

/// A clause with its exact alternative, from words of `text`; none from no words.
fn clause(occur: Occur, text: &str, words: &[Token], analyzer: &Analyzer) -> Option<Clause> {
    let text = &text[words.first()?.range.start..words.last()?.range.end];
    let terms = |tokens: &[Token]| tokens.iter().map(|token| token.term.clone()).collect();
    let letters: Vec<char> = normalise(text).text().chars().collect();
    let found_in_words = letters.len() >= LEAST_KANJI && letters.iter().all(|&c| is_kanji(c))
        || letters.len() >= LEAST_KATAKANA && letters.iter().all(|&c| is_katakana(c));
    let characters = if found_in_words { terms(&analyzer.bigrams(text)) } else { Vec::new() };
    let exact =
        Alternative { as_: MatchKind::Exact, weight: 1.0, from: None, words: terms(words), characters };
    Some(Clause { occur, text: text.to_owned(), alternatives: vec![exact] })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::testing::{analyzer, any_text};

    /// Clauses as a person reads them: `-` excluded, words parted by `|`, `*` where characters will do.
    #[track_caller]
    fn check(typed: &str, expected: &str) {
        let query = parse(typed, analyzer());
        let shown = |clause: &Clause| {
            let exact = &clause.alternatives[0];
            format!(
                "{}{}{}",
                if clause.occur == Occur::MustNot { "-" } else { "" },
                exact.words.join("|"),
                if exact.characters.is_empty() { "" } else { "*" }
            )
        };
        assert_eq!(query.clauses.iter().map(shown).collect::<Vec<_>>().join(" "), expected, "{typed}");
    }

    #[test]
    fn white_space_of_any_width_parts_terms() {
        check("商店街　支援 BCP", "商店|街* 支援* bcp");
        check("  ", "");
    }

    #[test]
    fn an_unspaced_run_is_cut_at_function_words_and_symbols() {
        check("商店街の支援", "商店|街* 支援*");
        check("商店街を支援する", "商店|街* 支援*");
        check("ビジネス・サポート事業", "ビジネス* サポート|事業");
        check("国(都)", "国 都");
        check("中小企業支援", "中小|企業|支援*");
    }

    #[test]
    fn some_runs_stay_whole() {
        check("ものづくり", "もの|づくり");
        check("から", "から");
        check("1-1(1)", "1|1|1");
        check("ＭＭ－Ｎａｖｉ", "mm|navi");
        check("MM-Navi", "mm|navi");
    }

    #[test]
    fn phrases_and_exclusions_are_not_cut() {
        check("\"商店街の支援\"", "商店|街|の|支援");
        check("「商店街の支援」『融資』", "商店|街|の|支援 融資*");
        check("商店街「融資の斡旋」支援", "商店|街* 融資|の|斡旋 支援*");
        check("-商店街の支援 －再掲", "-商店|街|の|支援 -再掲*");
        check("商店街 −「融資の斡旋」", "商店|街* -融資|の|斡旋");
    }

    #[test]
    fn what_is_no_operator_is_text() {
        check("-", "");
        check("商店街 - 支援", "商店|街* 支援*");
        check("産業-商業", "産業* 商業*");
        check("--支援", "-支援*");
        check("\"商店街", "商店|街*");
        check("」「\"\"『』※！", "");
    }

    #[test]
    fn the_same_twice_is_one_clause() {
        check("支援 支援 \"支援\" -支援 -支援 ｂｃｐ BCP", "支援* -支援* bcp");
    }

    #[test]
    fn text_is_kept_as_typed() {
        let query = parse("「ＢＣＰの 普及」 -㈱", analyzer());
        let texts: Vec<&str> = query.clauses.iter().map(|clause| clause.text.as_str()).collect();
        assert_eq!(texts, ["ＢＣＰの 普及", "㈱"]);
        assert_eq!(query.text, "「ＢＣＰの 普及」 -㈱");
    }

    #[test]
    fn rows_are_found_as_words_and_inside_longer_words() {
        let found = |typed: &str, text: &str| {
            let query = parse(typed, analyzer());
            let analysed = analyzer().analyse(text);
            let ranges = query.clauses[0].alternatives[0].occurrences(&analysed);
            ranges.into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("商店街", "商店街と商店・街"), ["商店街", "商店・街", "商店街"]);
        assert_eq!(found("業界", "産業界"), ["業界"]);
        assert_eq!(found("ポイントシステム", "ﾎﾟｲﾝﾄ・ｼｽﾃﾑ"), ["ﾎﾟｲﾝﾄ・ｼｽﾃﾑ"]);
        assert!(found("支援商店", "商店支援").is_empty());
    }

    proptest! {
        #[test]
        fn any_text_is_a_query(text in any_text()) {
            let query = parse(&text, analyzer());
            prop_assert_eq!(&query.text, &text);
            for clause in &query.clauses {
                prop_assert!(text.contains(&clause.text));
                prop_assert_eq!(clause.alternatives.len(), 1);
                prop_assert!(!clause.alternatives[0].words.is_empty());
            }
        }

        #[test]
        fn a_term_is_met_by_itself(text in any_text()) {
            for clause in parse(&text, analyzer()).clauses {
                let itself = analyzer().analyse(&clause.text);
                let quoted = parse(&format!("\"{}\"", clause.text.replace('"', "")), analyzer());
                if let [phrase] = &quoted.clauses[..] && phrase.text == clause.text {
                    prop_assert!(!phrase.alternatives[0].occurrences(&itself).is_empty(), "{:?}", clause);
                }
            }
        }
    }
}
