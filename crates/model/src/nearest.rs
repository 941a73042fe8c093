//! What someone meant who typed something that is not there.

/// How alike two names must be, of 1, to be taken for one another.
const ALIKE: f64 = 0.8;

/// The known name that was most likely meant: one of which two neighbours changed places (cvs), the longest that stands in what was typed (短期 in 短期計画), the
/// shortest that begins with it, or the one that is written most like it.
pub fn nearest<'k>(typed: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let known: Vec<&str> = known.into_iter().filter(|known| !known.is_empty()).collect();
    // An exchange costs two where only letters are replaced, and one where it is known as such.
    let exchanged =
        |known: &&&str| strsim::osa_distance(known, typed) == 1 && strsim::levenshtein(known, typed) == 2;
    let exchanged = known.iter().find(exchanged);
    let within = || known.iter().filter(|known| typed.contains(**known)).max_by_key(|known| known.len());
    let begun = || {
        let begun = known.iter().filter(|known| !typed.is_empty() && known.starts_with(typed));
        begun.min_by_key(|known| known.len())
    };
    let alike = || {
        let likeness = |known: &&&str| strsim::jaro_winkler(known, typed);
        let best = known.iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
        best.filter(|best| likeness(best) > ALIKE)
    };
    exchanged.or_else(within).or_else(begun).or_else(alike).copied()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn what_was_meant_is_found() {
        let periods = ["短期", "中期", "長期"];
        assert_eq!(nearest("短期計画", periods), Some("短期"));
        assert_eq!(nearest("短", periods), Some("短期"));
        assert_eq!(nearest("titel", ["relevance", "number", "title"]), Some("title"));
        assert_eq!(nearest("perod", ["q", "period"]), Some("period"));
        assert_eq!(nearest("cvs", ["json", "csv", "xlsx"]), Some("csv"));
        assert_eq!(nearest("fromat", ["at", "format"]), Some("format"));
        assert_eq!(nearest("", periods), None);
        assert_eq!(nearest("宇宙", periods), None);
    }
}
