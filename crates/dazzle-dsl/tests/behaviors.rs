//! Archetypes, directives, subtypes and tenancy: the fields that nobody writes out (dsl.md §12–15).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::*;

#[test]
fn extends_puts_fields_in_front_and_the_first_name_wins() {
    check_table(
        "
archetype Stamped:
  created_at: datetime auto_add
  note: text
archetype Owned:
  owner: ref Visit
  created_at: date
entity Visit:
  extends: Stamped, Owned
  id: uuid pk
  note: str(200)
",
        "Visit",
        "
        table Visit
          created_at timestamptz
          owner uuid
          id uuid not null
          note varchar(200)
          pk_Visit primary key (id)
          fk_Visit_owner (owner) -> Visit (id) no_action
        ",
    );
}

#[test]
fn user_membership_and_profile_kinds() {
    check_schema(
        "
entity Person:
  archetype: user
  email: email required unique
  last_login: date
entity Org:
  archetype: tenant
  name: text
entity Member:
  archetype: user_membership
  role: text
entity Face:
  archetype: profile
  nick: text
",
        "
        table Face
          id uuid not null
          nick text
          identity_id uuid not null
          pk_Face primary key (id)
          uq_Face_identity_id unique (identity_id)
        table Member
          id uuid not null
          user uuid not null
          org uuid not null
          personas json = '[]'
          is_primary boolean = false
          invited_by uuid
          invited_at timestamptz
          accepted_at timestamptz
          role text
          pk_Member primary key (id)
          fk_Member_invited_by (invited_by) -> Person (id) no_action
          fk_Member_org (org) -> Org (id) no_action
          fk_Member_user (user) -> Person (id) no_action
        table Org
          id uuid not null
          name text
          pk_Org primary key (id)
        table Person
          id uuid not null
          email text not null
          last_login date
          password_hash varchar(255)
          email_verified boolean = false
          email_verify_token varchar(100)
          password_reset_token varchar(100)
          password_reset_expires timestamptz
          is_active boolean = true
          auth_provider text = 'local'
          auth_provider_id varchar(255)
          created_at timestamptz
          pk_Person primary key (id)
          uq_Person_email unique (email)
          ck_Person_auth_provider auth_provider in (local, google, apple, github)
        ",
    );
}

#[test]
fn membership_links_that_are_declared_are_not_added() {
    let text = "
entity Person:
  archetype: user
  email: email
entity Member:
  archetype: user_membership
  who: ref Person required
";
    let schema = schema(text);
    let columns: Vec<&str> = schema
        .table(&name("Member"))
        .unwrap()
        .columns
        .keys()
        .map(|name| name.as_str())
        .collect();
    assert_eq!(
        columns,
        [
            "id",
            "personas",
            "is_primary",
            "invited_by",
            "invited_at",
            "accepted_at",
            "who"
        ]
    );
}

#[test]
fn soft_delete_and_signable() {
    check_table(
        "
entity A:
  soft_delete
  signable: true
  status: text
entity B:
  soft_delete: false
  signable: false
  a: int
",
        "A",
        "
        table A
          id uuid not null
          status text
          deleted_at timestamptz
          signing_service text not null
          signing_url varchar(500)
          signed_document text
          signing_token_hash varchar(64)
          signer_ip varchar(45)
          signer_user_agent varchar(500)
          sent_at timestamptz
          viewed_at timestamptz
          signed_at timestamptz
          expires_at timestamptz
          pk_A primary key (id)
          ck_A_signing_service signing_service in (native, manual)
        ",
    );
}

const TEMPORAL: &str = "
entity Price:
  item: ref Price
  since: date
  until: date
  temporal:
    start_field: since
    end_field: until
    key_field: item
    default_filter: active
";

#[test]
fn temporal_makes_a_partial_unique_index() {
    check_table(
        TEMPORAL,
        "Price",
        "
        table Price
          id uuid not null
          item uuid
          since date
          until date
          pk_Price primary key (id)
          fk_Price_item (item) -> Price (id) no_action
          uniq_active_Price_item unique index (item) where \"until\" IS NULL
        ",
    );
    assert!(
        schema_with(TEMPORAL, &dazzle())
            .table(&name("Price"))
            .unwrap()
            .indexes
            .is_empty()
    );
}

const DEVICES: &str = "
entity InfusionPump:
  subtype_of: Device
  max_rate: decimal(6,2) required
  maker: ref Device
  unique max_rate
entity HTTPServer:
  subtype_of: Device
  port: int
entity Device:
  id: int pk
  soft_delete
  serial: str(40) required unique
";

#[test]
fn subtypes_have_tables_of_their_own() {
    check_schema(
        DEVICES,
        "
        table Device
          id integer not null by_default
          serial varchar(40) not null
          kind text not null
          deleted_at timestamptz
          pk_Device primary key (id)
          uq_Device_serial unique (serial)
          ck_Device_kind kind in (http_server, infusion_pump)
        table HTTPServer
          id integer not null
          port integer
          pk_HTTPServer primary key (id)
          fk_HTTPServer_id (id) -> Device (id) cascade
        table InfusionPump
          id integer not null
          max_rate decimal(6,2) not null
          maker integer
          pk_InfusionPump primary key (id)
          fk_InfusionPump_id (id) -> Device (id) cascade
          fk_InfusionPump_maker (maker) -> Device (id) no_action
          uq_InfusionPump_max_rate unique (max_rate)
        ",
    );
    let today = schema_with(DEVICES, &dazzle());
    assert!(today.table(&name("InfusionPump")).unwrap().uniques.is_empty());
    let model = model(DEVICES);
    assert_eq!(
        model.entity("Device").unwrap().subtypes,
        ["HTTPServer", "InfusionPump"]
    );
}

fn tenants(block: &str) -> String {
    format!(
        "
tenancy:
{block}
entity Org:
  archetype: tenant
  id: uuid pk
  slug: slug unique
entity Country:
  code: str(2) unique
entity Plan:
  domain: platform
  x: int
entity Login:
  archetype: user
  email: email unique
entity Task:
  title: str(80) unique
  parent: ref Task
  country: ref Country
  org: ref Org
  unique org, title
entity Link:
  archetype: user_membership
  note: text
entity Device:
  serial: text
entity Pump:
  subtype_of: Device
  rate: int unique
  task: ref Task
entity Visit:
  tenant_id: uuid
  pump: ref Pump
  task: ref Task required
"
    )
}

#[test]
fn tenancy_shared_schema() {
    let text = tenants("  mode: shared_schema\n  partition_key: tenant_id\n  entities_excluded: [Country]\n");
    check_table(
        &text,
        "Task",
        "
        table Task
          id uuid not null
          tenant_id uuid not null = sql(postgresql: NULLIF(current_setting('dazzle.tenant_id', true), '')::UUID)
          title varchar(80)
          parent uuid
          country uuid
          org uuid
          pk_Task primary key (id)
          fk_Task_country (country) -> Country (id) no_action
          fk_Task_org (org) -> Org (id) no_action
          fk_Task_tenant_id (tenant_id) -> Org (id) no_action
          fk_Task_tenant_id_parent (tenant_id, parent) -> Task (tenant_id, id) no_action
          uq_Task_org_title unique (org, title)
          uq_Task_tenant_id_id unique (tenant_id, id)
          uq_Task_tenant_id_title unique (tenant_id, title)
          ix_Task_tenant_id index (tenant_id)
        ",
    );
    // A child has no key; its references are plain, and so are those to it.
    check_table(
        &text,
        "Pump",
        "
        table Pump
          id uuid not null
          rate integer
          task uuid
          pk_Pump primary key (id)
          fk_Pump_id (id) -> Device (id) cascade
          fk_Pump_task (task) -> Task (id) no_action
          uq_Pump_rate unique (rate)
        ",
    );
    // A declared key is used as it is.
    check_table(
        &text,
        "Visit",
        "
        table Visit
          id uuid not null
          tenant_id uuid = sql(postgresql: NULLIF(current_setting('dazzle.tenant_id', true), '')::UUID)
          pump uuid
          task uuid not null
          pk_Visit primary key (id)
          fk_Visit_pump (pump) -> Pump (id) no_action
          fk_Visit_tenant_id_task (tenant_id, task) -> Task (tenant_id, id) no_action
          uq_Visit_tenant_id_id unique (tenant_id, id)
          ix_Visit_tenant_id index (tenant_id)
        ",
    );
    let schema = schema(&text);
    for free in ["Org", "Country", "Plan", "Login", "Link", "Pump"] {
        assert!(
            !schema
                .table(&name(free))
                .unwrap()
                .columns
                .contains_key(&name("tenant_id")),
            "{free}"
        );
    }
    assert!(
        schema
            .table(&name("Device"))
            .unwrap()
            .columns
            .contains_key(&name("tenant_id"))
    );
}

#[test]
fn tenancy_modes_and_keys() {
    let single = schema(&tenants("  mode: single\n"));
    assert!(
        !single
            .table(&name("Task"))
            .unwrap()
            .columns
            .contains_key(&name("tenant_id"))
    );
    assert!(
        single
            .table(&name("Task"))
            .unwrap()
            .uniques
            .contains_key(&name("uq_Task_title"))
    );
    // The Python tool does not look at these two lines.
    let text = tenants("  mode: single\n  partition_key: owner_id\n");
    let today = schema_with(&text, &dazzle());
    assert!(
        today
            .table(&name("Task"))
            .unwrap()
            .columns
            .contains_key(&name("tenant_id"))
    );
    let keyed = schema(&tenants("  partition_key: owner_id\n  exclude: [Country]\n"));
    let task = keyed.table(&name("Task")).unwrap();
    assert!(task.columns.contains_key(&name("owner_id")));
    assert!(task.foreign_keys.contains_key(&name("fk_Task_owner_id_parent")));
    assert!(!keyed.table(&name("Visit")).unwrap().columns.is_empty());
}

#[test]
fn without_a_tenant_entity_nothing_is_injected() {
    let text = "tenancy:\n  mode: shared_schema\nentity A:\n  a: int unique\n";
    check_table(
        text,
        "A",
        "
        table A
          id uuid not null
          a integer
          pk_A primary key (id)
          uq_A_a unique (a)
        ",
    );
}

#[test]
fn an_int_tenant_key_is_cast_to_its_type() {
    let text = "
tenancy:
  mode: shared_schema
entity Org:
  archetype: tenant
  id: int pk
entity A:
  parent: ref A
  parts: has_many A cascade
";
    let described = describe(&schema(text));
    assert!(
        described.contains("tenant_id integer not null = sql(postgresql: NULLIF(current_setting('dazzle.tenant_id', true), '')::INTEGER)"),
        "{described}"
    );
    assert!(
        described.contains("fk_A_tenant_id_parent (tenant_id, parent) -> A (tenant_id, id) cascade"),
        "{described}"
    );
}

#[test]
fn nullify_never_empties_the_tenant_key() {
    check_warning(
        "
tenancy:
  mode: shared_schema
entity Org:
  archetype: tenant
  a: int
entity A:
  parent: ref A
  parts: has_many A nullify
",
        "
  parts: has_many A nullify
                    ^^^^^^^ nullify-tenant-key: `A.parent` refers together with the tenant key, which must not be emptied; `nullify` has no effect",
    );
}
