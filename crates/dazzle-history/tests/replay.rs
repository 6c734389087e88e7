//! Replay: the schema that a history makes, and the proof that every revision fits and leads back.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_imports,
    missing_docs
)]

mod common;

use common::{empty_revision, ids, integer_column, load, messages, name, table, with_operations};
use dazzle_history::{History, Revision, first_difference};
use dazzle_ops::*;
use dazzle_schema::*;

fn create(own: &str) -> Operation {
    CreateTable { table: table(own) }.into()
}

fn add(own: &str, column: &str) -> Operation {
    AddColumn {
        table: name(own),
        column: integer_column(column),
    }
    .into()
}

fn rename(from: &str, to: &str) -> Operation {
    RenameTable {
        from: name(from),
        to: name(to),
    }
    .into()
}

/// A revision whose downgrade undoes it, given the operations that came before.
fn revision(own: &str, parents: &str, minute: u8, before: &[Operation], upgrade: Vec<Operation>) -> Revision {
    let mut schema = Schema::empty();
    apply_all(before, &mut schema).unwrap();
    with_operations(empty_revision(own, parents, minute), upgrade, &schema)
}

#[test]
fn trap_36_replay_of_the_files_is_the_schema_that_was_meant() {
    let mut target = table("Task");
    target.comment = Some("'''\r\n\"".to_owned());
    let mut due = Column::new(name("due \"x\""), ColumnType::Native("my(3)".to_owned()));
    due.default = Some(DefaultValue::Expression(SqlText::Portable(
        "'a'\nor \"b\"".to_owned(),
    )));
    target.columns.insert(due.name.clone(), due.clone());
    let check = Check {
        name: name("ck"),
        rule: CheckRule::Sql(SqlText::Portable("\"due \"\"x\"\"\" > ''".to_owned())),
    };
    target.checks.insert(check.name.clone(), check);
    let first: Vec<Operation> = vec![
        CreateTable {
            table: target.clone(),
        }
        .into(),
    ];
    let history = load(&[
        revision("a", "", 1, &[], first.clone()),
        revision(
            "b",
            "a",
            2,
            &first,
            vec![rename("Task", "Work"), add("Work", "priority")],
        ),
        revision(
            "c",
            "b",
            3,
            &[
                first.clone(),
                vec![rename("Task", "Work"), add("Work", "priority")],
            ]
            .concat(),
            vec![create("User")],
        ),
    ])
    .unwrap();
    history.validate().unwrap();
    assert_eq!(
        history.schema_at(&ids("a")).unwrap(),
        Schema::from_iter([target.clone()])
    );
    target.name = name("Work");
    target
        .columns
        .insert(name("priority"), integer_column("priority"));
    assert_eq!(
        history.replay_all().unwrap(),
        Schema::from_iter([target, table("User")])
    );
    assert!(history.schema_at(&ids("")).unwrap().is_empty());
    assert_eq!(
        history.schema_at(&ids("gone")).unwrap_err().to_string(),
        "the database is at revision `gone`, which no file holds"
    );
}

fn judged(revisions: &[Revision]) -> Vec<String> {
    match load(revisions).unwrap().validate() {
        Ok(()) => Vec::new(),
        Err(errors) => {
            assert!(errors.iter().all(|error| error.help().is_some()));
            messages(&errors)
        }
    }
}

#[test]
fn an_operation_that_does_not_fit_is_shown_at_its_line() {
    let mut second = empty_revision("b", "a", 2);
    second.upgrade = vec![create("User"), add("Tsk", "x")];
    let mut third = empty_revision("c", "b", 3);
    third.upgrade = vec![add("Tsk", "x")];
    let all = [revision("a", "", 1, &[], vec![create("Task")]), second, third];
    // `c` is not judged: what it follows is broken.
    assert_eq!(
        judged(&all),
        ["migrations/b.toml:14:1: `add_column` in the upgrade of `b`: there is no table `Tsk`"]
    );
    let history = load(&all).unwrap();
    let errors = history.validate().unwrap_err();
    assert_eq!(errors[0].place().source_line, "[[upgrade]]");
    assert!(
        history
            .replay_all()
            .unwrap_err()
            .to_string()
            .contains("there is no table `Tsk`")
    );
}

#[test]
fn a_downgrade_must_lead_back() {
    let first = vec![create("Task")];
    let mut wrong_operation = revision("b", "a", 2, &first, vec![add("Task", "x")]);
    wrong_operation.downgrade = vec![
        DropColumn {
            table: name("Task"),
            column: integer_column("y"),
        }
        .into(),
    ];
    assert_eq!(
        judged(&[revision("a", "", 1, &[], first.clone()), wrong_operation.clone()]),
        ["migrations/b.toml:11:1: `drop_column` in the downgrade of `b`: table `Task` has no column `y`"]
    );
    let mut nothing = wrong_operation.clone();
    nothing.downgrade.clear();
    assert_eq!(
        judged(&[revision("a", "", 1, &[], first.clone()), nothing]),
        [
            "migrations/b.toml:1:12: the downgrade of `b` does not lead back to the schema before its upgrade: column `Task`.`x` is left over"
        ]
    );
    let mut other_type = revision(
        "b",
        "a",
        2,
        &first,
        vec![DropTable { table: table("Task") }.into()],
    );
    let mut changed = table("Task");
    changed.columns[0].column_type = ColumnType::BigInt;
    other_type.downgrade = vec![CreateTable { table: changed }.into()];
    assert_eq!(
        judged(&[revision("a", "", 1, &[], first), other_type]),
        [
            "migrations/b.toml:15:1: the downgrade of `b` does not lead back to the schema before its upgrade: column `Task`.`id` is `bigint`, not `integer`"
        ]
    );
}

#[test]
fn branches_are_judged_each_on_its_own_and_merges_in_every_order() {
    let first = vec![create("Task")];
    let base = revision("a", "", 1, &[], first.clone());
    let left = revision("b", "a", 2, &first, vec![add("Task", "x"), create("Left")]);
    let right = revision("c", "a", 3, &first, vec![add("Task", "y")]);
    let merge = empty_revision("m", "b c", 4);
    let good = [base.clone(), left.clone(), right, merge.clone()];
    assert_eq!(judged(&good), Vec::<String>::new());
    let schema = load(&good).unwrap().replay_all().unwrap();
    let task = schema.table(&name("Task")).unwrap();
    assert!(task.column(&name("x")).is_some() && task.column(&name("y")).is_some());

    // The same column twice: each branch is right, together they are not.
    let twice = revision("c", "a", 3, &first, vec![add("Task", "x")]);
    let expected = "migrations/m.toml:2:12: merge `m` brings together two revisions that depend on their order: `c` (migrations/c.toml:6:1: add column `Task`.`x` integer) does not fit after `b` (migrations/b.toml:6:1: add column `Task`.`x` integer): table `Task` has a column `x` already";
    assert_eq!(
        judged(&[base.clone(), left.clone(), twice.clone(), merge.clone()]),
        [expected]
    );
    assert_eq!(judged(&[base.clone(), left.clone(), twice]), Vec::<String>::new());

    // Fits in the order of time, but not on a database that has the rename already.
    let renamed = revision("c", "a", 3, &first, vec![rename("Task", "Work")]);
    let expected = "migrations/m.toml:2:17: merge `m` brings together two revisions that depend on their order: `b` (migrations/b.toml:6:1: add column `Task`.`x` integer) does not fit after `c` (migrations/c.toml:6:1: rename table `Task` to `Work`): there is no table `Task`";
    assert_eq!(
        judged(&[base.clone(), left, renamed.clone(), merge.clone()]),
        [expected]
    );

    // The operation in the way is found, in a line of several revisions with several operations each.
    let line = [
        revision("d", "a", 5, &first, vec![create("X"), create("Y")]),
        revision(
            "c",
            "d",
            6,
            &first,
            vec![create("Z"), rename("Task", "Work"), create("W")],
        ),
    ];
    let left = revision(
        "b",
        "a",
        2,
        &first,
        vec![create("Left"), add("Task", "x"), add("Task", "y")],
    );
    let all = [
        base.clone(),
        left,
        line[0].clone(),
        line[1].clone(),
        merge.clone(),
    ];
    let errors = load(&all).unwrap().validate().unwrap_err();
    let message = errors[0].to_string();
    assert!(
        message.contains("`b` (migrations/b.toml:14:1: add column `Task`.`x` integer) does not fit"),
        "{message}"
    );
    assert!(
        message.contains("after `c` (migrations/c.toml:14:1: rename table `Task` to `Work`)"),
        "{message}"
    );
    assert_eq!(
        errors[0].help().unwrap(),
        "some databases run `c` before `b`, others after it, so both must fit in either order. Edit one of the two, \
         `migrations/c.toml` or `migrations/b.toml`: two that do the same are one too many. Or let one line follow the \
         other: write the last revision of the one under `revises` in the first of the other, delete the file of `m` \
         if there is one, and run `dazzle db merge` if several heads are left"
    );

    // Of three lines, the one in the way is named.
    let third = revision("d", "a", 5, &first, vec![create("Third")]);
    let also = revision("c", "a", 3, &first, vec![add("Task", "x")]);
    let three = empty_revision("m", "b c d", 6);
    let left = revision("b", "a", 4, &first, vec![create("Left"), add("Task", "x")]);
    let errors = load(&[base.clone(), left.clone(), also, third, three])
        .unwrap()
        .validate()
        .unwrap_err();
    let message = errors[0].to_string();
    assert!(message.contains("`c` (migrations/c.toml:6:1: add column `Task`.`x` integer) does not fit after `b` (migrations/b.toml:14:1: add"), "{message}");
    let errors = load(&[
        base.clone(),
        revision("c", "a", 3, &first, vec![create("Third")]),
        revision("d", "a", 4, &first, vec![add("Task", "x")]),
        revision("e", "a", 5, &first, vec![add("Task", "x")]),
        empty_revision("m", "c d e", 6),
    ])
    .unwrap()
    .validate()
    .unwrap_err();
    let message = errors[0].to_string();
    assert!(message.contains("`e` (migrations/e.toml:6:1: add column `Task`.`x` integer) does not fit after `d` (migrations/d.toml:6:1: add"), "{message}");

    // Fits in both orders, but the rename reaches the text of the check only when it comes after it.
    let renamed = RenameColumn {
        table: name("Task"),
        from: name("id"),
        to: name("key"),
    };
    let left = revision("b", "a", 2, &first, vec![renamed.into()]);
    let check = Check {
        name: name("ck"),
        rule: CheckRule::Sql(SqlText::Portable("\"id\" > 0".to_owned())),
    };
    let right = revision(
        "c",
        "a",
        3,
        &first,
        vec![
            AddCheck {
                table: name("Task"),
                check,
            }
            .into(),
        ],
    );
    let expected = "migrations/m.toml:2:17: merge `m` brings together two revisions that depend on their order: `b` (migrations/b.toml:6:1: rename column `Task`.`id` to `key`) does not fit after `c` (migrations/c.toml:6:1: add check `ck` to `Task`): the other way round another schema comes out: check `ck` of table `Task`: its `sql` is `\"key\" > 0`, not `\"id\" > 0`";
    assert_eq!(judged(&[base, left, right, merge]), [expected]);
}

#[test]
fn trap_43_every_order_of_independent_branches_gives_one_schema() {
    let first = vec![create("Task")];
    let orders = [[2, 3, 4], [2, 4, 3], [3, 2, 4], [3, 4, 2], [4, 2, 3], [4, 3, 2]];
    let mut schemas: Vec<Schema> = Vec::new();
    for [x, y, z] in orders {
        let all = [
            revision("a", "", 1, &[], first.clone()),
            revision("x", "a", x, &first, vec![add("Task", "x")]),
            revision("y", "a", y, &first, vec![add("Task", "y")]),
            revision("z", "a", z, &first, vec![create("Z")]),
            empty_revision("m", "x y z", 5),
        ];
        let history = load(&all).unwrap();
        history.validate().unwrap();
        schemas.push(history.replay_all().unwrap());
    }
    assert!(schemas.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn several_bases_and_unmerged_heads() {
    let all = [
        revision("a", "", 1, &[], vec![create("A")]),
        revision("b", "", 2, &[], vec![create("B")]),
    ];
    assert_eq!(judged(&all), Vec::<String>::new());
    let history = load(&all).unwrap();
    assert_eq!(history.replay_all().unwrap().len(), 2);
    assert_eq!(
        history.schema_at(&ids("b")).unwrap(),
        Schema::from_iter([table("B")])
    );
}

#[test]
fn revisions_after_a_broken_merge_are_not_judged() {
    let mut after = empty_revision("n", "m", 5);
    after.upgrade = vec![add("Nowhere", "x")];
    let all = [
        revision("a", "", 1, &[], vec![create("A")]),
        revision("b", "", 2, &[], vec![create("A")]),
        empty_revision("m", "a b", 4),
        after,
    ];
    assert_eq!(judged(&all).len(), 1);
}

#[test]
fn differences_name_what_differs() {
    let of = |change: &dyn Fn(&mut Table)| {
        let mut other = table("T");
        change(&mut other);
        first_difference(&Schema::from_iter([table("T")]), &Schema::from_iter([other])).unwrap_or_default()
    };
    assert_eq!(of(&|_| {}), "");
    assert_eq!(of(&|it| it.name = name("U")), "table `T` is missing");
    assert_eq!(
        of(&|it| it.primary_key = None),
        "the primary key of table `T` is missing"
    );
    assert_eq!(
        of(&|it| it.comment = Some(String::new())),
        "the comment of table `T` differs"
    );
    assert_eq!(
        of(&|it| it.columns[0].nullable = true),
        "column `T`.`id` is nullable"
    );
    assert_eq!(
        of(&|it| it.columns[0].identity = Some(Identity::Serial)),
        "column `T`.`id`: its `identity` is `serial`, not nothing"
    );
    let index = Index::over(name("ix"), [name("id")]);
    assert_eq!(
        of(&|it| {
            it.indexes.insert(name("ix"), index.clone());
        }),
        "index `ix` of table `T` is left over"
    );
    let with_view = |query: &str| {
        let mut schema = Schema::from_iter([table("T")]);
        schema.insert_view(View {
            name: name("v"),
            columns: Vec::new(),
            query: SqlText::Portable(query.to_owned()),
        });
        schema
    };
    let without = Schema::from_iter([table("T")]);
    let difference = |previous: &Schema, next: &Schema| first_difference(previous, next).unwrap();
    assert_eq!(
        difference(&without, &with_view("SELECT 1")),
        "view `v` is left over"
    );
    assert_eq!(
        difference(&with_view("SELECT 1"), &without),
        "view `v` is missing"
    );
    assert_eq!(
        difference(&with_view("SELECT 1"), &with_view("SELECT 2")),
        "view `v`: its `query` is `SELECT 2`, not `SELECT 1`"
    );
    assert_eq!(
        first_difference(&Schema::empty(), &Schema::from_iter([table("T")])).unwrap(),
        "table `T` is left over"
    );
}

#[test]
fn trap_42_a_history_with_windows_line_ends_is_the_same() {
    let all = [revision("a", "", 1, &[], vec![create("Task")])];
    let files = all.iter().map(|it| {
        (
            "a.toml".to_owned(),
            dazzle_history::file::render(it).replace('\n', "\r\n"),
        )
    });
    let windows = History::load(files).unwrap();
    windows.validate().unwrap();
    assert_eq!(
        windows.replay_all().unwrap(),
        load(&all).unwrap().replay_all().unwrap()
    );
}
