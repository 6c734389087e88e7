//! Where a revision may stand: first, in the middle, behind a merge, in no file yet.

use std::time::{Duration, Instant};

use dazzle_engine::Interrupt;
use dazzle_engine::prove::{
    FailureReason, Proof, ProofFailure, ProveOptions, Rows, Scratch, StepKind, StepOutcome, prove,
};
use dazzle_history::{History, Revision, file};
use dazzle_testkit::block_on;

use crate::postgresql;

fn create(table: &str, direction: &str) -> String {
    let word = if direction == "upgrade" {
        "create_table"
    } else {
        "drop_table"
    };
    format!(
        "[[{direction}]]\nop = \"{word}\"\ntable = \"{table}\"\n\
         columns = [{{ name = \"id\", type = \"integer\", nullable = false }}, {{ name = \"name\", type = \"text\" }}]\n\
         primary_key = {{ name = \"pk_{table}\", columns = [\"id\"] }}\n\n"
    )
}

fn made(table: &str) -> String {
    create(table, "upgrade") + &create(table, "downgrade")
}

fn text(id: &str, parents: &[&str], operations: &str) -> (String, String) {
    let text = format!(
        "revision = \"{id}\"\nrevises = {parents:?}\nmessage = \"{id}\"\ncreated_at = 2026-11-22T10:14:03Z\n\n{operations}"
    );
    (format!("{id}.toml"), text)
}

fn revision(id: &str, parents: &[&str], operations: &str) -> Revision {
    let (path, text) = text(id, parents, operations);
    file::parse(&path, &text).unwrap().revision
}

/// `one`, then `left` and `right`, then `merge`, then `last`.
fn history() -> History {
    History::load([
        text("one", &[], &made("One")),
        text("left", &["one"], &made("Left")),
        text("right", &["one"], &made("Right")),
        text("merge", &["left", "right"], ""),
        text("last", &["merge"], &made("Last")),
    ])
    .unwrap()
}

fn try_it(scratch: &Scratch, history: &History, revision: &Revision) -> Result<Proof, ProofFailure> {
    let options = ProveOptions::default();
    block_on(prove(scratch, history, revision, &options, &Interrupt::new()))
}

fn each(check: impl Fn(&Scratch)) {
    check(&Scratch::sqlite());
    check(&postgresql());
}

#[test]
fn every_revision_of_a_line_with_a_merge_is_proved() {
    let history = history();
    each(|scratch| {
        for revision in history.revisions() {
            let proof = try_it(scratch, &history, revision).unwrap();
            let has_tables_before = revision.id.as_str() != "one";
            assert_eq!(proof.rows == Rows::Any, has_tables_before, "{}", revision.id);
            assert!(proof.is_complete());
            let kinds: Vec<StepKind> = proof.steps.iter().map(|step| step.kind).collect();
            assert_eq!(kinds.last(), Some(&StepKind::ValuesBack), "{kinds:?}");
        }
    });
}

#[test]
fn a_merge_keeps_the_rows_of_both_lines() {
    let history = history();
    let merge = history.find("merge").unwrap();
    each(|scratch| {
        let proof = try_it(scratch, &history, merge).unwrap();
        let rows: usize = proof.tables.iter().map(|table| table.rows).sum();
        assert_eq!((proof.tables.len(), rows), (3, 48));
    });
}

#[test]
fn a_revision_that_no_file_holds_is_tried_and_one_that_is_changed_takes_the_place_of_the_old() {
    let history = history();
    each(|scratch| {
        let wrong = "[[upgrade]]\nop = \"execute\"\nsql = 'DELETE FROM \"Left\"'\n";
        let new = revision("new", &["left"], wrong);
        let failure = try_it(scratch, &history, &new).unwrap_err();
        assert_eq!(failure.step, StepKind::Values);
        assert!(history.get(&new.id).is_none());

        let more = wrong.replace("Left", "One");
        let changed = revision("left", &["one"], &format!("{}{more}", made("Left")));
        let failure = try_it(scratch, &history, &changed).unwrap_err();
        assert_eq!(failure.step, StepKind::Values, "{failure}");
        assert!(
            failure.to_string().contains("rows of `One` are gone"),
            "{failure}"
        );
    });
}

#[test]
fn a_revision_that_follows_nothing_known_is_no_proof() {
    let failure = try_it(&Scratch::sqlite(), &history(), &revision("x", &["nowhere"], "")).unwrap_err();
    assert_eq!(failure.step, StepKind::Replay);
    assert!(failure.to_string().contains("nowhere"), "{failure}");
}

#[test]
fn an_earlier_revision_that_does_not_run_is_not_blamed_on_the_later() {
    let broken = "[[upgrade]]\nop = \"execute\"\nsql = 'UPDATE \"Tusk\" SET x = 1'\n";
    let history = History::load([text("one", &[], &made("One")), text("two", &["one"], broken)]).unwrap();
    each(|scratch| {
        let failure = try_it(scratch, &history, &revision("three", &["two"], &made("Three"))).unwrap_err();
        assert_eq!(failure.step, StepKind::Before);
        assert!(!failure.is_disproof());
        assert!(failure.to_string().contains("Tusk"), "{failure}");
    });
}

#[test]
fn functions_and_triggers_of_earlier_revisions_are_there() {
    let trigger = "[[upgrade]]\nop = \"execute\"\n[upgrade.sql]\n\
        sqlite = 'CREATE TRIGGER t AFTER DELETE ON \"One\" BEGIN SELECT RAISE(ABORT, \"rows stay\"); END'\n\
        postgresql = '''CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'rows stay'; END $$;\n\
        CREATE TRIGGER t BEFORE DELETE ON \"One\" FOR EACH ROW EXECUTE FUNCTION f()'''\n";
    let history = History::load([text("one", &[], &made("One")), text("two", &["one"], trigger)]).unwrap();
    each(|scratch| {
        let deleting = revision(
            "three",
            &["two"],
            "[[upgrade]]\nop = \"execute\"\nsql = 'DELETE FROM \"One\"'\n",
        );
        let failure = try_it(scratch, &history, &deleting).unwrap_err();
        assert_eq!(failure.step, StepKind::Upgrade);
        assert!(failure.to_string().contains("rows stay"), "{failure}");
    });
}

#[test]
fn a_long_history_is_made_at_once_up_to_the_first_statement_by_hand() {
    let column = |number: usize| {
        format!(
            "[[upgrade]]\nop = \"add_column\"\ntable = \"One\"\ncolumn = {{ name = \"c{number}\", type = \"text\" }}\n\n\
             [[downgrade]]\nop = \"drop_column\"\ntable = \"One\"\ncolumn = {{ name = \"c{number}\", type = \"text\" }}\n"
        )
    };
    let mut files = vec![text("r0", &[], &made("One"))];
    for number in 1..120 {
        files.push(text(
            &format!("r{number}"),
            &[&format!("r{}", number - 1)],
            &column(number),
        ));
    }
    let by_hand = "[[upgrade]]\nop = \"execute\"\nsql = 'CREATE VIEW v AS SELECT 1 AS one'\n\n\
                   [[downgrade]]\nop = \"execute\"\nsql = 'DROP VIEW v'\n";
    let view = "op = \"create_view\"\nview = \"v\"\nquery = 'SELECT 1 AS one'\n";
    files.push(text(
        "hand",
        &["r119"],
        &by_hand
            .replacen("one'\n", &format!("one'\n\n[[upgrade.effects]]\n{view}"), 1)
            .replacen(
                "DROP VIEW v'\n",
                &format!(
                    "DROP VIEW v'\n\n[[downgrade.effects]]\n{}",
                    view.replace("create_view", "drop_view")
                ),
                1,
            ),
    ));
    files.push(text("after", &["hand"], &column(500)));
    let history = History::load(files).unwrap();
    each(|scratch| {
        for id in ["r119", "hand", "after"] {
            let proof = try_it(scratch, &history, history.find(id).unwrap()).unwrap();
            assert_eq!(proof.rows, Rows::Any, "{id}");
        }
    });
}

#[test]
fn rows_are_the_same_each_time() {
    let history = history();
    let last = history.find("last").unwrap();
    let seen = || {
        let proof = try_it(&Scratch::sqlite(), &history, last).unwrap();
        let steps: Vec<_> = proof
            .steps
            .into_iter()
            .map(|step| (step.kind, step.detail))
            .collect();
        (steps, proof.tables)
    };
    assert_eq!(seen(), seen());
}

#[test]
fn a_large_schema_gets_rows_only_where_the_revision_goes() {
    let tables: String = (0..120)
        .map(|number| create(&format!("T{number}"), "upgrade"))
        .collect();
    let drops: String = (0..120)
        .map(|number| create(&format!("T{number}"), "downgrade"))
        .collect();
    let history = History::load([text("one", &[], &(tables + &drops))]).unwrap();
    let change = "[[upgrade]]\nop = \"add_column\"\ntable = \"T7\"\ncolumn = { name = \"more\", type = \"text\" }\n\n\
                  [[downgrade]]\nop = \"drop_column\"\ntable = \"T7\"\ncolumn = { name = \"more\", type = \"text\" }\n";
    let proof = try_it(&Scratch::sqlite(), &history, &revision("two", &["one"], change)).unwrap();
    let filled: Vec<&str> = proof.tables.iter().map(|table| table.table.as_str()).collect();
    assert_eq!(filled, ["T7"]);
}

#[test]
fn a_proof_stops_when_it_is_asked_to() {
    let endless = "[[upgrade]]\nop = \"execute\"\nsql = 'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r'\n";
    let history = history();
    each(|scratch| {
        let interrupt = Interrupt::new();
        let slow = revision("slow", &["last"], endless);
        let options = ProveOptions {
            statement_timeout: Duration::from_secs(300),
            limit: Duration::from_secs(300),
            ..ProveOptions::default()
        };
        let started = Instant::now();
        let failure = block_on(async {
            let work = prove(scratch, &history, &slow, &options, &interrupt);
            let ask = async {
                tokio::time::sleep(Duration::from_secs(2)).await;
                interrupt.request().await;
            };
            tokio::join!(work, ask).0.unwrap_err()
        });
        assert!(matches!(*failure.reason, FailureReason::Stopped), "{failure}");
        assert!(!failure.is_disproof());
        assert!(started.elapsed() < Duration::from_secs(60));
    });
}

#[test]
fn a_revision_without_a_way_back_says_so() {
    let change = "[[upgrade]]\nop = \"execute\"\nsql = 'UPDATE \"One\" SET \"name\" = NULL'\n";
    let history = history();
    each(|scratch| {
        let proof = try_it(scratch, &history, &revision("two", &["last"], change)).unwrap();
        let last = proof.steps.last().unwrap();
        assert_eq!(
            (last.kind, last.outcome),
            (StepKind::Downgrade, StepOutcome::None)
        );
    });
}
