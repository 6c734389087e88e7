//! Choices for the generators, from a number that a failure can name.

/// A list of choices from a number.
pub fn bytes(seed: u64) -> Vec<u8> {
    let mut state = mixed(seed);
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(state)
    };
    let length = next() % 240;
    (0..length).map(|_| next().to_le_bytes()[0]).collect()
}

/// The finishing of SplitMix64: neighbours become numbers that have nothing in common.
pub fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
