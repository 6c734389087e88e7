//! The DSL that the repository has: case folders and examples, with their settings.

#![allow(clippy::disallowed_methods, reason = "the texts are read from their folders")]

use std::path::{Path, PathBuf};

use dazzle_dsl::{InvariantChecks, Naming, Profile, Projection, Settings, SourceFile};

/// A case folder.
pub struct Case {
    pub name: String,
    pub settings: Settings,
    pub before: Option<Projection>,
    pub after: Projection,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    found.sort();
    found
}

/// All case folders.
pub fn cases() -> Vec<Case> {
    let folders = entries(&root().join("crates/dazzle-engine/cases"));
    assert!(folders.len() > 200, "{}", folders.len());
    folders
        .into_iter()
        .map(|folder| {
            let toml = std::fs::read_to_string(folder.join("dazzle.toml")).unwrap_or_default();
            let settings = settings(&toml);
            let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
            let project = |text: String| projected(&[SourceFile::new("app.dsl", text)], &settings);
            Case {
                name: folder.file_name().unwrap().to_string_lossy().into_owned(),
                before: read("before.dsl")
                    .filter(|text| text.contains("entity "))
                    .map(project),
                after: project(read("after.dsl").unwrap()),
                settings,
            }
        })
        .collect()
}

/// The examples, by name.
pub fn examples() -> Vec<(String, Settings, Projection)> {
    ["helpdesk", "clinic"]
        .into_iter()
        .map(|name| {
            let folder = root().join("examples").join(name);
            let toml = std::fs::read_to_string(folder.join("dazzle.toml")).unwrap();
            let files: Vec<SourceFile> = entries(&folder.join("dsl"))
                .into_iter()
                .map(|path| {
                    let text = std::fs::read_to_string(&path).unwrap();
                    SourceFile::new(path.to_string_lossy(), text)
                })
                .collect();
            let settings = settings(&toml);
            let projection = projected(&files, &settings);
            (name.to_owned(), settings, projection)
        })
        .collect()
}

fn settings(toml: &str) -> Settings {
    let chosen = |text: &str| toml.contains(text);
    Settings {
        root: None,
        profile: if chosen("profile = \"dazzle\"") {
            Profile::Dazzle
        } else {
            Profile::Ours
        },
        naming: if chosen("naming = \"snake_case\"") {
            Naming::SnakeCase
        } else {
            Naming::Verbatim
        },
        index_references: chosen("index_references = true"),
        invariants: if chosen("invariants = \"check\"") {
            InvariantChecks::Check
        } else {
            InvariantChecks::Off
        },
    }
}

pub fn projected(files: &[SourceFile], settings: &Settings) -> Projection {
    let model = dazzle_dsl::load(files, settings)
        .into_model()
        .unwrap_or_else(|errors| panic!("{errors:#?}\nin\n{files:#?}"));
    dazzle_dsl::project(&model, settings)
}
