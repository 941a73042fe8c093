//! Fiscal years (年度), read in every way that a plan writes them.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// The eras since 1868: name, one-letter form, Gregorian year before their first.
const ERAS: [(&str, char, u16); 5] =
    [("令和", 'R', 2018), ("平成", 'H', 1988), ("昭和", 'S', 1925), ("大正", 'T', 1911), ("明治", 'M', 1867)];

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

    /// Reads the first year or span of years in `text`: 平成23年度～平成25年度, 平成 23 年度から 32 年度
    /// (the second takes the era of the first), H23-25, 令和元年度, 2011～2013年度, 2012. `None` when
    /// there is none, or when it ends before it begins.
    ///
    /// ```
    /// use shisaku::model::FiscalYears;
    /// assert_eq!(FiscalYears::read("(平成23年度～平成25年度)"), Some(FiscalYears::new(2011, 2013)));
    /// assert_eq!(FiscalYears::read("平成 23 年度から 32 年度まで"), Some(FiscalYears::new(2011, 2020)));
    /// assert_eq!(FiscalYears::read("R元"), Some(FiscalYears::new(2019, 2019)));
    /// assert_eq!(FiscalYears::read("3 年以内"), None);
    /// ```
    pub fn read(text: &str) -> Option<Self> {
        let characters: Vec<char> = text.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
        (0..characters.len()).find_map(|at| Self::read_at(&characters, at)).flatten()
    }

    /// What begins at `at`: nothing, years, or (`Some(None)`) years that end before they begin.
    fn read_at(characters: &[char], at: usize) -> Option<Option<Self>> {
        // A year must not begin in the middle of a word or number.
        if at > 0 && characters[at].is_ascii_alphanumeric() && characters[at - 1].is_ascii_alphanumeric() {
            return None;
        }
        let first = Year::read(&characters[at..], None)?;
        let mut rest = &characters[at + first.length..];
        let mut separators = 0;
        while let Some(&c) = rest.first()
            && "～〜~-－ー―–—から".contains(c)
            && separators < 2
        {
            separators += 1;
            rest = &rest[1..];
        }
        if separators == 0 {
            return Some(Some(Self::new(first.gregorian, first.gregorian)));
        }
        Some(match Year::read(rest, Some(first.era_base)) {
            Some(last) if last.gregorian >= first.gregorian => {
                Some(Self::new(first.gregorian, last.gregorian))
            }
            Some(_) => None,
            None => Some(Self { from: first.gregorian, to: None }),
        })
    }
}

/// One year as read: which, by what counting, and in how many characters.
struct Year {
    gregorian: u16,
    /// Gregorian year before the era's first; 0 for Gregorian years.
    era_base: u16,
    length: usize,
}

impl Year {
    /// Reads a year at the very beginning. `inherited` is the era of the year before it in a span, which
    /// lets a bare number count as a year.
    fn read(characters: &[char], inherited: Option<u16>) -> Option<Self> {
        let era = ERAS.iter().find_map(|&(name, letter, base)| {
            let named = characters.iter().take(2).copied().eq(name.chars());
            let lettered = characters.first().is_some_and(|c| c.to_ascii_uppercase() == letter);
            named.then_some((2, base)).or_else(|| lettered.then_some((1, base)))
        });
        let (mut length, era_base) = match era {
            Some((length, base)) => (length, Some(base)),
            None => (0, inherited),
        };
        let digits: String = characters[length..].iter().take(5).take_while(|c| c.is_ascii_digit()).collect();
        let number: u16 = if digits.is_empty() {
            if era.is_none() || characters.get(length) != Some(&'元') {
                return None;
            }
            length += 1;
            1
        } else {
            length += digits.len();
            digits.parse().ok()?
        };
        let gregorian = match (digits.len(), era_base) {
            (4, _) if era.is_none() && (1868..=2200).contains(&number) => number,
            (0..=2, Some(base)) if number > 0 => base + number,
            _ => return None,
        };
        let era_base = if digits.len() == 4 { 0 } else { era_base.unwrap_or(0) };
        if characters.get(length) == Some(&'年') {
            length += 1;
            if characters.get(length) == Some(&'度') {
                length += 1;
            }
        }
        // 2023(令和5)年度, 令和5(2023)年度: the same year said twice.
        if matches!(characters.get(length), Some('(')) {
            let close = characters[length..].iter().take(12).position(|&c| c == ')');
            if let Some(close) = close
                && let Some(again) = Self::read(&characters[length + 1..length + close], Some(0))
                && again.gregorian == gregorian
            {
                length += close + 1;
                length +=
                    characters[length..].iter().take(2).take_while(|&&c| c == '年' || c == '度').count();
            }
        }
        Some(Self { gregorian, era_base, length })
    }
}

/// Full-width letters, digits and parentheses to their ASCII forms, so that one spelling need be read.
fn narrow(c: char) -> char {
    match c {
        '！'..='～' if c != '～' && c != '－' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
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

/// Era and year in it (元 for the first) of a Gregorian fiscal year.
fn era_of(year: u16) -> (&'static str, String) {
    ERAS.iter().find(|&&(_, _, base)| year > base).map_or(("西暦", year.to_string()), |&(name, _, base)| {
        (name, if year - base == 1 { "元".to_owned() } else { (year - base).to_string() })
    })
}

impl Serialize for FiscalYears {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.from, self.to).serialize(serializer)
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
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(u16, Option<u16>)>) {
        let expected = expected.map(|(from, to)| FiscalYears { from, to });
        assert_eq!(FiscalYears::read(text), expected, "{text}");
    }

    #[test]
    fn reads_every_way_of_writing_years() {
        check("実績(平成23年度～平成25年度)", Some((2011, Some(2013))));
        check("平成 23 年度から 32 年度までの 10 年間", Some((2011, Some(2020))));
        check("平成２６年度", Some((2014, Some(2014))));
        check("H23-25", Some((2011, Some(2013))));
        check("平成28～令和2", Some((2016, Some(2020))));
        check("令和元年度", Some((2019, Some(2019))));
        check("2011-2013", Some((2011, Some(2013))));
        check("2012", Some((2012, Some(2012))));
        check("令和5（2023）年度～令和7（2025）年度", Some((2023, Some(2025))));
        check("2011年度～", Some((2011, None)));
        check("昭和62年度から", Some((1987, None)));
    }

    #[test]
    fn leaves_other_numbers_alone() {
        check("", None);
        check("今後 3 年以内", None);
        check("70兆円", None);
        check("第24号", None);
        check("MM-Navi", None);
        check("12345", None);
        check("2013-2011", None);
        check("平成", None);
        check("平成0年", None);
        check("ISO9001", None);
    }

    #[test]
    fn says_years_in_eras() {
        assert_eq!(FiscalYears::new(2011, 2013).in_eras(), "平成23～25年度");
        assert_eq!(FiscalYears::new(2016, 2020).in_eras(), "平成28～令和2年度");
        assert_eq!(FiscalYears::new(2019, 2019).in_eras(), "令和元年度");
        assert_eq!(FiscalYears { from: 1987, to: None }.in_eras(), "昭和62年度～");
    }
}

// STUB until the branch comes in
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearMention { pub range: std::ops::Range<usize>, pub years: FiscalYears }
#[allow(missing_docs)]
pub fn year_mentions(_text: &str) -> Vec<YearMention> { Vec::new() }
