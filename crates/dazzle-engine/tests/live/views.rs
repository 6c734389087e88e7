//! Trap 24: what stands on a column that changes its type.

use dazzle_engine::EngineError;

use crate::BOTH;
use crate::support::{Lab, Place, chain, destructive};

/// A view over a view over a column that changes its type: both are of the history, so both go and come again.
#[test]
fn trap_24_views_upon_views_follow_a_change_of_type() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "");
        lab.must_migrate_to("entity Task:\n  id: int pk\n  title: str(20) required\n  rank: int\n");
        lab.folder.write(
            "migrations/zz_views.toml",
            &format!(
                "revision = \"views\"\nrevises = [\"{}\"]\nmessage = \"views\"\ncreated_at = 2026-11-22T10:00:00Z\n\n\
                 [[upgrade]]\nop = \"create_view\"\nview = \"titles\"\nquery = 'SELECT \"id\", \"title\" FROM \"Task\"'\n\n\
                 [[upgrade]]\nop = \"create_view\"\nview = \"long_titles\"\n\
                 query = 'SELECT \"id\" FROM \"titles\" WHERE length(\"title\") > 3'\n\n\
                 [[downgrade]]\nop = \"drop_view\"\nview = \"long_titles\"\n\
                 query = 'SELECT \"id\" FROM \"titles\" WHERE length(\"title\") > 3'\n\n\
                 [[downgrade]]\nop = \"drop_view\"\nview = \"titles\"\nquery = 'SELECT \"id\", \"title\" FROM \"Task\"'\n",
                lab.migrations().history.heads().into_iter().next().unwrap()
            ),
        );
        lab.upgrade(&destructive())
            .unwrap_or_else(|error| panic!("{dialect}: {}", chain(&error)));
        place.run("INSERT INTO \"Task\" (id, title, rank) VALUES (1, 'a long one', 1), (2, 'ab', 2)");
        lab.verified().unwrap();
        lab.must_migrate_to("entity Task:\n  id: int pk\n  title: str(200) required\n  rank: int\n");
        lab.verified().unwrap();
        assert_eq!(place.value("SELECT count(*) FROM long_titles"), "1");
        lab.downgrade("views", &destructive())
            .unwrap_or_else(|error| panic!("{dialect}: {}", chain(&error)));
        lab.verified().unwrap();
        assert_eq!(place.value("SELECT count(*) FROM long_titles"), "1");
    }
}

/// A view that history does not know stands in the way on PostgreSQL: the revision is rolled back as a whole, and the
/// view is named.
#[test]
fn trap_24_a_view_of_others_stops_the_revision_and_nothing_is_half_done() {
    let place = Place::new(dazzle_schema::Dialect::Postgresql);
    let lab = Lab::new(&place, "");
    lab.must_migrate_to("entity Task:\n  id: int pk\n  title: str(20) required\n  rank: int\n");
    place.run("CREATE VIEW by_hand AS SELECT rank FROM \"Task\"");
    let structure = place.catalogue();
    let outcome = lab.migrate_to(
        "entity Task:\n  id: int pk\n  title: str(20) required\n  rank: decimal(10,2)\n  more: int\n",
    );
    let Err(error @ EngineError::Run { .. }) = outcome else {
        panic!("{outcome:?}")
    };
    assert!(chain(&error).contains("by_hand"), "{}", chain(&error));
    assert_eq!(place.catalogue(), structure);
}
