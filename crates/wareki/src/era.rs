//! The Japanese eras since 1868 (元号).

/// A Japanese era.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Era {
    pub(crate) name: &'static str,
    /// One-letter abbreviation, in upper case.
    pub(crate) letter: char,
    /// The name in one character.
    pub(crate) ligature: char,
    /// The Gregorian year before the first year of the era.
    pub(crate) base: u16,
    /// Last year of the era; `None` for the current era.
    last: Option<u16>,
}

/// The eras since 1868, newest first.
pub(crate) const ERAS: [Era; 5] = [
    Era { name: "令和", letter: 'R', ligature: '㋿', base: 2018, last: None },
    Era { name: "平成", letter: 'H', ligature: '㍻', base: 1988, last: Some(31) },
    Era { name: "昭和", letter: 'S', ligature: '㍼', base: 1925, last: Some(64) },
    Era { name: "大正", letter: 'T', ligature: '㍽', base: 1911, last: Some(15) },
    Era { name: "明治", letter: 'M', ligature: '㍾', base: 1867, last: Some(45) },
];

/// Number of years after the end of an era that a person may still write. A plan written before the era ended
/// could not know its successor: 平成32年度 is 2020.
const FORESEEN: u16 = 50;

/// Gregorian years that are read. A year outside this range is not a mention.
pub const YEARS: std::ops::RangeInclusive<u16> = 1868..=2200;

/// Returns the error message, in Japanese, for a Gregorian `year` too far after the end of the era with this
/// `base`. `None` if the year is acceptable.
pub(crate) fn beyond(base: u16, year: u16) -> Option<String> {
    let Era { name, last, .. } = ERAS.into_iter().find(|era| era.base == base)?;
    let (last, said) = (last?, year.saturating_sub(base));
    let most = last + FORESEEN;
    (said > most).then(|| {
        format!(
            "{name}は{last}年までです({last}年より前に書かれた計画のために、{name}{most}年までは読みます)。"
        )
    })
}

/// Returns the era of a Gregorian fiscal year and the year in it, with 元 for the first. A year before 1868 is
/// written as 西暦.
pub(crate) fn era_of(year: u16) -> (&'static str, String) {
    match ERAS.iter().find(|era| year > era.base) {
        Some(era) if year - era.base == 1 => (era.name, "元".to_owned()),
        Some(era) => (era.name, (year - era.base).to_string()),
        None => ("西暦", year.to_string()),
    }
}
