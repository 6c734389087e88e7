//! Reads of the catalogue that planning needs.

/// Gives `kind`, `name`, `table` and `sql` of every object, in the order they were made: the rows of
/// [`crate::SqliteFacts`].
pub const OBJECTS: &str = "SELECT type, name, tbl_name, sql FROM main.sqlite_schema \
     WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid";

/// Gives the number of rows whose foreign key points nowhere. A rebuild must not make it larger.
pub const FOREIGN_KEY_VIOLATIONS: &str = "SELECT count(*) FROM pragma_foreign_key_check";

/// Leaves the mode that a rebuild enters for its one renaming; to be run when it failed half way. The mode
/// belongs to the session, so a rollback does not end it.
pub const LEAVE_LEGACY_MODE: &str = "PRAGMA legacy_alter_table = OFF";
