//! The plan: steps with their statements, prechecks and hazards.

use std::collections::BTreeSet;

use dazzle_ops::{Hazard, HazardCode, Operation};
use dazzle_schema::{Dialect, Name, Schema};

use crate::{Batches, LiveFacts, PlanError, SqliteObject, postgresql, sqlite};

/// What runs for one operation, or for several that are done together.
///
/// Steps run in order. For each: first its prechecks, one after the other, then its action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The positions, from zero and in order, of the operations it carries out; at least one. Other steps may
    /// stand between them.
    pub operations: Vec<usize>,
    /// What it does, in one line that begins in lower case.
    pub summary: String,
    /// What must be asked right before the action, in its transaction.
    pub prechecks: Vec<Precheck>,
    /// What is done.
    pub action: Action,
    /// What is dangerous about it.
    pub hazards: Vec<Hazard>,
}

/// What a step does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Statements, to be sent one by one in one transaction; none where the dialect has nothing to do. One text
    /// of an `execute` may hold several statements.
    Statements(Vec<String>),
    /// Data that a person or the assistant must bring in order.
    Seam(Seam),
}

/// A seam, with its texts for the dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seam {
    /// Why it is there.
    pub why: String,
    /// The query that gives 0 when the data is in order.
    pub until: String,
    /// The statements that bring it in order; blank while nobody wrote them.
    pub sql: String,
    /// A query for the keys of up to five rows that are not in order, where one can be made of `until`.
    pub sample: Option<String>,
    /// How the statements go through a table in batches; none where they run once.
    pub batches: Option<Batches>,
}

/// A question whose answer tells whether rows stand in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precheck {
    /// A query that gives one number: the rows in the way. 0 is fine.
    pub count: String,
    /// A query that gives up to five of them: `key` and `value`, both text.
    pub sample: String,
    /// Which rows those are, to stand behind their number: "rows of `Task` whose `title` is longer than 50
    /// characters".
    pub message: String,
    /// The table.
    pub table: Name,
    /// The columns concerned.
    pub columns: Vec<Name>,
    /// What to do about those rows, beside bringing them in order, where there is something.
    pub help: Option<&'static str>,
}

/// As many steps as could be planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// The steps.
    pub steps: Vec<Step>,
    /// How many operations, from the first, they cover; at least one if there are any.
    pub consumed: usize,
    /// SQLite: what the facts for the next chunk must have in [`SqliteFacts::set_aside`](crate::SqliteFacts).
    pub set_aside: Vec<SqliteObject>,
}

/// Plans as many of `operations` as can be planned from `facts`. Run the steps, read the facts again, and call
/// it again for the rest, with the schema after the operations consumed.
///
/// Positions in the steps and in errors count from the first of the `operations` given.
///
/// # Errors
/// When an operation does not fit, when the dialect cannot do it, or when the database is not as `before` says.
pub fn plan_chunk(operations: &[Operation], before: &Schema, facts: &LiveFacts) -> Result<Chunk, PlanError> {
    match facts {
        LiveFacts::Postgresql => postgresql::plan(operations, before).map(|steps| Chunk {
            steps,
            consumed: operations.len(),
            set_aside: Vec::new(),
        }),
        LiveFacts::Sqlite(facts) => sqlite::plan(operations, before, facts, sqlite::Texts::Exact),
    }
}

/// Plans all operations without a database between them: what later steps need to know is worked out instead of
/// read. Without `first_facts` the database is taken to be as Dazzle would have made it.
///
/// # Errors
/// As [`plan_chunk`]; and when `first_facts` belong to another dialect.
pub fn plan_offline(
    dialect: Dialect,
    operations: &[Operation],
    before: &Schema,
    first_facts: Option<LiveFacts>,
) -> Result<Vec<Step>, PlanError> {
    let facts = match first_facts {
        Some(facts) if facts.dialect() != dialect => {
            return Err(PlanError::OtherDialect {
                dialect,
                facts: facts.dialect(),
            });
        }
        Some(facts) => facts,
        None => LiveFacts::simulated(dialect, before)?,
    };
    let mut steps = match &facts {
        LiveFacts::Postgresql => postgresql::plan(operations, before)?,
        LiveFacts::Sqlite(facts) => sqlite::plan(operations, before, facts, sqlite::Texts::Simulated)?.steps,
    };
    for step in &mut steps {
        let positions = &step.operations;
        step.hazards
            .retain(|hazard| !is_of_own_column(hazard, positions, operations));
    }
    Ok(steps)
}

/// Whether only a column goes that the operations made: what it held is where they brought it.
fn is_of_own_column(hazard: &Hazard, positions: &[usize], operations: &[Operation]) -> bool {
    let drops = |operation: &Operation| {
        matches!(operation, Operation::DropColumn(it)
            if it.table == hazard.table && hazard.columns.as_slice() == [it.column.name.clone()])
    };
    let makes = |operation: &Operation| {
        matches!(operation, Operation::AddColumn(it)
            if it.table == hazard.table && hazard.columns.as_slice() == [it.column.name.clone()])
    };
    hazard.code == HazardCode::DropColumn
        && positions
            .iter()
            .any(|at| operations.get(*at).is_some_and(drops) && operations.iter().take(*at).any(makes))
}

/// Which tables are still fresh after `operation`: made by the operations before, and written by nobody yet.
pub(crate) fn follow_fresh(fresh: &mut BTreeSet<Name>, operation: &Operation) {
    match operation {
        Operation::CreateTable(it) => {
            fresh.insert(it.table.name.clone());
        }
        Operation::RenameTable(it) if fresh.remove(&it.from) => {
            fresh.insert(it.to.clone());
        }
        Operation::DropTable(it) => {
            fresh.remove(&it.table.name);
        }
        Operation::Execute(_) | Operation::DataMigration(_) => fresh.clear(),
        _ => {}
    }
}
