//! Choices for the generators, from a number that a failure can name.

use dazzle_schema::{Name, Table};
use dazzle_testkit::generate::SchemaPair;

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

/// Whether something goes and something else comes under its name. To the diff that is one thing that changes,
/// and its values need not fit.
pub fn has_replacement(pair: &SchemaPair) -> bool {
    let kept = |table: &&Table| pair.surviving.iter().any(|it| it.previous == table.name);
    let is_new =
        |name: &Name| pair.next.table(name).is_some() && pair.surviving.iter().all(|it| it.next != *name);
    let table_is_replaced = pair
        .previous
        .tables()
        .filter(|table| !kept(table))
        .any(|table| is_new(&table.name));
    let column_is_replaced = pair.surviving.iter().any(|table| {
        let next = pair.next.table(&table.next).unwrap();
        let both = || table.columns.iter().chain(&table.computed);
        let is_new = |name: &Name| next.columns.contains_key(name) && both().all(|(_, after)| after != name);
        pair.previous
            .table(&table.previous)
            .unwrap()
            .columns
            .keys()
            .filter(|name| both().all(|(before, _)| before != *name))
            .any(is_new)
    });
    table_is_replaced || column_is_replaced
}
