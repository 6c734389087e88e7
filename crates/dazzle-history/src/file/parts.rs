//! Reading the parts of operations: columns, keys, checks, indexes, defaults, SQL.

use std::collections::{BTreeMap, HashSet};

use dazzle_ops::{Batched, Change};
use dazzle_schema::{
    Check, CheckRule, Column, ColumnType, DefaultValue, Deferrability, Dialect, ForeignKey, Generated,
    GeneratedStorage, Identity, Index, IndexKey, IndexPart, Name, NullsOrder, PrimaryKey, Reference,
    ReferentialAction, SortOrder, SqlText, Table, TypeParseError, UniqueConstraint, ValueSet, View,
};
use toml::de::DeValue;

use super::reader::{Item, Part, Reader, similar};
use crate::duration;

const ASCENDING: &str = "ascending";
const DESCENDING: &str = "descending";

impl Reader<'_> {
    /// One SQL text, or one for each dialect.
    pub fn sql(&mut self, item: &Item<'_>, key: &str) -> Option<SqlText> {
        let table = match item.get_ref() {
            DeValue::String(text) => return Some(SqlText::Portable(text.clone().into_owned())),
            DeValue::Table(table) => table,
            _ => {
                let wanted = "a text in quotes or a table with a text for each dialect";
                return self.wrong_kind(item, &format!("`{key}`"), wanted, None);
            }
        };
        if table.is_empty() {
            self.error(item.span(), format!("`{key}` has a text for no dialect"), None);
            return None;
        }
        let mut texts = BTreeMap::new();
        let mut sound = true;
        for (dialect, text) in table {
            let word: &str = dialect.get_ref();
            match word.parse::<Dialect>() {
                Ok(dialect) => {
                    let read = self.owned_text(text, word);
                    sound &= read.is_some();
                    texts.extend(read.map(|text| (dialect, text)));
                }
                Err(error) => {
                    let help = similar(word, Dialect::ALL.iter().map(|dialect| dialect.as_str()));
                    self.error(dialect.span(), format!("`{key}`: {error}"), help);
                    sound = false;
                }
            }
        }
        sound.then_some(SqlText::PerDialect(texts))
    }

    /// A column type.
    pub fn column_type(&mut self, item: &Item<'_>, key: &str) -> Option<ColumnType> {
        match self.text(item, key)?.parse() {
            Ok(column_type) => Some(column_type),
            Err(error) => {
                let help = match &error {
                    TypeParseError::Unknown { text } => Some(
                        similar(
                            text.split('(').next().unwrap_or(text).trim(),
                            ColumnType::WORDS.into_iter(),
                        )
                        .unwrap_or_else(|| {
                            "a type that only one dialect has is written `native(\"…\")`".to_owned()
                        }),
                    ),
                    TypeParseError::Arguments { .. } => None,
                };
                self.error(item.span(), error.to_string(), help);
                None
            }
        }
    }

    /// A default: a text in the form of [`DefaultValue`], or SQL.
    pub fn default_value(&mut self, item: &Item<'_>, key: &str) -> Option<DefaultValue> {
        let help = |text: String| Some(format!("write the default as a text: `{key} = \"{text}\"`"));
        match item.get_ref() {
            DeValue::String(text) => {
                // Read here so that every character of a text comes through as it is.
                let quoted = text.trim().strip_prefix('\'').and_then(|t| t.strip_suffix('\''));
                if let Some(text) = quoted.and_then(unquoted) {
                    return Some(DefaultValue::Text(text));
                }
                match text.parse() {
                    Ok(default) => Some(default),
                    Err(error) => {
                        let help = "an SQL expression is written `{ sql = '…' }`".to_owned();
                        self.error(item.span(), format!("`{key}`: {error}"), Some(help));
                        None
                    }
                }
            }
            DeValue::Table(_) => {
                let part = self.part(item, "a default in SQL", &["sql"])?;
                let sql = self.required(&part, "sql", Self::sql)?;
                Some(DefaultValue::Expression(sql))
            }
            DeValue::Integer(number) => {
                let help = help(number.to_string());
                self.wrong_kind(item, &format!("`{key}`"), "a text in quotes", help)
            }
            DeValue::Float(number) => {
                let help = help(number.to_string());
                self.wrong_kind(item, &format!("`{key}`"), "a text in quotes", help)
            }
            DeValue::Boolean(flag) => {
                let help = help(flag.to_string());
                self.wrong_kind(item, &format!("`{key}`"), "a text in quotes", help)
            }
            _ => {
                let wanted = "a text in quotes or `{ sql = '…' }`";
                self.wrong_kind(item, &format!("`{key}`"), wanted, None)
            }
        }
    }

    /// How rows are numbered.
    pub fn identity(&mut self, item: &Item<'_>, key: &str) -> Option<Identity> {
        self.word(
            item,
            key,
            &Identity::ALL.map(Identity::as_str),
            Identity::from_word,
        )
    }

    /// How a column is computed.
    pub fn generated(&mut self, item: &Item<'_>, key: &str) -> Option<Generated> {
        let what = format!("`{key}`");
        let part = self.part(item, &what, &["expression", "storage"])?;
        let expression = self.required(&part, "expression", Self::sql);
        let storage = self.required(&part, "storage", |reader, item, key| {
            let words = GeneratedStorage::ALL.map(GeneratedStorage::as_str);
            reader.word(item, key, &words, GeneratedStorage::from_word)
        });
        Some(Generated {
            expression: expression?,
            storage: storage?,
        })
    }

    fn deferrability(&mut self, item: &Item<'_>, key: &str) -> Option<Deferrability> {
        let words = Deferrability::ALL.map(Deferrability::as_str);
        self.word(item, key, &words, Deferrability::from_word)
    }

    /// `{ from, to }`, both required.
    pub fn change<T>(
        &mut self,
        item: &Item<'_>,
        key: &str,
        mut read: impl FnMut(&mut Self, &Item<'_>, &str) -> Option<T>,
    ) -> Option<Change<T>> {
        let what = format!("`{key}`");
        let part = self.part(item, &what, &["from", "to"])?;
        let from = self.required(&part, "from", &mut read);
        let to = self.required(&part, "to", &mut read);
        Some(Change { from: from?, to: to? })
    }

    /// `{ from, to }`; a side that is not there is nothing, but not both.
    pub fn option_change<T>(
        &mut self,
        item: &Item<'_>,
        key: &str,
        mut read: impl FnMut(&mut Self, &Item<'_>, &str) -> Option<T>,
    ) -> Option<Change<Option<T>>> {
        let what = format!("`{key}`");
        let part = self.part(item, &what, &["from", "to"])?;
        let from = self.optional(&part, "from", &mut read);
        let to = self.optional(&part, "to", &mut read);
        let change = Change { from: from?, to: to? };
        if change.from.is_none() && change.to.is_none() {
            self.error(item.span(), format!("{what} has neither `from` nor `to`"), None);
            return None;
        }
        Some(change)
    }

    /// The column of `add_column`, `drop_column` and of tables.
    pub fn column(&mut self, item: &Item<'_>, _key: &str) -> Option<Column> {
        let keys = [
            "name",
            "type",
            "nullable",
            "default",
            "identity",
            "generated",
            "collation",
            "comment",
        ];
        let part = self.part(item, "a column", &keys)?;
        let name = self.required(&part, "name", Self::name);
        let column_type = self.required(&part, "type", Self::column_type);
        let nullable = self.optional(&part, "nullable", Self::flag);
        let default = self.optional(&part, "default", Self::default_value);
        let identity = self.optional(&part, "identity", Self::identity);
        let generated = self.optional(&part, "generated", Self::generated);
        let collation = self.optional(&part, "collation", Self::name);
        let comment = self.optional(&part, "comment", Self::owned_text);
        Some(Column {
            name: name?,
            column_type: column_type?,
            nullable: nullable?.unwrap_or(true),
            default: default?,
            identity: identity?,
            generated: generated?,
            collation: collation?,
            comment: comment?,
        })
    }

    fn names(&mut self, item: &Item<'_>, key: &str) -> Option<Vec<Name>> {
        let names = self.list(item, key, Self::name)?;
        if names.is_empty() {
            self.error(item.span(), format!("`{key}` is empty"), None);
            return None;
        }
        Some(names)
    }

    /// How a seam goes through its rows in batches.
    pub fn batched(&mut self, item: &Item<'_>, _key: &str) -> Option<Batched> {
        let part = self.part(item, "`batched`", &["table", "key", "size", "throttle"])?;
        let table = self.optional(&part, "table", Self::name);
        let key = self.required(&part, "key", |reader, item, key| match item.get_ref() {
            DeValue::Array(_) => reader.names(item, key),
            _ => reader.name(item, key).map(|name| vec![name]),
        });
        let size = self.required(&part, "size", |reader, item, key| {
            let number = match item.get_ref() {
                DeValue::Integer(number) if number.radix() == 10 => number.as_str().replace('_', ""),
                _ => return reader.wrong_kind(item, &format!("`{key}`"), "a whole number", None),
            };
            let size = number.parse().ok();
            if size.is_none() {
                reader.error(
                    item.span(),
                    format!("`{key}` must be from 1 to {}, not {number}", u32::MAX),
                    None,
                );
            }
            size
        });
        let throttle = self.optional(&part, "throttle", |reader, item, key| {
            let text = reader.text(item, key)?;
            match duration::parse(text) {
                Ok(pause) => Some(pause),
                Err(why) => {
                    reader.error(item.span(), format!("`{key}`: {why}"), None);
                    None
                }
            }
        });
        Some(Batched {
            table: table?,
            key: key?,
            size: size?,
            throttle: throttle?,
        })
    }

    /// A primary key.
    pub fn primary_key(&mut self, item: &Item<'_>, _key: &str) -> Option<PrimaryKey> {
        let part = self.part(item, "a primary key", &["name", "columns"])?;
        let name = self.required(&part, "name", Self::name);
        let columns = self.required(&part, "columns", Self::names);
        Some(PrimaryKey {
            name: name?,
            columns: columns?,
        })
    }

    /// A unique constraint.
    pub fn unique(&mut self, item: &Item<'_>, _key: &str) -> Option<UniqueConstraint> {
        let keys = ["name", "columns", "include", "nulls_not_distinct", "deferrable"];
        let part = self.part(item, "a unique constraint", &keys)?;
        let name = self.required(&part, "name", Self::name);
        let columns = self.required(&part, "columns", Self::names);
        let include = self.optional(&part, "include", Self::names);
        let nulls_not_distinct = self.optional(&part, "nulls_not_distinct", Self::flag);
        let deferrability = self.optional(&part, "deferrable", Self::deferrability);
        Some(UniqueConstraint {
            name: name?,
            columns: columns?,
            include: include?.unwrap_or_default(),
            nulls_not_distinct: nulls_not_distinct?.unwrap_or(false),
            deferrability: deferrability?.unwrap_or_default(),
        })
    }

    /// A foreign key.
    pub fn foreign_key(&mut self, item: &Item<'_>, _key: &str) -> Option<ForeignKey> {
        let keys = [
            "name",
            "columns",
            "references",
            "on_delete",
            "on_update",
            "deferrable",
        ];
        let part = self.part(item, "a foreign key", &keys)?;
        let name = self.required(&part, "name", Self::name);
        let columns = self.required(&part, "columns", Self::names);
        let references = self.required(&part, "references", |reader, item, _| {
            let part = reader.part(item, "`references`", &["table", "columns"])?;
            let table = reader.required(&part, "table", Self::name);
            let columns = reader.required(&part, "columns", Self::names);
            Some(Reference {
                table: table?,
                columns: columns?,
            })
        });
        let on_delete = self.optional(&part, "on_delete", Self::action);
        let on_update = self.optional(&part, "on_update", Self::action);
        let deferrability = self.optional(&part, "deferrable", Self::deferrability);
        Some(ForeignKey {
            name: name?,
            columns: columns?,
            references: references?,
            on_delete: on_delete?.unwrap_or_default(),
            on_update: on_update?.unwrap_or_default(),
            deferrability: deferrability?.unwrap_or_default(),
        })
    }

    fn action(&mut self, item: &Item<'_>, key: &str) -> Option<ReferentialAction> {
        let words = ReferentialAction::ALL.map(ReferentialAction::as_str);
        self.word(item, key, &words, ReferentialAction::from_word)
    }

    /// A check.
    pub fn check(&mut self, item: &Item<'_>, _key: &str) -> Option<Check> {
        let part = self.part(item, "a check", &["name", "column", "values", "sql"])?;
        let name = self.required(&part, "name", Self::name);
        let column = self.optional(&part, "column", Self::name);
        let values = self.optional(&part, "values", |reader, item, key| {
            let values = reader.list(item, key, Self::owned_text)?;
            reader.no_repetition(item, key, &values);
            Some(ValueSet::new(values))
        });
        let sql = self.optional(&part, "sql", Self::sql);
        let rule = match (column?, values?, sql?) {
            (Some(column), Some(values), None) => CheckRule::OneOf { column, values },
            (None, None, Some(sql)) => CheckRule::Sql(sql),
            _ => {
                self.error(
                    part.span(),
                    "a check has either `column` and `values`, or `sql`",
                    None,
                );
                return None;
            }
        };
        Some(Check { name: name?, rule })
    }

    /// An index.
    pub fn index(&mut self, item: &Item<'_>, _key: &str) -> Option<Index> {
        let keys = [
            "name",
            "columns",
            "unique",
            "nulls_not_distinct",
            "method",
            "include",
            "where",
        ];
        let part = self.part(item, "an index", &keys)?;
        let name = self.required(&part, "name", Self::name);
        let parts = self.required(&part, "columns", |reader, item, key| {
            let parts = reader.list(item, key, Self::index_part)?;
            if parts.is_empty() {
                reader.error(item.span(), format!("`{key}` is empty"), None);
                return None;
            }
            Some(parts)
        });
        let unique = self.optional(&part, "unique", Self::flag);
        let nulls_not_distinct = self.optional(&part, "nulls_not_distinct", Self::flag);
        let method = self.optional(&part, "method", Self::name);
        let include = self.optional(&part, "include", Self::names);
        let predicate = self.optional(&part, "where", Self::sql);
        Some(Index {
            name: name?,
            parts: parts?,
            unique: unique?.unwrap_or(false),
            nulls_not_distinct: nulls_not_distinct?.unwrap_or(false),
            method: method?,
            include: include?.unwrap_or_default(),
            predicate: predicate?,
        })
    }

    fn index_part(&mut self, item: &Item<'_>, key: &str) -> Option<IndexPart> {
        if !matches!(item.get_ref(), DeValue::Table(_)) {
            return self.name(item, key).map(IndexPart::column);
        }
        let keys = [
            "column",
            "expression",
            "order",
            "nulls",
            "operator_class",
            "collation",
        ];
        let part = self.part(item, "a part of an index", &keys)?;
        let column = self.optional(&part, "column", Self::name);
        let expression = self.optional(&part, "expression", Self::sql);
        let order = self.optional(&part, "order", |reader, item, key| {
            reader.word(item, key, &[ASCENDING, DESCENDING], |word| match word {
                ASCENDING => Some(SortOrder::Ascending),
                DESCENDING => Some(SortOrder::Descending),
                _ => None,
            })
        });
        let nulls = self.optional(&part, "nulls", |reader, item, key| {
            let words = NullsOrder::ALL.map(NullsOrder::as_str);
            reader.word(item, key, &words, NullsOrder::from_word)
        });
        let operator_class = self.optional(&part, "operator_class", Self::name);
        let collation = self.optional(&part, "collation", Self::name);
        let key = match (column?, expression?) {
            (Some(column), None) => IndexKey::Column(column),
            (None, Some(expression)) => IndexKey::Expression(expression),
            _ => {
                self.error(
                    part.span(),
                    "a part of an index has either `column` or `expression`",
                    None,
                );
                return None;
            }
        };
        Some(IndexPart {
            key,
            order: order?.unwrap_or_default(),
            nulls: nulls?,
            operator_class: operator_class?,
            collation: collation?,
        })
    }

    /// The view of `create_view` and `drop_view`.
    pub fn view(&mut self, part: &Part<'_, '_>) -> Option<View> {
        let name = self.required(part, "view", Self::name);
        let columns = self.optional(part, "columns", Self::names);
        let query = self.required(part, "query", |reader, item, key| {
            let query = reader.sql(item, key)?;
            if query.is_blank() {
                reader.error(item.span(), "the view has no query", None);
                return None;
            }
            Some(query)
        });
        Some(View {
            name: name?,
            columns: columns?.unwrap_or_default(),
            query: query?,
        })
    }

    /// The table of `create_table` and `drop_table`.
    pub fn whole_table(&mut self, part: &Part<'_, '_>) -> Option<Table> {
        let name = self.required(part, "table", Self::name);
        let comment = self.optional(part, "comment", Self::owned_text);
        let columns = self.required(part, "columns", |reader, item, key| {
            let columns = reader.list(item, key, Self::column)?;
            if columns.is_empty() {
                reader.error(item.span(), "a table needs a column", None);
                return None;
            }
            reader.distinct(item, key, columns, |column| &column.name)
        });
        let primary_key = self.optional(part, "primary_key", Self::primary_key);
        let foreign_keys = self.optional(part, "foreign_keys", |reader, item, key| {
            let keys = reader.list(item, key, Self::foreign_key)?;
            reader.distinct(item, key, keys, |key| &key.name)
        });
        let uniques = self.optional(part, "uniques", |reader, item, key| {
            let uniques = reader.list(item, key, Self::unique)?;
            reader.distinct(item, key, uniques, |unique| &unique.name)
        });
        let checks = self.optional(part, "checks", |reader, item, key| {
            let checks = reader.list(item, key, Self::check)?;
            reader.distinct(item, key, checks, |check| &check.name)
        });
        let indexes = self.optional(part, "indexes", |reader, item, key| {
            let indexes = reader.list(item, key, Self::index)?;
            reader.distinct(item, key, indexes, |index| &index.name)
        });
        let mut table = Table::new(name?);
        table.comment = comment?;
        table.columns = columns?.into_iter().map(|it| (it.name.clone(), it)).collect();
        table.primary_key = primary_key?;
        let named = |it: ForeignKey| (it.name.clone(), it);
        table.foreign_keys = foreign_keys?.unwrap_or_default().into_iter().map(named).collect();
        let named = |it: UniqueConstraint| (it.name.clone(), it);
        table.uniques = uniques?.unwrap_or_default().into_iter().map(named).collect();
        let named = |it: Check| (it.name.clone(), it);
        table.checks = checks?.unwrap_or_default().into_iter().map(named).collect();
        let named = |it: Index| (it.name.clone(), it);
        table.indexes = indexes?.unwrap_or_default().into_iter().map(named).collect();
        Some(table)
    }

    /// The things, when no two have one name.
    fn distinct<T>(
        &mut self,
        item: &Item<'_>,
        key: &str,
        things: Vec<T>,
        name: impl Fn(&T) -> &Name,
    ) -> Option<Vec<T>> {
        let names: Vec<&str> = things.iter().map(|thing| name(thing).as_str()).collect();
        self.no_repetition(item, key, &names).then_some(things)
    }

    /// Notes the first text that is there twice, at its second place.
    pub fn no_repetition(&mut self, item: &Item<'_>, key: &str, texts: &[impl AsRef<str>]) -> bool {
        let mut seen = HashSet::new();
        let Some(at) = texts.iter().position(|text| !seen.insert(text.as_ref())) else {
            return true;
        };
        let span = match item.get_ref() {
            DeValue::Array(items) => items.get(at).map_or_else(|| item.span(), Item::span),
            _ => item.span(),
        };
        let text = texts.get(at).map_or("", AsRef::as_ref);
        self.error(span, format!("`{key}` has `{}` twice", text.escape_debug()), None);
        false
    }
}

/// The text between single quotes in which each quote is doubled.
fn unquoted(inner: &str) -> Option<String> {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        if c == '\'' && rest.next() != Some('\'') {
            return None;
        }
        text.push(c);
    }
    Some(text)
}
