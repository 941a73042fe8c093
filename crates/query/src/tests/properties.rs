//! Properties that hold for any text typed.

use super::*;

/// Generates queries with every operator, filters, numbers and years, or any text at all.
fn any_typed() -> impl Strategy<Value = String> {
    let pieces = [
        "商店街",
        "の",
        "支援",
        "を",
        "教えて",
        "何年",
        "ですか",
        "？",
        "取り組み",
        "取組",
        "サーバー",
        "子供たち",
        "設立日",
        "BCP",
        "産業",
        "農業",
        " ",
        " ",
        "　",
        " OR ",
        "または",
        " -",
        "－",
        "\"",
        "「",
        "」",
        "title:",
        "実績:",
        "施策",
        "項目",
        "実績",
        "なし",
        "長期",
        "計画",
        "再掲",
        "第5節",
        "第５章",
        "1-1(1)",
        "１－１（１）",
        "平成23年度",
        "H24",
        "～",
        "25年度",
        "まで",
        "以降",
        "二十三",
        "㈱",
        "除いた項目",
        "中",
        "的",
        "まち",
        "街",
    ];
    let made = prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..10);
    prop_oneof![3 => made.prop_map(|pieces| pieces.concat()), 1 => any_text()]
}

proptest! {
    #[test]
    fn any_text_is_a_query(typed in any_typed()) {
        let query = read(&typed);
        prop_assert_eq!(&query.text, &typed);
        prop_assert_eq!(&read(&typed), &query, "reading twice");
        for clause in query.clauses().into_iter().chain(&query.excluded) {
            prop_assert!(typed.contains(&clause.text), "{:?}", clause);
            prop_assert!(!analyzer().words(&clause.text).is_empty(), "{:?}", clause);
            prop_assert!(!clause.alternatives.is_empty());
            let results = |one: &Alternative| matches!(&one.matcher, Matcher::Values { facet, .. } if facet == "result_year");
            let first = &clause.alternatives[0];
            prop_assert!(first.as_ == MatchKind::Exact || results(first), "{:?}", clause);
        }
        for one in query.clauses().into_iter().chain(&query.excluded).chain(&query.hints) {
            for one in &one.alternatives {
                prop_assert!(one.matcher.terms().is_none_or(|terms| !terms.is_empty()), "{:?}", one);
                prop_assert!(one.weight > 0.0 && one.weight <= 1.0, "{:?}", one);
            }
        }
        prop_assert!(query.excluded.iter().all(|clause| clause.scope != Scope::Anywhere));
        for one in &query.understood {
            prop_assert_eq!(typed.get(one.range.clone()), Some(one.text.as_str()));
            let known = &CATALOGUE.values;
            let section = |value: &String| CATALOGUE.section(value).is_some();
            for value in &one.values {
                let listed = known.get(&one.facet).is_some_and(|values| values.contains(value));
                let fixed = || facet::facet(&one.facet).is_some_and(|facet| {
                    (facet.fixed)().iter().any(|(known, _)| known == value)
                });
                prop_assert!(listed || section(value) || fixed(), "{:?}", one);
            }
        }
        prop_assert!(query.understood.is_sorted_by_key(|one| one.range.start));
        let groups_have_parts = query.asked.as_ref().is_none_or(|asked| parts(asked).iter().all(|count| *count > 1));
        prop_assert!(groups_have_parts, "{}", shown(&query));
    }

    #[test]
    fn a_phrase_is_met_by_itself(typed in any_typed()) {
        for clause in read(&typed).clauses() {
            let itself = analyzer().analyse(&clause.text);
            let quoted = read(&format!("\"{}\"", clause.text.replace('"', "")));
            if let [phrase] = quoted.clauses()[..] && phrase.text == clause.text {
                let met = phrase.alternatives.iter().any(|one| !one.matcher.occurrences(&itself).is_empty());
                prop_assert!(met, "{:?}", clause);
            }
        }
    }

    #[test]
    fn a_clause_is_met_by_what_it_was_typed_in(typed in any_typed()) {
        let query = read(&typed);
        let mut texts = vec![analyzer().analyse(typed.trim())];
        texts.extend(lex::lex(&typed).iter().map(|operand| analyzer().analyse(operand.text)));
        for clause in query.clauses().into_iter().chain(&query.excluded) {
            let met = clause.alternatives.iter().any(|one| texts.iter().any(|text| !one.matcher.occurrences(text).is_empty()));
            let is_text = clause.alternatives[0].matcher.terms().is_some();
            prop_assert!(met || !is_text, "{:?}", clause);
        }
    }

    #[test]
    fn exactly_leaves_what_was_typed(typed in any_typed()) {
        let (query, exact) = (read(&typed), read(&typed).exactly());
        prop_assert_eq!(query.clauses().len(), exact.clauses().len());
        prop_assert_eq!(query.excluded.len(), exact.excluded.len());
        prop_assert_eq!(&query.understood, &exact.understood);
        let clauses = |query: &Query| -> Vec<Clause> {
            query.clauses().into_iter().chain(&query.excluded).cloned().collect()
        };
        for (clause, exact) in clauses(&query).iter().zip(clauses(&exact)) {
            prop_assert!(!exact.alternatives.is_empty());
            prop_assert!(exact.alternatives.iter().all(|one| clause.alternatives.contains(one)));
            let typed = clause.alternatives.iter().any(|one| one.as_ == MatchKind::Exact);
            prop_assert!(!typed || exact.alternatives.iter().all(|one| one.as_ == MatchKind::Exact));
        }
    }
}

/// Returns the number of parts of each group.
fn parts(part: &Node) -> Vec<usize> {
    match part {
        Node::Clause(_) => Vec::new(),
        Node::Group(group) => {
            let inner = group.parts.iter().flat_map(parts);
            std::iter::once(group.parts.len()).chain(inner).collect()
        }
    }
}
