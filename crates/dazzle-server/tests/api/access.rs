//! Who may ask, and what the log says.

use dazzle_server::{OptionsError, Readiness, ServerOptions};
use serde_json::json;

use crate::support::{DIALECTS, HELPDESK, start, start_with};
use dazzle_schema::Dialect;

const TOKEN: &str = "f3b0c442-98fc-1c14";

#[test]
fn there_is_no_server_without_a_token() {
    for token in [None, Some(""), Some("  ")] {
        assert_eq!(
            ServerOptions::production(token).unwrap_err(),
            OptionsError::NoToken
        );
    }
    assert_eq!(
        ServerOptions::production(Some("two words")).unwrap_err(),
        OptionsError::UnusableToken
    );
    assert!(!format!("{:?}", ServerOptions::production(Some(TOKEN)).unwrap()).contains("f3b0"));
}

#[tokio::test(flavor = "multi_thread")]
async fn outside_local_mode_the_api_asks_for_the_token() {
    let api = start_with(
        Dialect::Sqlite,
        HELPDESK,
        ServerOptions::production(Some(TOKEN)).unwrap(),
    )
    .await;
    let right = format!("Bearer {TOKEN}");
    let lower = format!("bearer {TOKEN}");
    let longer = format!("Bearer {TOKEN}x");
    let basic = format!("Basic {TOKEN}");
    for path in [
        "/api/Customer",
        "/api/Customer/1",
        "/api/Nothing",
        "/api",
        "/api/",
        "/openapi.json",
        "/api/a/b/c",
    ] {
        for header in [
            None,
            Some("Bearer "),
            Some("Bearer x"),
            Some(&longer),
            Some(&basic),
            Some(TOKEN),
        ] {
            let headers: Vec<(&str, &str)> =
                header.map(|value| ("authorization", value)).into_iter().collect();
            let answer = api.send("GET", path, &headers, "").await.expect(401);
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
    }
    let twice = [
        ("authorization", right.as_str()),
        ("authorization", right.as_str()),
    ];
    api.send("GET", "/api/Customer", &twice, "").await.expect(401);
    api.send("OPTIONS", "/api/Customer", &[], "").await.expect(401);
    for header in [&right, &lower] {
        api.send("GET", "/api/Customer", &[("authorization", header)], "")
            .await
            .expect(200);
    }
    api.send("GET", "/openapi.json", &[("authorization", &right)], "")
        .await
        .expect(200);
    // Another host than this machine, and what is open to all.
    for path in ["/healthz", "/docs"] {
        api.send("GET", path, &[("host", "api.example.org")], "")
            .await
            .expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_local_mode_other_names_are_refused() {
    let api = start(Dialect::Sqlite, HELPDESK).await;
    for path in ["/api/Customer", "/docs", "/healthz"] {
        let request = axum::http::Request::builder()
            .uri(path)
            .header("host", "attacker.example")
            .body(axum::body::Body::empty())
            .unwrap();
        api.request(request).await.expect(421);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn readiness_is_told_and_its_reasons_only_to_those_who_may_know() {
    let api = start_with(
        Dialect::Sqlite,
        HELPDESK,
        ServerOptions::production(Some(TOKEN)).unwrap(),
    )
    .await;
    let authorization = format!("Bearer {TOKEN}");
    let ask = async |authorized: bool| {
        let headers = [("authorization", authorization.as_str())];
        let answer = api
            .send("GET", "/readyz", if authorized { &headers } else { &[] }, "")
            .await;
        (answer.status.as_u16(), answer.json())
    };
    assert_eq!(ask(false).await, (503, json!({"status": "starting"})));
    api.readiness.send(Readiness::Ready).unwrap();
    assert_eq!(ask(false).await, (200, json!({"status": "ready"})));
    api.readiness
        .send(Readiness::NotReady(vec![
            "the database is behind by one revision".to_owned(),
        ]))
        .unwrap();
    assert_eq!(ask(false).await, (503, json!({"status": "not ready"})));
    assert_eq!(
        ask(true).await,
        (
            503,
            json!({"status": "not ready", "reasons": ["the database is behind by one revision"]})
        )
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_holds_no_values() {
    // For the whole process: other tests write into it too, and none of them says what this one looks for.
    let log = crate::support::Log::default();
    tracing::subscriber::set_global_default(log.clone()).unwrap();
    for dialect in DIALECTS {
        let api = start(dialect, HELPDESK).await;
        let secret = "hunter2@example.org";
        let body = json!({"email": secret, "name": "hunter2"});
        let headers = [("content-type", "application/json"), ("x-request-id", "trace-7")];
        let made = api
            .send("POST", "/api/Customer", &headers, body.to_string())
            .await
            .expect(201);
        assert_eq!(made.header("x-request-id"), "trace-7");
        api.post("/api/Customer", &body).await.expect(409);
        api.get("/api/Customer?email=hunter2@example.org")
            .await
            .expect(200);
        api.get("/api/Customer/hunter2").await.expect(404);
        api.get("/hunter2").await.expect(404);
        api.send("HUNTER2", "/api/Customer", &[], "").await.expect(405);
        // Break the table behind the server's back: the worst error there is.
        api.sql("DROP TABLE \"Comment\"").await;
        let failed = api.get("/api/Comment?body=hunter2").await.expect(500);
        assert!(!failed.text.contains("Comment"), "{}", failed.text);
        api.database.close().await;
        api.get("/api/Customer").await.expect(503);
    }
    let log = log.text();
    assert!(
        log.contains("route=/api/{entity}/{id}") && log.contains("request_id=trace-7"),
        "{log}"
    );
    assert!(log.contains("status=500") && log.contains("cause="), "{log}");
    assert!(!log.to_lowercase().contains("hunter2"), "{log}");
}
