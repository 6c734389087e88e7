//! What a local server serves at the moment.

use std::os::unix::fs::MetadataExt as _;
use std::sync::Arc;

use axum::Router;
use dazzle_engine::dev::Synchronised;
use dazzle_engine::{DatabaseTarget, EngineError};
use dazzle_server::{Application, Database, PoolOptions, Readiness, ServerOptions, router, switchable};
use tokio::sync::watch;

/// The application on its database; none before the first time that the database is as the files say.
pub struct Served {
    api: watch::Sender<Option<Router>>,
    /// Never changes: where there is an application, it may be used.
    readiness: watch::Receiver<Readiness>,
    connected: Option<Connected>,
}

struct Connected {
    /// Which database it is.
    address: String,
    pool: Database,
    application: watch::Sender<Arc<Application>>,
}

impl Served {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            api: watch::Sender::new(None),
            readiness: watch::channel(Readiness::Ready).1,
            connected: None,
        }
    }

    /// The routes, whatever is served.
    pub fn router(&self) -> Router {
        switchable(self.api.subscribe())
    }

    /// Serves what the database is now.
    ///
    /// # Errors
    /// When the database cannot be reached; then what was served is served on.
    pub async fn follow(
        &mut self,
        database: &DatabaseTarget,
        done: &Synchronised,
    ) -> Result<(), EngineError> {
        let naming = done.model.language.naming;
        let application = Arc::new(Application::new(&done.model.model, &done.schema, naming));
        let address = identity(database);
        if let Some(connected) = &self.connected
            && connected.address == address
        {
            connected.application.send_replace(application);
            return Ok(());
        }
        let pool = Database::connect(&database.url, &PoolOptions::default())
            .await
            .map_err(|error| EngineError::Refused {
                reason: error.to_string(),
                hint: "save a file of the DSL to try again".to_owned(),
            })?;
        let (application, described) = watch::channel(application);
        let routes = router(
            described,
            pool.clone(),
            ServerOptions::local(),
            self.readiness.clone(),
        );
        self.api.send_replace(Some(routes));
        let before = self.connected.replace(Connected {
            address,
            pool,
            application,
        });
        if let Some(before) = before {
            before.pool.close().await;
        }
        Ok(())
    }

    /// Gives the connections back.
    pub async fn close(self) {
        if let Some(connected) = self.connected {
            connected.pool.close().await;
        }
    }
}

/// The address; of a file with its number and birth, since one that was deleted and made anew is another one to
/// whoever has it open.
fn identity(database: &DatabaseTarget) -> String {
    let url = database.url.to_string();
    let file = database.url.sqlite_path().map(std::fs::metadata);
    match file {
        Some(Ok(file)) => format!("{url} {} {:?}", file.ino(), file.created().ok()),
        Some(Err(_)) | None => url,
    }
}
