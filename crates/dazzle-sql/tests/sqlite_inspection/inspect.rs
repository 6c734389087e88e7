//! Asking a real file.

use dazzle_sql::inspection::{CatalogueOptions, Inspection};
use dazzle_sql::sqlite::{catalog, queries};

use crate::support::Sqlite;

/// What no cell of these tests holds.
const NULL: &str = "\u{1}null\u{1}";
/// Ends an answer.
const NEXT: &str = "\u{1}next\u{1}";

pub fn answers(database: &Sqlite) -> Vec<Vec<Vec<Option<String>>>> {
    let mut script = format!(".mode ascii\n.nullvalue {NULL}\n");
    for query in queries::CATALOGUE {
        script.push_str(&format!("{query};\nSELECT '{NEXT}';\n"));
    }
    let output = database.run(&script);
    let mut answers = vec![Vec::new()];
    for row in output.split_terminator('\u{1e}') {
        if row == NEXT {
            answers.push(Vec::new());
            continue;
        }
        let cells = row.split('\u{1f}');
        answers.last_mut().unwrap().push(
            cells
                .map(|cell| (cell != NULL).then(|| cell.to_owned()))
                .collect(),
        );
    }
    answers.pop();
    assert_eq!(answers.len(), queries::CATALOGUE.len());
    answers
}

pub fn inspect(database: &Sqlite) -> Inspection {
    catalog::read(&answers(database), &CatalogueOptions::default()).unwrap()
}
