pub(in crate::analysis) fn value(_kanji: &str) -> Option<String> { None }
