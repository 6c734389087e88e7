//! Reading one row by id: the data API beside an endpoint written by hand with the same libraries.
//!
//! Both serve the same table over loopback, one after the other in several rounds, to the same number of clients that
//! keep their connections. Printed are requests per second of each, the ratio, and the slowest hundredth of ours. The
//! goal is a ratio of at least 0.6.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    missing_docs
)]

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use dazzle_db::{DatabaseUrl, Session, SessionOptions};
use dazzle_dsl::{Naming, Settings, SourceFile, load, project};
use dazzle_schema::Dialect;
use dazzle_server::{Application, Database, PoolOptions, Readiness, ServerOptions, router, serve};
use dazzle_testkit::{postgres, sqlite};
use serde_json::json;
use sqlx::{PgPool, Row, SqlitePool};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

const DSL: &str = include_str!("../../../examples/helpdesk/dsl/helpdesk.dsl");
const CLIENTS: usize = 8;
const ROUND: Duration = Duration::from_secs(3);
const ROUNDS: usize = 4;
const ID: &str = "0198f2a4-7c11-7d3e-9a52-0c6f1b2d3e4f";

fn main() {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(async {
            let folder = sqlite::temp_database();
            compare("SQLite", &folder.url).await;
            let server = tokio::task::spawn_blocking(postgres::temp_database)
                .await
                .unwrap();
            compare("PostgreSQL", &server.url).await;
        });
}

async fn compare(name: &str, url: &DatabaseUrl) {
    let ours = start(ours(url).await).await;
    let theirs = start(theirs(url).await).await;
    // Once each to warm up, and both must give the same row.
    let paths = [format!("/api/Customer/{ID}"), format!("/customers/{ID}")];
    let rows = [one(ours, &paths[0]).await, one(theirs, &paths[1]).await];
    assert_eq!(rows[0]["email"], "ada@example.org");
    assert_eq!(rows[0]["id"], rows[1]["id"]);
    let (mut of_ours, mut of_theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        of_ours.extend(load_with(ours, &paths[0]).await);
        of_theirs.extend(load_with(theirs, &paths[1]).await);
    }
    of_ours.sort_unstable();
    let seconds = ROUND.as_secs_f64() * ROUNDS as f64;
    let rates = [of_ours.len() as f64 / seconds, of_theirs.len() as f64 / seconds];
    println!(
        "{name}: {:.0} requests/s, by hand {:.0} requests/s, ratio {:.2}, p99 {:?}",
        rates[0],
        rates[1],
        rates[0] / rates[1],
        of_ours[of_ours.len() * 99 / 100]
    );
}

async fn start(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, router, std::future::pending()));
    address
}

async fn ours(url: &DatabaseUrl) -> Router {
    let settings = Settings::default();
    let model = load(&[SourceFile::new("helpdesk.dsl", DSL)], &settings)
        .into_model()
        .unwrap();
    let schema = project(&model, &settings).schema;
    let options = SessionOptions {
        create_if_missing: true,
        ..SessionOptions::default()
    };
    let mut session = Session::connect(url, &options).await.unwrap();
    for statement in dazzle_sql::create_schema_sql(url.dialect(), &schema).unwrap() {
        session.execute(&statement).await.unwrap();
    }
    let row = format!(
        "INSERT INTO \"Customer\" (\"id\", \"email\", \"name\", \"created_at\") VALUES ('{ID}', 'ada@example.org', 'Ada', \
         '2026-01-31 12:00:00')"
    );
    session.execute(&row).await.unwrap();
    session.close().await;
    let database = Database::connect(url, &PoolOptions::default()).await.unwrap();
    let application = Application::new(&model, &schema, Naming::Verbatim);
    router(
        watch::channel(Arc::new(application)).1,
        database,
        ServerOptions::production(Some("token")).unwrap(),
        watch::channel(Readiness::Ready).1,
    )
}

/// What somebody writes who wants just this.
async fn theirs(url: &DatabaseUrl) -> Router {
    match url.dialect() {
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
    }
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

/// How long each request took, of all clients.
async fn load_with(address: SocketAddr, path: &str) -> Vec<Duration> {
    let tasks: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let path = path.to_owned();
            tokio::spawn(async move {
                let mut client = Client::connect(address, &path).await;
                let started = Instant::now();
                let mut times = Vec::new();
                while started.elapsed() < ROUND {
                    let asked = Instant::now();
                    client.ask().await;
                    times.push(asked.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.unwrap());
    }
    times
}

async fn one(address: SocketAddr, path: &str) -> serde_json::Value {
    serde_json::from_slice(&Client::connect(address, path).await.ask().await).unwrap()
}

/// A client that sends one request again and again and reads the answers by their length.
struct Client {
    stream: TcpStream,
    request: Vec<u8>,
    buffer: Vec<u8>,
}

impl Client {
    async fn connect(address: SocketAddr, path: &str) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer token\r\n\r\n");
        Self {
            stream,
            request: request.into_bytes(),
            buffer: vec![0; 16_384],
        }
    }

    async fn ask(&mut self) -> Vec<u8> {
        self.stream.write_all(&self.request).await.unwrap();
        let mut filled = 0;
        loop {
            filled += self.stream.read(&mut self.buffer[filled..]).await.unwrap();
            let text = std::str::from_utf8(&self.buffer[..filled]).unwrap();
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                assert!(head.starts_with("HTTP/1.1 200"), "{text}");
                let length: usize = head
                    .lines()
                    .filter_map(|line| line.split_once(": "))
                    .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                    .and_then(|(_, value)| value.parse().ok())
                    .unwrap();
                if body.len() >= length {
                    return body.as_bytes().to_vec();
                }
            }
        }
    }
}
