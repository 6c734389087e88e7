//! Backfills that are killed at random points and begun again: in the end the same rows, each gone through once.
//!
//! `DAZZLE_BACKFILL_ROWS` and `DAZZLE_BACKFILL_KILLS` make it longer.

use std::time::{Duration, Instant};

use crate::support::{Kind, Random, finish};
use crate::{FILL, filled, with_rows};

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap())
}

fn killed_at_random_points(kind: Kind) {
    let rows = setting("DAZZLE_BACKFILL_ROWS", 60_000);
    let kills = setting("DAZZLE_BACKFILL_KILLS", 8);
    // What was gone through counts, so that a batch that is done twice is seen.
    let sql = FILL.replace("SET", "SET \"title\" = \"title\" || '!',");
    let undisturbed = with_rows(kind, rows, &sql);
    let started = Instant::now();
    undisturbed.ok(&["db", "upgrade"]);
    let whole = started.elapsed();

    let place = with_rows(kind, rows, &sql);
    let mut random = Random::new();
    let (mut half_done, mut last) = (0, 0);
    // Spread over twice the time, since a dead run's batch is lost and each start takes a while.
    let each = whole * 2 / u32::try_from(kills).unwrap();
    for kill in 0..kills {
        let after = Duration::from_micros(random.below(u64::try_from(each.as_micros()).unwrap()));
        let mut child = place.dazzle.start(["db", "upgrade"]);
        std::thread::sleep(after);
        child.kill().unwrap();
        finish(child);
        let status = place.json(0, &["db", "status"]);
        if let Some(now) = status["half_done"]["rows"].as_u64() {
            half_done += 1;
            assert!(now >= last, "kill {kill}: {now} after {last}");
            last = now;
        }
    }
    let output = place.ok(&["db", "upgrade"]);
    eprintln!(
        "{kind:?}: {rows} rows in {whole:.1?}; {kills} kills, {half_done} left it half done, the last at {last} rows"
    );
    assert_eq!(place.at(), ["r2"], "{output}");
    assert_eq!(filled(&place), rows);
    assert_eq!(
        place
            .database
            .number("SELECT count(*) FROM \"Task\" WHERE \"title\" = 'row ' || \"id\" || '!'"),
        rows,
        "a row was gone through twice"
    );
    assert_eq!(place.database.catalogue(), undisturbed.database.catalogue());
    let open = place.log().iter().filter(|row| row["outcome"].is_null()).count();
    assert_eq!(open, 0);
    place.ok(&["db", "log", "verify"]);
    place.ok(&["db", "verify"]);
    assert!(half_done > 0, "no kill hit the backfill");
}

#[test]
fn kill_9_in_a_backfill_on_postgresql() {
    killed_at_random_points(Kind::Postgresql);
}

#[test]
fn kill_9_in_a_backfill_on_sqlite() {
    killed_at_random_points(Kind::Sqlite);
}
