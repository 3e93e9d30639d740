//! The generator's only source of chance: SplitMix64.
//!
//! A seeded hub must come out the same on every machine and after every update, because load tests and
//! screenshots are compared across runs. The `rand` crate promises that only for named generators and not
//! for its distributions, so twenty lines of integer arithmetic are the smaller dependency.

pub(super) struct Random(u64);

impl Random {
    /// A stream of its own for each `key`: neighbouring keys give unrelated values.
    pub(super) fn of(domain: u64, key: u64) -> Self {
        let mut random = Self(domain.rotate_left(32) ^ key.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        random.next();
        random
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number under `bound`, and 0 when `bound` is 0. The bias of the multiplication is under 2⁻³², which
    /// nobody sees in a chat.
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        (((self.next() >> 32) * u64::from(bound)) >> 32) as u32
    }

    /// A position in a list of `length`.
    pub(super) fn index(&mut self, length: usize) -> usize {
        self.below(u32::try_from(length).unwrap_or(u32::MAX)) as usize
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high - low + 1)
    }

    /// As [`Self::between`], with small values likelier: people mostly answer soon, sometimes late.
    pub(super) fn mostly_low(&mut self, low: u32, high: u32) -> u32 {
        self.between(low, high).min(self.between(low, high))
    }

    pub(super) fn percent(&mut self, chance: u32) -> bool {
        self.below(100) < chance
    }

    /// One item of a table. The tables are constants of this module and never empty.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.index(items.len())]
    }

    /// The position of one of `weights`, each as likely as its share.
    pub(super) fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (index, weight) in weights.iter().enumerate() {
            if left < *weight {
                return index;
            }
            left -= weight;
        }
        0
    }
}
