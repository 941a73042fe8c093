pub(in crate::analysis) fn fold(_word: &str) -> Option<String> { None }
