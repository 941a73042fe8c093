//! Metrics over a ranking: the grades of returned entries, best rank first. Grade 0 means not relevant.

/// Normalised discounted cumulative gain (nDCG) of the first `depth` results.
///
/// A grade at rank r gains (2^grade - 1) / log2(1 + r). The sum is divided by that of the ideal order of all
/// `judged` grades. 0 if nothing is relevant.
pub(crate) fn ndcg(ranking: &[u8], judged: &[u8], depth: usize) -> f64 {
    let mut ideal = judged.to_vec();
    ideal.sort_unstable_by(|one, other| other.cmp(one));
    let best = gain(&ideal, depth);
    if best == 0.0 { 0.0 } else { gain(ranking, depth) / best }
}

fn gain(ranking: &[u8], depth: usize) -> f64 {
    let of = |(place, grade): (u32, &u8)| (2f64.powi(i32::from(*grade)) - 1.0) / f64::from(place + 1).log2();
    // Not `sum`, which returns -0 for an empty iterator.
    (1..).zip(ranking.iter().take(depth)).map(of).fold(0.0, |sum, gain| sum + gain)
}

/// Reciprocal rank of the first relevant result, 0 if none is among the first `depth`.
pub(crate) fn reciprocal_rank(ranking: &[u8], depth: usize) -> f64 {
    let first = (1..).zip(ranking.iter().take(depth)).find(|(_, grade)| **grade > 0);
    first.map_or(0.0, |(place, _)| 1.0 / f64::from(place))
}

/// Share of the `relevant` entries among the first `depth`. 0 if nothing is relevant.
pub(crate) fn recall(ranking: &[u8], relevant: usize, depth: usize) -> f64 {
    let found = ranking.iter().take(depth).filter(|grade| **grade > 0).count();
    if relevant == 0 { 0.0 } else { found as f64 / relevant as f64 }
}

/// 1 if a relevant result is among the first `depth`, 0 otherwise.
pub(crate) fn success(ranking: &[u8], depth: usize) -> f64 {
    f64::from(ranking.iter().take(depth).any(|grade| *grade > 0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ndcg_as_worked_out_by_hand() {
        let close = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-6, "{value}");
        // 7/1 + 0 + 3/2 = 8.5 of 7/1 + 3/1.584963 + 1/2 = 9.392789.
        close(ndcg(&[3, 0, 2], &[1, 3, 2], 10), 0.904949);
        // 1/1.584963 of 1.
        close(ndcg(&[0, 1], &[1], 10), 0.630930);
        // Depth 2 cuts both the ranking and the ideal order: 3/1 of 7/1 + 7/1.584963.
        close(ndcg(&[2, 0, 3], &[3, 3, 2], 2), 0.262777);
        close(ndcg(&[3, 3, 2, 0], &[3, 2, 3], 10), 1.0);
        close(ndcg(&[], &[3], 10), 0.0);
        close(ndcg(&[0, 0], &[], 10), 0.0);
        assert!(ndcg(&[], &[3], 10).is_sign_positive(), "0 and not -0");
    }

    #[test]
    fn the_others_as_worked_out_by_hand() {
        let ranking = [0, 0, 1, 3];
        assert_eq!(
            [1, 2, 3, 10].map(|depth| reciprocal_rank(&ranking, depth)),
            [0.0, 0.0, 1.0 / 3.0, 1.0 / 3.0]
        );
        assert_eq!([1, 3, 4].map(|depth| recall(&ranking, 4, depth)), [0.0, 0.25, 0.5]);
        assert_eq!(recall(&ranking, 0, 4), 0.0);
        assert_eq!([2, 3].map(|depth| success(&ranking, depth)), [0.0, 1.0]);
        assert_eq!((reciprocal_rank(&[], 10), success(&[], 3)), (0.0, 0.0));
    }

    /// Judged grades, and a ranking that mixes some of them with unjudged entries.
    fn judged_and_ranking() -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
        prop::collection::vec(1..=3u8, 1..12).prop_flat_map(|judged| {
            let mut all = judged.clone();
            all.extend([0; 8]);
            let ranking = Just(all)
                .prop_shuffle()
                .prop_flat_map(|all| (0..=all.len()).prop_map(move |shown| all[..shown].to_vec()));
            (Just(judged), ranking)
        })
    }

    proptest! {
        #[test]
        fn every_figure_is_a_share((judged, ranking) in judged_and_ranking(), depth in 1..30usize) {
            let figures = [
                ndcg(&ranking, &judged, depth),
                reciprocal_rank(&ranking, depth),
                recall(&ranking, judged.len(), depth),
                success(&ranking, depth),
            ];
            for figure in figures {
                prop_assert!((0.0..=1.0 + 1e-12).contains(&figure), "{:?}", figures);
            }
            prop_assert_eq!(figures[0] > 0.0, figures[3] > 0.0);
            prop_assert_eq!(figures[1] > 0.0, figures[3] > 0.0);
            prop_assert!(recall(&ranking, judged.len(), depth + 1) >= figures[2]);
        }

        #[test]
        fn the_best_order_has_the_best_figures((mut judged, ranking) in judged_and_ranking(), depth in 1..30usize) {
            let of_any = ndcg(&ranking, &judged, depth);
            judged.sort_unstable_by(|one, other| other.cmp(one));
            prop_assert_eq!(ndcg(&judged, &judged, depth), 1.0);
            prop_assert!(of_any <= 1.0 + 1e-12);
        }

        #[test]
        fn a_better_entry_moved_up_never_costs((judged, ranking) in judged_and_ranking(), at in 0..20usize, depth in 1..30usize) {
            if at + 1 < ranking.len() && ranking[at] < ranking[at + 1] {
                let mut moved = ranking.clone();
                moved.swap(at, at + 1);
                prop_assert!(ndcg(&moved, &judged, depth) >= ndcg(&ranking, &judged, depth));
                prop_assert!(reciprocal_rank(&moved, depth) >= reciprocal_rank(&ranking, depth));
                prop_assert!(recall(&moved, judged.len(), depth) >= recall(&ranking, judged.len(), depth));
            }
        }

        #[test]
        fn one_relevant_entry_is_judged_alike_by_place(place in 1..20usize, grade in 1..=3u8) {
            let mut ranking = vec![0; 20];
            ranking[place - 1] = grade;
            let found = place <= 10;
            prop_assert_eq!(reciprocal_rank(&ranking, 10), if found { 1.0 / place as f64 } else { 0.0 });
            prop_assert_eq!(recall(&ranking, 1, 10), f64::from(found));
        }
    }
}
