//! Operations in the shape of a revision file: keys and values, in the order in which they are printed.
//!
//! What is printed and what is hashed both come from here, so that nothing can be in one and not in the other.

use std::borrow::Cow;

use dazzle_ops::{Batched, Change, Operation};
use dazzle_schema::{
    Check, CheckRule, Column, DefaultValue, Deferrability, ForeignKey, Generated, Identity, Index, IndexKey,
    IndexPart, Name, PrimaryKey, ReferentialAction, SortOrder, SqlText, Table, UniqueConstraint, View,
};

use crate::duration;

/// The keys of a table and what they hold.
pub type Fields<'a> = Vec<(&'static str, Value<'a>)>;

/// What a key holds.
pub enum Value<'a> {
    /// A short text: a name, a word, a comment.
    Text(Cow<'a, str>),
    /// An SQL text.
    Sql(&'a str),
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Number(u32),
    /// A table.
    Table(Fields<'a>),
    /// A list.
    List(Vec<Value<'a>>),
    /// Operations, each a block of its own.
    Blocks(Vec<Fields<'a>>),
}

/// The operation as a table, its word first.
pub fn operation(operation: &Operation) -> Fields<'_> {
    let mut fields = vec![("op", text(operation.word()))];
    match operation {
        Operation::CreateTable(it) => table(&mut fields, &it.table),
        Operation::DropTable(it) => table(&mut fields, &it.table),
        Operation::RenameTable(it) => from_to(&mut fields, &it.from, &it.to),
        Operation::SetTableComment(it) => {
            fields.push(("table", name(&it.table)));
            fields.push(("comment", option_change(&it.comment, |comment| text(comment))));
        }
        Operation::AddColumn(it) => part(&mut fields, &it.table, "column", column(&it.column)),
        Operation::DropColumn(it) => part(&mut fields, &it.table, "column", column(&it.column)),
        Operation::RenameColumn(it) => {
            fields.push(("table", name(&it.table)));
            from_to(&mut fields, &it.from, &it.to);
        }
        Operation::AlterColumn(it) => {
            fields.push(("table", name(&it.table)));
            fields.push(("column", name(&it.column)));
            fields.extend(
                it.column_type
                    .as_ref()
                    .map(|it| ("type", change(it, |held| Value::Text(held.to_string().into())))),
            );
            fields.extend(
                it.nullable
                    .as_ref()
                    .map(|it| ("nullable", change(it, |held| Value::Flag(*held)))),
            );
            fields.extend(
                it.default
                    .as_ref()
                    .map(|it| ("default", option_change(it, default_value))),
            );
            fields.extend(
                it.identity
                    .as_ref()
                    .map(|it| ("identity", option_change(it, |held| identity(*held)))),
            );
            fields.extend(
                it.generated
                    .as_ref()
                    .map(|it| ("generated", option_change(it, generated))),
            );
            fields.extend(
                it.collation
                    .as_ref()
                    .map(|it| ("collation", option_change(it, name))),
            );
            fields.extend(
                it.comment
                    .as_ref()
                    .map(|it| ("comment", option_change(it, |held| text(held)))),
            );
            fields.extend(it.using.as_ref().map(|it| ("using", sql(it))));
            fields.extend(it.check.as_ref().map(|it| ("check", sql(it))));
        }
        Operation::AddPrimaryKey(it) => {
            part(
                &mut fields,
                &it.table,
                "primary_key",
                primary_key(&it.primary_key),
            );
        }
        Operation::DropPrimaryKey(it) => {
            part(
                &mut fields,
                &it.table,
                "primary_key",
                primary_key(&it.primary_key),
            );
        }
        Operation::AddForeignKey(it) => {
            part(
                &mut fields,
                &it.table,
                "foreign_key",
                foreign_key(&it.foreign_key),
            );
        }
        Operation::DropForeignKey(it) => {
            part(
                &mut fields,
                &it.table,
                "foreign_key",
                foreign_key(&it.foreign_key),
            );
        }
        Operation::AddUnique(it) => part(&mut fields, &it.table, "unique", unique(&it.unique)),
        Operation::DropUnique(it) => part(&mut fields, &it.table, "unique", unique(&it.unique)),
        Operation::AddCheck(it) => part(&mut fields, &it.table, "check", check(&it.check)),
        Operation::DropCheck(it) => part(&mut fields, &it.table, "check", check(&it.check)),
        Operation::RenameConstraint(it) => {
            fields.push(("table", name(&it.table)));
            from_to(&mut fields, &it.from, &it.to);
        }
        Operation::CreateIndex(it) => part(&mut fields, &it.table, "index", index(&it.index)),
        Operation::DropIndex(it) => part(&mut fields, &it.table, "index", index(&it.index)),
        Operation::RenameIndex(it) => {
            fields.push(("table", name(&it.table)));
            from_to(&mut fields, &it.from, &it.to);
        }
        Operation::CreateView(it) => view(&mut fields, &it.view),
        Operation::DropView(it) => view(&mut fields, &it.view),
        Operation::Execute(it) => {
            fields.extend(it.why.as_ref().map(|why| ("why", text(why))));
            fields.push(("sql", sql(&it.sql)));
            if !it.effects.is_empty() {
                let effects = it.effects.iter().map(self::operation).collect();
                fields.push(("effects", Value::Blocks(effects)));
            }
        }
        Operation::DataMigration(it) => {
            fields.push(("why", text(&it.why)));
            fields.push(("until", sql(&it.until)));
            fields.push(("sql", sql(&it.sql)));
            fields.extend(it.batched.as_ref().map(|it| ("batched", batched(it))));
        }
    }
    fields
}

fn batched(batched: &Batched) -> Value<'_> {
    let mut fields = Vec::new();
    fields.extend(batched.table.as_ref().map(|it| ("table", name(it))));
    fields.push((
        "key",
        match batched.key.as_slice() {
            [one] => name(one),
            several => names(several),
        },
    ));
    fields.push(("size", Value::Number(batched.size.get())));
    fields.extend(
        batched
            .throttle
            .map(|pause| ("throttle", Value::Text(duration::render(pause).into()))),
    );
    Value::Table(fields)
}

fn text(content: &str) -> Value<'_> {
    Value::Text(content.into())
}

fn name(content: &Name) -> Value<'_> {
    text(content.as_str())
}

fn names(list: &[Name]) -> Value<'_> {
    Value::List(list.iter().map(name).collect())
}

fn sql(content: &SqlText) -> Value<'_> {
    match content {
        SqlText::Portable(content) => Value::Sql(content),
        SqlText::PerDialect(texts) => Value::Table(
            texts
                .iter()
                .map(|(dialect, content)| (dialect.as_str(), Value::Sql(content)))
                .collect(),
        ),
    }
}

fn default_value(value: &DefaultValue) -> Value<'_> {
    match value {
        DefaultValue::Expression(expression) => Value::Table(vec![("sql", sql(expression))]),
        other => Value::Text(other.to_string().into()),
    }
}

fn identity<'a>(kind: Identity) -> Value<'a> {
    text(kind.as_str())
}

fn generated(it: &Generated) -> Value<'_> {
    Value::Table(vec![
        ("expression", sql(&it.expression)),
        ("storage", text(it.storage.as_str())),
    ])
}

fn deferrable<'a>(it: Deferrability) -> Option<(&'static str, Value<'a>)> {
    (it != Deferrability::NotDeferrable).then(|| ("deferrable", text(it.as_str())))
}

fn view<'a>(fields: &mut Fields<'a>, view: &'a View) {
    fields.push(("view", name(&view.name)));
    if !view.columns.is_empty() {
        fields.push(("columns", names(&view.columns)));
    }
    fields.push(("query", sql(&view.query)));
}

fn from_to<'a>(fields: &mut Fields<'a>, from: &'a Name, to: &'a Name) {
    fields.push(("from", name(from)));
    fields.push(("to", name(to)));
}

fn part<'a>(fields: &mut Fields<'a>, table: &'a Name, key: &'static str, value: Value<'a>) {
    fields.push(("table", name(table)));
    fields.push((key, value));
}

fn change<'a, T>(change: &'a Change<T>, shape: impl Fn(&'a T) -> Value<'a>) -> Value<'a> {
    Value::Table(vec![("from", shape(&change.from)), ("to", shape(&change.to))])
}

/// The side that is nothing has no key.
fn option_change<'a, T>(change: &'a Change<Option<T>>, shape: impl Fn(&'a T) -> Value<'a>) -> Value<'a> {
    let from = change.from.as_ref().map(|held| ("from", shape(held)));
    let to = change.to.as_ref().map(|held| ("to", shape(held)));
    Value::Table(from.into_iter().chain(to).collect())
}

fn table<'a>(fields: &mut Fields<'a>, table: &'a Table) {
    fields.push(("table", name(&table.name)));
    fields.extend(table.comment.as_ref().map(|it| ("comment", text(it))));
    fields.push((
        "columns",
        Value::List(table.columns.values().map(column).collect()),
    ));
    fields.extend(
        table
            .primary_key
            .as_ref()
            .map(|key| ("primary_key", primary_key(key))),
    );
    let lists = [
        (
            "foreign_keys",
            table.foreign_keys.values().map(foreign_key).collect(),
        ),
        ("uniques", table.uniques.values().map(unique).collect()),
        ("checks", table.checks.values().map(check).collect()),
        ("indexes", table.indexes.values().map(index).collect()),
    ];
    for (key, items) in lists {
        let items: Vec<Value<'a>> = items;
        if !items.is_empty() {
            fields.push((key, Value::List(items)));
        }
    }
}

fn column(column: &Column) -> Value<'_> {
    let mut fields = vec![
        ("name", name(&column.name)),
        ("type", Value::Text(column.column_type.to_string().into())),
    ];
    if !column.nullable {
        fields.push(("nullable", Value::Flag(false)));
    }
    fields.extend(column.default.as_ref().map(|it| ("default", default_value(it))));
    fields.extend(column.identity.map(|it| ("identity", identity(it))));
    fields.extend(column.generated.as_ref().map(|it| ("generated", generated(it))));
    fields.extend(column.collation.as_ref().map(|it| ("collation", name(it))));
    fields.extend(column.comment.as_ref().map(|it| ("comment", text(it))));
    Value::Table(fields)
}

fn primary_key(key: &PrimaryKey) -> Value<'_> {
    Value::Table(vec![("name", name(&key.name)), ("columns", names(&key.columns))])
}

fn unique(unique: &UniqueConstraint) -> Value<'_> {
    let mut fields = vec![("name", name(&unique.name)), ("columns", names(&unique.columns))];
    if !unique.include.is_empty() {
        fields.push(("include", names(&unique.include)));
    }
    if unique.nulls_not_distinct {
        fields.push(("nulls_not_distinct", Value::Flag(true)));
    }
    fields.extend(deferrable(unique.deferrability));
    Value::Table(fields)
}

fn foreign_key(key: &ForeignKey) -> Value<'_> {
    let references = vec![
        ("table", name(&key.references.table)),
        ("columns", names(&key.references.columns)),
    ];
    let mut fields = vec![
        ("name", name(&key.name)),
        ("columns", names(&key.columns)),
        ("references", Value::Table(references)),
    ];
    for (word, action) in [("on_delete", key.on_delete), ("on_update", key.on_update)] {
        if action != ReferentialAction::NoAction {
            fields.push((word, text(action.as_str())));
        }
    }
    fields.extend(deferrable(key.deferrability));
    Value::Table(fields)
}

fn check(check: &Check) -> Value<'_> {
    let mut fields = vec![("name", name(&check.name))];
    match &check.rule {
        CheckRule::OneOf { column, values } => {
            fields.push(("column", name(column)));
            fields.push(("values", Value::List(values.iter().map(text).collect())));
        }
        CheckRule::Sql(rule) => fields.push(("sql", sql(rule))),
    }
    Value::Table(fields)
}

fn index(index: &Index) -> Value<'_> {
    let mut fields = vec![
        ("name", name(&index.name)),
        (
            "columns",
            Value::List(index.parts.iter().map(index_part).collect()),
        ),
    ];
    if index.unique {
        fields.push(("unique", Value::Flag(true)));
    }
    if index.nulls_not_distinct {
        fields.push(("nulls_not_distinct", Value::Flag(true)));
    }
    fields.extend(index.method.as_ref().map(|it| ("method", name(it))));
    if !index.include.is_empty() {
        fields.push(("include", names(&index.include)));
    }
    fields.extend(index.predicate.as_ref().map(|it| ("where", sql(it))));
    Value::Table(fields)
}

/// A column with nothing special about it is its name alone.
fn index_part(part: &IndexPart) -> Value<'_> {
    let mut fields = vec![match &part.key {
        IndexKey::Column(column) => ("column", name(column)),
        IndexKey::Expression(expression) => ("expression", sql(expression)),
    }];
    if part.order == SortOrder::Descending {
        fields.push(("order", text("descending")));
    }
    fields.extend(part.nulls.map(|it| ("nulls", text(it.as_str()))));
    fields.extend(
        part.operator_class
            .as_ref()
            .map(|it| ("operator_class", name(it))),
    );
    fields.extend(part.collation.as_ref().map(|it| ("collation", name(it))));
    match (&part.key, fields.len()) {
        (IndexKey::Column(column), 1) => name(column),
        _ => Value::Table(fields),
    }
}
