//! Schemas with things in them that the language has no words for.

use std::collections::BTreeMap;

use dazzle_schema::{
    Check, CheckRule, Column, ColumnType, DateBase, DateUnit, DefaultValue, Deferrability, Dialect,
    Generated, GeneratedStorage, Identity, Index, IndexKey, IndexPart, Name, NullsOrder, PrimaryKey,
    Reference, ReferentialAction, Schema, SortOrder, SqlText, Table, UniqueConstraint, View,
};
use dazzle_testkit::generate::Choices;

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn expression(text: &str) -> SqlText {
    SqlText::Portable(text.to_owned())
}

/// The schema with what `bytes` choose.
pub fn decorated(schema: &Schema, bytes: &[u8]) -> Schema {
    let mut choices = Choices::new(bytes);
    let mut schema = schema.clone();
    let names: Vec<Name> = schema.table_names().cloned().collect();
    for table in &names {
        let is_target = schema.references_to(table).next().is_some();
        for _ in 0..choices.pick(6) {
            let kind = choices.pick(30);
            if kind == 21 && is_target {
                continue;
            }
            let table = schema.table_mut(table).unwrap();
            decorate(table, kind, &mut choices);
        }
    }
    if choices.chance(3) {
        schema.insert_view(View {
            name: name("overview"),
            columns: Vec::new(),
            query: expression("SELECT 1"),
        });
    }
    if choices.chance(4)
        && let Some(first) = names.first()
    {
        // No key, and a key that points to a table which may go.
        let mut table = Table::new(name("plain_log"));
        table
            .columns
            .insert(name("entry"), Column::new(name("entry"), ColumnType::Text));
        let target = schema.table(first).unwrap();
        let key = target.columns.values().next().unwrap();
        let column = Column::new(name("about"), key.column_type.clone());
        let reference = Reference {
            table: target.name.clone(),
            columns: vec![key.name.clone()],
        };
        if target.has_key_over(&reference.columns) {
            table.columns.insert(name("about"), column);
            table.foreign_keys.insert(
                name("log_about"),
                dazzle_schema::ForeignKey {
                    name: name("log_about"),
                    columns: vec![name("about")],
                    references: reference,
                    on_delete: ReferentialAction::Cascade,
                    on_update: ReferentialAction::NoAction,
                    deferrability: Deferrability::NotDeferrable,
                },
            );
        }
        schema.insert(table);
    }
    schema
}

fn decorate(table: &mut Table, kind: usize, choices: &mut Choices<'_>) {
    let columns: Vec<Name> = table.columns.keys().cloned().collect();
    let chosen = columns[choices.pick(columns.len())].clone();
    let fresh = |prefix: &str| {
        name(&format!(
            "{prefix}_{}",
            table.indexes.len() + table.checks.len() + table.uniques.len()
        ))
    };
    let is_key = table
        .primary_key
        .as_ref()
        .is_some_and(|key| key.columns.contains(&chosen));
    match kind {
        0 => table.comment = Some(String::from("said in SQL")),
        1 => table.columns[&chosen].comment = Some(String::from("said in\nSQL")),
        2 if table.columns[&chosen].column_type.is_textual() => {
            table.columns[&chosen].collation = Some(name("C"));
        }
        3 if !is_key
            && table.columns[&chosen].identity.is_none()
            && table.columns[&chosen].generated.is_none() =>
        {
            table.columns[&chosen].default = Some(DefaultValue::Expression(expression("random()")));
        }
        4 => {
            let generated = Generated {
                expression: expression(&format!("coalesce({}, {})", chosen.quoted(), chosen.quoted())),
                storage: GeneratedStorage::Stored,
            };
            let mut column = Column::new(name("computed"), table.columns[&chosen].column_type.clone());
            column.generated = Some(generated);
            if !columns.contains(&column.name) {
                table.columns.insert(column.name.clone(), column);
            }
        }
        5 => {
            let mut index = Index::over(fresh("by_hand"), [chosen.clone()]);
            index.predicate = Some(expression(&format!("{} IS NOT NULL", chosen.quoted())));
            index.unique = choices.chance(2);
            table.indexes.insert(index.name.clone(), index);
        }
        6 => {
            let mut index = Index::over(fresh("lower"), []);
            index
                .parts
                .push(IndexPart::over(IndexKey::Expression(expression(&format!(
                    "lower({})",
                    chosen.quoted()
                )))));
            table.indexes.insert(index.name.clone(), index);
        }
        7 => {
            let mut index = Index::over(fresh("special"), [chosen.clone()]);
            match choices.pick(5) {
                0 => index.method = Some(name("hash")),
                1 => index.include = columns.first().cloned().into_iter().collect(),
                2 => index.parts[0].nulls = Some(NullsOrder::First),
                3 => index.parts[0].operator_class = Some(name("text_pattern_ops")),
                _ => index.parts[0].order = SortOrder::Descending,
            }
            table.indexes.insert(index.name.clone(), index);
        }
        8 => {
            let mut index = Index::over(fresh("ux"), [chosen.clone()]);
            index.unique = true;
            index.nulls_not_distinct = choices.chance(3);
            table.indexes.insert(index.name.clone(), index);
        }
        9 => {
            let mut unique = UniqueConstraint::over(fresh("once"), [chosen.clone()]);
            match choices.pick(3) {
                0 => unique.nulls_not_distinct = true,
                1 => unique.deferrability = Deferrability::InitiallyDeferred,
                _ => {}
            }
            table.uniques.insert(unique.name.clone(), unique);
        }
        10 => {
            let check = Check {
                name: fresh("rule"),
                rule: CheckRule::Sql(expression(&format!("{} IS NOT NULL", chosen.quoted()))),
            };
            table.checks.insert(check.name.clone(), check);
        }
        11 if table.columns[&chosen].column_type.is_textual() => {
            let check = Check {
                name: fresh("values"),
                rule: CheckRule::OneOf {
                    column: chosen.clone(),
                    values: dazzle_schema::ValueSet::new(
                        ["open", ["closed", "in progress"][choices.pick(2)]].map(str::to_owned),
                    ),
                },
            };
            table.checks.insert(check.name.clone(), check);
        }
        12 => {
            if let Some(key) = table.foreign_keys.values_mut().next() {
                key.deferrability = Deferrability::InitiallyDeferred;
            }
        }
        13 => {
            if let Some(key) = table.foreign_keys.values_mut().next() {
                key.on_update = ReferentialAction::Cascade;
            }
        }
        14 => {
            // The names that a server gives.
            if let Some(key) = &mut table.primary_key {
                key.name = name(&format!("{}_pkey", short(&table.name)));
            }
            let uniques = std::mem::take(&mut table.uniques);
            for (at, mut unique) in uniques.into_values().enumerate() {
                unique.name = name(&format!("{}_key{at}", short(&table.name)));
                table.uniques.insert(unique.name.clone(), unique);
            }
            let keys = std::mem::take(&mut table.foreign_keys);
            for (at, mut key) in keys.into_values().enumerate() {
                key.name = name(&format!("{}_fkey{at}", short(&table.name)));
                table.foreign_keys.insert(key.name.clone(), key);
            }
        }
        15 => {
            if let Some(id) = table.columns.get_mut("id").filter(|id| id.identity.is_some()) {
                id.identity = [None, Some(Identity::Always), Some(Identity::Serial)][choices.pick(3)];
            }
        }
        16 if !is_key && table.columns[&chosen].default.is_none() && !is_referring(table, &chosen) => {
            table.columns[&chosen].column_type = ColumnType::Native(
                ["citext", "text[]", "numeric", "inet", "interval", "tsvector"][choices.pick(6)].to_owned(),
            );
        }
        17 => {
            let column = [
                "scope",
                "domain",
                "was",
                "invariant",
                "xmin",
                "TITLE",
                "ID",
                "ключ",
                "1st",
                "e\u{301}",
                "extends",
            ][choices.pick(11)];
            if !columns.iter().any(|known| *known == *column) {
                table
                    .columns
                    .insert(name(column), Column::new(name(column), ColumnType::Text));
            }
        }
        18 => {
            let (minor, code) = (name("fee_minor"), name("fee_currency"));
            if !columns.contains(&minor) && !columns.contains(&code) {
                let mut amount = Column::new(minor, ColumnType::BigInt);
                amount.nullable = choices.chance(2);
                let mut currency = Column::new(code, ColumnType::Varchar(3));
                currency.default = Some(DefaultValue::Text(
                    ["EUR", "eur", "EURO"][choices.pick(3)].to_owned(),
                ));
                currency.comment = choices.chance(4).then(|| String::from("ISO 4217"));
                table.columns.insert(amount.name.clone(), amount);
                table.columns.insert(currency.name.clone(), currency);
            }
        }
        19 => {
            let unknown = table.columns.len();
            let mut column = Column::new(name(&format!("d{unknown}")), ColumnType::Text);
            column.default = Some(DefaultValue::Text(
                [
                    "",
                    "a\"b\\c",
                    "line\nline",
                    "cr\rcr",
                    "tab\t",
                    "'",
                    "entity X:\n",
                    "null",
                    "ünï",
                    "\u{b}",
                ][choices.pick(10)]
                .to_owned(),
            ));
            table.columns.entry(column.name.clone()).or_insert(column);
        }
        20 => {
            let unknown = table.columns.len();
            let (column_type, default) = [
                (
                    ColumnType::Integer,
                    DefaultValue::Number(String::from("2147483648")),
                ),
                (ColumnType::Integer, DefaultValue::Number(String::from("-7"))),
                (ColumnType::Double, DefaultValue::Number(String::from("1e3"))),
                (ColumnType::Double, DefaultValue::Number(String::from("3."))),
                (
                    ColumnType::Decimal {
                        precision: 4,
                        scale: 2,
                    },
                    DefaultValue::Number(String::from("123.4")),
                ),
                (ColumnType::Uuid, DefaultValue::Uuid),
                (
                    ColumnType::Date,
                    DefaultValue::Shifted {
                        base: DateBase::Today,
                        amount: -14,
                        unit: DateUnit::Days,
                    },
                ),
                (
                    ColumnType::TimestampTz,
                    DefaultValue::Shifted {
                        base: DateBase::Now,
                        amount: i64::MAX,
                        unit: DateUnit::Hours,
                    },
                ),
                (ColumnType::Text, DefaultValue::Current(DateBase::Now)),
                (ColumnType::Boolean, DefaultValue::Text(String::from("yes"))),
                (ColumnType::Json, DefaultValue::Text(String::from("{}"))),
                (ColumnType::Time, DefaultValue::Text(String::from("09:00"))),
                (ColumnType::Varchar(2), DefaultValue::Text(String::from("abc"))),
            ][choices.pick(13)]
            .clone();
            let mut column = Column::new(name(&format!("n{unknown}")), column_type);
            column.default = Some(default);
            table.columns.entry(column.name.clone()).or_insert(column);
        }
        21 if choices.chance(3) => table.primary_key = None,
        22 => {
            let mut index = Index::over(fresh("uniq_active"), [chosen.clone()]);
            index.unique = true;
            index.predicate = Some(expression(&format!("({} IS NULL)", columns[0].quoted())));
            if choices.chance(2) {
                index.name = name(&format!("uniq_active_{}_{}", short(&table.name), short(&chosen)));
            }
            table.indexes.insert(index.name.clone(), index);
        }
        23 => {
            // A plain index beside one of the same columns.
            for prefix in ["twice", "thrice"] {
                let index = Index::over(name(&format!("{prefix}_{}", short(&chosen))), [chosen.clone()]);
                table.indexes.insert(index.name.clone(), index);
            }
        }
        24 => {
            // A partial index under the name of a plain one.
            let taken = dazzle_schema::naming::constraint_name(
                dazzle_schema::naming::NameKind::Index,
                &table.name,
                &[chosen.as_str()],
            );
            let mut index = Index::over(taken, [chosen.clone()]);
            index.predicate = Some(expression("1 = 1"));
            table.indexes.insert(index.name.clone(), index);
        }
        25 => {
            let (kind, id) = (name("owner_type"), name("owner_id"));
            if !columns.contains(&kind) {
                table
                    .columns
                    .insert(kind.clone(), Column::new(kind.clone(), ColumnType::Text));
                table
                    .columns
                    .insert(id.clone(), Column::new(id, ColumnType::Uuid));
                let check = Check {
                    name: name("owner_kinds"),
                    rule: CheckRule::OneOf {
                        column: kind,
                        values: dazzle_schema::ValueSet::new([table.name.as_str().to_owned()]),
                    },
                };
                table.checks.insert(check.name.clone(), check);
            }
        }
        26 => {
            let tenant = SqlText::PerDialect(BTreeMap::from([(
                Dialect::Postgresql,
                String::from("NULLIF(current_setting('dazzle.tenant_id', true), '')::UUID"),
            )]));
            let mut column = Column::new(name("tenant_id"), ColumnType::Uuid);
            column.default = Some(DefaultValue::Expression(tenant));
            table.columns.entry(column.name.clone()).or_insert(column);
        }
        27 if !is_key && !is_referring(table, &chosen) => {
            table.columns[&chosen].nullable = !table.columns[&chosen].nullable;
        }
        28 => {
            if let Some(key) = &mut table.primary_key {
                *key = PrimaryKey {
                    name: key.name.clone(),
                    columns: key.columns.iter().rev().cloned().collect(),
                };
            }
        }
        _ => {}
    }
}

fn is_referring(table: &Table, column: &Name) -> bool {
    table
        .foreign_keys
        .values()
        .any(|key| key.columns.contains(column))
}

/// A name with room for an ending.
fn short(name: &Name) -> String {
    name.as_str().chars().take(20).collect()
}
