//! Clients that take more than they should, over real connections: others are answered all the same.

use std::net::SocketAddr;
use std::time::Duration;

use dazzle_schema::Dialect;
use dazzle_server::{ConnectionLimits, ServerOptions, serve_within};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::support::{Api, DIALECTS, HELPDESK, start, start_with};

const HEALTH: &str = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
/// How long anything here may take.
const LONG: Duration = Duration::from_secs(30);

fn strict() -> ConnectionLimits {
    ConnectionLimits {
        connections: 8,
        head: Duration::from_secs(1),
        exchange: Duration::from_secs(1),
        ..ConnectionLimits::default()
    }
}

async fn serve(api: &Api, limits: ConnectionLimits) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = api.router.clone();
    tokio::spawn(async move { serve_within(&limits, listener, router, std::future::pending()).await });
    address
}

async fn connect(address: SocketAddr, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

/// Everything up to the end of the connection, however it ends.
async fn rest(stream: &mut TcpStream) -> String {
    let mut out = Vec::new();
    drop(timeout(LONG, stream.read_to_end(&mut out)).await.unwrap());
    String::from_utf8_lossy(&out).into_owned()
}

async fn is_answered(address: SocketAddr) {
    let mut stream = connect(
        address,
        &HEALTH.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"),
    )
    .await;
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn idle_connections_make_room_for_others() {
    let api = start(Dialect::Sqlite, HELPDESK).await;
    let limits = ConnectionLimits {
        head: Duration::from_secs(3_600),
        ..strict()
    };
    let address = serve(&api, limits).await;
    let mut idle = Vec::new();
    for at in 0..8 {
        let mut stream = connect(address, if at % 2 == 0 { HEALTH } else { "" }).await;
        if at % 2 == 0 {
            let mut first = [0; 15];
            stream.read_exact(&mut first).await.unwrap();
            assert_eq!(&first, b"HTTP/1.1 200 OK");
        }
        idle.push(stream);
    }
    for _ in 0..20 {
        is_answered(address).await;
    }
    for stream in &mut idle {
        rest(stream).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn heads_that_never_end_keep_nobody_out() {
    let api = start(Dialect::Sqlite, HELPDESK).await;
    let address = serve(&api, strict()).await;
    let mut slow = Vec::new();
    for _ in 0..8 {
        slow.push(connect(address, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ").await);
    }
    is_answered(address).await;
    for stream in &mut slow {
        rest(stream).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_has_a_limited_length() {
    let api = start(Dialect::Sqlite, HELPDESK).await;
    let address = serve(&api, ConnectionLimits::default()).await;
    let with = |bytes: usize| HEALTH.replace("Host:", &format!("X-Long: {}\r\nHost:", "x".repeat(bytes)));
    let mut stream = connect(address, &with(20_000)).await;
    let mut first = [0; 15];
    stream.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");
    let mut stream = TcpStream::connect(address).await.unwrap();
    // It may hang up before it has everything.
    drop(stream.write_all(with(1024 * 1024).as_bytes()).await);
    let answer = rest(&mut stream).await;
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 431 "),
        "{answer}"
    );
    is_answered(address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_nobody_takes_is_given_up() {
    let api = start(Dialect::Sqlite, "entity A:\n  id: int pk\n  s: text\n").await;
    // More than the system keeps for a connection.
    api.sql(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO \"A\" SELECT i, \
         hex(zeroblob(50000)) FROM n",
    )
    .await;
    let limits = ConnectionLimits {
        connections: 1,
        ..strict()
    };
    let address = serve(&api, limits).await;
    let stuck = connect(
        address,
        "GET /api/A?limit=200 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    )
    .await;
    stuck.readable().await.unwrap();
    // There is one place.
    is_answered(address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_never_end_are_given_up() {
    let mut options = ServerOptions::local();
    options.request_limit = Duration::from_secs(2);
    let api = start_with(Dialect::Sqlite, HELPDESK, options).await;
    let address = serve(&api, ConnectionLimits::default()).await;
    let head = "POST /api/Customer HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
                Transfer-Encoding: chunked\r\n\r\n";
    // One that stops in the middle, one that goes on and on.
    let mut silent = connect(address, &format!("{head}5\r\n{{\"a\":\r\n")).await;
    let mut endless = connect(address, head).await;
    let chunk = format!("1000\r\n{}\r\n", " ".repeat(0x1000));
    let pour = async {
        let mut sent = 0;
        while endless.write_all(chunk.as_bytes()).await.is_ok() {
            sent += chunk.len();
        }
        sent
    };
    let sent = timeout(LONG, pour).await.unwrap();
    // The limit, and what lies in buffers on the way.
    assert!(sent < 16 * 1024 * 1024, "{sent}");
    let answer = rest(&mut silent).await;
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    is_answered(address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_sent_ahead_are_answered_in_turn() {
    let api = start(Dialect::Sqlite, HELPDESK).await;
    let address = serve(&api, strict()).await;
    let text: String = (0..50)
        .map(|at| format!("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: r{at}\r\n\r\n"))
        .collect();
    let mut stream = connect(address, &text).await;
    let answers = rest(&mut stream).await;
    let ids: Vec<&str> = answers
        .lines()
        .filter_map(|line| line.strip_prefix("x-request-id: "))
        .collect();
    let expected: Vec<String> = (0..50).map(|at| format!("r{at}")).collect();
    assert_eq!(ids, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_clients_share_ten_connections() {
    for dialect in DIALECTS {
        let api = start(dialect, HELPDESK).await;
        let address = serve(&api, ConnectionLimits::default()).await;
        let clients: Vec<_> = (0..200)
            .map(|at| {
                tokio::spawn(async move {
                    let body = format!("{{\"email\":\"{at}@example.org\",\"name\":\"x\"}}");
                    let text = format!(
                        "POST /api/Customer HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
                         Content-Length: {}\r\n\r\n{body}GET /api/Customer?limit=5 HTTP/1.1\r\nHost: localhost\r\n\
                         Connection: close\r\n\r\n",
                        body.len()
                    );
                    rest(&mut connect(address, &text).await).await
                })
            })
            .collect();
        for client in clients {
            let answers = client.await.unwrap();
            assert!(answers.starts_with("HTTP/1.1 201 Created"), "{answers}");
            assert!(answers.contains("HTTP/1.1 200 OK"), "{answers}");
        }
        let count = api.get("/api/Customer?limit=200").await.expect(200).json();
        assert_eq!(count["items"].as_array().unwrap().len(), 200);
    }
}
