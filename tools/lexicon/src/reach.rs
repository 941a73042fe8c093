//! Finds listed items without effect. Each item is typed in a query, and its synonyms are searched in
//! sentences.

use std::collections::{BTreeSet, HashMap};

use smol_str::SmolStr;

use super::check::line_of;
use shisaku_analysis::{Analyzer, Token};
use shisaku_model::{Finding, Place};
use shisaku_query::{Clause, Matcher, Reader, SynonymLine, Synonyms, Target};

/// Text that people type between the words of an item.
const BETWEEN: [&str; 8] = [" ", "", "を", "が", "の", "に", "で", "は"];

/// Text that may follow an item in a sentence.
const AFTER: [&str; 3] = ["の問題", "を考える", "について"];

/// Text that may surround a synonym. The end of a text is analysed differently from a sentence.
const SENTENCES: [(&str, &str); 3] = [("区内の", "を行います。"), ("", "について"), ("また、", "の支援")];

/// Finds the lines of synonym lists without effect: items that are read as something else, and targets that no
/// sentence contains. `lists` must be those of the reader's thesaurus.
pub(super) fn unreachable(reader: &Reader, lists: &[(&str, &str)], analyzer: &Analyzer) -> Vec<Finding> {
    let synonyms = &reader.thesaurus().synonyms;
    let mut trial = Trial { reader, synonyms, analyzer, rows: HashMap::new() };
    let lines = Synonyms::read_lines(lists).0.into_iter();
    lines.flat_map(|(file, number, line)| trial.of_line(&line_of(file, number), &line)).collect()
}

struct Trial<'r> {
    reader: &'r Reader,
    synonyms: &'r Synonyms,
    analyzer: &'r Analyzer,
    /// Doubts about the rows checked so far.
    rows: HashMap<SmolStr, Option<String>>,
}

impl Trial<'_> {
    fn of_line(&mut self, at: &Place, line: &SynonymLine) -> Vec<Finding> {
        let unusable = |message| Finding::error("unusable_synonym", at.clone(), message);
        let doubtful = |message| Finding::warning("doubtful_synonym", at.clone(), message);
        let targets = line.targets();
        let mut findings = Vec::new();
        for item in &line.left {
            let forms = self.synonyms.forms(item);
            let others: Vec<Target> =
                targets.iter().filter(|target| !self.synonyms.is_within(&forms, target)).cloned().collect();
            let name = item.join(" ");
            if !others.is_empty() {
                findings.extend(match self.reached(item, &others) {
                    Reached::Everywhere => None,
                    Reached::Alone { there } => Some(doubtful(format!(
                        "「{name}」は、文の中では「{there}」と切られるので、それだけを入力したときにしか言い換えになりません。words.csv に 1 語として加えるか、ほかの語にしてください。"
                    ))),
                    Reached::Nowhere => Some(self.without_effect(item, at)),
                });
            } else if line.left.len() == 1 {
                findings.push(unusable(format!(
                    "「{name}」は、自分と同じ語(spellings.txt にある書き方を含む)しか見つけません。「=>」の右に、ほかの語を書くか、この行を消してください。"
                )));
            }
        }
        let rows: BTreeSet<&SmolStr> = targets.iter().flat_map(|target| &target.rows).collect();
        for row in rows {
            if !self.rows.contains_key(row) {
                self.rows.insert(row.clone(), self.doubt_about(row));
            }
            findings.extend(self.rows.get(row).cloned().flatten().map(doubtful));
        }
        findings
    }

    /// Types an item alone and in sentences.
    fn reached(&self, item: &[SmolStr], targets: &[Target]) -> Reached {
        let between = if item.len() > 1 { BETWEEN.as_slice() } else { &[""] };
        let is_met =
            |after: &str| between.iter().any(|between| self.is_met(&item.join(between), after, targets));
        let in_a_sentence = || AFTER.iter().any(|after| is_met(after));
        match is_met("") {
            // Items of several words are also typed with white space.
            true if item.len() > 1 || in_a_sentence() => Reached::Everywhere,
            true => {
                let name = item.concat();
                let words = self.analyzer.words(&format!("{name}{}", AFTER[0]));
                let inside: Vec<Token> =
                    words.into_iter().filter(|word| word.range.start < name.len()).collect();
                Reached::Alone { there: cut(&inside) }
            }
            false if in_a_sentence() => Reached::Everywhere,
            false => Reached::Nowhere,
        }
    }

    /// True if typing an item with a following text finds the synonyms.
    fn is_met(&self, typed: &str, after: &str, targets: &[Target]) -> bool {
        let query = self.reader.read(&format!("{typed}{after}"), self.analyzer);
        let clauses: Vec<&Clause> = query.asked.iter().flat_map(|asked| asked.clauses()).collect();
        clauses.into_iter().any(|clause| self.is_whole(clause, typed) && self.leads(clause, targets))
    }

    /// True if a clause covers everything typed, apart from function words on either side.
    fn is_whole(&self, clause: &Clause, typed: &str) -> bool {
        let Some(start) = typed.find(&clause.text) else { return false };
        let outside = |word: &Token| word.range.end <= start || word.range.start >= start + clause.text.len();
        self.analyzer.words(typed).iter().filter(|word| outside(word)).all(|word| !word.is_content())
    }

    /// True if a clause searches all these synonyms.
    fn leads(&self, clause: &Clause, targets: &[Target]) -> bool {
        targets.iter().all(|target| {
            let ways = self.reader.searched(target, &clause.text, self.analyzer);
            ways.first()
                .is_some_and(|one| clause.alternatives.iter().any(|other| other.matcher == one.matcher))
        })
    }

    /// Tells that a typed item has no effect, and why.
    ///
    /// A filter or a name that these plans bring along is no fault of the list, which may serve other plans.
    fn without_effect(&self, item: &[SmolStr], at: &Place) -> Finding {
        let typed = item.join(" ");
        let query = self.reader.read(&typed, self.analyzer);
        let here = |reading: String| {
            let message =
                format!("「{typed}」は、この計画では{reading}として先に読まれ、言い換えになりません。");
            Finding::info("unused_synonym", at.clone(), message)
        };
        if let Some(filter) = query.understood.first() {
            return here(format!("絞り込み「{}」", filter.text));
        }
        let clauses: Vec<&Clause> = query.asked.iter().flat_map(|asked| asked.clauses()).collect();
        let is_read = |kind: fn(&Matcher) -> bool| {
            clauses.iter().any(|clause| clause.alternatives.iter().any(|one| kind(&one.matcher)))
        };
        if is_read(|one| matches!(one, Matcher::Values { facet, .. } if facet == "organisation")) {
            return here("団体などの名前".to_owned());
        }
        let cause = if is_read(|one| matches!(one, Matcher::Number(_) | Matcher::Years(_))) {
            "施策の番号か年が先に読まれます。番号や年のない語にするか、消してください。".to_owned()
        } else {
            self.cause_in_words(item, &typed)
        };
        let message = format!("「{typed}」は、入力されても言い換えになりません。{cause}");
        Finding::error("unusable_synonym", at.clone(), message)
    }

    /// Returns the reason why the words of a typed item have no effect.
    fn cause_in_words(&self, item: &[SmolStr], typed: &str) -> String {
        let words = self.analyzer.words(typed);
        if !words.iter().any(Token::is_content) {
            return "代名詞や助詞のように文をつなぐ語だけです。名詞か動詞を加えるか、消してください。"
                .to_owned();
        }
        let most = Synonyms::MOST_WORDS;
        if let Some(part) = item.iter().find(|part| self.analyzer.words(part).len() > most) {
            return format!(
                "「{part}」は {most} 語より多くに切られます。空白で区切るか、短い語にしてください。"
            );
        }
        format!(
            "「{}」と読まれ、ひとまとまりになりません(「-」「以外」などは検索の書き方です)。ほかの語にするか、消してください。",
            cut(&words)
        )
    }

    /// Looks for a row of words in sentences that contain it.
    fn doubt_about(&self, row: &str) -> Option<String> {
        let words = self.analyzer.words(row);
        if !words.iter().any(Token::is_content) {
            return Some(format!(
                "「{row}」は、助詞や「ある」「みんな」のように文をつなぐ語だけなので、探す手がかりになりません。名詞や動詞のある語にするか、消してください。"
            ));
        }
        let ways = Reader::written(row, self.analyzer);
        let mut cut_in = None;
        for (before, after) in SENTENCES {
            let text = self.analyzer.analyse(&format!("{before}{row}{after}"));
            if ways.iter().any(|one| !one.matcher.occurrences(&text).is_empty()) {
                return None;
            }
            let within = before.len()..before.len() + row.len();
            let inside = |word: &&Token| word.range.start < within.end && word.range.end > within.start;
            let words: Vec<Token> = text.words.iter().filter(inside).cloned().collect();
            cut_in.get_or_insert(cut(&words));
        }
        let (alone, there) = (cut(&words), cut_in?);
        Some(format!(
            "「{row}」は、ここでは「{alone}」、文の中では「{there}」と切られるので、見つかりません。words.csv に 1 語として加えるか、文の中で同じように切れる語にしてください。"
        ))
    }
}

/// Where a typed item finds its synonyms.
enum Reached {
    Everywhere,
    /// Only on its own, because a sentence has other word boundaries.
    Alone {
        /// The item's words in a sentence.
        there: String,
    },
    Nowhere,
}

fn cut(words: &[Token]) -> String {
    words.iter().map(|word| word.term.as_str()).collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;
    use crate::testing::analyzer;
    use shisaku_model::{Catalogue, Severity};
    use shisaku_query::{Spellings, Thesaurus};
    use shisaku_testing::any_text;

    fn told(text: &str) -> Vec<Finding> {
        told_by(analyzer(), text)
    }

    fn told_by(analyzer: &Analyzer, text: &str) -> Vec<Finding> {
        let files = [("test.txt", text)];
        let synonyms = Synonyms::read(&files).0;
        let values = [("period".to_owned(), vec!["長期".to_owned()])].into();
        let catalogue = Catalogue { values, ..Catalogue::default() };
        let reader = Reader::new(Thesaurus { spellings: Spellings::default(), synonyms }, &catalogue);
        unreachable(&reader, &files, analyzer)
    }

    /// Asserts that a line is reported with this message.
    #[track_caller]
    fn check(line: &str, words: &str) {
        let told = told(&format!("# 見出し\n公衆トイレ, 公衆便所\n{line}\n"));
        let lines: Vec<(u32, String)> =
            told.iter().map(|one| (one.place.lines[0], one.message.clone())).collect();
        assert!(lines.len() == 1 && lines[0].0 == 3 && lines[0].1.contains(words), "{line}: {lines:?}");
    }

    #[test]
    fn an_item_that_is_something_else_when_typed_is_told() {
        check(
            "長期計画, 大元の計画 => 総合計画",
            "「長期計画」は、この計画では絞り込み「長期計画」として先に",
        );
        check("2025年問題 => 高齢化", "施策の番号か年");
        check("1-1(1) => 融資", "施策の番号か年");
        check("おれおれ => 特殊詐欺", "文をつなぐ語だけ");
        check("観光以外 => 商業", "「観光|以外」と読まれ");
        let long = "一二三".repeat(3) + &"観光商業".repeat(9);
        check(&format!("{long} => 商業"), "16 語より多く");
    }

    #[test]
    fn an_item_that_a_sentence_cuts_otherwise_is_told() {
        check("聞いて回る => 聞き取り調査", "「聞い|て|回る」と切られる");
    }

    #[test]
    fn what_no_sentence_has_and_what_every_sentence_has_is_told() {
        let without_words = Analyzer::with_words("").unwrap();
        let message = told_by(&without_words, "引越し先 => 住替え").remove(0).message;
        assert!(message.contains("「住替|え」、文の中では「住|替え」"), "{message}");
        check("空き農地 => 農地 ある", "「ある」は");
        check("就職 => 就職 支援", "自分と同じ語");
        assert!(told("空き農地 => 農地 ある").iter().all(|one| one.severity == Severity::Warning));
    }

    #[test]
    fn sound_lines_are_left_alone() {
        let lines = [
            "人手不足, 働き手 いない => 人材確保, 雇用 対策, 労働力^0.5",
            "仕事 探す, 専門家 聞く, 何でも相談, 小さな 会社 => 相談 窓口",
            "ワーク・ライフ・バランス, Wi-Fi, M&A => 調和",
            "市民参加 => 協働\n市民 参加 => 区民 協力",
            "個性 ある 商店街 => 特色\n個性 商店街 => 魅力",
            "いじめ, がけ, ごみ => 相談",
            "女性の職業生活における活躍の推進に関する法律, 女性活躍推進法",
            "ハロワ => ハローワーク",
            "福引, 福引き => 福引, 抽選会",
            // Items that are typed alike all match.
            "優れる 製品 => 名品\n優れた 製品 => 特産品",
        ];
        for line in lines {
            assert_eq!(told(line), []);
        }
    }

    proptest! {
        #[test]
        fn any_list_is_tried_without_panic(left in any_text(), right in any_text()) {
            told(&format!("{left}\n{left} => {right}\n{left}, {right}"));
        }
    }
}
