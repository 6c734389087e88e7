//! The checksum of a revision.
//!
//! It is taken over what the file means, not over its bytes, so that line ends, a BOM, comments, blank lines
//! and the order of keys do not count. The encoding is that of the shape of the file (`file::shape`): every
//! text with its length before it, every table with its keys sorted. The way [`crate::file::render`] prints
//! may therefore change without changing a checksum that a database holds; the keys of the format may not.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::Revision;
use crate::file::shape::{self, Fields, Value};

/// The SHA-256 of the revision's id, parents and upgrade, as 64 hexadecimal digits.
///
/// The downgrade does not count: it may be completed after the revision was applied, such as by filling a seam that
/// stops a rollback. The message and the time of creation do not count, and neither does the order of the parents.
#[must_use]
pub fn checksum(revision: &Revision) -> String {
    let mut hasher = Sha256::new();
    text(&mut hasher, "dazzle revision 1");
    text(&mut hasher, revision.id.as_str());
    let mut parents: Vec<&str> = revision.parents.iter().map(AsRef::as_ref).collect();
    parents.sort_unstable();
    length(&mut hasher, b'p', parents.len());
    for parent in parents {
        text(&mut hasher, parent);
    }
    length(&mut hasher, b'o', revision.upgrade.len());
    for operation in &revision.upgrade {
        fields(&mut hasher, &shape::operation(operation));
    }
    let mut digits = String::with_capacity(64);
    for byte in hasher.finalize() {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

fn length(hasher: &mut Sha256, tag: u8, length: usize) {
    hasher.update([tag]);
    hasher.update((length as u64).to_be_bytes());
}

fn text(hasher: &mut Sha256, content: &str) {
    length(hasher, b's', content.len());
    hasher.update(content.as_bytes());
}

fn fields(hasher: &mut Sha256, table: &Fields<'_>) {
    let mut sorted: Vec<&(&str, Value<'_>)> = table.iter().collect();
    sorted.sort_unstable_by_key(|(key, _)| *key);
    length(hasher, b't', sorted.len());
    for (key, held) in sorted {
        text(hasher, key);
        value(hasher, held);
    }
}

fn value(hasher: &mut Sha256, held: &Value<'_>) {
    match held {
        Value::Text(content) => text(hasher, content),
        Value::Sql(content) => text(hasher, content),
        Value::Flag(flag) => length(hasher, b'b', usize::from(*flag)),
        Value::Number(number) => {
            hasher.update(b"n");
            hasher.update(u64::from(*number).to_be_bytes());
        }
        Value::Table(table) => fields(hasher, table),
        Value::List(items) => {
            length(hasher, b'l', items.len());
            for item in items {
                value(hasher, item);
            }
        }
        Value::Blocks(blocks) => {
            length(hasher, b'l', blocks.len());
            for block in blocks {
                fields(hasher, block);
            }
        }
    }
}
