//! The tree of one file, before linking. Fields, constraints and the like have their final form already; what
//! linking adds is which entity ends up with which of them.

use crate::model::{App, Constraint, Field, Invariant, Located, Temporal};
use crate::{Span, TenancyMode};

#[derive(Debug, Default)]
pub(crate) struct FileTree {
    pub module: Option<Located>,
    pub uses: Vec<Located>,
    pub app: Option<App>,
    pub entities: Vec<EntityTree>,
    pub archetypes: Vec<ArchetypeTree>,
    pub tenancies: Vec<TenancyTree>,
}

#[derive(Debug)]
pub(crate) struct EntityTree {
    pub name: Located,
    pub title: Option<String>,
    pub intent: Option<String>,
    pub extends: Vec<Located>,
    pub fields: Vec<Field>,
    pub constraints: Vec<Constraint>,
    pub invariants: Vec<Invariant>,
    pub kind: Option<Located>,
    pub subtype_of: Option<Located>,
    pub soft_delete: Option<Span>,
    pub signable: Option<Span>,
    pub temporal: Option<Temporal>,
    pub was: Option<Located>,
    pub domain: Option<String>,
    /// Names of fields whose lines could not be read; nobody should be told that they do not exist.
    pub failed: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct ArchetypeTree {
    pub name: Located,
    pub fields: Vec<Field>,
    pub invariants: Vec<Invariant>,
    /// As in [`EntityTree::failed`].
    pub failed: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct TenancyTree {
    pub span: Span,
    pub mode: Option<TenancyMode>,
    pub partition_key: Option<Located>,
    pub excluded: Vec<Located>,
}

impl EntityTree {
    pub(crate) fn new(name: Located, title: Option<String>) -> Self {
        Self {
            name,
            title,
            intent: None,
            extends: Vec::new(),
            fields: Vec::new(),
            constraints: Vec::new(),
            invariants: Vec::new(),
            kind: None,
            subtype_of: None,
            soft_delete: None,
            signable: None,
            temporal: None,
            was: None,
            domain: None,
            failed: Vec::new(),
        }
    }
}
