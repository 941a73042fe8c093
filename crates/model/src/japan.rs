//! Dates and times in Japan's time zone, independent of the machine's.

use time::{Date, Month, OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339, macros::offset};

/// Japan has one offset all year.
const JAPAN: UtcOffset = offset!(+9);

/// Converts a time to Japan's offset.
pub fn in_japan(time: OffsetDateTime) -> OffsetDateTime {
    time.to_offset(JAPAN)
}

/// The current time as RFC 3339 in UTC, in whole seconds.
pub fn now_utc() -> String {
    in_utc(OffsetDateTime::now_utc())
}

/// A time as RFC 3339 in UTC, in whole seconds.
pub fn in_utc(time: OffsetDateTime) -> String {
    let time = time.to_offset(UtcOffset::UTC);
    // Formatting whole seconds cannot fail for years before 10000.
    time.replace_nanosecond(0).unwrap_or(time).format(&Rfc3339).unwrap_or_default()
}

/// Today's date in Japan.
pub fn today() -> Date {
    in_japan(OffsetDateTime::now_utc()).date()
}

/// The last fiscal year that is over on a day. A fiscal year ends on March 31.
pub fn fiscal_year_over(day: Date) -> i32 {
    day.year() - if day.month() < Month::April { 2 } else { 1 }
}

/// The date in Japan of an RFC 3339 time. `None` if the text is no such time.
pub fn date(time: &str) -> Option<Date> {
    read(time).map(OffsetDateTime::date)
}

/// The date in Japan of an RFC 3339 time as 2026-11-23. Any other text is returned unchanged.
pub fn day(time: &str) -> String {
    date(time).map_or_else(|| time.to_owned(), |date| date.to_string())
}

/// Date and minute in Japan of an RFC 3339 time, as 2026-11-23 09:05. `None` if the text is no such time.
pub fn minute(time: &str) -> Option<String> {
    read(time).map(|time| format!("{} {:02}:{:02}", time.date(), time.hour(), time.minute()))
}

fn read(time: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(time, &Rfc3339).ok().map(in_japan)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_nine_hours_before_that_of_greenwich() {
        assert_eq!(day("2026-11-23T14:59:59Z"), "2026-11-23");
        assert_eq!(day("2026-11-23T15:00:00Z"), "2026-11-24");
        assert_eq!(minute("2026-12-31T23:05:59Z").as_deref(), Some("2027-01-01 08:05"));
        assert_eq!(minute("2026-11-24T08:30:00+09:00").as_deref(), Some("2026-11-24 08:30"));
    }

    #[test]
    fn what_is_no_time_is_never_shown_as_one() {
        assert_eq!((date("いつか"), minute("2026-11-24")), (None, None));
        assert_eq!(day("いつか"), "いつか");
    }
}
