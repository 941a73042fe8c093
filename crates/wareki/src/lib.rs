//! Fiscal years (年度), read in every way that a plan or a reader writes them.
//!
//! | file | reads |
//! |---|---|
//! | `kanji` | numbers in kanji |
//! | `letters` | a text letter by letter, in one width |
//! | `one` | one year: 平成23年度, Ｈ２３, 令元, 2011, 二〇一一年 |
//! | `mention` | spans and lists of them, and spans that are open |

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

mod kanji;
mod letters;
mod mention;
mod one;

pub use kanji::value as kanji_value;
pub use mention::{Open, YearMention, year_mentions};

/// An era.
#[derive(Debug, Clone, Copy)]
struct Era {
    name: &'static str,
    /// Its one-letter form.
    letter: char,
    /// The Gregorian year before its first.
    base: u16,
    /// Its last year; `None` while it goes on.
    last: Option<u16>,
}

/// The eras since 1868, the newest first.
const ERAS: [Era; 5] = [
    Era { name: "令和", letter: 'R', base: 2018, last: None },
    Era { name: "平成", letter: 'H', base: 1988, last: Some(31) },
    Era { name: "昭和", letter: 'S', base: 1925, last: Some(64) },
    Era { name: "大正", letter: 'T', base: 1911, last: Some(15) },
    Era { name: "明治", letter: 'M', base: 1867, last: Some(45) },
];

/// How many years a plan may count on behind the end of its era, which it could not know of: 平成32年度 is 2020.
const FORESEEN: u16 = 50;

/// Gregorian years that are read.
pub const YEARS: std::ops::RangeInclusive<u16> = 1868..=2200;

/// How many years an open span is taken to last where single years are asked for.
const OPEN_SPAN: u16 = 40;

/// A span of fiscal years, each named by the Gregorian year of the April it begins in.
///
/// JSON form `[from, to]`; `to` is null while the span is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FiscalYears {
    /// First year.
    pub from: u16,
    /// Last year; `None` when the source names none.
    pub to: Option<u16>,
}

impl FiscalYears {
    /// A closed span.
    pub fn new(from: u16, to: u16) -> Self {
        Self { from, to: Some(to) }
    }

    /// The last year named: for putting spans in order.
    pub fn last_known(self) -> u16 {
        self.to.unwrap_or(self.from)
    }

    /// Every year of the span. An open one is taken to last 40 years.
    pub fn years(self) -> impl Iterator<Item = u16> {
        self.from..=self.to.unwrap_or(self.from.saturating_add(OPEN_SPAN))
    }

    /// The first year or span of years in `text`, as [`year_mentions`] reads it: 平成23年度～平成25年度,
    /// 平成 23 年度から 32 年度 (the second takes the era of the first), H23-25, 令和元年度, 2011～2013年度, 2012.
    /// `None` when there is none, or when it ends before it begins.
    ///
    /// ```
    /// use shisaku::model::FiscalYears;
    /// assert_eq!(FiscalYears::read("(平成23年度～平成25年度)"), Some(FiscalYears::new(2011, 2013)));
    /// assert_eq!(FiscalYears::read("平成 23 年度から 32 年度まで"), Some(FiscalYears::new(2011, 2020)));
    /// assert_eq!(FiscalYears::read("R元"), Some(FiscalYears::new(2019, 2019)));
    /// assert_eq!(FiscalYears::read("3 年以内"), None);
    /// ```
    pub fn read(text: &str) -> Option<Self> {
        mention::first(text).map(|mention| mention.years)
    }

    /// The same of a text that is nothing else: 2012, H24, 平成24年度, 2011-2013, 平成26年度以降. What stands around
    /// the years was meant as something that nobody would look at.
    pub fn read_whole(text: &str) -> Option<Self> {
        let text = text.trim();
        mention::first(text).filter(|mention| mention.range == (0..text.len())).map(|mention| mention.years)
    }

    /// The same as a person gives it, who means a year that can be.
    ///
    /// # Errors
    /// Says in Japanese which era does not have so many years, however far ahead a plan looked.
    pub fn read_of_eras(text: &str) -> Result<Option<Self>, String> {
        let years = Self::read_whole(text);
        let too_late = years.and_then(|years| mention::eras(text, years).into_iter().find_map(beyond));
        too_late.map_or(Ok(years), Err)
    }
}

impl fmt::Display for FiscalYears {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            Some(to) if to == self.from => write!(f, "{to}年度"),
            Some(to) => write!(f, "{}～{to}年度", self.from),
            None => write!(f, "{}年度～", self.from),
        }
    }
}

impl FiscalYears {
    /// As a person in Japan says it: 平成23～25年度, 平成28～令和2年度 (years from 2019 on in 令和).
    pub fn in_eras(self) -> String {
        let (from_era, from) = era_of(self.from);
        match self.to.map(era_of) {
            Some((_, _)) if self.to == Some(self.from) => format!("{from_era}{from}年度"),
            Some((era, to)) if era == from_era => format!("{from_era}{from}～{to}年度"),
            Some((era, to)) => format!("{from_era}{from}～{era}{to}年度"),
            None => format!("{from_era}{from}年度～"),
        }
    }
}

/// What is wrong with a year that is counted from this Gregorian one.
fn beyond((base, year): (u16, u16)) -> Option<String> {
    let Era { name, last, .. } = ERAS.into_iter().find(|era| era.base == base)?;
    let (last, said) = (last?, year.saturating_sub(base));
    let most = last + FORESEEN;
    (said > most).then(|| {
        format!(
            "{name}は{last}年までです({last}年より前に書かれた計画のために、{name}{most}年までは読みます)。"
        )
    })
}

/// Era and year in it (元 for the first) of a Gregorian fiscal year.
fn era_of(year: u16) -> (&'static str, String) {
    ERAS.iter().find(|era| year > era.base).map_or(
        ("西暦", year.to_string()),
        |&Era { name, base, .. }| {
            (name, if year - base == 1 { "元".to_owned() } else { (year - base).to_string() })
        },
    )
}

impl Serialize for FiscalYears {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.from, self.to).serialize(serializer)
    }
}

impl JsonSchema for FiscalYears {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FiscalYears".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let year = json_schema!({ "type": "integer", "minimum": YEARS.start(), "maximum": YEARS.end() });
        let open =
            json_schema!({ "type": ["integer", "null"], "minimum": YEARS.start(), "maximum": YEARS.end() });
        json_schema!({
            "type": "array", "prefixItems": [year, open], "items": false, "minItems": 2, "maxItems": 2,
            "description": "年度(4 月からの西暦)の初めと終わり。終わりが null なら、終わりは示されていません。",
        })
    }
}

impl<'de> Deserialize<'de> for FiscalYears {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let years: Vec<Option<u16>> = Vec::deserialize(deserializer)?;
        match years[..] {
            [Some(from), Some(to)] if from > to => {
                Err(D::Error::custom(format!("years end before they begin: [{from}, {to}]")))
            }
            [Some(from), to] => Ok(Self { from, to }),
            [Some(from)] => Ok(Self { from, to: None }),
            _ => Err(D::Error::custom("years are written [2011, 2013], or [2011] while open")),
        }
    }
}

#[cfg(test)]
mod tests;
