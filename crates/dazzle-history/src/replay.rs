//! Folding a history over the empty schema.
//!
//! Every revision is proved against the schema that its ancestors make: its upgrade must fit, and its downgrade
//! must lead back. A merge is proved in every order: after any of its parents, the revisions of the other lines
//! must fit, and the same schema must come out, because databases reach a merge from either side.

use std::collections::BTreeSet;

use dazzle_ops::{ApplyError, Operation, apply_all};
use dazzle_schema::Schema;

use crate::difference::{differing, first_difference};
use crate::error::ReplayError;
use crate::graph::Node;
use crate::{Conflicting, Direction, History, HistoryError, ParsedRevision, RevisionId};

/// The schema after a revision, while something still needs it.
#[derive(Clone)]
enum State {
    After(Schema),
    /// It or one of its ancestors does not fit; what comes after it is not judged.
    Broken,
}

impl History {
    /// Proves every revision by replay.
    ///
    /// # Errors
    /// Every operation that does not fit, every downgrade that does not lead back, every merge that depends on
    /// an order. Revisions that follow one whose upgrade does not fit are not judged.
    pub fn validate(&self) -> Result<(), Vec<HistoryError>> {
        let mut errors = Vec::new();
        let mut waiting: Vec<usize> = self.nodes.iter().map(|node| node.children.len()).collect();
        let mut states: Vec<Option<State>> = vec![None; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate() {
            let state = match self.before(node, &states) {
                Ok(Some(before)) => judge(&node.parsed, &before, &mut errors),
                Ok(None) => State::Broken,
                Err(error) => {
                    errors.push(*error);
                    State::Broken
                }
            };
            if let Some(held) = states.get_mut(at) {
                *held = Some(state);
            }
            for parent in &node.parents {
                if let Some(count) = waiting.get_mut(*parent) {
                    *count -= 1;
                    if *count == 0
                        && let Some(held) = states.get_mut(*parent)
                    {
                        *held = None;
                    }
                }
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// The schema of a database whose heads are `ids`.
    ///
    /// # Errors
    /// When an id is unknown, or an operation does not fit.
    pub fn schema_at(&self, ids: &BTreeSet<RevisionId>) -> Result<Schema, ReplayError> {
        let marks = self.marked_ancestors(self.positions(ids)?);
        let mut schema = Schema::empty();
        for node in self.marked(&marks).filter_map(|at| self.nodes.get(at)) {
            let parsed = &node.parsed;
            apply_all(&parsed.revision.upgrade, &mut schema)
                .map_err(|error| Box::new(does_not_fit(parsed, Direction::Upgrade, error)))?;
        }
        Ok(schema)
    }

    /// The schema that all revisions together make.
    ///
    /// # Errors
    /// When an operation does not fit.
    pub fn replay_all(&self) -> Result<Schema, ReplayError> {
        self.schema_at(&self.heads())
    }

    /// The schema before a revision, unless one of its ancestors is broken.
    fn before(&self, node: &Node, states: &[Option<State>]) -> Result<Option<Schema>, Box<HistoryError>> {
        let mut after_parents = Vec::with_capacity(node.parents.len());
        for parent in &node.parents {
            match states.get(*parent) {
                Some(Some(State::After(schema))) => after_parents.push((*parent, schema)),
                _ => return Ok(None),
            }
        }
        match after_parents.as_slice() {
            [] => Ok(Some(Schema::empty())),
            [(_, schema)] => Ok(Some((*schema).clone())),
            several => self.before_merge(node, several).map(Some),
        }
    }

    fn before_merge(&self, merge: &Node, parents: &[(usize, &Schema)]) -> Result<Schema, Box<HistoryError>> {
        let all = self.marked_ancestors(merge.parents.iter().copied());
        let mut first: Option<Schema> = None;
        for (at, (parent, schema)) in parents.iter().enumerate() {
            let error = |pair: Option<(Conflicting, Conflicting)>, reason: String| {
                let (first, second) = pair.unwrap_or_else(|| {
                    let unknown = Conflicting {
                        revision: merge.parsed.revision.id.clone(),
                        place: merge.parsed.place(merge.parsed.id_span.clone()),
                        summary: "no operation".to_owned(),
                    };
                    (unknown.clone(), unknown)
                });
                Box::new(HistoryError::MergeDoesNotFit {
                    place: merge
                        .parsed
                        .place(merge.parsed.parent_spans.get(at).cloned().unwrap_or_default()),
                    id: merge.parsed.revision.id.clone(),
                    first: Box::new(first),
                    second: Box::new(second),
                    reason,
                })
            };
            let held = self.marked_ancestors([*parent]);
            let mut schema = (*schema).clone();
            let others: Vec<usize> = self.marked(&all).filter(|at| !held.has(*at)).collect();
            for (position, other) in others.iter().enumerate() {
                let Some(revision) = self.revision_at(*other) else {
                    continue;
                };
                if let Err((index, cause)) = apply_all(&revision.upgrade, &mut schema) {
                    let before = others.get(..position).unwrap_or_default();
                    let pair = self.pair_that_fails(*parent, before, (*other, index));
                    return Err(error(pair, cause.to_string()));
                }
            }
            match &first {
                None => first = Some(schema),
                Some(first) => {
                    if let Some((name, difference)) = differing(first, &schema) {
                        let line = self.line(*parent, &others);
                        let pair = self
                            .last_about(&line, Some(&name))
                            .zip(self.last_about(&others, Some(&name)));
                        let reason = format!("the other way round another schema comes out: {difference}");
                        return Err(error(pair, reason));
                    }
                }
            }
        }
        Ok(first.unwrap_or_default())
    }

    /// The revisions up to `parent` that none of the `others` follows.
    fn line(&self, parent: usize, others: &[usize]) -> Vec<usize> {
        let held = self.marked_ancestors([parent]);
        let common = self.marked_ancestors(others.iter().copied());
        self.marked(&held).filter(|at| !common.has(*at)).collect()
    }

    fn pair_that_fails(
        &self,
        parent: usize,
        before: &[usize],
        (failing, index): (usize, usize),
    ) -> Option<(Conflicting, Conflicting)> {
        let second = self.conflicting(failing, index)?;
        let held = self.marked_ancestors([parent]);
        let followed = self.marked_ancestors([failing]);
        let applied = self.marked(&held).chain(before.iter().copied());
        let (common, line): (Vec<usize>, Vec<usize>) = applied.partition(|at| followed.has(*at));
        let first = self
            .first_obstacle(&common, &line, (failing, index))
            .or_else(|| self.last_about(&line, None))?;
        Some((first, second))
    }
}

fn judge(parsed: &ParsedRevision, before: &Schema, errors: &mut Vec<HistoryError>) -> State {
    let revision = &parsed.revision;
    let mut schema = before.clone();
    if let Err(error) = apply_all(&revision.upgrade, &mut schema) {
        errors.push(does_not_fit(parsed, Direction::Upgrade, error));
        return State::Broken;
    }
    let mut back = schema.clone();
    if let Err(error) = apply_all(&revision.downgrade, &mut back) {
        errors.push(does_not_fit(parsed, Direction::Downgrade, error));
    } else if let Some(difference) = first_difference(before, &back) {
        errors.push(HistoryError::DowngradeDiffers {
            place: parsed.operation_place(Direction::Downgrade, 0),
            id: revision.id.clone(),
            difference,
        });
    }
    State::After(schema)
}

fn does_not_fit(
    parsed: &ParsedRevision,
    direction: Direction,
    (at, source): (usize, ApplyError),
) -> HistoryError {
    HistoryError::DoesNotFit {
        place: parsed.operation_place(direction, at),
        id: parsed.revision.id.clone(),
        direction,
        operation: parsed
            .revision
            .operations(direction)
            .get(at)
            .map_or("", Operation::word),
        source,
    }
}
