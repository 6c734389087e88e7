//! Errors of lexing and parsing, each drawn below its line.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::*;
use dazzle_dsl::Severity;

#[test]
fn unknown_types_are_errors_with_a_proposal() {
    check_error(
        "entity A:\n  a: string\n  b: integer required\n  c: dateime\n  d: Customer\n  e: wibble\n  f: UUID\n",
        "
  a: string
     ^^^^^^ unknown-type: unknown type `string`
help: did you mean `str(200)`? the length is obligatory; `text` has none
  b: integer required
     ^^^^^^^ unknown-type: unknown type `integer`
help: did you mean `int`?
  c: dateime
     ^^^^^^^ unknown-type: unknown type `dateime`
help: did you mean `datetime`?
  d: Customer
     ^^^^^^^^ unknown-type: unknown type `Customer`
help: a reference to an entity is written `ref Customer`
  e: wibble
     ^^^^^^ unknown-type: unknown type `wibble`
  f: UUID
     ^^^^ unknown-type: unknown type `UUID`
help: did you mean `uuid`?",
    );
}

#[test]
fn arguments_of_types() {
    check_error(
        "
entity A:
  a: str
  b: str(0)
  c: str(x)
  d: decimal
  e: decimal(5)
  f: decimal(2,3)
  g: decimal(1001,2)
  h: money(EURO)
  i: str(99999999)
  j: poly_ref []
  k: poly_ref [A, A]
  l: latest_one A
  m: descendants_of A via b
",
        "
  a: str
     ^^^ missing-length: `str` needs a length
help: write the most characters allowed, as in `str(200)`, or `text` for no limit
  b: str(0)
         ^ bad-length: the length of a `str` is 1 to 10485760
  c: str(x)
         ^ unexpected-token: `x` is unexpected; a whole number is expected
  d: decimal
     ^^^^^^^ missing-length: `decimal` needs its digits
help: write digits in all and digits after the point, as in `decimal(10,2)`
  e: decimal(5)
              ^ unexpected-token: `)` is unexpected; `,` and the digits after the point is expected
  f: decimal(2,3)
               ^ bad-length: a `decimal` has no more digits after the point than in all
  g: decimal(1001,2)
             ^^^^ bad-length: a `decimal` has 1 to 1000 digits
  h: money(EURO)
           ^^^^ bad-currency: `EURO` is no currency code; it has three letters, such as `EUR`
  i: str(99999999)
         ^^^^^^^^ bad-length: the length of a `str` is 1 to 10485760
  j: poly_ref []
              ^^ empty-list: `poly_ref` needs at least one entity
  k: poly_ref [A, A]
                  ^ duplicate-target: the entity `A` is there twice
  l: latest_one A
                 ^ unexpected-end: `via` and the field to follow is missing here
  m: descendants_of A via b
                    ^ unexpected-token: `A` is unexpected; `self` is expected",
    );
}

#[test]
fn enum_values() {
    check_error(
        "
entity A:
  a: enum[x, y, x]
  b: enum[in-progress]
  c: enum[\"x\"]
  d: enum[x,]
  e: enum[1, 2]
  f: enum
  g: enum[x y]
  h: enum[x, y
  i: text
",
        "
  a: enum[x, y, x]
                ^ duplicate-enum-value: the value `x` is there twice
  b: enum[in-progress]
            ^ bad-enum-value: an enum value has no dashes
help: write `_` instead
  c: enum[\"x\"]
          ^^^ bad-enum-value: an enum value is a bare word: letters, digits and `_`, no digit first
  d: enum[x,]
            ^ unexpected-token: `]` is unexpected; a value is expected
  e: enum[1, 2]
          ^ bad-enum-value: an enum value is a bare word: letters, digits and `_`, no digit first
  f: enum
         ^ unexpected-end: `[` and the values is missing here
  g: enum[x y]
            ^ unexpected-token: `y` is unexpected; `,` between the values is expected
  h: enum[x, y
              ^ unexpected-end: `]` is missing here",
    );
}

#[test]
fn unknown_modifiers_are_errors_with_a_proposal() {
    check_error(
        "
entity A:
  a: int requird
  b: int wibble
  id: uuid pk n: int
  c: ref A cascade
  d: int not null
  e: int default 3
  f: int was: old required
  g: int storage
  h: text pii(
  i: int, required
",
        "
  a: int requird
         ^^^^^^^ unknown-modifier: unknown modifier `requird`
help: did you mean `required`?
  b: int wibble
         ^^^^^^ unknown-modifier: unknown modifier `wibble`
  id: uuid pk n: int
              ^ unknown-modifier: unknown modifier `n`
help: one field per line: begin the next field on a line of its own
  c: ref A cascade
           ^^^^^^^ unknown-modifier: unknown modifier `cascade`
help: a reference takes no delete behavior; write `has_many … cascade` in the entity it points to
  d: int not null
         ^^^ unknown-modifier: unknown modifier `not`
help: did you mean `required`?
  e: int default 3
         ^^^^^^^ unknown-modifier: unknown modifier `default`
help: a default is written `= value`
  f: int was: old required
                  ^^^^^^^^ was-not-last: nothing may follow `was:`; write modifiers and the default before it
  g: int storage
                ^ unexpected-end: `=` is missing here
  h: text pii(
             ^ unclosed-bracket: this bracket is not closed
  i: int, required
        ^ unexpected-token: `,` is unexpected; a modifier, a default or the end of the line is expected",
    );
}

#[test]
fn indentation() {
    check_error(
        "
entity A:
    a: int
      b: int
  c: int
    skipped: wibble
",
        "
      b: int
      ^ bad-indentation: this line is indented deeper, but the line above takes no block
  c: int
  ^ bad-indentation: this line is indented by 2 columns, the members of `A` by 4",
    );
    check_error(
        "  entity A:\n    a: int\nentity B:\n  a: int\n",
        "
  entity A:
  ^^^^^^ bad-indentation: this line is indented but belongs to nothing above it",
    );
}

#[test]
fn headers() {
    check_error(
        "
entity A
  a: int
entity:
  a: int
entity B:
entity C: x
  a: int
archetype D \"title\":
  a: int
entity E:
  a: int
\"loose\"
- loose
",
        "
entity A
        ^ unexpected-end: `:` is missing here
entity:
      ^ unexpected-token: `:` is unexpected; the name of the entity is expected
entity B:
       ^ empty-body: entity `B` has no members; indent them below its header
entity C: x
          ^ unexpected-token: `x` is unexpected; the end of the line is expected
archetype D \"title\":
            ^^^^^^^ unexpected-token: `\"title\"` is unexpected; `:` is expected
\"loose\"
^^^^^^^ unexpected-token: `\"loose\"` is unexpected; the start of a construct, such as `entity Task:` is expected
- loose
^ unexpected-token: `-` is unexpected; the start of a construct, such as `entity Task:` is expected",
    );
}

#[test]
fn a_slip_in_entity_is_an_error() {
    check_error(
        "entitty A:\n  a: int\nEntity B:\n  a: int\nentity C:\n  c: int\n",
        "
entitty A:
^^^^^^^ unknown-construct: `entitty` is no construct of the language
help: did you mean `entity`?
Entity B:
^^^^^^ unknown-construct: `Entity` is no construct of the language
help: did you mean `entity`?",
    );
}

#[test]
fn an_indented_entity_after_another_construct_is_worth_a_warning() {
    check_warning(
        "surface x:\n  mode: list\n  entity A:\n    id: uuid pk\nentity B:\n  b: int\n",
        "
  entity A:
  ^^^^^^ construct-inside-construct: this looks like an entity but belongs to the `surface` above and has no effect
help: indent it not at all",
    );
}

#[test]
fn members() {
    check_error(
        "
entity A:
  a: int
  status:
  soft_delte
  b int
  - c: int
  unique
  index a,
  signable: maybe
  archetype: user
  archetype: tenant
  soft_delete: true
  extends:
  was: x y
  @use macro(x=1)
  d: int ~
",
        "
  status:
  ^^^^^^ missing-type: field `status` has no type
help: write one behind the colon, as in `status: text`
  soft_delte
            ^ unexpected-end: `:` behind the name of the field is missing here
help: did you mean `soft_delete`?
  b int
    ^^^ unexpected-token: `int` is unexpected; `:` behind the name of the field is expected
  - c: int
  ^ unexpected-token: `-` is unexpected; a field or directive is expected
  unique
        ^ unexpected-end: the name of a field is missing here
  index a,
          ^ unexpected-end: the name of a field is missing here
  signable: maybe
            ^^^^^ unexpected-token: `maybe` is unexpected; `true` or `false` is expected
  archetype: tenant
  ^^^^^^^^^ duplicate-directive: a second `archetype:` in this entity
  extends:
          ^ unexpected-end: the name of an archetype is missing here
  was: x y
         ^ unexpected-token: `y` is unexpected; the end of the line is expected
  @use macro(x=1)
  ^ macro: `@use` macros are not supported
help: write out what the macro stands for
  d: int ~
         ^ unknown-character: the character `~` has no meaning in the language; a modifier, a default or the end of the line is expected",
    );
}

#[test]
fn macros_at_column_0_are_refused_everywhere() {
    check_error(
        "surface x:\n  mode: list\n@use macro(x=1)\nentity A:\n  a: int\n",
        "
@use macro(x=1)
^ macro: `@use` macros are not supported
help: write out what the macro stands for",
    );
}

#[test]
fn unknown_blocks_in_an_entity_are_a_note() {
    let texts = [(
        "a.dsl",
        "entity A:\n  telemetry:\n    x: strin\n    unique !\n  a: int\n",
    )];
    check_findings(
        &texts,
        &ours(),
        Severity::Note,
        "
  telemetry:
  ^^^^^^^^^ unknown-directive: `telemetry` is not known here; its block is skipped",
    );
}

#[test]
fn a_type_on_the_line_below_is_no_block() {
    check_error(
        "entity A:\n  title:\n    str(200) required\n  telemetry:\n    text: x\n    date \"x\"\n  a: int\n",
        "
  title:
  ^^^^^ missing-type: field `title` has no type
help: the type belongs on the same line",
    );
}

#[test]
fn directive_words_are_no_fields() {
    check_warning(
        "
entity A:
  domain: str(80)
  scope: text required
  seed: ref A
  display_field: email
  intent: \"x\"
  audit: all
  a: int
",
        "
  domain: str(80)
  ^^^^^^ directive-as-field: `domain` is a directive here and makes no column
help: if a field is meant, rename it
  scope: text required
  ^^^^^ directive-as-field: `scope` is a directive here and makes no column
help: if a field is meant, rename it
  seed: ref A
  ^^^^ directive-as-field: `seed` is a directive here and makes no column
help: if a field is meant, rename it",
    );
    // In an archetype they are fields.
    let text = "archetype P:\n  domain: str(80)\n  scope: text\nentity A:\n  extends: P\n  a: int\n";
    assert_eq!(schema(text).table(&name("A")).unwrap().columns.len(), 4);
}

#[test]
fn archetype_bodies() {
    check_error(
        "
archetype P:
  a: int was: b
  unique a, a
  telemetry:
    x: y
entity A:
  extends: P
  c: int
",
        "
  a: int was: b
              ^ was-in-archetype: a field of an archetype cannot carry `was:`
  unique a, a
  ^^^^^^ constraint-in-archetype: an archetype has no `unique` lines; write it in the entities that extend it
  telemetry:
  ^^^^^^^^^ missing-type: field `telemetry` has no type
help: write one behind the colon, as in `telemetry: text`",
    );
}

#[test]
fn strings_left_open() {
    check_error(
        "entity A:\n  intent: \"open\n  a: int\n",
        "
  intent: \"open
          ^^^^^ open-string: this string is not closed
help: write the closing quote; inside a string it is written `\\\"`",
    );
    check_error(
        "surface s:\n  label: \"open\nentity A:\n  a: text = \"x\"\nentity B:\n  b: int\n",
        "
  label: \"open
         ^^^^^ open-string: this string is not closed
help: write the closing quote; inside a string it is written `\\\"`",
    );
    check_error(
        "surface s:\n  label: 'open\nentity A:\n  a: int\n  intent: '\nentity B:\n  b: int\n",
        "
  label: 'open
         ^^^^^ open-string: this string goes on over the header of an entity or archetype
help: the closing quote of this line seems to be missing",
    );
}

#[test]
fn temporal_blocks() {
    check_error(
        "
entity A:
  a: int
  temporal:
    start_field: a
    ende_field: a
entity B:
  b: int
  temporal: b
",
        "
  temporal:
  ^^^^^^^^ missing-key: `temporal` needs `end_field:`
    ende_field: a
    ^^^^^^^^^^ unknown-key: `temporal` has no key `ende_field`
help: did you mean `end_field`?
  temporal: b
            ^ unexpected-token: `b` is unexpected; a block below it is expected",
    );
}

#[test]
fn module_lines() {
    check_error(
        "use x-y\nmodule a-b\nentity A:\n  a: int\n",
        "
use x-y
     ^ unexpected-token: `-` is unexpected; the end of the line is expected
module a-b
^^^^^^ misplaced-module: a `module` line must be the first of its file
module a-b
        ^ unexpected-token: `-` is unexpected; the end of the line is expected",
    );
}

#[test]
fn names_longer_than_databases_allow() {
    let long = "n".repeat(64);
    let sixty = "m".repeat(60);
    check_error(
        &format!("entity {long}:\n  a: int\nentity A:\n  {long}: int\n  {sixty}: money\n"),
        &format!(
            "
entity {long}:
       {} name-too-long: this name has 64 bytes; databases allow 63
  {long}: int
  {} name-too-long: this name has 64 bytes; databases allow 63
  {sixty}: money
  {} name-too-long: the column `{sixty}_minor` of this field has 66 bytes; databases allow 63
  {sixty}: money
  {} name-too-long: the column `{sixty}_currency` of this field has 69 bytes; databases allow 63",
            "^".repeat(64),
            "^".repeat(64),
            "^".repeat(60),
            "^".repeat(60)
        ),
    );
}

#[test]
fn tenancy_modes() {
    check_error(
        "tenancy:\n  mode: shared_shema\n  entities_excluded: [\n    A,\n    B\n  ]\n  provisioning:\n    x: y\nentity A:\n  a: int\nentity B:\n  b: int\n",
        "
  mode: shared_shema
        ^^^^^^^^^^^^ unknown-tenancy-mode: unknown tenancy mode `shared_shema`; known are `single`, `shared_schema`, `schema_per_tenant`, `database_per_tenant`
help: did you mean `shared_schema`?",
    );
}

#[test]
fn a_semantic_line_may_follow_an_enum_and_nothing_else() {
    check_error(
        "
entity A:
  a: enum[x, y]
    semantic: x=good, y=bad
  b: enum[x, y]
    semantic: x=good
    c: text
  d: text
    semantic: x=good
",
        "
    c: text
    ^ bad-indentation: this line is indented deeper, but the line above takes no block
    semantic: x=good
    ^^^^^^^^ bad-indentation: this line is indented deeper, but the line above takes no block",
    );
}

#[test]
fn fields_below_a_finished_directive_are_worth_a_warning() {
    check_warning(
        "
entity A:
  intent: \"x\"
    lost: text required
  scope:
    date: date
  a: int
",
        "
    lost: text required
    ^^^^ field-inside-directive: this looks like a field but belongs to `intent` above and makes no column
help: indent it like the other members",
    );
}

#[test]
fn members_that_lost_their_indentation() {
    check_warning(
        "
entity A:
  a: int
message: text required
  b: int
intent: \"x\"
  c: int
required was: x
  d: int
e f: text
soft_delete
] g: text
gadget:
  id: uuid pk
",
        "
message: text required
^^^^^^^ misplaced-member: `message` at column 0 belongs to no entity
help: indent it like the other members of its entity
intent: \"x\"
^^^^^^ misplaced-member: `intent` at column 0 belongs to no entity
help: indent it like the other members of its entity
required was: x
^^^^^^^^ misplaced-member: `required` at column 0 belongs to no entity
help: indent it like the other members of its entity
e f: text
^ misplaced-member: `e` at column 0 belongs to no entity
help: indent it like the other members of its entity
soft_delete
^^^^^^^^^^^ misplaced-member: `soft_delete` at column 0 belongs to no entity
help: indent it like the other members of its entity
gadget:
^^^^^^ unknown-construct: `gadget` is not known here; what looks like fields or settings below it has no effect",
    );
}

#[test]
fn kinds_that_are_nearly_known() {
    check_warning(
        "entity A:\n  archetype: usr\n  a: int\nentity B:\n  archetype: special\n  b: int\n",
        "
  archetype: usr
             ^^^ unknown-kind: `usr` is no kind that adds fields
help: did you mean `user`?",
    );
}

#[test]
fn defaults_that_are_no_expressions() {
    check_error(
        "entity A:\n  a: int = f(b\n  c: int = x.y z: int\n  d: int = (1))\n",
        "
  a: int = f(b
              ^ unexpected-end: a closing bracket is missing here
  c: int = x.y z: int
                ^ unexpected-token: `:` is unexpected; the end of the expression is expected
  d: int = (1))
              ^ unexpected-token: `)` is unexpected; an operator is expected",
    );
}
