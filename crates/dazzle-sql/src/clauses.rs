//! Pieces of SQL that both dialects write the same way: constraints, indexes, `CREATE TABLE`.

use dazzle_schema::{
    Check, CheckRule, Column, Deferrability, Dialect, ForeignKey, Generated, GeneratedStorage, Index,
    IndexKey, IndexPart, Name, NullsOrder, PrimaryKey, ReferentialAction, SortOrder, SqlText, Table,
    UniqueConstraint, View,
};

use crate::error::Trouble;
use crate::quote::{column_list, quote_identifier, quote_literal};

/// `CREATE TABLE "name" (…)` with each of `items` on a line of its own.
pub fn create_table_text(name: &str, items: &[String]) -> String {
    format!(
        "CREATE TABLE {} (\n    {}\n)",
        quote_identifier(name),
        items.join(",\n    ")
    )
}

/// The constraints of `table`, named: primary key, unique constraints, checks, foreign keys.
pub fn constraints(table: &Table, dialect: Dialect) -> Result<Vec<String>, Trouble> {
    let mut clauses: Vec<String> = table.primary_key.iter().map(primary_key).collect();
    for key in table.uniques.values() {
        clauses.push(unique(key, dialect)?);
    }
    for rule in table.checks.values() {
        clauses.push(check(rule, dialect)?);
    }
    clauses.extend(table.foreign_keys.values().map(foreign_key));
    Ok(clauses)
}

pub fn primary_key(key: &PrimaryKey) -> String {
    format!(
        "CONSTRAINT {} PRIMARY KEY ({})",
        quote_identifier(key.name.as_str()),
        column_list(&key.columns)
    )
}

/// A unique constraint. SQLite knows only its columns.
pub fn unique(unique: &UniqueConstraint, dialect: Dialect) -> Result<String, Trouble> {
    if dialect == Dialect::Sqlite {
        unique_fits_sqlite(unique)?;
    }
    let nulls = if unique.nulls_not_distinct {
        " NULLS NOT DISTINCT"
    } else {
        ""
    };
    Ok(format!(
        "CONSTRAINT {} UNIQUE{nulls} ({}){}{}",
        quote_identifier(unique.name.as_str()),
        column_list(&unique.columns),
        include(&unique.include),
        deferrability(unique.deferrability)
    ))
}

/// What only PostgreSQL has changes which rows are refused, and when; or, with INCLUDE, what an inspection finds
/// afterwards. So none of it is left out in silence.
fn unique_fits_sqlite(unique: &UniqueConstraint) -> Result<(), Trouble> {
    let what = format!("unique constraint `{}`", unique.name);
    if !unique.include.is_empty() {
        return Err(no_include(&what));
    }
    if unique.nulls_not_distinct {
        return Err(no_equal_nulls(&what));
    }
    if unique.deferrability != Deferrability::NotDeferrable {
        return Err(Trouble::Unsupported {
            reason: format!("{what} is deferrable, and SQLite checks such a constraint for each row"),
            instead:
                "leave `deferrability` out; a unique constraint can be dropped before rows change places and \
                      added again after"
                    .to_owned(),
        });
    }
    Ok(())
}

fn no_include(what: &str) -> Trouble {
    Trouble::Unsupported {
        reason: format!("{what} carries columns beside its key, which SQLite cannot"),
        instead:
            "leave `include` out, or create an index that is not unique with these columns behind the key"
                .to_owned(),
    }
}

fn no_equal_nulls(what: &str) -> Trouble {
    Trouble::Unsupported {
        reason: format!(
            "{what} takes rows without a value for equal, and for SQLite two of them always differ"
        ),
        instead: "make its columns required, or create a unique index over an expression such as \
                  `ifnull(column, '')`"
            .to_owned(),
    }
}

fn include(columns: &[Name]) -> String {
    if columns.is_empty() {
        String::new()
    } else {
        format!(" INCLUDE ({})", column_list(columns))
    }
}

const fn deferrability(kind: Deferrability) -> &'static str {
    match kind {
        Deferrability::NotDeferrable => "",
        Deferrability::InitiallyImmediate => " DEFERRABLE",
        Deferrability::InitiallyDeferred => " DEFERRABLE INITIALLY DEFERRED",
    }
}

/// ` COLLATE "name"`, or nothing. Both dialects take the name in quotes.
pub fn collate(collation: Option<&Name>) -> String {
    collation.map_or_else(String::new, |name| {
        format!(" COLLATE {}", quote_identifier(name.as_str()))
    })
}

/// `GENERATED ALWAYS AS (expression) STORED`, for a column that is computed. The last word always stands there:
/// without it PostgreSQL 18 takes VIRTUAL and its forerunners nothing.
pub fn generated(column: &Column, dialect: Dialect) -> Result<Option<String>, Trouble> {
    let Some(rule) = &column.generated else {
        return Ok(None);
    };
    if column.default.is_some() || column.identity.is_some() {
        return Err(Trouble::Unsupported {
            reason: format!(
                "column `{}` is computed, and a computed column takes no other value",
                column.name
            ),
            instead: "take its `default` and its `identity` out".to_owned(),
        });
    }
    let storage = match rule.storage {
        GeneratedStorage::Stored => "STORED",
        GeneratedStorage::Virtual => "VIRTUAL",
    };
    let expression = computation(&column.name, rule, dialect)?;
    Ok(Some(format!("GENERATED ALWAYS AS ({expression}) {storage}")))
}

/// The expression of a generated column.
pub fn computation(column: &Name, rule: &Generated, dialect: Dialect) -> Result<String, Trouble> {
    written(rule.expression.for_dialect(dialect))
        .ok_or_else(|| Trouble::no_text(&format!("the expression of column `{column}`"), dialect))
}

pub fn check(check: &Check, dialect: Dialect) -> Result<String, Trouble> {
    Ok(format!(
        "CONSTRAINT {} CHECK ({})",
        quote_identifier(check.name.as_str()),
        check_condition(check, dialect)?
    ))
}

/// What a check demands, without the word CHECK.
pub fn check_condition(check: &Check, dialect: Dialect) -> Result<String, Trouble> {
    match &check.rule {
        CheckRule::OneOf { column, values } => {
            let values: Vec<String> = values.iter().map(quote_literal).collect();
            Ok(format!(
                "{} IN ({})",
                quote_identifier(column.as_str()),
                values.join(", ")
            ))
        }
        CheckRule::Sql(sql) => written(sql.for_dialect(dialect))
            .ok_or_else(|| Trouble::no_text(&format!("check `{}`", check.name), dialect)),
    }
}

pub fn foreign_key(key: &ForeignKey) -> String {
    let mut clause = format!(
        "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({})",
        quote_identifier(key.name.as_str()),
        column_list(&key.columns),
        quote_identifier(key.references.table.as_str()),
        column_list(&key.references.columns)
    );
    for (event, action) in [("DELETE", key.on_delete), ("UPDATE", key.on_update)] {
        if action != ReferentialAction::NoAction {
            clause.push_str(&format!(" ON {event} {}", action.sql()));
        }
    }
    clause.push_str(deferrability(key.deferrability));
    clause
}

/// `CREATE VIEW "name" AS query`.
pub fn create_view(view: &View, dialect: Dialect) -> Result<String, Trouble> {
    let query = written(view.query.for_dialect(dialect))
        .ok_or_else(|| Trouble::no_text(&format!("view `{}`", view.name), dialect))?;
    let columns = if view.columns.is_empty() {
        String::new()
    } else {
        format!(" ({})", column_list(&view.columns))
    };
    Ok(format!(
        "CREATE VIEW {}{columns} AS {query}",
        quote_identifier(view.name.as_str())
    ))
}

/// `DROP VIEW "name"`.
pub fn drop_view(view: &View) -> String {
    format!("DROP VIEW {}", quote_identifier(view.name.as_str()))
}

/// `CREATE INDEX`. SQLite knows columns, expressions, COLLATE, DESC and a condition.
pub fn create_index(table: &str, index: &Index, dialect: Dialect) -> Result<String, Trouble> {
    if dialect == Dialect::Sqlite {
        index_fits_sqlite(index)?;
    }
    let mut parts = Vec::new();
    for part in &index.parts {
        let mut text = index_key(index, part, dialect)?;
        if let Some(class) = &part.operator_class {
            text.push_str(&format!(" {}", quote_identifier(class.as_str())));
        }
        if part.order == SortOrder::Descending {
            text.push_str(" DESC");
        }
        text.push_str(match part.nulls {
            None => "",
            Some(NullsOrder::First) => " NULLS FIRST",
            Some(NullsOrder::Last) => " NULLS LAST",
        });
        parts.push(text);
    }
    // The only method that SQLite has goes without saying.
    let method = match (&index.method, dialect) {
        (Some(method), Dialect::Postgresql) => format!(" USING {}", quote_identifier(method.as_str())),
        _ => String::new(),
    };
    let mut statement = format!(
        "CREATE {}INDEX {} ON {}{method} ({}){}",
        if index.unique { "UNIQUE " } else { "" },
        quote_identifier(index.name.as_str()),
        quote_identifier(table),
        parts.join(", "),
        include(&index.include)
    );
    if index.nulls_not_distinct {
        statement.push_str(" NULLS NOT DISTINCT");
    }
    if let Some(predicate) = index_predicate(index, dialect)? {
        statement.push_str(&format!(" WHERE {predicate}"));
    }
    Ok(statement)
}

/// What is indexed, with its collation.
fn index_key(index: &Index, part: &IndexPart, dialect: Dialect) -> Result<String, Trouble> {
    let key = match &part.key {
        IndexKey::Column(column) => quote_identifier(column.as_str()),
        IndexKey::Expression(sql) => index_expression(index, sql, dialect)?,
    };
    Ok(format!("{key}{}", collate(part.collation.as_ref())))
}

/// An expression of an index, in parentheses.
pub fn index_expression(index: &Index, sql: &SqlText, dialect: Dialect) -> Result<String, Trouble> {
    let text = written(sql.for_dialect(dialect))
        .ok_or_else(|| Trouble::no_text(&format!("an expression of index `{}`", index.name), dialect))?;
    Ok(format!("({text})"))
}

/// The name that PostgreSQL has for the usual method.
const USUAL_METHOD: &str = "btree";

/// As with unique constraints, nothing is left out in silence. `nulls` is refused even where it asks for what
/// SQLite does anyway: SQLite refuses the words, so an inspection could never find them.
fn index_fits_sqlite(index: &Index) -> Result<(), Trouble> {
    let what = format!("index `{}`", index.name);
    let unsupported = |reason: String, instead: &str| {
        Err(Trouble::Unsupported {
            reason,
            instead: instead.to_owned(),
        })
    };
    if let Some(method) = index.method.as_ref().filter(|method| *method != USUAL_METHOD) {
        return unsupported(
            format!("{what} uses the method `{method}`, and SQLite has B-trees only"),
            "leave `method` out, or leave the index out where SQLite is used",
        );
    }
    if let Some(class) = index.parts.iter().find_map(|part| part.operator_class.as_ref()) {
        return unsupported(
            format!("{what} uses the operator class `{class}`, and SQLite has none"),
            "leave `operator_class` out; a collation such as `NOCASE` may do the same",
        );
    }
    if index.parts.iter().any(|part| part.nulls.is_some()) {
        return unsupported(
            format!(
                "{what} says where rows without a value stand, and in SQLite they are always the smallest"
            ),
            "leave `nulls` out",
        );
    }
    if !index.include.is_empty() {
        return Err(no_include(&what));
    }
    if index.nulls_not_distinct {
        return Err(no_equal_nulls(&what));
    }
    Ok(())
}

/// The condition of a partial index.
pub fn index_predicate(index: &Index, dialect: Dialect) -> Result<Option<String>, Trouble> {
    match &index.predicate {
        None => Ok(None),
        Some(sql) => written(sql.for_dialect(dialect))
            .map(Some)
            .ok_or_else(|| Trouble::no_text(&format!("the condition of index `{}`", index.name), dialect)),
    }
}

/// The text without white space around it, unless nothing is left. One that ends in a remark ends its line, too, or
/// the remark would take in what comes behind it.
pub fn written(text: Option<&str>) -> Option<String> {
    let text = text.map(str::trim).filter(|text| !text.is_empty())?;
    let may_end_in_a_remark = text.lines().last().is_some_and(|line| line.contains("--"));
    Some(if may_end_in_a_remark {
        format!("{text}\n")
    } else {
        text.to_owned()
    })
}
