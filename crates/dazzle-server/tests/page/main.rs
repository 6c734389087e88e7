//! The page of dev mode: its HTML through the router, and in a browser.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    missing_docs
)]

mod answers;
mod sample;

#[path = "../api/support/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    reason = "shared with the tests of the API, which use more of it"
)]
mod support;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use dazzle_schema::Dialect;
use dazzle_server::page::{self, Page};
use dazzle_server::serve;
use support::{Api, start};
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use dazzle_testkit::browser::browse;

/// The API and the page, as dev mode serves them.
struct Server {
    api: Api,
    page: Option<watch::Sender<Arc<Page>>>,
    address: SocketAddr,
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl Server {
    async fn start(page: Page) -> Self {
        let api = start(Dialect::Sqlite, sample::SHOP).await;
        let mut server = Self {
            api,
            page: None,
            address: "127.0.0.1:0".parse().unwrap(),
            running: None,
        };
        server.run(page).await;
        server
    }

    /// At the same address as before, if there was one.
    async fn run(&mut self, page: Page) {
        let (sender, receiver) = watch::channel(Arc::new(page));
        let router: Router = self.api.router.clone().merge(page::router(receiver));
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(serve(listener, router, async {
            stopped.await.ok();
        }));
        self.page = Some(sender);
        self.running = Some((stop, task));
    }

    /// As on Ctrl-C: the sender goes first, so that no stream of events is waited for.
    async fn stop(&mut self) {
        drop(self.page.take());
        let (stop, task) = self.running.take().unwrap();
        stop.send(()).unwrap();
        let end = tokio::time::timeout(std::time::Duration::from_secs(10), task);
        end.await.unwrap().unwrap();
    }

    fn base(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// Runs `steps` against `page`; changes are those of the shop.
async fn check(name: &'static str, page: Page, steps: &'static [&'static str]) {
    let mut server = Server::start(page).await;
    let runtime = Handle::current();
    let browsing = move || {
        let base = server.base();
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("page").join(name);
        browse(&out, &base, steps, |what| match what {
            "left out" => {
                let page = Arc::new(sample::shop_with_left_out());
                server.page.as_ref().unwrap().send(page).unwrap();
            }
            "stop" => runtime.block_on(server.stop()),
            "start" => runtime.block_on(server.run(sample::shop_with_an_error())),
            other => panic!("nobody can change: {other}"),
        });
        runtime.block_on(server.stop());
    };
    tokio::task::spawn_blocking(browsing).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_application() {
    let steps = &[
        "loads",
        "diagram",
        "valid",
        "accessible",
        "leads_to_tables",
        "without_script",
        "paper",
        "calm",
        "renews",
        "copies",
        "keyboard",
        "narrow",
        "dark",
        "api_page",
        "survives_a_restart",
        "valid",
        "accessible",
    ];
    check("shop", sample::shop(), steps).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grown_application() {
    check(
        "grown",
        sample::grown(40),
        &["loads", "diagram", "valid", "accessible", "narrow", "dark"],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twelve_entities_with_all_their_fields() {
    check("twelve", sample::grown(12), &["loads", "diagram", "dark"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_would_break_a_careless_page() {
    check(
        "hostile",
        sample::hostile(),
        &[
            "loads",
            "diagram",
            "leads_to_tables",
            "valid",
            "accessible",
            "narrow",
        ],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_project() {
    let page = Page::new("new", "SQLite, .dazzle/new.db");
    check("empty", page, &["loads", "valid", "accessible", "narrow"]).await;
}
