//! Over a real listener.

use std::sync::Arc;
use std::time::Duration;

use dazzle_dsl::{Naming, Settings, SourceFile, load};
use dazzle_schema::{Dialect, Schema};
use dazzle_server::{Application, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::support::{HELPDESK, start};

async fn ask(stream: &mut TcpStream, text: &str) -> String {
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut out = vec![0; 65_536];
    let read = stream.read(&mut out).await.unwrap();
    String::from_utf8_lossy(&out[..read]).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_is_under_way_ends_before_the_server_does() {
    let api = start(Dialect::Sqlite, HELPDESK).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(serve(listener, api.router.clone(), async {
        stopped.await.ok();
    }));
    let mut idle = TcpStream::connect(address).await.unwrap();
    let answer = ask(&mut idle, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");

    // Half of a request, then the signal, then the other half.
    let mut busy = TcpStream::connect(address).await.unwrap();
    let body = "{\"email\":\"a@b\",\"name\":\"x\"}";
    let head = format!(
        "POST /api/Customer HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    busy.write_all(head.as_bytes()).await.unwrap();
    busy.write_all(&body.as_bytes()[..5]).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!server.is_finished());
    assert!(TcpStream::connect(address).await.is_err());
    let answer = ask(&mut busy, &body[5..]).await;
    assert!(answer.starts_with("HTTP/1.1 201 Created"), "{answer}");
    tokio::time::timeout(Duration::from_secs(5), server)
        .await
        .unwrap()
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_model_is_served_from_the_next_request_on() {
    let api = start(Dialect::Sqlite, "entity A:\n  id: int pk\n  n: int\n").await;
    api.get("/api/A").await.expect(200);
    api.sql("CREATE TABLE \"B\" (\"id\" INTEGER PRIMARY KEY)").await;
    let settings = Settings::default();
    let dsl = "entity A:\n  id: int pk\n\nentity B:\n  id: int pk\n\nentity C:\n  id: int pk\n";
    let model = load(&[SourceFile::new("a.dsl", dsl)], &settings)
        .into_model()
        .unwrap();
    let whole = dazzle_dsl::project(&model, &settings).schema;
    // `C` was left out of the database.
    let schema: Schema = whole
        .tables()
        .filter(|table| table.name != *"C")
        .cloned()
        .collect();
    let application = Application::new(&model, &schema, Naming::Verbatim);
    let left_out: Vec<&str> = application
        .left_out()
        .iter()
        .map(|left| left.entity.as_str())
        .collect();
    assert_eq!(left_out, ["C"]);
    api.application.send(Arc::new(application)).unwrap();
    api.get("/api/B").await.expect(200);
    api.get("/api/C").await.expect(404);
    api.get("/api/A?n=1").await.expect(400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_migration_may_happen_under_the_server() {
    let dsl = "entity A:\n  id: uuid pk\n  s: str(10)\n  n: int\n  f: float\n  d: decimal(6,2)\n";
    let api = start(Dialect::Postgresql, dsl).await;
    let body = serde_json::json!({"s": "x", "n": 1, "f": 0.5, "d": "1.5"});
    let path = api
        .post("/api/A", &body)
        .await
        .expect(201)
        .header("location")
        .to_owned();
    for change in [
        "ALTER COLUMN \"s\" TYPE varchar(200)",
        "ALTER COLUMN \"s\" TYPE text",
        "ALTER COLUMN \"n\" TYPE bigint",
        "ALTER COLUMN \"d\" TYPE numeric(9,2)",
        "ADD COLUMN \"more\" text",
    ] {
        for _ in 0..3 {
            api.get(&path).await.expect(200);
            api.get("/api/A").await.expect(200);
            api.patch(&path, "*", &serde_json::json!({"n": 2}))
                .await
                .expect(200);
        }
        api.sql(&format!("ALTER TABLE \"A\" {change}")).await;
        api.get(&path).await.expect(200);
        api.get("/api/A").await.expect(200);
        api.patch(&path, "*", &serde_json::json!({"n": 3}))
            .await
            .expect(200);
    }
}
