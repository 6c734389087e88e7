//! What somebody changed behind history's back: found, adopted, reverted.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

use dazzle_db::SessionOptions;
use dazzle_engine::answers::Answers;
use dazzle_engine::baseline::BaselineRequest;
use dazzle_engine::verify::{Adopted, Verified, VerifyOptions, adopt, plan_reversion, revert};
use dazzle_engine::{EngineError, Interrupt, Obstacle, RunOptions};
use dazzle_ops::{AddCheck, reverse_all};
use dazzle_schema::{Check, CheckRule, Dialect, Name, SqlText};
use dazzle_testkit::block_on;

use crate::BOTH;
use crate::support::{Lab, Place, chain, destructive};

pub fn verify(lab: &Lab) -> Verified {
    let options = VerifyOptions { rows: true };
    block_on(dazzle_engine::verify::verify(
        &lab.project,
        &lab.target,
        options,
        &Answers::default(),
        &SessionOptions::default(),
    ))
    .unwrap_or_else(|error| panic!("{}", chain(&error)))
}

const TEXT: &str = "entity Person:\n  id: uuid pk\n  name: str(80) required\n\n\
                    entity Task:\n  id: uuid pk\n  title: str(80) required\n  owner: ref Person\n  \
                    state: enum[open,done]=open\n  index state\n";

fn changed_by_hand(place: &Place) -> Lab {
    let lab = Lab::new(place, "");
    lab.must_migrate_to(TEXT);
    assert!(verify(&lab).is_clean());
    place.run(
        "CREATE INDEX by_hand ON \"Task\" (title) WHERE state = 'open';
         ALTER TABLE \"Task\" ADD COLUMN extra INTEGER NOT NULL DEFAULT 7;
         DROP INDEX \"ix_Task_state\";
         CREATE TABLE scratch (id INTEGER NOT NULL PRIMARY KEY, note TEXT)",
    );
    lab
}

fn summaries(found: &Verified) -> Vec<String> {
    found.drift.operations.iter().map(|it| it.summary()).collect()
}

#[test]
fn each_difference_is_named_with_its_statements() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = changed_by_hand(&place);
        let found = verify(&lab);
        assert!(!found.is_clean());
        let mut seen = summaries(&found);
        seen.sort();
        assert_eq!(
            seen,
            [
                "add column `Task`.`extra` integer, required",
                "create index `by_hand` on `Task`",
                "create table `scratch` (2 columns)",
                "drop index `ix_Task_state` of `Task`",
            ],
            "{dialect}"
        );
        assert!(
            found
                .statements
                .iter()
                .any(|all| all.iter().any(|it| it.contains("by_hand"))),
            "{:#?}",
            found.statements
        );
        let status = block_on(dazzle_engine::status::status(
            &lab.project,
            &lab.target,
            &dazzle_engine::answers::Answers::default(),
            &SessionOptions::default(),
        ))
        .unwrap();
        assert_eq!(status.drift.unwrap().differences.len(), 4);
    }
}

#[test]
fn drift_is_measured_from_where_the_database_is() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "");
        lab.must_migrate_to(TEXT);
        lab.write_draft(&TEXT.replace("index state", "due: date\n  index state"))
            .unwrap();
        let found = verify(&lab);
        assert!(found.drift.is_equal(), "{dialect}: {:#?}", found.drift);
    }
}

#[test]
fn what_is_adopted_is_history() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = changed_by_hand(&place);
        let structure = place.catalogue();
        let adopted = try_adopt(&lab)
            .unwrap_or_else(|error| panic!("{dialect}: {}", chain(&error)))
            .unwrap();
        assert_eq!(place.catalogue(), structure);
        assert!(verify(&lab).is_clean());
        // The file does on another database what was done here by hand, and takes it back.
        let elsewhere = Place::new(dialect);
        lab.upgrade_elsewhere(&elsewhere).unwrap();
        lab.verified_elsewhere(&elsewhere).unwrap();
        lab.downgrade(adopted.revision.parents[0].as_str(), &destructive())
            .unwrap_or_else(|error| panic!("{dialect}: {}", chain(&error)));
        assert!(verify(&lab).is_clean());
    }
}

fn try_adopt(lab: &Lab) -> Result<Option<Adopted>, EngineError> {
    block_on(adopt(
        &lab.project,
        &lab.target,
        (&BaselineRequest::default(), &Answers::default()),
        &RunOptions::default(),
        &Interrupt::new(),
        &mut |_| {},
    ))
    .map(|it| it.adopted)
}

#[test]
fn an_adoption_that_died_before_it_was_recorded_is_finished_by_a_stamp() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = changed_by_hand(&place);
        let adopted = try_adopt(&lab).unwrap().unwrap().revision;
        // As a process that died between the file and the record leaves it.
        place.run(&format!(
            "UPDATE _dazzle_version SET revision = '{}' WHERE revision NOT LIKE '.%'",
            adopted.parents[0]
        ));
        let Err(EngineError::Refused { reason, hint }) = try_adopt(&lab) else {
            panic!("{dialect}")
        };
        assert!(reason.contains("is already as revision"), "{reason}");
        assert_eq!(hint, format!("record it with `dazzle db stamp {}`", adopted.id));
    }
}

#[test]
fn what_is_recorded_is_done_whatever_the_log_says() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = changed_by_hand(&place);
        place.run(match dialect {
            Dialect::Postgresql => {
                "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
                 CREATE TRIGGER no BEFORE UPDATE ON _dazzle_log FOR EACH ROW WHEN (NEW.outcome IS NOT NULL) EXECUTE FUNCTION no()"
            }
            Dialect::Sqlite => {
                "CREATE TRIGGER no BEFORE UPDATE ON _dazzle_log WHEN NEW.outcome IS NOT NULL BEGIN SELECT RAISE(ABORT, 'no'); END"
            }
        });
        let adopted = try_adopt(&lab)
            .unwrap_or_else(|error| panic!("{dialect}: {}", chain(&error)))
            .unwrap();
        assert!(adopted.path.exists(), "the database is at this revision");
        assert!(verify(&lab).is_clean());
    }
}

#[test]
fn what_cannot_be_compared_is_neither_adopted_nor_passed_over() {
    let place = Place::new(Dialect::Postgresql);
    let lab = Lab::new(&place, "");
    lab.must_migrate_to(TEXT);
    place.run("CREATE FUNCTION fits(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'");
    let check = AddCheck {
        table: Name::new("Task").unwrap(),
        check: Check {
            name: Name::new("ck_fits").unwrap(),
            rule: CheckRule::Sql(SqlText::PerDialect(
                [(Dialect::Postgresql, "fits(title)".to_owned())].into(),
            )),
        },
    };
    let back = reverse_all(
        &[check.clone().into()],
        &lab.migrations().history.replay_all().unwrap(),
    )
    .unwrap();
    lab.add_operations("fits", vec![check.into()], back).unwrap();
    lab.upgrade(&RunOptions::default()).unwrap();
    // Nobody can ask the server any more what the text of the revision means.
    place.run("ALTER FUNCTION fits RENAME TO suits");
    assert_eq!(verify(&lab).drift.undecided.len(), 1);
    let adoption = block_on(adopt(
        &lab.project,
        &lab.target,
        (&BaselineRequest::default(), &Answers::default()),
        &RunOptions::default(),
        &Interrupt::new(),
        &mut |_| {},
    ))
    .unwrap();
    assert!(adoption.adopted.is_none());
    assert_eq!(adoption.undecided.len(), 1);
}

#[test]
fn what_is_stopped_is_not_adopted() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = changed_by_hand(&place);
        let files = lab.migrations().texts;
        // Asked for while the run has the lock: it tells of a row that a crash left open.
        place.run("UPDATE _dazzle_log SET outcome = NULL, direction = 'stamp'");
        let interrupt = Interrupt::new();
        let stopped = block_on(adopt(
            &lab.project,
            &lab.target,
            (&BaselineRequest::default(), &Answers::default()),
            &RunOptions::default(),
            &interrupt,
            &mut |_| {
                // Nothing runs that would have to be cancelled, so it is done at once.
                let mut context = Context::from_waker(Waker::noop());
                assert!(pin!(interrupt.request()).poll(&mut context).is_ready());
            },
        ));
        assert!(
            matches!(stopped, Err(EngineError::Stopped { .. })),
            "{dialect}: {stopped:?}"
        );
        assert_eq!(lab.migrations().texts, files);
        assert!(!verify(&lab).is_clean());
    }
}

#[test]
fn what_is_reverted_is_as_history_says() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = changed_by_hand(&place);
        place.run("INSERT INTO scratch VALUES (1, 'mine')");
        let structure = place.catalogue();
        let planned = block_on(plan_reversion(
            &lab.project,
            &lab.target,
            &[],
            &Answers::default(),
            &SessionOptions::default(),
        ))
        .unwrap();
        assert!(!planned.steps.is_empty());
        assert_eq!(place.catalogue(), structure, "a plan changes nothing");

        // Rows are lost only where it is allowed.
        let (refused, allowed) = (RunOptions::default(), destructive());
        let run = |options| {
            block_on(revert(
                &lab.project,
                &lab.target,
                &planned,
                options,
                &Interrupt::new(),
                &mut |_| {},
            ))
        };
        let error = run(&refused).unwrap_err();
        let EngineError::NotReverted { source, .. } = &error else {
            panic!("{}", chain(&error))
        };
        assert!(matches!(**source, Obstacle::Consent(_)), "{}", chain(&error));
        assert_eq!(place.catalogue(), structure);
        // So is only what was planned.
        place.run("CREATE INDEX later ON \"Task\" (title)");
        let error = run(&allowed).unwrap_err();
        assert!(chain(&error).contains("changed again"), "{}", chain(&error));
        place.run("DROP INDEX later");
        assert_eq!(place.catalogue(), structure);
        run(&allowed).unwrap_or_else(|error| panic!("{dialect}: {}", chain(&error)));
        assert!(verify(&lab).is_clean());
        assert!(run(&refused).unwrap().is_none(), "nothing is left to revert");
        let log = block_on(dazzle_engine::log::read(
            &lab.target,
            &SessionOptions::default(),
            1,
        ))
        .unwrap();
        assert_eq!(log[0].direction.as_str(), "revert");
    }
}

#[test]
fn tables_of_others_can_be_named() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "[schema]\nignore = [\"scratch*\", \"job_?\"]\n");
        lab.must_migrate_to(TEXT);
        place.run(
            "CREATE TABLE scratch_pad (id INTEGER NOT NULL PRIMARY KEY); CREATE TABLE job_1 (id INTEGER);
             CREATE VIEW scratch_view AS SELECT id FROM scratch_pad",
        );
        assert!(verify(&lab).is_clean(), "{:#?}", verify(&lab));
        place.run("CREATE TABLE job_12 (id INTEGER)");
        assert_eq!(summaries(&verify(&lab)), ["create table `job_12` (1 column)"]);
        // What history made before it was named is left out, too, and so are the keys that point to it.
        let lab = Lab {
            project: {
                lab.folder.write(
                    "dazzle.toml",
                    "[project]\nname = \"app\"\n[schema]\nignore = [\"Person\", \"scratch*\", \"job*\"]\n",
                );
                dazzle_engine::Project::find(lab.folder.path(), []).unwrap()
            },
            ..lab
        };
        assert!(verify(&lab).drift.is_equal(), "{:#?}", verify(&lab).drift);
        let found = crate::differences::dsl_to_live(&lab);
        assert!(found.is_equal(), "{dialect}: {found:#?}");
    }
}
