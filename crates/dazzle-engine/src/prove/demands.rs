//! What a revision asks of the rows that are there before it: what its prechecks would stop at.
//!
//! A type that gets narrower, a list of values that gets shorter, a column that becomes required, unique or a
//! reference: rows that do not fit stop the upgrade before anything is changed, as they should. To see the rest of
//! it, rows are made up that do fit.

use std::collections::BTreeMap;

use dazzle_ops::{DataMigration, Operation};
use dazzle_schema::{CheckRule, Dialect, ForeignKey, IndexKey, Name, Schema, UniqueConstraint};
use dazzle_sql::casts::{CastClass, classify};
use dazzle_sql::quote_identifier;

use super::fates::Fates;
use super::made_up::FurtherTypes;

/// What rows must be like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Demands {
    /// The schema before, with the rules that the revision adds.
    pub schema: Schema,
    /// Types that values must fit into, beside their own.
    pub further: FurtherTypes,
    /// Statements that take out the rows that break a rule in SQL.
    pub filters: Vec<String>,
}

impl Demands {
    /// What the schema before asks for, and nothing else.
    pub fn of_schema(before: &Schema) -> Self {
        Self {
            schema: before.clone(),
            ..Self::default()
        }
    }

    /// What `operations` ask for, too.
    pub fn of_operations(before: &Schema, operations: &[Operation], dialect: Dialect) -> Self {
        let mut walk = Walk {
            demands: Self::of_schema(before),
            fates: Fates::of(before, dialect),
            filled: Vec::new(),
            dialect,
        };
        walk.follow_all(operations);
        walk.demands
    }
}

struct Walk {
    demands: Demands,
    fates: Fates,
    /// Columns, as they were called before, that a filled seam gives values.
    filled: Vec<(Name, Name)>,
    dialect: Dialect,
}

impl Walk {
    fn follow_all(&mut self, operations: &[Operation]) {
        for operation in operations {
            if let Operation::Execute(it) = operation {
                self.follow_all(&it.effects);
            } else {
                self.ask(operation);
                self.fates.follow(operation);
            }
        }
    }

    /// Where the columns called `now` were before; none if one of them is new.
    fn origins(&self, table: &Name, now: &[Name]) -> Option<(Name, Vec<Name>)> {
        let mut columns = Vec::new();
        let mut origin = None;
        for name in now {
            let (place, _) = self.fates.columns.iter().find(|(_, fate)| {
                fate.now
                    .as_ref()
                    .is_some_and(|(at, column)| at == table && column == name)
            })?;
            origin = Some(place.0.clone());
            columns.push(place.1.clone());
        }
        Some((origin?, columns))
    }

    fn origin(&self, table: &Name, column: &Name) -> Option<(Name, Name)> {
        let (table, columns) = self.origins(table, std::slice::from_ref(column))?;
        Some((table, columns.into_iter().next()?))
    }

    fn ask(&mut self, operation: &Operation) {
        match operation {
            Operation::AlterColumn(it) => {
                let Some(origin) = self.origin(&it.table, &it.column) else {
                    return;
                };
                if let Some(change) = &it.column_type
                    && it.using.is_none()
                    && classify(self.dialect, &change.from, &change.to).class == CastClass::Checked
                {
                    self.demands
                        .further
                        .entry(origin.clone())
                        .or_default()
                        .push(change.to.clone());
                }
                let becomes_required = it.nullable.as_ref().is_some_and(|change| !change.to);
                if becomes_required && !self.filled.contains(&origin) {
                    self.require(&origin);
                }
            }
            Operation::DataMigration(seam) => {
                let is_blank = seam
                    .sql
                    .for_dialect(self.dialect)
                    .is_none_or(|sql| sql.trim().is_empty());
                if is_blank {
                    return;
                }
                let fills = self.fates.columns.iter().filter(|(_, fate)| {
                    fate.now.as_ref().is_some_and(|(table, column)| {
                        DataMigration::fill_missing(table, column, None).until == seam.until
                    })
                });
                let places: Vec<(Name, Name)> = fills.map(|(place, _)| place.clone()).collect();
                self.filled.extend(places);
            }
            Operation::AddPrimaryKey(it) => {
                let key = UniqueConstraint::over(
                    it.primary_key.name.clone(),
                    it.primary_key.columns.iter().cloned(),
                );
                if let Some((table, columns)) = self.origins(&it.table, &it.primary_key.columns) {
                    for column in columns {
                        self.require(&(table.clone(), column));
                    }
                }
                self.tell_apart(&it.table, key);
            }
            Operation::AddUnique(it) => self.tell_apart(&it.table, it.unique.clone()),
            Operation::CreateIndex(it) if it.index.unique => {
                let columns = it.index.parts.iter().filter_map(|part| match &part.key {
                    IndexKey::Column(name) => Some(name.clone()),
                    IndexKey::Expression(_) => None,
                });
                let mut key = UniqueConstraint::over(it.index.name.clone(), columns);
                key.nulls_not_distinct = it.index.nulls_not_distinct;
                self.tell_apart(&it.table, key);
            }
            Operation::AddForeignKey(it) => self.point(&it.table, &it.foreign_key),
            Operation::AddCheck(it) => self.check(&it.table, &it.check),
            _ => {}
        }
    }

    fn require(&mut self, (table, column): &(Name, Name)) {
        if let Some(column) = self
            .demands
            .schema
            .table_mut(table)
            .and_then(|table| table.columns.get_mut(column))
        {
            column.nullable = false;
        }
    }

    fn tell_apart(&mut self, table: &Name, mut key: UniqueConstraint) {
        let Some((table, columns)) = self.origins(table, &key.columns) else {
            return;
        };
        key.columns = columns;
        if let Some(table) = self.demands.schema.table_mut(&table) {
            table.uniques.insert(key.name.clone(), key);
        }
    }

    fn point(&mut self, table: &Name, key: &ForeignKey) {
        let own = self.origins(table, &key.columns);
        let other = self.origins(&key.references.table, &key.references.columns);
        let (Some((table, columns)), Some((target, target_columns))) = (own, other) else {
            return;
        };
        let mut key = key.clone();
        key.columns = columns;
        key.references.table = target;
        key.references.columns = target_columns;
        if let Some(table) = self.demands.schema.table_mut(&table) {
            table.foreign_keys.insert(key.name.clone(), key);
        }
    }

    fn check(&mut self, table: &Name, check: &dazzle_schema::Check) {
        let origins: BTreeMap<Name, (Name, Name)> = self
            .fates
            .columns
            .iter()
            .filter_map(|(place, fate)| {
                let (now, column) = fate.now.as_ref()?;
                (now == table).then(|| (column.clone(), place.clone()))
            })
            .collect();
        match &check.rule {
            CheckRule::OneOf { column, .. } => {
                let Some((table, column)) = origins.get(column) else {
                    return;
                };
                let mut check = check.clone();
                if let CheckRule::OneOf { column: own, .. } = &mut check.rule {
                    *own = column.clone();
                }
                if let Some(table) = self.demands.schema.table_mut(table) {
                    // Beside the list that the column had: what is allowed is in both.
                    let mut name = check.name.clone();
                    while table.checks.contains_key(&name) {
                        let Ok(longer) = Name::new(&format!("{name}_")) else {
                            return;
                        };
                        name = longer;
                    }
                    check.name = name.clone();
                    table.checks.insert(name, check);
                }
            }
            CheckRule::Sql(_) => {
                let mut rule = check.rule.clone();
                let mut owner = None;
                for (now, (table, before)) in &origins {
                    if rule.mentions(now) {
                        owner = Some(table.clone());
                        rule = rule.with_column_renamed(now, before);
                    }
                }
                if let (Some(owner), CheckRule::Sql(sql)) = (owner, rule)
                    && let Some(sql) = sql.for_dialect(self.dialect)
                {
                    let table = quote_identifier(owner.as_str());
                    self.demands
                        .filters
                        .push(format!("DELETE FROM {table} WHERE NOT ({sql})"));
                }
            }
        }
    }
}
