//! The name of a revision's file.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::Revision;

/// Every file system holds names of 255 bytes; some leave room for a suffix of their own.
const MAX_BYTES: usize = 200;
/// An id longer than this is cut, so that a slug still fits.
const MAX_ID_BYTES: usize = 120;

/// The name for the revision's file: UTC time, id and slug of the message, such as
/// `20261122_1014_3f9c2ab81d04_add_priority_to_task.toml`.
///
/// At most 200 bytes of ASCII. The name sorts by time for people; nothing is ever read from it, so that an id
/// that is too long for it is cut and marked with a hash.
#[must_use]
pub fn file_name(revision: &Revision) -> String {
    let mut name = revision.created_at.strftime("%Y%m%d_%H%M_").to_string();
    let id = revision.id.as_str();
    if id.len() <= MAX_ID_BYTES {
        name.push_str(id);
    } else {
        name.push_str(id.get(..MAX_ID_BYTES - 9).unwrap_or(id));
        name.push('_');
        for byte in Sha256::digest(id.as_bytes()).iter().take(4) {
            // Writing to a String cannot fail.
            let _ = write!(name, "{byte:02x}");
        }
    }
    const SUFFIX: &str = ".toml";
    for word in revision
        .message
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if name.len() + 1 + word.len() + SUFFIX.len() > MAX_BYTES {
            break;
        }
        name.push('_');
        name.push_str(&word.to_ascii_lowercase());
    }
    name + SUFFIX
}
