//! Tables.

use std::collections::{BTreeSet, HashMap};

use dazzle_schema::{Name, Table};

use super::Reader;
use super::columns::{self, KeyRole};
use super::rows::{ListedColumn, Object, Rows};
use crate::inspection::UnmodelledKind;
use crate::sqlite::create_table_text::{ClauseKind, CreateTableText, Item, ItemKind, significant};

/// A table on its way into the schema.
pub struct Draft {
    pub table: Table,
    pub text: CreateTableText,
    /// The names of its constraints so far, in lower case.
    pub taken: BTreeSet<String>,
}

/// Where the draft of each table stands.
pub struct Places(HashMap<String, usize>);

impl Places {
    pub fn new(drafts: &[Draft]) -> Self {
        let lower = |draft: &Draft| draft.table.name.as_str().to_ascii_lowercase();
        Self(
            drafts
                .iter()
                .enumerate()
                .map(|(at, draft)| (lower(draft), at))
                .collect(),
        )
    }

    /// Of the table called so, in any case.
    pub fn of(&self, table: &str) -> Option<usize> {
        self.0.get(&table.to_ascii_lowercase()).copied()
    }
}

/// A virtual table.
pub struct VirtualTable {
    name: String,
    /// In lower case.
    module: String,
}

/// The tables that a module of virtual tables makes for itself, by what stands behind the name of the virtual one.
const SHADOWS: [(&str, &[&str]); 5] = [
    ("fts3", &["content", "segments", "segdir", "docsize", "stat"]),
    ("fts4", &["content", "segments", "segdir", "docsize", "stat"]),
    ("fts5", &["data", "idx", "content", "docsize", "config"]),
    ("rtree", &["node", "rowid", "parent"]),
    ("geopoly", &["node", "rowid", "parent"]),
];

impl Reader {
    /// The table with its columns. What is no table of the model is reported.
    pub fn draft(&mut self, object: &Object, rows: &Rows, virtuals: &[VirtualTable]) -> Option<Draft> {
        if virtuals.iter().any(|table| table.name == object.name) {
            self.whole_object(UnmodelledKind::Table, object, None);
            return None;
        }
        if let Some(owner) = owner_of(object, rows, virtuals) {
            let why = format!("belongs to virtual table `{owner}`");
            self.whole_object(UnmodelledKind::Table, object, Some(&why));
            // It comes and goes with the virtual one.
            if let Some(shadow) = self.found.unmodelled.last_mut() {
                shadow.table = Some(owner.to_owned());
                shadow.make = None;
                shadow.unmake = None;
            }
            return None;
        }
        match read(object, rows) {
            Ok(draft) => {
                self.options(&draft);
                Some(draft)
            }
            Err(why) => {
                self.whole_object(UnmodelledKind::Table, object, Some(why));
                None
            }
        }
    }

    fn options(&mut self, draft: &Draft) {
        for (is_set, option) in [
            (draft.text.is_strict(), "STRICT"),
            (draft.text.is_without_rowid(), "WITHOUT ROWID"),
            (draft.text.is_autoincrement(), "AUTOINCREMENT"),
        ] {
            if is_set {
                self.property(&draft.table, option, option);
            }
        }
    }
}

/// The virtual tables among all objects.
pub fn virtual_tables(objects: &[Object]) -> Vec<VirtualTable> {
    objects.iter().filter_map(virtual_table).collect()
}

fn virtual_table(object: &Object) -> Option<VirtualTable> {
    let sql = object.sql.as_deref().filter(|_| object.kind == "table")?;
    // SQLite writes the head of the text itself.
    if !sql
        .get(..14)
        .is_some_and(|head| head.eq_ignore_ascii_case("CREATE VIRTUAL"))
    {
        return None;
    }
    let pieces = significant(sql);
    let using = pieces.iter().position(|piece| piece.token.is_word("USING"));
    let module = using.and_then(|using| pieces.get(using + 1)?.name());
    Some(VirtualTable {
        name: object.name.clone(),
        module: module.unwrap_or_default().to_ascii_lowercase(),
    })
}

/// The virtual table that made this one for itself. SQLite says so only where it has the module.
fn owner_of<'v>(object: &Object, rows: &Rows, virtuals: &'v [VirtualTable]) -> Option<&'v str> {
    let is_listed = rows.kinds.get(&object.name).is_some_and(|kind| kind == "shadow");
    virtuals.iter().find_map(|owner| {
        let suffix = object.name.strip_prefix(owner.name.as_str())?.strip_prefix('_')?;
        let is_known = SHADOWS
            .iter()
            .any(|(module, suffixes)| *module == owner.module && suffixes.contains(&suffix));
        (is_listed || is_known).then_some(owner.name.as_str())
    })
}

/// The table, or why it cannot be in a schema.
fn read(object: &Object, rows: &Rows) -> Result<Draft, &'static str> {
    const DISAGREES: &str = "its text says something else than SQLite does of its columns";
    let name = Name::new(&object.name).map_err(|_| "its name is longer than the schema can hold, or odd")?;
    let text = CreateTableText::parse(object.sql.as_deref().unwrap_or_default())
        .map_err(|_| "its text cannot be read")?;
    let listed = rows.columns.get(&object.name).ok_or(DISAGREES)?;
    let items: Vec<&Item> = text
        .items()
        .iter()
        .filter(|item| matches!(item.kind, ItemKind::Column { .. }))
        .collect();
    if items.len() != listed.len() || !agrees(&text, listed) {
        return Err(DISAGREES);
    }
    let mut table = Table::new(name);
    let is_alias = text.has_rowid_alias();
    let key_length = listed.iter().filter(|column| column.key_place > 0).count();
    for (item, listed) in items.into_iter().zip(listed) {
        let name = Name::new(&listed.name)
            .map_err(|_| "the name of a column is longer than the schema can hold, or odd")?;
        let role = match (listed.key_place, key_length) {
            (1, 1) if is_alias => KeyRole::Numbered,
            (1, 1) => KeyRole::Sole,
            _ => KeyRole::Other,
        };
        if says(item, listed, &text) {
            let column = columns::column(item, name.clone(), listed, role);
            table.columns.insert(name, column);
        } else {
            return Err(DISAGREES);
        }
    }
    Ok(Draft {
        table,
        text,
        taken: BTreeSet::new(),
    })
}

/// Whether the text has the key that SQLite has.
fn agrees(text: &CreateTableText, listed: &[ListedColumn]) -> bool {
    let mut key: Vec<&ListedColumn> = listed.iter().filter(|column| column.key_place > 0).collect();
    key.sort_by_key(|column| column.key_place);
    let mut read: Vec<String> = Vec::new();
    for item in text.items() {
        for clause in &item.clauses {
            if let ClauseKind::PrimaryKey { columns, .. } = &clause.kind {
                match (columns, &item.kind) {
                    (Some(columns), _) => read.extend(columns.iter().map(|column| column.name.clone())),
                    (None, ItemKind::Column { name, .. }) => read.push(name.clone()),
                    (None, ItemKind::Constraints) => return false,
                }
            }
        }
    }
    // SQLite counts a column once that is twice in the key.
    let mut once: Vec<String> = Vec::new();
    for name in read {
        if !once.iter().any(|held| held.eq_ignore_ascii_case(&name)) {
            once.push(name);
        }
    }
    once.len() == key.len()
        && once
            .iter()
            .zip(key)
            .all(|(read, listed)| read.eq_ignore_ascii_case(&listed.name))
}

/// Whether the item declares the column as SQLite lists it.
fn says(item: &Item, listed: &ListedColumn, text: &CreateTableText) -> bool {
    let has = |which: fn(&ClauseKind) -> bool| item.clauses.iter().any(|clause| which(&clause.kind));
    let is_required = has(|kind| matches!(kind, ClauseKind::NotNull));
    // The columns of such a key are required without a word.
    let by_key = listed.key_place > 0 && (text.is_strict() || text.is_without_rowid());
    let name_agrees = matches!(&item.kind, ItemKind::Column { name, .. } if *name == listed.name);
    name_agrees
        && (listed.required == is_required || (listed.required && by_key))
        && has(|kind| matches!(kind, ClauseKind::Default { .. })) == listed.has_default
        && has(|kind| matches!(kind, ClauseKind::Generated { .. })) == listed.generated
}
