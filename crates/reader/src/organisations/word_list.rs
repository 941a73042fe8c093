//! Reads the word lists in `lexicon/organisations/`.

/// The words of a list in file order, separated by white space. `#` starts a comment up to the end of the line.
pub(super) fn words(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(|line| line.split('#').next().unwrap_or_default()).flat_map(str::split_whitespace)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use shisaku_model::is_unseen;
    use unicode_normalization::is_nfkc;

    use super::words;

    #[test]
    fn comments_and_line_breaks_separate_words() {
        let list = "# 説明 甲\n乙 丙 # 丁\n\n\u{3000}戊\t己\r\n";
        assert_eq!(words(list).collect::<Vec<_>>(), ["乙", "丙", "戊", "己"]);
        assert_eq!(words("").count(), 0);
    }

    #[test]
    fn every_embedded_list_has_distinct_words_that_a_text_can_contain() {
        for (name, list) in [
            ("generic", include_str!("../../../../lexicon/organisations/generic.txt")),
            ("leading", include_str!("../../../../lexicon/organisations/leading.txt")),
            ("inner", include_str!("../../../../lexicon/organisations/inner.txt")),
            ("following", include_str!("../../../../lexicon/organisations/following.txt")),
        ] {
            let mut seen = HashSet::new();
            for word in words(list) {
                assert!(seen.insert(word), "{name}: {word} is listed twice");
                assert!(is_nfkc(word) && !word.contains(is_unseen), "{name}: {word} never matches a text");
                assert!(!word.contains([',', '、', '，']), "{name}: {word} is separated by commas");
            }
            assert!(seen.len() >= 20, "{name}: {} words", seen.len());
        }
    }

    #[test]
    fn no_leading_word_hides_a_longer_one_behind_it() {
        let list: Vec<&str> = words(include_str!("../../../../lexicon/organisations/leading.txt")).collect();
        for (at, word) in list.iter().enumerate() {
            let hidden = list[at + 1..].iter().find(|later| later.starts_with(word));
            assert_eq!(hidden, None, "{word} is tried first");
        }
    }
}
