//! A month, the finest time reportable for a count.

use std::{fmt, str::FromStr};

use time::OffsetDateTime;

use shisaku_model::japan::in_japan;

/// A month in Japan, such as `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: i32,
    month: u8,
}

impl Month {
    /// The month that contains a time.
    pub fn of(time: OffsetDateTime) -> Self {
        let date = in_japan(time).date();
        Self { year: date.year(), month: date.month().into() }
    }

    /// Japanese label: 2026年11月.
    pub fn label(self) -> String {
        format!("{}年{}月", self.year, self.month)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// Error for a text that is not a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoMonth;

impl FromStr for Month {
    type Err = NoMonth;

    fn from_str(text: &str) -> Result<Self, NoMonth> {
        let (year, month) = text.split_once('-').ok_or(NoMonth)?;
        let (year, month) = year.parse().ok().zip(month.parse().ok()).ok_or(NoMonth)?;
        let read = Self { year, month };
        let is_as_written = text.len() == "2026-11".len() && read.to_string() == text;
        if is_as_written && (1..=12).contains(&month) { Ok(read) } else { Err(NoMonth) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_begins_at_midnight_in_japan() {
        let of =
            |seconds| OffsetDateTime::from_unix_timestamp(seconds).map(Month::of).map(|of| of.to_string());
        // The second before midnight in Japan, and midnight: 2026-11-30T15:00:00Z.
        assert_eq!(of(1_796_050_799), Ok("2026-11".to_owned()));
        assert_eq!(of(1_796_050_800), Ok("2026-12".to_owned()));
    }

    #[test]
    fn it_is_read_as_written_and_nothing_else_is() {
        let month: Result<Month, _> = "2026-02".parse();
        assert_eq!(
            month.map(|month| (month.to_string(), month.label())),
            Ok(("2026-02".into(), "2026年2月".into()))
        );
        for text in ["", "2026", "2026-13", "2026-00", "2026-1", "26-01", "+026-01", "2026-01-01", "2026-0１"]
        {
            assert_eq!(text.parse::<Month>(), Err(NoMonth), "{text}");
        }
    }
}
