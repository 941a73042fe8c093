//! Suggestions for input that matches no known name.

/// Minimum Jaro-Winkler similarity, from 0 to 1, of a suggestion.
const ALIKE: f64 = 0.8;

/// Returns the known name that was most likely meant. The first rule that applies decides:
///
/// - two neighbouring letters are swapped (cvs for csv);
/// - the input contains the name (短期計画 contains 短期): the longest such name;
/// - the input is a prefix of the name: the shortest such name;
/// - the spelling is similar: the most similar name.
pub fn nearest<'k>(typed: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let known: Vec<&str> = known.into_iter().filter(|known| !known.is_empty()).collect();
    // A swap of neighbours costs 1 in the OSA distance, but 2 in the Levenshtein distance.
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
