//! SQL by hand.

use crate::shared::{refused, task, text};
use crate::support::schema;
use dazzle_ops::{Execute, Operation};
use dazzle_schema::Dialect::Postgresql;

#[test]
fn copying_rows_from_the_client_is_refused_when_planning() {
    let before = schema(vec![task()]);
    let copy = "COPY \"Task\" FROM STDIN";
    let execute: Operation = Execute {
        sql: text(copy),
        why: None,
        effects: Vec::new(),
    }
    .into();
    let seam: Operation = dazzle_ops::DataMigration {
        why: "rows".to_owned(),
        until: text("SELECT 0"),
        sql: text(copy),
        batched: None,
    }
    .into();
    for operation in [execute, seam] {
        assert_eq!(
            refused(Postgresql, &before, &operation),
            (
                "`COPY … FROM STDIN` needs data that a revision cannot hold".to_owned(),
                "write the rows as `INSERT` statements".to_owned()
            )
        );
    }
}
