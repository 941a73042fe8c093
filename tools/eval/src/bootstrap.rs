//! Confidence interval of a mean difference, by bootstrap over queries.

/// Number of resamples. With fewer, the interval depends on the seed.
const RESAMPLES: usize = 10_000;

/// Arbitrary but fixed, so that the interval is reproducible.
const SEED: u64 = 0x5EED_0000_0000_0001;

/// Number of resamples outside the 95 % interval, on each side.
const TAIL: usize = RESAMPLES / 40;

/// The 95 % interval of the mean of paired differences (percentile bootstrap). Returns `None` without
/// differences.
pub(crate) fn interval(differences: &[f64]) -> Option<[f64; 2]> {
    if differences.is_empty() {
        return None;
    }
    let mut random = SplitMix64(SEED);
    let mut mean = || {
        let drawn = (0..differences.len()).map(|_| differences[random.below(differences.len())]);
        drawn.sum::<f64>() / differences.len() as f64
    };
    let mut means: Vec<f64> = (0..RESAMPLES).map(|_| mean()).collect();
    means.sort_unstable_by(f64::total_cmp);
    // Both bounds cut off equally many means, so negated differences give the mirrored interval.
    Some([means[TAIL - 1], means[RESAMPLES - TAIL]])
}

/// The SplitMix64 generator by Steele, Lea and Flood, sufficient for resampling.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, uniform up to a bias below 2^-40.
    fn below(&mut self, end: usize) -> usize {
        let scaled = (u128::from(self.next()) * end as u128) >> 64;
        // The value is below `end`, so the cast is lossless.
        scaled as usize
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        // First values of seed 1234567, from the authors' code.
        let mut random = SplitMix64(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn nothing_has_no_interval_and_no_difference_has_none_either_way() {
        assert_eq!(interval(&[]), None);
        assert_eq!(interval(&[0.0; 40]), Some([0.0, 0.0]));
        assert_eq!(interval(&[0.25]), Some([0.25, 0.25]));
    }

    #[test]
    fn the_interval_is_as_wide_as_theory_says() {
        // 50 times -1 and 50 times 1: standard error 0.1, so about 1.96 x 0.1 on each side.
        let differences: Vec<f64> = (0..100).map(|at| if at % 2 == 0 { 1.0 } else { -1.0 }).collect();
        let [low, high] = interval(&differences).unwrap();
        assert!((low + 0.196).abs() < 0.015 && (high - 0.196).abs() < 0.015, "{low} {high}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn the_interval_lies_within_the_differences_and_mirrors(differences in prop::collection::vec(-1.0..1.0f64, 1..40)) {
            let [low, high] = interval(&differences).unwrap();
            let least = differences.iter().copied().fold(f64::INFINITY, f64::min);
            let most = differences.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            prop_assert!(least - 1e-9 <= low && low <= high && high <= most + 1e-9);
            let negated: Vec<f64> = differences.iter().map(|difference| -difference).collect();
            prop_assert_eq!(interval(&negated).unwrap(), [-high, -low]);
        }
    }
}
