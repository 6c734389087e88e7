//! Changes of type by rule are never found wrong: what does not fit stops, and what comes back comes back as the way
//! back says.

use dazzle_engine::Interrupt;
use dazzle_engine::prove::{ProveOptions, Scratch, prove};
use dazzle_engine::revision::Request;
use dazzle_schema::Dialect;
use dazzle_testkit::block_on;

use crate::postgresql;
use crate::support::{Lab, Place, chain};

const TYPES: [&str; 12] = [
    "text",
    "str(40)",
    "int",
    "decimal(12,4)",
    "float",
    "bool",
    "date",
    "datetime",
    "uuid",
    "json",
    "enum[a,b]",
    "email",
];

/// What is wrong with the change from `before` to `after`, behind the name of the field.
fn disproof(scratch: &Scratch, before: &str, after: &str, fill: Option<&str>) -> Option<String> {
    let place = Place::new(Dialect::Sqlite);
    let lab = Lab::new(&place, "");
    let entity = |rest: &str| format!("entity Task \"Task\":\n  id: int pk\n  a: {rest}\n");
    // Only the files are of interest.
    lab.write_draft(&entity(before)).unwrap();
    lab.dsl(&entity(after));
    let mut request = Request::default();
    request.fills.extend(fill.map(|fill| fill.parse().unwrap()));
    let history = lab.migrations().history;
    let drafted =
        dazzle_engine::revision::draft(&history, &lab.model().unwrap(), &request, &[scratch.dialect()]);
    let draft = match drafted {
        Ok(Some(draft)) => draft,
        Ok(None) => return None,
        // A value that the new type does not take.
        Err(_) if fill.is_some() => return None,
        Err(error) => return Some(format!("{before} to {after}: {}", chain(&error))),
    };
    let options = ProveOptions::default();
    let interrupt = Interrupt::new();
    let proof = prove(scratch, &history, &draft.revision, &options, &interrupt);
    match block_on(proof) {
        Ok(_) => None,
        Err(failure) => Some(format!(
            "{} {before} to {after}: {}",
            scratch.dialect(),
            dazzle_engine::with_causes(&failure)
        )),
    }
}

fn all(scratch: &Scratch, change: impl Fn(&str, &str) -> (String, String), fill: Option<&str>) {
    let wrong: Vec<String> = TYPES
        .iter()
        .flat_map(|from| TYPES.iter().map(move |to| (from, to)))
        .filter(|(from, to)| from != to)
        .filter_map(|(from, to)| {
            let (before, after) = change(from, to);
            disproof(scratch, &before, &after, fill)
        })
        .collect();
    assert!(wrong.is_empty(), "{}: {}", wrong.len(), wrong.join("\n"));
}

fn plain(from: &str, to: &str) -> (String, String) {
    (from.to_owned(), to.to_owned())
}

fn required(from: &str, to: &str) -> (String, String) {
    (from.to_owned(), format!("{to} required"))
}

fn unique(from: &str, to: &str) -> (String, String) {
    (format!("{from} unique"), format!("{to} unique"))
}

#[test]
fn plain_ones_on_sqlite() {
    all(&Scratch::sqlite(), plain, None);
}

#[test]
fn plain_ones_on_postgresql() {
    all(&postgresql(), plain, None);
}

#[test]
fn those_of_fields_that_become_required_on_sqlite() {
    all(&Scratch::sqlite(), required, Some("Task.a=1"));
}

#[test]
fn those_of_fields_that_become_required_on_postgresql() {
    all(&postgresql(), required, Some("Task.a=1"));
}

#[test]
fn those_of_unique_fields_on_sqlite() {
    all(&Scratch::sqlite(), unique, None);
}

#[test]
fn those_of_unique_fields_on_postgresql() {
    all(&postgresql(), unique, None);
}
