//! The use cases of Dazzle, one file each.
