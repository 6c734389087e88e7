//! Parse, graph and proof of a history of 1,000 revisions. The goal is 150 ms.
//!
//! `floor_toml` parses the same texts as bare TOML, so that the part that is ours can be told in the same run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use dazzle_history::{History, Revision, RevisionId, checksum, file};
use dazzle_ops::{AddColumn, CreateIndex, CreateTable, Operation, reverse_all};
use dazzle_schema::{Column, ColumnType, Index, Name, PrimaryKey, Schema, Table};

fn main() {
    divan::main();
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

/// A linear history in which each fifth revision creates a table of eight columns, and the others add columns
/// and an index to it.
fn revisions(count: usize) -> Vec<Revision> {
    let mut schema = Schema::empty();
    let mut revisions: Vec<Revision> = Vec::with_capacity(count);
    for at in 0..count {
        let table = name(&format!("Table{}", at / 5));
        let upgrade: Vec<Operation> = if at % 5 == 0 {
            let mut created = Table::new(table.clone());
            for column in 0..8 {
                let mut column = Column::new(name(&format!("column_{column}")), ColumnType::Varchar(200));
                column.nullable = false;
                created.columns.insert(column.name.clone(), column);
            }
            created.primary_key = Some(PrimaryKey {
                name: name(&format!("pk_{table}")),
                columns: vec![name("column_0")],
            });
            vec![CreateTable { table: created }.into()]
        } else {
            let column = Column::new(name(&format!("added_{at}")), ColumnType::Integer);
            let index = Index::over(name(&format!("ix_{table}_{at}")), [column.name.clone()]);
            vec![
                AddColumn {
                    table: table.clone(),
                    column,
                }
                .into(),
                CreateIndex { table, index }.into(),
            ]
        };
        let downgrade = reverse_all(&upgrade, &schema).unwrap();
        dazzle_ops::apply_all(&upgrade, &mut schema).unwrap();
        revisions.push(Revision {
            id: RevisionId::new(&format!("{at:012x}")).unwrap(),
            parents: revisions.last().map(|last| last.id.clone()).into_iter().collect(),
            message: format!("change {table} in step {at}", table = at / 5),
            created_at: jiff::Timestamp::from_second(1_800_000_000 + at as i64 * 60).unwrap(),
            upgrade,
            downgrade,
        });
    }
    revisions
}

fn files(count: usize) -> Vec<(String, String)> {
    revisions(count)
        .iter()
        .map(|revision| {
            (
                format!("migrations/{}", dazzle_history::file_name(revision)),
                file::render(revision),
            )
        })
        .collect()
}

const COUNT: usize = 1_000;

#[divan::bench]
fn floor_toml(bencher: divan::Bencher<'_, '_>) {
    let files = files(COUNT);
    bencher.bench_local(|| {
        files
            .iter()
            .map(|(_, text)| toml::de::DeTable::parse(text).unwrap().get_ref().len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn parse(bencher: divan::Bencher<'_, '_>) {
    let files = files(COUNT);
    bencher.bench_local(|| {
        files
            .iter()
            .map(|(path, text)| file::parse(path, text).unwrap().revision.upgrade.len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn load(bencher: divan::Bencher<'_, '_>) {
    let files = files(COUNT);
    bencher
        .with_inputs(|| files.clone())
        .bench_local_values(|files| History::load(files).unwrap());
}

#[divan::bench]
fn load_and_validate(bencher: divan::Bencher<'_, '_>) {
    let files = files(COUNT);
    bencher.with_inputs(|| files.clone()).bench_local_values(|files| {
        let history = History::load(files).unwrap();
        history.validate().unwrap();
        history
    });
}

#[divan::bench]
fn replay_all(bencher: divan::Bencher<'_, '_>) {
    let history = History::load(files(COUNT)).unwrap();
    bencher.bench_local(|| history.replay_all().unwrap());
}

#[divan::bench]
fn checksums(bencher: divan::Bencher<'_, '_>) {
    let revisions = revisions(COUNT);
    bencher.bench_local(|| revisions.iter().map(|it| checksum(it).len()).sum::<usize>());
}
