//! What the addresses of the page answer.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use dazzle_server::page::{self, Page};
use http_body_util::BodyExt as _;
use tokio::sync::watch;
use tower::ServiceExt as _;

use crate::sample;

fn serve(page: Page) -> (watch::Sender<Arc<Page>>, Router) {
    let (sender, receiver) = watch::channel(Arc::new(page));
    (sender, page::router(receiver))
}

async fn get(router: &Router, path: &str, host: &str) -> (StatusCode, HeaderMap, Body) {
    let request = Request::get(path)
        .header("host", host)
        .body(Body::empty())
        .unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let (head, body) = response.into_parts();
    (head.status, head.headers, body)
}

async fn text(body: Body) -> String {
    String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

async fn html(page: Page) -> String {
    let (_sender, router) = serve(page);
    let (status, _, body) = get(&router, "/", "localhost:8000").await;
    assert_eq!(status, StatusCode::OK);
    text(body).await
}

/// The next event of a stream, without its `retry`.
async fn event(body: &mut Body) -> Option<String> {
    let frame = tokio::time::timeout(Duration::from_secs(5), body.frame())
        .await
        .unwrap()?;
    let text = String::from_utf8(frame.unwrap().into_data().unwrap().to_vec()).unwrap();
    text.lines()
        .find_map(|line| line.strip_prefix("data: "))
        .map(str::to_owned)
}

#[tokio::test]
async fn everything_is_from_here_and_may_do_little() {
    let (_sender, router) = serve(sample::shop());
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/page/style.css", "text/css; charset=utf-8"),
        ("/page/script.js", "text/javascript; charset=utf-8"),
        ("/page/icon.svg", "image/svg+xml"),
        ("/page/events", "text/event-stream"),
    ] {
        let (status, headers, _) = get(&router, path, "127.0.0.1:8000").await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert_eq!(headers["content-type"], kind, "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["referrer-policy"], "no-referrer");
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none';") && !policy.contains("unsafe"),
            "{policy}"
        );
    }
    let html = html(sample::shop()).await;
    for text in ["style=", "onclick", "<style", "http:", "https:", "//"] {
        assert!(!html.contains(text), "{text}");
    }
    assert_eq!(html.matches("<script").count(), 1);
}

#[tokio::test]
async fn only_this_machine_is_answered() {
    let (_sender, router) = serve(sample::shop());
    for host in ["evil.example", "192.168.0.7:8000", "localhost.evil.example"] {
        for path in ["/", "/page/events", "/page/script.js"] {
            let (status, _, body) = get(&router, path, host).await;
            assert_eq!(status, StatusCode::MISDIRECTED_REQUEST, "{host}{path}");
            assert!(!text(body).await.contains("Customer"));
        }
    }
}

#[tokio::test]
async fn the_stream_tells_the_version_of_the_document_and_ends_with_the_sender() {
    let (sender, router) = serve(sample::shop());
    let (_, _, mut body) = get(&router, "/page/events", "localhost").await;
    let first = event(&mut body).await.unwrap();
    let (_, _, page) = get(&router, "/", "localhost").await;
    assert!(text(page).await.contains(&format!("data-version=\"{first}\"")));

    sender.send(Arc::new(sample::shop_with_left_out())).unwrap();
    let second = event(&mut body).await.unwrap();
    assert_ne!(first, second);
    let (_, _, page) = get(&router, "/", "localhost").await;
    assert!(text(page).await.contains(&format!("data-version=\"{second}\"")));

    sender.send(Arc::new(sample::shop())).unwrap();
    assert_eq!(
        event(&mut body).await.unwrap(),
        first,
        "the same page is the same version"
    );
    drop(sender);
    assert_eq!(event(&mut body).await, None);
}

#[tokio::test]
async fn what_is_left_out_comes_with_its_reason_and_its_next_step() {
    let html = html(sample::shop_with_left_out()).await;
    for text in [
        "<title>(2) shop – Dazzle</title>",
        "2 changes are left out.",
        "may be a rename",
        "It may be a rename (same type), and the old one holds data.",
        "data-copy=\"was: name\"",
        "data-copy=\"dazzle db migrate --yes --allow-destructive\"",
        "Among them: <span>id <code>17</code></span>, <span>id <code>23</code></span>",
        "+ 1 pending",
    ] {
        assert!(html.contains(text), "{text}\n{html}");
    }
}

#[tokio::test]
async fn an_error_of_the_dsl_is_shown_where_it_is() {
    let html = html(sample::shop_with_an_error()).await;
    for text in [
        "<title>✕ shop – Dazzle</title>",
        "The DSL has 1 error.",
        "unknown type <code>sttr</code>",
        "<code><bdi>dsl/app.dsl</bdi>:8:9</code>",
        "<code>  name: <mark>sttr(120)</mark> required</code>",
        "<strong>Warning: </strong><code>screen</code> is skipped",
    ] {
        assert!(html.contains(text), "{text}\n{html}");
    }
}

#[tokio::test]
async fn an_empty_project_says_what_to_do() {
    let html = html(Page::new("new", "SQLite, .dazzle/new.db")).await;
    for text in [
        "There is no entity yet.",
        "Write one into a <code>.dsl</code> file",
        "No revision yet.",
        "entity Task",
    ] {
        assert!(html.contains(text), "{text}\n{html}");
    }
    assert!(!html.contains("<svg class=\"entities\""));
}

#[tokio::test]
async fn hostile_texts_stay_texts() {
    let html = html(sample::hostile()).await;
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert_eq!(html.matches("<script").count(), 1, "the page's own");
    assert!(!html.contains("--><!--"));
    assert!(!html.contains(|it: char| (it.is_control() && it != '\n') || it == '\u{202e}'));
    assert!(html.contains("href=\"#table-%3Cscript%3Ealert%281%29%3C%2Fscript%3E\""));
    assert!(
        html.contains(sample::HOSTILE[3]),
        "the whole name stands somewhere"
    );
}

#[tokio::test]
async fn times_are_in_the_zone_of_the_page() {
    let mut page = sample::shop();
    page.time_zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(2));
    let html = html(page).await;
    assert!(
        html.contains("<time datetime=\"2026-11-22T14:02:11Z\">16:02:11</time>"),
        "{html}"
    );
    assert!(html.contains("<time datetime=\"2026-11-22T13:40:07Z\">2026-11-22 15:40:07</time>"));
}
