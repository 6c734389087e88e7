//! Revision files: TOML text to values and back.
//!
//! This is the reference of the format. A file has the keys `revision`, `revises`, `message` and `created_at`,
//! all required, and any number of `[[upgrade]]` and `[[downgrade]]` blocks, one operation each, in running
//! order. `revises` is `[]` for the first revision and names two or more for a merge.
//!
//! ```toml
//! revision = "3f9c2ab81d04"
//! revises = ["9b1d77aa02ce"]
//! message = "add priority to Task"
//! created_at = 2026-11-22T10:14:03Z
//! ```
//!
//! Every operation has `op`, its word. `T` is a name in quotes; what stands in `⟨⟩` may be left out.
//!
//! | `op` | keys |
//! | --- | --- |
//! | `create_table`, `drop_table` | `table = T`, ⟨`comment`⟩, `columns = [COLUMN…]`, ⟨`primary_key = KEY`⟩, ⟨`foreign_keys = [FOREIGN_KEY…]`⟩, ⟨`uniques = [KEY…]`⟩, ⟨`checks = [CHECK…]`⟩, ⟨`indexes = [INDEX…]`⟩ |
//! | `rename_table` | `from = T`, `to = T` |
//! | `set_table_comment` | `table`, `comment = { ⟨from⟩, ⟨to⟩ }` |
//! | `add_column`, `drop_column` | `table`, `column = COLUMN` |
//! | `rename_column`, `rename_constraint`, `rename_index` | `table`, `from = T`, `to = T` |
//! | `alter_column` | `table`, `column = T`, any of `type = { from, to }`, `nullable = { from, to }`, `default`, `identity`, `comment = { ⟨from⟩, ⟨to⟩ }`; ⟨`using = SQL`⟩ |
//! | `add_primary_key`, `drop_primary_key` | `table`, `primary_key = KEY` |
//! | `add_foreign_key`, `drop_foreign_key` | `table`, `foreign_key = FOREIGN_KEY` |
//! | `add_unique`, `drop_unique` | `table`, `unique = KEY` |
//! | `add_check`, `drop_check` | `table`, `check = CHECK` |
//! | `create_index`, `drop_index` | `table`, `index = INDEX` |
//! | `execute` | ⟨`why`⟩, `sql = SQL`, ⟨`[[upgrade.effects]]` or `[[downgrade.effects]]`: operations⟩ |
//! | `data_migration` | `why`, `until = SQL`, `sql = SQL`, which is `""` while nobody filled the seam |
//!
//! - COLUMN: `{ name, type, ⟨nullable⟩, ⟨default⟩, ⟨identity⟩, ⟨comment⟩ }`. `type` is a portable type such as
//!   `"varchar(200)"`. A column is nullable unless it says `nullable = false`. `default` is a text, such as
//!   `"0"`, `"'open'"`, `"now"`, or `{ sql = SQL }`. `identity` is `"by_default"` or `"serial"`.
//! - KEY: `{ name, columns = [T…] }`.
//! - FOREIGN_KEY: `{ name, columns, references = { table, columns }, ⟨on_delete⟩, ⟨on_update⟩ }`, the actions
//!   `"no_action"` (also when left out), `"restrict"`, `"cascade"`, `"set_null"`, `"set_default"`.
//! - CHECK: `{ name, column = T, values = ["…"…] }` or `{ name, sql = SQL }`.
//! - INDEX: `{ name, columns = [PART…], ⟨unique⟩, ⟨where = SQL⟩ }`; a PART is a column's name,
//!   `{ column = T, ⟨order⟩ }` or `{ expression = SQL, ⟨order⟩ }`, the order `"ascending"` (also when left out)
//!   or `"descending"`.
//! - SQL: one text for all dialects, or a table with a text for each: `{ postgresql = '…', sqlite = '…' }`.
//! - A side of a change that is nothing (no default, no comment) has no key.
//!
//! What [`render`] prints, TOML 1.0 readers accept. Keys come in the order above; what may be left out and says
//! nothing new is left out; lists of tables have one item in each line; SQL stands in single quotes; SQL of
//! several lines stands between `'''`, and a table that holds such a text directly is spelled with dotted keys
//! (`sql.postgresql = '''`). [`parse`] accepts any spelling of the same TOML, but no other keys.

pub(crate) mod shape;

mod operations;
mod parts;
mod read;
mod reader;
mod strings;
mod write;

pub use read::{ParsedRevision, parse};
pub use write::render;
