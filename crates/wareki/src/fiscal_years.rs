//! Spans of fiscal years (年度): reading, display and the JSON form.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    era::{beyond, era_of},
    mention,
};

/// Length of an open span in [`FiscalYears::years`].
const OPEN_SPAN: u16 = 40;

/// A span of fiscal years. Each year is the Gregorian year of the April in which it begins.
///
/// The JSON form is `[from, to]`. `to` is null for an open span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "(u16, Option<u16>)", try_from = "Vec<Option<u16>>")]
pub struct FiscalYears {
    /// First year.
    pub from: u16,
    /// Last year, included. `None` if the span is open.
    pub to: Option<u16>,
}

impl FiscalYears {
    /// A closed span. `to` is included.
    pub fn new(from: u16, to: u16) -> Self {
        Self { from, to: Some(to) }
    }

    /// The last year that is known: `to`, or `from` if the span is open. Used to sort spans.
    pub fn last_known(self) -> u16 {
        self.to.unwrap_or(self.from)
    }

    /// Every year of the span. An open span yields its first year and the next 40.
    pub fn years(self) -> impl Iterator<Item = u16> {
        self.from..=self.to.unwrap_or(self.from.saturating_add(OPEN_SPAN))
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

    /// Writes the span in eras: 平成23～25年度, 平成28～令和2年度. Years from 2019 on are in 令和.
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

impl fmt::Display for FiscalYears {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            Some(to) if to == self.from => write!(f, "{to}年度"),
            Some(to) => write!(f, "{}～{to}年度", self.from),
            None => write!(f, "{}年度～", self.from),
        }
    }
}

impl From<FiscalYears> for (u16, Option<u16>) {
    fn from(years: FiscalYears) -> Self {
        (years.from, years.to)
    }
}

impl TryFrom<Vec<Option<u16>>> for FiscalYears {
    type Error = String;

    fn try_from(years: Vec<Option<u16>>) -> Result<Self, String> {
        match years[..] {
            [Some(from), Some(to)] if from > to => {
                Err(format!("years end before they begin: [{from}, {to}]"))
            }
            [Some(from), to] => Ok(Self { from, to }),
            [Some(from)] => Ok(Self { from, to: None }),
            _ => Err("years are written [2011, 2013], or [2011] while open".to_owned()),
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
        let year = json_schema!({ "type": "integer", "minimum": first, "maximum": last });
        let open = json_schema!({ "type": ["integer", "null"], "minimum": first, "maximum": last });
        json_schema!({
            "type": "array", "prefixItems": [year, open], "items": false, "minItems": 2, "maxItems": 2,
            "description": "年度(4 月からの西暦)の初めと終わり。終わりが null なら、終わりは示されていません。",
        })
    }
}
