//! Parts of a schema in the words of revision files, for messages.

use dazzle_schema::{
    Check, CheckRule, Column, ColumnType, DefaultValue, ForeignKey, Generated, Identity, Index, IndexKey,
    IndexPart, Name, PrimaryKey, SortOrder, SqlText, UniqueConstraint, View,
};

const NOTHING: &str = "nothing";

/// What a message can say about a value.
pub trait Describe {
    /// The value as it is written in a revision file, in backticks; `nothing` where there is none.
    fn describe(&self) -> String;
}

/// An object that has parts with keys in revision files.
pub trait Described {
    /// Its parts in the order of the documentation, but for its name: the key and the value in words.
    fn parts(&self) -> Vec<(&'static str, String)>;
}

/// The first part in which two objects of one name differ, as a clause about `actual`.
#[must_use]
pub fn difference<T: Described>(actual: &T, stated: &T) -> String {
    let differs = actual
        .parts()
        .into_iter()
        .zip(stated.parts())
        .find(|(held, wanted)| held != wanted);
    match differs {
        Some(((key, held), (_, wanted))) => format!("its `{key}` is {held}, not {wanted}"),
        None => "it has another name".to_owned(),
    }
}

fn code(text: &str) -> String {
    format!("`{}`", text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn list<'a>(names: impl IntoIterator<Item = &'a Name>) -> String {
    let names: Vec<&str> = names.into_iter().map(Name::as_str).collect();
    if names.is_empty() {
        NOTHING.to_owned()
    } else {
        format!("`{}`", names.join(", "))
    }
}

impl<T: Describe> Describe for Option<T> {
    fn describe(&self) -> String {
        self.as_ref()
            .map_or_else(|| NOTHING.to_owned(), Describe::describe)
    }
}

impl Describe for bool {
    fn describe(&self) -> String {
        format!("`{self}`")
    }
}

impl Describe for String {
    fn describe(&self) -> String {
        format!("`{self}`")
    }
}

impl Describe for Name {
    fn describe(&self) -> String {
        format!("`{self}`")
    }
}

impl Describe for ColumnType {
    fn describe(&self) -> String {
        format!("`{self}`")
    }
}

impl Describe for DefaultValue {
    fn describe(&self) -> String {
        match self {
            Self::Expression(sql) => sql.describe(),
            _ => format!("`{self}`"),
        }
    }
}

impl Describe for Identity {
    fn describe(&self) -> String {
        format!("`{}`", self.as_str())
    }
}

impl Describe for SqlText {
    fn describe(&self) -> String {
        match self {
            Self::Portable(text) => code(text),
            Self::PerDialect(texts) => {
                let texts: Vec<String> = texts
                    .iter()
                    .map(|(dialect, text)| format!("{} for {dialect}", code(text)))
                    .collect();
                texts.join(" and ")
            }
        }
    }
}

impl Describe for Generated {
    fn describe(&self) -> String {
        format!("{} {}", self.storage.as_str(), self.expression.describe())
    }
}

impl Described for Column {
    fn parts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("type", self.column_type.describe()),
            ("nullable", self.nullable.describe()),
            ("default", self.default.describe()),
            ("identity", self.identity.describe()),
            ("generated", self.generated.describe()),
            ("collation", self.collation.describe()),
            ("comment", self.comment.describe()),
        ]
    }
}

impl Described for PrimaryKey {
    fn parts(&self) -> Vec<(&'static str, String)> {
        vec![("columns", list(&self.columns))]
    }
}

impl Described for UniqueConstraint {
    fn parts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("columns", list(&self.columns)),
            ("include", list(&self.include)),
            ("nulls_not_distinct", self.nulls_not_distinct.describe()),
            ("deferrable", format!("`{}`", self.deferrability.as_str())),
        ]
    }
}

impl Described for ForeignKey {
    fn parts(&self) -> Vec<(&'static str, String)> {
        let names: Vec<&str> = self.references.columns.iter().map(Name::as_str).collect();
        let target = format!("`{}` ({})", self.references.table, names.join(", "));
        vec![
            ("columns", list(&self.columns)),
            ("references", target),
            ("on_delete", format!("`{}`", self.on_delete.as_str())),
            ("on_update", format!("`{}`", self.on_update.as_str())),
            ("deferrable", format!("`{}`", self.deferrability.as_str())),
        ]
    }
}

impl Described for Check {
    fn parts(&self) -> Vec<(&'static str, String)> {
        let (column, values, sql) = match &self.rule {
            CheckRule::OneOf { column, values } => {
                let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
                (column.describe(), values.join(", "), NOTHING.to_owned())
            }
            CheckRule::Sql(sql) => (NOTHING.to_owned(), NOTHING.to_owned(), sql.describe()),
        };
        vec![("column", column), ("values", values), ("sql", sql)]
    }
}

impl Described for Index {
    fn parts(&self) -> Vec<(&'static str, String)> {
        let parts: Vec<String> = self.parts.iter().map(index_part).collect();
        vec![
            ("columns", parts.join(", ")),
            ("unique", self.unique.describe()),
            ("nulls_not_distinct", self.nulls_not_distinct.describe()),
            ("method", self.method.describe()),
            ("include", list(&self.include)),
            ("where", self.predicate.describe()),
        ]
    }
}

fn index_part(part: &IndexPart) -> String {
    let mut text = match &part.key {
        IndexKey::Column(column) => column.describe(),
        IndexKey::Expression(sql) => sql.describe(),
    };
    if part.order == SortOrder::Descending {
        text.push_str(" descending");
    }
    if let Some(nulls) = part.nulls {
        text.push_str(" nulls ");
        text.push_str(nulls.as_str());
    }
    for (word, name) in [
        ("operator class", &part.operator_class),
        ("collation", &part.collation),
    ] {
        if let Some(name) = name {
            text.push_str(&format!(" {word} `{name}`"));
        }
    }
    text
}

impl Described for View {
    fn parts(&self) -> Vec<(&'static str, String)> {
        vec![("columns", list(&self.columns)), ("query", self.query.describe())]
    }
}
