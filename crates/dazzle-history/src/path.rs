//! From where a database is to where a person wants it: which revisions, in which order.

use std::collections::BTreeSet;
use std::ops::Bound;

use crate::graph::Marks;
use crate::{Direction, History, Revision, RevisionId, RevisionRange, Target, TargetError};

impl History {
    /// The revision with this id, or the only one whose id starts with it.
    ///
    /// # Errors
    /// When there is none, or several start with it and none is it.
    pub fn find(&self, text: &str) -> Result<&Revision, TargetError> {
        self.position_of(text)
            .and_then(|at| self.revision_at(at).ok_or_else(|| unknown(text)))
    }

    fn position_of(&self, text: &str) -> Result<usize, TargetError> {
        if let Some(at) = self.by_id.get(text) {
            return Ok(*at);
        }
        let found: Vec<(&RevisionId, &usize)> = self
            .by_id
            .range::<str, _>((Bound::Included(text), Bound::Unbounded))
            .take_while(|(id, _)| id.as_str().starts_with(text))
            .collect();
        match found.as_slice() {
            [(_, at)] if !text.is_empty() => Ok(**at),
            [] | [_] => Err(unknown(text)),
            several => Err(TargetError::AmbiguousPrefix {
                text: text.to_owned(),
                candidates: several.iter().map(|(id, _)| (*id).clone()).collect(),
            }),
        }
    }

    /// The heads that a database has when it is at `target`; none for `base`. Relative targets count from
    /// `current`, the heads that the database has.
    ///
    /// # Errors
    /// When the target names nothing, or several things where one is needed.
    pub fn resolve(
        &self,
        target: &Target,
        current: &BTreeSet<RevisionId>,
    ) -> Result<BTreeSet<RevisionId>, TargetError> {
        let one = |at: usize| self.id_at(at).cloned().into_iter().collect();
        match target {
            Target::Heads => Ok(self.heads()),
            Target::Head => self.one_head(),
            Target::Base => Ok(BTreeSet::new()),
            Target::Revision(text) => self.position_of(text).map(one),
            Target::Relative(steps) => {
                let mut applied = self.applied(current)?;
                self.walk_applied(&mut applied, *steps)?;
                Ok(self.heads_of(&applied))
            }
            Target::From { start, steps, text } => match self.position_of(text) {
                Ok(at) => Ok(one(at)),
                Err(error @ TargetError::AmbiguousPrefix { .. }) => Err(error),
                Err(_) => self.walk_from(start, *steps, text),
            },
        }
    }

    /// The revisions to apply to bring a database whose heads are `current` to `target`, in running order.
    ///
    /// They are all that come before the target or are it, and are not applied: a revision that came in later
    /// from another branch is among them, whatever its time of creation. An empty path means that the database
    /// is there already, or beyond.
    ///
    /// # Errors
    /// When the target cannot be resolved or leads back, or a revision in `current` is unknown.
    pub fn upgrade_path(
        &self,
        current: &BTreeSet<RevisionId>,
        target: &Target,
    ) -> Result<Vec<&Revision>, TargetError> {
        if matches!(target, Target::Relative(steps) if *steps < 0) {
            return Err(wrong_direction(target, Direction::Upgrade));
        }
        let applied = self.applied(current)?;
        let wanted = self.marked_ancestors(self.positions(&self.resolve(target, current)?)?);
        Ok(self
            .marked(&wanted)
            .filter(|at| !applied.has(*at))
            .filter_map(|at| self.revision_at(at))
            .collect())
    }

    /// The revisions to take back to bring a database whose heads are `current` to `target`, in running order,
    /// the newest first.
    ///
    /// `base` takes back everything, `-N` the last so many, a revision everything applied that comes after it.
    /// Other branches stay as they are.
    ///
    /// # Errors
    /// When the target cannot be resolved, leads forward or is not applied, when `-N` could take back one of
    /// several, or a revision in `current` is unknown.
    pub fn downgrade_path(
        &self,
        current: &BTreeSet<RevisionId>,
        target: &Target,
    ) -> Result<Vec<&Revision>, TargetError> {
        if matches!(target, Target::Relative(steps) if *steps > 0) {
            return Err(wrong_direction(target, Direction::Downgrade));
        }
        let applied = self.applied(current)?;
        let goal = self.positions(&self.resolve(target, current)?)?;
        let relative = matches!(target, Target::Relative(_));
        if let Some(at) = goal.iter().find(|at| !applied.has(**at))
            && let Some(id) = self.id_at(*at)
        {
            return Err(TargetError::NotApplied { id: id.clone() });
        }
        let stays = if relative {
            self.marked_ancestors(goal.iter().copied())
        } else if goal.is_empty() {
            Marks::none(self)
        } else {
            let after = self.marked_descendants(goal.iter().copied());
            let mut stays = Marks::none(self);
            for at in 0..self.len() {
                stays.set(at, goal.contains(&at) || !after.has(at));
            }
            stays
        };
        Ok(self
            .marked(&applied)
            .rev()
            .filter(|at| !stays.has(*at))
            .filter_map(|at| self.revision_at(at))
            .collect())
    }

    /// The revisions of a range, in topological order: all that come after its start and before its end, and
    /// both of these.
    ///
    /// # Errors
    /// When a side cannot be resolved.
    pub fn range(
        &self,
        range: &RevisionRange,
        current: &BTreeSet<RevisionId>,
    ) -> Result<Vec<&Revision>, TargetError> {
        let to = match &range.to {
            Some(target) => self.resolve(target, current)?,
            None => self.heads(),
        };
        let from = match &range.from {
            Some(target) => self.resolve(target, current)?,
            None => BTreeSet::new(),
        };
        let before = self.marked_ancestors(self.positions(&to)?);
        let after = self.marked_descendants(self.positions(&from)?);
        Ok(self
            .marked(&before)
            .filter(|at| from.is_empty() || after.has(*at))
            .filter_map(|at| self.revision_at(at))
            .collect())
    }

    /// The heads that a database has after one revision was applied to it or taken back: what its table of
    /// versions then holds.
    ///
    /// # Errors
    /// When the revision is unknown.
    pub fn heads_after(
        &self,
        current: &BTreeSet<RevisionId>,
        revision: &RevisionId,
        direction: Direction,
    ) -> Result<BTreeSet<RevisionId>, TargetError> {
        let at = *self
            .by_id
            .get(revision)
            .ok_or_else(|| unknown(revision.as_str()))?;
        let mut heads = current.clone();
        match direction {
            Direction::Upgrade => {
                let before = self.marked_ancestors([at]);
                heads.retain(|id| !self.by_id.get(id).is_some_and(|at| before.has(*at)));
                heads.insert(revision.clone());
            }
            Direction::Downgrade => {
                heads.remove(revision);
                let left = self.marked_ancestors(heads.iter().filter_map(|id| self.by_id.get(id).copied()));
                let parents = self.nodes.get(at).into_iter().flat_map(|node| &node.parents);
                let uncovered: Vec<usize> = parents.copied().filter(|parent| !left.has(*parent)).collect();
                // A parent that comes before another parent is no head.
                for parent in &uncovered {
                    let others = uncovered.iter().copied().filter(|other| other != parent);
                    if !self.marked_ancestors(others).has(*parent) {
                        heads.extend(self.id_at(*parent).cloned());
                    }
                }
            }
        }
        Ok(heads)
    }

    fn one_head(&self) -> Result<BTreeSet<RevisionId>, TargetError> {
        let heads = self.heads();
        if heads.len() > 1 {
            return Err(TargetError::SeveralHeads {
                heads: heads.into_iter().collect(),
            });
        }
        Ok(heads)
    }

    pub(crate) fn positions(&self, ids: &BTreeSet<RevisionId>) -> Result<Vec<usize>, TargetError> {
        ids.iter()
            .map(|id| match self.by_id.get(id) {
                Some(at) => Ok(*at),
                None => Err(TargetError::UnknownCurrent { id: id.clone() }),
            })
            .collect()
    }

    fn applied(&self, current: &BTreeSet<RevisionId>) -> Result<Marks, TargetError> {
        Ok(self.marked_ancestors(self.positions(current)?))
    }

    /// The marked revisions that no marked one follows.
    fn heads_of(&self, marks: &Marks) -> BTreeSet<RevisionId> {
        self.marked_heads(marks)
            .filter_map(|at| self.id_at(at).cloned())
            .collect()
    }

    fn marked_heads<'a>(&'a self, marks: &'a Marks) -> impl Iterator<Item = usize> + 'a {
        self.marked(marks).filter(|at| {
            self.nodes
                .get(*at)
                .is_some_and(|node| !node.children.iter().any(|child| marks.has(*child)))
        })
    }

    /// Marks the next revisions, or unmarks the last, one for each step, as long as there is only one choice.
    fn walk_applied(&self, applied: &mut Marks, steps: i32) -> Result<(), TargetError> {
        let text = format!("{steps:+}");
        for step in 0..steps.unsigned_abs() {
            let candidates: Vec<usize> = if steps < 0 {
                self.marked_heads(applied).collect()
            } else {
                self.nodes
                    .iter()
                    .enumerate()
                    .filter(|(at, node)| {
                        !applied.has(*at) && node.parents.iter().all(|parent| applied.has(*parent))
                    })
                    .map(|(at, _)| at)
                    .collect()
            };
            let at = self.only(&candidates, &text, step)?;
            applied.set(at, steps > 0);
        }
        Ok(())
    }

    /// Goes from a revision to its only child or parent, one for each step.
    fn walk_from(&self, start: &str, steps: i32, text: &str) -> Result<BTreeSet<RevisionId>, TargetError> {
        let mut here: Option<usize> = match start {
            "base" => None,
            "head" => self.positions(&self.one_head()?)?.first().copied(),
            _ => Some(self.position_of(start)?),
        };
        let bases: Vec<usize> = self.positions(&self.bases())?;
        for step in 0..steps.unsigned_abs() {
            let node = here.and_then(|at| self.nodes.get(at));
            here = match node {
                None if steps > 0 => Some(self.only(&bases, text, step)?),
                None => Some(self.only(&[], text, step)?),
                Some(node) if steps > 0 => Some(self.only(&node.children, text, step)?),
                // The step before the first revision leads to `base`, unless other lines begin there too.
                Some(node) if node.parents.is_empty() && bases.len() == 1 => None,
                Some(node) => Some(self.only(&node.parents, text, step)?),
            };
        }
        Ok(here.and_then(|at| self.id_at(at).cloned()).into_iter().collect())
    }

    fn only(&self, candidates: &[usize], text: &str, step: u32) -> Result<usize, TargetError> {
        match candidates {
            [at] => Ok(*at),
            [] => Err(TargetError::TooFar {
                text: text.to_owned(),
                available: step as usize,
            }),
            several => {
                let ids: BTreeSet<RevisionId> =
                    several.iter().filter_map(|at| self.id_at(*at).cloned()).collect();
                Err(TargetError::AmbiguousStep {
                    text: text.to_owned(),
                    candidates: ids.into_iter().collect(),
                })
            }
        }
    }
}

fn unknown(text: &str) -> TargetError {
    TargetError::Unknown {
        text: text.to_owned(),
    }
}

fn wrong_direction(target: &Target, direction: Direction) -> TargetError {
    TargetError::WrongDirection {
        text: target.to_string(),
        direction,
    }
}
