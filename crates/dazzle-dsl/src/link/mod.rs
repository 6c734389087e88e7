//! Trees to a [`Model`]: what refers to a name finds it, and what is short for fields becomes fields.
//!
//! The passes, in the order that decides the order of columns:
//!
//! 1. `modules`: modules by their imports, the root module;
//! 2. collect entities and archetypes, each in one name space over all modules;
//! 3. `archetypes`: fields of `extends:` in front, then what `archetype: user` and its like add;
//! 4. `subtypes`: rules of subtypes, `kind` on their bases;
//! 5. `directives`: `soft_delete`, `signable`;
//! 6. `tenancy`: the tenant key in front;
//! 7. an `id` in front of everything where none is declared;
//! 8. `references`, `checks`: targets, delete behavior, constraint lines, columns, defaults.
//!
//! A pass that finds an error goes on with something sensible, so that one run finds as much as it can.

mod archetypes;
mod checks;
mod directives;
mod modules;
mod references;
mod subtypes;
mod tenancy;

use std::collections::{HashMap, HashSet};

use crate::departures::Departures;
use crate::former_name::without_was;
use crate::model::{Entity, Field, FieldType, Located, Model, Module};
use crate::syntax::{ArchetypeTree, EntityTree, FileTree};
use crate::{Diagnostic, Settings, SourceFile, words};

pub(crate) use references::key_type;

struct Linker<'a> {
    settings: &'a Settings,
    departures: &'static Departures,
    diagnostics: &'a mut Vec<Diagnostic>,
    model: Model,
    archetypes: HashMap<String, ArchetypeTree>,
    /// For each entity: the archetypes it extends.
    extends: Vec<Vec<Located>>,
    /// For each entity: names of fields whose lines could not be read.
    failed: Vec<HashSet<String>>,
}

pub(crate) fn link(
    files: &[SourceFile],
    trees: Vec<FileTree>,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Model {
    let mut linker = Linker {
        settings,
        departures: Departures::of(settings.profile),
        diagnostics,
        model: Model::default(),
        archetypes: HashMap::new(),
        extends: Vec::new(),
        failed: Vec::new(),
    };
    let modules = modules::order(files, &trees, settings, linker.diagnostics);
    let tenancies = linker.collect(modules, trees);
    linker.extend_archetypes();
    linker.entity_kinds();
    linker.subtypes();
    linker.soft_delete();
    linker.signable();
    linker.tenancy(tenancies);
    linker.implicit_ids();
    linker.references();
    linker.delete_behavior();
    linker.checks();
    propose_without_was(files, linker.diagnostics);
    if linker.model.entities.is_empty() {
        // Also when every entity had an error of its own: nothing must look like an empty project.
        linker.report(
            Diagnostic::error("no-entities", None, "the project has no entities").help(
                "check the paths of `[modules]` in dazzle.toml; to drop all tables, write a revision by hand",
            ),
        );
    }
    linker.model
}

/// Completes findings about a `was:` that cannot stay with the edit that takes it away.
fn propose_without_was(files: &[SourceFile], diagnostics: &mut [Diagnostic]) {
    for found in diagnostics {
        let help = match found.code {
            "ambiguous-was" => "only one of them can have had the old name: remove the other `was:`",
            "useless-was" | "unused-was" => "remove the `was:`",
            _ => continue,
        };
        if let Some(name) = found.primary.filter(|_| found.fix.is_none()) {
            found.fix = without_was(files, name);
            found.help.get_or_insert_with(|| help.to_owned());
        }
    }
}

impl Linker<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Takes entities and archetypes out of the trees in the order of the modules; gives the tenancy blocks.
    fn collect(&mut self, modules: Vec<Module>, trees: Vec<FileTree>) -> Vec<crate::syntax::TenancyTree> {
        let mut trees: Vec<Option<FileTree>> = trees.into_iter().map(Some).collect();
        let mut tenancies = Vec::new();
        for (module_at, module) in modules.iter().enumerate() {
            let Some(tree) = trees.get_mut(module.file).and_then(Option::take) else {
                continue;
            };
            let is_root = self
                .settings
                .root
                .as_ref()
                .is_none_or(|root| *root == module.name);
            if is_root && self.model.app.is_none() {
                self.model.app = tree.app;
            }
            for archetype in tree.archetypes {
                self.collect_archetype(archetype, &modules);
            }
            for entity in tree.entities {
                self.collect_entity(entity, module_at, &modules);
            }
            tenancies.extend(tree.tenancies);
        }
        self.model.modules = modules;
        tenancies
    }

    fn collect_archetype(&mut self, mut archetype: ArchetypeTree, modules: &[Module]) {
        if let Some(first) = self.archetypes.get(&archetype.name.text) {
            let diagnostic = duplicate_construct("archetype", &archetype.name, &first.name, modules);
            self.report(diagnostic);
            return;
        }
        let name = archetype.name.text.clone();
        archetype.fields = self.without_duplicates(archetype.fields, &name);
        self.archetypes.insert(name, archetype);
    }

    fn collect_entity(&mut self, tree: EntityTree, module: usize, modules: &[Module]) {
        let first = self
            .model
            .by_name
            .get(&tree.name.text)
            .and_then(|at| self.model.entities.get(*at));
        if let Some(first) = first {
            let first = Located {
                text: first.name.clone(),
                span: first.span,
            };
            let diagnostic = duplicate_construct("entity", &tree.name, &first, modules);
            self.report(diagnostic);
            return;
        }
        let fields = self.without_duplicates(tree.fields, &tree.name.text);
        self.model
            .by_name
            .insert(tree.name.text.clone(), self.model.entities.len());
        self.extends.push(tree.extends);
        self.failed.push(tree.failed.into_iter().collect());
        self.model.entities.push(Entity {
            name: tree.name.text,
            span: tree.name.span,
            title: tree.title,
            intent: tree.intent,
            module,
            fields,
            constraints: tree.constraints,
            invariants: tree.invariants,
            kind: tree.kind,
            subtype_of: tree.subtype_of,
            subtypes: Vec::new(),
            soft_delete: tree.soft_delete,
            signable: tree.signable,
            temporal: tree.temporal,
            was: tree.was,
            domain: tree.domain,
            tenant_key: None,
        });
    }

    fn without_duplicates(&mut self, fields: Vec<Field>, owner: &str) -> Vec<Field> {
        let mut seen: HashMap<String, crate::Span> = HashMap::with_capacity(fields.len());
        let mut kept = Vec::with_capacity(fields.len() + 2);
        for field in fields {
            match seen.get(&field.name) {
                Some(first) => {
                    let diagnostic = Diagnostic::error(
                        "duplicate-field",
                        field.span,
                        format!("`{owner}` has a second field `{}`", field.name),
                    )
                    .label(*first, "the first");
                    self.report(diagnostic);
                }
                None => {
                    seen.insert(field.name.clone(), field.span);
                    kept.push(field);
                }
            }
        }
        kept
    }

    /// The primary key of an entity that declares none: a `uuid`, or for a subtype what its base has.
    fn implicit_ids(&mut self) {
        let types: Vec<Option<FieldType>> = self
            .model
            .entities
            .iter()
            .map(|entity| {
                if entity.field("id").is_some() {
                    return None;
                }
                let base = entity
                    .subtype_of
                    .as_ref()
                    .and_then(|base| self.model.entity(&base.text));
                let declared = base.and_then(|base| base.field("id"));
                Some(declared.map_or(FieldType::Uuid, |id| id.field_type.clone()))
            })
            .collect();
        for (entity, id_type) in self.model.entities.iter_mut().zip(types) {
            if let Some(id_type) = id_type {
                entity
                    .fields
                    .insert(0, Field::directive("id", id_type, entity.span, "id"));
            }
        }
    }

    /// The error for a name that is no entity.
    fn unknown_entity(&self, name: &Located, what: &str) -> Diagnostic {
        let near = words::nearest(
            &name.text,
            self.model.entities.iter().map(|entity| entity.name.as_str()),
        );
        Diagnostic::error(
            "unknown-entity",
            name.span,
            format!("{what} `{}` is no entity of the project", name.text),
        )
        .did_you_mean(name.span, near)
    }
}

fn duplicate_construct(kind: &str, second: &Located, first: &Located, modules: &[Module]) -> Diagnostic {
    let module_of = |name: &Located| {
        modules
            .iter()
            .find(|module| module.file == name.span.file)
            .map_or("", |module| module.name.as_str())
    };
    let code = if kind == "entity" {
        "duplicate-entity"
    } else {
        "duplicate-archetype"
    };
    Diagnostic::error(
        code,
        second.span,
        format!(
            "a second {kind} `{}` in module `{}`; the first is in module `{}`",
            second.text,
            module_of(second),
            module_of(first)
        ),
    )
    .label(first.span, "the first")
}
