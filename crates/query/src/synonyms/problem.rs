//! Errors and doubts about lines of synonyms, with messages for the people who maintain the lists.

use std::fmt;

use thiserror::Error;

/// A problem with a line of a file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{problem}")]
pub struct SynonymError {
    /// Name of the file.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// The problem.
    pub problem: SynonymProblem,
}

/// A problem with a line or one of its items.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SynonymProblem {
    /// A side of the line is empty, or a line without `=>` has only one item.
    #[error(
        "言い換えが足りません。「人手不足 => 人材確保」か「公衆トイレ, 公衆便所」のように書いてください。"
    )]
    Alone,
    /// An item without letters.
    #[error("「{item}」には検索できる文字がありません。かな・漢字・英数字で書いてください。")]
    Wordless {
        /// The item as written.
        item: String,
    },
    /// The weight is not a number above 0 and up to 1, or stands on the left.
    #[error("「{item}」の重みを読めません。「語^0.5」のように、0 より大きく 1 以下の数を書いてください。")]
    Weight {
        /// The item as written.
        item: String,
    },
    /// The item occurs twice on one side of the line.
    #[error("「{item}」がこの行に 2 度あります。1 度だけ書いてください。")]
    Repeated {
        /// The item as written.
        item: String,
    },
    /// Another line has the same left and right side.
    #[error("「{left} => {right}」は {file} の {line} 行目にもあります。どちらかを消してください。")]
    Duplicate {
        /// The words typed.
        left: String,
        /// The words found.
        right: String,
        /// The other file.
        file: String,
        /// The other line, counted from 1.
        line: usize,
    },
    /// Two lines find each other.
    #[error(
        "「{left} => {right}」と、{file} の {line} 行目の「{right} => {left}」は、互いを指しています。「{left}, {right}」の 1 行にまとめてください。"
    )]
    Loop {
        /// The words typed.
        left: String,
        /// The words found.
        right: String,
        /// The other file.
        file: String,
        /// The other line, counted from 1.
        line: usize,
    },
    /// The right side is the left side itself, or contains all its words.
    #[error(
        "「{item}」は、自分と同じ語(spellings.txt にある書き方を含む)しか見つけません。「=>」の右に、ほかの語を書くか、この行を消してください。"
    )]
    Itself {
        /// The words typed.
        item: String,
    },
    /// The item has no effect when typed.
    #[error("「{item}」は、入力されても言い換えになりません。{cause}")]
    Unreachable {
        /// The words typed.
        item: String,
        /// The cause.
        cause: Cause,
    },
    /// In a sentence, the item has other word boundaries.
    #[error(
        "「{item}」は、文の中では「{there}」と切られるので、それだけを入力したときにしか言い換えになりません。words.csv に 1 語として加えるか、ほかの語にしてください。"
    )]
    Split {
        /// The words typed.
        item: String,
        /// The item's words in a sentence.
        there: String,
    },
    /// No sentence contains the words as the row has them.
    #[error(
        "「{row}」は、ここでは「{alone}」、文の中では「{there}」と切られるので、見つかりません。words.csv に 1 語として加えるか、文の中で同じように切れる語にしてください。"
    )]
    Unfindable {
        /// The words found.
        row: String,
        /// The row's words on their own.
        alone: String,
        /// The row's words in a sentence.
        there: String,
    },
    /// The row has only function words, which any sentence may contain.
    #[error(
        "「{row}」は、助詞や「ある」「みんな」のように文をつなぐ語だけなので、探す手がかりになりません。名詞や動詞のある語にするか、消してください。"
    )]
    Empty {
        /// The words found.
        row: String,
    },
}

impl SynonymProblem {
    /// True if the line works but someone should check it.
    pub fn is_doubt(&self) -> bool {
        matches!(self, Self::Split { .. } | Self::Unfindable { .. } | Self::Empty { .. })
    }
}

/// The reason why a typed item has no effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The item is read as a filter.
    Filter(String),
    /// The item is read as an item number or a year.
    Number,
    /// The item has only function words.
    Function,
    /// A part of the item has more words than the comparison looks at.
    Long {
        /// The part.
        part: String,
        /// The maximum number of words.
        most: usize,
    },
    /// The item is no unit, for example because it contains an operator such as 以外. The text contains its
    /// words.
    Apart(String),
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Filter(words) => {
                write!(f, "「{words}」が先に絞り込みとして読まれます。この語を消してください。")
            }
            Self::Number => {
                f.write_str("施策の番号か年が先に読まれます。番号や年のない語にするか、消してください。")
            }
            Self::Function => f.write_str(
                "代名詞や助詞のように文をつなぐ語だけです。名詞か動詞を加えるか、消してください。",
            ),
            Self::Long { part, most } => write!(
                f,
                "「{part}」は {most} 語より多くに切られます。空白で区切るか、短い語にしてください。"
            ),
            Self::Apart(words) => write!(
                f,
                "「{words}」と読まれ、ひとまとまりになりません(「-」「以外」などは検索の書き方です)。ほかの語にするか、消してください。"
            ),
        }
    }
}
