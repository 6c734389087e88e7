//! Types, modifiers, keys and the worked example: what the schema of a model is.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::*;
use dazzle_dsl::{Naming, Settings};

const SHOP: &str = r#"
module shop.core
app shop "Shop"

archetype Stamped:
  created_at: datetime auto_add

entity Customer "Customer":
  extends: Stamped
  id: uuid pk
  email: email required unique
  tier: enum[basic,gold]=basic
  orders: has_many Order restrict

entity Order "Order":
  intent: "What was bought"
  id: uuid pk
  customer: ref Customer required
  placed_on: date = today
  total: money(EUR) required
  note: str(200) optional was: remark
  line_count: computed count(lines)
  index customer, placed_on
  permit:
    list: role(clerk)
"#;

#[test]
fn worked_example() {
    check_schema(
        SHOP,
        "
        table Customer
          created_at timestamptz
          id uuid not null
          email text not null
          tier text = 'basic'
          pk_Customer primary key (id)
          uq_Customer_email unique (email)
          ck_Customer_tier tier in (basic, gold)
        table Order
          id uuid not null
          customer uuid not null
          placed_on date = today
          total_minor bigint not null
          total_currency varchar(3) = 'EUR'
          note varchar(200)
          pk_Order primary key (id)
          fk_Order_customer (customer) -> Customer (id) restrict
          ix_Order_customer_placed_on index (customer, placed_on)
        ",
    );
    let projection = projection_with(SHOP, &ours());
    assert!(projection.diagnostics.is_empty());
    let renames = &projection.hints.column_renames;
    assert_eq!(renames.len(), 1);
    assert_eq!(
        (
            renames[0].table.as_str(),
            renames[0].from.as_str(),
            renames[0].to.as_str()
        ),
        ("Order", "remark", "note")
    );
    let model = model(SHOP);
    assert_eq!(
        model.entity("Order").unwrap().intent.as_deref(),
        Some("What was bought")
    );
    assert_eq!(model.app.as_ref().unwrap().title.as_deref(), Some("Shop"));
    assert_eq!(model.modules[0].name, "shop.core");
}

#[test]
fn worked_example_under_the_dazzle_profile() {
    check_schema_with(
        SHOP,
        &dazzle(),
        "
        table Customer
          created_at timestamptz
          id uuid not null
          email text not null
          tier text = 'basic'
          orders text
          Customer_pkey primary key (id)
          Customer_email_key unique (email)
        table Order
          id uuid not null
          customer uuid not null
          placed_on date = today
          total_minor integer not null
          total_currency text = 'EUR'
          note text
          Order_pkey primary key (id)
          Order_customer_fkey (customer) -> Customer (id) no_action
          ix_Order_customer_placed_on index (customer, placed_on)
        ",
    );
}

const ALL_TYPES: &str = "
entity Other:
  id: uuid pk
entity All:
  a_str: str(5)
  a_text: text
  a_int: int
  a_decimal: decimal(6,2)
  a_float: float
  a_bool: bool
  a_date: date
  a_datetime: datetime
  a_uuid: uuid
  a_email: email
  a_slug: slug
  a_url: url
  a_timezone: timezone
  a_file: file
  a_sized: file(200MB, ui: drag_drop) storage=local|cloud
  a_json: json
  a_enum: enum[x, y]
  a_money: money
  a_ref: ref Other
  a_belongs: belongs_to Other
  a_poly: poly_ref [Other All]
  a_many: has_many Other
  a_one: has_one Other readonly
  a_embeds: embeds Other
  a_latest: latest_one Other via x
  a_down: descendants_of self via a_ref
  a_up: ancestors_of self via Other.x
  a_computed: computed a_int + 1
";

#[test]
fn every_type_has_its_column() {
    check_table(
        ALL_TYPES,
        "All",
        "
        table All
          id uuid not null
          a_str varchar(5)
          a_text text
          a_int integer
          a_decimal decimal(6,2)
          a_float double
          a_bool boolean
          a_date date
          a_datetime timestamptz
          a_uuid uuid
          a_email text
          a_slug text
          a_url text
          a_timezone text
          a_file text
          a_sized text
          a_json json
          a_enum text
          a_money_minor bigint
          a_money_currency varchar(3) = 'GBP'
          a_ref uuid
          a_belongs uuid
          a_poly_type text
          a_poly_id uuid
          pk_All primary key (id)
          fk_All_a_belongs (a_belongs) -> Other (id) no_action
          fk_All_a_ref (a_ref) -> Other (id) no_action
          ck_All_a_enum a_enum in (x, y)
          ck_All_a_poly_type a_poly_type in (Other, All)
        ",
    );
}

#[test]
fn every_type_under_the_dazzle_profile() {
    check_table_with(
        ALL_TYPES,
        &dazzle(),
        "All",
        "
        table All
          id uuid not null
          a_str text
          a_text text
          a_int integer
          a_decimal decimal(6,2)
          a_float double
          a_bool boolean
          a_date date
          a_datetime timestamptz
          a_uuid uuid
          a_email text
          a_slug text
          a_url text
          a_timezone text
          a_file text
          a_sized text
          a_json native(\"json\")
          a_enum text
          a_money_minor integer
          a_money_currency text = 'GBP'
          a_ref uuid
          a_belongs uuid
          a_poly_type text
          a_poly_id uuid
          a_many text
          a_one text
          a_embeds text
          a_latest text
          a_down text
          a_up text
          All_pkey primary key (id)
          All_a_belongs_fkey (a_belongs) -> Other (id) no_action
          All_a_ref_fkey (a_ref) -> Other (id) no_action
        ",
    );
}

#[test]
fn keys_are_always_id() {
    check_schema(
        "
entity Numbered:
  id: int pk
  code: str(9) pk
entity Named:
  id: str(20)
  parent: ref Named
  number: ref Numbered required
entity Bare:
  code: text
",
        "
        table Bare
          id uuid not null
          code text
          pk_Bare primary key (id)
        table Named
          id varchar(20) not null
          parent varchar(20)
          number integer not null
          pk_Named primary key (id)
          fk_Named_number (number) -> Numbered (id) no_action
          fk_Named_parent (parent) -> Named (id) no_action
        table Numbered
          id integer not null by_default
          code varchar(9) not null
          pk_Numbered primary key (id)
        ",
    );
}

#[test]
fn int_keys_under_the_dazzle_profile() {
    let text = "entity Numbered:\n  id: int pk\nentity B:\n  to: ref Numbered\n";
    check_schema_with(
        text,
        &dazzle(),
        "
        table B
          id uuid not null
          to uuid
          B_pkey primary key (id)
          B_to_fkey (to) -> Numbered (id) no_action
        table Numbered
          id integer not null serial
          Numbered_pkey primary key (id)
        ",
    );
}

#[test]
fn modifiers() {
    check_table(
        "
entity T:
  a: str(5) optional required
  b: int unique indexed
  c: money required unique indexed
  d: poly_ref [T] required indexed
  e: text pii(category=contact, sensitivity=high) sensitive searchable pii
  f: datetime auto_add auto_update
  unique a, b
  index a
",
        "T",
        "
        table T
          id uuid not null
          a varchar(5) not null
          b integer
          c_minor bigint not null
          c_currency varchar(3) = 'GBP'
          d_type text not null
          d_id uuid not null
          e text
          f timestamptz
          pk_T primary key (id)
          uq_T_a_b unique (a, b)
          uq_T_b unique (b)
          uq_T_c_minor unique (c_minor)
          ck_T_d_type d_type in (T)
          ix_T_a index (a)
          ix_T_b index (b)
          ix_T_c_minor index (c_minor)
          ix_T_d_type_d_id index (d_type, d_id)
        ",
    );
}

#[test]
fn constraint_lines_on_money_and_poly_ref_mean_their_columns() {
    let text = "
entity T:
  code: str(5)
  total: money
  owner: poly_ref [T]
  unique code, total
  index owner, code
  index total_currency
";
    check_table(
        text,
        "T",
        "
        table T
          id uuid not null
          code varchar(5)
          total_minor bigint
          total_currency varchar(3) = 'GBP'
          owner_type text
          owner_id uuid
          pk_T primary key (id)
          uq_T_code_total_minor unique (code, total_minor)
          ck_T_owner_type owner_type in (T)
          ix_T_owner_type_owner_id_code index (owner_type, owner_id, code)
          ix_T_total_currency index (total_currency)
        ",
    );
    let notes: Vec<String> = load(text)
        .diagnostics()
        .iter()
        .map(|found| found.message.clone())
        .collect();
    assert_eq!(
        notes,
        [
            "`total` has no column of its own; `total_minor` is meant",
            "`owner` has no column of its own; `owner_type`, `owner_id` is meant",
        ]
    );
    let today = schema_with(text, &dazzle());
    let table = today.table(&name("T")).unwrap();
    assert!(table.uniques.is_empty());
    assert_eq!(table.indexes.len(), 1);
}

#[test]
fn delete_behavior_reaches_the_foreign_key() {
    let text = "
entity Parent:
  children: has_many Child cascade
  only: has_one Single nullify readonly
  tags: has_many Tag via Link restrict
entity Child:
  parent: ref Parent required
entity Single:
  parent: belongs_to Parent
entity Tag:
  name: text
entity Link:
  parent: ref Parent
  tag: ref Tag
";
    let ours = describe(&schema(text));
    assert!(
        ours.contains("fk_Child_parent (parent) -> Parent (id) cascade"),
        "{ours}"
    );
    assert!(
        ours.contains("fk_Single_parent (parent) -> Parent (id) set_null"),
        "{ours}"
    );
    assert!(
        ours.contains("fk_Link_parent (parent) -> Parent (id) restrict"),
        "{ours}"
    );
    assert!(ours.contains("fk_Link_tag (tag) -> Tag (id) no_action"), "{ours}");
    let today = describe(&schema_with(text, &dazzle()));
    assert!(
        today.contains("Child_parent_fkey (parent) -> Parent (id) no_action"),
        "{today}"
    );
}

#[test]
fn references_get_an_index_only_on_demand() {
    let text = "entity A:\n  b: ref A\n  c: ref A unique\n  d: ref A indexed\n";
    let settings = Settings {
        index_references: true,
        ..ours()
    };
    assert_eq!(schema(text).table(&name("A")).unwrap().indexes.len(), 1);
    let projection = projection_with(text, &settings);
    let table = projection.schema.table(&name("A")).unwrap();
    let names: Vec<&str> = table.indexes.keys().map(|name| name.as_str()).collect();
    assert_eq!(names, ["ix_A_b", "ix_A_d"]);
    assert!(projection.diagnostics.is_empty());
}

#[test]
fn repeated_constraints_are_kept_once_with_a_warning() {
    let text = "entity A:\n  code: str(5) unique indexed\n  unique code\n  index code\n";
    let projection = projection_with(text, &ours());
    assert_eq!(projection.diagnostics.len(), 2);
    assert!(
        projection
            .diagnostics
            .iter()
            .all(|found| found.code == "duplicate-constraint")
    );
    let today = schema_with(text, &dazzle());
    let uniques: Vec<&str> = today
        .table(&name("A"))
        .unwrap()
        .uniques
        .keys()
        .map(|name| name.as_str())
        .collect();
    assert_eq!(uniques, ["A_code_key", "uq_A_code"]);
}

#[test]
fn names_under_the_dazzle_profile_follow_server_and_cycles() {
    let text = "
entity A:
  b: ref B
  me: ref A
  d: ref D
entity B:
  a: ref A
entity D:
  x: int
";
    let described = describe(&schema_with(text, &dazzle()));
    for expected in ["fk_A_b_B (b)", "fk_A_me_A (me)", "A_d_fkey (d)", "fk_B_a_A (a)"] {
        assert!(described.contains(expected), "{described}");
    }
}

#[test]
fn values_that_cannot_follow_under_the_dazzle_profile_are_named() {
    let text = "
entity A:
  was: Old
  state: enum[open, done was: closed]
entity B:
  about: poly_ref [A]
";
    let found = |settings: &Settings| -> Vec<String> {
        let projection = projection_with(text, settings);
        projection
            .diagnostics
            .iter()
            .map(|it| format!("{}: {}", it.code, it.message))
            .collect()
    };
    assert!(found(&ours()).is_empty());
    let found = found(&dazzle());
    assert_eq!(found.len(), 2, "{found:?}");
    for (found, field) in found.iter().zip(["about", "state"]) {
        assert!(
            found.starts_with(&format!("unused-was: values of `{field}` have no check")),
            "{found}"
        );
    }
}

#[test]
fn snake_case_names_tables_and_columns() {
    let settings = Settings {
        naming: Naming::SnakeCase,
        ..ours()
    };
    check_schema_with(
        "
entity HTTPServer:
  was: WebServer
  mainBed: ref Unit2Bed
  peers: poly_ref [HTTPServer]
  priceNet: money was: netPrice
  unique mainBed, peers
entity Unit2Bed:
  kindOf: enum[Big, small]
",
        &settings,
        "
        table http_server
          id uuid not null
          main_bed uuid
          peers_type text
          peers_id uuid
          price_net_minor bigint
          price_net_currency varchar(3) = 'GBP'
          pk_http_server primary key (id)
          fk_http_server_main_bed (main_bed) -> unit2_bed (id) no_action
          uq_http_server_main_bed_peers_type_peers_id unique (main_bed, peers_type, peers_id)
          ck_http_server_peers_type peers_type in (HTTPServer)
        table unit2_bed
          id uuid not null
          kind_of text
          pk_unit2_bed primary key (id)
          ck_unit2_bed_kind_of kind_of in (Big, small)
        ",
    );
}

#[test]
fn hints_say_what_was_and_what_rows_get() {
    let text = "
entity Invoice:
  was: Bill
  signable: true
  total: money was: amount
  owner: poly_ref [Invoice] was: holder
  made: datetime auto_add required
  day: date auto_update required
  maybe: datetime auto_add
  fixed: datetime auto_add required = now
";
    let projection = projection_with(text, &ours());
    let hints = &projection.hints;
    assert_eq!(hints.table_renames.len(), 1);
    assert_eq!(hints.table_renames[0].from, "Bill");
    let columns: Vec<(&str, &str)> = hints
        .column_renames
        .iter()
        .map(|rename| (rename.from.as_str(), rename.to.as_str()))
        .collect();
    assert_eq!(
        columns,
        [
            ("amount_minor", "total_minor"),
            ("amount_currency", "total_currency"),
            ("holder_type", "owner_type"),
            ("holder_id", "owner_id"),
        ]
    );
    let fills: Vec<String> = hints
        .fills
        .iter()
        .map(|fill| format!("{} {}", fill.column, fill.value))
        .collect();
    assert_eq!(
        fills,
        [
            "made now",
            "day today",
            "status 'draft'",
            "signing_service 'native'"
        ]
    );
    let span = hints
        .column_span(&name("Invoice"), &name("total_currency"))
        .unwrap();
    assert_eq!(text.get(span.start..span.end), Some("total"));
    let span = hints.column_span(&name("Invoice"), &name("signed_at")).unwrap();
    assert_eq!(text.get(span.start..span.end), Some("signable"));
    let span = hints.table_span(&name("Invoice")).unwrap();
    assert_eq!(text.get(span.start..span.end), Some("Invoice"));
}
