//! Reading operations.

use dazzle_ops::{
    AddCheck, AddColumn, AddForeignKey, AddPrimaryKey, AddUnique, AlterColumn, CreateIndex, CreateTable,
    CreateView, DataMigration, DropCheck, DropColumn, DropForeignKey, DropIndex, DropPrimaryKey, DropTable,
    DropUnique, DropView, Execute, Operation, RenameColumn, RenameConstraint, RenameIndex, RenameTable,
    SetTableComment,
};
use dazzle_schema::Name;
use toml::de::DeValue;

use super::reader::{Item, Part, Reader};

/// The keys of the operation with this word, `op` aside.
fn keys(word: &str) -> Option<&'static [&'static str]> {
    Some(match word {
        "create_table" | "drop_table" => &[
            "table",
            "comment",
            "columns",
            "primary_key",
            "foreign_keys",
            "uniques",
            "checks",
            "indexes",
        ],
        "rename_table" => &["from", "to"],
        "set_table_comment" => &["table", "comment"],
        "add_column" | "drop_column" => &["table", "column"],
        "rename_column" | "rename_constraint" | "rename_index" => &["table", "from", "to"],
        "alter_column" => &[
            "table",
            "column",
            "type",
            "nullable",
            "default",
            "identity",
            "generated",
            "collation",
            "comment",
            "using",
            "check",
        ],
        "add_primary_key" | "drop_primary_key" => &["table", "primary_key"],
        "add_foreign_key" | "drop_foreign_key" => &["table", "foreign_key"],
        "add_unique" | "drop_unique" => &["table", "unique"],
        "add_check" | "drop_check" => &["table", "check"],
        "create_index" | "drop_index" => &["table", "index"],
        "create_view" | "drop_view" => &["view", "columns", "query"],
        "execute" => &["why", "sql", "effects"],
        "data_migration" => &["why", "until", "sql", "batched"],
        _ => return None,
    })
}

/// One operation.
pub fn operation(reader: &mut Reader<'_>, item: &Item<'_>) -> Option<Operation> {
    let part = reader.open_part(item, "an operation")?;
    if !part.table.contains_key("op") {
        let help = "an operation begins with its word, as in `op = \"add_column\"`";
        reader.error(part.span(), "an operation has no `op`", Some(help.to_owned()));
        return None;
    }
    let (word, known) = reader.required(&part, "op", |reader, item, key| {
        let text = reader.text(item, key)?;
        Some((text, reader.word(item, key, Operation::WORDS, keys)?))
    })?;
    let what = format!("`{word}`");
    let part = reader.open_part(item, &what)?;
    let all: Vec<&str> = std::iter::once("op").chain(known.iter().copied()).collect();
    reader.known_keys(&part, &all);
    Some(match word {
        "create_table" => CreateTable {
            table: reader.whole_table(&part)?,
        }
        .into(),
        "drop_table" => DropTable {
            table: reader.whole_table(&part)?,
        }
        .into(),
        "rename_table" => {
            let [from, to] = names(reader, &part, ["from", "to"])?;
            RenameTable { from, to }.into()
        }
        "rename_column" => {
            let [table, from, to] = names(reader, &part, ["table", "from", "to"])?;
            RenameColumn { table, from, to }.into()
        }
        "rename_constraint" => {
            let [table, from, to] = names(reader, &part, ["table", "from", "to"])?;
            RenameConstraint { table, from, to }.into()
        }
        "rename_index" => {
            let [table, from, to] = names(reader, &part, ["table", "from", "to"])?;
            RenameIndex { table, from, to }.into()
        }
        "set_table_comment" => {
            let (table, comment) = with_table(reader, &part, "comment", |reader, item, key| {
                reader.option_change(item, key, Reader::owned_text)
            })?;
            SetTableComment { table, comment }.into()
        }
        "add_column" => {
            let (table, column) = with_table(reader, &part, "column", Reader::column)?;
            AddColumn { table, column }.into()
        }
        "drop_column" => {
            let (table, column) = with_table(reader, &part, "column", Reader::column)?;
            DropColumn { table, column }.into()
        }
        "alter_column" => alter_column(reader, &part)?.into(),
        "add_primary_key" => {
            let (table, primary_key) = with_table(reader, &part, "primary_key", Reader::primary_key)?;
            AddPrimaryKey { table, primary_key }.into()
        }
        "drop_primary_key" => {
            let (table, primary_key) = with_table(reader, &part, "primary_key", Reader::primary_key)?;
            DropPrimaryKey { table, primary_key }.into()
        }
        "add_foreign_key" => {
            let (table, foreign_key) = with_table(reader, &part, "foreign_key", Reader::foreign_key)?;
            AddForeignKey { table, foreign_key }.into()
        }
        "drop_foreign_key" => {
            let (table, foreign_key) = with_table(reader, &part, "foreign_key", Reader::foreign_key)?;
            DropForeignKey { table, foreign_key }.into()
        }
        "add_unique" => {
            let (table, unique) = with_table(reader, &part, "unique", Reader::unique)?;
            AddUnique { table, unique }.into()
        }
        "drop_unique" => {
            let (table, unique) = with_table(reader, &part, "unique", Reader::unique)?;
            DropUnique { table, unique }.into()
        }
        "add_check" => {
            let (table, check) = with_table(reader, &part, "check", Reader::check)?;
            AddCheck { table, check }.into()
        }
        "drop_check" => {
            let (table, check) = with_table(reader, &part, "check", Reader::check)?;
            DropCheck { table, check }.into()
        }
        "create_index" => {
            let (table, index) = with_table(reader, &part, "index", Reader::index)?;
            CreateIndex { table, index }.into()
        }
        "drop_index" => {
            let (table, index) = with_table(reader, &part, "index", Reader::index)?;
            DropIndex { table, index }.into()
        }
        "create_view" => CreateView {
            view: reader.view(&part)?,
        }
        .into(),
        "drop_view" => DropView {
            view: reader.view(&part)?,
        }
        .into(),
        "execute" => execute(reader, &part)?.into(),
        "data_migration" => data_migration(reader, &part)?.into(),
        _ => return None,
    })
}

fn names<const N: usize>(reader: &mut Reader<'_>, part: &Part<'_, '_>, keys: [&str; N]) -> Option<[Name; N]> {
    let read: Vec<Option<Name>> = keys
        .iter()
        .map(|key| reader.required(part, key, Reader::name))
        .collect();
    let read: Option<Vec<Name>> = read.into_iter().collect();
    read?.try_into().ok()
}

fn with_table<'s, 'a, 'i, T>(
    reader: &mut Reader<'s>,
    part: &Part<'a, 'i>,
    key: &str,
    read: impl FnOnce(&mut Reader<'s>, &'a Item<'i>, &str) -> Option<T>,
) -> Option<(Name, T)> {
    let table = reader.required(part, "table", Reader::name);
    let thing = reader.required(part, key, read);
    Some((table?, thing?))
}

fn alter_column(reader: &mut Reader<'_>, part: &Part<'_, '_>) -> Option<AlterColumn> {
    let names = names(reader, part, ["table", "column"]);
    let column_type = reader.optional(part, "type", |reader, item, key| {
        reader.change(item, key, Reader::column_type)
    });
    let nullable = reader.optional(part, "nullable", |reader, item, key| {
        reader.change(item, key, Reader::flag)
    });
    let default = reader.optional(part, "default", |reader, item, key| {
        reader.option_change(item, key, Reader::default_value)
    });
    let identity = reader.optional(part, "identity", |reader, item, key| {
        reader.option_change(item, key, Reader::identity)
    });
    let generated = reader.optional(part, "generated", |reader, item, key| {
        reader.option_change(item, key, Reader::generated)
    });
    let collation = reader.optional(part, "collation", |reader, item, key| {
        reader.option_change(item, key, Reader::name)
    });
    let comment = reader.optional(part, "comment", |reader, item, key| {
        reader.option_change(item, key, Reader::owned_text)
    });
    let using = reader.optional(part, "using", Reader::sql);
    let check = reader.optional(part, "check", Reader::sql);
    let [table, column] = names?;
    let altered = AlterColumn {
        table,
        column,
        column_type: column_type?,
        nullable: nullable?,
        default: default?,
        identity: identity?,
        generated: generated?,
        collation: collation?,
        comment: comment?,
        using: using?,
        check: check?,
    };
    if altered.is_empty() {
        let help = "write one of `type`, `nullable`, `default`, `identity`, `generated`, `collation`, `comment`, each `{ from = …, to = … }`";
        reader.error(
            part.span(),
            "`alter_column` changes nothing",
            Some(help.to_owned()),
        );
        return None;
    }
    Some(altered)
}

fn execute(reader: &mut Reader<'_>, part: &Part<'_, '_>) -> Option<Execute> {
    let why = reader.optional(part, "why", Reader::owned_text);
    let sql = reader.required(part, "sql", |reader, item, key| {
        let sql = reader.sql(item, key)?;
        if sql.is_blank() {
            reader.error(item.span(), "`execute` has no SQL", None);
            return None;
        }
        Some(sql)
    });
    let effects = reader.optional(part, "effects", |reader, item, key| {
        reader.list(item, key, |reader, item, _| effect(reader, item))
    });
    Some(Execute {
        why: why?,
        sql: sql?,
        effects: effects?.unwrap_or_default(),
    })
}

/// An operation that says what SQL by hand does. Looked at before it is read, so that effects do not nest.
fn effect(reader: &mut Reader<'_>, item: &Item<'_>) -> Option<Operation> {
    let part = reader.open_part(item, "an effect")?;
    let word = part.table.get("op").map(toml::Spanned::get_ref);
    if let Some(DeValue::String(word)) = word
        && matches!(&**word, "execute" | "data_migration")
    {
        let message = format!("`{word}` says nothing about the schema and is no effect");
        reader.error(item.span(), message, None);
        return None;
    }
    operation(reader, item)
}

fn data_migration(reader: &mut Reader<'_>, part: &Part<'_, '_>) -> Option<DataMigration> {
    let why = reader.required(part, "why", Reader::owned_text);
    let until = reader.required(part, "until", |reader, item, key| {
        let until = reader.sql(item, key)?;
        if until.is_blank() {
            let help = "write a query that gives one number: how many rows are still not in order";
            reader.error(item.span(), "`until` is empty", Some(help.to_owned()));
            return None;
        }
        Some(until)
    });
    let sql = reader.required(part, "sql", Reader::sql);
    let batched = reader.optional(part, "batched", Reader::batched);
    Some(DataMigration {
        why: why?,
        until: until?,
        sql: sql?,
        batched: batched?,
    })
}
