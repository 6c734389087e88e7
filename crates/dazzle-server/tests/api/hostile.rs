//! Requests that nobody sends by mistake.

use axum::body::Body;
use serde_json::{Value, json};

use crate::support::{DIALECTS, HELPDESK, start, start_with};
use dazzle_schema::Dialect;
use dazzle_server::ServerOptions;

#[tokio::test(flavor = "multi_thread")]
async fn methods_and_types() {
    let api = start(Dialect::Sqlite, HELPDESK).await;
    for (method, path, allowed) in [
        ("DELETE", "/api/Customer", "GET, HEAD, POST, OPTIONS"),
        ("PUT", "/api/Customer", "GET, HEAD, POST, OPTIONS"),
        ("POST", "/api/Customer/1", "GET, HEAD, PATCH, DELETE, OPTIONS"),
        ("TRACE", "/api/Customer/1", "GET, HEAD, PATCH, DELETE, OPTIONS"),
        ("POST", "/healthz", "GET, HEAD, OPTIONS"),
        ("DELETE", "/openapi.json", "GET, HEAD, OPTIONS"),
    ] {
        let answer = api.send(method, path, &[], "").await.expect(405);
        assert_eq!(answer.header("allow"), allowed);
    }
    for path in ["/api/Customer", "/api/Customer/1", "/healthz", "/docs"] {
        let answer = api.send("OPTIONS", path, &[], "").await.expect(204);
        assert!(answer.header("allow").contains("GET"));
    }
    let headers = [("accept", "text/html")];
    api.send("GET", "/api/Customer", &headers, "").await.expect(406);
    api.send("GET", "/healthz", &headers, "").await.expect(406);
    api.send("GET", "/docs", &[("accept", "image/png")], "")
        .await
        .expect(406);
    for headers in [
        &[][..],
        &[("content-type", "text/plain")],
        &[("content-type", "application/json; charset=latin1")],
        &[("content-type", "application/merge-patch+json")],
    ] {
        api.send("POST", "/api/Customer", headers, "{}").await.expect(415);
    }
    let head = api.send("HEAD", "/api/Customer", &[], "").await.expect(200);
    assert_eq!(
        (head.text.as_str(), head.header("content-type")),
        ("", "application/json")
    );
    for path in [
        "/",
        "/api",
        "/api/",
        "/api/Customer/",
        "/api/Customer/1/2",
        "/api/customer",
        "/api/%ff",
        "/x",
    ] {
        api.get(path).await.expect(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies() {
    for dialect in DIALECTS {
        let api = start(dialect, HELPDESK).await;
        let deep = format!("{{\"name\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
        for body in [
            String::new(),
            "{".to_owned(),
            "{\"name\":\"a\",\"name\":\"b\"}".to_owned(),
            "{\"name\":NaN}".to_owned(),
            "{\"name\":\"\\ud800\"}".to_owned(),
            "\u{feff}{}".to_owned(),
            "{} {}".to_owned(),
            deep,
        ] {
            let refused = api.post_text("/api/Customer", body).await.expect(400);
            assert_eq!(refused.json()["code"], "malformed");
        }
        api.post_text("/api/Customer", vec![b'"', 0xff, b'"'])
            .await
            .expect(400);
        let large = format!("{{\"name\":\"{}\"}}", "x".repeat(1024 * 1024));
        api.post_text("/api/Customer", large.clone()).await.expect(413);
        let stream = futures_util::stream::iter([Ok::<_, std::io::Error>(large.into_bytes())]);
        api.post_text("/api/Customer", Body::from_stream(stream))
            .await
            .expect(413);
        let long = "x".repeat(200_000);
        let body = json!({"subject": "s", "body": long, "customer": "x"});
        api.post("/api/Ticket", &body).await.expect(422);
        for name in ["a\0b", "\0"] {
            let refused = api
                .post("/api/Customer", &json!({"email": "a@b", "name": name}))
                .await
                .expect(422);
            assert_eq!(refused.errors(), [("name".to_owned(), "format".to_owned())]);
        }
        // Too long for an index on PostgreSQL, longer than any email on both.
        let email = format!("{}@b", "x".repeat(10_000));
        api.post("/api/Customer", &json!({"email": email, "name": "x"}))
            .await
            .expect(422);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_too_long_for_an_index_is_the_clients_affair() {
    let api = start(
        Dialect::Postgresql,
        "entity T:\n  id: uuid pk\n  t: text unique\n",
    )
    .await;
    // Random enough not to be compressed to fit.
    let text: String = (0..60_000_u64)
        .map(|at| {
            char::from_u32(0x4e00 + u32::try_from(at.wrapping_mul(2_654_435_761) % 20_000).unwrap()).unwrap()
        })
        .collect();
    api.post("/api/T", &json!({"t": text})).await.expect(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_in_paths() {
    for dialect in DIALECTS {
        let api = start(dialect, HELPDESK).await;
        for id in [
            "..",
            "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "1",
            "'%20OR%201=1--",
            "%00",
            "%ff",
            "a,b",
            "0198f2a4-7c11-7d3e-9a52-0c6f1b2d3e4",
            "{0198f2a4-7c11-7d3e-9a52-0c6f1b2d3e4f}",
            "0198f2a47c117d3e9a520c6f1b2d3e4f",
        ] {
            api.get(&format!("/api/Customer/{id}")).await.expect(404);
        }
        for id in [
            "0",
            "-1",
            "01",
            "1.0",
            "1e0",
            "99999999999999999999999",
            "2147483648",
            "%31%30",
            "NaN",
            "1,1",
        ] {
            api.get(&format!("/api/Ticket/{id}")).await.expect(404);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn queries() {
    for dialect in DIALECTS {
        let api = start(dialect, HELPDESK).await;
        let many: Vec<String> = (0..1_000).map(|at| format!("x{at}=1")).collect();
        for query in [
            "limit=0",
            "limit=-1",
            "limit=201",
            "limit=1e1",
            "limit=",
            "limit=x",
            "limit=1&limit=2",
            "cursor=x",
            "cursor=",
            "cursor=%ff",
            "cursor=W10",
            "cursor=bnVsbA",
            "sort=nothing",
            "sort=subject,subject",
            "sort=-",
            "sort=",
            "sort=subject,",
            "expand=",
            "expand=customer,",
            "expand=status",
            "expand=nobody",
            "wibble=1",
            "status=lost",
            "status.like=x",
            "due.gte=yesterday",
            "due.null=maybe",
            "id=x",
            "id.gt=99999999999999999999",
            "customer=1",
            "customer.gt=0198f2a4-7c11-7d3e-9a52-0c6f1b2d3e4f",
            "subject=%00",
            "created_at.lt=0000-01-01",
            "created_at.gte=99999-01-01T00:00:00Z",
            "%ff=1",
            "=1",
            "id.=1",
            "id.eq.eq=1",
            "$expanded=1",
            "age_days=1",
            "comments=1",
            &many.join("&"),
        ] {
            let refused = api.get(&format!("/api/Ticket?{query}")).await.expect(400);
            assert_eq!(refused.json()["code"], "bad_query");
        }
        let long = format!("/api/Ticket?subject={}", "x".repeat(20_000));
        api.get(&long).await.expect(414);
        for query in [
            "",
            "&",
            "&&subject=",
            "subject=%27;DROP%20TABLE%20x",
            "subject.contains=%25",
        ] {
            api.get(&format!("/api/Ticket?{query}")).await.expect(200);
        }
        // A cursor of another order, and one that was tampered with.
        let cursor = base64::Engine::encode(
            &base64::engine::general_purpose::URL_SAFE_NO_PAD,
            "[\"Ticket:id\",\"1 OR 1=1\"]",
        );
        api.get(&format!("/api/Ticket?cursor={cursor}")).await.expect(400);
        api.get("/api/Ticket/1?x=1").await.expect(400);
        api.send(
            "POST",
            "/api/Ticket?x=1",
            &[("content-type", "application/json")],
            "{}",
        )
        .await
        .expect(400);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_names() {
    let dsl = "entity Order:\n  id: uuid pk\n  select: str(9)\n  sort: int = 3\n  limit: int\n  user: str(9)\n\n\
               entity Größe:\n  id: int pk\n  wert: decimal(6,2)\n  order: ref Order\n";
    for dialect in DIALECTS {
        let api = start(dialect, dsl).await;
        let made = api
            .post("/api/Order", &json!({"select": "from", "limit": 5}))
            .await
            .expect(201)
            .json();
        assert_eq!((&made["sort"], &made["limit"]), (&json!(3), &json!(5)));
        let found = api
            .get("/api/Order?sort.eq=3&limit.gt=4&select=from&sort=-sort,user,-limit&limit=2")
            .await
            .expect(200);
        assert_eq!(found.json()["items"], json!([made]));
        let path = "/api/Gr%C3%B6%C3%9Fe";
        let size = api
            .post(path, &json!({"wert": "1.5", "order": made["id"]}))
            .await
            .expect(201);
        assert_eq!(size.json()["wert"], "1.50");
        assert_eq!(size.header("location"), "/api/Gr%C3%B6%C3%9Fe/1");
        let expanded = api
            .get(&format!("{path}/1?expand=order"))
            .await
            .expect(200)
            .json();
        assert_eq!(expanded["$expanded"]["order"], made);
        let document = api.get("/openapi.json").await.expect(200).json();
        assert!(document["paths"][path].is_object());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_has_a_limited_time() {
    let mut options = ServerOptions::local();
    options.request_limit = std::time::Duration::from_millis(200);
    let api = start_with(Dialect::Sqlite, HELPDESK, options).await;
    let never = futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>();
    let answer = api
        .post_text("/api/Customer", Body::from_stream(never))
        .await
        .expect(503);
    assert_eq!(answer.json()["code"], "unavailable");
}

#[tokio::test(flavor = "multi_thread")]
async fn values_that_somebody_else_wrote_are_served() {
    let dsl = "entity T:\n  id: int pk\n  f: float\n  at: datetime\n  day: date\n  doc: json\n  word: enum[a,b]\n  mail: email\n  \
               n: decimal(20,2)\n";
    let api = start(Dialect::Postgresql, dsl).await;
    api.sql(
        "ALTER TABLE \"T\" DROP CONSTRAINT \"ck_T_word\"; INSERT INTO \"T\" (f, at, day, doc, word, mail, n) VALUES \
         ('NaN', 'infinity', '0044-03-15 BC', '[1]', 'z', 'nobody', 'NaN'), ('-Infinity', '10000-01-01 00:00:00+00', \
         'infinity', null, 'a', '', 1)",
    )
    .await;
    let items = api.get("/api/T?limit=1&sort=-f").await.expect(200).json();
    let row = &items["items"][0];
    assert_eq!(
        (&row["f"], &row["at"], &row["word"]),
        (&json!("NaN"), &json!("infinity"), &json!("z"))
    );
    let cursor = items["next"].as_str().unwrap();
    let rest = api
        .get(&format!("/api/T?limit=1&sort=-f&cursor={cursor}"))
        .await
        .expect(200)
        .json();
    assert_eq!(rest["items"][0]["f"], "-Infinity");

    let api = start(Dialect::Sqlite, dsl).await;
    api.sql(
        "INSERT INTO \"T\" (f, at, day, doc, n) VALUES ('x', '2026-01-01T00:00:00+01:00', 5, '{broken', 1.005), (1, x'ff', \
         '2026-01-01', '{\"b\": 1, \"a\": [1.0]}', 7)",
    )
    .await;
    let items: Value = api.get("/api/T").await.expect(200).json()["items"].clone();
    assert_eq!(items[0]["at"], "2025-12-31T23:00:00Z");
    assert_eq!(items[0]["doc"], "{broken");
    assert_eq!(
        (&items[1]["doc"], &items[1]["n"]),
        (&json!({"a": [1.0], "b": 1}), &json!("7.00"))
    );
}
