//! How many turns each conversation gets.
//!
//! Support chats follow a log-normal law: most take a handful of messages, a few take hundreds. The law is
//! kept as a table of its quantiles, because `exp` and `ln` may differ in the last bit between platforms and
//! one different length would shift everything after it.

use super::random::Random;

/// Quantiles of a log-normal law with σ = 1.21, in 64ths of the median. With that σ the mean is about twice
/// the median.
#[rustfmt::skip]
const QUANTILES: [u16; 256] = [
    2, 3, 4, 4, 5, 6, 6, 6, 7, 7, 8, 8, 9, 9, 9, 10,
    10, 11, 11, 11, 12, 12, 12, 13, 13, 14, 14, 14, 15, 15, 15, 16,
    16, 16, 17, 17, 18, 18, 18, 19, 19, 19, 20, 20, 21, 21, 21, 22,
    22, 22, 23, 23, 24, 24, 24, 25, 25, 26, 26, 26, 27, 27, 28, 28,
    29, 29, 29, 30, 30, 31, 31, 32, 32, 32, 33, 33, 34, 34, 35, 35,
    36, 36, 37, 37, 38, 38, 39, 39, 40, 40, 41, 41, 42, 42, 43, 43,
    44, 44, 45, 45, 46, 47, 47, 48, 48, 49, 50, 50, 51, 51, 52, 53,
    53, 54, 55, 55, 56, 57, 57, 58, 59, 59, 60, 61, 61, 62, 63, 64,
    64, 65, 66, 67, 68, 68, 69, 70, 71, 72, 72, 73, 74, 75, 76, 77,
    78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 94,
    95, 96, 97, 98, 100, 101, 102, 103, 105, 106, 108, 109, 110, 112, 113, 115,
    116, 118, 120, 121, 123, 125, 126, 128, 130, 132, 134, 136, 138, 140, 142, 144,
    146, 148, 150, 153, 155, 157, 160, 162, 165, 168, 171, 173, 176, 179, 182, 186,
    189, 192, 196, 199, 203, 207, 211, 215, 219, 224, 228, 233, 238, 243, 249, 255,
    260, 267, 273, 280, 287, 295, 303, 311, 320, 329, 339, 350, 362, 374, 387, 402,
    418, 435, 454, 475, 498, 525, 555, 590, 631, 680, 741, 819, 924, 1080, 1351, 2102,
];

/// Shares `total` among as many conversations as there are `caps`: exactly `total` in all, each between 1
/// and its cap. When the caps leave no other way, the first conversation takes what is left over.
/// `total` is at least the number of caps.
pub(super) fn share(total: u64, caps: &[u32]) -> Vec<u32> {
    let mut random = Random::of(0x1E46, caps.len() as u64);
    let shares: Vec<u16> = caps.iter().map(|_| *random.pick(&QUANTILES)).collect();
    // A single unanswered line is a rare end for a chat when there is enough to go round.
    let least = if total >= 4 * caps.len() as u64 { 2 } else { 1 };
    let length = |index: usize, scale: u64| -> u64 {
        let wanted = (u64::from(shares[index]) * scale) >> 16;
        wanted.max(least).min(u64::from(caps[index]))
    };
    let sum = |scale: u64| (0..caps.len()).map(|index| length(index, scale)).sum::<u64>();

    let (mut low, mut high) = (0, 1 << 40);
    while low + 1 < high {
        let middle = low + (high - low) / 2;
        if sum(middle) <= total {
            low = middle;
        } else {
            high = middle;
        }
    }
    let mut lengths: Vec<u64> = (0..caps.len()).map(|index| length(index, low)).collect();
    spread(total - lengths.iter().sum::<u64>(), &mut lengths, caps);
    lengths.into_iter().map(|length| u32::try_from(length).unwrap_or(u32::MAX)).collect()
}

/// Hands out what the rounding left, one turn each, as long as anybody has room.
fn spread(mut rest: u64, lengths: &mut [u64], caps: &[u32]) {
    while rest > 0 {
        let before = rest;
        for (length, cap) in lengths.iter_mut().zip(caps) {
            if rest > 0 && *length < u64::from(*cap) {
                *length += 1;
                rest -= 1;
            }
        }
        if rest == before {
            break;
        }
        // Going round thousands of times would only happen with a handful of conversations.
        if let (Some(first), true) = (lengths.first_mut(), rest > 64 * caps.len() as u64) {
            *first += rest;
            return;
        }
    }
    if let Some(first) = lengths.first_mut() {
        *first += rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_exact_whatever_the_caps() {
        for (total, caps) in [
            (100, vec![u32::MAX; 100]),
            (1_000, vec![3; 20]),
            (999, vec![u32::MAX, 1, 2, 4]),
            (50_000, vec![u32::MAX; 3_001]),
            (7, vec![1; 7]),
        ] {
            let lengths = share(total, &caps);
            assert_eq!(lengths.iter().map(|length| u64::from(*length)).sum::<u64>(), total);
            assert!(lengths.iter().all(|length| *length >= 1));
            assert!(lengths.iter().zip(&caps).skip(1).all(|(length, cap)| length <= cap));
        }
    }

    #[test]
    fn the_median_is_about_eight_when_the_mean_is_sixteen() {
        let mut lengths = share(160_000, &[u32::MAX; 10_000]);
        lengths.sort_unstable();
        assert!((6..=9).contains(&lengths[5_000]), "median {}", lengths[5_000]);
        assert!(lengths[9_999] > 200);
    }
}
