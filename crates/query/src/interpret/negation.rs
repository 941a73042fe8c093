//! Words that exclude what stands before them: 再掲以外, 報告待ちを除く, 中止になっていない.

use shisaku_analysis::Token;

use crate::words::has;

const NOT: &[&str] = &["ない", "なく", "無い", "ぬ"];

/// Ways to say "not", each word in any of its forms.
const WAYS: &[&[&[&str]]] = &[
    &[&["以外"]],
    &[&["を", "は"], &["除く", "のぞく"]],
    &[&["でも"], NOT],
    &[&["で"], &["も"], NOT],
    &[&["で", "じゃ"], NOT],
    &[&["で"], &["は"], NOT],
    &[&["する", "し"], &["て"], &["いる", "い"], NOT],
    &[&["する", "し"], &["て"], &["おる", "おら"], &["ず", "ぬ"]],
    &[&["に", "と"], &["なる", "なっ"], &["て"], &["いる", "い"], NOT],
    &[&["と"], &["は"], &["言える", "いえる"], NOT],
];

/// Returns the number of words at the beginning that exclude the words before them.
pub(super) fn negation(words: &[Token]) -> usize {
    let says = |way: &&&[&[&str]]| {
        words.len() >= way.len() && words.iter().zip(**way).all(|(word, forms)| has(forms, word))
    };
    WAYS.iter().find(says).map_or(0, |way| way.len())
}
