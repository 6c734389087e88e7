//! Deterministic names of constraints and indexes.
//!
//! `pk_Task`, `fk_Task_owner`, `uq_Task_org_code`, `ck_Task_status`, `ix_Task_status_due`. A name longer than
//! 63 bytes is cut to its first 54 bytes, on a character boundary, followed by `_` and eight hexadecimal
//! digits of the SHA-256 of the full name, so that names that differ only at the end stay apart. The names are
//! the same on every dialect, because revision files know no dialect.

use std::collections::HashSet;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::Name;

/// What a generated name is for; gives its prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// `pk_`
    PrimaryKey,
    /// `fk_`
    ForeignKey,
    /// `uq_`
    Unique,
    /// `ck_`
    Check,
    /// `ix_`
    Index,
}

impl NameKind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::PrimaryKey => "pk",
            Self::ForeignKey => "fk",
            Self::Unique => "uq",
            Self::Check => "ck",
            Self::Index => "ix",
        }
    }
}

/// The name for a constraint or index of `table` over `parts` (column names, in order).
#[must_use]
pub fn constraint_name(kind: NameKind, table: &Name, parts: &[&str]) -> Name {
    let mut full = format!("{}_{table}", kind.prefix());
    for part in parts {
        full.push('_');
        full.push_str(part);
    }
    shorten(&full)
}

/// `full` if it fits, else its first 54 bytes, `_` and a hash of the whole.
///
/// *Shape:* `full` is not empty and holds no control characters.
#[must_use]
pub fn shorten(full: &str) -> Name {
    if full.len() <= Name::MAX_BYTES {
        return Name::from_checked(full.to_owned());
    }
    with_hash(full, full)
}

/// Gives out names of one name space and never the same one twice.
///
/// PostgreSQL and SQLite keep tables and indexes in one name space; MySQL does so for foreign keys and for
/// checks. So all generated names of a schema go through one set.
#[derive(Debug, Default)]
pub struct NameSpace {
    taken: HashSet<Name>,
}

impl NameSpace {
    /// Marks a name as used, such as a table's own.
    pub fn reserve(&mut self, name: Name) {
        self.taken.insert(name);
    }

    /// The name for a constraint or index; if it is taken already, with a hash of what it stands for.
    pub fn constraint_name(&mut self, kind: NameKind, table: &Name, parts: &[&str]) -> Name {
        let mut name = constraint_name(kind, table, parts);
        let mut salt = 0_u32;
        while self.taken.contains(&name) {
            let identity = format!(
                "{}\u{1f}{table}\u{1f}{}\u{1f}{salt}",
                kind.prefix(),
                parts.join("\u{1f}")
            );
            name = with_hash(constraint_name(kind, table, parts).as_str(), &identity);
            salt += 1;
        }
        self.taken.insert(name.clone());
        name
    }
}

/// The first 54 bytes of `text`, `_`, and eight digits of the hash of `identity`.
fn with_hash(text: &str, identity: &str) -> Name {
    const KEPT_BYTES: usize = 54;
    let cut = text.floor_char_boundary(KEPT_BYTES);
    let mut name = text.get(..cut).unwrap_or(text).to_owned();
    name.push('_');
    for byte in Sha256::digest(identity.as_bytes()).iter().take(4) {
        // Writing to a String cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    Name::from_checked(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::new(text).unwrap()
    }

    #[test]
    fn short_names_are_readable() {
        assert_eq!(
            constraint_name(NameKind::Unique, &name("Task"), &["org", "code"]),
            "uq_Task_org_code"
        );
        assert_eq!(
            constraint_name(NameKind::PrimaryKey, &name("Task"), &[]),
            "pk_Task"
        );
    }

    #[test]
    fn trap_21_long_names_that_differ_only_at_the_end_stay_apart() {
        let table = name(&"é".repeat(30));
        let first = constraint_name(NameKind::ForeignKey, &table, &["a".repeat(40).as_str(), "x"]);
        let second = constraint_name(NameKind::ForeignKey, &table, &["a".repeat(40).as_str(), "y"]);
        assert_ne!(first, second);
        for cut in [&first, &second] {
            assert!(cut.as_str().len() <= 63);
            assert!(cut.as_str().starts_with("fk_éé"));
        }
    }

    #[test]
    fn two_things_with_one_name_get_two_names() {
        let mut space = NameSpace::default();
        let first = space.constraint_name(NameKind::Index, &name("A"), &["b_c"]);
        let second = space.constraint_name(NameKind::Index, &name("A_b"), &["c"]);
        assert_eq!(first, "ix_A_b_c");
        assert_ne!(first, second);
        assert!(second.as_str().starts_with("ix_A_b_c_"));
    }
}
