//! `dazzle serve`: the guard first, and again in the background while it serves.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use dazzle_db::SessionOptions;
use dazzle_engine::guard::{Guarded, Reason, guard};
use dazzle_engine::{DatabaseTarget, EngineError, Migrations, Project, ProjectModel, with_causes};
use dazzle_server::{Application, Database, PoolOptions, Readiness, ServerOptions};
use tokio::sync::watch;

use super::super::guard::print;
use super::super::{Outcome, find};
use super::listen;
use crate::arguments::{LogFormat, Serve};
use crate::shell::Shell;
use crate::signals::Signals;

/// How long the guard may take for one question to the database.
const PATIENCE: Duration = Duration::from_secs(30);

/// Checks, and serves until it is told to stop. Nothing is written to schema or history.
pub async fn serve(shell: Shell, folder: &Path, flags: &Serve) -> Result<Outcome, EngineError> {
    let project = find(folder)?;
    let database = DatabaseTarget::resolve(&project, flags.database_url.as_deref())?;
    let teller = Teller {
        shell,
        is_json: flags.log_format == Some(LogFormat::Json),
    };
    teller.item("database", &database.to_string());
    let found = check(&project, &database).await?;
    teller.guarded(&found);
    if !found.is_passed() {
        return Ok(Outcome::NotUpToDate);
    }
    let options = server_options(&project)?;
    let application = application(&project, &database)?;
    for left_out in application.left_out() {
        tracing::warn!("not served: {left_out}");
    }
    let pool = Database::connect(&database.url, &PoolOptions::default())
        .await
        .map_err(|error| EngineError::Refused {
            reason: error.to_string(),
            hint: "the guard reached it a moment ago: try again".to_owned(),
        })?;
    let listener = listen::at(flags.host, flags.port.unwrap_or(listen::USUAL_PORT)).await?;
    teller.item("serving", &listen::link(&listener));

    let (_application, application) = watch::channel(Arc::new(application));
    let (ready, readiness) = watch::channel(Readiness::Ready);
    let router = dazzle_server::router(application, pool.clone(), options, readiness);
    // Until here a signal ends the process at once; nothing was begun.
    let signals = Signals::listen();
    let stopped = async {
        signals.received().await;
        teller.item("stopping", "requests that are under way are answered first");
    };
    let recheck = async {
        loop {
            tokio::time::sleep(Duration::from_secs(flags.recheck)).await;
            let now = readiness_of(check(&project, &database).await);
            tell_change(&ready.borrow(), &now);
            ready.send_replace(now);
        }
    };
    tokio::select! {
        () = dazzle_server::serve(listener, router, stopped) => {}
        () = recheck => {}
    }
    pool.close().await;
    Ok(Outcome::Done)
}

async fn check(project: &Project, database: &DatabaseTarget) -> Result<Guarded, EngineError> {
    let options = SessionOptions {
        statement_timeout: Some(PATIENCE),
        read_only: true,
        ..SessionOptions::default()
    };
    guard(project, database, &options).await
}

fn server_options(project: &Project) -> Result<ServerOptions, EngineError> {
    ServerOptions::production(project.environment.get("DAZZLE_API_TOKEN")).map_err(|error| {
        EngineError::Refused {
            reason: error.to_string(),
            hint: "set `DAZZLE_API_TOKEN` for the server and its clients; at the desk, `dazzle serve --local` needs none"
                .to_owned(),
        }
    })
}

/// The guard passed, so the database is as history says.
fn application(project: &Project, database: &DatabaseTarget) -> Result<Application, EngineError> {
    let model = ProjectModel::load(project)?;
    let history = Migrations::load(project)?.history;
    let schema = history
        .schema_at(&history.heads())
        .map_err(|error| EngineError::Refused {
            reason: error.to_string(),
            hint: format!("run `dazzle db verify` on {}", database.url),
        })?;
    Ok(Application::new(&model.model, &schema, model.language.naming))
}

/// What `/readyz` says.
fn readiness_of(found: Result<Guarded, EngineError>) -> Readiness {
    match found {
        Ok(found) if found.is_passed() => Readiness::Ready,
        Ok(found) => Readiness::NotReady(found.reasons.iter().map(in_words).collect()),
        Err(error) => {
            tracing::error!(error = with_causes(&error), "the guard cannot look");
            Readiness::NotReady(vec!["the guard cannot look; the log says why".to_owned()])
        }
    }
}

fn in_words(reason: &Reason) -> String {
    format!("{}: {reason}", reason.code())
}

fn tell_change(before: &Readiness, now: &Readiness) {
    match (before, now) {
        (before, now) if before == now => {}
        (_, Readiness::NotReady(reasons)) => {
            tracing::error!(
                reasons = reasons.join(", "),
                "the guard does not pass any more; see `dazzle guard`"
            );
        }
        _ => tracing::info!("the guard passes again"),
    }
}

/// What is said at the start and the end: to people in words, to programs as lines of the log.
#[derive(Clone, Copy)]
struct Teller {
    shell: Shell,
    is_json: bool,
}

impl Teller {
    fn item(self, word: &'static str, text: &str) {
        if self.is_json {
            tracing::info!("{word} {text}");
        } else {
            self.shell.item(word, text);
        }
    }

    fn guarded(self, found: &Guarded) {
        if !self.is_json {
            print(self.shell, found);
            return;
        }
        let mend = Reason::mend;
        for reason in &found.reasons {
            tracing::error!(code = reason.code(), mend = mend(reason), "refused: {reason}");
        }
        for reason in &found.warnings {
            tracing::warn!(code = reason.code(), mend = mend(reason), "{reason}");
        }
        if found.is_passed() {
            tracing::info!(current = found.current.join(", "), "the guard passed");
        }
    }
}
