//! How long to wait before trying again.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

const BASE: Duration = Duration::from_millis(500);
const CAP: Duration = Duration::from_secs(30);

/// Exponential with full jitter: anything from nothing to twice the last bound, so that a thousand
/// consoles that lost the same hub do not come back at the same moment.
pub fn delay(failures: u32) -> Duration {
    // The standard library's hash keys are the one source of randomness it has; it is enough here.
    let random = RandomState::new().build_hasher().finish();
    within(failures, random as f64 / u64::MAX as f64)
}

/// `failures` so far, at least one; `random` from 0 to 1.
fn within(failures: u32, random: f64) -> Duration {
    let doublings = failures.saturating_sub(1).min(16);
    let bound = BASE.saturating_mul(1 << doublings).min(CAP);
    bound.mul_f64(random.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_bound_doubles_up_to_the_cap() {
        let bounds: Vec<_> = (1..=9).map(|failures| within(failures, 1.0).as_millis()).collect();
        assert_eq!(bounds, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    }

    proptest! {
        #[test]
        fn never_longer_than_the_cap(failures: u32, random: f64) {
            prop_assert!(within(failures, random) <= CAP);
        }
    }
}
