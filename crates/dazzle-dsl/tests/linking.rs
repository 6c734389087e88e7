//! Errors between modules, entities and archetypes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::*;
use dazzle_dsl::{Naming, Settings, Severity};

#[test]
fn duplicates() {
    check_findings(
        &[
            (
                "a.dsl",
                "module a\nentity A:\n  x: int\n  y: int\n  x: text\narchetype P:\n  p: int\n  p: int\n",
            ),
            ("b.dsl", "module b\nentity A:\n  x: int\narchetype P:\n  p: int\n"),
        ],
        &ours(),
        Severity::Error,
        "
  x: text
  ^ duplicate-field: `A` has a second field `x`
  p: int
  ^ duplicate-field: `P` has a second field `p`
entity A:
       ^ duplicate-entity: a second entity `A` in module `b`; the first is in module `a`
archetype P:
          ^ duplicate-archetype: a second archetype `P` in module `b`; the first is in module `a`",
    );
}

#[test]
fn modules() {
    check_findings(
        &[
            ("x/a.dsl", "module a\nuse b\nuse clinc\nentity A:\n  x: int\n"),
            ("x/b.dsl", "module b\nuse c\n"),
            ("x/c.dsl", "module c\nuse a\n"),
            ("x/clinic.dsl", ""),
            ("y/b.dsl", "module b\n"),
        ],
        &Settings {
            root: Some(String::from("clinik")),
            ..ours()
        },
        Severity::Error,
        "
use b
    ^ import-cycle: modules import each other in a circle: a → b → c → a
use clinc
    ^^^^^ unknown-module: there is no module `clinc`
help: did you mean `clinic`?
module b
       ^ duplicate-module: module `b` is in two files: `x/b.dsl` and `y/b.dsl`
missing-root: there is no module `clinik`, the root of the project
help: did you mean `clinic`? the root is named in dazzle.toml",
    );
    check_findings(
        &[("a.dsl", "use a\nentity A:\n  x: int\n")],
        &ours(),
        Severity::Error,
        "
use a
    ^ import-cycle: modules import each other in a circle: a → a",
    );
}

#[test]
fn modules_come_in_the_order_of_their_imports() {
    let texts = [
        ("a.dsl", "module z\nentity A:\n  x: int\nuse y\n"),
        ("b.dsl", "module x\nentity B:\n  x: int\n"),
        ("dsl/y.dsl", "use x\nentity C:\n  x: int\n"),
    ];
    let settings = Settings {
        root: Some(String::from("z")),
        ..ours()
    };
    let model = dazzle_dsl::load(&files(&texts), &settings).into_model().unwrap();
    let names: Vec<&str> = model.modules.iter().map(|module| module.name.as_str()).collect();
    assert_eq!(names, ["x", "y", "z"]);
    let names: Vec<&str> = model.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["B", "C", "A"]);
}

#[test]
fn targets_of_relations() {
    check_error(
        "
entity Customer:
  a: ref Custommer
  b: belongs_to Nobody
  c: has_many Nobody via Nowhere
  d: embeds Nobody
  e: poly_ref [Customer, Nobody]
  f: latest_one Nobody via x
  g: descendants_of self via Nowhere.x
  h: poly_ref [Number]
entity Number:
  id: int pk
",
        "
  a: ref Custommer
         ^^^^^^^^^ unknown-entity: the target `Custommer` is no entity of the project
help: did you mean `Customer`?
  b: belongs_to Nobody
                ^^^^^^ unknown-entity: the target `Nobody` is no entity of the project
help: did you mean `Number`?
  c: has_many Nobody via Nowhere
              ^^^^^^ unknown-entity: the target `Nobody` is no entity of the project
help: did you mean `Number`?
  c: has_many Nobody via Nowhere
                         ^^^^^^^ unknown-entity: the target `Nowhere` is no entity of the project
  d: embeds Nobody
            ^^^^^^ unknown-entity: the target `Nobody` is no entity of the project
help: did you mean `Number`?
  e: poly_ref [Customer, Nobody]
                         ^^^^^^ unknown-entity: the target `Nobody` is no entity of the project
help: did you mean `Number`?
  f: latest_one Nobody via x
                ^^^^^^ unknown-entity: the target `Nobody` is no entity of the project
help: did you mean `Number`?
  g: descendants_of self via Nowhere.x
                             ^^^^^^^ unknown-entity: the target `Nowhere` is no entity of the project
  h: poly_ref [Number]
               ^^^^^^ poly-ref-target: `poly_ref` points to entities with `uuid` ids; that of `Number` is none"
            .replace("help: did you mean `Number`?\n", "")
            .as_str(),
    );
}

#[test]
fn references_to_the_framework_get_no_foreign_key() {
    let text = "entity A:\n  job: ref AIJob\n";
    check_warning(
        text,
        "
  job: ref AIJob
           ^^^^^ framework-target: `AIJob` belongs to the framework; `A.job` gets no foreign key",
    );
    let schema = schema(text);
    let table = schema.table(&name("A")).unwrap();
    assert!(table.foreign_keys.is_empty() && table.columns.contains_key(&name("job")));
}

#[test]
fn constraint_fields() {
    check_error(
        "
entity A:
  code: int
  many: has_many A
  sum: computed code + 1
  broken: strin
  unique cod
  index code, code
  index many
  unique sum
  index broken
",
        "
  broken: strin
          ^^^^^ unknown-type: unknown type `strin`
help: did you mean `str(200)`? the length is obligatory; `text` has none
  unique cod
         ^^^ unknown-field: `A` has no field `cod`
help: did you mean `code`?
  index code, code
              ^^^^ duplicate-constraint-field: `code` is there twice
  index many
        ^^^^ field-without-column: `many` has no column and cannot be in an `index` line
  unique sum
         ^^^ field-without-column: `sum` has no column and cannot be in an `unique` line",
    );
}

#[test]
fn constraints_may_name_what_linking_adds() {
    let text = "
archetype P:
  made: date
entity A:
  extends: P
  soft_delete
  unique id, made
  index deleted_at
";
    let schema = schema(text);
    let table = schema.table(&name("A")).unwrap();
    assert!(table.uniques.contains_key(&name("uq_A_id_made")));
    assert!(table.indexes.contains_key(&name("ix_A_deleted_at")));
}

#[test]
fn archetypes() {
    check_error(
        "archetype Stamped:\n  a: int\nentity A:\n  extends: Stampd, Stamped\n  b: int\n",
        "
  extends: Stampd, Stamped
           ^^^^^^ unknown-archetype: there is no archetype `Stampd`
help: did you mean `Stamped`?",
    );
}

#[test]
fn column_collisions() {
    check_error(
        "entity A:\n  total: money\n  total_minor: int\n  who: poly_ref [A]\n  who_id: uuid\n",
        "
  total_minor: int
  ^^^^^^^^^^^ column-collision: `total` and `total_minor` both have a column `total_minor`
  who_id: uuid
  ^^^^^^ column-collision: `who` and `who_id` both have a column `who_id`",
    );
    let settings = Settings {
        naming: Naming::SnakeCase,
        ..ours()
    };
    check_findings(
        &[(
            "a.dsl",
            "entity TaskList:\n  dueOn: int\n  due_on: int\nentity task_list:\n  a: int\n",
        )],
        &settings,
        Severity::Error,
        "
  due_on: int
  ^^^^^^ column-collision: `dueOn` and `due_on` both have a column `due_on`
entity task_list:
       ^^^^^^^^^ table-collision: `TaskList` and `task_list` both name the table `task_list`",
    );
}

#[test]
fn subtype_rules() {
    check_error(
        "
entity Base:
  serial: text
  kind: text
entity Mid:
  subtype_of: Base
  a: int
entity Low:
  subtype_of: Mid
  b: int
entity Own:
  subtype_of: Own
  c: int
entity Lost:
  subtype_of: Bass
  c: int
entity Child:
  subtype_of: Base
  soft_delete
  id: uuid pk
  serial: text
  code: int pk
",
        "
  kind: text
  ^^^^ subtype: `Base` has subtypes, so `kind` is taken
  subtype_of: Mid
              ^^^ subtype: `Mid` is a subtype itself and cannot be a base
  subtype_of: Own
              ^^^ subtype: `Own` cannot be a subtype of itself
  subtype_of: Bass
              ^^^^ unknown-entity: the base `Bass` is no entity of the project
help: did you mean `Base`?
  soft_delete
  ^^^^^^^^^^^ subtype: a subtype has no `soft_delete`; write it in its base
  id: uuid pk
  ^^ subtype: a subtype has the `id` of its base and declares none
  serial: text
  ^^^^^^ subtype: the base `Base` has a field `serial` already
  code: int pk
  ^^^^ subtype: a subtype has no `pk`",
    );
}

#[test]
fn delete_behavior() {
    check_warning(
        "
entity P:
  a: has_many A cascade
  b: has_many B nullify
  c: has_many C restrict
  d: has_one D cascade
  e: has_many D restrict
entity A:
  x: int
entity B:
  p: ref P required
entity C:
  p: ref P
  q: ref P
entity D:
  p: ref P
",
        "
  a: has_many A cascade
                ^^^^^^^ no-reference-back: `A` has no reference to `P`, so this has no effect
  b: has_many B nullify
                ^^^^^^^ nullify-required: `nullify` would empty `B.p`, which is required
  c: has_many C restrict
                ^^^^^^^^ ambiguous-delete-behavior: `C` has more than one reference to `P`, so this has no effect
  e: has_many D restrict
                ^^^^^^^^ ambiguous-delete-behavior: another field says otherwise about the same reference; this has no effect",
    );
}

#[test]
fn warnings_about_modifiers() {
    check_warning(
        "
entity A:
  code: text pk
  many: has_many A required
  who: poly_ref [A] unique
",
        "
  code: text pk
  ^^^^ pk-not-id: the primary key is always `id`; `pk` makes `code` required, no more
help: write `id` for the name, or `required unique` for `code`
  many: has_many A required
  ^^^^ required-without-column: `many` has no column, so `required` has no effect
  who: poly_ref [A] unique
  ^^^ unused-unique: `unique` on a `poly_ref` has no effect; write a line `unique who`",
    );
}

#[test]
fn keys() {
    check_error(
        "entity A:\n  id: has_many A\nentity B:\n  id: money\nentity C:\n  id: int = 4\nentity D:\n  id: ref E\nentity E:\n  id: ref D\n",
        "
  id: has_many A
      ^^^^^^^^^^ bad-key: the primary key `id` needs a type with one column
  id: money
      ^^^^^ bad-key: the primary key `id` needs a type with one column
  id: int = 4
            ^ bad-key: the database numbers an `int` key itself, so it takes no default",
    );
}

#[test]
fn renames() {
    check_error(
        "
entity A:
  was: Old
  a: int was: x
  b: int was: x
  c: int was: c
entity B:
  was: Old
  a: int
entity C:
  was: C
  a: int
",
        "
  b: int was: x
              ^ ambiguous-was: two fields cannot both have been `x`
help: only one of them can have had the old name: remove the other `was:`
  c: int was: c
              ^ useless-was: this is its name already
help: remove the `was:`
  was: Old
       ^^^ ambiguous-was: two entities cannot both have been `Old`
help: only one of them can have had the old name: remove the other `was:`
  was: C
       ^ useless-was: this is its name already
help: remove the `was:`",
    );
}

#[test]
fn temporal_fields() {
    check_error(
        "entity A:\n  a: int\n  m: money\n  temporal:\n    end_field: m\n    key_field: b\n",
        "
    end_field: m
               ^ field-without-column: `m` has no column of its own
    key_field: b
               ^ unknown-field: `A` has no field `b`",
    );
}
