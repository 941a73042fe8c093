//! Spans of fiscal years (年度): reading, display and the JSON form.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    era::{beyond, era_of},
    mention,
};

/// Number of years that [`FiscalYears::years`] goes beyond the known end of an open span.
const OPEN_SPAN: u16 = 40;

/// A span of fiscal years. Each year is the Gregorian year of the April in which it begins.
///
/// A span may be open at one end: 令和4年度～ has no last year, ～令和8年度 no first. At least one end is known.
///
/// The JSON form is `[first, last]`, with null for an unknown end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "(Option<u16>, Option<u16>)", try_from = "Vec<Option<u16>>")]
pub struct FiscalYears {
    first: Option<u16>,
    /// Included. `None` only if `first` is known.
    last: Option<u16>,
}

impl FiscalYears {
    /// A closed span. `last` is included, and is not before `first`.
    pub const fn new(first: u16, last: u16) -> Self {
        Self { first: Some(first), last: Some(last) }
    }

    /// A single year.
    pub const fn of(year: u16) -> Self {
        Self::new(year, year)
    }

    /// A span without a last year: 令和4年度～.
    pub const fn since(first: u16) -> Self {
        Self { first: Some(first), last: None }
    }

    /// A span without a first year: ～令和8年度. `last` is included.
    pub const fn until(last: u16) -> Self {
        Self { first: None, last: Some(last) }
    }

    /// The first year. `None` if the span does not say when it begins.
    pub const fn first(self) -> Option<u16> {
        self.first
    }

    /// The last year, included. `None` if the span does not say when it ends.
    pub const fn last(self) -> Option<u16> {
        self.last
    }

    /// The latest year that is named: the last, or the first if the span has no last year. Used to sort spans.
    pub fn last_known(self) -> u16 {
        self.last.or(self.first).unwrap_or_default()
    }

    /// The earliest year that is named: the first, or the last if the span has no first year.
    pub fn first_known(self) -> u16 {
        self.first.or(self.last).unwrap_or_default()
    }

    /// Every year of the span. An open span yields the year that it names and 40 more on its open side.
    pub fn years(self) -> impl Iterator<Item = u16> {
        let first = self.first.unwrap_or_else(|| self.last_known().saturating_sub(OPEN_SPAN));
        first..=self.last.unwrap_or_else(|| first.saturating_add(OPEN_SPAN))
    }

    /// True if the year is in the span. An open span contains every year on its open side.
    pub fn contains(self, year: u16) -> bool {
        self.first.is_none_or(|first| first <= year) && self.last.is_none_or(|last| year <= last)
    }

    /// The shortest span that contains both. It is open on each side on which one of the two is.
    ///
    /// `None` if it would be open on both sides.
    ///
    /// ```
    /// use wareki::FiscalYears;
    /// let whole = FiscalYears::new(2011, 2013).joined(FiscalYears::since(2016));
    /// assert_eq!(whole, Some(FiscalYears::since(2011)));
    /// assert_eq!(FiscalYears::until(2013).joined(FiscalYears::since(2016)), None);
    /// ```
    pub fn joined(self, other: Self) -> Option<Self> {
        let first = self.first.zip(other.first).map(|(one, other)| one.min(other));
        let last = self.last.zip(other.last).map(|(one, other)| one.max(other));
        (first.is_some() || last.is_some()).then_some(Self { first, last })
    }

    /// Reads the first year or span in `text`, as [`year_mentions`](crate::year_mentions) does.
    ///
    /// `None` if there is no year, or if the first span ends before it begins.
    ///
    /// ```
    /// use wareki::FiscalYears;
    /// assert_eq!(FiscalYears::read("(平成23年度～平成25年度)"), Some(FiscalYears::new(2011, 2013)));
    /// // The second year takes the era of the first.
    /// assert_eq!(FiscalYears::read("平成 23 年度から 32 年度まで"), Some(FiscalYears::new(2011, 2020)));
    /// assert_eq!(FiscalYears::read("R元"), Some(FiscalYears::new(2019, 2019)));
    /// assert_eq!(FiscalYears::read("3 年以内"), None);
    /// ```
    pub fn read(text: &str) -> Option<Self> {
        mention::first(text).map(|mention| mention.years)
    }

    /// Reads a text that consists of one year or span only: 2012, H24, 平成24年度, 2011-2013, 平成26年度以降.
    ///
    /// `None` if anything but white space surrounds the years. Such text has a meaning that would be lost.
    pub fn read_whole(text: &str) -> Option<Self> {
        let text = text.trim();
        mention::first(text).filter(|mention| mention.range == (0..text.len())).map(|mention| mention.years)
    }

    /// Reads a text like [`FiscalYears::read_whole`], and rejects years that no era can have.
    ///
    /// A year up to 50 years after the end of its era is accepted: plans look ahead.
    ///
    /// # Errors
    /// A message in Japanese that names the era and the last year accepted for it.
    pub fn read_of_eras(text: &str) -> Result<Option<Self>, String> {
        let years = Self::read_whole(text);
        let too_late =
            years.and_then(|years| mention::eras(text, years).find_map(|(base, year)| beyond(base, year)));
        too_late.map_or(Ok(years), Err)
    }

    /// Writes the span in eras: 平成23～25年度, 平成28～令和2年度, ～令和8年度. Years from 2019 on are in 令和.
    pub fn in_eras(self) -> String {
        let said = |year| {
            let (era, year) = era_of(year);
            format!("{era}{year}")
        };
        match (self.first, self.last) {
            (Some(first), Some(last)) if first == last => format!("{}年度", said(last)),
            (Some(first), Some(last)) => {
                let (era, year) = era_of(last);
                let era = if era_of(first).0 == era { "" } else { era };
                format!("{}～{era}{year}年度", said(first))
            }
            (Some(first), None) => format!("{}年度～", said(first)),
            (None, last) => format!("～{}年度", last.map(said).unwrap_or_default()),
        }
    }
}

impl fmt::Display for FiscalYears {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first, self.last) {
            (Some(first), Some(last)) if first == last => write!(f, "{last}年度"),
            (Some(first), Some(last)) => write!(f, "{first}～{last}年度"),
            (Some(first), None) => write!(f, "{first}年度～"),
            (None, _) => write!(f, "～{}年度", self.last_known()),
        }
    }
}

impl From<FiscalYears> for (Option<u16>, Option<u16>) {
    fn from(years: FiscalYears) -> Self {
        (years.first, years.last)
    }
}

impl TryFrom<Vec<Option<u16>>> for FiscalYears {
    type Error = String;

    fn try_from(years: Vec<Option<u16>>) -> Result<Self, String> {
        match years[..] {
            [Some(first), Some(last)] if first > last => {
                Err(format!("years end before they begin: [{first}, {last}]"))
            }
            [Some(first), Some(last)] => Ok(Self::new(first, last)),
            [Some(first), None] | [Some(first)] => Ok(Self::since(first)),
            [None, Some(last)] => Ok(Self::until(last)),
            _ => Err("years are written [2011, 2013], [2011] without an end, or [null, 2013] without a \
                      beginning"
                .to_owned()),
        }
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for FiscalYears {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FiscalYears".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        use schemars::json_schema;

        let (first, last) = crate::YEARS.into_inner();
        let end = json_schema!({ "type": ["integer", "null"], "minimum": first, "maximum": last });
        json_schema!({
            "type": "array", "prefixItems": [end.clone(), end], "items": false, "minItems": 2, "maxItems": 2,
            "description": "年度(4 月からの西暦)の初めと終わり。null の側は示されていません。両方が null になることはありません。",
        })
    }
}
