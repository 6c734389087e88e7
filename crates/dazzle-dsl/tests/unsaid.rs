//! What the DSL cannot say is kept; what it can say and does not, goes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    missing_docs
)]

mod common;

use common::cases::cases;
use dazzle_dsl::{FormerNames, Settings, complete};
use dazzle_schema::Schema;

#[track_caller]
fn assert_nothing_kept(what: &str, said: &Schema, there: &Schema, settings: &Settings, former: &FormerNames) {
    let completed = complete(said, there, settings, former);
    assert!(completed.unsaid.is_empty(), "{what}: {:#?}", completed.unsaid);
    assert!(completed.schema == *said, "{what}");
}

/// Whatever the DSL said once, it can take back: nothing that it can say is kept against it.
#[test]
fn nothing_that_dsl_said_is_kept_against_it() {
    let cases = cases();
    let none = FormerNames::default();
    for case in &cases {
        let (name, settings, after) = (&case.name, &case.settings, &case.after.schema);
        assert_nothing_kept(name, after, after, settings, &none);
        if let Some(before) = &case.before {
            let former = FormerNames::of(&case.after.hints);
            assert_nothing_kept(name, after, &before.schema, settings, &former);
            assert_nothing_kept(name, &before.schema, after, settings, &none);
        }
    }
    // All against all with the same settings: many share names of entities and fields.
    for one in &cases {
        for other in cases.iter().filter(|other| other.settings == one.settings) {
            let what = format!("{} / {}", one.name, other.name);
            assert_nothing_kept(
                &what,
                &one.after.schema,
                &other.after.schema,
                &one.settings,
                &none,
            );
        }
    }
}
