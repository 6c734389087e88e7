//! A draft and history: the revision made of it, other people's revisions, and the commands that meet a draft.

use dazzle_db::SessionOptions;
use dazzle_engine::answers::Answers;
use dazzle_engine::dev::Reason;
use dazzle_engine::migrate::{MigrateOptions, Migrated, ToMigrate, migrate};
use dazzle_engine::revise::{DraftFate, ReviseOptions, Revised, revise};
use dazzle_engine::revision::Request;
use dazzle_engine::status::{Status, status};
use dazzle_engine::{EngineError, Interrupt, Migrations, Obstacle, RunOptions};
use dazzle_history::Target;
use dazzle_testkit::block_on;

use crate::support::{Lab, Place, chain, destructive};
use crate::{BOTH, save, save_all, try_synchronise};

const TASK: &str = "entity Task:\n  id: uuid pk\n  title: str(80)\n  points: int\n";
const ID: &str = "6f0c2a9e-0000-4000-8000-000000000001";

fn try_revise(lab: &Lab, message: &str) -> Result<Option<Revised>, EngineError> {
    let options = ReviseOptions {
        request: Request {
            message: Some(message.to_owned()),
            ..Request::default()
        },
        dialects: vec![lab.dialect],
        accept_questions: true,
    };
    block_on(revise(
        &lab.project,
        Some(&lab.target),
        &options,
        &RunOptions::default(),
        &Interrupt::new(),
        &mut |_| {},
    ))
}

pub fn revised(lab: &Lab, message: &str) -> Revised {
    try_revise(lab, message)
        .unwrap_or_else(|error| panic!("{}", chain(&error)))
        .unwrap()
}

fn migrated(lab: &Lab, options: &RunOptions) -> Result<Migrated, EngineError> {
    let accept = MigrateOptions {
        accept_questions: true,
        ..MigrateOptions::default()
    };
    block_on(migrate(
        &lab.project,
        &lab.target,
        &accept,
        options,
        &Interrupt::new(),
        &mut |_| {},
    ))
}

fn to_migrate(lab: &Lab) -> ToMigrate {
    let session = SessionOptions::default();
    block_on(dazzle_engine::migrate::check(
        &lab.project,
        &lab.target,
        &Request::default(),
        &session,
    ))
    .unwrap()
}

fn status_of(lab: &Lab) -> Status {
    block_on(status(
        &lab.project,
        &lab.target,
        &Answers::default(),
        &SessionOptions::default(),
    ))
    .unwrap()
}

pub fn has_no_draft(lab: &Lab) {
    assert_eq!(status_of(lab).draft, []);
    lab.verified().unwrap();
}

/// A project at `TASK` with a row.
fn with_a_row(place: &Place) -> Lab {
    let lab = Lab::new(place, "");
    lab.must_migrate_to(TASK);
    place.run(&format!(
        "INSERT INTO \"Task\" (id, title, points) VALUES ('{ID}', 'one', 1)"
    ));
    lab
}

/// A revision as it comes from somebody else: a file.
fn theirs(lab: &Lab, id: &str, operation: &str, undo: &str) {
    let head = lab.migrations().history.heads().into_iter().next().unwrap();
    lab.folder.write(
        format!("migrations/20261122_1100_{id}_theirs.toml"),
        &format!(
            "revision = \"{id}\"\nrevises = [\"{head}\"]\nmessage = \"theirs\"\ncreated_at = 2026-11-22T11:00:00Z\n\n\
             [[upgrade]]\n{operation}\n\n[[downgrade]]\n{undo}\n"
        ),
    );
}

fn add_column(name: &str, rest: &str) -> (String, String) {
    let column = format!("table = \"Task\"\ncolumn = {{ name = \"{name}\", {rest} }}");
    (
        format!("op = \"add_column\"\n{column}"),
        format!("op = \"drop_column\"\n{column}"),
    )
}

#[test]
fn many_saves_become_one_clean_revision() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = with_a_row(&place);
        save_all(&lab, &format!("{TASK}  a: text\n"));
        save_all(&lab, &format!("{TASK}  a: text\n  b: int=3\n"));
        save_all(&lab, &format!("{TASK}  b: int=4\n"));
        save_all(&lab, &format!("{TASK}  c: int=4 was: b\n"));
        let dsl = "entity Task:\n  id: uuid pk\n  name: str(80) was: title\n  points: int\n  c: int=4\n";
        save_all(&lab, dsl);
        // The hint went before the revision was made.
        save_all(&lab, &dsl.replace(" was: title", ""));
        assert_eq!(status_of(&lab).draft.len(), 2);
        let to_do = to_migrate(&lab);
        assert_eq!(to_do.questions, []);
        assert_eq!(
            to_do.missing[0].summary(),
            "rename column `Task`.`title` to `name`"
        );

        let new = revised(&lab, "clean");
        let words: Vec<String> = new.revision.upgrade.iter().map(|it| it.summary()).collect();
        assert_eq!(
            words,
            [
                "rename column `Task`.`title` to `name`",
                "add column `Task`.`c` integer",
            ]
        );
        assert_eq!(new.draft, DraftFate::IsRevision);
        has_no_draft(&lab);
        assert_eq!(status_of(&lab).current, std::slice::from_ref(&new.revision.id));
        assert_eq!(save_all(&lab, &dsl.replace(" was: title", "")).drafted, [""; 0]);
        assert_eq!(place.value("SELECT name FROM \"Task\""), "one");

        let elsewhere = Place::new(dialect);
        lab.upgrade_elsewhere(&elsewhere).unwrap();
        lab.verified_elsewhere(&elsewhere).unwrap();
        lab.downgrade("-1", &destructive()).unwrap();
        lab.verified().unwrap();
    }
}

#[test]
fn what_was_left_out_is_left_for_the_upgrade() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = with_a_row(&place);
        let dsl = "entity Task:\n  id: uuid pk\n  title: str(80)\n  note: text\n  due: date\n";
        let done = save(&lab, dsl);
        assert_eq!(done.left_out.len(), 1);
        place.run("UPDATE \"Task\" SET note = 'kept'");

        let new = revised(&lab, "with a loss");
        assert_eq!(
            new.draft,
            DraftFate::Remains(vec!["drop column `Task`.`points`".to_owned()])
        );
        // The revision waits for consent; all the while the draft goes on.
        let done = save(&lab, &format!("{dsl}  more: bool\n"));
        let reasons: Vec<Reason> = done.left_out.iter().map(|it| it.reason).collect();
        assert_eq!(reasons, [Reason::Revision, Reason::LosesData]);
        assert_eq!(done.drafted.len(), 1);
        save(&lab, dsl);

        let error = lab.upgrade(&RunOptions::default()).unwrap_err();
        assert!(
            matches!(&error, EngineError::Run { source, .. } if matches!(**source, Obstacle::Consent(_)))
        );
        lab.upgrade(&destructive())
            .unwrap_or_else(|error| panic!("{}", chain(&error)));
        has_no_draft(&lab);
        assert_eq!(place.value("SELECT note FROM \"Task\""), "kept");
    }
}

#[test]
fn a_required_column_is_filled_in_its_revision() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = with_a_row(&place);
        let dsl = format!("{TASK}  region: str(9) required\n  note: text\n");
        assert_eq!(save(&lab, &dsl).left_out[0].reason, Reason::NeedsValues);
        place.run("UPDATE \"Task\" SET note = 'kept'");
        let new = revised(&lab, "region");
        assert!(
            matches!(&new.draft, DraftFate::Remains(left) if left.len() == 3),
            "{:?}",
            new.draft
        );
        let waiting = try_synchronise(&lab).unwrap();
        assert_eq!(waiting.left_out[0].reason, Reason::Revision);
        assert!(
            waiting.left_out[0].next.contains("fill in"),
            "{:?}",
            waiting.left_out[0]
        );

        let path = lab.project.display_path(&new.path);
        let filled = lab
            .folder
            .read(&path)
            .replace("sql = \"\"", "sql = \"UPDATE \\\"Task\\\" SET region = 'north'\"");
        lab.folder.write(&path, &filled);
        let done = save_all(&lab, &dsl);
        assert_eq!(done.applied, [new.revision.id]);
        has_no_draft(&lab);
        assert_eq!(place.value("SELECT region || note FROM \"Task\""), "northkept");
    }
}

#[test]
fn migrate_ends_with_the_draft_gone() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = with_a_row(&place);
        let dsl = "entity Task:\n  id: uuid pk\n  name: str(80) was: title\n  note: text\n";
        save(&lab, dsl);
        place.run("UPDATE \"Task\" SET note = 'kept'");
        let (up, down) = add_column("other", "type = \"integer\"");
        theirs(&lab, "aaaa", &up, &down);
        lab.dsl(&format!("{dsl}  other: int\n"));
        let error = migrated(&lab, &RunOptions::default()).unwrap_err();
        assert!(
            matches!(&error, EngineError::Run { source, .. } if matches!(**source, Obstacle::Consent(_)))
        );
        let done = migrated(&lab, &destructive()).unwrap_or_else(|error| panic!("{}", chain(&error)));
        assert_eq!(
            done.caught_up.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
            ["aaaa"; 0]
        );
        assert!(done.written.is_some());
        has_no_draft(&lab);
        assert_eq!(place.value("SELECT name || note FROM \"Task\""), "onekept");
        let elsewhere = Place::new(dialect);
        lab.upgrade_elsewhere(&elsewhere).unwrap();
        lab.verified_elsewhere(&elsewhere).unwrap();
    }
}

#[test]
fn upgrade_takes_a_draft_off() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = with_a_row(&place);
        save_all(
            &lab,
            &TASK.replace("title: str(80)", "name: str(90) was: title\n  note: text"),
        );
        lab.upgrade(&RunOptions::default()).unwrap();
        has_no_draft(&lab);
        assert_eq!(place.value("SELECT title FROM \"Task\""), "one");

        save_all(&lab, &format!("{TASK}  note: text\n"));
        place.run("UPDATE \"Task\" SET note = 'x'");
        let error = lab.upgrade(&RunOptions::default()).unwrap_err();
        assert_eq!(
            chain(&error),
            format!(
                "the draft on {} was not taken off; nothing was changed: it would lose data: column `note` of `Task` \
                 is dropped with its values (1 row)",
                lab.target.url
            )
        );
        assert_eq!(status_of(&lab).draft.len(), 1);
        lab.upgrade(&destructive()).unwrap();
        has_no_draft(&lab);
    }
}

#[test]
fn their_rename_goes_under_a_draft_about_other_things() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = with_a_row(&place);
        let mine = format!("{TASK}  note: text\n\nentity Other:\n  id: uuid pk\n  task: ref Task\n");
        save_all(&lab, &mine);
        place.run("UPDATE \"Task\" SET note = 'mine'");
        theirs(
            &lab,
            "bbbb",
            "op = \"rename_column\"\ntable = \"Task\"\nfrom = \"title\"\nto = \"name\"",
            "op = \"rename_column\"\ntable = \"Task\"\nfrom = \"name\"\nto = \"title\"",
        );
        // Their file comes before their DSL: nothing is lost in between.
        let done = try_synchronise(&lab).unwrap();
        assert_eq!(done.applied.len(), 1);
        let reasons: Vec<Reason> = done.left_out.iter().map(|it| it.reason).collect();
        assert_eq!(reasons, [Reason::MayBeRename]);
        assert_eq!(place.value("SELECT name || note FROM \"Task\""), "onemine");
        let done = save_all(&lab, &mine.replace("title: str(80)", "name: str(80) was: title"));
        assert_eq!(done.drafted, [""; 0]);
        assert_eq!(done.draft.len(), 2);
        assert_eq!(revised(&lab, "mine").draft, DraftFate::IsRevision);
        has_no_draft(&lab);
    }
}

#[test]
fn a_table_that_both_name_anew_is_explained() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = with_a_row(&place);
        let mine = TASK.replace("entity Task:", "entity Job:\n  was: Task");
        save_all(&lab, &mine);
        let rename =
            |from: &str, to: &str| format!("op = \"rename_table\"\nfrom = \"{from}\"\nto = \"{to}\"");
        theirs(&lab, "ffff", &rename("Task", "Duty"), &rename("Duty", "Task"));
        let done = try_synchronise(&lab).unwrap();
        assert_eq!(done.applied, []);
        assert_eq!(
            done.left_out[0].why,
            "the draft (rename table `Task` to `Job`) stands in the way of what it does (rename table `Task` to `Duty`): \
             there is no table `Task`"
        );
        assert_eq!(place.value("SELECT title FROM \"Job\""), "one");
        lab.dsl(&TASK.replace("entity Task:", "entity Duty:"));
        lab.upgrade(&RunOptions::default())
            .unwrap_or_else(|error| panic!("{}", chain(&error)));
        has_no_draft(&lab);
        assert_eq!(place.value("SELECT title FROM \"Duty\""), "one");
    }
}

#[test]
fn their_new_column_goes_under_a_draft() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = with_a_row(&place);
        save_all(&lab, &format!("{TASK}  note: text\n"));
        place.run("UPDATE \"Task\" SET note = 'mine'");
        let (up, down) = add_column("other", "type = \"integer\", nullable = false, default = \"7\"");
        theirs(&lab, "cccc", &up, &down);
        let done = save_all(&lab, &format!("{TASK}  note: text\n  other: int=7 required\n"));
        assert_eq!(done.applied.len(), 1);
        assert_eq!(done.draft.len(), 1);
        assert_eq!(place.value("SELECT note FROM \"Task\" WHERE other = 7"), "mine");
        let new = revised(&lab, "mine");
        assert_eq!(new.draft, DraftFate::IsRevision);
        assert_eq!(new.revision.upgrade.len(), 1);
        has_no_draft(&lab);
    }
}

#[test]
fn the_same_change_made_twice_is_one() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = with_a_row(&place);
        let dsl = format!("{TASK}  note: text\n");
        save_all(&lab, &dsl);
        place.run("UPDATE \"Task\" SET note = 'mine'");
        let (up, down) = add_column("note", "type = \"text\"");
        theirs(&lab, "dddd", &up, &down);
        let done = save_all(&lab, &dsl);
        assert_eq!(done.applied.len(), 1);
        has_no_draft(&lab);
        assert_eq!(place.value("SELECT note FROM \"Task\""), "mine");
    }
}

#[test]
fn a_revision_that_a_draft_stands_in_the_way_of_explains_itself() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = with_a_row(&place);
        save_all(&lab, &format!("{TASK}  note: text\n"));
        place.run("UPDATE \"Task\" SET note = 'mine'");
        let (up, down) = add_column("note", "type = \"integer\"");
        theirs(&lab, "eeee", &up, &down);
        let done = save(&lab, &format!("{TASK}  note: text\n  more: int\n"));
        assert_eq!(done.applied, []);
        assert_eq!(done.left_out.len(), 1);
        let found = &done.left_out[0];
        assert_eq!(found.reason, Reason::Revision);
        assert_eq!(found.what, "revision eeee (theirs)");
        assert_eq!(
            found.why,
            "the draft (add column `Task`.`note` text) stands in the way of what it does (add column `Task`.`note` \
             integer): table `Task` has a column `note` already"
        );
        assert_eq!(place.value("SELECT note FROM \"Task\""), "mine");
        // The rest of the DSL is followed all the same.
        assert_eq!(done.drafted.len(), 1);
        // The way out that is named.
        lab.dsl(&format!("{TASK}  note: int\n"));
        lab.upgrade(&RunOptions::default()).unwrap_err();
        lab.upgrade(&destructive())
            .unwrap_or_else(|error| panic!("{}", chain(&error)));
        has_no_draft(&lab);
    }
}

#[test]
fn commands_that_begin_at_a_revision_say_what_to_do_with_a_draft() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = with_a_row(&place);
        save_all(&lab, &format!("{TASK}  note: text\n"));
        let session = SessionOptions::default();
        let found = status_of(&lab);
        assert_eq!(found.draft.len(), 1);
        assert!(!found.is_up_to_date());
        assert!(found.drift.unwrap().is_none());
        let refused = [
            lab.downgrade("base", &destructive()).map(drop),
            block_on(dazzle_engine::plan::plan(
                &lab.project,
                &lab.target,
                &Target::Heads,
                &session,
            ))
            .map(drop),
        ];
        for outcome in refused {
            match outcome.unwrap_err() {
                EngineError::Refused { reason, hint } => {
                    assert!(reason.starts_with("there is a draft on "), "{reason}");
                    assert_eq!(
                        hint,
                        "keep it as a revision with `dazzle db revision`, or take it off with `dazzle db upgrade`"
                    );
                }
                other => panic!("{}", chain(&other)),
            }
        }
        // A stamp does not touch the tables, so the draft is what they differ by from there.
        let stamp = |to: &str| {
            let options = RunOptions::default();
            block_on(dazzle_engine::stamp::stamp(
                &lab.project,
                &lab.target,
                &to.parse().unwrap(),
                &options,
                &Interrupt::new(),
                &mut |_| {},
            ))
            .unwrap_or_else(|error| panic!("{}", chain(&error)));
        };
        stamp("base");
        let draft = status_of(&lab).draft;
        assert_eq!(draft.len(), 1);
        assert_eq!(draft[0].word(), "create_table");
        stamp("head");
        assert_eq!(status_of(&lab).draft.len(), 1);
        lab.verified().unwrap();
        place.run("UPDATE _dazzle_version SET draft = 'op = 1' WHERE revision = ''");
        let error = try_synchronise(&lab).unwrap_err();
        assert!(chain(&error).contains("cannot be read"), "{}", chain(&error));
        stamp("head");
        assert_eq!(
            Migrations::load(&lab.project).unwrap().history.revisions().len(),
            1
        );
        let heads = "SELECT count(*) FROM _dazzle_version WHERE revision NOT LIKE '.%'";
        assert_eq!(place.value(heads), "1");
    }
}

#[test]
fn who_proposed_a_revision_is_in_the_log_also_where_it_runs_over_a_draft() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = with_a_row(&place);
        save_all(&lab, &format!("{TASK}  note: text\n"));
        let (up, down) = add_column("other", "type = \"integer\"");
        let proposed = "\n\n[[proposed]]\nwhat = \"all operations\"\ndriver = \"command\"\nmodel = \"a program\"\n\
                        request = \"00\"\nanswer = \"11\"\nreason = \"it fits\"\nproven = []\naccepted = \"by a \
                        person\"\n";
        theirs(&lab, "ffff", &up, &format!("{down}{proposed}"));
        lab.upgrade(&RunOptions::default())
            .unwrap_or_else(|error| panic!("{}", chain(&error)));
        has_no_draft(&lab);
        let logged = place.value("SELECT statements FROM _dazzle_log WHERE revision = 'ffff'");
        assert!(
            logged.starts_with("-- all operations proposed by command a program, "),
            "{logged}"
        );
    }
}
