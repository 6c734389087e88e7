//! What the server is asked: statements that put a text into a database, and queries that read it back.

use std::collections::BTreeMap;

use dazzle_schema::sql_tokens::{TokenKind, tokens_in};
use dazzle_schema::{Column, Dialect, Index, Name, Schema, Table, View};

use crate::alignment::{Place, Subject, Undecided, index_method};
use crate::postgresql::types::type_sql;
use crate::quote::{column_list, quote_identifier, quote_literal};

/// After so many rounds a text has to come back as it went in; two are enough for every text known.
const ROUNDS: usize = 4;

/// Stands for the place where things are made; no text of a person can hold it.
const SPACE: &str = "\u{1}space\u{1}";

/// Questions that need the same table.
#[derive(Debug, Clone)]
pub struct Group {
    /// Ways to make the table, tried in order; none for views, and one for all types.
    pub setups: Vec<Setup>,
    /// What is asked.
    pub items: Vec<Item>,
}

/// A way to make a table like the live one.
#[derive(Debug, Clone)]
pub struct Setup {
    pub sql: String,
    /// Columns that are not as they are declared: what mentions one of them cannot be compared.
    pub not_as_declared: Vec<Name>,
}

/// One subject with its two sides.
#[derive(Debug, Clone)]
pub struct Item {
    pub subject: Subject,
    /// Others of which the same is asked.
    pub others: Vec<Subject>,
    pub declared: Side,
    pub live: Side,
    /// A check of a column of a textual type, where the order of listed values does not count.
    pub lists_texts: Vec<String>,
    /// Whether what the declared text mentions is to be made by the same change.
    pub is_ahead: bool,
}

/// How one text is given to the server and read back.
#[derive(Debug, Clone)]
pub struct Side {
    pub prefix: String,
    pub text: String,
    pub suffix: String,
    /// In place of `prefix` from the second round on.
    pub prefix_again: String,
    pub read: String,
}

impl Item {
    /// All of which this is asked.
    pub fn subjects(&self) -> impl Iterator<Item = &Subject> {
        std::iter::once(&self.subject).chain(&self.others)
    }
}

impl Group {
    /// About the size of the request.
    pub fn bytes(&self) -> usize {
        let setups: usize = self.setups.iter().map(|setup| setup.sql.len()).sum();
        let items: usize = self
            .items
            .iter()
            .flat_map(|item| [&item.declared, &item.live])
            .map(|side| side.prefix.len() * 2 + side.text.len() + side.suffix.len() + side.read.len())
            .sum();
        setups + items
    }

    /// The call that asks, in `space`. Items are numbered: twice the place in the group, plus one for the live side.
    pub fn query(&self, space: &str) -> String {
        let literal = |text: &str| quote_literal(&text.replace(SPACE, space));
        let setups: Vec<String> = self.setups.iter().map(|setup| literal(&setup.sql)).collect();
        let sides = self.items.iter().flat_map(|item| [&item.declared, &item.live]);
        let items: Vec<String> = sides
            .enumerate()
            .map(|(number, side)| {
                let parts = [
                    number.to_string(),
                    ROUNDS.to_string(),
                    side.prefix.clone(),
                    side.text.clone(),
                    side.suffix.clone(),
                    side.prefix_again.clone(),
                    side.read.clone(),
                ];
                let parts: Vec<String> = parts.iter().map(|part| literal(part)).collect();
                format!("ARRAY[{}]", parts.join(", "))
            })
            .collect();
        format!(
            "SELECT item, setup, outcome, found FROM {space}.dazzle_normal_forms(ARRAY[{}]::text[], ARRAY[{}]::text[])",
            setups.join(", "),
            items.join(",\n")
        )
    }
}

/// The questions by table; views come first, one group for all, then types, of which each is asked once.
pub fn groups(undecided: &[&Undecided], live: &Schema, declared: &Schema) -> Vec<Group> {
    let mut views = Vec::new();
    let mut types: BTreeMap<(&str, &str), Item> = BTreeMap::new();
    let mut tables: BTreeMap<&Name, Vec<Item>> = BTreeMap::new();
    for undecided in undecided {
        let subject = &undecided.subject;
        if subject.place == Place::View {
            views.extend(view_item(subject, live, declared));
        } else if matches!(subject.place, Place::ColumnType(_)) {
            types
                .entry((&subject.declared, &subject.live))
                .and_modify(|item| item.others.push(subject.clone()))
                .or_insert_with(|| type_item(subject));
        } else if let (Some(here), Some(wanted)) =
            (live.table(&subject.table), declared.table(&subject.table))
            && let Some(item) = table_item(subject, here, wanted)
        {
            tables.entry(&here.name).or_default().push(item);
        }
    }
    let mut groups = Vec::new();
    if !views.is_empty() {
        groups.push(Group {
            setups: Vec::new(),
            items: views,
        });
    }
    if !types.is_empty() {
        groups.push(Group {
            setups: vec![Setup {
                sql: format!("CREATE TABLE {TYPES} ()"),
                not_as_declared: Vec::new(),
            }],
            items: types.into_values().collect(),
        });
    }
    for (name, items) in tables {
        if let (Some(here), Some(wanted)) = (live.table(name), declared.table(name)) {
            groups.push(Group {
                setups: setups(here, wanted),
                items,
            });
        }
    }
    groups
}

/// Whether the text can be put into a statement without ending it: its parentheses and brackets are balanced, and no
/// semicolon stands in it.
pub fn is_one_piece(text: &str) -> bool {
    let mut open = Vec::new();
    for token in tokens_in(Dialect::Postgresql, text) {
        if token.kind != TokenKind::Symbol {
            continue;
        }
        match token.text {
            "(" => open.push(")"),
            "[" => open.push("]"),
            ")" | "]" if open.pop() != Some(token.text) => return false,
            ";" => return false,
            _ => {}
        }
    }
    open.is_empty()
}

/// The table to ask on, by its name so that a text may say it.
fn copy_of(table: &Name) -> String {
    format!("{SPACE}.{}", quote_identifier(table.as_str()))
}

fn regclass(table: &str) -> String {
    format!("{}::pg_catalog.regclass", quote_literal(table))
}

/// A copy of the live table with the declared columns; the same from what is known of it, for those who may not
/// read the table; and a copy as it is, for when a declared type does not exist yet.
fn setups(live: &Table, declared: &Table) -> Vec<Setup> {
    let copy = copy_of(&live.name);
    let like = format!(
        "CREATE TABLE {copy} (LIKE {})",
        quote_identifier(live.name.as_str())
    );
    let mut changes = Vec::new();
    let mut changed = Vec::new();
    for column in declared.columns.values() {
        let name = quote_identifier(column.name.as_str());
        let type_text = type_with_collation(column);
        match live.column(&column.name) {
            None => changes.push(format!("ADD COLUMN {name} {type_text}")),
            Some(here) if type_with_collation(here) != type_text => {
                changes.push(format!("ALTER COLUMN {name} TYPE {type_text} USING NULL"));
            }
            Some(_) => continue,
        }
        changed.push(column.name.clone());
    }
    let only_live = live
        .columns
        .values()
        .filter(|column| declared.column(&column.name).is_none());
    let columns: Vec<String> = declared
        .columns
        .values()
        .chain(only_live)
        .map(|column| {
            format!(
                "{} {}",
                quote_identifier(column.name.as_str()),
                type_with_collation(column)
            )
        })
        .collect();
    let adapted = if changes.is_empty() {
        like.clone()
    } else {
        format!("{like}; ALTER TABLE {copy} {}", changes.join(", "))
    };
    let mut setups = vec![
        Setup {
            sql: adapted,
            not_as_declared: Vec::new(),
        },
        Setup {
            sql: format!("CREATE TABLE {copy} ({})", columns.join(", ")),
            not_as_declared: Vec::new(),
        },
    ];
    if !changed.is_empty() {
        setups.push(Setup {
            sql: like,
            not_as_declared: changed,
        });
    }
    setups
}

fn type_with_collation(column: &Column) -> String {
    let mut text = type_sql(&column.column_type);
    if let Some(collation) = &column.collation {
        text.push_str(&format!(" COLLATE {}", quote_identifier(collation.as_str())));
    }
    text
}

fn table_item(subject: &Subject, live: &Table, declared: &Table) -> Option<Item> {
    let copy = copy_of(&live.name);
    let mut lists_texts = Vec::new();
    let sides = match &subject.place {
        Place::Default(column) => [&subject.declared, &subject.live].map(|text| default(&copy, column, text)),
        Place::Generated(column) => {
            let type_text = type_sql(&declared.column(column)?.column_type);
            [&subject.declared, &subject.live].map(|text| generated(&copy, &type_text, text))
        }
        Place::Check(_) | Place::IndexPredicate(_) => {
            lists_texts = textual_columns(live, declared);
            [&subject.declared, &subject.live].map(|text| condition(&copy, text))
        }
        Place::IndexPart { index, .. } => {
            let index = declared.indexes.get(index)?;
            [&subject.declared, &subject.live].map(|text| index_part(&copy, index, text))
        }
        Place::ColumnType(_) | Place::View => return None,
    };
    let [declared, live] = sides;
    Some(Item {
        subject: subject.clone(),
        others: Vec::new(),
        declared,
        live,
        lists_texts,
        is_ahead: false,
    })
}

/// The columns that are `text` or `varchar` on both sides.
fn textual_columns(live: &Table, declared: &Table) -> Vec<String> {
    live.columns
        .keys()
        .filter(|name| {
            [live, declared]
                .iter()
                .all(|table| crate::alignment::is_textual(Dialect::Postgresql, table, name.as_str()))
        })
        .map(|name| name.as_str().to_owned())
        .collect()
}

// A text ends with a line break, since it may end with a comment.

fn condition(copy: &str, text: &str) -> Side {
    let prefix = format!("ALTER TABLE {copy} ADD CONSTRAINT dazzle_check CHECK (");
    Side {
        prefix: prefix.clone(),
        text: text.to_owned(),
        suffix: "\n) NOT VALID".to_owned(),
        prefix_again: prefix,
        read: format!(
            "SELECT pg_catalog.pg_get_expr(conbin, conrelid) FROM pg_catalog.pg_constraint \
             WHERE conname = 'dazzle_check' AND conrelid = {}",
            regclass(copy)
        ),
    }
}

fn default(copy: &str, column: &Name, text: &str) -> Side {
    let prefix = format!(
        "ALTER TABLE {copy} ALTER COLUMN {} SET DEFAULT (",
        quote_identifier(column.as_str())
    );
    Side {
        prefix: prefix.clone(),
        text: text.to_owned(),
        suffix: "\n)".to_owned(),
        prefix_again: prefix,
        read: column_expression(copy, column.as_str()),
    }
}

fn generated(copy: &str, type_text: &str, text: &str) -> Side {
    let prefix = format!("ALTER TABLE {copy} ADD COLUMN dazzle_generated {type_text} GENERATED ALWAYS AS (");
    Side {
        prefix: prefix.clone(),
        text: text.to_owned(),
        suffix: "\n) STORED".to_owned(),
        prefix_again: prefix,
        read: column_expression(copy, "dazzle_generated"),
    }
}

fn column_expression(copy: &str, column: &str) -> String {
    format!(
        "SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) FROM pg_catalog.pg_attrdef d \
         JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum \
         WHERE a.attrelid = {} AND a.attname = {}",
        regclass(copy),
        quote_literal(column)
    )
}

/// The table on which types are asked.
const TYPES: &str = "\u{1}space\u{1}.dazzle_types";

fn type_item(subject: &Subject) -> Item {
    let [declared, live] = [&subject.declared, &subject.live].map(|text| column_type(text));
    Item {
        subject: subject.clone(),
        others: Vec::new(),
        declared,
        live,
        lists_texts: Vec::new(),
        is_ahead: false,
    }
}

fn column_type(text: &str) -> Side {
    let prefix = format!("ALTER TABLE {TYPES} ADD COLUMN dazzle_type ");
    Side {
        prefix: prefix.clone(),
        text: text.to_owned(),
        suffix: String::new(),
        prefix_again: prefix,
        read: format!(
            "SELECT pg_catalog.format_type(atttypid, atttypmod) FROM pg_catalog.pg_attribute \
             WHERE attname = 'dazzle_type' AND attrelid = {}",
            regclass(TYPES)
        ),
    }
}

fn index_part(copy: &str, index: &Index, text: &str) -> Side {
    let method =
        index_method(index).map_or_else(|| "btree".to_owned(), |name| quote_identifier(name.as_str()));
    Side {
        prefix: format!("CREATE INDEX dazzle_index ON {copy} USING {method} ("),
        text: format!("{text})"),
        suffix: String::new(),
        // What is read is the whole statement.
        prefix_again: String::new(),
        read: format!(
            "SELECT pg_catalog.pg_get_indexdef({})",
            regclass(&format!("{SPACE}.dazzle_index"))
        ),
    }
}

fn view_item(subject: &Subject, live: &Schema, declared: &Schema) -> Option<Item> {
    let [here, wanted] = [live, declared].map(|schema| schema.view(&subject.table));
    let (here, wanted) = (here?, wanted?);
    Some(Item {
        subject: subject.clone(),
        others: Vec::new(),
        declared: view(wanted, &subject.declared),
        live: view(here, &subject.live),
        lists_texts: Vec::new(),
        is_ahead: is_ahead(wanted, live, declared),
    })
}

fn view(view: &View, text: &str) -> Side {
    let columns = if view.columns.is_empty() {
        String::new()
    } else {
        format!(" ({})", column_list(&view.columns))
    };
    let name = format!("{SPACE}.dazzle_view");
    Side {
        prefix: format!("CREATE VIEW {name}{columns} AS "),
        text: text.to_owned(),
        suffix: String::new(),
        prefix_again: format!("CREATE VIEW {name} AS "),
        read: format!(
            "SELECT pg_catalog.rtrim(pg_catalog.pg_get_viewdef({}), E'; \\n')",
            regclass(&name)
        ),
    }
}

/// Whether the view speaks of a table, view or column that is declared and not there yet, so that it cannot be what
/// is there.
fn is_ahead(view: &View, live: &Schema, declared: &Schema) -> bool {
    let tables = declared.tables().any(|table| match live.table(&table.name) {
        None => view.mentions(&table.name),
        Some(here) => table
            .columns
            .keys()
            .any(|column| here.column(column).is_none() && view.mentions(column)),
    });
    tables
        || declared
            .views()
            .any(|other| live.view(&other.name).is_none() && view.mentions(&other.name))
}
