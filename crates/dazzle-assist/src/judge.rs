//! An answer held against its task.

use std::collections::BTreeSet;

use dazzle_history::{Direction, Revision, file, first_difference};
use dazzle_ops::{Batched, Operation};
use dazzle_schema::{DefaultValue, Dialect, Name, Schema, SqlText};

use crate::answer::{Answer, AnswerError};
use crate::task::Task;
use crate::touched::Touched;

/// The longest list of operations, and the longest text of one.
const MOST_OPERATIONS: usize = 200;
const MOST_BYTES: usize = 100_000;

/// What changes in the revision's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A seam gets its statements.
    Seam {
        /// Which way it stands.
        direction: Direction,
        /// Its position, from zero.
        at: usize,
    },
    /// The operations become others.
    Operations,
}

/// An answer that keeps to all limits. Whether it works is still to be proven.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The revision as it would be.
    pub revision: Revision,
    /// What of it is new.
    pub changes: Vec<Change>,
    /// Whether something was renamed, in the order of the questions.
    pub decisions: Vec<bool>,
    /// Why, in the model's words.
    pub reason: String,
}

impl Proposal {
    /// What was proposed, in words: `sql of upgrade 2`.
    #[must_use]
    pub fn what(&self) -> String {
        let mut parts: Vec<String> = self
            .changes
            .iter()
            .map(|change| match change {
                Change::Seam { direction, at } => format!("sql of {direction} {}", at + 1),
                Change::Operations => "all operations".to_owned(),
            })
            .collect();
        if !self.decisions.is_empty() {
            parts.push("what was renamed".to_owned());
        }
        parts.join(", ")
    }
}

impl Task {
    /// Reads the text of an answer and holds it against the task.
    ///
    /// # Errors
    /// The first reason why it is not accepted.
    pub fn judge(&self, text: &str) -> Result<Proposal, AnswerError> {
        let answer = Answer::read(text)?;
        for (what, numbers, asked) in [
            ("seam", answer.seams.keys().collect::<Vec<_>>(), self.seams.len()),
            (
                "question",
                answer.decisions.keys().collect(),
                self.questions.len(),
            ),
        ] {
            if let Some(number) = numbers.into_iter().find(|it| **it == 0 || **it > asked) {
                return Err(AnswerError::Unasked {
                    what,
                    number: *number,
                });
            }
        }
        if !self.questions.is_empty() {
            return self.decided(answer);
        }
        match &answer.operations {
            Some(_) if !answer.seams.is_empty() => Err(AnswerError::Both),
            Some(operations) => self.rewritten(operations, answer.reason.clone()),
            None => self.filled(answer),
        }
    }

    fn decided(&self, answer: Answer) -> Result<Proposal, AnswerError> {
        if !answer.seams.is_empty() || answer.operations.is_some() {
            return Err(AnswerError::QuestionsOnly);
        }
        let decisions = (1..=self.questions.len())
            .map(|number| {
                answer
                    .decisions
                    .get(&number)
                    .copied()
                    .ok_or(AnswerError::Unanswered {
                        what: "question",
                        number,
                    })
            })
            .collect::<Result<_, _>>()?;
        Ok(Proposal {
            revision: self.revision.clone(),
            changes: Vec::new(),
            decisions,
            reason: answer.reason,
        })
    }

    fn filled(&self, answer: Answer) -> Result<Proposal, AnswerError> {
        let mut revision = self.revision.clone();
        let mut changes = Vec::new();
        for (number, open) in (1..).zip(&self.seams) {
            let Some(sql) = answer.seams.get(&number).filter(|it| !it.trim().is_empty()) else {
                if open.direction == Direction::Upgrade {
                    return Err(AnswerError::Unanswered { what: "seam", number });
                }
                continue;
            };
            let refused = |source| AnswerError::Sql {
                place: format!("seam {number}"),
                source,
            };
            let (start, operations) = self.side(open.direction);
            let mut here = self
                .schema_at(open.direction, open.at)
                .map_err(|error| AnswerError::Shape {
                    reason: error.to_string(),
                })?;
            let mut limits = Touched::of(operations, start).limits(self.dialect, &here);
            if open.seam.batched.is_some() {
                limits = limits.with_batch_ends();
            }
            let sql = limits.statements(sql).map_err(refused)?;
            let operations = match open.direction {
                Direction::Upgrade => &mut revision.upgrade,
                Direction::Downgrade => &mut revision.downgrade,
            };
            if let Some(Operation::DataMigration(seam)) = operations.get_mut(open.at) {
                seam.sql = with_dialect(&seam.sql, self.dialect, sql);
                // Batches want more of the statements: both ends, and a table to go through.
                let filled = Operation::DataMigration(seam.clone());
                filled.apply(&mut here).map_err(|error| AnswerError::Seam {
                    number,
                    reason: error.to_string(),
                })?;
                changes.push(Change::Seam {
                    direction: open.direction,
                    at: open.at,
                });
            }
        }
        if changes.is_empty() {
            return Err(AnswerError::Nothing);
        }
        Ok(Proposal {
            revision,
            changes,
            decisions: Vec::new(),
            reason: answer.reason,
        })
    }

    fn side(&self, direction: Direction) -> (&Schema, &[Operation]) {
        match direction {
            Direction::Upgrade => (&self.before, &self.revision.upgrade),
            Direction::Downgrade => (&self.after, &self.revision.downgrade),
        }
    }

    fn rewritten(&self, operations: &str, reason: String) -> Result<Proposal, AnswerError> {
        let (upgrade, downgrade) = self.read_operations(operations)?;
        let mut revision = self.revision.clone();
        for (direction, mut operations) in [(Direction::Upgrade, upgrade), (Direction::Downgrade, downgrade)]
        {
            self.check_operations(direction, &mut operations)?;
            match direction {
                Direction::Upgrade => revision.upgrade = operations,
                Direction::Downgrade => revision.downgrade = operations,
            }
        }
        if revision == self.revision {
            return Err(AnswerError::Nothing);
        }
        let still_open = Self::new(self.dialect, revision.clone(), self.before.clone())
            .ok()
            .and_then(|task| {
                task.seams
                    .iter()
                    .position(|seam| seam.direction == Direction::Upgrade)
            });
        if let Some(at) = still_open {
            return Err(AnswerError::Unanswered {
                what: "seam",
                number: at + 1,
            });
        }
        Ok(Proposal {
            revision,
            changes: vec![Change::Operations],
            decisions: Vec::new(),
            reason,
        })
    }

    fn read_operations(&self, text: &str) -> Result<(Vec<Operation>, Vec<Operation>), AnswerError> {
        if text.len() > MOST_BYTES {
            return Err(AnswerError::Unreadable {
                reasons: vec![format!("they are longer than {MOST_BYTES} bytes")],
            });
        }
        let head = "revision = \"answer\"\nrevises = []\nmessage = \"\"\ncreated_at = 2000-01-01T00:00:00Z\n";
        let parsed = file::parse("operations", &format!("{head}{text}")).map_err(|errors| {
            AnswerError::Unreadable {
                reasons: errors
                    .iter()
                    .take(5)
                    .map(|error| {
                        let line = error.place.line.saturating_sub(head.lines().count());
                        format!("line {line}: {}", error.message)
                    })
                    .collect(),
            }
        })?;
        if !parsed.proposals.is_empty() {
            return Err(AnswerError::Unreadable {
                reasons: vec!["`[[proposed]]` is written by Dazzle alone".to_owned()],
            });
        }
        let count = parsed.revision.upgrade.len() + parsed.revision.downgrade.len();
        if count > MOST_OPERATIONS {
            return Err(AnswerError::Unreadable {
                reasons: vec![format!(
                    "there are {count} operations; at most {MOST_OPERATIONS} are read"
                )],
            });
        }
        Ok((parsed.revision.upgrade, parsed.revision.downgrade))
    }

    /// Whether the operations keep to what the revision may do; their SQL is put as it is to be written.
    fn check_operations(
        &self,
        direction: Direction,
        operations: &mut [Operation],
    ) -> Result<(), AnswerError> {
        let (start, own) = self.side(direction);
        let end = match direction {
            Direction::Upgrade => &self.after,
            Direction::Downgrade => &self.before,
        };
        if batches(self.dialect, operations) != batches(self.dialect, own) {
            return Err(AnswerError::Batches { direction });
        }
        let mut allowed = Touched::of(own, start);
        let mut schema = start.clone();
        for (at, operation) in operations.iter_mut().enumerate() {
            let word = operation.word();
            let wrong = |reason: String| AnswerError::Operation {
                direction,
                number: at + 1,
                word,
                reason,
            };
            if !own.contains(operation) {
                let limits = allowed.limits(self.dialect, &schema);
                let rules = Rules {
                    dialect: self.dialect,
                    start,
                    end,
                    own,
                };
                rules.check(operation, &limits).map_err(wrong)?;
            }
            if let Operation::RenameTable(rename) = operation {
                allowed.follow(rename);
            }
            operation
                .apply(&mut schema)
                .map_err(|error| wrong(error.to_string()))?;
        }
        match first_difference(end, &schema) {
            None => Ok(()),
            Some(difference) => Err(AnswerError::OtherSchema {
                direction,
                difference,
            }),
        }
    }
}

/// What an operation may do that the revision did not have.
struct Rules<'a> {
    dialect: Dialect,
    /// The schema before the first operation.
    start: &'a Schema,
    /// The schema to reach.
    end: &'a Schema,
    /// The operations of the revision.
    own: &'a [Operation],
}

impl Rules<'_> {
    fn check(&self, operation: &mut Operation, limits: &crate::limits::Limits) -> Result<(), String> {
        let said = |error: crate::limits::Refusal| error.to_string();
        match operation {
            Operation::DataMigration(seam) => {
                let until = seam.until.for_dialect(self.dialect).unwrap_or_default();
                limits.query(until).map_err(|error| format!("`until`: {error}"))?;
                let sql = seam.sql.for_dialect(self.dialect).unwrap_or_default();
                let sql = match &seam.batched {
                    Some(_) => limits.clone().with_batch_ends().statements(sql),
                    None => limits.statements(sql),
                };
                let sql = sql.map_err(said)?;
                seam.until = only(self.dialect, until.to_owned());
                seam.sql = only(self.dialect, sql);
                seam.why = one_line(&seam.why);
                Ok(())
            }
            Operation::Execute(execute) => {
                if !execute.effects.is_empty() {
                    return Err("`effects` are not for an answer to claim".to_owned());
                }
                let sql = execute.sql.for_dialect(self.dialect).unwrap_or_default();
                execute.sql = only(self.dialect, limits.statements(sql).map_err(said)?);
                execute.why = execute.why.as_deref().map(one_line);
                Ok(())
            }
            Operation::AlterColumn(it) => {
                if it
                    .default
                    .as_ref()
                    .is_some_and(|it| is_expression(it.to.as_ref()))
                    || it.generated.as_ref().is_some_and(|it| it.to.is_some())
                {
                    return Err("an expression that the revision does not have".to_owned());
                }
                if let Some(using) = &it.using {
                    let text = using.for_dialect(self.dialect).unwrap_or_default();
                    it.using = Some(only(self.dialect, limits.expression(text).map_err(said)?));
                }
                Ok(())
            }
            Operation::AddColumn(it) => {
                let is_wanted = self.end.table(&it.table).is_some_and(|table| {
                    table.columns.get(&it.column.name).is_some_and(|wanted| {
                        let mut column = wanted.clone();
                        column.nullable = it.column.nullable;
                        column == it.column
                    })
                });
                if is_wanted {
                    Ok(())
                } else {
                    Err("the schema to reach has no such column".to_owned())
                }
            }
            Operation::RenameTable(it) => {
                let is_pair = self.start.table(&it.to).is_none() && self.end.table(&it.from).is_none();
                if is_pair {
                    Ok(())
                } else {
                    Err(not_a_rename(&it.from, &it.to))
                }
            }
            Operation::RenameColumn(it) => {
                let has = |schema: &Schema, column: &Name| {
                    schema
                        .table(&it.table)
                        .is_some_and(|table| table.columns.contains_key(column))
                };
                if has(self.start, &it.to) || has(self.end, &it.from) {
                    return Err(not_a_rename(&it.from, &it.to));
                }
                Ok(())
            }
            Operation::RenameConstraint(_) | Operation::RenameIndex(_) | Operation::SetTableComment(_) => {
                Ok(())
            }
            // A drop of the same thing may stand elsewhere, where the column is nullable by then, or not yet.
            Operation::DropTable(it) => self.drops(|own| match own {
                Operation::DropTable(other) => other.table.name == it.table.name,
                _ => false,
            }),
            Operation::DropColumn(it) => self.drops(|own| match own {
                Operation::DropColumn(other) => {
                    (&other.table, &other.column.name) == (&it.table, &it.column.name)
                }
                _ => false,
            }),
            _ => Err(format!(
                "the revision has no such operation; it has {}",
                self.own
                    .iter()
                    .map(|it| format!("`{}`", it.word()))
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect::<Vec<_>>()
                    .join(", ")
            )),
        }
    }
}

impl Rules<'_> {
    fn drops(&self, is_same: impl Fn(&Operation) -> bool) -> Result<(), String> {
        if self.own.iter().any(is_same) {
            Ok(())
        } else {
            Err("the revision does not drop this".to_owned())
        }
    }
}

/// The seams that go in batches, by their postconditions, and how they go.
fn batches(dialect: Dialect, operations: &[Operation]) -> Vec<(Option<&str>, &Batched)> {
    operations
        .iter()
        .filter_map(|operation| match operation {
            Operation::DataMigration(seam) => {
                let until = seam.until.for_dialect(dialect).map(str::trim);
                seam.batched.as_ref().map(|batched| (until, batched))
            }
            _ => None,
        })
        .collect()
}

fn not_a_rename(from: &Name, to: &Name) -> String {
    format!("`{from}` is not gone afterwards, or `{to}` was there before: this is no rename")
}

const fn is_expression(default: Option<&DefaultValue>) -> bool {
    matches!(default, Some(DefaultValue::Expression(_)))
}

fn only(dialect: Dialect, text: String) -> SqlText {
    SqlText::PerDialect([(dialect, text)].into())
}

/// The text for `dialect` beside those that are there for others.
fn with_dialect(old: &SqlText, dialect: Dialect, sql: String) -> SqlText {
    let mut texts = match old {
        SqlText::Portable(_) => std::collections::BTreeMap::new(),
        SqlText::PerDialect(texts) => texts.clone(),
    };
    texts.retain(|_, text| !text.trim().is_empty());
    texts.insert(dialect, sql);
    SqlText::PerDialect(texts)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
