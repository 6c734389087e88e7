//! PgBouncer in transaction mode: migrating through it is refused, the guard works.

use dazzle_testkit::pgbouncer::PgBouncer;

use crate::deployed;
use crate::support::{Database, Kind};

#[test]
fn a_pooler_in_transaction_mode_is_refused_to_migrations_and_serves_the_guard() {
    let production = deployed(Kind::Postgresql);
    let Database::Postgresql(database) = &production.place.database else {
        panic!("another kind")
    };
    for size in [1, 5] {
        let pooler = PgBouncer::start(database, size);
        let through = production
            .place
            .dazzle
            .clone()
            .env("DATABASE_URL", &pooler.url_text);
        for _ in 0..3 {
            let output = through.run(["guard"]);
            assert_eq!(output.code, 0, "{output}");
        }
        let refused = through.run(["db", "rollback"]);
        assert_eq!(refused.code, 1, "{refused}");
        assert!(
            refused.stderr.contains("leads to a pooler in transaction mode"),
            "{refused}"
        );
        // Neither did anything happen nor is a lock left behind.
        assert_eq!(production.place.at(), ["r3"]);
        production.place.ok(&["db", "upgrade", "--lock-timeout", "5"]);
        let output = through.run(["db", "status"]);
        assert_eq!(output.code, 0, "{output}");
    }
}
