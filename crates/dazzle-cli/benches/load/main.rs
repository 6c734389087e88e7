//! The real server under load: `DAZZLE_ENV=production dazzle serve` on SQLite and on PostgreSQL.
//!
//! Clients read and write at full speed over connections that they keep, while the guard looks again every five
//! seconds. In the middle the server is asked to end, waited for, and started again on the same port. Afterwards every
//! write that was acknowledged must be in the database, with its values. Outside of the restart nothing may fail: no
//! status that was not expected, no connection refused or cut. Else this ends with exit code 1.
//!
//! `DAZZLE_LOAD_SECONDS` says how long each database is under load; 60 if it does not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

#[path = "../../tests/support/mod.rs"]
mod support;

mod client;
mod report;
mod worker;

use std::collections::HashMap;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use dazzle_testkit::Dazzle;
use report::{Report, Restart};
use support::server::Server;
use support::{BINARY, BOTH, Kind, Workplace};
use worker::Worker;

const DSL: &str = include_str!("../../../../examples/helpdesk/dsl/helpdesk.dsl");
const SETTINGS: &str = include_str!("../../../../examples/helpdesk/dazzle.toml");
const TOKEN: &str = "a-long-random-text";
const CLIENTS: usize = 16;
const RECHECK_SECONDS: &str = "5";

fn main() -> ExitCode {
    let seconds = std::env::var("DAZZLE_LOAD_SECONDS").map_or(60, |text| {
        text.parse()
            .expect("DAZZLE_LOAD_SECONDS is a whole number of seconds")
    });
    let mut all_well = true;
    for kind in BOTH {
        let report = load(kind, Duration::from_secs(seconds));
        report.print(kind);
        all_well &= report.is_well();
    }
    if all_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Half of the time on one server, half on the next.
fn load(kind: Kind, length: Duration) -> Report {
    let place = Workplace::new(kind, DSL);
    place.project.write("dazzle.toml", SETTINGS);
    place.ok(&["db", "revision", "-m", "first"]);
    place.ok(&["db", "upgrade"]);
    let production = Dazzle::new(BINARY, place.project.path())
        .env("DATABASE_URL", place.database.url())
        .env("DAZZLE_ENV", "production")
        .env("DAZZLE_API_TOKEN", TOKEN);
    let serve = |port: &str| Server::start(&production, &["--port", port, "--recheck", RECHECK_SECONDS]);
    let mut server = serve("0");
    let address = server.address.clone();
    let port = address.rsplit(':').next().unwrap().to_owned();

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let is_over = Arc::new(AtomicBool::new(false));
    let started = Instant::now();
    let workers: Vec<_> = (0..CLIENTS)
        .map(|number| {
            let worker = Worker::new(number, &address, TOKEN);
            runtime.spawn(worker.run(Arc::clone(&is_over)))
        })
        .collect();

    std::thread::sleep(length / 2);
    let mut peaks = vec![report::peak_memory(server.id())];
    let begun = Instant::now();
    let mut exits = vec![server.stop()];
    let stopped = Instant::now();
    server = serve(&port);
    let restart = Restart {
        begun,
        stopped,
        ended: Instant::now(),
    };
    std::thread::sleep(length.saturating_sub(started.elapsed()));
    is_over.store(true, Ordering::Relaxed);
    let length = started.elapsed();
    let done = runtime.block_on(async {
        let mut done = Vec::new();
        for worker in workers {
            done.push(worker.await.unwrap());
        }
        done
    });
    peaks.push(report::peak_memory(server.id()));
    exits.push(server.stop());

    let found: HashMap<i64, String> = place
        .database
        .sql("SELECT id, subject FROM \"Ticket\"")
        .into_iter()
        .map(|row| {
            let mut values = row.into_iter().flatten();
            let id = values.next().unwrap().parse().unwrap();
            (id, values.next().unwrap())
        })
        .collect();
    Report::new(started, length, restart, exits, peaks, done, &found)
}
