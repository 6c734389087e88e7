//! Reads of the catalogue that planning needs.

/// Gives the server's version as one number, such as 150018, as text.
pub const SERVER_VERSION: &str = "SHOW server_version_num";
