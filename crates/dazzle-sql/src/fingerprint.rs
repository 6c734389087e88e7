//! A fingerprint of the tables and views of a database: one query tells whether anything has changed.
//!
//! Equal fingerprints mean that nothing has changed that a comparison with history would see. Different ones need
//! not mean that something has: another version of the server may write the same thing in another way. So a
//! difference is a reason to compare, and only the comparison tells what it means.

use std::collections::BTreeSet;

use dazzle_schema::Dialect;
use sha2::{Digest, Sha256};

/// Goes into each fingerprint, so that one taken in another way is never equal.
const FORM: &str = "1";

/// The query whose rows [`fingerprint`] takes. PostgreSQL: after [`crate::postgresql::queries::SETTINGS`].
#[must_use]
pub const fn digest_query(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgresql => crate::postgresql::queries::DIGEST,
        Dialect::Sqlite => crate::sqlite::queries::OBJECTS,
    }
}

/// The fingerprint of a database from the rows of [`digest_query`], without the tables that `is_left_alone` names
/// and all that belongs to them. Triggers do not count: no schema holds them.
///
/// *Shape:* the order of the rows does not matter. The result is one word of digits and letters.
#[must_use]
pub fn fingerprint(
    dialect: Dialect,
    rows: &[Vec<Option<String>>],
    is_left_alone: &dyn Fn(&str) -> bool,
) -> String {
    let cell =
        |row: &'_ [Option<String>], at: usize| row.get(at).and_then(Option::as_deref).map(str::to_owned);
    let table_at = match dialect {
        Dialect::Postgresql => 0,
        Dialect::Sqlite => 2,
    };
    let counted: BTreeSet<&Vec<Option<String>>> = rows
        .iter()
        .filter(|row| match dialect {
            Dialect::Postgresql => true,
            Dialect::Sqlite => cell(row, 0).as_deref() != Some("trigger"),
        })
        .filter(|row| cell(row, table_at).is_none_or(|table| !is_left_alone(&table)))
        .collect();
    let mut hasher = Sha256::new();
    hasher.update(format!("dazzle catalogue {FORM} {dialect}\n"));
    for row in counted {
        for value in row {
            // The length in front keeps one cell apart from the next.
            match value {
                Some(text) => hasher.update(format!("{}:{text}", text.len())),
                None => hasher.update("-"),
            }
        }
        hasher.update("\n");
    }
    let digits: String = hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{FORM}-{digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: [&str; 2]) -> Vec<Option<String>> {
        cells.iter().map(|cell| Some((*cell).to_owned())).collect()
    }

    #[test]
    fn order_and_tables_left_alone_do_not_count() {
        let of = |rows: &[[&str; 2]]| {
            let rows: Vec<_> = rows.iter().map(|it| row(*it)).collect();
            fingerprint(Dialect::Postgresql, &rows, &|table| table == "other")
        };
        let base = of(&[["a", "1"], ["b", "2"]]);
        assert_eq!(of(&[["b", "2"], ["other", "9"], ["a", "1"]]), base);
        for changed in [
            &[["a", "1"]] as &[_],
            &[["a", "1"], ["b", "3"]],
            &[["a", "12"], ["b", ""]],
        ] {
            assert_ne!(of(changed), base, "{changed:?}");
        }
    }

    #[test]
    fn triggers_do_not_count_on_sqlite() {
        let of = |kinds: &[&str]| {
            let rows: Vec<_> = kinds
                .iter()
                .map(|kind| vec![Some((*kind).to_owned()), Some("x".into()), Some("t".into()), None])
                .collect();
            fingerprint(Dialect::Sqlite, &rows, &|_| false)
        };
        assert_eq!(of(&["table", "trigger"]), of(&["table"]));
        assert_ne!(of(&["table", "index"]), of(&["table"]));
    }
}
