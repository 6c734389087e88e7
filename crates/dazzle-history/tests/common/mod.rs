//! What several tests share: short ways to write values, and a generator of revisions with hostile texts.
#![allow(dead_code)]

use dazzle_history::{History, HistoryError, Revision, RevisionId};
use dazzle_ops::*;
use dazzle_schema::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

pub fn id(text: &str) -> RevisionId {
    RevisionId::new(text).unwrap()
}

pub fn ids(text: &str) -> std::collections::BTreeSet<RevisionId> {
    text.split_whitespace().map(id).collect()
}

pub fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

/// A revision without operations, made `minute` minutes after ten.
pub fn empty_revision(own: &str, parents: &str, minute: u8) -> Revision {
    Revision {
        id: id(own),
        parents: parents.split_whitespace().map(id).collect(),
        message: format!("make {own}"),
        created_at: format!("2026-11-22T10:{minute:02}:00Z").parse().unwrap(),
        upgrade: Vec::new(),
        downgrade: Vec::new(),
    }
}

pub fn integer_column(own: &str) -> Column {
    Column::new(name(own), ColumnType::Integer)
}

pub fn table(own: &str) -> Table {
    let mut table = Table::new(name(own));
    let mut key = integer_column("id");
    key.nullable = false;
    table.columns.insert(name("id"), key);
    table.primary_key = Some(PrimaryKey {
        name: name(&format!("pk_{own}")),
        columns: vec![name("id")],
    });
    table
}

/// A revision with operations whose downgrade is their reverse.
pub fn with_operations(mut revision: Revision, upgrade: Vec<Operation>, before: &Schema) -> Revision {
    revision.downgrade = reverse_all(&upgrade, before).unwrap();
    revision.upgrade = upgrade;
    revision
}

pub fn load(revisions: &[Revision]) -> Result<History, Vec<HistoryError>> {
    History::load(revisions.iter().map(|revision| {
        (
            format!("migrations/{}.toml", revision.id),
            dazzle_history::file::render(revision),
        )
    }))
}

pub fn messages(errors: &[HistoryError]) -> Vec<String> {
    errors.iter().map(ToString::to_string).collect()
}

/// Texts that break naive quoting.
pub fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("'''".to_owned()),
        Just("\"\"\"".to_owned()),
        Just("\"\"\"\"\"\"\"\nx\"".to_owned()),
        Just("'".to_owned()),
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("a\r\nb\rc".to_owned()),
        Just("# no comment\n[[upgrade]]\nop = 'x'".to_owned()),
        Just("\u{feff}\u{202e}abc\u{2066}".to_owned()),
        Just("\u{0}\u{7f}\u{85}\u{1b}".to_owned()),
        Just("SELECT 'it''s' AS \"q\"\nFROM \"t\"\n\t-- tab\n".to_owned()),
        Just("\\u0041 \\n \\".to_owned()),
        vec(
            prop_oneof![
                Just('\''),
                Just('"'),
                Just('\\'),
                Just('\n'),
                Just('\r'),
                Just('\t'),
                Just(' '),
                Just('#'),
                Just(']'),
                any::<char>(),
                proptest::char::range('a', 'z')
            ],
            0..20
        )
        .prop_map(|characters| characters.into_iter().collect()),
        ".{0,30}",
    ]
}

pub fn names() -> impl Strategy<Value = Name> {
    hostile().prop_map(|text| {
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        let end = text.floor_char_boundary(Name::MAX_BYTES);
        Name::new(text.get(..end).unwrap()).unwrap_or_else(|_| name("x"))
    })
}

pub fn sql() -> impl Strategy<Value = SqlText> {
    prop_oneof![
        hostile().prop_map(SqlText::Portable),
        proptest::collection::btree_map(proptest::sample::select(&Dialect::ALL), hostile(), 1..3)
            .prop_map(SqlText::PerDialect),
    ]
}

fn filled_sql() -> impl Strategy<Value = SqlText> {
    sql().prop_map(|sql| {
        if sql.is_blank() {
            SqlText::Portable("SELECT 0".to_owned())
        } else {
            sql
        }
    })
}

fn column_type() -> impl Strategy<Value = ColumnType> {
    prop_oneof![
        (1..5000u32).prop_map(ColumnType::Varchar),
        Just(ColumnType::Text),
        Just(ColumnType::SmallInt),
        Just(ColumnType::Integer),
        Just(ColumnType::BigInt),
        (1..1000u32, 0..30u32).prop_map(|(precision, scale)| ColumnType::Decimal {
            precision,
            scale: scale.min(precision)
        }),
        Just(ColumnType::Real),
        Just(ColumnType::Double),
        Just(ColumnType::Boolean),
        Just(ColumnType::Date),
        Just(ColumnType::Time),
        Just(ColumnType::Timestamp),
        Just(ColumnType::TimestampTz),
        Just(ColumnType::Uuid),
        Just(ColumnType::Json),
        Just(ColumnType::Bytes),
        hostile().prop_map(|text| ColumnType::Native(if text.trim().is_empty() {
            "x(3)".into()
        } else {
            text
        })),
    ]
}

fn default_value() -> impl Strategy<Value = DefaultValue> {
    let bases = proptest::sample::select(vec![DateBase::Now, DateBase::Today]);
    let units = proptest::sample::select(vec![
        DateUnit::Minutes,
        DateUnit::Hours,
        DateUnit::Days,
        DateUnit::Weeks,
        DateUnit::Months,
        DateUnit::Years,
    ]);
    prop_oneof![
        hostile().prop_map(DefaultValue::Text),
        "-?[0-9]{1,20}(\\.[0-9]{0,5})?(e[+-]?[0-9]{1,2})?".prop_map(DefaultValue::Number),
        any::<bool>().prop_map(DefaultValue::Boolean),
        bases.clone().prop_map(DefaultValue::Current),
        (bases, -1000..1000i64, units).prop_map(|(base, amount, unit)| DefaultValue::Shifted {
            base,
            amount,
            unit
        }),
        Just(DefaultValue::Uuid),
        sql().prop_map(DefaultValue::Expression),
    ]
}

fn identity() -> impl Strategy<Value = Identity> {
    proptest::sample::select(Identity::ALL.to_vec())
}

fn generated() -> impl Strategy<Value = Generated> {
    (sql(), proptest::sample::select(GeneratedStorage::ALL.to_vec()))
        .prop_map(|(expression, storage)| Generated { expression, storage })
}

fn deferrability() -> impl Strategy<Value = Deferrability> {
    proptest::sample::select(Deferrability::ALL.to_vec())
}

pub fn columns() -> impl Strategy<Value = Column> {
    (
        names(),
        column_type(),
        any::<bool>(),
        option::of(default_value()),
        option::of(identity()),
        option::of(generated()),
        option::of(names()),
        option::of(hostile()),
    )
        .prop_map(
            |(name, column_type, nullable, default, identity, generated, collation, comment)| Column {
                name,
                column_type,
                nullable,
                default,
                identity,
                generated,
                collation,
                comment,
            },
        )
}

fn primary_key() -> impl Strategy<Value = PrimaryKey> {
    (names(), vec(names(), 1..3)).prop_map(|(name, columns)| PrimaryKey { name, columns })
}

fn unique() -> impl Strategy<Value = UniqueConstraint> {
    (
        names(),
        vec(names(), 1..3),
        vec(names(), 0..2),
        any::<bool>(),
        deferrability(),
    )
        .prop_map(
            |(name, columns, include, nulls_not_distinct, deferrability)| UniqueConstraint {
                name,
                columns,
                include,
                nulls_not_distinct,
                deferrability,
            },
        )
}

fn foreign_key() -> impl Strategy<Value = ForeignKey> {
    let action = proptest::sample::select(&ReferentialAction::ALL);
    (
        names(),
        vec(names(), 1..3),
        names(),
        vec(names(), 1..3),
        action.clone(),
        action,
        deferrability(),
    )
        .prop_map(
            |(name, columns, table, there, on_delete, on_update, deferrability)| ForeignKey {
                name,
                columns,
                references: Reference {
                    table,
                    columns: there,
                },
                on_delete,
                on_update,
                deferrability,
            },
        )
}

fn check() -> impl Strategy<Value = Check> {
    let rule = prop_oneof![
        (names(), vec(hostile(), 0..4)).prop_map(|(column, values)| CheckRule::OneOf {
            column,
            values: ValueSet::new(values)
        }),
        sql().prop_map(CheckRule::Sql),
    ];
    (names(), rule).prop_map(|(name, rule)| Check { name, rule })
}

fn index() -> impl Strategy<Value = Index> {
    let key = prop_oneof![
        names().prop_map(IndexKey::Column),
        sql().prop_map(IndexKey::Expression)
    ];
    let order = proptest::sample::select(vec![SortOrder::Ascending, SortOrder::Descending]);
    let nulls = proptest::sample::select(NullsOrder::ALL.to_vec());
    let part = (
        key,
        order,
        option::of(nulls),
        option::of(names()),
        option::of(names()),
    )
        .prop_map(|(key, order, nulls, operator_class, collation)| IndexPart {
            key,
            order,
            nulls,
            operator_class,
            collation,
        });
    (
        names(),
        vec(part, 1..3),
        any::<bool>(),
        any::<bool>(),
        option::of(names()),
        vec(names(), 0..2),
        option::of(sql()),
    )
        .prop_map(
            |(name, parts, unique, nulls_not_distinct, method, include, predicate)| Index {
                name,
                parts,
                unique,
                nulls_not_distinct,
                method,
                include,
                predicate,
            },
        )
}

pub fn tables() -> impl Strategy<Value = Table> {
    (
        names(),
        vec(columns(), 1..4),
        option::of(primary_key()),
        vec(foreign_key(), 0..2),
        vec(unique(), 0..2),
        vec(check(), 0..2),
        vec(index(), 0..2),
        option::of(hostile()),
    )
        .prop_map(
            |(name, columns, key, foreign_keys, uniques, checks, indexes, comment)| {
                let mut table = Table::new(name);
                table.columns = columns.into_iter().map(|it| (it.name.clone(), it)).collect();
                table.primary_key = key;
                table.foreign_keys = foreign_keys.into_iter().map(|it| (it.name.clone(), it)).collect();
                table.uniques = uniques.into_iter().map(|it| (it.name.clone(), it)).collect();
                table.checks = checks.into_iter().map(|it| (it.name.clone(), it)).collect();
                table.indexes = indexes.into_iter().map(|it| (it.name.clone(), it)).collect();
                table.comment = comment;
                table
            },
        )
}

fn views() -> impl Strategy<Value = View> {
    (names(), vec(names(), 0..3), filled_sql()).prop_map(|(name, columns, query)| View {
        name,
        columns,
        query,
    })
}

fn change<T: std::fmt::Debug>(values: impl Strategy<Value = T> + Clone) -> impl Strategy<Value = Change<T>> {
    (values.clone(), values).prop_map(|(from, to)| Change { from, to })
}

fn option_change<T: std::fmt::Debug + Clone>(
    values: impl Strategy<Value = T> + Clone,
) -> impl Strategy<Value = Change<Option<T>>> {
    let some = values.clone().prop_map(Some);
    prop_oneof![
        (some.clone(), option::of(values.clone())).prop_map(|(from, to)| Change { from, to }),
        (option::of(values), some).prop_map(|(from, to)| Change { from, to }),
    ]
}

fn alter_column() -> impl Strategy<Value = AlterColumn> {
    (
        names(),
        names(),
        option::of(change(column_type().boxed())),
        option::of(change(any::<bool>())),
        option::of(option_change(default_value().boxed())),
        option::of(option_change(identity().boxed())),
        option::of(option_change(generated().boxed())),
        option::of(option_change(names().boxed())),
        option::of(option_change(hostile().boxed())),
        (option::of(sql()), option::of(sql())),
    )
        .prop_map(
            |(
                table,
                column,
                column_type,
                nullable,
                default,
                identity,
                generated,
                collation,
                comment,
                (using, check),
            )| {
                let mut altered = AlterColumn {
                    table,
                    column,
                    column_type,
                    nullable,
                    default,
                    identity,
                    generated,
                    collation,
                    comment,
                    using,
                    check,
                };
                if altered.is_empty() {
                    altered.nullable = Some(Change {
                        from: true,
                        to: false,
                    });
                }
                altered
            },
        )
}

/// Every operation that says something about the schema.
pub fn schema_operations() -> BoxedStrategy<Operation> {
    prop_oneof![
        tables().prop_map(|table| CreateTable { table }.into()),
        tables().prop_map(|table| DropTable { table }.into()),
        (names(), names()).prop_map(|(from, to)| RenameTable { from, to }.into()),
        (names(), option_change(hostile().boxed())).prop_map(|(table, comment)| SetTableComment {
            table,
            comment
        }
        .into()),
        (names(), columns()).prop_map(|(table, column)| AddColumn { table, column }.into()),
        (names(), columns()).prop_map(|(table, column)| DropColumn { table, column }.into()),
        (names(), names(), names()).prop_map(|(table, from, to)| RenameColumn { table, from, to }.into()),
        alter_column().prop_map(Operation::from),
        (names(), primary_key()).prop_map(|(table, primary_key)| AddPrimaryKey { table, primary_key }.into()),
        (names(), primary_key())
            .prop_map(|(table, primary_key)| DropPrimaryKey { table, primary_key }.into()),
        (names(), foreign_key()).prop_map(|(table, foreign_key)| AddForeignKey { table, foreign_key }.into()),
        (names(), foreign_key())
            .prop_map(|(table, foreign_key)| DropForeignKey { table, foreign_key }.into()),
        (names(), unique()).prop_map(|(table, unique)| AddUnique { table, unique }.into()),
        (names(), unique()).prop_map(|(table, unique)| DropUnique { table, unique }.into()),
        (names(), check()).prop_map(|(table, check)| AddCheck { table, check }.into()),
        (names(), check()).prop_map(|(table, check)| DropCheck { table, check }.into()),
        (names(), names(), names()).prop_map(|(table, from, to)| RenameConstraint { table, from, to }.into()),
        (names(), index()).prop_map(|(table, index)| CreateIndex { table, index }.into()),
        (names(), index()).prop_map(|(table, index)| DropIndex { table, index }.into()),
        (names(), names(), names()).prop_map(|(table, from, to)| RenameIndex { table, from, to }.into()),
        views().prop_map(|view| CreateView { view }.into()),
        views().prop_map(|view| DropView { view }.into()),
    ]
    .boxed()
}

pub fn operations() -> BoxedStrategy<Operation> {
    prop_oneof![
        10 => schema_operations(),
        1 => (filled_sql(), option::of(hostile()), vec(schema_operations(), 0..3))
            .prop_map(|(sql, why, effects)| Execute { sql, why, effects }.into()),
        1 => (hostile(), filled_sql(), sql())
            .prop_map(|(why, until, sql)| DataMigration {
                why,
                until,
                sql,
                batched: None
            }
            .into()),
    ]
    .boxed()
}

fn revision_ids() -> impl Strategy<Value = RevisionId> {
    "[A-Za-z0-9][A-Za-z0-9_.-]{0,199}".prop_filter_map("reserved", |text| RevisionId::new(&text).ok())
}

pub fn revisions() -> impl Strategy<Value = Revision> {
    (
        revision_ids(),
        proptest::collection::btree_set(revision_ids(), 0..3),
        hostile(),
        -62_167_219_200_i64..253_402_207_000,
        0..1_000_000_000_i32,
        vec(operations(), 0..4),
        vec(operations(), 0..4),
    )
        .prop_map(
            |(id, parents, message, second, nanosecond, upgrade, downgrade)| Revision {
                id,
                parents: parents.into_iter().collect(),
                message,
                created_at: jiff::Timestamp::new(second.max(0), nanosecond).unwrap(),
                upgrade,
                downgrade,
            },
        )
}
