//! Seams that go in batches: how is for a person to say, the statements keep to it.

use dazzle_assist::Protocol;
use dazzle_schema::Dialect;
use serde_json::json;

use crate::place::{Place, in_words, scratch};
use crate::server::{Reply, Server};

const BEFORE: &str = "module app\n\nentity Task \"Task\":\n  id: uuid pk\n  title: str(80) required\n";

const ADD: &str = "[[upgrade]]\nop = \"add_column\"\ntable = \"Task\"\ncolumn = { name = \"region\", type = \
     \"varchar(20)\" }\n\n";
const REQUIRE: &str = "[[upgrade]]\nop = \"alter_column\"\ntable = \"Task\"\ncolumn = \"region\"\nnullable = { from \
     = true, to = false }\n\n";
const BACK: &str = "[[downgrade]]\nop = \"drop_column\"\ntable = \"Task\"\ncolumn = { name = \"region\", type = \
     \"varchar(20)\", nullable = false }\n";
const BY_ID: &str = "batched = { key = \"id\", size = 3 }\n";
const FILL: &str = "UPDATE \"Task\" SET \"region\" = 'x' WHERE \"id\" BETWEEN :first AND :last";
const FILL_ALL: &str = "UPDATE \"Task\" SET \"region\" = 'x'";

/// A revision with a seam.
fn revision(sql: &str, batched: &str) -> String {
    format!(
        "{ADD}[[upgrade]]\nop = \"data_migration\"\nwhy = \"a region for each\"\nuntil = 'SELECT count(*) FROM \
         \"Task\" WHERE \"region\" IS NULL'\nsql = '''\n{sql}'''\n{batched}\n{REQUIRE}{BACK}"
    )
}

fn filled(sql: &str) -> Reply {
    reply(&json!([{ "seam": 1, "sql": sql }]), &json!(null))
}

fn rewritten(operations: &str) -> Reply {
    reply(&json!([]), &json!(operations))
}

fn reply(seams: &serde_json::Value, operations: &serde_json::Value) -> Reply {
    Reply::Answer(
        json!({ "reason": "it fits", "seams": seams, "decisions": [], "operations": operations }).to_string(),
    )
}

/// What comes of one answer to a revision whose seam has `batched`: the new file, or why not.
fn answered(dialect: Dialect, batched: &str, reply: Reply) -> Result<String, String> {
    let after = format!("{BEFORE}  region: str(20) required\n");
    let place = Place::new(dialect, BEFORE, &after);
    place.rewrite(&revision("", batched));
    let server = Server::start(vec![reply]);
    let scratch = scratch(dialect);
    let asked = dazzle_testkit::block_on(place.ask(&server.driver(Protocol::Anthropic), 1, &scratch));
    match asked.outcome {
        Ok(proposed) => Ok(proposed.new),
        Err(failure) => Err(in_words(&failure)),
    }
}

#[test]
fn statements_for_batches_name_their_ends() {
    for dialect in Dialect::ALL {
        for reply in [filled(FILL), rewritten(&revision(FILL, BY_ID))] {
            let new = answered(dialect, BY_ID, reply).unwrap();
            assert!(new.contains("BETWEEN :first AND :last"), "{new}");
            assert!(new.contains(BY_ID.trim()), "{new}");
        }
        for (sql, reason) in [
            (FILL_ALL.to_owned(), "has no `:first`"),
            (format!("{FILL_ALL} WHERE \"id\" >= :first"), "has no `:last`"),
            (FILL.replace(":last", ":end"), ":end"),
            (
                "INSERT INTO \"Task\" SELECT * FROM \"Task\" WHERE \"id\" BETWEEN :first AND :last"
                    .to_owned(),
                "may not be added",
            ),
        ] {
            let why = answered(dialect, BY_ID, filled(&sql)).unwrap_err();
            assert!(why.contains(reason), "{dialect} {sql}: {why}");
        }
    }
}

#[test]
fn how_a_seam_goes_in_batches_is_not_for_an_answer_to_say() {
    let dialect = Dialect::Sqlite;
    let other = BY_ID.replace('3', "1000000");
    let until = |text: &str| text.replace("IS NULL'", "IS NULL AND 1 = 0'");
    for (before, operations) in [
        ("", revision(FILL, BY_ID)),
        (BY_ID, revision(FILL_ALL, "")),
        (BY_ID, revision(FILL, &other)),
        (BY_ID, until(&revision(FILL, BY_ID))),
    ] {
        let why = answered(dialect, before, rewritten(&operations)).unwrap_err();
        assert!(why.contains("must keep each `batched`"), "{why}");
    }
    let why = answered(dialect, "", filled(FILL)).unwrap_err();
    assert!(why.contains(":first"), "{why}");
}
