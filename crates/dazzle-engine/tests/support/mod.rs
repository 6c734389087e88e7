//! What the tests of the engine on real databases share.
#![allow(dead_code, unused_imports, reason = "each test file uses a part of it")]

mod choices;
mod lab;
mod place;
mod seams;

pub use choices::{bytes, has_replacement, mixed};
pub use lab::{Lab, chain, destructive};
pub use place::Place;
pub use seams::filled;

use dazzle_ops::Operation;
use dazzle_schema::{Name, Schema};
use dazzle_testkit::catalogue::difference;
pub use dazzle_testkit::in_parallel;

/// Nothing, or what differs.
pub fn same(what: &str, expected: &str, seen: &str) -> Result<(), String> {
    if expected == seen {
        return Ok(());
    }
    Err(format!("{what}:\n{}", difference(expected, seen)))
}

/// The tables of `before` that are still there after `operations`: the name before and the name after.
pub fn surviving(before: &Schema, operations: &[Operation]) -> Vec<(Name, Name)> {
    before
        .table_names()
        .filter_map(|first| {
            let mut name = first.clone();
            for operation in operations {
                match operation {
                    Operation::RenameTable(it) if it.from == name => name = it.to.clone(),
                    Operation::DropTable(it) if it.table.name == name => return None,
                    _ => {}
                }
            }
            Some((first.clone(), name))
        })
        .collect()
}
