//! Chance that can be had again.

/// Another seed may be given, to look for more or to see a failure again.
const SEED_VARIABLE: &str = "DAZZLE_TEST_SEED";

/// Numbers that follow from a seed. SplitMix64: small, and the same everywhere for a seed.
pub struct Random(u64);

impl Random {
    // Shown when the test fails.
    #[allow(clippy::print_stderr)]
    pub fn new() -> Self {
        let given = std::env::var(SEED_VARIABLE)
            .ok()
            .and_then(|seed| seed.parse().ok());
        let seed = given.unwrap_or_else(|| {
            let now = std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .unwrap();
            u64::try_from(now.as_micros()).unwrap()
        });
        eprintln!("{SEED_VARIABLE}={seed}");
        Self(seed)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit.max(1)
    }
}
