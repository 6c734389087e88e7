//! Small things in words.

use dazzle_history::RevisionId;

/// Heads in words.
pub fn place(heads: &[RevisionId]) -> String {
    if heads.is_empty() {
        "base".to_owned()
    } else {
        heads
            .iter()
            .map(RevisionId::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// `1 file`, `2 files`.
pub fn counted(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}

/// `1 row`, `2 rows`.
pub fn rows(number: u64) -> String {
    counted(usize::try_from(number).unwrap_or(usize::MAX), "row")
}
