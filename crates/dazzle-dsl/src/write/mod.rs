//! DSL text for a schema, as `dazzle db pull` writes it.
//!
//! The law: the text loads without an error, and its projection together with what [`crate::complete`] keeps is
//! the schema again. [`write()`] makes sure of it by reading its own text, and lists what the text cannot say.
//!
//! `entity` writes one table, `lines` its unique constraints and indexes, `rules` invariants, `relations` the other
//! side of references, `files` decides what stands in which file.

mod entity;
mod files;
mod lines;
mod relations;
mod rules;

use std::collections::BTreeMap;

use dazzle_schema::{Name, Schema, Table};

use crate::sayable::{FormerNames, Sayable, is_word};
use crate::{Diagnostic, Settings, SourceFile, Unsaid, complete, load, project};

/// How the text is to be written.
#[derive(Debug, Clone)]
pub struct WriteOptions {
    /// The application's name; what is no word in it is made one, and the whole stands as its title.
    pub app: String,
    /// The name of the root module, words with dots between them.
    pub module: String,
    /// The settings that the text will be read with. Their root does not matter.
    pub settings: Settings,
}

/// A project's DSL.
#[derive(Debug, Clone)]
pub struct Written {
    /// Paths, such as `dsl/app.dsl`, and texts; the first holds the root module. There is none where no entity can
    /// be written, since a project without entities cannot be read.
    pub files: Vec<(String, String)>,
    /// How many entities there are.
    pub entities: usize,
    /// What the text does not say, in the order of the tables.
    pub unsaid: Vec<Unsaid>,
}

/// The DSL of `schema`.
#[must_use]
pub fn write(schema: &Schema, options: &WriteOptions) -> Written {
    let former = FormerNames::default();
    let settings = Settings {
        root: None,
        ..options.settings.clone()
    };
    let sayable = Sayable::new(schema, &settings, &former, None);
    let tables: Vec<&Table> = schema
        .tables()
        .filter(|table| sayable.is_declarable(&table.name))
        .collect();
    if tables.is_empty() {
        return Written {
            files: Vec::new(),
            entities: 0,
            unsaid: complete(&Schema::empty(), schema, &settings, &former).unsaid,
        };
    }
    let mut plan = files::plan(&sayable, &tables, options);
    let mut said = read(&plan.text(&sayable, &[]), &settings);
    if let Ok(schema_said) = &said
        && plan.rules.keep_exact(schema_said, schema)
    {
        said = read(&plan.text(&sayable, &[]), &settings);
    }
    // What is missing is known when the text is read; then it is noted beside each entity.
    let unsaid = match said {
        Ok(said) => unsaid(&said, schema, &settings, &former),
        Err(message) => unreadable(schema, &message),
    };
    Written {
        files: plan.text(&sayable, &unsaid),
        entities: tables.len(),
        unsaid,
    }
}

/// What the text means, or the first error in it.
fn read(files: &[(String, String)], settings: &Settings) -> Result<Schema, String> {
    let sources: Vec<SourceFile> = files
        .iter()
        .map(|(path, text)| SourceFile::new(path.as_str(), text.as_str()))
        .collect();
    match load(&sources, settings).into_model() {
        Ok(model) => Ok(project(&model, settings).schema),
        Err(errors) => Err(errors
            .into_iter()
            .find(Diagnostic::is_error)
            .map_or_else(String::new, |error| error.message)),
    }
}

/// What the text, which means `said`, does not say of the schema.
fn unsaid(said: &Schema, schema: &Schema, settings: &Settings, former: &FormerNames) -> Vec<Unsaid> {
    let completed = complete(said, schema, settings, former);
    let mut unsaid = completed.unsaid;
    for table in schema.tables() {
        if let Some(other) = completed
            .schema
            .table(&table.name)
            .filter(|other| *other != table)
        {
            unsaid.extend(differences(table, other));
        }
    }
    unsaid.sort_by(|first, second| first.table.cmp(&second.table));
    unsaid
}

/// The text cannot be read back: a defect, but one that must be seen.
fn unreadable(schema: &Schema, message: &str) -> Vec<Unsaid> {
    schema
        .table_names()
        .take(1)
        .map(|table| Unsaid {
            table: table.clone(),
            what: format!("the whole: the text cannot be read back ({message}); please report this"),
        })
        .collect()
}

/// What the DSL would change.
fn differences(table: &Table, other: &Table) -> Vec<Unsaid> {
    let name = &table.name;
    let mut found: Vec<String> = other
        .indexes
        .values()
        .filter(|index| !table.indexes.contains_key(&index.name))
        .map(|index| {
            format!(
                "index `{}` of `{name}`: the DSL asks for it, and it is not there",
                index.name
            )
        })
        .collect();
    if found.is_empty() {
        found.push(format!("table `{name}`: the DSL says a part of it otherwise"));
    }
    found
        .into_iter()
        .map(|what| Unsaid {
            table: name.clone(),
            what,
        })
        .collect()
}

/// `text` as a word.
fn as_word(text: &str) -> String {
    let mut word: String = text
        .chars()
        .map(|character| {
            if character.is_alphanumeric() {
                character
            } else {
                '_'
            }
        })
        .collect();
    if !is_word(&word) {
        word.insert(0, '_');
    }
    if is_word(&word) { word } else { String::from("app") }
}

/// What is missing, by table.
fn notes(unsaid: &[Unsaid]) -> BTreeMap<&Name, Vec<&str>> {
    let mut notes: BTreeMap<&Name, Vec<&str>> = BTreeMap::new();
    for it in unsaid {
        notes.entry(&it.table).or_default().push(&it.what);
    }
    notes
}
