//! A project with a revision in which something is open.

use std::time::Duration;

use dazzle_assist::Driver;
use dazzle_engine::assist::{Acceptance, Asked, Asking, Failure, Job, Wanted, open, propose};
use dazzle_engine::prove::{ProveOptions, Scratch};
use dazzle_engine::revision::{Request, draft};
use dazzle_engine::{Interrupt, Migrations, Project, ProjectModel};
use dazzle_schema::Dialect;

/// A project folder.
pub struct Place {
    pub folder: dazzle_testkit::Project,
    pub dialect: Dialect,
}

impl Place {
    /// A project whose history holds `before` and, unless there are questions, `after`.
    pub fn new(dialect: Dialect, before: &str, after: &str) -> Self {
        let this = Self {
            folder: dazzle_testkit::Project::new(),
            dialect,
        };
        for dsl in [before, after] {
            this.folder.write("dsl/app.dsl", dsl);
            this.revise();
        }
        this
    }

    pub fn project(&self) -> Project {
        Project::find(self.folder.path(), []).unwrap()
    }

    fn revise(&self) {
        let project = self.project();
        let model = ProjectModel::load(&project).unwrap();
        let mut migrations = Migrations::load(&project).unwrap();
        let dialects = [self.dialect];
        let Some(new) = draft(&migrations.history, &model, &Request::default(), &dialects).unwrap() else {
            return;
        };
        if new.questions.is_empty() {
            migrations.add(&project, &new.revision).unwrap();
        }
    }

    /// Puts other operations into the file of the last revision, as a person does.
    pub fn rewrite(&self, operations: &str) {
        let files = self.folder.files_in("migrations");
        let text = files
            .iter()
            .map(|path| std::fs::read_to_string(path).unwrap())
            .find(|text| !text.contains("revises = []"))
            .unwrap();
        let path = files
            .iter()
            .find(|path| std::fs::read_to_string(path).unwrap() == text)
            .unwrap();
        let head = text.split("[[").next().unwrap();
        std::fs::write(path, format!("{head}{operations}")).unwrap();
    }

    /// What is open.
    pub fn job(&self) -> Option<Job> {
        let wanted = Wanted {
            revision: None,
            dialect: self.dialect,
            applied: &[],
            request: Request::default(),
        };
        open(&self.project(), &wanted).unwrap()
    }

    /// Asks `driver` about what is open.
    pub async fn ask(&self, driver: &Driver, max_attempts: u32, scratch: &Scratch) -> Asked {
        let asking = Asking {
            driver,
            max_attempts,
            scratch,
            prove: ProveOptions {
                statement_timeout: Duration::from_secs(2),
                ..ProveOptions::default()
            },
            acceptance: Acceptance::Proven,
        };
        let job = self.job().expect("something is open");
        propose(&job, &asking, &Interrupt::new(), &mut |_| {}).await
    }
}

/// Where proofs are made.
pub fn scratch(dialect: Dialect) -> Scratch {
    match dialect {
        Dialect::Sqlite => Scratch::sqlite(),
        Dialect::Postgresql => Scratch::server(dazzle_testkit::postgres::server().admin_url()).unwrap(),
    }
}

/// Why there is no proposal, in words.
pub fn in_words(failure: &Failure) -> String {
    match failure {
        Failure::Driver(error) => error.to_string(),
        Failure::NoneAccepted(reasons) => reasons.join("\n"),
        Failure::Engine(error) => format!("engine: {}", dazzle_engine::with_causes(error)),
    }
}
