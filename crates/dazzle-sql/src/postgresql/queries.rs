//! The catalogue queries: the whole schema in a handful of answers, however many tables there are. They run
//! unchanged on PostgreSQL 13 to 18.
//!
//! [`SETTINGS`] comes first, then each of [`CATALOGUE`], all in one `REPEATABLE READ, READ ONLY` transaction so
//! that the answers agree. [`super::catalog::read`] takes the answers.
//!
//! What is inspected is the schema in which the connection makes its tables, `current_schema()`.

/// Makes what the server writes independent of the session: each name of the inspected schema comes bare, every
/// other one qualified. `pg_catalog` stays ahead of the schema without being named, as it is in a session that
/// has only set its own schema, and the session's temporary objects come last.
pub const SETTINGS: &str = "\
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';
SET LOCAL IntervalStyle = 'postgres';
SET LOCAL extra_float_digits = 1;
SET LOCAL bytea_output = 'hex';
SET LOCAL xmloption = 'content';
SET LOCAL quote_all_identifiers = off;
SET LOCAL standard_conforming_strings = on;
SELECT set_config(
    'search_path',
    CASE WHEN current_schema() !~ '^(pg_|information_schema$)' THEN quote_ident(current_schema()) || ', pg_temp'
         ELSE '' END,
    true)";

/// The queries, in the order in which [`super::catalog::read`] expects their answers.
pub const CATALOGUE: [&str; 8] = [
    include_str!("queries/place.sql"),
    include_str!("queries/relations.sql"),
    include_str!("queries/columns.sql"),
    include_str!("queries/constraints.sql"),
    include_str!("queries/indexes.sql"),
    include_str!("queries/types.sql"),
    include_str!("queries/objects.sql"),
    include_str!("queries/comments.sql"),
];

/// Gives a name and a digest for each table and view: the rows of [`crate::fingerprint`]. Under [`SETTINGS`].
pub const DIGEST: &str = include_str!("queries/digest.sql");
