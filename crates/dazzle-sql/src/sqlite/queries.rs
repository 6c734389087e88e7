//! Reads of the catalogue: what planning needs, and what an inspection needs.

/// Gives everything that [`super::catalog::read`] needs, in one read transaction; all cells are texts or NULL.
///
/// 1. The objects: kind, name, table, text.
/// 2. Which tables are virtual, or made by a virtual one: name, type.
/// 3. The columns of all ordinary tables as SQLite understands them: table, name, whether it is required, whether it
///    has a default, place in the primary key, and whether it is generated (2 virtual, 3 stored).
pub const CATALOGUE: [&str; 3] = [
    "SELECT type, name, tbl_name, sql FROM main.sqlite_schema \
     WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid",
    "SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type IN ('virtual', 'shadow') ORDER BY name",
    "SELECT o.name, c.name, CAST(c.\"notnull\" AS TEXT), CAST(c.dflt_value IS NOT NULL AS TEXT), \
     CAST(c.pk AS TEXT), CAST(c.hidden AS TEXT) \
     FROM main.sqlite_schema AS o JOIN pragma_table_xinfo(o.name, 'main') AS c \
     WHERE o.type = 'table' AND o.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
     AND o.sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY o.rowid, c.cid",
];

/// Gives `kind`, `name`, `table` and `sql` of every object, in the order they were made: the rows of
/// [`crate::SqliteFacts`].
pub const OBJECTS: &str = "SELECT type, name, tbl_name, sql FROM main.sqlite_schema \
     WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid";

/// Gives the number of rows whose foreign key points nowhere. A rebuild must not make it larger.
pub const FOREIGN_KEY_VIOLATIONS: &str = "SELECT count(*) FROM pragma_foreign_key_check";

/// Leaves the mode that a rebuild enters for its one renaming; to be run when it failed half way. The mode
/// belongs to the session, so a rollback does not end it.
pub const LEAVE_LEGACY_MODE: &str = "PRAGMA legacy_alter_table = OFF";
