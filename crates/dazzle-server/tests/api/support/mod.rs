//! An application on a new database, asked through its router.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use dazzle_db::{DatabaseUrl, Session, SessionOptions};
use dazzle_dsl::{Naming, Settings, SourceFile, load, project};
use dazzle_schema::{Dialect, Schema};
use dazzle_server::{Application, Database, PoolOptions, Readiness, ServerOptions, router};
use dazzle_sql::create_schema_sql;
use dazzle_testkit::{postgres, sqlite};
use serde_json::Value;
use tokio::sync::watch;
use tower::ServiceExt;

mod log;

#[allow(unused_imports, reason = "shared with a test that does not look at the log")]
pub use log::Log;

pub const HELPDESK: &str = include_str!("../../../../../examples/helpdesk/dsl/helpdesk.dsl");

/// What keeps the database.
enum Keeper {
    #[expect(dead_code, reason = "kept until the end of the test")]
    Postgres(postgres::TestDatabase),
    #[expect(dead_code, reason = "kept until the end of the test")]
    Sqlite(sqlite::TempSqlite),
}

pub struct Api {
    pub router: Router,
    pub url: DatabaseUrl,
    pub dialect: Dialect,
    pub application: watch::Sender<Arc<Application>>,
    pub readiness: watch::Sender<Readiness>,
    pub database: Database,
    _keeper: Keeper,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    /// `(field or parameter, code)` of each error.
    pub fn errors(&self) -> Vec<(String, String)> {
        let json = self.json();
        let mut errors: Vec<(String, String)> = json["errors"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default()
            .iter()
            .map(|error| {
                let place = error["field"]
                    .as_str()
                    .or(error["parameter"].as_str())
                    .unwrap_or("");
                (place.to_owned(), error["code"].as_str().unwrap().to_owned())
            })
            .collect();
        errors.sort();
        errors
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        if status >= 400 {
            assert_eq!(self.header("content-type"), "application/problem+json");
            assert_eq!(self.json()["status"], status);
            for word in ["SELECT", "INSERT", "UPDATE ", "SQLSTATE", "sqlx"] {
                assert!(!self.text.contains(word), "{}", self.text);
            }
        }
        self
    }
}

pub const DIALECTS: [Dialect; 2] = [Dialect::Sqlite, Dialect::Postgresql];

/// The application of `dsl` on a new database, in local mode.
pub async fn start(dialect: Dialect, dsl: &str) -> Api {
    start_with(dialect, dsl, ServerOptions::local()).await
}

pub async fn start_with(dialect: Dialect, dsl: &str, options: ServerOptions) -> Api {
    start_on(dialect, dsl, options, |_| {}).await
}

/// The same on a database of which `edit` has changed the schema first.
pub async fn start_on(dialect: Dialect, dsl: &str, options: ServerOptions, edit: fn(&mut Schema)) -> Api {
    let (url, keeper) = match dialect {
        Dialect::Postgresql => {
            let database = tokio::task::spawn_blocking(postgres::temp_database)
                .await
                .unwrap();
            (database.url.clone(), Keeper::Postgres(database))
        }
        Dialect::Sqlite => {
            let database = sqlite::temp_database();
            (database.url.clone(), Keeper::Sqlite(database))
        }
    };
    let settings = Settings::default();
    let files = [SourceFile::new("app.dsl", dsl)];
    let model = load(&files, &settings)
        .into_model()
        .unwrap_or_else(|found| panic!("{found:#?}"));
    let mut schema = project(&model, &settings).schema;
    edit(&mut schema);
    let options_of_session = SessionOptions {
        create_if_missing: true,
        ..SessionOptions::default()
    };
    let mut session = Session::connect(&url, &options_of_session).await.unwrap();
    for statement in create_schema_sql(dialect, &schema).unwrap() {
        session.execute(&statement).await.unwrap();
    }
    session.close().await;
    let application = Application::new(&model, &schema, Naming::Verbatim);
    let database = Database::connect(&url, &PoolOptions::default()).await.unwrap();
    let (application, receiver) = watch::channel(Arc::new(application));
    let (readiness, readiness_receiver) = watch::channel(Readiness::Starting);
    Api {
        router: router(receiver, database.clone(), options, readiness_receiver),
        url,
        dialect,
        application,
        readiness,
        database,
        _keeper: keeper,
    }
}

impl Api {
    pub async fn request(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    pub async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(path)
            .header("host", "localhost");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.request(request.body(body.into()).unwrap()).await
    }

    /// Runs `sql` behind the server's back.
    pub async fn sql(&self, sql: &str) {
        let mut session = Session::connect(&self.url, &SessionOptions::default())
            .await
            .unwrap();
        session.execute(sql).await.unwrap();
        session.close().await;
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], Body::empty()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_text(path, body.to_string()).await
    }

    pub async fn post_text(&self, path: &str, body: impl Into<Body>) -> Answer {
        self.send("POST", path, &[("content-type", "application/json")], body)
            .await
    }

    pub async fn patch(&self, path: &str, tag: &str, body: &Value) -> Answer {
        let headers = [("content-type", "application/json"), ("if-match", tag)];
        self.send("PATCH", path, &headers, body.to_string()).await
    }

    pub async fn delete(&self, path: &str, tag: &str) -> Answer {
        self.send("DELETE", path, &[("if-match", tag)], Body::empty())
            .await
    }
}
