//! What can be wrong with a line of synonyms, as it is told to those who keep the lists.

use std::fmt;

use thiserror::Error;

/// Why a line, or a word of it, cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{problem}")]
pub struct SynonymError {
    /// The file's name.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: SynonymProblem,
}

/// What can be wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SynonymProblem {
    /// Nothing to find, or nothing to find it by.
    #[error(
        "言い換えが足りません。「人手不足 => 人材確保」か「公衆トイレ, 公衆便所」のように書いてください。"
    )]
    Alone,
    /// An item without letters.
    #[error("「{item}」には検索できる文字がありません。かな・漢字・英数字で書いてください。")]
    Wordless {
        /// As written.
        item: String,
    },
    /// A weight that is none.
    #[error("「{item}」の重みを読めません。「語^0.5」のように、0 より大きく 1 以下の数を書いてください。")]
    Weight {
        /// As written.
        item: String,
    },
    /// An item that stands twice on one side of a line.
    #[error("「{item}」がこの行に 2 度あります。1 度だけ書いてください。")]
    Repeated {
        /// As written.
        item: String,
    },
    /// The same left and right in another line.
    #[error("「{left} => {right}」は {file} の {line} 行目にもあります。どちらかを消してください。")]
    Duplicate {
        /// What is typed.
        left: String,
        /// What is found.
        right: String,
        /// The other file.
        file: String,
        /// The other line, counted from 1.
        line: usize,
    },
    /// Two lines that find each other.
    #[error(
        "「{left} => {right}」と、{file} の {line} 行目の「{right} => {left}」は、互いを指しています。「{left}, {right}」の 1 行にまとめてください。"
    )]
    Loop {
        /// What is typed.
        left: String,
        /// What is found.
        right: String,
        /// The other file.
        file: String,
        /// The other line, counted from 1.
        line: usize,
    },
    /// All of the right is the left itself, or has all of its words.
    #[error(
        "「{item}」は、自分と同じ語(spellings.txt にある書き方を含む)しか見つけません。「=>」の右に、ほかの語を書くか、この行を消してください。"
    )]
    Itself {
        /// What is typed.
        item: String,
    },
    /// Nobody who types it is understood.
    #[error("「{item}」は、入力されても言い換えになりません。{cause}")]
    Unreachable {
        /// What is typed.
        item: String,
        /// Why.
        cause: Cause,
    },
    /// In a sentence it is cut into words with other borders.
    #[error(
        "「{item}」は、文の中では「{there}」と切られるので、それだけを入力したときにしか言い換えになりません。words.csv に 1 語として加えるか、ほかの語にしてください。"
    )]
    Split {
        /// What is typed.
        item: String,
        /// Its words in a sentence.
        there: String,
    },
    /// No sentence that has it has its words.
    #[error(
        "「{row}」は、ここでは「{alone}」、文の中では「{there}」と切られるので、見つかりません。words.csv に 1 語として加えるか、文の中で同じように切れる語にしてください。"
    )]
    Unfindable {
        /// What is found.
        row: String,
        /// Its words.
        alone: String,
        /// Its words in a sentence.
        there: String,
    },
    /// It says nothing: any sentence may have it.
    #[error(
        "「{row}」は、助詞や「ある」「みんな」のように文をつなぐ語だけなので、探す手がかりになりません。名詞や動詞のある語にするか、消してください。"
    )]
    Empty {
        /// What is found.
        row: String,
    },
}

impl SynonymProblem {
    /// Whether the line works all the same, and someone should look.
    pub fn is_doubt(&self) -> bool {
        matches!(self, Self::Split { .. } | Self::Unfindable { .. } | Self::Empty { .. })
    }
}

/// Why an item that is typed is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// It is read as a filter.
    Filter(String),
    /// It is read as the number of a measure, or as a year.
    Number,
    /// It is made of words that hold sentences together.
    Function,
    /// A part of it is cut into more words than are looked at.
    Long {
        /// The part.
        part: String,
        /// The most that there may be.
        most: usize,
    },
    /// It is no unit: 以外 and such are operators. These are its words.
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
