//! Reading one row by id: the real server beside an endpoint written by hand with the same libraries.
//!
//! Each is a process of its own, and both serve the same row of the same database. `wrk` asks first one, then the
//! other, in several rounds. Printed are the best figures of each and the median of the rounds' ratios: two turns that
//! follow each other meet the same machine, and one disturbed round does not count. The goal is a ratio of at least
//! 0.6.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::io::{BufRead as _, BufReader};
use std::process::Command;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use dazzle_db::DatabaseUrl;
use dazzle_schema::Dialect;
use dazzle_testkit::{Dazzle, Running};
use serde_json::{Value, json};
use sqlx::{PgPool, Row, SqlitePool};
use support::server::{Server, ask};
use support::{BINARY, BOTH, Kind, Workplace};
use tokio::net::TcpListener;

const DSL: &str = include_str!("../../../examples/helpdesk/dsl/helpdesk.dsl");
const SETTINGS: &str = include_str!("../../../examples/helpdesk/dazzle.toml");
const TOKEN: &str = "a-long-random-text";
const ID: &str = "0198f2a4-7c11-7d3e-9a52-0c6f1b2d3e4f";
const CLIENTS: &str = "8";
const SECONDS: &str = "3";
const ROUNDS: usize = 7;
/// The argument with which this program is the endpoint written by hand, on the database named behind it.
const BY_HAND: &str = "by-hand";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, word, url] = arguments.as_slice()
        && word == BY_HAND
    {
        serve_by_hand(&DatabaseUrl::parse(url).unwrap());
        return;
    }
    for kind in BOTH {
        compare(kind);
    }
}

fn compare(kind: Kind) {
    let place = Workplace::new(kind, DSL);
    place.project.write("dazzle.toml", SETTINGS);
    place.ok(&["db", "revision", "-m", "first"]);
    place.ok(&["db", "upgrade"]);
    place.database.sql(&format!(
        "INSERT INTO \"Customer\" (\"id\", \"email\", \"name\", \"created_at\") VALUES ('{ID}', 'ada@example.org', 'Ada', \
         '2026-01-31 12:00:00')"
    ));
    let production = Dazzle::new(BINARY, place.project.path())
        .env("DATABASE_URL", place.database.url())
        .env("DAZZLE_ENV", "production")
        .env("DAZZLE_API_TOKEN", TOKEN);
    let ours = Server::start(&production, &[]);
    let (_by_hand, theirs) = start_by_hand(&place);
    let addresses = [
        format!("{}/api/Customer/{ID}", ours.address),
        format!("{theirs}/customers/{ID}"),
    ];
    let rows = addresses.each_ref().map(|address| read(address));
    assert_eq!(rows[0]["email"], "ada@example.org");
    assert_eq!(rows[0]["id"], rows[1]["id"]);

    let rounds: Vec<[Figures; 2]> = (0..ROUNDS)
        .map(|_| addresses.each_ref().map(|address| wrk(address)))
        .collect();
    let best = |of: usize| {
        let mut rounds: Vec<&Figures> = rounds.iter().map(|round| &round[of]).collect();
        rounds.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
        let best = rounds[ROUNDS - 1];
        format!("{:.0} requests/s, p99 {}", best.per_second, best.p99)
    };
    let mut ratios: Vec<f64> = rounds
        .iter()
        .map(|[ours, theirs]| ours.per_second / theirs.per_second)
        .collect();
    ratios.sort_by(f64::total_cmp);
    println!(
        "{kind:?}: {}; by hand {}; ratio {:.2} (median; {:.2} to {:.2})",
        best(0),
        best(1),
        ratios[ROUNDS / 2],
        ratios[0],
        ratios[ROUNDS - 1]
    );
    assert_eq!(ours.stop(), Some(0));
}

fn start_by_hand(place: &Workplace) -> (Running, String) {
    let this = std::env::current_exe().unwrap();
    let mut process =
        Dazzle::new(this, place.project.path()).start([BY_HAND.to_owned(), place.database.url()]);
    let mut address = String::new();
    BufReader::new(process.stdout.take().unwrap())
        .read_line(&mut address)
        .unwrap();
    (process, address.trim().to_owned())
}

fn read(address: &str) -> Value {
    let (host, path) = address.split_once('/').unwrap();
    let token = format!("authorization: Bearer {TOKEN}\r\n");
    let answer = ask(host, "GET", &format!("/{path}"), &token, "").unwrap();
    assert_eq!(answer.status, 200, "{answer:?}");
    serde_json::from_str(&answer.body).unwrap()
}

/// What `wrk` measured.
struct Figures {
    per_second: f64,
    /// As it is written.
    p99: String,
}

fn wrk(address: &str) -> Figures {
    let output = Command::new("wrk")
        .args(["-t", "1", "-c", CLIENTS, "-d", SECONDS, "--latency"])
        .args(["-H", &format!("Authorization: Bearer {TOKEN}")])
        .arg(format!("http://{address}"))
        .output()
        .expect("this needs `wrk`: apt-get install wrk");
    let text = String::from_utf8(output.stdout).unwrap();
    for failure in ["Non-2xx", "Socket errors"] {
        assert!(!text.contains(failure), "{text}");
    }
    let after = |word: &str| {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(word));
        line.unwrap_or_else(|| panic!("no `{word}` in {text}"))
            .trim()
            .to_owned()
    };
    Figures {
        per_second: after("Requests/sec:").parse().unwrap(),
        p99: after("99%"),
    }
}

/// What somebody writes who wants just this.
#[tokio::main]
async fn serve_by_hand(url: &DatabaseUrl) {
    let router = match url.dialect() {
        Dialect::Postgresql => {
            let options = url.postgresql_options().unwrap().clone();
            let pool = sqlx::postgres::PgPoolOptions::new()
                .max_connections(10)
                .connect_with(options)
                .await
                .unwrap();
            Router::new()
                .route("/customers/{id}", get(from_postgresql))
                .with_state(pool)
        }
        Dialect::Sqlite => {
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(url.sqlite_path().unwrap());
            let pool = sqlx::sqlite::SqlitePoolOptions::new()
                .max_connections(10)
                .connect_with(options)
                .await
                .unwrap();
            Router::new()
                .route("/customers/{id}", get(from_sqlite))
                .with_state(pool)
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    axum::serve(listener, router).await.unwrap();
}

macro_rules! endpoint {
    ($name:ident, $pool:ty, $sql:literal) => {
        async fn $name(State(pool): State<$pool>, Path(id): Path<String>) -> impl IntoResponse {
            let row = sqlx::query($sql).bind(id).fetch_optional(&pool).await;
            match row {
                Ok(Some(row)) => Json(json!({
                    "id": row.get::<String, _>(0),
                    "email": row.get::<String, _>(1),
                    "name": row.get::<String, _>(2),
                    "company": row.get::<Option<String>, _>(3),
                    "timezone": row.get::<Option<String>, _>(4),
                    "created_at": row.get::<Option<String>, _>(5),
                }))
                .into_response(),
                Ok(None) => StatusCode::NOT_FOUND.into_response(),
                Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, [(header::RETRY_AFTER, "1")]).into_response(),
            }
        }
    };
}

endpoint!(
    from_postgresql,
    PgPool,
    "SELECT id::text, email, name, company, timezone, created_at::text FROM \"Customer\" WHERE id = $1::uuid"
);
endpoint!(
    from_sqlite,
    SqlitePool,
    "SELECT id, email, name, company, timezone, created_at FROM \"Customer\" WHERE id = ?1"
);
