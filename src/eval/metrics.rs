//! The formulas. A ranking is the grades of what was returned, best placed first; 0 is not relevant.

/// Normalised discounted cumulative gain of the first `depth` results: the gain of a grade is
/// 2^grade - 1, divided by log2(1 + place); 1 is the best order there is of all `judged` grades.
/// 0 when nothing is judged relevant.
pub fn ndcg(ranking: &[u8], judged: &[u8], depth: usize) -> f64 {
    let mut ideal = judged.to_vec();
    ideal.sort_unstable_by(|one, other| other.cmp(one));
    let best = gain(&ideal, depth);
    if best == 0.0 { 0.0 } else { gain(ranking, depth) / best }
}

fn gain(ranking: &[u8], depth: usize) -> f64 {
    let of = |(place, grade): (u32, &u8)| (2f64.powi(i32::from(*grade)) - 1.0) / f64::from(place + 1).log2();
    (1..).zip(ranking.iter().take(depth)).map(of).sum()
}

/// 1 / place of the first relevant result; 0 when there is none among the first `depth`.
pub fn reciprocal_rank(ranking: &[u8], depth: usize) -> f64 {
    let first = (1..).zip(ranking.iter().take(depth)).find(|(_, grade)| **grade > 0);
    first.map_or(0.0, |(place, _)| 1.0 / f64::from(place))
}

/// The share of all `relevant` entries that are among the first `depth`. 0 when nothing is relevant.
pub fn recall(ranking: &[u8], relevant: usize, depth: usize) -> f64 {
    let found = ranking.iter().take(depth).filter(|grade| **grade > 0).count();
    if relevant == 0 { 0.0 } else { found as f64 / relevant as f64 }
}

/// 1 when anything relevant is among the first `depth`, else 0.
pub fn success(ranking: &[u8], depth: usize) -> f64 {
    f64::from(ranking.iter().take(depth).any(|grade| *grade > 0))
}
