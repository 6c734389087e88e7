//! A comparison as a script that makes the first end equal to the second.

use dazzle_ops::Operation;
use dazzle_schema::{Dialect, Name};
use dazzle_sql::alignment::UnmodelledStep;
use dazzle_sql::casts::settle;
use dazzle_sql::inspection::{Unmodelled, UnmodelledKind};
use dazzle_sql::script::{ScriptRevision, render};
use dazzle_sql::{LiveFacts, losses, plan_offline, quote_identifier};

use super::operations::UNCHECKED_ROUTINES;
use super::{Comparison, Side, texts};
use crate::EngineError;

impl Comparison {
    /// The script for `dialect`. Run on the first end (a database that is as `from` says) it makes it equal to the
    /// second. Unless data may be lost, it stops where rows would be, and where a change of type has no rule and there
    /// are values. What no statement can do stands in comments.
    ///
    /// # Errors
    /// When the dialect cannot do what is asked.
    pub fn script(
        &self,
        from: &Side,
        dialect: Dialect,
        allow_destructive: bool,
    ) -> Result<String, EngineError> {
        let facts = from
            .live()
            .filter(|live| live.target.dialect() == dialect)
            .map(|live| self.facts_without_what_goes(&live.live.facts));
        let operations = settle(
            self.operations.clone(),
            &self.before,
            &self.casts,
            &[dialect],
            &[],
        );
        let (spoken, foreign): (Vec<Operation>, Vec<Operation>) = self
            .by_text(operations.clone())
            .into_iter()
            .partition(|operation| match operation {
                Operation::CreateView(it) => it.view.query.for_dialect(dialect).is_some(),
                _ => true,
            });
        let steps = plan_offline(dialect, &spoken, &self.before, facts).map_err(|source| {
            EngineError::Unplannable {
                source: Box::new(source),
            }
        })?;
        let mut guards = Vec::new();
        if !allow_destructive {
            let losses = losses(dialect, &operations, &self.before)
                .into_iter()
                .map(|loss| (loss.count, loss.hazard.message));
            let tables = self
                .taken_away()
                .filter(|it| it.kind == UnmodelledKind::Table && it.unmake.is_some())
                .map(|it| {
                    (
                        format!("SELECT count(*) FROM {}", quote_identifier(&it.name)),
                        format!("table `{}` is dropped with all its rows", it.name),
                    )
                });
            guards.extend(losses.chain(tables).map(|(count, what)| {
                let stop = "--allow-destructive prints a script without this stop";
                (count, format!("rows would be lost: {what}; {stop}"))
            }));
        }
        let (mut before, mut after, mut left) = (Vec::new(), Vec::new(), Vec::new());
        if dialect == Dialect::Postgresql && self.unmodelled.before_tables().next().is_some() {
            // A function may speak of a table that comes later in the script.
            before.push(UNCHECKED_ROUTINES.to_owned());
        }
        let steps_around = [
            (&mut before, self.unmodelled.before_tables().collect::<Vec<_>>()),
            (&mut after, self.unmodelled.after_tables().collect()),
        ];
        for (place, all) in steps_around {
            for step in all {
                match step.statement() {
                    Some(statement) => place.push(statement.to_owned()),
                    None if self.is_done_by_text(step) => {}
                    None => {
                        let verb = if step.makes { "make" } else { "remove" };
                        left.push(format!("to be done by hand: {verb} {}", step.thing.title()));
                    }
                }
            }
        }
        left.extend(foreign.iter().map(|it| {
            let summary = it.summary();
            format!("to be done by hand: {summary}, whose query is written for another dialect")
        }));
        left.extend(self.unmodelled.by_hand().map(|thing| {
            format!(
                "to be done by hand: change {}, which is in use, to {}",
                thing.title(),
                thing.description
            )
        }));
        left.extend(
            self.undecided
                .iter()
                .map(|it| format!("cannot be compared: {}", it.subject)),
        );
        let revision = ScriptRevision {
            halfway: std::collections::BTreeMap::new(),
            heading: format!("from {} to {}", self.from, self.to),
            ahead: self.unmodelled.ahead().map(str::to_owned).collect(),
            before: Vec::new(),
            guards,
            // A table that the model does not hold goes here: what would be lost is counted before.
            prepare: before,
            steps,
            bookkeeping: after,
        };
        let mut script = render(dialect, &[revision]);
        for line in left {
            script.push_str("\n-- ");
            script.push_str(&line.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        script.push('\n');
        Ok(script)
    }

    /// Whether the text of a new table brings it along.
    pub(crate) fn comes_with_its_table(&self, thing: &Unmodelled) -> bool {
        let table = thing.table.as_deref().and_then(|table| Name::new(table).ok());
        table.is_some_and(|table| self.is_made_by_text(&table))
    }

    /// Whether its table's text brings it along, or takes it away; what its table takes along is no matter, either.
    fn is_done_by_text(&self, step: UnmodelledStep<'_>) -> bool {
        if step.makes && self.comes_with_its_table(step.thing) {
            return true;
        }
        let Some(table) = step
            .thing
            .table
            .as_deref()
            .and_then(|table| Name::new(table).ok())
        else {
            return false;
        };
        if !texts::is_of_text(step.thing) {
            return false;
        }
        let goes = !step.makes
            && self
                .operations
                .iter()
                .any(|it| matches!(it, Operation::DropTable(it) if it.table.name == table));
        goes || self
            .remade
            .contains_key(&texts::name_after(&self.operations, table))
    }

    /// What the model does not hold and goes, or goes and comes again.
    fn taken_away(&self) -> impl Iterator<Item = &Unmodelled> {
        self.unmodelled
            .before_tables()
            .chain(self.unmodelled.after_tables())
            .filter(|step| !step.makes)
            .map(|step| step.thing)
    }

    /// Triggers and the like that go before the tables change must not come back with a rebuilt table.
    fn facts_without_what_goes(&self, facts: &LiveFacts) -> LiveFacts {
        let mut facts = facts.clone();
        if let LiveFacts::Sqlite(sqlite) = &mut facts {
            let gone: Vec<&str> = self.taken_away().map(|it| it.name.as_str()).collect();
            sqlite
                .objects
                .retain(|object| !gone.iter().any(|name| object.name.eq_ignore_ascii_case(name)));
        }
        facts
    }
}
