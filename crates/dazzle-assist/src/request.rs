//! The request: what is sent, and nothing else. No row of any table is in it, unless a person allowed samples.

use std::collections::BTreeSet;

use dazzle_history::file;
use dazzle_ops::{CreateTable, Operation};
use dazzle_schema::{Name, Schema};
use serde_json::{Map, Value, json};

use crate::limits::function_names;
use crate::task::{OpenSeam, Sample, Task};
use crate::touched::Touched;

/// What holds for every request. The reference of the file format is part of it, since operations are given in it.
pub const INSTRUCTIONS: &str = concat!(
    include_str!("instructions.md"),
    include_str!("../../../docs/revision-files.md")
);

/// What is sent about `task`.
pub fn request(task: &Task) -> Value {
    let tables = task.tables();
    let mut request = Map::new();
    let mut put = |key: &str, value: Value| request.insert(key.to_owned(), value);
    put("version", json!(1));
    put("dialect", json!(task.dialect.as_str()));
    put("revision", json!(file::render(&task.revision)));
    put("schema_before", json!(schema_text(&task.before, &tables)));
    put("schema_after", json!(schema_text(&task.after, &tables)));
    let intents: Map<String, Value> = task
        .intents
        .iter()
        .filter(|(table, _)| tables.contains(*table))
        .map(|(table, intent)| (table.to_string(), json!(intent)))
        .collect();
    put("intents", Value::Object(intents));
    let seams: Vec<Value> = (1..)
        .zip(&task.seams)
        .map(|(number, seam)| seam_value(task, number, seam))
        .collect();
    put("seams", Value::Array(seams));
    let questions: Vec<Value> = (1..)
        .zip(&task.questions)
        .map(|(number, it): (u32, _)| json!({ "question": number, "text": it.text, "evidence": it.evidence }))
        .collect();
    put("questions", Value::Array(questions));
    put("functions", json!(function_names(task.dialect)));
    if !task.samples.is_empty() {
        let samples: Vec<Value> = task.samples.iter().map(sample_value).collect();
        put("samples", Value::Array(samples));
    }
    Value::Object(request)
}

/// The tables of `schema` that are among `tables`, as the operations that make them.
fn schema_text(schema: &Schema, tables: &BTreeSet<Name>) -> String {
    let operations: Vec<Operation> = schema
        .tables()
        .filter(|table| tables.contains(&table.name))
        .map(|table| CreateTable { table: table.clone() }.into())
        .collect();
    file::render_operations(&operations)
}

fn seam_value(task: &Task, number: u32, open: &OpenSeam) -> Value {
    let start = match open.direction {
        dazzle_history::Direction::Upgrade => &task.before,
        dazzle_history::Direction::Downgrade => &task.after,
    };
    let touched = Touched::of(task.revision.operations(open.direction), start);
    let here = task.schema_at(open.direction, open.at).unwrap_or_default();
    let may_change: Vec<Value> = here
        .tables()
        .filter_map(|table| {
            let writable = touched.writable(&table.name)?;
            let columns: Vec<&str> = table
                .columns
                .keys()
                .filter(|name| writable.columns.contains(*name))
                .map(Name::as_str)
                .collect();
            let is_any = !columns.is_empty() || writable.insert || writable.delete;
            is_any.then(|| {
                json!({
                    "table": table.name.as_str(),
                    "set": columns,
                    "insert": writable.insert,
                    "delete": writable.delete,
                })
            })
        })
        .collect();
    json!({
        "seam": number,
        "stands": format!("{}, operation {}", open.direction, open.at + 1),
        "why": open.seam.why,
        "until": open.seam.until.for_dialect(task.dialect).unwrap_or_default(),
        "schema_here": schema_text(&here, &task.tables()),
        "may_change": may_change,
    })
}

fn sample_value(sample: &Sample) -> Value {
    json!({
        "table": sample.table.as_str(),
        "columns": sample.columns.iter().map(Name::as_str).collect::<Vec<_>>(),
        "rows": sample.rows,
    })
}
